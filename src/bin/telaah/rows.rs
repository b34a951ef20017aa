//! Rows on their way out: one table, or several that belong together.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context, ensure};
#[cfg(feature = "parquet")]
use telaah::report::ParquetWriter;
use telaah::report::schema::{Summary, SummaryRow};
use telaah::report::{Encoder, Format, Framing, Row};
#[cfg(feature = "xlsx")]
use telaah::report::{TableId, Workbook};

use crate::output::{Folder, Target, WRITING};
use crate::resume::Resume;
use crate::setup::OutputPlan;
#[cfg(feature = "parquet")]
use crate::spool::Spool;
use crate::ui::console::Console;
use crate::ui::table::TableWriter;

/// The rows of one table.
pub(crate) enum Rows {
    Framed(Framing<Target>),
    Table(TableWriter<Target>),
    #[cfg(feature = "xlsx")]
    Book(Box<Book>),
    #[cfg(feature = "parquet")]
    Columns(Box<ParquetWriter<Target>>),
    /// A Parquet file can't be truncated, so its rows wait in a spool file until the run has ended.
    #[cfg(feature = "parquet")]
    Spooled(Spool, Box<ParquetWriter<Target>>),
}

impl Rows {
    pub(crate) fn begin<R: Row>(plan: &OutputPlan, console: &Console) -> anyhow::Result<Self> {
        let target = Target::open(plan.path.as_deref())?;
        if plan.format == Format::Table {
            return Ok(Self::Table(TableWriter::new::<R>(target, plan.bars, console)));
        }
        Self::begin_at::<R>(plan.encoder(), target)
    }

    /// Begins a table in a format that is no table for people.
    fn begin_at<R: Row>(encoder: Encoder, target: Target) -> anyhow::Result<Self> {
        let name = target.name();
        let cant = || format!("can't write to {name}");
        Ok(match encoder.format() {
            #[cfg(feature = "xlsx")]
            Format::Xlsx => {
                let mut book = Book::new(target);
                book.begin::<R>(R::TABLE).with_context(cant)?;
                Self::Book(Box::new(book))
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => Self::Columns(Box::new(ParquetWriter::new::<R>(target).with_context(cant)?)),
            _ => Self::Framed(Framing::begin::<R>(encoder, target).with_context(cant)?),
        })
    }

    pub(crate) fn go_to_terminal(&self) -> bool {
        match self {
            Self::Framed(framing) => framing.get_ref().is_terminal(),
            Self::Table(table) => table.get_ref().is_terminal(),
            #[cfg(feature = "xlsx")]
            Self::Book(_) => false,
            #[cfg(feature = "parquet")]
            Self::Columns(_) | Self::Spooled(..) => false,
        }
    }

    /// Says that the rows are a ranking, and the highest count of it: a table then may have bars.
    pub(crate) fn set_most(&mut self, most: Option<u64>) {
        if let (Self::Table(table), Some(most)) = (self, most) {
            table.set_most(most);
        }
    }

    /// Writes rows that the encoder made.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Framed(framing) => framing.rows(bytes),
            Self::Table(table) => table.rows(bytes),
            #[cfg(feature = "xlsx")]
            Self::Book(book) => book.rows(bytes),
            #[cfg(feature = "parquet")]
            Self::Columns(columns) => columns.rows(bytes),
            #[cfg(feature = "parquet")]
            Self::Spooled(spool, _) => spool.write(bytes),
        }
    }

    /// Encodes and writes rows.
    pub(crate) fn write_all<R: Row>(
        &mut self,
        encoder: Encoder,
        rows: impl IntoIterator<Item = R>,
    ) -> anyhow::Result<()> {
        encode(encoder, rows, |bytes| self.write(bytes))
    }

    /// Ends the table. JSON and workbooks have the summary, too, if there is one.
    pub(crate) fn end(self, summary: Option<&Summary<'_>>, console: &Console) -> anyhow::Result<()> {
        let target = match self {
            Self::Framed(framing) => framing.end(summary),
            Self::Table(table) => table.end(),
            #[cfg(feature = "xlsx")]
            Self::Book(mut book) => {
                if let Some(summary) = summary {
                    book.begin::<SummaryRow>(SummaryRow::TABLE).context(WRITING)?;
                    encode(Book::ENCODER, summary.rows(), |bytes| book.rows(bytes))?;
                }
                return book.finish(console);
            }
            #[cfg(feature = "parquet")]
            Self::Columns(columns) => columns.end(),
            #[cfg(feature = "parquet")]
            Self::Spooled(spool, mut columns) => {
                spool.replay(|rows| columns.rows(rows)).context(WRITING)?;
                columns.end()
            }
        };
        #[cfg(not(feature = "xlsx"))]
        let _ = console;
        target.context(WRITING)?.finish()
    }
}

