use twilio_video::MediaTrack;
use web_sys::HtmlVideoElement;
use yew::{Html, Properties, classes, component, html, use_effect_with, use_node_ref};

#[derive(PartialEq, Properties)]
pub struct VideoViewProps {
    pub track: MediaTrack,
    /// As in a mirror, which is how people know their own face.
    #[prop_or_default]
    pub mirrored: bool,
}

/// One picture that moves, for as long as this component lives. It makes no sound.
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
    let mirrored = props.mirrored.then_some("tile__video--mirrored");
    html! { <video ref={node} class={classes!("tile__video", mirrored)} autoplay=true playsinline=true /> }
}
