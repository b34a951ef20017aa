//! `--by`: terms and entities of groups of documents.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::corpus::Period;
use crate::corpus::dispersion::TermParts;
use crate::corpus::postings::{Posting, to_u32};
use crate::entities::{Aliases, EntityCount, EntityKind, EntityTotals, MentionChoice};
use crate::error::Error;
use crate::report::PerMillion;
use crate::report::describe::table;
use crate::report::rows::stemmed::{forms_of, stemmed};
use crate::report::rows::{EntityCounting, EntityRow, Form, Stemmed, TermFilter};
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::terms::{StemCount, Stemming, TermCounts, TermTotals};
use crate::text::vocabulary::{Vocabulary, WordId};

table! {
    "terms":
    /// A row of `terms --by`: a term of one group of documents. Sorted by group, then by rank.
    #[derive(Clone, Debug)]
    pub struct TermGroupRow<'a> {
        /// The group: `2024-12-31`, `2024-W53`, `2024-12`, `2024`, a source or the value of a field. Empty for documents without one.
        pub group: &'a str,
        /// Rank in the complete list of the group, as in [`TermRow`](crate::report::rows::TermRow).
        pub rank: u64,
        /// The term, as in [`TermRow`](crate::report::rows::TermRow).
        pub term: &'a str,
        /// Occurrences in the group.
        pub count: u64,
        /// Documents of the group in which it occurs.
        pub documents: u64,
        /// Occurrences per million words of the group, stop words included, boilerplate not; two decimals.
        pub per_million: Option<PerMillion>,
        /// Words of the group, stop words included, boilerplate not.
        pub group_words: u64,
        /// Documents of the group.
        pub group_documents: u64,
    }
}

stemmed!(TermGroupRow);

table! {
    "entities":
    /// A row of `entities --by`: an entity of one group of documents. Sorted by group, then as in [`EntityRow`].
    #[derive(Clone, Debug)]
    pub struct EntityGroupRow<'a> {
        /// The group, as in [`TermGroupRow`].
        pub group: &'a str,
        /// `person`, `country`, `date`, `time` or `duration`.
        pub kind: &'static str,
        /// The identity, as in [`EntityRow`].
        pub entity: Option<&'a str>,
        /// The same as `entity`.
        pub canonical: Option<&'a str>,
        /// A readable name, as in [`EntityRow`].
        pub label: &'a str,
        /// Mentions in the group, as in [`EntityRow`].
        pub count: u64,
        /// Documents of the group with such a mention.
        pub documents: u64,
        /// The spellings in the group, as in [`EntityRow`].
        pub forms: Vec<Form<'a>>,
        /// The highest confidence of a mention in the group, as in [`EntityRow`].
        pub confidence: Option<u64>,
        /// Mentions per million words of the group; two decimals.
        pub per_million: Option<PerMillion>,
        /// Words of the group, boilerplate not included.
        pub group_words: u64,
        /// Documents of the group.
        pub group_documents: u64,
    }
}

/// The criterion that documents are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The date: `2024-12-31`.
    Day,
    /// The ISO week of the date: `2025-W01`.
    Week,
    /// The month of the date: `2024-12`.
    Month,
    /// The year of the date: `2024`.
    Year,
    /// The publisher.
    Source,
    /// A field of the records: its index in [`Fields::kept`](crate::input::Fields::kept).
    Field(usize),
}

impl GroupBy {
    /// The groups that have names: `day`, `week`, `month`, `year` and `source`.
    pub const NAMED: [(&'static str, Self); 5] = [
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("year", Self::Year),
        ("source", Self::Source),
    ];

    /// Whether the groups are periods.
    #[must_use]
    pub const fn is_time(self) -> bool {
        self.period().is_some()
    }

    /// The name of the group of a document; empty if it has no such date, source or field.
    #[must_use]
    pub fn group_of<'a>(self, document: &AnalyzedDocument<'a>) -> Cow<'a, str> {
        match self {
            Self::Source => Cow::Borrowed(document.source.unwrap_or_default()),
            Self::Field(index) => {
                Cow::Borrowed(document.kept.get(index).and_then(Option::as_deref).unwrap_or_default().trim())
            }
            _ => document.analysis.document.date.map(|date| Cow::Owned(self.period_of(date.date))).unwrap_or_default(),
        }
    }

    /// The length of the groups, if they are periods.
    const fn period(self) -> Option<Period> {
        match self {
            Self::Day => Some(Period::Day),
            Self::Week => Some(Period::Week),
            Self::Month => Some(Period::Month),
            Self::Year => Some(Period::Year),
            Self::Source | Self::Field(_) => None,
        }
    }

    /// The name of the period of a day.
    pub(crate) fn period_of(self, date: Date) -> String {
        self.period().unwrap_or(Period::Day).name_of(date)
    }

    /// The first day of the period of that name.
    fn first_day(self, name: &str) -> Option<Date> {
        let number = |text: Option<&str>| text?.parse::<i16>().ok();
        let (sign, unsigned) = name.strip_prefix('-').map_or((1, name), |unsigned| (-1, unsigned));
        let mut parts = unsigned.split('-');
        let year = sign * number(parts.next())?;
        match self {
            Self::Day => name.parse().ok(),
            Self::Week => {
                let week = i8::try_from(number(parts.next()?.strip_prefix('W'))?).ok()?;
                Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
            }
            Self::Month => Date::new(year, i8::try_from(number(parts.next())?).ok()?, 1).ok(),
            Self::Year => Date::new(year, 1, 1).ok(),
            Self::Source | Self::Field(_) => None,
        }
    }

    /// The names of all periods from one to another, also of those without documents; `None` if they are not periods or more than
    /// `limit`.
    #[must_use]
    pub fn periods(self, first: &str, last: &str, limit: usize) -> Option<Vec<String>> {
        let days = self.period()?.days(self.first_day(first)?, self.first_day(last)?);
        let periods: Vec<String> = days.take(limit + 1).map(|day| self.period_of(day)).collect();
        (periods.len() <= limit).then_some(periods)
    }
}

