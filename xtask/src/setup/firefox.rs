//! Firefox, which calls between browsers are tested with too, and the program that drives it.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use super::{debian, say, tools};
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// Absolute paths.
#[derive(Debug)]
pub struct Firefox {
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
}

pub fn ensure(workspace: &Workspace) -> Outcome<Firefox> {
    Ok(Firefox { firefox: ensure_firefox(workspace)?, geckodriver: ensure_geckodriver(workspace)? })
}

fn ensure_firefox(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(firefox) = firefox() {
        return Ok(firefox);
    }
    if debian::can_install(workspace) {
        say("Installing Firefox for the end-to-end tests (apt-get)");
        debian::install(workspace, &["firefox-esr"])?;
    }
    firefox().ok_or_else(|| {
        Failure::new(
            "Firefox is missing; the end-to-end tests hold calls in it. Install it (Debian: `apt-get install firefox-esr`; \
             Fedora: `dnf install firefox`; macOS: `brew install --cask firefox`), or name it with FIREFOX. The other tests run \
             without it: `cargo xtask test --only native --only wasm`",
        )
    })
}

fn firefox() -> Option<PathBuf> {
    let application = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    process::named_by("FIREFOX")
        .or_else(|| process::on_path(&["firefox-esr", "firefox"]))
        .or_else(|| application.is_file().then_some(application))
}

/// No system packages it everywhere, so it is built where it is not.
fn ensure_geckodriver(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(geckodriver) = process::named_by("GECKODRIVER").or_else(|| process::on_path(&["geckodriver"]))
    {
        return Ok(geckodriver);
    }
    tools::ensure(workspace, &[tools::geckodriver()])?;
    Ok(workspace.tools().join("bin").join(format!("geckodriver{EXE_SUFFIX}")))
}
