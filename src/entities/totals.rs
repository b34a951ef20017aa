//! Entities over many documents.

use std::cmp::Reverse;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::entities::group::one_line;
use crate::entities::links::{self, Links};
use crate::entities::overlaps::Overlaps;
use crate::entities::{Aliases, Canonical, DocumentEntities, EntityKind, Mention, MentionChoice};

/// An entity with its counts, in one document or in many.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntityCount<'a> {
    /// The kind.
    pub kind: EntityKind,
    /// The identity over all documents ([`Aliases::entity_of`]). `None` if the entity is not resolved; such mentions are
    /// grouped by their text.
    pub entity: Option<&'a str>,
    /// In one document, the identity of the first mention there, as
    /// [`Canonical::display`](crate::entities::Canonical::display) formats it; in many, the same as `entity`. `None` if
    /// `entity` is.
    pub canonical: Option<&'a str>,
    /// The human-readable form of the entity; the text of the mention if it is not resolved.
    pub label: &'a str,
    /// The number of mentions.
    pub count: u64,
    /// The number of documents with a mention.
    pub documents: u64,
    /// For people, the highest confidence of a mention, as in [`Mention::confidence`]; `None` for other kinds.
    pub confidence: Option<u8>,
    /// The spellings in the texts with their counts, by descending count, then by code points. White space is
    /// collapsed.
    pub forms: Vec<(&'a str, u64)>,
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
    confidence: Option<u8>,
}

impl TotalEntry {
    /// The sort key of reports: by kind, descending count, and entity; unresolved ones last.
    fn rank(&self, count: u64) -> (EntityKind, Reverse<u64>, bool, &str) {
        (self.kind, Reverse(count), !self.is_resolved, &self.identity)
    }

    fn entity(&self) -> Option<&str> {
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
    /// The number of documents with it.
    documents: u64,
    /// The number of the last counted document with it, among those of an [`EntityCounter`].
    last_document: u64,
}

/// The entities of many documents. Entities are identified across documents: people by [`Aliases::entity_of`]; countries by
/// code; dates by value. The result does not depend on the order of merging.
#[derive(Clone, Debug, Default)]
pub struct EntityTotals {
    entities: Vec<TotalEntry>,
    by_identity: HashTable<u32>,
    forms: Vec<SurfaceForm>,
    by_form: HashTable<u32>,
    /// The people whom links may join, where a document names several; `None` if they are not counted.
    overlaps: Option<Overlaps>,
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
    pub fn count_of(&self, kind: EntityKind, entity: Option<&str>, label: &str) -> u64 {
        let (is_resolved, identity) = (entity.is_some(), entity.unwrap_or(label));
        let entry = |id: &u32| self.entities.get(*id as usize);
        let is_it = |e: &TotalEntry| e.kind == kind && e.is_resolved == is_resolved && *e.identity == *identity;
        let hash = self.hasher.hash_one((kind, is_resolved, identity));
        self.by_identity.find(hash, |id| entry(id).is_some_and(is_it)).and_then(entry).map_or(0, |entry| entry.count)
    }

    /// Adds the entities of other documents. The result does not depend on the order of merging.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (mut large, small) = if self.forms.len() < other.forms.len() { (other, self) } else { (self, other) };
        let mut ids = Vec::with_capacity(small.entities.len());
        for entity in &small.entities {
            ids.push(large.add_entity(&entity.identity, entity));
        }
        small.forms.iter().for_each(|form| large.add_form(&ids, form));
        if let Some(overlaps) = small.overlaps {
            large.overlaps.get_or_insert_default().add(overlaps, &ids);
        }
        large
    }

