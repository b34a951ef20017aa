//! JSON by hand, for the rows that there are many of. What serde derives is their definition, and a test holds the two together.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

use crate::report::digits;
use crate::report::record::ToJson;

/// Takes JSON, piece behind piece.
///
/// It is handed on from piece to piece, so that where the next one goes stays in the processor: the pieces are short, and each
/// would wait for the length that the one before wrote to memory. What does not take a piece is not handed on.
pub(crate) trait Json: Sized {
    /// What is JSON as it is.
    fn bytes(self, bytes: &[u8]) -> Option<Self>;

    /// The first `count` bytes of some pieces, all of which may be written.
    fn first<const N: usize, const PIECES: usize>(self, pieces: [[u8; N]; PIECES], count: usize) -> Option<Self>;

    /// What serde writes.
    fn serialized<T: serde::Serialize + ?Sized>(self, value: &T) -> Option<Self>;

    /// One of a list.
    #[inline(always)]
    fn element(self, element: &impl ToJson) -> Option<Self> {
        element.json(self)
    }

    /// What is JSON as it is.
    #[inline(always)]
    fn raw(self, json: &str) -> Option<Self> {
        self.bytes(json.as_bytes())
    }

    /// Yes or no.
    #[inline(always)]
    fn flag(self, flag: bool) -> Option<Self> {
        if flag { self.raw("true") } else { self.raw("false") }
    }

    /// A string.
    #[inline(always)]
    fn text(self, text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        match short(bytes) {
            Some([head, tail]) if are_plain(head) & are_plain(tail) => {
                let pieces = [head.to_le_bytes(), tail.to_le_bytes()];
                self.raw("\"")?.first(pieces, bytes.len())?.raw("\"")
            }
            None if is_plain(bytes) => self.raw("\"")?.raw(text)?.raw("\""),
            _ => self.serialized(text),
        }
    }

    /// A number.
    #[inline(always)]
    fn number(self, number: u64) -> Option<Self> {
        match digits::four(number) {
            Some((digits, count)) => self.first([digits], count),
            None => self.long_number(number),
        }
    }

    #[inline(never)]
    fn long_number(self, number: u64) -> Option<Self> {
        match digits::eight(number) {
            Some((digits, count)) => self.first([digits], count),
            None => self.serialized(&number),
        }
    }
}

/// Appends to a buffer.
pub(crate) struct Growing<'o>(pub(crate) &'o mut Vec<u8>);

impl Json for Growing<'_> {
    #[inline]
    fn bytes(self, bytes: &[u8]) -> Option<Self> {
        self.0.extend_from_slice(bytes);
        Some(self)
    }

    #[inline]
    fn first<const N: usize, const PIECES: usize>(self, pieces: [[u8; N]; PIECES], count: usize) -> Option<Self> {
        self.bytes(pieces.as_flattened().get(..count).unwrap_or_default())
    }

    fn serialized<T: serde::Serialize + ?Sized>(self, value: &T) -> Option<Self> {
        // Writing to a Vec cannot fail, and our types have no map with keys that are no strings.
        serde_json::to_writer(&mut *self.0, value).ok()?;
        Some(self)
    }

    #[inline]
    fn element(self, element: &impl ToJson) -> Option<Self> {
        push_row(element, self.0);
        Some(self)
    }
}

/// Fills a place of fixed size; ends where something does not fit or is no simple thing.
struct Fixed<'o> {
    place: &'o mut [u8; MOST],
    /// Where the next byte goes.
    at: usize,
}

/// The most bytes of a row that is written in one go.
const MOST: usize = 512;

impl Json for Fixed<'_> {
    #[inline(always)]
    fn bytes(self, bytes: &[u8]) -> Option<Self> {
        let Self { place, at } = self;
        place.get_mut(at..)?.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Self { place, at: at + bytes.len() })
    }

    #[inline(always)]
    fn first<const N: usize, const PIECES: usize>(self, pieces: [[u8; N]; PIECES], count: usize) -> Option<Self> {
        let Self { place, at } = self;
        let room = place.get_mut(at..)?.get_mut(..N * PIECES)?;
        // One by one: put together in memory first, they would be waited for there.
        for (place, piece) in room.as_chunks_mut().0.iter_mut().zip(pieces) {
            *place = piece;
        }
        Some(Self { place, at: at + count })
    }

    #[inline(always)]
    fn serialized<T: serde::Serialize + ?Sized>(self, _: &T) -> Option<Self> {
        None
    }
}

