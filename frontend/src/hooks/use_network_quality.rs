use twilio_video::{LocalParticipantEvent, RemoteParticipantEvent, Room};
use yew::{AttrValue, hook, use_effect_with, use_state_eq};

/// How well a participant's connection carries media, from 0 to 5; our own where `sid` is `None`. It changes often, so
/// nothing but its caller is drawn again.
#[hook]
pub fn use_network_quality(room: Room, sid: Option<AttrValue>) -> Option<u8> {
    let level = use_state_eq(|| None::<u8>);
    use_effect_with((room, sid), {
        let level = level.setter();
        move |(room, sid)| {
            let subscription = match sid {
                None => {
                    let participant = room.local_participant();
                    level.set(participant.network_quality_level());
                    Some(participant.subscribe(move |event| {
                        if let LocalParticipantEvent::NetworkQualityLevelChanged(news) = event {
                            level.set(news);
                        }
                    }))
                }
                Some(sid) => room.participant(sid).map(|participant| {
                    level.set(participant.network_quality_level());
                    participant.subscribe(move |event| {
                        if let RemoteParticipantEvent::NetworkQualityLevelChanged(news) = event {
                            level.set(news);
                        }
                    })
                }),
            };
            move || drop(subscription)
        }
    });
    *level
}
