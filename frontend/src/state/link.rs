//! Finds addresses in written text.

/// A stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'text> {
    /// An `http://` or `https://` address. No other scheme is ever a link: `javascript:` and the like run code.
    Link(&'text str),
    Text(&'text str),
}

const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Divides a text into addresses and what stands between them. The pieces joined are the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, length)) = next_link(rest) {
        let (before, from) = rest.split_at(start);
        let (link, after) = from.split_at(length);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Link(link));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Where the next address begins, and how long it is.
fn next_link(text: &str) -> Option<(usize, usize)> {
    let starts = text.char_indices().filter(|(index, _)| {
        // In the middle of a word, it is no scheme.
        !text[..*index].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    starts.into_iter().find_map(|(start, _)| {
        let from = &text[start..];
        let scheme = SCHEMES.into_iter().find(|scheme| {
            from.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })?;
        let end = from
            .find(|character: char| character.is_whitespace() || "<>\"`|\\^{}".contains(character))
            .unwrap_or(from.len());
        let link = without_punctuation(&from[..end]);
        let has_host = link[scheme.len().min(link.len())..]
            .starts_with(|first: char| first.is_alphanumeric() || first == '[');
        has_host.then_some((start, link.len()))
    })
}

/// The address without what ends the sentence around it: points, and brackets that it did not open.
fn without_punctuation(link: &str) -> &str {
    let mut link = link;
    while let Some(last) = link.chars().next_back() {
        let count = |bracket: char| link.chars().filter(|character| *character == bracket).count();
        let ends_sentence = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '…' | '»' | '”' | '،' | '؟' | '。' | '、' => {
                true
            }
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            _ => false,
        };
        if !ends_sentence {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        pieces(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Link(link) => Some(link),
                Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn finds_addresses_and_leaves_the_sentence_around_them() {
        assert_eq!(
            pieces("See https://a.test/x?y=1#z, or (HTTP://b.test)."),
            [
                Piece::Text("See "),
                Piece::Link("https://a.test/x?y=1#z"),
                Piece::Text(", or ("),
                Piece::Link("HTTP://b.test"),
                Piece::Text(")."),
            ]
        );
        assert_eq!(links("https://en.test/wiki/Sea_(film)"), ["https://en.test/wiki/Sea_(film)"]);
        assert_eq!(links("https://a.test\nhttps://ü.test/漢"), ["https://a.test", "https://ü.test/漢"]);
        assert_eq!(links("http://[::1]:8080/"), ["http://[::1]:8080/"]);
    }

    #[test]
    fn nothing_but_web_addresses_is_a_link() {
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "https:///path",
            "http://.",
            "xhttps://a.test",
            "//a.test",
            "www",
        ] {
            assert_eq!(links(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_pieces_joined_are_the_text() {
        for text in
            ["", "a", "https://a.test", "  https://a.test.\n\nhttp://b ", "é https://é…", "http://http://a"]
        {
            let joined: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Link(text) | Piece::Text(text) => text,
                })
                .collect();
            assert_eq!(joined, text);
        }
    }
}
