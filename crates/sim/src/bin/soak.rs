//! Runs the random calls of many seeds, on several threads and for a limited time; `cargo xtask soak` starts it.

#![expect(clippy::print_stdout, reason = "a program that reports on standard output")]

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const USAGE: &str = "soak [--seeds N] [--from S] [--minutes M] [--jobs J]";

/// A broken engine fails everywhere; so many failures say enough.
const MOST_FAILURES: usize = 20;

/// How often it says how far it has come.
const PROGRESS: u64 = 100;

#[derive(Clone, Copy, Debug)]
struct Settings {
    seeds: u64,
    from: u64,
    minutes: u64,
    jobs: u64,
}

#[derive(Debug)]
struct Failure {
    seed: u64,
    message: String,
}

thread_local! {
    /// What the panic of this thread said.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let Some(settings) = settings(std::env::args().skip(1)) else {
        eprintln!("usage: {USAGE}");
        return ExitCode::FAILURE;
    };
    std::panic::set_hook(Box::new(|panic| SAID.set(panic.to_string())));
    let began = Instant::now();
    let (done, failures) = run(settings, began);
    println!(
        "{done} calls from seed {} in {} s: {} failed",
        settings.from,
        began.elapsed().as_secs(),
        failures.len()
    );
    for Failure { seed, message } in &failures {
        let message: Vec<&str> = message.lines().take(12).collect();
        println!("\nseed {seed}: {}\n  SIM_SEED={seed} cargo test -p sim --test plans", message.join("\n  "));
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(settings: Settings, began: Instant) -> (u64, Vec<Failure>) {
    let deadline = began + Duration::from_secs(settings.minutes * 60);
    let next = AtomicU64::new(settings.from);
    let done = AtomicU64::new(0);
    let failures = Mutex::new(Vec::new());
    let lock = || failures.lock().unwrap_or_else(PoisonError::into_inner);
    std::thread::scope(|scope| {
        for _ in 0..settings.jobs {
            scope.spawn(|| {
                while Instant::now() < deadline && lock().len() < MOST_FAILURES {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= settings.from.saturating_add(settings.seeds) {
                        return;
                    }
                    let mut taken = Vec::new();
                    let call = AssertUnwindSafe(|| sim::run_random_call(seed, &mut taken));
                    if catch_unwind(call).is_err() {
                        println!("seed {seed} fails");
                        lock().push(Failure { seed, message: SAID.take() });
                    }
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if done.is_multiple_of(PROGRESS) {
                        println!("{done} calls in {} s", began.elapsed().as_secs());
                    }
                }
            });
        }
    });
    (done.into_inner(), failures.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn settings(mut arguments: impl Iterator<Item = String>) -> Option<Settings> {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let mut settings = Settings { seeds: 10_000, from: 0, minutes: 60, jobs };
    while let Some(name) = arguments.next() {
        let value = arguments.next()?.parse().ok()?;
        match name.as_str() {
            "--seeds" => settings.seeds = value,
            "--from" => settings.from = value,
            "--minutes" => settings.minutes = value,
            "--jobs" => settings.jobs = value,
            _ => return None,
        }
    }
    Some(settings)
}
