use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Document, DomRect, Element, HtmlCanvasElement, HtmlVideoElement};

/// The recording's size.
const WIDTH: f64 = 1280.0;
const HEIGHT: f64 = 720.0;

const PAGE_COLOR: &str = "#101516";
const TILE_COLOR: &str = "#232c2f";
const CAPTION_COLOR: &str = "rgb(10 16 17 / 72%)";
const TEXT_COLOR: &str = "#ffffff";
const FONT: &str = "system-ui, sans-serif";
const CAPTION_SIZE: f64 = 16.0;

/// Paints what stands on the stage: pictures, initials and names, in the places in which the page shows them.
pub struct Painter {
    document: Document,
    canvas: CanvasRenderingContext2d,
}

/// Where something goes on the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Painter {
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        canvas.set_width(WIDTH as u32);
        canvas.set_height(HEIGHT as u32);
        let document = web_sys::window()?.document()?;
        let canvas = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { document, canvas })
    }

    pub fn paint(&self) {
        self.fill(Area { x: 0.0, y: 0.0, width: WIDTH, height: HEIGHT }, PAGE_COLOR);
        let Ok(Some(stage)) = self.document.query_selector("[data-view=call] .stage") else { return };
        let frame = stage.get_bounding_client_rect();
        for tile in elements(&stage, ".tile") {
            let Some(area) = place(&frame, &tile.get_bounding_client_rect()) else { continue };
            self.fill(area, TILE_COLOR);
            let videos = elements(&tile, "video");
            for video in videos.iter().filter_map(|video| video.dyn_ref::<HtmlVideoElement>()) {
                self.picture(area, video);
            }
            if videos.is_empty()
                && let Some(initials) = elements(&tile, ".tile__avatar").first()
            {
                self.initials(area, &initials.text_content().unwrap_or_default());
            }
            if let Some(name) = elements(&tile, ".tile__name").first() {
                self.caption(area, &name.text_content().unwrap_or_default());
            }
        }
    }

    /// The whole of a picture, as large as it fits.
    fn picture(&self, area: Area, video: &HtmlVideoElement) {
        let size = (f64::from(video.video_width()), f64::from(video.video_height()));
        if let Some(Area { x, y, width, height }) = fit(area, size) {
            // A picture that is not there yet leaves the tile dark.
            let _ = self.canvas.draw_image_with_html_video_element_and_dw_and_dh(video, x, y, width, height);
        }
    }

    fn initials(&self, area: Area, text: &str) {
        let text = text.to_uppercase();
        self.canvas.set_font(&format!("600 {}px {FONT}", area.height / 4.0));
        self.canvas.set_text_align("center");
        self.canvas.set_text_baseline("middle");
        self.canvas.set_fill_style_str(TEXT_COLOR);
        let _ = self.canvas.fill_text(&text, area.x + area.width / 2.0, area.y + area.height / 2.0);
    }

    fn caption(&self, area: Area, text: &str) {
        self.canvas.set_font(&format!("{CAPTION_SIZE}px {FONT}"));
        self.canvas.set_text_align("left");
        self.canvas.set_text_baseline("middle");
        let width = self.canvas.measure_text(text).map_or(0.0, |measure| measure.width());
        let width = (width + CAPTION_SIZE).min(area.width);
        let height = CAPTION_SIZE * 1.6;
        let y = area.y + area.height - height;
        self.fill(Area { x: area.x, y, width, height }, CAPTION_COLOR);
        self.canvas.set_fill_style_str(TEXT_COLOR);
        let start = area.x + CAPTION_SIZE / 2.0;
        let _ = self.canvas.fill_text_with_max_width(text, start, y + height / 2.0, width - CAPTION_SIZE);
    }

    fn fill(&self, area: Area, color: &str) {
        self.canvas.set_fill_style_str(color);
        self.canvas.fill_rect(area.x, area.y, area.width, area.height);
    }
}

fn elements(inside: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Where an element of the stage goes; nowhere if it is not shown.
fn place(stage: &DomRect, element: &DomRect) -> Option<Area> {
    let (width, height) = (element.width(), element.height());
    let stage_area = Area { x: 0.0, y: 0.0, width: WIDTH, height: HEIGHT };
    let frame = fit(stage_area, (stage.width(), stage.height()))?;
    let scale = frame.width / stage.width();
    let is_shown = width >= 1.0
        && height >= 1.0
        && element.top() < stage.bottom()
        && element.bottom() > stage.top()
        && element.left() < stage.right()
        && element.right() > stage.left();
    is_shown.then(|| Area {
        x: frame.x + (element.left() - stage.left()) * scale,
        y: frame.y + (element.top() - stage.top()) * scale,
        width: width * scale,
        height: height * scale,
    })
}

/// The largest area of this shape inside of another, in its middle.
fn fit(area: Area, (width, height): (f64, f64)) -> Option<Area> {
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let scale = (area.width / width).min(area.height / height);
    let (width, height) = (width * scale, height * scale);
    Some(Area {
        x: area.x + (area.width - width) / 2.0,
        y: area.y + (area.height - height) / 2.0,
        width,
        height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_shown_whole_and_in_the_middle() {
        let area = Area { x: 10.0, y: 0.0, width: 160.0, height: 90.0 };
        assert_eq!(fit(area, (320.0, 180.0)), Some(area));
        assert_eq!(fit(area, (90.0, 90.0)), Some(Area { x: 45.0, y: 0.0, width: 90.0, height: 90.0 }));
        assert_eq!(fit(area, (0.0, 0.0)), None);
    }
}
