//! Carries callbacks to their receivers: in order to each of them, and independently of the others.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::sleep;
use awc::http::{Method, StatusCode, header};
use awc::{Client, Connector};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use room_engine::{CallbackMethod, StatusCallback};
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::mpsc;
use tokio::sync::oneshot;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::callbacks::{Callback, Parameters, signature};
use crate::credentials::Secret;

/// Callbacks that wait for one receiver; further ones are dropped.
const LANE_CAPACITY: usize = 1024;

/// Receivers served at once; callbacks to further ones are dropped.
const LANE_LIMIT: usize = 64;

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// When a receiver that could not be reached, took too long or answered 5xx is asked again, and after that no more.
const RETRIES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// Delivers what waits.
#[derive(Debug)]
pub struct Courier {
    queue: mpsc::Receiver<Callback>,
    auth_token: Secret,
    /// What waits for each receiver that is being told something, by its origin.
    lanes: HashMap<String, VecDeque<Callback>>,
    dropped: u64,
}

/// Why a callback was not taken.
#[derive(Debug, PartialEq, Eq)]
enum Failure {
    /// It may be taken later.
    Passing(&'static str),
    /// The receiver does not want it.
    Refused(StatusCode),
}

impl Courier {
    pub fn new(queue: mpsc::Receiver<Callback>, auth_token: Secret) -> Self {
        Self { queue, auth_token, lanes: HashMap::new(), dropped: 0 }
    }

    /// Delivers until `closing` is told or dropped, then what is left.
    pub async fn run(mut self, mut closing: oneshot::Receiver<()>) {
        let client = client();
        let mut running: FuturesUnordered<LocalBoxFuture<'static, String>> = FuturesUnordered::new();
        let mut is_open = true;
        loop {
            let (next, receiver) = tokio::select! {
                _ = &mut closing, if is_open => {
                    self.queue.close();
                    is_open = false;
                    continue;
                }
                callback = self.queue.recv(), if is_open || !self.queue.is_empty() => match callback {
                    Some(callback) => match self.admit(callback) {
                        Some(started) => started,
                        None => continue,
                    },
                    None => {
                        is_open = false;
                        continue;
                    }
                },
                Some(receiver) = running.next() => match self.next_for(&receiver) {
                    Some(callback) => (callback, receiver),
                    None => continue,
                },
                else => return,
            };
            let (client, auth_token) = (client.clone(), self.auth_token.clone());
            running.push(Box::pin(async move {
                deliver(&client, &auth_token, &next).await;
                receiver
            }));
        }
    }

    /// Puts a callback behind others of its receiver, or gives it back if it is the first.
    fn admit(&mut self, callback: Callback) -> Option<(Callback, String)> {
        let receiver = origin(&callback.receiver.url);
        let lanes = self.lanes.len();
        match self.lanes.get_mut(&receiver) {
            Some(lane) if lane.len() < LANE_CAPACITY => lane.push_back(callback),
            None if lanes < LANE_LIMIT => {
                self.lanes.insert(receiver.clone(), VecDeque::new());
                return Some((callback, receiver));
            }
            Some(_) | None => {
                self.dropped += 1;
                if self.dropped.is_power_of_two() {
                    let (room, dropped) = (callback.room, self.dropped);
                    tracing::warn!(%room, dropped, "status callbacks were dropped: their receiver is too slow");
                }
            }
        }
        None
    }

