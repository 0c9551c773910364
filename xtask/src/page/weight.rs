//! What a browser fetches before the lobby is there, and how much of it there may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{assets, splitting};
use crate::failure::{Context, Failure, Outcome};

/// Bytes of the lobby's first load, all files, as sent with brotli.
const BUDGET: u64 = 250_000;

/// The document that names the rest.
const INDEX: &str = "index.html";

/// Marks what a browser fetches for the home screen of a phone.
const INSTALLED: &str = "apple-touch-icon";

/// One file of the first load.
#[derive(Debug, PartialEq, Eq)]
struct Load {
    name: String,
    sent: u64,
}

/// The files of the first load, the heaviest first, and their sum.
pub fn table(bundle: &Path) -> Outcome<String> {
    let loads = first_load(bundle)?;
    let row = |name: &str, sent: u64| format!("{:>9.1} kB  {name}\n", sent as f64 / 1000.0);
    let mut table: String = loads.iter().map(|load| row(&load.name, load.sent)).collect();
    let name = format!("the lobby's first load with brotli; at most {} kB", BUDGET / 1000);
    table.push_str(&row(&name, total(&loads)));
    Ok(table)
}

/// Fails if the files of the first load are too many bytes.
pub fn check(bundle: &Path) -> Outcome {
    let total = total(&first_load(bundle)?);
    if total <= BUDGET {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the lobby's first load is {} kB too heavy: load what it does not need later",
        (total - BUDGET).div_ceil(1000)
    )))
}

fn total(loads: &[Load]) -> u64 {
    loads.iter().map(|load| load.sent).sum()
}

/// Follows the names of files from the document on, through scripts. What only WebAssembly names is fetched later, and
/// so is what the loader of parts names.
fn first_load(bundle: &Path) -> Outcome<Vec<Load>> {
    let files = assets::list(bundle)?;
    let mut found: BTreeSet<PathBuf> = BTreeSet::new();
    let mut unread = vec![bundle.join(INDEX)];
    while let Some(file) = unread.pop() {
        if !found.insert(file.clone()) || !names_others(&file) {
            continue;
        }
        let content = fs::read_to_string(&file).could_not(format_args!("read {}", file.display()))?;
        let content: String = content.lines().filter(|line| !line.contains(INSTALLED)).collect();
        unread.extend(files.iter().filter(|other| is_named(other, &content)).cloned());
    }
    let mut loads = found.iter().map(|file| load(bundle, file)).collect::<Outcome<Vec<_>>>()?;
    loads.sort_by(|one, other| other.sent.cmp(&one.sent).then_with(|| one.name.cmp(&other.name)));
    Ok(loads)
}

fn names_others(file: &Path) -> bool {
    let loads_later =
        file.file_name().is_some_and(|name| name.to_string_lossy().ends_with(splitting::LOADER));
    !loads_later && file.extension().is_some_and(|extension| extension == "html" || extension == "js")
}

fn is_named(file: &Path, content: &str) -> bool {
    file.file_name().and_then(|name| name.to_str()).is_some_and(|name| content.contains(name))
}

fn load(bundle: &Path, file: &Path) -> Outcome<Load> {
    let mut compressed = file.as_os_str().to_owned();
    compressed.push(".br");
    let sent = fs::metadata(&compressed).or_else(|_| fs::metadata(file));
    let sent = sent.could_not(format_args!("weigh {}", file.display()))?.len();
    let name = file.strip_prefix(bundle).unwrap_or(file).display().to_string();
    Ok(Load { name, sent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_the_document_leads_to_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("xtask-weight-{}", std::process::id()));
        fs::create_dir_all(folder.join("messages")).unwrap();
        for (name, content) in [
            (
                INDEX,
                "<script src=\"/app-1.js\" data-wasm=\"/app-1_bg.wasm\"></script>\n\
                 <link rel=\"apple-touch-icon\" href=\"/icon.png\" />",
            ),
            ("icon.png", ""),
            ("app-1.js", "import './part.js'; import './app-1_parts.js'"),
            ("app-1_parts.js", "fetch('app-1_split_call.wasm')"),
            ("app-1_split_call.wasm", ""),
            ("part.js", ""),
            ("app-1_bg.wasm", "fetches messages/fr.ftl"),
            ("app-1_bg.wasm.br", "123"),
            ("messages/fr.ftl", "later"),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }

        let loads = first_load(&folder).unwrap();

        let names: Vec<_> = loads.iter().map(|load| load.name.as_str()).collect();
        assert_eq!(names, [INDEX, "app-1.js", "app-1_parts.js", "app-1_bg.wasm", "part.js"]);
        let wasm = loads.iter().find(|load| load.name == "app-1_bg.wasm").unwrap();
        assert_eq!(wasm.sent, 3);
        fs::remove_dir_all(folder).unwrap();
    }
}
