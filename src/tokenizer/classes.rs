//! What each byte of a text is, as bit masks: one bit a byte, 64 bytes a word of the mask.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

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
    /// Neither white space nor a control character.
    pub(super) visible: u64,
    /// What a plain token neither holds nor has behind it: bytes of characters beyond ASCII; digits beside letters; a mark
    /// between two word bytes; a full stop or `:/` behind a word; `#` or `@` before one.
    pub(super) special: u64,
}

impl Block {
    /// The masks from byte `bit` of this block on; bits past its end are clear.
    #[inline(always)]
    pub(super) const fn starting_at(&self, bit: u32) -> Self {
        Self {
            word: self.word >> bit,
            upper: self.upper >> bit,
            digit: self.digit >> bit,
            visible: self.visible >> bit,
            special: self.special >> bit,
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
            visible: join(self.visible, next.visible),
            special: join(self.special, next.special),
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
        self.blocks.reserve(blocks.len() + 2);
        // Blanks fill up the last block; one more block lets readers look past the end.
        let mut last = [b' '; WIDTH];
        last[..rest.len()].copy_from_slice(rest);
        // What is special hangs on both neighbours, so each block is finished when the next is known.
        let (mut before, mut block) = (Bytes::default(), Bytes::default());
        for (number, bytes) in blocks.iter().chain([&last]).enumerate() {
            let next = Bytes::of(bytes);
            if number > 0 {
                self.blocks.push(block.finish(&before, &next));
            }
            (before, block) = (block, next);
        }
        self.blocks.extend([block.finish(&before, &Bytes::default()), Block::default()]);
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

/// What each byte of a block is by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bytes {
    letter: u64,
    upper: u64,
    digit: u64,
    high: u64,
    /// Above the blank and below 0x80.
    visible: u64,
    stop: u64,
    colon: u64,
    /// `#` and `@`.
    opens: u64,
}

impl Bytes {
    /// 16 bytes at a time; `wide` has a plain path for processors without vectors.
    #[inline(always)]
    fn of(block: &[u8; WIDTH]) -> Self {
        let mut masks = Self::default();
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let vector = i8x16::new(bytes.map(|byte| byte as i8));
            let shift = quarter * 16;
            let mask = |vector: i8x16| u64::from(vector.move_mask() as u16) << shift;
            let is = |byte: u8| vector.cmp_eq(i8x16::splat(byte as i8));
            // Bytes from `first` on are the lowest numbers after this addition, so that one comparison finds a range.
            let within = |vector: i8x16, first: u8, count: i8| {
                (vector + i8x16::splat(i8::MIN.wrapping_sub(first as i8))).cmp_lt(i8x16::splat(i8::MIN + count))
            };
            let letter = mask(within(vector | i8x16::splat(0x20), b'a', 26));
            masks.letter |= letter;
            masks.upper |= letter & !mask(vector.cmp_gt(i8x16::splat(0x5f)));
            masks.digit |= mask(within(vector, b'0', 10));
            masks.high |= mask(vector);
            masks.visible |= mask(vector.cmp_gt(i8x16::splat(b' ' as i8)));
            masks.stop |= mask(is(b'.'));
            masks.colon |= mask(is(b':'));
            masks.opens |= mask(is(b'#') | is(b'@'));
        }
        masks
    }

    fn word(&self) -> u64 {
        self.letter | self.digit | self.high
    }

    fn mark(&self) -> u64 {
        self.visible & !(self.letter | self.digit)
    }

    /// The block, between its neighbours.
    #[inline(always)]
    fn finish(&self, before: &Self, next: &Self) -> Block {
        let (word, mark) = (self.word(), self.mark());
        let word_before = word << 1 | before.word() >> 63;
        let digit_before = self.digit << 1 | before.digit >> 63;
        let word_after = word >> 1 | next.word() << 63;
        let mark_after = mark >> 1 | next.mark() << 63;
        let beside_letter = word & word_before & (self.digit ^ digit_before);
        let joins = mark & word_before & (word_after | self.stop | (self.colon & mark_after));
        Block {
            word,
            upper: self.upper,
            digit: self.digit,
            visible: self.visible | self.high,
            special: self.high | beside_letter | joins | (self.opens & word_after),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The classes by their definition, a byte at a time.
    fn portable(block: &[u8; WIDTH]) -> Bytes {
        let mut masks = Bytes::default();
        for (at, &byte) in block.iter().enumerate() {
            let bit = |class: bool| u64::from(class) << at;
            masks.letter |= bit(byte.is_ascii_alphabetic());
            masks.upper |= bit(byte.is_ascii_uppercase());
            masks.digit |= bit(byte.is_ascii_digit());
            masks.high |= bit(byte >= 0x80);
            masks.visible |= bit(byte > b' ' && byte < 0x80);
            masks.stop |= bit(byte == b'.');
            masks.colon |= bit(byte == b':');
            masks.opens |= bit(byte == b'#' || byte == b'@');
        }
        masks
    }

    proptest! {
        #[test]
        fn fast_and_plain_classes_agree(bytes in proptest::array::uniform32(any::<u8>())) {
            let mut block = [b'a'; WIDTH];
            block[16..48].copy_from_slice(&bytes);
            prop_assert_eq!(Bytes::of(&block), portable(&block));
        }

        #[test]
        fn what_is_special_does_not_hang_on_where_blocks_end(text in "[a1B .:/#,-]{100,200}", shift in 0_usize..64) {
            let special = |text: &str| {
                let mut classes = Classes::default();
                classes.classify(text.as_bytes());
                let bits = |at: usize| classes.blocks()[at / WIDTH].special >> (at % WIDTH) & 1;
                (0..text.len()).map(bits).collect::<Vec<_>>()
            };
            prop_assert_eq!(special(&text), special(&format!("{}{text}", " ".repeat(shift))).split_off(shift));
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
