use std::cell::Cell;
use std::rc::Rc;

use twilio_video::{LocalMediaTrack, MediaTrackEvent, Room, TrackKind, TrackPriority};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MediaStream, MediaStreamTrack};
use yew::{Callback, hook, use_callback, use_effect_with, use_mut_ref, use_state_eq};

use crate::browser::screen::{self, ShareFailure};
use crate::state::roster::{SCREEN_PICTURE, SCREEN_SOUND};

/// What we share: a picture, and its sound where there is one.
type Tracks = Rc<[LocalMediaTrack]>;

#[derive(Clone, PartialEq)]
pub struct ScreenShare {
    /// What we share.
    pub picture: Option<LocalMediaTrack>,
    /// Why there is nothing to share; until the next attempt.
    pub failure: Option<ShareFailure>,
    /// Begins, or ends.
    pub toggle: Callback<()>,
}

/// Shares a screen, a window or a tab with the room, until the person ends it here or in the browser's own bar.
#[hook]
pub fn use_screen_share(room: Room) -> ScreenShare {
    let tracks = use_state_eq(|| None::<Tracks>);
    let failure = use_state_eq(|| None::<ShareFailure>);
    let asking = use_mut_ref(|| Rc::new(Cell::new(false))).borrow().clone();

    use_effect_with((room.clone(), (*tracks).clone()), {
        let setter = tracks.setter();
        move |(room, tracks)| {
            let shared = tracks.clone().map(|tracks| {
                let ended = tracks.first().map(|picture| {
                    let setter = setter.clone();
                    picture.media().subscribe(move |event| {
                        if matches!(event, MediaTrackEvent::Stopped) {
                            setter.set(None);
                        }
                    })
                });
                publish(room, &tracks, &setter);
                (ended, tracks)
            });
            let room = room.clone();
            move || {
                let Some((ended, tracks)) = shared else { return };
                drop(ended);
                for track in tracks.iter() {
                    // A room that is over has nothing to take out.
                    let _ = room.local_participant().unpublish(&track.clone().into());
                    let _ = track.stop();
                }
            }
        }
    });

    let toggle = use_callback((*tracks).clone(), {
        let (setter, failure) = (tracks.setter(), failure.setter());
        move |(), tracks: &Option<Tracks>| {
            if tracks.is_some() {
                setter.set(None);
            } else if !asking.replace(true) {
                failure.set(None);
                let (setter, failure, asking) = (setter.clone(), failure.clone(), asking.clone());
                spawn_local(async move {
                    match screen::share().await.map(|stream| tracks_of(&stream)) {
                        Ok(tracks) if !tracks.is_empty() => setter.set(Some(tracks.into())),
                        Ok(_) => failure.set(Some(ShareFailure::Failed)),
                        Err(ShareFailure::Canceled) => {}
                        Err(other) => failure.set(Some(other)),
                    }
                    asking.set(false);
                });
            }
        }
    });
    let picture = tracks.as_ref().and_then(|tracks| tracks.first().cloned());
    ScreenShare { picture, failure: *failure, toggle }
}

/// The picture first; what the library refuses is turned off.
fn tracks_of(stream: &MediaStream) -> Vec<LocalMediaTrack> {
    let tracks: Vec<MediaStreamTrack> = stream.get_tracks().iter().map(Into::into).collect();
    let mut made: Vec<LocalMediaTrack> = tracks
        .into_iter()
        .filter_map(|track| {
            let name = if track.kind() == "audio" { SCREEN_SOUND } else { SCREEN_PICTURE };
            LocalMediaTrack::of_media_stream_track(&track, name).inspect_err(|_| track.stop()).ok()
        })
        .collect();
    made.sort_by_key(|track| track.media().kind() != TrackKind::Video);
    made
}

fn publish(room: &Room, tracks: &Tracks, shared: &yew::UseStateSetter<Option<Tracks>>) {
    for track in tracks.iter() {
        let (participant, track, shared) = (room.local_participant().clone(), track.clone(), shared.clone());
        spawn_local(async move {
            // Whoever shares wants it seen before all else.
            let published =
                participant.publish_with_priority(&track.clone().into(), TrackPriority::High).await;
            if published.is_err() && track.media().kind() == TrackKind::Video && !track.is_stopped() {
                shared.set(None);
            }
        });
    }
}
