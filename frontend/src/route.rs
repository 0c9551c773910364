//! Which page an address names.

use shared::{NameFault, RoomName, routes};

/// The pages. Leaving one room for another is a new page load, so the address is read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The default room, with the ways to others.
    Home,
    NotFound,
    Room(RoomName),
    /// The address names a room that cannot exist.
    RoomRefused(NameFault),
}

impl Route {
    /// Reads the path of an address, percent-encoded as browsers give it.
    pub fn from_path(path: &str) -> Self {
        if matches!(path, "" | "/" | routes::HOME) || path.strip_suffix('/') == Some(routes::HOME) {
            return Self::Home;
        }
        match path.strip_prefix(routes::ROOM_PREFIX).map(|name| name.strip_suffix('/').unwrap_or(name)) {
            Some(name) if name.contains('/') => Self::NotFound,
            Some(name) => match RoomName::parse_or_default(Some(&percent_decode(name))) {
                Ok(room) => Self::Room(room),
                Err(fault) => Self::RoomRefused(fault),
            },
            None => Self::NotFound,
        }
    }
}

/// The path of a room's page.
pub fn path_of(room: &RoomName) -> String {
    let mut path = routes::ROOM_PREFIX.to_owned();
    for byte in room.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

/// What is no escape stays as it stands; bytes that are no UTF-8 become replacement characters.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let escaped = (first == b'%').then(|| escaped_byte(others)).flatten();
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { others.get(2..).unwrap_or_default() } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn escaped_byte(digits: &[u8]) -> Option<u8> {
    let digit = |index: usize| char::from(*digits.get(index)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(name: &str) -> Route {
        Route::Room(RoomName::parse(name).unwrap())
    }

    #[test]
    fn addresses_without_a_room_lead_home_or_to_the_default_one() {
        for path in ["", "/", "/home", "/home/"] {
            assert_eq!(Route::from_path(path), Route::Home, "{path}");
        }
        for path in ["/room/", "/room/%20"] {
            assert_eq!(Route::from_path(path), room("My Room"), "{path}");
        }
    }

    #[test]
    fn the_path_of_a_room_leads_to_it() {
        for name in ["Stand-up", "My Room", "a/b?c#d", "100%", "café ☕"] {
            let Route::Room(room) = room(name) else { panic!("{name}") };
            assert_eq!(Route::from_path(&path_of(&room)), Route::Room(room), "{name}");
        }
    }

    #[test]
    fn names_of_rooms_are_percent_decoded() {
        assert_eq!(Route::from_path("/room/My%20Room"), room("My Room"));
        assert_eq!(Route::from_path("/room/caf%C3%A9/"), room("café"));
        assert_eq!(Route::from_path("/room/a%2Fb"), room("a/b"));
        assert_eq!(Route::from_path("/room/100%"), room("100%"));
        assert_eq!(Route::from_path("/room/%zz%4"), room("%zz%4"));
    }

    #[test]
    fn other_addresses_are_no_page() {
        for path in ["/rooms", "/room", "/room/a/b", "/homes"] {
            assert_eq!(Route::from_path(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn a_room_that_cannot_exist_is_told_apart() {
        let path = format!("/room/{}", "x".repeat(129));
        assert_eq!(Route::from_path(&path), Route::RoomRefused(NameFault::TooLong));
        assert_eq!(Route::from_path("/room/a%00b"), Route::RoomRefused(NameFault::ControlCharacters));
    }
}
