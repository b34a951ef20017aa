//! The options of stems.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgMatches, Args, ValueHint};
use telaah::Stemming;
use telaah::stem::StemLevel;

use crate::cli::args::{is_typed, one_of};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::setup;

/// The options of commands that reduce words to their stems.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Stems", "Kata dasar dan lema"))]
pub(crate) struct StemArguments {
    #[arg(long, value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, help = help(
        "Exceptions, one per line: a word that stays, a word and its stem, or a word, its lemma and its root, separated by tabs; +word adds a root, -word removes one; repeatable",
        "Pengecualian, satu per baris: kata yang dibiarkan, kata dan bentuk dasarnya, atau kata, lema, dan kata dasarnya, dipisahkan tab; +kata menambah kata dasar, -kata membuangnya; boleh diulang"))]
    pub(crate) stem_exceptions: Vec<PathBuf>,
}

/// The options of commands that can compare words by their stems.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Stems", "Kata dasar dan lema"))]
pub(crate) struct StemLevelArguments {
    #[arg(long, value_name = help("LEVEL", "TINGKAT"), default_value = "none", value_parser = one_of(StemLevel::ALL, StemLevel::name), help = help(
        "Treat words with the same stem as one: lemma, the dictionary form (`pemerintah` is not `perintah`), or root, without any affixes (both are `perintah`). Wildcards and regular expressions in patterns match words as they are written",
        "Anggap kata dengan bentuk dasar yang sama satu kata: lema (lemma), bentuk yang dimuat kamus (`pemerintah` bukan `perintah`), atau kata dasar tanpa imbuhan (root; keduanya menjadi `perintah`). Karakter pengganti dan ekspresi reguler dalam pola dicocokkan dengan kata yang tertulis"))]
    stem: StemLevel,
    #[command(flatten)]
    stems: StemArguments,
}

impl StemLevelArguments {
    /// The stemming; `None` if words are compared as they are.
    pub(crate) fn stemming(&self, typed: &ArgMatches) -> Result<Option<Stemming>> {
        if self.stem == StemLevel::None {
            return match is_typed(typed, "stem_exceptions") {
                true => Err(Message::StemExceptionsWithoutStem.into()),
                false => Ok(None),
            };
        }
        Ok(Some(Stemming::new(self.stem, Arc::new(setup::stemmer(&self.stems)?))))
    }
}
