//! Telling people something in passing, from anywhere on the page.

use gloo_timers::callback::Timeout;
use yew::html::ChildrenProps;
use yew::{
    Callback, ContextProvider, Html, Properties, UseReducerDispatcher, component, hook, html, use_context,
    use_effect_with, use_reducer_eq,
};

use crate::components::close_button;
use crate::messages::{Message, use_messages};
use crate::state::notifications::{Notification, NotificationAction, NotificationState};

/// Milliseconds that a toast stays: long enough to read two lines of it twice.
const TOAST_TIME_MS: u32 = 8_000;

/// Takes what is to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notifier(Option<UseReducerDispatcher<NotificationState>>);

impl Notifier {
    /// Shows a line for some seconds, which screen readers read out.
    pub fn toast(&self, message: Message) {
        self.dispatch(NotificationAction::ToastShown(message));
    }

    /// Has a line read out that is seen elsewhere.
    pub fn announce(&self, message: Message) {
        self.dispatch(NotificationAction::Announced(message));
    }

    fn dispatch(&self, action: NotificationAction) {
        if let Some(dispatcher) = &self.0 {
            dispatcher.dispatch(action);
        }
    }
}

#[hook]
pub fn use_notifier() -> Notifier {
    use_context::<Notifier>().unwrap_or(Notifier(None))
}

/// Lets everything inside of it notify, and shows the toasts above it.
#[component]
pub fn NotificationsProvider(props: &ChildrenProps) -> Html {
    let messages = use_messages();
    let state = use_reducer_eq(NotificationState::default);
    let notifier = Notifier(Some(state.dispatcher()));
    let close = {
        let dispatcher = state.dispatcher();
        Callback::from(move |number| dispatcher.dispatch(NotificationAction::ToastClosed(number)))
    };
    let toasts = state.toasts.iter().map(|toast| {
        html! { <Toast key={toast.number} notification={toast.clone()} on_close={close.clone()} /> }
    });
    html! {
        <ContextProvider<Notifier> context={notifier}>
            { props.children.clone() }
            <div id="toasts" class="toasts" role="status">{ toasts.collect::<Html>() }</div>
            <div id="announcer" class="visually-hidden" role="status">
                if let Some(Notification { number, message }) = &state.announcement {
                    <p key={*number}>{ messages.say(message) }</p>
                }
            </div>
        </ContextProvider<Notifier>>
    }
}

#[derive(PartialEq, Properties)]
struct ToastProps {
    notification: Notification,
    on_close: Callback<u32>,
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    let messages = use_messages();
    let number = props.notification.number;
    use_effect_with(number, {
        let on_close = props.on_close.clone();
        move |_| {
            let timeout = Timeout::new(TOAST_TIME_MS, move || on_close.emit(number));
            move || drop(timeout)
        }
    });
    let close = props.on_close.reform(move |()| number);
    html! {
        <div class="toast">
            <p class="toast__text">{ messages.say(&props.notification.message) }</p>
            { close_button(messages.text("page-dismiss"), &close) }
        </div>
    }
}
