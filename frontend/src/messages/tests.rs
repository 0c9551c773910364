//! What holds of all catalogues: nothing is missing, nothing is left over, and everything is Fluent.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::catalogue::{ENGLISH, Messages};
use super::grammar::Grammar;
use super::language::Language;
use super::pattern::{Pattern, read};

/// The plurals of English, for which no browser is needed.
struct Plain;

impl Grammar for Plain {
    fn plural(&self, number: f64) -> String {
        if number == 1.0 { "one".into() } else { "other".into() }
    }

    fn number(&self, number: f64) -> String {
        number.to_string()
    }
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn areas() -> BTreeSet<String> {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files(&folder("messages/en")).into_iter().map(stem).collect()
}

fn source(language: Language) -> String {
    let paths = files(&folder(&format!("messages/{language}")));
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn catalogue(language: Language) -> BTreeMap<String, Pattern> {
    read(&source(language)).into_iter().collect()
}

fn variables(pattern: &Pattern) -> BTreeSet<String> {
    pattern.outline().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn every_language_says_everything_and_nothing_else() {
    let english = catalogue(Language::English);
    for language in Language::ALL {
        let other = catalogue(language);
        let missing: Vec<_> = english.keys().filter(|id| !other.contains_key(*id)).collect();
        assert!(missing.is_empty(), "frontend/messages/{language} lacks {missing:#?}");
        let unknown: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(unknown.is_empty(), "frontend/messages/{language} has what English lacks: {unknown:#?}");
        for (id, pattern) in &other {
            let expected = variables(&english[id]);
            let found = variables(pattern);
            assert!(found.is_subset(&expected), "{language}: {id} has {found:?} and not {expected:?}");
        }
    }
}

#[test]
fn every_message_is_used_and_every_id_has_a_message() {
    let english = catalogue(Language::English);
    let mut used = BTreeSet::new();
    for path in files(&folder("src")) {
        if path.ends_with("messages/tests.rs") {
            continue;
        }
        let code = fs::read_to_string(&path).unwrap();
        for area in areas() {
            for (start, _) in code.match_indices(&format!("\"{area}-")) {
                let id = code[start + 1..].split('"').next().unwrap_or_default();
                if id
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
                {
                    assert!(
                        english.contains_key(id),
                        "{}: {id:?} is no message of frontend/messages/en/{area}.ftl; what begins with an area's \
                         name and a hyphen is taken for one",
                        path.display()
                    );
                    used.insert(id.to_owned());
                }
            }
        }
    }
    let unused: Vec<_> = english.keys().filter(|id| !used.contains(*id)).collect();
    assert!(unused.is_empty(), "nothing says {unused:#?}");
}

#[test]
fn every_message_stands_in_its_area_once() {
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        for path in files(&folder(&format!("messages/{language}"))) {
            let area = path.file_stem().unwrap().to_str().unwrap();
            for (id, _) in read(&fs::read_to_string(&path).unwrap()) {
                assert!(id.starts_with(&format!("{area}-")), "{}: {id} is of another area", path.display());
                assert!(seen.insert(id.clone()), "{}: {id} stands there twice", path.display());
            }
        }
    }
}

#[test]
fn english_is_built_in_as_a_whole() {
    let built_in: BTreeSet<_> = ENGLISH.iter().map(|(area, _)| (*area).to_owned()).collect();
    assert_eq!(built_in, areas(), "add the area to ENGLISH in frontend/src/messages/catalogue.rs");
}

#[test]
fn every_file_is_fluent_and_read_as_a_whole() {
    use fluent_syntax::ast::Entry;
    for path in files(&folder("messages")) {
        let source = fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:#?}", path.display()));
        let names = |entry: &Entry<&str>| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        };
        let expected: Vec<_> = resource.body.iter().filter_map(names).collect();
        let ours: Vec<_> = read(&source).into_iter().map(|(id, _)| id).collect();
        assert_eq!(
            ours,
            expected,
            "{}: frontend/src/messages/pattern.rs says what can be written",
            path.display()
        );
    }
}

#[test]
fn choices_by_count_have_the_forms_of_the_language() {
    for language in Language::ALL {
        let forms: &[&str] = match language {
            Language::Arabic => &["one", "two", "few", "many", "other"],
            Language::English
            | Language::French
            | Language::German
            | Language::Spanish
            | Language::Swahili => &["one", "other"],
        };
        for (id, pattern) in catalogue(language) {
            let counts =
                pattern.outline().into_iter().filter(|(_, keys)| keys.iter().any(|key| key == "other"));
            for (variable, keys) in counts {
                let missing: Vec<_> =
                    forms.iter().filter(|form| !keys.iter().any(|key| key == *form)).collect();
                assert!(missing.is_empty(), "{language}: {id} lacks {missing:?} of ${variable}");
            }
        }
    }
}

#[test]
fn the_start_is_told_in_every_language() {
    let script = fs::read_to_string(folder("boot.js")).unwrap();
    for language in Language::ALL {
        assert!(script.contains(&format!("\n  {language}: {{\n")), "frontend/boot.js lacks {language}");
    }
}

#[test]
fn words_follow_the_number() {
    let messages = Messages::default();
    let count = |count: u32| messages.format_by(&Plain, "stage-count", &[("count", count.into())]);
    assert_eq!(count(1), "1 participant online");
    assert_eq!(count(2), "2 participants online");
}

#[test]
fn words_follow_the_word() {
    let messages = Messages::default();
    let denied = |device: &str| messages.format("lobby-device-denied", &[("device", device.into())]);
    assert!(denied("camera").starts_with("Your camera is blocked: allow"));
    assert!(denied("microphone").starts_with("Your microphone is blocked: allow"));
}

#[test]
fn a_name_does_not_turn_a_sentence_that_runs_from_right_to_left() {
    let arabic = Messages::default().read(Language::Arabic, &source(Language::Arabic));
    let name = arabic.format("stage-me-named", &[("name", "Ada".into())]);
    assert_eq!(name, "أنا (\u{2068}Ada\u{2069})");
}

#[test]
fn what_a_catalogue_lacks_is_said_in_english() {
    let messages = Messages::default().read(Language::French, "lobby-join = Rejoindre\nbroken {");
    assert_eq!(messages.text("lobby-join"), "Rejoindre");
    assert_eq!(messages.text("stage-leave"), "Leave call");
    assert_eq!(messages.text("no-such-id"), "no-such-id");
}

#[test]
fn what_cannot_be_read_takes_nothing_else_along() {
    let source =
        "a = { $x\nb = { $x ->\n    [one] 1\n}\nc = }\nd = yes\n  and more\n# comment\ne = { \"{\" }";
    let ids: Vec<_> = read(source).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["d", "e"]);
    let deep = format!("a = {}", "{ $x -> *[o] ".repeat(100_000));
    assert_eq!(read(&deep), []);
}
