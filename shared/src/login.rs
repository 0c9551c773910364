use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// What a person asks for. Checked by the backend with [`crate::DisplayName`], [`crate::RoomName`] and
/// [`crate::TabTag`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// Missing and `null` read as blank.
    #[serde(default, deserialize_with = "blank_if_null")]
    pub username: String,
    /// Absent or blank: the default room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The tag that the page keeps for its tab. Absent: the identity is the name alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
}

/// The way into a room.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginResponse {
    /// Twilio's access token, a JWT. A secret of the person it names.
    pub token: String,
    /// The text form of [`crate::Identity`], as the token has it.
    pub identity: String,
    /// The name of the only room that the token opens.
    pub room: String,
    /// Where the signaling socket connects: an absolute `ws:` or `wss:` address, or a path on the page's own origin.
    /// Absent: the browser library's default, which is Twilio's cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signaling_url: Option<String>,
}

impl fmt::Debug for LoginResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LoginResponse")
            .field("signaling_url", &self.signaling_url)
            .finish_non_exhaustive()
    }
}

fn blank_if_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_needs_no_more_than_a_name() {
        let request: LoginRequest = serde_json::from_str(r#"{"username":"Ada"}"#).unwrap();
        assert_eq!(request, LoginRequest { username: "Ada".to_owned(), room: None, tab: None });
    }

    #[test]
    fn a_missing_name_reads_as_a_blank_one() {
        for json in ["{}", r#"{"username":null}"#] {
            assert_eq!(serde_json::from_str::<LoginRequest>(json).unwrap().username, "");
        }
    }

    #[test]
    fn a_name_of_another_type_does_not_read() {
        for json in [r#"{"username":42}"#, r#"{"username":["Ada"]}"#, r#"{"username":"Ada","room":7}"#] {
            assert!(serde_json::from_str::<LoginRequest>(json).is_err());
        }
    }

    #[test]
    fn the_cloud_is_told_by_an_absent_address() {
        let response = LoginResponse {
            token: "t".into(),
            identity: "Ada".into(),
            room: "My Room".into(),
            signaling_url: None,
        };
        let json = r#"{"token":"t","identity":"Ada","room":"My Room"}"#;
        assert_eq!(serde_json::to_string(&response).unwrap(), json);
        assert_eq!(serde_json::from_str::<LoginResponse>(json).unwrap(), response);
    }

    #[test]
    fn debug_output_tells_nobody_apart() {
        let response = LoginResponse {
            token: "secret".into(),
            identity: "Ada".into(),
            room: "Stand-up".into(),
            signaling_url: Some("/signaling".into()),
        };
        let debug = format!("{response:?}");
        assert!(!debug.contains("secret") && !debug.contains("Ada") && !debug.contains("Stand-up"));
    }
}
