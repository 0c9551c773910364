//! Which recordings a list is of.

use room_engine::TrackKind;

use super::super::fault::Fault;
use super::super::form::Form;
use super::super::period::Period;
use crate::recording::{Metadata, Status};

#[derive(Debug)]
pub struct Filter {
    /// `None`: every one whose media is not deleted.
    status: Option<Status>,
    source: Option<String>,
    /// SIDs of rooms or participants, all of which apply.
    grouping: Vec<String>,
    created: Period,
    kind: Option<TrackKind>,
}

impl Filter {
    pub fn read(query: &Form) -> Result<Self, Fault> {
        let status = match query.get("Status") {
            None => None,
            Some("completed") => Some(Status::Completed),
            Some("deleted") => Some(Status::Deleted),
            Some("failed") => Some(Status::Failed),
            Some("processing") => Some(Status::Processing),
            Some(_) => {
                return Err(Fault::parameter("Status", "give processing, completed, deleted or failed"));
            }
        };
        let kind = match query.get("MediaType") {
            None => None,
            Some("audio") => Some(TrackKind::Audio),
            Some("video") => Some(TrackKind::Video),
            Some(_) => return Err(Fault::parameter("MediaType", "give audio or video")),
        };
        Ok(Self {
            status,
            source: query.get("SourceSid").map(str::to_owned),
            grouping: query.list("GroupingSid").map(str::to_owned).collect(),
            created: Period::read(query)?,
            kind,
        })
    }

    pub fn admits(&self, recording: &Metadata) -> bool {
        let groups = [recording.room.to_string(), recording.participant.to_string()];
        let status = self.status.map_or(recording.status != Status::Deleted, |own| own == recording.status);
        status
            && self.source.as_ref().is_none_or(|source| *source == recording.track.to_string())
            && self.grouping.iter().all(|sid| groups.contains(sid))
            && self.created.contains_time(recording.created_at())
            && self.kind.is_none_or(|kind| kind == recording.media.kind())
    }
}
