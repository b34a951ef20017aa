//! What each byte of a text is, as bit masks: one bit a byte, 64 bytes a word of the mask.

use wide::u8x16;

/// Bytes in a block.
pub(super) const WIDTH: usize = 64;

/// The masks of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits, and every byte of a character beyond ASCII.
    pub(super) word: u64,
    /// ASCII capitals.
    pub(super) upper: u64,
    /// ASCII digits.
    pub(super) digit: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) high: u64,
    /// Neither white space nor a control character.
    pub(super) visible: u64,
}

impl Block {
    /// The masks from byte `bit` of this block on; bits past its end are clear.
    #[inline(always)]
    pub(super) const fn starting_at(&self, bit: u32) -> Self {
        Self {
            word: self.word >> bit,
            upper: self.upper >> bit,
            digit: self.digit >> bit,
            high: self.high >> bit,
            visible: self.visible >> bit,
        }
    }

    /// The masks of the 64 bytes from byte `bit` on, of which `next` has those past the end of this block.
    fn starting_across(&self, next: &Self, bit: u32) -> Self {
        // In two steps, because a shift by 64 is none.
        let join = |low: u64, high: u64| low >> bit | (high << 1) << (63 - bit);
        Self {
            word: join(self.word, next.word),
            upper: join(self.upper, next.upper),
            digit: join(self.digit, next.digit),
            high: join(self.high, next.high),
            visible: join(self.visible, next.visible),
        }
    }
}

/// The masks of one text. Bits past its end are clear.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    blocks: Vec<Block>,
}

impl Classes {
    /// Classifies `bytes`; what the masks held before is forgotten.
    pub(super) fn classify(&mut self, bytes: &[u8]) {
        self.blocks.clear();
        let (blocks, rest) = bytes.as_chunks::<WIDTH>();
        self.blocks.extend(blocks.iter().map(classify_block));
        // Blanks fill up the last block; one more block lets readers look past the end.
        let mut last = [b' '; WIDTH];
        last[..rest.len()].copy_from_slice(rest);
        self.blocks.extend([classify_block(&last), Block::default()]);
    }

    /// The blocks of the text.
    pub(super) fn blocks(&self) -> &[Block] {
        self.blocks.split_last().map_or(&[], |(_, blocks)| blocks)
    }

    /// The masks of the 64 bytes from byte `at` on; absent past the end of the text.
    pub(super) fn masks_from(&self, at: usize) -> Option<Block> {
        let (block, next) = (self.blocks.get(at / WIDTH)?, self.blocks.get(at / WIDTH + 1)?);
        Some(block.starting_across(next, (at % WIDTH) as u32))
    }

    /// Whether the byte at `at` is a word byte.
    #[inline]
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.blocks.get(at / WIDTH).is_some_and(|block| block.word >> (at % WIDTH) & 1 == 1)
    }
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
    fn masks_join_across_blocks() {
        let text = format!("{} b", "a".repeat(70));
        let mut classes = Classes::default();
        classes.classify(text.as_bytes());
        assert_eq!(classes.masks_from(62).unwrap().word, 0b10_1111_1111);
        assert_eq!(classes.masks_from(0).unwrap(), classes.blocks()[0]);
        assert_eq!(classes.blocks()[1].starting_at(1).word, 0b101_1111);
        assert!(classes.is_word(71) && !classes.is_word(70) && !classes.is_word(9999));
    }
}
