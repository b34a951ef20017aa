//! `info`: the contents of a collection.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use jiff::civil::Date;
use twox_hash::XxHash3_64;

use crate::error::Error;
use crate::report::describe::table;
use crate::report::rows::GroupBy;
use crate::run::{AnalyzedDocument, Out, Visitor};

table! {
    "info":
    /// A row of `info`: a property of the collection, or the documents that share a value of one.
    ///
    /// The properties are, in this order: `total`, `first_date`, `last_date`, `undated`, `empty`, `failed`, `duplicate`, `garbled`,
    /// `shortest`, `median`, `longest`; then each `year`, `month`, `source`, `encoding` and `format`. Periods are sorted by time, the
    /// others by descending number of documents, then by value.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct InfoRow {
        /// The property: `total`, or one of the others above. `empty` are documents without words, `garbled` those with mojibake.
        pub property: &'static str,
        /// Its value: a day, a year, a month (`2024-12`), a publisher, an encoding, the name of an input format; for `shortest` and
        /// `longest` the name of a document, among those with words. Of `duplicate` it is `exact`, for the further copies of a text, or
        /// with `--dedup` `near`, for the near-duplicates that the other rows exclude. `null` for properties without a value, and for
        /// documents without a source.
        pub value: Option<String>,
        /// Documents with it; `null` for `median`.
        pub documents: Option<u64>,
        /// Bytes of their texts in UTF-8; `null` if unknown.
        pub bytes: Option<u64>,
        /// Their words. For `median`: the median of the words of a document, of two the lower one. `null` if unknown.
        pub words: Option<u64>,
        /// Distinct words, whatever their case; only of `total`.
        pub types: Option<u64>,
    }
}

/// The size of some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    documents: u64,
    bytes: u64,
    words: u64,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.bytes += other.bytes;
        self.words += other.words;
    }

    fn row(self, property: &'static str, value: Option<&str>) -> InfoRow {
        let Self { documents, bytes, words } = self;
        let value = value.map(str::to_owned);
        InfoRow { property, value, documents: Some(documents), bytes: Some(bytes), words: Some(words), types: None }
    }
}

/// The sizes of groups of documents.
type Sizes<K> = BTreeMap<K, Size>;

fn merge_sizes<K: Ord>(sizes: &mut Sizes<K>, other: Sizes<K>) {
    for (key, size) in other {
        sizes.entry(key).or_default().add(size);
    }
}

/// The rows of a property, by descending number of documents.
fn ranked<'a>(
    property: &'static str,
    sizes: impl Iterator<Item = (Option<&'a str>, &'a Size)>,
) -> impl Iterator<Item = InfoRow> {
    let mut sizes: Vec<_> = sizes.collect();
    sizes.sort_by_key(|(value, size)| (Reverse(size.documents), *value));
    sizes.into_iter().map(move |(value, size)| size.row(property, value))
}

/// A document with an extreme length.
#[derive(Debug)]
struct Extreme {
    name: String,
    size: Size,
}

impl Extreme {
    /// Whether another document of the same length takes its place, so that the order of documents does not matter.
    fn yields_to(&self, name: &str, size: Size) -> bool {
        (name, size.bytes) < (&*self.name, self.size.bytes)
    }
}

/// Finds texts that are equal except for blanks around them.
#[derive(Debug, Default)]
struct Texts {
    /// The bytes and words of the shortest copy of each text, by its hash.
    seen: HashMap<u64, (u64, u32), foldhash::fast::FixedState>,
    /// The copies of all texts except the shortest of each, so that the order of documents does not matter.
    copies: Size,
}

