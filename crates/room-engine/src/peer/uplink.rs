//! What a published track sends: its simulcast layers, measured as they arrive.

use std::time::Instant;

use crate::allocation::{Dimensions, Layer};
use crate::forward::Meter;
use crate::id::TrackSid;
use crate::peer::Peer;
use crate::peer::sections::Uplink;

/// One SSRC that media comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub meter: Meter,
    /// Of the last key frame.
    pub dimensions: Option<Dimensions>,
}

impl Peer {
    /// The layers of a track that this peer publishes, the lowest first; sound and plain video have one. Empty until the
    /// client has described its media.
    pub fn uplink_layers(&self, track: TrackSid, now: Instant) -> Vec<Layer> {
        let Some(uplink) = self.uplink_of(track) else { return Vec::new() };
        let layer = |(ssrc, _): &(u32, Option<u32>)| {
            let source = self.sources.get(ssrc).and_then(Option::as_ref);
            source.map_or_else(Layer::default, |source| Layer {
                bitrate: source.meter.bitrate(now),
                dimensions: source.dimensions,
                is_active: source.meter.is_active(now),
            })
        };
        uplink.layers.iter().map(layer).collect()
    }

    /// The published track and the layer that an SSRC carries.
    pub(super) fn track_of_source(&self, ssrc: u32) -> Option<(TrackSid, usize)> {
        self.sections.iter().filter_map(|section| section.uplink.as_ref()).find_map(|uplink| {
            let layer = uplink.layers.iter().position(|(media, _)| *media == ssrc)?;
            self.published.get(&uplink.id).map(|track| (*track, layer))
        })
    }

    /// The SSRC of a layer of a published track.
    pub(super) fn source_of(&self, track: TrackSid, layer: usize) -> Option<u32> {
        self.uplink_of(track)?.layers.get(layer).map(|(ssrc, _)| *ssrc)
    }

    pub(super) fn count_packet(&mut self, ssrc: u32, bytes: usize, now: Instant) -> Option<&mut Source> {
        let source = self.sources.get_mut(&ssrc)?;
        let source = source.get_or_insert_with(|| Source { meter: Meter::new(now), dimensions: None });
        source.meter.count(bytes, now);
        Some(source)
    }

    fn uplink_of(&self, track: TrackSid) -> Option<&Uplink> {
        let mut uplinks = self.sections.iter().filter_map(|section| section.uplink.as_ref());
        uplinks.find(|uplink| self.published.get(&uplink.id) == Some(&track))
    }
}
