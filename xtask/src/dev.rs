//! `cargo xtask dev`: Trunk serves and rebuilds the page; the backend is rebuilt and restarted here.

use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};

use crate::failure::{Context, Failure, Outcome};
use crate::version::toml_string;
use crate::watch::Watch;
use crate::workspace::Workspace;
use crate::{page, process, setup};

/// Sources whose change calls for another backend, from the root.
const BACKEND_SOURCES: [&str; 7] =
    [".env", "Cargo.lock", "Cargo.toml", "backend", "crates/room-engine", "crates/signaling", "shared"];

/// Where the proxy of `Trunk.toml` expects the backend.
const PROXIED_PORT: &str = "8080";

/// Between two looks at the files; below what a person notices.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

pub fn dev(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let flags = match arguments.split_first() {
        None => &[],
        Some((dashes, flags)) if dashes == "--" => flags,
        Some((argument, _)) => {
            return Err(Failure::new(format!(
                "the backend's flags stand after `--`: `cargo xtask dev -- {argument}`"
            )));
        }
    };
    let toolchain = setup::for_the_page(workspace)?;
    let stopping = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stopping)).could_not("listen for Ctrl-C")?;
    }

    let mut watch = Watch::new(BACKEND_SOURCES.iter().map(|path| workspace.root().join(path)).collect());
    let mut backend = start_backend(workspace, flags)?;
    let mut page = process::spawn(
        page::trunk(workspace, &toolchain).arg("serve").arg("--dist").arg(page_folder(workspace)),
    )?;

    if let Some(port) = toml_string(&workspace.read("Trunk.toml")?, "port") {
        println!(
            "==> Open http://localhost:{port} once the page is built; it reloads by itself after a change"
        );
    }
    let outcome = loop {
        sleep(POLL_INTERVAL);
        if stopping.load(Ordering::Relaxed) {
            break Ok(());
        }
        if let Some(status) = page.try_wait().could_not("watch over Trunk")? {
            break Err(Failure::new(format!("Trunk ended ({status})")));
        }
        if let Some(running) = &mut backend
            && let Some(status) = running.try_wait().could_not("watch over the backend")?
        {
            println!("==> The backend ended ({status}); a change of its sources starts it again");
            backend = None;
        }
        if watch.changed() {
            println!("==> The backend's sources changed");
            backend = match build_backend(workspace) {
                Ok(()) => {
                    stop(workspace, backend)?;
                    Some(spawn_backend(workspace, flags)?)
                }
                // The compiler has said why; the running one stays until the sources compile.
                Err(_) => backend,
            };
        }
    };
    stop(workspace, backend)?;
    stop(workspace, Some(page))?;
    outcome
}

/// Without a backend at first when it does not compile: mending the sources starts it.
fn start_backend(workspace: &Workspace, flags: &[String]) -> Outcome<Option<Child>> {
    match build_backend(workspace) {
        Ok(()) => spawn_backend(workspace, flags).map(Some),
        Err(failure) => {
            println!("{failure}");
            Ok(None)
        }
    }
}

fn build_backend(workspace: &Workspace) -> Outcome {
    process::run(process::cargo(workspace).args(["build", "--package", "backend", "--bin", "ona-ana"]))
}

fn spawn_backend(workspace: &Workspace, flags: &[String]) -> Outcome<Child> {
    let page = page_folder(workspace);
    fs::create_dir_all(&page).could_not("make a folder under target/")?;
    let mut backend = process::command(workspace, workspace.backend("debug"));
    // Set here, they count for more than a `.env` that is meant for `cargo xtask run`.
    backend.env("PAGE_DIRECTORY", page).env("PORT", PROXIED_PORT);
    process::spawn(backend.arg("serve").args(flags))
}

/// The release page in `dist/` stays as it is.
fn page_folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("dev-page")
}

fn stop(workspace: &Workspace, child: Option<Child>) -> Outcome {
    child.map_or(Ok(()), |child| process::stop(workspace, child))
}
