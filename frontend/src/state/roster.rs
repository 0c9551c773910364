//! Who else is in the call and what they send.

use shared::Identity;
use twilio_video::{ParticipantState, ParticipantView, TrackKind, TrackView};

use super::media::DeviceState;

/// Another person in the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub sid: String,
    pub name: String,
    /// Their connection is lost and being restored.
    pub reconnecting: bool,
    pub microphone: Sending,
    pub camera: Sending,
    /// SIDs of the audio tracks that reach us.
    pub audio_tracks: Vec<String>,
    /// SID of the picture that reaches us, while there is one to see.
    pub video_track: Option<String>,
    /// SIDs of the shared screens that reach us, in the order in which they were shared.
    pub screens: Vec<String>,
    /// SIDs of the pictures above that the server holds back, since the line is too thin for them.
    pub paused: Vec<String>,
}

/// What the tracks of a shared screen are called in the room, so that every page tells them from cameras and
/// microphones. A picture's name is one of these, or begins with one and a hyphen.
pub const SCREEN_PICTURE: &str = "screen";
pub const SCREEN_SOUND: &str = "screen-sound";

fn is_screen(track: &TrackView) -> bool {
    track.name == SCREEN_PICTURE
        || track.name.strip_prefix(SCREEN_PICTURE).is_some_and(|rest| rest.starts_with('-'))
}

/// What comes of one kind of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    On,
    /// Muted by the person.
    Off,
    /// No device, or none yet.
    Absent,
}

impl Sending {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Absent => "none",
        }
    }

    /// What comes of a device of ours.
    pub fn of_device(device: DeviceState) -> Self {
        match device {
            DeviceState::On => Self::On,
            DeviceState::Off => Self::Off,
            DeviceState::Asking | DeviceState::Unavailable(_) => Self::Absent,
        }
    }

    fn of(tracks: &[TrackView], kind: TrackKind) -> Self {
        let own = tracks.iter().filter(|track| track.kind == kind && !is_screen(track));
        let mut enabled = own.map(|track| track.enabled);
        match enabled.next() {
            None => Self::Absent,
            Some(first) if first || enabled.any(|enabled| enabled) => Self::On,
            Some(_) => Self::Off,
        }
    }
}

impl Participant {
    /// `None` for somebody who has left: late news of their tracks must not bring them back.
    pub fn of(view: ParticipantView) -> Option<Self> {
        if view.state == ParticipantState::Disconnected {
            return None;
        }
        let reaching = |kind| view.tracks.iter().filter(move |track| track.kind == kind && track.subscribed);
        let (screens, cameras): (Vec<_>, Vec<_>) =
            reaching(TrackKind::Video).partition(|track| is_screen(track));
        let paused = reaching(TrackKind::Video).filter(|track| track.enabled && track.switched_off);
        Some(Self {
            paused: paused.map(|track| track.sid.clone()).collect(),
            name: Identity::parse(&view.identity).display_name().to_owned(),
            reconnecting: view.state == ParticipantState::Reconnecting,
            microphone: Sending::of(&view.tracks, TrackKind::Audio),
            camera: Sending::of(&view.tracks, TrackKind::Video),
            audio_tracks: reaching(TrackKind::Audio).map(|track| track.sid.clone()).collect(),
            video_track: cameras.into_iter().find(|track| track.enabled).map(|track| track.sid.clone()),
            screens: screens
                .into_iter()
                .filter(|track| track.enabled)
                .map(|track| track.sid.clone())
                .collect(),
            sid: view.sid,
        })
    }
}

/// One or two letters that stand for a person without a picture. Capitals are left to the styles: the table of all
/// alphabets' capitals is as heavy as a component.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(is_letter));
    let first = words.next();
    let last = words.next_back();
    let letters: String = first.into_iter().chain(last).collect();
    if letters.is_empty() { name.chars().take(1).collect() } else { letters }
}

