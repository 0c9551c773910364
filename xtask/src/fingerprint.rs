//! Whether something must be made again: a digest of what it was made of.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Context, Outcome};

/// A digest of files' names and contents. Not cryptographic: it tells stale from fresh, and nobody gains by a
/// collision.
#[derive(Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of everything below `paths` (folders or files), in an order of its own; folders named `skipped` are left
    /// out, and so are paths that do not exist.
    pub fn of(paths: &[PathBuf], skipped: &str) -> Outcome<Self> {
        let mut files = Vec::new();
        for path in paths {
            collect(path, skipped, &mut files)?;
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        for file in files {
            file.hash(&mut hasher);
            fs::read(&file).could_not(format_args!("read {}", file.display()))?.hash(&mut hasher);
        }
        Ok(Self(hasher.finish()))
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// Whether the stamp at `path` says `content`; a missing or unreadable stamp says nothing.
pub fn stamped(path: &Path, content: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|stamp| stamp == content)
}

/// Writes a stamp, as the last step of what it vouches for.
pub fn stamp(path: &Path, content: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    }
    fs::write(path, content).could_not(format_args!("write {}", path.display()))
}

/// All files at or below `path`, without folders named `skipped`.
pub fn collect(path: &Path, skipped: &str, files: &mut Vec<PathBuf>) -> Outcome {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    if !path.is_dir() || path.file_name().is_some_and(|name| name == skipped) {
        return Ok(());
    }
    for entry in fs::read_dir(path).could_not(format_args!("list {}", path.display()))? {
        let entry = entry.could_not(format_args!("list {}", path.display()))?;
        collect(&entry.path(), skipped, files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_contents_and_names_and_nothing_else() {
        let folder = scratch("follows_contents");
        let source = folder.join("src");
        fs::create_dir_all(source.join("node_modules")).unwrap();
        fs::write(source.join("a.rs"), "one").unwrap();
        let of = || Fingerprint::of(&[source.clone(), folder.join("missing")], "node_modules").unwrap();
        let first = of();

        fs::write(source.join("a.rs"), "one").unwrap();
        fs::write(source.join("node_modules/b.js"), "skipped").unwrap();
        assert_eq!(of(), first);

        fs::write(source.join("a.rs"), "two").unwrap();
        let second = of();
        assert_ne!(second, first);

        fs::rename(source.join("a.rs"), source.join("b.rs")).unwrap();
        assert_ne!(of(), second);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_stamp_vouches_only_for_what_it_says() {
        let folder = scratch("a_stamp");
        let path = folder.join("deep/stamp");
        assert!(!stamped(&path, "one"));
        stamp(&path, "one").unwrap();
        assert!(stamped(&path, "one"));
        assert!(!stamped(&path, "two"));
        fs::remove_dir_all(folder).unwrap();
    }

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }
}
