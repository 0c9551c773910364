use yew::{Callback, Html, MouseEvent, html};

use super::icon::{Icon, Picture};
use crate::messages::Messages;

/// Turns the pages of the tiles; `page` counts from 0.
pub fn pager(messages: &Messages, page: usize, pages: usize, on_page: &Callback<usize>) -> Html {
    let place = messages.format("stage-page", &[("page", (page + 1).into()), ("pages", pages.into())]);
    let previous = on_page.reform(move |_: MouseEvent| page.saturating_sub(1));
    let next = on_page.reform(move |_: MouseEvent| page + 1);
    html! {
        <nav class="pager" aria-label={messages.text("stage-pages")}>
            <button
                id="previous_page"
                class="button button--plain button--round pager__button"
                type="button"
                aria-label={messages.text("stage-page-previous")}
                disabled={page == 0}
                onclick={previous}
            >
                <Icon picture={Picture::Previous} />
            </button>
            <span id="page" class="pager__place" role="status" data-page={(page + 1).to_string()}>{ place }</span>
            <button
                id="next_page"
                class="button button--plain button--round pager__button"
                type="button"
                aria-label={messages.text("stage-page-next")}
                disabled={page + 1 >= pages}
                onclick={next}
            >
                <Icon picture={Picture::Next} />
            </button>
        </nav>
    }
}
