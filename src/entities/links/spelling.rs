//! Names that are spelt in different ways.

/// Spellings of one given name, as they occur in Indonesian news.
const MUHAMMAD: [&str; 12] = [
    "moch",
    "mochamad",
    "mochammad",
    "moh",
    "mohamad",
    "mohammad",
    "mohammed",
    "mohd",
    "muchamad",
    "muh",
    "muhamad",
    "muhammad",
];

/// The spelling before 1972, and that of today.
const OLD_ORTHOGRAPHY: [(&str, &str); 5] = [("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny")];

/// The name in lower case, with single blanks and without apostrophes.
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().filter(|c| !is_apostrophe(*c)).flat_map(char::to_lowercase));
    }
    key
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

/// The word of a [`key`] in the orthography of today.
pub(super) fn in_new_orthography(word: &str) -> String {
    OLD_ORTHOGRAPHY.iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new))
}

/// The sound of the word of a [`key`], roughly: alike for `Mohammad` and `Muhammad`, `Soebandrijo` and `Subandriyo`, `Rudy` and `Rudi`.
pub(super) fn sound(word: &str) -> String {
    let word = word.trim_end_matches('.');
    if MUHAMMAD.contains(&word) {
        return "muhammad".to_owned();
    }
    let is_numeral = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if is_numeral {
        return word.to_owned();
    }
    let word = in_new_orthography(word).replace("dh", "d").replace("th", "t");
    let mut sound = String::with_capacity(word.len());
    for c in word.chars() {
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    if sound.len() > 3 && sound.ends_with('y') {
        sound.pop();
        sound.push('i');
    }
    sound
}

/// The sound of a whole [`key`]. Blanks do not count: `Soekarno Putri` is `Soekarnoputri`.
pub(super) fn sound_of_name(key: &str) -> String {
    key.split(' ').map(sound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (a, b) in [
            ("Mohammad Hatta", "Moh. Hatta"),
            ("Megawati Soekarno Putri", "Megawati Sukarnoputri"),
            ("Soebandrijo", "SUBANDRIJO"),
            ("Ma'ruf Amin", "Ma’ruf  Amin"),
            ("Rudy Hartono", "Rudi Hartono"),
            ("Annisa Pohan", "Anissa Pohan"),
        ] {
            assert_eq!(sound_of_name(&key(a)), sound_of_name(&key(b)), "{a}, {b}");
        }
        for (a, b) in [("Budi Santoso", "Budi Santosa"), ("Pakubuwono II", "Pakubuwono I"), ("Muh", "Mus")] {
            assert_ne!(sound_of_name(&key(a)), sound_of_name(&key(b)), "{a}, {b}");
        }
    }
}
