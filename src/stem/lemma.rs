//! Lemmas.

use std::borrow::Cow;

use crate::stem::Stemmer;
use crate::stem::grammar::{Prefix, Suffixes, active};
use crate::stem::search::{Best, Found};

impl Stemmer {
    /// The lemma of a word in key form, of which this was found.
    pub(crate) fn lemma_of<'a>(&'a self, word: &'a str, found: &Found<'a>) -> Cow<'a, str> {
        match found {
            Found::Whole | Found::Unknown | Found::Loan(..) => Cow::Borrowed(word),
            Found::Fixed(fixed) => Cow::Borrowed(&fixed.lemma),
            Found::Nya(length) => Cow::Borrowed(word.get(..*length).unwrap_or(word)),
            Found::Hyphenated(word) => Cow::Owned(word.lemma.clone()),
            Found::Best(best) => self.lemma_of_parts(word, best),
        }
    }

    fn lemma_of_parts<'a>(&'a self, word: &'a str, best: &Best<'a>) -> Cow<'a, str> {
        let (ending, prefixes) = (best.ending, best.prefixes());
        if prefixes.is_empty() && ending.suffix().1 == Suffixes::NONE {
            return match &best.base.fixed {
                Some(fixed) => Cow::Borrowed(&fixed.lemma),
                None => Cow::Borrowed(best.base.word()),
            };
        }
        let without_particle = word.strip_suffix(ending.particle()).unwrap_or(word);
        // `se-…-nya` is one affix: `seharusnya`.
        if prefixes.first() == Some(&Prefix::Se) && ending.clitic() == "nya" {
            return Cow::Borrowed(without_particle);
        }
        let stem = without_particle.strip_suffix(ending.clitic()).unwrap_or(without_particle);
        let is_object_voice = Suffixes::OBJECT.contains(ending.suffix().1);
        match prefixes {
            [Prefix::Di, rest @ ..] => self.active(stem.strip_prefix("di").unwrap_or(stem), rest, best),
            [Prefix::Ku, rest @ ..] => self.active(stem.strip_prefix("ku").unwrap_or(stem), rest, best),
            [Prefix::Kau, rest @ ..] => self.active(stem.strip_prefix("kau").unwrap_or(stem), rest, best),
            [] | [Prefix::Per] if is_object_voice => self.active(stem, prefixes, best),
            _ => self.known_lemma(stem),
        }
    }

    /// The active verb of a passive or an imperative with this stem, which has these prefixes of its own.
    fn active<'a>(&'a self, stem: &'a str, prefixes: &[Prefix], best: &Best<'a>) -> Cow<'a, str> {
        let is_passive = best.prefixes().first() == Some(&Prefix::Di);
        let known = self.lexicon.get(stem.as_bytes()).and_then(|entry| entry.active);
        // Some verbs have a passive alone.
        match known.filter(|known| is_passive || !known.starts_with("di")) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(active(stem, best.base.word(), prefixes.first() == Some(&Prefix::Per))),
        }
    }

    /// The lemma of a word without clitics, which may be looked up.
    fn known_lemma<'a>(&'a self, word: &'a str) -> Cow<'a, str> {
        let fixed = self.lexicon.get(word.as_bytes()).and_then(|entry| entry.fixed.as_deref());
        fixed.map_or(Cow::Borrowed(word), |fixed| Cow::Borrowed(&fixed.lemma))
    }
}
