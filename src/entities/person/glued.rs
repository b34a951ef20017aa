//! Names that a scrape glued to the word behind them: `Donald Trumpmengatakan`.
//!
//! Links lose their blanks when pages are scraped, and articles introduce people in links. Nothing is guessed: the word behind
//! must be a verb or function word of the lists, and what is left must be a name that the lists or the article know.

/// The shortest word that is cut off, and the shortest name that is left, in bytes.
const SHORTEST_WORD: usize = 4;
const SHORTEST_NAME: usize = 3;

/// The words that may be glued to a name, by their last letter.
#[derive(Clone, Debug, Default)]
pub(super) struct GluedWords([Vec<&'static str>; 26]);

impl GluedWords {
    /// The words that are long enough; longer ones come before their own endings.
    pub(super) fn new(words: impl Iterator<Item = &'static str>) -> Self {
        let mut glued = Self::default();
        for word in words.filter(|word| word.len() >= SHORTEST_WORD) {
            if let Some(words) = last_letter(word).and_then(|n| glued.0.get_mut(n)) {
                words.push(word);
            }
        }
        glued.0.iter_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.len())));
        glued
    }

    /// The parts that `word` may be before such a word, longest word behind it first.
    pub(super) fn names<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let words = last_letter(word).and_then(|n| self.0.get(n)).map(Vec::as_slice).unwrap_or_default();
        words.iter().filter_map(move |end| word.strip_suffix(end)).filter(|name| name.len() >= SHORTEST_NAME)
    }
}

fn last_letter(word: &str) -> Option<usize> {
    word.bytes().next_back().and_then(|byte| byte.checked_sub(b'a')).map(usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_cut_off_first() {
        let glued = GluedWords::new(["kata", "mengatakan", "akan", "di"].into_iter());
        assert_eq!(glued.names("Trumpmengatakan").collect::<Vec<_>>(), ["Trump", "Trumpmengat"]);
        assert_eq!(glued.names("Abdi").count(), 0);
        assert_eq!(glued.names("Iakan").count(), 0);
        assert_eq!(glued.names("").count(), 0);
    }
}
