//! Entities over many documents.

use std::cmp::Reverse;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::entities::group::one_line;
use crate::entities::person::known_full_name;
use crate::entities::{Canonical, DocumentEntities, EntityKind, Mention};

/// An entity with its counts, in one document or in many.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntityCount<'a> {
    /// The kind.
    pub kind: EntityKind,
    /// The identity, as [`Canonical::display`](crate::entities::Canonical::display) formats it. `None` if the entity is
    /// not resolved; such mentions are grouped by their text.
    pub canonical: Option<&'a str>,
    /// The human-readable form; the text of the mention if it is not resolved.
    pub label: &'a str,
    /// The number of mentions.
    pub count: u64,
    /// The number of documents with a mention.
    pub documents: u64,
    /// The spellings in the texts with their counts, by descending count, then by code points. White space is
    /// collapsed.
    pub forms: Vec<(&'a str, u64)>,
}

/// The identity of an entity over all documents, by which [`EntityTotals`] count, from that within a document: of a person the full
/// name under which the press knows a nickname ([`known_full_name`]), of all others the same.
#[must_use]
pub fn entity_of(kind: EntityKind, canonical: &str) -> &str {
    if kind == EntityKind::Person { known_full_name(canonical).unwrap_or(canonical) } else { canonical }
}

#[derive(Clone, Debug)]
struct TotalEntry {
    kind: EntityKind,
    /// The formatted value; the mention's text if it has no value.
    identity: Box<str>,
    is_resolved: bool,
    /// `None` if the label is the identity.
    label: Option<Box<str>>,
    count: u64,
    documents: u64,
    /// The number of the last counted document that mentions it, among those of an [`EntityCounter`].
    last_document: u64,
}

impl TotalEntry {
    /// The sort key of reports: by kind, descending count, and canonical form; unresolved entities last.
    fn rank(&self, count: u64) -> (EntityKind, Reverse<u64>, bool, &str) {
        (self.kind, Reverse(count), !self.is_resolved, &self.identity)
    }

    fn canonical(&self) -> Option<&str> {
        self.is_resolved.then_some(&*self.identity)
    }

    fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.identity)
    }
}

#[derive(Clone, Debug)]
struct SurfaceForm {
    entity: u32,
    text: Box<str>,
    count: u64,
}

/// The entities of many documents. Entities are identified across documents: people by the fullest form of their name,
/// or by the full name under which the press knows it ([`known_full_name`]); countries by code; dates by value. The
/// result does not depend on the order of merging.
#[derive(Clone, Debug, Default)]
pub struct EntityTotals {
    entities: Vec<TotalEntry>,
    by_identity: HashTable<u32>,
    forms: Vec<SurfaceForm>,
    by_form: HashTable<u32>,
    hasher: foldhash::fast::RandomState,
}

impl EntityTotals {
    /// The number of distinct entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether the totals contain no entities.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// The number of mentions of an entity, given as in [`EntityCount`]; 0 if there are none.
    #[must_use]
    pub fn count_of(&self, kind: EntityKind, canonical: Option<&str>, label: &str) -> u64 {
        let (is_resolved, identity) = (canonical.is_some(), canonical.unwrap_or(label));
        let entity = |id: &u32| self.entities.get(*id as usize);
        let is_it = |e: &TotalEntry| e.kind == kind && e.is_resolved == is_resolved && *e.identity == *identity;
        let hash = self.hasher.hash_one((kind, is_resolved, identity));
        self.by_identity
            .find(hash, |id| entity(id).is_some_and(is_it))
            .and_then(entity)
            .map_or(0, |entity| entity.count)
    }

