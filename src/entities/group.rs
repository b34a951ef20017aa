//! Groups the mentions of one document into entities.

use std::cmp::Reverse;
use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::HashTable;

use crate::entities::{Canonical, EntityCount, EntityKind, Mention, Via};

/// Marks the end of a list of mentions.
const END: u32 = u32::MAX;

/// The number of latest groups that a mention is compared with before its identity is formatted and looked up.
const RECENT: usize = 12;

/// The maximum capacity of the table that is kept for the next document, because clearing it takes time proportional to
/// the capacity.
const MAX_KEPT_CAPACITY: usize = 1 << 12;

/// The entities of one document with their mentions. Only buffers are kept between documents.
#[derive(Debug, Default)]
pub struct DocumentEntities {
    with_in_name: bool,
    /// In order of first mention.
    groups: Vec<MentionGroup>,
    by_identity: HashTable<u32>,
    /// The concatenated identities of all groups.
    identities: String,
    /// For each mention, the next one of its group; [`END`] for the last, and for mentions that are not counted.
    next: Vec<u32>,
    line: String,
    hasher: foldhash::fast::RandomState,
}

/// The mentions of one entity.
#[derive(Clone, Debug)]
pub(super) struct MentionGroup {
    pub(super) kind: EntityKind,
    /// The value of the first mention. Those of others may differ if they are formatted alike.
    pub(super) canonical: Option<Canonical>,
    /// The formatted value; the mention's text if it has no value.
    identity: Range<usize>,
    pub(super) count: u32,
    first: u32,
    last: u32,
}

impl DocumentEntities {
    /// Creates an empty value. `with_in_name`: whether to count countries that are part of another name (`Bank
    /// Indonesia`).
    #[must_use]
    pub fn new(with_in_name: bool) -> Self {
        Self { with_in_name, ..Self::default() }
    }

    /// Groups the mentions of a document, replacing those of the previous one. Their spans must refer to `text`.
    pub fn read(&mut self, text: &str, mentions: &[Mention]) {
        self.groups.clear();
        self.identities.clear();
        self.next.clear();
        if self.by_identity.capacity() > MAX_KEPT_CAPACITY {
            self.by_identity = HashTable::new();
        }
        self.by_identity.clear();
        self.next.resize(mentions.len(), END);
        for (index, mention) in (0_u32..).zip(mentions) {
            if !self.with_in_name && mention.via == Some(Via::InName) {
                continue;
            }
            let group = self.group_of(mention, text);
            let Some(group) = self.groups.get_mut(group) else { continue };
            group.count += 1;
            if group.first == END {
                group.first = index;
            } else if let Some(next) = self.next.get_mut(group.last as usize) {
                *next = index;
            }
            group.last = index;
        }
    }

    /// Returns the index of the group of a mention, which is created if it is new.
    fn group_of(&mut self, mention: &Mention, text: &str) -> usize {
        let is_same = |group: &MentionGroup| group.kind == mention.kind && group.canonical == mention.canonical;
        // Mentions without a value are grouped by their text.
        if mention.canonical.is_some()
            && let Some(back) = self.groups.iter().rev().take(RECENT).position(is_same)
        {
            return self.groups.len() - 1 - back;
        }
        let Self { groups, by_identity, identities, line, hasher, .. } = self;
        let start = identities.len();
        match &mention.canonical {
            Some(canonical) => canonical.append_to(text, identities),
            None => identities.push_str(one_line(mention.span.of(text), line)),
        }
        let is_resolved = mention.canonical.is_some();
        let own = identities.get(start..).unwrap_or_default();
        let hash_of =
            |kind: EntityKind, is_resolved: bool, identity: &str| hasher.hash_one((kind, is_resolved, identity));
        let hash = hash_of(mention.kind, is_resolved, own);
        let has_identity = |&id: &u32| {
            groups.get(id as usize).is_some_and(|group| {
                group.kind == mention.kind
                    && group.canonical.is_some() == is_resolved
                    && identities.get(group.identity.clone()) == Some(own)
            })
        };
        if let Some(&id) = by_identity.find(hash, has_identity) {
            identities.truncate(start);
            return id as usize;
        }
        let id = groups.len();
        groups.push(MentionGroup {
            kind: mention.kind,
            canonical: mention.canonical,
            identity: start..identities.len(),
            count: 0,
            first: END,
            last: END,
        });
        by_identity.insert_unique(hash, id as u32, |&id| {
            groups.get(id as usize).map_or(0, |group| {
                let identity = identities.get(group.identity.clone()).unwrap_or_default();
                hash_of(group.kind, group.canonical.is_some(), identity)
            })
        });
        id
    }

    /// Returns the groups, in order of first mention.
    pub(super) fn groups(&self) -> &[MentionGroup] {
        &self.groups
    }

    pub(super) fn identity(&self, group: &MentionGroup) -> &str {
        self.identities.get(group.identity.clone()).unwrap_or_default()
    }

    /// Iterates over the ascending indices of a group's mentions.
    pub(super) fn mentions(&self, group: &MentionGroup) -> impl Iterator<Item = usize> + '_ {
        let mut at = group.first;
        std::iter::from_fn(move || {
            let index = (at != END).then_some(at as usize)?;
            at = self.next.get(index).copied().unwrap_or(END);
            Some(index)
        })
    }

    /// Iterates over the entities in the order of [`EntityTotals::ranking`](crate::entities::EntityTotals::ranking),
    /// each with the indices of its mentions. `documents` is 1 and `forms` is empty.
    pub fn iter(&self) -> impl Iterator<Item = (EntityCount<'_>, impl Iterator<Item = usize> + '_)> {
        let mut ranked: Vec<&MentionGroup> = self.groups.iter().collect();
        ranked.sort_unstable_by(|a, b| {
            let rank = |group: &MentionGroup| (group.kind, Reverse(group.count), group.canonical.is_none());
            rank(a).cmp(&rank(b)).then_with(|| self.identity(a).cmp(self.identity(b)))
        });
        ranked.into_iter().map(|group| {
            let identity = self.identity(group);
            let canonical = group.canonical.as_ref();
            let counted = EntityCount {
                kind: group.kind,
                canonical: canonical.map(|_| identity),
                label: canonical.and_then(Canonical::own_label).unwrap_or(identity),
                count: u64::from(group.count),
                documents: 1,
                forms: Vec::new(),
            };
            (counted, self.mentions(group))
        })
    }
}

/// Returns `text` with each run of white space replaced by one blank, using `line` as the buffer if it has to be
/// changed.
pub(super) fn one_line<'a>(text: &'a str, line: &'a mut String) -> &'a str {
    if is_one_line(text) {
        return text.trim_matches(' ');
    }
    line.clear();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether `text` is ASCII and contains no white space except single blanks; a sufficient condition for collapsed white
/// space.
pub(super) fn is_one_line(text: &str) -> bool {
    let mut before = b'a';
    text.bytes().all(|byte| {
        let is_plain = byte.is_ascii() && byte >= b' ' && (byte, before) != (b' ', b' ');
        before = byte;
        is_plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed() {
        let mut line = String::new();
        for (text, wanted) in [
            ("Joko Widodo", "Joko Widodo"),
            ("Joko\n  Widodo", "Joko Widodo"),
            ("Joko\u{a0}Widodo", "Joko Widodo"),
            (" Joko", "Joko"),
            ("", ""),
        ] {
            assert_eq!(one_line(text, &mut line), wanted);
        }
    }
}
