//! The program under test.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use crate::paths;
use crate::process::{Process, STOP_LIMIT};
use crate::stage::Stage;

const START_LIMIT: Duration = Duration::from_secs(30);

/// How a [`Server`] differs from the default: embedded mode, free ports, loopback only.
#[derive(Clone, Debug, Default)]
pub struct ServerOptions {
    environment: Vec<(&'static str, OsString)>,
    arguments: Vec<&'static str>,
}

impl ServerOptions {
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn argument(mut self, argument: &'static str) -> Self {
        self.arguments.push(argument);
        self
    }
}

/// One running `ona-ana`.
#[derive(Debug)]
pub struct Server {
    process: Process,
    /// Where the program says to open it, without a slash at the end.
    url: String,
    /// Every address it printed at its start.
    addresses: Vec<String>,
    _stage: Stage,
}

impl Server {
    pub async fn start(stage: &Stage) -> Self {
        Self::start_with(stage, ServerOptions::default()).await
    }

    /// Starts the program and waits until it says where to open it.
    ///
    /// # Panics
    /// If it ends or says nothing.
    pub async fn start_with(stage: &Stage, options: ServerOptions) -> Self {
        let home = stage.directory("server");
        let mut command = Command::new(paths::server());
        // A clean environment and an empty folder: neither the developer's variables nor their `.env` count.
        command
            .env_clear()
            .current_dir(&home)
            .env("HOME", &home)
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("RUST_BACKTRACE", "1")
            .env("PAGE_DIRECTORY", paths::page())
            .env("PORT", "0")
            .env("MEDIA_PORT", "0")
            .env("LAN_PORT", "0")
            .env("MEDIA_ANNOUNCED_ADDRESS", "127.0.0.1");
        if let Some(filter) = std::env::var_os("LOG") {
            command.env("LOG", filter);
        }
        command.envs(options.environment).args(options.arguments);
        let mut process = Process::spawn("ona-ana", &mut command);
        let addresses = process.first_line(START_LIMIT, announced).await;
        let url = addresses.first().expect("an announcement has an address").clone();
        Self { process, url, addresses, _stage: stage.clone() }
    }

    /// `http://localhost:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of a room's page.
    pub fn room(&self, name: &str) -> String {
        format!("{}/room/{}", self.url, name.replace(' ', "%20"))
    }

    /// Every address in the line that says where to open the program.
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The TCP port of the page.
    pub fn port(&self) -> u16 {
        let port = url::Url::parse(&self.url).ok().and_then(|url| url.port_or_known_default());
        port.expect("an announced address has a port")
    }

    /// The recent lines of its output, for what a test wants to read there.
    pub fn output(&self) -> String {
        self.process.recent_lines()
    }

    /// Sends SIGTERM without waiting.
    pub fn terminate(&self) {
        self.process.terminate();
    }

    /// Stops the program as an operator does.
    ///
    /// # Panics
    /// If it runs on for more than five seconds or reports a failure.
    pub async fn stop(mut self) {
        self.process.terminate();
        let status = self.process.ended(STOP_LIMIT).await;
        assert!(status.success(), "ona-ana ended with {status}:\n{}", self.process.recent_lines());
    }
}

/// Reads the addresses of `… open http://localhost:8080`.
fn announced(line: &str) -> Option<Vec<String>> {
    if !line.to_lowercase().contains("open") {
        return None;
    }
    let words = line.split(|character: char| character.is_whitespace() || "(),;".contains(character));
    let addresses: Vec<String> = words
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|word| word.trim_end_matches(['/', '.']).to_owned())
        .collect();
    (!addresses.is_empty()).then_some(addresses)
}
