//! Who can decode what is sent.

use std::time::Duration;

use room_engine::VideoCodec;
use sim::{Codecs, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, Publish};

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

/// Alice can send every codec, Bob and Carol know VP8.
fn call() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"] {
        call.add_browser(name, "room");
    }
    call.browser_mut(ALICE).set_codecs(Codecs::Every);
    call.run(&[Join(ALICE), Join(BOB)]);
    call
}

fn failed(call: &Simulation, browser: usize) -> Vec<u32> {
    call.browser(browser).failed_subscriptions()
}

#[test]
fn a_codec_that_a_subscriber_lacks_fails_there_until_the_publisher_sends_another() {
    let mut call = call();
    call.run(&[Publish(BOB, TrackKind::Video)]);
    call.browser_mut(ALICE).set_video_codec(VideoCodec::H264);
    call.apply(&Publish(ALICE, TrackKind::Video));
    call.wait_for("the failure", |call| failed(call, BOB) == [53404]);
    call.apply(&Join(CAROL));
    call.wait_for("the newcomer's failure", |call| failed(call, CAROL) == [53404]);
    assert_eq!(call.browser(BOB).video_of("alice").frames, 0);
    assert_eq!(failed(&call, ALICE), [0; 0], "Bob's pictures do reach Alice");

    for browser in [BOB, CAROL] {
        call.browser_mut(ALICE).set_video_codec(VideoCodec::Vp8);
        call.settle("VP8 at last");
        assert_eq!((failed(&call, BOB), failed(&call, CAROL)), (vec![], vec![]));
        call.browser_mut(ALICE).set_video_codec(VideoCodec::H264);
        call.wait_for("the failure in the middle of it", |call| failed(call, browser) == [53404]);
    }
    call.browser_mut(ALICE).set_video_codec(VideoCodec::Vp8);
    call.settle("VP8 again");
    call.run(&[Leave(BOB), Leave(CAROL)]);
    assert_eq!(call.engine().counts().deliveries, 0);
    call.run(&[Leave(ALICE)]);
}

#[test]
fn a_publisher_that_goes_from_codec_to_codec_makes_nobody_negotiate_for_each_packet() {
    let mut call = call();
    call.run(&[Publish(ALICE, TrackKind::Video)]);
    for codec in [VideoCodec::H264, VideoCodec::Vp8].into_iter().cycle().take(100) {
        call.browser_mut(ALICE).set_video_codec(codec);
        call.run_for(Duration::from_millis(100));
        assert_eq!(failed(&call, BOB), [0; 0]);
    }
    call.settle("it goes on in VP8");
}
