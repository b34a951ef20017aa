//! Dividing files of records into blocks.

use std::io::{self, Read};
use std::sync::Arc;

use crate::error::Problem;
use crate::input::encoding::TextEncoding;
use crate::input::format::{InputFormat, RecordBlock, RecordReader, Splitter};
use crate::input::limits::Limits;
use crate::input::record::{Failure, Location};
use crate::input::stream::ByteStream;

/// Minimum number of bytes read for a block. A block is longer if it has a longer record.
const BLOCK_BYTES: usize = if cfg!(fuzzing) { 128 } else { 256 * 1024 };

/// The most bytes of a record that is too long that are passed over in search of its end: 4 GiB.
const MOST_SKIPPED: u64 = if cfg!(test) { 16 * BLOCK_BYTES as u64 } else { 4 << 30 };

/// An iterator over the blocks of a file, so that several threads can read its records.
pub(super) struct Blocks {
    name: Arc<str>,
    format: &'static InputFormat,
    stream: ByteStream,
    splitter: Box<dyn Splitter>,
    /// The bytes after the previous block that were already read.
    carry: Vec<u8>,
    /// Number of bytes in `carry` that the splitter has seen.
    seen: usize,
    /// The number of the next line or value.
    next: u64,
    byte_offset: u64,
    limits: Limits,
    converted_from: Option<TextEncoding>,
    /// Whether the stream was read to its end, or failed.
    ended: bool,
    /// Whether the last block was returned.
    finished: bool,
    /// The failure to return after the last block.
    failed: Option<Failure>,
    /// The offset of the last row from which reading continued within a record that is too long.
    resumed_at: Option<u64>,
}

/// The share of the maximum length of a record that must be read before reading can continue within such a record again. What follows is
/// read once more then, so without this the time could grow with the square of the length.
const RESUMED_SHARE: u64 = 8;

impl Blocks {
    /// The blocks of the records in `head` and `rest`.
    pub(super) fn new(
        name: &str,
        format: &'static InputFormat,
        splitter: Box<dyn Splitter>,
        head: Vec<u8>,
        rest: ByteStream,
    ) -> Self {
        Self {
            name: name.into(),
            format,
            stream: rest,
            splitter,
            carry: head,
            seen: 0,
            next: 1,
            byte_offset: 0,
            limits: Limits::default(),
            converted_from: None,
            ended: false,
            finished: false,
            failed: None,
            resumed_at: None,
        }
    }

    /// Sets the number and offset of the first line or value.
    pub(super) fn starting_at(mut self, first: u64, byte_offset: u64) -> Self {
        (self.next, self.byte_offset) = (first, byte_offset);
        self
    }

    /// Sets the limits, of which one is the maximum length of a record.
    pub(super) fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the encoding that the file was converted from.
    pub(super) fn converted_from(mut self, encoding: Option<TextEncoding>) -> Self {
        self.converted_from = encoding;
        self
    }

    fn fail(&mut self, error: io::Error) {
        self.ended = true;
        self.failed = Some(Failure::new(Location::file(&self.name), error));
    }

    /// A problem with the next record.
    fn failure(&self, problem: Problem) -> Failure {
        Failure::new(Location { file: &self.name, position: self.splitter.position(self.next) }, problem)
    }

    /// Reads up to `length` more bytes.
    fn read(&mut self, length: usize, bytes: &mut Vec<u8>) {
        match (&mut self.stream).take(length as u64).read_to_end(bytes) {
            Ok(read) => self.ended = read == 0,
            Err(error) => self.fail(error),
        }
    }

    /// Passes over `bytes`, which are complete records or a part of one that is skipped.
    fn take(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64, u64) {
        let (first, byte_offset) = (self.next, self.byte_offset);
        let (reader, count) = self.splitter.take_block(bytes);
        self.next += count;
        self.byte_offset += bytes.len() as u64;
        (reader, first, byte_offset)
    }

