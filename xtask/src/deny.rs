//! `cargo xtask deny`: what the dependencies are licensed as, where they come from, and what is known against them.

use crate::failure::Outcome;
use crate::process;
use crate::setup::tools;
use crate::workspace::Workspace;

pub fn deny(workspace: &Workspace) -> Outcome {
    tools::ensure(workspace, &[tools::cargo_deny()])?;
    println!("==> Licenses, duplicates and sources of the dependencies");
    process::run(process::command(workspace, "cargo-deny").args(["check", "bans", "licenses", "sources"]))?;
    println!("==> Advisories");
    match process::capture(process::command(workspace, "cargo-deny").args(["fetch", "db"])) {
        Ok(_) => process::run(process::command(workspace, "cargo-deny").args([
            "check",
            "--disable-fetch",
            "advisories",
        ])),
        Err(failure) => {
            println!("SKIPPED: the advisory database could not be fetched. {failure}");
            Ok(())
        }
    }
}
