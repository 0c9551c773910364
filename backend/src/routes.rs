//! The whole table of addresses.
//!
//! | address | file |
//! |---|---|
//! | `POST /login` | `routes/login.rs` |
//! | `GET /health` | `routes/health.rs` |
//! | `GET /occupancy` | `routes/occupancy.rs` |
//! | `GET /signaling` | `routes/signaling.rs`; embedded mode only |
//! | `GET /v1/VideoEvents` | `routes/insights.rs`; embedded mode only |
//! | `/v1/…`, `/2010-04-01/…` | `rest.rs`; embedded mode only |
//! | `GET /ona-ana-ca.crt` | `routes/lan_authority.rs`; with `--lan` only |
//! | everything else | `routes/page.rs` |
//!
//! The room server alone has neither login nor page.

mod health;
mod insights;
mod lan_authority;
mod login;
mod occupancy;
pub mod page;
mod refusal;
mod signaling;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, guard};

pub use lan_authority::PATH as LAN_AUTHORITY_PATH;
pub use refusal::Refusal;

use crate::config::Program;
use crate::rest;
use crate::state::State;

/// Adds every route.
pub fn configure(config: &mut ServiceConfig, state: &State) {
    config.service(reading(shared::routes::HEALTH).route(web::route().to(health::health)));
    if state.signaling.is_some() {
        config.service(reading(shared::routes::SIGNALING).route(web::route().to(signaling::signaling)));
        config.service(reading(insights::PATH).route(web::route().to(insights::insights)));
    } else {
        config.service(web::resource(shared::routes::SIGNALING).to(not_found));
        config.service(web::resource(insights::PATH).to(not_found));
    }
    if let Some(api) = &state.api {
        rest::configure(config, api);
    }
    match state.program {
        Program::App => configure_app(config, state),
        Program::Rooms { .. } => {
            config.default_service(web::route().to(not_found));
        }
    }
}

fn configure_app(config: &mut ServiceConfig, state: &State) {
    config.service(only(guard::Post(), shared::routes::LOGIN).route(web::post().to(login::login)));
    config.service(reading(shared::routes::OCCUPANCY).route(web::route().to(occupancy::occupancy)));
    if state.lan_authority.is_some() {
        config.service(reading(LAN_AUTHORITY_PATH).route(web::route().to(lan_authority::certificate)));
    }
    config
        .service(reading("/").route(web::route().to(page::index)))
        .service(reading(shared::routes::HOME).route(web::route().to(page::index)))
        .service(reading("/room/{name}").route(web::route().to(page::index)))
        .default_service(web::route().to(page::other));
}

fn reading(path: &str) -> actix_web::Resource {
    only(guard::Any(guard::Get()).or(guard::Head()), path)
}

/// A resource whose other methods are refused with 405.
fn only(method: impl guard::Guard + 'static, path: &str) -> actix_web::Resource {
    web::resource(path).route(
        web::route().guard(guard::Not(method)).to(|| async { HttpResponse::MethodNotAllowed().finish() }),
    )
}

async fn not_found() -> Refusal {
    Refusal(shared::ErrorCode::NotFound)
}
