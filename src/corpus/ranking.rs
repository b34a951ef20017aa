//! The order of an article's terms: by their counts, or by what is typical of it compared with other news.

use crate::analyzer::Analysis;
use crate::corpus::reference::ReferenceList;
use crate::corpus::statistics::Table;
use crate::terms::TermTotals;
use crate::text::vocabulary::{WordId, WordTable};

/// The value that the terms of an article are ranked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermOrder {
    /// Occurrences, then code points.
    #[default]
    Count,
    /// TF-IDF: occurrences · (ln((1 + n)/(1 + d)) + 1), with d of the n documents of the [`ReferenceList`].
    TfIdf,
    /// The log-likelihood ratio, compared with the [`ReferenceList`]; what is rarer than there comes last.
    Keyness,
}

impl TermOrder {
    /// Every order, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Count, Self::TfIdf, Self::Keyness];

    /// The name in options: `count`, `tf-idf`, `keyness`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::TfIdf => "tf-idf",
            Self::Keyness => "keyness",
        }
    }
}

crate::text::names::impl_names!(TermOrder, "term order");

/// The data about a term: from the list, or the frequency of its rarest word.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// Occurrences in the list.
    count: u32,
    /// ln((1 + n)/(1 + d)) + 1.
    idf: f64,
}

/// The number of a term that has not been looked up.
const UNKNOWN: u32 = u32::MAX;

/// Ranks the terms of articles. Each distinct term is looked up once, so an article costs little more than the counting of its terms;
/// the result depends on the article alone.
#[derive(Clone, Debug)]
pub struct TermRanker {
    order: TermOrder,
    list: ReferenceList,
    /// The workspace that the ids are from.
    workspace: Option<u64>,
    /// The data about each term, as an index: most of many different terms are not in the list, and share one.
    known_of: WordTable<u32>,
    /// The rarest word of the list first.
    known: Vec<Known>,
}

impl TermRanker {
    /// A ranker.
    #[must_use]
    pub fn new(order: TermOrder) -> Self {
        let list = ReferenceList::shipped();
        let known = vec![Known::new(&list, list.rarest())];
        Self { order, list, workspace: None, known_of: WordTable::new(UNKNOWN), known }
    }

    /// The terms of an article with their counts: at most `top` (0: all) that occur at least `min_count` times, best first.
    pub fn rank<'a>(&mut self, analysis: &Analysis<'a>, top: usize, min_count: u64) -> Vec<(&'a str, u64)> {
        let Some(terms) = analysis.terms() else { return Vec::new() };
        let vocabulary = analysis.document.vocabulary;
        if self.order == TermOrder::Count {
            return terms.document_ranking(vocabulary, top, min_count);
        }
        if self.workspace != Some(analysis.workspace()) {
            self.workspace = Some(analysis.workspace());
            self.known_of = WordTable::new(UNKNOWN);
            self.known.truncate(1);
        }
        let words = analysis.counted_words();
        terms.document_ranking_by(vocabulary, top, min_count, |id, term, count| {
            descending(self.value(id, term, count, words))
        })
    }

    fn value(&mut self, id: WordId, term: &str, count: u64, words: u64) -> f64 {
        let number = match self.known_of.get(id) {
            UNKNOWN => self.look_up(id, term),
            number => number,
        };
        let Some(known) = self.known.get(number as usize) else { return 0.0 };
        match self.order {
            TermOrder::Count => count as f64,
            TermOrder::TfIdf => count as f64 * known.idf,
            TermOrder::Keyness => {
                let table = Table::of_two_corpora(count, known.count.into(), words, self.list.words());
                table.and_then(Table::g2).unwrap_or(0.0)
            }
        }
    }

    #[cold]
    fn look_up(&mut self, id: WordId, term: &str) -> u32 {
        // Words with their case are looked up without it.
        let totals = self.list.get(term).or_else(|| self.list.get(&crate::text::normalize::word_key(term)));
        let number = totals.map_or(0, |totals| {
            self.known.push(Known::new(&self.list, totals));
            self.known.len() as u32 - 1
        });
        *self.known_of.entry(id) = number;
        number
    }
}

impl Known {
    fn new(list: &ReferenceList, totals: TermTotals) -> Self {
        let quotient = (1 + list.documents()) as f64 / (1 + totals.documents) as f64;
        Self { count: u32::try_from(totals.count).unwrap_or(u32::MAX).max(1), idf: libm::log(quotient) + 1.0 }
    }
}

/// A number that is the smaller the higher a value is, in the order of [`f64::total_cmp`].
fn descending(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_sign_negative() { bits } else { !(bits | 1 << 63) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, StopWords};

    fn ranking(order: TermOrder, text: &str, top: usize) -> Vec<(String, u64)> {
        let analyzer = Analyzer::builder().kinds([]).stop_words(StopWords::none()).build();
        let (mut workspace, mut other) = (analyzer.workspace(), analyzer.workspace());
        let mut ranker = TermRanker::new(order);
        // The result does not depend on what was ranked before, or where.
        ranker.rank(&analyzer.analyze_with("Kata lain dari teks lain, xyzzy.", None, &mut other), 0, 1);
        let analysis = analyzer.analyze_with(text, None, &mut workspace);
        let ranked = ranker.rank(&analysis, top, 1);
        assert_eq!(ranker.rank(&analysis, top, 1), ranked);
        ranked.into_iter().map(|(term, count)| (term.to_owned(), count)).collect()
    }

    const TEXT: &str = "Yang banjir itu yang di Demak. Warga di Demak, yang di tanggul, mengungsi. Tanggul itu jebol.";

    #[test]
    fn typical_terms_come_first() {
        let first = |order| ranking(order, TEXT, 2);
        let terms = |counts: &[(&str, u64)]| {
            counts.iter().map(|(term, count)| ((*term).to_owned(), *count)).collect::<Vec<_>>()
        };
        assert_eq!(first(TermOrder::Count), terms(&[("di", 3), ("yang", 3)]));
        assert_eq!(first(TermOrder::TfIdf), terms(&[("demak", 2), ("tanggul", 2)]));
        assert_eq!(first(TermOrder::Keyness), terms(&[("demak", 2), ("tanggul", 2)]));
        for order in TermOrder::ALL {
            let all = ranking(order, TEXT, 0);
            assert_eq!(all.len(), 9);
            assert_eq!(all[..2], first(order));
        }
    }

    #[test]
    fn high_values_have_small_numbers() {
        let values = [f64::INFINITY, 1e9, 1.5, 1.0, f64::MIN_POSITIVE, 0.0, -0.0, -1.0, -1.5, f64::NEG_INFINITY];
        assert!(values.map(descending).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn unknown_terms_are_as_rare_as_the_rarest() {
        let ranked = ranking(TermOrder::TfIdf, "Xyzzy dan qwzx dan", 0);
        assert_eq!(ranked.iter().map(|(term, _)| &**term).collect::<Vec<_>>(), ["qwzx", "xyzzy", "dan"]);
    }
}
