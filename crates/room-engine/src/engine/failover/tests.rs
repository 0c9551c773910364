#![expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::*;
use crate::config::{EngineConfig, Limits, RoomSettings};
use crate::id::SocketId;
use crate::io::{Input, Output};
use crate::transport_address::TransportAddress;
use crate::verifier::{Admission, RandomSource, TokenFault, TokenVerifier};

const OFFER: &str = include_str!("../../../tests/fixtures/chromium_offer.sdp");

/// By their sockets.
const AMINA: SocketId = SocketId(1);
const BARAKA: SocketId = SocketId(2);

#[test]
fn a_connection_that_ends_soon_again_is_not_replaced() {
    let start = Instant::now();
    let mut failover = Failover::default();
    assert!(failover.begin("first".to_owned(), start));
    assert!(!failover.begin("first".to_owned(), start), "it ends once");
    failover.complete(start);
    assert!(!failover.begin("second".to_owned(), start + SHORT_LIFE - Duration::from_millis(1)));
    assert!(failover.begin("second".to_owned(), start + SHORT_LIFE));
}

#[test]
fn failovers_are_counted() {
    let mut now = Instant::now();
    let mut failover = Failover::default();
    for _ in 0..MOST_FAILOVERS {
        assert!(failover.begin("old".to_owned(), now));
        failover.complete(now);
        now += SHORT_LIFE;
    }
    assert!(!failover.begin("old".to_owned(), now));
}

#[test]
fn who_comes_back_has_the_whole_time_to_offer() {
    let start = Instant::now();
    let mut failover = Failover::default();
    failover.wait_anew(start);
    assert_eq!(failover.poll_timeout(), None);
    assert!(failover.begin("old".to_owned(), start));
    failover.wait_anew(start + OFFER_TIMEOUT);
    assert_eq!(failover.poll_timeout(), Some(start + OFFER_TIMEOUT * 2));
    failover.complete(start + OFFER_TIMEOUT);
    assert_eq!((failover.poll_timeout(), failover.is_awaited()), (None, false));
}

#[test]
fn the_old_connection_is_closed_and_the_offer_of_another_answered() {
    let mut scene = Scene::new();
    let before = scene.deliveries(AMINA);
    assert_eq!(before.len(), 2);
    scene.fail();

    let told = scene.told(AMINA);
    let [update] = told.as_slice() else { panic!("{told:#?}") };
    let new = update["peer_connections"][1]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        update["peer_connections"],
        json!([
            { "id": "pc", "description": { "type": "close", "revision": 1 } },
            { "id": new, "description": { "type": "create-offer", "revision": 1 } },
        ])
    );
    assert_eq!(scene.told(BARAKA), [] as [Value; 0]);

    scene.describe(&[("pc", "offer", 2, "late"), ("unknown", "offer", 2, OFFER), (&new, "answer", 1, OFFER)]);
    assert_eq!(scene.told(AMINA), [] as [Value; 0]);

    scene.describe(&[(&new, "offer", 2, OFFER)]);
    let told = scene.told(AMINA);
    let answer = &told[0]["peer_connections"][0];
    assert_eq!((answer["id"].as_str(), &answer["description"]["type"]), (Some(&*new), &json!("answer")));
    assert_eq!(answer["description"]["revision"], 2);
    let granted = &told[0]["media_signaling"]["active_speaker"]["transport"]["label"];
    assert!(granted.is_string(), "{told:#?}");
    let subscribed = &told[0]["subscribed"]["tracks"];
    let after = ids(subscribed);
    assert_eq!(after.len(), 2);
    assert!(before.is_disjoint(&after), "{before:?} {after:?}");
    let sdp = answer["description"]["sdp"].as_str().unwrap();
    assert!(after.iter().any(|id| sdp.contains(id)), "the answer delivers");
    assert_eq!(scene.told(BARAKA), [] as [Value; 0]);

    scene.describe(&[(&new, "offer", 2, OFFER)]);
    assert_eq!(scene.told(AMINA)[0]["peer_connections"][0], *answer, "the same offer has the same answer");
}

#[test]
fn rubbish_instead_of_an_offer_ends_the_stay() {
    let mut scene = Scene::new();
    scene.fail();
    let new = scene.told(AMINA)[0]["peer_connections"][1]["id"].as_str().unwrap().to_owned();
    scene.describe(&[(&new, "offer", 2, "rubbish")]);
    assert_eq!(scene.told(AMINA)[0]["code"], 53403);
    assert_eq!(scene.engine.counts().participants, 1);
    assert_eq!(scene.engine.counts().ufrags, 1);
}

#[test]
fn who_never_offers_is_put_out() {
    let mut scene = Scene::new();
    scene.fail();
    scene.told(AMINA);
    scene.wait(OFFER_TIMEOUT - Duration::from_secs(1));
    assert!(scene.told(AMINA).iter().all(|message| message["type"] != "error"));
    scene.wait(Duration::from_secs(1));
    let told = scene.told(AMINA);
    assert!(told.iter().any(|message| message["code"] == 53405), "{told:#?}");
    assert_eq!(scene.engine.counts().participants, 1);
}

#[test]
fn whose_second_connection_ends_soon_is_put_out() {
    let mut scene = Scene::new();
    scene.fail();
    let new = scene.told(AMINA)[0]["peer_connections"][1]["id"].as_str().unwrap().to_owned();
    scene.describe(&[(&new, "offer", 2, OFFER)]);
    scene.told(AMINA);
    scene.wait(SHORT_LIFE / 2);
    scene.fail();
    let told = scene.told(AMINA);
    assert!(told.iter().any(|message| message["code"] == 53405), "{told:#?}");
}

