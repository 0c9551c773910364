use yew::{AttrValue, Callback, Html, MouseEvent, html};

use super::icon::{Icon, Picture};

/// The cross that closes what it stands in, as `words` say.
pub fn close_button(words: AttrValue, on_close: &Callback<()>) -> Html {
    let onclick = on_close.reform(|_: MouseEvent| ());
    html! {
        <button class="button button--plain" type="button" aria-label={words.clone()} title={words} {onclick}>
            <Icon picture={Picture::Close} />
        </button>
    }
}
