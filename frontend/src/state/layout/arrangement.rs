//! Who stands where.

use super::{LayoutState, Subject, View};

/// Where a tile stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Grid,
    /// On another page.
    Hidden,
    Stage,
    Strip,
}

impl Place {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Hidden => "hidden",
            Self::Stage => "stage",
            Self::Strip => "strip",
        }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// Tile by tile, in the order in which the tiles were given.
    pub places: Vec<Place>,
    /// The page that is shown; counts from 0.
    pub page: usize,
    /// At least 1.
    pub pages: usize,
}

impl Arrangement {
    pub fn is_staged(&self) -> bool {
        self.places.contains(&Place::Stage)
    }

    /// Tiles of the grid, or of the strip, on this page.
    pub fn shown(&self) -> usize {
        self.places.iter().filter(|place| matches!(place, Place::Grid | Place::Strip)).count()
    }
}

/// Places the tiles. The first page holds ourselves, what is shared, and whoever spoke last, so that nobody who speaks
/// stays out of sight; within a page tiles keep their order.
pub fn arrange(
    tiles: &[Subject],
    state: &LayoutState,
    grid_capacity: usize,
    strip_capacity: usize,
) -> Arrangement {
    let stage = staged(tiles, state);
    let (shown, capacity) =
        if stage.is_some() { (Place::Strip, strip_capacity) } else { (Place::Grid, grid_capacity) };
    let capacity = capacity.max(1);
    let mut ranked: Vec<usize> = (0..tiles.len()).filter(|index| Some(*index) != stage).collect();
    // Stable: those who never spoke stay in the order in which they came.
    ranked.sort_by_key(|index| rank(&tiles[*index], state));
    let pages = ranked.len().div_ceil(capacity).max(1);
    let page = state.page.min(pages - 1);
    let mut places = vec![Place::Hidden; tiles.len()];
    for index in ranked.into_iter().skip(page * capacity).take(capacity) {
        places[index] = shown;
    }
    if let Some(stage) = stage {
        places[stage] = Place::Stage;
    }
    Arrangement { places, page, pages }
}

/// The tile on the stage: what is pinned, what others share, or whoever speaks.
fn staged(tiles: &[Subject], state: &LayoutState) -> Option<usize> {
    let position = |wanted: &Subject| tiles.iter().position(|tile| tile == wanted);
    if let Some(pinned) = state.pinned.as_ref().and_then(position) {
        return Some(pinned);
    }
    if tiles.len() < 2 || state.view == View::Grid {
        return None;
    }
    if let Some(screen) = tiles.iter().rposition(Subject::is_screen_of_others) {
        return Some(screen);
    }
    if state.view == View::Auto {
        return None;
    }
    let others = tiles.iter().enumerate().filter_map(|(index, tile)| match tile {
        Subject::Participant(sid) => Some((state.silence(sid), index)),
        Subject::Own | Subject::OwnScreen | Subject::Screen { .. } => None,
    });
    others.min().map(|(_, index)| index)
}