impl Texts {
    fn add(&mut self, hash: u64, bytes: u64, words: u32) {
        match self.seen.entry(hash) {
            hashbrown::hash_map::Entry::Vacant(entry) => drop(entry.insert((bytes, words))),
            hashbrown::hash_map::Entry::Occupied(mut entry) => {
                let shortest = entry.get_mut();
                self.copies.add(Size { documents: 1, bytes: shortest.0.max(bytes), words: words.into() });
                shortest.0 = shortest.0.min(bytes);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.copies.add(other.copies);
        for (hash, (bytes, words)) in other.seen {
            self.add(hash, bytes, words);
        }
    }
}

/// The numbers of a run that [`Info`] does not count itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InfoTotals {
    /// Distinct words.
    pub types: u64,
    /// Inputs that failed.
    pub failed: u64,
    /// Documents with mojibake.
    pub garbled: u64,
    /// Documents that were skipped as near-duplicates; `None` if these were not searched for.
    pub near_duplicates: Option<u64>,
}

/// Counts what a collection contains, and writes no rows.
///
/// It grows with the number of distinct days, sources and lengths, and by 30 to 60 bytes for each distinct text.
#[derive(Debug, Default)]
pub struct Info {
    total: Size,
    empty: Size,
    days: Sizes<Option<Date>>,
    sources: Sizes<Option<String>>,
    encodings: Sizes<String>,
    formats: Sizes<&'static str>,
    /// The number of documents by their number of words.
    lengths: BTreeMap<u64, u64>,
    /// The shortest document that has words.
    shortest: Option<Extreme>,
    longest: Option<Extreme>,
    texts: Texts,
}

impl Info {
    /// Returns the rows, with at most `top` sources; 0 means all.
    #[must_use]
    pub fn rows(&self, totals: InfoTotals, top: usize) -> Vec<InfoRow> {
        let InfoTotals { types, failed, garbled, near_duplicates } = totals;
        let number = |property, documents| InfoRow { property, documents: Some(documents), ..InfoRow::default() };
        let mut rows = vec![InfoRow { types: Some(types), ..self.total.row("total", None) }];
        let mut dated = self.days.iter().filter_map(|(day, size)| Some((day.as_ref()?.to_string(), size)));
        if let Some((first, size)) = dated.next() {
            rows.push(size.row("first_date", Some(&first)));
            let (last, size) = dated.next_back().unwrap_or((first, size));
            rows.push(size.row("last_date", Some(&last)));
        }
        rows.push(self.days.get(&None).copied().unwrap_or_default().row("undated", None));
        rows.push(self.empty.row("empty", None));
        rows.push(number("failed", failed));
        rows.push(match near_duplicates {
            None => self.texts.copies.row("duplicate", Some("exact")),
            Some(documents) => InfoRow { value: Some("near".to_owned()), ..number("duplicate", documents) },
        });
        rows.push(number("garbled", garbled));
        rows.extend(self.shortest.iter().map(|shortest| shortest.size.row("shortest", Some(&shortest.name))));
        rows.extend(self.median().map(|words| InfoRow {
            words: Some(words),
            property: "median",
            ..InfoRow::default()
        }));
        rows.extend(self.longest.iter().map(|longest| longest.size.row("longest", Some(&longest.name))));
        for (property, by) in [("year", GroupBy::Year), ("month", GroupBy::Month)] {
            rows.extend(self.periods(by).iter().map(|(period, size)| size.row(property, Some(period))));
        }
        let top = if top == 0 { usize::MAX } else { top };
        rows.extend(ranked("source", self.sources.iter().map(|(name, size)| (name.as_deref(), size))).take(top));
        rows.extend(ranked("encoding", self.encodings.iter().map(|(name, size)| (Some(&**name), size))));
        rows.extend(ranked("format", self.formats.iter().map(|(name, size)| (Some(*name), size))));
        rows
    }

    /// Returns the number of sources, including the lack of one.
    #[must_use]
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }

    fn periods(&self, by: GroupBy) -> Sizes<String> {
        let mut periods = Sizes::new();
        for (day, size) in &self.days {
            if let Some(day) = day {
                periods.entry(by.period_of(*day)).or_default().add(*size);
            }
        }
        periods
    }

    fn median(&self) -> Option<u64> {
        let middle = self.total.documents.checked_sub(1)? / 2;
        let mut before = 0;
        self.lengths.iter().find_map(|(words, documents)| {
            before += documents;
            (before > middle).then_some(*words)
        })
    }

    /// Compares a document that has words with the shortest and the longest one.
    fn compare(&mut self, name: &str, size: Size) {
        let extreme = || Some(Extreme { name: name.to_owned(), size });
        let is_before = |other: &Extreme| size.words == other.size.words && other.yields_to(name, size);
        if self.shortest.as_ref().is_none_or(|other| size.words < other.size.words || is_before(other)) {
            self.shortest = extreme();
        }
        if self.longest.as_ref().is_none_or(|other| size.words > other.size.words || is_before(other)) {
            self.longest = extreme();
        }
    }

    fn add(&mut self, document: &AnalyzedDocument<'_>) {
        let counts = document.analysis.counts();
        let size = Size { documents: 1, bytes: counts.bytes, words: counts.words };
        self.total.add(size);
        self.days.entry(document.analysis.document.date.map(|date| date.date)).or_default().add(size);
        let source = document.source.filter(|source| !source.is_empty());
        self.sources.entry(source.map(str::to_owned)).or_default().add(size);
        self.encodings.entry(document.encoding.name()).or_default().add(size);
        self.formats.entry(document.format).or_default().add(size);
        *self.lengths.entry(size.words).or_default() += 1;
        if size.words == 0 {
            return self.empty.add(size);
        }
        self.compare(document.name, size);
        let hash = XxHash3_64::oneshot(document.analysis.document.text.trim().as_bytes());
        self.texts.add(hash, size.bytes, u32::try_from(size.words).unwrap_or(u32::MAX));
    }
}

