//! Finds the names in a document, and resolves them when the whole document has been read.

use std::sync::Arc;

use crate::entities::{Candidate, Canonical, EntityKind, Recognizer, Via};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId};
use crate::tokenizer::Lexicon;

use super::Country;
use super::ambiguity::Disambiguator;
use super::context_words::ContextFlags;
use super::names::{CaseRule, Gazetteer, Meaning, NameForm, NameKind};
use super::tables::Tables;

/// The weight of a country's name as evidence for an ambiguous one, relative to a capital or another hint.
const NAME_WEIGHT: u32 = 3;
/// The minimum ratio of the evidence for one candidate of an ambiguous name to that for all others.
const MARGIN: u32 = 3;
/// The maximum number of neighbors of given names kept per article. Real articles have only a few.
const MAX_NEIGHBORS: usize = 32;

#[derive(Clone)]
pub(super) struct CountryRecognizer {
    tables: Arc<Tables>,
    findings: Vec<Finding>,
    /// The evidence for each contested country.
    evidence: Vec<u32>,
    /// Words next to which a name was a person's: `Sherly` in `Sherly Laos`.
    given_name_neighbors: Vec<WordId>,
    /// Countries that the article mentions by something other than initials or capitals.
    named: Vec<Country>,
    /// Words that are a person's initials or given name somewhere in the article.
    people: Vec<WordId>,
    /// Words that mean a country somewhere in the article according to the word before.
    cued: Vec<WordId>,
}

/// A possible mention, before the whole document has been read.
#[derive(Clone, Copy)]
struct Finding {
    span: Span,
    token_start: usize,
    token_end: usize,
    meaning: Meaning,
    via: Via,
    condition: Condition,
}

/// A condition on the rest of the article for accepting a finding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    Nothing,
    /// The two letters are not initials: the article has no initials, or names the country otherwise.
    NoInitials,
    /// The letters may mean something else: the article must name or hint at the country.
    Country,
    /// The name may be a person's: the word before it must not be a known neighbor of a given name.
    NoGivenName,
    /// The English name is more often a person's than the country's: it must be next to another country.
    CountryBeside,
    /// The capital is also a club and a tourist destination: the country must be named, and the article must not be
    /// about sports.
    CountryAndNoSport,
}

impl CountryRecognizer {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let tables = Arc::new(Tables::new(lexicon));
        let evidence = vec![0; tables.gazetteer.contested.len()];
        Self {
            tables,
            findings: Vec::new(),
            evidence,
            given_name_neighbors: Vec::new(),
            named: Vec::new(),
            people: Vec::new(),
            cued: Vec::new(),
        }
    }
}

impl Recognizer for CountryRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        self.findings.clear();
        self.named.clear();
        self.people.clear();
        self.cued.clear();
        self.given_name_neighbors.clear();
        self.evidence.fill(0);
        let tables = Arc::clone(&self.tables);
        let disambiguator = Disambiguator::new(document, &tables);
        let phrases = &tables.gazetteer.phrases;
        // Plain words have no hyphen.
        let may_be_compound = |token: &Token| matches!(token.shape(), Shape::Mixed | Shape::Upper) && !token.is_plain();
        let is_trigger = |token: &Token| token.word_flags().intersects(WordFlags::COUNTRY) || may_be_compound(token);
        let mut triggers = document.trigger_tokens();
        let mut next = 0;
        while let Some(at) = triggers.next_from(next, is_trigger) {
            let begins = document.tokens.get(at).is_some_and(|token| phrases.begins(token.word()));
            next = at + if begins { self.phrase(&disambiguator, at) } else { self.compound(&disambiguator, at) };
        }
        self.resolve(&disambiguator, candidates);
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}

