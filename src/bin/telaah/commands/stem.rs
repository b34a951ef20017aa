//! `telaah stem`.

use std::io::{self, BufRead, IsTerminal};

use clap::Args;
use telaah::message::Wording;
use telaah::report::Row;
use telaah::report::rows::{AnalysisRow, StemRow};
use telaah::stem::{Segmentation, Stemmer};

use crate::Exit;
use crate::cli::args::StemArguments;
use crate::cli::args::output::OutputArguments;
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Context as _, Message, Result};
use crate::report::Report;
use crate::setup::{self, OutputPlan};

#[derive(Debug, Args)]
pub(crate) struct Stem {
    #[arg(value_name = help("WORD", "KATA"), help = help(
        "Words; without any, those of standard input, one or more per line",
        "Kata; jika tidak ada, kata dari masukan baku, satu atau lebih per baris"))]
    words: Vec<String>,
    #[arg(long, help = help(
        "Show every way to take each word apart, with its score",
        "Tampilkan semua cara mengurai tiap kata, beserta skornya"))]
    explain: bool,
    #[command(flatten)]
    stems: StemArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Command for Stem {
    const NAME: &'static str = "stem";

    const ABOUT: Wording = Wording { en: "Show the lemmas and roots of words", id: "Tampilkan lema dan kata dasar" };

    const NOTES: Option<Wording> = Some(Wording {
        en: "\
The lemma is the dictionary form: `pemerintah` (government) is not `perintah` (order). The root has
no affixes: `perintah` for both.",
        id: "\
Lema adalah bentuk yang dimuat kamus: pemerintah bukan perintah. Kata dasar tidak berimbuhan:
keduanya menjadi perintah.",
    });

    const EXAMPLES: &'static [Example] = &[
        example("telaah stem pemerintahannya diperiksa anak-anak"),
        example("telaah stem --explain berikan"),
        example("echo 'Mereka memperbincangkannya.' | telaah stem --format csv"),
    ];

    fn run(&self, Context { console, typed, .. }: Context<'_>) -> Result<Exit> {
        let plan = OutputPlan::new(&self.output, typed)?;
        let stemmer = setup::stemmer(&self.stems)?;
        if self.words.is_empty() && io::stdin().is_terminal() {
            return Err(Message::NothingToRead.into());
        }
        let mut report = Report::of_table(&plan, console)?;
        report.begin(if self.explain { AnalysisRow::TABLE } else { StemRow::TABLE })?;
        if self.words.is_empty() {
            for line in io::stdin().lock().split(b'\n') {
                let line = line.context(Message::CannotReadStdin)?;
                self.write(&words(&String::from_utf8_lossy(&line)), &stemmer, &mut report)?;
            }
        } else {
            let words: Vec<&str> = self.words.iter().flat_map(|argument| words(argument)).collect();
            self.write(&words, &stemmer, &mut report)?;
        }
        report.finish(None, console)?;
        Ok(Exit::Done)
    }
}

impl Stem {
    fn write(&self, words: &[&str], stemmer: &Stemmer, report: &mut Report) -> Result<()> {
        for word in words {
            let stems = stemmer.stems(word);
            if self.explain {
                let analyses: Vec<Segmentation> = stemmer.analyses(word).collect();
                report.rows(AnalysisRow::rows(word, &stems, &analyses))?;
            } else {
                report.rows([StemRow::new(word, &stems)])?;
            }
        }
        Ok(())
    }
}

/// The words of a text, without punctuation around them.
fn words(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect()
}
