//! Writes workbooks with the crate `rust_xlsxwriter`. Rows are moved to temporary files as they come, so that memory does not grow
//! with their number.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};

use crate::message::io_error;
use crate::report::format::xlsx::creator::CREATOR;
use crate::report::format::{Finished, FormatOptions, Implementation, Output, ReportWriter, packed_encoder};
use crate::report::packed::{CellValue, push_packed, unpack};
use crate::report::rows::{Summary, SummaryRow};
use crate::report::{Column, Row, TableSchema};

pub(super) const IMPLEMENTATION: Implementation = Implementation { encoder: packed_encoder, writer };

fn writer<'a>(output: Box<dyn Output + 'a>, options: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(WorkbookWriter::new(output, options.is_report))
}

/// Rows of a sheet, including the header.
const SHEET_ROWS: u32 = 1_048_576;

/// The maximum length of a cell, in UTF-16 code units.
const CELL_UNITS: usize = 32_767;

/// The largest whole number that a spreadsheet, which keeps 15 digits, represents exactly.
const LAST_EXACT: u64 = 999_999_999_999_999;

/// The number of rows that determine the widths of columns.
const WIDTH_ROWS: u32 = 1000;

/// The width of the widest column, in characters.
const WIDEST: usize = 60;

struct WorkbookWriter<'a> {
    output: Box<dyn Output + 'a>,
    book: Book,
    is_report: bool,
    /// The first sheet of a report, whose rows are known last.
    summary: Option<Table>,
    /// The current table.
    table: Option<Table>,
    row_count: u64,
}

/// The workbook without the state of its tables.
struct Book {
    book: Workbook,
    formats: Formats,
    sheet_rows: u32,
    cut_cells: u64,
}

struct Formats {
    header: CellFormat,
    number: CellFormat,
    rate: CellFormat,
    date: CellFormat,
}

/// A table that is being written.
struct Table {
    name: &'static str,
    columns: Vec<Column>,
    /// The index of its current sheet in the workbook.
    sheet: usize,
    /// The number of its sheets so far.
    sheets: u32,
    /// The next row of the current sheet.
    row: u32,
    /// The widths of the columns, in characters.
    widths: Vec<usize>,
}

impl<'a> WorkbookWriter<'a> {
    fn new(output: Box<dyn Output + 'a>, is_report: bool) -> Self {
        Self { output, book: Book::new(), is_report, summary: None, table: None, row_count: 0 }
    }

    fn end_table(&mut self) -> io::Result<()> {
        self.table.take().map_or(Ok(()), |table| self.book.finish_sheet(&table))
    }
}

impl ReportWriter for WorkbookWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        self.end_table()?;
        if self.is_report && self.summary.is_none() {
            self.summary = Some(self.book.add_table(SummaryRow::TABLE)?);
        }
        self.table = Some(self.book.add_table(table)?);
        Ok(())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        self.row_count += unpack(encoded).count() as u64;
        self.table.as_mut().map_or(Ok(()), |table| self.book.rows(table, encoded))
    }

    fn finish(mut self: Box<Self>, summary: Option<&Summary<'_>>) -> io::Result<Finished> {
        self.end_table()?;
        if let Some(summary) = summary {
            let reserved = self.summary.take();
            let mut table = reserved.map_or_else(|| self.book.add_table(SummaryRow::TABLE), Ok)?;
            let mut rows = Vec::new();
            summary.totals.rows().iter().for_each(|row| push_packed(row, &mut rows));
            self.book.rows(&mut table, &rows)?;
            self.book.finish_sheet(&table)?;
        }
        let Self { mut output, book, row_count, .. } = *self;
        let finished = unless_panic(|| book.save(&mut output))?;
        output.commit()?;
        Ok(Finished { rows: Some(row_count), ..finished })
    }
}

impl Book {
    fn new() -> Self {
        let mut book = Workbook::new();
        // The same rows give the same bytes: no clock. Dates in workbooks begin in 1900.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).unwrap_or_default();
        book.set_properties(&DocProperties::new().set_creation_datetime(&created).set_author(CREATOR));
        let formats = Formats {
            header: CellFormat::new().set_bold(),
            number: CellFormat::new().set_num_format("#,##0"),
            rate: CellFormat::new().set_num_format("#,##0.00"),
            date: CellFormat::new().set_num_format("yyyy\\-mm\\-dd"),
        };
        Self { book, formats, sheet_rows: SHEET_ROWS, cut_cells: 0 }
    }

    /// Adds a sheet for a table, after the sheets that exist.
    fn add_table(&mut self, table: TableSchema) -> io::Result<Table> {
        let columns = table.columns();
        let widths = columns.iter().map(|column| column.name.chars().count()).collect();
        let mut table = Table { name: table.name(), columns, sheet: 0, sheets: 0, row: 0, widths };
        self.add_sheet(&mut table)?;
        Ok(table)
    }