impl Visitor for Info {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        self.add(document);
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, other: Self) {
        let Self { total, empty, days, sources, encodings, formats, lengths, shortest, longest, texts } = other;
        self.total.add(total);
        self.empty.add(empty);
        merge_sizes(&mut self.days, days);
        merge_sizes(&mut self.sources, sources);
        merge_sizes(&mut self.encodings, encodings);
        merge_sizes(&mut self.formats, formats);
        for (words, documents) in lengths {
            *self.lengths.entry(words).or_default() += documents;
        }
        for Extreme { name, size } in shortest.into_iter().chain(longest) {
            self.compare(&name, size);
        }
        self.texts.merge(texts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{InputOptions, Source};
    use crate::run::Batch;
    use crate::{Analyzer, Settings};

    /// The rows of these files as CSV-like lines, read by this number of threads.
    fn rows(files: &[(&str, &str)], threads: usize) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let prefix = folder.path().join("").display().to_string();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let analyzer = Analyzer::new(Settings::default());
        let options = InputOptions::default();
        let sources = vec![Source::Path(folder.path().into())];
        let batch = Batch::new(&analyzer, sources, &options).threads(threads);
        let outcome = batch.run(Info::default, &mut |_| Ok(())).unwrap();
        let line = |row: InfoRow| {
            let value = row.value.unwrap_or_default().replace(&prefix, "");
            let numbers = [row.documents, row.bytes, row.words, row.types];
            let numbers = numbers.map(|number| number.map_or_else(|| "-".to_owned(), |number| number.to_string()));
            format!("{} {value}: {}", row.property, numbers.join(" "))
        };
        outcome.visitor.rows(InfoTotals { types: 9, ..InfoTotals::default() }, 0).into_iter().map(line).collect()
    }

    #[test]
    fn a_collection_is_counted_by_property() {
        let files = [
            ("2024-01-03.txt", "Harga beras naik."),
            ("2024-02-01.md", "---\nsource: Kabar\n---\nHarga beras naik.\n"),
            ("2024-02-05.txt", "  Harga beras naik.\n"),
            ("kosong.txt", ""),
            ("tanpa.txt", "Satu dua tiga empat."),
        ];
        let expected = [
            "total : 5 75 13 9",
            "first_date 2024-01-03: 1 17 3 -",
            "last_date 2024-02-05: 1 20 3 -",
            "undated : 2 20 4 -",
            "empty : 1 0 0 -",
            "failed : 0 - - -",
            "duplicate exact: 2 38 6 -",
            "garbled : 0 - - -",
            "shortest 2024-01-03.txt: 1 17 3 -",
            "median : - - 3 -",
            "longest tanpa.txt: 1 20 4 -",
            "year 2024: 3 55 9 -",
            "month 2024-01: 1 17 3 -",
            "month 2024-02: 2 38 6 -",
            "source : 4 57 10 -",
            "source Kabar: 1 18 3 -",
            "encoding utf-8: 5 75 13 -",
            "format text: 4 57 10 -",
            "format markdown: 1 18 3 -",
        ];
        for threads in [1, 3] {
            assert_eq!(rows(&files, threads), expected);
        }
    }

    #[test]
    fn an_empty_collection_has_no_dates_and_lengths() {
        let expected = [
            "total : 0 0 0 9",
            "undated : 0 0 0 -",
            "empty : 0 0 0 -",
            "failed : 0 - - -",
            "duplicate exact: 0 0 0 -",
            "garbled : 0 - - -",
        ];
        assert_eq!(rows(&[], 1), expected);
    }

    #[test]
    fn results_do_not_depend_on_the_order_of_merging() {
        let size = |bytes, words| Size { documents: 1, bytes, words };
        let documents = [("b", size(9, 2)), ("a", size(9, 2)), ("c", size(5, 7)), ("d", size(4, 7)), ("e", size(3, 2))];
        let of = |order: &[usize], split: usize| {
            let mut parts = [Info::default(), Info::default()];
            for (n, index) in order.iter().enumerate() {
                let (name, size) = documents[*index];
                let part = &mut parts[usize::from(n >= split)];
                part.compare(name, size);
                part.texts.add(size.words, size.bytes, 3);
            }
            let [mut first, second] = parts;
            first.merge(second);
            let name = |extreme: &Option<Extreme>| extreme.as_ref().unwrap().name.clone();
            (name(&first.shortest), name(&first.longest), first.texts.copies)
        };
        let expected = ("a".to_owned(), "c".to_owned(), Size { documents: 3, bytes: 23, words: 9 });
        for (order, split) in [([0, 1, 2, 3, 4], 5), ([4, 3, 2, 1, 0], 2), ([2, 4, 0, 3, 1], 3), ([1, 0, 4, 3, 2], 1)] {
            assert_eq!(of(&order, split), expected);
        }
    }

    #[test]
    fn the_median_is_the_middle_one() {
        let median = |lengths: &[(u64, u64)]| {
            let documents = lengths.iter().map(|(_, documents)| documents).sum();
            let total = Size { documents, ..Size::default() };
            Info { total, lengths: lengths.iter().copied().collect(), ..Info::default() }.median()
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[(7, 1)]), Some(7));
        assert_eq!(median(&[(1, 1), (9, 1)]), Some(1));
        assert_eq!(median(&[(1, 2), (5, 1), (9, 2)]), Some(5));
        assert_eq!(median(&[(1, 2), (9, 3)]), Some(9));
    }
}
