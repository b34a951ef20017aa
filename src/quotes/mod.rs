//! Direct speech: text between quotation marks, and its speakers.
//!
//! ```text
//! tokens ── marks ──▶ pairs ─┐
//! tokens ── narration ───────┼─▶ speech or not ── phrase, roles ──▶ quotes with their speakers
//! people ────────────────────┘
//! ```
//!
//! A speaker is usually named after a verb of saying that directly follows the quotation (`kata Budi Hartono`). The other ways are the variants
//! of [`How`]. A pronoun or clitic refers to the last speaker, unless a sentence in between has another subject. Where the text does not say who
//! speaks, or describes a person without giving a name, the speaker is `None`: a wrong speaker is worse than a missing one.

mod marks;
mod narration;
mod phrase;
mod reading;
mod roles;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::analyzer::Analysis;
use crate::entities::Canonical;
use crate::text::document::Document;
use crate::text::names::impl_names;
use crate::text::span::Span;
use crate::text::token::{Shape, TokenKind};
use crate::text::work;

use marks::Pair;
use narration::{Introduction, Topic};
use phrase::{Phrase, Speaker};
use reading::{Person, Reading, read_links, read_people};
use roles::Roles;
use words::{Facts, WordFacts, is_capital};

/// The form of attribution of a quotation, or that it is not speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum How {
    /// By name after the quotation: `“…,” kata Budi Hartono`.
    Name,
    /// Before the quotation: `Budi Hartono mengatakan, “…”`.
    Before,
    /// By a clitic or a pronoun: `“…,” ujarnya`, `“…,” kata dia`.
    Clitic,
    /// By a role or description: `“…,” kata politikus itu`.
    Description,
    /// An institution or a text speaks: `“…,” tulis Kementerian Keuangan`.
    Institution,
    /// The quotation continues another one: `“…,” kata Budi. “…”`.
    Running,
    /// It is not speech but a title, a term, a post, or a few words of indirect speech.
    None,
}

impl How {
    /// Every value, in the order of the variants.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Before, Self::Clitic, Self::Description, Self::Institution, Self::Running, Self::None];

    /// The name in reports: `name`, `before`, `clitic`, `description`, `institution`, `running`, `none`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Before => "before",
            Self::Clitic => "clitic",
            Self::Description => "description",
            Self::Institution => "institution",
            Self::Running => "running",
            Self::None => "none",
        }
    }
}

impl_names!(How, "form of attribution");

/// The text between two quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quote {
    /// The byte range, with the marks; up to the end of the paragraph if no mark closes it.
    pub span: Span,
    /// The byte range between the marks.
    pub text: Span,
    /// The index of the sentence in which it begins.
    pub sentence: u32,
    /// The number of words between the marks.
    pub words: u32,
    /// The person who speaks; `None` if the text does not say who, or if it is not a person.
    pub speaker: Option<Canonical>,
    /// The speaker as written next to the quotation; `None` if there is only a clitic, or nothing.
    pub label: Option<Span>,
    /// The verb of saying, with its clitic; `None` if there is none.
    pub cue: Option<Span>,
    /// The form of attribution; `None` for speech without any indication of a speaker.
    pub how: Option<How>,
}

impl Quote {
    /// Whether it is direct speech.
    #[must_use]
    pub fn is_speech(&self) -> bool {
        self.how != Some(How::None)
    }
}

/// The default minimum of words for speech without a verb of saying after it.
pub const DEFAULT_MIN_WORDS: u32 = 3;

/// Finds the quotations of documents.
///
/// One finder serves documents of any analyzer and workspace. The analyzer must find people
/// ([`EntityKind::Person`](crate::entities::EntityKind::Person)); otherwise the speaker of every quotation is `None`. The result depends
/// on the document alone, and the time is proportional to its length.
///
/// ```
/// use telaah::Analyzer;
/// use telaah::quotes::{How, QuoteFinder};
///
/// let analyzer = Analyzer::builder().build();
/// let mut workspace = analyzer.workspace();
/// let text = "“Panen gagal,” kata Kepala Dinas Pertanian, Budi Hartono. “Kami minta bantuan,” ujarnya.";
/// let analysis = analyzer.analyze_with(text, None, &mut workspace);
/// let mut finder = QuoteFinder::default();
/// let speakers: Vec<_> = finder
///     .find(&analysis)
///     .iter()
///     .map(|quote| (quote.how, quote.speaker.map(|person| person.display(text).to_string())))
///     .collect();
/// let budi = || Some("Budi Hartono".to_owned());
/// assert_eq!(speakers, [(Some(How::Name), budi()), (Some(How::Clitic), budi())]);
/// ```
#[derive(Debug)]
pub struct QuoteFinder {
    min_words: u32,
    words: WordFacts,
    open: Vec<usize>,
    pairs: Vec<Pair>,
    people: Vec<Person>,
    links: Vec<Range<usize>>,
    roles: Roles,
    quotes: Vec<Quote>,
}

