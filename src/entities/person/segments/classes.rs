//! What a word of a run is in its place: part of a name, title, head of another name, or something else.

use crate::text::document::Document;
use crate::text::vocabulary::WordId;

use super::super::facts::Facts;
use super::super::lists::looks_like_a_word;
use super::super::runs::{Form, Part, Style};
use super::Cutter;

/// What one word of a run is, in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Name,
    Title {
        seat: bool,
    },
    Honorific,
    Said,
    Degree,
    Head,
    Tail,
    Acronym,
    /// A word, a place, an organisation.
    Else,
}

/// Whether the part can begin a name, acronym or nickname in some run; a run of parts that cannot holds none. Follows from
/// [`Cutter::class`] and [`Cutter::nickname`].
#[inline]
pub(in super::super) fn may_begin_a_name(part: &Part) -> bool {
    let facts = part.facts;
    if facts.any(Facts::NICKNAME) {
        return true;
    }
    !part.form.is(Form::LOWER | Form::ODD)
        && (facts.any(Facts::NAME)
            || !is_known_word(facts)
            || part.form.is(Form::INITIAL)
            || (part.form.is(Form::UPPER) && !facts.any(Facts::ELSE.with(Facts::TITLE))))
}

/// Whether it can matter for the part at `at` of a run that its word is also written small. Follows from [`Cutter::class`].
pub(in super::super) fn may_be_a_small_word(run: &[Part], at: usize, part: &Part, style: Style) -> bool {
    let facts = part.facts;
    if facts.any(Facts::NAME)
        || part.form.is(Form::LOWER | Form::ODD | Form::INITIAL)
        || (part.form.is(Form::UPPER) && style != Style::Capitals)
    {
        false
    } else if facts.any(Facts::COMMON) {
        let mut before = run.get(at.saturating_sub(2)..at).unwrap_or_default().iter();
        style == Style::Text && !facts.any(NOT_IN_A_NAME) && before.any(leads_an_ordinary_word)
    } else {
        !is_known_word(facts) && (part.form.is(Form::FIRST) || style != Style::Text)
    }
}

/// A name that an ordinary word may follow in a name.
const fn leads_an_ordinary_word(part: &Part) -> bool {
    part.facts.any(Facts::NAME) && !part.facts.any(Facts::ELSE)
}

/// What no ordinary word is that is a name beside one.
const NOT_IN_A_NAME: Facts = Facts::PLACE.with(Facts::OTHER).with(Facts::FUNCTION).with(Facts::VERB_AFTER);

/// Whether a word that is no name is known as something else.
const fn is_known_word(facts: Facts) -> bool {
    facts.any(Facts::ELSE.with(Facts::TITLE).with(Facts::LABEL).with(Facts::VERB_BEFORE).with(Facts::VERB_AFTER))
}

