//! Rust's standard library for the browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{debian, say};
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// What compiles for the browser.
#[derive(Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// Debian's compiler builds the standard library from source. The folder holds a `cargo` that calls it for the
    /// browser's target, and the ordinary cargo for everything else.
    Debian { folder: PathBuf },
    /// The ordinary toolchain has the standard library ready.
    Ordinary,
}

impl WasmToolchain {
    /// Makes `command`, and what it starts, compile for the browser with this toolchain.
    pub fn apply(&self, command: &mut Command) {
        if let Self::Debian { folder } = self {
            process::prepend_to_path(command, folder);
        }
    }

    pub fn cargo(&self, workspace: &Workspace) -> Command {
        let mut cargo = process::cargo(workspace);
        self.apply(&mut cargo);
        cargo
    }
}

/// Adds the target where it is missing, without changing the toolchain.
pub fn ensure(workspace: &Workspace) -> Outcome<WasmToolchain> {
    if has_target(workspace) {
        return Ok(WasmToolchain::Ordinary);
    }
    // Where it had to be installed once, rustup is not asked again at every start.
    if !debian::rust::is_ready(workspace)? {
        if add_by_rustup(workspace) {
            return Ok(WasmToolchain::Ordinary);
        }
        install_debians(workspace)?;
    }
    println!("Compiling for the browser with Debian's Rust.");
    debian::rust::write_cargo(workspace).map(|folder| WasmToolchain::Debian { folder })
}

fn has_target(workspace: &Workspace) -> bool {
    let mut rustc = process::command(workspace, "rustc");
    process::capture(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn add_by_rustup(workspace: &Workspace) -> bool {
    if process::on_path(&["rustup"]).is_none() {
        return false;
    }
    say("Adding Rust's standard library for the browser (rustup target add)");
    let mut rustup = process::command(workspace, "rustup");
    if let Err(failure) = process::run(rustup.args(["target", "add", TARGET])) {
        println!("{failure}.");
    }
    has_target(workspace)
}

fn install_debians(workspace: &Workspace) -> Outcome {
    let packages = debian::rust::PACKAGES;
    let advice = format!(
        "Rust's standard library for the browser ({TARGET}) is missing; the page is compiled with it. \
         Get it with `rustup target add {TARGET}`, or on Debian with `apt-get install {}`",
        packages.join(" ")
    );
    if !debian::can_install(workspace) {
        return Err(Failure::new(advice));
    }
    say("Installing Debian's Rust for the browser instead (apt-get)");
    debian::install(workspace, &packages)?;
    if debian::rust::is_ready(workspace)? {
        return Ok(());
    }
    Err(Failure::new(format!("Debian's Rust is older than the project needs. {advice}")))
}
