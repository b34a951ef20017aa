//! Reads a document: names, what stands beside them, and at the end what they mean.

use std::sync::Arc;

use crate::document::Document;
use crate::entities::{Candidate, Canonical, EntityKind, Recognizer, Via};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::stopwords;
use crate::token::{Shape, Token, TokenKind};
use crate::vocabulary::WordId;

use super::Country;
use super::contexts::{Contexts, Roles};
use super::names::{Case, Form, Gazetteer, Kind, Meaning};

/// How much a full name says about an open one, in mentions of a capital or another hint.
const NAME_WEIGHT: u32 = 3;
/// How many times heavier the evidence for one candidate of an open name must be than that for all others.
const MARGIN: u32 = 3;

#[derive(Clone)]
pub(super) struct CountryRecognizer {
    tables: Arc<Tables>,
    findings: Vec<Finding>,
    /// For each contested country, what the article has said of it.
    evidence: Vec<u32>,
    /// Words beside which a name was somebody's name: `Sherly` of `Sherly Laos`.
    given: Vec<WordId>,
    /// Countries that the article names otherwise than by initials or capitals.
    named: Vec<Country>,
}

struct Tables {
    gazetteer: Gazetteer,
    contexts: Contexts,
}

/// A mention, before the whole article has been read.
#[derive(Clone, Copy)]
struct Finding {
    span: Span,
    token_start: usize,
    token_end: usize,
    meaning: Meaning,
    via: Via,
    needs: Needs,
}

/// What the rest of the article must say for a finding to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// The two letters may be somebody's initials, if the article has such.
    NoInitials,
    /// The capitals may be something else: the article must name or hint at the country.
    Country,
    /// The name may be somebody's: the word before must not be known as the rest of it.
    NoGivenName,
    /// The capital is also a club and a tourist's goal: the country must be named, and no match reported.
    CountryAndNoSport,
}

impl CountryRecognizer {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let gazetteer = Gazetteer::new(lexicon);
        let evidence = vec![0; gazetteer.contested.len()];
        let contexts = Contexts::new(lexicon);
        let tables = Arc::new(Tables { gazetteer, contexts });
        Self { tables, findings: Vec::new(), evidence, given: Vec::new(), named: Vec::new() }
    }
}

impl Recognizer for CountryRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        self.findings.clear();
        self.named.clear();
        self.given.clear();
        self.evidence.fill(0);
        let tables = Arc::clone(&self.tables);
        let reading = Reading { document, tokens: document.tokens, tables: &tables };
        let phrases = &tables.gazetteer.phrases;
        let mut at = 0;
        while let Some(token) = document.tokens.get(at) {
            at += if phrases.begins(token.word()) {
                self.phrase(&reading, at)
            } else if matches!(token.shape(), Shape::Mixed | Shape::Upper) {
                self.compound(&reading, at)
            } else {
                1
            };
        }
        self.settle(&reading, candidates);
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

impl CountryRecognizer {
    /// The longest phrase at `at` that is written as it must be: notes what it says and returns how many tokens are dealt with.
    fn phrase(&mut self, reading: &Reading<'_>, at: usize) -> usize {
        let gazetteer = &reading.tables.gazetteer;
        let mut longest = None;
        for (length, index) in gazetteer.phrases.matches(reading.tokens.get(at..).unwrap_or_default()) {
            for form in gazetteer.forms(index) {
                if !reading.is_written(form, reading.tokens.get(at..at + length).unwrap_or_default()) {
                    continue;
                }
                if form.kind == Kind::Hint {
                    // `tim Korea` says nothing where `tim Korea Utara` stands.
                    let last = reading.tokens.get(at + length - 1..).unwrap_or_default();
                    if length == 1 || gazetteer.phrases.longest(last).is_none_or(|(length, _)| length == 1) {
                        self.note(gazetteer, form.meaning, 1);
                    }
                } else if longest.is_none_or(|(known, _)| known < length) {
                    longest = Some((length, *form));
                }
            }
        }
        let Some((length, form)) = longest else { return 1 };
        let end = at + length;
        match form.kind {
            Kind::Nothing | Kind::Hint => {}
            Kind::Name | Kind::Alias | Kind::English => self.name(reading, &form, at, end),
            Kind::Metonym | Kind::Seat => self.capital(reading, &form, at, end),
        }
        length
    }

