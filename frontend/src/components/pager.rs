use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct PagerProps {
    /// Counts from 0.
    pub page: usize,
    pub pages: usize,
    pub on_page: Callback<usize>,
}

/// Turns the pages of the tiles.
#[component]
pub fn Pager(props: &PagerProps) -> Html {
    let messages = use_messages();
    let (page, pages) = (props.page, props.pages);
    let place = messages.format("stage-page", &[("page", (page + 1).into()), ("pages", pages.into())]);
    let previous = props.on_page.reform(move |_: MouseEvent| page.saturating_sub(1));
    let next = props.on_page.reform(move |_: MouseEvent| page + 1);
    html! {
        <nav class="pager" aria-label={messages.text("stage-pages")}>
            <button
                id="previous_page"
                class="pager__button"
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
                class="pager__button"
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
