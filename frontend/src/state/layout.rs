//! Where tiles stand: in a grid with pages, or one on the stage and the others in a strip.

mod arrangement;
mod geometry;

pub use arrangement::{Place, arrange};
pub use geometry::{Grid, Room, Size};

use std::rc::Rc;

use yew::Reducible;

/// Speakers that are remembered; a page of tiles holds no more.
const SPEAKER_LIMIT: usize = geometry::GRID_LIMIT;

/// What a tile shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Own,
    /// What we share.
    OwnScreen,
    /// Somebody else, by SID.
    Participant(String),
    /// What somebody else shares, by the SIDs of the participant and the track.
    Screen {
        participant: String,
        track: String,
    },
}

impl Subject {
    fn is_screen_of_others(&self) -> bool {
        matches!(self, Self::Screen { .. })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// A grid, until somebody shares a screen: it takes the stage.
    #[default]
    Auto,
    /// A grid, shared screens among it.
    Grid,
    /// Whoever speaks is on the stage.
    Speaker,
}

impl View {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Grid => "grid",
            Self::Speaker => "speaker",
        }
    }
}

/// What the person chose, and who spoke.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutState {
    pub view: View,
    pub pinned: Option<Subject>,
    /// Counts from 0. It may be past the end: whoever arranges takes the last page then.
    pub page: usize,
    /// SIDs of those who spoke, the latest first.
    speakers: Vec<String>,
    /// What others shared when we looked last.
    screens: Vec<Subject>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutAction {
    PageChosen(usize),
    /// Pinned, or let go if it was.
    PinToggled(Subject),
    /// What others share now.
    ScreensChanged(Vec<Subject>),
    /// By SID.
    Spoke(String),
    ViewChosen(View),
    /// From the grid to the speaker, and back; from a shared screen on the stage to the grid.
    ViewToggled,
}

impl LayoutState {
    /// Whether one tile stands before the others, by choice or by what is shared.
    pub fn is_staged(&self) -> bool {
        match self.view {
            View::Auto => self.pinned.is_some() || !self.screens.is_empty(),
            View::Grid => self.pinned.is_some(),
            View::Speaker => true,
        }
    }

    /// How long ago a participant spoke, against the others; nobody spoke later than 0.
    fn silence(&self, sid: &str) -> usize {
        self.speakers.iter().position(|speaker| speaker == sid).unwrap_or(usize::MAX)
    }

    fn apply(&mut self, action: LayoutAction) {
        match action {
            LayoutAction::PageChosen(page) => self.page = page,
            LayoutAction::PinToggled(subject) => {
                self.pinned = (self.pinned.as_ref() != Some(&subject)).then_some(subject);
                self.page = 0;
            }
            LayoutAction::ScreensChanged(screens) => {
                let is_new = screens.iter().any(|screen| !self.screens.contains(screen));
                if is_new && self.view == View::Grid {
                    self.view = View::Auto;
                }
                if is_new {
                    self.pinned = None;
                    self.page = 0;
                }
                self.screens = screens;
            }
            LayoutAction::Spoke(sid) => {
                self.speakers.retain(|speaker| *speaker != sid);
                self.speakers.insert(0, sid);
                self.speakers.truncate(SPEAKER_LIMIT);
            }
            LayoutAction::ViewChosen(view) => {
                self.view = view;
                self.pinned = None;
                self.page = 0;
            }
            LayoutAction::ViewToggled => {
                let view = if self.is_staged() { View::Grid } else { View::Speaker };
                self.apply(LayoutAction::ViewChosen(view));
            }
        }
    }
}

impl Reducible for LayoutState {
    type Action = LayoutAction;

    fn reduce(self: Rc<Self>, action: LayoutAction) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = LayoutAction>) -> LayoutState {
        let state = actions.into_iter().fold(Rc::new(LayoutState::default()), LayoutState::reduce);
        LayoutState::clone(&state)
    }

    fn screen(track: &str) -> Subject {
        Subject::Screen { participant: "PA1".into(), track: track.into() }
    }

    fn spoke(sid: &str) -> LayoutAction {
        LayoutAction::Spoke(sid.into())
    }

    #[test]
    fn the_latest_speaker_comes_first_and_stands_once() {
        let state = after([spoke("PA1"), spoke("PA2"), spoke("PA1")]);
        assert_eq!(state.speakers, ["PA1", "PA2"]);
        assert!(state.silence("PA1") < state.silence("PA2"));
        assert!(state.silence("PA2") < state.silence("PA3"));
    }

    #[test]
    fn no_call_is_too_long_to_remember_its_speakers() {
        let state = after((0..1000).map(|number| spoke(&format!("PA{number}"))));
        assert_eq!(state.speakers.len(), SPEAKER_LIMIT);
    }

    #[test]
    fn the_view_goes_from_grid_to_speaker_and_back() {
        assert_eq!(after([LayoutAction::ViewToggled]).view, View::Speaker);
        assert_eq!(after([LayoutAction::ViewToggled, LayoutAction::ViewToggled]).view, View::Grid);
    }

    #[test]
    fn a_shared_screen_is_put_into_the_grid_on_demand_until_the_next_comes() {
        let shared = LayoutAction::ScreensChanged(vec![screen("MT1")]);
        let mut actions = vec![shared, LayoutAction::ViewToggled];
        assert_eq!(after(actions.clone()).view, View::Grid);
        actions.push(LayoutAction::ScreensChanged(vec![screen("MT1"), screen("MT2")]));
        assert_eq!(after(actions).view, View::Auto);
    }

    #[test]
    fn a_shared_screen_that_ends_changes_no_choice() {
        let state = after([
            LayoutAction::ScreensChanged(vec![screen("MT1")]),
            LayoutAction::PinToggled(Subject::Own),
            LayoutAction::ScreensChanged(vec![]),
        ]);
        assert_eq!(state.pinned, Some(Subject::Own));
    }

    #[test]
    fn a_pin_is_let_go_by_the_same_button_and_by_choosing_a_view() {
        let pin = LayoutAction::PinToggled(Subject::Own);
        assert_eq!(after([pin.clone()]).pinned, Some(Subject::Own));
        assert_eq!(after([pin.clone(), pin.clone()]).pinned, None);
        assert_eq!(after([pin.clone(), LayoutAction::ViewChosen(View::Grid)]).pinned, None);
        assert_eq!(after([pin, LayoutAction::ViewToggled]).view, View::Grid);
    }

    #[test]
    fn whoever_changes_the_view_begins_at_its_first_page() {
        let state = after([LayoutAction::PageChosen(2), LayoutAction::ViewToggled]);
        assert_eq!(state.page, 0);
    }
}
