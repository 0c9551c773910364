use yew::{hook, use_effect_with, use_mut_ref};

use crate::notifications::use_notifier;
use crate::state::call::CallState;

/// Has it read out that we are in the call, or out of it: the line that says so comes anew with each view.
#[hook]
pub fn use_phase_announcement(call: &CallState) {
    let notifier = use_notifier();
    let before = use_mut_ref(|| false);
    let status = call.status();
    use_effect_with(call.phase.is_in_call(), move |in_call| {
        if before.replace(*in_call) != *in_call {
            notifier.announce(status);
        }
    });
}
