//! Which layer serves what a subscriber renders.

use super::{Dimensions, Layer};

/// The lowest layer that covers `wanted`, else the highest; `None` only without layers.
pub(super) fn desired_layer(layers: &[Layer], wanted: Option<Dimensions>) -> Option<usize> {
    let highest = layers.len().checked_sub(1)?;
    let Some(wanted) = wanted else { return Some(highest) };
    if wanted.pixels() == 0 {
        return Some(0);
    }
    let covering = (0..layers.len())
        .find(|index| dimensions_of(layers, *index).is_some_and(|layer| covers(layer, wanted)));
    Some(covering.unwrap_or(highest))
}

/// Known from its key frames, or guessed from the nearest known layer: each has twice the width and height of the one
/// below, unless the publisher shows otherwise.
fn dimensions_of(layers: &[Layer], index: usize) -> Option<Dimensions> {
    let known = |at: usize| layers.get(at).and_then(|layer| layer.dimensions);
    let doubled = |length: u32, times: usize| length.saturating_mul(1 << times.min(16));
    let halved = |length: u32, times: usize| length >> times.min(16);
    if let Some(dimensions) = known(index) {
        return Some(dimensions);
    }
    (1..layers.len()).find_map(|distance| {
        let below = index.checked_sub(distance).and_then(known).map(|below| Dimensions {
            width: doubled(below.width, distance),
            height: doubled(below.height, distance),
        });
        below.or_else(|| {
            known(index + distance).map(|above| Dimensions {
                width: halved(above.width, distance),
                height: halved(above.height, distance),
            })
        })
    })
}

/// Encoders round dimensions, and nobody sees that a picture is stretched by an eighth: that is not worth several times
/// the bitrate.
fn covers(layer: Dimensions, wanted: Dimensions) -> bool {
    let enough = |has: u32, wants: u32| u64::from(has) * 9 >= u64::from(wants) * 8;
    enough(layer.width, wanted.width) && enough(layer.height, wanted.height)
}

/// What a layer may need of which nothing was measured yet, in bits per second.
///
/// Browsers give the library's layers about 2.6 bit per pixel and second: 320x180 has 150 kbit/s, 1280x720 has 2.5 Mbit/s.
/// A lowest layer starts with 300 kbit/s at most, whatever its size, and grows while it is measured.
pub(super) fn nominal_bitrate(layer: &Layer, index: usize) -> u64 {
    let bitrate = match layer.dimensions {
        Some(dimensions) => dimensions.pixels().saturating_mul(26) / 10,
        None => match index {
            0 => 150_000,
            1 => 600_000,
            _ => 2_400_000,
        },
    };
    if index == 0 { bitrate.min(300_000) } else { bitrate }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `layers` and `wanted` in width and height.
    #[track_caller]
    fn check(layers: &[Option<(u32, u32)>], wanted: (u32, u32), desired: usize) {
        let dimensions = |(width, height)| Dimensions { width, height };
        let layers: Vec<_> = layers
            .iter()
            .map(|layer| Layer { bitrate: 0, dimensions: layer.map(dimensions), is_active: true })
            .collect();
        assert_eq!(desired_layer(&layers, Some(dimensions(wanted))), Some(desired));
    }

    const HD: [Option<(u32, u32)>; 3] = [Some((320, 180)), Some((640, 360)), Some((1280, 720))];

    #[test]
    fn lowest_layer_that_covers_what_is_rendered() {
        check(&HD, (320, 180), 0);
        check(&HD, (640, 360), 1);
        check(&HD, (1280, 720), 2);
        check(&HD, (321, 181), 0);
        check(&HD, (400, 225), 1);
        check(&HD, (100, 300), 1);
    }

    #[test]
    fn highest_layer_when_none_covers() {
        check(&HD, (3840, 2160), 2);
        assert_eq!(desired_layer(&[], None), None);
    }

    #[test]
    fn lowest_layer_for_no_dimensions_at_all() {
        check(&HD, (0, 0), 0);
        check(&[None, None, None], (0, 0), 0);
    }

    #[test]
    fn equal_layers_are_served_from_the_lowest() {
        check(&[Some((1280, 720)); 3], (640, 360), 0);
    }

    #[test]
    fn unknown_layers_are_guessed_from_their_neighbors() {
        check(&[Some((320, 180)), None, None], (640, 360), 1);
        check(&[None, None, Some((1280, 720))], (320, 180), 0);
        check(&[None, None, None], (320, 180), 2);
    }
}
