//! Media-signaling channels: data channels that this side opens, with JSON text of the core on them.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use str0m::Rtc;
use str0m::channel::{ChannelConfig, ChannelData, ChannelId, Reliability};

use crate::peer::{Peer, PeerEvent};

/// Messages that wait for one channel. A reader that leaves this many unread is as good as gone.
const MAX_QUEUED_MESSAGES: usize = 256;

/// Below this fill of str0m's own buffer, waiting messages are written.
const REFILL_BYTES: usize = 16 * 1024;

#[derive(Debug, Default)]
pub(super) struct SignalingChannels {
    by_label: BTreeMap<String, SignalingChannel>,
}

#[derive(Debug, Default)]
struct SignalingChannel {
    id: Option<ChannelId>,
    open: bool,
    queue: VecDeque<String>,
}

impl Peer {
    /// Wants a channel of this label towards the client, once data channels are negotiated.
    pub fn open_signaling_channel(&mut self, label: String) {
        self.signaling.by_label.entry(label).or_default();
        self.sections.want_application();
    }

    /// Sends a message on a channel that this side wanted. Messages to a client that does not read are dropped.
    pub fn send_signaling(&mut self, label: &str, text: String, now: Instant) {
        let Some(channel) = self.signaling.by_label.get_mut(label) else { return };
        if channel.queue.len() >= MAX_QUEUED_MESSAGES {
            tracing::debug!(label, "dropped a media-signaling message: its reader is too slow");
            return;
        }
        channel.queue.push_back(text);
        channel.write_queued(&mut self.rtc);
        self.tick(now);
    }

    /// Takes what was read from a data channel, if it is one of these.
    pub(super) fn handle_signaling_data(&mut self, message: &ChannelData) -> bool {
        let Some(label) = self.signaling.label_of(message.id) else { return false };
        match std::str::from_utf8(&message.data) {
            Ok(text) if !message.binary => {
                let text = text.to_owned();
                self.events.push_back(PeerEvent::SignalingText { label: label.to_owned(), text });
            }
            _ => tracing::debug!(label, "dropped a media-signaling message that is not text"),
        }
        true
    }
}

impl SignalingChannels {
    /// Opens what is wanted and not open yet.
    pub fn start(&mut self, rtc: &mut Rtc) {
        for (label, channel) in self.by_label.iter_mut().filter(|(_, channel)| channel.id.is_none()) {
            channel.id = Some(rtc.direct_api().create_data_channel(ChannelConfig {
                label: label.clone(),
                ordered: true,
                reliability: Reliability::Reliable,
                negotiated: None,
                protocol: String::new(),
            }));
        }
    }

    /// Returns whether it is one of these.
    pub fn opened(&mut self, rtc: &mut Rtc, id: ChannelId) -> bool {
        let Some(channel) = self.channel(id) else { return false };
        channel.open = true;
        channel.write_queued(rtc);
        true
    }

    /// Writes what waits, now that there is room.
    pub fn flush(&mut self, rtc: &mut Rtc, id: ChannelId) {
        if let Some(channel) = self.channel(id) {
            channel.write_queued(rtc);
        }
    }

    /// The client closed it, and does not want it again.
    pub fn forget(&mut self, id: ChannelId) {
        self.by_label.retain(|_, channel| channel.id != Some(id));
    }

    fn channel(&mut self, id: ChannelId) -> Option<&mut SignalingChannel> {
        self.by_label.values_mut().find(|channel| channel.id == Some(id))
    }

    fn label_of(&self, id: ChannelId) -> Option<&str> {
        let mut channels = self.by_label.iter();
        channels.find(|(_, channel)| channel.id == Some(id)).map(|(label, _)| label.as_str())
    }
}

impl SignalingChannel {
    fn write_queued(&mut self, rtc: &mut Rtc) {
        let Some(id) = self.id.filter(|_| self.open) else { return };
        while let Some(text) = self.queue.front() {
            let Some(mut channel) = rtc.channel(id) else { return };
            match channel.write(false, text.as_bytes()) {
                Ok(true) => {}
                Ok(false) => {
                    channel.set_buffered_amount_low_threshold(REFILL_BYTES);
                    return;
                }
                Err(error) => tracing::debug!(%error, "dropped a media-signaling message"),
            }
            self.queue.pop_front();
        }
    }
}
