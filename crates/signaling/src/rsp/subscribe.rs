//! Whether a participant wants everybody's tracks.

use serde::{Deserialize, Serialize};

use crate::lenient::{lenient, lenient_list};

/// `connect.subscribe`. The library sends one rule: include all, or exclude all when `automaticSubscription` is off.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Subscribe {
    #[serde(default, deserialize_with = "lenient")]
    pub revision: u64,
    #[serde(default, deserialize_with = "lenient_list")]
    pub rules: Vec<SubscribeRule>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SubscribeRule {
    pub r#type: SubscribeRuleType,
    #[serde(default, deserialize_with = "lenient")]
    pub all: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubscribeRuleType {
    Exclude,
    Include,
}

impl Subscribe {
    /// The last rule about all tracks decides; without one, everything is subscribed.
    pub fn includes_all(&self) -> bool {
        self.rules
            .iter()
            .rev()
            .find(|rule| rule.all)
            .is_none_or(|rule| rule.r#type == SubscribeRuleType::Include)
    }
}

impl Default for Subscribe {
    fn default() -> Self {
        Self { revision: 1, rules: vec![SubscribeRule { r#type: SubscribeRuleType::Include, all: true }] }
    }
}