/// The size of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupSize {
    /// Documents.
    pub documents: u64,
    /// Words, stop words included, boilerplate not.
    pub words: u64,
}

impl GroupSize {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
    }

    fn count(&mut self, document: &AnalyzedDocument<'_>) {
        self.add(Self { documents: 1, words: document.analysis.counted_words() });
    }
}

/// The terms of a group.
#[derive(Debug, Default)]
struct TermGroup {
    size: GroupSize,
    /// The terms if they are grouped by stem, instead of `terms`.
    by_stem: TermCounts,
    terms: HashMap<WordId, TermTotals, foldhash::fast::FixedState>,
}

impl TermGroup {
    fn new(stemming: Option<&(Stemming, bool)>) -> Self {
        let by_stem =
            stemming.map(|(stemming, are_ngrams)| TermCounts::with_stems(Some(stemming.clone()), *are_ngrams));
        Self { by_stem: by_stem.unwrap_or_default(), ..Self::default() }
    }

    fn postings(&self) -> impl Iterator<Item = Posting> {
        self.terms.iter().map(|(term, totals)| (*term, to_u32(totals.count)))
    }

    fn add(&mut self, term: WordId, totals: TermTotals) {
        let sum = self.terms.entry(term).or_default();
        sum.count += totals.count;
        sum.documents += totals.documents;
    }
}

/// Counts the terms of each group of documents, and writes no rows. It is as large as the groups' vocabularies together.
#[derive(Debug)]
pub struct TermGroups {
    by: GroupBy,
    /// The grouping of terms by stem, and whether they are of several words.
    stemming: Option<(Stemming, bool)>,
    vocabulary: Vocabulary,
    groups: BTreeMap<String, TermGroup>,
}

impl TermGroups {
    /// Creates a counter.
    #[must_use]
    pub fn new(by: GroupBy) -> Self {
        Self { by, stemming: None, vocabulary: Vocabulary::new(), groups: BTreeMap::new() }
    }

    /// Creates a counter that also groups terms by stem, for [`TermGroups::stem_rows`]. `are_ngrams`: whether terms are of several
    /// words.
    #[must_use]
    pub fn with_stems(by: GroupBy, stemming: Stemming, are_ngrams: bool) -> Self {
        Self { stemming: Some((stemming, are_ngrams)), ..Self::new(by) }
    }

    /// The groups by name, with their sizes.
    pub fn groups(&self) -> impl Iterator<Item = (&str, GroupSize)> {
        self.groups.iter().map(|(name, group)| (&**name, group.size))
    }

