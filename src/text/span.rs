//! Places in a text.

use std::ops::Range;

/// A half-open range of bytes in one document's text: `byte_start..byte_end`.
///
/// `byte_start <= byte_end`, and both lie on character boundaries of the text that the span was made for, because the
/// tokenizer makes spans only there and everything else joins the spans of tokens. A document holds at most 4 GiB, so that
/// offsets fit 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from `byte_start` up to, not including, `byte_end`; if they come in the wrong order the span is empty and
    /// stands at `byte_start`.
    #[must_use]
    pub const fn new(byte_start: u32, byte_end: u32) -> Self {
        let end = if byte_end < byte_start { byte_start } else { byte_end };
        Self { start: byte_start, end }
    }

    /// Offset of the first byte.
    #[must_use]
    pub const fn byte_start(self) -> u32 {
        self.start
    }

    /// Offset of the first byte after the span.
    #[must_use]
    pub const fn byte_end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The characters of the span in the text it was made for; empty where the text is another one and the span does not fit.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start as usize..span.end as usize
    }
}

/// Turns rising byte offsets of one text into offsets in Unicode code points, reading each byte once.
#[derive(Clone, Debug)]
pub struct CharCursor<'t> {
    text: &'t [u8],
    byte: usize,
    chars: usize,
    /// Up to here every byte from `byte` on is a character.
    ascii_until: usize,
}

impl<'t> CharCursor<'t> {
    /// A cursor at the start of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), byte: 0, chars: 0, ascii_until: 0 }
    }

    /// The number of code points before `byte_offset`. An offset behind the one asked for last starts over from the
    /// beginning: right, but slow; an offset past the end counts the whole text.
    #[inline]
    pub fn chars_before(&mut self, byte_offset: u32) -> usize {
        let target = (byte_offset as usize).min(self.text.len());
        if (self.byte..=self.ascii_until).contains(&target) {
            self.chars += target - self.byte;
        } else {
            self.go_on(target);
        }
        self.byte = target;
        self.chars
    }

    fn go_on(&mut self, target: usize) {
        if target < self.byte {
            self.byte = 0;
            self.chars = 0;
        }
        let skipped = self.text.get(self.byte..target).unwrap_or_default();
        self.chars += skipped.len() - continuing_bytes(skipped);
        self.ascii_until = target + ascii_bytes(self.text.get(target..).unwrap_or_default());
    }
}

/// How many bytes `bytes` surely begins with that are ASCII; a few more may be.
fn ascii_bytes(bytes: &[u8]) -> usize {
    const WIDTH: usize = 32;
    WIDTH * bytes.as_chunks::<WIDTH>().0.iter().take_while(|some| some.is_ascii()).count()
}

/// How many bytes continue a code point (0b10xxxxxx), eight at a time.
fn continuing_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let (eights, rest) = bytes.as_chunks();
    let mut count = rest.iter().filter(|&&b| b & 0xc0 == 0x80).count();
    // A byte of the sum is full after 255.
    for some in eights.chunks(255) {
        let sum = some.iter().fold(0, |sum: u64, eight| {
            let all = u64::from_le_bytes(*eight);
            sum + ((all >> 7) & (!all >> 6) & ONES)
        });
        count += sum.to_le_bytes().iter().map(|&b| usize::from(b)).sum::<usize>();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuing_bytes_are_counted_in_long_texts_too() {
        let text = "ab“c”é! ".repeat(700);
        let mut cursor = CharCursor::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate().step_by(37) {
            assert_eq!(cursor.chars_before(byte as u32), chars);
        }
        assert_eq!(CharCursor::new(&text).chars_before(text.len() as u32), text.chars().count());
    }

    #[test]
    fn counts_code_points_forwards_and_backwards() {
        let text = "a“b”é!";
        let mut cursor = CharCursor::new(text);
        assert_eq!(cursor.chars_before(4), 2);
        assert_eq!(cursor.chars_before(10), 5);
        assert_eq!(cursor.chars_before(1), 1);
        assert_eq!(cursor.chars_before(99), 6);
    }

    #[test]
    fn a_span_of_another_text_is_empty() {
        assert_eq!(Span::new(2, 9).of("abc"), "");
        assert_eq!(Span::new(1, 3).of("abc"), "bc");
        assert_eq!(Span::new(5, 2).len(), 0);
    }
}
