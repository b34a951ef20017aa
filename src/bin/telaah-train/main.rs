//! Trains the person tagger of telaah.
mod arithmetic;
mod corpus;
mod crf;
mod gold;
mod measure;
mod news;
mod score;
mod vectors;
mod write;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use telaah::entities::person::tagger::classes::ClassTable;
use telaah::entities::person::tagger::slots::Case;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Word classes from raw news.
    Classes {
        #[arg(long, required = true, num_args = 1..)]
        news: Vec<PathBuf>,
        #[arg(long, num_args = 0..)]
        skip: Vec<PathBuf>,
        #[arg(long, default_value_t = 4)]
        passes: usize,
        #[arg(long, default_value_t = 4)]
        min_count: u32,
        #[arg(short, long)]
        output: PathBuf,
        #[arg(long)]
        list: Option<PathBuf>,
    },
    /// The model of the program.
    Train {
        #[arg(long)]
        gold: PathBuf,
        #[arg(long)]
        classes: PathBuf,
        #[arg(long)]
        words: PathBuf,
        /// What to leave out: the beginning of the set's name, or `news_dev:0/5`.
        #[arg(long, num_args = 0..)]
        without: Vec<String>,
        #[arg(long)]
        date: String,
        #[arg(short, long)]
        output: PathBuf,
        #[arg(long, default_value_t = 18)]
        bits: u32,
    },
    /// Scores on texts that the training did not see.
    Measure {
        /// The folder of the gold files.
        #[arg(long)]
        gold: PathBuf,
        #[arg(long)]
        classes: PathBuf,
        #[arg(long, default_value_t = 12)]
        passes: usize,
        #[arg(long, default_value_t = 0.03)]
        rate: f32,
        #[arg(long, default_value_t = 0.001)]
        decay: f32,
        #[arg(long, default_value_t = 0.2)]
        drop: f32,
        #[arg(long, default_value_t = 18)]
        bits: u32,
        #[arg(long, default_value_t = 5)]
        folds: usize,
        #[arg(long, default_value = "fdlr")]
        which: String,
        #[arg(long)]
        show: bool,
        #[arg(long)]
        evidence: bool,
        #[arg(long, default_value_t = 10)]
        evidence_passes: usize,
        #[arg(long, default_value_t = 0.05)]
        evidence_rate: f32,
        #[arg(long, default_value_t = 0.001)]
        evidence_decay: f32,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Classes { news, skip, passes, min_count, output, list } => {
            classes(&news, &skip, passes, min_count, &output, list.as_deref())
        }
        Command::Train { gold, classes, words, without, date, output, bits } => {
            train(&gold, &classes, &words, &without, &date, &output, bits)
        }
        Command::Measure {
            gold,
            classes,
            passes,
            rate,
            decay,
            drop,
            bits,
            folds,
            which,
            show,
            evidence,
            evidence_passes,
            evidence_rate,
            evidence_decay,
        } => measure::run(
            &gold,
            &classes,
            crf::Options { passes, rate, decay, drop, bits, evidence, evidence_passes, evidence_rate, evidence_decay },
            folds,
            &which,
            show,
        ),
    }
}