#[test]
fn what_happens_while_no_connection_is_there_is_made_up_for() {
    let mut scene = Scene::new();
    scene.fail();
    let new = scene.told(AMINA)[0]["peer_connections"][1]["id"].as_str().unwrap().to_owned();
    let tracks = json!([track("audio", "first"), track("video", "second"), track("data", "third")]);
    scene.say(BARAKA, &json!({ "participant": { "revision": 2, "tracks": tracks } }));
    let told = scene.told(AMINA);
    assert!(told.iter().all(|message| message["peer_connections"].as_array().is_none_or(Vec::is_empty)));
    scene.describe(&[(&new, "offer", 2, OFFER)]);
    assert_eq!(ids(&scene.told(AMINA)[0]["subscribed"]["tracks"]).len(), 3);
}

/// Amina, whose connection may end, and Baraka, who publishes sound and a picture.
struct Scene {
    engine: Engine,
    now: Instant,
    messages: Vec<(SocketId, Value)>,
    sessions: Vec<String>,
}

impl Scene {
    fn new() -> Self {
        let config = EngineConfig {
            worker: 0,
            media_addresses: vec![TransportAddress::udp((Ipv4Addr::LOCALHOST, 8082).into())],
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms: Some(RoomSettings::ad_hoc()),
            can_record: false,
            limits: Limits::default(),
        };
        let engine = Engine::new(config, Box::new(Trusting), Box::new(Counting(0)));
        let mut scene = Self { engine, now: Instant::now(), messages: Vec::new(), sessions: Vec::new() };
        for (socket, tracks) in
            [(AMINA, json!([])), (BARAKA, json!([track("audio", "first"), track("video", "second")]))]
        {
            scene.input(Input::SocketOpened { socket });
            let body = json!({
                "type": "connect", "version": 2, "name": "room", "token": socket.0.to_string(),
                "participant": { "revision": 1, "tracks": tracks },
                "media_signaling": { "active_speaker": { "transports": [{ "type": "data-channel" }] } },
                "peer_connections": [{ "id": "pc", "description": { "type": "offer", "revision": 1, "sdp": OFFER } }],
            });
            let hello = json!({ "type": "hello", "id": "1", "timeout": 5000, "version": 2, "body": body });
            scene.input(Input::SocketText { socket, text: &hello.to_string() });
            let told = scene.messages.iter().find(|(to, told)| *to == socket && told["session"].is_string());
            scene.sessions.push(told.unwrap().1["session"].as_str().unwrap().to_owned());
        }
        scene
    }

    /// Amina's connection is gone for good.
    fn fail(&mut self) {
        let sid = self.engine.sessions[&self.sessions[0]];
        self.messages.clear();
        self.engine.fail_over(sid, self.now);
        self.engine.settle(self.now);
        self.collect();
    }

    /// Amina describes connections: id, type, revision and SDP.
    fn describe(&mut self, descriptions: &[(&str, &str, u64, &str)]) {
        let described = descriptions.iter().map(|(id, r#type, revision, sdp)| {
            json!({ "id": id, "description": { "type": r#type, "revision": revision, "sdp": sdp } })
        });
        self.say(AMINA, &json!({ "peer_connections": described.collect::<Vec<_>>() }));
    }

    fn say(&mut self, socket: SocketId, update: &Value) {
        let mut body = update.clone();
        body["type"] = json!("update");
        body["version"] = json!(2);
        body["session"] = json!(self.sessions[usize::from(socket == BARAKA)]);
        let message = json!({ "type": "msg", "body": body });
        self.input(Input::SocketText { socket, text: &message.to_string() });
    }

    /// Both keep their sockets alive.
    fn wait(&mut self, duration: Duration) {
        let end = self.now + duration;
        while self.now < end {
            self.now = end.min(self.now + Duration::from_secs(1));
            for socket in [AMINA, BARAKA] {
                self.input(Input::SocketText { socket, text: r#"{"type":"heartbeat"}"# });
            }
            self.input(Input::Timeout);
        }
    }

    /// What was said to a client since the last look.
    fn told(&mut self, client: SocketId) -> Vec<Value> {
        self.messages.extract_if(.., |(to, _)| *to == client).map(|(_, message)| message).collect()
    }

    /// The names under which a client receives what it was told last.
    fn deliveries(&mut self, client: SocketId) -> BTreeSet<String> {
        let told = self.told(client);
        let newest = told.iter().rev().find(|message| message["subscribed"].is_object());
        ids(&newest.unwrap()["subscribed"]["tracks"])
    }

    fn input(&mut self, input: Input<'_>) {
        self.engine.handle_input(input, self.now);
        self.collect();
    }

    fn collect(&mut self) {
        while let Some(output) = self.engine.poll_output() {
            if let Output::SocketText { socket, text } = output {
                let mut frame: Value = serde_json::from_str(&text).unwrap();
                if frame["type"] == "msg" {
                    self.messages.push((socket, frame["body"].take()));
                }
            }
        }
    }
}

fn track(kind: &str, name: &str) -> Value {
    json!({ "id": format!("id of {name}"), "kind": kind, "name": name, "enabled": true, "priority": "standard" })
}

fn ids(subscribed: &Value) -> BTreeSet<String> {
    let tracks = subscribed.as_array().into_iter().flatten();
    tracks.map(|track| track["id"].as_str().unwrap().to_owned()).collect()
}

struct Trusting;

impl TokenVerifier for Trusting {
    fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
        Ok(Admission { identity: token.to_owned(), room: None })
    }
}

struct Counting(u64);

impl RandomSource for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        for (byte, digit) in bytes.iter_mut().zip(self.0.to_le_bytes().into_iter().cycle()) {
            *byte = digit;
        }
    }
}
