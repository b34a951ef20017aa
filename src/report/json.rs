//! JSON objects, written field by field to a buffer.
//!
//! Most objects are short and flat, rows of tokens and mentions above all: [`ShortObject`] writes them to a place of fixed size, which
//! takes the fewest instructions. [`LongObject`] appends all others to the buffer: those that do not fit, from the start again, and
//! those with lists or objects in them.

use jiff::civil::Date;
use wide::{CmpEq, CmpGt, CmpLt, i8x16};

use crate::report::digits;
use crate::report::row::{CellSink, Described, Field, List, Record};
use crate::report::{Measure, PerMillion};

/// Appends a record as an object.
#[inline(always)]
pub(crate) fn push_object<R: Record + Described>(record: &R, out: &mut Vec<u8>) {
    if !R::IS_FLAT {
        push_long_object(out, |object| record.visit(object));
    } else if !push_short_object(record, out) {
        push_too_long_object(record, out);
    }
}

/// Appends a record if it is short, and returns whether it is.
#[inline(always)]
fn push_short_object<R: Described>(record: &R, out: &mut Vec<u8>) -> bool {
    let start = out.len();
    out.resize(start + ROOM, 0);
    let length = out.get_mut(start..).and_then(|rest| rest.first_chunk_mut()).and_then(|room| {
        let mut object = ShortObject { room, end: 0 };
        record.visit(&mut object);
        object.finish()
    });
    out.truncate(start + length.unwrap_or_default());
    length.is_some()
}

/// Appends an object of any length with the fields that `fields` passes to the sink.
#[inline(always)]
fn push_long_object(out: &mut Vec<u8>, fields: impl FnOnce(&mut LongObject<'_>)) {
    let start = out.len();
    fields(&mut LongObject { out });
    // Every field has a comma before it.
    if let Some(first) = out.get_mut(start) {
        *first = b'{';
    }
    out.push(b'}');
}

#[cold]
#[inline(never)]
fn push_too_long_object(record: &dyn Record, out: &mut Vec<u8>) {
    push_long_object(out, |object| record.cells(object));
}

/// The most bytes of a short object, twice what most rows of tokens and of mentions have.
const ROOM: usize = 512;

/// The most bytes of a field that is stored at once: of its key, see [`LONGEST_KEY`], and of a short value.
const FIELD: usize = 64;

/// The most bytes of [`Field::json_key`].
pub(crate) const LONGEST_KEY: usize = FIELD - 18;

/// An object without lists and objects that is being written to a place of fixed size.
///
/// A field takes one comparison of `end` with a constant to see whether it fits. `end` is in a register from one field to the next,
/// because nothing that is not inlined gets a reference to the sink: such functions get the rest of the room, and return a length. A
/// vector instead of the place would have its address and length loaded again after each piece that is stored, as the piece might have
/// overwritten them, and a vector that may grow would be compared twice: so written, rows of tokens took half as many instructions
/// again, and `tokens` a quarter.
struct ShortObject<'o> {
    room: &'o mut [u8; ROOM],
    /// The end of what is written; beyond the room if something did not fit.
    end: usize,
}

/// An end beyond any room.
const TOO_LONG: usize = usize::MAX / 2;

impl ShortObject<'_> {
    /// Writes a field: its key, and the value by `put_value`, which gets the room and the end of the key in it and returns its end.
    /// Short values are stored with a fixed length, and their real length only moves the end: no call to `memcpy`.
    #[inline(always)]
    fn field(&mut self, key: &'static str, put_value: impl FnOnce(&mut [u8; FIELD], usize) -> usize) {
        match self.room.get_mut(self.end..).and_then(|rest| rest.first_chunk_mut()) {
            Some(room) => {
                // No key is longer than the room: `field!` checks it.
                if let Some(place) = room.get_mut(..key.len()) {
                    place.copy_from_slice(key.as_bytes());
                }
                self.end += put_value(room, key.len());
            }
            None => self.end = TOO_LONG,
        }
    }

    /// Writes a field with a long or rare value: `put_value` stores it in the rest of the room and returns its length, or `None` if it
    /// does not fit.
    #[inline(always)]
    fn long_field(&mut self, key: &'static str, put_value: impl FnOnce(&mut [u8]) -> Option<usize>) {
        self.field(key, |_, end| end);
        match self.room.get_mut(self.end..).and_then(put_value) {
            Some(length) => self.end += length,
            None => self.end = TOO_LONG,
        }
    }

    /// Returns the length of the object, or `None` if it did not fit.
    #[inline(always)]
    fn finish(self) -> Option<usize> {
        *self.room.get_mut(self.end)? = b'}';
        // Every field has a comma before it.
        if let Some(first) = self.room.first_mut() {
            *first = b'{';
        }
        Some(self.end + 1)
    }
}

