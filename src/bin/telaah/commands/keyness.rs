//! `telaah keyness`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use serde::Deserialize;
use telaah::corpus::keyness::{Comparison, CountBy, EntityTerms, SplitTerms, StemGroups};
use telaah::corpus::reference::ReferenceList;
use telaah::corpus::statistics::Adjustment;
use telaah::entities::EntityKind;
use telaah::input::DocumentFilter;
use telaah::message::Wording;
use telaah::report::rows::{Direction, KeynessFilter, KeynessMeasure, MoreColumns, NoRows, RowWithMore};
use telaah::report::{CellValue, ColumnKind, Measure, Row};
use telaah::{Settings, Stemming, StopWords, TermCounts, TermOptions, TermTotals};

use crate::Exit;
use crate::cli::args::{SharedArguments, StemLevelArguments, WordArguments, count, ngrams, one_of, probability, top};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Context as _, Message, Result};
use crate::report::Report;
use crate::session::{Session, exit_of, summary};
use crate::small_file;
use crate::ui::table::NARROW;
use crate::ui::table::TABLE;
use crate::ui::two_sided::two_sided_bar;
use crate::ui::wording::heading;

#[derive(Debug, Args)]
pub(crate) struct Keyness {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    words: WordArguments,
    #[command(flatten)]
    stems: StemLevelArguments,
    #[command(flatten)]
    corpora: CorpusArguments,
    #[command(flatten)]
    ranking: RankingArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Reference", "Pembanding"))]
struct CorpusArguments {
    #[arg(long, value_name = help("PATH", "JALUR"), value_hint = ValueHint::AnyPath, help = help(
        "Compare with these files or directories; repeatable [default: the words of Indonesian news that ship with the program]",
        "Bandingkan dengan berkas atau folder ini; boleh diulang [bawaan: kata-kata berita Indonesia yang disertakan]"))]
    reference: Vec<PathBuf>,
    #[arg(long, value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, conflicts_with_all = ["reference", "reference_rest"], help = help(
        "Compare with counts that were written by telaah terms --format json --top 0 --stopwords none",
        "Bandingkan dengan hitungan yang ditulis telaah terms --format json --top 0 --stopwords none"))]
    reference_counts: Option<PathBuf>,
    #[arg(long, conflicts_with = "reference", help = help(
        "Compare with the documents that --since, --until and --source exclude",
        "Bandingkan dengan dokumen yang tidak dipilih --since, --until, dan --source"))]
    reference_rest: bool,
    #[arg(long, value_name = help("KIND", "JENIS"), default_value = "term", value_parser = ["term", "person", "country"], help = help(
        "What is compared: terms, people or countries",
        "Yang dibandingkan: istilah (term), tokoh (person), atau negara (country)"))]
    kind: String,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = ngrams, help = help(
        "Terms of N words",
        "Istilah yang terdiri atas N kata"))]
    ngrams: u8,
    #[arg(long, value_name = help("UNIT", "SATUAN"), default_value = "words", value_parser = one_of(CountBy::ALL, CountBy::name), help = help(
        "Count occurrences among words, or documents among documents, so that one long article weighs no more than others",
        "Hitung kemunculan di antara kata (words), atau dokumen di antara dokumen (documents), agar satu artikel panjang tidak lebih berbobot"))]
    by: CountBy,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Ranking", "Peringkat"))]
