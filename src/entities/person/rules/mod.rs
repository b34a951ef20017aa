//! Recognition of people by rules.
//!
//! ```text
//! Document ─candidates─▶ sequences of capitalized words ─segments─▶ possible names with scores ─document_vote─▶ mentions
//! ```
//!
//! Every capitalized word is classified by lists, by its shape and by its neighbours (`segments`, `context`). What all mentions of a
//! name contribute is summed over the article before a name is accepted (`document_vote`). Scores are in tenths of an arbitrary unit;
//! the weights were set by hand.

mod candidates;
mod context;
mod document_vote;
mod eligibility;
mod segments;

use std::sync::Arc;

use super::PersonName;
use super::common::ARTICLE_SENTENCES;
use super::common::linking::Linker;
use super::common::lists::Lists;
use crate::entities::{Candidate, Canonical, EntityKind, Recognizer};
use crate::text::document::Document;
use crate::tokenizer::Lexicon;

use candidates::CapitalizedSequences;
use document_vote::DocumentVote;
use segments::NameSegment;

/// The most words of names in an article whose buffers are kept for the next one.
const MOST_KEPT: usize = 1 << 17;

/// The confidence of a mention: the share of those that are right on annotated news, per cent (`../model/MODEL.md`).
const CONFIDENCE: u8 = 92;
/// The same for a single word that occurs once in an article and is linked to nothing.
const CONFIDENCE_ALONE: u8 = 70;

/// Finds people by rules.
#[derive(Clone)]
pub(super) struct RuleRecognizer {
    lists: Arc<Lists>,
    sequences: CapitalizedSequences,
    segments: Vec<NameSegment>,
    vote: DocumentVote,
    linker: Linker,
}

impl RuleRecognizer {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        Self::with_lists(Arc::new(Lists::new(lexicon)))
    }

    fn with_lists(lists: Arc<Lists>) -> Self {
        Self {
            lists,
            sequences: CapitalizedSequences::default(),
            segments: Vec::new(),
            vote: DocumentVote::default(),
            linker: Linker::default(),
        }
    }
}

impl Recognizer for RuleRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        if !self.sequences.read(document, &self.lists) {
            return;
        }
        let parts = &self.sequences.parts;
        self.segments.clear();
        segments::split(document, &self.lists, &self.sequences, &mut self.segments);
        self.vote.vote(document.text, document.vocabulary, parts, &self.segments);
        let is_large = parts.len() > MOST_KEPT;
        if is_large {
            self.segments = Vec::new();
            self.vote.release_votes();
        }
        self.linker.link(document.text, parts, &self.vote.mentions, &self.lists);
        let is_article = document.sentences.len() >= ARTICLE_SENTENCES;
        for (n, mention) in self.vote.mentions.iter().enumerate() {
            let words = parts.get(mention.start..mention.end).unwrap_or_default();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let span = first.span.join(last.span);
            candidates.push(Candidate {
                canonical: Some(Canonical::Person(PersonName::InText(self.linker.canonical(n, parts).unwrap_or(span)))),
                confidence: Some(if is_article && self.linker.is_alone(n) { CONFIDENCE_ALONE } else { CONFIDENCE }),
                ..Candidate::new(EntityKind::Person, span, first.token, last.token + 1)
            });
        }
        if is_large {
            (self.sequences, self.vote, self.linker) = Default::default();
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(Self::with_lists(Arc::clone(&self.lists)))
    }
}
