//! Files of records, in blocks of whole lines.

use std::io::Read;
use std::sync::Arc;

use crate::error::{Error, Problem};
use crate::input::utf16_order;

/// How much is read before a block is cut. A block is longer if a line is.
const BLOCK_BYTES: usize = 256 * 1024;

/// Some whole lines of a file.
#[derive(Debug)]
pub(crate) struct Block {
    /// The file's name.
    pub(crate) name: Arc<str>,
    /// The lines with their ends; the last line of a file may have none.
    pub(crate) bytes: Vec<u8>,
    /// Number of the first line, from 1.
    pub(crate) first_line: u64,
    /// Where the block begins in the file.
    pub(crate) byte_offset: u64,
}

/// Cuts a file into blocks, so that the lines of one file can be shared out among threads.
pub(crate) struct Lines {
    name: Arc<str>,
    reader: Box<dyn Read + Send>,
    /// What was read behind the last line of the block before.
    carry: Vec<u8>,
    next_line: u64,
    byte_offset: u64,
    ended: bool,
}

impl Lines {
    /// The lines of `head` and, after it, of `reader`.
    pub(crate) fn new(name: &str, head: Vec<u8>, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.into(), reader, carry: head, next_line: 1, byte_offset: 0, ended: false }
    }

    /// The next block.
    ///
    /// # Errors
    /// The file can't be read on, or is in UTF-16; nothing comes after that.
    pub(crate) fn next(&mut self) -> Option<Result<Block, Error>> {
        let mut bytes = std::mem::take(&mut self.carry);
        let mut searched = 0;
        while !self.ended {
            // Longer lines are read in longer steps, so that a line of any length is copied a few times only.
            let step = BLOCK_BYTES.max(bytes.len());
            match (&mut self.reader).take(step as u64).read_to_end(&mut bytes) {
                Ok(read) => self.ended = read == 0,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Error::new(&*self.name, error)));
                }
            }
            if self.byte_offset == 0 && utf16_order(&bytes).is_some() {
                self.ended = true;
                return Some(Err(Error::new(&*self.name, Problem::Utf16Records)));
            }
            if self.ended {
                break;
            }
            let unseen = bytes.get(searched..).unwrap_or_default();
            if let Some(at) = unseen.iter().rposition(|&b| b == b'\n') {
                self.carry = bytes.split_off(searched + at + 1);
                break;
            }
            searched = bytes.len();
        }
        if bytes.is_empty() {
            return None;
        }
        let block =
            Block { name: Arc::clone(&self.name), first_line: self.next_line, byte_offset: self.byte_offset, bytes };
        self.next_line += block.bytes.iter().filter(|&&b| b == b'\n').count() as u64;
        self.byte_offset += block.bytes.len() as u64;
        Some(Ok(block))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Gives one byte at a time, to show that blocks do not depend on how a pipe delivers.
    struct Drip(Vec<u8>);

    impl Read for Drip {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = usize::from(!self.0.is_empty() && !buffer.is_empty());
            buffer.iter_mut().zip(self.0.drain(..n)).for_each(|(to, from)| *to = from);
            Ok(n)
        }
    }

    fn blocks(text: &[u8]) -> Vec<(u64, u64, usize)> {
        let mut lines = Lines::new("a", text.get(..3).unwrap_or_default().to_vec(), Box::new(Drip(text[3..].to_vec())));
        std::iter::from_fn(|| lines.next())
            .map(|b| b.unwrap())
            .map(|b| (b.first_line, b.byte_offset, b.bytes.len()))
            .collect()
    }

    #[test]
    fn blocks_are_whole_lines_and_know_where_they_stand() {
        let line = [vec![b'x'; 999], vec![b'\n']].concat();
        let text = [line.repeat(600), b"end".to_vec()].concat();
        let found = blocks(&text);
        assert_eq!(found.iter().map(|b| b.2).sum::<usize>(), text.len());
        assert_eq!(found.len(), 4);
        for (first_line, byte_offset, _) in found {
            assert_eq!((first_line - 1) * 1000, byte_offset);
        }
    }

    #[test]
    fn a_line_may_be_longer_than_a_block() {
        let text = [vec![b'x'; 3 * BLOCK_BYTES], b"\nb".to_vec()].concat();
        assert_eq!(blocks(&text), [(1, 0, 3 * BLOCK_BYTES + 1), (2, 3 * BLOCK_BYTES as u64 + 1, 1)]);
    }
}
