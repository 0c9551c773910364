//! Starting other programs.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::{Context, Failure, Outcome};
use crate::workspace::Workspace;

/// How long a program that was asked to stop may take: the backend promises 5 s.
const STOP_PATIENCE: Duration = Duration::from_secs(6);

/// A command in the repository's root that finds the tools of the set-up first.
pub fn command(workspace: &Workspace, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace.root());
    prepend_to_path(&mut command, &workspace.tools().join("bin"));
    command
}

/// Makes the command, and what it starts, look for programs in `folder` first.
pub fn prepend_to_path(command: &mut Command, folder: &Path) {
    let set = command.get_envs().find_map(|(name, value)| (name == "PATH").then_some(value).flatten());
    let path = set.map(OsStr::to_os_string).or_else(|| env::var_os("PATH")).unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(env::split_paths(&path));
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
}

pub fn cargo(workspace: &Workspace) -> Command {
    command(workspace, "cargo")
}

/// Runs to the end with this terminal; fails unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().could_not(format_args!("start {}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{} failed ({status})", shown(command)))) }
}

/// Runs to the end and hands each line of standard output on as it comes. Returns whether it succeeded.
pub fn watch(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<bool> {
    let shown = shown(command);
    let mut child = command.stdout(Stdio::piped()).spawn().could_not(format_args!("start {shown}"))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n') {
            line(&String::from_utf8_lossy(&bytes.could_not(format_args!("read what {shown} prints"))?));
        }
    }
    Ok(child.wait().could_not(format_args!("wait for {shown}"))?.success())
}

/// Starts and lets run, with this terminal.
pub fn spawn(command: &mut Command) -> Outcome<Child> {
    command.spawn().could_not(format_args!("start {}", shown(command)))
}

/// Runs to the end and returns standard output; fails unless it succeeds.
pub fn capture(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().could_not(format_args!("start {}", shown(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("{} failed ({}): {}", shown(command), output.status, complaint.trim())))
}

/// What a program prints for `argument`, if it is there and answers.
pub fn probe(workspace: &Workspace, program: impl AsRef<OsStr>, argument: &str) -> Option<String> {
    capture(command(workspace, program).arg(argument)).ok()
}

/// The first of `programs` that is on `PATH`.
pub fn on_path(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    programs.iter().find_map(|program| {
        env::split_paths(&path)
            .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
            .find(|candidate| candidate.is_file())
    })
}

/// The program that a variable names, if it is there.
pub fn named_by(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

/// Whether system packages can be installed without asking for a password.
pub fn is_root(workspace: &Workspace) -> bool {
    let mut id = command(workspace, "id");
    capture(id.arg("-u")).is_ok_and(|user| user.trim() == "0")
}

/// Asks a child to stop, and ends it when it does not.
pub fn stop(workspace: &Workspace, mut child: Child) -> Outcome {
    let asked =
        cfg!(unix) && capture(command(workspace, "kill").arg("-TERM").arg(child.id().to_string())).is_ok();
    let deadline = Instant::now() + STOP_PATIENCE;
    while asked && Instant::now() < deadline {
        if child.try_wait().could_not("wait for a program to stop")?.is_some() {
            return Ok(());
        }
        sleep(Duration::from_millis(20));
    }
    child.kill().could_not("end a program")?;
    child.wait().could_not("wait for a program to stop").map(drop)
}

fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    format!("`{}`", std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" "))
}
