//! Random calls: whatever people do in whatever order, everybody sees and hears what they should.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use sim::run_random_call;

/// Fixed, so that a failure is the code's and not the dice's. `SIM_SEED` runs another; `cargo xtask soak` runs thousands.
const SEEDS: std::ops::Range<u64> = 0..24;

#[test]
fn random_calls_keep_their_promises() {
    let chosen = std::env::var("SIM_SEED").ok();
    let chosen = chosen.map(|seed| seed.parse::<u64>().expect("SIM_SEED is a number"));
    let seeds = chosen.map_or(SEEDS, |seed| seed..seed + 1);
    for seed in seeds {
        let mut taken = Vec::new();
        let run = catch_unwind(AssertUnwindSafe(|| run_random_call(seed, &mut taken)));
        if let Err(panic) = run {
            eprintln!("SIM_SEED={seed} cargo test -p sim --test plans\n{taken:#?}");
            resume_unwind(panic);
        }
    }
}
