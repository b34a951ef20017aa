//! The arrangement of the records of a JSON file, as its beginning shows it.

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::Problem;
use crate::input::format::json_repair::repair;
use crate::input::format::json_table::TableForm;
use crate::input::format::json_value::{KeySeed, VALUE_KEYS};
use crate::input::record::Fields;

/// The arrangement of records in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An array of records, or consecutive ones.
    Records,
    /// An object with the records in it, in an array or an object at this path.
    Nested { path: Vec<String> },
    /// A table: an object that is all records.
    Table(TableForm),
}

/// The depth of the deepest values that are looked at.
const DEEPEST: usize = 5;

/// A value, as far as it was read. What is nested more deeply than [`DEEPEST`] is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// It was not read to its end: a long text, or a value that is no JSON.
    Unknown,
    Null,
    /// The hash of a text; `None` if it is blank.
    Text(Option<u64>),
    /// A number or a boolean.
    Scalar,
    /// The first item.
    Array(Option<Box<Kind>>),
    Object(Entries),
}

type Entries = Vec<(String, Kind)>;

impl Kind {
    fn may_be_text(&self) -> bool {
        match self {
            Self::Unknown | Self::Text(Some(_)) | Self::Scalar => true,
            Self::Array(Some(item)) => !matches!(**item, Self::Object(_)),
            Self::Null | Self::Text(None) | Self::Array(None) | Self::Object(_) => false,
        }
    }

    /// Whether it is an array of arrays that hold values.
    fn is_array_of_rows(&self) -> bool {
        let Self::Array(Some(row)) = self else { return false };
        matches!(&**row, Self::Array(Some(cell)) if !matches!(**cell, Self::Array(_) | Self::Object(_)))
    }

    /// The fields of the first item of an array of objects.
    fn first_record(&self) -> Option<&Entries> {
        let Self::Array(Some(item)) = self else { return None };
        if let Self::Object(entries) = &**item { Some(entries) } else { None }
    }
}

/// The shape of a file with these first bytes.
///
/// # Errors
/// * [`Problem::AmbiguousText`]: two fields of the first record may be the text.
/// * [`Problem::AmbiguousRecords`]: an object has several arrays of records.
pub(super) fn shape(head: &[u8], fields: &Fields) -> Result<Shape, Problem> {
    let text = String::from_utf8_lossy(head);
    let repaired = repair(&text).map(|repaired| repaired.text);
    let mut root = Kind::Unknown;
    let mut reader = serde_json::Deserializer::from_str(repaired.as_deref().unwrap_or(&text));
    // The head ends within the value, as a rule. What was read before is in `root`.
    let _ = KindSeed { found: &mut root, depth: 0, hasher: &RandomState::new() }.deserialize(&mut reader);
    let entries = match root {
        Kind::Object(entries) => entries,
        root if root.is_array_of_rows() => return Ok(Shape::Table(TableForm::Values)),
        root => return root.first_record().map_or(Ok(()), |record| check(record, fields)).map(|()| Shape::Records),
    };
    if has_text(&entries, fields) {
        let is_list = |(_, kind): &(String, Kind)| matches!(kind, Kind::Array(_));
        if entries.len() > 1 && entries.iter().all(is_list) {
            return Ok(Shape::Table(TableForm::Columns));
        }
        return check(&entries, fields).map(|()| Shape::Records);
    }
    let has_text_name = entries.iter().any(|(key, _)| is_text_name(key, fields));
    if entries.iter().any(|(key, kind)| is_text_name(key, fields) && is_column(kind)) {
        return Ok(Shape::Table(TableForm::Columns));
    }
    let all_are = |wanted: &Kind| entries.iter().all(|(_, kind)| kind == wanted);
    if has_text_name && (all_are(&Kind::Object(Entries::new())) || entries.len() > 1 && all_are(&Kind::Array(None))) {
        return Ok(Shape::Table(TableForm::Empty));
    }
    let find = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, kind)| kind);
    if let (Some(Kind::Array(_)), Some(Kind::Array(Some(row)))) = (find("columns"), find("data"))
        && matches!(**row, Kind::Array(_))
    {
        return Ok(Shape::Table(TableForm::Rows));
    }
    if let (Some(Kind::Array(_)), _, Some(Kind::Array(None))) | (_, Some(Kind::Object(_)), Some(Kind::Array(None))) =
        (find("columns"), find("schema"), find("data"))
    {
        return Ok(Shape::Table(TableForm::Empty));
    }
    nested(&entries, fields)
}

