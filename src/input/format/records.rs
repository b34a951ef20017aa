//! Files of records. One thread divides them into blocks, and any thread reads the records of a block.

use std::sync::Arc;

use crate::error::Problem;
use crate::input::encoding::{Decoding, TextEncoding};
use crate::input::format::InputFormat;
use crate::input::options::InputOptions;
use crate::input::record::{Position, Record};

/// The beginning of a file of records, without the byte order mark.
#[derive(Clone, Copy)]
pub(crate) struct FileHead<'a> {
    pub(crate) bytes: &'a [u8],
    /// Whether these are all bytes of the file.
    pub(crate) is_whole: bool,
    pub(crate) options: &'a InputOptions,
    pub(crate) decoding: Decoding,
}

/// A file whose header was read.
pub(crate) struct OpenedRecords {
    pub(crate) splitter: Box<dyn Splitter>,
    /// The length of the header in bytes.
    pub(crate) header_bytes: usize,
    /// The number of the first line or value after the header.
    pub(crate) first: u64,
}

impl OpenedRecords {
    /// A file without a header.
    pub(crate) fn without_header(splitter: impl Splitter + 'static) -> Self {
        Self { splitter: Box::new(splitter), header_bytes: 0, first: 1 }
    }
}

/// Finds the boundaries of records while a file is read. It doesn't interpret records, because it runs on one thread for all.
pub(crate) trait Splitter: Send {
    /// Scans `bytes`, of which the first `seen` bytes were passed to the previous call, and returns the end of the last complete
    /// record.
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize>;

    /// The problem if the file ends after `bytes` bytes, within a record.
    fn end_of_file(&mut self, bytes: usize) -> Option<Problem> {
        let _ = bytes;
        None
    }

    /// Recovers after [`end_of_file`](Self::end_of_file) returned a problem with the record that begins with `bytes`, the last of the
    /// file. Returns the offset of the next record. `None` if the rest of the file is lost.
    fn recover(&mut self, bytes: &[u8]) -> Option<usize> {
        let _ = bytes;
        None
    }

    /// Finds where reading continues after a record that is longer than a document may be and begins with `bytes`, if its length is that
    /// of a fault that makes it take in the records after it. Returns the offset of the next record, and the problem with this one.
    /// `None` if it is just long.
    fn resynchronize(&mut self, bytes: &[u8]) -> Option<(usize, Problem)> {
        let _ = bytes;
        None
    }

    /// Whether a record may be a document, given its first bytes.
    fn may_be_document(&self, bytes: &[u8]) -> bool {
        let _ = bytes;
        true
    }

    /// Scans `bytes` of a record that is skipped because it is too long, of which the first `seen` bytes were passed to the previous
    /// call of this or [`last_end`](Self::last_end), and returns the end of the record. Nothing after it is scanned.
    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize>;

    /// Returns a reader for a block of complete records, and by how much it advances the number of the next line or value. The
    /// following calls don't include these bytes. Of a record that is skipped, a block is a part.
    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64);

    /// The position of the record at a line or value.
    fn position(&self, number: u64) -> Position;
}

/// Reads the records of a block.
pub(crate) trait RecordReader: Send {
    /// Whether the block is known to have no documents.
    fn is_empty(&self, block: &RecordBlock) -> bool {
        let _ = block;
        false
    }

    /// Passes the records to `sink`, in order, until it returns `false`.
    fn read(&self, block: &RecordBlock, decoding: Decoding, options: &InputOptions, sink: &mut RecordSink<'_>);
}

/// Receives a record with its position and encoding, or a problem, and returns whether to continue.
pub(crate) type RecordSink<'s> = dyn FnMut(Position, Result<(Record<'_>, TextEncoding), Problem>) -> bool + 's;

/// Some complete records of a file.
pub(crate) struct RecordBlock {
    /// The file's name.
    pub(crate) name: Arc<str>,
    pub(crate) format: &'static InputFormat,
    /// The records, with the bytes between them.
    pub(crate) bytes: Vec<u8>,
    /// The number of the first line or value, from 1.
    pub(crate) first: u64,
    /// The offset of the block in the file, which was converted to UTF-8.
    pub(crate) byte_offset: u64,
    /// The encoding that the file was converted from. `None`: records are decoded one by one.
    pub(crate) converted_from: Option<TextEncoding>,
    pub(crate) reader: Box<dyn RecordReader>,
}
