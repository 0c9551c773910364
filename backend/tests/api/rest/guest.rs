//! Somebody in a room, who speaks the library's signaling.

use awc::ws::{CloseCode, Frame, Message};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};

use super::stage::Stage;
use crate::signaling::{Socket, connect, hello, next_message, send_json};
use crate::workers::token;

const CONNECT: &str = include_str!("../../../../crates/signaling/tests/fixtures/client_connect.json");
const OFFER: &str = include_str!("../../../../crates/room-engine/tests/fixtures/chromium_offer.sdp");

pub struct Guest {
    socket: Socket,
    /// The answer to *connect*.
    pub connected: Value,
}

impl Guest {
    pub async fn join(stage: &Stage, identity: &str, room: &str, tracks: Value) -> Self {
        match Self::try_join(stage, identity, room, tracks).await {
            Ok(guest) => guest,
            Err(error) => panic!("{error}"),
        }
    }

    /// The error that the client is told instead.
    pub async fn refused(stage: &Stage, identity: &str, room: &str) -> Value {
        match Self::try_join(stage, identity, room, json!([])).await {
            Ok(_) => panic!("{identity} was let in"),
            Err(error) => error["code"].clone(),
        }
    }

    async fn try_join(stage: &Stage, identity: &str, room: &str, tracks: Value) -> Result<Self, Value> {
        let mut message: Value = serde_json::from_str(CONNECT).unwrap();
        message["name"] = json!(room);
        message["token"] = token(&stage.app, identity, room).await;
        message["participant"]["revision"] = json!(1);
        message["participant"]["tracks"] = tracks;
        let sdp = OFFER.replace("\r\n", "\n").replace('\n', "\r\n");
        message["peer_connections"][0]["description"]["sdp"] = json!(sdp);
        let mut socket = connect(&stage.app).await;
        send_json(&mut socket, &hello(&message)).await;
        loop {
            let body = next_message(&mut socket).await["body"].take();
            match body["type"].as_str() {
                Some("connected") => return Ok(Self { socket, connected: body }),
                Some("error") => return Err(body),
                _ => {}
            }
        }
    }

    pub fn sid(&self) -> &str {
        self.connected["participant"]["sid"].as_str().unwrap()
    }

    pub fn room_sid(&self) -> &str {
        self.connected["sid"].as_str().unwrap()
    }

    pub async fn set_tracks(&mut self, revision: u64, tracks: Value) {
        let update = json!({
            "type": "update", "version": 2, "session": self.connected["session"],
            "participant": { "revision": revision, "tracks": tracks },
        });
        send_json(&mut self.socket, &json!({ "type": "msg", "body": update })).await;
    }

    pub async fn leave(mut self) {
        let disconnect = json!({ "type": "disconnect", "version": 2, "session": self.connected["session"] });
        send_json(&mut self.socket, &json!({ "type": "msg", "body": disconnect })).await;
        self.socket.send(Message::Close(Some(CloseCode::Normal.into()))).await.unwrap();
        while let Some(Ok(frame)) = self.socket.next().await {
            if matches!(frame, Frame::Close(_)) {
                break;
            }
        }
    }

    /// The next message of this type.
    pub async fn told(&mut self, kind: &str) -> Value {
        loop {
            let body = next_message(&mut self.socket).await["body"].take();
            if body["type"] == kind {
                return body;
            }
        }
    }

    /// The next value of this member in any message.
    pub async fn news(&mut self, member: &str) -> Value {
        loop {
            let body = next_message(&mut self.socket).await["body"].take();
            if !body[member].is_null() {
                return body[member].clone();
            }
        }
    }
}

pub fn track(kind: &str, name: &str) -> Value {
    json!({ "id": format!("id of {name}"), "kind": kind, "name": name, "enabled": true, "priority": "standard" })
}
