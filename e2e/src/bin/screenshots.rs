//! Makes the pictures of the page in `docs/screenshots`: each state light and dark, from desktop to phone.
#![expect(clippy::expect_used, reason = "a developer's tool reports by panicking")]

use std::fs;

use e2e::{
    Browser, BrowserOptions, ColorScheme, Devices, LibraryPage, Member, Person, Portrait, Proxy, Server,
    ServerOptions, Stage, paths, room_address,
};
use serde_json::json;

/// Width and height of a desktop, a tablet and a phone, in CSS pixels.
const SCREENS: [(u32, u32); 3] = [(1440, 900), (820, 1180), (390, 844)];

/// Where text stays sharp and files small.
const QUALITY: u8 = 72;

/// What `/login` answers to somebody in this very tab.
const LOGIN_OF_THIS_TAB: &str = "
    const [username, room] = arguments;
    const tab = sessionStorage.getItem('ona-ana.tab');
    const response = await fetch('/login', { method: 'POST', body: JSON.stringify({ username, room, tab }) });
    return await response.json()";

/// Whether every picture that is seen is there.
const SHOWN: &str = "return [...document.querySelectorAll('.tile:not([hidden]) video')].every(
    (video) => video.videoWidth > 0 && !video.paused && video.readyState >= 2)";

/// What is told in passing would lie over the pictures.
const CLOSE_TOASTS: &str = "document.querySelectorAll('.toast button').forEach((button) => button.click())";

/// Takes a person out of the room, as an application's backend does.
const REMOVE: &str = "
    const [room, person, key, secret] = arguments;
    const response = await fetch(`/v1/Rooms/${encodeURIComponent(room)}/Participants/${encodeURIComponent(person)}`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
        body: new URLSearchParams({ Status: 'disconnected' }),
    });
    return response.status";

const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
const API_KEY_SID: &str = "SK0123456789abcdef0123456789abcdef";
const API_KEY_SECRET: &str = "0123456789abcdefghijklmnopqrstuv";

const HOST: &str = "Amina";
const ROOM: &str = "Stand up";
const NAMES: [&str; 10] =
    ["Chitra", "Diego", "Emma", "Farid", "Grace", "Hiro", "Inês", "Jonas", "Kofi", "Leila"];

const WALLS: [[u8; 3]; 4] = [[92, 122, 128], [168, 150, 132], [110, 126, 96], [132, 116, 150]];
const CLOTHES: [[u8; 3]; 5] = [[214, 158, 84], [52, 74, 108], [142, 62, 84], [70, 110, 90], [205, 205, 198]];
const HAIR: [[u8; 3]; 3] = [[38, 28, 30], [178, 140, 88], [96, 62, 44]];
const SKIN: [[u8; 3]; 4] = [[150, 100, 74], [226, 184, 156], [186, 134, 100], [116, 76, 56]];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let stage = Stage::take().await;
    let options = ServerOptions::default()
        .variable("MAX_PARTICIPANTS", "12")
        .variable("ROOM_SERVER_ACCOUNT_SID", ACCOUNT_SID)
        .variable("ROOM_SERVER_API_KEY_SID", API_KEY_SID)
        .variable("ROOM_SERVER_API_KEY_SECRET", API_KEY_SECRET);
    let server = Server::start_with(&stage, options).await;
    let network = Proxy::to(server.port()).await;
    before_the_call(&stage, &server).await;

    let address = room_address(&network.url(), ROOM);
    let host = Person::arrive_with(&stage, &address, HOST, &camera(&stage, portrait(0))).await;
    host.has_both_devices().await;
    host.browser.type_into("#username", HOST).await;
    photograph(&host.browser, "lobby").await;
    host.submit_name(HOST).await;
    host.is_in_the_call().await;
    photograph(&host.browser, "call-1").await;

    let bjorn = Person::join_with(&stage, &server.room(ROOM), "Björn", &camera(&stage, portrait(1))).await;
    host.sees("Björn").await;
    photograph(&host.browser, "call-2").await;
    bjorn.writes("Morning! The agenda: https://agenda.test/today").await;
    host.mentions("#chat_open", "1").await;
    host.writes("Then let us begin.").await;
    photograph(&host.browser, "chat").await;
    host.browser.click("#chat_open").await;

    // The server gives up on whoever is away for long, so each picture has an interruption of its own.
    for (scheme, screen) in views() {
        network.interrupt();
        host.has("#reconnecting").await;
        take(&host.browser, "reconnecting", scheme, screen).await;
        network.lead_to(server.port());
        host.is_in_the_call().await;
        host.lacks("#reconnecting").await;
    }
    network.interrupt();
    trouble(&host, "connection-lost").await;
    network.lead_to(server.port());
    host.browser.click("#rejoin").await;
    host.is_in_the_call().await;

    let guests = LibraryPage::open_as_file(&stage, "guests").await;
    let signaling = format!("{}/signaling", server.url().replacen("http", "ws", 1));
    let members = crowd(&host, &guests, &signaling).await;
    sharing(&host, &members[0]).await;

    troubles(&host, &guests, &members, &signaling).await;
    server.stop().await;
    trouble(&host, "room-ended").await;
    host.browser.click("#rejoin").await;
    trouble(&host, "no-backend").await;
}

