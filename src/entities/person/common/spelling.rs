//! Spellings: whether two words are spellings of one name.

use super::part::Part;
use super::word_facts::WordFacts;
use crate::text::work;

/// The shortest word that may be a misspelling, in bytes.
pub(super) const SHORTEST_MISSPELT: usize = 5;

/// The words by which two names differ, if it is one word in each and they differ by one letter; otherwise `None`.
pub(super) fn misspelt_word<'p>(a: &'p [Part], b: &'p [Part], text: &str) -> Option<(&'p Part, &'p Part)> {
    let mut differing = a.iter().zip(b).filter(|(a, b)| a.key != b.key);
    let (x, y) = differing.next().filter(|_| a.len() == b.len())?;
    let is_long = x.span.of(text).len() >= SHORTEST_MISSPELT;
    (differing.next().is_none() && is_long && is_misspelt(x, y, text)).then_some((x, y))
}

/// Whether two words differ by one letter. If both are names of the lists, it must be a letter that is spelt either way in names
/// (`Rizki`, `Rizky`): Prabowo and Pranowo are different names.
pub(super) fn is_misspelt(a: &Part, b: &Part, text: &str) -> bool {
    work::step();
    let are_names = a.facts.any(WordFacts::NAME) && b.facts.any(WordFacts::NAME);
    let (a, b) = (a.span.of(text), b.span.of(text));
    differ_by_one(a, b) && (!are_names || are_spellings(a, b))
}

/// Whether the difference between two words that differ by one letter is an added letter or one of letters that sound alike.
fn are_spellings(a: &str, b: &str) -> bool {
    const ALIKE: [&str; 7] = ["iy", "dt", "sz", "fvp", "ckq", "ou", "jyz"];
    let differing = a.chars().zip(b.chars()).find(|(a, b)| a != b);
    a.chars().count() != b.chars().count()
        || differing.is_none_or(|(a, b)| {
            !a.is_ascii() || !b.is_ascii() || ALIKE.iter().any(|letters| letters.contains(a) && letters.contains(b))
        })
}

/// Whether two words differ by one inserted, deleted or substituted letter. The first letters must be equal.
fn differ_by_one(a: &str, b: &str) -> bool {
    // A letter has at most four bytes.
    if a.len().abs_diff(b.len()) > 4 || a.chars().next() != b.chars().next() || a == b {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let more = long.len() - short.len();
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    // After the first difference everything must be equal, except for the letter in question.
    let rest = short.get(same + 1 - more.min(1)..).unwrap_or_default();
    more <= 1 && long.get(same + 1..).unwrap_or_default() == rest
}

#[cfg(test)]
mod tests {
    use super::{are_spellings, differ_by_one};

    #[test]
    fn names_are_spelt_in_ways_that_sound_alike() {
        for (a, b) in [("Rizki", "Rizky"), ("Maruf", "Ma'ruf"), ("Nazaruddin", "Nasaruddin"), ("Martinez", "Martínez")]
        {
            assert!(are_spellings(a, b) && are_spellings(b, a), "{a} {b}");
        }
        for (a, b) in [("Prabowo", "Pranowo"), ("Ammar", "Ammer"), ("Surya", "Suryo")] {
            assert!(!are_spellings(a, b) && !are_spellings(b, a), "{a} {b}");
        }
    }

    #[test]
    fn one_letter_more_less_or_other() {
        for (a, b) in [("Santoso", "Santosso"), ("Suharto", "Suharta"), ("Wijaya", "Wjaya"), ("Gélia", "Gelia")] {
            assert!(differ_by_one(a, b) && differ_by_one(b, a), "{a} {b}");
        }
        for (a, b) in
            [("Budi", "Budi"), ("Budi", "Rudi"), ("Andi", "Andika"), ("Agus", "Agnes"), ("Bé", "Bxyé"), ("", "")]
        {
            assert!(!differ_by_one(a, b) && !differ_by_one(b, a), "{a} {b}");
        }
        // The same number of bytes, but fewer letters.
        assert!(!differ_by_one("Aéé", "Abcde") && !differ_by_one("Abcdé", "Aééé"));
    }
}
