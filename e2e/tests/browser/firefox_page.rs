//! The page in Firefox, beyond sound and picture: screens and words.

use e2e::{BrowserOptions, Person, Server, ServerOptions, Stage};

#[tokio::test]
async fn a_screen_is_shared_and_messages_are_written_from_firefox() {
    let stage = Stage::take().await;
    let server = Server::start_with(&stage, ServerOptions::default().on_every_network()).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join_with(&stage, server.url(), "Bob", &BrowserOptions::firefox()).await;
    bob.sees_and_hears("Alice").await;
    alice.sees_and_hears("Bob").await;

    // The one shares, the other watches, and the other way round.
    bob.browser.run(SCREEN, vec![]).await;
    for (sharer, viewer) in [(&bob, &alice), (&alice, &bob)] {
        let sid = viewer.tile_of(sharer.name()).await;
        sharer.browser.click("#share").await;
        sharer.shows("#sharing .share__text", "You are sharing your screen").await;
        viewer.has(&format!(".tile--screen[data-screen-of=\"{sid}\"][data-place=stage]")).await;
        let first = viewer.browser.until_above(0.0, "pictures of the screen", SCREEN_FRAMES, vec![]).await;
        viewer.browser.until_above(first, "further pictures of the screen", SCREEN_FRAMES, vec![]).await;
        sharer.browser.click("#stop_sharing").await;
        viewer.lacks(".tile--screen").await;
        sharer.lacks("#sharing").await;
    }

    bob.writes("The plan: https://plan.test/1").await;
    alice.shows("#chat_open .bar-button__badge", "1").await;
    alice.writes("Good plan").await;
    alice.has("#chat a[href='https://plan.test/1']").await;
    bob.mentions("#chat_entries", "Good plan").await;

    // Whoever comes later reads it in either browser.
    let carol = Person::join_with(&stage, server.url(), "Carol", &BrowserOptions::firefox()).await;
    carol.browser.click("#chat_open").await;
    carol.mentions("#chat_entries", "The plan").await;
    carol.mentions("#chat_entries", "Good plan").await;
}

/// How many pictures of a shared screen were decoded.
const SCREEN_FRAMES: &str = "
    const streams = [...document.querySelectorAll('.tile--screen[data-place=stage] video')].map(({ srcObject }) => srcObject);
    return (await e2eProbe.received(streams.flatMap((stream) => stream.getTracks().map(({ id }) => id)))).frames";

/// A Firefox without a display has nothing to share: a picture that changes stands in for a screen.
const SCREEN: &str = "
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = canvas.getContext('2d');
    setInterval(() => {
        context.fillStyle = `hsl(${Date.now() / 20 % 360} 80% 50%)`;
        context.fillRect(0, 0, 640, 360);
    }, 100);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(10);";
