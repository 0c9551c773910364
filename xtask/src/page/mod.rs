//! The page: what goes into `dist/` and when it must be made again.

mod assets;
mod compression;
mod messages;
mod names;
mod optimization;
mod splitting;
mod styles;
mod weight;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::fingerprint::{Fingerprint, stamp, stamped};
use crate::process;
use crate::setup::{self, WasmToolchain};
use crate::workspace::Workspace;

/// What the bundle is made of, from the root.
const SOURCES: [&str; 8] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/twilio-video",
    "frontend",
    "shared",
    "xtask/src/page",
];

/// Bundles the release page into `dist/`, unless it is there and made of the same sources.
pub fn build(workspace: &Workspace, toolchain: &WasmToolchain) -> Outcome {
    bundle(workspace, toolchain, &workspace.page(), "page", "split")
}

/// Bundles a release page that marks each rendering, beside the one that people get, and returns its folder.
pub fn build_with_render_marks(workspace: &Workspace, toolchain: &WasmToolchain) -> Outcome<PathBuf> {
    let folder = workspace.state().join("page-with-render-marks");
    bundle(workspace, toolchain, &folder, "page-with-render-marks", "split,render-marks")?;
    Ok(folder)
}

fn bundle(
    workspace: &Workspace,
    toolchain: &WasmToolchain,
    folder: &Path,
    name: &str,
    features: &str,
) -> Outcome {
    let stamp_path = workspace.state().join(format!("{name}.stamp"));
    let sources = fingerprint_of_sources(workspace)?;
    // The bundle itself is part of the stamp: `trunk serve` puts its debug page at the same place.
    let current = format!("{sources} {}", fingerprint_of_bundle(folder)?);
    if stamped(&stamp_path, &current) {
        return Ok(());
    }
    println!("==> Building the page");
    process::run(
        trunk(workspace, toolchain)
            .args(["build", "--release", "--features", features])
            .arg("--dist")
            .arg(folder),
    )?;
    stamp(&stamp_path, &format!("{sources} {}", fingerprint_of_bundle(folder)?))
}

/// What the lobby's first load weighs, as a table. The release page must be built.
pub fn weight(workspace: &Workspace) -> Outcome<String> {
    weight::table(&workspace.page())
}

/// Fails when the lobby's first load is above its budget.
pub fn check_weight(workspace: &Workspace) -> Outcome {
    weight::check(&workspace.page())
}

/// Trunk in the repository's root, with its tools and the toolchain of the page.
pub fn trunk(workspace: &Workspace, toolchain: &WasmToolchain) -> Command {
    let mut trunk = process::command(workspace, "trunk");
    toolchain.apply(&mut trunk);
    // A backtrace of Trunk would bury what the compiler said of the page.
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true").env("RUST_LIB_BACKTRACE", "0");
    // By convention any value counts; Trunk accepts `true` alone.
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}

/// Trunk's hook before a build: the parts that the page's HTML names must be there.
pub fn parts(workspace: &Workspace) -> Outcome {
    setup::fetch_parts(workspace)
}

/// Trunk's hook after a build, while the bundle is still aside: the languages are put in, and a release page is made
/// small.
pub fn finish(workspace: &Workspace) -> Outcome {
    let bundle = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new(
            "`page-finish` is for Trunk to call; `trunk build --release` builds the page and calls it",
        )
    })?;
    messages::bundle(workspace, &bundle)?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    styles::bundle(&bundle)?;
    splitting::split(workspace, &bundle)?;
    let files = assets::list(&bundle)?;
    for file in files.iter().filter(|file| assets::is_our_wasm(&bundle, file)) {
        optimization::optimize(workspace, file)?;
    }
    let sizes = compression::compress(&files)?;
    println!("{}", compression::summary(&sizes));
    Ok(())
}

fn fingerprint_of_sources(workspace: &Workspace) -> Outcome<Fingerprint> {
    let sources = SOURCES.map(|path| workspace.root().join(path));
    Fingerprint::of(&sources, "node_modules")
}

fn fingerprint_of_bundle(folder: &Path) -> Outcome<Fingerprint> {
    Fingerprint::of(&[folder.to_path_buf()], "")
}
