//! Scripts that use the browser library themselves, as the tutorial's page does, on our origin.

use e2e::{Person, Server, Stage};
use serde_json::{Value, json};

/// Connects with the options of a script's choice and shows participants as the tutorial's page does.
const CONNECT: &str = r#"
    const [username, room, options] = arguments;
    const response = await fetch("/login", { method: "POST", body: JSON.stringify({ username, room }) });
    const { token, signaling_url: address } = await response.json();
    const wsServer = new URL(address, location.origin.replace("http", "ws")).href;
    const connected = await Twilio.Video.connect(token, { wsServer, ...options });
    const show = (participant) => {
        const tile = document.createElement("div");
        tile.id = participant.sid;
        document.body.append(tile);
        const attach = (track) => track.attach && tile.append(track.attach());
        participant.on("trackSubscribed", attach);
        participant.tracks.forEach(({ track }) => track && attach(track));
    };
    connected.participants.forEach(show);
    connected.on("participantConnected", show);
    window.call = connected;
    return connected.localParticipant.sid;
"#;

#[tokio::test]
async fn the_tutorials_own_flow_works_with_default_options() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;

    let alice_sid = connect(&alice, json!({})).await;
    let bob_sid = connect(&bob, json!({})).await;

    for (person, other) in [(&alice, bob_sid), (&bob, alice_sid)] {
        let mut frames = 0.0;
        let mut energy = 0.0;
        for _ in 0..3 {
            let script = "return (await e2eProbe.receivedOf(arguments[0])).frames";
            frames = person.browser.until_above(frames, "frames", script, vec![other.clone()]).await;
            let script = "return (await e2eProbe.receivedOf(arguments[0])).audio_energy";
            energy = person.browser.until_above(energy, "sound", script, vec![other.clone()]).await;
        }
    }
    bob.browser.run("call.disconnect()", vec![]).await;
    alice.browser.until("Bob is gone", "return call.participants.size === 0", vec![]).await;
}

#[tokio::test]
async fn data_messages_arrive_in_order_both_ways() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;
    for person in [&alice, &bob] {
        let collect = "
            window.messages = [];
            window.collect = (track) => track.on('message', (data) => messages.push(
                typeof data === 'string' ? data : [...new Uint8Array(data)].join()));
            window.talk = new Twilio.Video.LocalDataTrack({ name: 'talk' });";
        person.browser.run(collect, vec![]).await;
        connect(person, json!({ "tracks": [] })).await;
        let open = "
            const listen = (participant) => participant.on('trackSubscribed', collect);
            call.participants.forEach((participant) => {
                listen(participant);
                participant.dataTracks.forEach(({ track }) => track && collect(track));
            });
            call.on('participantConnected', listen);
            await call.localParticipant.publishTrack(talk);";
        person.browser.run(open, vec![]).await;
    }
    // What is sent before a channel is open is lost, by the library's design: both knock until they are heard.
    for (person, other) in [(&alice, &bob), (&bob, &alice)] {
        person.browser.run("window.knocking = setInterval(() => talk.send('knock'), 100)", vec![]).await;
        other.browser.until("a knock is heard", "return messages.includes('knock')", vec![]).await;
        person.browser.run("clearInterval(knocking)", vec![]).await;
    }

    let send =
        "for (const word of arguments[0]) talk.send(word); talk.send(new Uint8Array([1, 2, 255]).buffer);";
    alice.browser.run(send, vec![json!(["hello", "Bob ✓"])]).await;
    bob.browser.run(send, vec![json!(["hi", "Alice"])]).await;

    assert_eq!(messages(&bob).await, json!(["hello", "Bob ✓", "1,2,255"]));
    assert_eq!(messages(&alice).await, json!(["hi", "Alice", "1,2,255"]));
}

#[tokio::test]
async fn a_track_that_is_unpublished_and_published_again_is_seen_again() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;
    connect(&bob, json!({ "audio": true, "video": true })).await;
    alice.sees_and_hears("Bob").await;
    let tile = alice.tile_of("Bob").await;

    let unpublish = "window.camera = [...call.localParticipant.videoTracks.values()][0].track;
        call.localParticipant.unpublishTrack(camera)";
    bob.browser.run(unpublish, vec![]).await;
    alice.has(&format!("[id={tile}][data-camera=none]")).await;
    alice.hears("Bob").await;
    bob.browser.run("await call.localParticipant.publishTrack(camera)", vec![]).await;

    alice.has(&format!("[id={tile}][data-camera=on]")).await;
    alice.sees_and_hears("Bob").await;
}

/// Joins the default room by script and returns the own SID.
async fn connect(person: &Person, options: Value) -> Value {
    person.has_both_devices().await;
    person.browser.run(CONNECT, vec![json!(person.name()), Value::Null, options]).await
}

async fn messages(person: &Person) -> Value {
    let script =
        "const words = messages.filter((word) => word !== 'knock'); return words.length >= 3 && words";
    person.browser.until("three messages arrived", script, vec![]).await
}