    fn name(&mut self, reading: &Reading<'_>, form: &Form, at: usize, end: usize) {
        if !reading.is_country(form, at, end) {
            return;
        }
        let may_be_given = form.case == Case::Given && !reading.roles_before(at).any(Roles::OFFICE.or(Roles::COUNTRY_CUE));
        if may_be_given && let Some(neighbour) = reading.rest_of_name(at, end) {
            self.given.push(neighbour);
            return;
        }
        let via = if reading.is_in_name(at, end, reading.is_state(form)) || (form.kind == Kind::English && reading.is_in_english(at, end)) {
            Via::InName
        } else if form.kind == Kind::Name {
            Via::Name
        } else {
            Via::Alias
        };
        let needs = if form.case == Case::Upper && end == at + 1 && reading.may_be_initials(at) {
            Needs::NoInitials
        } else if form.case == Case::Backed && !reading.roles_before(at).any(Roles::SEAT_NOUN) {
            Needs::Country
        } else if may_be_given {
            Needs::NoGivenName
        } else {
            self.note(&reading.tables.gazetteer, form.meaning, NAME_WEIGHT);
            if let Meaning::One(country) = form.meaning {
                self.name_once(country);
            }
            Needs::Nothing
        };
        self.find(reading, form, at, end, via, needs);
    }

    fn capital(&mut self, reading: &Reading<'_>, form: &Form, at: usize, end: usize) {
        self.note(&reading.tables.gazetteer, form.meaning, 1);
        let joined = self.findings.last().is_some_and(|f| f.via == Via::Metonym && f.token_end + 1 == at);
        if reading.acts(form, at, end, joined) {
            let guarded = form.case == Case::Guarded;
            let needs = if guarded { Needs::CountryAndNoSport } else { Needs::Nothing };
            self.find(reading, form, at, end, Via::Metonym, needs);
        }
    }

    /// Names that a hyphen joins to something else: `anti-Israel`, `se-Indonesia`, `DPR-RI`, `Israel-Hamas`,
    /// `ASEAN-Selandia Baru`. Returns how many tokens are dealt with.
    fn compound(&mut self, reading: &Reading<'_>, at: usize) -> usize {
        let Some(token) = reading.tokens.get(at).filter(|t| t.kind() == TokenKind::Word) else { return 1 };
        let Some((first, second)) = reading.document.text_of(token).split_once('-') else { return 1 };
        let start = token.span().byte_start();
        let behind = start + first.len() as u32 + 1;
        if may_follow_hyphen(second) {
            self.half(reading, at, Span::new(start, behind - 1), false);
        }
        self.half(reading, at, Span::new(behind, token.span().byte_end()), reading.is_institution(first))
    }

    /// A name that is half of the token at `at`, or begins as the half at its end. Returns how many tokens are dealt with.
    fn half(&mut self, reading: &Reading<'_>, at: usize, span: Span, is_in_name: bool) -> usize {
        let Some((form, length)) = reading.form_of_half(at, span) else { return 1 };
        let via = match form.kind {
            _ if is_in_name => Via::InName,
            Kind::Name => Via::Name,
            _ => Via::Alias,
        };
        self.note(&reading.tables.gazetteer, form.meaning, NAME_WEIGHT);
        if let Meaning::One(country) = form.meaning {
            self.name_once(country);
        }
        let last = reading.tokens.get(at + length - 1).filter(|_| length > 1);
        let span = last.map_or(span, |last| span.join(last.span()));
        let (meaning, needs) = (form.meaning, Needs::Nothing);
        self.findings.push(Finding { span, token_start: at, token_end: at + length, meaning, via, needs });
        length
    }

