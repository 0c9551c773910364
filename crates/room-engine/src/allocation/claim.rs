//! What each track may get, put so that tracks can be compared.

use super::desire::nominal_bitrate;
use super::distribution::Rung;
use super::history::History;
use super::rank::Standing;
use super::{Dimensions, Layer, Mode, RenderDimensions};

/// What can be sent of a track, from the least: its active layers up to the desired one, or else the lowest above it.
pub(super) fn rungs(layers: &[Layer], desired: usize, history: &History) -> Vec<Rung> {
    let active = || layers.iter().enumerate().filter(|(_, layer)| layer.is_active);
    let above = active().find(|(index, _)| *index > desired);
    let mut within = active().take_while(|(index, _)| *index <= desired).peekable();
    let chosen: Vec<_> = if within.peek().is_some() { within.collect() } else { above.into_iter().collect() };

    // A layer whose measured bitrate is below that of a lower layer must not look like a saving.
    let (mut bitrate, mut peak) = (0, 0);
    chosen
        .into_iter()
        .map(|(index, layer)| {
            bitrate = bitrate_of(layer, index).min(MAX_BITRATE).max(bitrate);
            peak = history.peak(index).min(MAX_BITRATE).max(bitrate).max(peak);
            Rung { layer: index, bitrate, peak }
        })
        .collect()
}

/// Measured, or else what such a layer usually needs; in bits per second.
pub(super) fn bitrate_of(layer: &Layer, index: usize) -> u64 {
    if layer.bitrate == 0 { nominal_bitrate(layer, index) } else { layer.bitrate }
}

/// How much of the bandwidth a track gets compared with others: in [`Mode::Collaboration`] in proportion to the render
/// dimensions of its priority, as the library documents it (`BandwidthProfileMode` in `lib/connect.js`).
pub(super) fn weight(mode: Mode, render_dimensions: Option<Dimensions>, standing: Standing) -> u64 {
    match mode {
        Mode::Grid | Mode::Presentation => 1,
        Mode::Collaboration => {
            let dimensions = render_dimensions.unwrap_or(RenderDimensions::default_of(standing.priority));
            let weight = dimensions.pixels().clamp(1, MAX_WEIGHT);
            if standing.is_dominant { weight * DOMINANT_WEIGHT } else { weight }
        }
    }
}

/// What the dominant speaker counts for beside a track of the same priority: twice its width and height.
const DOMINANT_WEIGHT: u64 = 4;

/// In bits per second; keeps sums and products within their types.
const MAX_BITRATE: u64 = 1 << 40;

/// In pixels; keeps products within their types.
const MAX_WEIGHT: u64 = 1 << 40;