impl CellSink for ShortObject<'_> {
    #[inline(always)]
    fn text(&mut self, field: &'static Field, text: &str) {
        match short(text.as_bytes()) {
            Some([head, tail]) if are_plain(head) & are_plain(tail) => self.field(field.json_key, |room, start| {
                put(room, start, *b"\"");
                put(room, start + 1, head.to_le_bytes());
                put(room, start + 9, tail.to_le_bytes());
                put(room, start + 1 + text.len(), *b"\"");
                start + text.len() + 2
            }),
            _ => self.long_field(field.json_key, |rest| put_string(rest, text)),
        }
    }

    #[inline(always)]
    fn number(&mut self, field: &'static Field, number: u64) {
        match digits::four(number) {
            Some((digits, count)) => self.field(field.json_key, |room, start| {
                put(room, start, digits);
                start + count
            }),
            None => self.long_field(field.json_key, |rest| put_number(rest, number)),
        }
    }

    #[inline(always)]
    fn rate(&mut self, field: &'static Field, rate: PerMillion) {
        let (whole, hundredths) = rate.parts();
        match digits::eight(whole) {
            Some((digits, count)) => self.field(field.json_key, |room, start| {
                put(room, start, digits);
                let digit = |n: u64| b'0' + (n % 10) as u8;
                put(room, start + count, [b'.', digit(hundredths / 10), digit(hundredths)]);
                // Without a zero at the end, except directly after the point.
                start + count + 2 + usize::from(hundredths % 10 != 0)
            }),
            None => self.long_field(field.json_key, |rest| put_serialized(rest, &rate)),
        }
    }

    #[inline(always)]
    fn measure(&mut self, field: &'static Field, measure: Measure) {
        self.long_field(field.json_key, |rest| put_serialized(rest, &measure));
    }

    #[inline(always)]
    fn flag(&mut self, field: &'static Field, flag: bool) {
        self.field(field.json_key, |room, start| {
            put(room, start, if flag { *b"true " } else { *b"false" });
            start + 5 - usize::from(flag)
        });
    }

    #[inline(always)]
    fn date(&mut self, field: &'static Field, date: Date) {
        let digit = |number: i16| b'0' + (number % 10) as u8;
        let (year, month, day) = (date.year(), i16::from(date.month()), i16::from(date.day()));
        if year < 0 {
            return self.long_field(field.json_key, |rest| put_serialized(rest, &date));
        }
        self.field(field.json_key, |room, start| {
            put(room, start, [b'"', digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), b'-']);
            put(room, start + 6, [digit(month / 10), digit(month), b'-', digit(day / 10), digit(day), b'"']);
            start + 12
        });
    }

    #[inline(always)]
    fn none(&mut self, field: &'static Field) {
        self.field(field.json_key, |room, start| {
            put(room, start, *b"null");
            start + 4
        });
    }

    // Objects with lists and objects are not written by this sink: see `push_object`.
    #[inline(always)]
    fn list(&mut self, _: &'static Field, _: &dyn List) {
        self.end = TOO_LONG;
    }

    #[inline(always)]
    fn group(&mut self, _: &'static Field, _: Option<&dyn Record>) {
        self.end = TOO_LONG;
    }
}

/// Stores bytes from `start` on.
#[inline(always)]
fn put<const N: usize>(room: &mut [u8; FIELD], start: usize, bytes: [u8; N]) {
    if let Some(place) = room.get_mut(start..).and_then(|room| room.first_chunk_mut()) {
        *place = bytes;
    }
}

