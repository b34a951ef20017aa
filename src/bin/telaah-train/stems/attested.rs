//! What news attests: active verbs that do not follow the rules, and names that the grammar would cut.

use std::collections::BTreeMap;

use telaah::stem::{Stemmer, Via};

use super::{Count, Forms};

/// The fewest occurrences of an active verb that the rules do not make.
const LEAST_ACTIVE: u32 = 3;
/// The fewest occurrences of a name, and the share of them with a capital.
const LEAST_NAME: u32 = 20;
const CAPITAL_SHARE: f64 = 0.9;
/// The forms of `meN-`, the longest first, with the letters that they may replace.
const FORMS: &[(&str, &[&str])] =
    &[("menge", &[""]), ("meng", &["", "k"]), ("meny", &["s"]), ("mem", &["", "p"]), ("men", &["", "t"]), ("me", &[""])];

/// The stems of passive and imperative verbs whose active is more often another one than the rules make.
pub(crate) fn actives(forms: &Forms, stemmer: &Stemmer) -> BTreeMap<String, String> {
    let small = |word: &str| forms.get(word).map_or(0, |count| count.small);
    let mut found = BTreeMap::new();
    for form in forms.keys() {
        let stems = stemmer.stems(form);
        let Some(analysis) = stems.analysis.as_ref().filter(|_| stems.lemma.starts_with("me") && *stems.lemma != **form)
        else {
            continue;
        };
        let is_passive = analysis.prefixes().first().is_some_and(|prefix| prefix.name() == "di-");
        let word = without_enclitics(form, &analysis.to_string());
        let Some(stem) = (if is_passive { word.strip_prefix("di") } else { Some(word) }) else { continue };
        let by_rule = small(&stems.lemma);
        let others = other_actives(stem).filter(|other| stemmer.root(other) == stems.root);
        let best = others.map(|other| (small(&other), other)).max();
        if let Some((count, other)) = best.filter(|(count, other)| *count >= LEAST_ACTIVE.max(by_rule + 1) && *other != *stems.lemma) {
            let _ = count;
            found.insert(stem.to_owned(), other);
        }
    }
    found
}

/// A form without the clitics and particles that its analysis names.
fn without_enclitics<'a>(form: &'a str, analysis: &str) -> &'a str {
    let ends = analysis.rsplit("+-").take_while(|end| ["ku", "mu", "nya", "kah", "lah", "pun", "tah"].contains(end));
    ends.fold(form, |form, end| form.strip_suffix(end).unwrap_or(form))
}

/// The verbs with any form of `meN-` before a stem.
fn other_actives(stem: &str) -> impl Iterator<Item = String> + '_ {
    FORMS.iter().flat_map(move |(form, letters)| {
        letters.iter().filter_map(move |letter| Some(format!("{form}{}", stem.strip_prefix(letter)?)))
    })
}

/// The words that are names by far and that the stemmer would cut.
pub(crate) fn names(forms: &Forms, stemmer: &Stemmer) -> Vec<String> {
    let is_name = |count: &Count| {
        let all = count.small + count.capital;
        all >= LEAST_NAME && f64::from(count.capital) >= CAPITAL_SHARE * f64::from(all)
    };
    let is_cut = |word: &str| {
        let stems = stemmer.stems(word);
        matches!(stems.via, Via::Grammar) && (stems.root != word || stems.lemma != word)
    };
    forms.iter().filter(|(word, count)| is_name(count) && is_cut(word)).map(|(word, _)| word.clone()).collect()
}
