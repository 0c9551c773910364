//! What the handlers share.

use std::path::PathBuf;
use std::time::Duration;

use actix_web::web::Data;
use shared::Mode;
use url::Url;

use crate::config::Program;
use crate::credentials::Credentials;
use crate::insights::Insights;
use crate::rest::Api;
use crate::signaling::Signaling;

/// Fixed at start.
#[derive(Debug)]
pub struct State {
    /// Signs access tokens.
    pub credentials: Credentials,
    /// The certificate (PEM) that phones install with `--lan`.
    pub lan_authority: Option<String>,
    /// `None` in Twilio mode.
    pub api: Option<Data<Api>>,
    pub page_directory: PathBuf,
    pub program: Program,
    /// `None` in Twilio mode.
    pub insights: Option<Insights>,
    /// `None` in Twilio mode.
    pub signaling: Option<Signaling>,
    pub token_ttl: Duration,
    /// Twilio mode: another address than the library's own.
    pub twilio_signaling_url: Option<Url>,
}

impl State {
    pub fn mode(&self) -> Mode {
        if self.signaling.is_some() { Mode::Embedded } else { Mode::Twilio }
    }

    /// What the page gives to the browser library.
    pub fn signaling_url(&self) -> Option<String> {
        match self.mode() {
            Mode::Embedded => Some(shared::routes::SIGNALING.to_owned()),
            Mode::Twilio => self.twilio_signaling_url.as_ref().map(Url::to_string),
        }
    }
}