impl CountryRecognizer {
    /// Processes the longest phrase at `at` in the required case. Returns the number of tokens consumed.
    fn phrase(&mut self, disambiguator: &Disambiguator<'_>, at: usize) -> usize {
        let gazetteer = &disambiguator.tables.gazetteer;
        let mut longest = None;
        for (length, index) in gazetteer.phrases.matches(disambiguator.tokens.get(at..).unwrap_or_default()) {
            for form in gazetteer.forms(index) {
                if !disambiguator.is_written(form, disambiguator.tokens.get(at..at + length).unwrap_or_default()) {
                    continue;
                }
                if form.kind == NameKind::Hint {
                    // `tim Korea` is not evidence inside `tim Korea Utara`.
                    let last = disambiguator.tokens.get(at + length - 1..).unwrap_or_default();
                    if length == 1 || gazetteer.phrases.longest(last).is_none_or(|(length, _)| length == 1) {
                        self.add_evidence(gazetteer, form.meaning, 1);
                    }
                } else if longest.is_none_or(|(known, _)| known < length) {
                    longest = Some((length, *form));
                }
            }
        }
        let Some((length, form)) = longest else { return 1 };
        let end = at + length;
        match form.kind {
            NameKind::NotACountry | NameKind::Hint => {}
            NameKind::Name | NameKind::Alias | NameKind::English => self.name(disambiguator, &form, at, end),
            NameKind::Metonym | NameKind::Seat => self.capital(disambiguator, &form, at, end),
        }
        length
    }

    fn name(&mut self, disambiguator: &Disambiguator<'_>, form: &NameForm, at: usize, end: usize) {
        if disambiguator.is_persons(form, at, end) {
            record(&mut self.people, disambiguator, at);
            return;
        }
        if !disambiguator.is_country(form, at, end) {
            return;
        }
        const CUES: ContextFlags = ContextFlags::COUNTRY_CUE
            .union(ContextFlags::OFFICE)
            .union(ContextFlags::GOVERNMENT_NOUN)
            .union(ContextFlags::NAME_PREFIX_ANY_CASE);
        let flags = disambiguator.flags_before(at);
        if flags.intersects(CUES) && !flags.intersects(ContextFlags::ROLE) {
            record(&mut self.cued, disambiguator, at);
        }
        let may_be_given = form.case == CaseRule::Given
            && !flags.intersects(ContextFlags::OFFICE.union(ContextFlags::COUNTRY_CUE))
            && !disambiguator.follows_office(at);
        if may_be_given && let Some(neighbor) = disambiguator.rest_of_name(at, end) {
            if self.given_name_neighbors.len() < MAX_NEIGHBORS && !self.given_name_neighbors.contains(&neighbor) {
                self.given_name_neighbors.push(neighbor);
            }
            return;
        }
        let via = if disambiguator.is_in_name(at, end, disambiguator.is_state(form))
            || (form.kind == NameKind::English && disambiguator.is_in_english(at, end))
        {
            Via::InName
        } else if form.kind == NameKind::Name {
            Via::Name
        } else {
            Via::Alias
        };
        let condition = if form.case == CaseRule::Upper && end == at + 1 && disambiguator.may_be_initials(at) {
            Condition::NoInitials
        } else if form.case == CaseRule::Backed
            && !disambiguator.flags_before(at).intersects(ContextFlags::GOVERNMENT_NOUN)
        {
            Condition::Country
        } else if may_be_given && form.kind == NameKind::English {
            Condition::CountryBeside
        } else if may_be_given {
            Condition::NoGivenName
        } else {
            self.add_evidence(&disambiguator.tables.gazetteer, form.meaning, NAME_WEIGHT);
            if let Meaning::One(country) = form.meaning {
                self.record_named(country);
            }
            Condition::Nothing
        };
        self.push_finding(disambiguator, form, at, end, via, condition);
    }

