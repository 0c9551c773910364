//! Parts from the npm registry: those of the page and of the example, and older ones that the tests hold calls with.

use std::path::Path;

use super::say;
use crate::failure::{Failure, Outcome};
use crate::fingerprint::{Fingerprint, stamp, stamped};
use crate::process;
use crate::version::Version;
use crate::workspace::Workspace;

/// The oldest Node that runs the npm parts used here.
const OLDEST_NODE: Version = Version::new(18, 0, 0);

/// Written last and inside the folder that `npm ci` starts by removing, so it never vouches for half of it.
const STAMP: &str = "node_modules/.complete";

/// Makes `frontend/node_modules` what the lock file says.
pub fn fetch_parts(workspace: &Workspace) -> Outcome {
    fetch(workspace, &workspace.frontend(), "Fetching the page's npm parts into frontend/node_modules")
}

/// The browser tests'.
pub fn fetch_older_libraries(workspace: &Workspace) -> Outcome {
    let folder = workspace.root().join("e2e");
    fetch(workspace, &folder, "Fetching older versions of the call library into e2e/node_modules")
}

/// Makes the `node_modules` of a folder what its lock file says.
pub fn fetch(workspace: &Workspace, folder: &Path, step: &str) -> Outcome {
    let wanted = lock_fingerprint(folder)?;
    if stamped(&folder.join(STAMP), &wanted) {
        return Ok(());
    }
    check_node(workspace)?;
    say(step);
    let mut npm = process::command(workspace, "npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(&mut npm).map_err(|failure| {
        Failure::new(format!("{failure}; is the npm registry reachable? Run it again then"))
    })?;
    stamp(&folder.join(STAMP), &wanted)
}

fn lock_fingerprint(folder: &Path) -> Outcome<String> {
    let files = [folder.join("package.json"), folder.join("package-lock.json")];
    Ok(Fingerprint::of(&files, "")?.to_string())
}

fn check_node(workspace: &Workspace) -> Outcome {
    const WHY: &str = "it fetches the call library that the page uses and optimizes the page";
    const HOW: &str = "Install Node.js 18 or newer with npm: from nodejs.org, or with your system's packages \
                       (`apt-get install nodejs npm`, `dnf install nodejs`, `brew install node`)";
    let Some(answer) = process::probe(workspace, "node", "--version") else {
        return Err(Failure::new(format!("Node.js is missing; {WHY}. {HOW}")));
    };
    match Version::first_in(&answer) {
        Some(version) if version >= OLDEST_NODE => {}
        _ => {
            return Err(Failure::new(format!(
                "Node.js is {}, but {OLDEST_NODE} or newer is needed; {WHY}. {HOW}",
                answer.trim()
            )));
        }
    }
    match process::probe(workspace, "npm", "--version") {
        Some(_) => Ok(()),
        None => Err(Failure::new(format!("npm is missing; {WHY}. {HOW}"))),
    }
}
