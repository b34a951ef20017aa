//! Files of records, in blocks of whole records.

use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, Problem};
use crate::input::Bytes;
use crate::input::encoding::TextEncoding;
use crate::input::rows::{Header, RowScan};
use crate::input::values::ValueScan;

/// How much is read before a block is cut. A block is longer if a record is.
const BLOCK_BYTES: usize = 256 * 1024;

/// Some whole records of a file.
#[derive(Debug)]
pub(crate) struct Block {
    /// The file's name.
    pub(crate) name: Arc<str>,
    /// The records, with what is between them.
    pub(crate) bytes: Vec<u8>,
    /// Number of the first line, or of the first record in [`Shape::Values`]; from 1.
    pub(crate) first: u64,
    /// Where the block begins in the file.
    pub(crate) byte_offset: u64,
    pub(crate) shape: Shape,
    /// The encoding that the file was turned from as a whole; absent: its records are in one that is found for each.
    pub(crate) encoding: Option<TextEncoding>,
}

/// How the records of a block are told apart.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A record a line; the last line of a file may have no end.
    Lines,
    /// The records stand in these ranges.
    Values(Vec<Range<usize>>),
    /// Rows of these columns.
    Rows(Arc<Header>),
}

/// Finds where records end, while a file is read.
pub(crate) enum Cutter {
    Lines,
    Values(ValueScan),
    Rows(RowScan, Arc<Header>),
}

impl Cutter {
    /// Reads on in `bytes` from `from`, and says behind which of them the last whole record ends.
    fn last_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let unseen = bytes.get(from..).unwrap_or_default();
        match self {
            Self::Lines => memchr::memrchr(b'\n', unseen).map(|at| from + at + 1),
            Self::Values(scan) => scan.scan(unseen, from),
            Self::Rows(scan, _) => scan.scan(unseen).map(|end| from + end),
        }
    }

    /// What is wrong if the file ends here, in the middle of a record.
    fn at_end(&mut self, bytes: usize) -> Option<Problem> {
        match self {
            Self::Lines => None,
            Self::Values(scan) => scan.at_end(bytes),
            Self::Rows(scan, _) => scan.is_quoted().then_some(Problem::OpenQuote),
        }
    }

    /// The shape of a block of the bytes up to the last end, and the number of records or lines in it.
    fn shape(&mut self, bytes: &[u8]) -> (Shape, u64) {
        let lines = || memchr::memchr_iter(b'\n', bytes).count() as u64;
        match self {
            Self::Lines => (Shape::Lines, lines()),
            Self::Values(scan) => {
                let ranges = scan.take(bytes.len());
                let count = ranges.len() as u64;
                (Shape::Values(ranges), count)
            }
            Self::Rows(_, header) => (Shape::Rows(Arc::clone(header)), lines()),
        }
    }
}

/// Cuts a file into blocks, so that the records of one file can be shared out among threads.
pub(crate) struct Blocks {
    name: Arc<str>,
    reader: Bytes,
    cutter: Cutter,
    /// What was read behind the last record of the block before.
    carry: Vec<u8>,
    /// Bytes of the carry that the cutter has seen.
    seen: usize,
    next: u64,
    byte_offset: u64,
    /// The longest record that is allowed; absent: any.
    max_record_bytes: Option<u64>,
    encoding: Option<TextEncoding>,
    ended: bool,
    /// Whether all was given out.
    finished: bool,
    /// What comes behind the last block.
    failed: Option<Error>,
}

impl Blocks {
    /// The records of `head` and, after it, of `reader`.
    pub(crate) fn new(name: &str, cutter: Cutter, head: Vec<u8>, reader: Bytes) -> Self {
        Self {
            name: name.into(),
            reader,
            cutter,
            carry: head,
            seen: 0,
            next: 1,
            byte_offset: 0,
            max_record_bytes: None,
            encoding: None,
            ended: false,
            finished: false,
            failed: None,
        }
    }

    /// The same for a file whose records begin further down.
    pub(crate) fn beginning_at(mut self, first: u64, byte_offset: u64) -> Self {
        (self.next, self.byte_offset) = (first, byte_offset);
        self
    }

    /// The same where no record may be longer.
    pub(crate) fn with_limit(mut self, max_record_bytes: Option<u64>) -> Self {
        self.max_record_bytes = max_record_bytes;
        self
    }

    /// The same where the bytes are not the file's, but turned from this encoding.
    pub(crate) fn transcoded_from(mut self, encoding: Option<TextEncoding>) -> Self {
        self.encoding = encoding;
        self
    }

