//! Makes the README's pictures: the lobby and a call, light and dark, from desktop to phone.
#![expect(clippy::expect_used, reason = "a developer's tool reports by panicking")]

use std::fs;

use e2e::{BrowserOptions, ColorScheme, Person, Portrait, Server, Stage, paths};

/// Width and height of a desktop, a tablet and a phone, in CSS pixels.
const SCREENS: [(u32, u32); 3] = [(1440, 900), (820, 1180), (390, 844)];

const PEOPLE: [(&str, Portrait); 3] = [
    (
        "Amina",
        Portrait { wall: [92, 122, 128], clothes: [214, 158, 84], hair: [38, 28, 30], skin: [150, 100, 74] },
    ),
    (
        "Björn",
        Portrait {
            wall: [168, 150, 132],
            clothes: [52, 74, 108],
            hair: [178, 140, 88],
            skin: [226, 184, 156],
        },
    ),
    (
        "Chitra",
        Portrait { wall: [110, 126, 96], clothes: [142, 62, 84], hair: [24, 22, 28], skin: [186, 134, 100] },
    ),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let address = server.room("Stand up");
    let [(name, portrait), others @ ..] = PEOPLE;
    let host = Person::arrive_with(&stage, &address, name, &camera(&stage, portrait)).await;
    host.has_both_devices().await;
    host.browser.type_into("#username", name).await;
    photograph(&host, "lobby").await;

    host.submit_name(name).await;
    host.is_in_the_call().await;
    photograph(&host, "alone").await;
    let mut guests = Vec::new();
    for (name, portrait) in others {
        guests.push(Person::join_with(&stage, &address, name, &camera(&stage, portrait)).await);
        host.sees(name).await;
    }
    photograph(&host, "call").await;

    for (guest, text) in guests.iter().zip(["Morning! The agenda: https://agenda.test/today", "Thank you"]) {
        guest.writes(text).await;
    }
    host.mentions("#chat_open", "2").await;
    host.writes("Then let us begin.").await;
    photograph(&host, "chat").await;
    for guest in &guests {
        guest.browser.click("#hand").await;
    }
    host.browser.click("#people_open").await;
    host.has("#hands li:nth-child(2)").await;
    photograph(&host, "people").await;
}

fn camera(stage: &Stage, portrait: Portrait) -> BrowserOptions {
    let file = stage.directory("camera").join("portrait.y4m");
    portrait.write(&file).expect("the stage's folder is writable");
    BrowserOptions { camera_file: Some(file), ..BrowserOptions::default() }
}

async fn photograph(person: &Person, subject: &str) {
    let folder = paths::repository().join("docs/screenshots");
    fs::create_dir_all(&folder).expect("the repository is writable");
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        for (width, height) in SCREENS {
            person.browser.show_as(width, height, scheme).await;
            let png = person.browser.screenshot().await;
            let path = folder.join(format!("{subject}-{}-{width}.png", scheme.word()));
            fs::write(&path, png).expect("the repository is writable");
            eprintln!("{}", path.display());
        }
    }
}
