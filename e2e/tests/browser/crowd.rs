//! Many participants at once.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::json;

const NAMES: [&str; 6] = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Finn"];

/// Whether each of a tab's participants decoded so many pictures of everybody else since the last call, and heard them.
pub const EVERYBODY_RECEIVES: &str = r#"
    const [viewers, names, frames] = arguments;
    window.seen ??= new Map();
    for (const name of viewers) {
        const member = e2eMembers.get(name);
        for (const other of names.filter((other) => other !== name)) {
            const picture = await member.received(other);
            const sound = await member.received(other, "microphone");
            const pair = `${name} ${other}`;
            const start = window.seen.get(pair) ?? { frames: 0, energy: 0 };
            if (!picture || !sound) return false;
            if (picture.frames < start.frames + frames || sound.energy < start.energy + 1e-3) return false;
        }
    }
    for (const name of viewers) {
        const member = e2eMembers.get(name);
        for (const other of names.filter((other) => other !== name)) {
            const { frames } = await member.received(other);
            const { energy } = await member.received(other, "microphone");
            window.seen.set(`${name} ${other}`, { frames, energy });
        }
    }
    return true;
"#;

#[tokio::test]
async fn six_people_in_one_browser_see_and_hear_each_other() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "six").await;
    let mut members = Vec::new();
    for name in NAMES {
        let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 6, "detail": 2 });
        let wish = json!({ "camera": camera, "microphone": { "speaking": true } });
        members.push(page.join(name, wish).await);
    }

    for frames in [5, 10] {
        let what = "everybody sees and hears everybody";
        page.browser.until(what, EVERYBODY_RECEIVES, vec![json!(NAMES), json!(NAMES), json!(frames)]).await;
    }

    let [leaver, others @ ..] = members.as_slice() else { unreachable!() };
    leaver.run("room.disconnect()", vec![]).await;
    for other in others {
        other.heard("participantDisconnected Ada").await;
    }
    let rest = json!(&NAMES[1..]);
    page.browser.until("the others go on", EVERYBODY_RECEIVES, vec![rest.clone(), rest, json!(5)]).await;
}
