//! Rules in JSON. Source: Twilio's pages "Track Subscriptions" and "Recording Rules".

use room_engine::{MAX_RULES, RuleAction, TrackFilter, TrackKind, TrackPriority, TrackRule};
use serde::{Deserialize, Serialize};

use crate::callbacks::kind_name;
use crate::rest::fault::Fault;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    r#type: Action,
    #[serde(default)]
    all: Option<All>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    track: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    priority: Option<String>,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Exclude,
    Include,
}

/// Twilio's own tests write it as a text.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum All {
    Boolean(bool),
    Text(String),
}

/// Reads a list of rules; `code` is that of a list which is none.
pub fn parse(text: &str, code: u32) -> Result<Vec<TrackRule>, Fault> {
    let rules: Vec<Rule> = serde_json::from_str(text).map_err(|_| Fault::new(code))?;
    if !(1..=MAX_RULES).contains(&rules.len()) {
        return Err(Fault::expecting(code, format!("give 1 to {MAX_RULES} rules")));
    }
    rules.into_iter().map(|rule| rule.read().ok_or_else(|| Fault::new(code))).collect()
}

pub fn write(rules: &[TrackRule]) -> serde_json::Value {
    let rules: Vec<Rule> = rules.iter().map(Rule::new).collect();
    serde_json::to_value(rules).unwrap_or_default()
}

impl Rule {
    fn read(self) -> Option<TrackRule> {
        let action = match self.r#type {
            Action::Exclude => RuleAction::Exclude,
            Action::Include => RuleAction::Include,
        };
        let is_all = match &self.all {
            None => false,
            Some(All::Boolean(true)) => true,
            Some(All::Text(text)) if text == "true" => true,
            Some(_) => return None,
        };
        let kind = match self.kind.as_deref() {
            None => None,
            Some(name) => Some(
                [TrackKind::Audio, TrackKind::Data, TrackKind::Video]
                    .into_iter()
                    .find(|kind| kind_name(*kind) == name)?,
            ),
        };
        let priority = match self.priority.as_deref() {
            None => None,
            Some(name) => Some(
                [TrackPriority::High, TrackPriority::Low, TrackPriority::Standard]
                    .into_iter()
                    .find(|priority| priority_name(*priority) == name)?,
            ),
        };
        let filter = TrackFilter { publisher: self.publisher, track: self.track, kind, priority };
        // Either all or what is given.
        (is_all == (filter == TrackFilter::default())).then_some(TrackRule { action, filter })
    }

    fn new(rule: &TrackRule) -> Self {
        let TrackFilter { publisher, track, kind, priority } = rule.filter.clone();
        Self {
            r#type: match rule.action {
                RuleAction::Exclude => Action::Exclude,
                RuleAction::Include => Action::Include,
            },
            all: (rule.filter == TrackFilter::default()).then_some(All::Boolean(true)),
            publisher,
            track,
            kind: kind.map(|kind| kind_name(kind).to_owned()),
            priority: priority.map(|priority| priority_name(priority).to_owned()),
        }
    }
}

fn priority_name(priority: TrackPriority) -> &'static str {
    match priority {
        TrackPriority::High => "high",
        TrackPriority::Low => "low",
        TrackPriority::Standard => "standard",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        let text = r#"[{"type":"exclude","all":"true"},{"type":"include","publisher":"a","kind":"video"}]"#;
        let rules = parse(text, 1).unwrap();
        let expected = json!([
            {"type": "exclude", "all": true, "publisher": null, "track": null, "kind": null, "priority": null},
            {"type": "include", "all": null, "publisher": "a", "track": null, "kind": "video", "priority": null},
        ]);
        assert_eq!(write(&rules), expected);
        assert_eq!(parse(&expected.to_string(), 1), Ok(rules));
    }

    #[test]
    fn rules_that_say_too_little_or_too_much_are_refused() {
        let many = format!("[{}]", [r#"{"type":"include","all":true}"#; MAX_RULES + 1].join(","));
        for text in [
            "",
            "{}",
            "[]",
            "[1]",
            &many,
            r#"[{"type":"include"}]"#,
            r#"[{"all":true}]"#,
            r#"[{"type":"add","all":true}]"#,
            r#"[{"type":"include","all":false}]"#,
            r#"[{"type":"include","all":true,"kind":"audio"}]"#,
            r#"[{"type":"include","kind":"smell"}]"#,
            r#"[{"type":"include","kind":"audio","kind":"video"}]"#,
            r#"[{"type":"include","kind":"audio","colour":"red"}]"#,
        ] {
            assert_eq!(parse(text, 53215).map_err(|fault| fault.code), Err(53215), "{text}");
        }
    }
}
