//! What arrives at a browser, and whether it is what was subscribed to.

use std::collections::{BTreeMap, BTreeSet};

use signaling::rsp::TrackKind;

use crate::browser::payload::{self, Picture, Stamp};
use crate::browser::peer_connection::ConnectionEvent;
use crate::browser::track_name;
use crate::browser::view::View;

/// What arrived of one delivery.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// Sequence numbers, without repetitions.
    numbers: BTreeSet<u64>,
    /// By sequence number.
    pictures: BTreeMap<u64, Picture>,
}

impl Received {
    pub fn packets(&self) -> usize {
        self.numbers.len()
    }

    /// Whether a decoder could have begun.
    pub fn is_decodable(&self) -> bool {
        self.pictures.is_empty() || self.pictures.values().any(|picture| picture.is_key)
    }

    pub fn is_video(&self) -> bool {
        !self.pictures.is_empty()
    }

    /// Numbers between the first and the last that never came.
    pub fn gaps(&self) -> u64 {
        match (self.numbers.first(), self.numbers.last()) {
            (Some(first), Some(last)) => last - first + 1 - self.numbers.len() as u64,
            _ => 0,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Receiver {
    number: u16,
    deliveries: BTreeMap<String, Received>,
    /// Track names by delivery id, also of deliveries that are over.
    names: BTreeMap<String, String>,
    messages: Vec<String>,
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

    /// The name of the track that a delivery carries.
    pub fn name(&self, delivery: &str) -> Option<&str> {
        self.names.get(delivery).map(String::as_str)
    }

    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// Remembers which track each delivery carries.
    pub fn know(&mut self, view: &View) {
        for track in view.participants.values().flat_map(|participant| &participant.tracks) {
            if let Some(delivery) = view.subscribed.get(&track.sid) {
                self.names.insert(delivery.clone(), track.name.clone());
            }
        }
    }

    pub fn handle(&mut self, event: ConnectionEvent, view: &View) {
        self.know(view);
        match event {
            ConnectionEvent::Packet { delivery, kind, sequence_number, payload } => {
                self.handle_packet(delivery, kind, sequence_number, &payload);
            }
            ConnectionEvent::Message { label, text } => {
                // A channel may open before the room tells whose it is.
                let expected = self.names.get(&label).map(|name| format!("{name} says "));
                if expected.is_some_and(|expected| !text.starts_with(&expected)) {
                    self.violations.push(format!("{} got {text:?} on channel {label}", self.number));
                }
                self.messages.push(text);
            }
            ConnectionEvent::Stray => self.strays += 1,
            ConnectionEvent::Violation(fault) => self.violations.push(fault),
            ConnectionEvent::Describe(_) => {}
        }
    }

    fn handle_packet(&mut self, delivery: String, kind: TrackKind, sequence_number: u64, payload: &[u8]) {
        let (stamp, picture) = match kind {
            TrackKind::Video => {
                payload::read_vp8(payload).map(|(stamp, picture)| (Some(stamp), Some(picture)))
            }
            TrackKind::Audio | TrackKind::Data => {
                payload::read_opus(payload).map(|stamp| (Some(stamp), None))
            }
        }
        .unwrap_or_default();
        let Some(Stamp { browser, publication, .. }) = stamp else {
            self.violations.push(format!("{} got an unreadable {kind:?} packet", self.number));
            return;
        };
        let carried = track_name(browser, publication);
        if self.names.get(&delivery).is_some_and(|name| *name != carried) {
            let name = &self.names[&delivery];
            self.violations.push(format!("{} got media of {carried} as {name} in {delivery}", self.number));
            return;
        }
        let received = self.deliveries.entry(delivery).or_default();
        received.numbers.insert(sequence_number);
        if let Some(picture) = picture {
            received.pictures.insert(sequence_number, picture);
        }
    }
}