    /// The counts of these terms together in the groups, in their order.
    pub fn counts_of<'t>(&self, terms: impl IntoIterator<Item = &'t str>) -> Vec<u64> {
        let ids: Vec<WordId> = terms.into_iter().filter_map(|term| self.vocabulary.get(term)).collect();
        let count =
            |group: &TermGroup| ids.iter().filter_map(|id| group.terms.get(id)).map(|totals| totals.count).sum();
        self.groups.values().map(count).collect()
    }

    /// The occurrences of all terms, with the groups as the parts; the documents without a group are in no part.
    #[must_use]
    pub fn parts(&self) -> TermParts<'_> {
        TermParts::new(&self.vocabulary, || self.by_words())
    }

    /// The occurrences of all stems, with the groups as the parts. The terms must be counted without stems; `are_ngrams`: whether they
    /// are of several words.
    #[must_use]
    pub fn stem_parts(&self, stemming: Stemming, are_ngrams: bool) -> TermParts<'_> {
        TermParts::by_stem(&self.vocabulary, stemming, are_ngrams, || self.by_words())
    }

    /// The words and the terms of every group that has a name, ascending by the words.
    fn by_words(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Posting>)> {
        let named = self.groups.iter().filter(|(name, _)| !name.is_empty()).map(|(_, group)| group);
        let mut groups: Vec<_> = named.collect();
        groups.sort_unstable_by_key(|group| group.size.words);
        groups.into_iter().map(|group| (group.size.words, group.postings()))
    }

    /// The documents without a group.
    #[must_use]
    pub fn ungrouped_documents(&self) -> u64 {
        self.groups.get("").map_or(0, |group| group.size.documents)
    }

    /// The rows of a group's ranking, of those terms that the filter selects.
    pub fn rows<'a>(&'a self, group: &'a str, filter: &TermFilter) -> impl Iterator<Item = TermGroupRow<'a>> + use<'a> {
        let (size, mut ranking) = match self.groups.get(group) {
            Some(TermGroup { size, terms, .. }) => {
                let frequent = terms.iter().filter(|(_, totals)| totals.count >= filter.min_count);
                (*size, frequent.map(|(id, totals)| (self.vocabulary.word(*id), *totals)).collect())
            }
            None => (GroupSize::default(), Vec::new()),
        };
        ranking.sort_unstable_by_key(|(term, totals)| (Reverse(totals.count), *term));
        let mut ranking: Vec<_> = (1..).zip(ranking).collect();
        filter.select(&mut ranking, |(_, (term, _))| term);
        ranking.into_iter().map(move |(rank, (term, totals))| TermGroupRow::new(group, size, rank, term, totals))
    }

    /// The stems of a group, in the order of their ranking.
    #[must_use]
    pub fn stems(&self, group: &str, min_count: u64) -> Vec<StemCount<'_>> {
        self.groups.get(group).map(|group| group.by_stem.stems(min_count)).unwrap_or_default()
    }

    /// The rows of a group's ranking of stems, of those that the filter selects.
    pub fn stem_rows<'a>(
        &'a self,
        group: &'a str,
        filter: &TermFilter,
    ) -> impl Iterator<Item = Stemmed<'a, TermGroupRow<'a>>> + use<'a> {
        let size = self.groups.get(group).map(|group| group.size).unwrap_or_default();
        filter.select_stems(self.stems(group, filter.min_count)).into_iter().map(move |(rank, stem)| {
            let row = TermGroupRow::new(group, size, rank, stem.most_frequent_form(), stem.totals);
            Stemmed { row, stem: stem.stem, forms: forms_of(stem.forms) }
        })
    }
}

impl<'a> TermGroupRow<'a> {
    fn new(group: &'a str, size: GroupSize, rank: u64, term: &'a str, totals: TermTotals) -> Self {
        Self {
            group,
            rank,
            term,
            count: totals.count,
            documents: totals.documents,
            per_million: PerMillion::new(totals.count, size.words),
            group_words: size.words,
            group_documents: size.documents,
        }
    }
}

impl Visitor for TermGroups {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let Some(terms) = document.analysis.terms() else { return };
        let name = self.by.group_of(document);
        let group = self.groups.entry(name.into_owned()).or_insert_with(|| TermGroup::new(self.stemming.as_ref()));
        group.size.count(document);
        if self.stemming.is_some() {
            let counts = terms.document_counts(document.analysis.document.vocabulary);
            group.by_stem.count_document(document.analysis.counted_words(), counts);
            return;
        }
        for (term, count) in terms.document_counts(document.analysis.document.vocabulary) {
            group.add(self.vocabulary.intern(term), TermTotals { count, documents: 1 });
        }
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        for (name, other_group) in other.groups {
            let group = self.groups.entry(name).or_insert_with(|| TermGroup::new(self.stemming.as_ref()));
            group.size.add(other_group.size);
            group.by_stem = std::mem::take(&mut group.by_stem).merge(other_group.by_stem);
            for (id, totals) in other_group.terms {
                group.add(self.vocabulary.intern(other.vocabulary.word(id)), totals);
            }
        }
    }
}

/// Counts the entities of each group of documents, and writes no rows.
#[derive(Debug)]
pub struct EntityGroups {
    by: GroupBy,
    choice: MentionChoice,
    is_for_links: bool,
    groups: BTreeMap<String, (GroupSize, EntityCounting)>,
}

impl EntityGroups {
    /// Creates a counter. `choice`: the mentions that count.
    #[must_use]
    pub fn new(by: GroupBy, choice: MentionChoice) -> Self {
        Self { by, choice, is_for_links: false, groups: BTreeMap::new() }
    }

