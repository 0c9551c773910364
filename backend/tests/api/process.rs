//! The program as an operator meets it.

use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

fn program(directory: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ona-ana"));
    command.env_clear().env("HOME", directory).current_dir(directory).env("PORT", "0").env("MEDIA_PORT", "0");
    command
}

fn run(change: impl FnOnce(&mut Command)) -> Output {
    let directory = tempfile::tempdir().unwrap();
    let mut command = program(directory.path());
    change(&mut command);
    command.output().unwrap()
}

fn start(
    directory: &std::path::Path,
    change: impl FnOnce(&mut Command),
) -> (Child, BufReader<impl Read>, String) {
    let mut command = program(directory);
    change(&mut command);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    (child, output, line)
}

#[cfg(unix)]
fn terminate(child: &Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn one_line_says_where_to_open_it_and_a_signal_ends_it_in_order() {
    let directory = tempfile::tempdir().unwrap();
    let (mut child, mut output, line) = start(directory.path(), |_| ());
    let port = line.strip_prefix("Ona Ana runs in embedded mode: open http://localhost:").unwrap();
    assert!(port.trim_end().parse::<u16>().unwrap() > 0);
    terminate(&child);
    assert!(child.wait().unwrap().success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[cfg(unix)]
#[test]
fn settings_come_from_a_file_too_and_twilio_mode_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let settings = "TWILIO_ACCOUNT_SID=ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\
                    TWILIO_API_KEY_SID=SKbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\
                    TWILIO_API_KEY_SECRET='c c'\n";
    std::fs::write(directory.path().join(".env"), settings).unwrap();
    // The environment overrides the file: its secret is malformed.
    let (mut child, _, line) = start(directory.path(), |command| {
        command.env("TWILIO_API_KEY_SECRET", "c");
    });
    assert!(line.starts_with("Ona Ana runs in Twilio mode: open http://localhost:"), "{line}");
    terminate(&child);
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn without_a_token_for_the_tunnel_it_says_so_and_runs_on() {
    let directory = tempfile::tempdir().unwrap();
    let (mut child, mut output, _) = start(directory.path(), |command| {
        command.env("START_NGROK", "1");
    });
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert!(line.starts_with("* No tunnel: set NGROK_AUTHTOKEN"), "{line}");
    assert!(child.try_wait().unwrap().is_none());
    terminate(&child);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_port_in_use_is_told_in_one_sentence() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let output = run(|command| {
        command.args(["--port", &port]);
    });
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains(&port) && text.contains("in use") && text.contains("PORT"), "{text}");
    assert!(output.stdout.is_empty());
}

#[test]
fn missing_variables_are_named_and_values_are_not_shown() {
    let output = run(|command| {
        command.env("TWILIO_API_KEY_SECRET", "hidden");
    });
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("TWILIO_ACCOUNT_SID and TWILIO_API_KEY_SID are missing"), "{text}");
    assert!(!text.contains("hidden"));
}

#[test]
fn a_malformed_settings_file_is_refused_without_its_contents() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join(".env"), "TWILIO_API_KEY_SECRET=hidden secret\n").unwrap();
    let output = program(directory.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains(".env") && !text.contains("hidden"), "{text}");
}

#[test]
fn the_help_names_every_flag_with_its_variable() {
    let output = run(|command| {
        command.arg("--help");
    });
    let text = String::from_utf8(output.stdout).unwrap();
    for variable in backend::config::VARIABLES {
        assert!(
            text.contains(&format!("--{}", variable.flag)) && text.contains(variable.name),
            "{}",
            variable.name
        );
    }
}

#[cfg(unix)]
#[test]
fn recordings_of_a_test_server_go_with_it() {
    let directory = tempfile::tempdir().unwrap();
    let temporary = directory.path().join("temporary");
    std::fs::create_dir(&temporary).unwrap();
    let (mut child, _, _) = start(directory.path(), |command| {
        command.args(["rooms", "--dev"]).env("TMPDIR", &temporary);
    });
    let folders = || std::fs::read_dir(&temporary).unwrap().count();
    assert_eq!(folders(), 1);
    terminate(&child);
    assert!(child.wait().unwrap().success());
    assert_eq!(folders(), 0);
}

#[test]
fn a_folder_for_recordings_that_cannot_be_used_is_told() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("file"), "").unwrap();
    let output = program(directory.path()).env("RECORDINGS_DIR", "file").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("RECORDINGS_DIR"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_test_suite_reads_addresses_and_credentials_from_one_line_and_ends_the_room_server_by_a_signal() {
    let directory = tempfile::tempdir().unwrap();
    let (mut child, mut output, mut line) = start(directory.path(), |command| {
        command.args(["rooms", "--dev"]);
    });
    while !line.starts_with('{') {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0, "there is such a line");
    }
    let known: serde_json::Value = serde_json::from_str(&line).unwrap();
    let members: Vec<&String> = known.as_object().unwrap().keys().collect();
    let expected =
        ["account_sid", "api_key_secret", "api_key_sid", "auth_token", "rest_url", "signaling_url"];
    assert_eq!(members, expected);
    let address = known["rest_url"].as_str().unwrap().strip_prefix("http://").unwrap();
    assert_eq!(known["signaling_url"], format!("ws://{address}/signaling"));
    assert!(TcpStream::connect(address).is_ok());
    terminate(&child);
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_room_server_without_credentials_says_which_are_missing() {
    let output = run(|command| {
        command.arg("rooms").env("ROOM_SERVER_AUTH_TOKEN", "hidden");
    });
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("ROOM_SERVER_ACCOUNT_SID") && !text.contains("hidden"), "{text}");
}
