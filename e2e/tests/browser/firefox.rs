//! Firefox, which speaks another dialect: no RTX and no simulcast of its own, and sound that belongs to no track.

use e2e::{
    BrowserOptions, LibraryPage, Line, Member, Person, Proxy, Relay, Server, ServerOptions, Stage,
    library_server_with, room_address,
};
use serde_json::{Value, json};
use std::time::Duration;

use crate::transport::BLOCK_UDP;

mod features;

#[tokio::test]
async fn two_people_in_firefox_see_and_hear_each_other() {
    let stage = Stage::take().await;
    let server = Server::start_with(&stage, ServerOptions::default().on_every_network()).await;
    let bob = in_firefox(&stage, server.url(), "Bob").await;
    let carol = in_firefox(&stage, server.url(), "Carol").await;
    carol.counts(2).await;
    see_and_hear_each_other(&carol, &bob).await;
    for transport in bob.reports("transport").await {
        let cipher = transport["srtpCipher"].as_str().unwrap_or_default();
        assert!(cipher.contains("GCM"), "the cipher is {cipher:?}");
    }

    // Microphone and camera, off and on.
    let tile = carol.tile_of("Bob").await;
    bob.browser.click("#microphone").await;
    carol.has(&format!("[id={tile}][data-microphone=off] .tile__muted")).await;
    bob.browser.click("#microphone").await;
    bob.browser.click("#camera").await;
    carol.has(&format!("[id={tile}][data-camera=off][data-microphone=on] .tile__avatar")).await;
    carol.hears("Bob").await;
    bob.browser.click("#camera").await;
    carol.sees("Bob").await;

    bob.leave().await;
    carol.counts(1).await;
}

#[tokio::test]
async fn a_tab_in_firefox_outlives_its_socket_and_takes_its_old_place_over() {
    let stage = Stage::take().await;
    let server = Server::start_with(&stage, ServerOptions::default().on_every_network()).await;
    let network = Proxy::to(server.port()).await;
    let alice = Person::join(&stage, &server.room("Cable"), "Alice").await;
    let address = room_address(&network.url(), "Cable");
    let bob = in_firefox(&stage, &address, "Bob").await;
    see_and_hear_each_other(&alice, &bob).await;
    let tile = alice.tile_of("Bob").await;

    network.interrupt();

    bob.has("[data-phase=reconnecting] #reconnecting").await;
    alice.has(&format!("[id={tile}][data-reconnecting=true] .tile__state")).await;
    see_and_hear_each_other(&alice, &bob).await;

    network.lead_to(server.port());

    bob.is_in_the_call().await;
    alice.has(&format!("[id={tile}][data-reconnecting=false]")).await;
    assert_eq!(alice.tile_of("Bob").await, tile);
    see_and_hear_each_other(&alice, &bob).await;

    // The same tab opens the page anew, and takes its old place over.
    bob.browser.goto(&address).await;
    bob.is_in_the_lobby().await;
    bob.has_both_devices().await;
    bob.browser.click("#join_leave").await;
    bob.is_in_the_call().await;

    alice.lacks(&format!("[id={tile}]")).await;
    alice.counts(2).await;
    see_and_hear_each_other(&alice, &bob).await;
}