    /// Skips the next record, which begins with `bytes` and is too long, without keeping it in memory. Returns the failure. After
    /// [`MOST_SKIPPED`] bytes, as of a pipe without line ends, the rest of the input is not read.
    fn skip_record(&mut self, mut bytes: Vec<u8>) -> Failure {
        /// The bytes that are kept of what is skipped: what ends a record may be divided.
        const OVERLAP: usize = 16;
        let may_be_document = self.splitter.may_be_document(&bytes);
        let begin = self.byte_offset;
        let mut failure = self.failure(Problem::NotAPage);
        let mut end = None;
        while end.is_none() && !self.ended {
            if self.byte_offset - begin > MOST_SKIPPED.max(self.limits.document_bytes) {
                self.finished = true;
                self.ended = true;
                failure.problem = Problem::TooLong;
                return failure;
            }
            let kept = bytes.split_off(bytes.len().saturating_sub(OVERLAP));
            self.take(&bytes);
            bytes = kept;
            let seen = bytes.len();
            self.read(BLOCK_BYTES, &mut bytes);
            end = self.splitter.skip_end(&bytes, seen);
        }
        self.carry = bytes.split_off(end.unwrap_or(bytes.len()));
        self.take(&bytes);
        self.finished = end.is_none() && self.failed.is_none();
        if may_be_document {
            let limit = self.limits.document_bytes;
            failure.problem = Problem::LongRecord { bytes: self.byte_offset - begin, limit };
        }
        failure
    }
}

impl Iterator for Blocks {
    type Item = Result<RecordBlock, Failure>;

