//! Newline-delimited JSON.

use crate::error::{Missing, Problem};
use crate::input::encoding::Decoding;
use crate::input::format::json;
use crate::input::format::json_object::read_object;
use crate::input::format::json_shape::{Shape, shape};
use crate::input::format::records::{FileHead, OpenedRecords, RecordBlock, RecordReader, RecordSink, Splitter};
use crate::input::format::{InputFormat, Layout};
use crate::input::options::InputOptions;
use crate::input::record::Position;
use crate::input::stream::HEAD_BYTES;
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "ndjson",
    title: Wording {
        en: "a JSON object a line, an article each: {\"id\", \"date\", \"title\", \"text\"}",
        id: "satu objek JSON per baris, masing-masing satu artikel: {\"id\", \"date\", \"title\", \"text\"}",
    },
    extensions: &["ndjson", "jsonl"],
    sniff: begins_with_object_line,
    feature: None,
    is_distinctive: false,
    unit: Missing::Records,
    layout: Layout::Records(open),
};

/// Opens a file. One that holds another arrangement of records is read as JSON.
fn open(file: FileHead<'_>) -> Result<Option<OpenedRecords>, Problem> {
    if file.options.records.is_some() || shape(file.bytes, &file.options.fields)? != Shape::Records {
        return json::open(file);
    }
    Ok(Some(OpenedRecords::without_header(Lines)))
}

/// Whether the first line is a JSON object, or the beginning of one if the line is longer than `head`.
fn begins_with_object_line(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    if !text.starts_with(b"{") {
        return false;
    }
    let mut parts = text.splitn(2, |&b| b == b'\n');
    let line = parts.next().unwrap_or_default();
    let is_whole = parts.next().is_some() || head.len() < HEAD_BYTES;
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => true,
        Err(error) => error.is_eof() && !is_whole,
    }
}

/// A record on each line. The last line may lack a line break.
struct Lines;

impl Splitter for Lines {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        memchr::memrchr(b'\n', bytes.get(seen..).unwrap_or_default()).map(|at| seen + at + 1)
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        (Box::new(Self), memchr::memchr_iter(b'\n', bytes).count() as u64)
    }

    fn position(&self, number: u64) -> Position {
        Position::Line(number)
    }

    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        memchr::memchr(b'\n', bytes.get(seen..).unwrap_or_default()).map(|at| seen + at + 1)
    }
}

impl RecordReader for Lines {
    fn read(&self, block: &RecordBlock, decoding: Decoding, options: &InputOptions, sink: &mut RecordSink<'_>) {
        let mut byte_offset = block.byte_offset;
        for (number, line) in (block.first..).zip(block.bytes.split_inclusive(|&b| b == b'\n')) {
            if !line.trim_ascii().is_empty() {
                let record = read_object(line, byte_offset, decoding, &options.fields);
                if !sink(Position::Line(number), record) {
                    return;
                }
            }
            byte_offset += line.len() as u64;
        }
    }
}
