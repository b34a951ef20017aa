//! The description of rows and objects: their columns, their cells, and where the cells go.
//!
//! A row is described once, as a documented struct in [`rows`](crate::report::rows). From it come the columns of its table
//! ([`TableSchema`]), its cells ([`Record::cells`]), its JSON ([`Record::json`]) and its JSON Schema.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use jiff::civil::Date;

use crate::report::{Measure, PerMillion};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header.
    pub name: &'static str,
    /// The type of the cells.
    pub kind: ColumnKind,
    /// Whether a cell can be empty.
    pub is_optional: bool,
}

/// The type of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Whole numbers from 0.
    Number,
    /// Relative frequencies: [`PerMillion`], with two decimals.
    Rate,
    /// Statistics: [`Measure`], with six significant digits.
    Measure,
    /// Yes or no; as text, `true` or `false`.
    Flag,
    /// Calendar days; as text, `YYYY-MM-DD`.
    Date,
}

impl Column {
    /// A column of texts, none of them empty.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Text, is_optional: false }
    }

    /// A column of whole numbers, none of them empty.
    #[must_use]
    pub const fn number(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Number, is_optional: false }
    }

    /// The same column with cells that can be empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Whether the cells are numbers, which are aligned to the right.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self.kind, ColumnKind::Number | ColumnKind::Rate | ColumnKind::Measure)
    }
}

/// The name and the columns of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableSchema {
    name: &'static str,
    row_name: &'static str,
    fields: &'static [Field],
    /// Columns after those of the fields.
    more: &'static [Field],
}

impl TableSchema {
    pub(crate) const fn of<R: Described>(name: &'static str) -> Self {
        Self { name, row_name: name, fields: R::FIELDS, more: &[] }
    }

    /// The name of the table, for its file, sheet or heading: `people`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the rows, which tables of the same columns share: `entities`. It is the key in JSON.
    #[must_use]
    pub const fn row_name(&self) -> &'static str {
        self.row_name
    }

    /// A table of the same rows with another name.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The table with further columns at the end.
    pub(crate) const fn with_columns(self, more: &'static [Field]) -> Self {
        Self { more, ..self }
    }

    /// The number of its own columns. Others can follow, whose names come from the documents.
    #[must_use]
    pub fn own_columns(&self) -> usize {
        Self { more: &[], ..*self }.columns().len()
    }

    /// The columns, in the order of the cells.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::with_capacity(self.fields.len());
        self.fields.iter().chain(self.more).for_each(|field| field.add_columns(false, &mut columns));
        columns
    }
}

/// A field of a described struct: a field of a JSON object, and one column or several.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name of the column, if it is one.
    pub(crate) column: &'static str,
    /// The name in JSON with the punctuation around it: `,"name":`.
    pub(crate) json_key: &'static str,
    pub(crate) shape: Shape,
}

/// The columns of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A column of its own.
    Cell { kind: ColumnKind, is_optional: bool },
    /// A column for each field of an object.
    Group { fields: &'static [Field], is_optional: bool },
}

impl Shape {
    pub(crate) const fn cell(kind: ColumnKind) -> Self {
        Self::Cell { kind, is_optional: false }
    }

    pub(crate) const fn optional(self) -> Self {
        match self {
            Self::Cell { kind, .. } => Self::Cell { kind, is_optional: true },
            Self::Group { fields, .. } => Self::Group { fields, is_optional: true },
        }
    }
}

impl Field {
    fn add_columns(&self, in_optional_group: bool, columns: &mut Vec<Column>) {
        match self.shape {
            Shape::Cell { kind, is_optional } => {
                columns.push(Column { name: self.column, kind, is_optional: is_optional || in_optional_group });
            }
            Shape::Group { fields, is_optional } => {
                fields.iter().for_each(|field| field.add_columns(is_optional || in_optional_group, columns));
            }
        }
    }

    const fn is_optional(&self) -> bool {
        match self.shape {
            Shape::Cell { is_optional, .. } | Shape::Group { is_optional, .. } => is_optional,
        }
    }
}

/// The fields of a described struct.
pub(crate) trait Described {
    const FIELDS: &'static [Field];
    /// Whether no field is a list or an object.
    const IS_FLAT: bool;

    /// Passes the fields to a sink, in order.
    fn visit<S: CellSink + ?Sized>(&self, sink: &mut S);
}

/// A described struct: a row of a table, or an object inside one.
pub trait Record {
    /// Passes the fields to a sink, in order.
    fn cells(&self, sink: &mut dyn CellSink);

    /// Appends the record as a JSON object, to the bytes that `serde_json` writes.
    fn json(&self, out: &mut Vec<u8>);
}

/// Encodes rows. It runs in the analyzing threads, so the encoding of a row must not depend on the rows before it.
pub trait RowEncoder: fmt::Debug + Send + Sync {
    /// Appends a row.
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>);
}

/// A shared [`RowEncoder`].
pub type Encoder = Arc<dyn RowEncoder>;

/// A row of a table.
pub trait Row: Record {
    /// The table.
    const TABLE: TableSchema;

    /// The JSON Schema of the row, as a part of another.
    #[cfg(test)]
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema;

    /// The JSON Schema of the row alone.
    #[cfg(test)]
    fn root_schema(generator: schemars::SchemaGenerator) -> schemars::Schema;
}

/// The list in a field. Displayed, it is the text of one cell: `Joko Widodo (3); Jokowi (2)`.
pub trait List: fmt::Display {
    /// Whether it has no items.
    fn is_empty(&self) -> bool;

    /// Passes on the items, in order.
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Record));
}

/// Receives the fields of a record, one after the other.
pub trait CellSink {
    /// Receives a text.
    fn text(&mut self, field: &'static Field, text: &str);

    /// Receives a whole number.
    fn number(&mut self, field: &'static Field, number: u64);

    /// Receives a relative frequency.
    fn rate(&mut self, field: &'static Field, rate: PerMillion);

    /// Receives a statistic.
    fn measure(&mut self, field: &'static Field, measure: Measure);

    /// Receives an empty cell.
    fn none(&mut self, field: &'static Field);

    /// Receives an object, or `None` in the place of one. Sinks without nested objects pass it on to [`flatten`].
    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>);

    /// Receives a yes or no.
    fn flag(&mut self, field: &'static Field, flag: bool) {
        self.text(field, if flag { "true" } else { "false" });
    }

    /// Receives a day.
    fn date(&mut self, field: &'static Field, date: Date) {
        self.text(field, &date.to_string());
    }

    /// Receives a list. An empty list is an empty cell where the column has such cells.
    fn list(&mut self, field: &'static Field, list: &dyn List) {
        if list.is_empty() && field.is_optional() {
            self.none(field);
        } else {
            // Most lists fit, and then the text does not move.
            let mut text = String::with_capacity(64);
            // Writing to a String cannot fail.
            let _ = write!(text, "{list}");
            self.text(field, &text);
        }
    }
}

/// Passes the fields of an object to the sink as cells of the row around it; of `None`, as many empty cells.
pub fn flatten(sink: &mut dyn CellSink, field: &'static Field, record: Option<&dyn Record>) {
    match (record, field.shape) {
        (Some(record), _) => record.cells(sink),
        (None, Shape::Group { fields, .. }) => fields.iter().for_each(|field| flatten(sink, field, None)),
        (None, Shape::Cell { .. }) => sink.none(field),
    }
}
