//! Noticing that source files changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The sources of the backend, looked at again and again: a poll of some hundred files costs a millisecond, works
/// on every file system and needs no library.
#[derive(Debug)]
pub struct Watch {
    paths: Vec<PathBuf>,
    seen: State,
}

/// How many files there are and when the newest was written: adding, removing and writing all change it.
#[derive(Debug, Default, PartialEq, Eq)]
struct State {
    files: usize,
    newest: Option<SystemTime>,
}

impl Watch {
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let seen = State::of(&paths);
        Self { paths, seen }
    }

    /// Whether anything changed since the last call.
    pub fn changed(&mut self) -> bool {
        let state = State::of(&self.paths);
        let changed = state != self.seen;
        self.seen = state;
        changed
    }
}

impl State {
    fn of(paths: &[PathBuf]) -> Self {
        let mut state = Self::default();
        for path in paths {
            state.add(path);
        }
        state
    }

    /// A file that vanishes meanwhile is left out, and so shows as a change.
    fn add(&mut self, path: &Path) {
        let Ok(metadata) = fs::metadata(path) else { return };
        if metadata.is_file() {
            self.files += 1;
            self.newest = self.newest.max(metadata.modified().ok());
        } else if let Ok(entries) = fs::read_dir(path) {
            for entry in entries.flatten() {
                self.add(&entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn sees_files_written_added_and_removed() {
        let folder = std::env::temp_dir().join(format!("xtask-watch-{}", std::process::id()));
        let file = folder.join("deep/a.rs");
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(&file, "one").unwrap();
        let mut watch = Watch::new(vec![folder.clone(), folder.join("missing")]);
        assert!(!watch.changed());

        let later = SystemTime::now() + Duration::from_secs(10);
        fs::File::open(&file).unwrap().set_modified(later).unwrap();
        assert!(watch.changed());
        assert!(!watch.changed());

        fs::write(folder.join("deep/b.rs"), "two").unwrap();
        assert!(watch.changed());

        fs::remove_file(&file).unwrap();
        assert!(watch.changed());
        fs::remove_dir_all(folder).unwrap();
    }
}
