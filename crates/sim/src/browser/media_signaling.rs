//! The browser's side of the media-signaling channels, as the library's `MediaSignaling` classes play it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use signaling::msp::{
    Channel, ChannelMessage, NetworkQuality, NetworkQualityReport, PublisherHintResult, PublisherHintVerdict,
    PublisherHints, PublisherHintsResult, RenderHint, RenderHints, ReportLevel, ServerChannelMessage,
    SubscriberPriority,
};
use signaling::rsp::{
    Dimensions, MediaSignalingGrants, MediaSignalingRequest, MediaSignalingRequests, MediaSignalingTransport,
    TrackPriority,
};

use crate::browser::Browser;

/// What the server said on the channels so far.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    /// The identity of whoever speaks; `None` if nobody does, or the browser's own user.
    pub dominant_speaker: Option<String>,
    /// How often the speaker was told.
    pub speaker_changes: usize,
    /// Tracks that are switched off, by SID.
    pub switched_off: BTreeSet<String>,
    /// How often tracks were switched off or on.
    pub switches: usize,
    pub network_quality: Option<NetworkQuality>,
    /// Answers to network quality reports.
    pub quality_answers: usize,
    /// Requests to switch layers of own tracks on or off.
    pub publisher_hints: usize,
}

#[derive(Debug, Default)]
pub(super) struct MediaSignaling {
    pub wanted: BTreeSet<Channel>,
    grants: BTreeMap<String, Channel>,
    open: BTreeSet<String>,
    ready: BTreeMap<Channel, String>,
    render_hints: BTreeMap<String, RenderHint>,
    render_hints_sent: u64,
    /// Since when an answer to render hints is waited for.
    render_hints_wait: Option<Instant>,
    render_hints_changed: bool,
    priorities: BTreeMap<String, Option<TrackPriority>>,
    next_quality_report: Option<Instant>,
    quality_reports: usize,
    pub signals: Signals,
}

/// The library sends render hints once more when no answer has come for so long.
const RENDER_HINTS_AGAIN: Duration = Duration::from_secs(2);

/// The library reports again so long after an answer, or without one.
const QUALITY_AFTER_ANSWER: Duration = Duration::from_secs(1);
const QUALITY_WITHOUT_ANSWER: Duration = Duration::from_secs(5);

impl MediaSignaling {
    /// Forgets a room, not what the app wants of every room.
    pub fn reset(&mut self) {
        *self = Self { wanted: std::mem::take(&mut self.wanted), ..Self::default() };
    }

    /// The connection is closed, and with it every channel that it carried. Those that have not come are waited for.
    pub fn lose_channels(&mut self) {
        let carried = std::mem::take(&mut self.ready);
        self.grants.retain(|_, channel| !carried.contains_key(channel));
        self.open.clear();
        self.render_hints_wait = None;
        self.next_quality_report = None;
    }

    pub fn requests(&self) -> MediaSignalingRequests {
        let transports = vec![MediaSignalingTransport::DataChannel { label: None }];
        let request = MediaSignalingRequest { transports };
        self.wanted.iter().map(|channel| (channel.name().to_owned(), request.clone())).collect()
    }

    pub fn grant(&mut self, grants: &MediaSignalingGrants, violations: &mut Vec<String>) {
        for (name, grant) in grants {
            let MediaSignalingTransport::DataChannel { label } = &grant.transport;
            match (Channel::of_name(name).filter(|channel| self.wanted.contains(channel)), label) {
                (Some(channel), Some(label)) => {
                    // The library does not look at the grant of a channel that it has or waits for.
                    if !self.grants.values().any(|granted| *granted == channel) {
                        self.grants.insert(label.clone(), channel);
                    }
                }
                _ => violations.push(format!("{name} is granted unasked or without a label")),
            }
        }
    }

    pub fn channel(&self, label: &str) -> Option<Channel> {
        self.grants.get(label).copied()
    }

    pub fn label(&self, channel: Channel) -> Option<String> {
        self.ready.get(&channel).cloned()
    }

    fn poll_timeout(&self) -> Option<Instant> {
        let again = self.render_hints_wait.map(|since| since + RENDER_HINTS_AGAIN);
        [again, self.next_quality_report].into_iter().flatten().min()
    }
}

impl Browser {
    /// What the server said on the media-signaling channels since the last join.
    pub fn signals(&self) -> &Signals {
        &self.media_signaling.signals
    }

