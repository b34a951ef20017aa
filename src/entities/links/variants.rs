//! Names that differ in spelling, titles or initials.

use hashbrown::HashMap;

use super::spelling::{in_new_orthography, sound_of_name};
use super::{Evidence, Names};
use crate::entities::person::is_title;

/// The fewest bytes of a name of one word that is joined with another spelling of it.
const SHORTEST_SINGLE: usize = 6;
/// The fewest documents of its usual spelling, and how many times more than those of the other one.
const USUAL_DOCUMENTS: u64 = 10;
const USUAL_TIMES: u64 = 3;
/// The ratio of the documents of a name of one word to those of the same name with a title.
const WITHOUT_TITLE_TIMES: u64 = 5;
/// Words of titles that also begin names: `Datuk Seri`, `Sri Paus`, but Sri Mulyani.
const PARTS_OF_TITLES: [&str; 2] = ["seri", "sri"];
/// The most words of a name whose initials are spelt out.
const MOST_WORDS: usize = 8;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

pub(super) fn join(names: &mut Names<'_>, ids: &[usize]) {
    join_spellings(names, ids);
    join_titles(names, ids);
    join_initials(names, ids);
}

/// Joins names that sound alike with the most frequent of them. Names of one word must differ in the orthography alone, and one of them
/// be the usual one: `Dedi` and `Deddy` may be two people, `Suharto` is `Soeharto`.
fn join_spellings(names: &mut Names<'_>, ids: &[usize]) {
    let mut alike: Map<String, Vec<usize>> = Map::default();
    for &id in ids {
        let key = names.key(id);
        // A blank keeps names of one word apart from others.
        let sound = if names.is_single(id) { format!(" {}", in_new_orthography(key)) } else { sound_of_name(key) };
        alike.entry(sound).or_default().push(id);
    }
    // The groups have no names in common, so their order is of no effect.
    for same in alike.into_values().filter(|same| same.len() > 1) {
        let Some(&usual) = same.iter().rev().max_by_key(|id| names.documents(**id)) else { continue };
        for id in same.into_iter().filter(|id| *id != usual) {
            let (own, its) = (names.documents(id), names.documents(usual));
            let is_usual = its >= USUAL_DOCUMENTS && its >= USUAL_TIMES * own;
            if !names.is_single(id) || (names.key(id).len() >= SHORTEST_SINGLE && is_usual) {
                names.join(id, usual, Evidence::Spelling);
            }
        }
    }
}

/// Joins a name that begins with titles with the same name without them. One of a single word must be far more frequent, and be what
/// articles call the other one.
fn join_titles(names: &mut Names<'_>, ids: &[usize]) {
    for &id in ids {
        let key = names.key(id);
        let (mut rest, mut has_title) = (key, false);
        while let Some((first, others)) =
            rest.split_once(' ').filter(|(first, _)| is_title(first) || PARTS_OF_TITLES.contains(first))
        {
            has_title |= is_title(first);
            rest = others;
            if !has_title {
                continue;
            }
            let Some(&plain) = names.by_key.get(rest) else { continue };
            let (own, its) = (names.documents(id), names.documents(plain));
            let is_called_so = || names.is_called(id, plain);
            let fits =
                if names.is_single(plain) { its >= WITHOUT_TITLE_TIMES * own && is_called_so() } else { its >= own };
            if fits {
                names.join(id, plain, Evidence::Title);
                break;
            }
        }
    }
}

/// Joins a name that has an initial between other words with the one name that has a word there.
fn join_initials(names: &mut Names<'_>, ids: &[usize]) {
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let words_of = |key: &str| -> Option<Vec<String>> {
        let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
        (3..=MOST_WORDS).contains(&words.len()).then_some(words)
    };
    // By the name with the initial in the place of a word: the names that have a word there.
    let mut spelt_out: Map<String, Vec<usize>> = Map::default();
    let with_initial = |words: &[String], at: usize| -> Option<String> {
        let initial: String = words.get(at)?.chars().next()?.into();
        let mut words = words.to_vec();
        *words.get_mut(at)? = initial;
        Some(words.join(" "))
    };
    for &id in ids {
        let Some(words) = words_of(names.key(id)) else { continue };
        for at in (1..words.len() - 1).filter(|at| !is_initial(&words[*at])) {
            if let Some(name) = with_initial(&words, at) {
                spelt_out.entry(name).or_default().push(id);
            }
        }
    }
    for &id in ids {
        let Some(words) = words_of(names.key(id)) else { continue };
        let mut initials = (1..words.len() - 1).filter(|at| is_initial(&words[*at]));
        let (Some(at), None) = (initials.next(), initials.next()) else { continue };
        let Some(full) = with_initial(&words, at).and_then(|name| spelt_out.get(&name)) else { continue };
        let mut people: Vec<usize> = full.iter().map(|full| names.person(*full)).collect();
        people.sort_unstable();
        people.dedup();
        if let [person] = *people {
            names.join(id, person, Evidence::Initial);
        }
    }
}
