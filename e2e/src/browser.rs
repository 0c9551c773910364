//! One browser of its own, driven by WebDriver.

mod capabilities;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::command::Extension;
use crate::driver::Driver;
use crate::paths;
use crate::stage::Stage;

pub use capabilities::{BrowserKind, BrowserOptions, ColorScheme, Devices, MediaPath};

/// How long a condition may take. Generous: an unrelated build may hold the machine's cores.
const WAIT_LIMIT: Duration = Duration::from_secs(45);

const POLL_INTERVAL: Duration = Duration::from_millis(100);

const PROBE: &str = include_str!("probe.js");

#[derive(Debug)]
pub struct Browser {
    label: String,
    kind: BrowserKind,
    client: Client,
    session: String,
    driver: Arc<Driver>,
    _stage: Stage,
}

impl Browser {
    /// Starts a browser with devices that work.
    pub async fn open(stage: &Stage, label: &str) -> Self {
        Self::open_with(stage, label, &BrowserOptions::default()).await
    }

    /// Starts a browser. `label` names it in reports.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn open_with(stage: &Stage, label: &str, options: &BrowserOptions) -> Self {
        let profile = stage.directory("profile");
        let driver = match options.kind {
            BrowserKind::Chromium => stage.chromedriver(),
            BrowserKind::Firefox => Arc::new(Driver::geckodriver(&profile).await),
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(options.capabilities(&profile))
            .connect(&driver.url())
            .await
            .unwrap_or_else(|error| panic!("the browser of {label} did not start: {error}"));
        let session = client.session_id().await.ok().flatten().expect("a new session has an id");
        let label = label.to_owned();
        let browser = Self { label, kind: options.kind, client, session, driver, _stage: stage.clone() };
        browser.install_probe(stage).await;
        browser
    }

    /// Lets the probe run in every document before the page's own scripts.
    async fn install_probe(&self, stage: &Stage) {
        match self.kind {
            BrowserKind::Chromium => {
                let probe = json!({ "source": PROBE });
                self.devtools("Page.addScriptToEvaluateOnNewDocument", probe).await;
                // Chromium's own start page makes requests too; they are none of ours.
                self.goto("about:blank").await;
                self.requested_addresses().await;
            }
            BrowserKind::Firefox => {
                let folder = write_probe_addon(stage);
                if let Err(error) = self.client.issue_cmd(Extension::install_addon(&folder)).await {
                    panic!("the Firefox of {} refused the probe: {error}", self.label);
                }
            }
        }
    }

    /// Goes to an address and waits until the document is loaded.
    ///
    /// # Panics
    /// If the address cannot be reached.
    pub async fn goto(&self, address: &str) {
        if let Err(error) = self.client.goto(address).await {
            panic!("{} could not open {address}: {error}", self.label);
        }
    }

    /// Loads the page anew, as F5 does.
    ///
    /// # Panics
    /// If the page cannot be reached.
    pub async fn reload(&self) {
        if let Err(error) = self.client.refresh().await {
            panic!("{} could not reload: {error}", self.label);
        }
    }

