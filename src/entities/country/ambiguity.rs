//! Decides from the neighboring words whether a name means the country.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId};
use crate::text::work;

use super::Country;
use super::context_words::ContextFlags;
use super::names::{CaseRule, Meaning, NameForm, NameKind};
use super::tables::Tables;

/// The number of words on either side that decide whether a word is in a headline.
const HEADLINE_WINDOW: usize = 20;

/// Words inside foreign names: `Bank of England`, `Stade de France`.
const FOREIGN_PARTICLES: [&str; 10] = ["of", "Of", "OF", "from", "From", "the", "The", "de", "du", "van"];

/// A document and the tables, for deciding what the names in it mean.
pub(super) struct Disambiguator<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) tables: &'a Tables,
    /// Found when first asked for.
    lowercase_before: OnceCell<LowercaseBefore>,
}

/// See [`Disambiguator::lowercase_before_names`].
type LowercaseBefore = HashMap<WordId, (WordId, Option<WordId>), foldhash::fast::RandomState>;

impl<'a> Disambiguator<'a> {
    pub(super) fn new(document: &'a Document<'a>, tables: &'a Tables) -> Self {
        Self { document, tokens: document.tokens, tables, lowercase_before: OnceCell::new() }
    }

    fn begins_capital(&self, token: &Token) -> bool {
        token.shape().is_capital()
            || (token.shape() == Shape::Mixed && self.document.text_of(token).starts_with(char::is_uppercase))
    }

    /// Whether the tokens are in one paragraph and have the case that the form requires.
    pub(super) fn is_written(&self, form: &NameForm, tokens: &[Token]) -> bool {
        if tokens.iter().skip(1).any(Token::paragraph_before) {
            return false;
        }
        match form.case {
            CaseRule::Any | CaseRule::Forename => true,
            CaseRule::Upper | CaseRule::Backed => {
                tokens.iter().all(|t| matches!(t.shape(), Shape::Upper | Shape::Caseless))
            }
            CaseRule::Title | CaseRule::Guarded | CaseRule::Given => tokens
                .iter()
                .enumerate()
                .all(|(n, token)| n >= 16 || form.capitals & 1 << n == 0 || self.begins_capital(token)),
        }
    }

    /// Returns the index of the token before `at`, if it is a word of the same line.
    pub(super) fn word_before(&self, at: usize) -> Option<usize> {
        work::step();
        let here = self.tokens.get(at)?;
        let before = at.checked_sub(1)?;
        let is_word = self.tokens.get(before)?.kind() == TokenKind::Word;
        (is_word && !here.line_before()).then_some(before)
    }

    /// Returns the token at `end`, if it is a word of the same line.
    pub(super) fn word_after(&self, end: usize) -> Option<&Token> {
        work::step();
        self.tokens.get(end).filter(|t| t.kind() == TokenKind::Word && !t.line_before())
    }

    pub(super) fn flags_before(&self, at: usize) -> ContextFlags {
        self.word_before(at)
            .map_or(ContextFlags::empty(), |before| self.tables.context_words.ending_at(self.tokens, before))
    }

