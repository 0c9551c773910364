//! `cargo xtask run`: from a fresh clone to calls in a browser.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;
use crate::{page, process, setup};

pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let flags = backend_flags(arguments)?;
    let toolchain = setup::for_the_page(workspace)?;
    page::build(workspace, &toolchain)?;
    println!("==> Building the backend");
    process::run(process::cargo(workspace).args([
        "build",
        "--release",
        "--package",
        "backend",
        "--bin",
        "ona-ana",
    ]))?;
    let mut backend = process::command(workspace, workspace.backend("release"));
    become_program(backend.arg("serve").args(flags))
}

/// The backend's flags: `--port N` is one of them, the others stand after `--`.
fn backend_flags(arguments: &[String]) -> Outcome<Vec<String>> {
    let mut flags = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            flags.extend(rest.by_ref().cloned());
        } else if argument == "--port" {
            let port = rest.next().ok_or_else(|| Failure::new("--port needs a number"))?;
            flags.extend([argument.clone(), port.clone()]);
        } else if argument.starts_with("--port=") {
            flags.push(argument.clone());
        } else {
            return Err(Failure::new(format!(
                "`{argument}` is not understood here; the backend's own flags stand after `--`: \
                 `cargo xtask run -- {argument}`"
            )));
        }
    }
    Ok(flags)
}

/// Gives this process to the program, so that Ctrl-C and signals reach it and its exit code is ours.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;

    Err(Failure::new(format!("could not start the backend: {}", command.exec())))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Outcome {
    process::run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_the_port_and_everything_after_the_dashes_to_the_backend() {
        assert_eq!(flags(&["--port", "9000"]).unwrap(), ["--port", "9000"]);
        assert_eq!(flags(&["--port=9000"]).unwrap(), ["--port=9000"]);
        assert_eq!(flags(&["--port", "9000", "--", "--lan"]).unwrap(), ["--port", "9000", "--lan"]);
        assert_eq!(flags(&["--", "--lan", "--", "--x"]).unwrap(), ["--lan", "--", "--x"]);
        assert!(flags(&[]).unwrap().is_empty());
    }

    #[test]
    fn refuses_a_flag_before_the_dashes_and_says_where_it_belongs() {
        let message = flags(&["--lan"]).unwrap_err().to_string();
        assert!(message.contains("cargo xtask run -- --lan"), "{message}");
        assert!(flags(&["--port"]).is_err());
    }

    fn flags(arguments: &[&str]) -> Outcome<Vec<String>> {
        backend_flags(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }
}
