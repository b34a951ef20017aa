//! A folder with a file for each table.

use std::io;

use crate::report::TableSchema;
use crate::report::format::{Finished, Format, FormatOptions, Output, ReportWriter};
use crate::report::rows::Summary;

/// A folder that is being written.
pub trait Directory {
    /// Creates a file of that name.
    ///
    /// # Errors
    /// The file cannot be created.
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Output>>;

    /// Gives the folder and its files their final names, when all of them are committed.
    ///
    /// # Errors
    /// The folder cannot be written.
    fn commit(self: Box<Self>) -> io::Result<()>;
}

/// Writes each table to a file of a folder, `terms.csv`, in a format whose files hold one table.
pub struct FolderWriter<'a> {
    directory: Box<dyn Directory + 'a>,
    format: &'static Format,
    options: FormatOptions,
    /// The writer of the current table.
    table: Option<Box<dyn ReportWriter>>,
    finished: Finished,
}

impl<'a> FolderWriter<'a> {
    /// Creates a writer of files of that format.
    #[must_use]
    pub fn new(directory: Box<dyn Directory + 'a>, format: &'static Format, options: FormatOptions) -> Self {
        let options = FormatOptions { is_report: false, ..options };
        Self { directory, format, options, table: None, finished: Finished { rows: Some(0), ..Finished::default() } }
    }

    fn end_table(&mut self) -> io::Result<()> {
        if let Some(table) = self.table.take() {
            let Finished { files, rows, cut_cells } = table.finish(None)?;
            self.finished.files += files;
            self.finished.rows = self.finished.rows.zip(rows).map(|(before, more)| before + more);
            self.finished.cut_cells += cut_cells;
        }
        Ok(())
    }
}

impl std::fmt::Debug for FolderWriter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FolderWriter").field("format", &self.format.name).finish_non_exhaustive()
    }
}

impl ReportWriter for FolderWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        self.end_table()?;
        let output = self.directory.create(&format!("{}.{}", table.name(), self.format.name))?;
        let mut writer = self.format.writer(output, &self.options).ok_or(io::ErrorKind::Unsupported)?;
        writer.begin(table)?;
        self.table = Some(writer);
        Ok(())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        self.table.as_mut().map_or(Ok(()), |table| table.rows(encoded))
    }

    fn finish(mut self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        self.end_table()?;
        self.directory.commit()?;
        Ok(self.finished)
    }
}