    pub(super) fn has(&self, flags: ContextFlags) -> bool {
        work::steps(self.tokens.len());
        self.tokens.iter().any(|t| self.tables.context_words.of(t).intersects(flags))
    }

    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|t| t.word() == WordId::ascii(mark))
    }

    /// Whether a name in the required case means the country, or at least contains it.
    pub(super) fn is_country(&self, form: &NameForm, at: usize, end: usize) -> bool {
        let before = self.word_before(at);
        let flags = self.flags_before(at);
        let capital_before = before.and_then(|b| self.tokens.get(b)).is_some_and(|t| self.begins_capital(t));
        let is_natural_feature = flags.intersects(ContextFlags::NATURE_ANY_CASE)
            || (capital_before && flags.intersects(ContextFlags::NATURE));
        if capital_before && flags.intersects(ContextFlags::STREET) {
            return false;
        }
        // `Angkatan Laut India`, `Armada Laut China` and `Timur Laut China` are not bodies of water.
        if is_natural_feature && !self.is_in_name(at, end, false) && !self.follows_direction_or_fleet(at) {
            return false;
        }
        let after = self.word_after(end);
        let capital_after = after.is_some_and(|t| t.shape() == Shape::Title);
        let next_flags = after.map_or(ContextFlags::empty(), |t| self.tables.context_words.of(t));
        match form.case {
            CaseRule::Guarded => {
                flags.intersects(ContextFlags::OFFICE)
                    || (flags.intersects(ContextFlags::COUNTRY_CUE) && (!capital_after || !next_flags.is_empty()))
            }
            CaseRule::Upper | CaseRule::Backed => {
                // `Drs. AS Setiadi`
                let is_titled = before.and_then(|b| self.tokens.get(b)).is_some_and(Token::is_abbreviated)
                    && after.is_some_and(|t| self.is_unknown_name(t));
                let is_blessing = before.is_some_and(|b| self.flags_before(b).intersects(ContextFlags::PROPHET_TITLE));
                let is_other =
                    is_titled || is_blessing || self.is_club(at, end) || flags.intersects(ContextFlags::INITIALS_CUE);
                !is_other && !self.is_unit_or_age(end) && !self.is_license_plate(at)
            }
            CaseRule::Given => !flags.intersects(ContextFlags::SUBDIVISION) && !self.is_of_america(form, at, end),
            CaseRule::Forename => !self.is_forename(at, end),
            CaseRule::Title | CaseRule::Any => true,
        }
    }

    /// Returns the unknown capitalized word directly before or after a name, which makes it a person's: `Sherly Laos`,
    /// `Chad Smith`. Capitals carry no information in a headline, nor on the first word of a sentence.
    pub(super) fn rest_of_name(&self, at: usize, end: usize) -> Option<WordId> {
        let before = self.name_before(at);
        let unknown = |t: &&Token| self.is_unknown_name(t);
        let rest = before.filter(unknown).or_else(|| self.word_after(end).filter(unknown))?;
        (!self.is_headline(at)).then_some(rest.word())
    }

    /// Returns the word before `at`, unless it is the first of a sentence, which is always capitalized.
    fn name_before(&self, at: usize) -> Option<&Token> {
        let opens = |at: &usize| self.document.sentences.binary_search_by_key(&(*at as u32), |s| s.token_start).is_ok();
        self.word_before(at).filter(|at| !opens(at)).and_then(|at| self.tokens.get(at))
    }

    /// Whether a word is capitalized and in none of the tables.
    pub(super) fn is_unknown_name(&self, token: &Token) -> bool {
        self.begins_capital(token)
            && self.tables.context_words.of(token).is_empty()
            && !self.tables.gazetteer.phrases.begins(token.word())
    }

    /// Whether a name is a person's given name: an unknown name follows, which also occurs without it in the article,
    /// and no word before calls for a country: `Israel Adesanya`, but not `Menteri Luar Negeri Israel Gideon Saar`.
    fn is_forename(&self, at: usize, end: usize) -> bool {
        let Some(surname) = self.word_after(end) else { return false };
        let is_name = surname.shape() == Shape::Title
            && self.is_unknown_name(surname)
            && !surname.word_flags().intersects(WordFlags::DATE);
        let taken = self.flags_before(at).intersects(
            ContextFlags::OFFICE
                .union(ContextFlags::COUNTRY_CUE)
                .union(ContextFlags::NAME_PREFIX)
                .union(ContextFlags::NAME_PREFIX_ANY_CASE)
                .union(ContextFlags::NAME_PREFIX_ADJACENT)
                .union(ContextFlags::PLACE_PREPOSITION),
        );
        if !is_name || taken {
            return false;
        }
        let forename = self.tokens.get(at).map(Token::word);
        let words_before = self.lowercase_before.get_or_init(|| self.lowercase_before_names()).get(&surname.word());
        let occurs_alone = words_before
            .is_some_and(|(one, other)| Some(*one) != forename || other.is_some_and(|o| Some(o) != forename));
        occurs_alone && !self.is_headline(at)
    }

    /// For each capitalized word that follows one in lower case on its line: one such word before it and, if there is one, another.
    fn lowercase_before_names(&self) -> LowercaseBefore {
        work::steps(self.tokens.len());
        let mut found = LowercaseBefore::default();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, t)| t.shape() == Shape::Title) {
            let before = self.word_before(at).and_then(|before| self.tokens.get(before));
            let Some(before) = before.filter(|t| t.shape() == Shape::Lower).map(Token::word) else { continue };
            let (one, other) = found.entry(token.word()).or_insert((before, None));
            if *one != before {
                *other = Some(before);
            }
        }
        found
    }

    /// Whether the name is the letters at the end of a license plate: `L 8789 US`.
    fn is_license_plate(&self, at: usize) -> bool {
        let Some(number) = self.number_before(at) else { return false };
        let is_short = |at: usize, most: u32| self.tokens.get(at).is_some_and(|t| t.span().len() <= most);
        number.checked_sub(1).is_some_and(|area| {
            is_short(number, 4) && is_short(area, 2) && self.tokens.get(area).is_some_and(|t| t.shape() == Shape::Upper)
        })
    }

    /// Whether the name means the US state: `Cordele, Georgia, AS`, `University of Georgia`. A list of countries
    /// continues after the next name.
    fn is_of_america(&self, form: &NameForm, at: usize, end: usize) -> bool {
        if form.meaning != Meaning::One(Country(*b"GE")) {
            return false;
        }
        let is_of =
            self.word_before(at).and_then(|b| self.tokens.get(b)).is_some_and(|t| self.document.text_of(t) == "of");
        let gazetteer = &self.tables.gazetteer;
        let america = Meaning::One(Country(*b"US"));
        let after = self.tokens.get(end + 1..).filter(|_| self.is_mark(end, b',')).and_then(|rest| {
            gazetteer
                .phrases
                .longest(rest)
                .filter(|&(_, index)| gazetteer.forms(index).iter().any(|f| f.meaning == america))
        });
        is_of
            || after.is_some_and(|(length, _)| {
                let next = end + 1 + length;
                let goes_on = self.is_mark(next, b',')
                    || self
                        .tokens
                        .get(next)
                        .is_some_and(|t| self.tables.context_words.of(t).intersects(ContextFlags::CONJUNCTION));
                !goes_on
            })
    }

    /// Whether the name is a currency (`US$ 100`), a code (`RI-1`), or initials with an age: `AS (15)`, `AS (34
    /// tahun)`.
    fn is_unit_or_age(&self, end: usize) -> bool {
        let is_digit =
            |at: usize| self.tokens.get(at).is_some_and(|t| t.kind() == TokenKind::Number && t.span().len() == 1);
        let is_glued = |at: usize| self.tokens.get(at).is_some_and(|t| !t.space_before());
        if self.is_mark(end, b'$') || (self.is_mark(end, b'-') && is_glued(end) && is_digit(end + 1)) {
            return true;
        }
        let number = self.tokens.get(end + 1).filter(|t| t.kind() == TokenKind::Number && t.span().len() <= 2);
        self.is_mark(end, b'(')
            && number.is_some()
            && self.tokens.get(end + 2).is_some_and(|t| t.word() == WordId::ascii(b')') || t.kind() == TokenKind::Word)
    }

    /// Whether a form is an abbreviation of Indonesia, as in the names of its institutions: `RI`.
    pub(super) fn is_state(&self, form: &NameForm) -> bool {
        form.kind == NameKind::Alias && form.meaning == Meaning::One(Country(*b"ID"))
    }

    /// Whether capitals may be a person's initials: no word before them calls for a country.
    pub(super) fn may_be_initials(&self, at: usize) -> bool {
        if self
            .word_after(at + 1)
            .is_some_and(|t| self.tables.context_words.of(t).intersects(ContextFlags::NUMBER_WORD))
        {
            return false;
        }
        let Some(before) = self.word_before(at) else { return true };
        let flags = self.flags_before(at);
        let capital = self.tokens.get(before).is_some_and(|t| self.begins_capital(t));
        !capital && !flags.intersects(ContextFlags::NAME_PREFIX_ANY_CASE.union(ContextFlags::COUNTRY_CUE))
    }

    /// Whether the country is part of the name of something else. `is_state`: whether it is `RI` or similar, which
    /// acronyms of institutions may precede: `KPU RI`.
    pub(super) fn is_in_name(&self, at: usize, end: usize, is_state: bool) -> bool {
        if self.has_name_suffix(end) {
            return true;
        }
        let mut at = at;
        let mut steps = 0;
        let mut in_headline = None;
        // The result unless an office is found farther left.
        let mut fallback = false;
        let mut flags_after = ContextFlags::empty();
        // In a headline, `Timnas Voli Putri Indonesia` is a name, but `Timnas Jajal Indonesia` is not.
        let mut only_modifiers = true;
        // `Kementerian Pertahanan (Kemenhan) RI`
        if let Some((open, inside)) = self.brackets_before(at) {
            if inside.intersects(ContextFlags::NAME_PREFIX.union(ContextFlags::NAME_PREFIX_ADJACENT)) {
                return true;
            }
            at = open;
        }
        while steps < 8 {
            let Some(before) = self.word_before(at).or_else(|| self.number_before(at)) else { return fallback };
            let Some(token) = self.tokens.get(before) else { return fallback };
            let flags = self.tables.context_words.ending_at(self.tokens, before);
            let capital = self.begins_capital(token);
            if flags.intersects(ContextFlags::NAME_PREFIX_ANY_CASE) {
                return only_modifiers || !*in_headline.get_or_insert_with(|| self.is_headline(before));
            }
            // `Timnas Indonesia Bertahan Melawan Jepang`: the name has its own country, or a word separates it from
            // this one.
            let is_parted = flags.intersects(ContextFlags::SEPARATOR)
                || (steps > 0 && self.is_name(token) && !flags_after.intersects(ContextFlags::CONJUNCTION));
            if is_parted {
                return fallback;
            }
            flags_after = flags;
            // Also the `U` of `U 23`.
            only_modifiers &= flags.intersects(ContextFlags::MODIFIER)
                || token.kind() == TokenKind::Number
                || token.span().len() == 1;
            if flags.intersects(ContextFlags::OFFICE) && !flags.intersects(ContextFlags::MODIFIER) {
                return false;
            }
            if capital && flags.intersects(ContextFlags::NAME_PREFIX) {
                // In a headline every word is capitalized, so only the word directly before the country is part of its
                // name.
                return steps == 0 || !*in_headline.get_or_insert_with(|| self.is_headline(before));
            }
            if capital && steps == 0 && flags.intersects(ContextFlags::NAME_PREFIX_ADJACENT) {
                return true;
            }
            if steps == 0 && is_state && token.shape() == Shape::Upper && token.span().len() > 1 {
                fallback = !*in_headline.get_or_insert_with(|| self.is_headline(before));
            }
            let joins =
                flags.intersects(ContextFlags::MODIFIER) || (steps > 0 && flags.intersects(ContextFlags::CONJUNCTION));
            if !capital && !joins && token.kind() == TokenKind::Word {
                return fallback;
            }
            at = before;
            steps += 1;
        }
        fallback
    }

    /// Whether a word after a name makes it part of an English name: `Indonesia Open`, `Indonesia Miner Conference`.
    fn has_name_suffix(&self, end: usize) -> bool {
        let is_suffix =
            |t: &Token| self.begins_capital(t) && self.tables.context_words.of(t).intersects(ContextFlags::NAME_SUFFIX);
        let Some(first) = self.word_after(end) else { return false };
        is_suffix(first)
            || (self.is_unknown_name(first)
                && self.word_after(end + 1).is_some_and(is_suffix)
                && !self.is_headline(end))
    }

    /// Whether a single word is the name of a country.
    fn is_name(&self, token: &Token) -> bool {
        let gazetteer = &self.tables.gazetteer;
        gazetteer.phrases.matches(std::slice::from_ref(token)).any(|(_, index)| {
            gazetteer.forms(index).iter().any(|form| {
                matches!(form.kind, NameKind::Name | NameKind::Alias)
                    && self.is_written(form, std::slice::from_ref(token))
            })
        })
    }

    /// If a bracketed word ends directly before `at`, returns the index of the opening bracket and the flags of the
    /// word.
    fn brackets_before(&self, at: usize) -> Option<(usize, ContextFlags)> {
        let close = at.checked_sub(1).filter(|&close| self.is_mark(close, b')'))?;
        let open = close.checked_sub(2).filter(|&open| self.is_mark(open, b'('))?;
        let inside = self.tokens.get(open + 1)?;
        Some((open, self.tables.context_words.of(inside)))
    }

    /// Whether an English name is among English words: `Japan Music Awards`, `Bank of England`, `Japan Day`.
    pub(super) fn is_in_english(&self, at: usize, end: usize) -> bool {
        let after = self.word_after(end).filter(|t| self.begins_capital(t));
        let is_foreign =
            |t: &Token| self.tables.context_words.of(t).is_empty() && !self.tables.gazetteer.phrases.begins(t.word());
        let before = self.word_before(at).and_then(|before| self.tokens.get(before));
        let is_of = before.is_some_and(|t| FOREIGN_PARTICLES.contains(&self.document.text_of(t)));
        is_of
            || ((after.is_some_and(is_foreign) || self.name_before(at).is_some_and(|t| self.is_unknown_name(t)))
                && !self.is_headline(at))
    }

    /// Returns the index of the number before `at`: `Timnas U 23 Indonesia`.
    fn number_before(&self, at: usize) -> Option<usize> {
        let here = self.tokens.get(at)?;
        let before = at.checked_sub(1)?;
        let is_number = self.tokens.get(before)?.kind() == TokenKind::Number;
        (is_number && !here.line_before()).then_some(before)
    }

    /// Whether the sentence of a token is in title case, judging by the words around it: most are capitalized, and the
    /// sentence does not end with a period.
    pub(super) fn is_headline(&self, at: usize) -> bool {
        let sentences = self.document.sentences;
        let n = sentences.partition_point(|s| s.token_end as usize <= at);
        let Some(sentence) = sentences.get(n).map(|s| s.range()) else { return false };
        if sentence.end.checked_sub(1).is_some_and(|last| self.is_mark(last, b'.')) {
            return false;
        }
        let window = at.saturating_sub(HEADLINE_WINDOW).max(sentence.start)..(at + HEADLINE_WINDOW).min(sentence.end);
        let tokens = self.tokens.get(window).unwrap_or_default();
        work::steps(tokens.len());
        let words = || tokens.iter().filter(|t| t.kind() == TokenKind::Word);
        words().filter(|t| t.shape() == Shape::Lower).count() * 3 < words().count()
    }

    /// Returns the form of the name at `span`, a half of the hyphenated token at `at`, and its length in tokens: more
    /// than one if the half is at the end of the token and the name continues after it.
    pub(super) fn form_of_half(&self, at: usize, span: Span) -> Option<(NameForm, usize)> {
        let text = span.of(self.document.text);
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let word = self.document.vocabulary.get(&word_key(text))?;
        let gazetteer = &self.tables.gazetteer;
        if !gazetteer.phrases.begins(word) {
            return None;
        }
        let whole = self.tokens.get(at)?;
        let shape = if text.chars().all(char::is_uppercase) { Shape::Upper } else { Shape::Title };
        let mut half = Token::new(span, TokenKind::Word, shape, 0);
        half.set_word((word, self.document.vocabulary.flags(word)));
        let mut tokens = vec![half];
        if span.byte_end() == whole.span().byte_end() {
            tokens.extend(self.tokens.iter().skip(at + 1).take(5).take_while(|t| !t.line_before()));
        }
        let matches = gazetteer.phrases.matches(&tokens).collect::<Vec<_>>();
        let fits = |form: &&NameForm, length: usize| {
            let is_name =
                matches!(form.kind, NameKind::Name | NameKind::Alias | NameKind::English | NameKind::NotACountry);
            let is_sure = matches!(form.case, CaseRule::Title | CaseRule::Any | CaseRule::Forename | CaseRule::Upper);
            is_name && is_sure && self.is_written(form, tokens.get(..length).unwrap_or_default())
        };
        let longest = matches.iter().rev().find_map(|&(length, index)| {
            gazetteer.forms(index).iter().find(|form| fits(form, length)).map(|form| (*form, length))
        });
        longest.filter(|(form, _)| form.kind != NameKind::NotACountry)
    }

    /// Whether a word before a hyphen begins the name of an institution: `DPR-RI`.
    pub(super) fn is_institution(&self, word: &str) -> bool {
        let id = self.document.vocabulary.get(&word_key(word));
        id.is_some_and(|id| {
            self.tables
                .context_words
                .of_word(id)
                .intersects(ContextFlags::NAME_PREFIX.union(ContextFlags::NAME_PREFIX_ADJACENT))
        })
    }
}
