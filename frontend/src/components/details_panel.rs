use twilio_video::Room;
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_node_ref,
};

use super::icon::{Icon, Picture};
use crate::hooks::use_statistics;
use crate::messages::{Messages, use_messages};
use crate::state::roster::Participant;
use crate::state::statistics::{Direction, Line, Rate};

#[derive(PartialEq, Properties)]
pub struct DetailsPanelProps {
    pub room: Room,
    pub participants: Vec<Participant>,
    pub on_close: Callback<()>,
}

/// What the connection carries, for whoever wonders why a picture is not better.
#[component]
pub fn DetailsPanel(props: &DetailsPanelProps) -> Html {
    let messages = use_messages();
    let statistics = use_statistics(props.room.clone());
    let close_button = use_node_ref();
    use_effect_with(close_button.clone(), |button| {
        if let Some(button) = button.cast::<web_sys::HtmlElement>() {
            // Nothing is lost if the browser keeps the focus elsewhere.
            let _ = button.focus();
        }
    });
    let close = props.on_close.reform(|_: MouseEvent| ());
    let of = |direction: Direction| {
        statistics.rates.iter().filter(move |rate| rate.stream.direction == direction).collect::<Vec<_>>()
    };
    let names = Names { room: &props.room, participants: &props.participants, messages: &messages };
    html! {
        <aside id="details" class="details" aria-labelledby="details_title">
            <header class="details__header">
                <h2 id="details_title" class="details__title">{ messages.text("stage-details") }</h2>
                <button
                    ref={close_button}
                    id="close_details"
                    class="button button--plain"
                    type="button"
                    aria-label={messages.text("stage-details-close")}
                    onclick={close}
                >
                    <Icon picture={Picture::Close} />
                </button>
            </header>
            { line(&messages, &statistics.line) }
            { table("received", messages.text("stage-received"), &of(Direction::Received), &names) }
            { table("sent", messages.text("stage-sent"), &of(Direction::Sent), &names) }
        </aside>
    }
}

fn line(messages: &Messages, line: &Line) -> Html {
    let way = [line.candidate.as_deref(), line.protocol.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let round_trip = line.round_trip.map(|milliseconds| {
        messages.format("stage-milliseconds", &[("milliseconds", milliseconds.round().into())])
    });
    let facts = [
        ("way", "stage-way", (!way.is_empty()).then(|| AttrValue::from(way.join(" ")))),
        ("round_trip", "stage-round-trip", round_trip),
        ("cipher", "stage-cipher", line.cipher.clone().map(AttrValue::from)),
    ];
    html! {
        <dl class="details__facts">
            for (id, name, value) in facts {
                <div class="details__fact" key={id}>
                    <dt>{ messages.text(name) }</dt>
                    <dd data-fact={id}>{ value.unwrap_or_else(|| "–".into()) }</dd>
                </div>
            }
        </dl>
    }
}

fn table(id: &'static str, caption: AttrValue, rates: &[&Rate], names: &Names) -> Html {
    let messages = names.messages;
    let heads = [
        "stage-stream",
        "stage-bitrate",
        "stage-loss",
        "stage-size",
        "stage-frame-rate",
        "stage-codec",
        "stage-layer",
    ];
    html! {
        <div class="details__scroll" tabindex="0" role="region" aria-label={caption.clone()}>
            <table class="details__table" data-direction={id}>
                <caption class="details__caption">{ caption }</caption>
                <thead>
                    <tr>
                        for head in heads {
                            <th scope="col">{ messages.text(head) }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for rate in rates.iter() {
                        { row(rate, names) }
                    }
                </tbody>
            </table>
        </div>
    }
}

fn row(rate: &Rate, names: &Names) -> Html {
    let messages = names.messages;
    let stream = &rate.stream;
    let bitrate = messages.format("stage-kilobits", &[("kilobits", (rate.bitrate / 1000.0).round().into())]);
    let loss = messages.format("stage-percent", &[("percent", (rate.loss * 100.0).round().into())]);
    let absent = || AttrValue::from("–");
    let size = stream.size.map_or_else(absent, |(width, height)| format!("{width} × {height}").into());
    let frame_rate = stream.frame_rate.map_or_else(absent, |rate| (rate.round() as u32).to_string().into());
    let or_absent = |text: &Option<String>| text.clone().map_or_else(absent, AttrValue::from);
    html! {
        <tr key={stream.id.clone()}>
            <th scope="row">{ names.of(rate) }</th>
            <td>{ bitrate }</td>
            <td>{ loss }</td>
            <td>{ size }</td>
            <td>{ frame_rate }</td>
            <td>{ or_absent(&stream.codec) }</td>
            <td>{ or_absent(&stream.layer) }</td>
        </tr>
    }
}

/// Tells whose a stream is.
struct Names<'panel> {
    room: &'panel Room,
    participants: &'panel [Participant],
    messages: &'panel Messages,
}

impl Names<'_> {
    fn of(&self, rate: &Rate) -> AttrValue {
        let kind = if rate.stream.is_video { "stage-video-of" } else { "stage-audio-of" };
        let name = match rate.stream.direction {
            Direction::Received => self.publisher(rate.stream.track.as_deref()).unwrap_or_else(|| "–".into()),
            Direction::Sent => self.messages.text("stage-me"),
        };
        self.messages.format(kind, &[("name", name.into())])
    }

    /// The name of whoever's track is called that in this browser.
    fn publisher(&self, track: Option<&str>) -> Option<AttrValue> {
        let participants = self.room.participants();
        let publisher = participants.iter().find(|participant| {
            participant.publications().iter().any(|publication| {
                let native = publication
                    .track()
                    .and_then(|track| track.media().and_then(|media| media.media_stream_track()));
                native.is_some_and(|native| Some(native.id().as_str()) == track)
            })
        })?;
        let known = self.participants.iter().find(|known| known.sid == publisher.sid())?;
        Some(known.name.clone().into())
    }
}
