//! The browser library itself, without our page: scripts as its users write them.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::browser::{Browser, BrowserOptions};
use crate::paths;
use crate::relay::Relay;
use crate::server::{Server, ServerOptions};
use crate::stage::Stage;

/// What the page consists of beside the library.
const FILES: [(&str, &str); 4] = [
    ("index.html", include_str!("../library/index.html")),
    ("members.css", include_str!("../library/members.css")),
    ("members.js", include_str!("../library/members.js")),
    ("sources.js", include_str!("../library/sources.js")),
];

/// Rooms whose page is the library alone.
pub async fn library_server(stage: &Stage) -> Server {
    library_server_with(stage, ServerOptions::default()).await
}

pub async fn library_server_with(stage: &Stage, options: ServerOptions) -> Server {
    serve(stage, "frontend/node_modules/twilio-video", options).await
}

/// Rooms whose page is an older library, of one of the minor versions that `e2e/package.json` names.
pub async fn older_library_server(stage: &Stage, minor: &str) -> Server {
    serve(stage, &format!("e2e/node_modules/twilio-video-{minor}"), ServerOptions::default()).await
}

async fn serve(stage: &Stage, package: &str, options: ServerOptions) -> Server {
    let page = write_page(stage, &paths::repository().join(package));
    Server::start_with(stage, options.variable("PAGE_DIRECTORY", page)).await
}

/// Puts a page together whose library is the package in that folder.
fn write_page(stage: &Stage, package: &std::path::Path) -> PathBuf {
    let page = stage.directory("library");
    for (name, text) in FILES {
        fs::write(page.join(name), text).expect("the stage's folder is writable");
    }
    let csp = paths::repository().join("frontend/twilio-video-csp.js");
    for file in [csp, package.join("dist/twilio-video.min.js")] {
        let name = file.file_name().expect("a file has a name");
        if let Err(error) = fs::copy(&file, page.join(name)) {
            panic!("{} could not be read: {error}; `cargo xtask setup` fetches the library", file.display());
        }
    }
    page
}

/// One tab from which any number of participants join.
#[derive(Debug)]
pub struct LibraryPage {
    pub browser: Browser,
}

impl LibraryPage {
    pub async fn open(stage: &Stage, address: &str, label: &str) -> Self {
        Self::open_with(stage, address, label, &BrowserOptions::default()).await
    }

    pub async fn open_with(stage: &Stage, address: &str, label: &str, options: &BrowserOptions) -> Self {
        let browser = Browser::open_with(stage, label, options).await;
        browser.goto(address).await;
        Self { browser }
    }

    /// Opens it from a file, for rooms of a server whose page is another; see [`join_by`](Self::join_by).
    pub async fn open_as_file(stage: &Stage, label: &str) -> Self {
        let library = paths::repository().join("frontend/node_modules/twilio-video");
        let folder = write_page(stage, &library);
        Self::open(stage, &format!("file://{}/index.html", folder.display()), label).await
    }

    /// Joins with what a server's `/login` answered, for signaling at that address.
    pub async fn join_by(&self, login: &Value, signaling: &str, name: &str, mut wish: Value) -> Member<'_> {
        wish["token"] = login["token"].clone();
        wish["room"] = login["room"].clone();
        wish["signaling"] = json!(signaling);
        self.join(name, wish).await
    }

    /// Joins with a wish that `Member` in `members.js` reads: `camera` and `microphone` describe what is published,
    /// `options` goes to the library as it is.
    pub async fn join(&self, name: &str, wish: Value) -> Member<'_> {
        let joined = self.browser.run(JOIN, vec![json!(name), wish]).await;
        Member::new(self, name, &joined)
    }

    /// Joins with all media through a relay.
    pub async fn join_through(&self, relay: &Relay, name: &str, mut wish: Value) -> Member<'_> {
        wish["relay"] = json!(relay.port());
        let joined = self.browser.run(JOIN, vec![json!(name), wish]).await;
        let port = joined["media_port"].as_u64().and_then(|port| u16::try_from(port).ok());
        relay.lead_to(port.expect("the server's answer names its media port"));
        Member::new(self, name, &joined)
    }

    /// Joins, which is to fail, and returns the library's error code.
    pub async fn fails_to_join(&self, name: &str, wish: Value) -> Value {
        let script =
            "return e2eMembers.join(arguments[0], arguments[1]).then(() => null, ({ code }) => code)";
        self.browser.run(script, vec![json!(name), wish]).await
    }
}

const JOIN: &str = "return await e2eMembers.join(arguments[0], arguments[1])";

/// One participant of a tab.
#[derive(Debug)]
pub struct Member<'page> {
    page: &'page LibraryPage,
    name: String,
    sid: String,
}

impl<'page> Member<'page> {
    fn new(page: &'page LibraryPage, name: &str, joined: &Value) -> Self {
        let sid = joined["sid"].as_str().unwrap_or_default().to_owned();
        Self { page, name: name.to_owned(), sid }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn sid(&self) -> &str {
        &self.sid
    }

    /// Runs the body of a function that knows this participant as `member` and its `room`.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.page.browser.run(&self.script(script), arguments).await
    }

    /// Waits until such a body yields something.
    pub async fn until(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        let what = format!("{}: {what}", self.name);
        self.page.browser.until(&what, &self.script(script), arguments).await
    }

