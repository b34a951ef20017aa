//! Names in sentences in capitals, where capitals say nothing: `SBY LABRAK GIBRAN`.

use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;

use super::{Context, Names, nicknames};

/// Cuts names down to a well-known nickname in them if the rest are not names, and adds nicknames and single names of the lists that the
/// tagger missed.
pub(super) fn correct(names: &mut Names, context: &Context<'_>) {
    for sequence in context.positions.sequences().iter().filter(|s| s.sentence_case == SentenceCase::Capitals) {
        for at in sequence.range() {
            let is_nickname = nicknames::phrase(context, at, at + 1).is_some();
            if is_nickname {
                names.cut(context, at);
            }
            let is_single =
                context.facts(at).is_plain_name() && ![at.wrapping_sub(1), at + 1].iter().any(|&n| is_name(context, n));
            if is_nickname || is_single {
                names.add(at, at + 1);
            }
        }
    }
}

fn is_name(context: &Context<'_>, at: usize) -> bool {
    const NEIGHBOURS: WordFacts = WordFacts::NAME
        .with(WordFacts::PLACE)
        .with(WordFacts::ORG_PREFIX)
        .with(WordFacts::ORG_SUFFIX)
        .with(WordFacts::OTHER)
        .with(WordFacts::AT);
    context.facts(at).any(NEIGHBOURS)
}

impl Names {
    /// Cuts the name around a position down to it if the other words are not names of the lists.
    fn cut(&mut self, context: &Context<'_>, at: usize) {
        let index = self.names.partition_point(|name| name.end <= at);
        let Some(name) = self.names.get_mut(index).filter(|name| (name.start..name.end).contains(&at)) else { return };
        let mut others = (name.start..name.end).filter(|&other| other != at);
        if !others.any(|other| context.facts(other).any(WordFacts::NAME)) {
            (name.start, name.end, name.is_nickname) = (at, at + 1, true);
        }
    }
}
