//! Dividing a file into rows.

use std::sync::Arc;

use super::{Dialect, Header};
use crate::error::Problem;
use crate::input::encoding::Decoding;
use crate::input::format::records::{RecordBlock, RecordReader, RecordSink, Splitter};
use crate::input::options::InputOptions;
use crate::input::record::Position;
use crate::text::work;

/// The lines one after the other that are rows, from which a cell with them is taken for one whose quotation mark was not closed: more
/// than a list in an article is likely to have with the same number of delimiters in each line.
const ENOUGH_ROWS: usize = 20;

/// Divides a file into rows.
pub(super) struct Delimited {
    rows: RowScanner,
    header: Arc<Header>,
    /// Whether every line is a row, whatever is in quotation marks.
    is_by_line: bool,
}

impl Delimited {
    pub(super) fn new(header: Header) -> Self {
        Self { rows: RowScanner::new(header.dialect), header: Arc::new(header), is_by_line: false }
    }
}

impl Splitter for Delimited {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.rows.scan(bytes.get(seen..).unwrap_or_default(), false).map(|end| seen + end)
    }

    fn end_of_file(&mut self, _: usize) -> Option<Problem> {
        (self.rows.state == QuoteState::Inside).then_some(Problem::OpenQuote)
    }

    /// Only the line with the quotation mark is lost. As it would be tried again and again what the next ones enclose, every line is a
    /// row from here on.
    fn recover(&mut self, bytes: &[u8]) -> Option<usize> {
        self.rows = RowScanner::new(self.rows.dialect);
        self.is_by_line = true;
        memchr::memchr(self.rows.dialect.line_end, bytes).map(|at| at + 1)
    }

    /// If many lines in a quoted cell are rows themselves, its quotation mark was not closed. Only that row is lost, and so are the
    /// lines after it up to the next row.
    fn resynchronize(&mut self, bytes: &[u8]) -> Option<(usize, Problem)> {
        if self.rows.state != QuoteState::Inside || self.is_by_line {
            return None;
        }
        let (mut first, mut consecutive, mut begin) = (None, 0, 0);
        for (number, line) in bytes.split_inclusive(|byte| *byte == self.rows.dialect.line_end).enumerate() {
            work::steps(line.len());
            if number > 0 && self.header.is_row(line) {
                first = first.or(Some(begin));
                consecutive += 1;
            } else {
                consecutive = 0;
            }
            if consecutive == ENOUGH_ROWS {
                self.rows = RowScanner::new(self.rows.dialect);
                return Some((first?, Problem::RunawayQuote));
            }
            begin += line.len();
        }
        None
    }

    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.rows.scan(bytes.get(seen..).unwrap_or_default(), true).map(|end| seen + end)
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        let (header, is_by_line) = (Arc::clone(&self.header), self.is_by_line);
        let lines = memchr::memchr_iter(self.rows.dialect.line_end, bytes).count() as u64;
        (Box::new(Rows { header, is_by_line }), lines)
    }

    fn position(&self, number: u64) -> Position {
        Position::Line(number)
    }
}

/// The rows of a block.
pub(super) struct Rows {
    pub(super) header: Arc<Header>,
    /// Whether every line is a row.
    pub(super) is_by_line: bool,
}

impl RecordReader for Rows {
    fn read(&self, block: &RecordBlock, decoding: Decoding, _: &InputOptions, sink: &mut RecordSink<'_>) {
        if !self.is_by_line {
            self.header.read_rows(&block.bytes, block.first, decoding, sink);
            return;
        }
        let dialect = self.header.dialect;
        for (number, line) in (block.first..).zip(block.bytes.split_inclusive(|b| *b == dialect.line_end)) {
            let mut rows = RowScanner::new(dialect);
            rows.scan(line, false);
            let mut wants_more = true;
            if rows.state == QuoteState::Inside {
                wants_more = sink(Position::Line(number), Err(Problem::OpenQuote));
            } else {
                self.header.read_rows(line, number, decoding, &mut |position, record| {
                    wants_more = sink(position, record);
                    wants_more
                });
            }
            if !wants_more {
                return;
            }
        }
    }
}

