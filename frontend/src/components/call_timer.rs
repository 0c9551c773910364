use gloo_timers::callback::Interval;
use yew::{Html, component, html, use_effect_with, use_memo, use_state_eq};

use crate::browser;
use crate::messages::use_messages;

/// How long the call has lasted since this component was drawn first. It draws itself every second, and nothing else.
#[component]
pub fn CallTimer() -> Html {
    let messages = use_messages();
    let start = *use_memo((), |()| browser::now());
    let seconds = use_state_eq(|| 0_u64);
    use_effect_with((), {
        let seconds = seconds.setter();
        move |()| {
            let interval =
                Interval::new(1_000, move || seconds.set(browser::now().saturating_sub(start) / 1_000));
            move || drop(interval)
        }
    });
    html! {
        <span id="call_timer" class="call-timer" role="timer" aria-label={messages.text("talk-timer")}>
            { digits(*seconds) }
        </span>
    }
}

/// `4:05`, `1:04:05`
fn digits(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_come_when_there_are_some() {
        assert_eq!([0, 65, 3599, 3600, 36_610].map(digits), ["0:00", "1:05", "59:59", "1:00:00", "10:10:10"]);
    }
}