struct RankingArguments {
    #[arg(long, value_name = help("DIRECTION", "ARAH"), default_value = "over", value_parser = one_of(Direction::ALL, Direction::name), help = help(
        "Terms that are more frequent than in the reference, less frequent, or both",
        "Istilah yang lebih sering daripada di pembanding (over), lebih jarang (under), atau keduanya (both)"))]
    direction: Direction,
    #[arg(long, value_name = "N", value_parser = top, help = help(
        "At most N terms of each direction; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N istilah tiap arah; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = count, help = help(
        "Only terms that occur at least N times in the corpus that has more",
        "Hanya istilah yang paling sedikit muncul N kali di korpus yang lebih banyak memuatnya"))]
    min_count: u64,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, help = help(
        "Only terms in at least N documents of the corpus that has more",
        "Hanya istilah yang ada di paling sedikit N dokumen di korpus yang lebih banyak memuatnya"))]
    min_documents: u64,
    #[arg(long, value_name = help("CELLS", "SEL"), default_value = "four", value_parser = ["four", "two"], help = help(
        "The log-likelihood ratio of all four cells, or of the two of the term, as UCREL's wizard and WordSmith compute it",
        "Rasio log-likelihood dari empat sel (four), atau dari dua sel istilahnya saja (two), seperti UCREL dan WordSmith"))]
    g2: String,
    #[arg(long, value_name = help("METHOD", "METODE"), default_value = "bonferroni", value_parser = one_of(Adjustment::ALL, Adjustment::name), help = help(
        "Adjust probabilities for the number of terms that were compared",
        "Sesuaikan peluang dengan banyaknya istilah yang dibandingkan"))]
    adjust: Adjustment,
    #[arg(long, value_name = "P", default_value = "1", value_parser = probability, help = help(
        "Only terms whose adjusted probability is at most P",
        "Hanya istilah yang peluangnya setelah disesuaikan paling tinggi P"))]
    max_p: f64,
    #[arg(long, value_name = help("MEASURE", "UKURAN"), default_value = "g2", value_parser = one_of(KeynessMeasure::ALL, KeynessMeasure::name), help = help(
        "The measure that terms are ranked by",
        "Ukuran yang menentukan urutan istilah"))]
    sort: KeynessMeasure,
}

impl Command for Keyness {
    const NAME: &'static str = "keyness";

    const ABOUT: Wording = Wording {
        en: "Rank the terms that are typical of an article or a corpus",
        id: "Peringkat istilah yang khas bagi suatu artikel atau korpus",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah keyness samples/bencana-01.txt"),
        example("telaah keyness samples/hukum-01.txt samples/hukum-02.txt --reference samples/"),
        example("telaah keyness --source 'Harian Contoh' --reference-rest samples/berita.ndjson"),
        example("telaah keyness samples/ekonomi-01.txt --reference samples/dunia-01.txt --direction both --top 5"),
        example("telaah keyness --stem root samples/ekonomi-01.txt --reference samples/"),
        example("telaah keyness --ngrams 2 samples/ekonomi-01.txt --reference samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let stemming = self.stems.stemming(context.typed)?;
        if stemming.is_some() && self.kind().is_some() {
            return Err(Message::StemsOfTermsOnly.into());
        }
        Session::run(&self.shared, context, |session| {
            let stemming = stemming.map(|stemming| session.hiding_stop_words(stemming));
            self.compare(session, stemming.as_ref())
        })
    }
}

/// Two corpora.
struct Corpora {
    target: TermCounts,
    reference: TermCounts,
    /// The frequency of terms that the reference lacks.
    missing: TermTotals,
    /// The outcome of the run over the target.
    sums: telaah::run::RunTotals,
    /// The exit code of the run over the reference.
    reference_exit: Exit,
    /// Whether the reference is a list of words, so that the documents of a stem are not known.
    is_list: bool,
}

impl Keyness {
    fn compare(&self, session: Session<'_>, stemming: Option<&Stemming>) -> Result<Exit> {
        let stop_words = session.stop_words.clone();
        let (plan, console) = (session.plan.clone(), session.console);
        let mut report = session.report()?;
        let corpora = self.corpora(session, stemming)?;
        let by = self.corpora.by;
        let (target, reference) = (&corpora.target, &corpora.reference);
        let sizes = (by.size(target, self.are_ngrams()), by.size(reference, self.are_ngrams()));
        let comparison = Comparison { target, reference, missing: corpora.missing, by, sizes };
        if sizes.1 == 0 {
            return Err(Message::ReferenceWithoutWords.into());
        }
        if sizes.0 == 0 {
            console.note(&Message::NoWords);
        }
        let style = plan.terminal_style(report.is_on_terminal(), console);
        let has_chart = plan.format == &TABLE && style.has_bars && style.width.is_none_or(|width| width >= NARROW);
        let chart = has_chart.then(|| heading("chart", style.language));
        let filter = self.filter(plan.usual_top());
        if stemming.is_some() {
            if corpora.is_list && by == CountBy::Documents {
                return Err(Message::StemsWithoutDocuments.into());
            }
            let (target, reference) = (StemGroups::of_counted(target), StemGroups::of_counted(reference));
            let of_stems = Comparison { target: target.counts(), reference: reference.counts(), ..comparison };
            let rows = filter.stem_rows(&of_stems, &target, &reference, !corpora.is_list);
            Self::write(&mut report, rows, |row| row.row.g2, chart)?;
        } else {
            let rows = filter.rows(&comparison, |term| self.is_hidden(term, &stop_words));
            Self::write(&mut report, rows, |row| row.g2, chart)?;
        }
        report.finish(Some(&summary(&corpora.sums)), console)?;
        let exit = exit_of(&corpora.sums);
        Ok(if exit == Exit::Done { corpora.reference_exit } else { exit })
    }

