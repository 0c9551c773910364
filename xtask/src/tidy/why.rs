//! Every dependency says what it is for.

/// `manifest` is the root `Cargo.toml`. Returns what is wrong.
pub fn check(manifest: &str) -> Vec<String> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter(|line| !line.contains("{ path = ") && !line.contains(" # "))
        .map(|line| {
            let name = line.split([' ', '=']).next().unwrap_or(line);
            format!("Cargo.toml: say behind a `#` what {name} is for")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_a_reason_for_each_foreign_dependency() {
        let manifest = "[workspace]\nmembers = []\n\n[workspace.dependencies]\n# Our own.\n\
                        shared = { path = \"shared\" }\n\nserde = \"1\" # messages\nyew = \"0.23\"\n\n\
                        [profile.dev]\ndebug = true\n";
        assert_eq!(check(manifest), ["Cargo.toml: say behind a `#` what yew is for"]);
    }
}
