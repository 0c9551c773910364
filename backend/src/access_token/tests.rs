use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use room_engine::{Admission, TokenFault};
use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::credentials::Secret;

#[derive(Deserialize)]
struct Fixtures {
    now: u64,
    account_sid: String,
    api_key_sid: String,
    api_key_secret: String,
    cases: BTreeMap<String, Case>,
}

#[derive(Deserialize)]
struct Case {
    identity: String,
    room: Option<String>,
    ttl: u64,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("../../tests/fixtures/cases.json")).unwrap()
}

/// Tokens of the official helper libraries, by case.
fn tokens_of_helpers() -> [(&'static str, BTreeMap<String, String>); 2] {
    [
        ("python", serde_json::from_str(include_str!("../../tests/fixtures/python.json")).unwrap()),
        ("node", serde_json::from_str(include_str!("../../tests/fixtures/node.json")).unwrap()),
    ]
}

fn credentials() -> Credentials {
    let Fixtures { account_sid, api_key_sid, api_key_secret, .. } = fixtures();
    Credentials { account_sid, api_key_sid, api_key_secret: Secret::new(&api_key_secret) }
}

fn now() -> SystemTime {
    at(fixtures().now)
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    let mut json = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    (json(), json())
}

fn sign(header: &Value, claims: &Value, secret: &str) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let key = EncodingKey::from_secret(secret.as_bytes());
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap();
    format!("{message}.{signature}")
}

/// A good token, changed by `change` before it is signed.
fn altered(change: impl FnOnce(&mut Value, &mut Value)) -> String {
    let good =
        mint(Grant { identity: "alice", room: None, ttl: Duration::from_secs(60) }, &credentials(), now());
    let (mut header, mut claims) = parts(&good.unwrap());
    change(&mut header, &mut claims);
    sign(&header, &claims, credentials().api_key_secret.expose())
}

fn fault(token: &str) -> TokenFault {
    verify(token, &credentials(), now()).unwrap_err()
}

#[test]
fn our_tokens_equal_the_official_helpers_claim_by_claim() {
    for (name, case) in fixtures().cases {
        let grant = Grant {
            identity: &case.identity,
            room: case.room.as_deref(),
            ttl: Duration::from_secs(case.ttl),
        };
        let (header, ours) = parts(&mint(grant, &credentials(), now()).unwrap());
        for (helper, tokens) in tokens_of_helpers() {
            let (helper_header, theirs) = parts(&tokens[&name]);
            assert_eq!(header, helper_header, "{helper} {name}");
            for claim in ["jti", "iss", "sub", "exp", "grants"] {
                assert_eq!(ours[claim], theirs[claim], "{helper} {name} {claim}");
            }
            // Python leaves the one out, Node the other; ours begins earlier, for clocks that are behind.
            if helper == "node" {
                assert_eq!(ours["iat"], theirs["iat"], "{name}");
            } else {
                assert_eq!(
                    ours["nbf"].as_u64().unwrap() + CLOCK_TOLERANCE.as_secs(),
                    theirs["nbf"].as_u64().unwrap()
                );
            }
            let known = ["jti", "iss", "sub", "iat", "nbf", "exp", "grants"];
            assert!(ours.as_object().unwrap().keys().all(|claim| known.contains(&claim.as_str())));
        }
    }
}

#[test]
fn tokens_of_the_official_helpers_are_accepted() {
    for (helper, tokens) in tokens_of_helpers() {
        for (name, case) in fixtures().cases {
            let admission = verify(&tokens[&name], &credentials(), now());
            let expected = Admission { identity: case.identity, room: case.room };
            assert_eq!(admission, Ok(expected), "{helper} {name}");
        }
    }
}

#[test]
fn our_own_tokens_are_accepted_until_they_expire() {
    let grant = Grant { identity: "alice", room: Some("My Room"), ttl: Duration::from_secs(100) };
    let token = mint(grant, &credentials(), now()).unwrap();
    let verify_at = |time| verify(&token, &credentials(), time);
    assert!(verify_at(now()).is_ok());
    assert!(verify_at(now() - CLOCK_TOLERANCE).is_ok());
    assert!(verify_at(now() + Duration::from_secs(99)).is_ok());
    assert_eq!(verify_at(now() + Duration::from_secs(100)), Err(TokenFault::Expired));
}