    /// Finds the names of people that are one person's by the evidence of all documents: short names that are alone in their
    /// document, and spellings and titles that differ between documents. With a counter that was [made for it](EntityCounter::for_links),
    /// the people named beside a short name must fit.
    ///
    /// ```
    /// use telaah::entities::EntityCounter;
    ///
    /// let analyzer = telaah::Analyzer::builder().terms(None).build();
    /// let (mut workspace, mut counter) = (analyzer.workspace(), EntityCounter::default());
    /// for text in [
    ///     "Hasto Kristiyanto tiba di Solo. Menurut Hasto, acara itu lancar.",
    ///     "Sekretaris partai, Hasto Kristiyanto, hadir. Kata Hasto, acara itu lancar.",
    ///     "Menurut Hasto, acara itu lancar.",
    /// ] {
    ///     let analysis = analyzer.analyze_with(text, None, &mut workspace);
    ///     counter.count(text, analysis.mentions, analysis.aliases());
    /// }
    /// let links = counter.totals().links();
    /// let found: Vec<_> = links.iter().map(|link| (&*link.name, &*link.entity, link.evidence.to_string())).collect();
    /// assert_eq!(found, [("Hasto", "Hasto Kristiyanto", "articles 2/2".to_owned())]);
    /// ```
    #[must_use]
    pub fn links(&self) -> Links {
        let is_person = |entity: &TotalEntry| entity.kind == EntityKind::Person && entity.is_resolved;
        let mut people = Vec::new();
        // By entity: its place among the people.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.entities.len());
        for entity in &self.entities {
            places.push(is_person(entity).then_some(people.len()));
            if is_person(entity) {
                people.push((&*entity.identity, entity.documents));
            }
        }
        let place = |form: &SurfaceForm| places.get(form.entity as usize).copied().flatten();
        let forms = self.forms.iter().filter_map(|form| Some((&*form.text, place(form)?, form.documents)));
        let sets = self.overlaps.iter().flat_map(Overlaps::sets);
        let together = sets.map(|(set, documents)| {
            (set.iter().filter_map(|id| places.get(*id as usize).copied().flatten()).collect(), documents)
        });
        links::find(&people, forms, together)
    }

    /// The totals of the same documents with other identities of people. The numbers of documents are exact if the counter was
    /// [made for it](EntityCounter::for_links); otherwise a document that names several people who are joined is counted once for each.
    #[must_use]
    pub fn with_aliases(self, aliases: &Aliases) -> Self {
        let Self { entities, forms, overlaps, .. } = self;
        let mut joined = Self::default();
        let mut ids = Vec::with_capacity(entities.len());
        for counts in &entities {
            let TotalEntry { kind, identity, is_resolved, .. } = counts;
            let entity = if *is_resolved { aliases.entity_of(*kind, identity) } else { identity };
            ids.push(joined.add_entity(entity, counts));
        }
        forms.iter().for_each(|form| joined.add_form(&ids, form));
        for (id, documents) in overlaps.iter().flat_map(|overlaps| overlaps.repeated(&ids)) {
            if let Some(sum) = joined.entities.get_mut(id as usize) {
                sum.documents -= documents;
            }
        }
        joined
    }

    /// Returns the entities of `kinds` that occur at least `min_count` times and satisfy `keep`, at most `top` of each
    /// kind (0: all), by kind, descending count, and entity (unresolved ones last).
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
                entity: entity.entity(),
                canonical: entity.entity(),
                label: entity.label(),
                count: entity.count,
                documents: entity.documents,
                confidence: entity.confidence,
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
        entities.push(TotalEntry { kind, identity, is_resolved, label, count: 0, documents: 0, confidence: None });
        by_identity.insert_unique(hash, id, |&id| {
            entities.get(id as usize).map_or(0, |e| hasher.hash_one((e.kind, e.is_resolved, &*e.identity)))
        });
        id
    }

    /// Adds the counts of an entity under an identity, and returns its id.
    fn add_entity(&mut self, identity: &str, counts: &TotalEntry) -> u32 {
        let id = self.entity(counts.kind, counts.is_resolved, identity, || counts.label.clone());
        if let Some(sum) = self.entities.get_mut(id as usize) {
            sum.count += counts.count;
            sum.documents += counts.documents;
            sum.confidence = sum.confidence.max(counts.confidence);
        }
        id
    }

    /// Adds the counts of a form. `ids`: the ids here of the entities, by their ids there.
    fn add_form(&mut self, ids: &[u32], form: &SurfaceForm) {
        let Some(&id) = ids.get(form.entity as usize) else { return };
        let sum = self.form(id, &form.text);
        sum.count += form.count;
        sum.documents += form.documents;
    }

    fn form(&mut self, entity: u32, text: &str) -> &mut SurfaceForm {
        let Self { forms, by_form, hasher, .. } = self;
        let hash = hasher.hash_one((entity, text));
        let is_same = |&id: &u32| forms.get(id as usize).is_some_and(|f| f.entity == entity && *f.text == *text);
        let id = match by_form.find(hash, is_same) {
            Some(&id) => id as usize,
            None => {
                let id = forms.len();
                forms.push(SurfaceForm { entity, text: text.into(), count: 0, documents: 0, last_document: 0 });
                by_form.insert_unique(hash, id as u32, |&id| {
                    forms.get(id as usize).map_or(0, |f| hasher.hash_one((f.entity, &*f.text)))
                });
                id
            }
        };
        &mut forms[id]
    }
}

