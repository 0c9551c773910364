use gloo_events::EventListener;
use shared::RoomName;
use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::browser;
use crate::state::call::{CallState, Phase};
use crate::state::failure::Failure;
use crate::state::media::{Device, DeviceState, MediaState};

/// Brings the person back without a click where they never meant to go: after a reload of the page, and when a network
/// is there again that took the call along. Who was muted comes back muted.
#[hook]
pub fn use_rejoin(
    room: RoomName,
    call: &CallState,
    media: MediaState,
    toggle: Callback<Device>,
    rejoin: Callback<()>,
) {
    // What was muted in the call that the reload interrupted; `None` if there was none.
    let interrupted = use_mut_ref({
        let room = room.clone();
        move || {
            let (muted, kept) = browser::call_of_tab().filter(|_| browser::is_reloaded())?;
            (kept == room.as_str()).then_some(muted)
        }
    });
    use_effect_with((media, toggle, rejoin.clone()), move |(media, toggle, rejoin)| {
        if media.is_asking() {
            return;
        }
        let Some(muted) = interrupted.borrow().clone() else { return };
        let is_on = |device: &Device| muted.contains(device) && media.of(*device) == DeviceState::On;
        let still_on: Vec<Device> = [Device::Camera, Device::Microphone].into_iter().filter(is_on).collect();
        if still_on.is_empty() {
            interrupted.replace(None);
            rejoin.emit(());
        }
        for device in still_on {
            toggle.emit(device);
        }
    });
    // A page that goes for a reload must leave the mark as it is.
    let mark = match (call.phase, &call.failure) {
        (Phase::Connected | Phase::Reconnecting(_), _) => Some(true),
        (Phase::Ended, Some(Failure::LeftPage)) | (Phase::Idle | Phase::Connecting, _) => None,
        (Phase::Ended, _) => Some(false),
    };
    use_effect_with((mark, room, media), |(mark, room, media)| match mark {
        Some(true) => {
            let muted = [Device::Camera, Device::Microphone]
                .into_iter()
                .filter(|device| media.of(*device) == DeviceState::Off)
                .collect::<Vec<_>>();
            browser::mark_tab_in_call(&muted, room.as_str());
        }
        Some(false) => browser::mark_tab_out_of_call(),
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
