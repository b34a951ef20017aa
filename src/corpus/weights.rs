//! The weights of terms in documents: TF-IDF and BM25.

use crate::corpus::statistics::ratio;

/// The formula of a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weighting {
    /// tf·(ln((1 + n)/(1 + df)) + 1), as scikit-learn's `TfidfVectorizer`.
    TfIdf {
        /// Whether tf is 1 + ln of the occurrences, instead of the occurrences.
        sublinear: bool,
        /// Whether the weights of a document are divided by their Euclidean norm.
        norm: bool,
    },
    /// tf·log10(n/df), as quanteda's `dfm_tfidf`: 0 for a term that all documents have.
    TfIdfLog10,
    /// ln(1 + (n - df + 0.5)/(df + 0.5)) · tf/(tf + k1·(1 - b + b·words/average)), as Lucene since version 8.
    Bm25 {
        /// The slowness with which further occurrences add less: not negative, usually 1.2.
        k1: f64,
        /// The influence of the length of the document: from 0 to 1, usually 0.75.
        b: f64,
    },
}

/// The size of the corpus that weights are relative to: documents with a word that counts, and their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorpusSize {
    /// Documents.
    pub documents: u64,
    /// Words.
    pub words: u64,
}

impl CorpusSize {
    /// Adds a document of that many words.
    pub(crate) fn add(&mut self, words: u64) {
        self.documents += u64::from(words > 0);
        self.words += words;
    }

    /// Adds the documents of another part of the corpus.
    pub(crate) fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
    }
}

/// A term of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedTerm<'a> {
    /// The term.
    pub term: &'a str,
    /// Its occurrences in the document, tf.
    pub count: u64,
    /// The documents of the corpus that have it, df.
    pub documents: u64,
    /// Its weight.
    pub weight: f64,
}

impl Weighting {
    /// Sets the weights of all terms of a document with that many words.
    ///
    /// ```
    /// use telaah::corpus::weights::{CorpusSize, WeightedTerm, Weighting};
    ///
    /// let corpus = CorpusSize { documents: 100, words: 2000 };
    /// let mut terms = [WeightedTerm { term: "beras", count: 3, documents: 10, weight: 0.0 }];
    /// Weighting::TfIdfLog10.weigh(&mut terms, 20, corpus);
    /// assert_eq!(terms[0].weight, 3.0);
    /// ```
    pub fn weigh(self, terms: &mut [WeightedTerm<'_>], words: u64, corpus: CorpusSize) {
        let weights = DocumentWeights::new(self, words, corpus);
        for term in terms.iter_mut() {
            term.weight = weights.of(term.count, self.rarity(term.documents, corpus));
        }
        if let Some(norm) = self.norm(terms.iter().map(|term| term.weight)) {
            terms.iter_mut().for_each(|term| term.weight /= norm);
        }
    }

    /// The factor of the weight of a term that depends on its documents.
    pub(crate) fn rarity(self, documents: u64, corpus: CorpusSize) -> f64 {
        // A caller may give a term that no document of the corpus has.
        let documents = documents.max(1);
        let all = corpus.documents.max(documents);
        match self {
            Self::TfIdf { .. } => libm::log(quotient(1 + all, 1 + documents)) + 1.0,
            Self::TfIdfLog10 => libm::log10(quotient(all, documents)),
            // Twice the counts, to have whole numbers.
            Self::Bm25 { .. } => libm::log(1.0 + quotient(2 * (all - documents) + 1, 2 * documents + 1)),
        }
    }

    /// The number by which the weights of a document are divided; `None` if they stay.
    pub(crate) fn norm(self, weights: impl Iterator<Item = f64>) -> Option<f64> {
        let Self::TfIdf { norm: true, .. } = self else { return None };
        let norm = weights.map(|weight| weight * weight).sum::<f64>().sqrt();
        (norm > 0.0).then_some(norm)
    }
}

fn quotient(a: u64, b: u64) -> f64 {
    ratio(a.into(), b.into()).unwrap_or(1.0)
}

/// The weights of the terms of a document, before they are divided by the norm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentWeights {
    weighting: Weighting,
    /// The number that BM25 adds to the count in the denominator; 0 for other formulas.
    length: f64,
}

impl DocumentWeights {
    /// Those of a document with that many words.
    pub(crate) fn new(weighting: Weighting, words: u64, corpus: CorpusSize) -> Self {
        let length = match weighting {
            Weighting::Bm25 { k1, b } => k1 * (1.0 - b + b * words as f64 / quotient(corpus.words, corpus.documents)),
            _ => 0.0,
        };
        Self { weighting, length }
    }

    /// The weight of a term with that many occurrences and that [rarity](Weighting::rarity).
    pub(crate) fn of(self, count: u64, rarity: f64) -> f64 {
        let frequency = count as f64;
        match self.weighting {
            // The logarithm of 1 is 0.
            Weighting::TfIdf { sublinear: true, .. } if count > 1 => (1.0 + libm::log(frequency)) * rarity,
            Weighting::Bm25 { .. } => rarity * (frequency / (frequency + self.length)),
            _ => frequency * rarity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weights of "kapal" (4 times in a document of 17 words, in 9 documents) and "di" (twice, in 4) among 13 documents of 185 words,
    /// as scikit-learn, quanteda and Lucene compute them.
    #[test]
    fn weights_are_those_of_other_programs() {
        let corpus = CorpusSize { documents: 13, words: 185 };
        let weights = |weighting: Weighting| {
            let term = |term, count, documents| WeightedTerm { term, count, documents, weight: 0.0 };
            let mut terms = [term("di", 2, 4), term("kapal", 4, 9)];
            weighting.weigh(&mut terms, 17, corpus);
            terms.map(|term| format!("{:.9}", term.weight))
        };
        let tf_idf = |sublinear, norm| Weighting::TfIdf { sublinear, norm };
        assert_eq!(weights(tf_idf(false, false)), ["4.059238834", "5.345888946"]);
        assert_eq!(weights(Weighting::TfIdfLog10), ["1.023766722", "0.638803371"]);
        assert_eq!(weights(Weighting::Bm25 { k1: 1.2, b: 0.75 }), ["0.672553772", "0.288562443"]);
        let length = (4.059_238_834_f64.powi(2) + 5.345_888_946_f64.powi(2)).sqrt();
        assert_eq!(weights(tf_idf(false, true))[1], format!("{:.9}", 5.345_888_946 / length));
        assert_eq!(weights(tf_idf(true, false))[0], format!("{:.9}", (1.0 + 2.0_f64.ln()) * 4.059_238_834 / 2.0));
    }

    #[test]
    fn no_documents_and_unknown_terms_have_finite_weights() {
        let (norm, sublinear) = (true, true);
        for weighting in
            [Weighting::TfIdf { sublinear, norm }, Weighting::TfIdfLog10, Weighting::Bm25 { k1: 0.0, b: 1.0 }]
        {
            let mut terms = [WeightedTerm { term: "x", count: 1, documents: 0, weight: 0.0 }];
            weighting.weigh(&mut terms, 1, CorpusSize::default());
            assert!(terms[0].weight.is_finite(), "{weighting:?}");
        }
    }
}
