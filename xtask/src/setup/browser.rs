//! Chromium, which most tests run in, and the program that drives it.

use std::fs;
use std::path::PathBuf;

use super::{debian, say};
use crate::failure::{Context, Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// Absolute paths.
#[derive(Debug)]
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

impl Browser {
    /// Writes the capabilities with which component tests start the browser, and returns the file's path.
    pub fn write_capabilities(&self, workspace: &Workspace) -> Outcome<PathBuf> {
        let capabilities = serde_json::json!({
            "goog:chromeOptions": {
                "binary": self.chromium,
                "args": [
                    "--headless=new",
                    // Containers give Chromium no user namespaces; the tests load nothing but our own files.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--autoplay-policy=no-user-gesture-required",
                ],
            },
        });
        let path = workspace.state().join("webdriver.json");
        fs::create_dir_all(workspace.state()).could_not("make a folder under target/")?;
        fs::write(&path, capabilities.to_string()).could_not(format_args!("write {}", path.display()))?;
        Ok(path)
    }
}

pub fn ensure(workspace: &Workspace) -> Outcome<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if debian::can_install(workspace) {
        say("Installing Chromium and its driver for the browser tests (apt-get)");
        debian::install(workspace, &["chromium", "chromium-driver"])?;
        if let Some(browser) = find() {
            return Ok(browser);
        }
    }
    let missing = match (chromium(), chromedriver()) {
        (Some(_), _) => "chromedriver is missing; it drives the browser in the tests",
        (None, Some(_)) => "Chromium is missing; the tests hold calls in it",
        (None, None) => "Chromium and chromedriver are missing; the tests hold calls in them",
    };
    Err(Failure::new(format!(
        "{missing}. Install both in the same version (Debian: `apt-get install chromium chromium-driver`; Ubuntu: `snap install chromium`, \
         which brings `chromium.chromedriver`; macOS: `brew install --cask chromium chromedriver`), or name them with CHROMIUM and CHROMEDRIVER"
    )))
}

fn find() -> Option<Browser> {
    Some(Browser { chromium: chromium()?, chromedriver: chromedriver()? })
}

fn chromium() -> Option<PathBuf> {
    let usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    process::named_by("CHROMIUM").or_else(|| process::on_path(&usual))
}

fn chromedriver() -> Option<PathBuf> {
    process::named_by("CHROMEDRIVER").or_else(|| process::on_path(&["chromedriver", "chromium.chromedriver"]))
}
