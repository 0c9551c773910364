use shared::{ErrorCode, RoomName};
use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, MouseEvent, SubmitEvent, TargetCast, component, html, use_state_eq};

use crate::browser;
use crate::messages::{Message, use_messages};
use crate::state::refusal::refusal;

/// Ways to other rooms than the default one.
#[component]
pub fn HomePanel() -> Html {
    let messages = use_messages();
    let name = use_state_eq(String::new);
    let problem = use_state_eq(|| None::<Message>);
    let start = Callback::from(|_: MouseEvent| {
        // Every browser that holds calls has a source of randomness.
        if let Some(room) = browser::new_room() {
            browser::open_room(&room);
        }
    });
    let oninput = {
        let (name, problem) = (name.setter(), problem.setter());
        Callback::from(move |event: InputEvent| {
            name.set(
                event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default(),
            );
            problem.set(None);
        })
    };
    let onsubmit = {
        let (name, problem) = (name.clone(), problem.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match RoomName::parse(&name) {
                Ok(room) => browser::open_room(&room),
                Err(fault) => {
                    // A blank name is the one fault that the backend does not know: it reads as the default room.
                    let missing = || Message::new("lobby-room-name-missing");
                    problem.set(Some(ErrorCode::of_room(fault).map_or_else(missing, refusal)));
                }
            }
        })
    };
    let is_wrong = problem.is_some();
    html! {
        <section class="home" aria-labelledby="home_title">
            <h2 id="home_title" class="home__title">{ messages.text("lobby-other-rooms") }</h2>
            <div class="home__ways">
                <button id="new_room" class="button" type="button" onclick={start}>
                    { messages.text("lobby-new-room") }
                </button>
                <form id="room_form" class="home__form" novalidate=true {onsubmit}>
                    <label class="visually-hidden" for="room_name">{ messages.text("lobby-room-name") }</label>
                    <input
                        id="room_name"
                        class="join-form__input"
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        enterkeyhint="go"
                        placeholder={messages.text("lobby-room-name")}
                        value={(*name).clone()}
                        aria-invalid={is_wrong.then_some("true")}
                        aria-describedby={is_wrong.then_some("room_name_error")}
                        {oninput}
                    />
                    <button id="open_room" class="button" type="submit">{ messages.text("lobby-open-room") }</button>
                </form>
            </div>
            if let Some(problem) = &*problem {
                <p id="room_name_error" class="join-form__error" role="alert">{ messages.say(problem) }</p>
            }
        </section>
    }
}
