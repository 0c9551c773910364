use std::cell::RefCell;
use std::rc::Rc;

use shared::{DisplayName, RoomName};
use wasm_bindgen_futures::spawn_local;
use yew::{
    Callback, UseReducerDispatcher, hook, use_callback, use_effect_with, use_mut_ref, use_reducer_eq,
    use_state_eq,
};

use crate::browser;
use crate::hooks::{LocalTracks, use_page_hide};
use crate::pages::call_part::{self, Attempt, Entered, JoinError, Joining, Outcome};
use crate::state::call::{CallAction, CallState};
use crate::state::failure::Failure;
use crate::state::session::{SessionAction, SessionState};

#[derive(Clone, PartialEq)]
pub struct Call {
    pub state: CallState,
    pub dispatcher: UseReducerDispatcher<CallState>,
    /// The call, while we are in it.
    pub entered: Option<Entered>,
    pub join: Callback<DisplayName>,
    /// The call is over.
    pub ended: Callback<()>,
    pub dismiss_failure: Callback<()>,
}

/// Joins the room of this name with the tracks that there are.
#[hook]
pub fn use_call(name: RoomName, tracks: LocalTracks, session: UseReducerDispatcher<SessionState>) -> Call {
    let state = use_reducer_eq(CallState::default);
    let dispatcher = state.dispatcher();
    let entered = use_state_eq(|| None::<Entered>);
    let attempt: Rc<RefCell<Attempt>> = use_mut_ref(Attempt::default);

    let ended = use_callback((), {
        let entered = entered.setter();
        move |(), ()| entered.set(None)
    });

    let join = use_callback((name, tracks), {
        let dispatcher = dispatcher.clone();
        let entered = entered.setter();
        let attempt = attempt.clone();
        move |person: DisplayName, (room, tracks): &(RoomName, LocalTracks)| {
            if !attempt.borrow_mut().begin() {
                return;
            }
            dispatcher.dispatch(CallAction::JoinStarted);
            let (dispatcher, session, entered) = (dispatcher.clone(), session.clone(), entered.clone());
            let (room, tracks, attempt) = (room.clone(), tracks.clone(), attempt.clone());
            spawn_local(async move {
                let joining = Joining { person: person.clone(), room, tracks, attempt: attempt.clone() };
                let joined = call_part::join(joining).await;
                if attempt.borrow_mut().end() == Outcome::Abandoned {
                    if let Ok(joined) = joined {
                        let _ = joined.room.disconnect();
                    }
                    dispatcher.dispatch(CallAction::JoinFailed(Some(Failure::LeftPage)));
                    return;
                }
                match joined {
                    Ok(joined) => {
                        browser::remember_name(person.as_str());
                        session.dispatch(SessionAction::Accepted);
                        entered.set(Some(joined));
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

    use_page_hide({
        let attempt = attempt.clone();
        move || attempt.borrow_mut().abandon()
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

    let dismiss_failure = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |(), ()| dispatcher.dispatch(CallAction::FailureDismissed)
    });
    Call { state: (*state).clone(), dispatcher, entered: (*entered).clone(), join, ended, dismiss_failure }
}

/// What keeps this page from holding calls; `None` if nothing is known to.
fn obstacle() -> Option<Failure> {
    match (twilio_video::version(), twilio_video::is_supported()) {
        (None, _) => Some(Failure::LibraryMissing),
        // The library counts an insecure address as a fault of the browser; the devices' own sentences say better.
        (Some(_), Some(false)) if browser::is_secure_context() => Some(Failure::Unsupported),
        (Some(_), _) => None,
    }
}
