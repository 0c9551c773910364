use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{
    AttrValue, Callback, Html, KeyboardEvent, Properties, component, html, use_effect_with, use_node_ref,
};

use crate::components::close_button;
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct SidePanelProps {
    /// The element's id.
    pub id: AttrValue,
    pub title: AttrValue,
    pub on_close: Callback<()>,
    /// What stands beside the title.
    #[prop_or_default]
    pub tools: Html,
    pub children: Html,
}

/// Stands beside the stage, and over it where there is no room beside. The focus goes to what it marks with
/// `data-first-focus`, and back to where it was when the panel closes.
#[component]
pub fn SidePanel(props: &SidePanelProps) -> Html {
    let messages = use_messages();
    let frame = use_node_ref();
    use_effect_with(frame.clone(), |frame| {
        let frame = frame.cast::<HtmlElement>();
        let before = focused();
        let first = frame.as_ref().and_then(|frame| frame.query_selector("[data-first-focus]").ok()?);
        focus(first);
        move || {
            // Whoever has the focus elsewhere by now keeps it.
            let has_focus =
                focused().is_none_or(|focused| frame.is_some_and(|frame| frame.contains(Some(&focused))));
            if has_focus {
                focus(before.map(Into::into));
            }
        }
    });
    let onkeydown = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                event.stop_propagation();
                on_close.emit(());
            }
        })
    };
    let heading = format!("{}_title", props.id);
    html! {
        <aside ref={frame} id={props.id.clone()} class="side-panel" aria-labelledby={heading.clone()} {onkeydown}>
            <header class="side-panel__header">
                <h2 id={heading} class="side-panel__title">{ &props.title }</h2>
                { props.tools.clone() }
                { close_button(messages.text("page-close"), &props.on_close) }
            </header>
            { props.children.clone() }
        </aside>
    }
}

/// What has the focus, unless nothing in particular has.
fn focused() -> Option<HtmlElement> {
    let active = web_sys::window()?.document()?.active_element()?;
    (active.tag_name() != "BODY").then(|| active.dyn_into().ok()).flatten()
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that went away meanwhile takes no focus.
        let _ = element.focus();
    }
}
