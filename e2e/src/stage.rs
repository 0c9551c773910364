//! What every test needs first.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

use crate::driver::Driver;

/// Calls are heavy for a small machine: tests of one process take turns.
static TURN: Mutex<()> = Mutex::const_new(());

/// One test's turn, with a chromedriver and a folder that go when it ends.
#[derive(Clone, Debug)]
pub struct Stage(Arc<Props>);

#[derive(Debug)]
struct Props {
    driver: Arc<Driver>,
    directory: TempDir,
    directories: AtomicUsize,
    /// The last field: given back when everything above is gone.
    _turn: MutexGuard<'static, ()>,
}

impl Stage {
    /// Waits for this test's turn.
    pub async fn take() -> Self {
        let turn = TURN.lock().await;
        let directory = tempfile::Builder::new().prefix("ona-ana-e2e-").tempdir();
        let directory = directory.expect("the system's temporary folder is writable");
        let driver = Driver::chromedriver(directory.path()).await;
        Self(Arc::new(Props {
            driver: Arc::new(driver),
            directory,
            directories: AtomicUsize::new(0),
            _turn: turn,
        }))
    }

    /// A fresh folder that is removed with the stage.
    pub fn directory(&self, purpose: &str) -> PathBuf {
        let number = self.0.directories.fetch_add(1, Ordering::Relaxed);
        let path = self.0.directory.path().join(format!("{purpose}-{number}"));
        std::fs::create_dir(&path).expect("the stage's folder is writable");
        path
    }

    /// Writes a page of the test's own and returns its address.
    pub fn write_page(&self, html: &str) -> String {
        let path = self.directory("page").join("index.html");
        std::fs::write(&path, html).expect("the stage's folder is writable");
        format!("file://{}", path.display())
    }

    pub(crate) fn chromedriver(&self) -> Arc<Driver> {
        Arc::clone(&self.0.driver)
    }
}
