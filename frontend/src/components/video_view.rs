use twilio_video::{Dimensions, MediaTrack};
use web_sys::HtmlVideoElement;
use yew::{Html, Properties, classes, component, html, use_effect_with, use_node_ref};

use crate::hooks::Observer;
use crate::state::picture::{Ceiling, wanted};

#[derive(PartialEq, Properties)]
pub struct VideoViewProps {
    pub track: MediaTrack,
    /// As in a mirror, which is how people know their own face.
    #[prop_or_default]
    pub mirrored: bool,
    /// The server sends it, and wants to know how large it is shown: at most this.
    #[prop_or_default]
    pub ceiling: Option<Ceiling>,
}

/// One picture that moves, for as long as this component lives. It makes no sound. The library sees for itself whether
/// the element is in sight.
#[component]
pub fn VideoView(props: &VideoViewProps) -> Html {
    let node = use_node_ref();
    use_effect_with((props.track.clone(), node.clone()), |(track, node)| {
        let held = node.cast::<HtmlVideoElement>().map(|video| {
            // The attribute in `html!` would leave the property as it is.
            video.set_muted(true);
            // A track that ended meanwhile leaves the picture dark, which is the truth.
            let _ = track.attach(&video);
            (track.clone(), video)
        });
        move || {
            if let Some((track, video)) = held {
                let _ = track.detach(&video);
                // Chromium counts a player as in use until its source is taken away.
                video.set_src_object(None);
            }
        }
    });
    use_effect_with((props.track.clone(), props.ceiling, node.clone()), |(track, ceiling, node)| {
        let observer = ceiling.zip(node.cast::<HtmlVideoElement>()).map(|(ceiling, video)| {
            let track = track.clone();
            Observer::new(&video.clone(), move || tell_size(&track, &video, ceiling))
        });
        move || drop(observer)
    });
    let mirrored = props.mirrored.then_some("tile__video--mirrored");
    html! { <video ref={node} class={classes!("tile__video", mirrored)} autoplay=true playsinline=true /> }
}

fn tell_size(track: &MediaTrack, video: &HtmlVideoElement, ceiling: Ceiling) {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    if let Some((width, height)) = wanted(video.client_width(), video.client_height(), ratio, ceiling) {
        // Without an answer the server sends what it sent before.
        let _ = track.prefer_dimensions(Dimensions { width, height });
    }
}