impl Default for QuoteFinder {
    fn default() -> Self {
        Self::new(DEFAULT_MIN_WORDS)
    }
}

impl QuoteFinder {
    /// A finder for which a stretch of fewer words is speech only if a verb of saying follows it directly, or if the next paragraph continues it.
    #[must_use]
    pub fn new(min_words: u32) -> Self {
        Self {
            min_words,
            words: WordFacts::default(),
            open: Vec::new(),
            pairs: Vec::new(),
            people: Vec::new(),
            links: Vec::new(),
            roles: Roles::default(),
            quotes: Vec::new(),
        }
    }

    /// Finds the stretches between quotation marks of a document, in the order of the text: both speech and other stretches
    /// ([`Quote::is_speech`]). They do not overlap, except inside a post that spans several paragraphs.
    pub fn find(&mut self, analysis: &Analysis<'_>) -> &[Quote] {
        let document = &analysis.document;
        self.words.begin(analysis.workspace());
        self.quotes.clear();
        self.roles.clear();
        marks::find(document, &mut self.words, &mut self.open, &mut self.pairs);
        if self.pairs.is_empty() {
            return &self.quotes;
        }
        read_links(document, &mut self.links);
        read_people(document, analysis.mentions, &self.links, &mut self.people);
        let reading = Reading { document, people: &self.people, links: &self.links, words: &mut self.words };
        let attribution = Attribution {
            reading,
            pairs: &self.pairs,
            roles: &mut self.roles,
            min_words: self.min_words,
            topic: Topic::Unset,
            post_end: 0,
        };
        attribution.run(&mut self.quotes);
        &self.quotes
    }
}

/// The last quotation that has an attribution.
#[derive(Clone, Copy, Debug)]
struct Last {
    pair: Pair,
    speaker: Option<Canonical>,
    /// The token after its attribution.
    attribution_end: usize,
}

/// The attribution directly after a quotation.
#[derive(Clone, Copy, Debug)]
struct Following {
    cue: Span,
    /// The phrase that names the speaker; `None` if that is the clitic of the cue.
    phrase: Option<Phrase>,
    /// The token after the attribution.
    end: usize,
}

struct Attribution<'a, 'd, 'w> {
    reading: Reading<'d, 'w>,
    pairs: &'a [Pair],
    roles: &'a mut Roles,
    min_words: u32,
    topic: Topic,
    /// The token after the last post's closing mark.
    post_end: usize,
}

