//! Byte ranges of a text.

use std::ops::Range;

/// A half-open range of bytes in one document's text: `byte_start..byte_end`.
///
/// `byte_start <= byte_end`, and both are character boundaries of the text that the span was made for: the tokenizer
/// creates spans only at such boundaries, and everything else joins the spans of tokens. A document holds at most 4
/// GiB, so offsets fit in 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(from = "SerializedSpan")]
pub struct Span {
    #[serde(rename = "byte_start")]
    start: u32,
    #[serde(rename = "byte_end")]
    end: u32,
}

/// The serialized form, which may come from elsewhere and so be in the wrong order.
#[derive(serde::Deserialize)]
struct SerializedSpan {
    byte_start: u32,
    byte_end: u32,
}

impl From<SerializedSpan> for Span {
    fn from(span: SerializedSpan) -> Self {
        Self::new(span.byte_start, span.byte_end)
    }
}

impl Span {
    /// Creates the span from `byte_start` up to, but not including, `byte_end`. If `byte_end < byte_start`, the span is
    /// empty and lies at `byte_start`.
    #[must_use]
    pub const fn new(byte_start: u32, byte_end: u32) -> Self {
        let end = if byte_end < byte_start { byte_start } else { byte_end };
        Self { start: byte_start, end }
    }

    /// The offset of the first byte.
    #[must_use]
    pub const fn byte_start(self) -> u32 {
        self.start
    }

    /// The offset of the first byte after the span.
    #[must_use]
    pub const fn byte_end(self) -> u32 {
        self.end
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span contains no bytes.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans have a byte in common.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies entirely within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the smallest span that contains both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the part of `text` that the span covers; empty if the span does not fit `text`, because it was made for
    /// another text.
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

/// Converts byte offsets of a text to offsets in Unicode code points. Reads each byte once if the offsets ascend.
#[derive(Clone, Debug)]
pub struct CharCursor<'t> {
    text: &'t [u8],
    byte: usize,
    chars: usize,
    /// Every byte from `byte` up to here is ASCII.
    ascii_until: usize,
}

impl<'t> CharCursor<'t> {
    /// Creates a cursor at the start of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), byte: 0, chars: 0, ascii_until: 0 }
    }

    /// Returns the number of code points before `byte_offset`. An offset smaller than the previous one restarts from
    /// the beginning, which is correct but slow; an offset past the end counts the whole text.
    #[inline]
    pub fn chars_before(&mut self, byte_offset: u32) -> usize {
        let target = (byte_offset as usize).min(self.text.len());
        if (self.byte..=self.ascii_until).contains(&target) {
            self.chars += target - self.byte;
        } else {
            self.advance(target);
        }
        self.byte = target;
        self.chars
    }

    fn advance(&mut self, target: usize) {
        if target < self.byte {
            self.byte = 0;
            self.chars = 0;
        }
        let skipped = self.text.get(self.byte..target).unwrap_or_default();
        self.chars += skipped.len() - continuation_bytes(skipped);
        self.ascii_until = target + leading_ascii(self.text.get(target..).unwrap_or_default());
    }
}

/// A lower bound of the number of ASCII bytes at the start of `bytes`, a multiple of 32.
fn leading_ascii(bytes: &[u8]) -> usize {
    const WIDTH: usize = 32;
    WIDTH * bytes.as_chunks::<WIDTH>().0.iter().take_while(|some| some.is_ascii()).count()
}

/// Counts the UTF-8 continuation bytes (0b10xxxxxx), eight at a time.
fn continuation_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let (eights, rest) = bytes.as_chunks();
    let mut count = rest.iter().filter(|&&b| b & 0xc0 == 0x80).count();
    // Each byte of the sum counts up to 255.
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
    fn continuation_bytes_are_counted_in_long_texts() {
        let text = "ab“c”é! ".repeat(700);
        let mut cursor = CharCursor::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate().step_by(37) {
            assert_eq!(cursor.chars_before(byte as u32), chars);
        }
        assert_eq!(CharCursor::new(&text).chars_before(text.len() as u32), text.chars().count());
    }

    #[test]
    fn counts_code_points_forward_and_backward() {
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
