//! One style sheet instead of many: it compresses better, and is fetched at once.

use std::fs;
use std::path::Path;

use crate::failure::{Context, Failure, Outcome};
use crate::fingerprint::Fingerprint;

const INDEX: &str = "index.html";

/// What stands before and behind the name of a sheet in the document.
const LINK: (&str, &str) = ("<link rel=\"stylesheet\" href=\"/", "\"/>");

/// Puts the sheets that the document names into one, in their order, and names that one instead.
pub fn bundle(bundle: &Path) -> Outcome {
    let index = bundle.join(INDEX);
    let document = fs::read_to_string(&index).could_not(format_args!("read {}", index.display()))?;
    let Links { head, names, tail } = take_links(&document)
        .ok_or_else(|| Failure::new(format!("{} names no style sheet", index.display())))?;
    let mut styles = String::new();
    for name in &names {
        let sheet = bundle.join(name);
        styles.push_str(&fs::read_to_string(&sheet).could_not(format_args!("read {}", sheet.display()))?);
        fs::remove_file(&sheet).could_not(format_args!("remove {}", sheet.display()))?;
    }
    let sheet = bundle.join("styles.css");
    fs::write(&sheet, styles).could_not(format_args!("write {}", sheet.display()))?;
    // Once more under a name that never means other contents.
    let name = format!("styles-{}.css", Fingerprint::of(std::slice::from_ref(&sheet), "")?);
    let named = bundle.join(&name);
    fs::rename(&sheet, &named).could_not(format_args!("rename {}", sheet.display()))?;
    let document = format!("{head}{}{name}{}{tail}", LINK.0, LINK.1);
    fs::write(&index, document).could_not(format_args!("write {}", index.display()))
}

/// The names of the sheets, and the document around the links to them.
#[derive(Debug)]
struct Links<'document> {
    head: &'document str,
    names: Vec<&'document str>,
    tail: String,
}

/// Takes the links to sheets out of the document. `None`: there are none.
fn take_links(document: &str) -> Option<Links<'_>> {
    let (head, link) = document.split_once(LINK.0)?;
    let (first, mut rest) = link.split_once(LINK.1)?;
    let (mut names, mut tail) = (vec![first], String::new());
    while let Some((before, link)) = rest.split_once(LINK.0) {
        let Some((name, after)) = link.split_once(LINK.1) else { break };
        tail.push_str(before.trim_start());
        names.push(name);
        rest = after;
    }
    tail.push_str(rest);
    Some(Links { head, names, tail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sheets_become_one_in_their_order() {
        let folder = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let document = "<head>\n<link rel=\"icon\" href=\"/i.svg\"/>\n<link rel=\"stylesheet\" href=\"/a-1.css\"/>\n\
                        <link rel=\"stylesheet\" href=\"/b-2.css\"/>\n</head>";
        fs::write(folder.join(INDEX), document).unwrap();
        fs::write(folder.join("a-1.css"), "a{}\n").unwrap();
        fs::write(folder.join("b-2.css"), "b{}\n").unwrap();

        bundle(&folder).unwrap();

        let document = fs::read_to_string(folder.join(INDEX)).unwrap();
        let Links { names, .. } = take_links(&document).unwrap();
        assert_eq!(names.len(), 1, "{document}");
        assert_eq!(fs::read_to_string(folder.join(names[0])).unwrap(), "a{}\nb{}\n");
        assert!(document.contains("i.svg") && !folder.join("a-1.css").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
