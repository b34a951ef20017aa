//! Documents that name several people whom links may join.

use hashbrown::HashMap;

/// The number of documents that name each set of people. When people are joined, a document that names several of them was counted once for each.
///
/// It grows with the articles, not with the vocabulary.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlaps {
    /// By the ascending ids of the people.
    documents: HashMap<Box<[u32]>, u64, foldhash::fast::FixedState>,
}

impl Overlaps {
    /// Counts a document that names these people.
    pub(super) fn count(&mut self, people: Vec<u32>) {
        self.add_set(people, 1);
    }

    fn add_set(&mut self, mut ids: Vec<u32>, documents: u64) {
        if ids.len() > 1 {
            ids.sort_unstable();
            *self.documents.entry(ids.into_boxed_slice()).or_default() += documents;
        }
    }

    /// Adds the sets of other documents. `ids`: the ids here, by the ids there.
    pub(super) fn add(&mut self, other: Self, ids: &[u32]) {
        for (set, documents) in other.documents {
            self.add_set(set.iter().filter_map(|id| ids.get(*id as usize).copied()).collect(), documents);
        }
    }

    /// The sets of people, each with its documents.
    pub(super) fn sets(&self) -> impl Iterator<Item = (&[u32], u64)> {
        self.documents.iter().map(|(set, documents)| (&**set, *documents))
    }

    /// The number of documents that counted each joined person more than once. `ids`: the new ids, by the old ones.
    pub(super) fn repeated(&self, ids: &[u32]) -> impl Iterator<Item = (u32, u64)> {
        self.documents.iter().flat_map(|(set, documents)| {
            let mut people: Vec<u32> = set.iter().filter_map(|id| ids.get(*id as usize).copied()).collect();
            people.sort_unstable();
            let repeated: Vec<_> = people.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            repeated.into_iter().map(|id| (id, *documents))
        })
    }
}