    fn capital(&mut self, disambiguator: &Disambiguator<'_>, form: &NameForm, at: usize, end: usize) {
        self.add_evidence(&disambiguator.tables.gazetteer, form.meaning, 1);
        let joined = self.findings.last().is_some_and(|f| f.via == Via::Metonym && f.token_end + 1 == at);
        if disambiguator.acts_as_government(form, at, end, joined) {
            let guarded = form.case == CaseRule::Guarded;
            let condition = if guarded { Condition::CountryAndNoSport } else { Condition::Nothing };
            self.push_finding(disambiguator, form, at, end, Via::Metonym, condition);
        }
    }

    /// Processes names joined by a hyphen to something else: `anti-Israel`, `se-Indonesia`, `DPR-RI`, `Israel-Hamas`,
    /// `ASEAN-Selandia Baru`. Returns the number of tokens consumed.
    fn compound(&mut self, disambiguator: &Disambiguator<'_>, at: usize) -> usize {
        let Some(token) = disambiguator.tokens.get(at).filter(|t| t.kind() == TokenKind::Word) else { return 1 };
        let Some((first, second)) = disambiguator.document.text_of(token).split_once('-') else { return 1 };
        let start = token.span().byte_start();
        let second_start = start + first.len() as u32 + 1;
        if may_follow_hyphen(second) {
            self.half(disambiguator, at, Span::new(start, second_start - 1), false);
        }
        self.half(
            disambiguator,
            at,
            Span::new(second_start, token.span().byte_end()),
            disambiguator.is_institution(first),
        )
    }

    /// Processes a name that is a half of the token at `at`, or begins with its second half. Returns the number of
    /// tokens consumed.
    fn half(&mut self, disambiguator: &Disambiguator<'_>, at: usize, span: Span, is_in_name: bool) -> usize {
        let Some((form, length)) = disambiguator.form_of_half(at, span) else { return 1 };
        // `11.110-US$`
        if disambiguator.is_mark(at + length, b'$') {
            return length;
        }
        let via = match form.kind {
            _ if is_in_name => Via::InName,
            NameKind::Name => Via::Name,
            _ => Via::Alias,
        };
        self.add_evidence(&disambiguator.tables.gazetteer, form.meaning, NAME_WEIGHT);
        if let Meaning::One(country) = form.meaning {
            self.record_named(country);
        }
        let last = disambiguator.tokens.get(at + length - 1).filter(|_| length > 1);
        let span = last.map_or(span, |last| span.join(last.span()));
        let (meaning, condition) = (form.meaning, Condition::Nothing);
        self.findings.push(Finding { span, token_start: at, token_end: at + length, meaning, via, condition });
        length
    }

    fn push_finding(
        &mut self,
        disambiguator: &Disambiguator<'_>,
        form: &NameForm,
        at: usize,
        end: usize,
        via: Via,
        condition: Condition,
    ) {
        let span = |at: usize| disambiguator.tokens.get(at).map(Token::span);
        let (Some(first), Some(last)) = (span(at), end.checked_sub(1).and_then(span)) else { return };
        // The period of `U.S.` belongs to the name, even at the end of a sentence.
        let span = first.join(last);
        self.findings.push(Finding { span, token_start: at, token_end: end, meaning: form.meaning, via, condition });
    }

    fn record_named(&mut self, country: Country) {
        if !self.named.contains(&country) {
            self.named.push(country);
        }
    }

    /// Adds evidence for a country. Ambiguous names are not evidence.
    fn add_evidence(&mut self, gazetteer: &Gazetteer, meaning: Meaning, weight: u32) {
        if let Meaning::One(country) = meaning
            && let Ok(index) = gazetteer.contested.binary_search(&country)
            && let Some(sum) = self.evidence.get_mut(index)
        {
            *sum += weight;
        }
    }

