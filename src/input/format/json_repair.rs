//! JSON as other programs write it, but parsers of JSON reject it.

/// A JSON text without what isn't JSON.
pub(super) struct Repaired {
    pub(super) text: String,
    /// Number of escapes of unpaired surrogates that were replaced.
    pub(super) surrogates: u64,
}

/// Replaces `NaN`, `Infinity` and `-Infinity`, which Python writes, by `null`, and escapes of unpaired surrogates (`\ud83d`) by
/// that of U+FFFD. Returns `None` if there are none.
pub(super) fn repair(json: &str) -> Option<Repaired> {
    const NOT_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];
    let bytes = json.as_bytes();
    let (mut text, mut surrogates, mut copied, mut at) = (String::new(), 0, 0, 0);
    let mut in_string = false;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let (length, replacement) = match (in_string, byte) {
            (_, b'"') => {
                in_string = !in_string;
                (1, None)
            }
            (true, b'\\') => match (surrogate(rest), rest.get(6..).and_then(surrogate)) {
                (Some(true), Some(false)) => (12, None),
                (Some(_), _) => {
                    surrogates += 1;
                    (6, Some("\\ufffd"))
                }
                (None, _) => (2, None),
            },
            (false, b'-' | b'I' | b'N') => match NOT_NUMBERS.iter().find(|word| rest.starts_with(word.as_bytes())) {
                Some(word) => (word.len(), Some("null")),
                None => (1, None),
            },
            _ => (1, None),
        };
        if let Some(replacement) = replacement {
            text.push_str(json.get(copied..at)?);
            text.push_str(replacement);
            copied = at + length;
        }
        at += length;
    }
    text.push_str(json.get(copied..)?);
    (copied > 0).then_some(Repaired { text, surrogates })
}

/// Whether an escape is that of a high surrogate, or of a low one. `None` if it is none, or no escape.
fn surrogate(escape: &[u8]) -> Option<bool> {
    let digits = escape.get(..6)?.strip_prefix(b"\\u")?;
    let unit = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    match unit {
        0xd800..=0xdbff => Some(true),
        0xdc00..=0xdfff => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_json_is_replaced() {
        let repaired = |json| repair(json).map(|repaired| (repaired.text, repaired.surrogates));
        assert_eq!(repaired(r#"{"a": "NaN \" Infinity", "b": -1}"#), None);
        assert_eq!(repaired("[NaN,-Infinity , Infinity]"), Some(("[null,null , null]".to_owned(), 0)));
        for (json, wanted) in [
            (r#""a\ud83d\ude00é\udc00""#, Some((r#""a\ud83d\ude00é\ufffd""#, 1))),
            (r#""\ud83d\ud83d\ude00""#, Some((r#""\ufffd\ud83d\ude00""#, 1))),
            (r#""\\ud83d""#, None),
            (r#""\ud83d"#, Some((r#""\ufffd"#, 1))),
            (r#""\u00e9\ud83"#, None),
            (r#""\"#, None),
        ] {
            let wanted = wanted.map(|(text, count)| (text.to_owned(), count));
            assert_eq!(repaired(json), wanted, "{json}");
        }
    }
}
