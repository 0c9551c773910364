//! What the library offers beyond pictures and sound, in Firefox.

use e2e::{LibraryPage, ServerOptions, Stage, library_server_with};
use serde_json::{Value, json};

use super::firefox_page;
use crate::crowd::EVERYBODY_RECEIVES;
use crate::profiles::ONLY;
use crate::transport::passes_preflight;

#[tokio::test]
async fn the_librarys_preflight_test_passes_in_firefox() {
    let stage = Stage::take().await;
    let server = library_server_with(&stage, ServerOptions::default().on_every_network()).await;
    let page = firefox_page(&stage, server.url(), "preflight-firefox").await;

    passes_preflight(&page).await;
}

#[tokio::test]
async fn firefox_gets_what_its_bandwidth_profile_lets_through() {
    let stage = Stage::take().await;
    let server = library_server_with(&stage, ServerOptions::default().on_every_network()).await;
    let chromium = LibraryPage::open(&stage, server.url(), "profile-chromium").await;
    let firefox = firefox_page(&stage, server.url(), "profile-firefox").await;
    let ada = chromium
        .join("Ada", publisher(json!({ "preferredVideoCodecs": "auto", "dominantSpeaker": true })))
        .await;
    let finn = firefox.join("Finn", publisher(json!({ "dominantSpeaker": true }))).await;
    // Firefox's fake microphone never pauses.
    finn.run("member.tracks.microphone.disable()", vec![]).await;
    let one = json!({ "maxTracks": 1, "mode": "presentation", "dominantSpeakerPriority": "high" });
    let manual = json!({ "clientTrackSwitchOffControl": "manual", "contentPreferencesMode": "manual" });
    let mut thin = manual.clone();
    thin["maxSubscriptionBitrate"] = json!(100_000);
    let viewer = firefox.join("Viewer", subscriber(one)).await;
    let chooser = firefox.join("Chooser", subscriber(manual)).await;
    let saver = firefox.join("Saver", subscriber(thin)).await;

    // Whoever speaks is told, and shown alone.
    ada.run("member.speak(true)", vec![]).await;
    for member in [&viewer, &finn] {
        member.heard("dominantSpeakerChanged Ada").await;
    }
    viewer.until("Ada is shown", ONLY, vec![json!("Ada"), json!("Finn")]).await;
    ada.run("member.speak(false)", vec![]).await;
    finn.run("member.tracks.microphone.enable()", vec![]).await;
    for member in [&viewer, &ada] {
        member.heard("dominantSpeakerChanged Finn").await;
    }
    viewer.until("Finn is shown", ONLY, vec![json!("Finn"), json!("Ada")]).await;
    viewer.sees("Finn").await;

    // What the subscriber says counts more.
    viewer
        .run("member.remote('Ada').setPriority('high'); member.remote('Finn').setPriority('low')", vec![])
        .await;
    viewer.until("the subscriber's choice is shown", ONLY, vec![json!("Ada"), json!("Finn")]).await;
    viewer.sees("Ada").await;

    for publisher in ["Ada", "Finn"] {
        let switch =
            |on: bool| format!("member.remote(arguments[0]).switch{}()", if on { "On" } else { "Off" });
        chooser.sees(publisher).await;
        chooser.run(&switch(false), vec![json!(publisher)]).await;
        chooser.heard(&format!("trackSwitchedOff {publisher} camera")).await;
        chooser.run(&switch(true), vec![json!(publisher)]).await;
        chooser.heard(&format!("trackSwitchedOn {publisher} camera")).await;
        chooser.sees(publisher).await;
    }

    chooser.sees_width("Ada", 640, 640).await;
    finn.run("await room.localParticipant.unpublishTrack(member.tracks.camera)", vec![]).await;
    saver.sees_width("Ada", 320, 320).await;
}

#[tokio::test]
async fn three_people_in_firefox_and_three_in_chromium_see_and_hear_each_other() {
    let stage = Stage::take().await;
    let server = library_server_with(&stage, ServerOptions::default().on_every_network()).await;
    let chromium = LibraryPage::open(&stage, server.url(), "six-chromium").await;
    let firefox = firefox_page(&stage, server.url(), "six-firefox").await;
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 6, "detail": 2 });
    let wish = json!({ "camera": camera, "microphone": { "speaking": true } });
    let sides = [(&chromium, ["Ada", "Bob", "Cleo"]), (&firefox, ["Finn", "Gus", "Hal"])];
    let everybody = json!(sides.iter().flat_map(|(_, names)| *names).collect::<Vec<_>>());
    let mut members = Vec::new();
    for number in 0..3 {
        for (page, names) in sides {
            members.push(page.join(names[number], wish.clone()).await);
        }
    }

    for frames in [5, 10] {
        for (page, names) in sides {
            let what = format!("{names:?} see and hear everybody");
            page.browser
                .until(&what, EVERYBODY_RECEIVES, vec![json!(names), everybody.clone(), json!(frames)])
                .await;
        }
    }
}

fn publisher(options: Value) -> Value {
    let camera = json!({ "width": 640, "height": 360, "framesPerSecond": 10, "detail": 4 });
    json!({ "camera": camera, "microphone": { "speaking": false }, "options": options })
}

fn subscriber(video: Value) -> Value {
    json!({ "options": { "bandwidthProfile": { "video": video }, "dominantSpeaker": true } })
}
