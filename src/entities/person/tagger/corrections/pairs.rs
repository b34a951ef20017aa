//! Two people whose names are joined by a hyphen: `Ridwan Kamil-Suswono`, or by nothing: `Prabowo Gibran`.
//!
//! A hyphen with spaces is between two names. The hyphen of `Alexander-Arnold` joins one name. A name is a pair
//!
//! * if there are several words on both sides (`Ridwan Kamil-Rini Suswono`);
//! * if both sides are well-known nicknames, or names of the lists after a word for a pair or a government (`Duet Gideon-Sukamuljo`);
//! * if the article names what comes before the hyphen without what comes after it and the other way round, as a name or as
//!   neighbouring words of one.

use crate::entities::person::common::mention::NameMention;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::word_facts::WordFacts;
use crate::entities::person::known_full_name;
use crate::text::token::{Shape, Token};

use super::{Context, GapBuffer, Name, Names};

/// The most names that an article may have for them to be compared with each other.
const MOST_NAMES: usize = 512;
/// The most words of a name that is compared. Longer ones are lists without commas.
const MOST_WORDS: usize = 16;

/// Splits names that are pairs according to the article.
pub(super) fn split(names: &mut Names, context: &Context<'_>) {
    let Names { names, parts } = names;
    if names.len() > MOST_NAMES {
        return;
    }
    let mut at = 0;
    while let Some(name) = names.get(at).copied() {
        let mention = name.mention;
        let middle = hyphens(parts, &mention)
            .find(|&middle| is_evident(context, parts, &mention, middle) || is_pair(parts, names, &mention, middle))
            .or_else(|| are_well_known(context, parts, &mention).then_some(mention.start + 1));
        if let Some(middle) = middle {
            if let Some(first) = names.get_mut(at) {
                first.mention.end = middle;
            }
            let mention = NameMention { start: middle, nickname: None, also_called: None, ..mention };
            names.insert(at + 1, Name { mention, ..name });
        }
        at += 1;
    }
}

/// Adds the second of two people between whose names a hyphen stands with spaces, if the tagger missed it: `Prabowo - Hatta`. All its
/// words must be names of the lists and nothing else, and no other capitalized word may follow.
pub(super) fn add_second(names: &mut Names, context: &Context<'_>) {
    const LONGEST: usize = 3;
    let tokens = context.document.tokens;
    let mut at = 0;
    while at < names.names.len() {
        let hyphen = names.token_end(at);
        at += 1;
        if !context.is_mark(hyphen, b'-') {
            continue;
        }
        let words = tokens.iter().skip(hyphen + 1).take(LONGEST + 1);
        let is_capital = |token: &&Token| token.shape().is_capital() && !token.line_before();
        let is_name =
            |token: &Token| token.shape() == Shape::Title && context.lists.facts(token.word()).is_plain_name();
        let count = words.clone().take_while(is_capital).count();
        if (1..=LONGEST).contains(&count) && words.take(count).all(is_name) {
            names.put(context, hyphen + 1, hyphen + 1 + count);
        }
    }
}

/// The words of a name; none if it is too long to be compared.
fn words_of<'p>(parts: &'p [Part], name: &NameMention) -> &'p [Part] {
    parts.get(name.start..name.end).filter(|words| words.len() <= MOST_WORDS).unwrap_or_default()
}

/// The parts of a name that follow a hyphen: they belong to the same token as the part before.
fn hyphens<'p>(parts: &'p [Part], name: &NameMention) -> impl Iterator<Item = usize> + use<'p> {
    let start = name.start;
    let words = words_of(parts, name);
    crate::text::work::steps(words.len());
    words.windows(2).enumerate().filter(|(_, pair)| pair[0].token == pair[1].token).map(move |(n, _)| start + n + 1)
}

/// Words before a pair: of candidates, players, or heads of a government.
const BEFORE_PAIRS: [&str; 14] = [
    "calon",
    "capres-cawapres",
    "duet",
    "duo",
    "ganda",
    "kabinet",
    "kubu",
    "pasangan",
    "paslon",
    "pemerintahan",
    "pendukung",
    "putra",
    "putri",
    "rezim",
];

/// Whether the words on both sides of a hyphen are two people whatever the article calls them.
fn is_evident(context: &Context<'_>, parts: &[Part], name: &NameMention, middle: usize) -> bool {
    let [left, right] =
        [(name.start, middle), (middle, name.end)].map(|(from, to)| parts.get(from..to).unwrap_or_default());
    let is_joined_name = |words: &[Part]| {
        words
            .iter()
            .any(|part| part.facts.any(WordFacts::DOUBLES.with(WordFacts::PARTICLE)) || part.flags.is(PartFlags::LOWER))
    };
    if is_joined_name(left.last().map(std::slice::from_ref).unwrap_or_default())
        || is_joined_name(&right[..right.len().min(1)])
    {
        return false;
    }
    let are = |is: &dyn Fn(&Part) -> bool| [left.last(), right.first()].into_iter().flatten().all(is);
    let are_nicknames =
        left.len() == 1 && right.len() == 1 && are(&|part| context.lists.nickname_of(part.key).is_some());
    let are_names = are(&|part| part.facts.any(WordFacts::NAME));
    let are_long = left.len() > 1 && right.len() > 1;
    are_long || are_nicknames || (are_names && follows_word_for_pair(context, left))
}

/// Whether a name is the short names of two people whom the whole press calls by these: `Prabowo Gibran`.
fn are_well_known(context: &Context<'_>, parts: &[Part], name: &NameMention) -> bool {
    let Some([first, second]) = parts.get(name.start..name.end) else { return false };
    let full_name = |part: &Part| known_full_name(part.span.of(context.document.text));
    name.nickname.is_none() && full_name(first).zip(full_name(second)).is_some_and(|(first, second)| first != second)
}

fn follows_word_for_pair(context: &Context<'_>, left: &[Part]) -> bool {
    let before = left.first().and_then(|first| context.document.tokens.get((first.token as usize).checked_sub(1)?));
    before.is_some_and(|before| BEFORE_PAIRS.contains(&context.document.vocabulary.word(before.word())))
}

/// Whether some names of the article contain the words before `middle` and some those after it, each up to the next hyphen, but none
/// contains both in sequence (`Ahmed Al Kaf` next to `Ahmed Al-Kaf`).
fn is_pair(parts: &[Part], names: &GapBuffer<Name>, name: &NameMention, middle: usize) -> bool {
    let is_named = |from: usize, to: usize| {
        let wanted = parts.get(from..to).unwrap_or_default();
        let contains = |other: &NameMention| {
            let words = words_of(parts, other);
            crate::text::work::steps(words.len());
            words.windows(wanted.len()).any(|words| words.iter().zip(wanted).all(|(a, b)| a.key == b.key))
        };
        let mut unhyphenated = names.iter().map(|other| &other.mention).filter(|o| hyphens(parts, o).next().is_none());
        !wanted.is_empty() && unhyphenated.any(contains)
    };
    let from = hyphens(parts, name).take_while(|&hyphen| hyphen < middle).last().unwrap_or(name.start);
    let to = hyphens(parts, name).find(|&hyphen| hyphen > middle).unwrap_or(name.end);
    is_named(from, middle) && is_named(middle, to) && !is_named(from, to)
}
