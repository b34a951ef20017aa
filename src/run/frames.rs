//! Rows of several tables in one output.

/// The table and the length of the rows that follow.
const HEADER: usize = 1 + size_of::<u64>();

/// A frame that rows are being appended to.
#[derive(Debug)]
pub(super) struct Frame {
    table: u8,
    start: usize,
}

impl Frame {
    /// Appends the header of a frame.
    pub(super) fn begin(table: u8, out: &mut Vec<u8>) -> Self {
        let start = out.len();
        out.push(table);
        out.extend_from_slice(&[0; HEADER - 1]);
        Self { table, start }
    }

    pub(super) const fn table(&self) -> u8 {
        self.table
    }

    /// Stores the length of the rows in the header, or removes it if there are none.
    pub(super) fn end(self, out: &mut Vec<u8>) {
        match out.len().checked_sub(self.start + HEADER) {
            Some(length) if length > 0 => {
                if let Some(place) = out.get_mut(self.start + 1..self.start + HEADER) {
                    place.copy_from_slice(&(length as u64).to_le_bytes());
                }
            }
            _ => out.truncate(self.start),
        }
    }
}

/// Separates the rows of several tables: the number of each table ([`Out::begin_frame`](crate::run::Out::begin_frame)) and rows of it,
/// in the order in which they were written. Other bytes end them.
pub fn frames(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (&[table], after) = rest.split_first_chunk()?;
        let (&length, after) = after.split_first_chunk()?;
        let (rows, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(length)).ok()?)?;
        rest = after;
        Some((table, rows))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{OUT_BYTES, Out};

    #[test]
    fn frames_are_separated_again() {
        let mut passed = Vec::new();
        let mut flush = |bytes: &mut Vec<u8>| {
            // What is passed on are whole frames.
            assert_eq!(frames(bytes).map(|(_, rows)| rows.len() + HEADER).sum::<usize>(), bytes.len());
            passed.append(bytes);
            true
        };
        let mut out = Out::new(Vec::new(), &mut flush);
        for document in 0..3 {
            out.begin_frame(0);
            out.buffer().extend_from_slice(format!("document {document}\n").as_bytes());
            out.row_done();
            out.begin_frame(7);
            for _ in 0..OUT_BYTES / 50 * document {
                out.buffer().extend_from_slice(&[b'x'; 99]);
                out.buffer().push(b'\n');
                out.row_done();
            }
        }
        let last = out.into_bytes();
        passed.extend_from_slice(&last);
        let rows = |wanted: u8| {
            frames(&passed)
                .filter(|(table, _)| *table == wanted)
                .flat_map(|(_, rows)| rows.to_vec())
                .collect::<Vec<u8>>()
        };
        assert_eq!(rows(0), b"document 0\ndocument 1\ndocument 2\n");
        assert_eq!(rows(7).len(), OUT_BYTES / 50 * 3 * 100);
        assert!(frames(&passed).count() > 5, "large tables are passed on in parts");
        for end in 0..40 {
            assert!(frames(&passed[..end]).count() < 3);
        }
    }
}