    /// Writes rows; with a heading for a chart, with bars to the left for terms that are rarer than in the reference, and to the right
    /// for the others.
    fn write<R: Row>(
        report: &mut Report,
        rows: Vec<R>,
        g2: impl Fn(&R) -> Option<Measure>,
        chart: Option<&'static str>,
    ) -> Result<()> {
        let Some(heading) = chart else { return report.table(rows) };
        let columns = MoreColumns::new([(heading, ColumnKind::Text)], R::TABLE);
        report.begin(columns.after(R::TABLE))?;
        let value = |row: &R| g2(row).map(Measure::to_f64);
        let highest = rows.iter().filter_map(value).map(f64::abs).fold(0.0, f64::max);
        for row in rows {
            let bar = two_sided_bar(value(&row), highest);
            report.rows([RowWithMore { row, columns, cells: vec![CellValue::Text(&bar)] }])?;
        }
        Ok(())
    }

    fn filter(&self, usual_top: usize) -> KeynessFilter {
        let ranking = &self.ranking;
        KeynessFilter {
            min_count: ranking.min_count,
            min_documents: ranking.min_documents,
            top: ranking.top.unwrap_or(usual_top),
            direction: ranking.direction,
            sort: ranking.sort,
            has_two_cells: ranking.g2 == "two",
            adjust: ranking.adjust,
            max_p: ranking.max_p,
        }
    }

    /// Whether a term begins or ends with a stop word. Entities are always shown.
    fn is_hidden(&self, term: &str, stop_words: &StopWords) -> bool {
        let words = [term.split(' ').next(), term.rsplit(' ').next()];
        self.kind().is_none() && words.into_iter().flatten().any(|word| stop_words.contains(word))
    }

    /// The kind of entities that is compared; `None` for terms.
    fn kind(&self) -> Option<EntityKind> {
        self.corpora.kind.parse().ok()
    }

    /// Whether terms are of several words.
    fn are_ngrams(&self) -> bool {
        self.kind().is_none() && self.corpora.ngrams > 1
    }

    /// Counts the two corpora.
    fn corpora(&self, mut session: Session<'_>, stemming: Option<&Stemming>) -> Result<Corpora> {
        let arguments = &self.corpora;
        if arguments.reference_rest {
            return self.split(session, stemming);
        }
        let is_list = arguments.reference.is_empty();
        let (mut reference, missing, reference_exit) = if !is_list {
            let shared = SharedArguments { paths: arguments.reference.clone(), ..self.shared.without_inputs() };
            let (counts, sums) = self.count(&session.over(&shared)?, stemming)?;
            (counts, TermTotals::default(), exit_of(&sums))
        } else if let Some(path) = &arguments.reference_counts {
            let counts = stored_counts(path, stemming.is_some(), &mut session)?;
            (counts, TermTotals::default(), Exit::Done)
        } else if self.kind().is_some() || arguments.ngrams > 1 || self.words.keeps_case() {
            return Err(Message::ReferenceNeeded.into());
        } else {
            let list = ReferenceList::shipped();
            (list.counts(), list.rarest(), Exit::Done)
        };
        if let (true, Some(stemming)) = (is_list, stemming) {
            reference = reference.group_by_stem(stemming.clone(), self.are_ngrams());
        }
        let (target, sums) = self.count(&session, stemming)?;
        Ok(Corpora { target, reference, missing, sums, reference_exit, is_list })
    }