/// Appends a row that seldom takes more than some hundred bytes.
#[inline(always)]
pub(crate) fn push_row<T: ToJson>(row: &T, out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + MOST, 0);
    let place = out.get_mut(start..).and_then(|room| room.first_chunk_mut());
    match place.and_then(|place| row.json(Fixed { place, at: 0 })).map(|end| end.at) {
        Some(length) => out.truncate(start + length),
        None => {
            out.truncate(start);
            push_long_row(row, out);
        }
    }
}

#[cold]
#[inline(never)]
pub(crate) fn push_long_row<T: ToJson>(row: &T, out: &mut Vec<u8>) {
    // A buffer that grows has room for everything.
    let _ = row.json(Growing(out));
}

/// The bytes of a short piece.
const SHORT: usize = 16;

/// At most 16 bytes with blanks behind them, as two numbers, the first byte lowest; absent if they are more. A few reads that
/// overlap are faster than one for each byte.
#[inline(always)]
fn short(bytes: &[u8]) -> Option<[u64; 2]> {
    let count = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let beyond = 8 * SHORT.checked_sub(count)?;
        let last = u64::from_le_bytes(*last).checked_shr(beyond as u32).unwrap_or(0);
        return Some([u64::from_le_bytes(*first), last | blanks_from(count - 8)]);
    }
    let head = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (count - 4))
    } else if let (Some(&first), Some(&middle), Some(&last)) = (bytes.first(), bytes.get(count / 2), bytes.last()) {
        u64::from(first) | u64::from(middle) << (8 * (count / 2)) | u64::from(last) << (8 * (count - 1))
    } else {
        0
    };
    Some([head | blanks_from(count), BLANKS])
}

/// Eight bytes, in each of which is a one.
const ONES: u64 = u64::MAX / 255;
const BLANKS: u64 = ONES * 0x20;

/// Blanks from the byte `from` on.
#[inline(always)]
const fn blanks_from(from: usize) -> u64 {
    match BLANKS.checked_shl(8 * from as u32) {
        Some(blanks) => blanks,
        None => 0,
    }
}

/// Whether none of more than 16 bytes needs a backslash.
#[inline(always)]
fn is_plain(bytes: &[u8]) -> bool {
    let needs_one = |bytes: &[u8; SHORT]| {
        let bytes = i8x16::new(bytes.map(|byte| byte as i8));
        let is = |byte: u8| bytes.cmp_eq(i8x16::splat(byte as i8));
        let is_control = bytes.cmp_gt(i8x16::splat(-1)) & bytes.cmp_lt(i8x16::splat(0x20));
        (is(b'"') | is(b'\\') | is_control).any()
    };
    // The last 16 are read again with some of those before.
    !bytes.as_chunks().0.iter().chain(bytes.last_chunk()).any(needs_one)
}

/// Whether no byte of eight needs one: none is `"`, `\` or a control character. What is subtracted reaches a byte's highest bit only where it is too small.
#[inline(always)]
const fn are_plain(all: u64) -> bool {
    const HIGH: u64 = ONES << 7;
    let (quote, slash) = (all ^ (ONES * 0x22), all ^ (ONES * 0x5c));
    let control = all.wrapping_sub(BLANKS) & !all;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let slash = slash.wrapping_sub(ONES) & !slash;
    (control | quote | slash) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::PerMillion;
    use crate::report::record::object;

    object! {
        #[expect(unreachable_pub, reason = "the macro is for what is public")]
        pub struct Row<'a> {
            pub text: &'a str,
            pub number: u64,
            pub more: Vec<Option<PerMillion>>,
        }
    }

    proptest! {
        #[test]
        fn rows_are_as_serde_writes_them(
            text in "[a-z \"\\\\\n\u{0}\u{1f}\u{7f}é😀]{0,40}|[a-z]{0,600}",
            (number, shift) in (any::<u64>(), 0_u32..64),
            hundredths in prop::collection::vec(prop::option::of((any::<u64>(), 0_u32..64)), 0..3),
        ) {
            let more = hundredths.iter().map(|value| value.map(|(n, shift)| PerMillion::from_hundredths(n >> shift)));
            let row = Row { text: &text, number: number >> shift, more: more.collect() };
            for push in [push_row::<Row<'_>>, push_long_row] {
                let mut out = b"before".to_vec();
                push(&row, &mut out);
                let wanted = serde_json::to_string(&row).unwrap();
                prop_assert_eq!(String::from_utf8(out).unwrap(), format!("before{wanted}"));
            }
        }
    }
}