/// Home, a camera that is refused, and an address without a page.
async fn before_the_call(stage: &Stage, server: &Server) {
    let visitor = Person::arrive_with(stage, server.url(), "Zuri", &camera(stage, portrait(3))).await;
    visitor.has_both_devices().await;
    photograph(&visitor.browser, "home").await;
    visitor.browser.goto(&format!("{}/nowhere", server.url())).await;
    photograph(&visitor.browser, "not-found").await;
    drop(visitor);
    let refused = BrowserOptions { devices: Devices::Refused, ..BrowserOptions::default() };
    let visitor = Person::arrive_with(stage, &server.room(ROOM), "visitor", &refused).await;
    visitor.has("[data-problem=denied]").await;
    photograph(&visitor.browser, "denied").await;
}

/// Fills the room.
async fn crowd<'page>(host: &Person, guests: &'page LibraryPage, signaling: &str) -> Vec<Member<'page>> {
    let mut members = Vec::new();
    for (index, name) in NAMES.into_iter().enumerate() {
        let login = host.login_for(name, ROOM).await;
        let camera = json!({ "portrait": portrait(index + 2), "framesPerSecond": 5 });
        // A call in which everybody is lit and loud is not true to life.
        let wish = match index {
            2 | 7 => json!({ "microphone": {} }),
            4 => json!({ "camera": camera }),
            _ => json!({ "camera": camera, "microphone": { "speaking": index == 0 } }),
        };
        members.push(guests.join_by(&login, signaling, name, wish).await);
        host.tile_of(name).await;
        let subject = match index + 3 {
            5 => "call-5",
            12 => "call-12",
            _ => continue,
        };
        photograph(&host.browser, subject).await;
    }
    members
}

async fn sharing(host: &Person, member: &Member<'_>) {
    let share =
        "const source = e2eSources.camera({ slide: true, width: 1280, height: 720, framesPerSecond: 5 });
        const track = new Twilio.Video.LocalVideoTrack(source.track, { name: 'screen' });
        await room.localParticipant.publishTrack(track, { priority: 'high' })";
    member.run(share, vec![]).await;
    host.has(".tile--screen[data-place=stage] video").await;
    photograph(&host.browser, "sharing").await;
}

/// What may keep somebody from a full room, or end their call, while the server runs.
async fn troubles(host: &Person, guests: &LibraryPage, members: &[Member<'_>], signaling: &str) {
    host.leave().await;
    host.is_in_the_lobby().await;
    photograph(&host.browser, "left").await;
    let login = host.login_for("Mina", ROOM).await;
    guests.join_by(&login, signaling, "Mina", json!({})).await;
    host.submit_name(HOST).await;
    trouble(host, "room-full").await;

    members[1].run("room.disconnect()", vec![]).await;
    host.browser.click("#rejoin").await;
    host.is_in_the_call().await;
    let login = host.browser.run(LOGIN_OF_THIS_TAB, vec![json!(HOST), json!(ROOM)]).await;
    guests.join_by(&login, signaling, HOST, json!({})).await;
    trouble(host, "duplicate").await;

    host.browser.click("#rejoin").await;
    host.is_in_the_call().await;
    let identity = login["identity"].clone();
    let arguments = vec![json!(ROOM), identity, json!(API_KEY_SID), json!(API_KEY_SECRET)];
    host.browser.run(REMOVE, arguments).await;
    trouble(host, "removed").await;
    host.browser.click("#rejoin").await;
    host.is_in_the_call().await;
}

/// Waits until the page says what went wrong, and pictures that.
async fn trouble(person: &Person, cause: &str) {
    person.has(&format!("#trouble[data-cause={cause}]")).await;
    photograph(&person.browser, cause).await;
}

fn portrait(index: usize) -> Portrait {
    Portrait {
        wall: WALLS[index % WALLS.len()],
        clothes: CLOTHES[index % CLOTHES.len()],
        hair: HAIR[index % HAIR.len()],
        skin: SKIN[index % SKIN.len()],
    }
}

fn camera(stage: &Stage, portrait: Portrait) -> BrowserOptions {
    let file = stage.directory("camera").join("portrait.y4m");
    portrait.write(&file).expect("the stage's folder is writable");
    BrowserOptions { camera_file: Some(file), ..BrowserOptions::default() }
}

/// Light and dark, from desktop to phone.
fn views() -> impl Iterator<Item = (ColorScheme, (u32, u32))> {
    [ColorScheme::Light, ColorScheme::Dark]
        .into_iter()
        .flat_map(|scheme| SCREENS.map(|screen| (scheme, screen)))
}

async fn photograph(browser: &Browser, subject: &str) {
    for (scheme, screen) in views() {
        let (width, height) = screen;
        browser.show_as(width, height, scheme).await;
        browser.until("every picture is shown", SHOWN, vec![]).await;
        take(browser, subject, scheme, screen).await;
    }
    // Where everything is within reach of the next step.
    let (width, height) = SCREENS[0];
    browser.show_as(width, height, ColorScheme::Light).await;
}

async fn take(browser: &Browser, subject: &str, scheme: ColorScheme, (width, height): (u32, u32)) {
    browser.show_as(width, height, scheme).await;
    browser.run(CLOSE_TOASTS, vec![]).await;
    let folder = paths::repository().join("docs/screenshots");
    fs::create_dir_all(&folder).expect("the repository is writable");
    let path = folder.join(format!("{subject}-{}-{width}.webp", scheme.word()));
    fs::write(&path, browser.photograph(QUALITY).await).expect("the repository is writable");
    eprintln!("{}", path.display());
}
