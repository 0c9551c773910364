//! What applications of Twilio Video do with the room server: an example with tests of its own, and Twilio's helper
//! libraries. Run by Node's test runner.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::setup::browser::Browser;
use crate::setup::helpers;
use crate::workspace::Workspace;

const EXAMPLE: &str = "examples/standup/test/standup.test.js";
const NODE: &str = "e2e/helpers/node.test.mjs";
const PYTHON: &str = "e2e/helpers/python.test.mjs";

/// Builds what is tested, and tests it.
pub fn test(workspace: &Workspace, browser: &Browser, names: &[String]) -> Outcome {
    let python = helpers::ensure(workspace)?;
    println!("==> Building the backend");
    process::run(process::cargo(workspace).args(["build", "--package", "backend", "--bin", "ona-ana"]))?;
    let with_python = python.as_ref().map(|_| PYTHON);
    let mut failed = Vec::new();
    // One file after the other: calls between browsers need the machine.
    for file in [EXAMPLE, NODE].into_iter().chain(with_python) {
        let mut node = process::command(workspace, "node");
        let patterns = names.iter().map(|name| format!("--test-name-pattern={name}"));
        node.arg("--test").args(patterns).arg(file);
        surroundings(&mut node, workspace, browser);
        if let Some(python) = &python {
            node.env("PYTHON", &python.program)
                .env("PYTHONPATH", &python.packages)
                .env("PYTHONDONTWRITEBYTECODE", "1");
        }
        if let Err(failure) = process::run(&mut node) {
            failed.push(failure.to_string());
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(failed.join("; "))) }
}

fn surroundings(node: &mut Command, workspace: &Workspace, browser: &Browser) {
    node.env("ONA_ANA_BINARY", workspace.backend("debug"))
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.chromedriver);
    // The helper libraries would rewrite the server's address.
    for variable in ["TWILIO_REGION", "TWILIO_EDGE"] {
        node.env_remove(variable);
    }
}
