//! Tables in JSON: an object that is all records, as `pandas` writes it.

use std::borrow::Cow;
use std::fmt;

use hashbrown::HashMap;
use serde::Deserialize;
use serde::de::{DeserializeSeed, MapAccess, Visitor};

use crate::error::Problem;
use crate::input::encoding::{Decoding, decode, undeclared};
use crate::input::format::json_object::{RawRecord, not_json, record};
use crate::input::format::json_repair::repair;
use crate::input::format::json_value::{JsonValue, KeySeed};
use crate::input::format::records::RecordSink;
use crate::input::record::{Fields, Position, Record};

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableForm {
    /// An object for each column, or an array: `{"text": {"0": "…", "1": "…"}, …}`, `{"text": ["…", "…"], …}`.
    Columns,
    /// The names of the columns, and an array for each row: `{"columns": ["text", …], "data": [["…", …], …]}`.
    Rows,
    /// An array for each row, without names: `[["…", …], …]`.
    Values,
    /// No rows.
    Empty,
}

/// Reads the records of a table, which begins at `byte_offset` in its file, and passes them to `sink`. `first` is the number of its
/// first row. Of [`TableForm::Values`], one row is read.
pub(super) fn read_table(
    bytes: &[u8],
    byte_offset: u64,
    first: u64,
    form: TableForm,
    decoding: Decoding,
    fields: &Fields,
    sink: &mut RecordSink<'_>,
) {
    let read = decode(bytes, decoding, undeclared).map_err(|problem| problem.further_on(byte_offset));
    let read = read.and_then(|(text, encoding)| {
        let repaired = repair(&text).map(|repaired| repaired.text);
        let text = repaired.as_deref().unwrap_or(&text);
        let rows = match form {
            TableForm::Columns => serde_json::from_str(text).map(Columns::into_rows),
            TableForm::Rows => serde_json::from_str(text).map(NamedRows::into_rows),
            TableForm::Values => serde_json::from_str(text).map(|cells| vec![Row::without_names(cells)]),
            TableForm::Empty => Ok(Vec::new()),
        };
        // Of unnamed columns, one alone is the text.
        let mut fields = Cow::Borrowed(fields);
        for (number, row) in (first..).zip(rows.map_err(|error| not_json(&error))?) {
            if let (TableForm::Values, None, [(only, _)]) = (form, &fields.text, &*row.0) {
                fields.to_mut().text = Some(only.clone().into_owned());
            }
            let found = row.read(&fields);
            if !sink(Position::Value(number), found.map(|record| (record, encoding))) {
                break;
            }
        }
        Ok(())
    });
    if let Err(problem) = read {
        sink(Position::Value(first), Err(problem));
    }
}

/// The fields of a row.
struct Row<'a>(Vec<(Cow<'a, str>, JsonValue<'a>)>);

impl<'a> Row<'a> {
    /// The names of the columns are their numbers, from 1.
    fn without_names(cells: Vec<JsonValue<'a>>) -> Self {
        Self((1..).map(|number: u64| Cow::Owned(number.to_string())).zip(cells).collect())
    }

    fn read(self, fields: &Fields) -> Result<Record<'a>, Problem> {
        let mut raw = RawRecord::new(fields);
        let mut names = Vec::new();
        for (key, value) in self.0 {
            names.push(key.clone());
            raw.add(key, fields, |_| Ok::<_, std::convert::Infallible>(value)).unwrap_or_else(|never| match never {});
        }
        record(raw, || names, fields)
    }
}

/// A column, with its cells by row.
enum Cells<'a> {
    ByKey(Vec<(Cow<'a, str>, JsonValue<'a>)>),
    InOrder(Vec<JsonValue<'a>>),
}

struct Columns<'a>(Vec<(Cow<'a, str>, Cells<'a>)>);

