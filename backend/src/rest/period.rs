//! When something was made: which entries of a list are wanted, and where they stand in it.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::context::Context;
use super::fault::Fault;
use super::form::Form;
use super::page::Place;
use crate::date;

/// `DateCreatedAfter` and `DateCreatedBefore`, both of which count.
#[derive(Debug)]
pub struct Period {
    after: Option<SystemTime>,
    before: Option<SystemTime>,
}

impl Period {
    pub fn read(query: &Form) -> Result<Self, Fault> {
        let read = |name| match query.get(name).map(date::parse) {
            None => Ok(None),
            Some(Some(time)) => Ok(Some(time)),
            Some(None) => Err(Fault::parameter(name, "give a date such as 2026-01-02T03:04:05Z")),
        };
        Ok(Self { after: read("DateCreatedAfter")?, before: read("DateCreatedBefore")? })
    }

    pub fn contains(&self, context: &Context, moment: Instant) -> bool {
        self.contains_time(context.api.clock.time_of(moment))
    }

    pub fn contains_time(&self, time: SystemTime) -> bool {
        self.after.is_none_or(|after| time >= after) && self.before.is_none_or(|before| time <= before)
    }
}

/// Where something made at this moment stands in its list.
pub fn place(context: &Context, moment: Instant, sid: &str) -> Place {
    let time = context.api.clock.time_of(moment);
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_nanos(), sid.to_owned())
}
