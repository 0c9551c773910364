//! Every input that the fuzzer keeps: those that reach far, and those that once broke something.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of a test")]

use std::path::Path;

use sim::hostile;

#[test]
fn frames() {
    run("frame", hostile::frame);
}

#[test]
fn descriptions() {
    run("description", hostile::description);
}

#[test]
fn media() {
    run("media", hostile::media);
}

#[test]
fn transitions() {
    run("transitions", hostile::transitions);
}

fn run(target: &str, play: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut inputs: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{target} has no corpus");
    for input in inputs {
        // Shown when the test fails.
        println!("{}", input.display());
        play(&std::fs::read(input).unwrap());
    }
}