#[test]
fn what_is_no_token_is_malformed() {
    let good = altered(|_, _| ());
    let long = format!("{}.{}", "x".repeat(10_000), good);
    let cut = good.rsplit_once('.').unwrap().0;
    for token in ["", "badToken", "a.b.c", "..", "e30.e30.", "W10.W10.x", &format!("{good}.x"), cut, &long] {
        assert_eq!(fault(token), TokenFault::Malformed, "{token}");
    }
}

#[test]
fn other_headers_are_refused_whatever_they_are_signed_with() {
    for (name, value) in [
        ("typ", json!("JWS")),
        ("alg", json!("none")),
        ("alg", json!("HS384")),
        ("cty", json!("twilio-fpa;v=2")),
        ("cty", Value::Null),
    ] {
        assert_eq!(
            fault(&altered(|header, _| header[name] = value.clone())),
            TokenFault::Header,
            "{name} {value}"
        );
    }
}

#[test]
fn another_key_or_account_is_refused_before_its_signature() {
    for (name, value) in [("iss", json!("foo")), ("sub", json!("AC00")), ("sub", Value::Null)] {
        let token = altered(|_, claims| claims[name] = value.clone());
        assert_eq!(fault(&token), TokenFault::Issuer, "{name}");
        assert_eq!(fault(&format!("{token}x")), TokenFault::Issuer, "{name}");
    }
}

#[test]
fn another_secret_is_refused_before_the_times() {
    let (header, mut claims) = parts(&altered(|_, _| ()));
    claims["exp"] = json!(1);
    assert_eq!(fault(&sign(&header, &claims, "foo")), TokenFault::Signature);
    let unsigned = altered(|_, _| ());
    assert_eq!(fault(&format!("{}.AAAA", unsigned.rsplit_once('.').unwrap().0)), TokenFault::Signature);
}

#[test]
fn times_are_checked_before_grants() {
    let seconds = fixtures().now;
    let with = |claim: &str, value: Value| {
        fault(&altered(|_, claims| {
            claims[claim] = value;
            claims["grants"] = json!({});
        }))
    };
    assert_eq!(with("exp", json!(seconds)), TokenFault::Expired);
    assert_eq!(with("exp", Value::Null), TokenFault::Expired);
    assert_eq!(with("exp", json!("later")), TokenFault::Expired);
    assert_eq!(with("exp", json!(seconds + 86_400 + 61)), TokenFault::Expired);
    assert_eq!(with("nbf", json!(seconds + 61)), TokenFault::NotYetValid);
    assert_eq!(with("nbf", json!(seconds + 60)), TokenFault::Grants);
    assert_eq!(with("exp", json!(seconds as f64 + 0.5)), TokenFault::Grants);
}

#[test]
fn grants_are_checked_before_the_identity() {
    for grants in [
        Value::Null,
        json!([]),
        json!({"identity": ""}),
        json!({"video": null}),
        json!({"video": {"room": 7}}),
        json!({"video": {"room": ""}}),
    ] {
        assert_eq!(
            fault(&altered(|_, claims| claims["grants"] = grants.clone())),
            TokenFault::Grants,
            "{grants}"
        );
    }
}

#[test]
fn identities_have_a_length() {
    let with = |identity: Value| {
        let grants = json!({"identity": identity, "video": {}});
        verify(&altered(|_, claims| claims["grants"] = grants), &credentials(), now())
    };
    for identity in [Value::Null, json!(""), json!(42)] {
        assert_eq!(with(identity), Err(TokenFault::Identity));
    }
    assert!(with(json!("x".repeat(128))).is_ok());
    assert_eq!(with(json!("x".repeat(129))), Err(TokenFault::IdentityTooLong));
    assert_eq!(with(json!("é".repeat(65))), Err(TokenFault::IdentityTooLong));
}

#[test]
fn claims_that_nobody_needs_do_no_harm() {
    let token = altered(|_, claims| {
        claims.as_object_mut().unwrap().remove("iat");
        claims.as_object_mut().unwrap().remove("nbf");
        claims["extra"] = json!({"deep": [1, 2, 3]});
    });
    assert!(verify(&token, &credentials(), now()).is_ok());
}
