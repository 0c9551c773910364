use std::collections::BTreeSet;

use super::*;

const TEMPLATE: &str = include_str!("../../../.env-template");

const ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const KEY: &str = "SKbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

fn config(flags: &[&str], environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let arguments = command().try_get_matches_from(std::iter::once(&"ona-ana").chain(flags)).unwrap();
    let environment =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::new(&arguments, &environment)
}

fn embedded(environment: &[(&str, &str)]) -> EmbeddedConfig {
    match config(&[], environment).unwrap().mode {
        ModeConfig::Embedded(embedded) => *embedded,
        ModeConfig::Twilio(_) => panic!("Twilio mode"),
    }
}

#[test]
fn the_template_lists_every_variable_with_its_default_and_no_other() {
    let written: BTreeSet<(&str, &str)> = TEMPLATE
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .filter(|(name, _)| name.chars().all(|character| character.is_ascii_uppercase() || character == '_'))
        .collect();
    let defined: BTreeSet<(&str, &str)> =
        VARIABLES.iter().map(|variable| (variable.name, variable.default.unwrap_or_default())).collect();
    assert_eq!(written, defined);
}

#[test]
fn a_copy_of_the_template_means_the_defaults() {
    let lines: Vec<(&str, &str)> = TEMPLATE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .collect();
    assert_eq!(format!("{:?}", config(&[], &lines)), format!("{:?}", config(&[], &[])));
}

#[test]
fn the_command_is_well_formed() {
    command().debug_assert();
}

#[test]
fn without_anything_the_embedded_server_runs_on_this_machine_alone() {
    let config = config(&[], &[]).unwrap();
    assert_eq!((config.http.host, config.http.port), (Ipv4Addr::LOCALHOST.into(), 8080));
    assert_eq!(config.token_ttl, Duration::from_secs(14_400));
    assert_eq!(embedded(&[]).media_port, 8082);
    assert!(config.lan.is_none() && config.tunnel.is_none());
}

#[test]
fn flags_override_the_environment_before_and_after_the_command() {
    let port = |flags: &[&str]| config(flags, &[("PORT", "1")]).unwrap().http.port;
    assert_eq!(port(&[]), 1);
    assert_eq!(port(&["--port", "2"]), 2);
    assert_eq!(port(&["--port", "2", "serve"]), 2);
    assert_eq!(port(&["serve", "--port", "2"]), 2);
}

#[test]
fn blank_variables_count_as_not_given() {
    assert_eq!(config(&[], &[("PORT", " "), ("TWILIO_ACCOUNT_SID", "")]).unwrap().http.port, 8080);
}

#[test]
fn all_three_twilio_variables_choose_twilio() {
    let environment =
        [("TWILIO_ACCOUNT_SID", ACCOUNT), ("TWILIO_API_KEY_SID", KEY), ("TWILIO_API_KEY_SECRET", "secret")];
    let ModeConfig::Twilio(twilio) = config(&[], &environment).unwrap().mode else { panic!("embedded mode") };
    assert_eq!(twilio.credentials.api_key_secret.expose(), "secret");
    assert_eq!(twilio.signaling_url, None);
    let url = [environment.as_slice(), &[("TWILIO_SIGNALING_URL", "ws://127.0.0.1:1/signaling")]].concat();
    let ModeConfig::Twilio(twilio) = config(&[], &url).unwrap().mode else { panic!("embedded mode") };
    assert_eq!(twilio.signaling_url.unwrap().as_str(), "ws://127.0.0.1:1/signaling");
}

#[test]
fn some_twilio_variables_are_refused_with_the_names_of_the_others() {
    let error = config(&[], &[("TWILIO_API_KEY_SID", KEY)]).unwrap_err().to_string();
    assert_eq!(
        error,
        "TWILIO_ACCOUNT_SID and TWILIO_API_KEY_SECRET are missing: set them beside TWILIO_API_KEY_SID, or none of them."
    );
    let error = config(&[], &[("TLS_CERT", "a.pem")]).unwrap_err().to_string();
    assert_eq!(error, "TLS_KEY is missing: set it beside TLS_CERT, or none of them.");
}

