//! Dates as Twilio writes and reads them.

use std::time::SystemTime;

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// `2026-01-02T03:04:05Z`: the helper libraries read exactly this form.
pub fn iso(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    format!("{}T{}Z", day(time), clock(time))
}

/// `2026-01-02T03:04:05.678Z`, as status callbacks have it.
pub fn iso_with_milliseconds(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    format!("{}T{}.{:03}Z", day(time), clock(time), time.millisecond())
}

/// `Fri, 02 Jan 2026 03:04:05 +0000`, as the older API has it (RFC 2822 §3.3).
pub fn rfc_2822(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    let short = |name: String| name.chars().take(3).collect::<String>();
    let (weekday, month) = (short(time.weekday().to_string()), short(time.month().to_string()));
    format!("{weekday}, {:02} {month} {} {} +0000", time.day(), time.year(), clock(time))
}

/// Reads a date with or without a time of day, in UTC.
pub fn parse(text: &str) -> Option<SystemTime> {
    let (day, clock) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let clock = clock.strip_suffix('Z').unwrap_or(clock);
    let clock = clock.split_once('.').map_or(clock, |(seconds, _)| seconds);
    let mut day = day.splitn(3, '-');
    let year = day.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
    let month: u8 = day.next()?.parse().ok()?;
    let date =
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day.next()?.parse().ok()?).ok()?;
    let mut clock = clock.splitn(3, ':').map(|part| part.parse::<u8>().ok());
    let time =
        Time::from_hms(clock.next()??, clock.next()??, clock.next().flatten().unwrap_or_default()).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_utc().into())
}

fn day(time: OffsetDateTime) -> String {
    format!("{:04}-{:02}-{:02}", time.year(), u8::from(time.month()), time.day())
}

fn clock(time: OffsetDateTime) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn dates_are_written_and_read() {
        let time = UNIX_EPOCH + Duration::from_millis(1_767_323_045_678);
        assert_eq!(iso(time), "2026-01-02T03:04:05Z");
        assert_eq!(iso_with_milliseconds(time), "2026-01-02T03:04:05.678Z");
        assert_eq!(rfc_2822(time), "Fri, 02 Jan 2026 03:04:05 +0000");
        let second = UNIX_EPOCH + Duration::from_secs(1_767_323_045);
        for text in ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05", "2026-01-02T03:04:05.9Z"] {
            assert_eq!(parse(text), Some(second), "{text}");
        }
        assert_eq!(parse("2026-01-02").map(iso).as_deref(), Some("2026-01-02T00:00:00Z"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2026-01-02T25:00:00Z",
            "yesterday",
            "é-1-1",
            "-1-1-1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
