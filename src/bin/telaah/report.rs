//! The report of a command: its tables, on their way to a file or a folder.

use std::io;
use std::path::{Path, PathBuf};

use telaah::report::format::{
    Directory, FolderWriter, Format, FormatOptions, Implementation, Layout, Output, ReportWriter,
};
use telaah::report::rows::Summary;
use telaah::report::{Encoder, Record, Row, TableSchema};
use telaah::run::frames;

use crate::cli::language::Language;
use crate::cli::messages::{Context as _, Failure, Message, Result};
use crate::output::{FirstFile, Folder, Target, parent};
use crate::resume::Resume;
use crate::setup::OutputPlan;
use crate::spool::Spool;
use crate::ui::console::Console;
use crate::ui::printable::SafeOutput;
use crate::ui::table::TABLE;

/// Encoded rows that are written at once, in bytes.
const CHUNK: usize = 64 * 1024;

pub(crate) struct Report {
    encoder: Encoder,
    writer: Box<dyn ReportWriter>,
    /// The name of the file or the folder, for messages.
    name: String,
    /// The output that `-o` names.
    path: Option<PathBuf>,
    /// Rows that an interrupted run wrote before this one.
    rows_before: u64,
    is_on_terminal: bool,
    /// A handle of the first file, in a run that can be resumed.
    first_file: FirstFile,
    /// Rows that are written when the run has ended.
    spool: Option<Spool>,
    /// The tables whose rows arrive during the run beside those of the first one, by number ([`frames`]): they are written after it.
    others: Vec<(u8, TableSchema, Spool)>,
}

impl Report {
    /// Opens a file for one table, and the summary if the format has a place for it.
    pub(crate) fn of_table(plan: &OutputPlan, console: &Console) -> Result<Self> {
        refuse_graph(plan)?;
        Self::to_file(plan, false, console)
    }

    /// Opens a file or a folder for several tables. In a run that can be resumed, `resumable` is the folder for unfinished files.
    pub(crate) fn of_tables(plan: &OutputPlan, console: &Console, resumable: Option<&Path>) -> Result<Self> {
        refuse_graph(plan)?;
        if !plan.is_folder() {
            return Self::to_file(plan, true, console);
        }
        let path = folder(plan)?;
        let (implementation, options) = (implementation(plan.format)?, plan.options(false, console));
        let first_file = FirstFile::default();
        let folder = match resumable {
            None => Folder::open(path)?,
            Some(resumable) => {
                let first_file = (!plan.format.is_binary).then(|| FirstFile::clone(&first_file));
                Folder::open_resumable(path, resumable, first_file)?
            }
        };
        let directory: Box<dyn Directory> = Box::new(folder);
        Ok(Self {
            encoder: (implementation.encoder)(&options),
            writer: Box::new(FolderWriter::new(directory, plan.format, options)),
            name: path.display().to_string(),
            path: plan.path.clone(),
            rows_before: 0,
            is_on_terminal: false,
            first_file,
            spool: None,
            others: Vec::new(),
        })
    }

    /// Opens a file for a graph, whose format has tables of nodes and edges.
    pub(crate) fn of_graph(plan: &OutputPlan, console: &Console) -> Result<Self> {
        Self::to_file(plan, true, console)
    }

    fn to_file(plan: &OutputPlan, is_report: bool, console: &Console) -> Result<Self> {
        plan.check_extension()?;
        let target = Target::open(plan.path.as_deref())?;
        let (name, is_on_terminal) = (target.name(), target.is_terminal());
        let implementation = implementation(plan.format)?;
        let options = FormatOptions { is_report, ..plan.options(is_on_terminal, console) };
        let output: Box<dyn Output> = match is_on_terminal && plan.format != &TABLE {
            true => Box::new(SafeOutput::new(Box::new(target))),
            false => Box::new(target),
        };
        let writer = (implementation.writer)(output, &options);
        Ok(Self {
            encoder: (implementation.encoder)(&options),
            writer,
            name,
            path: plan.path.clone(),
            rows_before: 0,
            is_on_terminal,
            first_file: FirstFile::default(),
            spool: None,
            others: Vec::new(),
        })
    }

    /// The encoder of the rows for [`Report::write`].
    pub(crate) fn encoder(&self) -> Encoder {
        Encoder::clone(&self.encoder)
    }

    /// Whether the rows appear on a terminal.
    pub(crate) const fn is_on_terminal(&self) -> bool {
        self.is_on_terminal
    }

    /// The language of cells that have words of telaah: data are in English.
    pub(crate) fn language_of_cells(&self, plan: &OutputPlan, console: &Console) -> Language {
        if plan.format == &TABLE { console.language_of_page(self.is_on_terminal) } else { Language::English }
    }

    /// Begins a table.
    pub(crate) fn begin(&mut self, table: TableSchema) -> Result<()> {
        self.write_spooled()?;
        self.writer.begin(table).with_context(|| Message::CannotWrite { path: self.name.clone() })
    }

    /// Begins the first table, whose rows are written during a run that can be resumed.
    ///
    /// The file of a text format is truncated to the rows of the checkpoint; a resumed run writes the same header again. A binary file
    /// cannot be truncated, so its rows wait in a spool file until the run has ended.
    pub(crate) fn begin_resumable(&mut self, table: TableSchema, resume: &mut Resume) -> Result<()> {
        self.begin(table)?;
        let file = match self.first_file.take() {
            Some(file) => {
                let before = resume.checkpoint.totals();
                self.rows_before = before.documents + before.failed + before.duplicates;
                file
            }
            None => {
                let (spool, file) = Spool::open(&resume.folder().join("rows")).context(Message::CannotWriteOutput)?;
                self.spool = Some(spool);
                file
            }
        };
        resume.checkpoint.add_output(file).context(Message::CannotWriteOutput)
    }

