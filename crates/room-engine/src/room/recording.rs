//! Which tracks are recorded, what everybody is told about it, and whether the recorded tracks carry media.

use std::time::{Duration, Instant};

use crate::config::RoomSettings;
use crate::id::{ParticipantSid, RecordingSid, TrackSid, random_sid};
use crate::room::publication::{MediaWarning, Publication, Recorded};
use crate::room::rules::{Publisher, TrackRules};
use crate::room::{Room, RoomEffect};
use crate::track::TrackKind;
use crate::verifier::RandomSource;

/// How long a recorded track may carry no media before its publisher is warned, as Twilio has it.
const SILENCE_LIMIT: Duration = Duration::from_secs(30);

/// How often recorded tracks are looked at.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(super) struct Recording {
    rules: TrackRules,
    rules_updated_at: Instant,
    is_recording: bool,
    revision: u64,
    /// When recorded tracks are looked at next.
    check_at: Option<Instant>,
}

impl Recording {
    pub fn new(settings: &RoomSettings, now: Instant) -> Self {
        let given = settings.recording_rules.clone().and_then(TrackRules::new);
        let rules = given.unwrap_or_else(|| match settings.record_participants_on_connect {
            true => TrackRules::all(),
            false => TrackRules::none(),
        });
        Self { rules, rules_updated_at: now, is_recording: false, revision: 1, check_at: None }
    }

    pub fn check_at(&self) -> Option<Instant> {
        self.check_at
    }
}

impl Room {
    pub fn recording_rules(&self) -> &TrackRules {
        &self.recording.rules
    }

    pub fn recording_rules_updated_at(&self) -> Instant {
        self.recording.rules_updated_at
    }

    /// Replaces the recording rules.
    pub fn set_recording_rules(&mut self, rules: TrackRules, random: &mut dyn RandomSource, now: Instant) {
        self.recording.rules = rules;
        self.recording.rules_updated_at = now;
        for participant in self.participants.values_mut() {
            participant.publications_mut().for_each(|publication| publication.recording_failed = false);
        }
        self.refresh_recording(random, now);
    }

    /// What a track is recorded as, if it is.
    pub fn recording_of(&self, publisher: ParticipantSid, track: TrackSid) -> Option<RecordingSid> {
        let mut publications = self.participants.get(&publisher)?.publications();
        let recorded = publications.find(|publication| publication.sid == track)?.recorded?;
        Some(recorded.recording)
    }

    /// Ends a recording that cannot go on. Its track is not recorded until there are new rules.
    pub fn fail_recording(&mut self, recording: RecordingSid, random: &mut dyn RandomSource, now: Instant) {
        if let Some(publication) = self.recorded_as(recording) {
            publication.recording_failed = true;
            self.refresh_recording(random, now);
        }
    }

    /// The recording of a track goes on as another one.
    pub fn renew_recording(&mut self, recording: RecordingSid, random: &mut dyn RandomSource, now: Instant) {
        if let Some(publication) = self.recorded_as(recording) {
            publication.recorded = None;
            let track = publication.sid;
            self.effects.push_back(RoomEffect::RecordingEnded { track, recording });
            self.refresh_recording(random, now);
        }
    }

    fn recorded_as(&mut self, recording: RecordingSid) -> Option<&mut Publication> {
        let participants = self.participants.values_mut();
        let mut publications = participants.flat_map(|participant| participant.publications_mut());
        publications
            .find(|publication| publication.recorded.is_some_and(|recorded| recorded.recording == recording))
    }

    /// Whether any track is recorded.
    pub fn is_recording(&self) -> bool {
        self.recording.is_recording
    }

    pub fn recording_revision(&self) -> u64 {
        self.recording.revision
    }

    /// Brings what is recorded in line with the rules.
    pub(super) fn refresh_recording(&mut self, random: &mut dyn RandomSource, now: Instant) {
        let mut is_recording = false;
        let mut is_watched = false;
        for participant in self.participants.values_mut() {
            let (sid, identity) = (participant.sid(), participant.identity().to_owned());
            let publisher = Publisher { sid, identity: &identity };
            let mut is_resolved = false;
            let mut is_recorded = false;
            for publication in participant.publications_mut() {
                let can_be = publication.kind != TrackKind::Data && !publication.recording_failed;
                let track = publication.sid;
                if can_be && self.recording.rules.includes(&publisher, publication) {
                    is_recorded = true;
                    if publication.recorded.is_none() {
                        let recording = random_sid(random);
                        publication.recorded = Some(Recorded { recording, since: now });
                        self.effects.push_back(RoomEffect::RecordingStarted { publisher: sid, track });
                    }
                } else if let Some(Recorded { recording, .. }) = publication.recorded.take() {
                    is_resolved |= resolve(&mut publication.warning);
                    self.effects.push_back(RoomEffect::RecordingEnded { track, recording });
                }
            }
            if is_resolved {
                participant.bump_warnings_revision();
                self.effects.push_back(RoomEffect::WarningsChanged(sid));
            }
            is_recording |= is_recorded;
            is_watched |= is_recorded && participant.wants_media_warnings();
        }
        if self.recording.is_recording != is_recording {
            self.recording.is_recording = is_recording;
            self.recording.revision += 1;
            self.effects.push_back(RoomEffect::RecordingChanged);
        }
        let check_at = self.recording.check_at.unwrap_or(now + CHECK_INTERVAL);
        self.recording.check_at = is_watched.then_some(check_at);
    }

    /// Warns the publishers of recorded tracks that carry nothing. `last_media` is when a track's last packet came.
    pub(super) fn check_media(&mut self, last_media: impl Fn(TrackSid) -> Option<Instant>, now: Instant) {
        if self.recording.check_at.is_none_or(|at| at > now) {
            return;
        }
        self.recording.check_at = Some(now + CHECK_INTERVAL);
        for participant in
            self.participants.values_mut().filter(|participant| participant.wants_media_warnings())
        {
            let mut is_changed = false;
            for publication in participant.publications_mut() {
                let Some(Recorded { since, .. }) = publication.recorded else { continue };
                let heard = last_media(publication.sid).map_or(since, |at| at.max(since));
                if now >= heard + SILENCE_LIMIT {
                    is_changed |=
                        publication.warning.replace(MediaWarning::NoMedia) != Some(MediaWarning::NoMedia);
                } else {
                    is_changed |= resolve(&mut publication.warning);
                }
            }
            if is_changed {
                participant.bump_warnings_revision();
                self.effects.push_back(RoomEffect::WarningsChanged(participant.sid()));
            }
        }
    }

    /// Tells a participant its warnings again: the library drops those that come before it is told the whole state.
    pub fn repeat_warnings(&mut self, sid: ParticipantSid) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if participant.publications().any(|publication| publication.warning.is_some()) {
            participant.bump_warnings_revision();
            self.effects.push_back(RoomEffect::WarningsChanged(sid));
        }
    }
}

/// Takes a warning back; whether there was one.
fn resolve(warning: &mut Option<MediaWarning>) -> bool {
    let was_warned = *warning == Some(MediaWarning::NoMedia);
    if was_warned {
        *warning = Some(MediaWarning::Resolved);
    }
    was_warned
}