    /// The next block.
    ///
    /// # Errors
    /// The file can't be read on, or ends within a record, or has one that is too long; nothing comes after that.
    pub(crate) fn next(&mut self) -> Option<Result<Block, Error>> {
        let mut bytes = std::mem::take(&mut self.carry);
        let mut seen = std::mem::take(&mut self.seen);
        let mut end = None;
        while end.is_none() && !self.ended {
            // Longer records are read in longer steps, so that one of any length is copied a few times only.
            let step = BLOCK_BYTES.max(bytes.len());
            match (&mut self.reader).take(step as u64).read_to_end(&mut bytes) {
                Ok(read) => self.ended = read == 0,
                Err(error) => self.fail(Error::new(&*self.name, error)),
            }
            end = self.cutter.last_end(&bytes, seen);
            seen = bytes.len();
            let limit = self.max_record_bytes.filter(|&limit| end.is_none() && seen as u64 > limit);
            if let (Some(limit), false) = (limit, self.ended) {
                self.fail_here(Problem::TooLarge { what: "a record", limit });
            }
        }
        match end {
            Some(end) => {
                self.carry = bytes.split_off(end);
                self.seen = self.carry.len();
            }
            None if std::mem::replace(&mut self.finished, true) => return None,
            None => {
                let problem = self.cutter.at_end(bytes.len());
                if let (Some(problem), None) = (problem, &self.failed) {
                    self.fail_here(problem);
                }
                if let Some(failed) = self.failed.take() {
                    // The record that was being read is not whole.
                    return Some(Err(failed));
                }
            }
        }
        if bytes.is_empty() {
            return None;
        }
        let (shape, count) = self.cutter.shape(&bytes);
        let (name, first, byte_offset) = (Arc::clone(&self.name), self.next, self.byte_offset);
        self.next += count;
        self.byte_offset += bytes.len() as u64;
        Some(Ok(Block { name, bytes, first, byte_offset, shape, encoding: self.encoding }))
    }

    fn fail(&mut self, error: Error) {
        self.ended = true;
        self.failed = Some(error);
    }

    /// Something is wrong with the record that comes next.
    fn fail_here(&mut self, problem: Problem) {
        let place = match self.cutter {
            Cutter::Values(_) => format!("{}#{}", self.name, self.next),
            Cutter::Lines | Cutter::Rows(..) => format!("{}:{}", self.name, self.next),
        };
        self.fail(Error::new(place, problem));
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Gives one byte at a time, to show that blocks do not depend on how a pipe delivers.
    struct Drip(std::vec::IntoIter<u8>);

    impl Read for Drip {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(slot) = buffer.first_mut() else { return Ok(0) };
            Ok(self.0.next().map_or(0, |byte| {
                *slot = byte;
                1
            }))
        }
    }

    fn of(cutter: Cutter, text: &[u8]) -> Blocks {
        let head = text.get(..3).unwrap_or_default().to_vec();
        Blocks::new("a", cutter, head, Box::new(Drip(Vec::from(&text[3..]).into_iter())))
    }

    fn lines(text: &[u8]) -> Vec<(u64, u64, usize)> {
        let mut blocks = of(Cutter::Lines, text);
        std::iter::from_fn(|| blocks.next())
            .map(|b| b.unwrap())
            .map(|b| (b.first, b.byte_offset, b.bytes.len()))
            .collect()
    }

    #[test]
    fn blocks_are_whole_lines_and_know_where_they_stand() {
        let line = [vec![b'x'; 999], vec![b'\n']].concat();
        let text = [line.repeat(600), b"end".to_vec()].concat();
        let found = lines(&text);
        assert_eq!(found.iter().map(|b| b.2).sum::<usize>(), text.len());
        assert_eq!(found.len(), 4);
        for (first_line, byte_offset, _) in found {
            assert_eq!((first_line - 1) * 1000, byte_offset);
        }
    }

    #[test]
    fn a_line_may_be_longer_than_a_block() {
        let text = [vec![b'x'; 3 * BLOCK_BYTES], b"\nb".to_vec()].concat();
        assert_eq!(lines(&text), [(1, 0, 3 * BLOCK_BYTES + 1), (2, 3 * BLOCK_BYTES as u64 + 1, 1)]);
    }

    /// The records of a JSON file, and what is wrong at its end.
    fn values(text: &str) -> (Vec<String>, Option<String>) {
        let mut blocks = of(Cutter::Values(ValueScan::default()), text.as_bytes());
        let (mut found, mut failed) = (Vec::new(), None);
        while let Some(block) = blocks.next() {
            match block {
                Ok(Block { bytes, shape: Shape::Values(ranges), first, .. }) => {
                    assert_eq!(first, found.len() as u64 + 1);
                    found.extend(ranges.into_iter().map(|r| String::from_utf8(bytes[r].to_vec()).unwrap()));
                }
                Ok(_) => unreachable!(),
                Err(error) => failed = Some(error.to_string()),
            }
        }
        (found, failed)
    }

    #[test]
    fn an_array_comes_value_by_value() {
        let (found, failed) = values("[ {\"a\": \"]}\\\"\"} , [1, [2]],\n3,\"x\\\\\", null]\n");
        assert_eq!(found, ["{\"a\": \"]}\\\"\"}", "[1, [2]]", "3", "\"x\\\\\"", "null"]);
        assert_eq!(failed, None);
        assert_eq!(values("[ ]"), (vec![], None));
        assert_eq!(values("{\"a\":\n1}\n{\"b\":2}").0, ["{\"a\":\n1}", "{\"b\":2}"]);
        let many = format!("[{}]", vec!["{\"text\": \"kata [kata] \"}"; 30_000].join(",\n"));
        let (found, failed) = values(&many);
        assert_eq!((found.len(), failed), (30_000, None));
        assert!(found.iter().all(|value| value == "{\"text\": \"kata [kata] \"}"));
    }

    #[test]
    fn an_array_that_is_cut_off_is_said_to_be() {
        for (text, whole) in
            [("[{\"a\":1},{\"b\":", 1), ("[{\"a\":1},{\"b\":2}", 2), ("[{\"a\":1},", 1), ("[{\"a\":\"x", 0)]
        {
            let (found, failed) = values(text);
            assert_eq!(found.len(), whole, "{text}");
            assert!(failed.unwrap().starts_with(&format!("a#{}: cut off", whole + 1)), "{text}");
        }
    }
}
