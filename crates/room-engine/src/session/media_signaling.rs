//! The media-signaling channels of one participant: texts to requests of the core, and the core's news to texts.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use signaling::msp::{
    ActiveSpeaker, Channel, ChannelMessage, EncodingHint, PublisherHint, PublisherHintVerdict,
    PublisherHints, RenderHintResult, RenderHintVerdict, RenderHintsReply, ServerChannelMessage,
    TrackSwitchOff,
};
use signaling::rsp::{
    MediaSignalingGrant, MediaSignalingGrants, MediaSignalingRequests, MediaSignalingTransport,
};

use crate::allocation::Dimensions;
use crate::id::{ParticipantSid, TrackSid};
use crate::network_quality::{Quality, Report};
use crate::room::TrackPriority;
use crate::session::network_quality::{self, Verbosity};
use crate::session::request::{dimensions, priority};

/// Which channels a participant has, and which of them it listens to.
#[derive(Debug)]
pub(crate) struct MediaSignaling {
    channels: BTreeMap<Channel, Transport>,
    /// Whether the channels are not the first ones.
    is_renewed: bool,
    last_hints: NonZeroU32,
}

/// The data channel of one of the channels.
#[derive(Clone, Copy, Debug, Default)]
struct Transport {
    /// How many there were before.
    generation: u32,
    /// Whether the client has said that it listens. What is said before is lost.
    is_heard: bool,
}

/// What a client asks for on a channel.
#[derive(Debug, PartialEq)]
pub(crate) enum ChannelRequest {
    /// It listens to the news of the dominant speaker.
    HearSpeaker,
    /// It listens to which tracks are switched off.
    HearSwitchOff,
    /// It listens to which layers are wanted of it.
    HearDemand,
    /// It measured its connection. Needs an answer.
    AssessNetwork { report: Box<Report>, verbosity: Verbosity },
    /// The layers of a published track are back at the client's defaults.
    LayersReset { track: TrackSid },
    /// The priority of a track for this subscriber; `None` leaves it to the publisher.
    SetPriority { track: TrackSid, priority: Option<TrackPriority> },
    /// Which tracks are shown, and how large. Needs an answer.
    SetHints(RenderHints),
}

/// Hints of one message.
#[derive(Debug, PartialEq)]
pub(crate) struct RenderHints {
    /// Comes back in the answer.
    id: u64,
    pub hints: Vec<RenderHint>,
    /// Tracks that are no tracks; the answer says so.
    invalid: Vec<String>,
}

/// What changed for one track; `None` is as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RenderHint {
    pub track: TrackSid,
    pub enabled: Option<bool>,
    pub dimensions: Option<Dimensions>,
}

/// A text for one of the channels.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ChannelText {
    pub label: String,
    pub text: String,
}

impl MediaSignaling {
    /// The channels that are `requested` and supported. Whoever `sends_layers` also gets hints which to send, asked or
    /// not: the library obeys them in either case.
    pub fn new(requested: &MediaSignalingRequests, sends_layers: bool) -> Self {
        let is_granted = |channel: &Channel| {
            requested.contains_key(channel.name()) || (sends_layers && *channel == Channel::PublisherHints)
        };
        let channels = Channel::ALL.into_iter().filter(is_granted);
        Self {
            channels: channels.map(|channel| (channel, Transport::default())).collect(),
            is_renewed: false,
            last_hints: NonZeroU32::MIN,
        }
    }

    pub fn labels(&self) -> impl Iterator<Item = String> {
        self.channels.iter().map(|(channel, transport)| transport.label(*channel))
    }

    /// The connection that carried the channels is gone. The library still waits for a channel that it has not found, under
    /// the label that it knows; every other gets a fresh one.
    pub fn renew(&mut self) {
        self.is_renewed = true;
        for transport in self.channels.values_mut() {
            transport.generation += u32::from(std::mem::take(&mut transport.is_heard));
        }
    }

    /// What to grant with every message after a connection was replaced: the library takes no grant of a channel before it
    /// has noticed that the one before is closed.
    pub fn renewed_grants(&self) -> MediaSignalingGrants {
        self.grants_of(|transport| self.is_renewed && !transport.is_heard)
    }

    pub(super) fn grants(&self) -> MediaSignalingGrants {
        self.grants_of(|_| true)
    }

    fn grants_of(&self, is_granted: impl Fn(&Transport) -> bool) -> MediaSignalingGrants {
        let grant = |(channel, transport): (&Channel, &Transport)| {
            let label = Some(transport.label(*channel));
            let transport = MediaSignalingTransport::DataChannel { label };
            (channel.name().to_owned(), MediaSignalingGrant { transport })
        };
        self.channels.iter().filter(|(_, transport)| is_granted(transport)).map(grant).collect()
    }

