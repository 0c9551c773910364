//! Walking through a list by keys.

/// The position that a key leads to, from the current one; `None` if the key does not walk or there is nothing.
pub fn step(key: &str, current: Option<usize>, count: usize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let last = count - 1;
    match key {
        "ArrowDown" => Some(current.map_or(0, |current| if current >= last { 0 } else { current + 1 })),
        "ArrowUp" => Some(current.map_or(last, |current| if current == 0 { last } else { current - 1 })),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!(step("ArrowDown", None, 3), Some(0));
        assert_eq!(step("ArrowDown", Some(0), 3), Some(1));
        assert_eq!(step("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step("ArrowUp", None, 3), Some(2));
    }

    #[test]
    fn home_and_end_go_to_the_ends() {
        assert_eq!((step("Home", Some(1), 3), step("End", Some(1), 3)), (Some(0), Some(2)));
    }

    #[test]
    fn other_keys_and_empty_lists_lead_nowhere() {
        assert_eq!((step("a", Some(0), 3), step("ArrowDown", None, 0)), (None, None));
    }
}