    fn find(&mut self, reading: &Reading<'_>, form: &Form, at: usize, end: usize, via: Via, needs: Needs) {
        let span = |at: usize| reading.tokens.get(at).map(Token::span);
        let (Some(first), Some(last)) = (span(at), end.checked_sub(1).and_then(span)) else { return };
        // The stop of `U.S.` may be the sentence's too; the name has it.
        let span = first.join(last);
        self.findings.push(Finding { span, token_start: at, token_end: end, meaning: form.meaning, via, needs });
    }

    fn name_once(&mut self, country: Country) {
        if !self.named.contains(&country) {
            self.named.push(country);
        }
    }

    /// Evidence for open names. An open name is none.
    fn note(&mut self, gazetteer: &Gazetteer, meaning: Meaning, weight: u32) {
        if let Meaning::One(country) = meaning
            && let Ok(slot) = gazetteer.contested.binary_search(&country)
            && let Some(sum) = self.evidence.get_mut(slot)
        {
            *sum += weight;
        }
    }

    /// What of the findings stands now that the article has been read, and what the open ones mean.
    fn settle(&self, reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
        let mut has_initials = None;
        let mut is_sport = None;
        for finding in &self.findings {
            let country = match finding.meaning {
                Meaning::Nothing => continue,
                Meaning::One(country) => Some(country),
                Meaning::Open(set) => self.choose(&reading.tables.gazetteer, set),
            };
            let is_named = || country.is_some_and(|country| self.named.contains(&country));
            let is_hinted = || country.is_some_and(|country| self.weight(&reading.tables.gazetteer, country) > 0);
            let stands = match finding.needs {
                Needs::Nothing => true,
                Needs::NoInitials => is_named() || !*has_initials.get_or_insert_with(|| reading.has(Roles::INITIALS)),
                Needs::NoGivenName => !reading.word_before(finding.token_start).is_some_and(|at| {
                    reading.tokens.get(at).is_some_and(|before| self.given.contains(&before.word()))
                }),
                Needs::Country => is_named() || is_hinted(),
                Needs::CountryAndNoSport => is_named() && !*is_sport.get_or_insert_with(|| reading.has(Roles::SPORT)),
            };
            if !stands {
                continue;
            }
            candidates.push(Candidate {
                span: finding.span,
                token_start: finding.token_start as u32,
                token_end: finding.token_end as u32,
                kind: EntityKind::Country,
                canonical: country.map(Canonical::Country),
                via: Some(finding.via),
                note: None,
                priority: 1,
            });
        }
    }

    /// The candidate of an open name that the article's evidence is for, by a wide margin.
    fn choose(&self, gazetteer: &Gazetteer, set: u8) -> Option<Country> {
        let set = gazetteer.open.get(usize::from(set))?;
        let total: u32 = set.iter().map(|&country| self.weight(gazetteer, country)).sum();
        set.iter().copied().find(|&country| {
            let own = self.weight(gazetteer, country);
            own > 0 && own >= MARGIN * (total - own)
        })
    }

    /// What the article has said of a contested country.
    fn weight(&self, gazetteer: &Gazetteer, country: Country) -> u32 {
        let slot = gazetteer.contested.binary_search(&country).ok();
        slot.and_then(|slot| self.evidence.get(slot)).copied().unwrap_or(0)
    }
}

/// Whether a name before a hyphen may stand for itself with this behind: another name (`Israel-Hamas`) or a particle
/// (`Inggris-nya`), and not a number (`RI-1`) or suffix (`Jepang-mania`).
fn may_follow_hyphen(rest: &str) -> bool {
    matches!(rest, "nya" | "lah" | "kah" | "pun") || rest.chars().next().is_some_and(char::is_uppercase)
}

/// Words that join the parts of foreign names: `Bank of England`, `Stade de France`.
const FOREIGN_PARTICLES: [&str; 10] = ["of", "Of", "OF", "from", "From", "the", "The", "de", "du", "van"];

/// One document with the tables.
struct Reading<'a> {
    document: &'a Document<'a>,
    tokens: &'a [Token],
    tables: &'a Tables,
}

