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
    file_limit: Option<u32>,
}

impl ServerOptions {
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Announces the machine's own addresses, not loopback alone: Firefox sends no media there.
    #[must_use]
    pub fn on_every_network(self) -> Self {
        self.variable("MEDIA_ANNOUNCED_ADDRESS", "")
    }

    #[must_use]
    pub fn argument(mut self, argument: &'static str) -> Self {
        self.arguments.push(argument);
        self
    }

    /// No file of the program grows beyond so many blocks of 512 bytes, as if the disk were full.
    #[must_use]
    pub fn file_limit(mut self, blocks: u32) -> Self {
        self.file_limit = Some(blocks);
        self
    }
}

/// One running `ona-ana`.
#[derive(Debug)]
pub struct Server {
    process: Process,
    /// Where the program says to open it, without a slash at the end.
    url: String,
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
        let mut command = program(options.file_limit);
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
        let url = process.first_line(START_LIMIT, |line| address_after(line, "open ")).await;
        Self { process, url, _stage: stage.clone() }
    }

    /// `http://localhost:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of a room's page.
    pub fn room(&self, name: &str) -> String {
        room_address(&self.url, name)
    }

    /// Where phones go with `--lan`, by this machine's loopback name, which the certificate is for too.
    pub async fn lan_url(&mut self) -> String {
        let shown = |line: &str| address_after(line, "On this network: ");
        let url = self.process.first_line(START_LIMIT, shown).await;
        format!("https://localhost:{}", port(&url))
    }

    /// The TCP port of the page.
    pub fn port(&self) -> u16 {
        port(&self.url)
    }

    /// Ends the program as a power failure does.
    pub fn crash(mut self) {
        self.process.kill();
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

fn program(file_limit: Option<u32>) -> Command {
    let Some(blocks) = file_limit else { return Command::new(paths::server()) };
    let mut shell = Command::new("sh");
    // Whoever writes beyond the limit gets an error instead of a signal.
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    shell.arg("-c").arg(limited).arg(paths::server());
    shell
}

/// The address of a room's page on some origin.
pub fn room_address(origin: &str, name: &str) -> String {
    format!("{origin}/room/{}", name.replace(' ', "%20"))
}

/// Reads the address of `… open http://localhost:8080`, without a slash at the end.
fn address_after(line: &str, marker: &str) -> Option<String> {
    let (_, rest) = line.split_once(marker)?;
    let address = rest.split_whitespace().next()?.trim_end_matches('/');
    address.starts_with("http").then(|| address.to_owned())
}

fn port(address: &str) -> u16 {
    let port = url::Url::parse(address).ok().and_then(|url| url.port_or_known_default());
    port.expect("an announced address has a port")
}
