use twilio_video::LocalMediaTrack;
use web_sys::Element;
use yew::{AttrValue, Html, Properties, component, create_portal, html};

use super::avatar::{avatar, caption};
use super::video_view::VideoView;
use crate::messages::{Messages, use_messages};
use crate::state::media::MediaState;
use crate::state::roster::Sending;

/// What stands on our own tile.
pub struct OwnName {
    pub label: AttrValue,
    /// Whose initials stand for the picture.
    pub name: AttrValue,
}

/// `name` is as typed so far, and may be empty.
pub fn own_name(messages: &Messages, name: &str) -> OwnName {
    let me = messages.text("stage-me");
    if name.is_empty() {
        return OwnName { label: me.clone(), name: me };
    }
    OwnName {
        label: messages.format("stage-me-named", &[("name", name.into())]),
        name: AttrValue::from(name.to_owned()),
    }
}

/// The element that our picture plays in; tiles take it in. It goes from tile to tile without beginning anew.
pub fn own_picture_element() -> Option<Element> {
    let element = web_sys::window()?.document()?.create_element("div").ok()?;
    // An attribute of this name is always taken.
    let _ = element.set_attribute("class", "tile__own-picture");
    Some(element)
}

#[derive(PartialEq, Properties)]
pub struct OwnPictureProps {
    pub camera: LocalMediaTrack,
    /// What it plays in.
    pub element: Element,
}

/// Our camera's picture, for as long as this component lives.
#[component]
pub fn OwnPicture(props: &OwnPictureProps) -> Html {
    let track = props.camera.media().clone();
    create_portal(html! { <VideoView {track} mirrored=true /> }, props.element.clone())
}

#[derive(PartialEq, Properties)]
pub struct PreviewProps {
    /// As typed so far; may be empty.
    pub name: String,
    pub media: MediaState,
    /// What our picture plays in, while the camera is on.
    pub picture: Option<Element>,
}

/// How the others will see us.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let messages = use_messages();
    let OwnName { label, name } = own_name(&messages, &props.name);
    let microphone = Sending::of_device(props.media.microphone);
    let camera = Sending::of_device(props.media.camera);
    html! {
        <section class="stage" aria-label={messages.text("stage-participants")}>
            <div class="stage__tiles">
                <div id="video_container" class="tiles tiles--grid" data-tiles="1">
                    <article
                        id="local"
                        class="tile tile--own"
                        aria-label={label.clone()}
                        data-microphone={microphone.word()}
                        data-camera={camera.word()}
                    >
                        if let Some(picture) = props.picture.clone() {
                            { Html::VRef(picture.into()) }
                        } else if camera != Sending::On {
                            { avatar(&name) }
                        }
                        <div class="tile__caption">{ caption(&messages, &label, microphone) }</div>
                    </article>
                </div>
            </div>
        </section>
    }
}
