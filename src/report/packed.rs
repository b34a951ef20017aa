//! Rows as typed cells in a buffer, for formats that are laid out or encoded when many rows are there: workbooks, columns,
//! tables on a terminal. Threads pack rows, the writer unpacks them.

use std::fmt;

use crate::report::{Cells, PerMillion};

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellValue<'a> {
    /// Nothing.
    Absent,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Number(u64),
    /// A relative frequency.
    Rate(PerMillion),
    /// A yes or no.
    Flag(bool),
}

impl fmt::Display for CellValue<'_> {
    /// As in CSV, without quotes: an absent cell is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Rate(rate) => rate.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

const ROW_END: u8 = 0;
const ABSENT: u8 = 1;
const TEXT: u8 = 2;
const NUMBER: u8 = 3;
const RATE: u8 = 4;
const FLAG: u8 = 5;

/// A row being packed: each cell is a tag and what it holds; numbers have eight bytes, texts their length before them.
pub(crate) struct PackedRow<'a>(&'a mut Vec<u8>);

impl<'a> PackedRow<'a> {
    pub(crate) const fn new(out: &'a mut Vec<u8>) -> Self {
        Self(out)
    }

    pub(crate) fn end(self) {
        self.0.push(ROW_END);
    }

    fn eight(&mut self, tag: u8, number: u64) {
        self.0.push(tag);
        self.0.extend_from_slice(&number.to_le_bytes());
    }
}

impl Cells for PackedRow<'_> {
    fn text(&mut self, text: &str) {
        self.eight(TEXT, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.eight(NUMBER, number);
    }

    fn per_million(&mut self, value: PerMillion) {
        self.eight(RATE, value.hundredths());
    }

    fn absent(&mut self) {
        self.0.push(ABSENT);
    }

    fn list(&mut self, list: &dyn fmt::Display) {
        let text = list.to_string();
        self.text(&text);
    }

    fn flag(&mut self, flag: bool) {
        self.0.extend_from_slice(&[FLAG, flag.into()]);
    }
}

/// The rows that an encoder packed: see [`Format::is_packed`](crate::report::Format::is_packed). Bytes that no encoder made
/// end the rows.
pub fn unpack(bytes: &[u8]) -> impl Iterator<Item = Vec<CellValue<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let mut cells = Vec::new();
        while let Some(cell) = cell(&mut rest)? {
            cells.push(cell);
        }
        Some(cells)
    })
}

/// The next cell, or that the row ends; none if there is neither.
fn cell<'a>(rest: &mut &'a [u8]) -> Option<Option<CellValue<'a>>> {
    let (tag, behind) = rest.split_first()?;
    *rest = behind;
    let mut eight = || {
        let (number, behind) = rest.split_first_chunk()?;
        *rest = behind;
        Some(u64::from_le_bytes(*number))
    };
    let cell = match *tag {
        ROW_END => return Some(None),
        ABSENT => CellValue::Absent,
        NUMBER => CellValue::Number(eight()?),
        RATE => CellValue::Rate(PerMillion::from_hundredths(eight()?)),
        TEXT => {
            let length = usize::try_from(eight()?).ok()?;
            let (text, behind) = rest.split_at_checked(length)?;
            *rest = behind;
            CellValue::Text(std::str::from_utf8(text).ok()?)
        }
        FLAG => {
            let (flag, behind) = rest.split_first()?;
            *rest = behind;
            CellValue::Flag(*flag != 0)
        }
        _ => return None,
    };
    Some(Some(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let mut out = Vec::new();
        let rate = PerMillion::new(1, 3).unwrap();
        for text in ["", "é\0\n|"] {
            let mut row = PackedRow::new(&mut out);
            row.text(text);
            row.number(u64::MAX);
            row.per_million(rate);
            row.absent();
            row.flag(true);
            row.list(&"a (2)");
            row.end();
        }
        PackedRow::new(&mut out).end();
        let rows: Vec<_> = unpack(&out).collect();
        let cells = |text| {
            let list = CellValue::Text("a (2)");
            vec![
                CellValue::Text(text),
                CellValue::Number(u64::MAX),
                CellValue::Rate(rate),
                CellValue::Absent,
                CellValue::Flag(true),
                list,
            ]
        };
        assert_eq!(rows, [cells(""), cells("é\0\n|"), Vec::new()]);
        for end in 0..out.len() {
            assert!(unpack(&out[..end]).count() < 3);
        }
    }
}
