//! Workbooks (ECMA-376) for spreadsheets, written by the crate `rust_xlsxwriter`.
//!
//! A sheet a table: the header is bold, stays in place and has filters; numbers are numbers, days are days, texts are texts,
//! whatever they begin with. Rows go to temporary files as they come, so memory does not follow their number.

use std::fmt;
use std::io::{self, Write};
use std::mem;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Worksheet, XlsxError};

use crate::report::{CellValue, Column, ColumnKind, unpack};

/// Rows of a sheet, the header with them.
const SHEET_ROWS: u32 = 1_048_576;

/// Characters of a cell, in UTF-16 code units.
const CELL_UNITS: usize = 32_767;

/// The last whole number up to which a spreadsheet, which keeps floating-point numbers of 15 digits, has every one.
const LAST_EXACT: u64 = 999_999_999_999_999;

/// Rows from which the widths of columns are taken.
const WIDTH_ROWS: u32 = 1000;

/// The widest column, in characters.
const WIDEST: usize = 60;

/// A workbook that is being written.
pub struct Workbook {
    book: rust_xlsxwriter::Workbook,
    tables: Vec<Table>,
    formats: Formats,
    sheet_rows: u32,
    cut_cells: u64,
}

/// A table of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableId(usize);

#[derive(Debug)]
struct Formats {
    header: CellFormat,
    number: CellFormat,
    rate: CellFormat,
    date: CellFormat,
}

/// Without sheets: a place whose table is in hand.
#[derive(Debug, Default)]
struct Table {
    name: String,
    columns: &'static [Column],
    /// Number of the present sheet in the workbook.
    sheet: usize,
    /// Sheets of the table so far.
    sheets: u32,
    /// The next row of the present sheet.
    row: u32,
    /// Of each column, in characters.
    widths: Vec<usize>,
}

