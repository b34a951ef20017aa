//! Trains and evaluates the person tagger of telaah, and makes the lists of its stemmer. Everything is deterministic: the same inputs give the same bytes.

mod arithmetic;
mod clusters;
mod corpus;
mod crf;
mod gold;
mod measure;
mod news;
mod non_person_words;
mod program;
mod reference;
mod score;
mod sets;
mod stems;
mod vectors;
mod write;

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

use clusters::Clusters;
use measure::Data;

#[derive(Parser)]
#[command(about = "Trains and evaluates the person tagger of telaah, and makes the lists of its stemmer")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Learn word clusters from raw news
    Clusters {
        /// Texts: NDJSON with `id`, `title` and `text`, or files with one sentence per line
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Annotated files whose texts are skipped
        #[arg(long, num_args = 0..)]
        skip: Vec<PathBuf>,
        /// Passes over the texts
        #[arg(long, default_value_t = 4)]
        passes: usize,
        /// Fewest occurrences of a known word
        #[arg(long, default_value_t = 4)]
        least: u32,
        /// Seed of the random numbers
        #[arg(long, default_value_t = 20_261_122)]
        seed: u64,
        /// File for the words and their clusters
        #[arg(short, long)]
        output: PathBuf,
    },
    /// List the capitalized words of raw news that are never part of a person's name
    NonPersonWords {
        /// Texts, as for `clusters`
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Annotated files whose texts are skipped
        #[arg(long, num_args = 0..)]
        skip: Vec<PathBuf>,
        /// Fewest occurrences with a capital
        #[arg(long, default_value_t = 20)]
        least: u32,
        /// Date for the header
        #[arg(long)]
        date: String,
        /// File for the list
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Count the words of raw news, which single articles are compared with
    Reference {
        /// Texts: NDJSON with `id`, `title` and `text`
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Beginnings of the ids of records that are skipped
        #[arg(long, num_args = 0..)]
        without: Vec<String>,
        /// Fewest documents of a word
        #[arg(long, default_value_t = 3)]
        least: u64,
        /// Date for the header
        #[arg(long)]
        date: String,
        /// File for the list
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Make the lists of the stemmer that follow from raw news: roots, irregular actives and names
    Stems {
        /// Texts, as for `clusters`
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Beginnings of the ids of records that are skipped
        #[arg(long, num_args = 0..)]
        without: Vec<String>,
        /// Date for the headers
        #[arg(long)]
        date: String,
        /// Directory for the lists
        #[arg(short, long, default_value = "src/stem/data")]
        output: PathBuf,
    },
    /// Evaluate on texts that the model was not trained on
    Measure {
        #[command(flatten)]
        data: DataArguments,
        /// Evaluations to run: d, the development sets; f, folds over whole articles; l and r, a source held out; b, the rules; x, folds over
        /// all sets; y, each source held out; c, the people of the news by confidence, in folds over all sets
        #[arg(long, default_value = "dflrb")]
        which: String,
        /// Number of folds
        #[arg(long, default_value_t = 5)]
        folds: usize,
        /// Print every error
        #[arg(long)]
        show: bool,
        #[command(flatten)]
        options: crf::Options,
        /// File for the scores; pass it to `train`
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Train the model
    Train {
        #[command(flatten)]
        data: DataArguments,
        /// Texts to hold out: a prefix of the names of sets, or a fold such as `news_dev:0/5`
        #[arg(long, num_args = 0..)]
        without: Vec<String>,
        /// Date for the header
        #[arg(long)]
        date: String,
        /// Scores written by `measure`, for the header
        #[arg(long)]
        scores: Option<PathBuf>,
        #[command(flatten)]
        options: crf::Options,
        /// File for the model
        #[arg(short, long)]
        output: PathBuf,
    },
}

#[derive(Args)]
struct DataArguments {
    /// Directory of the annotated files
    #[arg(long)]
    gold: PathBuf,
    /// File written by `clusters`, or a model, whose clusters are used
    #[arg(long)]
    clusters: PathBuf,
    /// Raw texts, labelled by a first model, that the final model also learns from
    #[arg(long, num_args = 0..)]
    news: Vec<PathBuf>,
    /// Annotated files whose texts are skipped in the raw texts
    #[arg(long, num_args = 0..)]
    skip: Vec<PathBuf>,
}

impl DataArguments {
    /// The input files other than annotated sets.
    fn others(&self) -> Vec<PathBuf> {
        std::iter::once(&self.clusters).chain(&self.news).cloned().collect()
    }

    fn load(&self, options: crf::Options) -> Result<Data> {
        let clusters =
            if options.without_clusters { Clusters::none().table() } else { clusters::read_table(&self.clusters)? };
        Data::load(&self.gold, clusters, &self.news, &skipped(&self.skip)?, options)
    }
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Clusters { news, skip, passes, least, seed, output } => {
            Clusters::learn(&news, &skipped(&skip)?, passes, least, seed)?.save(&output)
        }
        Command::NonPersonWords { news, skip, least, date, output } => {
            non_person_words::save(&news, &skipped(&skip)?, least, &date, &output)
        }
        Command::Reference { news, without, least, date, output } => {
            reference::save(&news, &without, least, &date, &output)
        }
        Command::Stems { news, without, date, output } => stems::save(&news, &without, &date, &output),
        Command::Measure { data, which, folds, show, options, output } => {
            let scores = measure::run(&data.load(options)?, folds, &which, show);
            match output {
                Some(path) => std::fs::write(&path, scores).with_context(|| path.display().to_string()),
                None => Ok(()),
            }
        }
        Command::Train { data, without, date, scores, options, output } => {
            let mut header = write::header(&date, &without, &data.gold, &data.others())?;
            if let Some(path) = scores {
                for line in std::fs::read_to_string(&path).with_context(|| path.display().to_string())?.lines() {
                    header += &format!("# score: {line}\n");
                }
            }
            let data = data.load(options)?;
            let model = data.train(|n, article| !measure::is_held_out(&without, n, article));
            let bytes = write::model(&model, &data.hashes, &data.clusters, &header);
            std::fs::write(&output, bytes).with_context(|| output.display().to_string())
        }
    }
}

/// The ids and texts of annotated files, which are skipped in raw news.
fn skipped(gold: &[PathBuf]) -> Result<HashSet<String>> {
    let mut skipped = HashSet::new();
    for path in gold {
        for line in std::fs::read_to_string(path).with_context(|| path.display().to_string())?.lines() {
            let record: serde_json::Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
            for field in ["origin", "text"] {
                if let Some(value) = record.get(field).and_then(|v| v.as_str()) {
                    skipped.insert(value.trim().to_owned());
                }
            }
        }
    }
    Ok(skipped)
}
