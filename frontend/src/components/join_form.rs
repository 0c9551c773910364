use shared::ErrorCode;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::{
    Callback, Html, InputEvent, Properties, SubmitEvent, TargetCast, component, html, use_effect_with,
    use_node_ref,
};

use crate::messages::use_messages;
use crate::state::call::Phase;
use crate::state::refusal::refusal;

#[derive(PartialEq, Properties)]
pub struct JoinFormProps {
    pub name: String,
    pub problem: Option<ErrorCode>,
    pub phase: Phase,
    pub on_name: Callback<String>,
    pub on_join: Callback<()>,
}

/// Name and the one button, which joins.
#[component]
pub fn JoinForm(props: &JoinFormProps) -> Html {
    let messages = use_messages();
    let input = use_node_ref();
    let button = use_node_ref();

    use_effect_with((), {
        let (input, button) = (input.clone(), button.clone());
        let first = if props.name.is_empty() { input } else { button };
        move |()| focus(first.cast::<HtmlElement>())
    });
    use_effect_with(props.problem.is_some(), {
        let input = input.clone();
        move |wrong| {
            if *wrong {
                focus(input.cast::<HtmlElement>());
            }
        }
    });

    let oninput = props.on_name.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let onsubmit = {
        let join = props.on_join.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            join.emit(());
        })
    };
    let label = if props.phase == Phase::Connecting { "lobby-connecting" } else { "lobby-join" };
    let is_wrong = props.problem.is_some();
    html! {
        <form id="join_form" class="join-form" novalidate=true {onsubmit}>
            <div class="join-form__field">
                <label class="join-form__label" for="username">{ messages.text("lobby-name") }</label>
                <input
                    ref={input}
                    id="username"
                    class="join-form__input"
                    name="username"
                    type="text"
                    autocomplete="name"
                    enterkeyhint="go"
                    value={props.name.clone()}
                    readonly={props.phase == Phase::Connecting}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={is_wrong.then_some("username_error")}
                    {oninput}
                />
                if let Some(problem) = props.problem {
                    <p id="username_error" class="join-form__error" role="alert">
                        { messages.say(&refusal(problem)) }
                    </p>
                }
            </div>
            <button
                ref={button}
                id="join_leave"
                class="button button--primary join-form__button"
                type="submit"
                disabled={props.phase == Phase::Connecting}
            >
                { messages.text(label) }
            </button>
        </form>
    }
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Nothing is lost if the browser keeps the focus elsewhere.
        let _ = element.focus();
    }
}
