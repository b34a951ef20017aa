//! Short forms of names: alone in one article, linked to a fuller name in others.

use std::cmp::Reverse;

use hashbrown::HashMap;

use super::companions::Companions;
use super::{Evidence, Names, spelling};
use crate::entities::person::is_kin;

/// The share of the articles that link a form, per cent, which the person has to whom it is joined.
const NEARLY_ALL: u64 = 90;
/// The fewest articles, and their share, per cent, with which another person is a frequent bearer of a form.
const FREQUENT: (u64, u64) = (3, 5);
/// The longest form in capitals that is not joined: initials mean different people in different articles.
const LONGEST_INITIALS: usize = 3;
/// A form of one word needs `links` articles that link it, or as many as `per_cent` of those in which it is alone; and of the articles
/// with a longer name that has the word, the person must have the share `of_bearers`, per cent.
const SINGLE: [Requirement; 2] =
    [Requirement { links: 3, per_cent: 25, of_bearers: 50 }, Requirement { links: 2, per_cent: 50, of_bearers: 90 }];
/// The requirement of a form of several words that is joined with a fuller name.
const SEVERAL: Requirement = Requirement { links: 2, per_cent: 15, of_bearers: 0 };
/// The share of the articles of a form, per cent, from which the fuller name is not rare.
const NOT_RARE: u64 = 33;
/// The most words of a fuller name that is joined with its form. Longer ones are lists without commas.
const LONGEST_FULL_NAME: usize = 6;

struct Requirement {
    links: u64,
    per_cent: u64,
    of_bearers: u64,
}

impl Requirement {
    fn is_met(&self, links: u64, alone: u64, bearers: (u64, u64)) -> bool {
        links >= self.links && is_share(links, alone, self.per_cent) && is_share(bearers.0, bearers.1, self.of_bearers)
    }
}

/// Whether `part` is at least `per_cent` of `all`.
const fn is_share(part: u64, all: u64, per_cent: u64) -> bool {
    part as u128 * 100 >= all as u128 * per_cent as u128
}

pub(super) fn join(names: &mut Names<'_>, ids: &[usize], mut companions: Companions) {
    let mut several: Vec<usize> = ids.iter().copied().filter(|id| !names.is_single(*id)).collect();
    // A form of a form has fewer words.
    several.sort_by_cached_key(|id| Reverse(names.key(*id).split(' ').count()));
    several.into_iter().for_each(|id| join_several(names, id));
    companions.group(names);
    let bearers = Bearers::of(names, ids);
    let single: Vec<usize> = ids.iter().copied().filter(|id| names.is_single(*id)).collect();
    single.into_iter().for_each(|id| join_single(names, id, &bearers, &mut companions));
}

/// The person who has nearly all links of a form.
#[derive(Clone, Copy)]
struct Linked {
    person: usize,
    links: u64,
    evidence: Evidence,
}

impl Linked {
    fn of(names: &Names<'_>, form: usize) -> Option<Self> {
        let linked = names.linked(form);
        let all = linked.iter().map(|(_, links)| links).sum();
        let &(person, links) = linked.first()?;
        let second = linked.get(1).map_or(0, |(_, links)| *links);
        let is_frequent = second >= FREQUENT.0 && is_share(second, all, FREQUENT.1);
        let evidence = Evidence::Articles { linked: links, all };
        (is_share(links, all, NEARLY_ALL) && !is_frequent).then_some(Self { person, links, evidence })
    }
}

/// Joins a form of several words with the fuller name, or a rare fuller name with the form: `Donald John Trump` is better known as `Donald
/// Trump`.
fn join_several(names: &mut Names<'_>, form: usize) {
    let Some(Linked { person, links, evidence }) = Linked::of(names, form) else { return };
    let (key, fuller) = (names.key(form), names.key(person));
    let (alone, documents) = (names.documents(names.person(form)), names.documents(person));
    let has_kin = fuller.split(' ').any(|word| is_kin(word) && !key.split(' ').any(|own| own == word));
    if has_kin || !key.split(' ').any(|word| fuller.split(' ').any(|other| other == word)) {
        return;
    }
    let is_rare = !is_share(documents, alone, NOT_RARE);
    if !is_rare && SEVERAL.is_met(links, alone, (0, 0)) {
        names.join(form, person, evidence);
    } else if documents <= alone && has_words_of(fuller, key) && fuller.split(' ').count() <= LONGEST_FULL_NAME {
        names.join(person, form, evidence);
    }
}

/// Whether a name has the words of another one in the same order.
fn has_words_of(name: &str, other: &str) -> bool {
    let mut words = name.split(' ');
    other.split(' ').all(|word| words.any(|own| own == word))
}

fn join_single(names: &mut Names<'_>, form: usize, bearers: &Bearers, companions: &mut Companions) {
    let is_initials = names
        .names
        .get(form)
        .is_some_and(|name| name.label.len() <= LONGEST_INITIALS && !name.label.contains(char::is_lowercase));
    let Some(Linked { person, links, evidence }) = Linked::of(names, form).filter(|_| !is_initials) else { return };
    let sound = spelling::sound(names.key(form));
    if !names.key(person).split(' ').any(|word| spelling::sound(word) == sound) {
        return;
    }
    let alone = names.documents(names.person(form));
    let bearers = bearers.of_word(names, names.key(form), person);
    let is_met = SINGLE.iter().any(|requirement| requirement.is_met(links, alone, bearers));
    if is_met && companions.fits(form, person) {
        names.join(form, person, evidence);
    }
}

/// The longer names with each word.
struct Bearers {
    by_word: HashMap<String, Vec<usize>, foldhash::fast::FixedState>,
}

impl Bearers {
    fn of(names: &Names<'_>, ids: &[usize]) -> Self {
        let mut by_word: HashMap<String, Vec<usize>, foldhash::fast::FixedState> = HashMap::default();
        for &id in ids.iter().filter(|id| !names.is_single(**id)) {
            for word in names.key(id).split(' ') {
                let bearers = by_word.entry_ref(word).or_default();
                if bearers.last() != Some(&id) {
                    bearers.push(id);
                }
            }
        }
        Self { by_word }
    }

    /// The documents of a person's names with a word, and those of all names with it.
    fn of_word(&self, names: &Names<'_>, word: &str, person: usize) -> (u64, u64) {
        let (mut own, mut all) = (0, 0);
        for &bearer in self.by_word.get(word).into_iter().flatten() {
            let documents = names.documents(bearer);
            all += documents;
            own += if names.person(bearer) == person { documents } else { 0 };
        }
        (own, all)
    }
}
