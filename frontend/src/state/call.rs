//! The call: whether we are in it, who else is, and why not.

use std::rc::Rc;

use yew::Reducible;

use super::failure::Failure;
use super::roster::Participant;
use crate::messages::Message;

/// Which of the two connections to the room is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Sound and picture.
    Media,
    Signaling,
}

/// Where we stand between outside and inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not joined since the page was loaded, or not successfully.
    #[default]
    Idle,
    Connecting,
    Connected,
    /// In the call, but a connection is lost and being restored.
    Reconnecting(Lost),
    /// Out again.
    Ended,
}

impl Phase {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Reconnecting(_) => "reconnecting",
            Self::Ended => "ended",
        }
    }

    pub fn is_in_call(self) -> bool {
        matches!(self, Self::Connected | Self::Reconnecting(_))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallState {
    pub phase: Phase,
    /// What went wrong last; until the next attempt or until it is dismissed.
    pub failure: Option<Failure>,
    /// What went wrong before the attempt that is under way.
    retried: Option<Failure>,
    /// The others, in the order in which we met them. Empty outside of the call.
    pub participants: Vec<Participant>,
    /// SID of whoever of the others speaks.
    pub speaker: Option<String>,
    /// The person asked to leave.
    leaving: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallAction {
    ConnectionLost(Lost),
    ConnectionRestored,
    /// `None`: because we left, or because somebody who may do so removed us.
    Disconnected(Option<Failure>),
    FailureDismissed,
    /// Something stands in the way of calls before anybody tried.
    ObstacleFound(Failure),
    /// `None`: the form says why.
    JoinFailed(Option<Failure>),
    JoinStarted,
    Leaving,
    Joined(Vec<Participant>),
    /// The browser puts the page away, and the call with it.
    PageHidden,
    /// News of somebody who is already there.
    ParticipantChanged(Participant),
    ParticipantJoined(Participant),
    /// By SID.
    ParticipantLeft(String),
    /// By SID; `None`: nobody, or we.
    SpeakerChanged(Option<String>),
}

impl CallState {
    /// The line that says how many are there.
    pub fn status(&self) -> Message {
        match self.phase {
            Phase::Idle => Message::new("lobby-status-idle"),
            Phase::Connecting => Message::new("lobby-connecting"),
            Phase::Connected | Phase::Reconnecting(_) => {
                Message::new("stage-count").with("count", self.participants.len() + 1)
            }
            Phase::Ended => Message::new("lobby-status-ended"),
        }
    }

    /// What keeps us out of the call, as long as nothing but another attempt helps: it has a page of its own, which
    /// stays during that attempt.
    pub fn trouble(&self) -> Option<&Failure> {
        let failure = match self.phase {
            Phase::Idle | Phase::Ended => self.failure.as_ref(),
            Phase::Connecting => self.retried.as_ref(),
            Phase::Connected | Phase::Reconnecting(_) => None,
        };
        failure.filter(|failure| !failure.is_told_beside_the_form())
    }

    /// What stands above the form.
    pub fn invitation(&self) -> Message {
        Message::new(match (self.phase, &self.failure) {
            (Phase::Ended, None) => "lobby-left",
            (Phase::Idle | Phase::Ended, Some(failure)) => failure.heading(),
            (Phase::Idle | Phase::Connecting | Phase::Connected | Phase::Reconnecting(_), _) => "lobby-ready",
        })
    }

    fn apply(&mut self, action: CallAction) {
        match action {
            CallAction::ConnectionLost(lost) if self.phase.is_in_call() => {
                self.phase = Phase::Reconnecting(lost);
            }
            CallAction::ConnectionRestored if self.phase.is_in_call() => self.phase = Phase::Connected,
            CallAction::ConnectionLost(_) | CallAction::ConnectionRestored => {}
            CallAction::Disconnected(failure) => {
                self.phase = Phase::Ended;
                self.participants.clear();
                self.speaker = None;
                let removed = (!self.leaving).then_some(Failure::Removed);
                self.failure = failure.or_else(|| self.failure.take()).or(removed);
            }
            CallAction::FailureDismissed => self.failure = None,
            CallAction::ObstacleFound(failure) => self.failure = Some(failure),
            CallAction::JoinFailed(failure) => {
                *self = Self { phase: Phase::Idle, failure, ..Self::default() };
            }
            CallAction::JoinStarted => {
                let retried = self.failure.take();
                *self = Self { phase: Phase::Connecting, retried, ..Self::default() };
            }
            CallAction::Joined(participants) => {
                *self = Self { phase: Phase::Connected, participants, ..Self::default() };
            }
            CallAction::Leaving => self.leaving = true,
            CallAction::PageHidden => self.failure = Some(Failure::LeftPage),
            CallAction::ParticipantChanged(participant) => {
                if let Some(known) = self.find(&participant.sid) {
                    *known = participant;
                }
            }
            CallAction::ParticipantJoined(participant) if self.phase.is_in_call() => {
                match self.find(&participant.sid) {
                    Some(known) => *known = participant,
                    None => self.participants.push(participant),
                }
            }
            CallAction::ParticipantJoined(_) => {}
            CallAction::ParticipantLeft(sid) => {
                self.participants.retain(|known| known.sid != sid);
                self.speaker.take_if(|speaker| *speaker == sid);
            }
            CallAction::SpeakerChanged(speaker) => {
                self.speaker = speaker.filter(|sid| self.find(sid).is_some());
            }
        }
    }

    fn find(&mut self, sid: &str) -> Option<&mut Participant> {
        self.participants.iter_mut().find(|known| known.sid == sid)
    }
}

impl Reducible for CallState {
    type Action = CallAction;

    fn reduce(self: Rc<Self>, action: CallAction) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        // The same allocation tells Yew that there is nothing to draw.
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::roster::Sending;

    fn participant(sid: &str) -> Participant {
        Participant {
            sid: sid.into(),
            name: "Ada".into(),
            reconnecting: false,
            microphone: Sending::Absent,
            camera: Sending::Absent,
            audio_tracks: vec![],
            video_track: None,
            screens: vec![],
            paused: vec![],
        }
    }

    fn after(actions: impl IntoIterator<Item = CallAction>) -> Rc<CallState> {
        actions.into_iter().fold(Rc::default(), CallState::reduce)
    }

    fn sids(state: &CallState) -> Vec<&str> {
        state.participants.iter().map(|participant| participant.sid.as_str()).collect()
    }

    #[test]
    fn the_status_line_follows_the_call() {
        let online = |count: u32| Message::new("stage-count").with("count", count);
        assert_eq!(after([]).status(), Message::new("lobby-status-idle"));
        let mut actions = vec![CallAction::JoinStarted, CallAction::Joined(vec![])];
        assert_eq!(after(actions.clone()).status(), online(1));
        actions.push(CallAction::ParticipantJoined(participant("PA1")));
        assert_eq!(after(actions.clone()).status(), online(2));
        actions.push(CallAction::ParticipantLeft("PA1".into()));
        assert_eq!(after(actions.clone()).status(), online(1));
        actions.extend([CallAction::Leaving, CallAction::Disconnected(None)]);
        assert_eq!(after(actions).status(), Message::new("lobby-status-ended"));
    }

    #[test]
    fn whoever_is_announced_twice_is_there_once() {
        let state = after([
            CallAction::Joined(vec![participant("PA1")]),
            CallAction::ParticipantJoined(participant("PA2")),
            CallAction::ParticipantJoined(participant("PA1")),
        ]);
        assert_eq!(sids(&state), ["PA1", "PA2"]);
    }

    #[test]
    fn late_news_does_not_bring_anybody_back() {
        let state = after([
            CallAction::Joined(vec![participant("PA1")]),
            CallAction::ParticipantLeft("PA1".into()),
            CallAction::ParticipantChanged(participant("PA1")),
        ]);
        assert!(state.participants.is_empty());
        let state = after([
            CallAction::Joined(vec![]),
            CallAction::Disconnected(None),
            CallAction::ParticipantJoined(participant("PA1")),
        ]);
        assert!(state.participants.is_empty());
    }

    #[test]
    fn a_lost_call_keeps_its_reason_until_the_next_attempt() {
        let lost = Failure::ConnectionLost { code: Some(53001) };
        let mut actions = vec![
            CallAction::Joined(vec![participant("PA1")]),
            CallAction::ConnectionLost(Lost::Signaling),
            CallAction::Disconnected(Some(lost.clone())),
        ];
        let state = after(actions.clone());
        assert_eq!((state.phase, &state.failure), (Phase::Ended, &Some(lost)));
        assert!(state.participants.is_empty());
        actions.push(CallAction::JoinStarted);
        assert_eq!(after(actions).failure, None);
    }

    #[test]
    fn trouble_stays_in_sight_while_another_attempt_is_under_way() {
        let mut actions = vec![CallAction::JoinStarted, CallAction::JoinFailed(Some(Failure::RoomFull))];
        assert_eq!(after(actions.clone()).trouble(), Some(&Failure::RoomFull));
        actions.push(CallAction::JoinStarted);
        assert_eq!(after(actions.clone()).trouble(), Some(&Failure::RoomFull));
        actions.push(CallAction::JoinFailed(None));
        assert_eq!(after(actions.clone()).trouble(), None);
        actions.extend([CallAction::JoinStarted, CallAction::Joined(vec![])]);
        assert_eq!(after(actions).trouble(), None);
        assert_eq!(after([CallAction::ObstacleFound(Failure::Unsupported)]).trouble(), None);
    }

    #[test]
    fn whoever_did_not_ask_to_leave_was_removed() {
        let removed = after([CallAction::Joined(vec![]), CallAction::Disconnected(None)]);
        assert_eq!((removed.phase, &removed.failure), (Phase::Ended, &Some(Failure::Removed)));
        let left = after([CallAction::Joined(vec![]), CallAction::Leaving, CallAction::Disconnected(None)]);
        assert_eq!((left.phase, &left.failure), (Phase::Ended, &None));
        assert_eq!(left.invitation(), Message::new("lobby-left"));
    }

    #[test]
    fn leaving_by_putting_the_page_away_says_so_afterwards() {
        let state =
            after([CallAction::Joined(vec![]), CallAction::PageHidden, CallAction::Disconnected(None)]);
        assert_eq!((state.phase, &state.failure), (Phase::Ended, &Some(Failure::LeftPage)));
    }

    #[test]
    fn news_of_a_connection_outside_of_a_call_is_late() {
        for action in [CallAction::ConnectionLost(Lost::Media), CallAction::ConnectionRestored] {
            let state = after([CallAction::Joined(vec![]), CallAction::Disconnected(None), action]);
            assert_eq!(state.phase, Phase::Ended);
        }
    }

    #[test]
    fn a_restored_connection_keeps_everybody() {
        let state = after([
            CallAction::Joined(vec![participant("PA1")]),
            CallAction::ConnectionLost(Lost::Signaling),
            CallAction::ConnectionRestored,
        ]);
        assert_eq!((state.phase, sids(&state)), (Phase::Connected, vec!["PA1"]));
    }

    #[test]
    fn whoever_has_left_speaks_no_longer() {
        let spoke = |sid: &str| CallAction::SpeakerChanged(Some(sid.into()));
        let mut actions = vec![CallAction::Joined(vec![participant("PA1")]), spoke("PA1")];
        assert_eq!(after(actions.clone()).speaker.as_deref(), Some("PA1"));
        actions.push(CallAction::ParticipantLeft("PA1".into()));
        assert_eq!(after(actions.clone()).speaker, None);
        actions.push(spoke("PA1"));
        assert_eq!(after(actions).speaker, None);
    }

    #[test]
    fn nothing_new_is_the_same_allocation() {
        let state = after([CallAction::Joined(vec![participant("PA1")])]);
        let same = state.clone().reduce(CallAction::ParticipantChanged(participant("PA1")));
        assert!(Rc::ptr_eq(&state, &same));
    }
}
