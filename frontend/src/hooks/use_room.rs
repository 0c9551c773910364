use twilio_video::{RemoteParticipant, Room, RoomEvent, RoomState, TwilioError};
use yew::{Callback, UseReducerDispatcher, hook, use_effect_with};

use crate::state::call::{CallAction, CallState, Lost};
use crate::state::failure::Failure;
use crate::state::roster::Participant;

/// Tells the call's state what happens in the room, and `ended` when it is over.
#[hook]
pub fn use_room(room: Room, call: UseReducerDispatcher<CallState>, ended: Callback<()>) {
    use_effect_with(room, move |room| {
        let subscription = room.subscribe({
            let call = call.clone();
            let ended = ended.clone();
            move |event| {
                let is_over = matches!(event, RoomEvent::Disconnected(_));
                if let Some(action) = action_of(event) {
                    call.dispatch(action);
                }
                if is_over {
                    ended.emit(());
                }
            }
        });
        // Whoever came before the subscription is read here; whoever comes after it is told.
        if room.state() == RoomState::Disconnected {
            call.dispatch(CallAction::Disconnected(Some(Failure::ConnectionLost { code: None })));
            ended.emit(());
        } else {
            call.dispatch(CallAction::Joined(participants(room)));
            call.dispatch(CallAction::SpeakerChanged(sid(room.dominant_speaker())));
        }
        move || drop(subscription)
    });
}

fn participants(room: &Room) -> Vec<Participant> {
    room.participants().iter().filter_map(|participant| Participant::of(participant.view())).collect()
}

fn action_of(event: RoomEvent) -> Option<CallAction> {
    let changed = |participant: RemoteParticipant| {
        Some(CallAction::ParticipantChanged(Participant::of(participant.view())?))
    };
    match event {
        RoomEvent::Disconnected(error) => {
            Some(CallAction::Disconnected(error.as_ref().map(Failure::of_ended_call)))
        }
        RoomEvent::DominantSpeakerChanged(speaker) => Some(CallAction::SpeakerChanged(sid(speaker))),
        RoomEvent::ParticipantConnected(participant) => {
            Some(CallAction::ParticipantJoined(Participant::of(participant.view())?))
        }
        RoomEvent::ParticipantDisconnected(participant) => {
            Some(CallAction::ParticipantLeft(participant.sid().to_owned()))
        }
        RoomEvent::Reconnected => Some(CallAction::ConnectionRestored),
        RoomEvent::Reconnecting(error) => Some(CallAction::ConnectionLost(lost(&error))),
        RoomEvent::ParticipantReconnected(participant)
        | RoomEvent::ParticipantReconnecting(participant)
        | RoomEvent::TrackDisabled { participant, .. }
        | RoomEvent::TrackEnabled { participant, .. }
        | RoomEvent::TrackPublished { participant, .. }
        | RoomEvent::TrackSubscribed { participant, .. }
        | RoomEvent::TrackSubscriptionFailed { participant, .. }
        | RoomEvent::TrackSwitchedOff { participant, .. }
        | RoomEvent::TrackSwitchedOn { participant, .. }
        | RoomEvent::TrackUnpublished { participant, .. }
        | RoomEvent::TrackUnsubscribed { participant, .. } => changed(participant),
        RoomEvent::TrackDimensionsChanged { .. }
        | RoomEvent::TrackMessage { .. }
        | RoomEvent::TrackStarted { .. } => None,
    }
}

fn sid(participant: Option<RemoteParticipant>) -> Option<String> {
    participant.map(|participant| participant.sid().to_owned())
}

fn lost(error: &TwilioError) -> Lost {
    if matches!(Failure::of_call(error), Failure::MediaFailed { .. }) { Lost::Media } else { Lost::Signaling }
}
