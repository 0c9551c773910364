//! `cargo xtask fuzz`: bytes that no client sends, by the million, against `sim::hostile`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Context, Failure, Outcome};
use crate::process;
use crate::setup::tools;
use crate::workspace::Workspace;

/// Of each target, unless told otherwise.
const MINUTES: u32 = 5;

/// Seconds that one input may take: a sanitizer on a busy machine is slow, a loop that never ends is slower.
const INPUT_LIMIT_SECONDS: u32 = 60;

#[derive(Debug, PartialEq, Eq)]
struct Selection {
    /// All of them, if empty.
    targets: Vec<String>,
    minutes: u32,
}

pub fn fuzz(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let Selection { targets, minutes } = Selection::parse(arguments)?;
    tools::ensure(workspace, &[tools::cargo_fuzz()])?;
    let known = known_targets(workspace)?;
    if let Some(unknown) = targets.iter().find(|target| !known.contains(target)) {
        return Err(Failure::new(format!("there is no target `{unknown}`; there are {}", known.join(", "))));
    }
    let sanitizer = build(workspace)?;
    let chosen = known.iter().filter(|target| targets.is_empty() || targets.contains(target));
    for target in chosen {
        println!("==> Fuzzing {target} for {minutes} min (sanitizer: {sanitizer})");
        run(workspace, target, sanitizer, minutes)?;
    }
    Ok(())
}

/// Builds the targets with the address sanitizer, or without one where that does not build. Debug assertions and overflow
/// checks are on in both cases.
fn build(workspace: &Workspace) -> Outcome<&'static str> {
    let with = |sanitizer: &'static str| {
        println!("==> Building the fuzz targets (sanitizer: {sanitizer})");
        process::run(cargo_fuzz(workspace, "build", sanitizer).args(["--fuzz-dir", "fuzz"]))
            .map(|()| sanitizer)
    };
    with("address").or_else(|failure| {
        println!("{failure}: trying without a sanitizer");
        with("none")
    })
}

fn run(workspace: &Workspace, target: &str, sanitizer: &str, minutes: u32) -> Outcome {
    // What the fuzzer finds worth keeping goes here; what the repository keeps is only read.
    let found = folder(workspace).join("corpus").join(target);
    fs::create_dir_all(&found).could_not(format_args!("make {}", found.display()))?;
    let kept = workspace.root().join("fuzz/corpus").join(target);
    let mut cargo = cargo_fuzz(workspace, "run", sanitizer);
    cargo.args(["--fuzz-dir", "fuzz", target]).arg(found).arg(kept).arg("--");
    cargo.arg(format!("-max_total_time={}", minutes * 60)).arg(format!("-timeout={INPUT_LIMIT_SECONDS}"));
    // What is left behind is asked of the engine itself; the sanitizer's own way needs `ptrace`, which containers forbid.
    cargo.arg("-detect_leaks=0");
    process::run(&mut cargo).map_err(|failure| {
        Failure::new(format!(
            "{failure}. The input is named above: once what it broke is mended, keep it in fuzz/corpus/{target}, \
             which `cargo test -p sim --test corpus` plays"
        ))
    })
}

fn cargo_fuzz(workspace: &Workspace, subcommand: &str, sanitizer: &str) -> Command {
    let mut cargo = process::cargo(workspace);
    cargo
        .args(["fuzz", subcommand, "--sanitizer", sanitizer, "--target-dir"])
        .arg(folder(workspace).join("target"))
        // The compiler's coverage and sanitizer flags count as unstable; nothing else is built with this.
        .env("RUSTC_BOOTSTRAP", "1");
    cargo
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("fuzz")
}

fn known_targets(workspace: &Workspace) -> Outcome<Vec<String>> {
    let folder = workspace.root().join("fuzz/fuzz_targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).could_not(format_args!("read {}", folder.display()))? {
        let path = entry.could_not(format_args!("read {}", folder.display()))?.path();
        names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

impl Selection {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut selection = Self { targets: Vec::new(), minutes: MINUTES };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match (argument.as_str(), rest.next()) {
                ("--target", Some(target)) => selection.targets.push(target.clone()),
                ("--minutes", Some(minutes)) => {
                    let minutes = minutes.parse().ok().filter(|minutes| *minutes > 0);
                    selection.minutes =
                        minutes.ok_or_else(|| Failure::new("--minutes takes a number above 0"))?;
                }
                _ => {
                    return Err(Failure::new(format!(
                        "`{argument}` is not understood here, or lacks its value; see `cargo xtask help`"
                    )));
                }
            }
        }
        Ok(selection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_targets_and_minutes() {
        let all = Selection { targets: Vec::new(), minutes: MINUTES };
        assert_eq!(parse(&[]).unwrap(), all);
        let some = Selection { targets: vec!["frame".into(), "media".into()], minutes: 60 };
        assert_eq!(parse(&["--target", "frame", "--minutes", "60", "--target", "media"]).unwrap(), some);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for arguments in [&["--target"][..], &["--minutes", "0"], &["--minutes", "x"], &["frame"]] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }

    fn parse(arguments: &[&str]) -> Outcome<Selection> {
        Selection::parse(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }
}