    /// Resolves ambiguous names and appends the accepted findings, now that the whole document has been read.
    fn resolve(&self, disambiguator: &Disambiguator<'_>, candidates: &mut Vec<Candidate>) {
        let mut has_initials = None;
        let mut is_sport = None;
        for (at, finding) in self.findings.iter().enumerate() {
            let country = match finding.meaning {
                Meaning::NoCountry => continue,
                Meaning::One(country) => Some(country),
                Meaning::Ambiguous(set) => self.resolve_ambiguous(&disambiguator.tables.gazetteer, set),
            };
            let is_named = || country.is_some_and(|country| self.named.contains(&country));
            let is_hinted = || country.is_some_and(|country| self.weight(&disambiguator.tables.gazetteer, country) > 0);
            let holds = match finding.condition {
                Condition::Nothing => true,
                Condition::NoInitials => {
                    is_named() || !*has_initials.get_or_insert_with(|| disambiguator.has(ContextFlags::INITIALS_CUE))
                }
                Condition::NoGivenName => !disambiguator.word_before(finding.token_start).is_some_and(|at| {
                    disambiguator
                        .tokens
                        .get(at)
                        .is_some_and(|before| self.given_name_neighbors.contains(&before.word()))
                }),
                Condition::CountryBeside => self.is_in_list(at),
                Condition::Country => is_named() || is_hinted(),
                Condition::CountryAndNoSport => {
                    is_named() && !*is_sport.get_or_insert_with(|| disambiguator.has(ContextFlags::SPORT))
                }
            };
            if !holds || self.is_persons(disambiguator, finding) {
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
                confidence: None,
                priority: 1,
            });
        }
    }

    /// Whether the word of a finding is a person's initials or given name elsewhere in the article, and nowhere a country's by the word
    /// before it.
    fn is_persons(&self, disambiguator: &Disambiguator<'_>, finding: &Finding) -> bool {
        let word = disambiguator.tokens.get(finding.token_start).map(Token::word);
        let is_single = finding.token_end == finding.token_start + 1;
        word.is_some_and(|word| is_single && self.people.contains(&word) && !self.cued.contains(&word))
    }

    /// Whether another country is next to the finding, separated by at most a comma or a conjunction.
    fn is_in_list(&self, at: usize) -> bool {
        let finding = |at: usize| self.findings.get(at).filter(|other| other.condition == Condition::Nothing);
        let Some(this) = self.findings.get(at) else { return false };
        let before = at.checked_sub(1).and_then(finding).is_some_and(|other| this.token_start <= other.token_end + 2);
        before || finding(at + 1).is_some_and(|other| other.token_start <= this.token_end + 2)
    }

    /// Returns the candidate of an ambiguous name that the evidence clearly supports; `None` if there is none.
    fn resolve_ambiguous(&self, gazetteer: &Gazetteer, set: u8) -> Option<Country> {
        let set = gazetteer.candidate_sets.get(usize::from(set))?;
        let total: u32 = set.iter().map(|&country| self.weight(gazetteer, country)).sum();
        set.iter().copied().find(|&country| {
            let own = self.weight(gazetteer, country);
            own > 0 && own >= MARGIN * (total - own)
        })
    }

    /// Returns the evidence for a contested country.
    fn weight(&self, gazetteer: &Gazetteer, country: Country) -> u32 {
        let index = gazetteer.contested.binary_search(&country).ok();
        index.and_then(|index| self.evidence.get(index)).copied().unwrap_or(0)
    }
}

/// Records the word of a token, unless there are many already.
fn record(words: &mut Vec<WordId>, disambiguator: &Disambiguator<'_>, at: usize) {
    const MOST: usize = 64;
    let word = disambiguator.tokens.get(at).map(Token::word);
    if let Some(word) = word.filter(|word| words.len() < MOST && !words.contains(word)) {
        words.push(word);
    }
}

/// Whether a name before a hyphen is a mention, given the text after the hyphen: another name (`Israel-Hamas`) or a
/// particle (`Inggris-nya`), but not a number (`RI-1`) or a suffix (`Jepang-mania`).
fn may_follow_hyphen(rest: &str) -> bool {
    matches!(rest, "nya" | "lah" | "kah" | "pun") || rest.chars().next().is_some_and(char::is_uppercase)
}
