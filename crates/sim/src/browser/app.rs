//! What a test sets of the app in a browser, and what that app would show.

use std::time::{Duration, Instant};

use room_engine::VideoCodec;
use signaling::rsp::{BandwidthProfile, ParticipantState};

use crate::browser::peer_connection::PeerConnection;
use crate::browser::{Browser, Codecs, DataSettings, ReceivedMessage, VideoReport};
use crate::camera::Camera;

impl Browser {
    /// States that others were seen in, oldest first: identity and state.
    pub fn history(&self) -> &[(String, ParticipantState)] {
        &self.view.history
    }

    /// The error codes with which own tracks were refused.
    pub fn refused_tracks(&self) -> Vec<u32> {
        self.view.published.values().filter_map(|outcome| outcome.as_ref().err().copied()).collect()
    }

    /// The error codes with which subscriptions to others' tracks failed.
    pub fn failed_subscriptions(&self) -> Vec<u32> {
        self.view.failed.values().copied().collect()
    }

    /// Messages of data tracks received so far, of everybody.
    pub fn messages(&self) -> &[ReceivedMessage] {
        self.receiver.messages()
    }

    pub(crate) fn count_messages(&self, text: &str) -> usize {
        self.receiver.count(text)
    }

    /// What this browser saw of a participant's newest video so far; all zeros if nothing came.
    pub fn video_of(&self, identity: &str) -> VideoReport {
        let participant =
            self.view.participants.values().find(|participant| participant.identity == identity);
        let tracks = participant.map(|participant| participant.tracks.as_slice()).unwrap_or_default();
        let mut reports = tracks
            .iter()
            .rev()
            .filter_map(|track| self.receiver.received(self.view.subscribed.get(&track.sid)?)?.video());
        reports.next().unwrap_or_default()
    }

    /// The newest audio level that came of a participant, in decibel below the loudest.
    pub fn loudness_of(&self, identity: &str) -> Option<i8> {
        let participant =
            self.view.participants.values().find(|participant| participant.identity == identity)?;
        participant
            .tracks
            .iter()
            .find_map(|track| self.receiver.received(self.view.subscribed.get(&track.sid)?)?.audio_level)
    }

    /// How many packets of RTCP came on its connection.
    pub fn feedback(&self) -> usize {
        self.connection.as_ref().map_or(0, PeerConnection::feedback)
    }

    /// How often this browser restarted ICE on its connection.
    pub fn ice_restarts(&self) -> u32 {
        self.connection.as_ref().map_or(0, PeerConnection::ice_restarts)
    }

    /// Which layers of an own video are encoded.
    pub fn enabled_layers(&self, publication: u16) -> Vec<bool> {
        let publication = self.publications.iter().find(|known| known.number == publication);
        match (&self.connection, publication) {
            (Some(connection), Some(publication)) => connection.enabled_layers(&publication.id),
            _ => Vec::new(),
        }
    }

    /// How the channel of a participant's data track was opened towards this browser.
    pub fn channel_settings(&mut self, track: &str) -> Option<DataSettings> {
        let delivery = self.receiver.delivery_of(track)?.to_owned();
        self.connection.as_mut()?.channel_settings(&delivery)
    }

    /// Closes the channel that the server opened for a participant's data track, as no library does.
    pub(crate) fn close_channel_of(&mut self, track: &str, now: Instant) {
        let mut tracks = self.view.participants.values().flat_map(|participant| &participant.tracks);
        let sid = tracks.find(|known| known.name == track).map(|known| &known.sid);
        let delivery = sid.and_then(|sid| self.view.subscribed.get(sid));
        if let (Some(delivery), Some(connection)) = (delivery, &mut self.connection) {
            connection.close_channel(delivery, now);
        }
    }

    /// The profile that the app connects with.
    pub fn set_bandwidth_profile(&mut self, profile: Option<BandwidthProfile>) {
        self.bandwidth_profile = profile;
    }

    /// The camera of videos that are published from now on.
    pub fn set_camera(&mut self, camera: Camera) {
        self.camera = camera;
    }

    /// How data tracks are sent that are published from now on.
    pub fn set_data_settings(&mut self, settings: DataSettings) {
        self.data_settings = settings;
    }

    /// What it offers from the next join on.
    pub fn set_codecs(&mut self, codecs: Codecs) {
        self.codecs = codecs;
    }

    /// What its pictures are said to be, if that is agreed on. They are never more than VP8 within, so subscribers cannot
    /// start with them.
    pub fn set_video_codec(&mut self, codec: VideoCodec) {
        self.video_codec = codec;
    }

    /// How loud its user is, in decibel below the loudest: -30 is a voice, -90 a quiet room.
    pub fn set_loudness(&mut self, loudness: i8) {
        self.loudness = loudness;
    }

    /// How often sound is sent: 20 ms is what real browsers do.
    pub fn set_sound_interval(&mut self, interval: Duration) {
        self.sound_interval = interval;
    }

    /// Makes the app connect with `automaticSubscription: false`.
    pub fn set_subscribes(&mut self, subscribes: bool) {
        self.subscribes = subscribes;
    }
}
