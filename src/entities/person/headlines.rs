//! Names in headlines, by what the text below calls people.
//!
//! Every word of a headline has a capital, so that verbs look like parts of names: `Ahmad Dhani Nangis`, `Fadli Zon Nobatkan`. The
//! text below writes names as they are. A name of a headline is cut to what the text has as a whole name, if what is cut off at its ends
//! is no name of the lists and no part of a name of the text; and to one word only if it is words of the language.

use std::collections::HashSet;

use super::article::Found;
use super::facts::Facts;
use super::runs::Part;

/// The words that a name consists of, by their keys.
type Name = Vec<u32>;

/// Buffers for the names of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Headlines {
    /// The names that the running text has.
    names: HashSet<Name, foldhash::fast::RandomState>,
    /// The words of these names.
    words: HashSet<u32, foldhash::fast::RandomState>,
}

impl Headlines {
    /// Cuts the names of `found` that stand in headlines; `in_headline` says of each by its index whether it does.
    pub(super) fn cut(&mut self, parts: &[Part], found: &mut [Found], in_headline: impl Fn(usize) -> bool) {
        let is_long = |name: &Found| name.end - name.start > 1;
        if !found.iter().enumerate().any(|(n, name)| is_long(name) && in_headline(n)) {
            return;
        }
        self.names.clear();
        self.words.clear();
        for (_, name) in found.iter().enumerate().filter(|(n, _)| !in_headline(*n)) {
            let keys: Name = parts.get(name.start..name.end).unwrap_or_default().iter().map(|part| part.key).collect();
            self.words.extend(&keys);
            self.names.insert(keys);
        }
        for (_, name) in found.iter_mut().enumerate().filter(|(n, name)| is_long(name) && in_headline(*n)) {
            if let Some((start, end)) = self.stretch(parts.get(name.start..name.end).unwrap_or_default()) {
                (name.start, name.end) = (name.start + start, name.start + end);
            }
        }
    }

    /// The half-open range of the words of a headline's name that is a whole name of the text; absent if the name is to stay.
    fn stretch(&self, words: &[Part]) -> Option<(usize, usize)> {
        let keys: Name = words.iter().map(|part| part.key).collect();
        let is_foreign = |at: usize| {
            words.get(at).is_some_and(|part| !part.facts.any(Facts::NAME)) && !self.words.contains(&keys[at])
        };
        // Without what is foreign at either end; what is foreign in the middle is left as it is.
        let start = (0..keys.len()).take_while(|&at| is_foreign(at)).count();
        let end = keys.len() - (start..keys.len()).rev().take_while(|&at| is_foreign(at)).count();
        let is_name = keys.get(start..end).is_some_and(|stretch| self.names.contains(stretch));
        // A headline may be the one place that has somebody's second name: a lone word must lose words of the language.
        let are_ordinary = || {
            let mut cut = words.iter().take(start).chain(words.iter().skip(end));
            cut.all(|part| part.facts.any(Facts::COMMON.with(Facts::VERB_AFTER).with(Facts::VERB_BEFORE)))
        };
        let is_enough = end > start + 1 || end > start && are_ordinary();
        (end - start < keys.len() && is_enough && is_name).then_some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::person::runs::Form;
    use crate::text::span::Span;

    /// What is left of the first name, which a headline has, by the others, which the text has. A word with `+` is a name of the
    /// lists, one with `-` a word of the language.
    fn left_of(names: &[&str]) -> String {
        let (mut parts, mut found, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let start = parts.len();
            for word in name.split(' ') {
                let facts = match word.chars().next() {
                    Some('+') => Facts::GIVEN,
                    Some('-') => Facts::COMMON,
                    _ => Facts::NONE,
                };
                let word = word.trim_start_matches(['+', '-']);
                let key = words.iter().position(|known| *known == word).unwrap_or_else(|| {
                    words.push(word);
                    words.len() - 1
                }) as u32;
                parts.push(Part { span: Span::new(0, 0), token: 0, key, facts, form: Form(0) });
            }
            found.push(Found { start, end: parts.len(), segment: 0, nickname: None, also_called: false });
        }
        Headlines::default().cut(&parts, &mut found, |n| n == 0);
        let kept = &parts[found[0].start..found[0].end];
        kept.iter().map(|part| words[part.key as usize]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_verb_of_the_headline_is_no_part_of_the_name() {
        assert_eq!(left_of(&["+Ahmad Dharsono Nangis", "+Ahmad Dharsono", "Dharsono"]), "Ahmad Dharsono");
        assert_eq!(left_of(&["Nikahi +Ahmad Dharsono", "+Ahmad Dharsono"]), "Ahmad Dharsono");
        assert_eq!(left_of(&["Fransiskus -Tiba", "Fransiskus"]), "Fransiskus");
    }

    #[test]
    fn a_name_that_may_be_fuller_than_those_of_the_text_stays() {
        for whole in [
            &["Ahmad Dharsono Wibowo", "Rina Sari"][..],
            &["+Ahmad Dharsono +Wibowo", "+Ahmad Dharsono"],
            &["Amad Diallo", "Amad"],
            &["+Ahmad Dharsono Putra", "+Ahmad Dharsono", "Putra"],
            &["+Ahmad Dharsono", "+Ahmad Dharsono"],
        ] {
            assert_eq!(left_of(whole), whole[0].replace('+', ""));
        }
    }
}
