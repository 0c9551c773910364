//! What the terminal says of the room server.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::Serialize;

use crate::credentials::Credentials;

/// What a test suite reads from the line that begins with a brace.
#[derive(Serialize)]
struct ForTests<'a> {
    account_sid: &'a str,
    api_key_sid: &'a str,
    api_key_secret: &'a str,
    auth_token: &'a str,
    signaling_url: String,
    rest_url: String,
}

/// Addresses in words; with credentials that everybody knows, those too, and all of it once more as JSON.
pub fn of_rooms(http: SocketAddr, https: bool, known: Option<&Credentials>) -> String {
    let address = reachable(http);
    let (rest, signaling) = if https { ("https", "wss") } else { ("http", "ws") };
    let rest_url = format!("{rest}://{address}");
    let signaling_url = format!("{signaling}://{address}/signaling");
    let mut text = format!("The room server runs: signaling at {signaling_url}, Rooms API at {rest_url}\n");
    let Some(Credentials { account_sid, api_key_sid, api_key_secret }) = known else { return text };
    let (api_key_secret, auth_token) = (api_key_secret.expose(), Credentials::DEVELOPMENT_AUTH_TOKEN);
    if !http.ip().is_loopback() {
        text.push_str(
            "* Other machines reach it, and everybody knows its credentials: use it for tests alone.\n",
        );
    }
    let _ = writeln!(
        text,
        "* Account {account_sid}, auth token {auth_token}\n* API key {api_key_sid}, secret {api_key_secret}"
    );
    let for_tests =
        ForTests { account_sid, api_key_sid, api_key_secret, auth_token, signaling_url, rest_url };
    if let Ok(json) = serde_json::to_string(&for_tests) {
        let _ = writeln!(text, "{json}");
    }
    text
}

/// This machine's own address where the port is open at all of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    let loopback = match address {
        SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    if address.ip().is_unspecified() { SocketAddr::new(loopback, address.port()) } else { address }
}