    /// The channels that it asks for when it joins.
    pub fn set_channels(&mut self, channels: &[Channel]) {
        self.media_signaling.wanted = channels.iter().copied().collect();
    }

    /// The label of a channel that was granted, opened and is listened to.
    pub fn label_of(&self, channel: Channel) -> Option<String> {
        self.media_signaling.label(channel)
    }

    /// Whether a channel was granted, opened and is listened to.
    pub fn has_channel(&self, channel: Channel) -> bool {
        self.media_signaling.ready.contains_key(&channel)
    }

    /// Whether a participant's track of this name (`browser-publication`) is switched off.
    pub fn is_switched_off(&self, track: &str) -> bool {
        self.sid_of(track).is_some_and(|sid| self.media_signaling.signals.switched_off.contains(&sid))
    }

    /// Says how large a participant's track is shown; `None` is not at all.
    pub(crate) fn render(&mut self, track: &str, size: Option<(u32, u32)>, now: Instant) {
        let Some(sid) = self.sid_of(track) else { return };
        let hint = RenderHint {
            track: sid.clone(),
            enabled: Some(size.is_some()),
            render_dimensions: size.map(|(width, height)| Dimensions { width, height }),
        };
        self.media_signaling.render_hints.insert(sid, hint);
        self.media_signaling.render_hints_changed = true;
        self.send_render_hints(now);
    }

    /// Says how important a participant's track is to this subscriber.
    pub(crate) fn prioritize(&mut self, track: &str, priority: Option<TrackPriority>, now: Instant) {
        let Some(sid) = self.sid_of(track) else { return };
        self.media_signaling.priorities.insert(sid.clone(), priority);
        self.say(&ChannelMessage::TrackPriority(SubscriberPriority { track: sid, subscribe: priority }), now);
    }

    pub(super) fn media_signaling_timeout(&self) -> Option<Instant> {
        self.media_signaling.poll_timeout().filter(|_| self.connection.is_some())
    }

    pub(super) fn handle_media_signaling_timeout(&mut self, now: Instant) {
        if self.media_signaling.render_hints_wait.is_some_and(|since| now >= since + RENDER_HINTS_AGAIN) {
            self.media_signaling.render_hints_wait = None;
            self.media_signaling.render_hints_changed = true;
            self.send_render_hints(now);
        }
        if self.media_signaling.next_quality_report.is_some_and(|at| now >= at) {
            self.report_network_quality(now);
        }
    }

    /// A channel opened, or was granted: whichever comes second makes it ready.
    pub(super) fn attach_channels(&mut self, opened: Option<String>, now: Instant) {
        self.media_signaling.open.extend(opened);
        let attached: Vec<(String, Channel)> = self
            .media_signaling
            .grants
            .iter()
            .filter(|(label, channel)| {
                let is_taken = self.media_signaling.ready.contains_key(channel);
                !is_taken && self.media_signaling.open.contains(*label)
            })
            .map(|(label, channel)| (label.clone(), *channel))
            .collect();
        for (label, channel) in attached {
            self.media_signaling.ready.insert(channel, label.clone());
            self.say_on(&label, &ChannelMessage::Ready, now);
            match channel {
                Channel::RenderHints if !self.media_signaling.render_hints.is_empty() => {
                    self.media_signaling.render_hints_changed = true;
                    self.send_render_hints(now);
                }
                Channel::TrackPriority => {
                    for (track, subscribe) in self.media_signaling.priorities.clone() {
                        self.say(
                            &ChannelMessage::TrackPriority(SubscriberPriority { track, subscribe }),
                            now,
                        );
                    }
                }
                Channel::NetworkQuality => self.report_network_quality(now),
                _ => {}
            }
        }
    }

