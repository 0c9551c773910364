use yew::{Callback, Event, Html, Properties, classes, component, html};

use crate::hooks::Effect;
use crate::messages::use_messages;
use crate::state::background::Background;

#[derive(PartialEq, Properties)]
pub struct BackgroundChoiceProps {
    pub chosen: Background,
    pub effect: Effect,
    pub on_choose: Callback<Background>,
}

/// What stands behind the person.
#[component]
pub fn BackgroundChoice(props: &BackgroundChoiceProps) -> Html {
    let messages = use_messages();
    let options = Background::ALL.into_iter().map(|background| {
        let word = background.word();
        let onchange = props.on_choose.reform(move |_: Event| background);
        html! {
            <label key={word} class={classes!("swatch", format!("swatch--{word}"))}>
                <input
                    id={format!("background_{word}")}
                    class="swatch__input"
                    type="radio"
                    name="background"
                    value={word}
                    checked={background == props.chosen}
                    {onchange}
                />
                if let Some(picture) = background.picture() {
                    <img class="swatch__picture" src={picture} alt="" loading="lazy" width="64" height="36" />
                } else {
                    <span class="swatch__picture" />
                }
                <span class="swatch__name">{ messages.text(name(background)) }</span>
            </label>
        }
    });
    let note = match props.effect {
        Effect::Off | Effect::On => None,
        Effect::Loading => Some("lobby-background-loading"),
        Effect::Failed => Some("lobby-background-failed"),
        Effect::TooSlow => Some("lobby-background-too-slow"),
    };
    html! {
        <fieldset id="backgrounds" class="swatches" data-effect={props.effect.word()}>
            <legend class="setting__label">{ messages.text("lobby-background") }</legend>
            { options.collect::<Html>() }
            <p class="setting__note" role="status">
                if let Some(note) = note {
                    { messages.text(note) }
                }
            </p>
        </fieldset>
    }
}

fn name(background: Background) -> &'static str {
    match background {
        Background::None => "lobby-background-none",
        Background::Blur => "lobby-background-blur",
        Background::Bookshelf => "lobby-background-bookshelf",
        Background::Dusk => "lobby-background-dusk",
        Background::Forest => "lobby-background-forest",
        Background::Shore => "lobby-background-shore",
    }
}