fn classes(
    news: &[PathBuf],
    skip: &[PathBuf],
    passes: usize,
    min_count: u32,
    output: &Path,
    list: Option<&Path>,
) -> Result<()> {
    let skipped = skipped(skip)?;
    let mut reader = corpus::Reader::new();
    let mut types = corpus::Types::default();
    let end = types.intern("", Case::Lower, Default::default);
    let mut words = Vec::new();
    for path in news {
        news::read(path, &skipped, |text| {
            reader.read(text);
            let sequence = reader.types(text, &mut types);
            for sentence in reader.slots.sentences() {
                words.extend_from_slice(&sequence[sentence.range()]);
                words.push(end);
            }
        })?;
    }
    eprintln!("{} words, {} types", words.len(), types.keys.len());
    let mut counts = vec![0_u32; types.keys.len()];
    words.iter().for_each(|&w| counts[w as usize] += 1);
    let mut order: Vec<u32> =
        (0..counts.len() as u32).filter(|&w| w != end && counts[w as usize] >= min_count).collect();
    order.sort_by_key(|&w| (std::cmp::Reverse(counts[w as usize]), types.keys[w as usize].clone()));
    // 0: the end of a sentence; 1: rare words by case; then the known words by falling count.
    let mut number = vec![0_u32; counts.len()];
    const FIRST: u32 = 4;
    for (w, n) in number.iter_mut().enumerate() {
        *n = if w as u32 == end { 0 } else { 1 + types.keys[w].1 as u32 };
    }
    for (n, &w) in order.iter().enumerate() {
        number[w as usize] = FIRST + n as u32;
    }
    words.iter_mut().for_each(|w| *w = number[*w as usize]);
    eprintln!("{} types kept", order.len());
    let vectors = vectors::train(&words, 0, order.len() + FIRST as usize, passes);
    let known = &vectors[FIRST as usize..];
    let clusterings: Vec<Vec<u16>> = [512, 128, 32].iter().map(|&k| vectors::cluster(known, k, 20)).collect();
    if let Some(list) = list {
        let mut lines = String::new();
        for (n, &w) in order.iter().enumerate() {
            let (key, case) = &types.keys[w as usize];
            lines += &format!(
                "{}\t{key}\t{}\t{}\t{}\t{}\n",
                counts[w as usize], *case as u8, clusterings[0][n], clusterings[1][n], clusterings[2][n]
            );
        }
        std::fs::write(list, lines)?;
    }
    let entries: Vec<_> = order
        .iter()
        .enumerate()
        .map(|(n, &w)| {
            let (key, case) = &types.keys[w as usize];
            (key.as_str(), *case, [clusterings[0][n] + 1, clusterings[1][n] + 1, clusterings[2][n] + 1])
        })
        .collect();
    let table = ClassTable::build(entries.into_iter());
    eprintln!("{} bytes", table.len());
    std::fs::write(output, table)?;
    Ok(())
}

/// The ids and texts of gold files: what the raw news leaves out.
pub fn skipped(gold: &[PathBuf]) -> Result<HashSet<String>> {
    let mut skipped = HashSet::new();
    for path in gold {
        for line in std::fs::read_to_string(path)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            for field in ["origin", "text"] {
                if let Some(value) = record.get(field).and_then(|v| v.as_str()) {
                    skipped.insert(value.trim().to_owned());
                }
            }
        }
    }
    Ok(skipped)
}

fn train(
    gold: &Path,
    classes: &Path,
    words: &Path,
    without: &[String],
    date: &str,
    output: &Path,
    bits: u32,
) -> Result<()> {
    let bytes = std::fs::read(classes)?;
    let table = ClassTable::new(&bytes).context("not a table of classes")?;
    let mut known = Vec::new();
    for line in std::fs::read_to_string(words)?.lines() {
        let mut columns = line.split('\t').skip(1);
        let (key, case) = columns.next().zip(columns.next()).context("not a list of words")?;
        known.push((key.to_owned(), [Case::Lower, Case::Title, Case::Upper][case.parse::<usize>()?]));
    }
    let options = crf::Options { bits, ..crf::Options::default() };
    let data = measure::Data::load(gold, table, options)?;
    let is_out = |n: usize, article: &gold::Article| {
        without.iter().any(|w| match w.split_once(':').and_then(|(set, part)| Some((set, part.split_once('/')?))) {
            Some((set, (part, of))) => {
                article.set.starts_with(set) && part.parse() == Ok(n % of.parse::<usize>().unwrap_or(1).max(1))
            }
            None => article.set.starts_with(w.as_str()),
        })
    };
    let model = data.train(|n, a| measure::weight(a).filter(|_| !is_out(n, a)));
    let header = format!("# made: {date}\n");
    std::fs::write(output, write::bytes(&model, &data.table, &known, &header))?;
    Ok(())
}