    /// Takes a message if it came on a media-signaling channel.
    pub(super) fn handle_signal(&mut self, label: &str, data: &[u8], now: Instant) -> bool {
        let Some(channel) = self.media_signaling.channel(label) else { return false };
        let text = String::from_utf8_lossy(data);
        if !self.media_signaling.ready.contains_key(&channel) {
            self.violations.push(format!("on {label}, {text} comes before anybody listens"));
            return true;
        }
        let message = match ServerChannelMessage::parse(&text) {
            Ok(message) if message.channel() == channel => message,
            Ok(_) => {
                self.violations.push(format!("on {label}, {text} belongs elsewhere"));
                return true;
            }
            Err(fault) => {
                self.violations.push(format!("on {label}, {text} is unreadable: {fault}"));
                return true;
            }
        };
        match message {
            ServerChannelMessage::ActiveSpeaker(speaker) => {
                let known = speaker.participant.and_then(|sid| self.view.participants.get(&sid));
                let signals = &mut self.media_signaling.signals;
                signals.dominant_speaker = known.map(|participant| participant.identity.clone());
                signals.speaker_changes += 1;
            }
            ServerChannelMessage::NetworkQuality(quality) => {
                let signals = &mut self.media_signaling.signals;
                signals.network_quality = Some(*quality);
                signals.quality_answers += 1;
                if signals.quality_answers > self.media_signaling.quality_reports {
                    self.violations.push("a network quality report is answered twice".to_owned());
                }
                self.media_signaling.next_quality_report = Some(now + QUALITY_AFTER_ANSWER);
            }
            ServerChannelMessage::PublisherHints(hints) => self.handle_publisher_hints(&hints, now),
            ServerChannelMessage::RenderHints(_) => {
                self.media_signaling.render_hints_wait = None;
                self.send_render_hints(now);
            }
            ServerChannelMessage::TrackSwitchOff(changes) => {
                let signals = &mut self.media_signaling.signals;
                signals.switches += changes.off.len() + changes.on.len();
                for sid in changes.on {
                    signals.switched_off.remove(&sid);
                }
                signals.switched_off.extend(changes.off);
            }
        }
        true
    }

    fn handle_publisher_hints(&mut self, hints: &PublisherHints, now: Instant) {
        self.media_signaling.signals.publisher_hints += 1;
        let mut results = Vec::new();
        for hint in &hints.hints {
            let mut published = self.view.published.iter();
            let id = published.find(|(_, outcome)| outcome.as_ref() == Ok(&hint.track)).map(|(id, _)| id);
            let changes: Option<Vec<(usize, bool)>> = hint.encodings.as_ref().map(|encodings| {
                encodings.iter().map(|hint| (usize::from(hint.layer_index), hint.enabled)).collect()
            });
            let applied = match (&mut self.connection, id) {
                (Some(connection), Some(id)) => connection.set_layers(id, changes.as_deref()),
                _ => false,
            };
            let result = if applied { PublisherHintVerdict::Ok } else { PublisherHintVerdict::UnknownTrack };
            results.push(PublisherHintResult { track: hint.track.clone(), result });
        }
        let result = PublisherHintsResult { id: u64::from(hints.id.get()), hints: results };
        self.say(&ChannelMessage::PublisherHints(result), now);
    }

    fn send_render_hints(&mut self, now: Instant) {
        let signaling = &mut self.media_signaling;
        let may_send = signaling.render_hints_wait.is_none() && signaling.render_hints_changed;
        if !may_send || !signaling.ready.contains_key(&Channel::RenderHints) {
            return;
        }
        signaling.render_hints_changed = false;
        signaling.render_hints_wait = Some(now);
        signaling.render_hints_sent += 1;
        let hints = RenderHints {
            id: signaling.render_hints_sent,
            hints: signaling.render_hints.values().cloned().collect(),
        };
        self.say(&ChannelMessage::RenderHints(hints), now);
    }

    fn report_network_quality(&mut self, now: Instant) {
        self.media_signaling.next_quality_report = Some(now + QUALITY_WITHOUT_ANSWER);
        self.media_signaling.quality_reports += 1;
        let report = NetworkQualityReport {
            report_level: ReportLevel::Level,
            remote_report_level: ReportLevel::Level,
            ..NetworkQualityReport::default()
        };
        self.say(&ChannelMessage::NetworkQuality(Box::new(report)), now);
    }

    fn say(&mut self, message: &ChannelMessage, now: Instant) {
        let label = message.channel().and_then(|channel| self.media_signaling.label(channel));
        if let Some(label) = label {
            self.say_on(&label, message, now);
        }
    }

    fn say_on(&mut self, label: &str, message: &ChannelMessage, now: Instant) {
        if let Some(connection) = &mut self.connection {
            connection.send_message(label, false, message.to_text().as_bytes(), now);
        }
    }

    fn sid_of(&self, track: &str) -> Option<String> {
        let mut tracks = self.view.participants.values().flat_map(|participant| &participant.tracks);
        tracks.find(|known| known.name == track).map(|known| known.sid.clone())
    }
}
