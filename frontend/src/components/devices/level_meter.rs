use web_sys::MediaStreamTrack;
use yew::{Html, Properties, component, html, use_node_ref};

use crate::hooks::use_level;

#[derive(PartialEq, Properties)]
pub struct LevelMeterProps {
    pub source: Option<MediaStreamTrack>,
}

/// A bar as long as the microphone is loud. It changes too often to be read out.
#[component]
pub fn LevelMeter(props: &LevelMeterProps) -> Html {
    let bar = use_node_ref();
    use_level(props.source.clone(), bar.clone());
    html! {
        <div id="level" class="level" aria-hidden="true"><div ref={bar} class="level__bar" /></div>
    }
}