    /// Runs the body of a function in the page; a promise is awaited.
    ///
    /// # Panics
    /// If the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        // Firefox takes `await` within an asynchronous function only.
        let script = format!("return (async function () {{\n{script}\n}}).apply(null, arguments)");
        match self.client.execute(&script, arguments).await {
            Ok(value) => value,
            Err(error) => panic!("a script failed at {}: {error}\n{script}", self.label),
        }
    }

    /// Waits until a script yields something that is neither `false`, `0`, `""` nor `null`, and returns it.
    ///
    /// # Panics
    /// When it does not within the limit, with what the page shows and logged.
    pub async fn until(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        let deadline = Instant::now() + WAIT_LIMIT;
        loop {
            let value = self.run(script, arguments.clone()).await;
            if is_truthy(&value) {
                return value;
            }
            if Instant::now() > deadline {
                self.fail(&format!("waited {WAIT_LIMIT:?} in vain: {what} (last seen: {value})")).await;
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits until a number that a script yields is above `floor`, and returns it.
    ///
    /// # Panics
    /// When it does not within the limit.
    pub async fn until_above(&self, floor: f64, what: &str, script: &str, arguments: Vec<Value>) -> f64 {
        let deadline = Instant::now() + WAIT_LIMIT;
        loop {
            let value = self.run(script, arguments.clone()).await;
            if let Some(number) = value.as_f64().filter(|number| *number > floor) {
                return number;
            }
            if Instant::now() > deadline {
                self.fail(&format!("waited {WAIT_LIMIT:?} in vain: {what} is {value}, not above {floor}"))
                    .await;
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits for the only element that matches and clicks on it as a person does: it must be visible and on top.
    ///
    /// # Panics
    /// If it cannot be clicked.
    pub async fn click(&self, selector: &str) {
        self.until(
            &format!("{selector} is there"),
            "return !!document.querySelector(arguments[0])",
            vec![json!(selector)],
        )
        .await;
        let clicked = match self.client.find(Locator::Css(selector)).await {
            Ok(element) => element.click().await,
            Err(error) => Err(error),
        };
        if let Err(error) = clicked {
            self.fail(&format!("{selector} could not be clicked: {error}")).await;
        }
    }

    /// Chooses a value of a list.
    ///
    /// # Panics
    /// If there is no such list or value.
    pub async fn select(&self, selector: &str, value: &str) {
        let chosen = async { self.client.find(Locator::Css(selector)).await?.select_by_value(value).await };
        if let Err(error) = chosen.await {
            self.fail(&format!("{value:?} could not be chosen in {selector}: {error}")).await;
        }
    }

    /// Replaces what stands in a text field, key by key.
    ///
    /// # Panics
    /// If it cannot be typed into.
    pub async fn type_into(&self, selector: &str, text: &str) {
        let typed = async {
            let element = self.client.find(Locator::Css(selector)).await?;
            element.clear().await?;
            element.send_keys(text).await
        };
        if let Err(error) = typed.await {
            self.fail(&format!("{selector} could not be filled in: {error}")).await;
        }
    }

    /// Presses keys as a person does who has nothing but a keyboard: they go to whatever has the focus. Special keys are
    /// WebDriver's characters.
    ///
    /// # Panics
    /// If nothing takes them.
    pub async fn press(&self, keys: &str) {
        let pressed = async { self.client.active_element().await?.send_keys(keys).await };
        if let Err(error) = pressed.await {
            self.fail(&format!("nothing takes the keys {keys:?}: {error}")).await;
        }
    }

    /// Presses Tab until the focus is on an element, within one round through the page.
    ///
    /// # Panics
    /// If it never is.
    pub async fn tab_to(&self, selector: &str) {
        const TAB: &str = "\u{e004}";
        const ROUND: usize = 60;
        for _ in 0..ROUND {
            let here = "return !!document.activeElement?.matches(arguments[0])";
            if is_truthy(&self.run(here, vec![json!(selector)]).await) {
                return;
            }
            self.press(TAB).await;
        }
        self.fail(&format!("Tab never leads to {selector}")).await;
    }

    /// What axe finds wrong with the page for people who see, hear or move otherwise; empty if it is fine.
    ///
    /// # Panics
    /// If axe has not been fetched.
    pub async fn barriers(&self) -> Vec<String> {
        let axe = std::fs::read_to_string(paths::axe())
            .unwrap_or_else(|error| panic!("axe cannot be read: {error}; run `cargo xtask setup`"));
        let script = format!(
            "{axe};
            const {{ violations }} = await axe.run(document, {{ resultTypes: ['violations'] }});
            return violations.flatMap(({{ id, help, nodes }}) =>
                nodes.map(({{ target, failureSummary }}) => `${{id}} at ${{target}}: ${{help}}. ${{failureSummary}}`));"
        );
        match self.run(&script, vec![]).await {
            Value::Array(found) => {
                found.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
            }
            other => panic!("axe returned no list at {}: {other}", self.label),
        }
    }

    /// Takes the size of a screen, in CSS pixels, and its owner's taste, and waits until the page is laid out for it.
    pub async fn show_as(&self, width: u32, height: u32, scheme: ColorScheme) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = scheme.word();
        self.prefer("prefers-color-scheme", scheme).await;
        let laid_out = "
            await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
            return innerWidth === arguments[0] && matchMedia(`(prefers-color-scheme: ${arguments[1]})`).matches
                && document.getAnimations().every(({ playState, effect }) =>
                    playState !== 'running' || effect.getComputedTiming().endTime === Infinity);";
        let what = format!("the page is laid out for {width} pixels, {scheme}");
        self.until(&what, laid_out, vec![json!(width), json!(scheme)]).await;
    }

    /// Sets a media feature of CSS, which tells the page what its reader's system is set to. One at a time.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What the window shows, as WebP of a quality up to 100.
    ///
    /// # Panics
    /// If the browser is gone.
    pub async fn photograph(&self, quality: u8) -> Vec<u8> {
        let wish = json!({ "format": "webp", "quality": quality });
        let picture = self.devtools("Page.captureScreenshot", wish).await;
        let data = picture["data"].as_str().and_then(|data| STANDARD.decode(data).ok());
        data.expect("an open browser takes screenshots")
    }

    /// What the window shows, as PNG.
    ///
    /// # Panics
    /// If the browser is gone.
    pub async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("an open browser takes screenshots")
    }

    /// Every address that this browser asked for since the last call, those of WebSockets included.
    ///
    /// # Panics
    /// If the browser is gone.
    pub async fn requested_addresses(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        entries.iter().filter_map(|entry| requested_address(entry["message"].as_str()?)).collect()
    }

    /// What the page logged: in Chromium since the last call, in Firefox the last lines.
    pub async fn console(&self) -> Vec<String> {
        if self.kind == BrowserKind::Firefox {
            let printed = self.driver.printed();
            return printed
                .lines()
                .map(str::trim)
                .filter(|line| is_logged(line))
                .map(str::to_owned)
                .collect();
        }
        let entries = self.log("browser").await;
        entries.iter().map(|entry| format!("{} {}", entry["level"], entry["message"])).collect()
    }

    /// Runs a command of the Chrome DevTools Protocol.
    ///
    /// # Panics
    /// If the browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        match self.client.issue_cmd(Extension::devtools(command, parameters)).await {
            Ok(value) => value,
            Err(error) => panic!("{} refused {command}: {error}", self.label),
        }
    }

    /// Fails the test with what the page shows, what it logged, and a picture of it.
    ///
    /// # Panics
    /// Always.
    pub async fn fail(&self, reason: &str) -> ! {
        let state = "return `${location.href}\n${document.documentElement.outerHTML}`";
        let html = match self.client.execute(state, vec![]).await {
            Ok(html) => html.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("the page does not answer: {error}"),
        };
        let text = match self.client.execute("return document.body?.innerText", vec![]).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("the page does not answer: {error}"),
        };
        let console = self.console().await.join("\n    ");
        let picture = paths::artifacts().join(format!("{}.png", self.label));
        if std::fs::create_dir_all(paths::artifacts()).is_ok()
            && let Ok(png) = self.client.screenshot().await
        {
            // A missing picture must not hide the failure.
            let _written = std::fs::write(&picture, png);
            let _written = std::fs::write(picture.with_extension("html"), html);
        }
        let indented = text.replace('\n', "\n    ");
        panic!(
            "{}: {reason}\nthe page shows:\n    {indented}\nits console:\n    {console}\nits picture: {}",
            self.label,
            picture.display()
        );
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        match self.client.issue_cmd(Extension::log(kind)).await {
            Ok(Value::Array(entries)) => entries,
            Ok(other) => panic!("the {kind} log of {} is no list: {other}", self.label),
            Err(error) => panic!("the {kind} log of {} could not be read: {error}", self.label),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.close(&self.session);
    }
}

/// An extension for Firefox, which has no other way in that WebDriver opens. It works on pages of the web, not on files.
fn write_probe_addon(stage: &Stage) -> PathBuf {
    let folder = stage.directory("addon");
    let script = json!({
        "js": ["probe.js"], "matches": ["<all_urls>"], "run_at": "document_start", "world": "MAIN",
    });
    let manifest = json!({
        "manifest_version": 2, "name": "probe", "version": "1", "content_scripts": [script],
    });
    let files = [("manifest.json", manifest.to_string()), ("probe.js", PROBE.to_owned())];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("the stage's folder is writable");
    }
    folder
}

/// Firefox prints: `console.error: "…"` and `JavaScript error: …`.
fn is_logged(line: &str) -> bool {
    line.starts_with("console.") || line.starts_with("JavaScript ")
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(value) => value.as_f64() != Some(0.0),
        Value::String(value) => !value.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Reads one event of the performance log, which is a DevTools message within a message.
fn requested_address(message: &str) -> Option<String> {
    let event: Value = serde_json::from_str(message).ok()?;
    let event = &event["message"];
    let address = match event["method"].as_str()? {
        "Network.requestWillBeSent" => &event["params"]["request"]["url"],
        "Network.webSocketCreated" | "Network.webTransportCreated" => &event["params"]["url"],
        _ => return None,
    };
    address.as_str().map(str::to_owned)
}
