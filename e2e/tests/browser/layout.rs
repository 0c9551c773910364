//! Pages, the speaker's view, pins, and what the server sends for them.

use e2e::{LibraryPage, Member, Person, Server, Stage};
use serde_json::json;

/// A window in which two tiles fit on a page.
const SMALL_WINDOW: (u32, u32) = (330, 270);
const WINDOW: (u32, u32) = (1280, 800);

/// Bytes that a picture which is sent brings within seconds.
const SENT: f64 = 20_000.0;

#[tokio::test]
async fn pictures_on_other_pages_are_not_sent_and_speakers_come_to_the_stage() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    alice.browser.click("#microphone").await;
    let guests = LibraryPage::open_as_file(&stage, "guests").await;
    let bob = join(&alice, &guests, &server, "Bob").await;
    let carol = join(&alice, &guests, &server, "Carol").await;
    alice.sees("Bob").await;
    alice.sees("Carol").await;

    // The first page has room for Alice and whoever speaks.
    speak(&bob, true).await;
    alice.has(&tile(&bob, ".tile--speaking")).await;
    resize(&alice, SMALL_WINDOW).await;
    alice.has(&tile(&carol, "[hidden]")).await;
    loop {
        let before = alice.picture_bytes(carol.sid()).await;
        let of_bob = alice.picture_bytes(bob.sid()).await;
        alice.picture_bytes_above(bob.sid(), of_bob + SENT).await;
        if alice.picture_bytes(carol.sid()).await == before {
            break;
        }
    }
    alice.browser.click("#next_page").await;
    let before = alice.picture_bytes(carol.sid()).await;
    alice.picture_bytes_above(carol.sid(), before + SENT).await;

    resize(&alice, WINDOW).await;
    alice.lacks(".tile[hidden]").await;
    alice.browser.click("#layout").await;
    alice.has_on_stage(bob.sid()).await;
    speak(&bob, false).await;
    speak(&carol, true).await;
    alice.has_on_stage(carol.sid()).await;

    alice
        .browser
        .run("document.querySelector(arguments[0]).click()", vec![json!(tile(&bob, " .tile__pin"))])
        .await;
    alice.has_on_stage(bob.sid()).await;
    alice.has(&tile(&carol, ".tile--speaking[data-place=strip]")).await;

    bob.run("room.disconnect()", vec![]).await;
    alice.has_on_stage(carol.sid()).await;
    alice.counts(2).await;
}

async fn join<'page>(
    alice: &Person,
    guests: &'page LibraryPage,
    server: &Server,
    name: &str,
) -> Member<'page> {
    let login = alice.login_for(name, "My Room").await;
    let signaling = format!("{}/signaling", server.url().replacen("http", "ws", 1));
    let wish = json!({ "camera": {}, "microphone": {} });
    guests.join_by(&login, &signaling, name, wish).await
}

async fn speak(member: &Member<'_>, now: bool) {
    member.run("member.speak(arguments[0])", vec![json!(now)]).await;
}

/// Selects somebody's tile, in a state or a part of it.
fn tile(member: &Member<'_>, rest: &str) -> String {
    format!("[id=\"{}\"]{rest}", member.sid())
}

async fn resize(person: &Person, (width, height): (u32, u32)) {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    person.browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
}
