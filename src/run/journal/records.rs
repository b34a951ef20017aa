//! A file of records, each of which can be told to be whole.

use std::io::{self, Read, Write};

use twox_hash::XxHash3_64;

/// What a file of records begins with.
pub(super) const MAGIC: &[u8] = b"telaah journal 1\n";

/// Kind, length and checksum.
const HEAD_BYTES: usize = 17;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Heading = b'H',
    Rows = b'R',
    Step = b'S',
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        [Self::Heading, Self::Rows, Self::Step].into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// The checksum speaks of the head, too.
fn checksum(kind: Kind, content: &[u8]) -> u64 {
    XxHash3_64::oneshot_with_seed(content.len() as u64 ^ u64::from(kind as u8) << 56, content)
}

/// Writes a record.
pub(super) fn write(out: &mut impl Write, kind: Kind, content: &[u8]) -> io::Result<()> {
    out.write_all(&[kind as u8])?;
    out.write_all(&(content.len() as u64).to_le_bytes())?;
    out.write_all(&checksum(kind, content).to_le_bytes())?;
    out.write_all(content)
}

/// Reads records, up to the first that is not whole.
pub(super) struct Records<R> {
    reader: R,
    /// Bytes that are not read yet.
    left: u64,
    content: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// The records in the next `bytes` bytes.
    pub(super) fn new(reader: R, bytes: u64) -> Self {
        Self { reader, left: bytes, content: Vec::new() }
    }

    /// The next record, and how many bytes it takes; absent at the end, or if it is not whole.
    pub(super) fn next(&mut self) -> io::Result<Option<(Kind, &[u8], u64)>> {
        let mut head = [0; HEAD_BYTES];
        let Some(left) = self.left.checked_sub(HEAD_BYTES as u64) else { return Ok(None) };
        self.reader.read_exact(&mut head)?;
        let [kind, rest @ ..] = head;
        let (numbers, _) = rest.as_chunks::<8>();
        let &[length, sum] = numbers else { return Ok(None) };
        let (length, sum) = (u64::from_le_bytes(length), u64::from_le_bytes(sum));
        let (Some(kind), Some(left)) = (Kind::of(kind), left.checked_sub(length)) else { return Ok(None) };
        self.content.clear();
        (&mut self.reader).take(length).read_to_end(&mut self.content)?;
        self.left = left;
        let is_whole = self.content.len() as u64 == length && checksum(kind, &self.content) == sum;
        Ok(is_whole.then_some((kind, &*self.content, HEAD_BYTES as u64 + length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(Kind, Vec<u8>)> {
        let mut records = Records::new(bytes, bytes.len() as u64);
        let mut all = Vec::new();
        while let Some((kind, content, _)) = records.next().unwrap() {
            all.push((kind, content.to_vec()));
        }
        all
    }

    #[test]
    fn a_record_that_is_not_whole_ends_the_file() {
        let mut bytes = Vec::new();
        let wanted = [(Kind::Heading, b"{}".to_vec()), (Kind::Rows, vec![7; 300]), (Kind::Step, b"[1]".to_vec())];
        for (kind, content) in &wanted {
            write(&mut bytes, *kind, content).unwrap();
        }
        assert_eq!(read(&bytes), wanted);
        let last = bytes.len() - HEAD_BYTES - 3;
        for length in last..bytes.len() {
            assert_eq!(read(&bytes[..length]), wanted[..2], "{length}");
            // The system may have made room for what was not written.
            let mut holes = bytes[..length].to_vec();
            holes.resize(bytes.len() + 100, 0);
            assert_eq!(read(&holes), wanted[..2], "{length}");
        }
        for at in last..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(read(&changed), wanted[..2], "{at}");
        }
        assert_eq!(read(&[0; 100]), []);
    }
}
