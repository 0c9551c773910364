//! `cargo xtask test`: every test, the cheap ones first.

mod second_try;

use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::setup::browser::{self, Browser};
use crate::setup::ffprobe;
use crate::setup::firefox::{self, Firefox};
use crate::setup::wasm_target::TARGET;
use crate::setup::{self, WasmToolchain};
use crate::workspace::Workspace;
use crate::{applications, e2e, page, process};

/// In the order in which they run. The last one is cargo's, so its summary closes the output.
const PARTS: [Part; 4] = [Part::Native, Part::Wasm, Part::Applications, Part::EndToEnd];

/// Read by proptest.
const PROPTEST_SEED: &str = "PROPTEST_RNG_SEED";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Twilio's helper libraries and an application written for Twilio, against the room server.
    Applications,
    /// The real page and the real library in real browsers.
    EndToEnd,
    /// Everything that needs no browser.
    Native,
    /// The page's components and bindings, in a browser of their own.
    Wasm,
}

#[derive(Debug, PartialEq, Eq)]
struct Selection {
    parts: Vec<Part>,
    names: Vec<String>,
}

/// What tests run with.
struct Bench<'workspace> {
    workspace: &'workspace Workspace,
    toolchain: WasmToolchain,
    browser: Browser,
    names: Vec<String>,
}

pub fn test(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let Selection { parts, names } = Selection::parse(arguments)?;
    let browser = browser::ensure(workspace)?;
    let toolchain = setup::for_the_page(workspace)?;
    let bench = Bench { workspace, toolchain, browser, names };

    let mut failed = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        println!("==> Testing: {}", part.title());
        let started = Instant::now();
        // A failure in one part does not hide those of the next.
        if let Err(failure) = bench.run(*part) {
            failed.push(format!("{}: {failure}", part.title()));
        }
        // Nothing after the last part: its summary is the last word.
        if position + 1 < parts.len() {
            println!("==> {} took {} s", part.title(), started.elapsed().as_secs());
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(failed.join("\n       "))) }
}

impl Bench<'_> {
    fn run(&self, part: Part) -> Outcome {
        match part {
            Part::Applications => applications::test(self.workspace, &self.browser, &self.names),
            Part::Native => self.native(),
            Part::Wasm => self.wasm(),
            Part::EndToEnd => self.end_to_end(),
        }
    }

    fn native(&self) -> Outcome {
        let mut cargo = process::cargo(self.workspace);
        cargo.args(["test", "--workspace", "--exclude", "e2e", "--no-fail-fast"]);
        // Property tests draw the same cases each time, so that a change is judged by what it changes. A bare
        // `cargo test` draws others.
        if std::env::var_os(PROPTEST_SEED).is_none() {
            cargo.env(PROPTEST_SEED, "1");
        }
        self.run_tests(&mut cargo)
    }

    fn wasm(&self) -> Outcome {
        let capabilities = self.browser.write_capabilities(self.workspace)?;
        let mut cargo = self.toolchain.cargo(self.workspace);
        cargo
            .args(["test", "--package", "twilio-video", "--package", "frontend", "--tests", "--no-fail-fast"])
            .args(["--target", TARGET])
            .env("CHROMEDRIVER", &self.browser.chromedriver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
            // Seconds; a loaded machine takes longer than the runner's 20 and 5.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
        self.run_tests(&mut cargo)
    }

    fn end_to_end(&self) -> Outcome {
        let Firefox { firefox, geckodriver } = firefox::ensure(self.workspace)?;
        let ffprobe = ffprobe::ensure(self.workspace)?;
        setup::fetch_older_libraries(self.workspace)?;
        e2e::build_subject(self.workspace, &self.toolchain)?;
        println!("{}", page::weight(self.workspace)?);
        page::check_weight(self.workspace)?;
        let cargo = || {
            let mut cargo = e2e::cargo(self.workspace, &self.browser, "test");
            cargo.env("FIREFOX", &firefox).env("GECKODRIVER", &geckodriver).env("FFPROBE", &ffprobe);
            cargo.args(["--tests", "--no-fail-fast", "--"]);
            cargo
        };
        second_try::run(cargo, &self.names)
    }

    fn run_tests(&self, cargo: &mut Command) -> Outcome {
        process::run(cargo.arg("--").args(&self.names))
    }
}

impl Part {
    fn title(self) -> &'static str {
        match self {
            Self::Applications => "applications written for Twilio",
            Self::EndToEnd => "calls between browsers",
            Self::Native => "everything native",
            Self::Wasm => "the page's components in a browser",
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "applications" => Some(Self::Applications),
            "e2e" => Some(Self::EndToEnd),
            "native" => Some(Self::Native),
            "wasm" => Some(Self::Wasm),
            _ => None,
        }
    }
}

impl Selection {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut chosen = Vec::new();
        let mut names = Vec::new();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if argument == "--only" {
                let part = rest.next().and_then(|name| Part::named(name));
                chosen.push(
                    part.ok_or_else(|| Failure::new("--only takes native, wasm, applications or e2e"))?,
                );
            } else if argument.starts_with('-') {
                return Err(Failure::new(format!(
                    "`{argument}` is not understood here; see `cargo xtask help`"
                )));
            } else {
                names.push(argument.clone());
            }
        }
        let parts = PARTS.into_iter().filter(|part| chosen.is_empty() || chosen.contains(part)).collect();
        Ok(Self { parts, names })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_everything_in_order_unless_told_otherwise() {
        assert_eq!(parse(&[]).unwrap().parts, PARTS);
        assert_eq!(
            parse(&["joins"]).unwrap(),
            Selection { parts: PARTS.to_vec(), names: vec!["joins".into()] }
        );
    }

    #[test]
    fn keeps_the_order_whatever_order_parts_are_asked_in() {
        let selection = parse(&["--only", "e2e", "--only", "native", "mutes", "leaves"]).unwrap();
        assert_eq!(selection.parts, [Part::Native, Part::EndToEnd]);
        assert_eq!(selection.names, ["mutes", "leaves"]);
    }

    #[test]
    fn refuses_parts_and_flags_it_does_not_know() {
        for arguments in [&["--only"][..], &["--only", "all"], &["--nocapture"]] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }

    fn parse(arguments: &[&str]) -> Outcome<Selection> {
        Selection::parse(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }
}
