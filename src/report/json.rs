//! JSON objects, written field by field to a buffer.

use jiff::civil::Date;

use crate::report::PerMillion;
use crate::report::digits;
use crate::report::row::{CellSink, Field, List, Record};

/// Appends an object with the fields that `fields` passes to the sink.
#[inline(always)]
pub(crate) fn push_object(out: &mut Vec<u8>, fields: impl FnOnce(&mut ObjectSink<'_>)) {
    let start = out.len();
    out.resize(start + ROOM, 0);
    let mut object = ObjectSink { end: start, out };
    fields(&mut object);
    object.literal("}");
    object.out.truncate(object.end);
    // Every field has a comma before it.
    if let Some(first) = object.out.get_mut(start) {
        *first = b'{';
    }
}

/// Bytes that the buffer is extended by at once.
const ROOM: usize = 512;

/// A JSON object that is being written.
///
/// The buffer is longer than what is written of it, so that short pieces are stored with a fixed length and their real length
/// only moves `end`: no call to `memcpy`, no update of the buffer's length for each.
pub(crate) struct ObjectSink<'o> {
    out: &'o mut Vec<u8>,
    /// The end of what is written.
    end: usize,
}

impl ObjectSink<'_> {
    /// Writes the first `length` of some bytes.
    #[inline(always)]
    fn store<const N: usize>(&mut self, bytes: [u8; N], length: usize) {
        match self.out.get_mut(self.end..).and_then(|room| room.first_chunk_mut()) {
            Some(room) => *room = bytes,
            None => store_at_end(self.out, self.end, &bytes),
        }
        self.end += length;
    }

    #[inline(always)]
    fn literal(&mut self, json: &str) {
        self.bytes(json.as_bytes());
    }

    #[inline(always)]
    fn bytes(&mut self, bytes: &[u8]) {
        match self.out.get_mut(self.end..).and_then(|room| room.get_mut(..bytes.len())) {
            Some(room) => room.copy_from_slice(bytes),
            None => store_at_end(self.out, self.end, bytes),
        }
        self.end += bytes.len();
    }

    /// Appends to the buffer directly.
    #[inline(always)]
    fn append(&mut self, append: impl FnOnce(&mut Vec<u8>)) {
        self.end = append_at_end(self.out, self.end, append);
    }

    #[inline(always)]
    fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        match short(bytes) {
            Some(all) if is_plain_16(all) => {
                self.literal("\"");
                self.store(all.to_le_bytes(), bytes.len());
                self.literal("\"");
            }
            None if is_plain(bytes) => {
                self.literal("\"");
                self.bytes(bytes);
                self.literal("\"");
            }
            _ => self.serialized(text),
        }
    }

    /// Writes as `serde_json` does.
    #[inline(always)]
    fn serialized<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        // Writing to a vector cannot fail, and maps with keys other than strings do not occur.
        self.append(|out| drop(serde_json::to_writer(out, value)));
    }
}

// What is not inlined gets the parts of an object by value: if its address were taken, `end` would live in memory instead of a
// register, which costs 6 % more instructions per row of tokens.

#[cold]
#[inline(never)]
fn store_at_end(out: &mut Vec<u8>, end: usize, bytes: &[u8]) {
    out.truncate(end);
    out.extend_from_slice(bytes);
    out.resize(out.len() + ROOM, 0);
}

/// Appends to what ends at `end`, and returns the new end.
#[inline(never)]
fn append_at_end(out: &mut Vec<u8>, end: usize, append: impl FnOnce(&mut Vec<u8>)) -> usize {
    out.truncate(end);
    append(out);
    let end = out.len();
    out.resize(end + ROOM, 0);
    end
}

/// Writes a number of more than four digits, and returns the new end.
#[inline(never)]
fn store_long_number(out: &mut Vec<u8>, end: usize, number: u64) -> usize {
    let mut object = ObjectSink { out, end };
    match digits::eight(number) {
        Some((digits, count)) => object.store(digits, count),
        None => object.bytes(itoa::Buffer::new().format(number).as_bytes()),
    }
    object.end
}

