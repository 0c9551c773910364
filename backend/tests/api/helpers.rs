use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use actix_web::rt::{self, task::JoinHandle};
use actix_web::web::Bytes;
use awc::http::StatusCode;
use awc::http::header::HeaderMap;
use awc::{Client, ClientBuilder};
use backend::app::{Application, StopHandle};
use backend::config::{Config, Environment, command};
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use tempfile::TempDir;
use tracing_subscriber::EnvFilter;

/// A running backend with its own page, on free ports.
pub struct TestApp {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    pub greeting: String,
    pub lan_port: Option<u16>,
    pub media_port: Option<u16>,
    pub media_tcp_port: Option<u16>,
    pub page: TempDir,
    pub stop: StopHandle,
    pub running: JoinHandle<std::io::Result<()>>,
    pub client: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl TestApp {
    pub async fn spawn() -> Self {
        Self::spawn_with(&[]).await
    }

    pub async fn spawn_with(flags: &[&str]) -> Self {
        Self::spawn_config(config(flags)).await
    }

    pub async fn spawn_config(mut config: Config) -> Self {
        captured_logs();
        let page = tempfile::tempdir().unwrap();
        write(page.path(), "index.html", "<!doctype html><title>Ona Ana</title>");
        config.page_directory = page.path().to_owned();
        let https = config.http.tls.is_some();
        let application = Application::build(config).await.unwrap();
        let scheme = if https { "https" } else { "http" };
        Self {
            url: format!("{scheme}://{}", application.http_address()),
            greeting: application.greeting(),
            lan_port: application.lan_address().map(|lan| lan.address.port()),
            media_port: application.media_port(),
            media_tcp_port: application.media_tcp_port(),
            page,
            stop: application.stop_handle(),
            running: rt::spawn(application.run_until_stopped(|_| ())),
            client: Client::default(),
        }
    }

    pub fn write_page(&self, name: &str, contents: &str) {
        write(self.page.path(), name, contents);
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.client.get(format!("{}{path}", self.url));
        for header in headers {
            request = request.insert_header(*header);
        }
        let mut response = request.send().await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().await.unwrap(),
        }
    }

    pub async fn post(&self, path: &str, content_type: &str, body: impl Into<Bytes>) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url)).content_type(content_type);
        let mut response = request.send_body(body.into()).await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().await.unwrap(),
        }
    }

    /// Stops and waits for the end.
    pub async fn stop(self) {
        self.stop.stop();
        self.running.await.unwrap().unwrap();
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Loopback and free ports, and whatever the flags say beside.
pub fn config(flags: &[&str]) -> Config {
    let all = ["ona-ana", "--port", "0", "--media-port", "0", "--lan-port", "0"];
    Config::new(&command().try_get_matches_from(all.iter().chain(flags)).unwrap(), &Environment::new())
        .unwrap()
}

pub const TWILIO: [&str; 6] = [
    "--twilio-account-sid",
    "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "--twilio-api-key-sid",
    "SKbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "--twilio-api-key-secret",
    "cccccccccccccccccccccccccccccccc",
];

/// A client that trusts this authority and no other.
pub fn client_trusting(authority: CertificateDer<'static>) -> Client {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    ClientBuilder::new().connector(awc::Connector::new().rustls_0_23(Arc::new(config))).finish()
}

/// Everything that this process has logged, at the default levels and all of the backend's own.
pub fn captured_logs() -> Arc<Mutex<Vec<u8>>> {
    static LOGS: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    let logs = LOGS.get_or_init(|| {
        let logs = Arc::new(Mutex::new(Vec::new()));
        let writer = Logs(Arc::clone(&logs));
        let filter = EnvFilter::new("info,actix_server=warn,ngrok=warn,str0m=warn,backend=trace");
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        logs
    });
    Arc::clone(logs)
}

#[derive(Clone)]
struct Logs(Arc<Mutex<Vec<u8>>>);

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn write(directory: &Path, name: &str, contents: &str) {
    std::fs::write(directory.join(name), contents).unwrap();
}
