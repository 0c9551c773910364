//! Carries the media of recorded tracks to the shell.

use std::time::Instant;

use crate::allocation::Layer;
use crate::engine::Engine;
use crate::engine::media::Route;
use crate::forward::{key_frame_dimensions, primary_block};
use crate::id::{ParticipantSid, RecordingSid, RoomSid, TrackSid};
use crate::io::Output;
use crate::peer::MediaPacket;
use crate::recorded::{RecordedCodec, RecordedFrame, RecordedTrack, RecordingFault, RecordingOutput};
use crate::recorder::{Frame, Packet, TrackRecorder};
use crate::room::Room;
use crate::sdp::{Codec, REDUNDANT_AUDIO};

/// The recording of one track.
#[derive(Debug)]
pub(super) struct TrackRecording {
    recording: RecordingSid,
    room: RoomSid,
    /// A track that its publisher has disabled leaves a gap, whatever its browser sends.
    is_enabled: bool,
    /// `None` before the first packet.
    recorder: Option<TrackRecorder>,
}

impl Engine {
    pub(super) fn start_recording(&mut self, room: RoomSid, publisher: ParticipantSid, track: TrackSid) {
        let Some(found) = self.rooms.get(&room) else { return };
        let Some(recording) = found.recording_of(publisher, track) else { return };
        let Some(participant) = found.participant_snapshot(publisher) else { return };
        let Some(track) = participant.tracks.iter().find(|own| own.sid == track).cloned() else { return };
        let route = self.routes.entry(track.sid).or_insert_with(|| Route::new(publisher));
        let is_enabled = track.enabled;
        route.recording = Some(TrackRecording { recording, room, is_enabled, recorder: None });
        let started = RecordedTrack { recording, room: found.snapshot(), participant, track };
        self.outputs.push_back(Output::Recording(RecordingOutput::Started(Box::new(started))));
    }

    pub(super) fn end_recording(&mut self, track: TrackSid, recording: RecordingSid) {
        let Some(route) = self.routes.get_mut(&track) else { return };
        let Some(mut ended) = route.recording.take_if(|own| own.recording == recording) else { return };
        let mut frames = Vec::new();
        if let Some(recorder) = &mut ended.recorder {
            recorder.finish(&mut frames);
            let codec = recorder.codec();
            self.write_frames(recording, codec, frames);
        }
        let output = RecordingOutput::Ended { recording, fault: None };
        self.outputs.push_back(Output::Recording(output));
    }

    /// The shell gave a recording up. Its track may be recorded again when there are new rules.
    pub(super) fn handle_recording_failed(&mut self, room: RoomSid, recording: RecordingSid, now: Instant) {
        self.with_room(room, now, |room, random| room.fail_recording(recording, random, now));
    }

    /// The publisher enabled or disabled a track.
    pub(super) fn switch_recording(&mut self, track: TrackSid, is_enabled: bool, now: Instant) {
        let Some(route) = self.routes.get_mut(&track) else { return };
        let Some(own) = &mut route.recording else { return };
        own.is_enabled = is_enabled;
        let Some(recorder) = &mut own.recorder else { return };
        if is_enabled {
            let wanted = recorder.take_wanted_key_frame();
            self.request_key_frames(track, wanted, now);
            return;
        }
        let mut frames = Vec::new();
        recorder.finish(&mut frames);
        let (recording, codec) = (own.recording, recorder.codec());
        self.write_frames(recording, codec, frames);
    }

    /// Takes a packet of a recorded track.
    pub(super) fn record(&mut self, publisher: ParticipantSid, packet: &MediaPacket, now: Instant) {
        let Some(route) = self.routes.get_mut(&packet.track) else { return };
        let Some(own) = route.recording.as_mut().filter(|own| own.is_enabled) else { return };
        let Some(seat) = self.seats.get(&publisher) else { return };
        let Some(codec) = seat.peer.capabilities().codec(packet.payload_type) else { return };
        let (room, recording) = (own.room, own.recording);
        let Some(recorded) = recorded_codec(codec) else {
            route.recording = None;
            let fault = Some(RecordingFault::CodecNotSupported);
            self.outputs.push_back(Output::Recording(RecordingOutput::Ended { recording, fault }));
            self.with_room(room, now, |room, random| room.fail_recording(recording, random, now));
            return;
        };
        if own.recorder.as_ref().is_some_and(|recorder| recorder.codec() != recorded) {
            // A file has one codec.
            self.with_room(room, now, |room, random| room.renew_recording(recording, random, now));
            return;
        }
        let recorder = own.recorder.get_or_insert_with(|| {
            let layers = seat.peer.uplink_layers(packet.track, now);
            TrackRecorder::new(recorded, best_layer(&layers, packet.layer))
        });
        let mut frames = Vec::new();
        recorder.push(as_recorded(packet, codec), &mut frames);
        let wanted = recorder.take_wanted_key_frame();
        self.write_frames(recording, recorded, frames);
        self.request_key_frames(packet.track, wanted, now);
    }

