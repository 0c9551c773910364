use shared::call_message::CALL_TRACK;
use shared::{DisplayName, LoginRequest, LoginResponse, RoomName};
use twilio_video::{
    BandwidthMode, BandwidthProfile, ConnectOptions, Control, LocalDataTrack, LocalMediaTrack, TrackPriority,
    connect,
};

use super::{CallView, Entered, JoinError, Joining};
use crate::api::{self, LoginError};
use crate::browser;
use crate::state::failure::Failure;
use crate::state::refusal::RefusalSubject;

/// Pictures are sent as large as they are shown, which the page says itself since it may want them smaller; those that
/// nobody sees are not sent.
const PROFILE: BandwidthProfile = BandwidthProfile {
    mode: BandwidthMode::Collaboration,
    dominant_speaker_priority: TrackPriority::Standard,
    content_preferences: Control::Manual,
    switch_off: Control::Auto,
};

pub async fn join(joining: Joining, view: CallView) -> Result<Entered, JoinError> {
    let Joining { person, room, tracks, attempt } = joining;
    let messages = LocalDataTrack::new(CALL_TRACK).ok();
    let LoginResponse { token, room, signaling_url, identity: _ } =
        api::login(&login_request(&person, &room)).await.map_err(JoinError::of_login)?;
    let server = signaling_url.map(|url| browser::signaling_address(&url, &browser::origin()));
    let published: Vec<LocalMediaTrack> = tracks.iter().cloned().collect();
    let sent = published.iter().cloned().map(Into::into).chain(messages.clone().map(Into::into));
    let options = ConnectOptions::new()
        .room_name(room)
        .ws_server(server)
        .tracks(sent)
        .bandwidth_profile(PROFILE)
        .dominant_speaker()
        .network_quality();
    let connecting = connect(&token, &options);
    attempt.borrow_mut().connect(connecting.cancel_handle());
    let room = connecting.await.map_err(|error| JoinError::Failure(Failure::of_call(&error)))?;
    Ok(Entered { room, messages, published: published.into(), view })
}

fn login_request(person: &DisplayName, room: &RoomName) -> LoginRequest {
    LoginRequest {
        username: person.as_str().to_owned(),
        room: Some(room.as_str().to_owned()),
        tab: browser::tab_tag().map(|tag| tag.to_string()),
    }
}

impl JoinError {
    fn of_login(error: LoginError) -> Self {
        match error {
            LoginError::Refused(code) if RefusalSubject::of(code) == RefusalSubject::Name => Self::Name(code),
            LoginError::Refused(code) => Self::Failure(Failure::of_refusal(code)),
            LoginError::Unreachable => Self::Failure(Failure::NoBackend),
            LoginError::Unreadable { status } => Self::Failure(Failure::Unreadable { status }),
        }
    }
}
