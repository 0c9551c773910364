use std::collections::BTreeSet;

use yew::{hook, use_effect_with, use_mut_ref};

use crate::chime::{self, Chime};
use crate::state::roster::Participant;

/// Sounds when somebody comes or goes, unless that is not wanted. Who was there before us makes no sound.
#[hook]
pub fn use_chimes(is_wanted: bool, is_connected: bool, participants: &[Participant]) {
    // By SID; `None` outside of the call.
    let known = use_mut_ref(|| None::<BTreeSet<String>>);
    let present: BTreeSet<String> = participants.iter().map(|person| person.sid.clone()).collect();
    use_effect_with((is_connected, present), move |(is_connected, present)| {
        let before = known.replace(is_connected.then(|| present.clone()));
        let (Some(before), true) = (before, *is_connected && is_wanted) else { return };
        if !present.is_subset(&before) {
            chime::play(Chime::Arrival);
        } else if !before.is_subset(present) {
            chime::play(Chime::Departure);
        }
    });
}
