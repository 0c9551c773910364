//! RTP that no browser would send, over a connection that is in order, and packets that belong to no connection.

use std::time::Duration;

use room_engine::{Command, RoomKey, RuleAction, TrackFilter, TrackRule};
use signaling::msp::Channel;

use crate::browser::ForgedPacket;
use crate::camera::Camera;
use crate::hostile::bytes::Bytes;
use crate::plan::Step;
use crate::simulation::{Settings, Simulation};
use crate::{BrowserState, TrackKind};

/// A call of three, until one of them sends what the bytes say; the third knows few of the codecs that the others know. What is inside SRTP and SRTCP cannot be forged from
/// outside, so the forger is a participant with the right keys; whole packets from its address come without.
///
/// # Panics
/// The engine breaks a promise, or keeps something of those who left.
pub fn media(data: &[u8]) {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["forger", "viewer", "stranger"] {
        let number = call.add_browser(name, "room");
        let browser = call.browser_mut(number);
        browser.set_channels(&Channel::ALL);
        browser.set_camera(Camera::small_simulcast());
        if number != STRANGER {
            browser.offer_every_codec();
        }
        call.apply(&Step::Join(number));
    }
    for kind in [TrackKind::Audio, TrackKind::Video, TrackKind::Data] {
        call.apply(&Step::Publish(FORGER, kind));
    }
    // What is recorded is taken apart, too.
    let rules = vec![TrackRule { action: RuleAction::Include, filter: TrackFilter::default() }];
    let record = Command::SetRecordingRules { room: RoomKey::parse("room"), rules };
    call.run_for(Duration::from_secs(2));
    call.command(record).expect("an open room can be recorded");
    assert_eq!(call.browser(VIEWER).state(), BrowserState::Connected);
    let mut bytes = Bytes::new(data);
    while step(&mut call, &mut bytes).is_some() {
        call.run_for(Duration::from_millis(5));
    }
    call.run_for(Duration::from_secs(1));
    for browser in [FORGER, VIEWER, STRANGER] {
        if call.is_possible(&Step::Leave(browser)) {
            call.apply(&Step::Leave(browser));
        }
    }
    call.wait_until_empty();
}

const FORGER: usize = 0;
const VIEWER: usize = 1;
const STRANGER: usize = 2;

/// In the order in which they were published.
const AUDIO: u16 = 1;
const VIDEO: u16 = 2;
const DATA: u16 = 3;

fn step(call: &mut Simulation, bytes: &mut Bytes<'_>) -> Option<()> {
    match bytes.byte()? % 16 {
        kind @ 0..=8 => {
            let packet = ForgedPacket {
                layer: usize::from(bytes.byte()? % 3),
                codec: usize::from(bytes.byte()?),
                step: i64::from(bytes.byte()?.cast_signed()),
                timestamp: u32::from(bytes.number()?) << 8,
                marker: bytes.flag()?,
                level: bytes.byte()?.cast_signed(),
                payload: bytes.chunk()?,
            };
            call.send_forged(FORGER, if kind < 7 { VIDEO } else { AUDIO }, &packet);
        }
        9 => call.send_datagram(FORGER, bytes.chunk()?),
        10 => drop(call.send_data(FORGER, DATA, bytes.flag()?, bytes.chunk()?)),
        11 => {
            let channel = bytes.choice(&Channel::ALL)?;
            call.send_signal(bytes.choice(&[FORGER, VIEWER])?, channel, bytes.chunk()?);
        }
        12 => call.ask_for_key_frames(VIEWER),
        13 => call.render(
            VIEWER,
            "0-2",
            bytes.flag()?.then_some((bytes.number()?.into(), bytes.number()?.into())),
        ),
        _ => call.run_for(Duration::from_millis(u64::from(bytes.byte()?) * 4)),
    }
    Some(())
}
