//! How many tiles fit, and how they stand. Sizes are in CSS pixels.

/// Tiles of one page: more faces than that nobody follows, and no browser decodes with ease.
pub const GRID_LIMIT: usize = 25;

/// Between tiles; `--gap` of `stage.css`.
const GAP: f64 = 8.0;

/// Width of the smallest wide, and of the smallest square, tile on which a face and a name are recognized.
const TILE_WIDTH_MINIMUM: f64 = 148.0;
const SQUARE_WIDTH_MINIMUM: f64 = 112.0;

/// A stage that is narrower than this, against its height, has square tiles: faces fill them.
const SQUARE_TILE_RATIO: f64 = 0.8;

/// Width of a tile in a strip at the side; `--strip-width` of `stage.css`.
const SIDE_STRIP_WIDTH: f64 = 208.0;

/// A stage that is wider than this, against its height, has its strip at the side.
const SIDE_STRIP_RATIO: f64 = 1.35;

/// Columns and rows for which `stage.css` has a rule.
const COLUMN_LIMIT: usize = 8;
const ROW_LIMIT: usize = 13;

/// The stage, as it was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
}

/// The shape of a grid's tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileShape {
    Square,
    /// 16:9, as cameras are.
    Wide,
}

impl TileShape {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Square => "square",
            Self::Wide => "wide",
        }
    }

    /// Width against height.
    fn ratio(self) -> f64 {
        match self {
            Self::Square => 1.0,
            Self::Wide => 16.0 / 9.0,
        }
    }
}

/// Where the strip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripSide {
    Below,
    End,
}

impl StripSide {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::End => "end",
        }
    }
}

/// What a stage has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub grid: usize,
    pub shape: TileShape,
    pub strip: Grid,
    pub strip_side: StripSide,
}

impl Size {
    pub fn room(self) -> Room {
        let strip_side = if self.ratio() > SIDE_STRIP_RATIO { StripSide::End } else { StripSide::Below };
        Room { grid: self.grid_capacity(), shape: self.shape(), strip: self.strip(strip_side), strip_side }
    }

    /// The columns and rows that make so many tiles largest.
    pub fn grid(self, tiles: usize) -> Grid {
        let tiles = tiles.max(1);
        let candidates = (1..=tiles.min(COLUMN_LIMIT))
            .map(|columns| Grid { columns, rows: tiles.div_ceil(columns).min(ROW_LIMIT) });
        let largest = candidates.max_by(|one, other| {
            // Of two that fit alike the one with fewer rows reads better, which is the later one.
            self.tile_width(*one).total_cmp(&self.tile_width(*other))
        });
        largest.unwrap_or(Grid { columns: 1, rows: 1 })
    }

    fn shape(self) -> TileShape {
        if self.ratio() < SQUARE_TILE_RATIO { TileShape::Square } else { TileShape::Wide }
    }

    fn grid_capacity(self) -> usize {
        let least = match self.shape() {
            TileShape::Square => SQUARE_WIDTH_MINIMUM,
            TileShape::Wide => TILE_WIDTH_MINIMUM,
        };
        (1..=GRID_LIMIT)
            .rev()
            .find(|tiles| self.tile_width(self.grid(*tiles)) >= least)
            // A window this small still shows who is there.
            .unwrap_or(2)
    }

    fn strip(self, side: StripSide) -> Grid {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        match side {
            StripSide::End => Grid { columns: 1, rows: fitting(height, SIDE_STRIP_WIDTH * 9.0 / 16.0) },
            StripSide::Below => Grid {
                columns: fitting(width, TILE_WIDTH_MINIMUM).min(COLUMN_LIMIT),
                rows: if self.shape() == TileShape::Square { 2 } else { 1 },
            },
        }
    }

    fn tile_width(self, Grid { columns, rows }: Grid) -> f64 {
        let (columns, rows) = (columns as f64, rows as f64);
        let by_width = (f64::from(self.width) - (columns - 1.0) * GAP) / columns;
        let by_height = (f64::from(self.height) - (rows - 1.0) * GAP) / rows * self.shape().ratio();
        by_width.min(by_height)
    }

    fn ratio(self) -> f64 {
        f64::from(self.width) / f64::from(self.height.max(1))
    }
}

/// Tiles of that length, one after the other, with gaps between them; at least one.
fn fitting(available: f64, length: f64) -> usize {
    (((available + GAP) / (length + GAP)) as usize).clamp(1, ROW_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESKTOP: Size = Size { width: 1408, height: 744 };
    const TABLET: Size = Size { width: 788, height: 1020 };
    const PHONE: Size = Size { width: 374, height: 660 };
    const PHONE_ON_ITS_SIDE: Size = Size { width: 828, height: 270 };

    #[track_caller]
    fn check(size: Size, tiles: usize, columns: usize, rows: usize) {
        assert_eq!(size.grid(tiles), Grid { columns, rows }, "{tiles} tiles");
    }

    #[test]
    fn tiles_are_as_large_as_the_stage_allows() {
        check(DESKTOP, 1, 1, 1);
        check(DESKTOP, 2, 2, 1);
        check(DESKTOP, 3, 2, 2);
        check(DESKTOP, 5, 3, 2);
        check(DESKTOP, 12, 4, 3);
        check(DESKTOP, 25, 5, 5);
        check(TABLET, 2, 1, 2);
        check(TABLET, 5, 2, 3);
        check(PHONE, 2, 1, 2);
        check(PHONE, 3, 1, 3);
        check(PHONE, 5, 2, 3);
        check(PHONE, 12, 3, 4);
        check(PHONE_ON_ITS_SIDE, 2, 2, 1);
        check(PHONE_ON_ITS_SIDE, 5, 3, 2);
    }

    #[test]
    fn a_page_holds_what_stays_recognizable() {
        assert_eq!(DESKTOP.room().grid, 25);
        assert_eq!(TABLET.room().grid, 25);
        assert_eq!(PHONE.room().grid, 15);
        assert_eq!(PHONE_ON_ITS_SIDE.room().grid, 15);
    }

    #[test]
    fn every_tile_of_a_full_page_has_a_place() {
        for size in [DESKTOP, TABLET, PHONE, PHONE_ON_ITS_SIDE] {
            for tiles in 1..=size.room().grid {
                let Grid { columns, rows } = size.grid(tiles);
                assert!(columns * rows >= tiles, "{tiles} tiles in {columns} × {rows}");
            }
        }
    }

    #[test]
    fn a_window_without_any_size_still_shows_somebody() {
        let room = Size::default().room();
        assert!(room.grid >= 1 && room.strip.columns * room.strip.rows >= 1);
        assert_eq!(Size::default().grid(0).columns, 1);
    }

    #[test]
    fn the_strip_is_where_the_stage_loses_least() {
        assert_eq!(DESKTOP.room().strip_side, StripSide::End);
        assert_eq!(PHONE_ON_ITS_SIDE.room().strip_side, StripSide::End);
        assert_eq!(TABLET.room().strip_side, StripSide::Below);
        assert_eq!(PHONE.room().strip, Grid { columns: 2, rows: 2 });
    }
}
