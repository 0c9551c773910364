//! Reading version numbers out of what programs and lock files say.

/// `major.minor.patch`; missing parts are zero, anything after them is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    pub const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self { major, minor, patch }
    }

    /// The first version number in a text such as `rustc 1.95.0 (f2d3ce0bd 2026-03-21)` or `v20.20.2`.
    pub fn first_in(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| {
            let number = word.trim_start_matches(['v', '=']);
            if !number.contains('.') {
                return None;
            }
            let mut parts =
                number.split(|character: char| !character.is_ascii_digit()).map(|part| part.parse().ok());
            let major = parts.next()??;
            let minor = parts.next()??;
            Some(Self { major, minor, patch: parts.next().flatten().unwrap_or(0) })
        })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version of a package in the text of a `Cargo.lock`.
pub fn locked(lock: &str, package: &str) -> Option<Version> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ").is_some_and(|name| unquote(name) == package))?;
    Version::first_in(unquote(lines.next()?.strip_prefix("version = ")?))
}

/// The value of a top-level `key = "value"` in the text of a TOML file.
pub fn toml_string<'toml>(toml: &'toml str, key: &str) -> Option<&'toml str> {
    toml.lines().find_map(|line| {
        let (found, value) = line.split_once('=')?;
        (found.trim() == key).then(|| unquote(value))
    })
}

fn unquote(value: &str) -> &str {
    value.trim().trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_programs_say_of_themselves() {
        let first_in = |text| Version::first_in(text).unwrap();
        assert_eq!(first_in("rustc 1.95.0 (59807616e 2026-04-14)"), Version::new(1, 95, 0));
        assert_eq!(first_in("v20.20.2\n"), Version::new(20, 20, 2));
        assert_eq!(first_in("wasm-bindgen 0.2.130"), Version::new(0, 2, 130));
        assert_eq!(first_in("Chromium 156.0.8078.73 built on Debian"), Version::new(156, 0, 8078));
        assert_eq!(first_in("rustc 1.97.0-nightly (aaa 2026-05-01)"), Version::new(1, 97, 0));
        assert_eq!(first_in("=0.21"), Version::new(0, 21, 0));
    }

    #[test]
    fn a_text_without_a_version_has_none() {
        for text in ["", "trunk", "no version here.", "v", "a.b.c"] {
            assert_eq!(Version::first_in(text), None, "{text}");
        }
    }

    #[test]
    fn versions_are_ordered_by_number() {
        assert!(Version::new(0, 2, 130) > Version::new(0, 2, 99));
        assert!(Version::new(18, 0, 0) <= Version::new(18, 0, 0));
    }

    #[test]
    fn finds_a_package_in_a_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.7\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some(Version::new(0, 2, 130)));
        assert_eq!(locked(lock, "yew"), None);
    }

    #[test]
    fn finds_a_string_in_toml() {
        let toml = "# a comment = \"no\"\ntrunk-version = \"=0.21.14\"\n[build]\n";
        assert_eq!(toml_string(toml, "trunk-version"), Some("=0.21.14"));
        assert_eq!(toml_string(toml, "target"), None);
    }
}
