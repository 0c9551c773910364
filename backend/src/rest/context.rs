//! A request as the resources see it: what it names, whom to ask, and where this server is.

use std::future::{Ready, ready};
use std::time::Instant;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use percent_encoding::percent_decode_str;
use room_engine::{Command, ParticipantKey, Reply, RoomKey};

use super::Api;
use super::fault::Fault;
use super::form::Form;
use crate::date;

/// One request to the API.
#[derive(Clone, Debug)]
pub struct Context {
    pub request: HttpRequest,
    pub api: Data<Api>,
}

impl FromRequest for Context {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let api = request.app_data::<Data<Api>>().cloned();
        let request = request.clone();
        ready(api.map(|api| Self { request, api }).ok_or_else(Fault::unauthorized))
    }
}

impl Context {
    /// A segment of the path, decoded.
    pub fn segment(&self, name: &str) -> String {
        let encoded = self.request.match_info().get(name).unwrap_or_default();
        percent_decode_str(encoded).decode_utf8_lossy().into_owned()
    }

    pub fn room(&self) -> RoomKey {
        RoomKey::parse(&self.segment("room"))
    }

    pub fn participant(&self) -> ParticipantKey {
        ParticipantKey::parse(&self.segment("participant"))
    }

    pub fn query(&self) -> Form {
        Form::of_query(&self.request)
    }

    /// Asks the worker of the room in the path.
    pub async fn ask(&self, command: Command) -> Result<Reply, Fault> {
        let reply = self.api.workers.ask(&self.room(), command).await;
        reply.map_err(|fault| Fault::of_ask(fault, &self.request))
    }

    pub fn date(&self, moment: Instant) -> String {
        date::iso(self.api.clock.time_of(moment))
    }

    pub fn account_sid(&self) -> String {
        self.api.credentials.account_sid.clone()
    }

    /// The address of something here, from where the client found this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}/v1{path}", self.origin())
    }

    pub fn origin(&self) -> String {
        let connection = self.request.connection_info();
        let plain = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | ':' | '[' | ']')
        };
        let host = Some(connection.host()).filter(|host| !host.is_empty() && host.chars().all(plain));
        let host = host.unwrap_or("localhost");
        let scheme = if connection.scheme() == "https" { "https" } else { "http" };
        format!("{scheme}://{host}")
    }

    /// A fault for who is not there, told as Twilio tells it.
    pub fn not_found(&self) -> Fault {
        Fault::not_found(&self.request)
    }
}

/// Replies of another kind than the command's never come.
pub fn unexpected() -> Fault {
    Fault::new(20503)
}
