//! Random calls: whatever people do in whatever order, everybody sees and hears what they should.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use sim::{Random, Settings, Simulation, Step, random_plan};

/// Fixed, so that a failure is the code's and not the dice's. `SIM_SEED` runs another.
const SEEDS: std::ops::Range<u64> = 0..40;

const STEPS: usize = 25;

#[test]
fn random_calls_keep_their_promises() {
    let chosen = std::env::var("SIM_SEED").ok();
    let chosen = chosen.map(|seed| seed.parse::<u64>().expect("SIM_SEED is a number"));
    let seeds = chosen.map_or(SEEDS, |seed| seed..seed + 1);
    for seed in seeds {
        let mut taken = Vec::new();
        let run = catch_unwind(AssertUnwindSafe(|| run_plan(seed, &mut taken)));
        if let Err(panic) = run {
            eprintln!("SIM_SEED={seed} cargo test -p sim --test plans\n{taken:#?}");
            resume_unwind(panic);
        }
    }
}

fn run_plan(seed: u64, taken: &mut Vec<Step>) {
    let mut random = Random::new(seed);
    let people = 2 + random.below(5);
    // Short, so that plans reach its end; longer than the worst settling.
    let session_timeout = Duration::from_secs(20);
    let plan = random_plan(&mut random, people, STEPS, session_timeout);
    let mut call = Simulation::new(seed, Settings { session_timeout, ..Settings::default() });
    for person in 0..people {
        call.add_browser(&format!("person {person}"), "room");
    }
    for step in &plan {
        if call.is_possible(step) {
            taken.push(*step);
            call.run(std::slice::from_ref(step));
        }
    }
    for person in 0..people {
        if call.is_possible(&Step::Leave(person)) {
            call.run(&[Step::Leave(person)]);
        }
    }
    call.run(&[Step::Wait(session_timeout + Duration::from_secs(1))]);
    call.wait_for("an empty server", |call| call.engine().counts() == room_engine::Counts::default());
}
