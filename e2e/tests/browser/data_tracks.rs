//! Data tracks as the library hands them out.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::json;

/// The longest message that our room server takes.
const LONGEST_BYTES: u32 = 65_536;

#[tokio::test]
async fn data_tracks_keep_their_properties_and_every_message() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "data").await;
    let tracks = json!([
        { "name": "reliable" },
        { "name": "loose", "ordered": false, "maxRetransmits": 2 },
        { "name": "brief", "ordered": true, "maxPacketLifeTime": 1000 },
    ]);
    let ada = page.join("Ada", json!({ "data": tracks })).await;
    let bob = page.join("Bob", json!({})).await;
    for track in ["reliable", "loose", "brief"] {
        ada.reaches(&bob, track).await;
    }

    let properties = "return ['reliable', 'loose', 'brief'].map((name) => {
        const { reliable, ordered, maxRetransmits, maxPacketLifeTime } = member.remote('Ada', name);
        return [reliable, ordered, maxRetransmits, maxPacketLifeTime];
    })";
    assert_eq!(
        bob.run(properties, vec![]).await,
        json!([[true, true, null, null], [false, false, 2, null], [false, true, null, 1000]])
    );

    // The longest message, as text and as bytes; one byte more is refused where it is sent, and harms nothing.
    let longest = "
        member.tracks.reliable.send('x'.repeat(arguments[0]));
        member.tracks.reliable.send(new Uint8Array(arguments[0]).fill(7).buffer);
        member.tracks.reliable.send('y'.repeat(arguments[0] + 1));
        member.tracks.reliable.send('end');
        return member.connections[0].sctp.maxMessageSize";
    assert_eq!(ada.run(longest, vec![json!(LONGEST_BYTES)]).await, json!(LONGEST_BYTES));
    let arrived = "
        const messages = member.messages.filter((message) => message !== 'knock');
        return messages.at(-1) === 'end' && messages.map((message) =>
            typeof message === 'string' ? `${message[0]} ${message.length}` : `${message[0]} ${message.length} bytes`)";
    let arrived = bob.until("the end arrives", arrived, vec![]).await;
    assert_eq!(arrived, json!(["x 65536", "7 65536 bytes", "e 3"]));

    // Long bursts arrive whole and in order, one right after the other.
    for (count, size) in [(640, 1000), (500, 200)] {
        bob.run("member.messages.length = 0", vec![]).await;
        let burst = "for (let number = 0; number < arguments[0]; number += 1) {
            member.tracks.reliable.send(`${number} `.padEnd(arguments[1], '.')); }";
        ada.run(burst, vec![json!(count), json!(size)]).await;
        let script = "return member.messages.length >= arguments[0]";
        bob.until(&format!("{count} messages arrive"), script, vec![json!(count)]).await;
        let in_order = "return member.messages.length === arguments[0]
            && member.messages.every((message, index) => message.startsWith(`${index} `))";
        assert_eq!(
            bob.run(in_order, vec![json!(count)]).await,
            json!(true),
            "a burst of {count} is not whole"
        );
    }
}
