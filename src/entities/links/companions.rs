//! People whom documents name together.

use hashbrown::{HashMap, HashSet};

use super::Names;
use crate::text::work;

/// The share, in per cent, of the documents naming others beside a form in which one of them must be named beside the person elsewhere.
const FITTING_PERCENT: u64 = 20;
/// The fewest people who must be named beside a person before their absence counts as evidence: in a small corpus most people are
/// strangers to each other.
const MIN_KNOWN: usize = 3;
/// The most people of a document that are compared. A longer list says little about who is named together.
const MOST_TOGETHER: usize = 64;

/// The sets of people whom documents name together.
#[derive(Debug, Default)]
pub(super) struct Companions {
    /// Each with the number of its documents.
    sets: Vec<(Vec<usize>, u64)>,
    /// By person: the indices of their sets.
    sets_of: HashMap<usize, Vec<usize>, foldhash::fast::FixedState>,
    /// By person: the people named beside them, of those asked for so far.
    known: HashMap<usize, HashSet<usize, foldhash::fast::FixedState>, foldhash::fast::FixedState>,
}

impl Companions {
    /// `sets`: names, each set with the number of its documents.
    pub(super) fn new(sets: impl Iterator<Item = (Vec<usize>, u64)>) -> Self {
        Self { sets: sets.filter(|(set, _)| set.len() <= MOST_TOGETHER).collect(), ..Self::default() }
    }

    /// Replaces the names by the people they stand for, before forms of one word are joined.
    pub(super) fn group(&mut self, names: &Names<'_>) {
        for (index, (set, _)) in self.sets.iter_mut().enumerate() {
            work::steps(set.len());
            set.iter_mut().for_each(|name| *name = names.person(*name));
            set.sort_unstable();
            set.dedup();
            set.iter().for_each(|person| self.sets_of.entry(*person).or_default().push(index));
        }
    }

    /// Whether a form that is alone in its documents is used among people who are also named beside a person. True if its documents name
    /// no one else, or if too few are named beside the person.
    pub(super) fn fits(&mut self, form: usize, person: usize) -> bool {
        let Self { sets, sets_of, known } = self;
        let sets_with = |person: usize| sets_of.get(&person).into_iter().flatten().filter_map(|set| sets.get(*set));
        let known = known.entry(person).or_insert_with(|| {
            let beside = sets_with(person).flat_map(|(set, _)| {
                work::steps(set.len());
                set
            });
            beside.copied().filter(|other| *other != person).collect()
        });
        if known.len() < MIN_KNOWN {
            return true;
        }
        let (mut all, mut fitting) = (0, 0);
        for (set, documents) in sets_with(form) {
            work::steps(set.len());
            let mut others = set.iter().filter(|other| **other != person && **other != form).peekable();
            if others.peek().is_none() {
                continue;
            }
            all += documents;
            if others.any(|other| known.contains(other)) {
                fitting += documents;
            }
        }
        all == 0 || fitting > 0 && fitting * 100 >= all * FITTING_PERCENT
    }
}
