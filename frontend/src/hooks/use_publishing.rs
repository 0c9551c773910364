use twilio_video::{LocalMediaTrack, Room};
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with, use_mut_ref};

use super::LocalTracks;

/// Keeps what is in the room equal to what there is: a camera that comes during the call is published, one that goes is
/// taken out. `taken_along` is in the room since we joined.
#[hook]
pub fn use_publishing(room: Room, tracks: LocalTracks, taken_along: &[LocalMediaTrack]) {
    // What was put into the room, or is on its way there.
    let published = use_mut_ref(|| taken_along.to_vec());
    use_effect_with((room, tracks), move |(room, tracks)| {
        let wanted: Vec<LocalMediaTrack> = tracks.iter().cloned().collect();
        let known = published.replace(wanted.clone());
        for track in known.iter().filter(|track| !wanted.contains(track)) {
            // The room is gone, or the track never got there: either way it is out.
            let _ = room.local_participant().unpublish(&track.clone().into());
        }
        for track in wanted.into_iter().filter(|track| !known.contains(track)) {
            let participant = room.local_participant().clone();
            let published = published.clone();
            spawn_local(async move {
                if participant.publish(&track.clone().into()).await.is_err() {
                    published.borrow_mut().retain(|known| *known != track);
                }
            });
        }
    });
}
