//! What an access token says, without checking it: for finding the right place, never for admission.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// The room (unique name or SID) that a token's video grant names.
pub fn granted_room(token: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        grants: Grants,
    }
    #[derive(Deserialize)]
    struct Grants {
        video: VideoGrant,
    }
    #[derive(Deserialize)]
    struct VideoGrant {
        room: Option<String>,
    }

    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let Claims { grants: Grants { video: VideoGrant { room } } } = serde_json::from_slice(&payload).ok()?;
    room.filter(|room| !room.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn reads_the_room_of_the_video_grant() {
        let token = token(r#"{"grants":{"identity":"alice","video":{"room":"Zimmer \"7\""}}}"#);
        assert_eq!(granted_room(&token).as_deref(), Some("Zimmer \"7\""));
    }

    #[test]
    fn finds_no_room_in_anything_else() {
        for text in
            ["", "a.b", "a.!.c", &token("{}"), &token(r#"{"grants":{"video":{}}}"#), &token("nonsense")]
        {
            assert_eq!(granted_room(text), None, "{text}");
        }
    }
}
