use std::cell::Cell;

use gloo_timers::callback::Interval;

use crate::browser;

/// Long enough to count by, and short enough to help soon.
const INTERVAL_MS: u32 = 2000;

/// Tells again and again how many pictures of ourselves were shown, and within how many seconds, for as long as what is
/// returned lives. A hidden picture tells nothing.
pub fn watch_own_frames(mut note: impl FnMut(u32, f64) + 'static) -> Interval {
    let before = Cell::new(None::<u32>);
    Interval::new(INTERVAL_MS, move || {
        let shown = browser::own_frames();
        let last = before.replace(shown);
        if let Some(pictures) = shown.zip(last).and_then(|(now, last)| now.checked_sub(last)) {
            note(pictures, f64::from(INTERVAL_MS) / 1000.0);
        }
    })
}
