use gloo_events::EventListener;
use shared::RoomName;
use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::browser;
use crate::state::call::{CallState, Phase};
use crate::state::failure::Failure;

/// Brings the person back without a click where they never meant to go: after a reload of the page, and when a network
/// is there again that took the call along. `is_ready`: the devices have answered.
#[hook]
pub fn use_rejoin(room: RoomName, call: &CallState, is_ready: bool, rejoin: Callback<()>) {
    let was_in_call = use_mut_ref({
        let room = room.clone();
        move || browser::is_reloaded() && browser::call_of_tab().as_deref() == Some(room.as_str())
    });
    use_effect_with((is_ready, rejoin.clone()), move |(is_ready, rejoin)| {
        if *is_ready && was_in_call.replace(false) {
            rejoin.emit(());
        }
    });
    // A page that goes for a reload must leave the mark as it is.
    let mark = match (call.phase, &call.failure) {
        (Phase::Connected | Phase::Reconnecting(_), _) => Some(true),
        (Phase::Ended, Some(Failure::LeftPage)) | (Phase::Idle | Phase::Connecting, _) => None,
        (Phase::Ended, _) => Some(false),
    };
    use_effect_with((mark, room), |(mark, room)| match mark {
        Some(true) => browser::mark_tab_in_call(Some(room.as_str())),
        Some(false) => browser::mark_tab_in_call(None),
        None => {}
    });
    let waits =
        call.phase == Phase::Ended && call.failure.as_ref().is_some_and(Failure::ends_with_the_outage);
    use_effect_with((waits, rejoin), |(waits, rejoin)| {
        let rejoin = rejoin.clone();
        let listener = waits
            .then(web_sys::window)
            .flatten()
            .map(|window| EventListener::new(&window, "online", move |_| rejoin.emit(())));
        move || drop(listener)
    });
}