    /// Takes a text of the client in. `None` if it asks for nothing.
    pub fn handle_text(&mut self, label: &str, text: &str) -> Option<ChannelRequest> {
        let channel = self.channel_of(label)?;
        let message = ChannelMessage::parse(text)
            .inspect_err(|fault| tracing::debug!(%fault, label, "skipped a media-signaling message"))
            .ok()?;
        if message.channel().is_some_and(|expected| expected != channel) {
            return None;
        }
        match message {
            ChannelMessage::Ready => {
                self.channels.get_mut(&channel)?.is_heard = true;
                match channel {
                    Channel::ActiveSpeaker => Some(ChannelRequest::HearSpeaker),
                    Channel::TrackSwitchOff => Some(ChannelRequest::HearSwitchOff),
                    Channel::PublisherHints => Some(ChannelRequest::HearDemand),
                    Channel::NetworkQuality | Channel::RenderHints | Channel::TrackPriority => None,
                }
            }
            ChannelMessage::TrackPriority(said) => Some(ChannelRequest::SetPriority {
                track: TrackSid::parse(&said.track)?,
                priority: said.subscribe.map(priority),
            }),
            ChannelMessage::RenderHints(said) => {
                let mut hints = RenderHints {
                    id: said.id,
                    hints: Vec::with_capacity(said.hints.len()),
                    invalid: Vec::new(),
                };
                for hint in said.hints {
                    match TrackSid::parse(&hint.track) {
                        Some(track) => hints.hints.push(RenderHint {
                            track,
                            enabled: hint.enabled,
                            dimensions: hint.render_dimensions.map(dimensions),
                        }),
                        None => hints.invalid.push(hint.track),
                    }
                }
                Some(ChannelRequest::SetHints(hints))
            }
            ChannelMessage::ClientReset(reset) => {
                Some(ChannelRequest::LayersReset { track: TrackSid::parse(&reset.track)? })
            }
            ChannelMessage::PublisherHints(result) => {
                for hint in result.hints.iter().filter(|hint| hint.result != PublisherHintVerdict::Ok) {
                    tracing::debug!(verdict = ?hint.result, "a publisher did not follow a hint");
                }
                None
            }
            ChannelMessage::NetworkQuality(said) => {
                let (report, verbosity) = network_quality::read(&said);
                Some(ChannelRequest::AssessNetwork { report: Box::new(report), verbosity })
            }
        }
    }

    pub fn active_speaker(&self, speaker: Option<ParticipantSid>) -> Option<ChannelText> {
        let participant = speaker.map(|sid| sid.to_string());
        self.text(&ServerChannelMessage::ActiveSpeaker(ActiveSpeaker { participant }))
    }

    pub fn switched_off(&self, off: &[TrackSid], on: &[TrackSid]) -> Option<ChannelText> {
        let sids = |tracks: &[TrackSid]| tracks.iter().map(TrackSid::to_string).collect();
        self.text(&ServerChannelMessage::TrackSwitchOff(TrackSwitchOff { off: sids(off), on: sids(on) }))
    }

    /// The answer to a report of network quality.
    pub fn network_quality<'a>(
        &self,
        own: &Quality,
        others: impl Iterator<Item = (ParticipantSid, &'a Quality)>,
        verbosity: Verbosity,
    ) -> Option<ChannelText> {
        let answer = network_quality::answer(own, others, verbosity);
        self.text(&ServerChannelMessage::NetworkQuality(Box::new(answer)))
    }

    /// The answer to render hints.
    pub fn hints_taken(&self, hints: &RenderHints) -> Option<ChannelText> {
        let taken = hints.hints.iter().map(|hint| (hint.track.to_string(), RenderHintVerdict::Ok));
        let invalid = hints.invalid.iter().map(|track| (track.clone(), RenderHintVerdict::Invalid));
        let result = |(track, result)| RenderHintResult { track, result };
        let hints = RenderHintsReply { id: hints.id, hints: taken.chain(invalid).map(result).collect() };
        self.text(&ServerChannelMessage::RenderHints(hints))
    }

    /// Which layers of a published track are wanted, the lowest first.
    pub fn demand(&mut self, track: TrackSid, layers: &[bool]) -> Option<ChannelText> {
        let encodings =
            (0..).zip(layers).map(|(layer_index, enabled)| EncodingHint { enabled: *enabled, layer_index });
        let hint = PublisherHint { track: track.to_string(), encodings: Some(encodings.collect()) };
        let id = self.last_hints.checked_add(1).unwrap_or(NonZeroU32::MIN);
        self.last_hints = id;
        self.text(&ServerChannelMessage::PublisherHints(PublisherHints { id, hints: vec![hint] }))
    }

    /// `None` while nobody listens.
    fn text(&self, message: &ServerChannelMessage) -> Option<ChannelText> {
        let channel = message.channel();
        let transport = self.channels.get(&channel).filter(|transport| transport.is_heard)?;
        Some(ChannelText { label: transport.label(channel), text: message.to_text() })
    }

    fn channel_of(&self, label: &str) -> Option<Channel> {
        let mut channels = self.channels.iter();
        let found = channels.find(|(channel, transport)| transport.label(**channel) == label);
        found.map(|(channel, _)| *channel)
    }
}

impl Transport {
    /// Unlike any track's id, so that a channel is never taken for a data track.
    fn label(self, channel: Channel) -> String {
        match self.generation {
            0 => format!("media-signaling-{}", channel.name()),
            generation => format!("media-signaling-{}-{generation}", channel.name()),
        }
    }
}
