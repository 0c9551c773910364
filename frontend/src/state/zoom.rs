//! Looking closer at a shared screen.

use std::rc::Rc;

use yew::Reducible;

/// The closest look.
const SCALE_LIMIT: f64 = 6.0;

/// What one press of a button, or one notch of a wheel, does.
pub const STEP: f64 = 1.25;

/// A press of an arrow key moves by this share of the frame.
const KEY_MOVE: f64 = 0.1;

/// How a picture is enlarged and moved within its frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    /// 1 is the whole picture.
    pub scale: f64,
    /// How far the picture's center is from the frame's, as a share of the frame.
    pub x: f64,
    pub y: f64,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { scale: 1.0, x: 0.0, y: 0.0 }
    }
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZoomAction {
    /// See [`Zoom::closer`].
    Closer {
        factor: f64,
        x: f64,
        y: f64,
    },
    /// By a share of the frame.
    Moved {
        x: f64,
        y: f64,
    },
    Whole,
}

impl ZoomAction {
    /// What a key wants; `None` if it wants nothing here.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "+" | "=" => Some(Self::Closer { factor: STEP, x: 0.0, y: 0.0 }),
            "-" => Some(Self::Closer { factor: 1.0 / STEP, x: 0.0, y: 0.0 }),
            "0" => Some(Self::Whole),
            "ArrowLeft" => Some(Self::Moved { x: KEY_MOVE, y: 0.0 }),
            "ArrowRight" => Some(Self::Moved { x: -KEY_MOVE, y: 0.0 }),
            "ArrowUp" => Some(Self::Moved { x: 0.0, y: KEY_MOVE }),
            "ArrowDown" => Some(Self::Moved { x: 0.0, y: -KEY_MOVE }),
            _ => None,
        }
    }
}

impl Reducible for Zoom {
    type Action = ZoomAction;

    fn reduce(self: Rc<Self>, action: ZoomAction) -> Rc<Self> {
        let next = match action {
            ZoomAction::Closer { factor, x, y } => self.closer(factor, x, y),
            ZoomAction::Moved { x, y } => self.moved(x, y),
            ZoomAction::Whole => Self::default(),
        };
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Zoom {
    pub fn is_whole(self) -> bool {
        self.scale <= 1.0
    }

    /// Closer by `factor`, or farther where it is below 1; the point under (`x`, `y`), from the frame's center as a
    /// share of the frame, stays where it is.
    fn closer(self, factor: f64, x: f64, y: f64) -> Self {
        let scale = (self.scale * factor).clamp(1.0, SCALE_LIMIT);
        let change = scale / self.scale;
        Self { scale, x: x - (x - self.x) * change, y: y - (y - self.y) * change }.kept()
    }

    /// Moved by a share of the frame.
    fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }.kept()
    }

    /// The value of the CSS property `transform`.
    pub fn transform(self) -> String {
        // Whole numbers: what prints others weighs as much as a component.
        let [scale, x, y] =
            [self.scale, self.x * 100.0, self.y * 100.0].map(|value| (value * 1000.0).round() as i32);
        format!("translate(calc({x}% / 1000), calc({y}% / 1000)) scale(calc({scale} / 1000))")
    }

    /// The picture's edges stay outside of the frame.
    fn kept(self) -> Self {
        let limit = (self.scale - 1.0) / 2.0;
        Self { x: self.x.clamp(-limit, limit), y: self.y.clamp(-limit, limit), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closer_and_farther_have_ends() {
        let close = (0..50).fold(Zoom::default(), |zoom, _| zoom.closer(STEP, 0.0, 0.0));
        assert_eq!(close.scale, SCALE_LIMIT);
        let far = (0..50).fold(close, |zoom, _| zoom.closer(1.0 / STEP, 0.3, 0.1));
        assert_eq!(far, Zoom::default());
        assert!(far.is_whole());
    }

    #[test]
    fn the_point_under_the_pointer_stays() {
        let zoom = Zoom::default().closer(2.0, 0.25, -0.25);
        // The point was a quarter from the center and is half a frame from the picture's center by now.
        assert_eq!((zoom.x + 0.5, zoom.y - 0.5), (0.25, -0.25));
    }

    #[test]
    fn no_edge_comes_into_the_frame() {
        let zoom = Zoom::default().closer(2.0, 0.0, 0.0).moved(9.0, -9.0);
        assert_eq!((zoom.x, zoom.y), (0.5, -0.5));
        assert_eq!(Zoom::default().moved(1.0, 1.0), Zoom::default());
    }

    #[test]
    fn keys_look_around_and_back() {
        let look = |keys: &[&str]| {
            let actions = keys.iter().filter_map(|key| ZoomAction::of_key(key));
            *actions.fold(Rc::new(Zoom::default()), Zoom::reduce)
        };
        assert_eq!(look(&["+", "ArrowRight", "ArrowDown", "x", "0"]), Zoom::default());
        let close = look(&["+", "+", "ArrowRight"]);
        assert!(close.scale > 1.5 && close.x == -KEY_MOVE);
    }

    #[test]
    fn what_css_is_told() {
        assert_eq!(
            Zoom { scale: 2.0, x: 0.5, y: -0.25 }.transform(),
            "translate(calc(50000% / 1000), calc(-25000% / 1000)) scale(calc(2000 / 1000))"
        );
    }
}
