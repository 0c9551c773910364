//! What a room is asked to be.

use std::ops::RangeInclusive;
use std::time::Duration;

use room_engine::{
    CallbackMethod, DEFAULT_MEDIA_REGION, GROUP_SMALL_PARTICIPANTS, RoomSettings, StatusCallback, VideoCodec,
};

use crate::callbacks;
use crate::rest::Api;
use crate::rest::fault::Fault;
use crate::rest::form::{Form, REPLACEMENT};
use crate::rest::rules;

/// Twilio's regions, all of which are this machine. `gll` is the nearest.
const MEDIA_REGIONS: [&str; 10] = ["au1", "br1", "de1", "gll", "ie1", "in1", "jp1", "sg1", "us1", "us2"];

/// Minutes that a room may wait for somebody.
const TIMEOUT_MINUTES: RangeInclusive<u64> = 1..=60;

/// Seconds that a participant may stay.
const PARTICIPANT_DURATION: RangeInclusive<u64> = 600..=86_400;

#[derive(Debug)]
pub struct NewRoom {
    pub name: Option<String>,
    pub settings: RoomSettings,
}

impl NewRoom {
    pub fn read(form: &Form, api: &Api) -> Result<Self, Fault> {
        let name = form.get("UniqueName").map(str::to_owned);
        if name.as_ref().is_some_and(|name| name.contains(REPLACEMENT)) {
            return Err(Fault::new(53102));
        }
        if form.boolean("TranscribeParticipantsOnConnect")? {
            return Err(Fault::parameter(
                "TranscribeParticipantsOnConnect",
                "this room server has no transcriptions",
            ));
        }
        let usual = RoomSettings { max_participants: usual_participants(form)?, ..RoomSettings::default() };
        let limit = api.workers.limits().participants;
        let max_participants = number(form, "MaxParticipants", 53107, 1..=limit, usual.max_participants)?;
        let minutes = |name, usual: Duration| {
            let minutes = number(form, name, 53109, TIMEOUT_MINUTES, usual.as_secs() / 60)?;
            Ok(Duration::from_secs(minutes * 60))
        };
        let usual_stay = usual.max_participant_duration.as_secs();
        let stay = number(form, "MaxParticipantDuration", 53123, PARTICIPANT_DURATION, usual_stay)?;
        let settings = RoomSettings {
            max_participants,
            max_participant_duration: Duration::from_secs(stay),
            empty_room_timeout: minutes("EmptyRoomTimeout", usual.empty_room_timeout)?,
            unused_room_timeout: minutes("UnusedRoomTimeout", usual.unused_room_timeout)?,
            video_codecs: form.list("VideoCodecs").map(video_codec).collect::<Result<_, _>>()?,
            audio_only: form.boolean("AudioOnly")?,
            record_participants_on_connect: form.boolean("RecordParticipantsOnConnect")?,
            recording_rules: form.get("RecordingRules").map(rules::parse_recording).transpose()?,
            status_callback: status_callback(form)?,
            media_region: media_region(form)?,
        };
        Ok(Self { name, settings })
    }
}

/// Of the type that is asked for. All types are `group` rooms, and `group-small` is one for four.
fn usual_participants(form: &Form) -> Result<usize, Fault> {
    match form.get("Type") {
        None | Some("group" | "peer-to-peer" | "go") => Ok(RoomSettings::default().max_participants),
        Some("group-small") => Ok(GROUP_SMALL_PARTICIPANTS),
        Some(_) => Err(Fault::new(53108)),
    }
}

fn number<T: std::str::FromStr + PartialOrd + std::fmt::Display>(
    form: &Form,
    name: &str,
    code: u32,
    range: RangeInclusive<T>,
    usual: T,
) -> Result<T, Fault> {
    let Some(text) = form.get(name) else { return Ok(usual) };
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| {
        Fault::expecting(code, format!("give {name} as a number from {} to {}", range.start(), range.end()))
    })
}

fn video_codec(name: &str) -> Result<VideoCodec, Fault> {
    [VideoCodec::Vp8, VideoCodec::H264]
        .into_iter()
        .find(|codec| codec.name().eq_ignore_ascii_case(name))
        .ok_or_else(|| Fault::parameter("VideoCodecs", "give VP8 or H264"))
}

fn status_callback(form: &Form) -> Result<Option<StatusCallback>, Fault> {
    let method = match form.get("StatusCallbackMethod") {
        None | Some("POST") => CallbackMethod::Post,
        Some("GET") => CallbackMethod::Get,
        Some(_) => return Err(Fault::new(53110)),
    };
    let Some(url) = form.get("StatusCallback") else { return Ok(None) };
    let url = callbacks::receiver_url(url).ok_or_else(|| Fault::new(53111))?;
    Ok(Some(StatusCallback { url, method }))
}

fn media_region(form: &Form) -> Result<String, Fault> {
    match form.get("MediaRegion") {
        None | Some("gll" | DEFAULT_MEDIA_REGION) => Ok(DEFAULT_MEDIA_REGION.to_owned()),
        Some(region) if MEDIA_REGIONS.contains(&region) => Ok(region.to_owned()),
        Some(_) => Err(Fault::new(53115)),
    }
}