#[test]
fn malformed_values_are_refused_by_name_and_not_shown() {
    let twilio = |account, key| {
        vec![
            ("TWILIO_ACCOUNT_SID", account),
            ("TWILIO_API_KEY_SID", key),
            ("TWILIO_API_KEY_SECRET", "hidden"),
        ]
    };
    let with_url = |url| [twilio(ACCOUNT, KEY), vec![("TWILIO_SIGNALING_URL", url)]].concat();
    let cases: Vec<(&str, Vec<(&str, &str)>)> = vec![
        ("TWILIO_ACCOUNT_SID", twilio("hidden", KEY)),
        ("TWILIO_ACCOUNT_SID", twilio("AChidden", KEY)),
        ("TWILIO_API_KEY_SID", twilio(ACCOUNT, ACCOUNT)),
        ("TWILIO_SIGNALING_URL", with_url("https://hidden")),
        ("TWILIO_SIGNALING_URL", with_url("hidden")),
        ("PORT", vec![("PORT", "hidden")]),
        ("PORT", vec![("PORT", "70000")]),
        ("HOST", vec![("HOST", "hidden")]),
        ("MEDIA_PORT", vec![("MEDIA_PORT", "-1")]),
        ("MEDIA_WORKERS", vec![("MEDIA_WORKERS", "0")]),
        ("MEDIA_ANNOUNCED_ADDRESS", vec![("MEDIA_ANNOUNCED_ADDRESS", "192.0.2.1,hidden")]),
        ("MEDIA_ANNOUNCED_ADDRESS", vec![("MEDIA_ANNOUNCED_ADDRESS", "0.0.0.0")]),
        ("MAX_PARTICIPANTS", vec![("MAX_PARTICIPANTS", "0")]),
        ("MAX_PARTICIPANT_DURATION_SECONDS", vec![("MAX_PARTICIPANT_DURATION_SECONDS", "86401")]),
        ("EMPTY_ROOM_TIMEOUT_SECONDS", vec![("EMPTY_ROOM_TIMEOUT_SECONDS", "3601")]),
        ("CLIENT_ROOM_CREATION", vec![("CLIENT_ROOM_CREATION", "hidden")]),
        ("SESSION_TIMEOUT_SECONDS", vec![("SESSION_TIMEOUT_SECONDS", "0")]),
        ("SERVER_MAX_PARTICIPANTS", vec![("SERVER_MAX_PARTICIPANTS", "0")]),
        ("HISTORY_ROOMS", vec![("HISTORY_ROOMS", "0")]),
        ("HISTORY_SECONDS", vec![("HISTORY_SECONDS", "2592001")]),
        ("STATUS_CALLBACK", vec![("STATUS_CALLBACK", "hidden")]),
        ("STATUS_CALLBACK_METHOD", vec![("STATUS_CALLBACK_METHOD", "hidden")]),
        ("TOKEN_TTL_SECONDS", vec![("TOKEN_TTL_SECONDS", "86401")]),
        ("LOG", vec![("LOG", "hidden=hidden=hidden")]),
        ("LOG_FORMAT", vec![("LOG_FORMAT", "hidden")]),
    ];
    for (name, environment) in cases {
        let error = config(&[], &environment).unwrap_err();
        assert!(
            matches!(error, ConfigError::Malformed { name: named, .. } if named == name),
            "{name}: {error}"
        );
        assert!(error.to_string().starts_with(name) && !error.to_string().contains("hidden"), "{error}");
    }
}

#[test]
fn announced_addresses_are_a_list() {
    let announced = embedded(&[("MEDIA_ANNOUNCED_ADDRESS", "203.0.113.7, 2001:db8::7,")]).announced_addresses;
    assert_eq!(announced, ["203.0.113.7".parse::<IpAddr>().unwrap(), "2001:db8::7".parse().unwrap()]);
}

