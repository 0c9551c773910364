use js_sys::{Array, Intl, Number, Object};

use super::language::Language;

/// What a language knows about numbers.
pub trait Grammar {
    /// The plural category by Unicode's rules, as in `one` or `few`.
    fn plural(&self, number: f64) -> String;
    fn number(&self, number: f64) -> String;
}

/// The browser's own knowledge.
impl Grammar for Language {
    fn plural(&self, number: f64) -> String {
        let rules = Intl::PluralRules::new(&Array::of1(&self.tag().into()), &Object::new());
        rules.select(number).into()
    }

    fn number(&self, number: f64) -> String {
        Number::from(number).to_locale_string(self.tag()).into()
    }
}
