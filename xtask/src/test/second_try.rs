//! Browser tests that failed get a second try, each alone: a busy machine can make a call late, and only a test that fails
//! by itself says something about the code. What passed at the second try only is named, so that it gets looked at.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;

/// When more tests than this fail at once, it is not the machine.
const MOST_TRIES: usize = 5;

/// What a run of the test runner came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Report {
    failed: Vec<String>,
    /// The runner's last line. It is held back, because it shall close the output.
    summary: Option<String>,
}

/// Runs a `cargo test` of one test binary. `cargo` makes the command, to which the runner's own arguments can be added.
pub fn run(cargo: impl Fn() -> Command, names: &[String]) -> Outcome {
    let (first, success) = watch(cargo().args(names))?;
    let Report { failed, mut summary } = first;
    let verdict = if success {
        Ok(())
    } else if failed.is_empty() || failed.len() > MOST_TRIES {
        Err(Failure::new(match failed.len() {
            0 => "the tests could not be run".to_owned(),
            count => format!("{count} tests failed, which is too many for a second try"),
        }))
    } else {
        let mut failed_again = Vec::new();
        let mut flaky = Vec::new();
        for name in failed {
            show(summary.take());
            println!("==> {name} failed; a second try, alone");
            let (again, success) = watch(cargo().args(["--exact", &name]))?;
            summary = again.summary;
            if success { flaky.push(name) } else { failed_again.push(name) }
        }
        for name in flaky {
            println!("==> FLAKY: {name} failed at the first try and passed at the second");
        }
        match failed_again.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(format!("failed twice: {}", failed_again.join(", ")))),
        }
    };
    show(summary);
    verdict
}

/// Runs the tests, shows what they print, and returns whether all passed.
fn watch(cargo: &mut Command) -> Outcome<(Report, bool)> {
    let mut report = Report::default();
    let success = process::watch(cargo, |line| {
        show(report.read(line).then(|| line.to_owned()));
    })?;
    Ok((report, success))
}

fn show(line: Option<String>) {
    if let Some(line) = line {
        println!("{line}");
    }
}

impl Report {
    /// Takes a line of the runner's output in, and returns whether it is to be shown now.
    fn read(&mut self, line: &str) -> bool {
        if line.starts_with("test result: ") {
            self.summary = Some(line.to_owned());
            return false;
        }
        let name = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"));
        self.failed.extend(name.map(str::to_owned));
        // The runner closes with an empty line, too.
        self.summary.is_none() || !line.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 3 tests
test call::two ... ok
test bad_networks::lossy ... FAILED
test mute::sound ... ok

failures:

---- bad_networks::lossy stdout ----
a picture froze

failures:
    bad_networks::lossy

test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s

";

    #[test]
    fn a_report_names_what_failed_and_holds_the_summary_back() {
        let mut report = Report::default();
        let shown: Vec<&str> = OUTPUT.lines().filter(|line| report.read(line)).collect();
        assert_eq!(report.failed, ["bad_networks::lossy"]);
        assert!(report.summary.is_some_and(|line| line.starts_with("test result: FAILED. 2 passed")));
        assert_eq!(shown.last(), Some(&""));
        assert!(shown.contains(&"a picture froze"));
    }

    #[cfg(unix)]
    #[test]
    fn only_what_fails_twice_fails() {
        // Fails at the whole run; alone, the test called `late` passes and the one called `broken` does not.
        let runner = |failing: &'static str| {
            move || {
                let mut shell = Command::new("sh");
                shell.args(["-c", SCRIPT, "runner", failing]);
                shell
            }
        };
        assert_eq!(run(runner("late"), &[]), Ok(()));
        assert_eq!(run(runner("broken"), &[]), Err(Failure::new("failed twice: broken")));
        let everything = run(runner("one two three four five six"), &[]);
        assert_eq!(everything, Err(Failure::new("6 tests failed, which is too many for a second try")));
        assert_eq!(run(runner(""), &[]), Err(Failure::new("the tests could not be run")));
    }

    const SCRIPT: &str = r#"
        if [ "$2" = --exact ]; then
            echo "test result: of $3"
            [ "$3" = late ]
        else
            for name in $1; do echo "test $name ... FAILED"; done
            exit 101
        fi
    "#;
}
