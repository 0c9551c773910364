//! Rust's standard library for the browser.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{debian, say};
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::version::{Version, toml_string};
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 4] = ["cargo-web", "rustc-web", "rust-web-clippy", "rust-web-src"];

/// What compiles for the browser.
#[derive(Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// Debian's compiler builds the standard library from source; the linker is the ordinary toolchain's.
    Debian { linker: PathBuf },
    /// The ordinary toolchain has the standard library ready.
    Ordinary,
}

impl WasmToolchain {
    /// Makes `command`, and what it starts, compile for the browser with this toolchain.
    pub fn apply(&self, command: &mut Command) {
        let Self::Debian { linker } = self else { return };
        if let Some(path) = path_starting_with("/usr/bin", command) {
            command.env("PATH", path);
        }
        command
            .env("CARGO", DEBIAN_CARGO)
            .env("RUSTC", DEBIAN_RUSTC)
            // Lets a released compiler build its own standard library.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("LD_LIBRARY_PATH");
    }

    pub fn cargo(&self, workspace: &Workspace) -> Command {
        let program = match self {
            Self::Debian { .. } => DEBIAN_CARGO,
            Self::Ordinary => "cargo",
        };
        let mut cargo = process::command(workspace, program);
        self.apply(&mut cargo);
        cargo
    }
}

/// Adds the target where it is missing, without changing the toolchain.
pub fn ensure(workspace: &Workspace) -> Outcome<WasmToolchain> {
    if has_target(workspace) {
        return Ok(WasmToolchain::Ordinary);
    }
    if process::on_path(&["rustup"]).is_some() {
        say("Adding Rust's standard library for the browser (rustup target add)");
        let mut rustup = process::command(workspace, "rustup");
        match process::run(rustup.args(["target", "add", TARGET])) {
            Ok(()) if has_target(workspace) => return Ok(WasmToolchain::Ordinary),
            Ok(()) => println!("rustup added it to a toolchain that is not the one in use."),
            Err(failure) => println!("{failure}."),
        }
    }
    debian_toolchain(workspace)
}

fn has_target(workspace: &Workspace) -> bool {
    let mut rustc = process::command(workspace, "rustc");
    process::capture(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn debian_toolchain(workspace: &Workspace) -> Outcome<WasmToolchain> {
    let advice = format!(
        "Rust's standard library for the browser ({TARGET}) is missing; the page is compiled with it. \
         Get it with `rustup target add {TARGET}`, or on Debian with `apt-get install {}`",
        DEBIAN_PACKAGES.join(" ")
    );
    let linker = rust_lld(workspace).ok_or_else(|| Failure::new(advice.clone()))?;
    if !debian_is_ready(workspace)? {
        if !debian::can_install(workspace) {
            return Err(Failure::new(advice));
        }
        say("Installing Debian's Rust for the browser instead (apt-get)");
        debian::install(workspace, &DEBIAN_PACKAGES)?;
        if !debian_is_ready(workspace)? {
            return Err(Failure::new(format!("Debian's Rust is older than the project needs. {advice}")));
        }
    }
    println!("Compiling for the browser with Debian's Rust ({DEBIAN_RUSTC}).");
    Ok(WasmToolchain::Debian { linker })
}

fn debian_is_ready(workspace: &Workspace) -> Outcome<bool> {
    let needed = toml_string(&workspace.read("Cargo.toml")?, "rust-version").and_then(Version::first_in);
    if ![DEBIAN_CARGO, DEBIAN_CLIPPY].iter().all(|program| Path::new(program).is_file()) {
        return Ok(false);
    }
    let mut rustc = process::command(workspace, DEBIAN_RUSTC);
    rustc.env_remove("LD_LIBRARY_PATH");
    let version = process::capture(rustc.arg("--version")).ok().as_deref().and_then(Version::first_in);
    let sources = sysroot(workspace, DEBIAN_RUSTC).map(|root| root.join("lib/rustlib/src/rust/library"));
    Ok(version.is_some() && version >= needed && sources.is_some_and(|folder| folder.is_dir()))
}

/// The linker of WebAssembly files, which every toolchain of rustup carries.
fn rust_lld(workspace: &Workspace) -> Option<PathBuf> {
    let host = process::probe(workspace, "rustc", "-vV")?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: "))?;
    let linker = sysroot(workspace, "rustc")?.join("lib/rustlib").join(host).join("bin/rust-lld");
    linker.is_file().then_some(linker)
}

fn sysroot(workspace: &Workspace, rustc: &str) -> Option<PathBuf> {
    let mut command = process::command(workspace, rustc);
    if rustc == DEBIAN_RUSTC {
        command.env_remove("LD_LIBRARY_PATH");
    }
    let answer = process::capture(command.args(["--print", "sysroot"])).ok()?;
    Some(PathBuf::from(answer.trim()))
}

/// The `PATH` that was set for `command`, behind `folder`.
fn path_starting_with(folder: &str, command: &Command) -> Option<OsString> {
    let path = command.get_envs().find_map(|(name, value)| (name == "PATH").then_some(value).flatten())?;
    env::join_paths(std::iter::once(PathBuf::from(folder)).chain(env::split_paths(path))).ok()
}
