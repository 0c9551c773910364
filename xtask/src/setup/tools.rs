//! Programs that come from crates, built into `target/tools` unless the machine has them.

use std::{env, fs};

use super::say;
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::version::{Version, locked, toml_string};
use crate::workspace::Workspace;

/// The configuration in `deny.toml` is written for this one.
const CARGO_DENY: Version = Version::new(0, 20, 2);

/// Any will do; one version makes runs comparable.
const CARGO_FUZZ: Version = Version::new(0, 13, 2);

/// Of those that the machine may have, any will do.
const GECKODRIVER: Version = Version::new(0, 37, 1);

/// A program to have, of exactly this version.
#[derive(Debug)]
pub struct Tool {
    package: &'static str,
    programs: &'static [&'static str],
    version: Version,
    purpose: &'static str,
}

/// Of the version that `Trunk.toml` asks for.
pub fn trunk(workspace: &Workspace) -> Outcome<Tool> {
    let version = toml_string(&workspace.read("Trunk.toml")?, "trunk-version")
        .and_then(Version::first_in)
        .ok_or_else(|| Failure::new("Trunk.toml has no `trunk-version`"))?;
    Ok(Tool { package: "trunk", programs: &["trunk"], version, purpose: "bundles the page" })
}

/// Of the version that `Cargo.lock` has of the library: the two speak a private format.
pub fn wasm_bindgen(workspace: &Workspace) -> Outcome<Tool> {
    let version = locked(&workspace.read("Cargo.lock")?, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock has no wasm-bindgen"))?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version,
        purpose: "joins the page's WebAssembly and JavaScript, and runs its tests in a browser",
    })
}

pub fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        programs: &["cargo-deny"],
        version: CARGO_DENY,
        purpose: "checks the dependencies' licenses and sources",
    }
}

pub fn cargo_fuzz() -> Tool {
    Tool {
        package: "cargo-fuzz",
        programs: &["cargo-fuzz"],
        version: CARGO_FUZZ,
        purpose: "builds the fuzz targets and runs them",
    }
}

pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        programs: &["geckodriver"],
        version: GECKODRIVER,
        purpose: "drives Firefox in the end-to-end tests",
    }
}

/// Installs those that are neither in `target/tools` nor on `PATH`.
pub fn ensure(workspace: &Workspace, tools: &[Tool]) -> Outcome {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| !is_present(workspace, tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for tool in missing {
        let Tool { package, version, purpose, .. } = tool;
        say(&format!("Building {package} {version}, which {purpose} (some minutes, once)"));
        install(workspace, tool)?;
    }
    // Only sources built for an interrupted installation are worth keeping.
    drop(fs::remove_dir_all(build_folder(workspace)));
    Ok(())
}

fn is_present(workspace: &Workspace, tool: &Tool) -> bool {
    tool.programs.iter().all(|program| {
        process::probe(workspace, program, "--version").and_then(|answer| Version::first_in(&answer))
            == Some(tool.version)
    })
}

/// Cargo puts the programs in place when all of them are built, and takes an interrupted build up again.
fn install(workspace: &Workspace, tool: &Tool) -> Outcome {
    process::run(&mut cargo_install(workspace, tool, &["--locked"])).or_else(|failure| {
        println!(
            "{failure}: the dependencies it was released with do not build here, trying the newest ones instead"
        );
        process::run(&mut cargo_install(workspace, tool, &[]))
    })?;
    if is_present(workspace, tool) {
        return Ok(());
    }
    let folder = workspace.tools().join("bin");
    Err(Failure::new(format!(
        "{} was installed into {}, but does not answer with version {}",
        tool.package,
        folder.display(),
        tool.version
    )))
}

fn cargo_install(workspace: &Workspace, tool: &Tool, options: &[&str]) -> std::process::Command {
    let mut cargo = process::cargo(workspace);
    cargo
        .arg("install")
        .arg(format!("{}@{}", tool.package, tool.version))
        // A debug build takes a third of the time, and these programs run for seconds.
        .args(["--debug", "--force", "--root"])
        .arg(workspace.tools())
        .arg("--target-dir")
        .arg(build_folder(workspace))
        .args(options)
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    // A target or flags meant for the project would build the tool for a browser.
    for variable in ["CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(variable);
    }
    if env::var_os("CI").is_some() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

fn build_folder(workspace: &Workspace) -> std::path::PathBuf {
    workspace.tools().join("build")
}
