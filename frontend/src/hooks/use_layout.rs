use yew::{UseReducerHandle, hook, use_effect_with, use_reducer_eq};

use crate::state::call::CallState;
use crate::state::layout::{LayoutAction, LayoutState, Subject};

/// The layout, told who speaks and what is shared.
#[hook]
pub fn use_layout(call: &CallState) -> UseReducerHandle<LayoutState> {
    let layout = use_reducer_eq(LayoutState::default);
    use_effect_with(call.speaker.clone(), {
        let layout = layout.dispatcher();
        move |speaker| {
            if let Some(sid) = speaker.clone() {
                layout.dispatch(LayoutAction::Spoke(sid));
            }
        }
    });
    let screens: Vec<Subject> = call
        .participants
        .iter()
        .flat_map(|participant| {
            participant
                .screens
                .iter()
                .map(|track| Subject::Screen { participant: participant.sid.clone(), track: track.clone() })
        })
        .collect();
    use_effect_with(screens, {
        let layout = layout.dispatcher();
        move |screens| layout.dispatch(LayoutAction::ScreensChanged(screens.clone()))
    });
    layout
}
