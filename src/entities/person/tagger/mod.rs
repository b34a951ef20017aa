//! The trained tagger: which capitalised words are people, and which are organisations, places or something else.
//!
//! ```text
//! Document ─slots─▶ runs of capitals ─features, model─▶ scores ─decode─▶ first reading
//!                                                         └─ + evidence of the whole article ─decode─▶ spans
//! ```
//!
//! A linear-chain conditional random field over the runs of capitalised words, in whole numbers. The weights of all features
//! of one word are summed once a distinct word; a slot then costs the sums of the five words round it and a few more rows.
//! The model is made by `telaah-train`; what it was trained on and how right it is, is in `../model/MODEL.md`.

mod bits;
mod blocks;
pub mod classes;
mod decode;
pub mod evidence;
pub mod features;
mod forms;
pub mod gazetteer;
pub mod labels;
pub mod model;
pub mod slots;
pub mod table;
mod words;

use std::sync::Arc;

use crate::entities::person::lists::Lists;
use crate::text::document::Document;
use crate::text::span::Span;
use crate::tokenizer::Lexicon;

use decode::Decoder;
use evidence::{Evidence, Sighting};
use features::{PLACES, Surroundings, WordFacts, slot_features};
use gazetteer::Gazetteer;
use labels::Label;
use model::{Model, Scores, SlotRows};
use slots::{Extent, REACH, Slots};
use words::{Reader, Words};

/// A text of fewer sentences is no article: it has no evidence of its own.
pub const ARTICLE_SENTENCES: usize = 4;

/// A person's name: a half-open range of slots, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PersonSpan {
    /// Index of the first slot in [`Tagger::slots`].
    pub(super) slot_start: u32,
    /// Index of the first slot after it.
    pub(super) slot_end: u32,
    /// Where it stands.
    pub(super) span: Span,
    /// How much better the name scores as a person than as anything else, at its weakest word; in
    /// [`UNIT`](evidence::UNIT)s, before the article's evidence.
    pub(super) margin: i32,
}

/// Finds people by the model. It keeps what it learns of words between documents, but no finding.
#[derive(Clone, Debug)]
pub(super) struct Tagger {
    model: Arc<Model<'static>>,
    gazetteer: Gazetteer,
    slots: Slots,
    words: Words,
    /// By slot: the number of its word, and what is known of that.
    numbers: Vec<u32>,
    facts: Vec<WordFacts>,
    /// The sum of the weights of the words round each slot, which stands [`REACH`] places further on.
    sums: Vec<Scores>,
    /// By slot of a run: the rows of its features in the model.
    rows: Vec<SlotRows>,
    scores: Vec<Scores>,
    labels: Vec<Label>,
    margins: Vec<i32>,
    sightings: Vec<Sighting>,
    evidence: Evidence,
    decoder: Decoder,
    people: Vec<PersonSpan>,
}

impl Tagger {
    /// The tagger with a model; absent if the bytes are none.
    pub(super) fn new(lexicon: &mut Lexicon, lists: Arc<Lists>, model: &'static [u8]) -> Option<Self> {
        slots::note_words(lexicon, &lists);
        Some(Self {
            model: Arc::new(Model::parse(model)?),
            gazetteer: Gazetteer::from(lists),
            slots: Slots::default(),
            words: Words::default(),
            numbers: Vec::new(),
            facts: Vec::new(),
            sums: Vec::new(),
            rows: Vec::new(),
            scores: Vec::new(),
            labels: Vec::new(),
            margins: Vec::new(),
            sightings: Vec::new(),
            evidence: Evidence::default(),
            decoder: Decoder::default(),
            people: Vec::new(),
        })
    }

    /// The slots of the last document.
    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// The people in the last document.
    pub(super) fn people(&self) -> &[PersonSpan] {
        &self.people
    }

    /// The people in a document, by rising position, none overlapping.
    pub(super) fn tag(&mut self, document: &Document<'_>) -> &[PersonSpan] {
        let Self { slots, words, people, .. } = self;
        words.begin(document.vocabulary.len());
        slots.read(document, Extent::RoundNames);
        people.clear();
        if slots.runs().is_empty() {
            return &self.people;
        }
        self.judge(document);
        self.read_runs();
        if document.sentences.len() >= ARTICLE_SENTENCES {
            self.hear_evidence(document);
        }
        self.collect();
        &self.people
    }

