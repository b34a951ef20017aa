//! What overlaps, and who wins.

use std::cmp::Reverse;

use crate::entities::{Candidate, Mention};
use crate::token::Sentence;

/// Settles overlaps and numbers the sentences: of candidates that overlap, the longest stands; of equally long ones that of the
/// higher priority; then the one whose recogniser comes first in the registry. The losers are dropped whole.
///
/// `candidates` come as the recognisers gave them, in registry order, and are left in an unspecified order. Mentions are
/// appended to `mentions` by rising position; no two overlap, and none is empty.
pub fn resolve(candidates: &mut Vec<Candidate>, sentences: &[Sentence], mentions: &mut Vec<Mention>) {
    candidates.retain(|c| !c.span.is_empty());
    // Stable: candidates that tie keep the order of the registry.
    candidates.sort_by_key(|c| (Reverse(c.span.len()), Reverse(c.priority)));
    let first = mentions.len();
    for candidate in candidates.iter() {
        let added = &mentions[first..];
        let at = added.partition_point(|m| m.span.byte_start() < candidate.span.byte_start());
        let before_is_free = at == 0 || !added[at - 1].span.overlaps(candidate.span);
        let after_is_free = added.get(at).is_none_or(|m| !m.span.overlaps(candidate.span));
        if before_is_free && after_is_free {
            mentions.insert(first + at, mention_of(candidate, sentences));
        }
    }
}

fn mention_of(candidate: &Candidate, sentences: &[Sentence]) -> Mention {
    let sentence = sentences.partition_point(|s| s.token_end <= candidate.token_start);
    Mention {
        span: candidate.span,
        token_start: candidate.token_start,
        token_end: candidate.token_end,
        sentence: sentence as u32,
        kind: candidate.kind,
        canonical: candidate.canonical,
        via: candidate.via,
        note: candidate.note,
    }
}