/// Stores a value as `serde_json` writes it, and returns its length; `None` if it does not fit.
fn put_serialized<T: serde::Serialize + ?Sized>(room: &mut [u8], value: &T) -> Option<usize> {
    let length = room.len();
    let mut rest = room;
    serde_json::to_writer(&mut rest, value).ok()?;
    Some(length - rest.len())
}

/// Like [`put_serialized`], mostly for numbers from 10⁴ on.
#[inline(never)]
fn put_number(room: &mut [u8], number: u64) -> Option<usize> {
    let Some((digits, count)) = digits::eight(number) else { return put_serialized(room, &number) };
    *room.first_chunk_mut()? = digits;
    Some(count)
}

/// Like [`put_serialized`], mostly for strings of more than 16 bytes.
#[inline(never)]
fn put_string(room: &mut [u8], text: &str) -> Option<usize> {
    put_plain_string(room, text.as_bytes()).or_else(|| put_serialized(room, text))
}

/// Stores a string of at least 16 bytes without escapes; `None` if it is none, or does not fit.
///
/// It is copied while it is searched for what needs an escape. With a call to `memcpy` after the search, `tokens` takes 2 % more
/// instructions, because each row has the name of the document.
#[inline(always)]
fn put_plain_string(room: &mut [u8], text: &[u8]) -> Option<usize> {
    let last_chunk = text.last_chunk()?;
    let length = text.len() + 2;
    let [first, inside @ .., last] = room.get_mut(..length)? else { return None };
    (*first, *last) = (b'"', b'"');
    for (place, chunk) in inside.as_chunks_mut().0.iter_mut().zip(text.as_chunks().0) {
        if needs_escape(*chunk) {
            return None;
        }
        *place = *chunk;
    }
    // The last 16 overlap with those before.
    *inside.last_chunk_mut()? = *last_chunk;
    (!needs_escape(*last_chunk)).then_some(length)
}

/// An object that is being appended to a buffer.
struct LongObject<'o> {
    out: &'o mut Vec<u8>,
}

impl LongObject<'_> {
    #[inline(always)]
    fn raw(&mut self, field: &'static Field, value: &str) {
        self.out.extend_from_slice(field.json_key.as_bytes());
        self.out.extend_from_slice(value.as_bytes());
    }

    /// Writes as `serde_json` does.
    fn serialized<T: serde::Serialize + ?Sized>(&mut self, field: &'static Field, value: &T) {
        self.raw(field, "");
        // Writing to a vector cannot fail, and maps with keys other than strings do not occur.
        drop(serde_json::to_writer(&mut *self.out, value));
    }
}

impl CellSink for LongObject<'_> {
    #[inline]
    fn text(&mut self, field: &'static Field, text: &str) {
        if is_plain(text) {
            self.raw(field, "\"");
            self.out.extend_from_slice(text.as_bytes());
            self.out.push(b'"');
        } else {
            self.serialized(field, text);
        }
    }

    #[inline]
    fn number(&mut self, field: &'static Field, number: u64) {
        self.raw(field, itoa::Buffer::new().format(number));
    }

    fn rate(&mut self, field: &'static Field, rate: PerMillion) {
        self.serialized(field, &rate);
    }

    fn measure(&mut self, field: &'static Field, measure: Measure) {
        self.serialized(field, &measure);
    }

    #[inline]
    fn flag(&mut self, field: &'static Field, flag: bool) {
        self.raw(field, if flag { "true" } else { "false" });
    }

    fn date(&mut self, field: &'static Field, date: Date) {
        self.serialized(field, &date);
    }

    #[inline]
    fn none(&mut self, field: &'static Field) {
        self.raw(field, "null");
    }

    #[inline]
    fn list(&mut self, field: &'static Field, list: &dyn List) {
        self.raw(field, "[");
        let start = self.out.len();
        list.for_each(&mut |item| {
            if self.out.len() > start {
                self.out.push(b',');
            }
            item.json(self.out);
        });
        self.out.push(b']');
    }

    #[inline]
    fn group(&mut self, field: &'static Field, record: Option<&dyn Record>) {
        match record {
            Some(record) => {
                self.raw(field, "");
                record.json(self.out);
            }
            None => self.none(field),
        }
    }
}

