use std::rc::Rc;

use yew::AttrValue;

use super::grammar::Grammar;
use super::language::{Direction, Language};
use super::message::{Argument, Message};
use super::pattern::{Pattern, read};

/// The built-in language, area by area.
pub const ENGLISH: [(&str, &str); 6] = [
    ("error", include_str!("../../messages/en/error.ftl")),
    ("lobby", include_str!("../../messages/en/lobby.ftl")),
    ("page", include_str!("../../messages/en/page.ftl")),
    ("stage", include_str!("../../messages/en/stage.ftl")),
    ("talk", include_str!("../../messages/en/talk.ftl")),
    ("trouble", include_str!("../../messages/en/trouble.ftl")),
];

/// All that the page says, in one language. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Messages {
    language: Language,
    catalogue: Rc<Catalogue>,
    /// For what a catalogue of another version lacks.
    english: Rc<Catalogue>,
}

/// Sorted by id.
#[derive(Debug)]
struct Catalogue(Vec<(String, Pattern)>);

impl Messages {
    /// Reads the catalogue of a language, as the server delivers it.
    #[must_use]
    pub fn read(&self, language: Language, source: &str) -> Self {
        let catalogue = Rc::new(Catalogue::read([source]));
        Self { language, catalogue, english: self.english.clone() }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The wording of a message without variables.
    pub fn text(&self, id: &str) -> AttrValue {
        self.format(id, &[])
    }

    /// The wording of a message, with its variables.
    pub fn format(&self, id: &str, arguments: &[(&str, Argument)]) -> AttrValue {
        self.format_by(&self.language, id, arguments)
    }

    /// The wording of what a reducer has to say.
    pub fn say(&self, message: &Message) -> AttrValue {
        self.format(message.id, &message.arguments)
    }

    pub(super) fn format_by(
        &self,
        grammar: &dyn Grammar,
        id: &str,
        arguments: &[(&str, Argument)],
    ) -> AttrValue {
        let Some(pattern) = self.catalogue.find(id).or_else(|| self.english.find(id)) else {
            return AttrValue::from(id.to_owned());
        };
        if let Some(text) = pattern.fixed() {
            return text.clone();
        }
        let mut text = String::new();
        let isolates = self.language.direction() == Direction::RightToLeft;
        pattern.write(arguments, grammar, isolates, &mut text);
        text.into()
    }
}

impl Default for Messages {
    fn default() -> Self {
        let english = Rc::new(Catalogue::read(ENGLISH.map(|(_, source)| source)));
        Self { language: Language::English, catalogue: english.clone(), english }
    }
}

/// One language has one catalogue while the page is open.
impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Catalogue {
    fn read<'source>(sources: impl IntoIterator<Item = &'source str>) -> Self {
        let mut messages: Vec<(String, Pattern)> = Vec::new();
        for message in sources.into_iter().flat_map(read) {
            // Files are nearly in order: a sort would cost more bytes of the page than it saves time.
            let place = messages.partition_point(|(known, _)| *known < message.0);
            messages.insert(place, message);
        }
        Self(messages)
    }

    fn find(&self, id: &str) -> Option<&Pattern> {
        let index = self.0.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok()?;
        self.0.get(index).map(|(_, pattern)| pattern)
    }
}
