//! A server with known credentials and several workers, and what asks it.

use awc::http::Method;
use backend::config::ModeConfig;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use crate::helpers::{Answer, TestApp, config};

pub const ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub const AUTH_TOKEN: &str = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
pub const KEY: &str = "SKbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
pub const SECRET: &str = "cccccccccccccccccccccccccccccccc";

pub const CREDENTIALS: [&str; 8] = [
    "--room-server-account-sid",
    ACCOUNT,
    "--room-server-api-key-sid",
    KEY,
    "--room-server-api-key-secret",
    SECRET,
    "--room-server-auth-token",
    AUTH_TOKEN,
];

pub struct Stage {
    pub app: TestApp,
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(flags: &[&str]) -> Self {
        let mut config = config(&[CREDENTIALS.as_slice(), flags].concat());
        if let ModeConfig::Embedded(embedded) = &mut config.mode {
            embedded.workers = 4;
        }
        Self { app: TestApp::spawn_config(config).await }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path, &[], (KEY, SECRET)).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.request(Method::POST, path, form, (KEY, SECRET)).await
    }

    /// `path` is below `/v1`, or an address of this server.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        form: &[(&str, &str)],
        (user, password): (&str, &str),
    ) -> Answer {
        let path = path.strip_prefix(&self.app.url).map_or_else(|| format!("/v1{path}"), str::to_owned);
        let body = Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self
            .app
            .client
            .request(method, format!("{}{path}", self.app.url))
            .basic_auth(user, password)
            .content_type("application/x-www-form-urlencoded");
        let mut response = request.send_body(body).await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().await.unwrap(),
        }
    }

    /// A room of this name.
    pub async fn room(&self, name: &str, form: &[(&str, &str)]) -> Value {
        let answer = self.post("/Rooms", &[&[("UniqueName", name)], form].concat()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }
}

/// Whether an answer is this error, in Twilio's form.
#[track_caller]
pub fn assert_fault(answer: &Answer, status: u16, code: u32) {
    let body = answer.json();
    assert_eq!((answer.status.as_u16(), &body["code"]), (status, &Value::from(code)), "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["more_info"], format!("https://www.twilio.com/docs/errors/{code}"));
    assert!(body["message"].is_string());
    assert_eq!(body.as_object().unwrap().len(), 4);
}

/// The values of one member in a list.
pub fn column(answer: &Answer, list: &str, member: &str) -> Vec<String> {
    let text = |entry: &Value| entry[member].as_str().unwrap().to_owned();
    answer.json()[list].as_array().unwrap().iter().map(text).collect()
}

#[track_caller]
pub fn assert_is_date(value: &Value) {
    let text = value.as_str().unwrap();
    let shape: String =
        text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00Z", "{text}");
}