    /// The scores of every slot of every run.
    #[inline(never)]
    fn judge(&mut self, document: &Document<'_>) {
        let Self { model, gazetteer, slots, words, numbers, facts, sums, scores, rows, .. } = self;
        words.number(slots.slots(), document, &Reader { model, gazetteer }, numbers);
        // A word costs mainly the wait for it: it was asked for when it was numbered. Each pass reads one end of it.
        facts.clear();
        facts.extend(numbers.iter().map(|&number| words.get(number).facts));
        sums.clear();
        let mut passed = [Scores::default(); 2 * REACH];
        sums.extend(numbers.iter().map(|&number| {
            let [two_before, .., two_after] = &words.get(number).rows;
            let [far, beyond @ ..] = passed;
            let sum = far + *two_after;
            passed = [beyond[0], beyond[1], beyond[2], *two_before];
            sum
        }));
        let (mut here, mut behind) = (Scores::default(), Scores::default());
        for (sum, &number) in sums.iter_mut().skip(1).zip(numbers.iter()) {
            let [_, before, own, after, _] = &words.get(number).rows;
            *sum += here + *after;
            here = behind + *own;
            behind = *before;
        }
        scores.clear();
        rows.clear();
        for run in slots.runs() {
            // Two slots stand before and behind every run.
            let range = run.start as usize - REACH..run.end as usize + REACH;
            let (Some(slots), Some(facts)) = (slots.slots().get(range.clone()), facts.get(range.clone())) else {
                continue;
            };
            let sums = sums.get(range).and_then(|sums| sums.get(2 * REACH..)).unwrap_or_default();
            let (before_run, after_run) = (facts[REACH - 1], facts[facts.len() - REACH]);
            for ((slots, facts), sum) in slots.windows(PLACES).zip(facts.windows(PLACES)).zip(sums) {
                let (Some(slots), Some(facts)) = (slots.first_chunk(), facts.first_chunk()) else { continue };
                let around = Surroundings { slots, facts: *facts, before_run, after_run, style: run.style };
                scores.push(*sum);
                rows.push(model.slot_rows(&slot_features(&around)));
            }
        }
        for (score, rows) in scores.iter_mut().zip(rows.iter()) {
            *score += model.slot(rows);
        }
    }

    #[inline(never)]
    fn read_runs(&mut self) {
        let Self { model, slots, scores, labels, margins, decoder, .. } = self;
        labels.clear();
        labels.resize(scores.len(), Label::Other);
        margins.clear();
        margins.resize(scores.len(), 0);
        let mut first = 0;
        for run in slots.runs() {
            let range = first..first + run.range().len();
            first = range.end;
            if let (Some(scores), Some(labels), Some(margins)) =
                (scores.get(range.clone()), labels.get_mut(range.clone()), margins.get_mut(range))
            {
                decoder.margins(model, scores, labels, margins);
            }
        }
    }

    /// Adds what the other sightings of each word say, and reads again.
    #[inline(never)]
    fn hear_evidence(&mut self, document: &Document<'_>) {
        let Self { model, slots, words, scores, labels, margins, sightings, evidence, decoder, .. } = self;
        sightings.clear();
        for run in slots.runs() {
            for slot in slots.slots().get(run.range()).unwrap_or_default() {
                words.ask_for_sightings(slot);
            }
        }
        let mut judged = labels.iter().zip(margins.iter());
        for run in slots.runs() {
            for at in run.range() {
                let (Some(slot), Some((&label, &margin))) = (slots.slots().get(at), judged.next()) else { continue };
                let (word, id) = words.sight(slot, document);
                let is_small_elsewhere = id.is_some_and(|id| slots.writes_small(id));
                let opens_run = at == run.start as usize;
                sightings.push(Sighting { word, margin, label, opens_run, style: run.style, is_small_elsewhere });
            }
        }
        evidence.read(sightings, words.sighted_count);
        let mut first = 0;
        for run in slots.runs() {
            let range = first..first + run.range().len();
            first = range.end;
            let (Some(sightings), Some(scores), Some(labels)) =
                (sightings.get(range.clone()), scores.get_mut(range.clone()), labels.get_mut(range.clone()))
            else {
                continue;
            };
            if evidence.bears_on(sightings) {
                evidence.features(range.start, sightings, |at, features| {
                    if let Some(score) = scores.get_mut(at) {
                        *score += model.evidence(features);
                    }
                });
                decoder.best(model, scores, labels);
            }
        }
    }

    #[inline(never)]
    fn collect(&mut self) {
        let Self { slots, labels, margins, people, .. } = self;
        let indices = slots.runs().iter().flat_map(|run| run.range());
        let mut open: Option<(u32, Span, i32)> = None;
        for ((n, label), &margin) in indices.zip(labels.iter()).zip(margins.iter()) {
            let Some(slot) = slots.slots().get(n) else { continue };
            let n = n as u32;
            match label {
                Label::PersonOnly => {
                    people.push(PersonSpan { slot_start: n, slot_end: n + 1, span: slot.span, margin });
                }
                Label::PersonFirst => open = Some((n, slot.span, margin)),
                Label::PersonInner => open = open.map(|(start, span, least)| (start, span, least.min(margin))),
                Label::PersonLast => {
                    if let Some((start, span, least)) = open.take() {
                        let span = span.join(slot.span);
                        people.push(PersonSpan { slot_start: start, slot_end: n + 1, span, margin: least.min(margin) });
                    }
                }
                _ => open = None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_of_the_program_is_one() {
        let mut lexicon = Lexicon::new();
        let lists = Arc::new(Lists::new(&mut lexicon));
        assert!(
            Tagger::new(&mut lexicon, lists, super::super::MODEL).is_some(),
            "src/entities/person/model/person.bin is no model"
        );
    }
}
