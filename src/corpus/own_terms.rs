//! Ids of terms that outlive a worker.

use crate::analyzer::Analysis;
use crate::text::vocabulary::{Vocabulary, WordId, WordTable};

/// The terms of a visitor under ids of its own, which remain valid when those of its worker no longer are. Each is spelled out once for each worker.
#[derive(Debug)]
pub(crate) struct OwnTerms {
    vocabulary: Vocabulary,
    /// The workspace that the ids of `known` are from.
    workspace: Option<u64>,
    /// The own ids by those of the worker; numbers are not terms.
    known: WordTable<WordId>,
}

impl Default for OwnTerms {
    fn default() -> Self {
        Self { vocabulary: Vocabulary::new(), workspace: None, known: WordTable::new(WordId::NUMBER) }
    }
}

impl OwnTerms {
    /// Passes on the own ids of the terms of an article, with their counts, in the order of first occurrence.
    pub(crate) fn of_article(&mut self, analysis: &Analysis<'_>, mut visit: impl FnMut(WordId, u64)) {
        let Some(terms) = analysis.terms() else { return };
        if self.workspace != Some(analysis.workspace()) {
            self.workspace = Some(analysis.workspace());
            self.known = WordTable::new(WordId::NUMBER);
        }
        for (id, term, count) in terms.document_ids(analysis.document.vocabulary) {
            let own = self.known.entry(id);
            if *own == WordId::NUMBER {
                *own = self.vocabulary.intern(term);
            }
            visit(*own, count);
        }
    }

    /// The own ids of the terms of another visitor, by their ids there.
    pub(crate) fn adopt(&mut self, other: &Self) -> Vec<WordId> {
        let ids = (0..other.vocabulary.len() as u32).map(WordId);
        ids.map(|id| self.vocabulary.intern(other.vocabulary.word(id))).collect()
    }

    /// The terms by their own ids.
    pub(crate) const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}
