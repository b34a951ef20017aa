//! What news attests: active verbs that do not follow the rules, and names that the grammar would cut.

use std::collections::BTreeMap;

use telaah::stem::{Analysis, Stemmer, Via};

use super::{Count, Forms};

/// The fewest occurrences of an active verb that the rules do not make.
const LEAST_ACTIVE: u32 = 3;
/// The fewest occurrences of a passive verb without an active one.
const LEAST_PASSIVE: u32 = 20;
/// The fewest occurrences of a name, and the share of them with a capital.
const LEAST_NAME: u32 = 20;
const CAPITAL_SHARE: f64 = 0.9;
/// The forms of `meN-`, the longest first, with the letters that they may replace.
const FORMS: &[(&str, &[&str])] =
    &[("menge", &[""]), ("meng", &["", "k"]), ("meny", &["s"]), ("mem", &["", "p"]), ("men", &["", "t"]), ("me", &[""])];

/// The stems of passive and imperative verbs whose active is more often another one than the rules make, with that verb; or with the
/// passive, if there is no active.
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
        let others = other_actives(stem).filter(|other| *other != *stems.lemma && stemmer.root(other) == stems.root);
        let best = others.map(|other| (small(&other), other)).max();
        match best {
            Some((count, other)) if count >= LEAST_ACTIVE.max(by_rule + 1) => {
                found.insert(stem.to_owned(), other);
            }
            // Only the passive is in use: `dikarenakan`.
            _ if is_passive && by_rule == 0 && small(word) >= LEAST_PASSIVE && has_no_active(analysis, stemmer) => {
                found.insert(stem.to_owned(), word.to_owned());
            }
            _ => {}
        }
    }
    found
}

/// Whether a passive verb that has no attested active may have none: verbs with a suffix have one, unless a function word is the root.
fn has_no_active(analysis: &Analysis, stemmer: &Stemmer) -> bool {
    analysis.suffix().is_none() || stemmer.stems(analysis.root()).via == Via::Closed
}

/// A form without the clitics and particles that its analysis names.
fn without_enclitics<'a>(form: &'a str, analysis: &str) -> &'a str {
    let ends = analysis.rsplit("+-").take_while(|end| ["ku", "mu", "nya", "kah", "lah", "pun", "tah"].contains(end));
    ends.fold(form, |form, end| form.strip_suffix(end).unwrap_or(form))
}

/// The verbs with any form of `meN-` before a stem.
fn other_actives(stem: &str) -> impl Iterator<Item = String> + '_ {
    let is_short = |stem: &str| stem.chars().filter(|c| "aeiou".contains(*c)).count() == 1;
    let forms = FORMS.iter().filter(move |(form, _)| *form != "menge" || is_short(stem));
    forms.flat_map(move |(form, letters)| {
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