fn rank(tile: &Subject, state: &LayoutState) -> (u8, usize) {
    match tile {
        Subject::Screen { .. } => (0, 0),
        Subject::Own => (1, 0),
        Subject::OwnScreen => (2, 0),
        Subject::Participant(sid) => (3, state.silence(sid)),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::LayoutAction;
    use super::*;

    fn people(count: usize) -> Vec<Subject> {
        std::iter::once(Subject::Own)
            .chain((1..count).map(|number| Subject::Participant(format!("PA{number}"))))
            .collect()
    }

    fn screen(track: &str) -> Subject {
        Subject::Screen { participant: "PA1".into(), track: track.into() }
    }

    fn after(actions: impl IntoIterator<Item = LayoutAction>) -> LayoutState {
        let state = actions.into_iter().fold(Rc::new(LayoutState::default()), LayoutState::reduce);
        LayoutState::clone(&state)
    }

    /// Letters of the places: `g`rid, `-` hidden, `S`tage, `s`trip.
    fn check(tiles: &[Subject], state: &LayoutState, expected: &str) {
        let arrangement = arrange(tiles, state, 4, 2);
        let letters: String = arrangement
            .places
            .iter()
            .map(|place| match place {
                Place::Grid => 'g',
                Place::Hidden => '-',
                Place::Stage => 'S',
                Place::Strip => 's',
            })
            .collect();
        assert_eq!(letters, expected);
    }

    #[test]
    fn everybody_is_in_the_grid_as_long_as_a_page_holds_all() {
        check(&people(1), &after([]), "g");
        check(&people(4), &after([]), "gggg");
        assert_eq!(arrange(&people(4), &after([]), 4, 2).pages, 1);
    }

    #[test]
    fn more_people_go_to_more_pages() {
        check(&people(9), &after([]), "gggg-----");
        check(&people(9), &after([LayoutAction::PageChosen(1)]), "----gggg-");
        check(&people(9), &after([LayoutAction::PageChosen(2)]), "--------g");
        let arrangement = arrange(&people(9), &after([LayoutAction::PageChosen(2)]), 4, 2);
        assert_eq!((arrangement.page, arrangement.pages, arrangement.shown()), (2, 3, 1));
    }

    #[test]
    fn a_page_that_is_gone_is_the_last_one() {
        let arrangement = arrange(&people(6), &after([LayoutAction::PageChosen(7)]), 4, 2);
        assert_eq!((arrangement.page, arrangement.pages), (1, 2));
    }

    #[test]
    fn whoever_speaks_comes_to_the_first_page_and_whoever_was_silent_longest_goes() {
        let spoke = |sid: &str| LayoutAction::Spoke(sid.into());
        check(&people(7), &after([spoke("PA6")]), "ggg---g");
        check(&people(7), &after([spoke("PA6"), spoke("PA4")]), "gg--g-g");
        check(&people(7), &after([spoke("PA6"), spoke("PA4"), spoke("PA5"), spoke("PA1")]), "gg--gg-");
    }

    #[test]
    fn speaking_on_the_first_page_moves_nobody() {
        check(&people(7), &after([LayoutAction::Spoke("PA2".into())]), "gggg---");
    }

    #[test]
    fn the_speaker_takes_the_stage_in_the_speaker_view() {
        let speaker_view = LayoutAction::ViewChosen(View::Speaker);
        check(&people(4), &after([speaker_view.clone()]), "sSs-");
        check(&people(4), &after([speaker_view, LayoutAction::Spoke("PA3".into())]), "ss-S");
    }

    #[test]
    fn a_shared_screen_takes_the_stage_and_gives_it_back() {
        let mut tiles = people(3);
        tiles.push(screen("MT1"));
        check(&tiles, &after([]), "ss-S");
        check(&tiles, &after([LayoutAction::ViewChosen(View::Grid)]), "gggg");
        tiles.pop();
        check(&tiles, &after([]), "ggg");
    }

    #[test]
    fn the_newest_of_several_screens_takes_the_stage_and_the_others_lead_the_strip() {
        let mut tiles = people(3);
        tiles.extend([screen("MT1"), screen("MT2")]);
        check(&tiles, &after([]), "s--sS");
        check(&tiles, &after([LayoutAction::PinToggled(screen("MT1"))]), "s--Ss");
    }

    #[test]
    fn the_own_screen_takes_nobodys_stage() {
        let mut tiles = people(2);
        tiles.push(Subject::OwnScreen);
        check(&tiles, &after([]), "ggg");
    }

    #[test]
    fn whoever_is_pinned_stays_on_the_stage_until_they_leave() {
        let pinned = after([
            LayoutAction::PinToggled(Subject::Participant("PA2".into())),
            LayoutAction::Spoke("PA1".into()),
        ]);
        check(&people(3), &pinned, "ssS");
        check(&people(2), &pinned, "gg");
    }

    #[test]
    fn nobody_alone_is_on_a_stage() {
        check(&people(1), &after([LayoutAction::ViewChosen(View::Speaker)]), "g");
    }
}
