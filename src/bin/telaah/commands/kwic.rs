//! `telaah kwic`.

use std::io;

use clap::Args;
use telaah::Settings;
use telaah::corpus::Within;
use telaah::corpus::pattern::Patterns;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::format::Layout;
use telaah::report::rows::{
    ContextOptions, HeldLines, KwicDocumentRow, KwicDocumentRows, KwicOptions, KwicRow, KwicRows, SortKey,
};

use crate::Exit;
use crate::cli::args::{
    PatternArguments, SharedArguments, StemLevelArguments, WordArguments, at_most_1000, count, top,
};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result, ValueError};
use crate::commands::identity::LinkArguments;
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct Kwic {
    #[command(flatten)]
    patterns: PatternArguments,
    #[command(flatten)]
    words: WordArguments,
    #[command(flatten)]
    stems: StemLevelArguments,
    #[command(flatten)]
    links: LinkArguments,
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    lines: LineArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Lines", "Baris"))]
struct LineArguments {
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = at_most_1000, help = help(
        "Words before and after the match",
        "Jumlah kata sebelum dan sesudah kecocokan"))]
    context: usize,
    #[arg(long, value_name = "N", value_parser = at_most_1000, help = help(
        "Words before the match [default: as --context]",
        "Jumlah kata sebelum kecocokan [bawaan: seperti --context]"))]
    left: Option<usize>,
    #[arg(long, value_name = "N", value_parser = at_most_1000, help = help(
        "Words after the match [default: as --context]",
        "Jumlah kata sesudah kecocokan [bawaan: seperti --context]"))]
    right: Option<usize>,
    #[arg(long, value_name = "N", value_parser = at_most_1000, conflicts_with_all = ["left", "right"], help = help(
        "Characters before and after the match, instead of words",
        "Jumlah karakter sebelum dan sesudah kecocokan, bukan kata"))]
    context_chars: Option<usize>,
    #[arg(long, value_name = "N", value_parser = at_most_1000, conflicts_with_all = ["left", "right", "context_chars", "within"], help = help(
        "The sentence of the match with N sentences before and after it, instead of words",
        "Kalimat yang memuat kecocokan beserta N kalimat sebelum dan sesudahnya, bukan kata"))]
    sentences: Option<usize>,
    #[arg(long, value_name = help("UNIT", "SATUAN"), default_value = "document", value_parser = ["sentence", "document"], help = help(
        "The unit that the context does not leave: sentence or document",
        "Satuan yang tidak dilewati konteks: kalimat (sentence) atau dokumen (document)"))]
    within: String,
    #[arg(long, value_name = help("KEYS", "KUNCI"), value_delimiter = ',', value_parser = sort_key, help = help(
        "Sort the lines, by one key or several: L1 to L9 and R1 to R9 for the words before and after the match, node, document, date; keeps the lines in memory, some 250 bytes each",
        "Urutkan baris menurut satu kunci atau lebih: L1 sampai L9 dan R1 sampai R9 untuk kata sebelum dan sesudah kecocokan, node, document, date; baris disimpan di memori, sekitar 250 bita per baris"))]
    sort: Vec<SortKey>,
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = top, help = help(
        "At most N lines; 0 means all",
        "Paling banyak N baris; 0: semua"))]
    top: usize,
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = top, help = help(
        "At most the first N lines of each document; 0 means all",
        "Paling banyak N baris pertama tiap dokumen; 0: semua"))]
    per_document: usize,
    #[arg(long, value_name = "N", value_parser = top, help = help(
        "N lines drawn at random, the same in each run with the same --seed",
        "N baris yang diambil acak, sama pada tiap eksekusi dengan --seed yang sama"))]
    sample: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = count, help = help(
        "With --sample, a number that chooses another sample",
        "Dengan --sample, bilangan yang memilih sampel lain"))]
    seed: u64,
    #[arg(long, conflicts_with_all = ["left", "right", "context_chars", "sentences", "sort", "top", "per_document", "sample"], help = help(
        "One row per document: the number of matches and of words",
        "Satu baris per dokumen: jumlah yang cocok dan jumlah kata"))]
    by_document: bool,
}

impl Command for Kwic {
    const NAME: &'static str = "kwic";

