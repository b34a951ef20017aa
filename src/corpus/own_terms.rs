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
    /// Passes on the own ids of terms, with their counts. The ids are those of `names` in that workspace.
    pub(crate) fn of_ids(
        &mut self,
        workspace: u64,
        names: &Vocabulary,
        terms: impl Iterator<Item = (WordId, u64)>,
        mut visit: impl FnMut(WordId, u64),
    ) {
        if self.workspace != Some(workspace) {
            self.workspace = Some(workspace);
            self.known = WordTable::new(WordId::NUMBER);
        }
        for (id, count) in terms {
            let own = self.known.entry(id);
            if *own == WordId::NUMBER {
                *own = self.vocabulary.intern(names.word(id));
            }
            visit(*own, count);
        }
    }

    /// Passes on the own ids of the terms of an article, with their counts, in the order of first occurrence.
    pub(crate) fn of_article(&mut self, analysis: &Analysis<'_>, visit: impl FnMut(WordId, u64)) {
        let Some(terms) = analysis.terms() else { return };
        let names = terms.names(analysis.document.vocabulary);
        self.of_ids(analysis.workspace(), names, terms.document_id_counts(), visit);
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
