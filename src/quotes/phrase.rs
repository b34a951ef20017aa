//! The phrase that names a speaker: `kata [Ketua LPA Mataram, Joko Jumadi,] saat dihubungi`.

use crate::entities::Canonical;
use crate::quotes::reading::{Person, Reading};
use crate::quotes::words::{Facts, is_capital};
use crate::text::span::Span;
use crate::text::token::{Shape, TokenKind};
use crate::text::vocabulary::WordId;
use crate::text::work;

/// The maximum number of tokens of a phrase.
const LONGEST: usize = 40;
/// The maximum number of tokens of a speaker without a name.
const LONGEST_LABEL: usize = 12;
/// The maximum number of titles between the comma and the name of an apposition.
const MOST_TITLES: usize = 6;

/// A phrase that names a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) speaker: Speaker,
    /// The words for the speaker alone: the name, the pronoun, the role.
    pub(super) label: Span,
    /// The token after the label.
    pub(super) end: usize,
}

impl From<Person> for Phrase {
    fn from(person: Person) -> Self {
        Self { speaker: Speaker::Person(person.canonical), label: person.span, end: person.end }
    }
}

/// The speaker according to a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// A person, by name.
    Person(Canonical),
    /// A pronoun; `is_plural` if it refers to several people.
    Pronoun { is_plural: bool },
    /// A role. `is_anaphoric`: it refers to a person already named (`politikus itu`), `is_office`: it is an office (`hakim`).
    Role { head: WordId, is_anaphoric: bool, is_office: bool },
    /// A person described through another person's name; `is_anaphoric` as for a role.
    Relative { is_anaphoric: bool },
    /// A person without a name in the text.
    Unnamed,
    /// An institution, a thing or a text: `Kementerian UMKM`, `laporan itu`.
    Institution,
}

impl Reading<'_, '_> {
    /// Reads the phrase that begins at `start`, up to `end`. `None` if it names no speaker.
    pub(super) fn speaker(&mut self, start: usize, end: usize) -> Option<Phrase> {
        let end = end.min(start + LONGEST);
        let mut start = start;
        while start < end && self.facts(start).contains(Facts::ADVERB) && !self.is_capital(start) {
            start += 1;
        }
        // A verb at the end of a paragraph has lost its speaker.
        let first = self.token(start).filter(|first| start < end && !first.paragraph_before())?;
        let facts = self.facts(start);
        if facts.intersects(Facts::PRONOUN | Facts::PLURAL) && !is_capital(first) {
            let speaker = Speaker::Pronoun { is_plural: facts.contains(Facts::PLURAL) };
            return Some(Phrase { speaker, label: first.span(), end: start + 1 });
        }
        if facts.contains(Facts::THING) && !is_capital(first) {
            return self.unnamed(start, end);
        }
        self.person(start, end).or_else(|| self.unnamed(start, end))
    }

    /// The person named by a phrase.
    fn person(&mut self, start: usize, end: usize) -> Option<Phrase> {
        let (mut at, mut is_soft, mut after_comma) = (start, false, true);
        // The last word that shows that the next name is another person's: `istri`, `pengacara`.
        let mut relation = Facts::empty();
        while at < end {
            work::step();
            let token = self.token(at).filter(|token| !token.paragraph_before())?;
            if let Some(person) = self.person_at(at) {
                if is_soft && !after_comma {
                    at = person.end;
                    continue;
                }
                if at == start {
                    return Some(person.into());
                }
                if let Some(other) =
                    self.apposition(person.end, end).filter(|other| other.canonical != person.canonical)
                {
                    return Some(other.into());
                }
                if self.facts(person.end).contains(Facts::THIS) && person.end < end {
                    return self.relative(start, person.end + 1, true);
                }
                if relation.contains(Facts::KIN) || !relation.is_empty() && self.facts(start).contains(Facts::UNNAMED) {
                    return self.relative(start, person.end, false);
                }
                return Some(person.into());
            }
            if self.ends_phrase(at) {
                return None;
            }
            let facts = self.facts(at);
            if token.is_word() {
                if !is_capital(token) && facts.contains(Facts::ENDS_PHRASE) {
                    return None;
                }
                if !is_capital(token) && facts.contains(Facts::SUBPHRASE) {
                    (is_soft, after_comma) = (true, false);
                }
                let names = facts & (Facts::KIN | Facts::AGENT);
                if !names.is_empty() {
                    relation = names;
                }
                // Titles may occur between the comma and the name.
                after_comma &= is_capital(token) || facts.contains(Facts::ROLE);
            } else if self.is_mark(at, b',') {
                after_comma = true;
                relation = Facts::empty();
            } else if self.is_mark(at, b'(') {
                at = self.after_bracket(at, end);
                continue;
            }
            at += 1;
        }
        None
    }

    /// The person after a comma at `at`, with titles between: `Bunga Zainal[, Ratnaningrum Djaroem]`.
    fn apposition(&mut self, at: usize, end: usize) -> Option<Person> {
        let comma = self.after_bracket_at(at, end);
        if !self.is_mark(comma, b',') {
            return None;
        }
        for at in comma + 1..comma + 1 + MOST_TITLES {
            work::step();
            if at >= end {
                return None;
            }
            if let Some(person) = self.person_at(at) {
                // `kata Budi, Andi, dan Cici` names several speakers.
                let after = self.after_bracket_at(person.end, end);
                let is_list = self.is_and(after) || self.is_mark(after, b',') && self.is_and(after + 1);
                return (!is_list).then_some(person);
            }
            let token = self.token(at)?;
            if !(token.is_word() && (is_capital(token) || self.facts(at).contains(Facts::ROLE))) {
                return None;
            }
        }
        None
    }

