//! What clients say on their media-signaling channels, and what they are told there.

use std::time::Instant;

use crate::engine::Engine;
use crate::id::ParticipantSid;
use crate::session::{ChannelRequest, ChannelText};

impl Engine {
    pub(super) fn handle_signaling(&mut self, sid: ParticipantSid, label: &str, text: &str, now: Instant) {
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        let Some(request) = seat.signaling.handle_text(label, text) else { return };
        let answer = match request {
            ChannelRequest::HearSpeaker => {
                let dominant = self.floors.get(&seat.room).and_then(|floor| floor.dominant());
                seat.signaling.active_speaker(dominant)
            }
            ChannelRequest::HearSwitchOff => {
                let off = seat.appetite.switched_off();
                // It may have been told of others on the channel before.
                let on = seat.appetite.switched_on().filter(|_| seat.failover.has_begun());
                let on: Vec<_> = on.collect();
                seat.signaling.switched_off(&off, &on).filter(|_| !(off.is_empty() && on.is_empty()))
            }
            ChannelRequest::HearDemand => {
                seat.appetite.reset_demands();
                seat.appetite.weigh_soon(now);
                None
            }
            ChannelRequest::LayersReset { track } => {
                seat.appetite.reset_demand(track);
                seat.appetite.weigh_soon(now);
                None
            }
            ChannelRequest::AssessNetwork { report, verbosity } => {
                self.assess_network(sid, *report, verbosity, now)
            }
            ChannelRequest::SetPriority { track, priority } => {
                seat.appetite.set_priority(track, priority);
                seat.appetite.weigh_soon(now);
                None
            }
            ChannelRequest::SetHints(hints) => {
                hints.hints.iter().for_each(|hint| seat.appetite.set_hint(*hint));
                seat.appetite.weigh_soon(now);
                seat.signaling.hints_taken(&hints)
            }
        };
        self.say(sid, answer, now);
    }

    /// Says something on a channel of a participant, if it listens.
    pub(super) fn say(&mut self, sid: ParticipantSid, said: Option<ChannelText>, now: Instant) {
        let Some(ChannelText { label, text }) = said else { return };
        if let Some(seat) = self.seats.get_mut(&sid) {
            seat.peer.send_signaling(&label, text, now);
            self.busy_peers.insert(sid);
        }
    }
}