    /// Adds the entities of other documents. The result does not depend on the order of merging.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (mut large, small) = if self.forms.len() < other.forms.len() { (other, self) } else { (self, other) };
        let mut ids = Vec::with_capacity(small.entities.len());
        for entity in small.entities {
            let TotalEntry { kind, identity, is_resolved, label, count, documents, last_document: _ } = entity;
            let id = large.entity(kind, is_resolved, &identity, || label);
            if let Some(sum) = large.entities.get_mut(id as usize) {
                sum.count += count;
                sum.documents += documents;
            }
            ids.push(id);
        }
        for form in small.forms {
            if let Some(&id) = ids.get(form.entity as usize) {
                large.add_form(id, &form.text, form.count);
            }
        }
        large
    }

    /// Returns the entities of `kinds` that occur at least `min_count` times and satisfy `keep`, at most `top` of each
    /// kind (0: all), by kind, descending count, and canonical form (unresolved ones last).
    #[must_use]
    pub fn ranking(
        &self,
        kinds: &[EntityKind],
        top: usize,
        min_count: u64,
        keep: impl Fn(&EntityCount<'_>) -> bool,
    ) -> Vec<EntityCount<'_>> {
        let wanted = |e: &TotalEntry| kinds.contains(&e.kind) && e.count > 0 && e.count >= min_count;
        let mut ids: Vec<usize> =
            (0..self.entities.len()).filter(|&id| self.entities.get(id).is_some_and(wanted)).collect();
        ids.sort_unstable_by_key(|&id| self.entities.get(id).map(|e| e.rank(e.count)));
        let mut forms: Vec<&SurfaceForm> = self.forms.iter().collect();
        forms.sort_unstable_by_key(|f| (f.entity, Reverse(f.count), &f.text));
        let mut ranking: Vec<EntityCount<'_>> = Vec::new();
        let mut of_kind = 0;
        for (id, entity) in ids.into_iter().filter_map(|id| Some((id, self.entities.get(id)?))) {
            if ranking.last().is_none_or(|last| last.kind != entity.kind) {
                of_kind = 0;
            }
            if top > 0 && of_kind >= top {
                continue;
            }
            let first = forms.partition_point(|f| (f.entity as usize) < id);
            let own = forms.get(first..).unwrap_or_default().iter().take_while(|f| f.entity as usize == id);
            let counted = EntityCount {
                kind: entity.kind,
                canonical: entity.canonical(),
                label: entity.label(),
                count: entity.count,
                documents: entity.documents,
                forms: own.map(|f| (&*f.text, f.count)).collect(),
            };
            if keep(&counted) {
                ranking.push(counted);
                of_kind += 1;
            }
        }
        ranking
    }

    fn entity(
        &mut self,
        kind: EntityKind,
        is_resolved: bool,
        identity: &str,
        label: impl FnOnce() -> Option<Box<str>>,
    ) -> u32 {
        let Self { entities, by_identity, hasher, .. } = self;
        let hash = hasher.hash_one((kind, is_resolved, identity));
        let has_identity = |&id: &u32| {
            let found = entities.get(id as usize);
            found.is_some_and(|e| e.kind == kind && e.is_resolved == is_resolved && *e.identity == *identity)
        };
        if let Some(&id) = by_identity.find(hash, has_identity) {
            return id;
        }
        let id = entities.len() as u32;
        let label = label().filter(|label| **label != *identity);
        let identity = identity.into();
        entities.push(TotalEntry { kind, identity, is_resolved, label, count: 0, documents: 0, last_document: 0 });
        by_identity.insert_unique(hash, id, |&id| {
            entities.get(id as usize).map_or(0, |e| hasher.hash_one((e.kind, e.is_resolved, &*e.identity)))
        });
        id
    }

    fn add_form(&mut self, entity: u32, text: &str, count: u64) {
        let Self { forms, by_form, hasher, .. } = self;
        let hash = hasher.hash_one((entity, text));
        let is_same = |&id: &u32| forms.get(id as usize).is_some_and(|f| f.entity == entity && *f.text == *text);
        if let Some(&id) = by_form.find(hash, is_same) {
            if let Some(form) = forms.get_mut(id as usize) {
                form.count += count;
            }
            return;
        }
        let id = forms.len() as u32;
        forms.push(SurfaceForm { entity, text: text.into(), count });
        by_form
            .insert_unique(hash, id, |&id| forms.get(id as usize).map_or(0, |f| hasher.hash_one((f.entity, &*f.text))));
    }
}

