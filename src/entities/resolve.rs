//! Resolution of overlapping candidates.

use std::cmp::Reverse;

use crate::entities::{Candidate, Mention};
use crate::text::token::Sentence;
use crate::text::work;

/// Resolves overlaps and assigns sentence numbers. Of overlapping candidates the longest is kept; of equally long ones,
/// the one with the higher priority; then that of the earlier recognizer in the registry. The others are dropped
/// entirely.
///
/// `candidates` must be in the order of the registry, and are left in an unspecified order. Mentions are appended to
/// `mentions` in ascending order of position; none is empty, and no two overlap.
pub fn resolve(candidates: &mut Vec<Candidate>, sentences: &[Sentence], mentions: &mut Vec<Mention>) {
    candidates.retain(|c| !c.span.is_empty());
    let mut by_position: Vec<(u32, u32)> =
        candidates.iter().zip(0..).map(|(candidate, order)| (candidate.span.byte_start(), order)).collect();
    by_position.sort_unstable();
    let candidate = |&(_, order): &(u32, u32)| candidates.get(order as usize);
    let mut sentence_cursor = SentenceCursor { sentences, sentence: 0 };
    let mut places = by_position.as_mut_slice();
    // Most candidates do not overlap; each cluster of overlapping ones is resolved separately.
    while let Some(first) = places.first().and_then(candidate) {
        let mut end = first.span.byte_end();
        let touches = |place: &&(u32, u32)| {
            work::step();
            let overlaps = place.0 < end;
            end = end.max(candidate(place).map_or(0, |c| c.span.byte_end()));
            overlaps
        };
        let count = 1 + places.iter().skip(1).take_while(touches).count();
        let (cluster, rest) = places.split_at_mut(count);
        places = rest;
        if count == 1 {
            mentions.push(sentence_cursor.mention_of(first));
            continue;
        }
        cluster.sort_unstable_by_key(|place| {
            let rank = candidate(place).map(|c| (Reverse(c.span.len()), Reverse(c.priority)));
            (rank, place.1)
        });
        let first = mentions.len();
        for candidate in cluster.iter().filter_map(candidate) {
            let added = &mentions[first..];
            let at = added.partition_point(|m| m.span.byte_start() < candidate.span.byte_start());
            let before_is_free = at == 0 || !added[at - 1].span.overlaps(candidate.span);
            let after_is_free = added.get(at).is_none_or(|m| !m.span.overlaps(candidate.span));
            if before_is_free && after_is_free {
                work::steps(mentions.len() - first - at);
                mentions.insert(first + at, sentence_cursor.mention_of(candidate));
            }
        }
    }
}

/// Finds the sentence of each candidate, in amortized constant time if the candidates ascend.
struct SentenceCursor<'s> {
    sentences: &'s [Sentence],
    /// The sentence of the last candidate.
    sentence: usize,
}

impl SentenceCursor<'_> {
    fn mention_of(&mut self, candidate: &Candidate) -> Mention {
        let is_before = |s: &Sentence| s.token_end <= candidate.token_start;
        if self.sentences.get(self.sentence).is_none_or(|s| candidate.token_start < s.token_start) {
            self.sentence = self.sentences.partition_point(is_before);
        }
        let rest = self.sentences.get(self.sentence..).unwrap_or_default();
        self.sentence += rest.iter().take_while(|s| is_before(s)).count();
        Mention {
            span: candidate.span,
            token_start: candidate.token_start,
            token_end: candidate.token_end,
            sentence: self.sentence as u32,
            kind: candidate.kind,
            canonical: candidate.canonical,
            via: candidate.via,
            note: candidate.note,
            confidence: candidate.confidence,
        }
    }
}
