//! Debian's Rust for the browser, beside the ordinary toolchain, which lends it the linker.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Context, Failure, Outcome};
use crate::process;
use crate::setup::wasm_target::TARGET;
use crate::version::{Version, toml_string};
use crate::workspace::Workspace;

pub const PACKAGES: [&str; 4] = ["cargo-web", "rust-web-clippy", "rust-web-src", "rustc-web"];

const CARGO: &str = "/usr/bin/cargo";
const CLIPPY: &str = "/usr/bin/cargo-clippy";
const RUSTC: &str = "/usr/bin/rustc";

/// Whether the packages are installed, new enough for this project.
pub fn is_ready(workspace: &Workspace) -> Outcome<bool> {
    if ![CARGO, CLIPPY, RUSTC].iter().all(|program| Path::new(program).is_file()) {
        return Ok(false);
    }
    let needed = toml_string(&workspace.read("Cargo.toml")?, "rust-version").and_then(Version::first_in);
    let present = ask(workspace, RUSTC, &["--version"]).as_deref().and_then(Version::first_in);
    let sources = sysroot(workspace, RUSTC).map(|root| root.join("lib/rustlib/src/rust/library"));
    Ok(present.is_some() && present >= needed && sources.is_some_and(|folder| folder.is_dir()))
}

/// Writes a `cargo` that compiles for the browser with Debian's Rust and does everything else with the ordinary one.
/// Returns its folder.
pub fn write_cargo(workspace: &Workspace) -> Outcome<PathBuf> {
    let ordinary = process::on_path(&["cargo"]).ok_or_else(|| Failure::new("cargo is not on PATH"))?;
    let linker = rust_lld(workspace)
        .ok_or_else(|| Failure::new("the toolchain has no rust-lld, which links for the browser"))?;
    let folder = workspace.state().join("debian");
    fs::create_dir_all(&folder).could_not("make a folder under target/")?;
    write_script(&folder.join("cargo"), &script(&linker, &ordinary))?;
    Ok(folder)
}

fn script(linker: &Path, ordinary: &Path) -> String {
    // RUSTC_BOOTSTRAP lets a released compiler build its own standard library. What rustup has set for its own
    // compiler would mislead Debian's.
    format!(
        "#!/bin/sh\n\
         case \"$*\" in\n\
         *{TARGET}*)\n\
         unset LD_LIBRARY_PATH RUSTUP_TOOLCHAIN\n\
         export CARGO={CARGO} RUSTC={RUSTC} RUSTC_BOOTSTRAP=1\n\
         export CARGO_UNSTABLE_BUILD_STD=std,panic_abort\n\
         export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER='{}'\n\
         PATH=\"/usr/bin:$PATH\" exec {CARGO} \"$@\" ;;\n\
         *) exec '{}' \"$@\" ;;\n\
         esac\n",
        linker.display(),
        ordinary.display()
    )
}

#[cfg(unix)]
fn write_script(path: &Path, script: &str) -> Outcome {
    use std::os::unix::fs::PermissionsExt;

    fs::write(path, script).could_not(format_args!("write {}", path.display()))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .could_not(format_args!("make {} executable", path.display()))
}

#[cfg(not(unix))]
fn write_script(path: &Path, _script: &str) -> Outcome {
    Err(Failure::new(format!("{} is a script for Debian, which this is not", path.display())))
}

/// The linker of WebAssembly files, which every toolchain of rustup carries.
fn rust_lld(workspace: &Workspace) -> Option<PathBuf> {
    let answer = ask(workspace, "rustc", &["-vV"])?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "))?;
    let linker = sysroot(workspace, "rustc")?.join("lib/rustlib").join(host).join("bin/rust-lld");
    linker.is_file().then_some(linker)
}

fn sysroot(workspace: &Workspace, rustc: &str) -> Option<PathBuf> {
    Some(PathBuf::from(ask(workspace, rustc, &["--print", "sysroot"])?.trim()))
}

fn ask(workspace: &Workspace, rustc: &str, question: &[&str]) -> Option<String> {
    let mut command = process::command(workspace, rustc);
    if rustc == RUSTC {
        command.env_remove("LD_LIBRARY_PATH");
    }
    process::capture(command.args(question)).ok()
}
