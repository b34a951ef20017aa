//! Run-together words: names that scraping fused to the word after them, as in `Donald Trumpmengatakan`.
//!
//! Links lose the spaces around them when pages are scraped, and articles introduce people in links. To avoid guessing, the second word
//! must be a verb or function word of the lists, and the rest must be a name of the lists or of the article.

/// The shortest word that is split off and the shortest name that remains, in bytes.
const SHORTEST_WORD: usize = 4;
const SHORTEST_NAME: usize = 3;

/// Words that are also endings of names: `Dirgantara`, `Dewantara`.
const ENDINGS: [&str; 1] = ["antara"];

/// The words that may be fused to a name, by their last letter.
#[derive(Clone, Debug, Default)]
pub(crate) struct FusedWords([Vec<&'static str>; 26]);

impl FusedWords {
    /// The words that are long enough; longer words come before their suffixes.
    pub(crate) fn new(words: impl Iterator<Item = &'static str>) -> Self {
        let mut fused = Self::default();
        for word in words.filter(|word| word.len() >= SHORTEST_WORD && !ENDINGS.contains(word)) {
            if let Some(words) = last_letter(word).and_then(|n| fused.0.get_mut(n)) {
                words.push(word);
            }
        }
        fused.0.iter_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.len())));
        fused
    }

    /// The possible names in front of such a word, in the order of the words.
    pub(crate) fn names<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
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
        let fused = FusedWords::new(["kata", "mengatakan", "akan", "di"].into_iter());
        assert_eq!(fused.names("Trumpmengatakan").collect::<Vec<_>>(), ["Trump", "Trumpmengat"]);
        assert_eq!(FusedWords::new(["antara"].into_iter()).names("Bimantara").count(), 0);
        assert_eq!(fused.names("Abdi").count(), 0);
        assert_eq!(fused.names("Iakan").count(), 0);
        assert_eq!(fused.names("").count(), 0);
    }
}
