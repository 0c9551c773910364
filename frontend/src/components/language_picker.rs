use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, component, html};

use crate::messages::{LANGUAGE, Language, use_messages};
use crate::settings::use_preference;

/// Lets people read the page in another language. Each stands there by its own name.
#[component]
pub fn LanguagePicker() -> Html {
    let messages = use_messages();
    let chosen = use_preference(LANGUAGE);
    let onchange = Callback::from(move |event: Event| {
        let tag = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        if let Some(language) = tag.and_then(|tag| tag.parse().ok()) {
            chosen.set.emit(language);
        }
    });
    html! {
        <select id="language" class="language-picker" aria-label={messages.text("page-language")} {onchange}>
            for language in Language::ALL {
                <option
                    key={language.tag()}
                    value={language.tag()}
                    lang={language.tag()}
                    selected={language == chosen.value}
                >
                    { language.own_name() }
                </option>
            }
        </select>
    }
}
