//! Who, where and when in one document: mentions that mean the same are one entity.

use std::cmp::Reverse;
use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::HashTable;

use crate::entities::{Canonical, EntityCount, EntityKind, Mention, Via};

/// No mention.
const END: u32 = u32::MAX;

/// How many of the latest groups a mention is compared with before its name is written and looked up.
const RECENT: usize = 12;

/// How many groups the table may have room for when a document is done: clearing it costs time for all of them.
const ROOM: usize = 1 << 12;

/// The entities of one document, each with its mentions. It keeps buffers between documents, and nothing else.
#[derive(Debug, Default)]
pub struct DocumentEntities {
    with_in_name: bool,
    /// In order of first mention.
    groups: Vec<Group>,
    by_identity: HashTable<u32>,
    /// The identities of all groups, one behind the other.
    identities: String,
    /// For each mention, the next one of its group; [`END`] for the last, and for those that are not counted.
    next: Vec<u32>,
    line: String,
    hasher: foldhash::fast::RandomState,
}

/// Mentions that mean the same.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) kind: EntityKind,
    /// Of the first mention; others may have another value that is written alike.
    pub(super) canonical: Option<Canonical>,
    /// The canonical form; if it is not resolved, the mention's text.
    identity: Range<usize>,
    pub(super) count: u32,
    first: u32,
    last: u32,
}

impl DocumentEntities {
    /// No entities. `with_in_name`: whether countries that are part of another name (`Bank Indonesia`) count.
    #[must_use]
    pub fn new(with_in_name: bool) -> Self {
        Self { with_in_name, ..Self::default() }
    }

    /// Groups the mentions of a document, replacing those of the previous one. `text` is the text that their spans point into.
    pub fn read(&mut self, text: &str, mentions: &[Mention]) {
        self.groups.clear();
        self.identities.clear();
        self.next.clear();
        if self.by_identity.capacity() > ROOM {
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

    /// The index of the group that a mention belongs to, which is made if it is new.
    fn group_of(&mut self, mention: &Mention, text: &str) -> usize {
        let is_same = |group: &Group| group.canonical == mention.canonical && group.kind == mention.kind;
        // What has no value is told apart by its text alone.
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
        let is_it = |&id: &u32| {
            groups.get(id as usize).is_some_and(|group| {
                group.kind == mention.kind
                    && group.canonical.is_some() == is_resolved
                    && identities.get(group.identity.clone()) == Some(own)
            })
        };
        if let Some(&id) = by_identity.find(hash, is_it) {
            identities.truncate(start);
            return id as usize;
        }
        let id = groups.len();
        groups.push(Group {
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

    /// The groups, in order of first mention.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    pub(super) fn identity(&self, group: &Group) -> &str {
        self.identities.get(group.identity.clone()).unwrap_or_default()
    }

    /// The indices of a group's mentions, rising.
    pub(super) fn mentions(&self, group: &Group) -> impl Iterator<Item = usize> + '_ {
        let mut at = group.first;
        std::iter::from_fn(move || {
            let index = (at != END).then_some(at as usize)?;
            at = self.next.get(index).copied().unwrap_or(END);
            Some(index)
        })
    }

    /// The entities in the order of [`EntityTotals::ranking`](crate::entities::EntityTotals::ranking), each with the indices of
    /// its mentions. `documents` is 1 and `forms` is empty.
    pub fn iter(&self) -> impl Iterator<Item = (EntityCount<'_>, impl Iterator<Item = usize> + '_)> {
        let mut ranked: Vec<&Group> = self.groups.iter().collect();
        ranked.sort_unstable_by(|a, b| {
            let rank = |group: &Group| (group.kind, Reverse(group.count), group.canonical.is_none());
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

/// `text` with each run of white space as one blank, in `line` if it must be changed.
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

/// Whether white space in `text` surely is single blanks between words, at either end perhaps more.
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
    fn white_space_is_one_blank() {
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
