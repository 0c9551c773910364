//! A whole call from a seed: who is there, what they do, and what must be left of it.

use std::time::Duration;

use signaling::msp::Channel;
use signaling::rsp::{BandwidthProfile, VideoBandwidthProfile};

use crate::camera::Camera;
use crate::plan::{PlanSize, Step, random_plan};
use crate::random::Random;
use crate::simulation::{Settings, Simulation};

/// Runs the call of a seed to its end. `taken` gets the steps, the last one being the one that fails.
///
/// # Panics
/// Somebody does not see or hear what they should, a rule is broken, or something is left behind.
pub fn run_random_call(seed: u64, taken: &mut Vec<Step>) {
    let mut random = Random::new(seed);
    let size = PlanSize::random(&mut random);
    // Short, so that plans reach its end; longer than the worst settling.
    let session_timeout = Duration::from_secs(20);
    let plan = random_plan(&mut random, size, session_timeout);
    let mut call = Simulation::new(seed, Settings { session_timeout, ..Settings::default() });
    for person in 0..size.browsers {
        let number = call.add_browser(&format!("person {person}"), "room");
        prepare(&mut call, number, size, &mut random);
    }
    for step in &plan {
        if call.is_possible(step) {
            taken.push(*step);
            call.run(std::slice::from_ref(step));
        }
    }
    for person in 0..size.browsers {
        if call.is_possible(&Step::Leave(person)) {
            taken.push(Step::Leave(person));
            call.run(&[Step::Leave(person)]);
        }
    }
    call.run(&[Step::Wait(session_timeout + Duration::from_secs(1))]);
    call.wait_until_empty();
}

/// Gives a browser an app of its own: with or without simulcast, channels and a bandwidth profile.
fn prepare(call: &mut Simulation, number: usize, size: PlanSize, random: &mut Random) {
    let browser = call.browser_mut(number);
    let mut camera = if random.chance(0.3) { Camera::small_simulcast() } else { Camera::default() };
    if random.chance(0.5) {
        browser.set_channels(&Channel::ALL);
    }
    if random.chance(0.3) {
        let video = Some(VideoBandwidthProfile::default());
        browser.set_bandwidth_profile(Some(BandwidthProfile { video }));
    }
    if size.browsers > CROWD {
        camera.frame_interval = SLOW_MEDIA;
        browser.set_sound_interval(SLOW_MEDIA);
    }
    browser.set_camera(camera);
}

/// More people than this send less, so that their calls stay affordable.
const CROWD: usize = 10;
const SLOW_MEDIA: Duration = Duration::from_millis(500);
