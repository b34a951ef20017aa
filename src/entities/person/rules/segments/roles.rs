//! The role of a word in its sequence: part of a name, title, prefix of another name, or something else.

use crate::text::document::Document;
use crate::text::vocabulary::WordId;

use crate::entities::person::common::lists::looks_like_a_word;
use crate::entities::person::common::part::{Part, PartFlags};
use crate::entities::person::common::sentence_case::SentenceCase;
use crate::entities::person::common::word_facts::WordFacts;
use crate::entities::person::rules::eligibility::{NOT_IN_A_NAME, leads_a_common_word};

use super::Segmenter;

/// The role of a word in its sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartRole {
    Name,
    Title {
        jurisdiction: bool,
    },
    Honorific,
    Said,
    Degree,
    OrgPrefix,
    OrgSuffix,
    Acronym,
    /// A common word, a place, an organisation.
    Other,
}

impl Segmenter<'_> {
    /// A well-known nickname that begins at `at`, unless it is part of a longer name: its length and its index in the table.
    pub(super) fn nickname(&self, at: usize) -> Option<(usize, u32)> {
        let part = self.parts.get(at)?;
        if !part.facts.any(WordFacts::NICKNAME) || part.flags.is(PartFlags::LOWER) || self.other_name.is_some() {
            return None;
        }
        let token = part.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        let Some((length, row)) = self.lists.nickname_phrases.longest(tokens) else {
            // Half a token: `Jokowi-Amin`.
            let alone = self.start.is_none() || part.flags.is(PartFlags::PAIR);
            return self.lists.nickname_of(part.key).filter(|_| alone).map(|row| (1, row));
        };
        let last = self.parts.get(at + length - 1)?;
        if last.token as usize != token + length - 1 || (length == 1 && self.start.is_some()) {
            return None;
        }
        let continues = self.parts.get(at + length).is_some_and(|next| {
            next.facts.any(WordFacts::NAME)
                && !next.facts.any(WordFacts::ELSE)
                && self.sequence.sentence_case == SentenceCase::Running
                && !last.flags.is(PartFlags::PAIR)
        });
        let short = part.span.len() <= 3 && !part.flags.is(PartFlags::UPPER) && length == 1;
        let part_of_longer = continues && length == 1;
        (!short && !part_of_longer).then_some((length, row))
    }

    /// A place, organisation or title of several words.
    pub(super) fn phrase(&self, at: usize) -> Option<(usize, WordFacts)> {
        let token = self.parts.get(at)?.token as usize;
        let tokens = self.document.tokens.get(token..)?;
        if !self.lists.phrases.begins(tokens.first()?.word()) {
            return None;
        }
        let (length, facts) = self.lists.phrases.longest(tokens)?;
        let last = self.parts.get(at + length - 1)?;
        (last.token as usize == token + length - 1).then_some((length, facts))
    }

    pub(super) fn role(&self, at: usize, part: &Part) -> PartRole {
        let facts = part.facts;
        let open = self.start.is_some();
        let next = self.parts.get(at + 1);
        if part.flags.is(PartFlags::LOWER) {
            return if open && next.is_some() { PartRole::Name } else { PartRole::Other };
        }
        if part.flags.is(PartFlags::ODD) {
            return PartRole::Other;
        }
        let next_is_name = || {
            next.is_some_and(|n| {
                (n.facts.any(WordFacts::NAME) || !n.facts.any(WordFacts::ELSE.with(WordFacts::TITLE)))
                    && !n.flags.is(PartFlags::ODD | PartFlags::UPPER)
            })
        };
        if facts.any(WordFacts::DEGREE) && !facts.any(WordFacts::NAME) {
            if open && (!next_is_name() || has_capitals_inside(part, self.document)) {
                return PartRole::Degree;
            }
            if !facts.any(WordFacts::HONORIFIC) && has_capitals_inside(part, self.document) {
                return PartRole::Other;
            }
        }
        if facts.any(WordFacts::HONORIFIC) && !(open && facts.any(WordFacts::NAME)) && next.is_some() {
            // `Budi H Santoso`: a letter without a period inside a name is an initial.
            let initial = open && part.flags.is(PartFlags::INITIAL) && !part.flags.is(PartFlags::PERIOD);
            if !initial {
                return PartRole::Honorific;
            }
        }
        if part.flags.is(PartFlags::INITIAL) {
            let letter = part.span.of(self.document.text);
            // `Komisi V Rina`: a Roman numeral of an office, like `III`.
            let number = matches!(letter, "I" | "V" | "X");
            if number
                && !open
                && self.before(at).is_some_and(|p| {
                    p.facts.any(WordFacts::JURISDICTION.with(WordFacts::GROUP).with(WordFacts::ORG_PREFIX))
                })
            {
                return PartRole::Other;
            }
            let roman = open && matches!(letter, "V" | "X");
            let continues = next.is_some_and(|n| {
                !n.facts.any(WordFacts::ORG_PREFIX.with(WordFacts::TITLE)) || n.facts.any(WordFacts::NAME)
            });
            let stop = part.flags.is(PartFlags::PERIOD);
            return if roman || (stop && open) || (continues && (stop || !part.flags.is(PartFlags::FIRST))) {
                PartRole::Name
            } else {
                PartRole::Other
            };
        }
        let upper = part.flags.is(PartFlags::UPPER) && self.sequence.sentence_case != SentenceCase::Capitals;
        let letters = part.span.len();
        // `MS Hidayat`, `BJ Habibie`
        let after_role = || {
            self.before(at).is_some_and(|p| {
                p.facts.any(WordFacts::TITLE) && !p.facts.any(WordFacts::GROUP.with(WordFacts::JURISDICTION))
            })
        };
        let initials = upper && letters == 2 && !open && self.other_name.is_none() && (at == 0 || after_role());
        if initials
            && !facts.any(WordFacts::ELSE.with(WordFacts::TITLE).with(WordFacts::HONORIFIC).with(WordFacts::DEGREE))
            && next.is_some_and(|n| n.facts.is_plain_name() && !n.flags.is(PartFlags::UPPER))
        {
            return PartRole::Name;
        }
        if facts.any(WordFacts::TITLE) {
            let sure = !facts.any(WordFacts::WEAK) && (!next_is_name() || self.pending > 0);
            let as_name = facts.any(WordFacts::NAME) && (open || sure || facts.any(WordFacts::CHILD));
            if !as_name {
                return PartRole::Title { jurisdiction: facts.any(WordFacts::JURISDICTION) };
            }
            return PartRole::Name;
        }
        if facts.any(WordFacts::LABEL) {
            return PartRole::Title { jurisdiction: false };
        }
        if facts.any(WordFacts::VERB_BEFORE.with(WordFacts::VERB_AFTER)) && !facts.any(WordFacts::NAME) {
            return if facts.any(WordFacts::VERB_BEFORE) && part.flags.is(PartFlags::FIRST) {
                PartRole::Said
            } else {
                PartRole::Other
            };
        }
        if facts.any(WordFacts::QUALIFIER) && self.after_title(at) {
            return PartRole::Other;
        }
        if facts.any(WordFacts::ELSE) {
            return self.role_of_other(at, part, open, next, upper);
        }
        if facts.any(WordFacts::PARTICLE) && !facts.any(WordFacts::NAME) {
            return if next_is_name() && !upper { PartRole::Name } else { PartRole::Other };
        }
        if facts.any(WordFacts::NAME) {
            let known_upper = !upper
                || letters > 4
                || open
                || next.is_some_and(|n| n.flags.is(PartFlags::UPPER) && n.facts.any(WordFacts::NAME));
            return if known_upper { PartRole::Name } else { PartRole::Acronym };
        }
        if upper {
            let roman = part.span.of(self.document.text).bytes().all(|b| b"IVX".contains(&b));
            if open && roman {
                return PartRole::Name;
            }
            // `HASTO KRISTIYANTO`: capitals next to a known name.
            let beside_upper = next.is_some_and(|n| n.flags.is(PartFlags::UPPER) && n.facts.is_plain_name())
                || (open
                    && at > 0
                    && self.parts.get(at - 1).is_some_and(|p| p.flags.is(PartFlags::UPPER) && p.facts.is_plain_name()));
            return if beside_upper {
                PartRole::Name
            } else if letters <= 5 {
                PartRole::Acronym
            } else {
                PartRole::Other
            };
        }
        if looks_like_a_word(self.document.vocabulary.word(WordId(part.key))) {
            return PartRole::Other;
        }
        let small = part.flags.is(PartFlags::ALSO_LOWERCASE)
            && (part.flags.is(PartFlags::FIRST) || self.sequence.sentence_case != SentenceCase::Running);
        if small { PartRole::Other } else { PartRole::Name }
    }

    /// The role of a word that is, or also is, something other than a name.
    fn role_of_other(&self, at: usize, part: &Part, open: bool, next: Option<&Part>, upper: bool) -> PartRole {
        let facts = part.facts;
        let name = facts.any(WordFacts::NAME);
        if name && open && !upper {
            return PartRole::Name;
        }
        let next_plain = || next.is_some_and(|n| n.facts.is_plain_name());
        if name && facts.any(WordFacts::GIVEN) && self.other_name.is_none() && next_plain() {
            return PartRole::Name;
        }
        if facts.any(WordFacts::ORG_PREFIX) {
            let portfolio = self.pending > 0 && self.before(at).is_some_and(|p| p.facts.any(WordFacts::MINISTER));
            return if portfolio { PartRole::Other } else { PartRole::OrgPrefix };
        }
        if facts.any(WordFacts::ORG_SUFFIX) {
            return if name && !open {
                PartRole::Name
            } else if open {
                PartRole::OrgSuffix
            } else {
                PartRole::Other
            };
        }
        if name && !facts.any(WordFacts::PLACE.with(WordFacts::OTHER)) {
            return if upper { PartRole::Acronym } else { PartRole::Name };
        }
        let open_plain = self.start.and_then(|s| self.parts.get(s)).is_some_and(leads_a_common_word);
        if !open_plain || self.sequence.sentence_case != SentenceCase::Running || upper {
            return PartRole::Other;
        }
        // `Benny Laos`: a given name and a place.
        let directly = self.start.is_some_and(|s| at - s == 1);
        if directly
            && facts.any(WordFacts::PLACE)
            && self.title < 24
            && !facts.any(WordFacts::COMMON.with(WordFacts::ORG_PREFIX).with(WordFacts::FUNCTION))
            && next.is_none()
        {
            return PartRole::Name;
        }
        let goes_with_name = facts.any(WordFacts::COMMON)
            && !facts.any(NOT_IN_A_NAME)
            && !part.flags.is(PartFlags::ALSO_LOWERCASE)
            && next.is_none_or(|n| !n.facts.any(WordFacts::ELSE) || n.facts.any(WordFacts::NAME))
            && self.start.is_some_and(|s| at - s <= 2);
        if goes_with_name { PartRole::Name } else { PartRole::Other }
    }
}

/// `SpPD`, `S.H.`: a degree is recognizable by capitals after the first letter.
fn has_capitals_inside(part: &Part, document: &Document<'_>) -> bool {
    part.span.of(document.text).chars().skip(1).any(|c| c.is_uppercase() || c == '.')
}