    /// Writes packed rows. Rows that do not fit on the sheet go to another, `terms (2)`.
    fn rows(&mut self, table: &mut Table, packed: &[u8]) -> io::Result<()> {
        ensure_room(packed.len())?;
        unless_panic(|| unpack(packed).try_for_each(|cells| self.row(table, &cells)))
    }

    fn row(&mut self, table: &mut Table, cells: &[CellValue<'_>]) -> io::Result<()> {
        if table.row >= self.sheet_rows {
            self.finish_sheet(table)?;
            self.add_sheet(table)?;
        }
        let sheet = self.book.worksheet_from_index(table.sheet).map_err(failed)?;
        let row = table.row;
        for (at, cell) in (0_u16..).zip(cells) {
            match *cell {
                CellValue::None => {}
                CellValue::Number(number) if number <= LAST_EXACT => {
                    sheet.write_number_with_format(row, at, number as f64, &self.formats.number).map_err(failed)?;
                }
                CellValue::Number(number) => {
                    sheet.write_string(row, at, number.to_string()).map_err(failed)?;
                }
                CellValue::Rate(rate) => {
                    sheet.write_number_with_format(row, at, rate.to_f64(), &self.formats.rate).map_err(failed)?;
                }
                CellValue::Measure(measure) => {
                    sheet.write_number(row, at, measure.to_f64()).map_err(failed)?;
                }
                CellValue::Flag(flag) => {
                    sheet.write_boolean(row, at, flag).map_err(failed)?;
                }
                CellValue::Date(date) => match excel_date(date) {
                    Some(date) => {
                        sheet.write_datetime_with_format(row, at, &date, &self.formats.date).map_err(failed)?;
                    }
                    None => {
                        sheet.write_string(row, at, date.to_string()).map_err(failed)?;
                    }
                },
                CellValue::Text(text) => {
                    let fitting = fit(text);
                    self.cut_cells += u64::from(fitting.len() != text.len());
                    sheet.write_string(row, at, fitting).map_err(failed)?;
                }
            }
        }
        if row <= WIDTH_ROWS && table.sheets == 1 {
            for (width, cell) in table.widths.iter_mut().zip(cells) {
                *width = (*width).max(width_of(cell));
            }
        }
        table.row += 1;
        Ok(())
    }

    fn add_sheet(&mut self, table: &mut Table) -> io::Result<()> {
        table.sheet = self.book.worksheets().len();
        table.sheets += 1;
        let name = if table.sheets == 1 { table.name.to_owned() } else { format!("{} ({})", table.name, table.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, at, column.name, &self.formats.header).map_err(failed)?;
        }
        table.row = 1;
        Ok(())
    }

    /// Sets the filters and the widths of the columns, after the last row of the sheet.
    fn finish_sheet(&mut self, table: &Table) -> io::Result<()> {
        let sheet: &mut Worksheet = self.book.worksheet_from_index(table.sheet).map_err(failed)?;
        let Some(last) = u16::try_from(table.columns.len()).ok().and_then(|columns| columns.checked_sub(1)) else {
            return Ok(());
        };
        sheet.autofilter(0, 0, table.row - 1, last).map_err(failed)?;
        for (at, &width) in (0_u16..).zip(&table.widths) {
            // With room for the button of the filter.
            sheet.set_column_width(at, (width + 3).min(WIDEST) as f64).map_err(failed)?;
        }
        Ok(())
    }

    fn save<W: Write + Send>(mut self, out: W) -> io::Result<Finished> {
        let mut latch = Latch { out, error: None };
        self.book.save_to_writer(&mut latch).map_err(failed)?;
        latch.error.map_or(Ok(Finished { files: 1, rows: None, cut_cells: self.cut_cells }), Err)
    }
}

/// Keeps the first error of a writer, and pretends that later writes succeed: the crate `zip` prints to standard error when an
/// archive cannot be ended.
struct Latch<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Latch<W> {
    fn unless_failed<T>(&mut self, instead: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.error.is_some() {
            return Ok(instead);
        }
        match act(&mut self.out) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.error = Some(error);
                Ok(instead)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Latch<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_failed(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), Write::flush)
    }
}

/// Makes a panic an error: the crate `rust_xlsxwriter` panics if it cannot write its temporary files. The workbook is lost.
fn unless_panic<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let lost = |_| Err(io_error(io::ErrorKind::Other, NoRoom::Lost { folder: std::env::temp_dir() }));
    catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(lost)
}

crate::messages! {
    /// A lack of space on a device.
    #[derive(Debug)]
    #[cfg_attr(not(unix), expect(dead_code, reason = "the room is not known elsewhere"))]
    enum NoRoom {
        /// Writing temporary files failed.
        Lost { folder: std::path::PathBuf } => {
            en: "{}: cannot write temporary files (TMPDIR names another directory)", folder.display();
            id: "{}: berkas sementara tidak bisa ditulis (TMPDIR menentukan folder lain)", folder.display();
        }
        /// For the temporary files of workbooks.
        Temporary { folder: std::path::PathBuf } => {
            en: "{}: too little space for temporary files (TMPDIR names another directory)", folder.display();
            id: "{}: ruang untuk berkas sementara tidak cukup (TMPDIR menentukan folder lain)", folder.display();
        }
    }
}

