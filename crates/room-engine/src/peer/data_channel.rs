//! Data tracks: the channels that the client opened to publish, and those opened towards it to deliver.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use str0m::Rtc;
use str0m::channel::{ChannelConfig, ChannelData, ChannelId, Reliability};

use crate::id::TrackSid;
use crate::peer::{Peer, PeerEvent};

/// The longest message, in bytes; announced in SDP, so that browsers refuse to send longer ones.
pub(crate) const MAX_MESSAGE_BYTES: usize = 64 * 1024;
pub(super) const MAX_MESSAGE_BYTES_U32: u32 = 64 * 1024;

/// Channels that one client may open. Each published data track needs one.
const MAX_INCOMING_CHANNELS: usize = 64;

/// Bytes that wait for one slow reader; messages beyond are dropped.
const MAX_QUEUED_BYTES: usize = 1024 * 1024;

/// Messages that wait for one slow reader; empty ones weigh nothing, but take their place.
const MAX_QUEUED_MESSAGES: usize = 1024;

/// Below this fill of str0m's own buffer, waiting messages are written.
const REFILL_BYTES: usize = 32 * 1024;

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
    queue: VecDeque<(bool, Arc<[u8]>)>,
    queued_bytes: usize,
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
            queue: VecDeque::new(),
            queued_bytes: 0,
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
        self.channels.enqueue(track, binary, data);
        self.channels.write_queued(&mut self.rtc, track);
        self.tick(now);
    }

    /// The settings of a published data track whose channel is open.
    pub fn channel_settings(&self, track: TrackSid) -> Option<ChannelSettings> {
        let (id, _) = self.published.iter().find(|(_, published)| **published == track)?;
        self.channels.settings_of(id)
    }

    /// Opens what can be opened, once data channels are negotiated.
    pub(super) fn start_data_channels(&mut self) {
        if !self.sections.has_negotiated_application() {
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
            }
            self.channels.write_queued(&mut self.rtc, track);
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
        self.events.push_back(PeerEvent::Message {
            track,
            binary: message.binary,
            data: message.data.into(),
        });
    }
}

impl DataChannels {
    pub fn forget(&mut self, id: ChannelId) {
        self.incoming.retain(|incoming| incoming.id != id);
        self.outgoing.retain(|_, outgoing| outgoing.channel != Some(id));
    }

    /// The settings of an open channel of the client.
    pub fn settings_of(&self, label: &str) -> Option<ChannelSettings> {
        self.incoming
            .iter()
            .find(|incoming| incoming.label == label)
            .map(|incoming| incoming.settings.clone())
    }

    /// Writes what waits for a channel whose buffer has room again.
    pub fn flush(&mut self, rtc: &mut Rtc, id: ChannelId) {
        if let Some(track) = self.track_of(id) {
            self.write_queued(rtc, track);
        }
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

    fn enqueue(&mut self, track: TrackSid, binary: bool, data: &Arc<[u8]>) {
        let Some(outgoing) = self.outgoing.get_mut(&track) else { return };
        let is_full = outgoing.queue.len() >= MAX_QUEUED_MESSAGES;
        if is_full || outgoing.queued_bytes + data.len() > MAX_QUEUED_BYTES {
            tracing::debug!(%track, bytes = data.len(), "dropped a data message: its reader is too slow");
            return;
        }
        outgoing.queued_bytes += data.len();
        outgoing.queue.push_back((binary, Arc::clone(data)));
    }

    fn write_queued(&mut self, rtc: &mut Rtc, track: TrackSid) {
        let Some(outgoing) = self.outgoing.get_mut(&track) else { return };
        let Some(id) = outgoing.channel.filter(|_| outgoing.open) else { return };
        while let Some((binary, data)) = outgoing.queue.front() {
            let Some(mut channel) = rtc.channel(id) else { return };
            match channel.write(*binary, data) {
                Ok(true) => {
                    outgoing.queued_bytes -= data.len();
                    outgoing.queue.pop_front();
                }
                Ok(false) => {
                    channel.set_buffered_amount_low_threshold(REFILL_BYTES);
                    return;
                }
                Err(error) => {
                    tracing::debug!(%error, "dropped a data message that cannot be written");
                    outgoing.queued_bytes -= data.len();
                    outgoing.queue.pop_front();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(messages: usize, bytes: usize) -> (usize, usize) {
        let track = TrackSid::from([1; 16]);
        let outgoing = Outgoing {
            delivery: String::new(),
            settings: None,
            channel: None,
            open: false,
            queue: VecDeque::new(),
            queued_bytes: 0,
        };
        let mut channels =
            DataChannels { outgoing: BTreeMap::from([(track, outgoing)]), ..DataChannels::default() };
        for _ in 0..messages {
            channels.enqueue(track, true, &vec![0; bytes].into());
        }
        let outgoing = &channels.outgoing[&track];
        (outgoing.queue.len(), outgoing.queued_bytes)
    }

    #[test]
    fn a_slow_reader_keeps_no_more_than_its_share() {
        assert_eq!(waiting(3, 10), (3, 30));
        assert_eq!(waiting(MAX_QUEUED_MESSAGES + 5, 0), (MAX_QUEUED_MESSAGES, 0));
        assert_eq!(waiting(17, MAX_MESSAGE_BYTES), (16, MAX_QUEUED_BYTES));
    }
}
