//! JSON: an array of objects, or consecutive objects.

use std::ops::Range;

use crate::error::{Missing, Problem};
use crate::input::encoding::Decoding;
use crate::input::format::json_nested::NestedValues;
use crate::input::format::json_object::ValueRanges;
use crate::input::format::json_shape::{Shape, shape};
use crate::input::format::json_table::{TableForm, read_table};
use crate::input::format::records::{FileHead, OpenedRecords, RecordBlock, RecordReader, RecordSink, Splitter};
use crate::input::format::{InputFormat, Layout};
use crate::input::options::InputOptions;
use crate::input::record::Position;
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "json",
    title: Wording {
        en: "a JSON array of such objects, or one object",
        id: "larik JSON berisi objek seperti itu, atau satu objek",
    },
    extensions: &["json"],
    sniff: begins_with_json,
    feature: None,
    is_distinctive: false,
    unit: Missing::Records,
    layout: Layout::Records(open),
};

/// Opens a file, whose first bytes show how its records are arranged unless the path of their array is given.
///
/// # Errors
/// See [`shape`].
pub(super) fn open(file: FileHead<'_>) -> Result<Option<OpenedRecords>, Problem> {
    let shape = match &file.options.records {
        Some(path) => Shape::Nested { path: path.split('.').map(str::to_owned).collect() },
        None => shape(file.bytes, &file.options.fields)?,
    };
    Ok(Some(match shape {
        Shape::Records => OpenedRecords::without_header(JsonValues::default()),
        Shape::Nested { path } => {
            let fields = file.options.records.is_none().then(|| file.options.fields.clone());
            OpenedRecords::without_header(NestedValues::new(path, fields))
        }
        Shape::Table(form) => OpenedRecords::without_header(Tables { values: JsonValues::default(), form }),
    }))
}

/// Whether it is an array that begins with an object or a row, or an object that begins with a key: `[{`, `[["`, `[[1,`, `[[null,`, `{"`.
fn begins_with_json(head: &[u8]) -> bool {
    fn after<'t>(text: &'t [u8], prefix: &[u8]) -> Option<&'t [u8]> {
        text.trim_ascii_start().strip_prefix(prefix).map(<[u8]>::trim_ascii_start)
    }
    let is_row = |row: &[u8]| {
        let is_other = |end: usize| {
            let value = row.get(..end).unwrap_or_default().trim_ascii();
            row.get(end) == Some(&b',') && serde_json::from_slice::<Option<f64>>(value).is_ok()
        };
        row.starts_with(b"\"") || row.iter().position(|byte| b",]\n".contains(byte)).is_some_and(is_other)
    };
    let is_item =
        |item: &[u8]| item.starts_with(b"{") || item.starts_with(b"]") || after(item, b"[").is_some_and(is_row);
    after(head, b"[").is_some_and(is_item) || after(head, b"{").is_some_and(|key| key.starts_with(b"\""))
}

/// The values of a file: the elements of an array, or consecutive values. Only strings and brackets are recognised, so that an
/// invalid value doesn't affect the others.
#[derive(Debug, Default)]
struct JsonValues {
    in_array: bool,
    /// Number of open brackets of the current value.
    depth: u64,
    string: InString,
    /// Where the current value begins.
    start: Option<usize>,
    /// The complete values.
    found: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum InString {
    #[default]
    No,
    Yes,
    /// After a backslash.
    Escaped,
}

impl JsonValues {
    /// Scans `unseen`, which is at offset `from` of the bytes since the last block, to its end or to that of the first value. Returns
    /// how much was scanned.
    fn scan(&mut self, unseen: &[u8], from: usize, only_first: bool) -> usize {
        let mut at = 0;
        while let Some(&byte) = unseen.get(at).filter(|_| !only_first || self.found.is_empty()) {
            match (self.string, self.start) {
                (InString::Escaped, _) => self.string = InString::Yes,
                (InString::Yes, _) => {
                    let rest = unseen.get(at..).unwrap_or_default();
                    let Some(mark) = memchr::memchr2(b'"', b'\\', rest) else { return unseen.len() };
                    at += mark;
                    let is_end = rest.get(mark) == Some(&b'"');
                    self.string = if is_end { InString::No } else { InString::Escaped };
                    if is_end && self.depth == 0 {
                        self.end(from + at + 1);
                    }
                }
                (InString::No, None) => match byte {
                    b' ' | b'\n' | b'\r' | b'\t' | b',' => {}
                    b'[' if !self.in_array => self.in_array = true,
                    b']' if self.in_array => self.in_array = false,
                    _ => {
                        self.start = Some(from + at);
                        match byte {
                            b'{' | b'[' => self.depth = 1,
                            b'"' => self.string = InString::Yes,
                            _ => {}
                        }
                    }
                },
                (InString::No, Some(_)) if self.depth == 0 => {
                    // A number or a keyword.
                    if matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b']') {
                        self.end(from + at);
                        continue;
                    }
                }
                (InString::No, Some(_)) => match byte {
                    b'"' => self.string = InString::Yes,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            self.end(from + at + 1);
                        }
                    }
                    _ => {}
                },
            }
            at += 1;
        }
        at
    }

    fn end(&mut self, end: usize) {
        if let Some(start) = self.start.take() {
            self.found.push(start..end);
        }
    }
}

