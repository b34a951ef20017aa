//! `terms --by-document --weight`: the terms of each document by TF-IDF or BM25.

use clap::{ArgMatches, Args};
use telaah::Settings;
use telaah::corpus::weights::Weighting;
use telaah::report::Row;
use telaah::report::rows::{
    DocumentsToHold, HeldDocuments, HoldLimit, Stemmed, TermFilter, WeightedCorpus, WeightedTermRow, WeightedTermRows,
    Weights,
};

use crate::Exit;
use crate::cli::args::{at_least_0, is_typed, probability};
use crate::cli::language::help;
use crate::cli::messages::{Failure, Message, Result};
use crate::session::Session;

const TF_IDF: &str = "tf-idf";
const TF_IDF_LOG10: &str = "tf-idf-log10";
const BM25: &str = "bm25";

#[derive(Debug, Args)]
#[command(next_help_heading = help("Weights", "Bobot"))]
pub(crate) struct WeightArguments {
    #[arg(long, requires = "by_document", conflicts_with_all = ["by", "dispersion"], value_name = help("WEIGHT", "BOBOT"), value_parser = [TF_IDF, TF_IDF_LOG10, BM25], help = help(
        "With --by-document, rank the terms of each document by what is typical of it among all documents: tf-idf as scikit-learn, tf-idf-log10 as quanteda, or bm25 as Lucene; keeps the documents in memory, some three bytes for each term of each, and from 256 MiB on reads files twice instead; standard input always stays in memory",
        "Dengan --by-document, urutkan istilah tiap dokumen menurut kekhasannya di antara semua dokumen: tf-idf seperti scikit-learn, tf-idf-log10 seperti quanteda, atau bm25 seperti Lucene; dokumen disimpan di memori, sekitar tiga bita per istilah tiap dokumen, dan mulai 256 MiB berkas dibaca dua kali; masukan baku selalu disimpan di memori"))]
    weight: Option<String>,
    #[arg(long, requires = "weight", help = help(
        "With tf-idf, leave the weights as they are: do not divide those of a document by their Euclidean norm",
        "Dengan tf-idf, biarkan bobot apa adanya: tidak dibagi norma Euklides dokumennya"))]
    no_norm: bool,
    #[arg(long, requires = "weight", help = help(
        "With tf-idf, take 1 + ln of the occurrences instead of the occurrences",
        "Dengan tf-idf, pakai 1 + ln jumlah kemunculan, bukan jumlahnya"))]
    sublinear: bool,
    #[arg(long, requires = "weight", value_name = "N", value_parser = at_least_0, help = help(
        "With bm25, how long further occurrences keep adding weight: higher for longer [default: 1.2]",
        "Dengan bm25, seberapa lambat tambahan kemunculan berkurang pengaruhnya [bawaan: 1,2]"))]
    k1: Option<f64>,
    #[arg(long, requires = "weight", value_name = "N", value_parser = probability, help = help(
        "With bm25, how much the length of the document matters, from 0 to 1 [default: 0.75]",
        "Dengan bm25, seberapa besar pengaruh panjang dokumen, dari 0 sampai 1 [bawaan: 0,75]"))]
    b: Option<f64>,
}

impl WeightArguments {
    /// The formula that is asked for; `None` if terms have no weights. Settings of other formulas do not matter, but typed options do.
    pub(crate) fn weighting(&self, typed: &ArgMatches) -> Result<Option<Weighting>> {
        let weight = match self.weight.as_deref() {
            None => return Ok(None),
            Some(TF_IDF_LOG10) => TF_IDF_LOG10,
            Some(BM25) => BM25,
            Some(_) => TF_IDF,
        };
        let options = [
            ("no_norm", "--no-norm", TF_IDF),
            ("sublinear", "--sublinear", TF_IDF),
            ("k1", "--k1", BM25),
            ("b", "--b", BM25),
        ];
        if let Some((_, option, of)) = options.into_iter().find(|(id, _, of)| *of != weight && is_typed(typed, id)) {
            return Err(Message::OptionOfWeight { option, of, weight }.into());
        }
        Ok(Some(match weight {
            TF_IDF_LOG10 => Weighting::TfIdfLog10,
            BM25 => Weighting::Bm25 { k1: self.k1.unwrap_or(1.2), b: self.b.unwrap_or(0.75) },
            _ => Weighting::TfIdf { sublinear: self.sublinear, norm: !self.no_norm },
        }))
    }
}

/// The bytes of memory that documents may take until the whole corpus is counted, if they can be read again: the terms of 1 GB of news take some
/// 200 million.
const MOST_HELD: usize = 256 << 20;

/// Counts the whole corpus, and then writes the terms of each document.
pub(crate) fn run(
    session: &Session<'_>,
    mut settings: Settings,
    filter: TermFilter,
    weighting: Weighting,
) -> Result<Exit> {
    // For the column of dates.
    settings.datelines = true;
    let mut report = session.report()?;
    let weights = Weights { encoder: report.encoder(), filter, weighting };
    let by_stem = settings.stemming.is_some();
    let limit = HoldLimit::new(if session.only_once().is_none() { MOST_HELD } else { usize::MAX });
    let mut held = HeldDocuments::default();
    let add = |documents: &[u8]| {
        if limit.is_exceeded() {
            held = HeldDocuments::default();
        } else {
            held.add(documents);
        }
        Ok(())
    };
    let outcome = session.analyze(settings.clone(), false, || DocumentsToHold::new(&limit), add)?;
    let (counts, documents) = (outcome.terms.unwrap_or_default(), outcome.visitor);
    let corpus = WeightedCorpus::new(weights, &counts, documents.size());
    report.begin(if by_stem { <Stemmed<'_, WeightedTermRow<'_>> as Row>::TABLE } else { WeightedTermRow::TABLE })?;
    if limit.is_exceeded() {
        drop((documents, held));
        session.analyze_quietly(settings, || WeightedTermRows::new(&corpus), |rows| report.write(rows))?;
    } else {
        held.write(&corpus, &documents, |rows| report.write(rows).map_err(Failure::output))?;
    }
    session.finish(report, &outcome.sums)
}
