//! Text that was UTF-8, was read as windows-1252, and was written as UTF-8 again: `MÃ¼ller` for `Müller`, `â€œ` for `“`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Whether a text holds such characters.
///
/// All of them begin with a letter that UTF-8 writes with the byte 0xC3 (`Ã`, `Â`, `â`), which is rare in Indonesian, so that a
/// text is read once and quickly.
pub(crate) fn is_in(text: &str) -> bool {
    memchr::memchr_iter(0xc3, text.as_bytes()).any(|at| text.get(at..).is_some_and(|rest| repaired(rest).is_some()))
}

/// The text as it was meant.
pub(crate) fn repair(text: &str) -> Cow<'_, str> {
    let mut meant = String::new();
    let mut done = 0;
    for at in memchr::memchr_iter(0xc3, text.as_bytes()) {
        if at < done {
            continue;
        }
        if let Some((character, length)) = text.get(at..).and_then(repaired) {
            meant.push_str(text.get(done..at).unwrap_or_default());
            meant.push(character);
            done = at + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    meant.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(meant)
}

/// The character that the first ones of `text` stand for, and their length in bytes.
fn repaired(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0_u8; 4];
    let mut characters = text.char_indices();
    let wanted = match characters.next()?.1 {
        'Â' | 'Ã' => 2,
        'â' => 3,
        _ => return None,
    };
    let mut characters = text.char_indices();
    for byte in bytes.iter_mut().take(wanted) {
        *byte = windows_1252(characters.next()?.1)?;
    }
    let meant = std::str::from_utf8(bytes.get(..wanted)?).ok()?.chars().next()?;
    // What is meant is a letter or a mark of print; `Â` before a blank is one that cannot be broken.
    let is_likely = !meant.is_control();
    is_likely.then(|| (meant, characters.next().map_or(text.len(), |(at, _)| at)))
}

/// The byte that windows-1252 writes a character with.
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
    fn mojibake_is_found_and_repaired() {
        for (written, meant) in [
            ("Gerd MÃ¼ller", "Gerd Müller"),
            ("ia berkata, â€œkopiâ€\u{9d} â€“ dan cafÃ©", "ia berkata, “kopi” – dan café"),
            ("10Â°C", "10°C"),
            ("a\u{c2}\u{a0}b", "a\u{a0}b"),
        ] {
            assert!(is_in(written), "{written}");
            assert_eq!(repair(written), meant);
        }
    }

    #[test]
    fn letters_in_their_place_are_left_alone() {
        for text in ["Müller, São Paulo, Ângela, pâte, café, “kopi” – é", "Ã", "â", "NÃO", ""] {
            assert!(!is_in(text), "{text}");
            assert!(matches!(repair(text), Cow::Borrowed(_)));
        }
    }
}
