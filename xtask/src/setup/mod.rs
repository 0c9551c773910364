//! What a build needs beyond cargo. Each step is skipped when it is done, says what it does otherwise, and can be
//! interrupted: the next run repairs it.

pub mod browser;
mod debian;
pub mod ffprobe;
pub mod firefox;
pub mod helpers;
mod npm;
pub mod tools;
pub mod wasm_target;

use crate::failure::Outcome;
use crate::workspace::Workspace;

pub use npm::{fetch_older_libraries, fetch_parts};
pub use wasm_target::WasmToolchain;

/// What building the page takes.
pub fn for_the_page(workspace: &Workspace) -> Outcome<WasmToolchain> {
    // First what fails at once when a prerequisite is missing, then what takes minutes.
    fetch_parts(workspace)?;
    let toolchain = wasm_target::ensure(workspace)?;
    tools::ensure(workspace, &[tools::trunk(workspace)?, tools::wasm_bindgen(workspace)?])?;
    Ok(toolchain)
}

pub fn everything(workspace: &Workspace) -> Outcome {
    let chromium = browser::ensure(workspace)?.chromium;
    let firefox = firefox::ensure(workspace)?.firefox;
    ffprobe::ensure(workspace)?;
    for_the_page(workspace)?;
    helpers::ensure(workspace)?;
    fetch_older_libraries(workspace)?;
    println!("Everything is set up; tests will use {} and {}.", chromium.display(), firefox.display());
    Ok(())
}

/// Announces a step that takes a while.
fn say(step: &str) {
    println!("==> {step}");
}
