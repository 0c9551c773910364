use gloo_events::{EventListener, EventListenerOptions};
use twilio_video::MediaTrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent, WheelEvent};
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, UseReducerDispatcher, classes, component, html,
    use_callback, use_effect_with, use_mut_ref, use_node_ref, use_reducer_eq,
};

use super::icon::{Icon, Picture};
use super::tile::{paused_cover, pin_button};
use super::video_view::VideoView;
use crate::messages::{Messages, use_messages};
use crate::render_marks;
use crate::state::layout::{Place, Subject};
use crate::state::picture::Ceiling;
use crate::state::pinch::{Point, Pointers};
use crate::state::zoom::{STEP, Zoom, ZoomAction};

#[derive(PartialEq, Properties)]
pub struct ScreenTileProps {
    pub subject: Subject,
    /// The element's id.
    pub id: AttrValue,
    /// What stands on the tile.
    pub label: AttrValue,
    pub video: Option<MediaTrack>,
    #[prop_or_default]
    pub ceiling: Option<Ceiling>,
    /// The server holds the picture back.
    #[prop_or_default]
    pub paused: bool,
    pub place: Place,
    #[prop_or_default]
    pub pinned: bool,
    #[prop_or_default]
    pub on_pin: Option<Callback<Subject>>,
}

/// A shared screen. On the stage it can be looked at closely.
#[component]
pub fn ScreenTile(props: &ScreenTileProps) -> Html {
    render_marks::mark("tile", &props.id);
    let messages = use_messages();
    let (frame, picture) = (use_node_ref(), use_node_ref());
    let zoom = use_reducer_eq(Zoom::default);
    let on_stage = props.place == Place::Stage;
    use_effect_with(on_stage, {
        let zoom = zoom.dispatcher();
        move |on_stage| {
            if !on_stage {
                zoom.dispatch(ZoomAction::Whole);
            }
        }
    });
    // A style attribute would need a gap in the content security policy; a property set by script does not.
    use_effect_with((*zoom, picture.clone()), |(zoom, picture)| {
        if let Some(picture) = picture.cast::<HtmlElement>() {
            let _ = picture.style().set_property("transform", &zoom.transform());
        }
    });
    use_effect_with((on_stage, frame.clone()), {
        let zoom = zoom.dispatcher();
        move |(on_stage, frame)| {
            let listener =
                frame.cast::<Element>().filter(|_| *on_stage).map(|frame| listen_to_wheel(frame, zoom));
            move || drop(listener)
        }
    });
    let pointers = use_mut_ref(Pointers::default);
    let onpointerdown = on_stage.then(|| {
        let (pointers, frame) = (pointers.clone(), frame.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(frame) = frame.cast::<Element>().filter(|_| event.button() == 0) else { return };
            // Without it, a pointer that leaves the frame is lifted.
            let _ = frame.set_pointer_capture(event.pointer_id());
            let (at, _) = place(&frame, &event);
            pointers.borrow_mut().down(event.pointer_id(), at);
        })
    });
    let onpointermove = on_stage.then(|| {
        let (pointers, frame, zoom) = (pointers.clone(), frame.clone(), zoom.dispatcher());
        Callback::from(move |event: PointerEvent| {
            let Some(frame) = frame.cast::<Element>() else { return };
            let (at, size) = place(&frame, &event);
            for action in pointers.borrow_mut().moved(event.pointer_id(), at, size) {
                zoom.dispatch(action);
            }
        })
    });
    let onpointerup = Callback::from(move |event: PointerEvent| pointers.borrow_mut().up(event.pointer_id()));
    let onkeydown = on_stage.then(|| {
        let zoom = zoom.dispatcher();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(action) = ZoomAction::of_key(&event.key()) {
                // Neither the page's shortcuts nor its scrolling is meant.
                event.prevent_default();
                event.stop_propagation();
                zoom.dispatch(action);
            }
        })
    });
    let on_zoom = use_callback((), {
        let zoom = zoom.dispatcher();
        move |factor: f64, ()| zoom.dispatch(ZoomAction::Closer { factor, x: 0.0, y: 0.0 })
    });
    let participant = match &props.subject {
        Subject::Screen { participant, .. } => Some(participant.clone()),
        Subject::Own | Subject::OwnScreen | Subject::Participant(_) => None,
    };
    html! {
        <article
            id={props.id.clone()}
            class={classes!("tile", "tile--screen", (!zoom.is_whole()).then_some("tile--zoomed"))}
            aria-label={props.label.clone()}
            hidden={props.place == Place::Hidden}
            data-place={props.place.word()}
            data-screen-of={participant}
        >
            <div
                ref={frame}
                class="tile__frame"
                tabindex={on_stage.then_some("0")}
                role={on_stage.then_some("group")}
                aria-label={on_stage.then(|| props.label.clone())}
                {onpointerdown}
                {onpointermove}
                onpointercancel={onpointerup.clone()}
                onpointerleave={onpointerup.clone()}
                {onpointerup}
                {onkeydown}
            >
                <div ref={picture} class="tile__zoom">
                    if let Some(track) = props.video.clone() {
                        <VideoView {track} ceiling={props.ceiling} />
                    }
                </div>
            </div>
            if props.video.is_some() && props.paused {
                { paused_cover(&messages, Html::default()) }
            }
            <div class="tile__caption">
                <Icon picture={Picture::Screen} />
                <span class="tile__name">{ &props.label }</span>
            </div>
            if on_stage && props.ceiling.is_some() {
                { zoom_buttons(&messages, *zoom, &on_zoom) }
            }
            if let Some(on_pin) = &props.on_pin {
                { pin_button(&messages, props.subject.clone(), &props.label, props.pinned, on_pin) }
            }
        </article>
    }
}

fn zoom_buttons(messages: &Messages, zoom: Zoom, on_zoom: &Callback<f64>) -> Html {
    let button = |id: &'static str, message: &str, picture: Picture, factor: f64, disabled: bool| {
        let label = messages.text(message);
        let onclick = on_zoom.reform(move |_: MouseEvent| factor);
        html! {
            <button
                {id}
                class="tile__button"
                type="button"
                aria-label={label.clone()}
                title={label}
                {disabled}
                {onclick}
            >
                <Icon {picture} />
            </button>
        }
    };
    html! {
        <div class="tile__zoom-buttons">
            { button("zoom_in", "stage-zoom-in", Picture::ZoomIn, STEP, false) }
            { button("zoom_out", "stage-zoom-out", Picture::ZoomOut, 1.0 / STEP, zoom.is_whole()) }
        </div>
    }
}

/// Looks closer at where the pointer is. A touchpad's pinch comes as a wheel, too, and would enlarge the whole page.
fn listen_to_wheel(frame: Element, zoom: UseReducerDispatcher<Zoom>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&frame.clone(), "wheel", options, move |event| {
        let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
        event.prevent_default();
        let ((x, y), (width, height)) = place(&frame, event);
        zoom.dispatch(ZoomAction::Closer {
            factor: if event.delta_y() < 0.0 { STEP } else { 1.0 / STEP },
            x: x / width.max(1.0),
            y: y / height.max(1.0),
        });
    })
}

/// Where something happened, from the frame's center, and the frame's size.
fn place(frame: &Element, event: &MouseEvent) -> (Point, Point) {
    let bounds = frame.get_bounding_client_rect();
    let from_center = |position: i32, start: f64, length: f64| f64::from(position) - start - length / 2.0;
    let at = (
        from_center(event.client_x(), bounds.x(), bounds.width()),
        from_center(event.client_y(), bounds.y(), bounds.height()),
    );
    (at, (bounds.width(), bounds.height()))
}
