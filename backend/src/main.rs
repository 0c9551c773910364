//! `ona-ana`: configuration, then the application, until a signal.

use std::io::{self, Write};
use std::process::ExitCode;

use actix_web::rt::{self, System};
use backend::app::{Application, StopHandle};
use backend::config::{self, Config, ConfigError};
use backend::logging;

fn main() -> ExitCode {
    let arguments = config::command().get_matches();
    let config = match configure(&arguments) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    logging::start(&config.log);
    System::new().block_on(serve(config))
}

fn configure(arguments: &clap::ArgMatches) -> Result<Config, ConfigError> {
    Config::new(arguments, &config::environment()?)
}

async fn serve(config: Config) -> ExitCode {
    let application = match Application::build(config).await {
        Ok(application) => application,
        Err(error) => return fail(&error),
    };
    // Before the greeting: whoever reads it may send a signal at once.
    match Signals::new() {
        Ok(signals) => drop(rt::spawn(stop_at_signal(signals, application.stop_handle()))),
        Err(error) => tracing::error!(%error, "signals cannot be awaited: the program stops only by force"),
    }
    say(&application.greeting());
    match application.run_until_stopped(say).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// The first signal stops in order, the second at once.
async fn stop_at_signal(mut signals: Signals, handle: StopHandle) {
    signals.next().await;
    handle.stop();
    signals.next().await;
    std::process::exit(1);
}

/// What asks the program to stop.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// What asks the program to stop.
#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}

fn say(text: &str) {
    // Whoever closed standard output does not want to read it.
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "{error}");
    ExitCode::FAILURE
}
