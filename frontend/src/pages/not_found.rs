use shared::{ErrorCode, NameFault, RoomName, routes};
use yew::{Html, Properties, component, html};

use crate::components::Header;
use crate::hooks::use_title;
use crate::messages::use_messages;
use crate::state::refusal::refusal;

#[derive(PartialEq, Properties)]
pub struct NotFoundPageProps {
    /// What is wrong with the room in the address. `None`: it names no page at all.
    #[prop_or_default]
    pub fault: Option<NameFault>,
}

#[component]
pub fn NotFoundPage(props: &NotFoundPageProps) -> Html {
    let messages = use_messages();
    let title = messages.text("page-not-found");
    use_title(title.clone());
    let code = props.fault.and_then(ErrorCode::of_room).unwrap_or(ErrorCode::NotFound);
    html! {
        <div class="app" data-view="not-found">
            <Header />
            <main class="not-found">
                <h1 class="not-found__title">{ title }</h1>
                <p class="not-found__advice">{ messages.say(&refusal(code)) }</p>
                <a class="button button--primary" href={routes::HOME}>
                    { messages.format("page-open-room", &[("room", RoomName::DEFAULT.into())]) }
                </a>
            </main>
        </div>
    }
}