    /// The next block, or a failure: the file can't be read, or a record is cut off or too long.
    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = std::mem::take(&mut self.carry);
        let mut seen = std::mem::take(&mut self.seen);
        let (mut end, limit) = (None, self.limits.document_bytes);
        while end.is_none() && !self.ended {
            // The step grows with the record, so that the total cost is linear in its length. What follows a row from which reading
            // continues may already be longer than a record may be.
            if seen == bytes.len() || bytes.len() as u64 <= limit {
                self.read(BLOCK_BYTES.max(bytes.len()), &mut bytes);
            }
            end = self.splitter.last_end(&bytes, seen);
            seen = bytes.len();
            if end.is_none() && seen as u64 > limit && !self.ended {
                let may_resume = self.resumed_at.is_none_or(|at| self.byte_offset - at >= limit / RESUMED_SHARE);
                let found = if may_resume { self.splitter.resynchronize(&bytes) } else { None };
                let Some((next, problem)) = found else { return Some(Err(self.skip_record(bytes))) };
                let failure = self.failure(problem);
                self.carry = bytes.split_off(next);
                self.take(&bytes);
                self.resumed_at = Some(self.byte_offset);
                return Some(Err(failure));
            }
        }
        match end {
            Some(end) => {
                self.carry = bytes.split_off(end);
                self.seen = self.carry.len();
            }
            None if std::mem::replace(&mut self.finished, true) => return None,
            None => {
                let problem = self.splitter.end_of_file(bytes.len());
                if let (Some(problem), None) = (problem, &self.failed) {
                    let failure = self.failure(problem);
                    if let Some(next) = self.splitter.recover(&bytes) {
                        self.carry = bytes.split_off(next);
                        self.take(&bytes);
                        self.finished = false;
                    }
                    return Some(Err(failure));
                }
                if let Some(failed) = self.failed.take() {
                    // The last record is incomplete, so it is dropped.
                    return Some(Err(failed));
                }
            }
        }
        if bytes.is_empty() {
            return None;
        }
        let (reader, first, byte_offset) = self.take(&bytes);
        Some(Ok(RecordBlock {
            name: Arc::clone(&self.name),
            format: self.format,
            bytes,
            first,
            byte_offset,
            converted_from: self.converted_from,
            reader,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::encoding::Decoding;
    use crate::input::format::{FileHead, Layout};
    use crate::input::options::InputOptions;
    use crate::text::work;

    /// Returns one byte at a time, as a pipe may.
    struct SlowReader(io::Cursor<Vec<u8>>);

    impl Read for SlowReader {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    /// The blocks of a file: the number of the first line or value, the offset and the length; and the error at the end.
    fn blocks(format: &str, text: &[u8], limit: u64) -> (Vec<(u64, u64, usize)>, Option<String>) {
        let (options, decoding) = (&InputOptions::default(), Decoding::default());
        let format = InputFormat::named(format).unwrap();
        let Layout::Records(open) = format.layout else { unreachable!() };
        let opened = open(FileHead { bytes: text, is_whole: true, options, decoding }).unwrap().unwrap();
        let text = &text[opened.header_bytes..];
        let (head, rest) = text.split_at(text.len().min(3));
        let rest = Box::new(SlowReader(io::Cursor::new(rest.to_vec())));
        let blocks = Blocks::new("a", format, opened.splitter, head.to_vec(), rest)
            .starting_at(opened.first, opened.header_bytes as u64)
            .with_limits(Limits { document_bytes: limit, ..Limits::default() });
        let (mut found, mut error) = (Vec::new(), None);
        for block in blocks {
            match block {
                Ok(block) => found.push((block.first, block.byte_offset, block.bytes.len())),
                Err(failed) => error = Some(format!("{}: {:?}", failed.location(), failed.problem)),
            }
        }
        (found, error)
    }

    #[test]
    fn blocks_have_complete_lines_and_their_position() {
        let line = [vec![b'x'; 999], vec![b'\n']].concat();
        let text = [line.repeat(600), b"end".to_vec()].concat();
        let (found, _) = blocks("ndjson", &text, u64::MAX);
        assert_eq!(found.iter().map(|b| b.2).sum::<usize>(), text.len());
        assert_eq!(found.len(), 4);
        for (first_line, byte_offset, _) in found {
            assert_eq!((first_line - 1) * 1000, byte_offset);
        }
    }

    #[test]
    fn a_line_may_exceed_the_block_size() {
        let text = [vec![b'x'; 3 * BLOCK_BYTES], b"\nb".to_vec()].concat();
        let wanted = vec![(1, 0, 3 * BLOCK_BYTES + 1), (2, 3 * BLOCK_BYTES as u64 + 1, 1)];
        assert_eq!(blocks("ndjson", &text, u64::MAX), (wanted, None));
    }

    #[test]
    fn a_record_that_is_too_long_is_skipped() {
        let long = "x".repeat(3 * BLOCK_BYTES);
        let skipped = |text: String, format, wanted: &[(u64, usize)], place| {
            let (found, error) = blocks(format, text.as_bytes(), BLOCK_BYTES as u64);
            let read: Vec<_> = found.iter().map(|(first, _, length)| (*first, *length)).collect();
            assert_eq!(read, wanted, "{format}");
            let read: usize = wanted.iter().map(|(_, length)| length).sum();
            let begin = found.first().map_or(0, |(_, offset, _)| *offset as usize);
            let bytes = text.len() - begin - read;
            assert_eq!(
                error.unwrap(),
                format!("{place}: LongRecord {{ bytes: {bytes}, limit: {BLOCK_BYTES} }}"),
                "{format}"
            );
        };
        skipped(format!("{{}}\n{long}\n{{}}\n"), "ndjson", &[(1, 3), (3, 3)], "a:2");
        skipped(format!("{{}}\n{long}"), "ndjson", &[(1, 3)], "a:2");
        skipped(format!("text\na\n\"{long}\n\"\"{long}\"\nb\n"), "csv", &[(2, 2), (5, 2)], "a:3");
        skipped(format!("text\na\n{long}\nb\n"), "csv", &[(2, 2), (4, 2)], "a:3");
        skipped(format!("text\na\n\"{long}\nb\n"), "csv", &[(2, 2)], "a:3");
        skipped(
            format!("[{{}},{{\"a\":\"{long}\\\"]\",\"b\":[{{}}]}},{{}}]"),
            "json",
            &[(1, 3), (3, 3), (4, 1)],
            "a#2",
        );
        skipped(format!("{{}}\n\"{long}\" {{}}"), "json", &[(1, 2), (3, 3)], "a#2");
        skipped(format!("{{}}\n1{long} {{}}"), "json", &[(1, 2), (3, 3)], "a#2");
        skipped(format!("[{{}},{{\"a\":\"{long}"), "json", &[(1, 3)], "a#2");
        let head = "{\"n\":1,\"data\":[{}";
        let nested = format!("{head},{{\"a\":\"{long}\"}},{{}}]}}");
        skipped(nested, "json", &[(1, head.len()), (3, 3), (4, 2)], "a#2");
    }

    #[test]
    fn a_record_without_end_is_not_read_to_its_end() {
        let endless = [b"{}\n".to_vec(), vec![b'x'; 18 * BLOCK_BYTES]].concat();
        let after = [&endless[..], b"\n{}\n"].concat();
        for text in [endless, after] {
            let (found, error) = blocks("ndjson", &text, BLOCK_BYTES as u64);
            assert_eq!((found, error.as_deref()), (vec![(1, 0, 3)], Some("a:2: TooLong")));
        }
        let skipped = [vec![b'x'; 12 * BLOCK_BYTES], b"\n{}\n".to_vec()].concat();
        let (found, error) = blocks("ndjson", &skipped, BLOCK_BYTES as u64);
        assert_eq!(found.len(), 1);
        assert!(error.unwrap().starts_with("a:1: LongRecord"));
    }

    #[test]
    fn only_the_line_with_an_open_quotation_mark_is_lost() {
        let (found, error) = blocks("csv", b"text\na\n\"b\nc\n\"d\ne", u64::MAX);
        assert_eq!((found, error.as_deref()), (vec![(2, 5, 10), (6, 15, 1)], None));
        let (found, error) = blocks("csv", b"text\na\n\"b\nc\nd", u64::MAX);
        assert_eq!((found, error.as_deref()), (vec![(2, 5, 2), (4, 10, 3)], Some("a:3: OpenQuote")));
    }

    #[test]
    fn reading_continues_after_a_quotation_mark_that_is_not_closed() {
        let rows: String = (0..40_000).map(|n| format!("{n},satu artikel dari sekian\n")).collect();
        let text = format!("id,text\n1,\"a\nb\n{rows}");
        let (found, error) = blocks("csv", text.as_bytes(), BLOCK_BYTES as u64);
        assert_eq!(error.as_deref(), Some("a:2: RunawayQuote"));
        assert_eq!(found[0].0, 4);
        assert_eq!(found.iter().map(|block| block.2).sum::<usize>(), rows.len());
        // A text with many lines is just long, although some of them look like rows.
        let lines: String = (0..40_000).map(|n| if n % 9 == 0 { "satu\n" } else { "satu, dua\n" }).collect();
        let text = format!("id,text\n1,\"{lines}\"\n2,b\n");
        let (found, error) = blocks("csv", text.as_bytes(), BLOCK_BYTES as u64);
        assert!(error.unwrap().starts_with("a:2: LongRecord"));
        assert_eq!(found.iter().map(|block| block.2).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn many_quotation_marks_that_are_not_closed_take_linear_time() {
        // Each closes one quotation mark and opens another.
        let steps = |lines: usize| {
            let text = format!("id,text\n{}", format!("a\" ,\"b\n{}", "1,beras\n".repeat(25)).repeat(lines));
            work::take_steps();
            let (_, error) = blocks("csv", text.as_bytes(), BLOCK_BYTES as u64);
            assert!(error.is_some());
            work::take_steps()
        };
        let (once, twice) = (steps(5_000), steps(10_000));
        assert!(once > 0 && twice * 2 < once * 5, "{once} and {twice} steps");
    }

    #[test]
    fn incomplete_and_long_records_are_errors() {
        assert_eq!(blocks("json", b"[{},{\"a\":", u64::MAX), (vec![(1, 0, 3)], Some("a#2: CutOff".to_owned())));
        assert_eq!(blocks("csv", b"text\na\n\"b", u64::MAX), (vec![(2, 5, 2)], Some("a:3: OpenQuote".to_owned())));
        assert_eq!(blocks("csv", b"text\na\nb", u64::MAX), (vec![(2, 5, 2), (3, 7, 1)], None));
        assert_eq!(blocks("ndjson", b"", u64::MAX), (vec![], None));
        let long = [b"{}\n".to_vec(), vec![b' '; 2 * BLOCK_BYTES]].concat();
        let (found, error) = blocks("ndjson", &long, BLOCK_BYTES as u64);
        assert_eq!(found, [(1, 0, 3)]);
        assert_eq!(error.unwrap(), format!("a:2: LongRecord {{ bytes: {}, limit: {BLOCK_BYTES} }}", 2 * BLOCK_BYTES));
    }
}
