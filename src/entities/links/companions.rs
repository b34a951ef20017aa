//! People whom documents name together.

use hashbrown::{HashMap, HashSet};

use super::Names;

/// The share of the documents that name others beside a form, per cent, in which one of the others is named beside the person elsewhere.
const KNOWN: u64 = 20;
/// The fewest people who must be named beside a person before strangers say something: in a small corpus most people are strangers.
const FEWEST: usize = 3;

/// The sets of names that documents have together.
#[derive(Debug, Default)]
pub(super) struct Companions {
    sets: Vec<(Vec<usize>, u64)>,
    /// By name: its sets.
    sets_of: HashMap<usize, Vec<usize>, foldhash::fast::FixedState>,
    /// By person: their names.
    names_of: HashMap<usize, Vec<usize>, foldhash::fast::FixedState>,
    /// By person: the people named beside them, of those asked for so far.
    known: HashMap<usize, HashSet<usize, foldhash::fast::FixedState>, foldhash::fast::FixedState>,
}

impl Companions {
    pub(super) fn new(sets: impl Iterator<Item = (Vec<usize>, u64)>) -> Self {
        let mut companions = Self { sets: sets.collect(), ..Self::default() };
        for (index, (set, _)) in companions.sets.iter().enumerate() {
            set.iter().for_each(|name| companions.sets_of.entry(*name).or_default().push(index));
        }
        companions
    }

    /// Reads which names are one person's, before forms of one word are joined.
    pub(super) fn group(&mut self, names: &Names<'_>, ids: &[usize]) {
        ids.iter().for_each(|id| self.names_of.entry(names.person(*id)).or_default().push(*id));
    }

    /// Whether a form that is alone in its documents is used among people who are named beside a person too. True if its documents name
    /// no one else, or if too few are named beside the person.
    pub(super) fn fit(&mut self, names: &Names<'_>, form: usize, person: usize) -> bool {
        let Self { sets, sets_of, names_of, known } = self;
        let sets_with = |name: usize| sets_of.get(&name).into_iter().flatten().filter_map(|set| sets.get(*set));
        let known = known.entry(person).or_insert_with(|| {
            let own = names_of.get(&person).into_iter().flatten();
            let beside = own.flat_map(|name| sets_with(*name)).flat_map(|(set, _)| set).map(|name| names.person(*name));
            beside.filter(|other| *other != person).collect()
        });
        if known.len() < FEWEST {
            return true;
        }
        let (mut all, mut fitting) = (0, 0);
        for (set, documents) in sets_with(form) {
            let mut others =
                set.iter().map(|name| names.person(*name)).filter(|other| *other != person && *other != form);
            let Some(first) = others.next() else { continue };
            all += documents;
            let fits = known.contains(&first) || others.any(|other| known.contains(&other));
            fitting += if fits { *documents } else { 0 };
        }
        all == 0 || fitting > 0 && fitting * 100 >= all * KNOWN
    }
}