impl Serialize for EntityTotals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct List<'a, T>(&'a [T]);
        impl Serialize for List<'_, TotalEntry> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.iter().map(|entity| {
                    let TotalEntry { kind, identity, is_resolved, label, count, documents, last_document: _ } = entity;
                    (kind, is_resolved, identity, label, count, documents)
                }))
            }
        }
        impl Serialize for List<'_, SurfaceForm> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.iter().map(|form| (form.entity, &*form.text, form.count)))
            }
        }
        (List(&self.entities), List(&self.forms)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EntityTotals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type StoredEntity = (EntityKind, bool, Box<str>, Option<Box<str>>, u64, u64);
        type StoredForm = (u32, Box<str>, u64);
        let (entities, forms) = <(Vec<StoredEntity>, Vec<StoredForm>)>::deserialize(deserializer)?;
        let mut totals = Self::default();
        let mut ids = Vec::with_capacity(entities.len());
        for (kind, is_resolved, identity, label, count, documents) in entities {
            let id = totals.entity(kind, is_resolved, &identity, || label);
            if let Some(entity) = totals.entities.get_mut(id as usize) {
                entity.count += count;
                entity.documents += documents;
            }
            ids.push(id);
        }
        for (entity, text, count) in forms {
            let id = ids.get(entity as usize).ok_or_else(|| D::Error::custom("a form of an unknown entity"))?;
            totals.add_form(*id, &text, count);
        }
        Ok(totals)
    }
}

/// Counts entities document by document and accumulates the totals.
#[derive(Debug, Default)]
pub struct EntityCounter {
    document: DocumentEntities,
    totals: EntityTotals,
    /// The number of documents counted.
    documents: u64,
    line: String,
}

impl EntityCounter {
    /// Creates a counter. `with_in_name`: whether to count countries that are part of another name (`Bank Indonesia`).
    #[must_use]
    pub fn new(with_in_name: bool) -> Self {
        Self { document: DocumentEntities::new(with_in_name), ..Self::default() }
    }

    /// Counts the next document and returns its entities.
    pub fn count(&mut self, text: &str, mentions: &[Mention]) -> &DocumentEntities {
        let Self { document, totals, documents, line } = self;
        document.read(text, mentions);
        *documents += 1;
        for group in document.groups() {
            let label = || Some(group.canonical.as_ref().and_then(Canonical::own_label)?.into());
            let own = document.identity(group);
            let id = totals.entity(group.kind, group.canonical.is_some(), entity_of(group.kind, own), label);
            if let Some(entity) = totals.entities.get_mut(id as usize) {
                // A document may mention a person by a full name and, unlinked, by a short one; it counts once.
                entity.documents += u64::from(entity.last_document != *documents);
                entity.last_document = *documents;
                entity.count += u64::from(group.count);
            }
            for mention in document.mentions(group).filter_map(|index| mentions.get(index)) {
                totals.add_form(id, one_line(mention.span.of(text), line), 1);
            }
        }
        document
    }

    /// Adds the entities of other documents.
    pub fn add(&mut self, totals: EntityTotals) {
        self.totals = std::mem::take(&mut self.totals).merge(totals);
        // These numbers may be those of another counter.
        self.totals.entities.iter_mut().for_each(|entity| entity.last_document = 0);
    }

    /// Returns the totals so far.
    #[must_use]
    pub fn totals(&self) -> &EntityTotals {
        &self.totals
    }

    /// Returns the totals over all documents.
    #[must_use]
    pub fn into_totals(self) -> EntityTotals {
        self.totals
    }
}