    /// Waits until a number that such a body yields is above `floor`, and returns it.
    pub async fn until_above(&self, floor: f64, what: &str, script: &str, arguments: Vec<Value>) -> f64 {
        let what = format!("{}: {what}", self.name);
        self.page.browser.until_above(floor, &what, &self.script(script), arguments).await
    }

    /// Waits until the library said this since the start or [`Member::forget`].
    pub async fn heard(&self, entry: &str) {
        let script = "return member.log.includes(arguments[0])";
        self.until(&format!("the library says {entry:?}"), script, vec![json!(entry)]).await;
    }

    /// What the library said.
    pub async fn log(&self) -> Vec<String> {
        let log = self.run("return member.log", vec![]).await;
        serde_json::from_value(log).expect("the log is a list of texts")
    }

    /// Starts the log anew.
    pub async fn forget(&self) {
        self.run("member.log.length = 0", vec![]).await;
    }

    /// Waits until pictures of somebody are decoded and go on being decoded.
    pub async fn sees(&self, publisher: &str) {
        self.sees_track(publisher, "camera").await;
    }

    pub async fn sees_track(&self, publisher: &str, track: &str) {
        let script = "return (await member.received(arguments[0], arguments[1]))?.frames";
        let mut frames = self.received(publisher, track).await.map_or(0.0, |received| received.frames);
        for _ in 0..3 {
            let what = format!("decoded frames of {publisher}'s {track}");
            frames = self.until_above(frames, &what, script, vec![json!(publisher), json!(track)]).await;
        }
    }

    /// Waits until sound of somebody arrives and goes on arriving.
    pub async fn hears(&self, publisher: &str) {
        let script = "return (await member.received(arguments[0], 'microphone'))?.energy";
        let mut energy = self.received(publisher, "microphone").await.map_or(0.0, |received| received.energy);
        for _ in 0..3 {
            let what = format!("the energy of {publisher}'s sound");
            energy = self.until_above(energy + 1e-4, &what, script, vec![json!(publisher)]).await;
        }
    }

    /// Knocks on a data track until somebody hears it: what is sent before a channel is open is lost, by the library's
    /// design.
    pub async fn reaches(&self, reader: &Member<'_>, track: &str) {
        let knock = "member.knocking = setInterval(() => member.tracks[arguments[0]].send('knock'), 50)";
        reader.run("member.messages.length = 0", vec![]).await;
        self.run(knock, vec![json!(track)]).await;
        reader.until(&format!("{track} is open"), "return member.messages.includes('knock')", vec![]).await;
        self.run("clearInterval(member.knocking)", vec![]).await;
    }

    /// Waits until the picture of somebody is decoded in a width within these bounds.
    pub async fn sees_width(&self, publisher: &str, least: u32, most: u32) {
        let script = "const width = (await member.received(arguments[0]))?.width;
            return width >= arguments[1] && width <= arguments[2]";
        let what = format!("{publisher}'s picture is {least} to {most} pixels wide");
        self.until(&what, script, vec![json!(publisher), json!(least), json!(most)]).await;
        self.sees(publisher).await;
    }

    /// Shows somebody's picture in another size.
    pub async fn show(&self, publisher: &str, width: u32, height: u32) {
        let arguments = vec![json!(publisher), json!(width), json!(height)];
        self.run("member.show(...arguments)", arguments).await;
    }

    /// What the statistics say of a track that this participant subscribes to.
    pub async fn received(&self, publisher: &str, track: &str) -> Option<Reception> {
        let script = "return await member.received(arguments[0], arguments[1])";
        let value = self.run(script, vec![json!(publisher), json!(track)]).await;
        serde_json::from_value(value).expect("the page reports what was received")
    }

    /// Seconds in which the machine was too busy to draw this participant's camera picture in time.
    pub async fn stalled(&self) -> f64 {
        self.run("return member.stalled()", vec![]).await.as_f64().unwrap_or_default()
    }

    /// What the statistics say of each layer that this participant sends, the lowest first.
    pub async fn sent(&self, kind: &str) -> Vec<Layer> {
        let value = self.run("return await member.sent(arguments[0])", vec![json!(kind)]).await;
        serde_json::from_value(value).expect("the page reports what is sent")
    }
}

impl Member<'_> {
    fn script(&self, body: &str) -> String {
        let name = json!(self.name);
        format!("const member = e2eMembers.get({name}), {{ room }} = member;\n{body}")
    }
}

/// What was received of one track since it was subscribed.
#[derive(Clone, Debug, Default, serde::Deserialize, PartialEq)]
pub struct Reception {
    pub bytes: u64,
    /// As in `video/VP8`.
    pub codec: String,
    /// The integral of the squared level (0 to 1) over time, in seconds.
    pub energy: f64,
    pub frames: f64,
    pub freezes: f64,
    /// How long all of them took together, in seconds.
    pub frozen: f64,
    #[serde(rename = "keyFrames")]
    pub key_frames: u64,
    pub lost: i64,
    pub nacks: u64,
    pub packets: u64,
    /// Packets that came again after they had been asked for.
    pub repaired: u64,
    /// Of the last frame, in pixels.
    pub width: u32,
}

/// What was sent of one layer.
#[derive(Clone, Debug, serde::Deserialize, PartialEq)]
pub struct Layer {
    pub active: bool,
    pub bytes: u64,
    pub codec: String,
    pub frames: u64,
    pub index: u32,
    pub width: u32,
}
