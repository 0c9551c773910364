//! Which crate may depend on which.

use serde_json::Value;

use crate::failure::{Context, Failure, Outcome};

/// A member, the members it may depend on, and whether it must stay free of IO.
const ARROWS: [(&str, &[&str], Purity); 9] = [
    ("backend", &["room-engine", "shared"], Purity::MayDoIo),
    ("e2e", &["backend"], Purity::MayDoIo),
    ("frontend", &["shared", "twilio-video"], Purity::MayDoIo),
    ("room-engine", &["signaling"], Purity::SansIo),
    ("shared", &[], Purity::SansIo),
    ("signaling", &[], Purity::SansIo),
    ("sim", &["room-engine", "signaling"], Purity::SansIo),
    ("twilio-video", &[], Purity::MayDoIo),
    ("xtask", &[], Purity::MayDoIo),
];

/// Beginnings of the names of packages that bring clocks, sockets, threads or chance of their own.
const IO_PACKAGES: [&str; 12] = [
    "actix",
    "async-",
    "chrono",
    "crossbeam",
    "futures",
    "getrandom",
    "if-addrs",
    "mio",
    "rand",
    "socket2",
    "time",
    "tokio",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purity {
    MayDoIo,
    SansIo,
}

/// `metadata` is the answer of `cargo metadata --no-deps`. Returns what is wrong.
pub fn check(metadata: &str) -> Outcome<Vec<String>> {
    let metadata: Value = serde_json::from_str(metadata).could_not("read the answer of `cargo metadata`")?;
    let mut faults = Vec::new();
    for package in list(&metadata, "packages")? {
        let name = text(package, "name")?;
        let Some((_, allowed, purity)) = ARROWS.iter().find(|(member, ..)| *member == name) else {
            faults.push(format!(
                "{name} is a member that xtask/src/tidy/arrows.rs does not place in the design"
            ));
            continue;
        };
        for dependency in list(package, "dependencies")? {
            let dependency_name = text(dependency, "name")?;
            let is_member = dependency.get("path").is_some_and(Value::is_string);
            // Tests of a pure crate may use what they like.
            let is_normal = dependency.get("kind").is_some_and(Value::is_null);
            if is_member && !allowed.contains(&dependency_name) {
                faults.push(format!("{name} must not depend on {dependency_name}"));
            }
            if *purity == Purity::SansIo && is_normal && does_io(dependency_name) {
                faults.push(format!("{name} is sans-IO and must not depend on {dependency_name}"));
            }
        }
    }
    Ok(faults)
}

fn does_io(package: &str) -> bool {
    IO_PACKAGES.iter().any(|beginning| package.starts_with(beginning))
}

fn list<'value>(value: &'value Value, key: &str) -> Outcome<&'value [Value]> {
    let list = value.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).ok_or_else(|| Failure::new(format!("`cargo metadata` gave no `{key}`")))
}

fn text<'value>(value: &'value Value, key: &str) -> Outcome<&'value str> {
    let text = value.get(key).and_then(Value::as_str);
    text.ok_or_else(|| Failure::new(format!("`cargo metadata` gave no `{key}`")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_the_arrows_of_the_design() {
        assert!(
            faults("backend", json!([member("room-engine"), member("shared"), registry("tokio")])).is_empty()
        );
        assert!(faults("room-engine", json!([member("signaling"), registry("str0m")])).is_empty());
    }

    #[test]
    fn refuses_every_other_arrow() {
        assert_eq!(faults("signaling", json!([member("shared")])), ["signaling must not depend on shared"]);
        assert_eq!(faults("backend", json!([member("signaling")])), ["backend must not depend on signaling"]);
    }

    #[test]
    fn refuses_io_in_the_core_but_not_in_its_tests() {
        let mut for_tests = registry("tokio");
        for_tests["kind"] = json!("dev");
        assert!(faults("room-engine", json!([for_tests])).is_empty());
        assert_eq!(faults("room-engine", json!([registry("tokio")])).len(), 1);
    }

    #[test]
    fn refuses_a_member_without_a_place() {
        assert_eq!(faults("helpers", json!([])).len(), 1);
    }

    fn faults(package: &str, dependencies: Value) -> Vec<String> {
        let metadata = json!({ "packages": [{ "name": package, "dependencies": dependencies }] });
        check(&metadata.to_string()).unwrap()
    }

    fn member(name: &str) -> Value {
        json!({ "name": name, "kind": null, "path": format!("/repository/{name}") })
    }

    fn registry(name: &str) -> Value {
        json!({ "name": name, "kind": null })
    }
}
