use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use yew::{AttrValue, Html, Properties, component, html, use_memo};

/// Modules of white around a code, without which cameras do not find it.
const QUIET_ZONE: usize = 4;

#[derive(PartialEq, Properties)]
pub struct QrPictureProps {
    /// What the code says.
    pub text: AttrValue,
    /// What the picture is, for those who do not see it.
    pub label: AttrValue,
}

/// A text as a QR code; nothing if it is too long for one.
#[component]
pub fn QrPicture(props: &QrPictureProps) -> Html {
    let drawn = use_memo(props.text.clone(), |text| draw(text));
    let Some((side, path)) = (*drawn).clone() else { return Html::default() };
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={props.label.clone()}>
            <path class="qr__paper" d={format!("M0 0h{side}v{side}H0z")} />
            <path class="qr__ink" d={path} />
        </svg>
    }
}

/// The side's length, and a path of one square for each dark module.
fn draw(text: &str) -> Option<(usize, AttrValue)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (index, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        // Writing into a string cannot fail.
        let _ = write!(path, "M{} {}h1v1h-1z", index % width + QUIET_ZONE, index / width + QUIET_ZONE);
    }
    Some((width + 2 * QUIET_ZONE, path.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finders_and_white_around_it() {
        let (side, path) = draw("https://call.test/room/x").unwrap();
        assert!(side >= 21 + 2 * QUIET_ZONE);
        // The corner of the first finder pattern.
        assert!(path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"));
        assert!(draw(&"x".repeat(5000)).is_none());
    }
}