    /// Writes rows of the current table that are encoded already.
    pub(crate) fn write(&mut self, encoded: &[u8]) -> io::Result<()> {
        match &mut self.spool {
            Some(spool) => spool.write(encoded),
            None => self.writer.rows(encoded),
        }
    }

    /// Adds a table whose rows arrive in frames of that number. In a run that can be resumed, they are part of its state.
    pub(crate) fn add_table(
        &mut self,
        number: u8,
        table: TableSchema,
        plan: &OutputPlan,
        resume: Option<&mut Resume>,
    ) -> Result<()> {
        let spool = match resume {
            None => {
                let path = plan.path.as_deref().unwrap_or(Path::new("."));
                Spool::unnamed(if path.is_dir() { path } else { parent(path) }).context(Message::CannotWriteOutput)?
            }
            Some(resume) => {
                let path = resume.folder().join(format!("rows-{}", table.name()));
                let (spool, file) = Spool::open(&path).context(Message::CannotWriteOutput)?;
                resume.checkpoint.add_output(file).context(Message::CannotWriteOutput)?;
                spool
            }
        };
        self.others.push((number, table, spool));
        Ok(())
    }

    /// Writes the rows of the current table and of those that were added. Without any of these, they are not in frames.
    pub(crate) fn write_frames(&mut self, encoded: &[u8]) -> io::Result<()> {
        if self.others.is_empty() {
            return self.write(encoded);
        }
        for (number, rows) in frames(encoded) {
            match self.others.iter_mut().find(|(other, ..)| *other == number) {
                Some((_, _, spool)) => spool.write(rows)?,
                None => self.write(rows)?,
            }
        }
        Ok(())
    }

    /// Writes the tables that were added.
    pub(crate) fn finish_tables(&mut self) -> Result<()> {
        for (_, table, spool) in std::mem::take(&mut self.others) {
            self.begin(table)?;
            spool.replay(|rows| self.writer.rows(rows)).context(Message::CannotWriteOutput)?;
        }
        Ok(())
    }

    fn write_spooled(&mut self) -> Result<()> {
        let Some(spool) = self.spool.take() else { return Ok(()) };
        spool.replay(|rows| self.writer.rows(rows)).context(Message::CannotWriteOutput)
    }

    /// Sets a line that precedes the table that begins next, where it is for people.
    pub(crate) fn set_heading(&mut self, heading: &str) {
        self.writer.set_heading(heading);
    }

    /// Begins a table and writes all its rows.
    pub(crate) fn table<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<()> {
        self.begin(R::TABLE)?;
        self.rows(rows)
    }

    /// Begins a table that is a ranking and writes all its rows. `highest_count` is that of the longest bar.
    pub(crate) fn ranking<R: Row>(
        &mut self,
        highest_count: Option<u64>,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<()> {
        self.begin_ranking(R::TABLE, highest_count)?;
        self.rows(rows)
    }

    /// Begins a table that is a ranking, to which [`Report::rows`] adds its rows. `highest_count` is that of the longest bar.
    pub(crate) fn begin_ranking(&mut self, table: TableSchema, highest_count: Option<u64>) -> Result<()> {
        if let Some(count) = highest_count {
            self.writer.set_highest_count(count);
        }
        self.begin(table)
    }

    /// Encodes and writes rows of the current table.
    pub(crate) fn rows<R: Record>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<()> {
        let mut encoded = Vec::new();
        for row in rows {
            self.encoder.row(&row, &mut encoded);
            if encoded.len() > CHUNK {
                self.writer.rows(&encoded).context(Message::CannotWriteOutput)?;
                encoded.clear();
            }
        }
        self.writer.rows(&encoded).context(Message::CannotWriteOutput)
    }

    /// Ends the report. It has the summary if the format has a place for it.
    pub(crate) fn finish(mut self, summary: Option<&Summary<'_>>, console: &Console) -> Result<()> {
        self.write_spooled()?;
        let finished = self.writer.finish(summary).with_context(|| Message::CannotWrite { path: self.name.clone() })?;
        if finished.cut_cells > 0 {
            console.warn(&Message::CellsCut { cells: finished.cut_cells });
        }
        if let Some(path) = self.path {
            console.written(path, finished.files, finished.rows.map(|rows| rows + self.rows_before));
        }
        Ok(())
    }
}

/// Refuses formats of graphs, for other tables than those of nodes and edges.
fn refuse_graph(plan: &OutputPlan) -> Result<()> {
    match plan.format.layout {
        Layout::Graph => Err(Message::OnlyGraphs { format: plan.format.name }.into()),
        _ => Ok(()),
    }
}

fn implementation(format: &Format) -> Result<Implementation> {
    let missing = || {
        let feature = format.feature.unwrap_or(format.name);
        Failure::from(Message::MissingFeature { format: format.name, feature })
    };
    format.implementation.ok_or_else(missing)
}

/// The folder for the tables of a report.
pub(crate) fn folder(plan: &OutputPlan) -> Result<&Path> {
    let path = plan.path.as_deref().ok_or(Message::NeedsFolder)?;
    if !path.is_dir() && path.exists() {
        return Err(Message::FolderIsFile { path: path.to_owned() }.into());
    }
    Ok(path)
}
