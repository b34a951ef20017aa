//! Things that are named like people.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::word_facts::WordFacts;
use crate::text::token::Shape;

use super::{Context, MOST_SEARCHED, Name, Names};

/// The most words between a noun and the name of the thing: `Bandara Internasional Imam Bukhari`.
const MOST_BETWEEN: usize = 3;

/// Discards names that are those of things: after a noun that says so (`semboyan`, `topan`, `RSUD`), from the list (`El Nino`), before a word that
/// does so (`Award`), signs of the zodiac, and offices that are seldom a name alone (`Hakim`).
pub(super) fn discard(names: &mut Names, context: &Context<'_>) {
    if !names.names.iter().any(|name| may_be_thing(context, name)) {
        return;
    }
    let (mut zodiac, mut coins) = (None, None);
    let named: Vec<(usize, usize)> = names.names.iter().map(|name| (name.start, name.end)).collect();
    names.retain_unprotected(|name| {
        if !may_be_thing(context, name) {
            return true;
        }
        // `Leo Anda` begins a forecast.
        let is_sign = context.hints(name.start).contains(Hints::ZODIAC)
            && (name.start + 1..name.end).all(|at| is_common(context, at))
            && *zodiac.get_or_insert_with(|| is_about_signs(context));
        let is_coin = name.end == name.start + 1
            && context.hints(name.start).contains(Hints::COIN)
            && *coins.get_or_insert_with(|| is_about_coins(context));
        !(is_sign
            || is_coin
            || is_thing(context, name)
            || precedes_end_of_thing(context, name)
            || follows_thing(context, name, &named)
            || is_office(context, name, &named))
    });
}

/// Whether the first word of a name, or the word before it, has a hint at a thing. Few have, so this comes first.
fn may_be_thing(context: &Context<'_>, name: &Name) -> bool {
    const NAMES: Hints = Hints::THING.union(Hints::THING_NAME).union(Hints::BEGINS_PHRASE);
    const FIRST: Hints = NAMES.union(Hints::ZODIAC).union(Hints::COIN).union(Hints::OFFICE_ALONE);
    const BEFORE: Hints = NAMES.union(Hints::PLACE_THING).union(Hints::WEAK_THING).union(Hints::BETWEEN);
    let token = context.position(name.start).map_or(0, |first| first.token as usize);
    let before = token.checked_sub(1).and_then(|before| context.document.tokens.get(before));
    context.hints(name.start).intersects(FIRST)
        || precedes_end_of_thing(context, name)
        || before.is_some_and(|before| context.lists.hints.of(before.word()).intersects(BEFORE))
}

fn is_common(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    facts.any(WordFacts::COMMON) && !facts.any(WordFacts::NAME)
}

/// Whether a name is in the list of things.
fn is_thing(context: &Context<'_>, name: &Name) -> bool {
    let Some(first) = context.position(name.start).filter(|first| !first.is_part) else { return false };
    let tokens = |from: usize| context.document.tokens.get(from..).unwrap_or_default();
    let from = first.token as usize;
    let is_name = |at: usize| {
        let length = context.lists.hints.longest(tokens(at), Hints::THING_NAME);
        length.is_some_and(|length| at + length >= from + (name.end - name.start))
    };
    // `Om Swastiastu`, of which the tagger may have found the second word.
    is_name(from) || from.checked_sub(1).is_some_and(is_name)
}

/// Whether a word of a name other than the first, or the one after it, ends the name of a thing: `Rahmat Kusumah Award`.
fn precedes_end_of_thing(context: &Context<'_>, name: &Name) -> bool {
    let ends_thing = |word| context.lists.hints.of(word).contains(Hints::THING_END);
    let Some((_, rest @ [.., last])) = context.range(name.start, name.end).split_first() else { return false };
    let next = context.document.tokens.get(last.token as usize + 1).filter(|next| next.shape().is_capital());
    rest.iter().any(|position| ends_thing(position.word)) || next.is_some_and(|next| ends_thing(next.word()))
}

/// Whether a noun before a name, or its first word, says that it is the name of a thing.
fn follows_thing(context: &Context<'_>, name: &Name, named: &[(usize, usize)]) -> bool {
    if name.end > name.start + 1 && context.hints(name.start).contains(Hints::THING) {
        return true;
    }
    let Some(first) = context.position(name.start) else { return false };
    let mut at = first.token as usize;
    let lowest = context.sentence_start(at).max(at.saturating_sub(MOST_BETWEEN + 1));
    while at > lowest {
        at -= 1;
        let Some(token) = context.document.tokens.get(at) else { return false };
        let hints = context.lists.hints.of(token.word());
        let is_capital = token.shape().is_capital() || token.shape() == Shape::Mixed;
        if hints.contains(Hints::THING) {
            return true;
        }
        if hints.contains(Hints::PLACE_THING) && is_capital {
            // `Menteri Perumahan Rahmat Kusumah`
            let before = at.checked_sub(1).and_then(|before| context.document.tokens.get(before));
            return !before.is_some_and(|before| context.lists.facts(before.word()).any(WordFacts::MINISTER));
        }
        if hints.contains(Hints::WEAK_THING) {
            let mut words = name.start..name.end;
            let is_name = |at: usize| {
                context.facts(at).any(WordFacts::NAME.with(WordFacts::NICKNAME))
                    || is_in_another(context, at, name, named)
            };
            return !words.any(is_name);
        }
        if !hints.contains(Hints::BETWEEN) {
            return false;
        }
    }
    false
}

/// Whether the article mentions two signs of the zodiac.
fn is_about_signs(context: &Context<'_>) -> bool {
    has_two(context, Hints::ZODIAC)
}

/// Whether the article is about cryptocurrencies: it says so, or mentions two that are also surnames.
fn is_about_coins(context: &Context<'_>) -> bool {
    let mut words = context.document.tokens.iter().map(|token| context.lists.hints.of(token.word()));
    words.any(|hints| hints.contains(Hints::COIN_TOPIC)) || has_two(context, Hints::COIN)
}

/// Whether the article has two different words with a hint.
fn has_two(context: &Context<'_>, hint: Hints) -> bool {
    let positions = context.positions.positions().iter();
    let mut words = positions.filter(|p| !p.is_part && context.lists.hints.of(p.word).contains(hint)).map(|p| p.word);
    words.next().is_some_and(|first| words.any(|word| word != first))
}

/// Whether a name is an office alone that is not part of another name of the article.
fn is_office(context: &Context<'_>, name: &Name, named: &[(usize, usize)]) -> bool {
    if name.end != name.start + 1 || !context.hints(name.start).contains(Hints::OFFICE_ALONE) {
        return false;
    }
    !is_in_another(context, name.start, name, named)
}

/// Whether a word of a name is in another name of several words.
fn is_in_another(context: &Context<'_>, at: usize, name: &Name, named: &[(usize, usize)]) -> bool {
    if named.len() > MOST_SEARCHED {
        return true;
    }
    let word = context.word(at);
    let has_word = |&(start, end): &(usize, usize)| {
        end > start + 1 && start != name.start && (start..end).any(|at| context.word(at) == word)
    };
    named.iter().any(has_word)
}
