//! What must not stand in a file, and how long a file may be.

use std::path::Path;

/// Lines, tests not counted: more than that holds more than one thing.
const LONGEST_FILE: usize = 600;

/// Unfinished work; spelled apart, for this file is read too.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];

/// Hosts of package registries: what a machine fetches packages from is its own affair.
const REGISTRY_HOSTS: [&str; 6] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pythonhosted", ".org"),
    concat!("deb.", "debian.org"),
];

/// `path` is from the root. Returns what is wrong.
pub fn check(path: &Path, content: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: Option<usize>, what: String| {
        let line = line.map(|index| format!(":{}", index + 1)).unwrap_or_default();
        faults.push(format!("{}{line}: {what}", path.display()));
    };
    for (index, line) in content.lines().enumerate() {
        for host in REGISTRY_HOSTS.iter().filter(|host| line.contains(**host)) {
            fault(Some(index), format!("names the registry host {host}"));
        }
    }
    if is_npm_lock(path) {
        if content.contains("\"resolved\":") {
            fault(None, "holds download addresses; the .npmrc beside it keeps npm from writing them".into());
        }
        return faults;
    }
    if !is_source(path) {
        return faults;
    }
    for (index, line) in content.lines().enumerate() {
        for word in UNFINISHED.iter().filter(|word| has_word(line, word)) {
            fault(Some(index), format!("`{word}`: finish it, or file an issue and say what is true today"));
        }
        if knows_the_wire(line) && is_engine_outside_session(path) {
            fault(Some(index), "only `session` of the engine speaks the wire contract".into());
        }
    }
    let length = lines_without_tests(path, content);
    if length > LONGEST_FILE {
        fault(None, format!("{length} lines without tests, more than {LONGEST_FILE}: split it by concern"));
    }
    faults
}

fn is_npm_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "package-lock.json")
}

fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["css", "html", "js", "rs", "sh", "toml"].contains(&extension)
}

/// Whether `word` stands in the line and not inside another word.
fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        !before.ends_with(is_letter)
            && !rest
                .strip_prefix(word)
                .is_some_and(|after| word.ends_with(is_letter) && after.starts_with(is_letter))
    })
}

fn knows_the_wire(line: &str) -> bool {
    !line.trim_start().starts_with("//") && has_word(line, "signaling::")
        || line.trim_start().starts_with("use signaling;")
}

fn is_engine_outside_session(path: &Path) -> bool {
    let module = path.strip_prefix("crates/room-engine/src").ok().and_then(|module| module.iter().next());
    module.is_some_and(|module| !module.to_string_lossy().starts_with("session"))
}

/// Files of tests count nothing; elsewhere the tests are what follows the first `#[cfg(test)]` at the margin.
fn lines_without_tests(path: &Path, content: &str) -> usize {
    let is_tests = path.iter().any(|part| part == "tests" || part == "tests.rs");
    if is_tests { 0 } else { content.lines().take_while(|line| *line != "#[cfg(test)]").count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_lines_before_the_tests() {
        let long = "let a = 1;\n".repeat(LONGEST_FILE + 1);
        assert_eq!(faults("backend/src/main.rs", &long), 1);
        assert_eq!(faults("backend/tests/api/main.rs", &long), 0);
        assert_eq!(faults("backend/src/server/tests.rs", &long), 0);
        assert_eq!(faults("backend/src/main.rs", &format!("fn main() {{}}\n#[cfg(test)]\n{long}")), 0);
        assert_eq!(faults("docs/long.md", &long), 0);
    }

    #[test]
    fn keeps_the_wire_inside_session() {
        let import = "use signaling::rsp::Message;\n";
        assert_eq!(faults("crates/room-engine/src/room.rs", import), 1);
        assert_eq!(faults("crates/room-engine/src/peer/answer.rs", "fn f(x: signaling::Link) {}\n"), 1);
        assert_eq!(faults("crates/room-engine/src/room.rs", "use crate::rsp_signaling::X;\n"), 0);
        for path in ["src/session.rs", "src/session/connect.rs", "src/session_tests.rs", "tests/calls.rs"] {
            assert_eq!(faults(&format!("crates/room-engine/{path}"), import), 0, "{path}");
        }
        assert_eq!(faults("crates/sim/src/lib.rs", import), 0);
    }

    #[test]
    fn finds_unfinished_work() {
        for word in UNFINISHED {
            assert_eq!(faults("shared/src/lib.rs", &format!("// {word}\n")), 1, "{word}");
        }
        assert_eq!(faults("shared/src/lib.rs", concat!("let TO", "DOS = 1;\n")), 0);
    }

    #[test]
    fn finds_registry_hosts_and_download_addresses() {
        for host in REGISTRY_HOSTS {
            assert_eq!(faults("README.md", &format!("from https://{host}/x\n")), 1, "{host}");
        }
        assert_eq!(faults("frontend/package-lock.json", "{ \"resolved\": \"somewhere\" }"), 1);
        assert_eq!(
            faults("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"),
            0
        );
    }

    fn faults(path: &str, content: &str) -> usize {
        check(Path::new(path), content).len()
    }
}
