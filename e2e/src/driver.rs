//! chromedriver and geckodriver, which start the browsers.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::paths;
use crate::process::Process;

const START_LIMIT: Duration = Duration::from_secs(30);

/// How long a browser may take to close.
const CLOSE_LIMIT: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Driver {
    address: SocketAddr,
    process: Process,
}

impl Driver {
    /// Starts chromedriver on a free port. `scratch` gets what browsers forget to remove.
    pub(crate) async fn chromedriver(scratch: &Path) -> Self {
        let mut command = Command::new(paths::chromedriver());
        let mut process = Process::spawn("chromedriver", command.arg("--port=0").env("TMPDIR", scratch));
        let port = process.first_line(START_LIMIT, chromedriver_port).await;
        Self { address: (Ipv4Addr::LOCALHOST, port).into(), process }
    }

    /// Starts geckodriver, which drives one Firefox at a time, on a free port. `home` gets Firefox's profile.
    pub(crate) async fn geckodriver(home: &Path) -> Self {
        let mut command = Command::new(paths::geckodriver());
        command.arg("--port=0").env("TMPDIR", home).env("HOME", home);
        let mut process = Process::spawn("geckodriver", &mut command);
        let port = process.first_line(START_LIMIT, geckodriver_port).await;
        Self { address: (Ipv4Addr::LOCALHOST, port).into(), process }
    }

    /// What the driver and its browsers printed last.
    pub(crate) fn printed(&self) -> String {
        self.process.recent_lines()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes a browser, from code that cannot await.
    pub(crate) fn close(&self, session: &str) {
        if let Err(error) = self.request_close(session) {
            eprintln!("a browser could not be closed: {error}");
        }
    }

    fn request_close(&self, session: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, CLOSE_LIMIT)?;
        stream.set_read_timeout(Some(CLOSE_LIMIT))?;
        let host = self.address;
        write!(stream, "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        // The answer comes when the browser is gone.
        stream.read_exact(&mut [0; "HTTP/1.1 200".len()])
    }
}

/// chromedriver says: `ChromeDriver was started successfully on port 40123.`
fn chromedriver_port(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').trim().parse().ok()
}

/// geckodriver says, among other things: `Listening on 127.0.0.1:40123`.
fn geckodriver_port(line: &str) -> Option<u16> {
    let address: SocketAddr = line.split_once("Listening on ")?.1.trim().parse().ok()?;
    Some(address.port())
}
