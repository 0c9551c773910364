//! Callbacks about recordings.

use std::time::SystemTime;

use room_engine::{RecordedTrack, TrackKind};

use crate::callbacks::{Callback, Callbacks, Parameters, kind_name, participant_parameters};
use crate::recording::{Metadata, RecordingEvent};

impl Callbacks {
    /// Sends a callback about a recording if its room has somebody to tell.
    pub fn report_recording(&self, track: &RecordedTrack, event: RecordingEvent<'_>, now: SystemTime) {
        let Some(receiver) = track.room.settings.status_callback.clone() else { return };
        let parameters = self.recording_parameters(track, event, now);
        self.send(Callback { room: track.room.sid, receiver, parameters });
    }

    fn recording_parameters(
        &self,
        track: &RecordedTrack,
        event: RecordingEvent<'_>,
        now: SystemTime,
    ) -> Parameters {
        let (name, metadata) = match event {
            RecordingEvent::Started(metadata) => ("recording-started", Some(metadata)),
            RecordingEvent::Completed(metadata) => ("recording-completed", Some(metadata)),
            RecordingEvent::Failed(metadata, _) => ("recording-failed", metadata),
        };
        let mut parameters = self.room_parameters(&track.room, name, now);
        parameters.extend(participant_parameters(&track.participant));
        parameters.extend(about(track, metadata));
        match event {
            RecordingEvent::Started(_) => {}
            RecordingEvent::Completed(metadata) => parameters.extend(result(metadata)),
            RecordingEvent::Failed(_, operation) => {
                parameters.push(("FailedOperation", operation.name().to_owned()));
            }
        }
        parameters
    }
}

fn about(track: &RecordedTrack, metadata: Option<&Metadata>) -> Parameters {
    let is_audio = track.track.kind == TrackKind::Audio;
    let container = if is_audio { "mka" } else { "mkv" };
    let mut parameters = vec![
        ("RecordingSid", track.recording.to_string()),
        ("SourceSid", track.track.sid.to_string()),
        ("RecordingUri", uri(track)),
        ("Container", container.to_owned()),
        ("TrackName", track.track.name.clone()),
        ("Type", kind_name(track.track.kind).to_owned()),
    ];
    if let Some(metadata) = metadata {
        parameters.push(("Codec", metadata.media.codec().to_owned()));
        parameters.push(("OffsetFromTwilioVideoEpoch", metadata.created_at.to_string()));
    }
    parameters
}

fn result(metadata: &Metadata) -> Parameters {
    vec![
        ("MediaUri", format!("/v1/Recordings/{}/Media", metadata.sid)),
        ("Duration", (metadata.duration / 1000).to_string()),
        ("Size", metadata.size.to_string()),
    ]
}

fn uri(track: &RecordedTrack) -> String {
    format!("/v1/Recordings/{}", track.recording)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant, UNIX_EPOCH};

    use room_engine::RecordedCodec;

    use super::*;
    use crate::credentials::Secret;
    use crate::recording::{FailedOperation, tests};

    const COMMON: &str =
        "AccountSid=AC RoomName=standup RoomSid=RM00000000000000000000000000000000 RoomType=group";
    const TRACK: &str = "ParticipantSid=PA02020202020202020202020202020202 ParticipantIdentity=amina \
                         RecordingSid=RT01010101010101010101010101010101 SourceSid=MT01010101010101010101010101010101 \
                         RecordingUri=/v1/Recordings/RT01010101010101010101010101010101 Container=mkv \
                         TrackName=camera Type=video";
    const MEDIA: &str = "Codec=VP8 OffsetFromTwilioVideoEpoch=1767323045678";

    fn told(event: RecordingEvent<'_>) -> String {
        let (callbacks, _courier) = Callbacks::new("AC", Secret::new(""));
        let now = UNIX_EPOCH + Duration::from_millis(1_767_323_050_000);
        let parameters = callbacks.recording_parameters(&tests::track(1, Instant::now()), event, now);
        let pair = |(name, value): (&str, String)| format!("{name}={value}");
        parameters.into_iter().map(pair).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_application_is_told_of_beginning_end_and_failure() {
        let created_at = UNIX_EPOCH + Duration::from_millis(1_767_323_045_678);
        let begun = Metadata::new(&tests::track(1, Instant::now()), RecordedCodec::Vp8, created_at);
        let metadata = Metadata { duration: 41_900, size: 7, ..begun };
        let event = |name: &str| {
            format!("{COMMON} StatusCallbackEvent={name} Timestamp=2026-01-02T03:04:10.000Z {TRACK}")
        };
        assert_eq!(
            told(RecordingEvent::Started(&metadata)),
            format!("{} {MEDIA}", event("recording-started"))
        );
        let uri = "MediaUri=/v1/Recordings/RT01010101010101010101010101010101/Media";
        let completed = format!("{} {MEDIA} {uri} Duration=41 Size=7", event("recording-completed"));
        assert_eq!(told(RecordingEvent::Completed(&metadata)), completed);
        let failed = RecordingEvent::Failed(None, FailedOperation::RecordingStart);
        assert_eq!(told(failed), format!("{} FailedOperation=RecordingStart", event("recording-failed")));
    }
}
