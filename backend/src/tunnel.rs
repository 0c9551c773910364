//! The public HTTPS address of `START_NGROK`.

use std::time::Duration;

use ngrok::config::ForwarderBuilder;
use ngrok::tunnel::EndpointInfo;
use thiserror::Error;
use url::Url;

use crate::config::TunnelConfig;

/// A tunnel that is not open by then is not coming.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why there is no tunnel. The program runs on without it.
#[derive(Debug, Error)]
pub enum TunnelError {
    #[error("set NGROK_AUTHTOKEN to the token that the dashboard of your ngrok account shows")]
    NoToken,
    #[error("ngrok did not answer in time; check this machine's way to the internet")]
    TimedOut,
    #[error(
        "ngrok refused or could not be reached; check NGROK_AUTHTOKEN and this machine's way to the internet"
    )]
    Refused,
}

/// An open tunnel; dropping it closes it.
pub struct Tunnel {
    url: String,
    _forwarder: ngrok::forwarder::Forwarder<ngrok::tunnel::HttpTunnel>,
    _session: ngrok::Session,
}

impl Tunnel {
    /// Opens a tunnel to this machine's plain HTTP port.
    pub async fn open(config: &TunnelConfig, local: Url) -> Result<Self, TunnelError> {
        let authtoken = config.authtoken.as_ref().ok_or(TunnelError::NoToken)?.expose().to_owned();
        let open = async move {
            let session = ngrok::Session::builder().authtoken(authtoken).connect().await.map_err(refused)?;
            let forwarder = session.http_endpoint().listen_and_forward(local).await.map_err(refused)?;
            Ok(Self { url: forwarder.url().to_owned(), _forwarder: forwarder, _session: session })
        };
        tokio::time::timeout(PATIENCE, open).await.map_err(|_| TunnelError::TimedOut)?
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

fn refused(error: impl std::error::Error) -> TunnelError {
    tracing::debug!(%error, "ngrok failed");
    TunnelError::Refused
}

/// What the terminal says.
pub fn announcement(result: Result<&str, &TunnelError>, media_port: Option<u16>) -> String {
    match (result, media_port) {
        (Ok(url), Some(port)) => format!(
            "* Tunnel: {url}\n  It carries the page, not audio and video: UDP port {port} must be reachable from the \
             internet at MEDIA_ANNOUNCED_ADDRESS.\n"
        ),
        (Ok(url), None) => format!("* Tunnel: {url}\n"),
        (Err(error), _) => format!("* No tunnel: {error}.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tunnel_is_told_in_the_form_of_the_tutorial() {
        let text = announcement(Ok("https://example.ngrok.app"), Some(8082));
        assert!(text.starts_with("* Tunnel: https://example.ngrok.app\n"));
        assert!(text.contains("UDP port 8082") && text.contains("MEDIA_ANNOUNCED_ADDRESS"));
        assert_eq!(
            announcement(Ok("https://example.ngrok.app"), None),
            "* Tunnel: https://example.ngrok.app\n"
        );
    }

    #[test]
    fn without_a_token_one_sentence_says_how_to_get_one() {
        let text = announcement(Err(&TunnelError::NoToken), Some(8082));
        assert_eq!(text.lines().count(), 1);
        assert!(text.contains("NGROK_AUTHTOKEN"));
    }
}
