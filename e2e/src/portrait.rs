//! A drawn person for the fake camera, so that pictures of a call show people and not a test card.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

/// 16:9, and both multiples of two as 4:2:0 wants.
const WIDTH: usize = 640;
const HEIGHT: usize = 360;
const FRAMES_PER_SECOND: usize = 10;
/// The person sways once over this many frames, so that the loop has no seam.
const FRAMES: usize = 20;
/// Amplitude of the swaying, in pixels.
const SWAY: f64 = 6.0;

/// Red, green, blue.
pub type Color = [u8; 3];

/// Head and shoulders before a wall.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Portrait {
    pub wall: Color,
    pub clothes: Color,
    pub hair: Color,
    pub skin: Color,
}

impl Portrait {
    /// Writes the person as a video that a browser's fake camera can play.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        writeln!(file, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg")?;
        for frame in 0..FRAMES {
            let turn = std::f64::consts::TAU * frame as f64 / FRAMES as f64;
            writeln!(file, "FRAME")?;
            self.write_frame(&mut file, SWAY * turn.sin())?;
        }
        file.flush()
    }

    fn write_frame(&self, file: &mut impl Write, offset: f64) -> Result<()> {
        let plane = |step: usize, channel: usize| {
            let rows = (0..HEIGHT).step_by(step);
            rows.flat_map(move |y| {
                (0..WIDTH).step_by(step).map(move |x| luma_and_chroma(self.color_at(x, y, offset))[channel])
            })
            .collect::<Vec<u8>>()
        };
        file.write_all(&plane(1, 0))?;
        file.write_all(&plane(2, 1))?;
        file.write_all(&plane(2, 2))
    }

    fn color_at(&self, x: usize, y: usize, offset: f64) -> Color {
        let (x, y) = (x as f64 - WIDTH as f64 / 2.0 - offset, y as f64);
        let within = |center: f64, half_width: f64, half_height: f64| {
            (x / half_width).powi(2) + ((y - center) / half_height).powi(2) < 1.0
        };
        if within(165.0, 56.0, 70.0) && y > 128.0 + x.abs() * 0.15 {
            self.skin
        } else if within(148.0, 70.0, 80.0) {
            self.hair
        } else if x.abs() < 24.0 && (200.0..262.0).contains(&y) {
            self.skin
        } else if within(370.0, 150.0, 122.0) {
            self.clothes
        } else {
            // Light falls in from above.
            let shade = 1.1 - 0.3 * y / HEIGHT as f64;
            self.wall.map(|channel| (f64::from(channel) * shade).min(255.0) as u8)
        }
    }
}

/// The full-range color space of JPEG (ITU-T T.871).
fn luma_and_chroma([red, green, blue]: Color) -> [u8; 3] {
    let (red, green, blue) = (f64::from(red), f64::from(green), f64::from(blue));
    [
        0.299 * red + 0.587 * green + 0.114 * blue,
        128.0 - 0.168_736 * red - 0.331_264 * green + 0.5 * blue,
        128.0 + 0.5 * red - 0.418_688 * green - 0.081_312 * blue,
    ]
    .map(|value| value.round().clamp(0.0, 255.0) as u8)
}
