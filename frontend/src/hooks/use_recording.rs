use twilio_video::Room;
use web_sys::MediaStreamTrack;
use yew::{Callback, hook, use_callback, use_effect, use_effect_with, use_mut_ref, use_state_eq};

use super::{LocalTracks, TalkWish};
use crate::components::media_track;
use crate::messages::Message;
use crate::notifications::use_notifier;
use crate::recorder::Recorder;
use crate::state::roster::Participant;

/// Our own recording of the call.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    pub is_running: bool,
    pub start: Callback<()>,
    pub stop: Callback<()>,
}

/// Records the call into a file and tells everybody so, from before the first second until after the last.
#[hook]
pub fn use_recording(
    room: Room,
    participants: Vec<Participant>,
    tracks: LocalTracks,
    act: Callback<TalkWish>,
) -> Recording {
    let notifier = use_notifier();
    let is_running = use_state_eq(|| false);
    let recorder = use_mut_ref(|| None::<Recorder>);
    let deps = (room, participants, tracks);

    let stop = use_callback(act.clone(), {
        let (recorder, is_running) = (recorder.clone(), is_running.setter());
        move |(), act: &Callback<TalkWish>| {
            drop(recorder.take());
            is_running.set(false);
            act.emit(TalkWish::Record(false));
        }
    });
    let start = use_callback((deps.clone(), act, stop.clone(), notifier), {
        let (recorder, is_running) = (recorder.clone(), is_running.setter());
        move |(), (deps, act, stop, notifier)| {
            if recorder.borrow().is_some() {
                return;
            }
            act.emit(TalkWish::Record(true));
            let name = deps.0.name().replace(['/', '\\'], " ");
            let on_end = {
                let stop = stop.clone();
                move || stop.emit(())
            };
            match Recorder::start(name, &sounds(deps), on_end) {
                Some(running) => {
                    recorder.replace(Some(running));
                    is_running.set(true);
                }
                None => {
                    act.emit(TalkWish::Record(false));
                    notifier.toast(Message::new("talk-recording-failed"));
                }
            }
        }
    });
    // After every rendering: a track of ours changes its source when another device is chosen, and stays the same track.
    use_effect({
        let recorder = recorder.clone();
        move || {
            if let Some(recorder) = recorder.borrow_mut().as_mut() {
                recorder.mix(&sounds(&deps));
            }
        }
    });
    use_effect_with((), move |()| {
        // With the call goes what keeps the recorder.
        move || drop(recorder.take())
    });
    Recording { is_running: *is_running, start, stop }
}

/// What is heard of the others and of ourselves.
fn sounds((room, participants, tracks): &(Room, Vec<Participant>, LocalTracks)) -> Vec<MediaStreamTrack> {
    let remote = room.participants();
    let theirs = participants.iter().flat_map(|participant| {
        participant.audio_tracks.iter().filter_map(|sid| media_track(&remote, &participant.sid, sid))
    });
    let own = tracks.microphone.as_ref().map(|track| track.media().clone());
    theirs.chain(own).filter_map(|track| track.media_stream_track()).collect()
}
