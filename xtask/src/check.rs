//! `cargo xtask check`: what a reviewer should not have to say.

use crate::failure::Outcome;
use crate::setup::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use crate::{process, setup, tidy};

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
    match wasm_target::ensure(workspace)? {
        setup::WasmToolchain::Ordinary => process::run(
            process::cargo(workspace)
                .args(["clippy", "--package", "frontend", "--package", "shared", "--package", "twilio-video"])
                .args(["--all-targets", "--target", TARGET, "--", "--deny", "warnings"]),
        ),
        // Debian's toolchain has no clippy for it; the native run above has seen all but the browser-only code.
        toolchain @ setup::WasmToolchain::Debian { .. } => {
            println!("SKIPPED: Debian's Rust for the browser comes without clippy; only compiling.");
            process::run(
                toolchain
                    .cargo(workspace)
                    .args([
                        "check",
                        "--package",
                        "frontend",
                        "--package",
                        "shared",
                        "--package",
                        "twilio-video",
                    ])
                    .args(["--target", TARGET]),
            )
        }
    }
}
