//! docs/twilio-compatibility.md names a test for everything it says yes to; each of them must be there.

use std::path::Path;

use crate::workspace::Workspace;

pub const TABLE: &str = "docs/twilio-compatibility.md";

/// Where a test file of each short name lies: `browser/layers.rs::name` is one of the tests between browsers.
const FLOORS: [(&str, &str); 6] = [
    ("browser/", "e2e/tests/browser/"),
    ("api/", "backend/tests/api/"),
    ("rooms/", "crates/room-engine/tests/rooms/"),
    ("engine/", "crates/room-engine/src/"),
    ("sim/", "crates/sim/tests/"),
    ("signaling/", "crates/signaling/tests/"),
];

/// Returns what is wrong with the table.
pub fn check(workspace: &Workspace) -> Vec<String> {
    let read = |path: &Path| workspace.read(&path.to_string_lossy()).ok();
    match workspace.read(TABLE) {
        Ok(table) => faults(&table, read),
        Err(failure) => vec![failure.to_string()],
    }
}

fn faults(table: &str, read: impl Fn(&Path) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let mut fault = |what: String| faults.push(format!("{TABLE}:{}: {what}", index + 1));
        let tests: Vec<(&str, &str)> = quoted(line).filter_map(|name| name.split_once(".rs::")).collect();
        for (file, test) in &tests {
            let floor = FLOORS.iter().find_map(|(short, folder)| Some((file.strip_prefix(short)?, folder)));
            let source = floor.and_then(|(name, folder)| read(&Path::new(folder).join(format!("{name}.rs"))));
            match source {
                None => fault(format!("there is no test file {file}.rs")),
                Some(source) if !source.contains(&format!("fn {test}()")) => {
                    fault(format!("there is no test {test} in {file}.rs"));
                }
                Some(_) => {}
            }
        }
        let says_yes = line.split('|').any(|cell| cell.trim() == "yes");
        if says_yes && tests.is_empty() {
            fault("says yes without a test that shows it".to_owned());
        }
    }
    faults
}

/// What stands between backquotes.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_yes_names_a_test_that_is_there() {
        let read = |path: &Path| {
            (path == Path::new("e2e/tests/browser/mute.rs")).then(|| "async fn sound() {}".to_owned())
        };
        let faults = |line: &str| faults(line, read).len();
        assert_eq!(faults("| `mute` | yes | `browser/mute.rs::sound` |"), 0);
        assert_eq!(faults("| `mute` | no | never was |"), 0);
        assert_eq!(faults("| `mute` | yes | of course |"), 1);
        assert_eq!(faults("| `mute` | yes | `browser/mute.rs::soun` |"), 1);
        assert_eq!(faults("| `mute` | differs | `browser/gone.rs::sound`, `browser/mute.rs::sound` |"), 1);
        assert_eq!(faults("| `mute` | yes | `elsewhere/mute.rs::sound` |"), 1);
    }
}
