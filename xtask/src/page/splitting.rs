//! Cutting the page's WebAssembly where `frontend/src/part.rs` says, so that the lobby need not load the call.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::names;
use crate::failure::{Context, Failure, Outcome};
use crate::process;
use crate::setup;
use crate::workspace::Workspace;

/// Ends the name of the script that fetches parts.
pub const LOADER: &str = "_parts.js";

/// The module that split functions are imported from until they are cut.
const MARK: &[u8] = b"__wasm_split_placeholder__";

/// Replaces what Trunk put into the bundle, made of the whole page, by what it loads first and its parts. A page without
/// marks stays as it is.
///
/// The parts' names begin like those of Trunk's files, and so with their digest.
pub fn split(workspace: &Workspace, bundle: &Path) -> Outcome {
    let whole = workspace.target().join(setup::wasm_target::TARGET).join("wasm-release/frontend.wasm");
    let wasm = fs::read(&whole).could_not(format_args!("read {}", whole.display()))?;
    if !wasm.windows(MARK.len()).any(|window| window == MARK) {
        return Ok(());
    }
    let name = page_name(bundle)?;
    let folder = workspace.state().join("parts");
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    let first = folder.join("frontend.wasm");
    let loader = format!("./{name}{LOADER}");
    let main_module = format!("./{name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = bundle;
    options.main_out_path = &first;
    options.link_name = &loader;
    options.main_module = &main_module;
    let parts = transform(options)
        .map_err(|error| Failure::new(format!("cannot split {}: {error:#}", whole.display())))?
        .split_modules;
    rename(&bundle.join(format!("{name}{LOADER}")), &name, &parts)?;
    // The parts take the linker's own exports, as the table of functions.
    let mut wasm_bindgen = process::command(workspace, "wasm-bindgen");
    wasm_bindgen
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", &name, "--out-dir"])
        .arg(bundle)
        .arg(&first);
    process::run(&mut wasm_bindgen)?;
    names::shorten(&bundle.join(format!("{name}_bg.wasm")), &bundle.join(format!("{name}.js")))
}

/// The name that Trunk gave the page's files, with the digest and without an ending.
fn page_name(bundle: &Path) -> Outcome<String> {
    let entries = fs::read_dir(bundle).could_not(format_args!("read {}", bundle.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names
        .filter_map(|name| name.strip_suffix("_bg.wasm").map(ToOwned::to_owned))
        .next()
        .ok_or_else(|| Failure::new(format!("there is no WebAssembly in {}", bundle.display())))
}

/// Lets the parts' names begin with the page's, so that they never mean other contents, and tells the loader.
fn rename(loader: &Path, page: &str, parts: &[PathBuf]) -> Outcome {
    let mut script = fs::read_to_string(loader).could_not(format_args!("read {}", loader.display()))?;
    for part in parts {
        let Some(name) = part.file_name().and_then(|name| name.to_str()) else { continue };
        let renamed = format!("{page}_{name}");
        if !script.contains(name) {
            return Err(Failure::new(format!("{} names no {name}", loader.display())));
        }
        script = script.replace(name, &renamed);
        let target = part.with_file_name(&renamed);
        fs::rename(part, &target).could_not(format_args!("rename {}", part.display()))?;
    }
    fs::write(loader, script).could_not(format_args!("write {}", loader.display()))
}
