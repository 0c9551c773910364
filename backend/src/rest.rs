//! Twilio's Rooms API for the embedded room server: requests become commands to the rooms, replies become Twilio's JSON.
//!
//! | address below `/v1` | file |
//! |---|---|
//! | `/Rooms`, `/Rooms/{room}` | `rest/rooms.rs` |
//! | `/Rooms/{room}/Participants`, `…/{participant}`, `…/Anonymize` | `rest/participants.rs` |
//! | `…/{participant}/PublishedTracks`, `…/SubscribedTracks` | `rest/tracks.rs` |
//! | `…/{participant}/SubscribeRules`, `/Rooms/{room}/RecordingRules` | `rest/rules.rs` |
//! | `/Recordings`, `/Rooms/{room}/Recordings`, `…/{recording}`, `…/Media` | `rest/recordings.rs` |
//! | compositions, transcriptions and the like | refused by name, below |
//!
//! and `POST /2010-04-01/Accounts/{account}/Tokens.json` in `rest/tokens.rs`. Each request passes `rest/gate.rs` first, which
//! knows who may ask and how often. Source: Twilio's OpenAPI description and documentation pages of Programmable Video.

mod context;
mod fault;
mod form;
mod gate;
mod page;
mod participants;
mod period;
mod quota;
mod recordings;
mod rooms;
mod rules;
mod tokens;
mod tracks;

use std::sync::Arc;

use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Resource, Scope};

use crate::clock::Clock;
use crate::credentials::{Credentials, Secret};
use crate::media::{MediaServer, TurnTickets, Workers};
use crate::recording::Library;

use fault::Fault;
use quota::Quota;
use recordings::TicketKey;

/// Bytes of a request's body. Twenty rules with long names have some 10 kB.
const BODY_BYTES: usize = 64 * 1024;

/// What every request needs.
#[derive(Debug)]
pub struct Api {
    pub credentials: Credentials,
    /// The account's.
    pub auth_token: Secret,
    pub workers: Workers,
    pub tickets: TurnTickets,
    pub clock: Clock,
    /// The recordings, if this server records.
    pub library: Option<Arc<Library>>,
    pub recording_tickets: TicketKey,
    quota: Quota,
}

impl Api {
    pub fn new(
        credentials: Credentials,
        auth_token: Secret,
        media: &MediaServer,
        library: Option<Arc<Library>>,
    ) -> Self {
        Self {
            credentials,
            auth_token,
            workers: media.workers().clone(),
            tickets: media.tickets().clone(),
            clock: Clock::start(),
            library,
            recording_tickets: TicketKey::random(),
            quota: Quota::default(),
        }
    }
}

/// What stands in these places is a part of Twilio Video that is not here.
const ABSENT: [(&str, &str); 6] = [
    ("/Compositions{rest:(/.*)?}", "compositions: compose the recorded files yourself"),
    ("/CompositionHooks{rest:(/.*)?}", "composition hooks: compose the recorded files yourself"),
    ("/CompositionSettings{rest:(/.*)?}", "compositions: compose the recorded files yourself"),
    ("/RecordingSettings{rest:(/.*)?}", "recording settings: recordings stay in a folder of this machine"),
    ("/Rooms/{room}/Transcriptions{rest:(/.*)?}", "transcriptions"),
    ("/Phone{rest:(/.*)?}", "dial-in"),
];

/// Adds every route.
pub fn configure(config: &mut ServiceConfig, api: &Data<Api>) {
    let rooms = resource("/Rooms").route(web::get().to(rooms::list)).route(web::post().to(rooms::create));
    let room =
        resource("/Rooms/{room}").route(web::get().to(rooms::fetch)).route(web::post().to(rooms::update));
    let recording_rules = resource("/Rooms/{room}/RecordingRules")
        .route(web::get().to(rules::fetch_recording))
        .route(web::post().to(rules::set_recording));
    let scope = absent(web::scope("/v1"))
        .service(rooms)
        .service(room)
        .service(recording_rules)
        .service(resource("/Recordings").route(web::get().to(recordings::list)))
        .service(
            resource("/Recordings/{recording}")
                .route(web::get().to(recordings::fetch))
                .route(web::delete().to(recordings::delete)),
        )
        .service(resource("/Rooms/{room}/Recordings").route(web::get().to(recordings::list_of_room)))
        .service(
            resource("/Rooms/{room}/Recordings/{recording}")
                .route(web::get().to(recordings::fetch_of_room))
                .route(web::delete().to(recordings::delete)),
        )
        .service(media("/Recordings/{recording}/Media"))
        .service(media("/Rooms/{room}/Recordings/{recording}/Media"))
        .service(resource("/Rooms/{room}/Participants").route(web::get().to(participants::list)))
        .service(below_participant());
    config
        .service(
            web::resource("/recordings/{file}")
                .route(web::get().to(recordings::download))
                .route(web::head().to(recordings::download))
                .app_data(Data::clone(api)),
        )
        .service(scope.default_service(web::to(nowhere)).wrap(from_fn(gate::pass)).app_data(Data::clone(api)))
        .service(
            web::scope("/2010-04-01")
                .service(resource("/Accounts/{account}/Tokens.json").route(web::post().to(tokens::create)))
                .default_service(web::to(nowhere))
                .wrap(from_fn(gate::pass))
                .app_data(Data::clone(api)),
        );
}

fn media(path: &str) -> Resource {
    resource(path).route(web::get().to(recordings::redirect))
}

fn below_participant() -> Scope {
    let participant =
        resource("").route(web::get().to(participants::fetch)).route(web::post().to(participants::update));
    let subscribe_rules = resource("/SubscribeRules")
        .route(web::get().to(rules::fetch_subscribe))
        .route(web::post().to(rules::set_subscribe));
    let subscribed = resource("/SubscribedTracks")
        .route(web::get().to(tracks::list_subscribed))
        .route(web::post().to(tracks::set_subscribed));
    web::scope("/Rooms/{room}/Participants/{participant}")
        .service(participant)
        .service(resource("/Anonymize").route(web::post().to(participants::anonymize)))
        .service(resource("/PublishedTracks").route(web::get().to(tracks::list_published)))
        .service(resource("/PublishedTracks/{track}").route(web::get().to(tracks::fetch_published)))
        .service(subscribed)
        .service(resource("/SubscribedTracks/{track}").route(web::get().to(tracks::fetch_subscribed)))
        .service(subscribe_rules)
        .default_service(web::to(nowhere))
}

fn absent(scope: Scope) -> Scope {
    ABSENT.into_iter().fold(scope, |scope, (path, what)| {
        scope.service(
            web::resource(path).to(move || async move { Err::<HttpResponse, _>(Fault::absent(what)) }),
        )
    })
}

/// A resource whose other methods are refused.
fn resource(path: &str) -> Resource {
    web::resource(path).default_service(web::to(|| async { Err::<HttpResponse, _>(Fault::method()) }))
}

async fn nowhere(request: HttpRequest) -> Result<HttpResponse, Fault> {
    Err(Fault::not_found(&request))
}