/// Encodes rows and writes them, some at once.
fn encode<R: Row>(
    encoder: Encoder,
    rows: impl IntoIterator<Item = R>,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> anyhow::Result<()> {
    let mut buffer = Vec::new();
    for row in rows {
        encoder.row(&row, &mut buffer);
        if buffer.len() > 64 * 1024 {
            write(&buffer).context(WRITING)?;
            buffer.clear();
        }
    }
    write(&buffer).context(WRITING)
}

/// Several tables: files of a folder, sheets of a workbook, or sections of a page. Each begins when the one before ends.
pub(crate) struct Tables<'a> {
    encoder: Encoder,
    console: &'a Console,
    place: Place,
}

enum Place {
    Folder(Folder, Option<Rows>),
    Page(Page),
    #[cfg(feature = "xlsx")]
    Book(Box<Book>, TableId),
}

impl<'a> Tables<'a> {
    /// Opens what the plan says: a folder, which then must be named; a workbook; or a page.
    /// `resume`: for a run into a folder that can be gone on with.
    pub(crate) fn open(plan: &OutputPlan, console: &'a Console, resume: Option<&Resume>) -> anyhow::Result<Self> {
        let encoder = plan.encoder();
        let place = match (encoder.format(), &plan.path) {
            #[cfg(feature = "xlsx")]
            (Format::Xlsx, path) => {
                let mut book = Book::new(Target::open(path.as_deref())?);
                // It comes first, though it is known last.
                let summary = book.begin::<SummaryRow>(SummaryRow::TABLE).context(WRITING)?;
                Place::Book(Box::new(book), summary)
            }
            (Format::Markdown, path) => Place::Page(Page::Open(Target::open(path.as_deref())?)),
            _ => Place::Folder(Folder::open(Self::folder(plan)?, resume.map(Resume::folder))?, None),
        };
        Ok(Self { encoder, console, place })
    }

    /// The folder of the plan, where its format needs one.
    pub(crate) fn folder(plan: &OutputPlan) -> anyhow::Result<&Path> {
        let path = plan.path.as_deref().context("several tables need a folder: name one with -o")?;
        let ending = plan.format.name();
        ensure!(
            path.is_dir() || path.extension().is_none_or(|e| !e.eq_ignore_ascii_case(ending)),
            "analyze with {ending} writes a folder of five tables: name one for -o (for the table of documents alone, \
             send standard output to {})",
            path.display()
        );
        ensure!(
            path.is_dir() || !path.exists(),
            "can't write to the folder {}: there is a file of that name; this format is five tables here",
            path.display()
        );
        Ok(path)
    }

    /// Begins a table.
    pub(crate) fn begin<R: Row>(&mut self, name: &str) -> anyhow::Result<()> {
        match &mut self.place {
            Place::Folder(folder, rows) => {
                if let Some(rows) = rows.take() {
                    rows.end(None, self.console)?;
                }
                let target = folder.table(format!("{name}.{}", self.encoder.format().name()))?;
                *rows = Some(Rows::begin_at::<R>(self.encoder, target)?);
            }
            Place::Page(page) => page.begin::<R>(self.encoder, name).context(WRITING)?,
            #[cfg(feature = "xlsx")]
            Place::Book(book, _) => {
                book.begin::<R>(name).context(WRITING)?;
            }
        }
        Ok(())
    }

