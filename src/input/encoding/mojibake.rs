//! Mojibake: UTF-8 text that was decoded as windows-1252 and encoded again, as `MÃ¼ller` for `Müller` or `â€œ` for `“`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Whether a text contains mojibake.
///
/// Every such sequence begins with `Ã`, `Â` or `â`, whose first byte in UTF-8 is 0xC3, a byte that is rare in Indonesian text.
pub(crate) fn is_mojibake(text: &str) -> bool {
    memchr::memchr_iter(0xc3, text.as_bytes()).any(|at| text.get(at..).is_some_and(|rest| repaired(rest).is_some()))
}

/// Repairs a text.
pub(crate) fn repair_mojibake(text: &str) -> Cow<'_, str> {
    let mut fixed = String::new();
    let mut done = 0;
    for at in memchr::memchr_iter(0xc3, text.as_bytes()) {
        if at < done {
            continue;
        }
        if let Some((character, length)) = text.get(at..).and_then(repaired) {
            fixed.push_str(text.get(done..at).unwrap_or_default());
            fixed.push(character);
            done = at + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    fixed.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(fixed)
}

/// The intended character if `text` begins with mojibake, and the length of the sequence in bytes.
fn repaired(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0_u8; 4];
    let mut characters = text.char_indices();
    let length = match characters.next()?.1 {
        'Â' | 'Ã' => 2,
        'â' => 3,
        _ => return None,
    };
    let mut characters = text.char_indices();
    for byte in bytes.iter_mut().take(length) {
        *byte = windows_1252(characters.next()?.1)?;
    }
    let intended = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    // Control characters are implausible. `Â` before a no-break space is a no-break space.
    (!intended.is_control()).then(|| (intended, characters.next().map_or(text.len(), |(at, _)| at)))
}

/// The byte of a character in windows-1252.
fn windows_1252(character: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !failed => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_and_repairs_mojibake() {
        for (written, intended) in [
            ("Gerd MÃ¼ller", "Gerd Müller"),
            ("ia berkata, â€œkopiâ€\u{9d} â€“ dan cafÃ©", "ia berkata, “kopi” – dan café"),
            ("10Â°C", "10°C"),
            ("a\u{c2}\u{a0}b", "a\u{a0}b"),
        ] {
            assert!(is_mojibake(written), "{written}");
            assert_eq!(repair_mojibake(written), intended);
        }
    }

    #[test]
    fn correct_text_is_unchanged() {
        for text in ["Müller, São Paulo, Ângela, pâte, café, “kopi” – é", "Ã", "â", "NÃO", ""] {
            assert!(!is_mojibake(text), "{text}");
            assert!(matches!(repair_mojibake(text), Cow::Borrowed(_)));
        }
    }
}