/// Where reading continues if the quotation mark of a row was not closed, and the row therefore contains the rows up to the next quoted
/// cell. `None` if it is a row, even one whose cells hold quotation marks that should be doubled.
///
/// The quotation mark of the next quoted cell follows a delimiter. Its line is a row or begins one, and so are the lines before it from the
/// place where reading continues.
pub(super) fn end_of_runaway(row: &[u8], header: &Header) -> Option<usize> {
    let Dialect { delimiter, line_end } = header.dialect;
    let mut at = 0;
    loop {
        // The next cell that begins with a quotation mark.
        let begin = at + memchr::memchr(b'"', row.get(at..)?)?;
        let before = begin.checked_sub(1).and_then(|before| row.get(before));
        at = begin + 1;
        if before.is_some_and(|byte| *byte != delimiter && !b"\r\n".contains(byte)) {
            continue;
        }
        let mark = loop {
            let mark = at + memchr::memchr(b'"', row.get(at..)?)?;
            at = mark + 1;
            if row.get(at) != Some(&b'"') {
                break mark;
            }
            at += 1;
        };
        let next = *row.get(at)?;
        if next == delimiter || b"\r\n".contains(&next) {
            continue;
        }
        let cell = row.get(begin..mark)?;
        let Some(line) = memchr::memrchr(line_end, cell).map(|end| begin + end + 1) else { continue };
        if row.get(mark - 1) != Some(&delimiter) {
            continue;
        }
        // The first of the consecutive rows directly before the line of the mark.
        let (mut first, mut start) = (None, begin + memchr::memchr(line_end, cell)? + 1);
        for text in row.get(start..line)?.split_inclusive(|byte| *byte == line_end) {
            work::steps(text.len());
            first = if header.is_row(text) { first.or(Some(start)) } else { None };
            start += text.len();
        }
        let marked = row.get(line..)?.split_inclusive(|byte| *byte == line_end).next()?;
        if header.is_row(marked) || first.is_some() && header.begins_row(marked) {
            return first.or(Some(line));
        }
    }
}

/// Finds where rows end: at line breaks that aren't quoted. A quotation mark opens only at the beginning of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowScanner {
    dialect: Dialect,
    state: QuoteState,
    /// The previous byte.
    before: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteState {
    Outside,
    Inside,
    /// After a quotation mark that closes, unless another one follows.
    Closing,
}

impl RowScanner {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, state: QuoteState::Outside, before: b'\n' }
    }

    /// Whether a line is a row with this number of cells: it ends outside quotation marks, and those around cells are all that it has,
    /// or in pairs.
    pub(super) fn is_row(self, line: &[u8], cells: usize) -> bool {
        self.cells(line).is_some_and(|(found, is_open)| found == cells && !is_open)
    }

    /// Whether a line is the first one of a row with this number of cells, whose last cell in the line continues in the next one.
    pub(super) fn begins_row(self, line: &[u8], cells: usize) -> bool {
        self.cells(line).is_some_and(|(found, is_open)| found <= cells && is_open)
    }

    /// The number of cells of a line, and whether it ends within quotation marks. `None` if it is empty or has other quotation marks than
    /// those around cells and pairs.
    fn cells(mut self, line: &[u8]) -> Option<(usize, bool)> {
        let mut found = 1;
        let blanks = line.iter().rev().take_while(|byte| b"\r\n".contains(byte)).count();
        let text = line.get(..line.len() - blanks).unwrap_or_default();
        for byte in text {
            match (self.state, byte) {
                (QuoteState::Inside, b'"') => self.state = QuoteState::Closing,
                (QuoteState::Inside, _) => {}
                (QuoteState::Closing, b'"') => self.state = QuoteState::Inside,
                (_, byte) if *byte == self.dialect.delimiter => {
                    self.state = QuoteState::Outside;
                    found += 1;
                }
                // A cell that continues after its quotation mark.
                (QuoteState::Closing, _) => return None,
                (QuoteState::Outside, b'"') => {
                    if self.before != self.dialect.delimiter && self.before != b'\n' {
                        return None;
                    }
                    self.state = QuoteState::Inside;
                }
                (QuoteState::Outside, _) => {}
            }
            self.before = *byte;
        }
        (!text.is_empty()).then_some((found, self.state == QuoteState::Inside))
    }

    /// Scans the next bytes, and returns the end of the last complete row in them, or of the first one.
    pub(super) fn scan(&mut self, bytes: &[u8], only_first: bool) -> Option<usize> {
        let mut last = None;
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            match self.state {
                QuoteState::Inside => match memchr::memchr(b'"', rest) {
                    Some(mark) => {
                        at += mark + 1;
                        self.state = QuoteState::Closing;
                    }
                    None => break,
                },
                QuoteState::Closing => {
                    self.state = if rest.first() == Some(&b'"') { QuoteState::Inside } else { QuoteState::Outside };
                    self.before = b'"';
                    at += usize::from(self.state == QuoteState::Inside);
                }
                QuoteState::Outside => match memchr::memchr2(b'"', self.dialect.line_end, rest) {
                    Some(mark) => {
                        let before = mark.checked_sub(1).and_then(|b| rest.get(b)).copied().unwrap_or(self.before);
                        at += mark + 1;
                        if rest.get(mark) == Some(&self.dialect.line_end) {
                            self.before = b'\n';
                            last = Some(at);
                            if only_first {
                                return last;
                            }
                        } else {
                            self.before = b'"';
                            let opens = before == self.dialect.delimiter || before == b'\n' || before == b'\r';
                            self.state = if opens { QuoteState::Inside } else { QuoteState::Outside };
                        }
                    }
                    None => {
                        self.before = rest.last().copied().unwrap_or(self.before);
                        break;
                    }
                },
            }
        }
        last
    }
}