    /// The token after the bracket that begins at `at`, or `at` if there is none.
    fn after_bracket_at(&self, at: usize, end: usize) -> usize {
        let is_bracket = self.is_mark(at, b'(');
        if is_bracket { self.after_bracket(at, end) } else { at }
    }

    /// The token after the bracket that begins at `at`; `end` if nothing closes it.
    fn after_bracket(&self, at: usize, end: usize) -> usize {
        let mut at = at;
        while at < end {
            work::step();
            at += 1;
            if self.is_mark(at, b')') {
                return at + 1;
            }
        }
        end
    }

    /// The unnamed speaker, role or institution in `start..end`.
    fn unnamed(&mut self, start: usize, end: usize) -> Option<Phrase> {
        let mut at = start;
        let mut is_anaphoric = false;
        while at < end.min(start + LONGEST_LABEL) {
            work::step();
            let token = self.token(at)?;
            let facts = self.facts(at);
            let is_lower = token.shape() == Shape::Lower;
            let is_end = self.ends_phrase(at)
                || token.kind() == TokenKind::Punctuation
                || is_lower && facts.intersects(Facts::ENDS_PHRASE | Facts::SAYS)
                || is_lower && at > start && facts.contains(Facts::SUBPHRASE);
            if is_end {
                // `kata politikus kelahiran Garut, 9 November 1971, itu`, `kata perempuan yang bekerja di pasar itu`.
                let continues = self.is_mark(at, b',') || is_lower && facts.contains(Facts::SUBPHRASE);
                is_anaphoric = continues && self.ends_with_this(at + 1, end);
                break;
            }
            at += 1;
            if facts.contains(Facts::THIS) && is_lower {
                is_anaphoric = true;
                break;
            }
        }
        (at > start).then(|| self.role(start, at, is_anaphoric)).flatten()
    }

    /// Whether the part beginning at `start` ends with `itu`: `perempuan [yang bekerja di pasar itu]`, `politikus[, 53 tahun, itu]`.
    fn ends_with_this(&mut self, start: usize, end: usize) -> bool {
        /// The most tokens up to `itu`.
        const LONGEST: usize = 14;
        for at in start..end.min(start + LONGEST) {
            work::step();
            if self.ends_phrase(at) || !self.is_capital(at) && self.facts(at).contains(Facts::ENDS_PHRASE) {
                return false;
            }
            if !self.is_capital(at) && self.facts(at).contains(Facts::THIS) {
                let is_hard = !self.is_capital(at + 1) && self.facts(at + 1).contains(Facts::ENDS_PHRASE);
                return at + 1 >= end || self.ends_phrase(at + 1) || self.is_mark(at + 1, b',') || is_hard;
            }
        }
        false
    }

    /// A person described through another person's name: `mantan suami Ani itu`.
    fn relative(&self, start: usize, end: usize, is_anaphoric: bool) -> Option<Phrase> {
        let label = self.token(start)?.span().join(self.token(end.checked_sub(1)?)?.span());
        Some(Phrase { speaker: Speaker::Relative { is_anaphoric }, label, end })
    }

    /// The role that the tokens name.
    fn role(&mut self, start: usize, end: usize, is_anaphoric: bool) -> Option<Phrase> {
        let (mut first, mut is_anaphoric) = (start, is_anaphoric);
        if self.facts(first).contains(Facts::ARTICLE) && first + 1 < end {
            (first, is_anaphoric) = (first + 1, true);
        }
        let (token, last) = (*self.token(first)?, *self.token(end.checked_sub(1)?)?);
        let label = self.token(start)?.span().join(last.span());
        let facts = self.facts(first);
        let is_office = facts.contains(Facts::ROLE);
        let speaker = if facts.contains(Facts::UNNAMED) && !is_anaphoric {
            Speaker::Unnamed
        } else if facts.intersects(Facts::THING | Facts::BODY | Facts::TITLE)
            || token.kind() != TokenKind::Word
            || is_capital(&token) && !is_office
        {
            Speaker::Institution
        } else {
            Speaker::Role { head: token.word(), is_anaphoric, is_office }
        };
        Some(Phrase { speaker, label, end })
    }

    /// Whether a phrase ends before the token: at the end of a sentence, of a line, or at a quotation mark.
    fn ends_phrase(&self, at: usize) -> bool {
        self.is_one_of(at, b".!?:;\"") && !self.is_abbreviation(at) || self.begins_line(at)
    }

    /// Whether a period ends the abbreviation of a title: `Kombes Pol. Ratna`.
    fn is_abbreviation(&self, at: usize) -> bool {
        /// The most letters of the abbreviation.
        const LONGEST: u32 = 4;
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let is_short =
            before.is_some_and(|before| before.is_word() && is_capital(before) && before.span().len() <= LONGEST);
        is_short && self.is_mark(at, b'.') && self.person_at(at + 1).is_some()
    }
}
