//! What the crate `e2e` needs: the release page, the backend, and a browser.

use std::process::Command;

use crate::failure::Outcome;
use crate::setup::browser::{self, Browser};
use crate::setup::{self, WasmToolchain};
use crate::workspace::Workspace;
use crate::{page, process};

/// `cargo xtask screenshots`: pictures of the real page.
pub fn screenshots(workspace: &Workspace) -> Outcome {
    let browser = browser::ensure(workspace)?;
    let toolchain = setup::for_the_page(workspace)?;
    build_subject(workspace, &toolchain)?;
    process::run(cargo(workspace, &browser, "run").args(["--bin", "screenshots"]))
}

/// `cargo xtask tiles`: what a full page of tiles costs.
pub fn tiles(workspace: &Workspace) -> Outcome {
    let browser = browser::ensure(workspace)?;
    let toolchain = setup::for_the_page(workspace)?;
    let page = page::build_with_render_marks(workspace, &toolchain)?;
    build_backend(workspace)?;
    process::run(cargo(workspace, &browser, "run").args(["--bin", "tiles"]).env("ONA_ANA_PAGE", page))
}

/// Builds what is tested.
pub fn build_subject(workspace: &Workspace, toolchain: &WasmToolchain) -> Outcome {
    page::build(workspace, toolchain)?;
    build_backend(workspace)
}

fn build_backend(workspace: &Workspace) -> Outcome {
    println!("==> Building the backend");
    process::run(process::cargo(workspace).args(["build", "--package", "backend", "--bin", "ona-ana"]))
}

/// `cargo run` or `cargo test` of the crate, told where everything is.
pub fn cargo(workspace: &Workspace, browser: &Browser, subcommand: &str) -> Command {
    let mut cargo = process::cargo(workspace);
    cargo
        .args([subcommand, "--package", "e2e"])
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.chromedriver)
        .env("ONA_ANA_BINARY", workspace.backend("debug"))
        .env("ONA_ANA_PAGE", workspace.page());
    cargo
}
