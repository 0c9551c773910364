use web_sys::HtmlSelectElement;
use yew::{
    AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_effect_with, use_node_ref,
};

use crate::messages::use_messages;
use crate::state::device_list::{DeviceKind, DeviceList};

#[derive(PartialEq, Properties)]
pub struct DeviceSelectProps {
    pub kind: DeviceKind,
    pub label: AttrValue,
    pub devices: DeviceList,
    /// The id of the device that the person chose.
    pub chosen: Option<String>,
    pub on_choose: Callback<(DeviceKind, String)>,
}

/// Which device of a kind, or whichever is the system's default.
#[component]
pub fn DeviceSelect(props: &DeviceSelectProps) -> Html {
    let messages = use_messages();
    let kind = props.kind;
    let id = format!("{}_device", kind.word());
    // A device that is gone stays the choice; until it is back, the default stands in.
    let chosen = props.chosen.as_deref().filter(|id| props.devices.has(kind, id));
    let select = use_node_ref();
    // What a person once chose by hand no longer follows the attributes of the options.
    use_effect_with((chosen.unwrap_or_default().to_owned(), props.devices.clone()), {
        let select = select.clone();
        move |(chosen, _)| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(chosen);
            }
        }
    });
    let onchange = props.on_choose.reform(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        (kind, select.map(|select| select.value()).unwrap_or_default())
    });
    let options = props.devices.choices(kind).enumerate().map(|(index, device)| {
        let label = if device.label.is_empty() {
            messages.format(
                "lobby-device-numbered",
                &[("name", (&*props.label).into()), ("number", (index + 1).into())],
            )
        } else {
            AttrValue::from(device.label.clone())
        };
        html! {
            <option key={device.id.clone()} value={device.id.clone()} selected={chosen == Some(&*device.id)}>
                { label }
            </option>
        }
    });
    html! {
        <div class="setting">
            <label class="setting__label" for={id.clone()}>{ &props.label }</label>
            <select ref={select} {id} class="setting__select" disabled={!props.devices.has_any(kind)} {onchange}>
                <option key="" value="" selected={chosen.is_none()}>{ messages.text("lobby-system-default") }</option>
                { options.collect::<Html>() }
            </select>
        </div>
    }
}