#[test]
fn rooms_that_clients_open_follow_the_variables() {
    assert_eq!(embedded(&[]).ad_hoc_rooms, Some(RoomSettings::ad_hoc()));
    let chosen = embedded(&[
        ("MAX_PARTICIPANTS", "3"),
        ("MAX_PARTICIPANT_DURATION_SECONDS", "60"),
        ("EMPTY_ROOM_TIMEOUT_SECONDS", "300"),
    ]);
    let expected = RoomSettings {
        max_participants: 3,
        max_participant_duration: Duration::from_secs(60),
        empty_room_timeout: Duration::from_secs(300),
        ..RoomSettings::default()
    };
    assert_eq!(chosen.ad_hoc_rooms, Some(expected));
    assert_eq!(embedded(&[("CLIENT_ROOM_CREATION", "off")]).ad_hoc_rooms, None);
}

#[test]
fn there_are_no_more_media_workers_than_cores() {
    let cores = std::thread::available_parallelism().unwrap().get();
    assert_eq!(usize::from(embedded(&[]).workers), cores.min(255));
    assert!(usize::from(embedded(&[("MEDIA_WORKERS", "1000")]).workers) <= cores);
}

#[test]
fn what_the_program_may_hold_is_shared_out_among_its_workers() {
    let shares = |participants: &str, rooms: &str, workers: u8| {
        let chosen = embedded(&[("SERVER_MAX_PARTICIPANTS", participants), ("HISTORY_ROOMS", rooms)]);
        let chosen = super::EmbeddedConfig { workers, ..chosen };
        let limits = (0..workers).map(|worker| chosen.worker_limits(worker));
        limits.map(|limits| (limits.participants, limits.completed_rooms)).collect::<Vec<_>>()
    };
    assert_eq!(shares("10", "5", 1), [(10, 5)]);
    assert_eq!(shares("10", "5", 3), [(4, 2), (3, 2), (3, 1)]);
    assert_eq!(shares("1", "1", 2), [(1, 1), (1, 1)], "a worker without a place could hold no room");
    let usual = embedded(&[]);
    assert_eq!(usual.limits.participants, 1000 * usize::from(usual.workers));
}

#[test]
fn switches_are_on_unless_they_say_no() {
    let on = |value: &str| config(&[], &[("START_NGROK", value)]).unwrap().tunnel.is_some();
    assert!(on("1") && on("true") && on("yes"));
    assert!(!on("0") && !on("false") && !on("OFF") && !on(""));
    assert!(config(&["--start-ngrok"], &[]).unwrap().tunnel.is_some());
    assert!(config(&["--lan", "--data-directory", "somewhere"], &[]).unwrap().lan.is_some());
}

#[test]
fn with_a_certificate_other_devices_are_served() {
    let config = config(&["--tls-cert", "a.pem", "--tls-key", "b.pem"], &[]).unwrap();
    assert_eq!(config.http.host, IpAddr::from(Ipv4Addr::UNSPECIFIED));
}

#[test]
fn two_ways_to_https_exclude_each_other() {
    for flag in ["--lan", "--start-ngrok"] {
        let flags = ["--tls-cert", "a.pem", "--tls-key", "b.pem", "--data-directory", "somewhere", flag];
        assert!(matches!(config(&flags, &[]), Err(ConfigError::Conflict { .. })));
    }
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let environment =
        [("TWILIO_ACCOUNT_SID", ACCOUNT), ("TWILIO_API_KEY_SID", KEY), ("TWILIO_API_KEY_SECRET", "hidden")];
    let tunnel = [("START_NGROK", "1"), ("NGROK_AUTHTOKEN", "hidden")];
    let config = config(&[], &[environment.as_slice(), &tunnel].concat()).unwrap();
    assert!(!format!("{config:?}").contains("hidden"));
}

