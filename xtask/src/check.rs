//! `cargo xtask check`: what a reviewer should not have to say.

use crate::failure::Outcome;
use crate::setup::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use crate::{process, tidy};

pub fn check(workspace: &Workspace) -> Outcome {
    println!("==> Formatting");
    process::run(process::cargo(workspace).args(["fmt", "--all", "--check"]))?;
    tidy::tidy(workspace)?;
    println!("==> Clippy, native");
    process::run(process::cargo(workspace).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))?;
    println!("==> Clippy, for the browser");
    process::run(
        wasm_target::ensure(workspace)?
            .cargo(workspace)
            .args(["clippy", "--package", "frontend", "--package", "shared", "--package", "twilio-video"])
            // As people get it: cut in parts.
            .args(["--features", "frontend/split", "--all-targets", "--target", TARGET])
            .args(["--", "--deny", "warnings"]),
    )
}
