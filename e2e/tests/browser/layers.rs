//! Which layer of which track a subscriber gets, as browsers see it.

use e2e::{LibraryPage, Line, Member, Relay, Stage, library_server};
use serde_json::{Value, json};

/// Three layers: the library caps them by the size of what is captured.
const LARGE: u32 = 960;
const SMALL: u32 = 240;

/// A camera whose layers the server switches.
fn publisher() -> Value {
    let camera = json!({ "width": LARGE, "height": 540, "framesPerSecond": 10, "detail": 4 });
    json!({ "camera": camera, "options": { "preferredVideoCodecs": "auto" } })
}

/// Somebody whose layers follow the size of what is shown.
fn viewer() -> Value {
    json!({ "options": { "bandwidthProfile": { "video": {} } } })
}

#[tokio::test]
async fn layers_follow_what_is_shown_without_a_freeze_and_unwanted_ones_are_not_sent() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "layers").await;
    let ada = page.join("Ada", publisher()).await;
    let bob = page.join("Bob", viewer()).await;
    bob.sees("Ada").await;
    let start = Watch::begin(&ada, &bob).await;

    for _ in 0..2 {
        bob.show("Ada", LARGE, 540).await;
        bob.sees_width("Ada", LARGE, LARGE).await;
        bob.show("Ada", SMALL, 135).await;
        bob.sees_width("Ada", SMALL, SMALL).await;
    }

    start.saw_no_freeze(&ada, &bob).await;
    let only_the_small_one = "const layers = await member.sent();
        return layers.length === 3 && layers.every(({ active, index }) => active === (index === 0))";
    ada.until("only the small layer is sent", only_the_small_one, vec![]).await;
    let same_frames = "const frames = (await member.sent())[2].frames;
        const same = member.largeFrames === frames; member.largeFrames = frames; return same";
    ada.until("the large layer is not encoded", same_frames, vec![]).await;

    bob.run("member.remote('Ada').detach().forEach((element) => element.remove())", vec![]).await;
    bob.heard("trackSwitchedOff Ada camera").await;
    let nothing = "return (await member.sent()).every(({ active }) => !active)";
    ada.until("nothing is sent that nobody shows", nothing, vec![]).await;
}

#[tokio::test]
async fn a_thin_subscriber_gets_less_and_a_fat_one_beside_it_everything() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "thin").await;
    let line = Relay::open(7);
    let ada = page.join("Ada", publisher()).await;
    let fat = page.join("Fat", viewer()).await;
    let thin = page.join_through(&line, "Thin", viewer()).await;
    for member in [&fat, &thin] {
        member.show("Ada", LARGE, 540).await;
        member.sees_width("Ada", LARGE, LARGE).await;
    }

    line.shape_each(Line::default(), Line { bandwidth: Some(200_000), ..Line::default() });

    let start = Watch::begin(&ada, &fat).await;
    thin.sees_width("Ada", 1, LARGE / 2).await;
    thin.sees("Ada").await;
    fat.sees_width("Ada", LARGE, LARGE).await;
    start.saw_no_freeze(&ada, &fat).await;

    line.shape(Line::default());
    thin.sees_width("Ada", LARGE, LARGE).await;
}

/// What somebody had seen when a stretch began in which nothing may freeze.
struct Watch {
    frozen: f64,
    stalled: f64,
}

impl Watch {
    async fn begin(publisher: &Member<'_>, viewer: &Member<'_>) -> Self {
        Self { frozen: frozen(publisher, viewer).await, stalled: publisher.stalled().await }
    }

    async fn saw_no_freeze(self, publisher: &Member<'_>, viewer: &Member<'_>) {
        let frozen = frozen(publisher, viewer).await - self.frozen;
        let stalled = publisher.stalled().await - self.stalled;
        assert!(frozen <= stalled, "the picture froze for {frozen} s, the camera stalled for {stalled} s");
    }
}

async fn frozen(publisher: &Member<'_>, viewer: &Member<'_>) -> f64 {
    viewer.received(publisher.name(), "camera").await.map_or(0.0, |received| received.frozen)
}