    /// Counts the documents that are chosen, and the others, in one pass.
    fn split(&self, mut session: Session<'_>, stemming: Option<&Stemming>) -> Result<Corpora> {
        let filter = std::mem::take(&mut session.options.filter);
        if filter == DocumentFilter::default() {
            return Err(Message::NothingExcluded.into());
        }
        if self.kind().is_some() {
            return Err(Message::RestOfTermsOnly.into());
        }
        let mut settings = self.settings();
        settings.datelines = filter.since.is_some() || filter.until.is_some();
        let visitor = || match stemming {
            Some(stemming) => SplitTerms::with_stems(filter.clone(), stemming, self.are_ngrams()),
            None => SplitTerms::new(filter.clone()),
        };
        let outcome = session.analyze(settings, false, visitor, |_| Ok(()))?;
        let (target, reference, undated) = outcome.visitor.into_sides();
        if undated > 0 {
            session.console.note(&Message::OnNeitherSide { documents: undated });
        }
        let missing = TermTotals::default();
        let (sums, reference_exit) = (outcome.sums, Exit::Done);
        Ok(Corpora { target, reference, missing, sums, reference_exit, is_list: false })
    }

    fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.kinds = self.kind().into_iter().collect();
        // Stop words count, and are hidden at the end.
        settings.stop_words = StopWords::none();
        let choice = self.words.choice();
        let mut options = TermOptions::default();
        options.ngrams = self.corpora.ngrams;
        options.case = choice.case;
        options.keep_boilerplate = choice.keep_boilerplate;
        settings.terms = self.kind().is_none().then_some(options);
        settings
    }

    fn count(
        &self,
        session: &Session<'_>,
        stemming: Option<&Stemming>,
    ) -> Result<(TermCounts, telaah::run::RunTotals)> {
        match self.kind() {
            None => {
                let mut settings = self.settings();
                settings.stemming = stemming.cloned();
                let outcome = session.analyze(settings, false, || NoRows, |_| Ok(()))?;
                Ok((outcome.terms.unwrap_or_default(), outcome.sums))
            }
            Some(kind) => {
                let visitor = || EntityTerms::new(kind);
                let outcome = session.analyze(self.settings(), false, visitor, |_| Ok(()))?;
                Ok((outcome.visitor.into_counts(), outcome.sums))
            }
        }
    }
}

/// The report of `terms`, as far as it is read.
#[derive(Deserialize)]
struct StoredReport {
    terms: Vec<StoredTerm>,
    summary: StoredSummary,
}

#[derive(Deserialize)]
struct StoredTerm {
    term: String,
    count: u64,
    documents: u64,
    /// The words of a stem, if the report is of stems.
    forms: Option<Vec<StoredForm>>,
}

#[derive(Deserialize)]
struct StoredForm {
    text: String,
    count: u64,
}

#[derive(Deserialize)]
struct StoredSummary {
    documents: u64,
}

/// The counts that an earlier run wrote. Those of stems are counts of their words, whose documents are not known.
fn stored_counts(path: &Path, may_be_stems: bool, session: &mut Session<'_>) -> Result<TermCounts> {
    let bytes = small_file::read_results(path).with_context(|| Message::CannotReadCounts { path: path.to_owned() })?;
    let stored: StoredReport = serde_json::from_slice(&bytes)
        .map_err(|error| Message::BadCounts { path: path.to_owned(), line: error.line() })?;
    drop(bytes);
    let stop_words = StopWords::default();
    if !stored.terms.is_empty() && !stored.terms.iter().take(1000).any(|term| stop_words.contains(&term.term)) {
        session.console.warn(&Message::CountsWithoutStopWords { path: path.to_owned() });
    }
    if !may_be_stems && stored.terms.iter().any(|term| term.forms.is_some()) {
        return Err(Message::CountsByStem { path: path.to_owned() }.into());
    }
    let words = stored.terms.into_iter().flat_map(|StoredTerm { term, count, documents, forms }| {
        let word = StoredForm { text: term, count };
        forms.unwrap_or_else(|| vec![word]).into_iter().map(move |form| (form, documents))
    });
    let terms = words.map(|(StoredForm { text, count }, documents)| (text, TermTotals { count, documents }));
    Ok(TermCounts::of_terms(stored.summary.documents, terms))
}
