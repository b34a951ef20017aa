//! The recogniser by the trained tagger: its people, corrected by the forms that rules know, and linked.

use std::sync::Arc;

use crate::entities::{Candidate, Canonical, EntityKind, Recognizer};
use crate::text::document::Document;
use crate::text::span::Span;
use crate::text::token::{Sentence, Token};
use crate::tokenizer::Lexicon;

use super::PersonName;
use super::article::Found;
use super::evidence::{self, initials_match};
use super::facts::Facts;
use super::headlines::Headlines;
use super::linking::Linker;
use super::lists::Lists;
use super::pairs;
use super::runs::{Part, Run, Style};
use super::segments::Tie;
use super::tagger::Tagger;
use super::tagger::slots::{Form, Slot, Style as Writing};

/// Finds people by the model.
#[derive(Clone)]
pub(super) struct TrainedRecognizer {
    lists: Arc<Lists>,
    tagger: Tagger,
    names: Vec<(usize, usize)>,
    parts: Vec<Part>,
    found: Vec<Found>,
    /// For each name found, whether it stands in a headline.
    in_headline: Vec<bool>,
    headlines: Headlines,
    linker: Linker,
}

impl TrainedRecognizer {
    /// The recogniser; absent if the bytes are no model.
    pub(super) fn new(lexicon: &mut Lexicon, model: &'static [u8]) -> Option<Self> {
        let lists = Arc::new(Lists::new(lexicon));
        let tagger = Tagger::new(lexicon, Arc::clone(&lists), model)?;
        Some(Self {
            lists,
            tagger,
            names: Vec::new(),
            parts: Vec::new(),
            found: Vec::new(),
            in_headline: Vec::new(),
            headlines: Headlines::default(),
            linker: Linker::default(),
        })
    }

    /// The parts of every name, as the linker reads them, and how each name is tied to the one before.
    fn find(&mut self, document: &Document<'_>) {
        let Self { lists, tagger, names, parts, found, in_headline, .. } = self;
        parts.clear();
        found.clear();
        in_headline.clear();
        // The first sentence, if it stands on its own.
        let is_apart = |s: &&Sentence| document.tokens.get(s.token_end as usize).is_some_and(Token::line_before);
        let headline_end = document.sentences.first().filter(is_apart).map_or(0, |s| s.token_end);
        let slots = tagger.slots().slots();
        // The sentence of the name at hand: names rise.
        let mut sentence = 0;
        for &(start, end) in names.iter() {
            let words = slots.get(start..end).unwrap_or_default();
            let first_part = parts.len();
            for slot in words.iter().filter(|slot| !(slot.is_part && slot.form == Form::Dash)) {
                parts.push(Part::of_slot(slot, document, lists));
            }
            let Some(first) = parts.get(first_part).copied() else { continue };
            while document.sentences.get(sentence).is_some_and(|s| s.token_end <= first.token) {
                sentence += 1;
            }
            let previous = found.last().map(|f: &Found| (f.start, f.end));
            let nickname = nickname(document, lists, words, parts.get(first_part..).unwrap_or_default());
            let also_called = previous.is_some_and(|(start, end)| {
                let name = parts.get(start..end).unwrap_or_default();
                let Some(last) = name.last() else { return false };
                let sentence = document.sentences.get(sentence).map_or(0..0, |s| s.range());
                let run = Run { parts: 0..0, sentence, style: Style::Text };
                match evidence::tie(document, lists, &run, last.token as usize + 1, &first) {
                    Tie::AlsoCalled => true,
                    Tie::Or => {
                        let known = nickname.and_then(|row| lists.nicknames.get(row as usize));
                        match known {
                            Some(known) => name.iter().any(|part| known.full.contains(&part.key)),
                            None => {
                                let own = parts.get(first_part..).unwrap_or_default();
                                evidence::may_be_one(document.text, name, own)
                            }
                        }
                    }
                    Tie::Bracketed => {
                        let one = parts.len() == first_part + 1;
                        one && initials_match(document.text, first.span.of(document.text), name)
                    }
                    _ => false,
                }
            });
            found.push(Found { start: first_part, end: parts.len(), segment: 0, nickname, also_called });
            in_headline.push(first.token < headline_end && tagger.slots().style_at(start) == Writing::TitleCase);
        }
        self.unglue(document);
        let Self { parts, found, in_headline, headlines, .. } = self;
        pairs::split(parts, found, |second| {
            let first = second.checked_sub(1).and_then(|first| in_headline.get(first)).copied();
            in_headline.insert(second, first.unwrap_or(false));
        });
        headlines.cut(parts, found, |n| in_headline.get(n).copied().unwrap_or(false));
    }