/// Takes every character beyond ASCII for a letter.
fn is_letter(character: &char) -> bool {
    !character.is_ascii() || character.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(sid: &str, kind: TrackKind, enabled: bool, subscribed: bool) -> TrackView {
        TrackView { sid: sid.into(), name: String::new(), kind, enabled, subscribed, switched_off: false }
    }

    fn view(state: ParticipantState, tracks: Vec<TrackView>) -> ParticipantView {
        ParticipantView { sid: "PA1".into(), identity: "Ada Lovelace~x7k2p9".into(), state, tracks }
    }

    #[test]
    fn shows_the_name_without_the_tag_of_the_tab() {
        let participant = Participant::of(view(ParticipantState::Connected, vec![])).unwrap();
        assert_eq!(participant.name, "Ada Lovelace");
        assert_eq!(participant.microphone, Sending::Absent);
    }

    #[test]
    fn a_muted_camera_leaves_no_picture() {
        let tracks =
            vec![track("MT1", TrackKind::Video, false, true), track("MT2", TrackKind::Audio, true, true)];
        let participant = Participant::of(view(ParticipantState::Connected, tracks)).unwrap();
        assert_eq!(participant.camera, Sending::Off);
        assert_eq!(participant.video_track, None);
        assert_eq!(participant.audio_tracks, ["MT2"]);
    }

    #[test]
    fn a_picture_that_the_server_holds_back_is_paused_unless_it_is_muted() {
        let held_back = |track: TrackView| TrackView { switched_off: true, ..track };
        let tracks = vec![
            held_back(track("MT1", TrackKind::Video, true, true)),
            held_back(track("MT2", TrackKind::Video, false, true)),
            track("MT3", TrackKind::Video, true, true),
        ];
        let participant = Participant::of(view(ParticipantState::Connected, tracks)).unwrap();
        assert_eq!(participant.video_track.as_deref(), Some("MT1"));
        assert_eq!(participant.paused, ["MT1"]);
        assert_eq!(participant.camera, Sending::On);
    }

    #[test]
    fn a_track_counts_before_it_reaches_us() {
        let tracks = vec![track("MT1", TrackKind::Video, true, false)];
        let participant = Participant::of(view(ParticipantState::Connected, tracks)).unwrap();
        assert_eq!(participant.camera, Sending::On);
        assert_eq!(participant.video_track, None);
    }

    #[test]
    fn a_shared_screen_is_neither_camera_nor_microphone() {
        let named = |name: &str, track: TrackView| TrackView { name: name.into(), ..track };
        let tracks = vec![
            named(SCREEN_SOUND, track("MT1", TrackKind::Audio, true, true)),
            named(SCREEN_PICTURE, track("MT2", TrackKind::Video, true, true)),
            named("screenwriter", track("MT3", TrackKind::Video, true, true)),
            named("screen-2", track("MT4", TrackKind::Video, true, false)),
        ];
        let participant = Participant::of(view(ParticipantState::Connected, tracks)).unwrap();
        assert_eq!(participant.microphone, Sending::Absent);
        assert_eq!(participant.audio_tracks, ["MT1"]);
        assert_eq!(
            (participant.video_track.as_deref(), participant.screens),
            (Some("MT3"), vec!["MT2".into()])
        );
    }

    #[test]
    fn one_live_microphone_of_two_is_a_live_microphone() {
        let tracks =
            vec![track("MT1", TrackKind::Audio, false, true), track("MT2", TrackKind::Audio, true, true)];
        assert_eq!(Sending::of(&tracks, TrackKind::Audio), Sending::On);
    }

    #[test]
    fn whoever_has_left_is_nobody() {
        assert_eq!(Participant::of(view(ParticipantState::Disconnected, vec![])), None);
    }

    #[test]
    fn initials_are_letters_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Augusta Lovelace"), "AL");
        assert_eq!(initials("ada"), "a");
        assert_eq!(initials("(Élodie) 2nd"), "É2");
        assert_eq!(initials("🦀"), "🦀");
        assert_eq!(initials(""), "");
    }
}