    const ABOUT: Wording = Wording {
        en: "Show where words occur, with the text around them",
        id: "Tampilkan tempat kata muncul, beserta teks di sekitarnya",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah kwic beras samples/"),
        example("telaah kwic 'harga *' --sort R1 samples/"),
        example("telaah kwic 'meng*|ber*' --sample 20 samples/"),
        example("telaah kwic 'membeli beras' --stem root samples/"),
        example("telaah kwic --person 'Prabowo Subianto' --sentences 0 --format csv samples/"),
        example("telaah kwic -e banjir -e longsor --by-document --format csv samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let (patterns, shared) = self.patterns.read(&self.words, self.stems.stemming(context.typed)?, &self.shared)?;
        let options = self.lines.options()?;
        Session::run(&shared, context, |session| self.search(&session, &patterns, options))
    }
}

impl LineArguments {
    fn options(&self) -> Result<KwicOptions> {
        let within = self.within.parse().unwrap_or(Within::Document);
        let (left, right) = (self.left.unwrap_or(self.context), self.right.unwrap_or(self.context));
        let context = match (self.sentences, self.context_chars) {
            (Some(count), _) => ContextOptions::Sentences(count),
            (None, Some(count)) => ContextOptions::Characters { count, within },
            (None, None) => ContextOptions::Tokens { left, right, within },
        };
        let is_nothing = match context {
            ContextOptions::Tokens { left, right, .. } => left == 0 && right == 0,
            ContextOptions::Characters { count, .. } => count == 0,
            ContextOptions::Sentences(_) => false,
        };
        if is_nothing {
            return Err(Message::NoContext.into());
        }
        Ok(KwicOptions {
            context,
            per_document: self.per_document,
            sort: self.sort.clone(),
            seed: self.sample.map(|_| self.seed),
            are_held: self.top > 0 || self.sample.is_some() || !self.sort.is_empty(),
        })
    }
}

impl Kwic {
    fn search(&self, session: &Session<'_>, patterns: &Patterns, options: KwicOptions) -> Result<Exit> {
        let mut settings = Settings::without_terms(patterns.kinds());
        self.links.apply(session, &mut settings)?;
        // For the column of dates.
        settings.datelines = true;
        let compiled = patterns.compile()?;
        let mut report = session.report()?;
        let encoder = report.encoder();
        if self.lines.by_document {
            let visitor = || KwicDocumentRows { encoder: encoder.clone(), finder: compiled.finder() };
            return session.write_rows::<KwicDocumentRow<'_>, _>(settings, report, visitor);
        }
        let names = compiled.names().to_vec();
        let are_held = options.are_held;
        let visitor = || KwicRows::new(encoder.clone(), options.clone(), compiled.finder(), names.clone());
        report.begin(KwicRow::TABLE)?;
        let is_on_terminal = report.is_on_terminal();
        let mut is_empty = true;
        let outcome = if are_held {
            let mut held = HeldLines::new(self.lines.sample, !self.lines.sort.is_empty(), self.lines.top);
            // A summary counts all documents.
            let has_summary = matches!(session.plan.format.layout, Layout::Nested | Layout::OneFile);
            let outcome =
                session.analyze_while(settings, is_on_terminal, visitor, |lines| Ok(held.add(lines) || has_summary))?;
            is_empty = held.count() == 0;
            for row in held.into_rows() {
                report.write(&row).map_err(crate::cli::messages::Failure::output)?;
            }
            outcome
        } else {
            let write = |rows: &[u8]| -> io::Result<bool> {
                is_empty &= rows.is_empty();
                report.write(rows)?;
                Ok(true)
            };
            session.analyze_while(settings, is_on_terminal, visitor, write)?
        };
        if is_empty {
            session.console.note(&Message::NoMatch);
        }
        match outcome {
            Ok(outcome) => session.finish(report, &outcome.sums),
            Err(exit) => {
                report.finish(None, session.console)?;
                Ok(exit)
            }
        }
    }
}

fn sort_key(name: &str) -> Result<SortKey, ValueError> {
    name.parse().map_err(|_| ValueError::UnknownSortKey { known: SortKey::NAMES })
}
