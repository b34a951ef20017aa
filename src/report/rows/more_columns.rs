//! Columns that are known only when the rows are: one for each group of documents, or for each pattern.

use std::collections::HashSet;

use crate::report::packed::CellValue;
use crate::report::row::{CellSink, Field, Record, Shape};
use crate::report::{ColumnKind, TableSchema};

/// Columns after those of a table, all of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct MoreColumns(&'static [Field]);

impl MoreColumns {
    /// Columns with these names. They are never freed, like those of other tables, so create them once.
    ///
    /// A name that is empty or that of a column of the table or before it is put in parentheses: `()`, `(term)`.
    #[must_use]
    pub fn new<'n>(names: impl IntoIterator<Item = (&'n str, ColumnKind)>, table: TableSchema) -> Self {
        Self::of_shapes(names.into_iter().map(|(name, kind)| (name, Shape::cell(kind))), table)
    }

    /// The same with columns whose cells can be empty.
    #[must_use]
    pub fn optional<'n>(names: impl IntoIterator<Item = (&'n str, ColumnKind)>, table: TableSchema) -> Self {
        Self::of_shapes(names.into_iter().map(|(name, kind)| (name, Shape::cell(kind).optional())), table)
    }

    fn of_shapes<'n>(names: impl Iterator<Item = (&'n str, Shape)>, table: TableSchema) -> Self {
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let mut taken: HashSet<String> = table.columns().iter().map(|column| column.name.to_owned()).collect();
        taken.insert(String::new());
        let fields = names.map(|(name, shape)| {
            let mut name = name.to_owned();
            while taken.contains(&name) {
                name = format!("({name})");
            }
            taken.insert(name.clone());
            Field { json_key: leak(format!(",{}:", serde_json::Value::from(name.as_str()))), column: leak(name), shape }
        });
        Self(Box::leak(fields.collect()))
    }

    /// The table with these columns after its own.
    #[must_use]
    pub const fn after(self, table: TableSchema) -> TableSchema {
        table.with_columns(self.0)
    }
}

/// A row with the cells of [`MoreColumns`].
#[derive(Clone, Debug)]
pub struct RowWithMore<'a, R> {
    /// The row.
    pub row: R,
    /// The columns.
    pub columns: MoreColumns,
    /// A cell for each of them.
    pub cells: Vec<CellValue<'a>>,
}

impl<R: Record> Record for RowWithMore<'_, R> {
    fn cells(&self, sink: &mut dyn CellSink) {
        self.row.cells(sink);
        for (field, cell) in self.columns.0.iter().zip(&self.cells) {
            match *cell {
                CellValue::None => sink.none(field),
                CellValue::Text(text) => sink.text(field, text),
                CellValue::Number(number) => sink.number(field, number),
                CellValue::Rate(rate) => sink.rate(field, rate),
                CellValue::Measure(measure) => sink.measure(field, measure),
                CellValue::Flag(flag) => sink.flag(field, flag),
                CellValue::Date(date) => sink.date(field, date),
            }
        }
    }

    fn json(&self, out: &mut Vec<u8>) {
        self.row.json(out);
        // The fields are appended inside the object.
        out.pop();
        for (field, cell) in self.columns.0.iter().zip(&self.cells) {
            out.extend_from_slice(field.json_key.as_bytes());
            let value = match *cell {
                CellValue::None => serde_json::Value::Null,
                CellValue::Text(text) => text.into(),
                CellValue::Number(number) => number.into(),
                CellValue::Rate(rate) => rate.to_f64().into(),
                CellValue::Measure(measure) => measure.to_f64().into(),
                CellValue::Flag(flag) => flag.into(),
                CellValue::Date(date) => date.to_string().into(),
            };
            out.extend_from_slice(value.to_string().as_bytes());
        }
        out.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Row;
    use crate::report::rows::StopWordRow;

    #[test]
    fn columns_follow_and_have_different_names() {
        let table = StopWordRow::TABLE;
        let names = ["2024", "", "word", "a\"b"].map(|name| (name, ColumnKind::Number));
        let columns = MoreColumns::new(names, table);
        let found: Vec<_> = columns.after(table).columns().into_iter().map(|column| column.name).collect();
        assert_eq!(found, ["word", "2024", "()", "(word)", "a\"b"]);
        let cells = (1..).map(CellValue::Number).take(4).collect();
        let mut json = Vec::new();
        RowWithMore { row: StopWordRow { word: "dan" }, columns, cells }.json(&mut json);
        assert_eq!(String::from_utf8(json).unwrap(), r#"{"word":"dan","2024":1,"()":2,"(word)":3,"a\"b":4}"#);
    }
}
