//! The identity of people: `--link`, `--aliases`, `--bylines`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum, ValueHint};
use telaah::Settings;
use telaah::entities::{AliasFault as Fault, Aliases, EntityKind, Links, MentionChoice};
use telaah::input::Source;
use telaah::report::rows::{AliasRow, EntityCounting};

use crate::cli::language::help;
use crate::cli::messages::{AliasFault, ListKind, Message, Numbers, Result, ValueError};
use crate::report::Report;
use crate::session::Session;
use crate::small_file;

/// The names in the note of what could be joined.
const NAMED: usize = 3;

/// Which person a name stands for.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Entities", "Entitas"))]
pub(crate) struct LinkArguments {
    #[arg(long, value_name = help("SCOPE", "CAKUPAN"), default_value = "article", help = help(
        "Link short names of people to full ones within each article, or also by the evidence of the whole corpus (reads the input twice, except for the totals of entities)",
        "Hubungkan nama pendek tokoh dengan nama lengkapnya dalam tiap artikel (article), atau juga berdasarkan bukti dari seluruh korpus (corpus; masukan dibaca dua kali, kecuali untuk total entities)"))]
    link: LinkScope,
    #[arg(long, value_name = help("FILE", "BERKAS"), value_hint = ValueHint::FilePath, help = help(
        "Names of people and their entities, as --write-aliases of telaah entities writes them, instead of --link corpus",
        "Nama tokoh beserta identitasnya, seperti yang ditulis --write-aliases pada telaah entities, sebagai ganti --link corpus"))]
    aliases: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = confidence, help = help(
        "Only people with at least this confidence, from 0 to 100: of the mentions with 90, nine in ten are right",
        "Hanya nama tokoh dengan tingkat keyakinan sedikitnya N, dari 0 sampai 100: dari penyebutan bernilai 90, sembilan dari sepuluh benar"))]
    min_confidence: u8,
}

/// Which person a name stands for, and which mentions count.
#[derive(Debug, Args)]
#[command(next_help_heading = help("Entities", "Entitas"))]
pub(crate) struct IdentityArguments {
    #[command(flatten)]
    pub(crate) links: LinkArguments,
    #[arg(long, help = help(
        "Count people in bylines and credits: reporters, editors, photographers",
        "Hitung juga nama di baris penulis dan kredit: wartawan, penyunting, fotografer"))]
    bylines: bool,
}

/// Parses a confidence.
fn confidence(text: &str) -> std::result::Result<u8, ValueError> {
    Numbers::Whole { least: 0, most: 100 }.parse_whole(text).map(|number| number as u8)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LinkScope {
    Article,
    Corpus,
}

impl IdentityArguments {
    /// The mentions that count.
    pub(crate) const fn choice(&self, in_name: bool) -> MentionChoice {
        MentionChoice { in_name, bylines: self.bylines }
    }
}

impl LinkArguments {
    /// Applies these options to the settings. Reads the documents first if names are joined by the evidence of the corpus.
    ///
    /// # Errors
    /// One of them was typed, although no people are searched for.
    pub(crate) fn apply(&self, session: &Session<'_>, settings: &mut Settings) -> Result<()> {
        let options = [("link", "--link"), ("aliases", "--aliases"), ("min_confidence", "--min-confidence")];
        if !settings.kinds.contains(&EntityKind::Person) {
            return match options.into_iter().find(|(id, _)| session.is_typed(id)) {
                Some((_, option)) => Err(Message::OptionOfPeople { option }.into()),
                None => Ok(()),
            };
        }
        self.read(settings)?;
        self.read_corpus(session, settings, MentionChoice::default(), None)
    }

    /// Whether names are to be joined by the evidence of the corpus.
    pub(crate) fn links_corpus(&self) -> bool {
        self.link == LinkScope::Corpus && self.aliases.is_none()
    }

    /// Whether names are joined within articles alone.
    pub(crate) fn links_articles_only(&self) -> bool {
        self.link == LinkScope::Article && self.aliases.is_none()
    }

    /// Takes the names of the file and the least confidence into the settings.
    pub(crate) fn read(&self, settings: &mut Settings) -> Result<()> {
        settings.min_confidence = self.min_confidence;
        if let Some(path) = &self.aliases {
            settings.aliases = Arc::new(read(path)?);
        }
        Ok(())
    }

    /// Reads the documents to find which names are one person's, if that is asked for, and takes them into the settings.
    pub(crate) fn read_corpus(
        &self,
        session: &Session<'_>,
        settings: &mut Settings,
        choice: MentionChoice,
        write: Option<&Path>,
    ) -> Result<()> {
        // Only people are joined.
        if write.is_none() && !(self.links_corpus() && settings.kinds.contains(&EntityKind::Person)) {
            return Ok(());
        }
        match session.only_once() {
            None => {}
            Some(Source::Path(path)) => return Err(Message::LinkPipe { path: path.clone() }.into()),
            Some(_) => return Err(Message::LinkStdin.into()),
        }
        let mut people = settings.clone();
        people.kinds = vec![EntityKind::Person];
        people.terms = None;
        let outcome = session.analyze_quietly(people, || EntityCounting::new(choice).for_links(), |_| Ok(()))?;
        let links = outcome.visitor.into_totals().links();
        if let Some(path) = write {
            self::write(&links, path, session)?;
        }
        settings.aliases = Arc::new(links.aliases());
        Ok(())
    }
}

/// Reads a table of names.
fn read(path: &Path) -> Result<Aliases> {
    let text = small_file::read_table(path, ListKind::Aliases)?;
    Aliases::parse(&text).map_err(|bad| {
        let fault = match bad.fault {
            Fault::NoColumns => AliasFault::NoColumns,
            Fault::EmptyCell => AliasFault::EmptyCell,
            Fault::TwoEntities { form } => AliasFault::TwoEntities { form },
            Fault::Circle { form } => AliasFault::Circle { form },
            _ => AliasFault::NotCsv,
        };
        Message::BadAlias { path: path.to_owned(), line: bad.line, fault }.into()
    })
}

/// Writes the links as a table of names.
pub(crate) fn write(links: &Links, path: &Path, session: &Session<'_>) -> Result<()> {
    let mut report = Report::of_table(&session.plan_of_table(path)?, session.console)?;
    report.table(links.iter().map(AliasRow::from))?;
    report.finish(None, session.console)
}

/// Mentions what `--link corpus` would join, if it would join anything.
pub(crate) fn mention(links: &Links, session: &Session<'_>) {
    if links.iter().len() > 0 {
        let pair = |link: &telaah::entities::Link| (link.name.clone(), link.entity.clone());
        let first = links.iter().take(NAMED).map(pair).collect();
        session.console.note(&Message::CouldBeLinked { names: links.iter().len() as u64, first });
    }
}
