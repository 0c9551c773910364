//! Which key does what.

/// `KeyboardEvent.key` of the longest key.
pub const SPACE: &str = " ";

/// What a key asks for. Whoever can do it takes it by `use_shortcut`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shortcut {
    Camera,
    Chat,
    FullScreen,
    Hand,
    /// The list of shortcuts.
    Help,
    Layout,
    Microphone,
    People,
    /// Held down: the microphone is on for as long.
    PushToTalk,
}

/// A key that goes down, as the browser tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyStroke<'event> {
    /// `KeyboardEvent.key`.
    pub key: &'event str,
    /// `KeyboardEvent.code`.
    pub code: &'event str,
    /// Control, or Command on a Mac.
    pub command: bool,
    pub alt: bool,
}

/// What has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A field that takes text or arrow keys, or anything inside of a dialog or menu: keys belong to it.
    Taken,
    /// A button or link, which Space works.
    Pressable,
    Elsewhere,
}

impl Shortcut {
    /// In the order of the list that people see.
    pub const ALL: [Self; 9] = [
        Self::Microphone,
        Self::PushToTalk,
        Self::Camera,
        Self::Chat,
        Self::People,
        Self::Hand,
        Self::Layout,
        Self::FullScreen,
        Self::Help,
    ];

    pub fn message(self) -> &'static str {
        match self {
            Self::Camera => "page-shortcut-camera",
            Self::Chat => "page-shortcut-chat",
            Self::FullScreen => "page-shortcut-full-screen",
            Self::Hand => "page-shortcut-hand",
            Self::Help => "page-shortcut-help",
            Self::Layout => "page-shortcut-layout",
            Self::Microphone => "page-shortcut-microphone",
            Self::People => "page-shortcut-people",
            Self::PushToTalk => "page-shortcut-push-to-talk",
        }
    }

    /// What stands on the keys that do it; Space has a name in each language.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Camera => &["V", "Ctrl+E"],
            Self::Chat => &["C"],
            Self::FullScreen => &["S"],
            Self::Hand => &["R"],
            Self::Help => &["?"],
            Self::Layout => &["W"],
            Self::Microphone => &["M", "Ctrl+D"],
            Self::People => &["P"],
            Self::PushToTalk => &[SPACE],
        }
    }

    pub fn of(stroke: KeyStroke<'_>, focus: Focus) -> Option<Self> {
        if focus == Focus::Taken || stroke.alt {
            return None;
        }
        let letter = stroke.letter();
        if stroke.command {
            return match letter? {
                'd' => Some(Self::Microphone),
                'e' => Some(Self::Camera),
                _ => None,
            };
        }
        match stroke.key {
            "?" => return Some(Self::Help),
            SPACE => return (focus == Focus::Elsewhere).then_some(Self::PushToTalk),
            _ => {}
        }
        match letter? {
            'c' => Some(Self::Chat),
            'm' => Some(Self::Microphone),
            'p' => Some(Self::People),
            'r' => Some(Self::Hand),
            's' => Some(Self::FullScreen),
            'v' => Some(Self::Camera),
            'w' => Some(Self::Layout),
            _ => None,
        }
    }
}

impl KeyStroke<'_> {
    /// The letter that stands on the key; where the keyboard writes others than Latin ones, the one in its place.
    fn letter(&self) -> Option<char> {
        let mut written = self.key.chars();
        match (written.next(), written.next()) {
            (Some(letter), None) if letter.is_ascii() => Some(letter.to_ascii_lowercase()),
            (Some(_), None) => {
                self.code.strip_prefix("Key")?.chars().next().map(|place| place.to_ascii_lowercase())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> KeyStroke<'_> {
        KeyStroke { key, ..KeyStroke::default() }
    }

    #[test]
    fn letters_do_what_people_know_from_elsewhere() {
        for (letter, shortcut) in [
            ("m", Shortcut::Microphone),
            ("V", Shortcut::Camera),
            ("c", Shortcut::Chat),
            ("p", Shortcut::People),
            ("r", Shortcut::Hand),
            ("w", Shortcut::Layout),
            ("s", Shortcut::FullScreen),
            ("?", Shortcut::Help),
            (" ", Shortcut::PushToTalk),
        ] {
            assert_eq!(Shortcut::of(key(letter), Focus::Elsewhere), Some(shortcut), "{letter}");
        }
        assert_eq!(Shortcut::of(key("x"), Focus::Elsewhere), None);
        assert_eq!(Shortcut::of(key("Shift"), Focus::Elsewhere), None);
    }

    #[test]
    fn with_control_only_microphone_and_camera() {
        let command = |letter| KeyStroke { command: true, ..key(letter) };
        assert_eq!(Shortcut::of(command("d"), Focus::Elsewhere), Some(Shortcut::Microphone));
        assert_eq!(Shortcut::of(command("e"), Focus::Pressable), Some(Shortcut::Camera));
        for browsers_own in ["c", "v", "p", "r", "s", "w"] {
            assert_eq!(Shortcut::of(command(browsers_own), Focus::Elsewhere), None, "{browsers_own}");
        }
    }

    #[test]
    fn keys_belong_to_whoever_types() {
        for letter in ["m", "?", " "] {
            assert_eq!(Shortcut::of(key(letter), Focus::Taken), None, "{letter}");
        }
        let command = KeyStroke { command: true, ..key("d") };
        assert_eq!(Shortcut::of(command, Focus::Taken), None);
    }

    #[test]
    fn space_presses_the_button_that_has_the_focus() {
        assert_eq!(Shortcut::of(key(" "), Focus::Pressable), None);
        assert_eq!(Shortcut::of(key("m"), Focus::Pressable), Some(Shortcut::Microphone));
    }

    #[test]
    fn other_alphabets_use_the_keys_in_the_same_places() {
        let arabic = KeyStroke { code: "KeyM", ..key("ة") };
        assert_eq!(Shortcut::of(arabic, Focus::Elsewhere), Some(Shortcut::Microphone));
        let french = KeyStroke { code: "Semicolon", ..key("m") };
        assert_eq!(Shortcut::of(french, Focus::Elsewhere), Some(Shortcut::Microphone));
    }
}