impl Cutter<'_> {
    /// A nickname of the press that begins at `at`, unless it is a part of a longer name.
    pub(super) fn nickname(&self, at: usize) -> Option<(usize, u32)> {
        let part = self.parts.get(at)?;
        if !part.facts.any(Facts::NICKNAME) || part.form.is(Form::LOWER) || self.swallowed.is_some() {
            return None;
        }
        let token = part.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        let Some((length, row)) = self.lists.nickname_phrases.longest(tokens) else {
            // Half a token: `Jokowi-Amin`.
            let alone = self.start.is_none() || part.form.is(Form::PAIR);
            return self.lists.nickname_of(part.key).filter(|_| alone).map(|row| (1, row));
        };
        let last = self.parts.get(at + length - 1)?;
        if last.token as usize != token + length - 1 || (length == 1 && self.start.is_some()) {
            return None;
        }
        let goes_on = self.parts.get(at + length).is_some_and(|next| {
            next.facts.any(Facts::NAME)
                && !next.facts.any(Facts::ELSE)
                && self.run.style == Style::Text
                && !last.form.is(Form::PAIR)
        });
        let short = part.span.len() <= 3 && !part.form.is(Form::UPPER) && length == 1;
        let part_of_longer = goes_on && length == 1;
        (!short && !part_of_longer).then_some((length, row))
    }

    /// A place, organisation or title of several words.
    pub(super) fn phrase(&self, at: usize) -> Option<(usize, Facts)> {
        let token = self.parts.get(at)?.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        if !self.lists.phrases.begins(tokens.first()?.word()) {
            return None;
        }
        let (length, facts) = self.lists.phrases.longest(tokens)?;
        let last = self.parts.get(at + length - 1)?;
        (last.token as usize == token + length - 1).then_some((length, facts))
    }

    pub(super) fn class(&self, at: usize, part: &Part) -> Class {
        let facts = part.facts;
        let open = self.start.is_some();
        let next = self.parts.get(at + 1);
        if part.form.is(Form::LOWER) {
            return if open && next.is_some() { Class::Name } else { Class::Else };
        }
        if part.form.is(Form::ODD) {
            return Class::Else;
        }
        let next_is_name = || {
            next.is_some_and(|n| {
                (n.facts.any(Facts::NAME) || !n.facts.any(Facts::ELSE.with(Facts::TITLE)))
                    && !n.form.is(Form::ODD | Form::UPPER)
            })
        };
        if facts.any(Facts::DEGREE) && !facts.any(Facts::NAME) {
            if open && (!next_is_name() || has_capitals_inside(part, self.document)) {
                return Class::Degree;
            }
            if !facts.any(Facts::HONORIFIC) && has_capitals_inside(part, self.document) {
                return Class::Else;
            }
        }
        if facts.any(Facts::HONORIFIC) && !(open && facts.any(Facts::NAME)) && next.is_some() {
            // `Budi H Santoso`: a letter without a stop inside a name is an initial.
            let initial = open && part.form.is(Form::INITIAL) && !part.form.is(Form::STOP);
            if !initial {
                return Class::Honorific;
            }
        }
        if part.form.is(Form::INITIAL) {
            let letter = part.span.of(self.document.text);
            // `Komisi V Rina`: the number of a seat, as `III` would be.
            let number = matches!(letter, "I" | "V" | "X");
            if number
                && !open
                && self.before(at).is_some_and(|p| p.facts.any(Facts::SEAT.with(Facts::GROUP).with(Facts::HEAD)))
            {
                return Class::Else;
            }
            let roman = open && matches!(letter, "V" | "X");
            let goes_on =
                next.is_some_and(|n| !n.facts.any(Facts::HEAD.with(Facts::TITLE)) || n.facts.any(Facts::NAME));
            let stop = part.form.is(Form::STOP);
            return if roman || (stop && open) || (goes_on && (stop || !part.form.is(Form::FIRST))) {
                Class::Name
            } else {
                Class::Else
            };
        }
        let upper = part.form.is(Form::UPPER) && self.run.style != Style::Capitals;
        let letters = part.span.len();
        // `MS Hidayat`, `BJ Habibie`
        let behind_role = || {
            self.before(at).is_some_and(|p| p.facts.any(Facts::TITLE) && !p.facts.any(Facts::GROUP.with(Facts::SEAT)))
        };
        let initials = upper && letters == 2 && !open && self.swallowed.is_none() && (at == 0 || behind_role());
        if initials
            && !facts.any(Facts::ELSE.with(Facts::TITLE).with(Facts::HONORIFIC).with(Facts::DEGREE))
            && next.is_some_and(|n| n.facts.is_plain_name() && !n.form.is(Form::UPPER))
        {
            return Class::Name;
        }
        if facts.any(Facts::TITLE) {
            let sure = !facts.any(Facts::WEAK) && (!next_is_name() || self.pending > 0);
            let as_name = facts.any(Facts::NAME) && (open || sure || facts.any(Facts::CHILD));
            if !as_name {
                return Class::Title { seat: facts.any(Facts::SEAT) };
            }
            return Class::Name;
        }
        if facts.any(Facts::LABEL) {
            return Class::Title { seat: false };
        }
        if facts.any(Facts::VERB_BEFORE.with(Facts::VERB_AFTER)) && !facts.any(Facts::NAME) {
            return if facts.any(Facts::VERB_BEFORE) && part.form.is(Form::FIRST) { Class::Said } else { Class::Else };
        }
        if facts.any(Facts::QUALIFIER) && self.after_title(at) {
            return Class::Else;
        }
        if facts.any(Facts::ELSE) {
            return self.class_of_other(at, part, open, next, upper);
        }
        if facts.any(Facts::PARTICLE) && !facts.any(Facts::NAME) {
            return if next_is_name() && !upper { Class::Name } else { Class::Else };
        }
        if facts.any(Facts::NAME) {
            let known_upper = !upper
                || letters > 4
                || open
                || next.is_some_and(|n| n.form.is(Form::UPPER) && n.facts.any(Facts::NAME));
            return if known_upper { Class::Name } else { Class::Acronym };
        }
        if upper {
            let roman = part.span.of(self.document.text).bytes().all(|b| b"IVX".contains(&b));
            if open && roman {
                return Class::Name;
            }
            // `HASTO KRISTIYANTO`: capitals beside a known name.
            let beside_upper = next.is_some_and(|n| n.form.is(Form::UPPER) && n.facts.is_plain_name())
                || (open
                    && at > 0
                    && self.parts.get(at - 1).is_some_and(|p| p.form.is(Form::UPPER) && p.facts.is_plain_name()));
            return if beside_upper {
                Class::Name
            } else if letters <= 5 {
                Class::Acronym
            } else {
                Class::Else
            };
        }
        if looks_like_a_word(self.document.vocabulary.word(WordId(part.key))) {
            return Class::Else;
        }
        let small = part.form.is(Form::ALSO_SMALL) && (part.form.is(Form::FIRST) || self.run.style != Style::Text);
        if small { Class::Else } else { Class::Name }
    }

    /// The class of a word that is, or is also, something else than a name.
    fn class_of_other(&self, at: usize, part: &Part, open: bool, next: Option<&Part>, upper: bool) -> Class {
        let facts = part.facts;
        let name = facts.any(Facts::NAME);
        if name && open && !upper {
            return Class::Name;
        }
        let next_plain = || next.is_some_and(|n| n.facts.is_plain_name());
        if name && facts.any(Facts::GIVEN) && self.swallowed.is_none() && next_plain() {
            return Class::Name;
        }
        if facts.any(Facts::HEAD) {
            let portfolio = self.pending > 0 && self.before(at).is_some_and(|p| p.facts.any(Facts::MINISTER));
            return if portfolio { Class::Else } else { Class::Head };
        }
        if facts.any(Facts::TAIL) {
            return if name && !open {
                Class::Name
            } else if open {
                Class::Tail
            } else {
                Class::Else
            };
        }
        if name && !facts.any(Facts::PLACE.with(Facts::OTHER)) {
            return if upper { Class::Acronym } else { Class::Name };
        }
        let open_plain = self.start.and_then(|s| self.parts.get(s)).is_some_and(leads_an_ordinary_word);
        if !open_plain || self.run.style != Style::Text || upper {
            return Class::Else;
        }
        // `Benny Laos`: a given name and a place.
        let directly = self.start.is_some_and(|s| at - s == 1);
        if directly
            && facts.any(Facts::PLACE)
            && self.title < 24
            && !facts.any(Facts::COMMON.with(Facts::HEAD).with(Facts::FUNCTION))
            && next.is_none()
        {
            return Class::Name;
        }
        let goes_with_name = facts.any(Facts::COMMON)
            && !facts.any(NOT_IN_A_NAME)
            && !part.form.is(Form::ALSO_SMALL)
            && next.is_none_or(|n| !n.facts.any(Facts::ELSE) || n.facts.any(Facts::NAME))
            && self.start.is_some_and(|s| at - s <= 2);
        if goes_with_name { Class::Name } else { Class::Else }
    }
}

/// `SpPD`, `S.H.`: a degree shows by capitals beyond the first letter.
fn has_capitals_inside(part: &Part, document: &Document<'_>) -> bool {
    part.span.of(document.text).chars().skip(1).any(|c| c.is_uppercase() || c == '.')
}
