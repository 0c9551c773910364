use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_memo};

use crate::browser::ObjectUrl;
use crate::components::icon::{Icon, Picture};
use crate::hooks::TalkWish;
use crate::messages::{Argument, use_messages};
use crate::state::talk::{Author, FileState, Transfer};

#[derive(PartialEq, Properties)]
pub struct FileViewProps {
    pub author: Author,
    pub id: u32,
    pub transfer: Transfer,
    pub act: Callback<TalkWish>,
}

/// A file in the chat: how far it is, and when it is there, a way to keep it.
#[component]
pub fn FileView(props: &FileViewProps) -> Html {
    let messages = use_messages();
    let Transfer { name, size, state } = &props.transfer;
    let bytes = match state {
        FileState::Complete(bytes) => Some(bytes.clone()),
        FileState::Canceled | FileState::Dropped | FileState::Failed | FileState::Moving { .. } => None,
    };
    let raster = raster_type(&name.extension());
    let url = use_memo(bytes, |bytes: &Option<Rc<Vec<u8>>>| {
        // A browser runs nothing of what it takes for plain bytes, whatever the file says of itself.
        ObjectUrl::new(bytes.as_ref()?, raster.unwrap_or("application/octet-stream"))
    });
    let cancel = {
        let (author, id) = (props.author.sid.clone(), props.id);
        props.act.reform(move |_: MouseEvent| TalkWish::CancelFile { author: author.clone(), id })
    };
    let kilobytes = size.bytes().div_ceil(1024);
    let facts = messages.format("talk-file-size", &[("count", kilobytes.into())]);
    html! {
        <div class="file" data-state={word(state)}>
            if let (Some(url), true) = (url.as_ref(), raster.is_some()) {
                <img class="file__picture" src={url.address().to_owned()} alt={name.as_str().to_owned()} />
            }
            <div class="file__line">
                <Icon picture={Picture::File} />
                <bdi class="file__name">{ name.as_str() }</bdi>
                <span class="file__size">{ facts }</span>
                if let Some(url) = url.as_ref() {
                    <a
                        class="button button--small file__save"
                        href={url.address().to_owned()}
                        download={name.as_str().to_owned()}
                        aria-label={messages.format("talk-file-save-named", &[("name", name.as_str().into())])}
                    >
                        { messages.text("talk-file-save") }
                    </a>
                }
            </div>
            {
                match state {
                    FileState::Complete(_) => Html::default(),
                    FileState::Canceled => told(messages.text("talk-file-canceled")),
                    FileState::Dropped => told(messages.text("talk-file-dropped")),
                    FileState::Failed => told(messages.text("talk-file-failed")),
                    FileState::Moving { percent } => {
                        let label = if props.author.own { "talk-file-sending" } else { "talk-file-receiving" };
                        let named: [(&str, Argument); 1] = [("name", name.as_str().into())];
                        html! {
                            <div class="file__line">
                                <progress
                                    class="file__progress"
                                    max="100"
                                    value={percent.to_string()}
                                    aria-label={messages.format(label, &named)}
                                />
                                <button
                                    class="button button--small"
                                    type="button"
                                    aria-label={messages.format("talk-file-cancel-named", &named)}
                                    onclick={cancel}
                                >
                                    { messages.text("talk-file-cancel") }
                                </button>
                            </div>
                        }
                    }
                }
            }
        </div>
    }
}

fn told(text: AttrValue) -> Html {
    html! { <p class="file__state">{ text }</p> }
}

/// A stable word for styles and tests.
fn word(state: &FileState) -> &'static str {
    match state {
        FileState::Canceled => "canceled",
        FileState::Complete(_) => "complete",
        FileState::Dropped => "dropped",
        FileState::Failed => "failed",
        FileState::Moving { .. } => "moving",
    }
}

/// The types of pictures that are shown: those that cannot run anything. SVG can.
fn raster_type(extension: &str) -> Option<&'static str> {
    match extension {
        "avif" => Some("image/avif"),
        "gif" => Some("image/gif"),
        "jpeg" | "jpg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_can_run_is_shown() {
        assert_eq!(raster_type("png"), Some("image/png"));
        for extension in ["svg", "html", "xml", "pdf", ""] {
            assert_eq!(raster_type(extension), None);
        }
    }
}
