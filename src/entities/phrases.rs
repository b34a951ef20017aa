//! A trie over word ids, for lists of multi-word phrases.

use std::collections::HashMap;

use crate::text::token::Token;
use crate::text::vocabulary::{WordId, WordTable};

/// A map from phrases to values.
///
/// A lookup begins with an array indexed by the first word, so a word that begins no phrase costs only that. Matching
/// ignores case, because word ids are those of lower-cased words; callers that depend on case check [`Token::shape`].
#[derive(Clone, Debug)]
pub struct PhraseTable<T> {
    /// The node after each first word; 0 if there is none.
    first: WordTable<u32>,
    next: HashMap<(u32, WordId), u32, foldhash::fast::RandomState>,
    /// Whether a word continues any phrase. Checked before `next`, which is slower.
    continues: WordTable<bool>,
    /// The value of the phrase that ends at each node. Node 0 is reserved.
    values: Vec<Option<T>>,
}

impl<T: Copy> Default for PhraseTable<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy> PhraseTable<T> {
    /// Creates an empty table.
    #[must_use]
    pub fn new() -> Self {
        let (first, continues) = (WordTable::new(0), WordTable::new(false));
        Self { first, next: HashMap::default(), continues, values: vec![None] }
    }

    /// Adds a phrase, replacing the value of an existing one. A phrase of no words is ignored.
    pub fn insert(&mut self, words: &[WordId], value: T) {
        if let Some(place) = self.value_mut(words) {
            *place = Some(value);
        }
    }

    /// Returns the value of a phrase, which is added with `value` if it is new. For a phrase of no words, returns
    /// `value`.
    pub fn get_or_insert(&mut self, words: &[WordId], value: T) -> T {
        self.value_mut(words).map_or(value, |place| *place.get_or_insert(value))
    }

    /// Returns the value slot of a phrase, adding its nodes; `None` for a phrase of no words.
    fn value_mut(&mut self, words: &[WordId]) -> Option<&mut Option<T>> {
        let (&head, rest) = words.split_first()?;
        let entry = self.first.entry(head);
        if *entry == 0 {
            *entry = self.values.len() as u32;
            self.values.push(None);
        }
        let mut node = *entry;
        for &word in rest {
            let values = &mut self.values;
            *self.continues.entry(word) = true;
            node = *self.next.entry((node, word)).or_insert_with(|| {
                values.push(None);
                values.len() as u32 - 1
            });
        }
        self.values.get_mut(node as usize)
    }

    /// Whether any phrase begins with `word`.
    #[inline]
    #[must_use]
    pub fn begins(&self, word: WordId) -> bool {
        self.first.get(word) != 0
    }

    /// Whether any phrase begins with `word` or has it as a further word.
    #[inline]
    #[must_use]
    pub fn has_word(&self, word: WordId) -> bool {
        self.begins(word) || self.continues.get(word)
    }

    /// Returns the child of `node` for `word`; 0 if there is none.
    #[inline]
    fn child(&self, node: u32, word: WordId) -> u32 {
        if self.continues.get(word) { self.next.get(&(node, word)).copied().unwrap_or(0) } else { 0 }
    }

    /// Iterates over the phrases at the start of `tokens`, shortest first, as their number of tokens and value.
    pub fn matches<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, T)> + 'a {
        let mut node = tokens.first().map_or(0, |t| self.first.get(t.word()));
        let mut len = 0;
        std::iter::from_fn(move || {
            while node != 0 {
                len += 1;
                let value = self.values.get(node as usize).copied().flatten();
                node = tokens.get(len).map_or(0, |t| self.child(node, t.word()));
                if let Some(value) = value {
                    return Some((len, value));
                }
            }
            None
        })
    }

    /// Returns the longest phrase at the start of `tokens`, as its number of tokens and value.
    #[must_use]
    pub fn longest(&self, tokens: &[Token]) -> Option<(usize, T)> {
        self.matches(tokens).last()
    }
}
