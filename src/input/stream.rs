//! Byte streams, and the readers that wrap them.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Part, Problem};

/// The bytes of a file, decompressed or not.
pub(crate) type ByteStream = Box<dyn Read + Send>;

/// Number of bytes at the beginning of a file from which its format, compression and encoding are detected.
pub(crate) const HEAD_BYTES: usize = if cfg!(fuzzing) { 256 } else { 64 * 1024 };

/// Returns up to `length` bytes from the beginning of a stream, and the rest of it. An error within these bytes is returned by
/// the rest, so that it is reported after the bytes before it.
pub(crate) fn split_head(mut stream: ByteStream, length: usize) -> (Vec<u8>, ByteStream) {
    let mut head = Vec::new();
    match stream.as_mut().take(length as u64).read_to_end(&mut head) {
        Ok(_) => (head, stream),
        Err(error) => (head, Box::new(FailingReader(Some(error)))),
    }
}

/// The stream that [`split_head`] split.
pub(crate) fn join_head(head: Vec<u8>, rest: ByteStream) -> ByteStream {
    Box::new(Cursor::new(head).chain(rest))
}

/// Reads `reader` to its end into `buffer`, after the first `filled` bytes, and returns the number of bytes that are filled
/// then.
///
/// The buffer is never shortened, so that it is zeroed once and not for every file. The size of the file is not queried: it may
/// change.
///
/// # Errors
/// [`Problem::TooLarge`] if there are more than `limit` bytes.
pub(crate) fn read_into(
    reader: &mut dyn Read,
    buffer: &mut Vec<u8>,
    mut filled: usize,
    limit: u64,
) -> io::Result<usize> {
    let check_limit = |filled: usize| match filled as u64 > limit {
        true => Err(io::Error::from(Problem::TooLarge { what: Part::Document, limit })),
        false => Ok(()),
    };
    loop {
        if filled >= buffer.len() {
            check_limit(filled)?;
            buffer.resize((filled * 2).max(64 * 1024), 0);
        }
        match reader.read(buffer.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => return check_limit(filled).map(|()| filled),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Counts the bytes that are read.
pub(crate) struct CountingReader {
    inner: ByteStream,
    count: Arc<AtomicU64>,
}

impl CountingReader {
    /// Adds the number of bytes to `count`.
    pub(crate) fn new(inner: ByteStream, count: Arc<AtomicU64>) -> Self {
        Self { inner, count }
    }
}

impl Read for CountingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Returns an error once, then ends.
struct FailingReader(Option<io::Error>);

impl Read for FailingReader {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `bytes`, then an error.
    fn broken(bytes: &'static [u8]) -> ByteStream {
        Box::new(bytes.chain(FailingReader(Some(io::Error::other("broken")))))
    }

    #[test]
    fn errors_follow_the_bytes_before_them() {
        let (head, mut rest) = split_head(broken(b"abc"), 10);
        assert_eq!(head, b"abc");
        assert_eq!(rest.read(&mut [0; 8]).unwrap_err().to_string(), "broken");
        assert_eq!(rest.read(&mut [0; 8]).unwrap(), 0);

        let (head, rest) = split_head(Box::new(&b"abcdef"[..]), 4);
        assert_eq!(head, b"abcd");
        assert_eq!(io::read_to_string(join_head(head, rest)).unwrap(), "abcdef");
    }

    #[test]
    fn reads_into_a_used_buffer_up_to_the_limit() {
        let mut buffer = vec![b'x'; 20];
        assert_eq!(read_into(&mut &b"abc"[..], &mut buffer, 2, 5).unwrap(), 5);
        assert_eq!(&buffer[..5], b"xxabc");
        let error = read_into(&mut &b"abcd"[..], &mut buffer, 2, 5).unwrap_err();
        assert!(matches!(Problem::from(error), Problem::TooLarge { limit: 5, .. }));
    }

    #[test]
    fn counts_bytes() {
        let count = Arc::new(AtomicU64::new(1));
        io::read_to_string(CountingReader::new(Box::new(&b"abc"[..]), Arc::clone(&count))).unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 4);
    }
}