impl CellSink for ObjectSink<'_> {
    #[inline(always)]
    fn text(&mut self, field: &'static Field, text: &str) {
        self.literal(field.json_key);
        self.string(text);
    }

    #[inline(always)]
    fn number(&mut self, field: &'static Field, number: u64) {
        self.literal(field.json_key);
        match digits::four(number) {
            Some((digits, count)) => self.store(digits, count),
            None => self.end = store_long_number(self.out, self.end, number),
        }
    }

    #[inline(always)]
    fn rate(&mut self, field: &'static Field, rate: PerMillion) {
        self.literal(field.json_key);
        self.serialized(&rate);
    }

    #[inline(always)]
    fn flag(&mut self, field: &'static Field, flag: bool) {
        self.literal(field.json_key);
        self.literal(if flag { "true" } else { "false" });
    }

    #[inline(always)]
    fn date(&mut self, field: &'static Field, date: Date) {
        self.literal(field.json_key);
        self.serialized(&date);
    }

    #[inline(always)]
    fn none(&mut self, field: &'static Field) {
        self.literal(field.json_key);
        self.literal("null");
    }

    #[inline(always)]
    fn list(&mut self, field: &'static Field, list: &dyn List) {
        self.literal(field.json_key);
        self.append(|out| {
            out.push(b'[');
            let start = out.len();
            list.for_each(&mut |item| {
                if out.len() > start {
                    out.push(b',');
                }
                item.json(out);
            });
            out.push(b']');
        });
    }

    #[inline(always)]
    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>) {
        match record {
            Some(record) => {
                self.literal(field.json_key);
                self.append(|out| record.json(out));
            }
            None => self.none(field),
        }
    }
}

/// At most 16 bytes as a number, the first byte lowest, with blanks after them; `None` if they are more. A few overlapping reads
/// are faster than one for each byte.
#[inline(always)]
fn short(bytes: &[u8]) -> Option<u128> {
    let length = bytes.len();
    let (low, high) = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let beyond = 8 * 16_usize.checked_sub(length)?;
        let last = u64::from_le_bytes(*last).checked_shr(beyond as u32).unwrap_or(0);
        (u64::from_le_bytes(*first), last | blanks_from(length - 8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
        (u64::from(u32::from_le_bytes(*first)) | last | blanks_from(length), BLANKS)
    } else if let (Some(&first), Some(&middle), Some(&last)) = (bytes.first(), bytes.get(length / 2), bytes.last()) {
        let rest = u64::from(middle) << (8 * (length / 2)) | u64::from(last) << (8 * (length - 1));
        (u64::from(first) | rest | blanks_from(length), BLANKS)
    } else {
        (BLANKS, BLANKS)
    };
    Some(u128::from(low) | u128::from(high) << 64)
}

/// Eight bytes of value 1.
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

/// Whether none of more than 8 bytes needs an escape.
#[inline(always)]
fn is_plain(bytes: &[u8]) -> bool {
    // The last 8 overlap with those before.
    bytes.as_chunks().0.iter().chain(bytes.last_chunk()).all(|chunk| is_plain_8(u64::from_le_bytes(*chunk)))
}

#[inline(always)]
const fn is_plain_16(all: u128) -> bool {
    is_plain_8(all as u64) & is_plain_8((all >> 64) as u64)
}

/// Whether none of eight bytes is `"`, `\` or a control character: subtracting 1, or 0x20, sets the highest bit of a byte below
/// 0x80 only if the byte is 0, or below 0x20.
#[inline(always)]
const fn is_plain_8(all: u64) -> bool {
    const HIGH: u64 = ONES << 7;
    let (quote, backslash) = (all ^ (ONES * 0x22), all ^ (ONES * 0x5c));
    let control = all.wrapping_sub(BLANKS) & !all;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::describe::record;

    record! {
        #[expect(unreachable_pub, reason = "the macro is for public structs")]
        pub struct Fields<'a> {
            pub text: &'a str,
            pub number: u64,
            pub rate: Option<PerMillion>,
            pub again: String,
        }
    }

    proptest! {
        #[test]
        fn objects_are_as_serde_writes_them(
            text in "[a-z \"\\\\\n\u{0}\u{1f}\u{7f}é😀]{0,40}|[a-z]{0,600}",
            (number, shift) in (any::<u64>(), 0_u32..64),
            hundredths in prop::option::of((any::<u64>(), 0_u32..64)),
            before in 0..20_usize,
        ) {
            let rate = hundredths.map(|(n, shift)| PerMillion::from_hundredths(n >> shift));
            let row = Fields { text: &text, number: number >> shift, rate, again: text.clone() };
            let mut out = vec![b' '; before];
            row.json(&mut out);
            let expected = serde_json::to_string(&row).unwrap();
            prop_assert_eq!(String::from_utf8(out).unwrap(), " ".repeat(before) + &expected);
        }
    }
}
