//! Data tracks: the channels that the client opened to publish, and those opened towards it to deliver.

mod backlog;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use str0m::Rtc;
use str0m::channel::{ChannelConfig, ChannelData, ChannelId, Reliability};

use crate::id::TrackSid;
use crate::peer::{Peer, PeerEvent};
use backlog::{Backlog, Message};

/// The longest message, in bytes; announced in SDP, so that browsers refuse to send longer ones.
pub(crate) const MAX_MESSAGE_BYTES: usize = 64 * 1024;
pub(super) const MAX_MESSAGE_BYTES_U32: u32 = 64 * 1024;

/// Channels that one client may open. Each published data track needs one.
const MAX_INCOMING_CHANNELS: usize = 64;

/// Bytes of data messages that str0m holds for one client until they are acknowledged. It bounds the throughput to this
/// much per round trip: 40 Mbit/s at 50 milliseconds.
const IN_FLIGHT_BYTES: usize = 256 * 1024;

/// Data messages that str0m holds for one client: each takes some hundred bytes beside its own.
const IN_FLIGHT_MESSAGES: usize = 2048;

/// What str0m may hold for one client in all. Data never fills it, so that signaling always finds room.
pub(super) const MAX_BUFFERED_BYTES: usize = 2 * IN_FLIGHT_BYTES;

/// Deliveries whose channels closed by themselves, in the life of a connection, that get other ones. sctp-proto 0.10.8 gives
/// a stream's number to the next channel before the client's half of a reset has come, which then closes that one.
const MAX_LOST_CHANNELS: usize = 64;

/// How a data track was published. Deliveries copy it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChannelSettings {
    ordered: bool,
    reliability: Reliability,
}

#[derive(Debug, Default)]
pub(super) struct DataChannels {
    started: bool,
    /// Channels that the client opened.
    incoming: Vec<Incoming>,
    outgoing: BTreeMap<TrackSid, Outgoing>,
    /// The track that was written last; the next one is first in turn.
    served: Option<TrackSid>,
    /// Something waits that could perhaps be written.
    has_waiting: bool,
    /// Deliveries whose channels closed by themselves.
    lost: usize,
}

#[derive(Debug)]
struct Incoming {
    id: ChannelId,
    /// The client's id of a data track.
    label: String,
    settings: ChannelSettings,
}

#[derive(Debug)]
struct Outgoing {
    delivery: String,
    /// `None` until the publisher's channel is open.
    settings: Option<ChannelSettings>,
    channel: Option<ChannelId>,
    open: bool,
    backlog: Backlog,
    in_flight: InFlight,
}

/// Messages that str0m holds, as far as can be told from the bytes that are not acknowledged.
#[derive(Debug, Default)]
struct InFlight {
    lengths: VecDeque<usize>,
    /// Their sum.
    bytes: usize,
}

impl Peer {
    /// Prepares the delivery of another participant's data track.
    pub fn deliver_data(
        &mut self,
        track: TrackSid,
        delivery: String,
        settings: Option<ChannelSettings>,
        now: Instant,
    ) {
        let outgoing = Outgoing {
            delivery,
            settings,
            channel: None,
            open: false,
            backlog: Backlog::default(),
            in_flight: InFlight::default(),
        };
        self.channels.outgoing.insert(track, outgoing);
        self.sections.want_application();
        self.start_data_channels();
        self.tick(now);
    }

    /// The publisher's channel is open, so the delivery can be opened alike.
    pub fn set_channel_settings(&mut self, track: TrackSid, settings: ChannelSettings, now: Instant) {
        if let Some(outgoing) = self.channels.outgoing.get_mut(&track) {
            outgoing.settings.get_or_insert(settings);
            self.start_data_channels();
            self.tick(now);
        }
    }

    /// Sends a message of another participant's data track.
    pub fn forward_message(&mut self, track: TrackSid, binary: bool, data: &Arc<[u8]>, now: Instant) {
        self.channels.enqueue(track, Message { binary, data: Arc::clone(data), since: now });
        self.write_waiting(now);
    }

