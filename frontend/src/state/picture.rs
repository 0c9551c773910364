//! How large a picture the server shall send.

/// More than this many device pixels for each CSS pixel are not seen in a moving picture.
const PIXEL_RATIO_LIMIT: f64 = 1.5;

/// The most that a picture may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceiling {
    /// As much as it is shown in.
    None,
    /// Faces are recognized, and little is sent.
    Saving,
    /// Text stays readable, and no more is sent.
    SavingScreen,
}

impl Ceiling {
    /// In pixels.
    fn height(self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Saving => Some(180.0),
            Self::SavingScreen => Some(720.0),
        }
    }
}

/// Width and height in pixels, for an element of that size in CSS pixels. `None` while it has none, as when it is hidden.
pub fn wanted(width: i32, height: i32, pixel_ratio: f64, ceiling: Ceiling) -> Option<(u32, u32)> {
    if width < 1 || height < 1 {
        return None;
    }
    let scale = pixel_ratio.clamp(1.0, PIXEL_RATIO_LIMIT);
    let (width, height) = (f64::from(width) * scale, f64::from(height) * scale);
    let shrink = ceiling.height().map_or(1.0, |limit| (limit / height).min(1.0));
    Some(((width * shrink).round() as u32, (height * shrink).round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_wanted_as_large_as_it_is_shown() {
        assert_eq!(wanted(320, 180, 1.0, Ceiling::None), Some((320, 180)));
        assert_eq!(wanted(320, 180, 3.0, Ceiling::None), Some((480, 270)));
        assert_eq!(wanted(320, 180, 0.5, Ceiling::None), Some((320, 180)));
    }

    #[test]
    fn saving_shrinks_and_never_enlarges() {
        assert_eq!(wanted(1280, 720, 1.0, Ceiling::Saving), Some((320, 180)));
        assert_eq!(wanted(160, 90, 1.0, Ceiling::Saving), Some((160, 90)));
        assert_eq!(wanted(1920, 1080, 1.0, Ceiling::SavingScreen), Some((1280, 720)));
    }

    #[test]
    fn what_is_hidden_wants_nothing() {
        assert_eq!(wanted(0, 0, 1.0, Ceiling::None), None);
    }
}
