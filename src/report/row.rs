//! Rows of tables.

use std::fmt;

use crate::report::PerMillion;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header, and the name of the JSON field.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether cells may be absent.
    pub is_optional: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Whole numbers from 0.
    Number,
    /// Relative frequencies: [`PerMillion`], with two decimals.
    Rate,
    /// Yes or no; as a text, `true` or `false`.
    Flag,
    /// Days of the calendar; as a text, `YYYY-MM-DD`.
    Date,
}

impl Column {
    /// A column of texts, none absent.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Text, is_optional: false }
    }

    /// A column of whole numbers, none absent.
    #[must_use]
    pub const fn number(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Number, is_optional: false }
    }

    /// The same, whose cells may be absent.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Whether its cells are numbers, which are aligned to the right.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self.kind, ColumnKind::Number | ColumnKind::Rate)
    }
}

/// A row of a table: serialised, an object; cell by cell, a line of CSV. Both have the same fields in the same order.
pub trait Row: serde::Serialize {
    /// What the table is called: the key of the JSON object that holds the rows.
    const TABLE: &'static str;

    /// The columns.
    const COLUMNS: &'static [Column];

    /// Gives the cells, one for each column.
    fn cells(&self, cells: &mut dyn Cells);

    /// Appends the row as JSON, as serde writes it. Rows that there are many of do it by hand, to the same bytes.
    fn json(&self, out: &mut Vec<u8>) {
        // Writing to a Vec cannot fail, and our types have no map with keys that are no strings.
        let _ = serde_json::to_writer(out, self);
    }
}

/// Takes the cells of a row.
pub trait Cells {
    /// A text.
    fn text(&mut self, text: &str);

    /// A whole number.
    fn number(&mut self, number: u64);

    /// A relative frequency.
    fn per_million(&mut self, value: PerMillion);

    /// Nothing.
    fn absent(&mut self);

    /// Several things in one cell, made of parts.
    fn list(&mut self, list: &dyn fmt::Display);

    /// A text that may be absent.
    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.absent(),
        }
    }

    /// A number that may be absent.
    fn optional_number(&mut self, number: Option<u64>) {
        match number {
            Some(number) => self.number(number),
            None => self.absent(),
        }
    }

    /// A yes or no: `true`, `false`.
    fn flag(&mut self, flag: bool) {
        self.text(if flag { "true" } else { "false" });
    }
}
