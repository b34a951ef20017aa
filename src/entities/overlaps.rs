//! Documents that name several people whom links may join.

use std::collections::HashSet;

use hashbrown::HashMap;

use crate::entities::links::sounds;

/// For sets of people, the number of documents that name exactly these of those who may be joined. When people are joined, a document
/// that names both was counted twice.
///
/// People may be joined if one of them has a name of one word, or if their names have a word in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlaps {
    /// By the ascending ids of the people.
    documents: HashMap<Box<[u32]>, u64, foldhash::fast::FixedState>,
}

impl Overlaps {
    /// Counts a document with these people, each an id and a name.
    pub(super) fn count(&mut self, people: &[(u32, &str)]) {
        if people.len() < 2 {
            return;
        }
        let (mut seen, mut shared) = (HashSet::new(), HashSet::new());
        let words: Vec<Vec<String>> = people.iter().map(|(_, name)| sounds(name)).collect();
        for words in &words {
            let own: HashSet<&str> = words.iter().map(String::as_str).collect();
            shared.extend(own.iter().filter(|word| seen.contains(*word)).copied());
            seen.extend(own);
        }
        let may_be_joined =
            |words: &[String]| words.len() == 1 || words.iter().any(|word| shared.contains(word.as_str()));
        let ids = people.iter().zip(&words).filter(|(_, words)| may_be_joined(words)).map(|((id, _), _)| *id);
        self.add_set(ids.collect(), 1);
    }

    fn add_set(&mut self, mut ids: Vec<u32>, documents: u64) {
        if ids.len() > 1 {
            ids.sort_unstable();
            *self.documents.entry(ids.into_boxed_slice()).or_default() += documents;
        }
    }

    /// Adds those of other documents. `ids`: by their ids, the ids here.
    pub(super) fn add(&mut self, other: Self, ids: &[u32]) {
        for (set, documents) in other.documents {
            self.add_set(set.iter().filter_map(|id| ids.get(*id as usize).copied()).collect(), documents);
        }
    }

    /// For the people that remain, the numbers of documents by which they were counted too often. `ids`: by an id, that of the person who
    /// remains.
    pub(super) fn repeated(&self, ids: &[u32]) -> impl Iterator<Item = (u32, u64)> {
        self.documents.iter().flat_map(|(set, documents)| {
            let mut people: Vec<u32> = set.iter().filter_map(|id| ids.get(*id as usize).copied()).collect();
            people.sort_unstable();
            let repeated: Vec<_> = people.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            repeated.into_iter().map(|id| (id, *documents))
        })
    }
}