    /// Cuts off what a scrape glued to names: `Donald Trumpmengatakan`, `kiperAndre Onana`.
    fn unglue(&mut self, document: &Document<'_>) {
        let Self { lists, parts, found, .. } = self;
        for name in found.iter() {
            // More than one may be glued: `KetuaPanitiaBudi`.
            while let Some(first) = parts.get(name.start) {
                let is_name = |part: &Part| parts.iter().take(MOST_FOR_GLUED).any(|other| other.key == part.key);
                let Some(part) = first.unglued_front(document, lists, is_name) else { break };
                let Some(first) = parts.get_mut(name.start) else { break };
                *first = part;
            }
            let Some(last) = name.end.checked_sub(1).and_then(|n| parts.get(n)) else { continue };
            let is_name = |part: &Part| parts.iter().take(MOST_FOR_GLUED).any(|other| other.key == part.key);
            if let Some(part) = last.unglued(document, lists, is_name)
                && let Some(last) = parts.get_mut(name.end - 1)
            {
                *last = part;
            }
        }
    }
}

/// The slots of a tagged name without the titles before and the degrees after it, and with what begins names of some peoples;
/// absent if nothing is left.
fn corrected(tagger: &Tagger, n: usize, document: &Document<'_>, lists: &Lists) -> Option<(usize, usize)> {
    let slots = tagger.slots().slots();
    let name = tagger.people().get(n)?;
    let (mut start, mut end) = (name.slot_start as usize, name.slot_end as usize);
    let facts = |at: usize| slots.get(at).filter(|s| !s.is_part).map(|s| lists.facts(s.word)).unwrap_or_default();
    let is_nickname = |start: usize, end: usize| {
        let words = slots.get(start..end).unwrap_or_default();
        nickname(document, lists, words, &[]).is_some()
    };
    if is_nickname(start, end) {
        return Some((start, end));
    }
    // Whether the word before is in no other name.
    let is_free = |start: usize| {
        n.checked_sub(1).and_then(|n| tagger.people().get(n)).is_none_or(|p| (p.slot_end as usize) < start)
    };
    let is_title = |at: usize| {
        let facts = facts(at);
        let word = slots.get(at).map_or("", |s| document.vocabulary.word(s.word));
        (facts.any(Facts::HONORIFIC) || (facts.any(Facts::TITLE) && !facts.any(Facts::NAME))) && !KEPT.contains(&word)
    };
    let is_degree = |at: usize| facts(at).any(Facts::DEGREE) && !facts(at).any(Facts::NAME);
    while start + 1 < end && is_title(start) && !is_nickname(start, end) {
        start += 1;
    }
    // `Ketua Komisi V Rahmat Kusumah`.
    let is_number = |at: usize| {
        let before = at.checked_sub(1).and_then(|n| slots.get(n)).is_some_and(|s| s.form != Form::Outside);
        let text = slots.get(at).filter(|s| !s.is_part).map_or("", |s| s.span.of(document.text));
        before && text != "I" && !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
    };
    while start + 1 < end && is_number(start) {
        start += 1;
    }
    // `Analis Mega Sekuritas Rudi Hartono`.
    let ends_firm = |at: usize| facts(at).any(Facts::TAIL) && !facts(at).any(Facts::NAME);
    while start + 1 < end && ends_firm(start) {
        start += 1;
    }
    while start + 1 < end && is_degree(end - 1) {
        end -= 1;
    }
    let is_place = |at: usize| facts(at).any(Facts::PLACE) && !facts(at).any(Facts::NAME);
    if end == start + 1 && (is_degree(start) || is_title(start) || is_place(start)) {
        return None;
    }
    // `SUARA HARIAN.com` is a newspaper.
    let is_domain = |slot: &Slot| {
        let text = slot.span.of(document.text);
        text.rsplit_once('.').is_some_and(|(_, end)| DOMAINS.iter().any(|domain| end.eq_ignore_ascii_case(domain)))
    };
    if slots.get(start..end).unwrap_or_default().iter().any(is_domain) {
        return None;
    }
    // `I Putu`, `Ni Made`, `Moch. Ranggy`.
    if let Some(before) = start.checked_sub(1).and_then(|at| slots.get(at)).filter(|_| !slots[start].is_first) {
        let word = document.vocabulary.word(before.word);
        let first = slots.get(start).map_or("", |s| document.vocabulary.word(s.word));
        let balinese = matches!(word, "i" | "ni") && before.form.is_capital() && BALINESE.contains(&first);
        let shortened = before.form == Form::Abbreviation && SHORTENED.contains(&word);
        if (balinese || shortened) && is_free(start) {
            start -= 1;
        }
    }
    // `Bung Tomo`, of which the tagger has `Tomo`.
    let before = start.checked_sub(1).filter(|&before| is_free(start) && is_nickname(before, end));
    Some((before.unwrap_or(start), end))
}