impl Workbook {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        let mut book = rust_xlsxwriter::Workbook::new();
        // The same rows give the same bytes: no clock. The crate's own sheets begin in 1900.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).unwrap_or_default();
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let formats = Formats {
            header: CellFormat::new().set_bold(),
            number: CellFormat::new().set_num_format("#,##0"),
            rate: CellFormat::new().set_num_format("#,##0.00"),
            date: CellFormat::new().set_num_format("yyyy\\-mm\\-dd"),
        };
        Self { book, tables: Vec::new(), formats, sheet_rows: SHEET_ROWS, cut_cells: 0 }
    }

    /// Adds a table behind those that are there. Rows may be written to any of them, in any order.
    ///
    /// # Errors
    /// A temporary file can't be made, or the name is not one that a sheet may have (at most 31 characters).
    pub fn add_table(&mut self, name: &str, columns: &'static [Column]) -> io::Result<TableId> {
        let widths = columns.iter().map(|column| column.name.chars().count()).collect();
        let mut table = Table { name: name.to_owned(), columns, sheet: 0, sheets: 0, row: 0, widths };
        self.add_sheet(&mut table)?;
        self.tables.push(table);
        Ok(TableId(self.tables.len() - 1))
    }

    /// Writes rows that an encoder packed. What does not fit on a sheet goes on in another, `terms (2)`.
    ///
    /// # Errors
    /// A temporary file can't be made, the folder for such files is full, or the table is none of this workbook.
    pub fn rows(&mut self, table: TableId, bytes: &[u8]) -> io::Result<()> {
        ensure_room(bytes.len())?;
        let no_table = || io::Error::other("no such table");
        // So that a sheet can be added while the table is in hand.
        let mut in_hand = mem::take(self.tables.get_mut(table.0).ok_or_else(no_table)?);
        let result = unpack(bytes).try_for_each(|cells| self.row(&mut in_hand, &cells));
        *self.tables.get_mut(table.0).ok_or_else(no_table)? = in_hand;
        result
    }

    fn row(&mut self, table: &mut Table, cells: &[CellValue<'_>]) -> io::Result<()> {
        if table.row >= self.sheet_rows {
            finish_sheet(&mut self.book, table)?;
            self.add_sheet(table)?;
        }
        let sheet = self.book.worksheet_from_index(table.sheet).map_err(failed)?;
        let row = table.row;
        for (at, (cell, column)) in (0_u16..).zip(cells.iter().zip(table.columns)) {
            match *cell {
                CellValue::Absent => {}
                CellValue::Number(number) if number <= LAST_EXACT => {
                    sheet.write_number_with_format(row, at, number as f64, &self.formats.number).map_err(failed)?;
                }
                CellValue::Number(number) => {
                    sheet.write_string(row, at, number.to_string()).map_err(failed)?;
                }
                CellValue::Rate(rate) => {
                    sheet.write_number_with_format(row, at, rate.to_f64(), &self.formats.rate).map_err(failed)?;
                }
                CellValue::Flag(flag) => {
                    sheet.write_boolean(row, at, flag).map_err(failed)?;
                }
                CellValue::Text(text) => match day(text).filter(|_| column.kind == ColumnKind::Date) {
                    Some(day) => {
                        sheet.write_datetime_with_format(row, at, &day, &self.formats.date).map_err(failed)?;
                    }
                    None => {
                        let shown = fit(text);
                        self.cut_cells += u64::from(shown.len() != text.len());
                        sheet.write_string(row, at, shown).map_err(failed)?;
                    }
                },
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

    /// Begins another sheet for the table.
    fn add_sheet(&mut self, table: &mut Table) -> io::Result<()> {
        table.sheet = self.book.worksheets().len();
        table.sheets += 1;
        let name = if table.sheets == 1 { table.name.clone() } else { format!("{} ({})", table.name, table.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (at, column) in (0_u16..).zip(table.columns) {
            sheet.write_string_with_format(0, at, column.name, &self.formats.header).map_err(failed)?;
        }
        table.row = 1;
        Ok(())
    }

    /// Writes the workbook, and says how many texts were cut because they were longer than the 32,767 characters that a cell
    /// holds. Such a text ends with `…`.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn save<W: Write + Send>(mut self, out: W) -> io::Result<u64> {
        for table in &self.tables {
            finish_sheet(&mut self.book, table)?;
        }
        let mut latch = Latch { out, error: None };
        self.book.save_to_writer(&mut latch).map_err(failed)?;
        match latch.error {
            Some(error) => Err(error),
            None => Ok(self.cut_cells),
        }
    }
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook").field("tables", &self.tables).finish_non_exhaustive()
    }
}

impl Default for Workbook {
    fn default() -> Self {
        Self::new()
    }
}

/// Keeps the first error of a writer, and takes what comes behind it for written: the crate `zip` says on standard error when an
/// archive can't be ended.
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

/// Fails where the folder for temporary files has too little room for so many bytes of packed rows: the crate
/// `rust_xlsxwriter` would panic.
#[cfg(unix)]
fn ensure_room(packed_bytes: usize) -> io::Result<()> {
    /// What the sheets that are open may still have to write.
    const RESERVE: u64 = 16 << 20;
    /// Bytes of a cell in a sheet for one of a packed cell, at most: `&` is `&amp;`, a control character `_x0001_`.
    const GROWTH: u64 = 16;
    let folder = std::env::temp_dir();
    // Where that can't be told, the writing itself will tell.
    let Ok(system) = rustix::fs::statvfs(&folder) else { return Ok(()) };
    let free = system.f_bavail.saturating_mul(system.f_frsize);
    if free >= RESERVE.saturating_add(GROWTH.saturating_mul(packed_bytes as u64)) {
        return Ok(());
    }
    let message = format!("{} has too little room for temporary files (TMPDIR names another folder)", folder.display());
    Err(io::Error::new(io::ErrorKind::StorageFull, message))
}

#[cfg(not(unix))]
fn ensure_room(_: usize) -> io::Result<()> {
    Ok(())
}

/// Filters and widths, when all rows are there.
fn finish_sheet(book: &mut rust_xlsxwriter::Workbook, table: &Table) -> io::Result<()> {
    let sheet: &mut Worksheet = book.worksheet_from_index(table.sheet).map_err(failed)?;
    let Some(last) = u16::try_from(table.columns.len()).ok().and_then(|columns| columns.checked_sub(1)) else {
        return Ok(());
    };
    sheet.autofilter(0, 0, table.row - 1, last).map_err(failed)?;
    for (at, &width) in (0_u16..).zip(&table.widths) {
        // The button of the filter takes room, too.
        sheet.set_column_width(at, (width + 3).min(WIDEST) as f64).map_err(failed)?;
    }
    Ok(())
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// A day that a spreadsheet knows: from 1900 on.
fn day(text: &str) -> Option<ExcelDateTime> {
    let date = crate::input::parse_date(text).filter(|date| text.len() == 10 && date.year() >= 1900)?;
    let (year, month, day) =
        (u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// As much of a text as a cell holds.
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

/// Characters that a cell shows, more or less.
fn width_of(cell: &CellValue<'_>) -> usize {
    match cell {
        // Groups of three have a mark between them.
        CellValue::Number(_) | CellValue::Rate(_) => cell.to_string().len() * 4 / 3,
        CellValue::Text(text) => text.chars().take(WIDEST).count(),
        other => other.to_string().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::schema::{TermRow, TokenRow};
    use crate::report::{CsvDialect, Encoder, Format, PerMillion, Row};

    fn pack(rows: &[impl Row]) -> Vec<u8> {
        let mut out = Vec::new();
        rows.iter().for_each(|row| Encoder::new(Format::Xlsx, CsvDialect::Rfc4180).row(row, &mut out));
        out
    }

    fn term(term: &str) -> TermRow<'_> {
        TermRow { rank: 1, term, count: 2, documents: 1, per_million: PerMillion::new(2, 3) }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let book = || {
            let mut book = Workbook::new();
            let (summary, terms) =
                (book.add_table("summary", TokenRow::COLUMNS), book.add_table("terms", TermRow::COLUMNS));
            book.rows(terms.unwrap(), &pack(&[term("=cmd"), term("a\u{1}b")])).unwrap();
            book.rows(summary.unwrap(), &[]).unwrap();
            let mut out = Vec::new();
            assert_eq!(book.save(&mut out).unwrap(), 0);
            out
        };
        let first = book();
        assert!(first.starts_with(b"PK"));
        assert!(first == book());
    }

    #[test]
    fn rows_go_on_in_the_next_sheet() {
        let mut book = Workbook { sheet_rows: 3, ..Workbook::new() };
        let table = book.add_table("terms", TermRow::COLUMNS).unwrap();
        let rows: Vec<_> = (0..5).map(|_| term("beras")).collect();
        book.rows(table, &pack(&rows[..3])).unwrap();
        book.rows(table, &pack(&rows[3..])).unwrap();
        let names: Vec<String> = book.book.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["terms", "terms (2)", "terms (3)"]);
        assert_eq!(book.tables[0].row, 2);
        book.save(Vec::new()).unwrap();
    }

    #[test]
    fn what_a_cell_cannot_hold_is_cut_and_counted() {
        let long = "é".repeat(CELL_UNITS + 1);
        let mut book = Workbook::new();
        let table = book.add_table("terms", TermRow::COLUMNS).unwrap();
        book.rows(table, &pack(&[term(&long), term(&long[..2 * CELL_UNITS])])).unwrap();
        assert_eq!(book.save(Vec::new()).unwrap(), 1);
        assert_eq!(fit(&long).chars().count(), CELL_UNITS);
        assert!(fit(&"😀".repeat(20_000)).encode_utf16().count() <= CELL_UNITS);
    }

    #[test]
    fn the_first_error_of_the_output_is_given() {
        /// Takes some bytes and then no more.
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
            let mut book = Workbook::new();
            let table = book.add_table("terms", TermRow::COLUMNS).unwrap();
            book.rows(table, &pack(&[term("beras")])).unwrap();
            assert_eq!(book.save(Full(room)).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        }
    }

    #[cfg(unix)]
    #[test]
    fn more_than_the_disk_holds_is_an_error() {
        ensure_room(1).unwrap();
        assert_eq!(ensure_room(1 << 55).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn days_are_days_from_1900_on() {
        assert!(day("2024-12-31").is_some() && day("1900-01-01").is_some());
        for text in ["1899-12-31", "2024-02-30", "2024-12-31T08:00", "2024", ""] {
            assert!(day(text).is_none(), "{text}");
        }
    }
}
