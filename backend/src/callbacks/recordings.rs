//! Callbacks about recordings.

use std::time::SystemTime;

use room_engine::{RecordedTrack, TrackKind};

use crate::callbacks::{Callback, Callbacks, Parameters, kind_name, participant_parameters};
use crate::recording::{Metadata, RecordingEvent};

impl Callbacks {
    /// Sends a callback about a recording if its room has somebody to tell.
    pub fn report_recording(&self, track: &RecordedTrack, event: RecordingEvent<'_>, now: SystemTime) {
        let Some(receiver) = track.room.settings.status_callback.clone() else { return };
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
        self.send(Callback { room: track.room.sid, receiver, parameters });
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
