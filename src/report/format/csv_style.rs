//! The style of CSV: delimiter, decimal mark, byte order mark, and protection from spreadsheets.

use std::fmt;
use std::str::FromStr;

use crate::message::{Language, Message};
use crate::report::format::excel;

/// A dialect of CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvDialect {
    /// RFC 4180: comma, quotes where they are needed, doubled inside; lines end with LF, as xsv and qsv write them.
    #[default]
    Rfc4180,
    /// For Excel in an Indonesian locale: a byte order mark, `;`, decimal comma, CRLF, and an apostrophe before texts that it
    /// would change: those that could run as formulas (they begin with `=`, `+`, `-`, `@`, a tab or a line end, also in full
    /// width or after invisible characters), and those that it would read as a number, a date, a time, a truth value or an
    /// error (`00123`, `3/4`, `1e10`, `mei-15`, `TRUE`). Texts with `,`, `;` or a tab are quoted, so that a formula in the
    /// middle of one cannot become a cell of its own where another separator is set.
    ExcelId,
}

impl CsvDialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Rfc4180, Self::ExcelId];

    /// The name: `rfc4180`, `excel-id`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::ExcelId => "excel-id",
        }
    }
}

/// The style of cells and lines. A `sep=` line is never written: programs other than Excel read it as data, and it
/// makes Excel forget the byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    pub(crate) delimiter: Delimiter,
    pub(crate) decimal_mark: DecimalMark,
    pub(crate) has_byte_order_mark: bool,
    pub(crate) ends_with_crlf: bool,
    /// Whether cells that a spreadsheet would change begin with an apostrophe.
    pub(crate) is_for_excel: bool,
}

impl CsvStyle {
    /// [`CsvDialect::Rfc4180`].
    pub const RFC4180: Self = Self {
        delimiter: Delimiter::COMMA,
        decimal_mark: DecimalMark::Point,
        has_byte_order_mark: false,
        ends_with_crlf: false,
        is_for_excel: false,
    };
    /// The same with tabs.
    pub const TSV: Self = Self { delimiter: Delimiter::TAB, ..Self::RFC4180 };
    /// [`CsvDialect::ExcelId`].
    pub const EXCEL_ID: Self = Self {
        delimiter: Delimiter::SEMICOLON,
        decimal_mark: DecimalMark::Comma,
        has_byte_order_mark: true,
        ends_with_crlf: true,
        is_for_excel: true,
    };

    /// The style of a dialect.
    #[must_use]
    pub const fn of(dialect: CsvDialect) -> Self {
        match dialect {
            CsvDialect::Rfc4180 => Self::RFC4180,
            CsvDialect::ExcelId => Self::EXCEL_ID,
        }
    }

    /// The same with another delimiter. If it is the decimal mark, too, numbers that have one are quoted.
    #[must_use]
    pub const fn with_delimiter(self, delimiter: Delimiter) -> Self {
        Self { delimiter, ..self }
    }

    /// The same with another decimal mark.
    #[must_use]
    pub const fn with_decimal_mark(self, decimal_mark: DecimalMark) -> Self {
        Self { decimal_mark, ..self }
    }

    /// The same with a byte order mark (U+FEFF) before the header, or without one.
    #[must_use]
    pub const fn with_byte_order_mark(self, has_byte_order_mark: bool) -> Self {
        Self { has_byte_order_mark, ..self }
    }

    /// The byte order mark, if there is one.
    pub(crate) const fn mark(&self) -> &'static [u8] {
        if self.has_byte_order_mark { b"\xef\xbb\xbf" } else { b"" }
    }

    /// Whether a spreadsheet would change this text.
    #[inline]
    pub(crate) fn must_guard(&self, text: &str) -> bool {
        self.is_for_excel && excel::changes(text)
    }
}

/// The character between cells: ASCII punctuation or a tab, but not a quotation mark or a part of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// `,`
    pub const COMMA: Self = Self(b',');
    /// `;`
    pub const SEMICOLON: Self = Self(b';');
    /// A tab.
    pub const TAB: Self = Self(b'\t');

    /// The character, which is ASCII.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self.0
    }
}

impl FromStr for Delimiter {
    type Err = DelimiterError;

    /// The character itself; for a tab also `tab` or `\t`.
    fn from_str(text: &str) -> Result<Self, DelimiterError> {
        match *text.as_bytes() {
            [b'\t'] => Ok(Self::TAB),
            _ if matches!(text, "tab" | "\\t") => Ok(Self::TAB),
            [byte] if byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'.' | b'-' | b'+') => Ok(Self(byte)),
            _ => Err(DelimiterError),
        }
    }
}

/// The text is not a delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimiterError;

impl Message for DelimiterError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match language {
            Language::English => {
                "a delimiter is one ASCII punctuation character such as , ; | or tab; quote, point, plus and minus are not allowed"
            }
            Language::Indonesian => {
                "pemisah harus satu tanda baca ASCII seperti , ; | atau tab; tanda kutip, titik, plus, dan minus tidak boleh dipakai"
            }
        })
    }
}

impl fmt::Display for DelimiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

impl std::error::Error for DelimiterError {}

/// The character between a whole number and its hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `.`
    Point,
    /// `,`, as Indonesian writes it.
    Comma,
}

impl DecimalMark {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    /// The name: `point`, `comma`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// The character, which is ASCII.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }
}

impl fmt::Display for DecimalMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_signs() {
        for (text, byte) in
            [(",", b','), (";", b';'), ("|", b'|'), ("\t", b'\t'), ("tab", b'\t'), ("\\t", b'\t'), ("^", b'^')]
        {
            assert_eq!(text.parse().map(Delimiter::byte), Ok(byte), "{text}");
        }
        for text in ["", "\"", "\n", "a", "5", " ", ".", "-", "+", ";;", "é", "\0"] {
            assert_eq!(text.parse::<Delimiter>(), Err(DelimiterError), "{text}");
        }
    }

    #[test]
    fn only_the_dialect_for_excel_guards() {
        assert!(CsvStyle::EXCEL_ID.must_guard("=1+1") && !CsvStyle::RFC4180.must_guard("=1+1"));
    }
}
