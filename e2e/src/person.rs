//! Somebody at the page, in the page's own words: its element ids, attributes and texts stand only here and in tests
//! about a single text.

use serde_json::{Value, json};

use crate::browser::{Browser, BrowserOptions};
use crate::media::Received;
use crate::stage::Stage;

/// Sound that counts as heard: the fake microphone's beeps bring many times as much within a second.
const HEARD_ENERGY: f64 = 1e-4;

/// Seconds of sound over which somebody must be silent to count as muted.
const SILENCE_SECONDS: f64 = 2.0;

/// Stretches of sound in which silence is looked for.
const SILENCE_TRIES: usize = 15;

/// Finds the tile of a remote participant by the name on it. Its id is the participant's SID.
const TILE: &str = r##"
    const tiles = [...document.querySelectorAll("#video_container .tile[data-participant]")];
    const tile = tiles.find((tile) => tile.querySelector(".tile__name").textContent.trim() === arguments[0]);
    return tile && /^PA[0-9a-f]{32}$/.test(tile.id) ? tile.id : null;
"##;

const PICTURE_BYTES: &str = "const videos = document.getElementById(arguments[0]).querySelectorAll('video');
    const ids = [...videos].flatMap(({ srcObject }) => srcObject.getTracks().map(({ id }) => id));
    return (await e2eProbe.received(ids)).bytes";

const RECEIVED: &str = "return e2eProbe.receivedOf(arguments[0])";

/// One browser with the page open, and who sits there.
#[derive(Debug)]
pub struct Person {
    pub browser: Browser,
    name: String,
}

impl Person {
    /// Opens the page and waits for its form.
    pub async fn arrive(stage: &Stage, address: &str, name: &str) -> Self {
        Self::arrive_with(stage, address, name, &BrowserOptions::default()).await
    }

    pub async fn arrive_with(stage: &Stage, address: &str, name: &str, options: &BrowserOptions) -> Self {
        let browser = Browser::open_with(stage, name, options).await;
        browser.goto(address).await;
        let person = Self { browser, name: name.to_owned() };
        person.is_in_the_lobby().await;
        person
    }

    /// Opens the page and joins the call.
    pub async fn join(stage: &Stage, address: &str, name: &str) -> Self {
        Self::join_with(stage, address, name, &BrowserOptions::default()).await
    }

