//! How single members are read: numbers that JavaScript wrote, and members whose faults are forgiven.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Number;
use serde_json::value::RawValue;

/// The largest integer that JavaScript counts with (`Number.MAX_SAFE_INTEGER`): above it, `n + 1` may equal `n`.
pub(crate) const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Entries that [`bounded_list`] reads; those behind them are skipped.
pub const LIST_ENTRIES: usize = 1024;

/// Reads a revision: an integer from 0 to [`MAX_SAFE_INTEGER`], also when it is written as `3.0` or `3e0`.
///
/// # Errors
/// Negative, fractional and larger numbers, because no later revision could be told from them.
pub(crate) fn revision<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = Number::deserialize(deserializer)?;
    integer(&number).ok_or_else(|| D::Error::custom("a revision is an integer from 0 to 2^53 - 1"))
}

/// Reads a member of whatever type; one of another type or value counts as absent.
///
/// Works only on serde_json's own text deserializer.
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + DeserializeOwned,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// [`lenient`] for a map, entry by entry: a faulty entry is left out, the others stay.
pub(crate) fn lenient_map<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    let entries: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    Ok(entries
        .into_iter()
        .filter_map(|(name, entry)| Some((name, serde_json::from_str(entry.get()).ok()?)))
        .collect())
}

/// [`lenient`] for a list, entry by entry: a faulty entry is left out, the others stay.
pub(crate) fn lenient_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    let entries: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    Ok(entries.into_iter().filter_map(|entry| serde_json::from_str(entry.get()).ok()).collect())
}

/// [`lenient_list`], cut at [`LIST_ENTRIES`].
pub(crate) fn bounded_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let mut entries: Vec<T> = lenient_list(deserializer)?;
    entries.truncate(LIST_ENTRIES);
    Ok(entries)
}

/// [`revision`], where anything else counts as zero.
pub(crate) fn lenient_revision<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = lenient::<D, Option<Number>>(deserializer)?;
    Ok(number.as_ref().and_then(integer).unwrap_or_default())
}

/// [`lenient`] for a measured quantity: JavaScript writes `null` for what is no number, and a counter that was set back
/// makes a negative rate.
pub(crate) fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Ok(lenient::<D, Option<f64>>(deserializer)?.filter(|amount| *amount >= 0.0))
}

pub(crate) fn enabled_by_default() -> bool {
    true
}

/// [`lenient`] for a flag that is on unless it says `false`.
pub(crate) fn lenient_enabled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(lenient::<D, Option<bool>>(deserializer)?.unwrap_or(true))
}

fn integer(number: &Number) -> Option<u64> {
    let integer = match number.as_u64() {
        Some(integer) => integer,
        None => {
            let float = number.as_f64()?;
            let in_range = (0.0..=MAX_SAFE_INTEGER as f64).contains(&float);
            if !in_range || float.fract() != 0.0 {
                return None;
            }
            float as u64
        }
    };
    (integer <= MAX_SAFE_INTEGER).then_some(integer)
}