    /// Writes data messages that waited, as far as there is room. Acknowledgments make room.
    pub(super) fn write_waiting(&mut self, now: Instant) {
        if self.channels.write_waiting(&mut self.rtc, now) {
            self.tick(now);
        }
    }

    /// The settings of a published data track whose channel is open.
    pub fn channel_settings(&self, track: TrackSid) -> Option<ChannelSettings> {
        let (id, _) = self.published.iter().find(|(_, published)| **published == track)?;
        self.channels.settings_of(id)
    }

    /// Opens what can be opened, once data channels are negotiated.
    pub(super) fn start_data_channels(&mut self) {
        if self.failed || !self.sections.has_negotiated_application() {
            return;
        }
        self.listen_for_data_channels();
        self.signaling.start(&mut self.rtc);
        for outgoing in self.channels.outgoing.values_mut() {
            let (None, Some(settings)) = (outgoing.channel, &outgoing.settings) else { continue };
            let id = self.rtc.direct_api().create_data_channel(ChannelConfig {
                label: outgoing.delivery.clone(),
                ordered: settings.ordered,
                reliability: settings.reliability,
                negotiated: None,
                protocol: String::new(),
            });
            outgoing.channel = Some(id);
        }
    }

    /// Expects the client to open the association. It does so as soon as it has read an offer with data channels, which
    /// is before its answer arrives; a first packet that is not expected costs it a second.
    pub(super) fn listen_for_data_channels(&mut self) {
        if self.sections.has_application() && !self.channels.started {
            self.channels.started = true;
            self.rtc.direct_api().start_sctp(false);
        }
    }

    pub(super) fn handle_channel_open(&mut self, id: ChannelId, label: String) {
        if self.signaling.opened(&mut self.rtc, id) {
            return;
        }
        if let Some(track) = self.channels.track_of(id) {
            if let Some(outgoing) = self.channels.outgoing.get_mut(&track) {
                outgoing.open = true;
                self.channels.has_waiting = true;
            }
            return;
        }
        let config = self.rtc.channel(id).and_then(|channel| channel.config().cloned());
        let Some(config) = config.filter(|_| self.channels.incoming.len() < MAX_INCOMING_CHANNELS) else {
            self.rtc.direct_api().close_data_channel(id);
            return;
        };
        let settings = ChannelSettings { ordered: config.ordered, reliability: config.reliability };
        if let Some(track) = self.published.get(&label).copied() {
            self.events.push_back(PeerEvent::ChannelOpened { track, settings: settings.clone() });
        }
        self.channels.incoming.push(Incoming { id, label, settings });
    }

    pub(super) fn forget_channel(&mut self, id: ChannelId) {
        let lost = self.channels.forget(id);
        self.events.extend(lost.map(|track| PeerEvent::DeliveryLost { track }));
    }

    pub(super) fn handle_channel_data(&mut self, message: ChannelData) {
        if self.handle_signaling_data(&message) {
            return;
        }
        let mut channels = self.channels.incoming.iter();
        let Some(incoming) = channels.find(|incoming| incoming.id == message.id) else { return };
        let Some(track) = self.published.get(&incoming.label).copied() else { return };
        if message.data.len() > MAX_MESSAGE_BYTES {
            tracing::debug!(bytes = message.data.len(), "dropped a data message that is too long");
            return;
        }
        // str0m 0.25 counts an empty message but sends none: an ordered channel waits for it for ever.
        if message.data.is_empty() {
            tracing::debug!("dropped an empty data message");
            return;
        }
        self.events.push_back(PeerEvent::Message {
            track,
            binary: message.binary,
            data: message.data.into(),
        });
    }
}

impl DataChannels {
    /// Forgets a channel that closed. Returns the track that was delivered on it, if that is worth another channel: where
    /// one after another closes, the association is gone.
    fn forget(&mut self, id: ChannelId) -> Option<TrackSid> {
        self.incoming.retain(|incoming| incoming.id != id);
        let track = self.track_of(id)?;
        self.outgoing.remove(&track);
        self.lost += 1;
        (self.lost <= MAX_LOST_CHANNELS).then_some(track)
    }

