//! A media connection that ends at the server, and the library's other one.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::{Value, json};

/// A small picture, as it only has to arrive.
fn wish() -> Value {
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 8, "detail": 2 });
    let options = json!({ "dominantSpeaker": true });
    json!({ "camera": camera, "microphone": {}, "data": [{ "name": "chat" }], "options": options })
}

#[tokio::test]
async fn the_library_makes_another_connection_and_the_call_goes_on() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "failover").await;
    let ada = page.join("Ada", wish()).await;
    let bob = page.join("Bob", wish()).await;
    ada.run("member.speak(true)", vec![]).await;
    bob.heard("dominantSpeakerChanged Ada").await;
    ada.sees("Bob").await;
    bob.sees("Ada").await;
    bob.reaches(&ada, "chat").await;
    for member in [&ada, &bob] {
        member.forget().await;
    }

    bob.run(BREAK, vec![]).await;
    bob.until("another connection", ADOPT, vec![]).await;

    ada.run("member.speak(false)", vec![]).await;
    bob.run("member.speak(true)", vec![]).await;
    bob.heard("trackSubscribed Ada camera").await;
    bob.sees("Ada").await;
    ada.sees("Bob").await;
    ada.hears("Bob").await;
    bob.reaches(&ada, "chat").await;
    ada.reaches(&bob, "chat").await;
    bob.run("member.speak(false)", vec![]).await;
    ada.run("member.speak(true)", vec![]).await;
    bob.hears("Ada").await;
    bob.heard("dominantSpeakerChanged Ada").await;

    assert_eq!(bob.run("return room.state", vec![]).await, "connected");
    let gone = |log: Vec<String>| log.iter().any(|entry| entry.contains("connect"));
    assert!(!gone(ada.log().await), "Bob has neither left nor come back");
    assert_eq!(bob.run("return (await room.getStats()).length", vec![]).await, 1);
}

/// Closes the connection below the library, which believes in it until it closes it itself. The server is told by DTLS.
const BREAK: &str = r#"
    const [connection] = member.connections;
    connection.close();
    let signalingState = "stable";
    Object.defineProperty(connection, "signalingState", { get: () => signalingState });
    connection.close = () => { signalingState = "closed"; };
"#;

/// From here on its statistics are those of the other connection.
const ADOPT: &str = r"
    const other = e2eProbe.connections.at(-1);
    if (member.connections.includes(other)) return false;
    member.connections = [other];
    return true;
";
