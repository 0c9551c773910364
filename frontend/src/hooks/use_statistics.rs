use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use serde_json::Value;
use twilio_video::Room;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{hook, use_effect_with, use_state};

use crate::state::statistics::{Line, Rate, Reading};

/// Often enough to follow, and slow enough to read.
const INTERVAL_MS: u32 = 2000;

/// What flows, and by which way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    pub rates: Vec<Rate>,
    pub line: Line,
}

/// The statistics of the room's connections, as long as the caller is there. Nothing else is drawn again for them.
#[hook]
pub fn use_statistics(room: Room) -> Statistics {
    let statistics = use_state(Statistics::default);
    use_effect_with(room, {
        let setter = statistics.setter();
        move |room| {
            let alive = Rc::new(Cell::new(true));
            let before = Rc::new(Cell::new(Reading::default()));
            let look = {
                let (room, alive) = (room.clone(), alive.clone());
                move || {
                    let (room, setter) = (room.clone(), setter.clone());
                    let (before, alive) = (before.clone(), alive.clone());
                    spawn_local(async move {
                        let now = Reading::of(&reports(&room).await);
                        if alive.get() {
                            let rates = now.since(&before.replace(now.clone()));
                            setter.set(Statistics { rates, line: now.line });
                        }
                    });
                }
            };
            look();
            let interval = Interval::new(INTERVAL_MS, look);
            move || {
                alive.set(false);
                drop(interval);
            }
        }
    });
    (*statistics).clone()
}

/// The reports of all connections; a connection that does not answer has none.
async fn reports(room: &Room) -> Vec<Value> {
    let mut reports = Vec::new();
    for connection in room.peer_connections() {
        let Ok(answer) = JsFuture::from(connection.get_stats()).await else { continue };
        let Ok(Some(entries)) = js_sys::try_iter(&answer) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let report = js_sys::Reflect::get_u32(&entry, 1).ok();
            let text = report.and_then(|report| js_sys::JSON::stringify(&report).ok());
            let text = text.and_then(|text| text.as_string());
            reports.extend(text.and_then(|text| serde_json::from_str::<Value>(&text).ok()));
        }
    }
    reports
}