impl Attribution<'_, '_, '_> {
    fn run(mut self, quotes: &mut Vec<Quote>) {
        let (mut narrated, mut begins_sentence) = (0, true);
        let mut last: Option<Last> = None;
        for (number, pair) in self.pairs.iter().enumerate() {
            let mut introduction = Introduction::default();
            if narrated < pair.open {
                (self.topic, introduction) = self.reading.narrate(narrated, pair.open, begins_sentence, self.topic);
            }
            let (quote, attribution_end) = self.quote(number, *pair, introduction, last);
            if pair.is_post {
                self.post_end = pair.close + 1;
            }
            last = attribution_end.map(|end| Last { pair: *pair, speaker: quote.speaker, attribution_end: end });
            narrated = narrated.max(attribution_end.unwrap_or(pair.close + 1));
            begins_sentence = attribution_end.is_none()
                && pair.close.checked_sub(1).is_some_and(|last| self.reading.is_terminator(last));
            quotes.push(quote);
        }
        self.run_on(quotes);
    }

    /// Copies the speaker of a quotation to the unattributed ones directly before it.
    fn run_on(&self, quotes: &mut [Quote]) {
        for number in (1..quotes.len()).rev() {
            let [before, after] = [number - 1, number].map(|number| self.pairs.get(number).copied());
            let (Some(before), Some(after)) = (before, after) else { continue };
            let Some([quote, next]) = quotes.get_mut(number - 1..=number) else { continue };
            let continues = matches!(quote.how, None | Some(How::Running)) && quote.cue.is_none();
            // Often in paragraphs of their own: newspapers name the speaker after the last one.
            let is_one = after.open == before.close + 1 && !self.ends_with_question(before);
            if continues && is_one && next.how.is_some_and(|how| how != How::None) {
                (quote.speaker, quote.how) = (next.speaker, Some(How::Running));
            }
        }
    }

    fn document(&self) -> &Document<'_> {
        self.reading.document
    }

    /// The quotation between a pair of marks, and the token after its attribution if it has one. `last`: the quotation directly before it, if
    /// that has one.
    fn quote(
        &mut self,
        number: usize,
        pair: Pair,
        introduction: Introduction,
        last: Option<Last>,
    ) -> (Quote, Option<usize>) {
        let mut quote = self.stretch(pair);
        if pair.is_post || pair.open < self.post_end {
            quote.how = Some(How::None);
            return (quote, None);
        }
        let next = self.pairs.get(number + 1).map_or(usize::MAX, |next| next.open);
        let following = if pair.is_closed { self.following(pair.close + 1, next) } else { None };
        if let Some(following) = following.filter(|_| !self.is_partial(pair, quote.words)) {
            quote.cue = Some(following.cue);
            self.attribute(&mut quote, following.phrase);
            return (quote, Some(following.end));
        }
        // A paragraph that the next one continues may be short.
        if pair.is_closed && quote.words < self.min_words || following.is_some() {
            quote.how = Some(How::None);
            return (quote, None);
        }
        let attribution_end = Some(pair.close + 1);
        let is_introduced = if let Some(cue) = self.introduces(pair, introduction) {
            quote.cue = self.reading.token(cue).map(|token| token.span());
            quote.speaker = introduction.topic.person();
            true
        } else if let Some(person) = self.person_before_colon(pair).filter(|_| self.is_sentence(pair)) {
            // As in headlines and interviews.
            (quote.speaker, quote.label) = (Some(person.canonical), Some(person.span));
            true
        } else {
            false
        };
        if is_introduced {
            quote.how = Some(How::Before);
            self.topic = quote.speaker.into();
            return (quote, attribution_end);
        }
        let last = last.filter(|last| self.runs_on(pair, *last));
        let is_speech = self.is_sentence(pair) || last.is_some() && self.is_second_half(pair);
        if self.is_title(pair) || !is_speech {
            quote.how = Some(How::None);
            return (quote, None);
        }
        let Some(last) = last else { return (quote, None) };
        (quote.speaker, quote.how) = (last.speaker, Some(How::Running));
        (quote, attribution_end)
    }

    /// The quotation without speaker and form.
    fn stretch(&self, pair: Pair) -> Quote {
        let tokens = self.document().tokens;
        let inner = pair.open + 1..if pair.is_closed { pair.close } else { pair.close + 1 };
        let words = tokens.get(inner).unwrap_or_default().iter().filter(|token| token.is_word()).count();
        work::steps(words);
        let span = |at: usize| tokens.get(at).map_or(Span::new(0, 0), |token| token.span());
        let (open, close) = (span(pair.open), span(pair.close));
        let end = if pair.is_closed { close.byte_start() } else { close.byte_end() };
        let sentence = self.document().sentences.partition_point(|sentence| sentence.token_end as usize <= pair.open);
        Quote {
            span: open.join(close),
            text: Span::new(open.byte_end(), end),
            sentence: sentence as u32,
            words: words as u32,
            speaker: None,
            label: None,
            cue: None,
            how: None,
        }
    }

    /// Reads what follows a quotation: a verb of saying and its speaker.
    fn following(&mut self, start: usize, next: usize) -> Option<Following> {
        let reading = &mut self.reading;
        let mut at = start;
        if reading.begins_line(at) {
            return None;
        }
        if reading.is_one_of(at, b",-") {
            at += 1;
        }
        let end = next.min(reading.document.tokens.len());
        let token = reading.token(at).filter(|_| at < end)?;
        let facts = reading.facts(at);
        // `“Siapa?” Tanya Budi`.
        let asks = at == start && start.checked_sub(2).is_some_and(|last| reading.is_one_of(last, b"?!"));
        let may_be_cue = token.shape() == Shape::Lower || asks && reading.person_at(at + 1).is_some();
        if token.shape() == Shape::Lower && facts.contains(Facts::CLITIC_CUE) {
            return Some(Following { cue: token.span(), phrase: None, end: at + 1 });
        }
        if may_be_cue && facts.contains(Facts::CUE) {
            // `begitu kata Budi`, `demikian tulis laporan itu`.
            let mut cue = token.span();
            if let Some(second) = reading.token(at + 1).filter(|token| token.shape() == Shape::Lower) {
                let facts = reading.facts(at + 1);
                if facts.contains(Facts::CLITIC_CUE) {
                    return Some(Following { cue: second.span(), phrase: None, end: at + 2 });
                }
                if facts.contains(Facts::CUE) && !facts.contains(Facts::ADVERB) {
                    (at, cue) = (at + 1, second.span());
                }
            }
            let phrase = reading.speaker(at + 1, end)?;
            return Some(Following { cue, phrase: Some(phrase), end: phrase.end });
        }
        // `ujarMenkes Budi`: the space was lost when the page was scraped.
        if token.kind() == TokenKind::Word
            && !facts.intersects(Facts::SAYS | Facts::ENDS_PHRASE)
            && words::begins_with_cue(reading.document.text_of(token))
        {
            let found = reading.person_at(at).or_else(|| reading.person_at(at + 1)).filter(|person| person.start < end);
            let unnamed = Phrase { speaker: Speaker::Unnamed, label: token.span(), end: at + 1 };
            let phrase = found.map_or(unnamed, Phrase::from);
            return Some(Following { cue: token.span(), phrase: Some(phrase), end: phrase.end });
        }
        // `dia menambahkan`.
        if facts.contains(Facts::PRONOUN) && at + 1 < end && reading.facts(at + 1).contains(Facts::SAYS) {
            let cue = reading.token(at + 1)?.span();
            let speaker = Speaker::Pronoun { is_plural: false };
            let phrase = Phrase { speaker, label: token.span(), end: at + 1 };
            return Some(Following { cue, phrase: Some(phrase), end: at + 2 });
        }
        // `Budi menambahkan`. After a period, `Budi menambahkan bahwa …` is a sentence of its own and may be another person's.
        if let Some(person) = reading.person_at(at).filter(|person| person.end < end)
            && reading.facts(person.end).contains(Facts::SAYS)
        {
            let after = person.end + 1;
            let ends_sentence = reading.is_terminator(after) || reading.begins_line(after);
            let is_whole = start.checked_sub(2).is_some_and(|last| reading.is_mark(last, b'.'));
            if is_whole && !ends_sentence {
                return None;
            }
            let cue = reading.token(person.end)?.span();
            return Some(Following { cue, phrase: Some(person.into()), end: person.end + 1 });
        }
        None
    }

    /// Sets the speaker of a quotation with a verb of saying after it.
    fn attribute(&mut self, quote: &mut Quote, phrase: Option<Phrase>) {
        let topic = self.topic.person();
        quote.label = phrase.map(|phrase| phrase.label);
        let (how, speaker, topic) = match phrase.map(|phrase| phrase.speaker) {
            None => (How::Clitic, topic, self.topic.established()),
            Some(Speaker::Pronoun { is_plural }) => {
                (How::Clitic, topic.filter(|_| !is_plural), self.topic.established())
            }
            Some(Speaker::Person(person)) => (How::Name, Some(person), Topic::Person(person)),
            Some(Speaker::Role { head, is_anaphoric, is_office }) => {
                let known = if is_anaphoric || is_office { self.roles.person(&mut self.reading, head) } else { None };
                let speaker = known.or_else(|| topic.filter(|_| is_anaphoric));
                (How::Description, speaker, speaker.into())
            }
            Some(Speaker::Relative { is_anaphoric }) => {
                let speaker = topic.filter(|_| is_anaphoric);
                (How::Description, speaker, speaker.into())
            }
            Some(Speaker::Unnamed) => (How::Description, None, Topic::Unnamed),
            Some(Speaker::Institution) => (How::Institution, None, Topic::Unnamed),
        };
        (quote.how, quote.speaker, self.topic) = (Some(how), speaker, topic);
    }

    /// Whether a stretch is only a few quoted words within narration: `menyebutnya "pahlawan desa," kata Budi`.
    fn is_partial(&self, pair: Pair, words: u32) -> bool {
        let before = pair.open.checked_sub(1).and_then(|before| self.reading.token(before));
        words < self.min_words
            && !self.reading.begins_line(pair.open)
            && before.is_some_and(|before| before.is_word() && !is_capital(before))
    }

    /// The verb of saying that introduces a quotation: `Budi mengatakan, “…”`, `menurut Budi: “…”`, `menegaskan bahwa “…”`.
    fn introduces(&mut self, pair: Pair, introduction: Introduction) -> Option<usize> {
        /// The most tokens from the verb to the quotation.
        const FARTHEST: usize = 12;
        let cue = introduction.cue.filter(|cue| pair.open - cue <= FARTHEST)?;
        let before = pair.open.checked_sub(1)?;
        let is_mark = self.reading.is_one_of(before, b",:");
        let is_joined = self.reading.is_text(before, "bahwa");
        let is_direct = cue == before && self.is_sentence(pair);
        let has_title = (cue + 1..before).any(|at| self.reading.facts(at).contains(Facts::TITLE));
        ((is_mark || is_joined || is_direct) && !has_title).then_some(cue)
    }

    /// The person in `Budi Hartono: “…”`.
    fn person_before_colon(&self, pair: Pair) -> Option<Person> {
        let colon = pair.open.checked_sub(1).filter(|colon| self.reading.is_mark(*colon, b':'))?;
        let number = self.reading.people.partition_point(|person| person.end < colon);
        self.reading.people.get(number).filter(|person| person.end == colon).copied()
    }

    /// Whether a word next to a stretch marks it as a title, a term or a post.
    fn is_title(&mut self, pair: Pair) -> bool {
        /// The number of words before a stretch to examine.
        const NEAR: usize = 4;
        if self.reading.facts(pair.close + 1).contains(Facts::AFTER_TITLE) {
            return true;
        }
        let (mut at, mut count) = (pair.open, 0);
        while let Some(before) = at.checked_sub(1) {
            work::step();
            let Some(token) = self.reading.token(before) else { break };
            let is_colon = self.reading.is_mark(before, b':');
            if count == NEAR
                || self.reading.begins_line(at) && !is_colon
                || !is_colon && !token.is_word() && !self.reading.is_one_of(before, b"()[]")
            {
                break;
            }
            if self.reading.facts(before).contains(Facts::TITLE) {
                return true;
            }
            count += usize::from(token.is_word());
            at = before;
        }
        false
    }

    /// Whether a stretch looks like a sentence: it ends with a punctuation mark.
    fn is_sentence(&self, pair: Pair) -> bool {
        Self::last_token(pair).is_some_and(|last| self.reading.is_terminator(last) || self.reading.is_mark(last, b','))
    }

    /// Whether a quotation is the second half of a sentence whose period is outside of the marks: `“…,” kata Budi, “dan habis”.`
    fn is_second_half(&self, pair: Pair) -> bool {
        let is_comma = pair.open.checked_sub(1).is_some_and(|before| self.reading.is_mark(before, b','));
        is_comma && pair.is_closed && self.reading.is_terminator(pair.close + 1)
    }

    /// The last token of a quotation without its closing mark.
    fn last_token(pair: Pair) -> Option<usize> {
        if pair.is_closed { pair.close.checked_sub(1) } else { Some(pair.close) }
    }

    fn ends_with_question(&self, pair: Pair) -> bool {
        Self::last_token(pair).is_some_and(|last| self.reading.is_mark(last, b'?'))
    }

    /// Whether a quotation continues the last one: in the same paragraph, with no other quotation or person in between. After a question it
    /// does not, since an answer usually follows.
    fn runs_on(&self, pair: Pair, last: Last) -> bool {
        if self.ends_with_question(last.pair) {
            return false;
        }
        let is_paragraph = || {
            let mut between = self.document().tokens.get(last.pair.close + 1..=pair.open).unwrap_or_default().iter();
            work::steps(pair.open - last.pair.close);
            !between.any(|token| token.paragraph_before())
        };
        !self.reading.names_person(last.attribution_end..pair.open) && is_paragraph()
    }
}
