//! `diversity`: how varied the words of each document are.

use jiff::civil::Date;

use crate::corpus::diversity::{Diversity, DiversityCounter, DiversityOptions, DiversityTotals};
use crate::corpus::statistics::type_token_ratio;
use crate::corpus::{Within, WordChoice, Words};
use crate::error::Error;
use crate::report::Measure;
use crate::report::describe::{record, table};
use crate::report::row::Encoder;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::document::Document;
use crate::text::token::Token;
use crate::text::vocabulary::Vocabulary;

table! {
    "diversity":
    /// A row of `diversity`: a document.
    #[derive(Clone, Debug)]
    pub struct DiversityRow<'a> {
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// Words, including stop words; boilerplate only if it is kept.
        pub words: u64,
        /// Distinct words.
        pub types: u64,
        /// Words that occur once.
        pub hapaxes: u64,
        /// The type-token ratio, `types`/`words`. It falls with the length of a text.
        pub ttr: Option<Measure>,
        /// The mean type-token ratio of all windows of 50 words, or of `--window` (Covington and McFall 2010). `null` if the document is
        /// shorter.
        pub mattr: Option<Measure>,
        /// The mean number of words in a row whose type-token ratio is above 0.72, or `--threshold` (McCarthy and Jarvis 2010). `null` if
        /// no word is repeated.
        pub mtld: Option<Measure>,
        /// HD-D, the type-token ratio to be expected of 42 words, or `--draws`, drawn from the document (McCarthy and Jarvis 2007). `null`
        /// if it has fewer words.
        pub hdd: Option<Measure>,
        /// Yule's K, 10⁴·(Σ f² - N)/N²: higher if words are repeated more.
        pub yule_k: Option<Measure>,
        /// Sentences with a word that counts.
        pub sentences: u64,
        /// The mean length of these sentences, in words.
        pub words_per_sentence: Option<Measure>,
        /// The mean length of the words, in letters.
        pub letters_per_word: Option<Measure>,
    }
}

record! {
    /// The words of all documents together. Measures that depend on the order of the words are missing.
    #[derive(Clone, Debug)]
    pub struct DiversitySummary {
        /// Words.
        pub words: u64,
        /// Distinct words.
        pub types: u64,
        /// Words that occur once.
        pub hapaxes: u64,
        /// The type-token ratio.
        pub ttr: Option<Measure>,
        /// Yule's K.
        pub yule_k: Option<Measure>,
    }
}

/// Writes a [`DiversityRow`] for every document.
#[derive(Debug)]
pub struct DiversityRows {
    encoder: Encoder,
    words: Words,
    counter: DiversityCounter,
    totals: DiversityTotals,
}

impl DiversityRows {
    /// A writer.
    #[must_use]
    pub fn new(encoder: Encoder, choice: WordChoice, options: DiversityOptions) -> Self {
        Self {
            encoder,
            words: Words::new(choice),
            counter: DiversityCounter::new(options),
            totals: DiversityTotals::default(),
        }
    }

    /// The words of all documents together, at the end of a run.
    #[must_use]
    pub fn summary(&self) -> DiversitySummary {
        let (words, Diversity { types, hapaxes, ttr, yule_k, .. }) = self.totals.diversity();
        DiversitySummary { words, types, hapaxes, ttr: Measure::of(ttr), yule_k: Measure::of(yule_k) }
    }
}

impl Visitor for DiversityRows {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        let text = &document.analysis.document;
        self.words.read(text, Within::Sentence);
        let words = self.words.all();
        let Diversity { types, hapaxes, ttr, mattr, mtld, hdd, yule_k } = self.counter.measure(words);
        self.totals.add(&self.counter);
        let (count, sentences) = (words.len() as u64, self.words.units().count() as u64);
        let row = DiversityRow {
            document: document.name,
            date: text.date.map(|date| date.date),
            words: count,
            types,
            hapaxes,
            ttr: Measure::of(ttr),
            mattr: Measure::of(mattr),
            mtld: Measure::of(mtld),
            hdd: Measure::of(hdd),
            yule_k: Measure::of(yule_k),
            sentences,
            words_per_sentence: mean(count, sentences),
            letters_per_word: mean(letters(text, &self.words), count),
        };
        self.encoder.row(&row, out.buffer());
        out.row_done();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn settle(&mut self, vocabulary: &Vocabulary) {
        self.totals.settle(self.words.vocabulary(vocabulary));
        self.counter.forget();
    }

    fn merge(&mut self, other: Self) {
        self.totals.merge(other.totals);
    }
}

fn mean(sum: u64, count: u64) -> Option<Measure> {
    Measure::of(type_token_ratio(sum, count))
}

/// The letters of all words.
fn letters(document: &Document<'_>, words: &Words) -> u64 {
    let tokens = words.all().iter().filter_map(|word| document.tokens.get(word.token as usize));
    let letters = |token: &Token| match token.is_plain() {
        true => u64::from(token.span().byte_end() - token.span().byte_start()) - u64::from(token.is_abbreviated()),
        false => document.text_of(token).chars().filter(|c| c.is_alphabetic()).count() as u64,
    };
    tokens.map(letters).sum()
}