/// The shape of an object that is not a record.
fn nested(entries: &Entries, fields: &Fields) -> Result<Shape, Problem> {
    let arrays = entries.iter().filter_map(|(key, kind)| Some((key, kind.first_record()?)));
    let (with_text, others): (Vec<_>, Vec<_>) = arrays.partition(|(_, record)| has_text(record, fields));
    let path = |key: &String| Ok(Shape::Nested { path: vec![key.clone()] });
    match (&*with_text, &*others) {
        ([(key, record)], _) => check(record, fields).and_then(|()| path(key)),
        ([(first, _), (second, _), ..], _) | ([], [(first, _), (second, _), ..]) => {
            Err(Problem::AmbiguousRecords { first: (*first).clone(), second: (*second).clone() })
        }
        ([], [(key, _)]) => path(key),
        ([], []) => match entries.first() {
            Some((_, Kind::Object(record))) if has_text(record, fields) => {
                check(record, fields).map(|()| Shape::Nested { path: Vec::new() })
            }
            _ => in_objects(entries, fields),
        },
    }
}

/// The shape of an object with the records in an object in it: `{"data": {"items": [{…}, …]}}`. The array of records with text that is
/// nearest to the root is used.
fn in_objects(entries: &Entries, fields: &Fields) -> Result<Shape, Problem> {
    let mut level: Vec<(Vec<&str>, &Entries)> = vec![(Vec::new(), entries)];
    while !level.is_empty() {
        let children = level.iter().flat_map(|(path, entries)| {
            entries.iter().map(move |(key, kind)| ([path.as_slice(), &[key.as_str()]].concat(), kind))
        });
        let children: Vec<(Vec<&str>, &Kind)> = children.collect();
        let arrays = children.iter().filter_map(|(path, kind)| Some((path, kind.first_record()?)));
        let with_text: Vec<_> = arrays.filter(|(_, record)| has_text(record, fields)).collect();
        match *with_text {
            [] => {}
            [(path, record)] => {
                let path = path.iter().map(|key| (*key).to_owned()).collect();
                return check(record, fields).map(|()| Shape::Nested { path });
            }
            [(first, _), (second, _), ..] => {
                return Err(Problem::AmbiguousRecords { first: first.join("."), second: second.join(".") });
            }
        }
        level.clear();
        for (path, kind) in children {
            if let Kind::Object(entries) = kind {
                level.push((path, entries));
            }
        }
    }
    Ok(Shape::Records)
}

fn is_text_name(name: &str, fields: &Fields) -> bool {
    fields.ranks(name)[0].is_some()
}

fn has_text(entries: &Entries, fields: &Fields) -> bool {
    let is_value = |kind: &Kind| match kind {
        // An object that stands for a value.
        Kind::Object(entries) => entries.first().is_some_and(|(key, _)| VALUE_KEYS.contains(&&**key)),
        kind => kind.may_be_text(),
    };
    entries.iter().any(|(key, kind)| is_text_name(key, fields) && is_value(kind))
}

/// Whether a value is a column: an object of texts by row.
fn is_column(kind: &Kind) -> bool {
    let Kind::Object(cells) = kind else { return false };
    cells.first().is_some_and(|(_, cell)| matches!(cell, Kind::Unknown | Kind::Null | Kind::Text(_)))
}

