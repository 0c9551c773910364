//! `cargo xtask soak`: thousands of simulated calls.

use crate::failure::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// Everything else is for the program to read: it knows its flags, and stops by itself.
pub fn soak(workspace: &Workspace, arguments: &[String]) -> Outcome {
    process::run(
        process::cargo(workspace)
            .args(["run", "--release", "--package", "sim", "--bin", "soak", "--"])
            .args(arguments),
    )
}
