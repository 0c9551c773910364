use shared::{ErrorCode, NameFault, routes};
use yew::{Html, Properties, component, html};

use crate::components::Header;
use crate::hooks::use_title;

#[derive(PartialEq, Properties)]
pub struct NotFoundPageProps {
    /// What is wrong with the room in the address. `None`: it names no page at all.
    #[prop_or_default]
    pub fault: Option<NameFault>,
}

#[component]
pub fn NotFoundPage(props: &NotFoundPageProps) -> Html {
    use_title("Page not found".into());
    let code = props.fault.and_then(ErrorCode::of_room).unwrap_or(ErrorCode::NotFound);
    html! {
        <div class="app" data-view="not-found">
            <Header />
            <main class="not-found">
                <h1 class="not-found__title">{ "Page not found" }</h1>
                <p class="not-found__advice">{ code.to_string() }</p>
                <a class="button button--primary" href={routes::HOME}>{ "Open My Room" }</a>
            </main>
        </div>
    }
}
