//! The page's words in the languages that are not built into it.

use std::fs;
use std::path::Path;

use crate::failure::{Context, Outcome};
use crate::workspace::Workspace;

/// Built into the page's WebAssembly.
const BUILT_IN: &str = "en";

/// Writes `messages/LANGUAGE.ftl` into the bundle: the areas of a language in one file, which is one request.
pub fn bundle(workspace: &Workspace, bundle: &Path) -> Outcome {
    let doing = "bundle frontend/messages";
    let target = bundle.join("messages");
    fs::create_dir_all(&target).could_not(doing)?;
    for language in sorted(&workspace.frontend().join("messages")).could_not(doing)? {
        let Some(name) = language.file_name().and_then(|name| name.to_str()) else { continue };
        if name == BUILT_IN {
            continue;
        }
        let mut whole = String::new();
        for area in sorted(&language).could_not(doing)? {
            whole.push_str(&fs::read_to_string(area).could_not(doing)?);
        }
        fs::write(target.join(format!("{name}.ftl")), whole).could_not(doing)?;
    }
    Ok(())
}

fn sorted(folder: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
