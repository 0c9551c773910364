//! The whole page in a browser, with fakes for the library, the backend and the devices.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

mod call;
mod call_bar;
mod device_choice;
mod devices;
mod failures;
mod home;
mod joining;
mod large_print;
mod layout;
mod name;
mod push_to_talk;
mod quality;
mod screen_share;
mod shortcuts;
mod sound;
mod support;
mod taking_along;
mod talk;
mod window;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
