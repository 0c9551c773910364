//! What the app in a browser knows of its room: the server's states, applied by the library's rules.

use std::collections::BTreeMap;

use signaling::rsp::{ParticipantState, Published, PublishedState, RemoteParticipant, Subscribed};

/// The room as one browser sees it.
#[derive(Debug, Default)]
pub(crate) struct View {
    /// Everybody else who is not disconnected, by SID.
    pub participants: BTreeMap<String, RemoteParticipant>,
    /// The revision at which a participant was disconnected.
    departed: BTreeMap<String, u64>,
    /// Delivery ids by track SID.
    pub subscribed: BTreeMap<String, String>,
    /// Error codes by the SIDs of tracks that do not come.
    pub failed: BTreeMap<String, u32>,
    subscribed_revision: u64,
    /// SIDs or error codes of the own tracks, by the client's ids.
    pub published: BTreeMap<String, Result<String, u32>>,
    published_revision: u64,
    /// States that others were seen in, oldest first: identity and state.
    pub history: Vec<(String, ParticipantState)>,
    pub violations: Vec<String>,
}

impl View {
    pub fn apply_participants(&mut self, states: Vec<RemoteParticipant>, is_complete: bool) {
        if is_complete {
            let listed = |sid: &String| states.iter().any(|state| state.sid == *sid);
            let gone: Vec<String> = self.participants.keys().filter(|sid| !listed(sid)).cloned().collect();
            for sid in gone {
                if let Some(participant) = self.participants.remove(&sid) {
                    self.history.push((participant.identity, ParticipantState::Disconnected));
                }
            }
        }
        for state in states {
            self.apply_participant(state, is_complete);
        }
    }

    fn apply_participant(&mut self, state: RemoteParticipant, is_complete: bool) {
        if state.revision == 0 {
            self.violations.push(format!("participant {} has revision 0", state.sid));
        }
        if let Some(departed) = self.departed.get(&state.sid) {
            if state.state != ParticipantState::Disconnected || !is_complete {
                self.violations
                    .push(format!("participant {} comes back after revision {departed}", state.sid));
            }
            return;
        }
        let known = self.participants.get(&state.sid);
        if let Some(known) = known
            && state.revision <= known.revision
        {
            // `synced` repeats everything; an equal state changes nothing.
            if *known != state || !is_complete {
                self.violations
                    .push(format!("participant {} repeats revision {}", state.sid, state.revision));
            }
            return;
        }
        if known.is_none_or(|known| known.state != state.state) {
            self.history.push((state.identity.clone(), state.state));
        }
        if state.state == ParticipantState::Disconnected {
            if known.is_some_and(|known| known.tracks != state.tracks) {
                self.violations.push(format!("participant {} left with other tracks than it had", state.sid));
            }
            self.departed.insert(state.sid.clone(), state.revision);
            self.participants.remove(&state.sid);
        } else {
            self.participants.insert(state.sid.clone(), state);
        }
    }

    pub fn apply_subscribed(&mut self, state: Subscribed, is_complete: bool) {
        let failed =
            state.tracks.iter().filter_map(|track| Some((track.sid.clone(), track.error.as_ref()?.code)));
        let failed = failed.collect();
        let subscribed: BTreeMap<String, String> =
            state.tracks.into_iter().filter_map(|track| Some((track.sid, track.id?))).collect();
        if state.revision <= self.subscribed_revision {
            if subscribed != self.subscribed || !is_complete {
                self.violations.push(format!("subscriptions repeat revision {}", state.revision));
            }
            return;
        }
        self.subscribed_revision = state.revision;
        self.subscribed = subscribed;
        self.failed = failed;
    }

    pub fn apply_published(&mut self, state: Published, is_complete: bool) {
        if state.revision <= self.published_revision {
            if !is_complete {
                self.violations.push(format!("publications repeat revision {}", state.revision));
            }
            return;
        }
        self.published_revision = state.revision;
        for track in state.tracks {
            let outcome = match track.state {
                PublishedState::Created => continue,
                PublishedState::Ready { sid } => Ok(sid),
                PublishedState::Failed { error } => Err(error.code),
            };
            match self.published.get(&track.id) {
                Some(Ok(known)) if outcome.as_ref().ok() != Some(known) => {
                    self.violations.push(format!("track {} changes from {known} to {outcome:?}", track.id));
                }
                Some(_) | None => {
                    self.published.insert(track.id, outcome);
                }
            }
        }
    }
}
