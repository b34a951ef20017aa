//! What each byte of a text is, as bit masks: one bit a byte, 64 bytes a word of the mask.

use wide::u8x16;

/// The masks of one text. Bits past its end are clear.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    /// ASCII letters and digits, and every byte of a character beyond ASCII.
    pub(super) word: Vec<u64>,
    /// ASCII capitals.
    pub(super) upper: Vec<u64>,
    /// ASCII digits.
    pub(super) digit: Vec<u64>,
    /// Bytes of characters beyond ASCII.
    pub(super) high: Vec<u64>,
    /// Neither white space nor a control character.
    pub(super) visible: Vec<u64>,
}

/// The masks of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Block {
    word: u64,
    upper: u64,
    digit: u64,
    high: u64,
    visible: u64,
}

const WIDTH: usize = 64;

impl Classes {
    /// Classifies `bytes`; what the masks held before is forgotten.
    pub(super) fn classify(&mut self, bytes: &[u8]) {
        for mask in [&mut self.word, &mut self.upper, &mut self.digit, &mut self.high, &mut self.visible] {
            mask.clear();
            mask.reserve(bytes.len() / WIDTH + 2);
        }
        let (blocks, rest) = bytes.as_chunks::<WIDTH>();
        for block in blocks {
            self.push(classify_block(block));
        }
        // Blanks fill up the last block; one more block lets readers look past the end.
        let mut last = [b' '; WIDTH];
        last[..rest.len()].copy_from_slice(rest);
        self.push(classify_block(&last));
        self.push(Block::default());
    }

    fn push(&mut self, block: Block) {
        self.word.push(block.word);
        self.upper.push(block.upper);
        self.digit.push(block.digit);
        self.high.push(block.high);
        self.visible.push(block.visible);
    }

    /// How many blocks the text has.
    pub(super) fn blocks(&self) -> usize {
        self.word.len().saturating_sub(1)
    }

    /// The first byte at or after `from` that is no word byte.
    #[inline]
    pub(super) fn word_end(&self, from: usize) -> usize {
        let mut block = from / WIDTH;
        let mut stops = !self.word.get(block).copied().unwrap_or(0) >> (from % WIDTH);
        if stops != 0 {
            return from + stops.trailing_zeros() as usize;
        }
        loop {
            block += 1;
            stops = !self.word.get(block).copied().unwrap_or(0);
            if stops != 0 {
                return block * WIDTH + stops.trailing_zeros() as usize;
            }
        }
    }
}

/// The bits of `mask` from `from` on, the first in the lowest place: 64 of them.
#[inline]
pub(super) fn bits_from(mask: &[u64], from: usize) -> u64 {
    let (block, shift) = (from / WIDTH, from % WIDTH);
    let low = mask.get(block).copied().unwrap_or(0) >> shift;
    let high = mask.get(block + 1).copied().unwrap_or(0);
    // In two steps, because a shift by 64 is none.
    low | (high << 1) << (WIDTH - 1 - shift)
}

/// Whether the byte at `at` has the mask's class.
#[inline]
pub(super) fn has(mask: &[u64], at: usize) -> bool {
    mask.get(at / WIDTH).is_some_and(|bits| bits >> (at % WIDTH) & 1 == 1)
}

/// The classes of one block, 16 bytes at a time; `wide` has a plain path for processors without vectors.
fn classify_block(block: &[u8; WIDTH]) -> Block {
    let mut masks = Block::default();
    for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
        let vector = u8x16::new(*bytes);
        let shift = quarter * 16;
        let upper = between(vector, b'A', 25);
        let digit = between(vector, b'0', 9);
        let letter = between(vector | u8x16::splat(0x20), b'a', 25);
        let high = mask(vector);
        masks.upper |= mask(upper) << shift;
        masks.digit |= mask(digit) << shift;
        masks.high |= high << shift;
        masks.word |= (mask(letter | digit) | high) << shift;
        masks.visible |= (mask(between(vector, 0, b' ')) ^ 0xffff) << shift;
    }
    masks
}

/// All ones in the bytes `first..=first + span`.
#[inline]
fn between(vector: u8x16, first: u8, span: u8) -> u8x16 {
    let above = vector - u8x16::splat(first);
    above.min(u8x16::splat(span)).cmp_eq(above)
}

/// The highest bit of each byte.
#[inline]
fn mask(vector: u8x16) -> u64 {
    u64::from(vector.move_mask() as u16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The classes by their definition, a byte at a time.
    fn portable(block: &[u8; WIDTH]) -> Block {
        let mut masks = Block::default();
        for (at, &byte) in block.iter().enumerate() {
            let bit = |class: bool| u64::from(class) << at;
            masks.word |= bit(byte.is_ascii_alphanumeric() || byte >= 0x80);
            masks.upper |= bit(byte.is_ascii_uppercase());
            masks.digit |= bit(byte.is_ascii_digit());
            masks.high |= bit(byte >= 0x80);
            masks.visible |= bit(byte > b' ');
        }
        masks
    }

    proptest! {
        #[test]
        fn fast_and_plain_classes_agree(bytes in proptest::array::uniform32(any::<u8>())) {
            let mut block = [b'a'; WIDTH];
            block[16..48].copy_from_slice(&bytes);
            prop_assert_eq!(classify_block(&block), portable(&block));
        }
    }

    #[test]
    fn runs_end_across_blocks() {
        let text = format!("{} b", "a".repeat(200));
        let mut classes = Classes::default();
        classes.classify(text.as_bytes());
        assert_eq!(classes.word_end(3), 200);
        assert_eq!(classes.word_end(201), 202);
        assert_eq!(bits_from(&classes.word, 190), 0b1011_1111_1111);
    }
}