impl Reading<'_> {
    fn begins_capital(&self, token: &Token) -> bool {
        token.shape().is_capital()
            || (token.shape() == Shape::Mixed && self.document.text_of(token).starts_with(char::is_uppercase))
    }

    /// Whether the tokens are one line's and have the capitals that the row asks for.
    fn is_written(&self, form: &Form, tokens: &[Token]) -> bool {
        if tokens.iter().skip(1).any(Token::paragraph_before) {
            return false;
        }
        match form.case {
            Case::Any => true,
            Case::Upper | Case::Backed => tokens.iter().all(|t| matches!(t.shape(), Shape::Upper | Shape::Caseless)),
            Case::Title | Case::Guarded | Case::Given => tokens
                .iter()
                .enumerate()
                .all(|(n, token)| n >= 16 || form.capitals & 1 << n == 0 || self.begins_capital(token)),
        }
    }

    /// The token before `at` if nothing but blanks stands between, on the same line.
    fn word_before(&self, at: usize) -> Option<usize> {
        let here = self.tokens.get(at)?;
        let before = at.checked_sub(1)?;
        let is_word = self.tokens.get(before)?.kind() == TokenKind::Word;
        (is_word && !here.line_before()).then_some(before)
    }

    /// The token at `end` if it is a word of the same line.
    fn word_after(&self, end: usize) -> Option<&Token> {
        self.tokens.get(end).filter(|t| t.kind() == TokenKind::Word && !t.line_before())
    }

    fn roles_before(&self, at: usize) -> Roles {
        self.word_before(at).map_or(Roles::NONE, |before| self.tables.contexts.ending_at(self.tokens, before))
    }

    fn has(&self, roles: Roles) -> bool {
        self.tokens.iter().any(|t| self.tables.contexts.of(t).any(roles))
    }

    fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|t| t.word() == WordId::ascii(mark))
    }

    /// Whether a name that is written right means the country, or at least holds it.
    fn is_country(&self, form: &Form, at: usize, end: usize) -> bool {
        let before = self.word_before(at);
        let roles = self.roles_before(at);
        let capital_before = before.and_then(|b| self.tokens.get(b)).is_some_and(|t| self.begins_capital(t));
        let is_water = roles.any(Roles::NATURE_ANY) || (capital_before && roles.any(Roles::NATURE));
        if capital_before && roles.any(Roles::STREET) {
            return false;
        }
        // `Angkatan Laut India` is no water.
        if is_water && !self.is_in_name(at, end, false) {
            return false;
        }
        let after = self.word_after(end);
        let capital_after = after.is_some_and(|t| t.shape() == Shape::Title);
        let roles_after = after.map_or(Roles::NONE, |t| self.tables.contexts.of(t));
        match form.case {
            Case::Guarded => {
                roles.any(Roles::OFFICE) || (roles.any(Roles::COUNTRY_CUE) && (!capital_after || !roles_after.is_none()))
            }
            Case::Upper | Case::Backed => !roles.any(Roles::INITIALS) && !self.is_unit_or_age(end),
            Case::Given => !roles.any(Roles::PART_OF),
            Case::Title | Case::Any => true,
        }
    }

    /// The capitalised word that nobody knows right before or behind a name, which makes it a person's: `Sherly Laos`,
    /// `Chad Smith`. In a headline capitals say nothing, and so does that of the first word of a sentence.
    fn rest_of_name(&self, at: usize, end: usize) -> Option<WordId> {
        let opens = |at: usize| self.document.sentences.binary_search_by_key(&(at as u32), |s| s.token_start).is_ok();
        let before = self.word_before(at).filter(|&at| !opens(at)).and_then(|at| self.tokens.get(at));
        let unknown = |t: &&Token| self.is_unknown_name(t);
        let rest = before.filter(unknown).or_else(|| self.word_after(end).filter(unknown))?;
        (!self.is_headline(at)).then_some(rest.word())
    }

    /// Whether a word has a capital and no table knows it.
    fn is_unknown_name(&self, token: &Token) -> bool {
        self.begins_capital(token)
            && self.tables.contexts.of(token).is_none()
            && !self.tables.gazetteer.phrases.begins(token.word())
    }

    /// `US$ 100`; `RI-1`; `AS (15)`, `AS (34 tahun)`.
    fn is_unit_or_age(&self, end: usize) -> bool {
        let is_digit = |at: usize| self.tokens.get(at).is_some_and(|t| t.kind() == TokenKind::Number && t.span().len() == 1);
        let is_glued = |at: usize| self.tokens.get(at).is_some_and(|t| !t.space_before());
        if self.is_mark(end, b'$') || (self.is_mark(end, b'-') && is_glued(end) && is_digit(end + 1)) {
            return true;
        }
        let number = self.tokens.get(end + 1).filter(|t| t.kind() == TokenKind::Number && t.span().len() <= 2);
        self.is_mark(end, b'(')
            && number.is_some()
            && self.tokens.get(end + 2).is_some_and(|t| t.word() == WordId::ascii(b')') || t.kind() == TokenKind::Word)
    }

    /// Whether a form means the state that the article is at home in, as its institutions name it: `RI`.
    fn is_state(&self, form: &Form) -> bool {
        form.kind == Kind::Alias && form.meaning == Meaning::One(Country(*b"ID"))
    }

    /// Whether capitals stand where a person's initials would: with nothing before them that takes a country.
    fn may_be_initials(&self, at: usize) -> bool {
        if self.word_after(at + 1).is_some_and(|t| self.tables.contexts.of(t).any(Roles::NUMBER_WORD)) {
            return false;
        }
        let Some(before) = self.word_before(at) else { return true };
        let roles = self.roles_before(at);
        let capital = self.tokens.get(before).is_some_and(|t| self.begins_capital(t));
        !capital && !roles.any(Roles::HEAD_ANY.or(Roles::COUNTRY_CUE))
    }

    /// Whether the country is part of the name of something else. `is_state` says that it is `RI` or the like, which the
    /// acronyms of its institutions take: `KPU RI`.
    fn is_in_name(&self, at: usize, end: usize, is_state: bool) -> bool {
        let tail = self.word_after(end).filter(|t| self.begins_capital(t));
        if tail.is_some_and(|t| self.tables.contexts.of(t).any(Roles::TAIL)) {
            return true;
        }
        let mut at = at;
        let mut steps = 0;
        let mut in_headline = None;
        // Set where the words so far allow it and only an office farther on would speak against it.
        let mut so_far = false;
        // `Kementerian Pertahanan (Kemenhan) RI`
        if let Some((open, inside)) = self.brackets_before(at) {
            if inside.any(Roles::HEAD.or(Roles::HEAD_NEAR)) {
                return true;
            }
            at = open;
        }
        while steps < 8 {
            let Some(before) = self.word_before(at).or_else(|| self.number_before(at)) else { return so_far };
            let Some(token) = self.tokens.get(before) else { return so_far };
            let roles = self.tables.contexts.ending_at(self.tokens, before);
            let capital = self.begins_capital(token);
            if roles.any(Roles::HEAD_ANY) {
                return true;
            }
            if roles.any(Roles::OFFICE) && !roles.any(Roles::MODIFIER) {
                return false;
            }
            if capital && roles.any(Roles::HEAD) {
                // In a headline every word has a capital: only what stands right before the country is of its name.
                return steps == 0 || !*in_headline.get_or_insert_with(|| self.is_headline(before));
            }
            if capital && steps == 0 && roles.any(Roles::HEAD_NEAR) {
                return true;
            }
            if steps == 0 && is_state && token.shape() == Shape::Upper && token.span().len() > 1 {
                so_far = !*in_headline.get_or_insert_with(|| self.is_headline(before));
            }
            let joins = roles.any(Roles::MODIFIER) || (steps > 0 && roles.any(Roles::CONJUNCTION));
            if !capital && !joins && token.kind() == TokenKind::Word {
                return so_far;
            }
            at = before;
            steps += 1;
        }
        so_far
    }

    /// The opening bracket of a short pair that ends right before `at`, and the roles of the one word inside.
    fn brackets_before(&self, at: usize) -> Option<(usize, Roles)> {
        let close = at.checked_sub(1).filter(|&close| self.is_mark(close, b')'))?;
        let open = close.checked_sub(2).filter(|&open| self.is_mark(open, b'('))?;
        let inside = self.tokens.get(open + 1)?;
        Some((open, self.tables.contexts.of(inside)))
    }

    /// Whether an English name stands among English words: `Japan Music Awards`, `Bank of England`, `Japan Day`.
    fn is_in_english(&self, at: usize, end: usize) -> bool {
        let after = self.word_after(end).filter(|t| self.begins_capital(t));
        let is_foreign = |t: &Token| self.tables.contexts.of(t).is_none() && !self.tables.gazetteer.phrases.begins(t.word());
        let before = self.word_before(at).and_then(|before| self.tokens.get(before));
        let is_of = before.is_some_and(|t| FOREIGN_PARTICLES.contains(&self.document.text_of(t)));
        is_of || ((after.is_some_and(is_foreign) || before.is_some_and(|t| self.is_unknown_name(t))) && !self.is_headline(at))
    }

    /// The number before `at`: `Timnas U 23 Indonesia`.
    fn number_before(&self, at: usize) -> Option<usize> {
        let here = self.tokens.get(at)?;
        let before = at.checked_sub(1)?;
        let is_number = self.tokens.get(before)?.kind() == TokenKind::Number;
        (is_number && !here.line_before()).then_some(before)
    }

    /// Whether the sentence at a token is written as a headline: most of its words have a capital.
    fn is_headline(&self, at: usize) -> bool {
        let sentences = self.document.sentences;
        let n = sentences.partition_point(|s| s.token_end as usize <= at);
        let Some(tokens) = sentences.get(n).and_then(|s| self.tokens.get(s.range())) else { return false };
        let words = || tokens.iter().filter(|t| t.kind() == TokenKind::Word);
        words().filter(|t| t.shape() == Shape::Lower).count() * 3 < words().count()
    }

    /// Whether a capital or seat acts as its country's government.
    fn acts(&self, form: &Form, at: usize, end: usize, joined: bool) -> bool {
        // All capitals are a dateline's or a firm's: `AMMAN`.
        if self.tokens.get(at).is_none_or(|t| t.is_furniture() || t.shape() == Shape::Upper) {
            return false;
        }
        let before = self.roles_before(at);
        let after = self.word_after(end);
        let is_longer = form.kind != Kind::Seat && after.is_some_and(|t| self.is_unknown_name(t));
        if is_longer || before.any(Roles::HEAD.or(Roles::HEAD_ANY).or(Roles::HEAD_NEAR)) {
            return false;
        }
        let is_place = before.any(Roles::PLACE_PREPOSITION.or(Roles::VISIT_VERB));
        let says = self.says(end, 2);
        if says == Says::Clause {
            return true;
        }
        if is_place {
            return false;
        }
        let strong = says == Says::Strong;
        let guarded = form.case == Case::Guarded;
        if strong || before.any(Roles::SEAT_NOUN) {
            return true;
        }
        let in_list = before.any(Roles::CONJUNCTION) && joined;
        if before.any(Roles::PRESSED_BY_VERB.or(Roles::GOVERNMENT_PASSIVE)) || in_list {
            return !guarded;
        }
        if form.kind == Kind::Seat || (says == Says::Weak && !guarded) {
            return true;
        }
        before.any(Roles::LINK) && !guarded && self.is_diplomacy(at)
    }

    /// What the words behind a capital say: `Seoul telah menuduh`, `Seoul dan Washington, yang menyatakan`; at most `others`
    /// more subjects are read over.
    fn says(&self, end: usize, others: u8) -> Says {
        let mut at = end;
        if self.is_mark(at, b',') && self.tokens.get(at + 1).is_some_and(|t| self.document.text_of(t) == "yang") {
            let verb = self.tokens.get(at + 2).map_or(Roles::NONE, |t| self.tables.contexts.of(t));
            return if verb.any(Roles::GOVERNMENT_VERB) { Says::Clause } else { Says::Nothing };
        }
        let Some(token) = self.word_after(at) else { return Says::Nothing };
        if others > 0 && self.tables.contexts.of(token).any(Roles::CONJUNCTION) {
            let rest = self.tokens.get(at + 1..).unwrap_or_default();
            let gazetteer = &self.tables.gazetteer;
            let other = gazetteer.phrases.longest(rest).filter(|&(_, index)| {
                gazetteer.forms(index).iter().any(|f| !matches!(f.kind, Kind::Nothing | Kind::Hint))
            });
            return other.map_or(Says::Nothing, |(length, _)| match self.says(at + 1 + length, others - 1) {
                Says::Weak => Says::Nothing,
                other => other,
            });
        }
        let mut after_auxiliary = false;
        for _ in 0..4 {
            let Some(token) = self.word_after(at) else { return Says::Nothing };
            let roles = self.tables.contexts.of(token);
            if roles.any(Roles::GOVERNMENT_VERB) {
                return Says::Strong;
            }
            if roles.any(Roles::WEAK_VERB) {
                return if after_auxiliary { Says::Weak } else { Says::Nothing };
            }
            if !roles.any(Roles::AUXILIARY) {
                return Says::Nothing;
            }
            after_auxiliary = true;
            at += 1;
        }
        Says::Nothing
    }

    /// Whether the words before `at`, in the same sentence, speak of what goes on between governments.
    fn is_diplomacy(&self, at: usize) -> bool {
        let from = at.saturating_sub(7);
        let window = self.tokens.get(from..at).unwrap_or_default();
        let start = window.iter().rposition(|t| matches!(t.word(), w if w == WordId::ascii(b'.')) || t.line_before());
        (from + start.unwrap_or(0)..at).any(|n| self.tables.contexts.ending_at(self.tokens, n).any(Roles::DIPLOMACY))
    }

    /// The form of a name that is `span`, a half of the token at `at`, and its length in tokens: more than one where the half
    /// ends the token and the name goes on behind it.
    fn form_of_half(&self, at: usize, span: Span) -> Option<(Form, usize)> {
        let text = span.of(self.document.text);
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let word = self.document.vocabulary.get(&stopwords::key(text))?;
        let gazetteer = &self.tables.gazetteer;
        if !gazetteer.phrases.begins(word) {
            return None;
        }
        let whole = self.tokens.get(at)?;
        let shape = if text.chars().all(char::is_uppercase) { Shape::Upper } else { Shape::Title };
        let mut tokens = vec![Token::new(span, word, TokenKind::Word, shape, 0)];
        if span.byte_end() == whole.span().byte_end() {
            tokens.extend(self.tokens.iter().skip(at + 1).take(5).take_while(|t| !t.line_before()));
        }
        let matches = gazetteer.phrases.matches(&tokens).collect::<Vec<_>>();
        let fits = |form: &&Form, length: usize| {
            let is_name = matches!(form.kind, Kind::Name | Kind::Alias | Kind::English | Kind::Nothing);
            let is_sure = matches!(form.case, Case::Title | Case::Any | Case::Upper);
            is_name && is_sure && self.is_written(form, tokens.get(..length).unwrap_or_default())
        };
        let longest = matches.iter().rev().find_map(|&(length, index)| {
            gazetteer.forms(index).iter().find(|form| fits(form, length)).map(|form| (*form, length))
        });
        longest.filter(|(form, _)| form.kind != Kind::Nothing)
    }

    /// Whether a word before a hyphen heads the name of an institution: `DPR-RI`.
    fn is_institution(&self, word: &str) -> bool {
        let id = self.document.vocabulary.get(&stopwords::key(word));
        id.is_some_and(|id| self.tables.contexts.of_word(id).any(Roles::HEAD.or(Roles::HEAD_NEAR)))
    }
}

/// What the words behind a capital say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Nothing,
    /// It does what governments, cities and clubs do.
    Weak,
    /// It does what governments do.
    Strong,
    /// The same, in a clause of its own: even after `dari` no place is meant.
    Clause,
}