    pub async fn join_with(stage: &Stage, address: &str, name: &str, options: &BrowserOptions) -> Self {
        let person = Self::arrive_with(stage, address, name, options).await;
        person.has_both_devices().await;
        person.submit_name(name).await;
        person.is_in_the_call().await;
        person
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Types a name and presses the one button.
    pub async fn submit_name(&self, name: &str) {
        self.browser.type_into("#username", name).await;
        self.browser.click("#join_leave").await;
    }

    pub async fn leave(&self) {
        self.shows("#join_leave", "Leave call").await;
        self.browser.click("#join_leave").await;
    }

    /// Writes to everybody, in the chat.
    pub async fn writes(&self, text: &str) {
        if !self
            .browser
            .run("return !!document.querySelector('#chat')", vec![])
            .await
            .as_bool()
            .unwrap_or_default()
        {
            self.browser.click("#chat_open").await;
        }
        self.browser.type_into("#chat_text", text).await;
        self.browser.click("#chat_send").await;
        self.mentions("#chat_entries", text).await;
    }

    pub async fn is_in_the_lobby(&self) {
        self.has("[data-view=lobby] #join_leave:enabled").await;
    }

    pub async fn is_in_the_call(&self) {
        self.has("[data-view=call][data-phase=connected]").await;
        self.shows("#join_leave", "Leave call").await;
    }

    /// Waits until camera and microphone are there.
    pub async fn has_both_devices(&self) {
        self.has("#camera[data-state=on]").await;
        self.has("#microphone[data-state=on]").await;
    }

    /// Waits for an element.
    pub async fn has(&self, selector: &str) {
        let script = "return !!document.querySelector(arguments[0])";
        self.browser.until(&format!("{selector} is there"), script, vec![json!(selector)]).await;
    }

    /// Waits until no element matches.
    pub async fn lacks(&self, selector: &str) {
        let script = "return !document.querySelector(arguments[0])";
        self.browser.until(&format!("{selector} is gone"), script, vec![json!(selector)]).await;
    }

    /// Waits until an element's text is this, to the letter.
    pub async fn shows(&self, selector: &str, text: &str) {
        let script = "return document.querySelector(arguments[0])?.textContent.trim() === arguments[1]";
        let what = format!("{selector} shows {text:?}");
        self.browser.until(&what, script, vec![json!(selector), json!(text)]).await;
    }

    /// Waits until an element's text contains this, whatever the case.
    pub async fn mentions(&self, selector: &str, text: &str) {
        let script = "return !!document.querySelector(arguments[0])?.textContent.toLowerCase()
            .includes(arguments[1].toLowerCase())";
        let what = format!("{selector} mentions {text:?}");
        self.browser.until(&what, script, vec![json!(selector), json!(text)]).await;
    }

    /// Waits for the tile of a remote participant and returns its SID.
    pub async fn tile_of(&self, name: &str) -> String {
        let what = format!("there is a tile of {name:?}");
        let sid = self.browser.until(&what, TILE, vec![json!(name)]).await;
        sid.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until exactly so many tiles are there, one's own included, and the status line says so.
    pub async fn counts(&self, participants: usize) {
        let script =
            r##"return document.querySelectorAll("#video_container .tile").length === arguments[0]"##;
        self.browser
            .until(&format!("there are {participants} tiles"), script, vec![json!(participants)])
            .await;
        self.has(&format!("#video_container[data-tiles=\"{participants}\"]")).await;
        let plural = if participants == 1 { "" } else { "s" };
        self.shows("#count", &format!("{participants} participant{plural} online")).await;
    }

    /// Waits until pictures of a remote participant are decoded, and keep being decoded, and are shown.
    pub async fn sees(&self, name: &str) {
        let sid = self.tile_of(name).await;
        let frames = "return (await e2eProbe.receivedOf(arguments[0])).frames";
        let mut before = 0.0;
        // Two rises: the first key frame alone is not yet a moving picture.
        for _ in 0..3 {
            let what = format!("frames of {name:?} that were decoded");
            before = self.browser.until_above(before, &what, frames, vec![json!(sid)]).await;
        }
        let shown = "return [...document.getElementById(arguments[0]).querySelectorAll('video')]
            .some((video) => video.videoWidth > 0 && !video.paused && video.readyState >= 2)";
        self.browser.until(&format!("the picture of {name:?} is shown"), shown, vec![json!(sid)]).await;
    }

    /// Waits until sound of a remote participant arrives, keeps arriving, and is played.
    pub async fn hears(&self, name: &str) {
        let sid = self.tile_of(name).await;
        let energy = "return (await e2eProbe.receivedOf(arguments[0])).audio_energy";
        let mut before = 0.0;
        for _ in 0..3 {
            let what = format!("the energy of the sound of {name:?}");
            before = self.browser.until_above(before + HEARD_ENERGY, &what, energy, vec![json!(sid)]).await;
        }
        let played = "return [...document.querySelectorAll(`audio[data-participant=\"${arguments[0]}\"]`)]
            .some((audio) => !audio.paused && !audio.muted && audio.volume > 0)";
        self.browser.until(&format!("the sound of {name:?} is played"), played, vec![json!(sid)]).await;
    }

    pub async fn sees_and_hears(&self, name: &str) {
        self.sees(name).await;
        self.hears(name).await;
    }

    /// Waits for a stretch of a remote participant's sound in which there is silence.
    pub async fn hears_silence_of(&self, name: &str) {
        let sid = self.tile_of(name).await;
        let duration = "return (await e2eProbe.receivedOf(arguments[0])).audio_duration";
        for _ in 0..SILENCE_TRIES {
            let start = self.received_of(&sid).await;
            let what = format!("seconds of the sound of {name:?}");
            let floor = start.audio_duration + SILENCE_SECONDS;
            self.browser.until_above(floor, &what, duration, vec![json!(sid)]).await;
            let end = self.received_of(&sid).await;
            if end.audio_energy - start.audio_energy < HEARD_ENERGY {
                return;
            }
        }
        panic!("{} still hears {name:?}", self.name);
    }

    /// What was received of the participant with this SID so far.
    pub async fn received_of(&self, sid: &str) -> Received {
        let value = self.browser.run(RECEIVED, vec![json!(sid)]).await;
        serde_json::from_value(value).expect("the probe reports what was received")
    }

    /// What `/login` of this person's server answers to somebody else.
    pub async fn login_for(&self, name: &str, room: &str) -> Value {
        let script = "const [username, room] = arguments;
            const response = await fetch('/login', { method: 'POST', body: JSON.stringify({ username, room }) });
            return await response.json()";
        self.browser.run(script, vec![json!(name), json!(room)]).await
    }

    /// Waits until the tile with this id is on the stage and its picture, if it has one, is shown.
    pub async fn has_on_stage(&self, id: &str) {
        let script = "const tile = document.querySelector('.tile[data-place=stage]');
            const videos = [...(tile?.querySelectorAll('video') ?? [])];
            return tile?.id === arguments[0]
                && videos.every((video) => video.videoWidth > 0 && !video.paused && video.readyState >= 2)";
        self.browser.until(&format!("{id} is on the stage"), script, vec![json!(id)]).await;
    }

    /// Bytes of a remote participant's camera so far, by the SID.
    pub async fn picture_bytes(&self, sid: &str) -> f64 {
        self.browser.run(PICTURE_BYTES, vec![json!(sid)]).await.as_f64().unwrap_or_default()
    }

    /// Waits until more bytes of a remote participant's camera came, and returns how many there are.
    pub async fn picture_bytes_above(&self, sid: &str, floor: f64) -> f64 {
        let what = format!("bytes of the picture of {sid}");
        self.browser.until_above(floor, &what, PICTURE_BYTES, vec![json!(sid)]).await
    }

    /// The statistics reports of one type, of all open peer connections.
    pub async fn reports(&self, kind: &str) -> Vec<Value> {
        match self.browser.run("return e2eProbe.reports(arguments[0])", vec![json!(kind)]).await {
            Value::Array(reports) => reports,
            other => panic!("the probe returned no list: {other}"),
        }
    }
}
