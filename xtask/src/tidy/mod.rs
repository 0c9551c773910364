//! The house rules that no compiler knows.

mod arrows;
mod compatibility;
mod text;
mod why;

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

pub fn tidy(workspace: &Workspace) -> Outcome {
    println!("==> House rules");
    let mut faults = arrows::check(&metadata(workspace)?)?;
    faults.extend(why::check(&workspace.read("Cargo.toml")?));
    faults.extend(compatibility::check(workspace));
    for path in tracked_files(workspace)? {
        // A file that git knows may be deleted in the work tree, and a picture has no lines.
        if let Ok(content) = workspace.read(&path) {
            faults.extend(text::check(Path::new(&path), &content));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::new(faults.join("\n       "))) }
}

/// The workspace's own packages; fails when `Cargo.lock` is behind the manifests.
fn metadata(workspace: &Workspace) -> Outcome<String> {
    process::capture(process::cargo(workspace).args([
        "metadata",
        "--locked",
        "--no-deps",
        "--format-version=1",
    ]))
}

/// Paths from the root of what is or would be committed.
fn tracked_files(workspace: &Workspace) -> Outcome<Vec<String>> {
    let mut git = process::command(workspace, "git");
    let files = process::capture(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    Ok(files.split_terminator('\0').map(str::to_string).collect())
}
