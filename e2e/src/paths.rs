//! Where the programs, the page and the pictures lie.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn repository() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("this crate is a folder of the repository").to_owned()
}

/// What a failed test leaves behind.
pub fn artifacts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts")
}

/// The accessibility checker, which `cargo xtask setup` fetches beside the page's npm parts.
pub fn axe() -> PathBuf {
    repository().join("frontend/node_modules/axe-core/axe.min.js")
}

/// `CHROMIUM`, or where Debian puts it.
pub fn chromium() -> PathBuf {
    variable("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into())
}

/// `CHROMEDRIVER`, or where Debian puts it.
pub fn chromedriver() -> PathBuf {
    variable("CHROMEDRIVER").unwrap_or_else(|| "/usr/bin/chromedriver".into())
}

/// `FFPROBE`, or where Debian puts it.
pub fn ffprobe() -> PathBuf {
    variable("FFPROBE").unwrap_or_else(|| "/usr/bin/ffprobe".into())
}

/// `FIREFOX`, or where Debian puts it.
pub fn firefox() -> PathBuf {
    variable("FIREFOX").unwrap_or_else(|| "/usr/bin/firefox-esr".into())
}

/// `GECKODRIVER`, or where `cargo xtask setup` puts it.
pub fn geckodriver() -> PathBuf {
    variable("GECKODRIVER").unwrap_or_else(|| repository().join("target/tools/bin/geckodriver"))
}

/// `ONA_ANA_PAGE`, or the folder that Trunk builds into.
pub fn page() -> PathBuf {
    variable("ONA_ANA_PAGE").unwrap_or_else(|| repository().join("dist"))
}

/// `ONA_ANA_BINARY`, or the program that the same build put beside the tests.
pub fn server() -> PathBuf {
    variable("ONA_ANA_BINARY").unwrap_or_else(|| {
        let own = std::env::current_exe().expect("a running program has a path");
        let found = own.ancestors().skip(1).map(|folder| folder.join("ona-ana")).find(|path| path.is_file());
        found.unwrap_or_else(|| {
            panic!("there is no `ona-ana` above {}: run `cargo build -p backend`", own.display())
        })
    })
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
