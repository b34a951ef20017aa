//! Active verbs attested in news that do not follow the rules, and names that the grammar would cut.

use std::collections::{BTreeMap, BTreeSet};

use telaah::stem::{Prefix, Segmentation, StemSource, Stemmer};

use super::{Count, Forms};

/// The fewest occurrences of an active verb that the rules do not make.
const LEAST_ACTIVE: u32 = 3;
/// The fewest occurrences of a passive verb without an active one.
const LEAST_PASSIVE: u32 = 20;
/// The fewest occurrences of a name, and the share of them with a capital.
const LEAST_NAME: u32 = 20;
const CAPITAL_SHARE: f64 = 0.9;
/// The shortest stem of an irregular active, in letters.
const SHORTEST_STEM: usize = 4;
/// The forms of `meN-`, the longest first, with the letters that they may replace.
const FORMS: &[(&str, &[&str])] = &[
    ("menge", &[""]),
    ("meng", &["", "k"]),
    ("meny", &["s"]),
    ("mem", &["", "p"]),
    ("men", &["", "t"]),
    ("me", &[""]),
];

/// The stems of verbs whose active is another one than the rules make, with that verb; or with the passive, if there is no active.
pub(crate) fn actives(forms: &Forms, stemmer: &Stemmer) -> BTreeMap<String, String> {
    let small = |word: &str| forms.get(word).map_or(0, |count| count.small);
    let mut found = BTreeMap::new();
    for form in forms.keys() {
        let stems = stemmer.stems(form);
        let Some(analysis) = &stems.analysis else { continue };
        let word = without_enclitics(form, analysis);
        match analysis.prefixes().first() {
            Some(Prefix::MeN) => {
                for stem in stems_of_active(word).into_iter().filter(|stem| stem.len() >= SHORTEST_STEM) {
                    let passive = format!("di{stem}");
                    let by_rule = stemmer.stems(&passive);
                    let is_passive =
                        by_rule.analysis.as_ref().is_some_and(|a| a.prefixes().first() == Some(&Prefix::Di));
                    let is_same = is_passive && by_rule.root == stems.root && by_rule.lemma != word;
                    if is_same && small(word) >= LEAST_ACTIVE.max(small(&by_rule.lemma) + 1) {
                        found.insert(stem, word.to_owned());
                    }
                }
            }
            // Only the passive is in use: `dikarenakan`.
            Some(Prefix::Di) if small(word) >= LEAST_PASSIVE && has_no_active(analysis, stemmer) => {
                let stem = word.strip_prefix("di").unwrap_or(word);
                let is_attested = |active: String| small(&active) > 0;
                if small(&stems.lemma) == 0 && !actives_of(stem).any(is_attested) {
                    found.entry(stem.to_owned()).or_insert_with(|| word.to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a passive verb that has no attested active may have none: verbs with a suffix have one, unless a function word is the root.
fn has_no_active(analysis: &Segmentation, stemmer: &Stemmer) -> bool {
    analysis.suffix().is_none() || stemmer.stems(analysis.root()).via == StemSource::Closed
}

/// A form without its clitic and its particle.
fn without_enclitics<'a>(form: &'a str, analysis: &Segmentation) -> &'a str {
    let form = form.strip_suffix(analysis.particle().unwrap_or_default()).unwrap_or(form);
    form.strip_suffix(analysis.clitic().unwrap_or_default()).unwrap_or(form)
}

/// The verbs with any form of `meN-` before a stem.
fn actives_of(stem: &str) -> impl Iterator<Item = String> + '_ {
    FORMS.iter().flat_map(move |(form, letters)| {
        letters.iter().filter_map(move |letter| Some(format!("{form}{}", stem.strip_prefix(letter)?)))
    })
}

/// The stems that a verb with `meN-` may have. `menge-` is before roots of one syllable, which follow the rules.
fn stems_of_active(word: &str) -> Vec<String> {
    let forms = FORMS.iter().filter(|(form, _)| *form != "menge");
    let stems = forms.flat_map(|(form, letters)| {
        let rest = word.strip_prefix(form);
        letters.iter().filter_map(move |letter| Some(format!("{letter}{}", rest?)))
    });
    stems.collect()
}

/// The names that the stemmer would cut: words that are names by far, and those of `known` that are seldom anything else.
pub(crate) fn names(forms: &Forms, known: &BTreeSet<String>, stemmer: &Stemmer) -> BTreeSet<String> {
    let is_capital = |count: &Count| {
        let all = count.small + count.capital;
        f64::from(count.capital) >= CAPITAL_SHARE * f64::from(all)
    };
    let is_name = |count: &Count| count.small + count.capital >= LEAST_NAME && is_capital(count);
    let is_cut = |word: &str| {
        let stems = stemmer.stems(word);
        matches!(stems.via, StemSource::Grammar) && (stems.root != word || stems.lemma != word)
    };
    let attested = forms.iter().filter(|(_, count)| is_name(count)).map(|(word, _)| word);
    let known = known.iter().filter(|word| forms.get(*word).is_none_or(is_capital));
    attested.chain(known).filter(|word| is_cut(word)).cloned().collect()
}
