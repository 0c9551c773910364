//! What arrives at a browser, and whether it is what was subscribed to.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use signaling::rsp::TrackKind;

use crate::browser::decoder::{Decoder, VideoPacket, VideoReport};
use crate::browser::payload::{self, Stamp};
use crate::browser::peer_connection::{ConnectionEvent, MediaPacket};
use crate::browser::track_name;
use crate::browser::view::View;

/// What arrived of one delivery.
#[derive(Debug, Default)]
pub(crate) struct Received {
    packets: usize,
    /// Sequence numbers, without repetitions.
    numbers: BTreeSet<u64>,
    decoder: Option<Decoder>,
    /// The newest level of a sound, in negative decibel.
    pub audio_level: Option<i8>,
}

impl Received {
    pub fn packets(&self) -> usize {
        self.packets
    }

    /// Whether a decoder could have begun.
    pub fn is_decodable(&self) -> bool {
        self.decoder.as_ref().is_none_or(Decoder::is_decodable)
    }

    /// `None` if this is no video.
    pub fn video(&self) -> Option<VideoReport> {
        self.decoder.as_ref().map(|decoder| decoder.report)
    }

    /// Numbers between the first and the last that never came.
    pub fn gaps(&self) -> u64 {
        match (self.numbers.first(), self.numbers.last()) {
            (Some(first), Some(last)) => last - first + 1 - self.numbers.len() as u64,
            _ => 0,
        }
    }
}

/// A message that arrived on a data track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMessage {
    /// The name of the track, if the room has told it.
    pub track: Option<String>,
    pub binary: bool,
    pub data: Vec<u8>,
}

impl ReceivedMessage {
    fn is(&self, text: &str) -> bool {
        !self.binary && self.data == text.as_bytes()
    }
}

#[derive(Debug)]
pub(crate) struct Receiver {
    number: u16,
    deliveries: BTreeMap<String, Received>,
    /// Track names by delivery id, also of deliveries that are over.
    names: BTreeMap<String, String>,
    messages: Vec<ReceivedMessage>,
    /// Packets of sections that deliver nothing, since the last join.
    pub strays: usize,
    pub violations: Vec<String>,
}

impl Receiver {
    pub fn new(number: u16) -> Self {
        Self {
            number,
            deliveries: BTreeMap::new(),
            names: BTreeMap::new(),
            messages: Vec::new(),
            strays: 0,
            violations: Vec::new(),
        }
    }

    pub fn reset(&mut self) {
        *self = Self { violations: std::mem::take(&mut self.violations), ..Self::new(self.number) };
    }

    pub fn received(&self, delivery: &str) -> Option<&Received> {
        self.deliveries.get(delivery)
    }

    pub fn deliveries(&self) -> impl Iterator<Item = &Received> {
        self.deliveries.values()
    }

    /// The newest delivery of the track of this name.
    pub fn delivery_of(&self, track: &str) -> Option<&str> {
        self.names.iter().find(|(_, name)| *name == track).map(|(delivery, _)| delivery.as_str())
    }

    /// The name of the track that a delivery carries.
    pub fn name(&self, delivery: &str) -> Option<&str> {
        self.names.get(delivery).map(String::as_str)
    }

    pub fn messages(&self) -> &[ReceivedMessage] {
        &self.messages
    }

    /// How often this text arrived.
    pub fn count(&self, text: &str) -> usize {
        self.messages.iter().filter(|message| message.is(text)).count()
    }

    /// Remembers which track each delivery carries.
    pub fn know(&mut self, view: &View) {
        for track in view.participants.values().flat_map(|participant| &participant.tracks) {
            if let Some(delivery) = view.subscribed.get(&track.sid) {
                self.names.insert(delivery.clone(), track.name.clone());
            }
        }
    }

    /// Takes what arrived. Returns the delivery that needs a key frame, if one does.
    pub fn handle(&mut self, event: ConnectionEvent, view: &View, now: Instant) -> Option<String> {
        self.know(view);
        match event {
            ConnectionEvent::Packet(packet) => return self.handle_packet(*packet, now),
            ConnectionEvent::Message { label, binary, data } => {
                let track = self.names.get(&label).cloned();
                // A channel may open before the room tells whose it is.
                let expected = track.as_ref().map(|name| format!("{name} says "));
                let begins = |data: &[u8], expected: String| data.starts_with(expected.as_bytes());
                if !binary && expected.is_some_and(|expected| !begins(&data, expected)) {
                    let text = String::from_utf8_lossy(&data);
                    self.violations.push(format!("{} got {text:?} on channel {label}", self.number));
                }
                self.messages.push(ReceivedMessage { track, binary, data });
            }
            ConnectionEvent::Stray => self.strays += 1,
            ConnectionEvent::Violation(fault) => self.violations.push(fault),
            ConnectionEvent::Describe(_) | ConnectionEvent::ChannelOpened { .. } => {}
        }
        None
    }

    fn handle_packet(&mut self, packet: MediaPacket, now: Instant) -> Option<String> {
        let MediaPacket { delivery, kind, sequence_number, timestamp, marker, audio_level, payload } = packet;
        let read = match kind {
            TrackKind::Video => payload::read_vp8(&payload).map(|(stamp, counters)| (stamp, Some(counters))),
            TrackKind::Audio | TrackKind::Data => payload::read_opus(&payload).map(|stamp| (stamp, None)),
        };
        let Some((stamp, counters)) = read else {
            self.violations.push(format!("{} got an unreadable {kind:?} packet", self.number));
            return None;
        };
        let Stamp { browser, publication, .. } = stamp;
        let carried = track_name(browser, publication);
        if let Some(name) = self.names.get(&delivery).filter(|name| **name != carried) {
            self.violations.push(format!("{} got media of {carried} as {name} in {delivery}", self.number));
            return None;
        }
        let received = self.deliveries.entry(delivery.clone()).or_default();
        received.packets += usize::from(received.numbers.insert(sequence_number));
        received.audio_level = audio_level.or(received.audio_level);
        let counters = counters?;
        let decoder = received.decoder.get_or_insert_with(Decoder::default);
        decoder.report.bytes += payload.len() as u64;
        let packet = VideoPacket { stamp, counters, timestamp, marker };
        let mut faults = Vec::new();
        let needs_key_frame = decoder.handle(sequence_number, packet, now, &mut faults);
        let number = self.number;
        self.violations
            .extend(faults.into_iter().map(|fault| format!("{number}, video of {carried}: {fault}")));
        needs_key_frame.then_some(delivery)
    }
}
