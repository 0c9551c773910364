use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};

use crate::pending::Pending;
use crate::{ConnectOptions, Room, TwilioError, door, sys};

/// Joins the room that the access token and the options name.
///
/// It begins at once. Dropping the future, or calling its [`CancelHandle`], gives the attempt up; a room that arrives
/// all the same is left.
pub fn connect(token: &str, options: &ConnectOptions) -> Connecting {
    let attempt = door::video().and_then(|video| {
        video.connect(token, &options.to_js()).map_err(|error| TwilioError::from_js(&error))
    });
    match attempt {
        Ok(attempt) => Connecting {
            room: Ok(Pending::new(&Promise::resolve::<JsValue>(attempt.as_ref()), leave)),
            cancel: CancelHandle { attempt: Some(attempt), canceled: Rc::default() },
        },
        Err(error) => Connecting {
            room: Err(Some(error)),
            cancel: CancelHandle { attempt: None, canceled: Rc::default() },
        },
    }
}

/// A room that is being joined: the future of [`connect`].
#[must_use = "dropping it gives the attempt up"]
pub struct Connecting {
    room: Result<Pending, Option<TwilioError>>,
    cancel: CancelHandle,
}

impl Connecting {
    /// What gives the attempt up from elsewhere.
    pub fn cancel_handle(&self) -> CancelHandle {
        self.cancel.clone()
    }
}

impl Future for Connecting {
    type Output = Result<Room, TwilioError>;

    /// Stays pending when polled again after it was ready.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let pending = match &mut self.room {
            Ok(pending) => pending,
            Err(error) => return error.take().map_or(Poll::Pending, |error| Poll::Ready(Err(error))),
        };
        let result = ready!(Pin::new(pending).poll(context));
        let canceled = self.cancel.canceled.get();
        self.cancel.attempt = None;
        if canceled {
            result.into_iter().for_each(leave);
            return Poll::Ready(Err(TwilioError::canceled()));
        }
        let room = result.and_then(|value| Room::from_js(value.clone()).inspect_err(|_| leave(value)));
        Poll::Ready(room)
    }
}

impl Drop for Connecting {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl fmt::Debug for Connecting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connecting").finish_non_exhaustive()
    }
}

/// Gives up an attempt to join a room.
#[derive(Clone, Debug)]
pub struct CancelHandle {
    /// The library's promise; `None` where there is nothing to cancel.
    attempt: Option<sys::CancelablePromise>,
    canceled: Rc<Cell<bool>>,
}

impl CancelHandle {
    /// Makes the future end with [`ErrorKind::Canceled`](crate::ErrorKind::Canceled), unless it has ended.
    pub fn cancel(&self) {
        let Some(attempt) = &self.attempt else { return };
        if self.canceled.replace(true) {
            return;
        }
        if let Err(error) = attempt.cancel() {
            door::report(&TwilioError::from_js(&error));
        }
    }
}

/// Leaves a room that nobody waits for. It may not be a whole one: only the call itself is needed.
fn leave(room: JsValue) {
    if !room.is_object() {
        return;
    }
    if let Err(error) = room.unchecked_into::<sys::Room>().disconnect() {
        door::report(&TwilioError::from_js(&error));
    }
}
