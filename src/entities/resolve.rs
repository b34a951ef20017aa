//! What overlaps, and who wins.

use std::cmp::Reverse;

use crate::entities::{Candidate, Mention};
use crate::text::token::Sentence;

/// Settles overlaps and numbers the sentences: of candidates that overlap, the longest stands; of equally long ones that of the
/// higher priority; then the one whose recogniser comes first in the registry. The losers are dropped whole.
///
/// `candidates` come as the recognisers gave them, in registry order, and are left in an unspecified order. Mentions are
/// appended to `mentions` by rising position; no two overlap, and none is empty.
pub fn resolve(candidates: &mut Vec<Candidate>, sentences: &[Sentence], mentions: &mut Vec<Mention>) {
    candidates.retain(|c| !c.span.is_empty());
    let mut by_place: Vec<(u32, u32)> =
        candidates.iter().zip(0..).map(|(candidate, order)| (candidate.span.byte_start(), order)).collect();
    by_place.sort_unstable();
    let candidate = |&(_, order): &(u32, u32)| candidates.get(order as usize);
    let mut numbering = Numbering { sentences, sentence: 0 };
    let mut places = by_place.as_mut_slice();
    // Most candidates stand alone; what overlaps is settled among itself.
    while let Some(first) = places.first().and_then(candidate) {
        let mut end = first.span.byte_end();
        let touches = |place: &&(u32, u32)| {
            let overlaps = place.0 < end;
            end = end.max(candidate(place).map_or(0, |c| c.span.byte_end()));
            overlaps
        };
        let count = 1 + places.iter().skip(1).take_while(touches).count();
        let (cluster, rest) = places.split_at_mut(count);
        places = rest;
        if count == 1 {
            mentions.push(numbering.mention_of(first));
            continue;
        }
        cluster.sort_unstable_by_key(|place| {
            let weight = candidate(place).map(|c| (Reverse(c.span.len()), Reverse(c.priority)));
            (weight, place.1)
        });
        let first = mentions.len();
        for candidate in cluster.iter().filter_map(candidate) {
            let added = &mentions[first..];
            let at = added.partition_point(|m| m.span.byte_start() < candidate.span.byte_start());
            let before_is_free = at == 0 || !added[at - 1].span.overlaps(candidate.span);
            let after_is_free = added.get(at).is_none_or(|m| !m.span.overlaps(candidate.span));
            if before_is_free && after_is_free {
                mentions.insert(first + at, numbering.mention_of(candidate));
            }
        }
    }
}

/// Finds the sentences of candidates, quickly if these rise.
struct Numbering<'s> {
    sentences: &'s [Sentence],
    /// A sentence that begins before what was asked for last, or at it.
    sentence: usize,
}

impl Numbering<'_> {
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
        }
    }
}
