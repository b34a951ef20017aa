//! Trains the person tagger of telaah and measures it. All is deterministic: the same files give the same bytes.

mod arithmetic;
mod clusters;
mod corpus;
mod crf;
mod gold;
mod measure;
mod news;
mod non_person;
mod program;
mod score;
mod vectors;
mod write;

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

use clusters::Clusters;
use measure::Data;

#[derive(Parser)]
#[command(about = "Trains the person tagger of telaah and measures it")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Learn word clusters from raw news
    Clusters {
        /// Texts: NDJSON with `id`, `title` and `text`, or files of a sentence a line
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Annotated files whose texts are left out
        #[arg(long, num_args = 0..)]
        skip: Vec<PathBuf>,
        /// Passes over the texts
        #[arg(long, default_value_t = 4)]
        passes: usize,
        /// The least number of times that a known word stands in them
        #[arg(long, default_value_t = 4)]
        least: u32,
        /// The seed of all that is drawn
        #[arg(long, default_value_t = 20_261_122)]
        seed: u64,
        /// The list of words and clusters
        #[arg(short, long)]
        output: PathBuf,
    },
    /// List the words of raw news that no person is called by
    NonPerson {
        /// Texts, as for `clusters`
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        /// Annotated files whose texts are left out
        #[arg(long, num_args = 0..)]
        skip: Vec<PathBuf>,
        /// The least number of times that a word stands with a capital
        #[arg(long, default_value_t = 20)]
        least: u32,
        /// The day, for the header
        #[arg(long)]
        date: String,
        /// The list
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Score on texts that the training did not see
    Measure {
        #[command(flatten)]
        data: DataArguments,
        /// What to measure: d, the sets apart; f, folds over whole articles; l and r, a source left out; b, the rules; x, folds over
        /// all sets; y, each source left out
        #[arg(long, default_value = "dflrb")]
        which: String,
        /// How many folds
        #[arg(long, default_value_t = 5)]
        folds: usize,
        /// Print every error
        #[arg(long)]
        show: bool,
        #[command(flatten)]
        options: crf::Options,
        /// A file for the scores, to be named to `train`
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Make the model
    Train {
        #[command(flatten)]
        data: DataArguments,
        /// What to leave out: how the name of a set begins, or a fold, `news_dev:0/5`
        #[arg(long, num_args = 0..)]
        without: Vec<String>,
        /// The day, for the header
        #[arg(long)]
        date: String,
        /// Scores of `measure`, for the header
        #[arg(long)]
        scores: Option<PathBuf>,
        #[command(flatten)]
        options: crf::Options,
        /// The model
        #[arg(short, long)]
        output: PathBuf,
    },
}

#[derive(Args)]
struct DataArguments {
    /// The folder of the annotated files
    #[arg(long)]
    gold: PathBuf,
    /// The list of `clusters`
    #[arg(long)]
    clusters: PathBuf,
    /// Raw texts that a first model labels for the last one to learn from
    #[arg(long, num_args = 0..)]
    news: Vec<PathBuf>,
    /// Annotated files whose texts are left out of these
    #[arg(long, num_args = 0..)]
    skip: Vec<PathBuf>,
}

impl DataArguments {
    /// The files that are no annotated sets.
    fn others(&self) -> Vec<PathBuf> {
        std::iter::once(&self.clusters).chain(&self.news).cloned().collect()
    }

    fn load(&self, options: crf::Options) -> Result<Data> {
        let clusters = if options.without_clusters { Clusters::none() } else { Clusters::load(&self.clusters)? };
        Data::load(&self.gold, clusters.table(), &self.news, &skipped(&self.skip)?, options)
    }
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Clusters { news, skip, passes, least, seed, output } => {
            Clusters::learn(&news, &skipped(&skip)?, passes, least, seed)?.save(&output)
        }
        Command::NonPerson { news, skip, least, date, output } => {
            non_person::save(&news, &skipped(&skip)?, least, &date, &output)
        }
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
            let model = data.train(|n, article| !measure::is_out(&without, n, article));
            let bytes = write::model(&model, &data.hashes, &data.clusters, &header);
            std::fs::write(&output, bytes).with_context(|| output.display().to_string())
        }
    }
}

/// The ids and texts of annotated files: what the raw news leaves out.
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
