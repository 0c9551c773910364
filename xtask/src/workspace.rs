//! Where things are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::failure::{Context, Failure, Outcome};

/// The repository and the folders that tasks write to.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    pub fn find() -> Outcome<Self> {
        // Cargo sets it at run time too, which stays right when the repository is moved after a build.
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or(OsString::from(env!("CARGO_MANIFEST_DIR")));
        let root = Path::new(&manifest)
            .parent()
            .ok_or_else(|| Failure::new("xtask is not inside a repository; start it as `cargo xtask`"))?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's output.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The `--root` of tools that the set-up installs.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Stamps and files that tasks generate for the programs they start.
    pub fn state(&self) -> PathBuf {
        self.target.join("xtask")
    }

    pub fn frontend(&self) -> PathBuf {
        self.root.join("frontend")
    }

    /// The bundled page.
    pub fn page(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The backend's program, built in `profile`'s folder (`debug`, `release`).
    pub fn backend(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("ona-ana{}", env::consts::EXE_SUFFIX))
    }

    /// The text of a file given by its path from the root.
    pub fn read(&self, path: &str) -> Outcome<String> {
        fs::read_to_string(self.root.join(path)).could_not(format_args!("read {path}"))
    }
}
