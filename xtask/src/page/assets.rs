//! The files of a bundle and what may be done with each.

use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::fingerprint::collect;

/// Below this a response fits into a packet, compressed or not.
const SMALLEST_WORTH_COMPRESSING: usize = 1024;

/// Formats that are compressed already, and the outputs of compression.
const COMPRESSED: [&str; 11] =
    ["br", "gif", "gz", "ico", "jpeg", "jpg", "mp3", "png", "webp", "woff", "woff2"];

/// All files of a bundle, sorted.
pub fn list(bundle: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(bundle, "", &mut files)?;
    files.sort();
    Ok(files)
}

/// Whether this is our own WebAssembly: it lies at the top, and what others built in folders of theirs.
pub fn is_our_wasm(bundle: &Path, file: &Path) -> bool {
    is_wasm(file) && file.parent() == Some(bundle)
}

pub fn is_wasm(file: &Path) -> bool {
    extension(file) == "wasm"
}

pub fn is_worth_compressing(file: &Path, size_bytes: usize) -> bool {
    size_bytes > SMALLEST_WORTH_COMPRESSING && !COMPRESSED.contains(&extension(file).as_str())
}

fn extension(file: &Path) -> String {
    file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compresses_text_and_wasm_of_some_size() {
        for file in ["index.html", "frontend-1f.js", "frontend-1f_bg.wasm", "styles.css", "icon.svg"] {
            assert!(is_worth_compressing(Path::new(file), 5000), "{file}");
            assert!(!is_worth_compressing(Path::new(file), 1024), "{file}");
        }
    }

    #[test]
    fn optimizes_only_what_was_built_here() {
        let bundle = Path::new("dist");
        assert!(is_our_wasm(bundle, Path::new("dist/frontend-1f_bg.wasm")));
        assert!(!is_our_wasm(bundle, Path::new("dist/effects/model.wasm")));
        assert!(!is_our_wasm(bundle, Path::new("dist/frontend-1f.js")));
    }

    #[test]
    fn leaves_compressed_formats_alone() {
        for file in ["photo.PNG", "font.woff2", "index.html.br", "index.html.gz"] {
            assert!(!is_worth_compressing(Path::new(file), 5000), "{file}");
        }
    }
}