#[tokio::test]
async fn firefox_publishes_and_subscribes_as_the_library_asks() {
    let stage = Stage::take().await;
    let server = library_server_with(&stage, ServerOptions::default().on_every_network()).await;
    let chromium = LibraryPage::open(&stage, server.url(), "library-chromium").await;
    let firefox = firefox_page(&stage, server.url(), "library-firefox").await;
    let profile = json!({ "video": { "contentPreferencesMode": "auto" } });
    let options = json!({ "preferredVideoCodecs": "auto", "bandwidthProfile": profile });
    let wish = |size: Value| {
        let camera = json!({ "width": 640, "height": 360, "framesPerSecond": 10, "detail": 4 });
        json!({ "camera": camera, "microphone": { "speaking": true }, "data": [{ "name": "talk" }],
            "options": options, "size": size })
    };
    let ada = chromium.join("Ada", wish(json!({ "width": "640px", "height": "360px" }))).await;
    let finn = firefox.join("Finn", wish(json!({ "width": "160px", "height": "90px" }))).await;

    // One has layers, of which the size of the picture decides; the other has none.
    ada.sees_width("Finn", 640, 640).await;
    finn.sees_width("Ada", 320, 320).await;
    finn.show("Ada", 640, 360).await;
    finn.sees_width("Ada", 640, 640).await;
    ada.show("Finn", 160, 90).await;
    ada.sees_width("Finn", 640, 640).await;
    ada.hears("Finn").await;
    finn.hears("Ada").await;
    assert!(ada.sent("video").await.len() > 1);
    assert_eq!(finn.sent("video").await.len(), 1);

    for (sender, reader) in [(&ada, &finn), (&finn, &ada)] {
        exchange_messages(sender, reader).await;
    }

    for (publisher, viewer) in [(&finn, &ada), (&ada, &finn)] {
        viewer.forget().await;
        let unpublish = "room.localParticipant.unpublishTrack(member.tracks.camera)";
        publisher.run(unpublish, vec![]).await;
        viewer.heard(&format!("trackUnsubscribed {} camera", publisher.name())).await;
        viewer.hears(publisher.name()).await;
        publisher.run("await room.localParticipant.publishTrack(member.tracks.camera)", vec![]).await;
        viewer.heard(&format!("trackSubscribed {} camera", publisher.name())).await;
        viewer.sees(publisher.name()).await;
    }

    finn.run("room.disconnect()", vec![]).await;
    ada.heard("participantDisconnected Finn").await;
}

#[tokio::test]
async fn firefox_gets_through_bad_networks() {
    let stage = Stage::take().await;
    let server = library_server_with(&stage, ServerOptions::default().on_every_network()).await;
    let chromium = LibraryPage::open(&stage, server.url(), "network-chromium").await;
    let network = Proxy::to(server.port()).await;
    let firefox = firefox_page(&stage, &network.url(), "network-firefox").await;
    let relay = Relay::open_on_network(7);
    let ada = chromium.join("Ada", publisher()).await;
    let finn = firefox.join_through(&relay, "Finn", publisher()).await;
    members_see_and_hear_each_other(&ada, &finn).await;

    // What is lost is sent again, though there is no RTX.
    relay.shape(LOSSY);
    for (viewer, publisher) in [(&ada, &finn), (&finn, &ada)] {
        let stalled = publisher.stalled().await;
        let start = viewer.received(publisher.name(), "camera").await.unwrap_or_default();
        let frames = "return (await member.received(arguments[0]))?.frames";
        let floor = start.frames + WATCHED_FRAMES;
        viewer.until_above(floor, "decoded frames", frames, vec![json!(publisher.name())]).await;
        let end = viewer.received(publisher.name(), "camera").await.unwrap_or_default();
        let stalled = publisher.stalled().await - stalled;
        assert!(end.nacks > start.nacks, "nothing was lost: {start:?}, {end:?}");
        let longest = stalled + LONGEST_PAUSE * (end.freezes - start.freezes);
        assert!(end.frozen - start.frozen <= longest, "{start:?}, {end:?}, {stalled} s without a picture");
        let repaired = end.repaired - start.repaired;
        assert!(
            repaired < (end.packets - start.packets) / 2,
            "more came again than came: {start:?}, {end:?}"
        );
    }
    relay.shape(Line::default());

    // Nothing at all gets through for ten seconds. A restart of ICE that begins then may end later.
    let credentials = "return member.connections[0].localDescription.sdp.match(/a=ice-ufrag:(.*)/)[1]";
    let before = finn.run(credentials, vec![]).await;
    network.freeze();
    relay.black_out(Duration::from_secs(10)).await;
    network.thaw();
    members_see_and_hear_each_other(&ada, &finn).await;

    // Media alone is gone until the library restarts ICE.
    finn.forget().await;
    relay.die();
    finn.heard("reconnecting 53405").await;
    relay.revive();
    finn.heard("reconnected").await;
    members_see_and_hear_each_other(&ada, &finn).await;
    assert_ne!(finn.run(credentials, vec![]).await, before, "ICE was not restarted");
    let log = ada.log().await;
    assert!(!log.contains(&"participantDisconnected Finn".to_owned()), "Finn was thrown out: {log:?}");
    finn.run("room.disconnect()", vec![]).await;

    let relayed = json!({ "iceTransportPolicy": "relay" });
    let mut wish = publisher();
    wish["options"] = relayed;
    let rita = firefox.join("Rita", wish).await;
    members_see_and_hear_each_other(&ada, &rita).await;
    rita.run("room.disconnect()", vec![]).await;

    firefox.browser.run(BLOCK_UDP, vec![]).await;
    let theo = firefox.join("Theo", publisher()).await;
    members_see_and_hear_each_other(&ada, &theo).await;
    assert_eq!(theo.run("return (await member.path()).protocol", vec![]).await, "tcp");
}

