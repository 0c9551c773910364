//! Simulcast: which layer each subscriber gets, and that its picture never stands still.

use std::time::Duration;

use sim::{Camera, Settings, Simulation, Step, TrackKind};

use Step::{Join, Publish, Wait};
use TrackKind::Video;

const ALICE: usize = 0;
const BOB: usize = 1;

#[test]
fn a_simulcast_track_is_seen_without_a_freeze() {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob"] {
        call.add_browser(name, "room");
    }
    call.browser_mut(ALICE).set_camera(Camera::simulcast());
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(Duration::from_secs(10))]);
    let seen = call.browser(BOB).video_of("alice");
    assert!(seen.frames > 90, "{seen:?}");
    assert_eq!((seen.freezes, seen.lost), (0, 0), "{seen:?}");
}
