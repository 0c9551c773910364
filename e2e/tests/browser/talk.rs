//! What people say to each other beside sound and picture.

use e2e::{Person, Server, Stage};
use serde_json::json;

#[tokio::test]
async fn what_is_written_is_read_by_all_and_by_who_comes_later() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    bob.tile_of("Alice").await;
    alice.tile_of("Bob").await;

    alice.writes("The plan: https://plan.test/1").await;

    bob.shows("#chat_open .bar-button__badge", "1").await;
    bob.browser.click("#chat_open").await;
    bob.has(r#"#chat a[href="https://plan.test/1"][target=_blank][rel="noopener noreferrer"]"#).await;
    bob.lacks("#chat_open .bar-button__badge").await;
    bob.writes("Good plan").await;
    alice.mentions("#chat_entries", "Good plan").await;

    // A picture, as a file.
    let make = "
        const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 });
        const context = canvas.getContext('2d');
        const noise = context.createImageData(320, 200);
        for (let offset = 0; offset < noise.data.length; offset += 65536)
            crypto.getRandomValues(noise.data.subarray(offset, offset + 65536));
        context.putImageData(noise, 0, 0);
        const picture = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
        const files = new DataTransfer();
        files.items.add(new File([picture], 'noise.png'));
        const input = document.querySelector('#chat_file_input');
        input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        return picture.size";
    let size = alice.browser.run(make, vec![]).await;
    assert!(size.as_f64().unwrap_or_default() > 100_000.0, "the picture takes many messages: {size}");
    bob.has("#chat .file[data-state=complete] a[download='noise.png']").await;
    let shown = "return document.querySelector('#chat .file__picture')?.naturalWidth === arguments[0]";
    bob.browser.until("the picture is shown", shown, vec![json!(320)]).await;

    let carol = Person::join(&stage, server.url(), "Carol").await;
    carol.browser.click("#chat_open").await;
    carol.mentions("#chat_entries", "https://plan.test/1").await;
    carol.mentions("#chat_entries", "Good plan").await;
    carol.mentions("#chat_entries .chat__told", "passed on by").await;
}

#[tokio::test]
async fn hands_reactions_and_a_recording_are_seen_by_everybody() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let carol = Person::join(&stage, server.url(), "Carol").await;
    for person in [&alice, &bob, &carol] {
        person.counts(3).await;
        person.browser.click("#people_open").await;
    }

    carol.browser.click("#hand").await;
    alice.has("#hands li:nth-child(1)").await;
    bob.has("#hands li:nth-child(1)").await;
    bob.browser.click("#hand").await;

    for person in [&alice, &carol] {
        person
            .shows(
                "#hands li:nth-child(1) .person__name",
                if person.name() == "Carol" { "Carol (you)" } else { "Carol" },
            )
            .await;
        person.shows("#hands li:nth-child(2) .person__name", "Bob").await;
        let tile = person.tile_of("Bob").await;
        person.mentions(&format!("[id={tile}] .tile__hand"), "number 2").await;
    }

    // What is over before a busy machine looks for it was shown all the same.
    let watch = "new MutationObserver(() => {
            window.seen ||= document.querySelector('#reactions')?.textContent;
        }).observe(document.querySelector('.stage'), { childList: true, subtree: true })";
    bob.browser.run(watch, vec![]).await;
    alice.browser.click("#react").await;
    alice.browser.click("#reaction_bar [data-reaction='👏']").await;
    bob.browser.until("the reaction is shown", "return !!window.seen?.includes('👏Alice')", vec![]).await;

    let keep = "const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); }";
    alice.browser.run(keep, vec![]).await;
    alice.browser.click("#more").await;
    alice.browser.click("#record").await;
    alice.has("#recording").await;
    bob.shows("#recorded", "Alice is recording this call.").await;
    let dave = Person::join(&stage, server.url(), "Dave").await;
    dave.shows("#recorded", "Alice is recording this call.").await;
    alice.browser.click("#recording_stop").await;
    alice.lacks("#recording").await;
    for person in [&bob, &dave] {
        person.lacks("#recorded").await;
    }
    let saved = "return window.saved?.type.startsWith('video/') && window.saved.size > 20000";
    alice.browser.until("a film is saved", saved, vec![]).await;
}
