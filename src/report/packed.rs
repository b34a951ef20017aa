//! Rows as typed cells in a buffer, for formats that lay out or encode many rows at once: workbooks, columns, tables on a
//! terminal. The analyzing threads pack rows, the writer unpacks them.

use std::fmt;

use jiff::civil::Date;

use crate::report::row::{CellSink, Field, Record, RowEncoder, flatten};
use crate::report::{Measure, PerMillion};

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum CellValue<'a> {
    /// An empty cell.
    None,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Number(u64),
    /// A relative frequency.
    Rate(PerMillion),
    /// A statistic.
    Measure(Measure),
    /// A yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
}

impl fmt::Display for CellValue<'_> {
    /// As in CSV, without quotation marks; an empty cell is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Rate(rate) => rate.fmt(f),
            Self::Measure(measure) => measure.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

const ROW_END: u8 = 0;
const NONE: u8 = 1;
const TEXT: u8 = 2;
const NUMBER: u8 = 3;
const RATE: u8 = 4;
const FLAG: u8 = 5;
const DATE: u8 = 6;
const MEASURE: u8 = 7;

/// A row that is being packed: each cell is a tag and its value. Numbers have eight bytes; a text follows its length.
struct PackedRow<'a>(&'a mut Vec<u8>);

/// Appends a row, packed.
pub(crate) fn push_packed(row: &dyn Record, out: &mut Vec<u8>) {
    row.cells(&mut PackedRow(out));
    out.push(ROW_END);
}

/// Packs rows; [`unpack`] returns their cells.
#[derive(Clone, Copy, Debug)]
pub struct PackedEncoder;

impl RowEncoder for PackedEncoder {
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>) {
        push_packed(row, out);
    }
}

impl PackedRow<'_> {
    fn eight(&mut self, tag: u8, number: u64) {
        self.0.push(tag);
        self.0.extend_from_slice(&number.to_le_bytes());
    }
}

impl CellSink for PackedRow<'_> {
    fn text(&mut self, _: &'static Field, text: &str) {
        self.eight(TEXT, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, _: &'static Field, number: u64) {
        self.eight(NUMBER, number);
    }

    fn rate(&mut self, _: &'static Field, rate: PerMillion) {
        self.eight(RATE, rate.hundredths());
    }

    fn measure(&mut self, _: &'static Field, measure: Measure) {
        self.eight(MEASURE, measure.to_f64().to_bits());
    }

    fn flag(&mut self, _: &'static Field, flag: bool) {
        self.0.extend_from_slice(&[FLAG, flag.into()]);
    }

    fn date(&mut self, _: &'static Field, date: Date) {
        let [low, high] = date.year().to_le_bytes();
        self.0.extend_from_slice(&[DATE, low, high, date.month() as u8, date.day() as u8]);
    }

    fn none(&mut self, _: &'static Field) {
        self.0.push(NONE);
    }

    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>) {
        flatten(self, field, record);
    }
}

/// The rows that a [`PackedEncoder`] packed. Other bytes end the rows.
pub fn unpack(bytes: &[u8]) -> impl Iterator<Item = Vec<CellValue<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let mut cells = Vec::new();
        while let Some(cell) = next_cell(&mut rest)? {
            cells.push(cell);
        }
        Some(cells)
    })
}

/// The next cell, or `Some(None)` at the end of a row; `None` if there is neither.
fn next_cell<'a>(rest: &mut &'a [u8]) -> Option<Option<CellValue<'a>>> {
    fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
        let (taken, after) = rest.split_first_chunk()?;
        *rest = after;
        Some(taken)
    }
    let [tag] = *take(rest)?;
    let cell = match tag {
        ROW_END => return Some(None),
        NONE => CellValue::None,
        NUMBER => CellValue::Number(u64::from_le_bytes(*take(rest)?)),
        RATE => CellValue::Rate(PerMillion::from_hundredths(u64::from_le_bytes(*take(rest)?))),
        MEASURE => CellValue::Measure(Measure::from_rounded(f64::from_bits(u64::from_le_bytes(*take(rest)?)))),
        TEXT => {
            let length = usize::try_from(u64::from_le_bytes(*take(rest)?)).ok()?;
            let (text, after) = rest.split_at_checked(length)?;
            *rest = after;
            CellValue::Text(std::str::from_utf8(text).ok()?)
        }
        FLAG => {
            let [flag] = *take(rest)?;
            CellValue::Flag(flag != 0)
        }
        DATE => {
            let [low, high, month, day] = *take(rest)?;
            CellValue::Date(Date::new(i16::from_le_bytes([low, high]), month as i8, day as i8).ok()?)
        }
        _ => return None,
    };
    Some(Some(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::describe::record;

    record! {
        #[expect(unreachable_pub, reason = "the macro is for public structs")]
        pub struct Mixed<'a> {
            pub text: &'a str,
            pub number: u64,
            pub rate: Option<PerMillion>,
            pub none: Option<u64>,
            pub flag: bool,
            pub date: Date,
            pub measure: Option<Measure>,
        }
    }

    #[test]
    fn unpacks_what_was_packed() {
        let (rate, date) = (PerMillion::new(1, 3), jiff::civil::date(-44, 3, 15));
        let measure = Measure::new(-1.0 / 3.0);
        let mut out = Vec::new();
        for text in ["", "é\0\n|"] {
            push_packed(&Mixed { text, number: u64::MAX, rate, none: None, flag: true, date, measure }, &mut out);
        }
        let rows: Vec<_> = unpack(&out).collect();
        let cells = |text| {
            let rate = CellValue::Rate(rate.unwrap());
            let (number, flag, date) = (CellValue::Number(u64::MAX), CellValue::Flag(true), CellValue::Date(date));
            let measure = CellValue::Measure(measure.unwrap());
            vec![CellValue::Text(text), number, rate, CellValue::None, flag, date, measure]
        };
        assert_eq!(rows, [cells(""), cells("é\0\n|")]);
        for end in 0..out.len() {
            assert!(unpack(&out[..end]).count() < 2);
        }
    }
}