impl Serialize for EntityTotals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct List<'a, T>(&'a [T]);
        impl Serialize for List<'_, TotalEntry> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.iter().map(|entity| {
                    let TotalEntry { kind, identity, is_resolved, label, count, documents, confidence } = entity;
                    (kind, is_resolved, identity, label, count, documents, confidence)
                }))
            }
        }
        impl Serialize for List<'_, SurfaceForm> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.iter().map(|form| (form.entity, &*form.text, form.count, form.documents)))
            }
        }
        (List(&self.entities), List(&self.forms)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EntityTotals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type StoredEntity = (EntityKind, bool, Box<str>, Option<Box<str>>, u64, u64, Option<u8>);
        type StoredForm = (u32, Box<str>, u64, u64);
        let (entities, forms) = <(Vec<StoredEntity>, Vec<StoredForm>)>::deserialize(deserializer)?;
        let mut totals = Self::default();
        let mut ids = Vec::with_capacity(entities.len());
        for (kind, is_resolved, identity, label, count, documents, confidence) in entities {
            let counts = TotalEntry { kind, identity, is_resolved, label, count, documents, confidence };
            ids.push(totals.add_entity(&counts.identity, &counts));
        }
        for (entity, text, count, documents) in forms {
            if entity as usize >= ids.len() {
                return Err(D::Error::custom("a form of an unknown entity"));
            }
            totals.add_form(&ids, &SurfaceForm { entity, text, count, documents, last_document: 0 });
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
    /// Creates a counter. `choice`: the mentions that count.
    #[must_use]
    pub fn new(choice: MentionChoice) -> Self {
        Self { document: DocumentEntities::new(choice), ..Self::default() }
    }

    /// Also counts in how many documents several names occur that [links](EntityTotals::links) may join, so that
    /// [`EntityTotals::with_aliases`] counts such a document once.
    #[must_use]
    pub fn for_links(mut self) -> Self {
        self.totals.overlaps = Some(Overlaps::default());
        self
    }

    /// Counts the next document and returns its entities.
    pub fn count(&mut self, text: &str, mentions: &[Mention], aliases: &Aliases) -> &DocumentEntities {
        let Self { document, totals, documents, line } = self;
        document.read(text, mentions, aliases);
        *documents += 1;
        let mut people = Vec::new();
        for group in document.groups() {
            let label = || Some(group.canonical.as_ref().and_then(Canonical::own_label)?.into());
            let id = totals.entity(group.kind, group.canonical.is_some(), document.entity(group), label);
            if let Some(entity) = totals.entities.get_mut(id as usize) {
                entity.documents += 1;
                entity.confidence = entity.confidence.max(group.confidence);
                entity.count += u64::from(group.count);
            }
            for mention in document.mentions(group).filter_map(|index| mentions.get(index)) {
                let form = totals.form(id, one_line(mention.span.of(text), line));
                form.count += 1;
                form.documents += u64::from(form.last_document != *documents);
                form.last_document = *documents;
            }
            if group.kind == EntityKind::Person && totals.overlaps.is_some() {
                people.push(id);
            }
        }
        if let Some(overlaps) = &mut totals.overlaps {
            overlaps.count(people);
        }
        document
    }

    /// Adds the entities of other documents.
    pub fn add(&mut self, totals: EntityTotals) {
        self.totals = std::mem::take(&mut self.totals).merge(totals);
        // The larger totals may be those of another counter.
        self.totals.forms.iter_mut().for_each(|form| form.last_document = 0);
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