impl<'a> Columns<'a> {
    /// The rows, in the order in which they occur first.
    fn into_rows(self) -> Vec<Row<'a>> {
        let mut rows: Vec<Row<'a>> = Vec::new();
        let mut known: HashMap<Cow<'a, str>, usize, foldhash::fast::RandomState> = HashMap::default();
        for (name, cells) in self.0 {
            let cells: Vec<(usize, JsonValue<'a>)> = match cells {
                Cells::InOrder(cells) => cells.into_iter().enumerate().collect(),
                Cells::ByKey(cells) => {
                    let row_of = |(key, cell)| {
                        let next = known.len();
                        (*known.entry(key).or_insert(next), cell)
                    };
                    cells.into_iter().map(row_of).collect()
                }
            };
            for (row, cell) in cells {
                // A row is at most one beyond the last.
                rows.resize_with(rows.len().max(row + 1), || Row(Vec::new()));
                if let Some(Row(row)) = rows.get_mut(row) {
                    row.push((name.clone(), cell));
                }
            }
        }
        rows
    }
}

#[derive(Deserialize)]
struct NamedRows<'a> {
    #[serde(borrow)]
    columns: Vec<JsonValue<'a>>,
    #[serde(borrow)]
    data: Vec<Vec<JsonValue<'a>>>,
}

impl<'a> NamedRows<'a> {
    fn into_rows(self) -> Vec<Row<'a>> {
        let names: Vec<Cow<'a, str>> =
            self.columns.into_iter().map(|name| name.into_text().unwrap_or_default()).collect();
        self.data.into_iter().map(|cells| Row(names.iter().cloned().zip(cells).collect())).collect()
    }
}

impl<'de> Deserialize<'de> for Columns<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ColumnsVisitor).map(Self)
    }
}

struct ColumnsVisitor;

impl<'de> Visitor<'de> for ColumnsVisitor {
    type Value = Vec<(Cow<'de, str>, Cells<'de>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut columns = Vec::new();
        while let Some(name) = map.next_key_seed(KeySeed)? {
            columns.push((name, map.next_value_seed(CellsSeed)?));
        }
        Ok(columns)
    }
}

struct CellsSeed;

impl<'de> DeserializeSeed<'de> for CellsSeed {
    type Value = Cells<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CellsSeed {
    type Value = Cells<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column")
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::new();
        while let Some(cell) = items.next_element()? {
            cells.push(cell);
        }
        Ok(Cells::InOrder(cells))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            cells.push((key, map.next_value()?));
        }
        Ok(Cells::ByKey(cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(json: &str, form: TableForm) -> Vec<String> {
        let mut found = Vec::new();
        read_table(json.as_bytes(), 0, 1, form, Decoding::default(), &Fields::default(), &mut |position, record| {
            let record = record.map(|(record, _)| format!("{} {:?}", record.text, record.title));
            let Position::Value(number) = position else { unreachable!() };
            found.push(format!("{number} {}", record.unwrap_or_else(|problem| problem.to_string())));
            true
        });
        found
    }

    #[test]
    fn rows_are_put_together() {
        let wanted = [r#"1 a Some("c")"#, "2 b None"];
        let by_key = r#"{"title":{"0":"c","1":NaN},"text":{"0":"a","1":"b"}}"#;
        assert_eq!(rows(by_key, TableForm::Columns), wanted);
        // The order of the keys does not matter.
        let by_key = r#"{"title":{"x":"c","y":null},"text":{"y":"b","x":"a"}}"#;
        assert_eq!(rows(by_key, TableForm::Columns), wanted);
        assert_eq!(rows(r#"{"title":["c"],"text":["a","b"]}"#, TableForm::Columns), wanted);
        let split = r#"{"columns":["judul","isi"],"index":[0,1],"data":[["c","a"],[null,"b"]]}"#;
        assert_eq!(rows(split, TableForm::Rows), wanted);
        let unnamed = rows(r#"["c","a"]"#, TableForm::Values);
        assert_eq!(unnamed, ["1 no field is known to hold the text: the fields are `1`, `2`"]);
        assert_eq!(rows(r#"["a"]"#, TableForm::Values), ["1 a None"]);
        let split = rows(r#"{"columns":["x"],"data":[["a"]]}"#, TableForm::Rows);
        assert_eq!(split, ["1 no field is known to hold the text: the fields are `x`"]);
        assert_eq!(rows("{}", TableForm::Empty), [""; 0]);
        let broken = rows(r#"{"title":1}"#, TableForm::Columns);
        assert!(broken.len() == 1 && broken[0].starts_with("1 not a JSON object"), "{broken:?}");
    }
}
