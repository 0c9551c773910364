use std::cell::RefCell;
use std::rc::Rc;

use shared::call_message::CALL_TRACK;
use shared::{DisplayName, ErrorCode, LoginRequest, LoginResponse, RoomName};
use twilio_video::{
    BandwidthMode, BandwidthProfile, CancelHandle, ConnectOptions, Control, LocalDataTrack, Room,
    TrackPriority, connect,
};
use wasm_bindgen_futures::spawn_local;
use yew::{
    Callback, UseReducerDispatcher, hook, use_callback, use_effect_with, use_mut_ref, use_reducer_eq,
    use_state_eq,
};

use super::{LocalTracks, Published, use_page_hide, use_publishing, use_room};
use crate::api::{self, LoginError};
use crate::browser;
use crate::state::call::{CallAction, CallState};
use crate::state::failure::Failure;
use crate::state::refusal::RefusalSubject;
use crate::state::session::{SessionAction, SessionState};

#[derive(Clone, PartialEq)]
pub struct Call {
    pub state: CallState,
    /// The room, while we are in it.
    pub room: Option<Room>,
    /// What carries our messages in that room.
    pub data_track: Option<LocalDataTrack>,
    pub join: Callback<DisplayName>,
    pub leave: Callback<()>,
    pub dismiss_failure: Callback<()>,
}

/// Joins and leaves the room of this name with the tracks that there are.
#[hook]
pub fn use_call(name: RoomName, tracks: LocalTracks, session: UseReducerDispatcher<SessionState>) -> Call {
    let state = use_reducer_eq(CallState::default);
    let dispatcher = state.dispatcher();
    let room = use_state_eq(|| None::<Room>);
    let data_track = use_state_eq(|| None::<LocalDataTrack>);
    let attempt: Rc<RefCell<Attempt>> = use_mut_ref(Attempt::default);
    let published: Published = use_mut_ref(Vec::new);

    let ended = use_callback((), {
        let room = room.setter();
        move |(), ()| room.set(None)
    });
    use_room((*room).clone(), dispatcher.clone(), ended);
    use_publishing((*room).clone(), tracks.clone(), published.clone());

    let join = use_callback((name, tracks), {
        let dispatcher = dispatcher.clone();
        let (room, data_track) = (room.setter(), data_track.setter());
        let attempt = attempt.clone();
        move |person: DisplayName, (name, tracks): &(RoomName, LocalTracks)| {
            if !attempt.borrow_mut().begin() {
                return;
            }
            dispatcher.dispatch(CallAction::JoinStarted);
            published.replace(tracks.iter().cloned().collect());
            let request = login_request(&person, name);
            let (tracks, dispatcher, session) = (tracks.clone(), dispatcher.clone(), session.clone());
            let (room, data_track, attempt) = (room.clone(), data_track.clone(), attempt.clone());
            // Without it, the call goes on without words.
            let messages = LocalDataTrack::new(CALL_TRACK).ok();
            spawn_local(async move {
                let joined = join(&request, &tracks, messages.clone(), &attempt).await;
                if attempt.borrow_mut().end() == Outcome::Abandoned {
                    if let Ok(joined) = joined {
                        let _ = joined.disconnect();
                    }
                    dispatcher.dispatch(CallAction::JoinFailed(Some(Failure::LeftPage)));
                    return;
                }
                match joined {
                    Ok(joined) => {
                        browser::remember_name(person.as_str());
                        session.dispatch(SessionAction::Accepted);
                        data_track.set(messages);
                        room.set(Some(joined));
                    }
                    Err(JoinError::Name(problem)) => {
                        session.dispatch(SessionAction::Refused(problem));
                        dispatcher.dispatch(CallAction::JoinFailed(None));
                    }
                    Err(JoinError::Failure(failure)) => {
                        dispatcher.dispatch(CallAction::JoinFailed(Some(failure)));
                    }
                }
            });
        }
    });

    let leave = use_callback((*room).clone(), {
        let dispatcher = dispatcher.clone();
        move |(), room: &Option<Room>| {
            let Some(room) = room else { return };
            dispatcher.dispatch(CallAction::Leaving);
            // The only error is a library of another version, which has said so when it was bound.
            let _ = room.disconnect();
        }
    });

    use_page_hide({
        let (room, dispatcher, attempt) = ((*room).clone(), dispatcher.clone(), attempt.clone());
        move || {
            attempt.borrow_mut().abandon();
            if let Some(room) = &room {
                dispatcher.dispatch(CallAction::PageHidden);
                let _ = room.disconnect();
            }
        }
    });
    use_effect_with((), move |()| move || attempt.borrow_mut().abandon());
    use_effect_with((), {
        let dispatcher = dispatcher.clone();
        move |()| {
            if let Some(obstacle) = obstacle() {
                dispatcher.dispatch(CallAction::ObstacleFound(obstacle));
            }
        }
    });

    let dismiss_failure = use_callback((), move |(), ()| dispatcher.dispatch(CallAction::FailureDismissed));
    Call {
        state: (*state).clone(),
        room: (*room).clone(),
        data_track: (*data_track).clone(),
        join,
        leave,
        dismiss_failure,
    }
}

