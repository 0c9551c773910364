use gloo_timers::callback::Interval;
use web_sys::{HtmlElement, MediaStreamTrack};
use yew::{NodeRef, hook, use_effect_with};

use crate::browser::LevelMeter;

/// Often enough to look alive; the style smooths what is between.
const INTERVAL_MS: u32 = 60;

/// Writes how loud a track is, from 0 to 1, into the custom property `--level` of an element. Nothing is drawn anew.
#[hook]
pub fn use_level(source: Option<MediaStreamTrack>, node: NodeRef) {
    use_effect_with((source, node), |(source, node)| {
        let meter = source.as_ref().and_then(LevelMeter::new);
        let element = node.cast::<HtmlElement>();
        let show = |element: &HtmlElement, level: f32| {
            let percent = (level * 100.0).round().clamp(0.0, 100.0) as u8;
            // A style that cannot be set leaves the meter still.
            let _ =
                element.style().set_property("--level", &format!("{}.{:02}", percent / 100, percent % 100));
        };
        if let Some(element) = &element {
            show(element, 0.0);
        }
        let interval = meter
            .zip(element)
            .map(|(meter, element)| Interval::new(INTERVAL_MS, move || show(&element, meter.level())));
        move || drop(interval)
    });
}
