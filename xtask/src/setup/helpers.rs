//! Twilio's helper libraries, with which tests drive the room server: for Node beside the example that uses it, for Python
//! in a folder of its own.

use std::fs;
use std::path::PathBuf;

use super::{debian, npm, say};
use crate::failure::{Context, Failure, Outcome};
use crate::fingerprint::{Fingerprint, stamp, stamped};
use crate::process;
use crate::version::Version;
use crate::workspace::Workspace;

/// The oldest Python that the library is made for.
const OLDEST_PYTHON: Version = Version::new(3, 9, 0);

const REQUIREMENTS: &str = "e2e/helpers/requirements.txt";

/// Python and where its packages lie.
#[derive(Debug)]
pub struct Python {
    pub program: PathBuf,
    pub packages: PathBuf,
}

/// `None` without Python, which is said: the tests of its library are left out then.
pub fn ensure(workspace: &Workspace) -> Outcome<Option<Python>> {
    let example = workspace.root().join("examples/standup");
    npm::fetch(workspace, &example, "Fetching the example's npm parts into examples/standup/node_modules")?;
    let Some(program) = python(workspace)? else {
        println!(
            "==> Python {OLDEST_PYTHON} or newer with pip is missing: the tests of Twilio's helper library for Python are left \
             out. Install it from python.org or with your system's packages (`apt-get install python3 python3-pip`)"
        );
        return Ok(None);
    };
    let python = Python { program, packages: workspace.target().join("helpers/python") };
    let wanted = Fingerprint::of(&[workspace.root().join(REQUIREMENTS)], "")?.to_string();
    let complete = python.packages.join(".complete");
    if stamped(&complete, &wanted) {
        return Ok(Some(python));
    }
    say("Fetching Twilio's helper library for Python into target/helpers/python");
    if python.packages.exists() {
        fs::remove_dir_all(&python.packages).could_not("remove an old target/helpers/python")?;
    }
    let mut pip = process::command(workspace, &python.program);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--root-user-action=ignore",
    ])
    .arg("--target")
    .arg(&python.packages)
    .args(["--requirement", REQUIREMENTS]);
    process::run(&mut pip).map_err(|failure| {
        Failure::new(format!("{failure}; is the Python package index reachable? Run it again then"))
    })?;
    stamp(&complete, &wanted)?;
    Ok(Some(python))
}

fn python(workspace: &Workspace) -> Outcome<Option<PathBuf>> {
    if let Some(found) = usable(workspace) {
        return Ok(Some(found));
    }
    if debian::can_install(workspace) {
        say("Installing Python for the tests of Twilio's helper library (apt-get)");
        debian::install(workspace, &["python3", "python3-pip"])?;
    }
    Ok(usable(workspace))
}

/// Python that is new enough and has pip.
fn usable(workspace: &Workspace) -> Option<PathBuf> {
    let program = process::on_path(&["python3", "python"])?;
    let version = Version::first_in(&process::probe(workspace, &program, "--version")?)?;
    let mut pip = process::command(workspace, &program);
    let has_pip = process::capture(pip.args(["-m", "pip", "--version"])).is_ok();
    (version >= OLDEST_PYTHON && has_pip).then_some(program)
}