/// How many words of an article's names are looked through for what a glued word may begin with.
const MOST_FOR_GLUED: usize = 1024;

/// Titles that stay with the name if the tagger takes them for a part of it, because nobody is called by it without them: `Ki Ageng
/// Tarub`, `Bung Tomo`, `Sultan Agung`.
const KEPT: [&str; 15] = [
    "bung", "eyang", "kanjeng", "ki", "krmt", "lady", "lord", "nyai", "nyi", "pangeran", "raden", "romo", "sultan",
    "sunan", "tengku",
];

/// Last parts of addresses of newspapers.
const DOMAINS: [&str; 6] = ["co", "com", "id", "net", "news", "org"];

/// Words that begin Balinese names, behind `I` or `Ni`.
const BALINESE: [&str; 16] = [
    "ayu", "dewa", "gede", "gusti", "kadek", "ketut", "komang", "luh", "made", "ngurah", "nengah", "nyoman", "putu",
    "wayan", "kade", "gde",
];

/// Given names that are written short.
const SHORTENED: [&str; 8] = ["abd", "moch", "moh", "mohd", "muh", "much", "muhd", "mhd"];

/// The row of the table of nicknames, if the name is one.
fn nickname(document: &Document<'_>, lists: &Lists, slots: &[Slot], parts: &[Part]) -> Option<u32> {
    let first = slots.first()?;
    if first.is_part {
        return parts.first().filter(|_| parts.len() == 1).and_then(|part| lists.nickname_of(part.key));
    }
    let (length, row) = lists.nickname_phrases.longest(document.tokens.get(first.token as usize..)?)?;
    (length == slots.len()).then_some(row)
}

impl Recognizer for TrainedRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        self.names.clear();
        let tagged = self.tagger.tag(document).len();
        for n in 0..tagged {
            self.names.extend(corrected(&self.tagger, n, document, &self.lists));
        }
        if self.names.is_empty() {
            return;
        }
        self.find(document);
        self.linker.link(document.text, &self.parts, &self.found, &self.lists.nicknames);
        for (n, found) in self.found.iter().enumerate() {
            let words = self.parts.get(found.start..found.end).unwrap_or_default();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let span: Span = first.span.join(last.span);
            let name = self.linker.canonical(n, &self.parts).unwrap_or(span);
            candidates.push(Candidate {
                span,
                token_start: first.token,
                token_end: last.token + 1,
                kind: EntityKind::Person,
                canonical: Some(Canonical::Person(PersonName::InText(name))),
                via: None,
                note: None,
                priority: 1,
            });
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}
