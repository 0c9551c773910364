use yew::{AttrValue, hook, use_effect_with};

use crate::browser;

/// Names the tab after what it shows.
#[hook]
pub fn use_title(subject: AttrValue) {
    use_effect_with(subject, |subject| browser::set_title(&format!("{subject} | Ona Ana")));
}
