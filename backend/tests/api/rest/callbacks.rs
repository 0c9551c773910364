//! What an application is told, by a receiver that keeps what it gets.

use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use actix_web::rt;
use actix_web::rt::time::timeout;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::json;
use tokio::sync::mpsc;
use url::form_urlencoded;

use super::guest::{Guest, track};
use super::stage::{ACCOUNT, AUTH_TOKEN, Stage};

const PATIENCE: Duration = Duration::from_secs(20);

/// An application's server.
struct Receiver {
    url: String,
    requests: mpsc::UnboundedReceiver<Told>,
    server: actix_web::dev::ServerHandle,
}

/// One request.
struct Told {
    method: String,
    /// As it was requested.
    path: String,
    signature: String,
    parameters: BTreeMap<String, String>,
}

impl Receiver {
    /// Answers with these status codes in turn, and with 200 after them.
    fn start(failures: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook?from=it's", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::unbounded_channel();
        let failures = std::sync::Arc::new(std::sync::Mutex::new(failures.iter()));
        let server = HttpServer::new(move || {
            let (sender, failures) = (sender.clone(), failures.clone());
            App::new().default_service(web::to(move |request: HttpRequest, body: Bytes| {
                let failure = failures.lock().unwrap().next().copied();
                let _ = sender.send(Told::new(&request, &body));
                async move { HttpResponse::build(failure.unwrap_or(200).try_into().unwrap()).finish() }
            }))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        rt::spawn(server);
        Self { url, requests, server: handle }
    }

    async fn next(&mut self) -> Told {
        timeout(PATIENCE, self.requests.recv()).await.expect("a callback in time").unwrap()
    }

    async fn events(&mut self, count: usize) -> Vec<Told> {
        let mut told = Vec::new();
        while told.len() < count {
            told.push(self.next().await);
        }
        told
    }
}

impl Told {
    fn new(request: &HttpRequest, body: &[u8]) -> Self {
        let query = request.query_string().as_bytes();
        let parameters = form_urlencoded::parse(body).into_owned();
        let parameters = parameters.chain(form_urlencoded::parse(query).into_owned()).collect();
        let signature = request.headers().get("x-twilio-signature").unwrap().to_str().unwrap().to_owned();
        let path = request.uri().path_and_query().unwrap().to_string();
        Self { method: request.method().to_string(), path, signature, parameters }
    }

    fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map(String::as_str).unwrap_or_default()
    }

    fn event(&self) -> &str {
        self.get("StatusCallbackEvent")
    }
}

/// A signature over the address and what follows it.
fn signature(text: &str) -> String {
    use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
    use base64::Engine as _;
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, AUTH_TOKEN.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(sign(&key, text.as_bytes()))
}

#[actix_web::test]
async fn an_application_is_told_all_that_happens_in_its_room() {
    let stage = Stage::new().await;
    let mut receiver = Receiver::start(&[]);
    let url = receiver.url.clone();
    let room = stage.room("standup", &[("StatusCallback", &url)]).await;
    let mut alice = Guest::join(&stage, "alice", "standup", json!([track("audio", "voice")])).await;
    let mut voice = track("audio", "voice");
    for (revision, enabled) in [(2, false), (3, true)] {
        voice["enabled"] = json!(enabled);
        alice.set_tracks(revision, json!([voice])).await;
    }
    alice.set_tracks(4, json!([])).await;
    let sid = alice.sid().to_owned();
    let mut told = receiver.events(6).await;
    let _bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    alice.leave().await;
    stage.post("/Rooms/standup", &[("Status", "completed")]).await;
    told.extend(receiver.events(4).await);

    let events: Vec<&str> = told.iter().map(Told::event).collect();
    let expected = [
        "room-created",
        "participant-connected",
        "track-added",
        "track-disabled",
        "track-enabled",
        "track-removed",
        "participant-connected",
        "participant-disconnected",
        "participant-disconnected",
        "room-ended",
    ];
    assert_eq!(events, expected);
    for (number, told) in told.iter().enumerate() {
        assert_eq!(told.method, "POST");
        assert_eq!(told.get("AccountSid"), ACCOUNT);
        assert_eq!((told.get("RoomName"), told.get("RoomType")), ("standup", "group"));
        assert_eq!(told.get("RoomSid"), room["sid"]);
        assert_eq!(told.get("SequenceNumber"), number.to_string());
        let status = if told.event() == "room-ended" { "completed" } else { "in-progress" };
        assert_eq!(told.get("RoomStatus"), status);
        let timestamp = told.get("Timestamp");
        assert!(timestamp.len() == 24 && timestamp.ends_with('Z'), "{timestamp}");
        let body: String = told
            .parameters
            .iter()
            .filter(|(name, _)| *name != "from")
            .flat_map(|(name, value)| [name.as_str(), value.as_str()])
            .collect();
        assert_eq!(told.signature, signature(&format!("{url}{body}")), "{}", told.event());
    }
    for told in &told[1..6] {
        assert_eq!((told.get("ParticipantSid"), told.get("ParticipantIdentity")), (sid.as_str(), "alice"));
        assert_eq!(told.get("ParticipantStatus"), "connected");
    }
    for told in &told[2..6] {
        assert_eq!(told.get("TrackKind"), "audio");
        assert!(told.get("TrackSid").starts_with("MT"));
    }
    assert_eq!(told[7].get("ParticipantStatus"), "disconnected");
    for seconds in [told[7].get("ParticipantDuration"), told[9].get("RoomDuration")] {
        assert!(seconds.parse::<u64>().is_ok(), "{seconds}");
    }
    receiver.server.stop(false).await;
}

#[actix_web::test]
async fn by_get_the_parameters_stand_in_the_address_and_the_signature_is_of_that() {
    let stage = Stage::new().await;
    let mut receiver = Receiver::start(&[]);
    let url = receiver.url.clone();
    stage.room("Zoë's", &[("StatusCallback", &url), ("StatusCallbackMethod", "GET")]).await;
    let told = receiver.next().await;
    assert_eq!((told.method.as_str(), told.get("RoomName")), ("GET", "Zoë's"));
    let origin = url.split_once("/hook").unwrap().0;
    assert_eq!(told.signature, signature(&format!("{origin}{}", told.path)));
    assert!(told.path.starts_with("/hook?from=it's&AccountSid="), "{}", told.path);
}

#[actix_web::test]
async fn rooms_that_clients_open_tell_whom_the_operator_named() {
    let mut receiver = Receiver::start(&[]);
    let url = receiver.url.clone();
    let stage = Stage::with(&["--status-callback", &url, "--status-callback-method", "POST"]).await;
    let alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    alice.leave().await;
    let told = receiver.events(4).await;
    let events: Vec<&str> = told.iter().map(Told::event).collect();
    assert_eq!(events, ["room-created", "participant-connected", "participant-disconnected", "room-ended"]);
}

#[actix_web::test]
async fn a_receiver_that_fails_is_asked_again_and_one_that_refuses_is_not() {
    let stage = Stage::new().await;
    let mut receiver = Receiver::start(&[503, 200, 404, 200]);
    let url = receiver.url.clone();
    stage.room("standup", &[("StatusCallback", &url)]).await;
    stage.post("/Rooms/standup", &[("Status", "completed")]).await;
    stage.room("again", &[("StatusCallback", &url)]).await;
    let told = receiver.events(4).await;
    let events: Vec<&str> = told.iter().map(Told::event).collect();
    assert_eq!(events, ["room-created", "room-created", "room-ended", "room-created"]);
}

#[actix_web::test]
async fn receivers_that_are_slow_or_not_there_hold_up_no_call_and_no_other_receiver() {
    let stage = Stage::new().await;
    // Takes connections and says nothing.
    let slow = TcpListener::bind("127.0.0.1:0").unwrap();
    let slow_url = format!("http://{}/", slow.local_addr().unwrap());
    let gone = TcpStream::connect(slow.local_addr().unwrap()).unwrap().local_addr().unwrap();
    let gone_url = format!("http://{gone}/");
    for (name, url) in [("slow", &slow_url), ("gone", &gone_url)] {
        stage.room(name, &[("StatusCallback", url)]).await;
        let alice = Guest::join(&stage, "alice", name, json!([])).await;
        alice.leave().await;
    }
    let mut receiver = Receiver::start(&[]);
    let url = receiver.url.clone();
    stage.room("quick", &[("StatusCallback", &url)]).await;
    assert_eq!(receiver.next().await.event(), "room-created");
    assert_eq!(stage.get("/Rooms/slow").await.status, 200);
    stage.app.stop().await;
}

#[actix_web::test]
async fn when_the_server_stops_the_end_of_its_rooms_is_told() {
    let stage = Stage::new().await;
    let mut receiver = Receiver::start(&[]);
    let url = receiver.url.clone();
    stage.room("standup", &[("StatusCallback", &url)]).await;
    assert_eq!(receiver.next().await.event(), "room-created");
    let _alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    assert_eq!(receiver.next().await.event(), "participant-connected");
    stage.app.stop().await;
    assert_eq!(receiver.next().await.event(), "participant-disconnected");
    assert_eq!(receiver.next().await.event(), "room-ended");
}
