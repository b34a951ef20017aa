//! The recognizer of people that uses the trained tagger.

use std::sync::Arc;

use crate::entities::person::PersonName;
use crate::entities::person::common::ARTICLE_SENTENCES;
use crate::entities::person::common::linking::Linker;
use crate::entities::person::common::lists::Lists;
use crate::entities::person::common::mention::NameMention;
use crate::entities::{Candidate, Canonical, EntityKind, Recognizer};
use crate::text::document::Document;
use crate::tokenizer::Lexicon;

use super::Tagger;
use super::confidence;
use super::corrections::{self, Context, Names};
use super::evidence;
use super::model::Model;

/// Finds people with the tagger, corrects its names by rules and links them to their fullest forms.
#[derive(Clone)]
pub(crate) struct TrainedRecognizer {
    lists: Arc<Lists>,
    tagger: Tagger,
    names: Names,
    mentions: Vec<NameMention>,
    /// By mention: the margin of the tagger.
    margins: Vec<Option<i32>>,
    linker: Linker,
}

impl TrainedRecognizer {
    /// A recognizer that uses `model`.
    pub(crate) fn new(lexicon: &mut Lexicon, model: Model<'static>) -> Self {
        let mut lists = Lists::new(lexicon);
        lists.add_countries(lexicon);
        let lists = Arc::new(lists);
        let tagger = Tagger::new(lexicon, Arc::clone(&lists), model);
        Self {
            lists,
            tagger,
            names: Names::default(),
            mentions: Vec::new(),
            margins: Vec::new(),
            linker: Linker::default(),
        }
    }
}

impl Recognizer for TrainedRecognizer {
    fn recognize(&mut self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        let Self { lists, tagger, names, mentions, margins, linker } = self;
        names.reset(tagger.tag(document));
        corrections::apply(names, &Context { document, lists, positions: tagger.positions() });
        mentions.clear();
        mentions.extend(names.mentions());
        margins.clear();
        margins.extend(names.margins());
        let is_large = tagger.is_large();
        if is_large {
            tagger.release();
            names.release_names();
        }
        linker.link(document.text, names.parts(), mentions, lists);
        let is_article = document.sentences.len() >= ARTICLE_SENTENCES;
        for (n, (mention, margin)) in mentions.iter().zip(margins.iter()).enumerate() {
            let words = names.parts().get(mention.start..mention.end).unwrap_or_default();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let span = first.span.join(last.span);
            let is_alone = is_article && linker.is_alone(n);
            if is_alone && confidence::needs_evidence(*margin) && !evidence::supports(first, document, lists) {
                continue;
            }
            let fullest = linker.canonical(n, names.parts()).unwrap_or(span);
            candidates.push(Candidate {
                canonical: Some(Canonical::Person(PersonName::InText(fullest))),
                confidence: Some(confidence::of(*margin, is_alone)),
                ..Candidate::new(EntityKind::Person, span, first.token, last.token + 1)
            });
        }
        if is_large {
            (*names, *mentions, *margins, *linker) = Default::default();
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}
