//! Lists, page by page. The token of a page names the entry that it begins behind, so that nothing is told twice or left
//! out when the list grows in front.

use actix_web::HttpResponse;
use serde::Serialize;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::context::Context;
use super::fault::Fault;
use super::form::Form;

const DEFAULT_SIZE: usize = 50;
const SIZE_LIMIT: usize = 1000;

/// The parameters that choose a page; the others choose what the list is of.
const OWN: [&str; 3] = ["Page", "PageSize", "PageToken"];

/// Where an entry stands: when it was made, in nanoseconds, and its SID. Later ones come first.
pub type Place = (u128, String);

/// Which page is asked for.
#[derive(Debug)]
struct Wish {
    size: usize,
    page: usize,
    from: Option<Edge>,
}

/// The entry that a page ends at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Edge {
    /// The page begins behind it.
    After(Place),
    /// The page ends in front of it.
    Before(Place),
}

/// Answers with the page of `entries` that is asked for, under the name `key`.
pub fn answer<T: Serialize>(
    context: &Context,
    key: &str,
    path: &str,
    mut entries: Vec<(Place, T)>,
) -> Result<HttpResponse, Fault> {
    let query = context.query();
    let wish = Wish::read(&query)?;
    entries.sort_by(|(a, _), (b, _)| b.cmp(a));
    let range = wish.range(&entries.iter().map(|(place, _)| place).collect::<Vec<_>>());
    let url = |page: usize, edge: Option<&Edge>| {
        let mut pairs = Serializer::new(String::new());
        pairs.extend_pairs(query.without(&OWN));
        pairs.append_pair("PageSize", &wish.size.to_string()).append_pair("Page", &page.to_string());
        if let Some(edge) = edge {
            pairs.append_pair("PageToken", &edge.token());
        }
        context.url(&format!("{path}?{}", pairs.finish()))
    };
    let last = entries.get(range.end.saturating_sub(1)).filter(|_| range.end < entries.len());
    let next = last.map(|(place, _)| url(wish.page + 1, Some(&Edge::After(place.clone()))));
    let first = entries.get(range.start).filter(|_| range.start > 0);
    let previous =
        first.map(|(place, _)| url(wish.page.saturating_sub(1), Some(&Edge::Before(place.clone()))));
    let meta = json!({
        "page": wish.page,
        "page_size": wish.size,
        "first_page_url": url(0, None),
        "previous_page_url": previous,
        "url": url(wish.page, wish.from.as_ref()),
        "next_page_url": next,
        "key": key,
    });
    let shown: Vec<&T> = entries.iter().skip(range.start).take(range.len()).map(|(_, entry)| entry).collect();
    let shown = serde_json::to_value(shown).unwrap_or(Value::Null);
    Ok(HttpResponse::Ok().json(json!({ key: shown, "meta": meta })))
}

impl Wish {
    fn read(query: &Form) -> Result<Self, Fault> {
        let number = |name, otherwise| match query.get(name) {
            None => Ok(otherwise),
            Some(text) => text.parse::<usize>().map_err(|_| Fault::parameter(name, "give a number")),
        };
        let size = number("PageSize", DEFAULT_SIZE)?;
        if size > SIZE_LIMIT {
            return Err(Fault::new(20007));
        }
        if size == 0 {
            return Err(Fault::parameter("PageSize", "give a number from 1 to 1000"));
        }
        let edge =
            |text| Edge::parse(text).ok_or_else(|| Fault::parameter("PageToken", "take it from an answer"));
        Ok(Self { size, page: number("Page", 0)?, from: query.get("PageToken").map(edge).transpose()? })
    }

    /// The entries of the page; `places` are those of all entries, in order.
    fn range(&self, places: &[&Place]) -> std::ops::Range<usize> {
        let (start, end) = match &self.from {
            None => {
                let start = self.page.saturating_mul(self.size);
                (start, start.saturating_add(self.size))
            }
            Some(Edge::After(place)) => {
                let start = places.partition_point(|other| *other >= place);
                (start, start.saturating_add(self.size))
            }
            Some(Edge::Before(place)) => {
                let end = places.partition_point(|other| *other > place);
                (end.saturating_sub(self.size), end)
            }
        };
        start.min(places.len())..end.min(places.len())
    }
}

impl Edge {
    fn token(&self) -> String {
        let (prefix, (time, sid)) = match self {
            Self::After(place) => ("PT", place),
            Self::Before(place) => ("PB", place),
        };
        format!("{prefix}{time:x}-{sid}")
    }

    fn parse(text: &str) -> Option<Self> {
        let place = |text: &str| {
            let (time, sid) = text.split_once('-')?;
            Some((u128::from_str_radix(time, 16).ok()?, sid.to_owned()))
        };
        match text.split_at_checked(2)? {
            ("PT", rest) => place(rest).map(Self::After),
            ("PB", rest) => place(rest).map(Self::Before),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(size: usize, from: Option<Edge>) -> Wish {
        Wish { size, page: 0, from }
    }

    fn places(times: impl Iterator<Item = u128>) -> Vec<Place> {
        times.map(|time| (time, "RM".to_owned())).collect()
    }

    #[test]
    fn pages_follow_each_other_although_the_list_grows_in_front() {
        let before = places((0..5).rev());
        let first = wish(2, None).range(&before.iter().collect::<Vec<_>>());
        assert_eq!(first, 0..2);
        let after = places((0..7).rev());
        let next = Edge::After(before[1].clone());
        assert_eq!(wish(2, Some(next)).range(&after.iter().collect::<Vec<_>>()), 4..6);
        let previous = Edge::Before(after[4].clone());
        assert_eq!(wish(2, Some(previous)).range(&after.iter().collect::<Vec<_>>()), 2..4);
    }

    #[test]
    fn pages_beyond_the_end_are_empty() {
        let places = places((0..5).rev());
        let places: Vec<&Place> = places.iter().collect();
        assert_eq!(Wish { size: 2, page: 3, from: None }.range(&places), 5..5);
        assert_eq!(Wish { size: 2, page: usize::MAX, from: None }.range(&places), 5..5);
    }

    #[test]
    fn tokens_read_back_and_rubbish_does_not() {
        for edge in [Edge::After((7, "RM1".to_owned())), Edge::Before((u128::MAX, "RM2".to_owned()))] {
            assert_eq!(Edge::parse(&edge.token()), Some(edge));
        }
        for text in ["", "P", "PT", "PTx-RM", "QT1-RM", "é", "PT-"] {
            assert_eq!(Edge::parse(text), None, "{text}");
        }
    }
}
