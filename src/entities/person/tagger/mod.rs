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

pub mod classes;
mod decode;
pub mod evidence;
pub mod features;
pub mod gazetteer;
pub mod labels;
pub mod model;
pub mod slots;
mod words;

use std::sync::Arc;

use crate::document::Document;
use crate::entities::person::lists::Lists;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::vocabulary::WordTable;

use decode::{Decoder, Scores};
use evidence::{Evidence, Sighting};
use features::{PLACES, Surroundings, slot_features};
use gazetteer::Gazetteer;
use labels::Label;
use model::Model;
use slots::{PARTICLES, Run, Slots};
use words::Words;

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
    particles: WordTable<bool>,
    slots: Slots,
    words: Words,
    scores: Vec<Scores>,
    labels: Vec<Label>,
    margins: Vec<i32>,
    sightings: Vec<Sighting>,
    evidence: Evidence,
    decoder: Decoder,
    people: Vec<PersonSpan>,
}

impl Tagger {
    /// The tagger with the model of this program; absent if that is none, which a test rules out.
    pub(super) fn new(lexicon: &mut Lexicon, lists: Arc<Lists>) -> Option<Self> {
        static MODEL: &[u8] = include_bytes!("../model/person.bin");
        let mut particles = WordTable::new(false);
        for particle in PARTICLES {
            *particles.entry(lexicon.word(particle)) = true;
        }
        Some(Self {
            model: Arc::new(Model::parse(MODEL)?),
            gazetteer: Gazetteer::from(lists),
            particles,
            slots: Slots::default(),
            words: Words::default(),
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
        let particles = &self.particles;
        self.slots.read(document, |word| particles.get(word));
        self.people.clear();
        if self.slots.runs().is_empty() {
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
    fn judge(&mut self, document: &Document<'_>) {
        let Self { model, gazetteer, slots, words, scores, .. } = self;
        scores.clear();
        words.begin(document.vocabulary.len());
        let mut sentences = slots.sentences().iter();
        let mut sentence = Run { start: 0, end: 0 };
        // The words of the sentence at hand that have been looked up: index of the slot and of the word.
        for run in slots.runs() {
            while sentence.end <= run.start {
                match sentences.next() {
                    Some(next) => sentence = *next,
                    None => break,
                }
            }
            let first = run.start.saturating_sub(2).max(sentence.start);
            let last = (run.end + 2).min(sentence.end);
            words.window.clear();
            for at in first..last {
                let Some(slot) = slots.slots().get(at as usize) else { continue };
                let word = words.of(slot, document, model, gazetteer);
                words.window.push(word);
            }
            let near = |at: u32| at.checked_sub(first).and_then(|n| words.window.get(n as usize)).copied();
            let mut around = Surroundings::default();
            if run.start > sentence.start {
                around.before_run = near(run.start - 1).map(|w| words.facts(w)).unwrap_or_default();
            }
            if run.end < sentence.end {
                around.after_run = near(run.end).map(|w| words.facts(w)).unwrap_or_default();
            }
            for at in run.start..run.end {
                let mut sum = model::Row::default();
                for place in 0..PLACES {
                    let index =
                        (at + place as u32).checked_sub(2).filter(|n| (sentence.start..sentence.end).contains(n));
                    let word = index.and_then(near);
                    around.forms[place] =
                        index.and_then(|n| slots.slots().get(n as usize)).map(|s| s.form).unwrap_or_default();
                    around.facts[place] = word.map(|w| words.facts(w)).unwrap_or_default();
                    if let Some(word) = word {
                        words.add(word, place, &mut sum);
                    }
                }
                if let Some(slot) = slots.slots().get(at as usize) {
                    slot_features(slot, &around, |feature| model.add_slot(feature, &mut sum));
                }
                scores.push(sum.map(i32::from));
            }
        }
    }

    fn read_runs(&mut self) {
        let Self { model, slots, scores, labels, margins, decoder, .. } = self;
        labels.clear();
        margins.clear();
        for run in slots.runs() {
            let first = labels.len();
            let scores = scores.get(first..first + run.range().len()).unwrap_or_default();
            decoder.margins(model, scores, labels, margins);
        }
    }

    /// Adds what the other sightings of each word say, and reads again.
    fn hear_evidence(&mut self, document: &Document<'_>) {
        let Self { model, slots, words, scores, labels, margins, sightings, evidence, decoder, .. } = self;
        words.note_small(slots.slots());
        sightings.clear();
        let in_runs = slots.runs().iter().flat_map(|run| run.range().map(move |n| (n, run.start as usize == n)));
        for ((n, opens_run), (&label, &margin)) in in_runs.zip(labels.iter().zip(margins.iter())) {
            let Some(slot) = slots.slots().get(n) else { continue };
            let (word, is_small_elsewhere) = words.identity(slot, document);
            sightings.push(Sighting {
                word,
                margin,
                label,
                opens_run,
                form: slot.form,
                style: slot.style,
                is_small_elsewhere,
            });
        }
        evidence.features(sightings, |at, feature| {
            if let Some(score) = scores.get_mut(at) {
                let row = model.evidence(feature);
                score.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(weight));
            }
        });
        labels.clear();
        for run in slots.runs() {
            let first = labels.len();
            let scores = scores.get(first..first + run.range().len()).unwrap_or_default();
            decoder.best(model, scores, labels);
        }
    }

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
        assert!(Tagger::new(&mut lexicon, lists).is_some(), "src/entities/person/model/person.bin is no model");
    }
}
