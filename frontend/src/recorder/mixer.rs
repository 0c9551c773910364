use std::collections::BTreeMap;

use wasm_bindgen::JsCast;
use web_sys::{
    AudioContext, MediaStream, MediaStreamAudioDestinationNode, MediaStreamAudioSourceNode, MediaStreamTrack,
};

use crate::browser;

/// Makes one sound of many, which can come and go.
pub struct Mixer {
    context: AudioContext,
    output: MediaStreamAudioDestinationNode,
    /// By the tracks' ids.
    inputs: BTreeMap<String, MediaStreamAudioSourceNode>,
}

impl Mixer {
    /// `None` where the browser has no Web Audio.
    pub fn new() -> Option<Self> {
        let context = AudioContext::new().ok()?;
        let output = context.create_media_stream_destination().ok()?;
        // Somebody has just pressed a button, so the browser lets it run.
        browser::ignore(context.resume());
        Some(Self { context, output, inputs: BTreeMap::new() })
    }

    /// The mixed sound.
    pub fn track(&self) -> Option<MediaStreamTrack> {
        self.output.stream().get_audio_tracks().get(0).dyn_into().ok()
    }

    /// Mixes these tracks and no others.
    pub fn mix(&mut self, tracks: &[MediaStreamTrack]) {
        self.inputs.retain(|id, input| {
            let stays = tracks.iter().any(|track| track.id() == *id);
            if !stays {
                // What is disconnected already needs nothing more.
                let _ = input.disconnect();
            }
            stays
        });
        for track in tracks {
            if !self.inputs.contains_key(&track.id())
                && let Some(input) = self.connect(track)
            {
                self.inputs.insert(track.id(), input);
            }
        }
    }

    fn connect(&self, track: &MediaStreamTrack) -> Option<MediaStreamAudioSourceNode> {
        let stream = MediaStream::new().ok()?;
        stream.add_track(track);
        let input = self.context.create_media_stream_source(&stream).ok()?;
        input.connect_with_audio_node(&self.output).ok()?;
        Some(input)
    }
}

impl Drop for Mixer {
    fn drop(&mut self) {
        browser::ignore(self.context.close());
    }
}