    /// Records a track in the best of its layers.
    pub(super) fn choose_recorded_layer(&mut self, track: TrackSid, layers: &[Layer], now: Instant) {
        let Some(route) = self.routes.get_mut(&track) else { return };
        let Some(own) = route.recording.as_mut().filter(|own| own.is_enabled) else { return };
        let Some(recorder) = &mut own.recorder else { return };
        recorder.set_layer(best_layer(layers, recorder.layer()));
        let wanted = recorder.take_wanted_key_frame();
        self.request_key_frames(track, wanted, now);
    }

    fn request_key_frames(&mut self, track: TrackSid, layer: Option<usize>, now: Instant) {
        if let Some(layer) = layer {
            self.request_key_frame(track, layer, now);
        }
    }

    fn write_frames(&mut self, recording: RecordingSid, codec: RecordedCodec, frames: Vec<Frame>) {
        self.outputs.extend(frames.into_iter().map(|frame| {
            let Frame { at, is_key_frame, dimensions, data } = frame;
            let frame = RecordedFrame { recording, codec, at, is_key_frame, dimensions, data };
            Output::Recording(RecordingOutput::Frame(frame))
        }));
    }

    fn with_room(
        &mut self,
        sid: RoomSid,
        now: Instant,
        change: impl FnOnce(&mut Room, &mut dyn crate::verifier::RandomSource),
    ) {
        if let Some(room) = self.rooms.get_mut(&sid) {
            change(room, &mut *self.random);
        }
        self.carry_out(sid, now);
    }
}

fn recorded_codec(codec: &Codec) -> Option<RecordedCodec> {
    const KNOWN: [(&str, RecordedCodec); 4] = [
        ("opus", RecordedCodec::Opus),
        (REDUNDANT_AUDIO, RecordedCodec::Opus),
        ("H264", RecordedCodec::H264),
        ("VP8", RecordedCodec::Vp8),
    ];
    KNOWN.iter().find(|(name, _)| codec.is(name)).map(|(_, recorded)| *recorded)
}

fn as_recorded(packet: &MediaPacket, codec: &Codec) -> Packet {
    let header = &packet.header;
    let payload = if codec.is(REDUNDANT_AUDIO) {
        primary_block(&packet.payload).unwrap_or_default().into()
    } else {
        packet.payload.clone()
    };
    let dimensions = header.starts_key_frame.then(|| key_frame_dimensions(codec, &packet.payload)).flatten();
    Packet {
        layer: packet.layer,
        source: header.source,
        sequence_number: header.sequence_number,
        timestamp: header.timestamp,
        clock_rate: header.clock_rate,
        marker: packet.marker,
        starts_key_frame: header.starts_key_frame,
        dimensions,
        payload,
        received: packet.received,
    }
}

/// The layer with the largest picture among those that arrive; among equal ones the present one, else the highest.
fn best_layer(layers: &[Layer], present: usize) -> usize {
    let active = || layers.iter().enumerate().filter(|(_, layer)| layer.is_active);
    let area = |layer: &Layer| layer.dimensions.map(|size| u64::from(size.width) * u64::from(size.height));
    let is_measured = active().all(|(_, layer)| layer.dimensions.is_some());
    let rank = |(index, layer): &(usize, &Layer)| {
        let area = area(layer).filter(|_| is_measured);
        (area, area.is_some() && *index == present, *index)
    };
    active().max_by_key(rank).map_or(present, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::Dimensions;

    fn layer(size: Option<(u32, u32)>, is_active: bool) -> Layer {
        let dimensions = size.map(|(width, height)| Dimensions { width, height });
        Layer { bitrate: 1, dimensions, is_active }
    }

    #[test]
    fn sound_and_pictures_are_recorded_in_the_codecs_that_twilio_has() {
        let recorded = |name: &str| {
            let name = name.to_owned();
            let codec = Codec {
                payload_type: 96,
                name,
                clock_rate: 90_000,
                channels: None,
                fmtp: None,
                feedback: Vec::new(),
                rtx: None,
            };
            recorded_codec(&codec)
        };
        for (name, codec) in
            [("opus", RecordedCodec::Opus), ("RED", RecordedCodec::Opus), ("vp8", RecordedCodec::Vp8)]
        {
            assert_eq!(recorded(name), Some(codec), "{name}");
        }
        assert_eq!(recorded("H264"), Some(RecordedCodec::H264));
        for name in ["VP9", "AV1", "PCMU"] {
            assert_eq!(recorded(name), None, "{name}");
        }
    }

    #[test]
    fn the_best_layer_is_the_largest_that_arrives() {
        let [small, middle, large] = [Some((320, 180)), Some((640, 360)), Some((1280, 720))];
        let all = [layer(small, true), layer(middle, true), layer(large, true)];
        assert_eq!(best_layer(&all, 0), 2);
        assert_eq!(best_layer(&[layer(small, true), layer(middle, true), layer(large, false)], 2), 1);
        assert_eq!(best_layer(&[layer(large, true), layer(middle, true), layer(small, true)], 2), 0);
        assert_eq!(best_layer(&[layer(None, true), layer(middle, true), layer(None, true)], 1), 2);
    }

    #[test]
    fn the_layer_stays_without_a_reason_to_change_it() {
        let same = Some((640, 360));
        assert_eq!(best_layer(&[layer(same, true), layer(same, true), layer(same, true)], 1), 1);
        assert_eq!(best_layer(&[layer(same, false), layer(same, false)], 0), 0);
        assert_eq!(best_layer(&[], 0), 0);
    }
}