    fn next_for(&mut self, receiver: &str) -> Option<Callback> {
        let next = self.lanes.get_mut(receiver)?.pop_front();
        if next.is_none() {
            self.lanes.remove(receiver);
        }
        next
    }
}

async fn deliver(client: &Client, auth_token: &Secret, callback: &Callback) {
    let Callback { room, receiver, parameters } = callback;
    let mut pauses = RETRIES.iter();
    loop {
        match attempt(client, auth_token, receiver, parameters).await {
            Ok(()) => return,
            Err(Failure::Refused(status)) => {
                let status = status.as_u16();
                tracing::warn!(%room, status, "the receiver of a status callback refused it");
                return;
            }
            Err(Failure::Passing(reason)) => match pauses.next() {
                Some(pause) => sleep(*pause).await,
                None => {
                    tracing::warn!(%room, reason, "a status callback was given up");
                    return;
                }
            },
        }
    }
}

async fn attempt(
    client: &Client,
    auth_token: &Secret,
    receiver: &StatusCallback,
    parameters: &Parameters,
) -> Result<(), Failure> {
    let form = Serializer::new(String::new()).extend_pairs(parameters).finish();
    let none = Parameters::new();
    let (method, url, body, signed) = match receiver.method {
        CallbackMethod::Post => (Method::POST, receiver.url.clone(), form, parameters),
        CallbackMethod::Get => (Method::GET, with_query(&receiver.url, &form), String::new(), &none),
    };
    let mut request = client
        .request(method.clone(), &url)
        .insert_header((signature::HEADER, signature::sign(auth_token.expose(), &url, signed)));
    if method == Method::POST {
        request =
            request.insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8"));
    }
    let response = request.send_body(body).await.map_err(|error| match error {
        awc::error::SendRequestError::Timeout => Failure::Passing("it took too long"),
        _ => Failure::Passing("it could not be reached"),
    })?;
    match response.status() {
        status if status.is_success() => Ok(()),
        status if status.is_server_error() => Err(Failure::Passing("it answered with a failure of its own")),
        status => Err(Failure::Refused(status)),
    }
}

/// The address with the parameters of a GET.
fn with_query(url: &str, query: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}{query}")
}

/// Who is at an address: callbacks to one host and port take turns.
fn origin(url: &str) -> String {
    Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

fn client() -> Client {
    let mut connector = Connector::new().timeout(PATIENCE);
    if let Some(tls) = tls() {
        connector = connector.rustls_0_23(Arc::new(tls));
    }
    Client::builder().connector(connector).timeout(PATIENCE).disable_redirects().finish()
}

/// Trusts whom the system trusts.
fn tls() -> Option<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    Some(builder.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use room_engine::RoomSid;

    use super::*;

    fn callback(url: &str) -> Callback {
        let receiver = StatusCallback { url: url.to_owned(), method: CallbackMethod::Post };
        Callback { room: RoomSid::from([0; 16]), receiver, parameters: Vec::new() }
    }

    fn courier() -> Courier {
        Courier::new(mpsc::channel(1).1, Secret::new("token"))
    }

    #[test]
    fn one_receiver_is_told_one_thing_at_a_time_and_in_order() {
        let mut courier = courier();
        let (_, receiver) = courier.admit(callback("http://a.example/1")).unwrap();
        assert!(courier.admit(callback("http://a.example/2")).is_none());
        assert!(courier.admit(callback("http://a.example:81/")).is_some());
        assert_eq!(courier.next_for(&receiver).unwrap().receiver.url, "http://a.example/2");
        assert!(courier.next_for(&receiver).is_none());
        assert!(courier.admit(callback("http://a.example/3")).is_some());
    }

    #[test]
    fn lanes_and_what_waits_in_them_are_bounded() {
        let mut courier = courier();
        for number in 0..2 * LANE_LIMIT {
            courier.admit(callback(&format!("http://{number}.example")));
        }
        assert_eq!(courier.lanes.len(), LANE_LIMIT);
        for _ in 0..2 * LANE_CAPACITY {
            courier.admit(callback("http://0.example"));
        }
        assert_eq!(courier.lanes["http://0.example"].len(), LANE_CAPACITY);
        assert_eq!(courier.dropped, (LANE_LIMIT + LANE_CAPACITY) as u64);
    }

    #[test]
    fn parameters_of_a_get_follow_those_of_the_address() {
        assert_eq!(with_query("http://a.example/x", "b=1"), "http://a.example/x?b=1");
        assert_eq!(with_query("http://a.example/x?a=1", "b=1"), "http://a.example/x?a=1&b=1");
    }
}
