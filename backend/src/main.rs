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
    rt::spawn(stop_at_signal(application.stop_handle()));
    say(&application.greeting());
    match application.run_until_stopped(say).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// The first signal stops in order, the second at once.
async fn stop_at_signal(handle: StopHandle) {
    if let Err(error) = signal().await {
        tracing::error!(%error, "signals cannot be awaited: the program stops only by force");
        return;
    }
    handle.stop();
    if signal().await.is_ok() {
        std::process::exit(1);
    }
}

#[cfg(unix)]
async fn signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
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
