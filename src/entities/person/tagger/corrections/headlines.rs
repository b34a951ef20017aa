//! Names in headlines, according to the text below.
//!
//! Every word of a headline is capitalized, so verbs look like parts of names: `Ahmad Dhani Nangis`, `Fadli Zon Nobatkan`. Running
//! text does not have this problem. A name in a headline is therefore trimmed to a name of the text if the words that are removed at
//! its ends are neither names of the lists nor parts of names in the text. It is trimmed to a single word only if all removed words
//! are words of the language, because the headline may be the only place with a person's second name.

use std::collections::HashSet;

use crate::entities::person::common::part::Part;
use crate::entities::person::common::word_facts::WordFacts;

use super::{Context, Name, Names};

/// The words of a name, by their keys.
type Words = Vec<u32>;

/// Trims the names in the headline.
pub(super) fn trim(names: &mut Names, _: &Context<'_>) {
    let Names { names, parts } = names;
    let may_be_trimmed = |name: &Name| name.in_headline && name.mention.end - name.mention.start > 1;
    if !names.iter().any(may_be_trimmed) {
        return;
    }
    let text = TextNames::new(parts, names.iter().filter(|name| !name.in_headline));
    for mention in names.iter_mut().filter(|name| may_be_trimmed(name)).map(|name| &mut name.mention) {
        if let Some((start, end)) = text.trimmed(parts.get(mention.start..mention.end).unwrap_or_default()) {
            (mention.start, mention.end) = (mention.start + start, mention.start + end);
        }
    }
}

/// The names in running text.
#[derive(Default)]
struct TextNames {
    names: HashSet<Words, foldhash::fast::RandomState>,
    /// The words of these names.
    words: HashSet<u32, foldhash::fast::RandomState>,
}

impl TextNames {
    fn new<'n>(parts: &[Part], names: impl Iterator<Item = &'n Name>) -> Self {
        let mut text = Self::default();
        for name in names {
            let words = parts.get(name.mention.start..name.mention.end).unwrap_or_default();
            let keys: Words = words.iter().map(|part| part.key).collect();
            text.words.extend(&keys);
            text.names.insert(keys);
        }
        text
    }

    /// The half-open range of the words of a headline's name that is a name of the text, or `None` if the name must not be trimmed.
    fn trimmed(&self, words: &[Part]) -> Option<(usize, usize)> {
        let keys: Words = words.iter().map(|part| part.key).collect();
        let is_removable = |part: &&Part| !part.facts.any(WordFacts::NAME) && !self.words.contains(&part.key);
        let start = words.iter().take_while(is_removable).count();
        let end = words.len() - words.iter().skip(start).rev().take_while(is_removable).count();
        let is_name = keys.get(start..end).is_some_and(|name| self.names.contains(name));
        let removed_are_common = || {
            const COMMON: WordFacts = WordFacts::COMMON.with(WordFacts::VERB_AFTER).with(WordFacts::VERB_BEFORE);
            let mut removed = words.iter().take(start).chain(words.iter().skip(end));
            removed.all(|part| part.facts.any(COMMON))
        };
        let is_enough = end > start + 1 || end > start && removed_are_common();
        (end - start < words.len() && is_enough && is_name).then_some((start, end))
    }
}
