//! Making WebAssembly small with wasm-opt of npm's `binaryen`.

use std::fs;
use std::path::Path;

use crate::failure::{Context, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// What rustc assumes of every browser for its `wasm32-unknown-unknown` target, so wasm-opt may assume it too.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Replaces the file by an equivalent one without names, optimized for size.
pub fn optimize(workspace: &Workspace, file: &Path) -> Outcome {
    let optimized = file.with_extension("optimized");
    let mut wasm_opt = process::command(workspace, "node");
    wasm_opt
        .arg(workspace.frontend().join("node_modules/binaryen/bin/wasm-opt"))
        .args(["-Oz", "--strip-debug", "--strip-producers"])
        .args(FEATURES)
        .arg(file)
        .arg("--output")
        .arg(&optimized);
    process::run(&mut wasm_opt)?;
    fs::rename(&optimized, file).could_not(format_args!("replace {}", file.display()))
}