    /// Begins the table whose rows are written during the run, in one that can be resumed.
    pub(crate) fn begin_resumable<R: Row>(&mut self, name: &str, resume: &mut Resume) -> anyhow::Result<()> {
        let Place::Folder(folder, rows) = &mut self.place else { return self.begin::<R>(name) };
        #[cfg(feature = "parquet")]
        if self.encoder.format() == Format::Parquet {
            let target = folder.table(format!("{name}.{}", self.encoder.format().name()))?;
            let columns = ParquetWriter::new::<R>(target).context(WRITING)?;
            let (spool, file) = Spool::open(&resume.folder().join("rows")).context(WRITING)?;
            resume.checkpoint.add_output(file).context(WRITING)?;
            *rows = Some(Rows::Spooled(spool, Box::new(columns)));
            return Ok(());
        }
        let (target, file) = folder.unbuffered_table(format!("{name}.{}", self.encoder.format().name()))?;
        // Of a run that resumes, this writes the same header again.
        *rows = Some(Rows::begin_at::<R>(self.encoder, target)?);
        resume.checkpoint.add_output(file).context(WRITING)
    }

    /// Writes rows of the table that was begun last, which the encoder made.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.place {
            Place::Folder(_, rows) => rows.as_mut().map_or(Ok(()), |rows| rows.write(bytes)),
            Place::Page(page) => page.rows(bytes),
            #[cfg(feature = "xlsx")]
            Place::Book(book, _) => book.rows(bytes),
        }
    }

    /// Begins a table and writes all its rows.
    pub(crate) fn table<R: Row>(&mut self, name: &str, rows: impl IntoIterator<Item = R>) -> anyhow::Result<()> {
        self.begin::<R>(name)?;
        encode(self.encoder, rows, |bytes| self.write(bytes))
    }

    /// Brings everything to where it belongs. A workbook and a page have the summary, too.
    pub(crate) fn finish(mut self, summary: &Summary<'_>) -> anyhow::Result<()> {
        if matches!(self.place, Place::Page(_)) {
            self.table(SummaryRow::TABLE, summary.rows())?;
        }
        match self.place {
            Place::Folder(folder, rows) => {
                if let Some(rows) = rows {
                    rows.end(None, self.console)?;
                }
                folder.finish()
            }
            Place::Page(page) => page.into_target().context(WRITING)?.finish(),
            #[cfg(feature = "xlsx")]
            Place::Book(mut book, table) => {
                book.table = Some(table);
                encode(Book::ENCODER, summary.rows(), |bytes| book.rows(bytes))?;
                book.finish(self.console)
            }
        }
    }
}

/// A page of headings with a table below each.
enum Page {
    /// Before the first table.
    Open(Target),
    Table(Framing<Target>),
    /// While it changes hands, or after an error.
    Gone,
}

impl Page {
    fn into_target(self) -> io::Result<Target> {
        match self {
            Self::Open(target) => Ok(target),
            Self::Table(framing) => framing.end(None::<&()>),
            Self::Gone => Err(io::Error::other("the page could not be written")),
        }
    }

    fn begin<R: Row>(&mut self, encoder: Encoder, name: &str) -> io::Result<()> {
        let is_first = matches!(self, Self::Open(_));
        let mut target = std::mem::replace(self, Self::Gone).into_target()?;
        let blank = if is_first { "" } else { "\n" };
        write!(target, "{blank}## {name}\n\n")?;
        *self = Self::Table(Framing::begin::<R>(encoder, target)?);
        Ok(())
    }

    fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Table(framing) => framing.rows(bytes),
            _ => Ok(()),
        }
    }
}

/// A workbook and where it goes.
#[cfg(feature = "xlsx")]
pub(crate) struct Book {
    book: Workbook,
    table: Option<TableId>,
    target: Target,
}

#[cfg(feature = "xlsx")]
impl Book {
    const ENCODER: Encoder = Encoder::new(Format::Xlsx, telaah::report::CsvDialect::Rfc4180);

    fn new(target: Target) -> Self {
        Self { book: Workbook::new(), table: None, target }
    }

    fn begin<R: Row>(&mut self, name: &str) -> io::Result<TableId> {
        let table = self.book.add_table(name, R::COLUMNS)?;
        self.table = Some(table);
        Ok(table)
    }

    fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.table.map_or(Ok(()), |table| self.book.rows(table, bytes))
    }

    fn finish(self, console: &Console) -> anyhow::Result<()> {
        let Self { book, table: _, mut target } = self;
        let cut = book.save(&mut target).context(WRITING)?;
        if cut > 0 {
            console.warn(&format_args!(
                "{cut} cells are longer than the 32767 characters that a cell of a workbook holds, and were cut; they end with \
                 `…` (csv and json have them whole)"
            ));
        }
        target.finish()
    }
}