/// The joining that is under way: at most one at a time.
#[derive(Default)]
struct Attempt {
    running: bool,
    abandoned: bool,
    connecting: Option<CancelHandle>,
}

#[derive(PartialEq, Eq)]
enum Outcome {
    Abandoned,
    Wanted,
}

impl Attempt {
    /// `false`: there is one already.
    fn begin(&mut self) -> bool {
        let begins = !self.running;
        if begins {
            *self = Self { running: true, ..Self::default() };
        }
        begins
    }

    /// The page goes: nobody is there to be in the room.
    fn abandon(&mut self) {
        self.abandoned = self.running;
        if let Some(connecting) = self.connecting.take() {
            connecting.cancel();
        }
    }

    fn end(&mut self) -> Outcome {
        let outcome = if self.abandoned { Outcome::Abandoned } else { Outcome::Wanted };
        *self = Self::default();
        outcome
    }
}

/// Pictures are sent as large as they are shown, which the page says itself since it may want them smaller; those that
/// nobody sees are not sent.
const PROFILE: BandwidthProfile = BandwidthProfile {
    mode: BandwidthMode::Collaboration,
    dominant_speaker_priority: TrackPriority::Standard,
    content_preferences: Control::Manual,
    switch_off: Control::Auto,
};

/// What keeps this page from holding calls; `None` if nothing is known to.
fn obstacle() -> Option<Failure> {
    match (twilio_video::version(), twilio_video::is_supported()) {
        (None, _) => Some(Failure::LibraryMissing),
        // The library counts an insecure address as a fault of the browser; the devices' own sentences say better.
        (Some(_), Some(false)) if browser::is_secure_context() => Some(Failure::Unsupported),
        (Some(_), _) => None,
    }
}

enum JoinError {
    /// The form says it beside the name.
    Name(ErrorCode),
    Failure(Failure),
}

fn login_request(person: &DisplayName, room: &RoomName) -> LoginRequest {
    LoginRequest {
        username: person.as_str().to_owned(),
        room: Some(room.as_str().to_owned()),
        tab: browser::tab_tag().map(|tag| tag.to_string()),
    }
}

async fn join(
    request: &LoginRequest,
    tracks: &LocalTracks,
    messages: Option<LocalDataTrack>,
    attempt: &RefCell<Attempt>,
) -> Result<Room, JoinError> {
    let LoginResponse { token, room, signaling_url, identity: _ } =
        api::login(request).await.map_err(JoinError::of_login)?;
    let server = signaling_url.map(|url| browser::signaling_address(&url, &browser::origin()));
    let options = ConnectOptions::new()
        .room_name(room)
        .ws_server(server)
        .tracks(tracks.iter().cloned().map(Into::into).chain(messages.map(Into::into)))
        .bandwidth_profile(PROFILE)
        .dominant_speaker()
        .network_quality();
    let connecting = connect(&token, &options);
    attempt.borrow_mut().connecting = Some(connecting.cancel_handle());
    connecting.await.map_err(|error| JoinError::Failure(Failure::of_call(&error)))
}

impl JoinError {
    fn of_login(error: LoginError) -> Self {
        match error {
            LoginError::Refused(code) if RefusalSubject::of(code) == RefusalSubject::Name => Self::Name(code),
            LoginError::Refused(code) => Self::Failure(Failure::of_refusal(code)),
            LoginError::Unreachable => Self::Failure(Failure::NoBackend),
            LoginError::Unreadable { status } => Self::Failure(Failure::Unreadable { status }),
        }
    }
}