/// Checks that no two fields of a record are equally likely to be the text.
fn check(entries: &Entries, fields: &Fields) -> Result<(), Problem> {
    let filled = entries.iter().filter(|(_, kind)| kind.may_be_text());
    let ranked = filled.filter_map(|(key, kind)| Some((fields.ranks(key)[0]?, key, kind)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    match *ranked {
        [(rank, first, kind), (other, second, other_kind), ..]
            if rank == other && first != second && kind != other_kind && fields.text.is_none() =>
        {
            Err(Problem::AmbiguousText { first: first.clone(), second: second.clone() })
        }
        _ => Ok(()),
    }
}

/// Reads a value, and leaves in `found` what was read, even if it is cut off.
struct KindSeed<'k> {
    found: &'k mut Kind,
    depth: usize,
    hasher: &'k RandomState,
}

impl<'de> DeserializeSeed<'de> for KindSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEEPEST {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KindSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        let text = text.trim();
        *self.found = Kind::Text((!text.is_empty()).then(|| self.hasher.hash_one(text)));
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        *self.found = Kind::Scalar;
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        *self.found = Kind::Scalar;
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        *self.found = Kind::Scalar;
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        *self.found = Kind::Scalar;
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.found = Kind::Null;
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { found, depth, hasher } = self;
        *found = Kind::Array(None);
        let mut first = Kind::Unknown;
        let read = items.next_element_seed(KindSeed { found: &mut first, depth: depth + 1, hasher });
        if !matches!(read, Ok(None)) {
            *found = Kind::Array(Some(Box::new(first)));
        }
        read?;
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { found, depth, hasher } = self;
        *found = Kind::Object(Entries::new());
        let Kind::Object(entries) = found else { return Ok(()) };
        while let Some(key) = map.next_key_seed(KeySeed)? {
            entries.push((key.into_owned(), Kind::Unknown));
            match entries.last_mut() {
                Some((_, found)) => map.next_value_seed(KindSeed { found, depth: depth + 1, hasher })?,
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(json: &str) -> Result<Shape, String> {
        shape(json.as_bytes(), &Fields::default()).map_err(|problem| problem.to_string())
    }

    fn path(keys: &[&str]) -> Result<Shape, String> {
        Ok(Shape::Nested { path: keys.iter().map(|&key| key.to_owned()).collect() })
    }

    #[test]
    fn shapes_are_recognized() {
        for (json, wanted) in [
            (r#"[{"text":"a"}]"#, Ok(Shape::Records)),
            (r#"{"text":"a","tags":[{"x":1}]}"#, Ok(Shape::Records)),
            (r#"{"text":"a long text that is cut o"#, Ok(Shape::Records)),
            (r#"{"isi":["a","b"],"judul":"c"}"#, Ok(Shape::Records)),
            (r#"{"content":{"rendered":"a"}}"#, Ok(Shape::Records)),
            (r#"{"status":"ok","n":NaN,"articles":[{"source":{"name":"a"},"content":"b"},{"co"#, path(&["articles"])),
            (r#"{"ads":[{"x":1}],"data":[{"isi":"a"}]}"#, path(&["data"])),
            (r#"{"hasil":[{"x":1}]}"#, path(&["hasil"])),
            (r#"{"0":{"text":"a"},"1":{"text":"b"}}"#, path(&[])),
            (r#"{"0":{"text":"a","x":[{"text":"b"}]},"1":{"text":"b","x":[{"text":"b"}]}}"#, path(&[])),
            (r#"{"ok":true,"data":{"page":1,"items":[{"judul":"a","isi":"b"},{"#, path(&["data", "items"])),
            (r#"{"response":{"meta":{"tags":[{"x":1}]},"docs":[{"body":"a"}]}}"#, path(&["response", "docs"])),
            (r#"{"a":{"b":{"c":[{"text":"x"}]}}}"#, path(&["a", "b", "c"])),
            (r#"{"a":{"b":[{"x":1}]}}"#, Ok(Shape::Records)),
            (r#"{"text":{"0":"a","1":"b"},"title":{"0":"c"}}"#, Ok(Shape::Table(TableForm::Columns))),
            (r#"{"title":["a","b"],"text":["c","d"]}"#, Ok(Shape::Table(TableForm::Columns))),
            (r#"{"columns":["text"],"index":[0],"data":[["a"]]}"#, Ok(Shape::Table(TableForm::Rows))),
            (r#"[[1,"a"],[2,"b"]]"#, Ok(Shape::Table(TableForm::Values))),
            (r#"[["a text that is cut o"#, Ok(Shape::Table(TableForm::Values))),
            (r#"[[{"text":"a"}]]"#, Ok(Shape::Records)),
            (r#"[[[1]]]"#, Ok(Shape::Records)),
            (r#"{"columns":["text"],"index":[],"data":[]}"#, Ok(Shape::Table(TableForm::Empty))),
            (r#"{"schema":{"fields":[{"name":"index"}]},"data":[]}"#, Ok(Shape::Table(TableForm::Empty))),
            (r#"{"title":{},"text":{}}"#, Ok(Shape::Table(TableForm::Empty))),
            (r#"{"title":[],"text":[]}"#, Ok(Shape::Table(TableForm::Empty))),
            (r#"{"title":{},"x":{}}"#, Ok(Shape::Records)),
            (r#"{"text":[]}"#, Ok(Shape::Records)),
            (r#"{"data":[]}"#, Ok(Shape::Records)),
            (r#"{"x":1}"#, Ok(Shape::Records)),
            ("", Ok(Shape::Records)),
        ] {
            assert_eq!(shape_of(json), wanted, "{json}");
        }
    }

    #[test]
    fn what_is_ambiguous_is_a_problem() {
        let records = "both `a` and `b` are arrays of records";
        assert_eq!(shape_of(r#"{"a":[{"isi":"x"}],"b":[{"isi":"y"}]}"#), Err(records.to_owned()));
        let deeper = shape_of(r#"{"a":{"b":[{"isi":"x"}],"c":[{"isi":"y"}]}}"#);
        assert_eq!(deeper, Err("both `a.b` and `a.c` are arrays of records".to_owned()));
        let text = Err("both `isi` and `content` may hold the text".to_owned());
        for json in
            [r#"[{"isi":"x","content":"y"}]"#, r#"{"isi":"x","content":"y"}"#, r#"{"a":[{"isi":"x","content":"y"}]}"#]
        {
            assert_eq!(shape_of(json), text, "{json}");
        }
        assert_eq!(shape_of(r#"[{"isi":"x","content":"x"}]"#), Ok(Shape::Records));
        assert_eq!(shape_of(r#"[{"isi":"x","content":null}]"#), Ok(Shape::Records));
    }
}