/// Fails if the folder for temporary files has too little room for that many bytes of packed rows: the crate `rust_xlsxwriter`
/// would panic.
#[cfg(unix)]
fn ensure_room(packed_bytes: usize) -> io::Result<()> {
    /// The room for what the open sheets have not written yet.
    const RESERVE: u64 = 16 << 20;
    /// The most bytes in a sheet per byte of a packed cell: `&` is `&amp;`, a control character `_x0001_`.
    const GROWTH: u64 = 16;
    let folder = std::env::temp_dir();
    // If it is unknown, writing will fail or succeed.
    let Ok(system) = rustix::fs::statvfs(&folder) else { return Ok(()) };
    let free = system.f_bavail.saturating_mul(system.f_frsize);
    if free >= RESERVE.saturating_add(GROWTH.saturating_mul(packed_bytes as u64)) {
        return Ok(());
    }
    Err(io_error(io::ErrorKind::StorageFull, NoRoom::Temporary { folder }))
}

#[cfg(not(unix))]
fn ensure_room(_: usize) -> io::Result<()> {
    Ok(())
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// The day as a spreadsheet has it: from 1900 on.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|&year| year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// The text, truncated with `…` if it is longer than a cell.
fn fit(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return text.into();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < CELL_UNITS
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut.into()
}

/// The approximate number of characters that a cell shows.
fn width_of(cell: &CellValue<'_>) -> usize {
    match cell {
        // With separators between groups of three.
        CellValue::Number(_) | CellValue::Rate(_) => cell.to_string().len() * 4 / 3,
        CellValue::Text(text) => text.chars().take(WIDEST).count(),
        other => other.to_string().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PerMillion;
    use crate::report::rows::TermRow;

    fn pack(rows: &[TermRow<'_>]) -> Vec<u8> {
        let mut out = Vec::new();
        rows.iter().for_each(|row| push_packed(row, &mut out));
        out
    }

    fn term(term: &str) -> TermRow<'_> {
        TermRow { rank: 1, term, count: 2, documents: 1, per_million: PerMillion::new(2, 3) }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let book = || {
            let mut out = Vec::new();
            let mut writer = Box::new(WorkbookWriter::new(Box::new(&mut out), true));
            writer.begin(TermRow::TABLE).unwrap();
            writer.rows(&pack(&[term("=cmd"), term("a\u{1}b")])).unwrap();
            assert_eq!(writer.finish(Some(&Summary::default())).unwrap().cut_cells, 0);
            out
        };
        let first = book();
        assert!(first.starts_with(b"PK"));
        assert!(first == book());
    }

    #[test]
    fn rows_continue_on_the_next_sheet() {
        let mut book = Book { sheet_rows: 3, ..Book::new() };
        let mut table = book.add_table(TermRow::TABLE).unwrap();
        let rows: Vec<_> = (0..5).map(|_| term("beras")).collect();
        book.rows(&mut table, &pack(&rows[..3])).unwrap();
        book.rows(&mut table, &pack(&rows[3..])).unwrap();
        let names: Vec<String> = book.book.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["terms", "terms (2)", "terms (3)"]);
        assert_eq!(table.row, 2);
    }

    #[test]
    fn cells_that_are_too_long_are_truncated_and_counted() {
        let long = "é".repeat(CELL_UNITS + 1);
        let mut book = Book::new();
        let mut table = book.add_table(TermRow::TABLE).unwrap();
        book.rows(&mut table, &pack(&[term(&long), term(&long[..2 * CELL_UNITS])])).unwrap();
        assert_eq!(book.save(Vec::new()).unwrap().cut_cells, 1);
        assert_eq!(fit(&long).chars().count(), CELL_UNITS);
        assert!(fit(&"😀".repeat(20_000)).encode_utf16().count() <= CELL_UNITS);
    }

    #[test]
    fn the_first_error_of_the_output_is_returned() {
        /// Accepts some bytes, then fails.
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for room in [0, 10, 1000] {
            let mut book = Book::new();
            let mut table = book.add_table(TermRow::TABLE).unwrap();
            book.rows(&mut table, &pack(&[term("beras")])).unwrap();
            assert_eq!(book.save(Full(room)).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_full_disk_is_an_error() {
        ensure_room(1).unwrap();
        assert_eq!(ensure_room(1 << 55).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn dates_begin_in_1900() {
        let date = jiff::civil::date;
        assert!(excel_date(date(2024, 12, 31)).is_some() && excel_date(date(1900, 1, 1)).is_some());
        assert!(excel_date(date(1899, 12, 31)).is_none() && excel_date(date(-1, 1, 1)).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn messages_follow_the_rules() {
        use crate::message::Message as _;
        use crate::message::rules::{Example, Examples, examples, faults};
        let examples =
            examples!(NoRoom: NoRoom::Lost { folder: "a/b".into() }, NoRoom::Temporary { folder: "a/b".into() });
        assert_eq!(faults(&[examples], &[]), [""; 0]);
    }
}
