//! Groups the mentions of one document into entities.

use std::cmp::Reverse;
use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::HashTable;

use crate::entities::{Aliases, Canonical, EntityCount, EntityKind, Mention, MentionChoice};
use crate::text::hyphenation::words;

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
    choice: MentionChoice,
    /// In order of first mention.
    groups: Vec<MentionGroup>,
    by_identity: HashTable<u32>,
    /// The concatenated names of all groups.
    names: String,
    /// For each mention, the next one of its group; [`END`] for the last, and for mentions that are not counted.
    next: Vec<u32>,
    line: String,
    hasher: foldhash::fast::RandomState,
}

/// The mentions of one entity.
#[derive(Clone, Debug)]
pub(super) struct MentionGroup {
    pub(super) kind: EntityKind,
    /// The value of the first mention. Those of others may differ.
    pub(super) canonical: Option<Canonical>,
    /// The formatted value, in [`DocumentEntities::names`]; the mention's text if it has no value.
    name: Range<u32>,
    /// The identity over all documents, there as well; the mention's text if it has no value.
    entity: Range<u32>,
    pub(super) count: u32,
    /// The highest confidence of a mention.
    pub(super) confidence: Option<u8>,
    first: u32,
    last: u32,
}

impl DocumentEntities {
    /// Creates an empty value. `choice`: the mentions that count.
    #[must_use]
    pub fn new(choice: MentionChoice) -> Self {
        Self { choice, ..Self::default() }
    }

    /// Groups the mentions of a document by entity, replacing those of the previous one. Their spans must refer to `text`.
    pub fn read(&mut self, text: &str, mentions: &[Mention], aliases: &Aliases) {
        self.groups.clear();
        self.names.clear();
        self.next.clear();
        if self.by_identity.capacity() > MAX_KEPT_CAPACITY {
            self.by_identity = HashTable::new();
        }
        self.by_identity.clear();
        self.next.resize(mentions.len(), END);
        for (index, mention) in (0_u32..).zip(mentions) {
            if !self.choice.includes(mention) {
                continue;
            }
            let group = self.group_of(mention, text, aliases);
            let Some(group) = self.groups.get_mut(group) else { continue };
            group.count += 1;
            group.confidence = group.confidence.max(mention.confidence);
            if group.first == END {
                group.first = index;
            } else if let Some(next) = self.next.get_mut(group.last as usize) {
                *next = index;
            }
            group.last = index;
        }
    }

    /// Returns the index of the group of a mention, which is created if it is new.
    fn group_of(&mut self, mention: &Mention, text: &str, aliases: &Aliases) -> usize {
        let is_same = |group: &MentionGroup| group.kind == mention.kind && group.canonical == mention.canonical;
        // Mentions without a value are grouped by their text.
        if mention.canonical.is_some()
            && let Some(back) = self.groups.iter().rev().take(RECENT).position(is_same)
        {
            return self.groups.len() - 1 - back;
        }
        let Self { groups, by_identity, names, line, hasher, .. } = self;
        let start = names.len();
        match &mention.canonical {
            Some(canonical) => canonical.append_to(text, names),
            None => names.push_str(one_line(mention.span.of(text), line)),
        }
        let is_resolved = mention.canonical.is_some();
        let name = start..names.len();
        let own = names.get(name.clone()).unwrap_or_default();
        let entity = if is_resolved { aliases.entity_of(mention.kind, own) } else { own };
        let hash_of = |kind: EntityKind, is_resolved: bool, entity: &str| hasher.hash_one((kind, is_resolved, entity));
        let hash = hash_of(mention.kind, is_resolved, entity);
        let has_identity = |&id: &u32| {
            groups.get(id as usize).is_some_and(|group| {
                group.kind == mention.kind
                    && group.canonical.is_some() == is_resolved
                    && slice(names, &group.entity) == Some(entity)
            })
        };
        if let Some(&id) = by_identity.find(hash, has_identity) {
            names.truncate(start);
            return id as usize;
        }
        let entity = if entity == own {
            name.clone()
        } else {
            // As far as the compiler knows, it borrows from `names`.
            let entity = entity.to_owned();
            names.push_str(&entity);
            name.end..names.len()
        };
        let id = groups.len();
        // A text has fewer than 4 GiB, and so have its names.
        let short = |range: Range<usize>| range.start as u32..range.end as u32;
        let (name, entity) = (short(name), short(entity));
        groups.push(MentionGroup {
            kind: mention.kind,
            canonical: mention.canonical,
            name,
            entity,
            count: 0,
            confidence: None,
            first: END,
            last: END,
        });
        by_identity.insert_unique(hash, id as u32, |&id| {
            groups.get(id as usize).map_or(0, |group| {
                let entity = slice(names, &group.entity).unwrap_or_default();
                hash_of(group.kind, group.canonical.is_some(), entity)
            })
        });
        id
    }

    /// Returns the groups, in order of first mention.
    pub(super) fn groups(&self) -> &[MentionGroup] {
        &self.groups
    }

    /// The identity of a group over all documents; the mention's text if it is not resolved.
    pub(super) fn entity(&self, group: &MentionGroup) -> &str {
        slice(&self.names, &group.entity).unwrap_or_default()
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

    /// The groups in the order of [`EntityTotals::ranking`](crate::entities::EntityTotals::ranking), as indices.
    pub(crate) fn ranked(&self) -> Vec<u32> {
        let mut ranked: Vec<u32> = (0..self.groups.len() as u32).collect();
        let group = |id: &u32| self.groups.get(*id as usize);
        ranked.sort_unstable_by(|a, b| {
            let rank = |group: &MentionGroup| (group.kind, Reverse(group.count), group.canonical.is_none());
            let (a, b) = (group(a), group(b));
            let name = |group: Option<&MentionGroup>| group.map_or("", |group| self.entity(group));
            a.map(rank).cmp(&b.map(rank)).then_with(|| name(a).cmp(name(b)))
        });
        ranked
    }

    /// The entity of the group with this index, with the indices of its mentions. `documents` is 1 and `forms` is empty.
    pub(crate) fn counted(&self, group: u32) -> Option<(EntityCount<'_>, impl Iterator<Item = usize> + '_)> {
        let group = self.groups.get(group as usize)?;
        let entity = self.entity(group);
        let canonical = group.canonical.as_ref();
        let counted = EntityCount {
            kind: group.kind,
            entity: canonical.map(|_| entity),
            canonical: canonical.map(|_| slice(&self.names, &group.name).unwrap_or_default()),
            label: canonical.and_then(Canonical::own_label).unwrap_or(entity),
            count: u64::from(group.count),
            documents: 1,
            confidence: group.confidence,
            forms: Vec::new(),
        };
        Some((counted, self.mentions(group)))
    }

    /// Iterates over the entities in the order of [`EntityTotals::ranking`](crate::entities::EntityTotals::ranking),
    /// each with the indices of its mentions. `documents` is 1 and `forms` is empty.
    pub fn iter(&self) -> impl Iterator<Item = (EntityCount<'_>, impl Iterator<Item = usize> + '_)> {
        self.ranked().into_iter().filter_map(|group| self.counted(group))
    }
}

fn slice<'a>(names: &'a str, range: &Range<u32>) -> Option<&'a str> {
    names.get(range.start as usize..range.end as usize)
}

/// Returns `text` with each run of white space replaced by one blank, and divided words joined, using `line` as the buffer if it has to be
/// changed.
pub(super) fn one_line<'a>(text: &'a str, line: &'a mut String) -> &'a str {
    if is_one_line(text) {
        return text.trim_matches(' ');
    }
    line.clear();
    for word in words(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
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