    /// The settings of an open channel of the client.
    pub fn settings_of(&self, label: &str) -> Option<ChannelSettings> {
        self.incoming
            .iter()
            .find(|incoming| incoming.label == label)
            .map(|incoming| incoming.settings.clone())
    }

    pub fn close_incoming(&mut self, rtc: &mut Rtc, label: &str) {
        for incoming in self.incoming.extract_if(.., |incoming| incoming.label == label) {
            rtc.direct_api().close_data_channel(incoming.id);
        }
    }

    pub fn close_outgoing(&mut self, rtc: &mut Rtc, track: TrackSid) {
        if let Some(id) = self.outgoing.remove(&track).and_then(|outgoing| outgoing.channel) {
            rtc.direct_api().close_data_channel(id);
        }
    }

    fn track_of(&self, id: ChannelId) -> Option<TrackSid> {
        let mut outgoing = self.outgoing.iter();
        outgoing.find(|(_, outgoing)| outgoing.channel == Some(id)).map(|(track, _)| *track)
    }

    fn enqueue(&mut self, track: TrackSid, message: Message) {
        let waiting: usize = self.outgoing.values().map(|outgoing| outgoing.backlog.bytes()).sum();
        let Some(outgoing) = self.outgoing.get_mut(&track) else { return };
        let others = waiting.saturating_sub(outgoing.backlog.bytes());
        outgoing.backlog.push(message, outgoing.reliability(), others);
        self.has_waiting = true;
    }

    /// Lets the tracks take turns, so that a burst on one holds up no other. Returns whether anything was written.
    fn write_waiting(&mut self, rtc: &mut Rtc, now: Instant) -> bool {
        if !self.has_waiting {
            return false;
        }
        let (mut bytes, mut messages) = (0, 0);
        for outgoing in self.outgoing.values_mut() {
            outgoing.settle(rtc);
            bytes += outgoing.in_flight.bytes;
            messages += outgoing.in_flight.lengths.len();
        }
        let is_waiting = |outgoing: &Outgoing| outgoing.open && outgoing.backlog.bytes() > 0;
        let waiting = self.outgoing.iter().filter(|(_, outgoing)| is_waiting(outgoing));
        let (later, mut turns): (VecDeque<_>, VecDeque<_>) =
            waiting.map(|(track, _)| *track).partition(|track| Some(*track) <= self.served);
        turns.extend(later);
        let mut has_written = false;
        while bytes < IN_FLIGHT_BYTES
            && messages < IN_FLIGHT_MESSAGES
            && let Some(track) = turns.pop_front()
        {
            let Some(outgoing) = self.outgoing.get_mut(&track) else { continue };
            let Some(written) = outgoing.write_next(rtc, now) else { continue };
            bytes += written;
            messages += 1;
            self.served = Some(track);
            turns.push_back(track);
            has_written = true;
        }
        self.has_waiting = self.outgoing.values().any(is_waiting);
        has_written
    }
}

impl Outgoing {
    fn reliability(&self) -> Reliability {
        self.settings.as_ref().map(|settings| settings.reliability).unwrap_or_default()
    }

    /// Forgets messages that were acknowledged, or given up.
    fn settle(&mut self, rtc: &mut Rtc) {
        let channel = self.channel.filter(|_| self.open).and_then(|id| rtc.channel(id));
        let held = channel.map_or(0, |mut channel| channel.buffered_amount());
        while let Some(oldest) = self.in_flight.lengths.front()
            && self.in_flight.bytes - oldest >= held
        {
            self.in_flight.bytes -= oldest;
            self.in_flight.lengths.pop_front();
        }
    }

    /// Writes one message. Returns its length; `None` if there is none, or no room for it.
    fn write_next(&mut self, rtc: &mut Rtc, now: Instant) -> Option<usize> {
        let reliability = self.reliability();
        let message = self.backlog.next(reliability, now)?;
        let mut channel = rtc.channel(self.channel?)?;
        match channel.write(message.binary, &message.data) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => tracing::debug!(%error, "dropped a data message that cannot be written"),
        }
        let length = self.backlog.pop()?.data.len();
        self.in_flight.lengths.push_back(length);
        self.in_flight.bytes += length;
        Some(length)
    }
}
