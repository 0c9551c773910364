//! Parts of the page that are fetched when they are needed first. `cargo xtask` splits the WebAssembly of a release page
//! along the functions that [`part`] makes; otherwise all of it is there from the start.
//!
//! What only a part's own function names goes with the part. What anything else names is loaded by everybody.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::{Callback, hook, use_effect_with, use_state};

use crate::messages::Message;
use crate::notifications::use_notifier;

/// A part did not come: the server is out of reach, or has another version of the page by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartMissing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for PartMissing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Makes an asynchronous function that fetches a part and gives what is named there.
macro_rules! part {
    ($part:ident, fn $name:ident() -> $output:ty { $given:expr }) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        fn $name() -> Result<$output, crate::part::PartMissing> {
            Ok($given)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<$output, crate::part::PartMissing> {
            Ok($given)
        }
    };
}
pub(crate) use part;

/// What a part gives, from when `is_wanted` was true and the part has come. If it does not come, the person and
/// `on_missing` are told.
#[hook]
pub fn use_part<Given, Fetching>(
    is_wanted: bool,
    fetch: fn() -> Fetching,
    on_missing: Callback<()>,
) -> Option<Given>
where
    Given: Copy + 'static,
    Fetching: Future<Output = Result<Given, PartMissing>> + 'static,
{
    let notifier = use_notifier();
    let given = use_state(|| None::<Given>);
    use_effect_with(is_wanted, {
        let (given, is_here) = (given.setter(), given.is_some());
        move |is_wanted| {
            if !is_wanted || is_here {
                return;
            }
            spawn_local(async move {
                match fetch().await {
                    Ok(part) => given.set(Some(part)),
                    Err(PartMissing) => {
                        notifier.toast(Message::new("page-part-missing"));
                        on_missing.emit(());
                    }
                }
            });
        }
    });
    *given
}