impl Splitter for JsonValues {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.scan(bytes.get(seen..).unwrap_or_default(), seen, false);
        self.found.last().map(|value| value.end)
    }

    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        let scanned = self.scan(bytes.get(seen..).unwrap_or_default(), seen, true);
        (!self.found.is_empty()).then_some(seen + scanned)
    }

    fn end_of_file(&mut self, bytes: usize) -> Option<Problem> {
        if self.depth == 0 && self.string == InString::No {
            self.end(bytes);
        }
        let is_complete = self.start.is_none() && !self.in_array;
        (!is_complete).then_some(Problem::CutOff)
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        self.start = self.start.map(|start| start.saturating_sub(bytes.len()));
        let values = std::mem::take(&mut self.found);
        let count = values.len() as u64;
        (Box::new(ValueRanges(values)), count)
    }

    fn position(&self, number: u64) -> Position {
        Position::Value(number)
    }
}

/// Values that are tables, or rows of one.
struct Tables {
    values: JsonValues,
    form: TableForm,
}

impl Splitter for Tables {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.values.last_end(bytes, seen)
    }

    fn end_of_file(&mut self, bytes: usize) -> Option<Problem> {
        self.values.end_of_file(bytes)
    }

    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.values.skip_end(bytes, seen)
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        let values = std::mem::take(&mut self.values.found);
        let (_, count) = self.values.take_block(bytes);
        (Box::new(TableRanges { values, form: self.form }), count)
    }

    fn position(&self, number: u64) -> Position {
        Position::Value(number)
    }
}

/// The ranges of the tables of a block.
struct TableRanges {
    values: Vec<Range<usize>>,
    form: TableForm,
}

impl RecordReader for TableRanges {
    fn is_empty(&self, _: &RecordBlock) -> bool {
        self.form == TableForm::Empty || self.values.is_empty()
    }

    fn read(&self, block: &RecordBlock, decoding: Decoding, options: &InputOptions, sink: &mut RecordSink<'_>) {
        for (value, range) in (block.first..).zip(&self.values) {
            let bytes = block.bytes.get(range.clone()).unwrap_or_default();
            let first = if self.form == TableForm::Values { value } else { 1 };
            let byte_offset = block.byte_offset + range.start as u64;
            read_table(bytes, byte_offset, first, self.form, decoding, &options.fields, sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a file that is read in chunks of `step` bytes, and the problem at its end.
    fn values(text: &str, step: usize) -> (Vec<&str>, Option<Problem>) {
        let mut splitter = JsonValues::default();
        let (mut begin, mut seen, mut found) = (0, 0, Vec::new());
        for end in (0..text.len()).step_by(step).skip(1).chain([text.len()]) {
            if let Some(last) = splitter.last_end(&text.as_bytes()[begin..end], seen - begin) {
                found.extend(splitter.found.iter().map(|range| &text[begin + range.start..begin + range.end]));
                splitter.take_block(&text.as_bytes()[begin..begin + last]);
                begin += last;
            }
            seen = end;
        }
        let problem = splitter.end_of_file(text.len() - begin);
        found.extend(splitter.found.iter().map(|range| &text[begin + range.start..begin + range.end]));
        (found, problem)
    }

    #[test]
    fn values_do_not_depend_on_chunks() {
        for step in [1, 2, 3, 100] {
            let (found, problem) = values("[ {\"a\": \"]}\\\"\"} , [1, [2]],\n3,\"x\\\\\", null]\n", step);
            assert_eq!(found, ["{\"a\": \"]}\\\"\"}", "[1, [2]]", "3", "\"x\\\\\"", "null"]);
            assert!(problem.is_none());
            assert_eq!(values("{\"a\":\n1}\n{\"b\":2} 7", step).0, ["{\"a\":\n1}", "{\"b\":2}", "7"]);
            assert!(matches!(values("[ ]", step), (found, None) if found.is_empty()));
        }
    }

    #[test]
    fn truncated_files_are_errors() {
        for (text, complete) in
            [("[{\"a\":1},{\"b\":", 1), ("[{\"a\":1},{\"b\":2}", 2), ("[{\"a\":1},", 1), ("[{\"a\":\"x", 0)]
        {
            let (found, problem) = values(text, 3);
            assert_eq!(found.len(), complete, "{text}");
            assert!(matches!(problem, Some(Problem::CutOff)), "{text}");
        }
    }
}
