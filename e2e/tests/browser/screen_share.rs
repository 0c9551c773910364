//! Sharing a screen.

use e2e::{Person, Server, Stage};
use serde_json::json;

#[tokio::test]
async fn a_shared_screen_takes_the_stage_at_the_others_and_gives_it_back() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    bob.sees("Alice").await;
    let alice_sid = bob.tile_of("Alice").await;
    // What is seen before, during and after is one and the same element.
    bob.browser.run("window.camera = document.querySelector('.tile[data-participant] video')", vec![]).await;

    alice.browser.click("#share").await;

    alice.shows("#sharing .share__text", "You are sharing your screen").await;
    bob.has(&format!(".tile--screen[data-screen-of=\"{alice_sid}\"][data-place=stage]")).await;
    let shown = "const video = document.querySelector('.tile--screen[data-place=stage] video');
        return video?.videoWidth > 0 && !video.paused";
    bob.browser.until("the shared screen is shown", shown, vec![]).await;
    bob.shows(".tile--screen .tile__name", "Screen of Alice").await;
    bob.sees("Alice").await;

    alice.browser.click("#stop_sharing").await;

    bob.lacks(".tile--screen").await;
    bob.lacks("[data-place=stage]").await;
    bob.sees("Alice").await;
    let same = "return window.camera === document.querySelector('.tile[data-participant] video')";
    assert_eq!(bob.browser.run(same, vec![]).await, json!(true));
    alice.lacks("#sharing").await;
    alice.is_in_the_call().await;
}