const LOSSY: Line =
    Line { loss: 0.05, delay: Duration::from_millis(20), bandwidth: None, longest_wait: Duration::ZERO };

/// Seconds that a picture may stand still until a lost packet was sent again; what never comes again takes 3 s.
const LONGEST_PAUSE: f64 = 1.0;

/// Pictures over which nothing may freeze: ten seconds.
const WATCHED_FRAMES: f64 = 100.0;

async fn in_firefox(stage: &Stage, address: &str, name: &str) -> Person {
    Person::join_with(stage, address, name, &BrowserOptions::firefox()).await
}

async fn firefox_page(stage: &Stage, address: &str, label: &str) -> LibraryPage {
    LibraryPage::open_with(stage, address, label, &BrowserOptions::firefox()).await
}

async fn see_and_hear_each_other(one: &Person, other: &Person) {
    one.sees_and_hears(other.name()).await;
    other.sees_and_hears(one.name()).await;
}

async fn members_see_and_hear_each_other(one: &Member<'_>, other: &Member<'_>) {
    for (member, publisher) in [(one, other), (other, one)] {
        member.sees(publisher.name()).await;
        member.hears(publisher.name()).await;
    }
}

fn publisher() -> Value {
    let camera = json!({ "width": 640, "height": 360, "framesPerSecond": 10, "detail": 4 });
    json!({ "camera": camera, "microphone": { "speaking": true } })
}

/// Text and bytes, the longest message included, in order.
async fn exchange_messages(sender: &Member<'_>, reader: &Member<'_>) {
    // What is sent before a channel is open is lost, by the library's design: knock until somebody hears it.
    let knock = "member.knocking = setInterval(() => member.tracks.talk.send('knock'), 50)";
    sender.run(knock, vec![]).await;
    reader.until("a knock is heard", "return member.messages.includes('knock')", vec![]).await;
    let send = "clearInterval(member.knocking);
        member.tracks.talk.send('✓'.repeat(20_000));
        member.tracks.talk.send(new Uint8Array([1, 2, 255]).buffer);
        for (let number = 0; number < 200; number += 1) member.tracks.talk.send(`${number}`);";
    sender.run(send, vec![]).await;
    let read = "const [text, bytes, ...rest] = member.messages.filter((message) => message !== 'knock');
        return rest.length === 200 && [text.length, [...bytes], rest.every((word, index) => word === `${index}`)]";
    let messages = reader.until("every message arrives", read, vec![]).await;
    assert_eq!(messages, json!([20_000, [1, 2, 255], true]));
}
