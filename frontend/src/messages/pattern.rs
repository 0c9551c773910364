//! Reads the part of Fluent's syntax that the catalogue uses: text, variables, strings in quotes, and choices by the
//! value of a variable. <https://projectfluent.org/fluent/guide/>

use yew::AttrValue;

use super::grammar::Grammar;
use super::message::Argument;

/// Choices within choices; no sentence needs more.
const DEPTH_LIMIT: usize = 4;

/// The wording of a message, with places for its variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(AttrValue),
    Variable(String),
    Choice { variable: String, variants: Vec<Variant> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Variant {
    /// A number, a plural category or a word.
    key: String,
    is_default: bool,
    pattern: Pattern,
}

/// The ids of a file and their wordings. What cannot be read is left out.
pub fn read(source: &str) -> Vec<(String, Pattern)> {
    let mut entries: Vec<(&str, String)> = Vec::new();
    let mut is_inside = false;
    for line in source.lines() {
        let continues = line.is_empty() || line.starts_with([' ', '}']);
        if is_inside && continues {
            if let Some((_, value)) = entries.last_mut() {
                value.push('\n');
                value.push_str(line.trim());
            }
        } else if let Some((id, value)) = entry(line) {
            entries.push((id, value.trim().to_owned()));
            is_inside = true;
        } else {
            is_inside = false;
        }
    }
    entries.into_iter().filter_map(|(id, value)| Some((id.to_owned(), Pattern::read(&value)?))).collect()
}

/// The id that a line gives a value to, and the beginning of the value.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (id, value) = line.split_once('=')?;
    let id = id.trim_end();
    (id.starts_with(|first: char| first.is_ascii_alphabetic()) && id.chars().all(is_of_name))
        .then_some((id, value))
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

impl Pattern {
    fn read(value: &str) -> Option<Self> {
        let mut reader = Reader { rest: value.trim() };
        let pattern = reader.pattern(0)?;
        reader.rest.is_empty().then_some(pattern)
    }

    /// The wording, where it is the same whatever the variables are.
    pub fn fixed(&self) -> Option<&AttrValue> {
        match self.0.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    pub fn write(
        &self,
        arguments: &[(&str, Argument)],
        grammar: &dyn Grammar,
        isolates: bool,
        out: &mut String,
    ) {
        let find =
            |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|(_, argument)| argument);
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Variable(name) => match find(name) {
                    Some(Argument::Number(number)) => out.push_str(&grammar.number(*number)),
                    Some(Argument::Text(text)) if isolates => {
                        // A name of another direction must not turn the sentence around it.
                        out.push('\u{2068}');
                        out.push_str(text);
                        out.push('\u{2069}');
                    }
                    Some(Argument::Text(text)) => out.push_str(text),
                    None => {}
                },
                Part::Choice { variable, variants } => {
                    let argument = find(variable);
                    let chosen = variants
                        .iter()
                        .find(|variant| argument.is_some_and(|argument| variant.fits(argument, grammar)))
                        .or_else(|| variants.iter().find(|variant| variant.is_default));
                    if let Some(variant) = chosen {
                        variant.pattern.write(arguments, grammar, isolates, out);
                    }
                }
            }
        }
    }

    /// The variables, and for each choice its variable and its keys.
    #[cfg(test)]
    pub fn outline(&self) -> Vec<(String, Vec<String>)> {
        self.0
            .iter()
            .flat_map(|part| match part {
                Part::Text(_) => vec![],
                Part::Variable(name) => vec![(name.clone(), vec![])],
                Part::Choice { variable, variants } => {
                    let keys = variants.iter().map(|variant| variant.key.clone()).collect();
                    let inner = variants.iter().flat_map(|variant| variant.pattern.outline());
                    std::iter::once((variable.clone(), keys)).chain(inner).collect()
                }
            })
            .collect()
    }
}

impl Variant {
    fn fits(&self, argument: &Argument, grammar: &dyn Grammar) -> bool {
        match argument {
            // Reading fractions would cost the page ten kilobytes.
            Argument::Number(number) => match self.key.parse::<u32>() {
                Ok(exact) => f64::from(exact) == *number,
                Err(_) => self.key == grammar.plural(*number),
            },
            Argument::Text(text) => self.key == text.as_str(),
        }
    }
}

struct Reader<'source> {
    rest: &'source str,
}

impl<'source> Reader<'source> {
    /// Text and placeables, up to what ends a variant or to the end.
    fn pattern(&mut self, depth: usize) -> Option<Pattern> {
        let mut parts = Vec::new();
        loop {
            let length = self.text_length(depth > 0);
            let (text, rest) = self.rest.split_at(length);
            self.rest = rest;
            if !text.is_empty() {
                parts.push(Part::Text(AttrValue::from(text.to_owned())));
            }
            if !self.eats("{") {
                return Some(Pattern(parts));
            }
            parts.push(self.placeable(depth)?);
        }
    }

    /// Up to the next brace, or, within a choice, to the line that begins the next variant or ends the choice.
    fn text_length(&self, in_choice: bool) -> usize {
        let ends_line = |index: usize| {
            let next = self.rest.get(index + 1..).unwrap_or_default().trim_start();
            next.starts_with(['[', '}']) || next.starts_with("*[")
        };
        self.rest
            .char_indices()
            .find(|&(index, character)| match character {
                '{' | '}' => true,
                '\n' => in_choice && ends_line(index),
                _ => false,
            })
            .map_or(self.rest.len(), |(index, _)| index)
    }

    /// What stands in braces, the first of which is read.
    fn placeable(&mut self, depth: usize) -> Option<Part> {
        self.skip_space();
        let part = if self.eats("\"") {
            let (text, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            Part::Text(AttrValue::from(text.to_owned()))
        } else {
            self.eats("$").then_some(())?;
            let length = self.rest.find(|next| !is_of_name(next)).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at(length);
            self.rest = rest;
            self.skip_space();
            if self.eats("->") {
                Part::Choice { variable: name.to_owned(), variants: self.variants(depth)? }
            } else {
                Part::Variable(name.to_owned())
            }
        };
        self.skip_space();
        self.eats("}").then_some(part)
    }

    fn variants(&mut self, depth: usize) -> Option<Vec<Variant>> {
        if depth == DEPTH_LIMIT {
            return None;
        }
        let mut variants: Vec<Variant> = Vec::new();
        loop {
            self.skip_space();
            let is_default = self.eats("*");
            if !self.eats("[") {
                let is_whole = variants.iter().any(|variant| variant.is_default);
                return is_whole.then_some(variants);
            }
            let (key, rest) = self.rest.split_once(']')?;
            self.rest = rest.trim_start_matches(' ');
            let pattern = self.pattern(depth + 1)?;
            variants.push(Variant { key: key.trim().to_owned(), is_default, pattern });
        }
    }

    fn eats(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}
