use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use shared::RoomName;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with, use_state_eq};

use crate::api;

/// Somebody who comes or goes is seen soon, at the cost of a request that takes the backend microseconds.
const INTERVAL_MS: u32 = 5_000;

/// How many are in the room, for as long as somebody waits before it; `None` where nobody can tell.
#[hook]
pub fn use_occupancy(room: RoomName, waiting: bool) -> Option<u32> {
    let occupancy = use_state_eq(|| None);
    use_effect_with((room, waiting), {
        let occupancy = occupancy.setter();
        move |(room, waiting)| {
            let wanted = Rc::new(Cell::new(*waiting));
            let watch = waiting.then(|| {
                let (room, wanted) = (room.clone(), wanted.clone());
                let ask = move || {
                    let (room, wanted, occupancy) = (room.clone(), wanted.clone(), occupancy.clone());
                    spawn_local(async move {
                        let count = api::occupancy(&room).await;
                        if wanted.get() {
                            occupancy.set(count);
                        }
                    });
                };
                ask();
                Interval::new(INTERVAL_MS, ask)
            });
            move || {
                wanted.set(false);
                drop(watch);
            }
        }
    });
    *occupancy
}
