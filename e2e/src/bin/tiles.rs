//! What 25 tiles cost the page's main thread: long tasks, script, layouts, changes of the document and renderings of
//! components, while nothing happens, while speakers change, while somebody mutes, and while views are turned. Figures to
//! compare, no verdict. The page must have been built with the feature `render-marks`, as `cargo xtask tiles` does.
#![expect(clippy::print_stdout, reason = "a developer's tool prints its figures")]

use std::time::{Duration, Instant};

use e2e::{LibraryPage, Member, Person, Server, Stage};
use serde_json::{Value, json};

const OTHERS: usize = 24;

/// How long each phase lasts.
const PHASE: Duration = Duration::from_secs(10);

/// Between two acts of a phase.
const PACE: Duration = Duration::from_secs(1);

/// Counts what the browser tells, from now on. A long task is one of 50 ms or more (W3C, Long Tasks); what was rendered
/// stands in the page's timeline (`frontend/src/render_marks.rs`).
const WATCH: &str = "
    const none = () => ({ longTasks: 0, longest: 0, mutations: 0, videos: 0, call: 0, stage: 0, tile: 0 });
    window.figures = none();
    const longTasks = new PerformanceObserver(countTasks), marks = new PerformanceObserver(countMarks);
    longTasks.observe({ type: 'longtask' });
    marks.observe({ type: 'mark' });
    function countTasks(list) {
        for (const { duration } of list.getEntries()) {
            figures.longTasks += 1;
            figures.longest = Math.max(figures.longest, duration);
        }
    }
    function countMarks(list) {
        for (const { name } of list.getEntries()) {
            const [verb, component] = name.split(' ');
            if (verb === 'render') figures[component] += 1;
        }
    }
    new MutationObserver((records) => {
        figures.mutations += records.length;
        for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
            figures.videos += node.localName === 'video' ? 1 : (node.querySelectorAll?.('video').length ?? 0);
        }
    }).observe(document.getElementById('app'), { subtree: true, childList: true, attributes: true, characterData: true });
    window.takeFigures = () => {
        const taken = window.figures;
        window.figures = none();
        return taken;
    }";

const TAKE: &str = "return takeFigures()";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let host = Person::join(&stage, server.url(), "Host").await;
    let guests = LibraryPage::open_as_file(&stage, "guests").await;
    let signaling = format!("{}/signaling", server.url().replacen("http", "ws", 1));
    let mut members = Vec::new();
    for number in 1..=OTHERS {
        let name = format!("Guest {number}");
        let login = host.login_for(&name, "My Room").await;
        let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 5, "detail": 2 });
        // Guests who saw each other would take the machine from the page that is measured.
        let options = json!({ "automaticSubscription": false });
        let wish = json!({ "camera": camera, "microphone": {}, "options": options });
        members.push(guests.join_by(&login, &signaling, &name, wish).await);
    }
    host.counts(OTHERS + 1).await;
    host.browser.devtools("Performance.enable", json!({})).await;
    host.browser.run(WATCH, vec![]).await;

    println!("{OTHERS} others, {} s each; times in ms", PHASE.as_secs());
    println!(
        "{:<10}{:>11}{:>9}{:>8}{:>8}{:>9}{:>11}{:>7}{:>7}{:>7}{:>7}",
        "phase",
        "long tasks",
        "longest",
        "script",
        "task",
        "layouts",
        "mutations",
        "videos",
        "call",
        "stage",
        "tiles"
    );
    measure(&host, "quiet", async |_| {}).await;
    measure(&host, "speakers", async |act| speak(&members, act).await).await;
    measure(&host, "mute", async |act| mute(&members[0], act).await).await;
    measure(&host, "layout", async |_| host.browser.click("#layout").await).await;
}

/// One speaker after the other.
async fn speak(members: &[Member<'_>], act: usize) {
    for (index, member) in members.iter().enumerate().take(4) {
        member.run("member.speak(arguments[0])", vec![json!(index == act % 4)]).await;
    }
}

/// One person, off and on.
async fn mute(member: &Member<'_>, act: usize) {
    let switch = if act.is_multiple_of(2) { "disable" } else { "enable" };
    member.run("member.tracks.microphone[arguments[0]]()", vec![json!(switch)]).await;
}

async fn measure(host: &Person, phase: &str, mut act: impl AsyncFnMut(usize)) {
    let before = metrics(host).await;
    host.browser.run(TAKE, vec![]).await;
    let start = Instant::now();
    for number in 0.. {
        act(number).await;
        tokio::time::sleep(PACE).await;
        if start.elapsed() >= PHASE {
            break;
        }
    }
    let after = metrics(host).await;
    let figures = host.browser.run(TAKE, vec![]).await;
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    let rise = |name: &str| metric(&after, name) - metric(&before, name);
    println!(
        "{phase:<10}{:>11}{:>9.0}{:>8.0}{:>8.0}{:>9.0}{:>11}{:>7}{:>7}{:>7}{:>7}",
        number(&figures["longTasks"]),
        number(&figures["longest"]),
        rise("ScriptDuration") * 1000.0,
        rise("TaskDuration") * 1000.0,
        rise("LayoutCount"),
        number(&figures["mutations"]),
        number(&figures["videos"]),
        number(&figures["call"]),
        number(&figures["stage"]),
        number(&figures["tile"]),
    );
}

async fn metrics(host: &Person) -> Value {
    host.browser.devtools("Performance.getMetrics", json!({})).await
}

fn metric(metrics: &Value, name: &str) -> f64 {
    let list = metrics["metrics"].as_array().into_iter().flatten();
    list.filter(|metric| metric["name"] == name)
        .find_map(|metric| metric["value"].as_f64())
        .unwrap_or_default()
}
