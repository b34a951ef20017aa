//! Gazetteers of several words: a trie over word ids.

use std::collections::HashMap;

use crate::text::token::Token;
use crate::text::vocabulary::{WordId, WordTable};

/// Phrases and what they stand for.
///
/// Look-up starts with an array by the first word, so a word that begins no phrase costs nothing more. Case plays no part:
/// word ids are of lower-cased words, and who cares checks [`Token::shape`].
#[derive(Clone, Debug)]
pub struct PhraseTable<T> {
    /// Node after the first word; 0: none.
    first: WordTable<u32>,
    next: HashMap<(u32, WordId), u32, foldhash::fast::RandomState>,
    /// Whether a word goes on any phrase: asked before `next` is.
    goes_on: WordTable<bool>,
    /// What a phrase that ends at this node stands for; node 0 is no node.
    values: Vec<Option<T>>,
}

impl<T: Copy> Default for PhraseTable<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy> PhraseTable<T> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        let (first, goes_on) = (WordTable::new(0), WordTable::new(false));
        Self { first, next: HashMap::default(), goes_on, values: vec![None] }
    }

    /// Adds a phrase; one that was there takes the new value. No words: nothing happens.
    pub fn insert(&mut self, words: &[WordId], value: T) {
        if let Some(slot) = self.slot(words) {
            *slot = Some(value);
        }
    }

    /// The value of a phrase, which is added with `value` if it is new. No words: `value`.
    pub fn get_or_insert(&mut self, words: &[WordId], value: T) -> T {
        self.slot(words).map_or(value, |slot| *slot.get_or_insert(value))
    }

    /// The place for the value of a phrase; absent for no words.
    fn slot(&mut self, words: &[WordId]) -> Option<&mut Option<T>> {
        let (&head, rest) = words.split_first()?;
        let entry = self.first.entry(head);
        if *entry == 0 {
            *entry = self.values.len() as u32;
            self.values.push(None);
        }
        let mut node = *entry;
        for &word in rest {
            let values = &mut self.values;
            *self.goes_on.entry(word) = true;
            node = *self.next.entry((node, word)).or_insert_with(|| {
                values.push(None);
                values.len() as u32 - 1
            });
        }
        self.values.get_mut(node as usize)
    }

    /// Whether some phrase begins with `word`.
    #[inline]
    #[must_use]
    pub fn begins(&self, word: WordId) -> bool {
        self.first.get(word) != 0
    }

    /// The node behind `node` by way of `word`; 0: none.
    #[inline]
    fn after(&self, node: u32, word: WordId) -> u32 {
        if self.goes_on.get(word) { self.next.get(&(node, word)).copied().unwrap_or(0) } else { 0 }
    }

    /// The phrases that `tokens` begin with, shortest first: number of tokens and value.
    pub fn matches<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, T)> + 'a {
        let mut node = tokens.first().map_or(0, |t| self.first.get(t.word()));
        let mut len = 0;
        std::iter::from_fn(move || {
            while node != 0 {
                len += 1;
                let value = self.values.get(node as usize).copied().flatten();
                node = tokens.get(len).map_or(0, |t| self.after(node, t.word()));
                if let Some(value) = value {
                    return Some((len, value));
                }
            }
            None
        })
    }

    /// The longest phrase that `tokens` begin with: number of tokens and value.
    #[must_use]
    pub fn longest(&self, tokens: &[Token]) -> Option<(usize, T)> {
        self.matches(tokens).last()
    }
}
