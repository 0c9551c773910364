use wasm_bindgen_futures::spawn_local;
use yew::html::ChildrenProps;
use yew::{
    ContextProvider, Html, component, hook, html, use_context, use_effect_with, use_memo, use_mut_ref,
    use_state_eq,
};

use super::catalogue::Messages;
use super::language::Language;
use crate::settings::{Preference, use_preference};
use crate::{api, browser, crash};

/// The language that was chosen in this browser; the browser's own if none was.
pub const LANGUAGE: Preference<Language> = Preference::new("language", browser::language);

/// Speaks to everything inside of it in the person's language. Nothing is drawn before that language is there.
#[component]
pub fn MessagesProvider(props: &ChildrenProps) -> Html {
    let kept = use_preference(LANGUAGE);
    let english = (*use_memo((), |()| Messages::default())).clone();
    let messages = use_state_eq({
        let (english, wanted) = (english.clone(), kept.value);
        move || (wanted == Language::English).then_some(english)
    });
    // Counts the choices: only the last one is waited for.
    let choices = use_mut_ref(|| 0_u32);

    use_effect_with(kept.value, {
        let messages = messages.setter();
        move |language| {
            *choices.borrow_mut() += 1;
            let (choice, language) = (*choices.borrow(), *language);
            spawn_local(async move {
                let found = match language {
                    Language::English => english,
                    other => match api::messages(other).await {
                        Some(source) => english.read(other, &source),
                        None => english,
                    },
                };
                if *choices.borrow() == choice {
                    messages.set(Some(found));
                }
            });
        }
    });
    use_effect_with((*messages).clone(), |messages| {
        if let Some(messages) = messages {
            browser::announce_language(messages.language());
            crash::speak(messages);
        }
    });

    let Some(messages) = (*messages).clone() else {
        return Html::default();
    };
    html! {
        <ContextProvider<Messages> context={messages}>{ props.children.clone() }</ContextProvider<Messages>>
    }
}

/// The page's words in the person's language.
#[hook]
pub fn use_messages() -> Messages {
    use_context::<Messages>().unwrap_or_default()
}