    /// Counts so that names can be joined by the [links](EntityTotals::links) of the totals.
    #[must_use]
    pub fn for_links(mut self) -> Self {
        self.is_for_links = true;
        self
    }

    /// The same groups with other identities of people.
    #[must_use]
    pub fn with_aliases(mut self, aliases: &Aliases) -> Self {
        for (_, counting) in self.groups.values_mut() {
            let totals = std::mem::replace(counting, EntityCounting::new(self.choice)).into_totals();
            counting.add(totals.with_aliases(aliases));
        }
        self
    }

    /// The groups by name, with their sizes.
    pub fn groups(&self) -> impl Iterator<Item = (&str, GroupSize)> {
        self.groups.iter().map(|(name, (size, _))| (&**name, *size))
    }

    /// The totals of all groups together.
    #[must_use]
    pub fn totals(&self) -> EntityTotals {
        self.groups.values().fold(EntityTotals::default(), |sum, (_, group)| sum.merge(group.totals().clone()))
    }

    /// The counts of an entity in the groups, in their order.
    #[must_use]
    pub fn counts_of(&self, kind: EntityKind, entity: Option<&str>, label: &str) -> Vec<u64> {
        self.groups.values().map(|(_, group)| group.totals().count_of(kind, entity, label)).collect()
    }

    /// The rows of a group's ranking: the entities of these kinds with at least `min_count` mentions that satisfy `keep`, at most `top`
    /// of each kind (0: all).
    pub fn rows<'a>(
        &'a self,
        group: &'a str,
        kinds: &[EntityKind],
        top: usize,
        min_count: u64,
        keep: impl Fn(&EntityCount<'_>) -> bool,
    ) -> Vec<EntityGroupRow<'a>> {
        let found = self.groups.get(group);
        let size = found.map(|(size, _)| *size).unwrap_or_default();
        let ranking =
            found.map(|(_, counting)| counting.totals().ranking(kinds, top, min_count, keep)).unwrap_or_default();
        let row = |counted| {
            let EntityRow { kind, entity, canonical, label, count, documents, forms, confidence } =
                EntityRow::from(counted);
            let per_million = PerMillion::new(count, size.words);
            let GroupSize { words: group_words, documents: group_documents } = size;
            EntityGroupRow {
                group,
                kind,
                entity,
                canonical,
                label,
                count,
                documents,
                forms,
                confidence,
                per_million,
                group_words,
                group_documents,
            }
        };
        ranking.into_iter().map(row).collect()
    }

    fn group(&mut self, name: &str) -> &mut (GroupSize, EntityCounting) {
        let Self { choice, is_for_links, .. } = *self;
        let counting = || {
            let counting = EntityCounting::new(choice);
            if is_for_links { counting.for_links() } else { counting }
        };
        self.groups.entry(name.to_owned()).or_insert_with(|| (GroupSize::default(), counting()))
    }
}

impl Visitor for EntityGroups {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let name = self.by.group_of(document);
        let (size, entities) = self.group(&name);
        size.count(document);
        entities.count(document);
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        for (name, (other_size, other_entities)) in other.groups {
            let (size, entities) = self.group(&name);
            size.add(other_size);
            entities.add(other_entities.into_totals());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_names_in_order_and_no_gaps() {
        let day = jiff::civil::date(2024, 12, 30);
        let names = [GroupBy::Day, GroupBy::Week, GroupBy::Month, GroupBy::Year].map(|by| by.period_of(day));
        assert_eq!(names, ["2024-12-30", "2025-W01", "2024-12", "2024"]);
        let periods = |by: GroupBy, first, last| by.periods(first, last, 5).map(|periods| periods.join(" "));
        assert_eq!(periods(GroupBy::Day, "2024-02-28", "2024-03-01").unwrap(), "2024-02-28 2024-02-29 2024-03-01");
        assert_eq!(periods(GroupBy::Week, "2024-W51", "2025-W02").unwrap(), "2024-W51 2024-W52 2025-W01 2025-W02");
        assert_eq!(periods(GroupBy::Month, "2023-11", "2024-01").unwrap(), "2023-11 2023-12 2024-01");
        assert_eq!(periods(GroupBy::Year, "2023", "2023").unwrap(), "2023");
        assert_eq!(periods(GroupBy::Year, "2010", "2015"), None);
        for by in [GroupBy::Day, GroupBy::Week, GroupBy::Month, GroupBy::Year] {
            let name = by.period_of(jiff::civil::date(-43, 3, 15));
            assert_eq!(by.periods(&name, &name, 5).unwrap(), [&*name]);
        }
        assert_eq!(periods(GroupBy::Source, "a", "b"), None);
    }
}
