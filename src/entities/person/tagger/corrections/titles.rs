//! Titles and forms of address before a name are not part of it.

use crate::entities::person::common::hints::Hints;
use crate::entities::person::common::word_facts::WordFacts;

use super::numerals::is_roman;
use super::{Context, Name, Names, nicknames};

/// Titles that remain if the tagger includes them, because their bearers are not called by the name without the title: `Ki Ageng
/// Tarub`, `Bung Tomo`, `Raden Saleh`.
const KEPT: [&str; 10] = ["bung", "eyang", "kanjeng", "ki", "lady", "lord", "nyi", "raden", "sunan", "tengku"];

/// The most names of an article that are compared with one after a title that may be a given name.
const MOST_COMPARED: usize = 256;

/// Titles, offices and forms of address.
pub(super) const TITLES: WordFacts = WordFacts::TITLE.with(WordFacts::HONORIFIC);

/// Removes leading titles: `Ketua Rahmat Kusumah` becomes `Rahmat Kusumah`. At least one word remains.
pub(super) fn strip(names: &mut Names, context: &Context<'_>) {
    for name in names.unprotected() {
        while let Some(length) = title_length(context, name).filter(|length| name.start + length < name.end) {
            if nicknames::phrase(context, name.start, name.end).is_some() {
                break;
            }
            name.start += length;
        }
    }
}

/// The number of positions of the title that a name begins with; `None` if it does not begin with one.
fn title_length(context: &Context<'_>, name: &Name) -> Option<usize> {
    const OF_TITLES: Hints = Hints::TITLE.union(Hints::TITLE_NAME).union(Hints::BEGINS_PHRASE);
    let first = context.position(name.start).filter(|first| !first.is_part)?;
    if !context.lists.hints.of(first.word).intersects(OF_TITLES) && !context.lists.facts(first.word).any(TITLES) {
        return None;
    }
    let phrase = context.lists.hints.longest(context.document.tokens.get(first.token as usize..)?, Hints::TITLE);
    if phrase.is_some() {
        return phrase;
    }
    let is_title = if context.hints(name.start).contains(Hints::TITLE_NAME) {
        !is_given_name(context, name.start, name.end)
    } else {
        is_title(context, name.start)
    };
    is_title.then_some(1)
}

/// Extends a name to a title before it that is a given name: `Putri Candrawathi`. If the article has a name of several words without
/// the title, the title means a child or an office: `Putri Rini Suryani Menikah`.
pub(super) fn extend(names: &mut Names, context: &Context<'_>) {
    for index in 0..names.names.len() {
        let Some(name) = names.names.get(index).copied().filter(|name| !name.is_nickname) else { continue };
        let before = name.start.checked_sub(1).filter(|&before| name.may_extend_to_before(before + 1));
        let is_given = |before: &usize| {
            context.hints(*before).contains(Hints::TITLE_NAME)
                && context.position(*before).is_some_and(|p| p.shape.is_capital() && !p.is_part)
                && is_given_name(context, *before, name.end)
                && !names.has_without(context, &name, *before)
        };
        if let (Some(before), Some(name)) = (before.filter(is_given), names.names.get_mut(index)) {
            name.start = before;
        }
    }
}

/// Whether a title that is also a given name (`Putri`, `Raja`) is one at `at`, in a name that ends before `end`. It is not before the
/// name of a member of a ruling house or a king's number. `Raja` and `Ratu` need a name of the lists after them, or an office before.
fn is_given_name(context: &Context<'_>, at: usize, end: usize) -> bool {
    let Some(next) = context.position(at + 1).filter(|_| at + 1 < end) else { return false };
    let has_number = context.position(end - 1).is_some_and(|last| is_roman(last.span.of(context.document.text)))
        || context.position(end).is_some_and(|after| is_roman(after.span.of(context.document.text)));
    if context.hints(at + 1).contains(Hints::ROYAL) || has_number || context.lists.countries.begins(next.word) {
        return false;
    }
    // `Pol Espargaro`, but `Kombes Pol Rahmat Kusumah`.
    let is_rank = context.word(at) == "pol" && at.checked_sub(1).is_some_and(|before| is_title(context, before));
    if is_rank {
        return false;
    }
    let is_ruler = matches!(context.word(at), "raja" | "ratu");
    let follows_office =
        at.checked_sub(1).is_some_and(|before| context.has_capital(before) && context.office_before(at).is_some());
    !is_ruler || context.facts(at + 1).any(WordFacts::NAME) || follows_office
}

/// Whether the word of a position is a title that is not part of names.
pub(super) fn is_title(context: &Context<'_>, at: usize) -> bool {
    let facts = context.facts(at);
    let is_listed = facts.any(WordFacts::HONORIFIC) || (facts.any(WordFacts::TITLE) && !facts.any(WordFacts::NAME));
    (is_listed || context.hints(at).contains(Hints::TITLE)) && !KEPT.contains(&context.word(at))
}

impl Names {
    /// Whether another name is the same words as `name`, of which there are several, after another word than that at `before`.
    fn has_without(&self, context: &Context<'_>, name: &Name, before: usize) -> bool {
        if name.end < name.start + 2 {
            return false;
        }
        let word = |at: usize| context.position(at).map(|position| position.word);
        let is_same = |other: &Name| {
            other.end - other.start == name.end - name.start
                && (other.start..other.end).zip(name.start..name.end).all(|(a, b)| word(a) == word(b))
                && other.start.checked_sub(1).and_then(word) != word(before)
        };
        self.names.iter().take(MOST_COMPARED).any(is_same)
    }
}
