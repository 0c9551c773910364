//! What fingers, or a pressed mouse button, want of a shared screen.

use super::zoom::ZoomAction;

/// A place on the frame in CSS pixels, from its center.
pub type Point = (f64, f64);

/// Nearer to each other than this, in CSS pixels, fingers tell nothing.
const NEAREST: f64 = 8.0;

/// The pointers that are down on the frame: the first two, since no more are needed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointers(Vec<(i32, Point)>);

impl Pointers {
    pub fn down(&mut self, id: i32, at: Point) {
        self.up(id);
        if self.0.len() < 2 {
            self.0.push((id, at));
        }
    }

    pub fn up(&mut self, id: i32) {
        self.0.retain(|(known, _)| *known != id);
    }

    /// One pointer moves the picture, two also bring it closer. `frame`: its width and height in CSS pixels.
    pub fn moved(&mut self, id: i32, at: Point, frame: Point) -> Vec<ZoomAction> {
        let before = self.0.clone();
        let Some(pointer) = self.0.iter_mut().find(|(known, _)| *known == id) else { return Vec::new() };
        pointer.1 = at;
        let share = |(x, y): Point| (x / frame.0.max(1.0), y / frame.1.max(1.0));
        let (from, to) = (center(&before), center(&self.0));
        let mut actions = Vec::with_capacity(2);
        if let (Some(before), Some(now)) = (distance(&before), distance(&self.0)) {
            let (x, y) = share(from);
            actions.push(ZoomAction::Closer { factor: now / before, x, y });
        }
        let (x, y) = share((to.0 - from.0, to.1 - from.1));
        actions.push(ZoomAction::Moved { x, y });
        actions
    }
}

fn center(pointers: &[(i32, Point)]) -> Point {
    let count = pointers.len().max(1) as f64;
    let (x, y) = pointers.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
    (x / count, y / count)
}

/// `None` unless there are two that are far enough apart.
fn distance(pointers: &[(i32, Point)]) -> Option<f64> {
    let [(_, one), (_, other)] = pointers else { return None };
    let distance = (one.0 - other.0).hypot(one.1 - other.1);
    (distance >= NEAREST).then_some(distance)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::zoom::Zoom;
    use super::*;

    const FRAME: Point = (400.0, 200.0);

    fn zoom(zoom: Zoom, actions: Vec<ZoomAction>) -> Zoom {
        *actions.into_iter().fold(Rc::new(zoom), Zoom::reduce)
    }

    #[test]
    fn two_fingers_that_part_bring_the_picture_closer_where_they_are() {
        let mut pointers = Pointers::default();
        pointers.down(1, (50.0, 0.0));
        pointers.down(2, (150.0, 0.0));
        let near = zoom(Zoom::default(), pointers.moved(1, (0.0, 0.0), FRAME));
        let near = zoom(near, pointers.moved(2, (200.0, 0.0), FRAME));
        assert!((near.scale - 2.0).abs() < 1e-9, "{near:?}");
        // What was between the fingers, a quarter of the frame from the center, still is.
        assert!((near.x + 0.25 * 2.0 - 0.25).abs() < 1e-9, "{near:?}");
        let far = zoom(near, pointers.moved(2, (20.0, 0.0), FRAME));
        assert!(far.is_whole());
    }

    #[test]
    fn one_finger_moves_what_is_close() {
        let mut pointers = Pointers::default();
        pointers.down(1, (0.0, 0.0));
        let close = Zoom { scale: 3.0, ..Zoom::default() };
        let moved = zoom(close, pointers.moved(1, (40.0, -20.0), FRAME));
        assert_eq!((moved.scale, moved.x, moved.y), (3.0, 0.1, -0.1));
        assert_eq!(zoom(Zoom::default(), pointers.moved(1, (90.0, 0.0), FRAME)), Zoom::default());
    }

    #[test]
    fn lifted_and_third_fingers_do_nothing() {
        let mut pointers = Pointers::default();
        for id in 1..=3 {
            pointers.down(id, (f64::from(id) * 50.0, 0.0));
        }
        assert!(pointers.moved(3, (0.0, 0.0), FRAME).is_empty());
        pointers.up(1);
        assert!(pointers.moved(1, (0.0, 0.0), FRAME).is_empty());
        assert_eq!(pointers.moved(2, (100.0, 0.0), FRAME), [ZoomAction::Moved { x: 0.0, y: 0.0 }]);
    }

    #[test]
    fn fingers_that_touch_do_not_jump() {
        let mut pointers = Pointers::default();
        pointers.down(1, (0.0, 0.0));
        pointers.down(2, (0.0, 0.0));
        assert_eq!(pointers.moved(2, (100.0, 0.0), FRAME).len(), 1);
    }
}
