use std::collections::BTreeMap;

use yew::{hook, use_effect_with, use_mut_ref};

use crate::messages::Message;
use crate::notifications::use_notifier;
use crate::state::roster::Participant;

/// Tells who comes and who goes while we are in the call; who was there before is seen.
#[hook]
pub fn use_arrivals(is_connected: bool, participants: Vec<Participant>) {
    let notifier = use_notifier();
    // By SID; `None` outside of the call.
    let known = use_mut_ref(|| None::<BTreeMap<String, String>>);
    use_effect_with((is_connected, participants), move |(is_connected, participants)| {
        let now = is_connected.then(|| {
            participants
                .iter()
                .map(|person| (person.sid.clone(), person.name.clone()))
                .collect::<BTreeMap<_, _>>()
        });
        if let (Some(before), Some(now)) = (&*known.borrow(), &now) {
            for name in now.iter().filter(|(sid, _)| !before.contains_key(*sid)).map(|(_, name)| name) {
                notifier.toast(Message::new("stage-joined").with("name", name.as_str()));
            }
            for name in before.iter().filter(|(sid, _)| !now.contains_key(*sid)).map(|(_, name)| name) {
                notifier.toast(Message::new("stage-went").with("name", name.as_str()));
            }
        }
        *known.borrow_mut() = now;
    });
}
