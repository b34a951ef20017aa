//! Reads a document: names, what stands beside them, and at the end what they mean.

use std::sync::Arc;

use crate::entities::{Candidate, Canonical, EntityKind, Recognizer, Via};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId};
use crate::tokenizer::Lexicon;

use super::Country;
use super::ambiguity::Reading;
use super::context_words::{Contexts, Roles};
use super::names::{Case, Form, Gazetteer, Kind, Meaning};

/// How much a full name says about an open one, in mentions of a capital or another hint.
const NAME_WEIGHT: u32 = 3;
/// How many times heavier the evidence for one candidate of an open name must be than that for all others.
const MARGIN: u32 = 3;
/// How many rests of names are kept for one article; an honest one has a handful.
const MAX_NEIGHBOURS: usize = 32;

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

pub(super) struct Tables {
    pub(super) gazetteer: Gazetteer,
    pub(super) contexts: Contexts,
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
    /// The English name is oftener somebody's than the country's: another country must stand beside it.
    CountryBeside,
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
        // What is letters alone has no hyphen.
        let may_be_compound = |token: &Token| matches!(token.shape(), Shape::Mixed | Shape::Upper) && !token.is_plain();
        let wakes = |token: &Token| token.marks().any(WordFlags::COUNTRY) || may_be_compound(token);
        let mut triggers = document.trigger_tokens();
        let mut next = 0;
        while let Some(at) = triggers.next_from(next, wakes) {
            let begins = document.tokens.get(at).is_some_and(|token| phrases.begins(token.word()));
            next = at + if begins { self.phrase(&reading, at) } else { self.compound(&reading, at) };
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
        let may_be_given =
            form.case == Case::Given && !reading.roles_before(at).any(Roles::OFFICE.or(Roles::COUNTRY_CUE));
        if may_be_given && let Some(neighbour) = reading.rest_of_name(at, end) {
            if self.given.len() < MAX_NEIGHBOURS && !self.given.contains(&neighbour) {
                self.given.push(neighbour);
            }
            return;
        }
        let via = if reading.is_in_name(at, end, reading.is_state(form))
            || (form.kind == Kind::English && reading.is_in_english(at, end))
        {
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
        } else if may_be_given && form.kind == Kind::English {
            Needs::CountryBeside
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
        // `11.110-US$`
        if reading.is_mark(at + length, b'$') {
            return length;
        }
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
        for (at, finding) in self.findings.iter().enumerate() {
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
                Needs::NoGivenName => !reading
                    .word_before(finding.token_start)
                    .is_some_and(|at| reading.tokens.get(at).is_some_and(|before| self.given.contains(&before.word()))),
                Needs::CountryBeside => self.is_in_list(at),
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

    /// Whether another country stands beside that finding, with a comma or a conjunction between at most.
    fn is_in_list(&self, at: usize) -> bool {
        let finding = |at: usize| self.findings.get(at).filter(|other| other.needs == Needs::Nothing);
        let Some(this) = self.findings.get(at) else { return false };
        let before = at.checked_sub(1).and_then(finding).is_some_and(|other| this.token_start <= other.token_end + 2);
        before || finding(at + 1).is_some_and(|other| other.token_start <= this.token_end + 2)
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