/// At most 16 bytes as two numbers, the first byte lowest, with blanks after them; `None` if they are more. A few overlapping reads
/// are faster than one for each byte.
#[inline(always)]
fn short(bytes: &[u8]) -> Option<[u64; 2]> {
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
    Some([low, high])
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

/// Whether a string needs no escape.
#[inline(always)]
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match short(bytes) {
        Some([head, tail]) => are_plain(head) & are_plain(tail),
        // The last 16 overlap with those before.
        None => bytes.as_chunks().0.iter().chain(bytes.last_chunk()).all(|chunk| !needs_escape(*chunk)),
    }
}

/// Whether one of 16 bytes needs an escape: `"`, `\` or a control character.
#[inline(always)]
fn needs_escape(bytes: [u8; 16]) -> bool {
    let bytes = i8x16::new(bytes.map(|byte| byte as i8));
    let is = |byte: u8| bytes.cmp_eq(i8x16::splat(byte as i8));
    // Bytes from 0x80 on are negative.
    let is_control = bytes.cmp_lt(i8x16::splat(0x20)) & bytes.cmp_gt(i8x16::splat(-1));
    (is(b'"') | is(b'\\') | is_control).any()
}

/// Whether none of eight bytes is `"`, `\` or a control character: subtracting 1, or 0x20, sets the highest bit of a byte below
/// 0x80 only if the byte is 0, or below 0x20.
#[inline(always)]
const fn are_plain(all: u64) -> bool {
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
            pub flag: bool,
            pub date: Option<Date>,
            pub again: String,
            pub measure: Option<Measure>,
        }
    }

    record! {
        #[expect(unreachable_pub, reason = "the macro is for public structs")]
        pub struct Nested<'a> {
            pub text: &'a str,
            pub number: u64,
            pub flag: bool,
            pub list: Option<Vec<Fields<'a>>>,
            pub date: Option<Date>,
        }
    }

    impl std::fmt::Display for Fields<'_> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.text)
        }
    }

    fn check<R: Record + serde::Serialize>(record: &R, before: usize) {
        let mut out = vec![b' '; before];
        record.json(&mut out);
        let expected = serde_json::to_string(record).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), " ".repeat(before) + &expected);
    }

    /// Every field and every part of one crosses the end of the room once.
    #[test]
    fn objects_of_any_length_are_as_serde_writes_them() {
        for length in 0..ROOM + 100 {
            for (text, number) in [("a".repeat(length), 1234), ("\"".repeat(length / 2), 123_456_789)] {
                let (rate, date) = (Some(PerMillion::from_hundredths(number)), Some(jiff::civil::date(2026, 1, 31)));
                let (flag, again) = (length % 2 > 0, text.chars().take(20).collect());
                let measure = Measure::new(number as f64 / -7.0);
                check(&Fields { text: &text, number, rate, flag, date, again, measure }, 3);
            }
        }
    }

    proptest! {
        #[test]
        fn objects_are_as_serde_writes_them(
            text in "[a-z \"\\\\\n\u{0}\u{1f}\u{7f}é😀]{0,40}|[a-z]{0,600}",
            (number, shift) in (any::<u64>(), 0_u32..64),
            hundredths in prop::option::of((any::<u64>(), 0_u32..64)),
            flag: bool,
            before in 0..20_usize,
        ) {
            let rate = hundredths.map(|(n, shift)| PerMillion::from_hundredths(n >> shift));
            let number = number >> shift;
            let date = flag.then_some(Date::MAX);
            let measure = Measure::new(f64::from_bits(number));
            let fields = |text| Fields { text, number, rate, flag, date, again: text.to_owned(), measure };
            check(&fields(&text), before);
            let list = (before > 0).then(|| vec![fields(""), fields(&text)]);
            check(&Nested { text: &text, number, flag, list, date }, before);
        }
    }
}