fn rooms(flags: &[&str], environment: &[(&str, &str)]) -> Result<EmbeddedConfig, ConfigError> {
    match config(&[&["rooms"], flags].concat(), environment)?.mode {
        ModeConfig::Embedded(embedded) => Ok(*embedded),
        ModeConfig::Twilio(_) => panic!("Twilio mode"),
    }
}

const ROOM_SERVER_ENVIRONMENT: [(&str, &str); 4] = [
    ("ROOM_SERVER_ACCOUNT_SID", ACCOUNT),
    ("ROOM_SERVER_API_KEY_SID", KEY),
    ("ROOM_SERVER_API_KEY_SECRET", "secret"),
    ("ROOM_SERVER_AUTH_TOKEN", "hidden"),
];

#[test]
fn the_room_server_alone_has_no_credentials_of_its_own() {
    let error = rooms(&[], &ROOM_SERVER_ENVIRONMENT[..3]).unwrap_err();
    assert_eq!(error, ConfigError::NoCredentials { missing: vec!["ROOM_SERVER_AUTH_TOKEN"] });
    let given = rooms(&[], &ROOM_SERVER_ENVIRONMENT).unwrap();
    assert_eq!(given.auth_token.unwrap().expose(), "hidden");
    assert_eq!(given.media_host, Some(Ipv4Addr::LOCALHOST.into()));
    assert_eq!(rooms(&["--host", "0.0.0.0"], &ROOM_SERVER_ENVIRONMENT).unwrap().media_host, None);
}

#[test]
fn in_development_credentials_are_known_and_others_are_refused() {
    let known = rooms(&["--dev"], &[]).unwrap();
    assert!(known.credentials.unwrap().api_key_secret.expose().contains("dev"));
    let error = rooms(&["--dev"], &ROOM_SERVER_ENVIRONMENT).unwrap_err().to_string();
    assert!(error.contains("--dev") && !error.contains("hidden"), "{error}");
    // Whoever develops an application has Twilio's variables set.
    assert!(rooms(&["--dev"], &[("TWILIO_ACCOUNT_SID", ACCOUNT)]).is_ok());
}

#[test]
fn recordings_go_where_the_operator_says_and_nowhere_otherwise() {
    assert_eq!(embedded(&[]).recordings, RecordingsConfig::Off);
    let folder = RecordingsConfig::Folder("somewhere".into());
    assert_eq!(embedded(&[("RECORDINGS_DIR", "somewhere")]).recordings, folder);
    assert_eq!(rooms(&["--dev"], &[]).unwrap().recordings, RecordingsConfig::Temporary);
    assert_eq!(rooms(&["--dev", "--recordings-dir", "somewhere"], &[]).unwrap().recordings, folder);
    assert_eq!(rooms(&[], &ROOM_SERVER_ENVIRONMENT).unwrap().recordings, RecordingsConfig::Off);
}

#[test]
fn the_room_server_alone_serves_no_page() {
    for flag in ["--lan", "--start-ngrok"] {
        assert!(matches!(rooms(&["--dev", flag], &[]), Err(ConfigError::Conflict { .. })), "{flag}");
    }
}

#[test]
fn what_is_remembered_and_whom_rooms_tell_can_be_chosen() {
    let chosen = embedded(&[
        ("HISTORY_ROOMS", "1"),
        ("HISTORY_PARTICIPANTS", "2"),
        ("HISTORY_SECONDS", "3"),
        ("STATUS_CALLBACK", "https://example.org"),
        ("STATUS_CALLBACK_METHOD", "GET"),
    ]);
    let limits = chosen.limits;
    assert_eq!((limits.completed_rooms, limits.departed_participants), (1, 2));
    assert_eq!(limits.completed_room_age, Duration::from_secs(3));
    let callback = chosen.ad_hoc_rooms.unwrap().status_callback.unwrap();
    assert_eq!(
        (callback.url.as_str(), callback.method),
        ("https://example.org/", room_engine::CallbackMethod::Get)
    );
}
