//! Character classes of a text as bit masks: one bit per byte, 64 bytes per mask.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

/// The number of bytes in a block.
pub(super) const WIDTH: usize = 64;

/// The masks of one block of 64 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassMasks {
    /// Word bytes: ASCII letters and digits, and all bytes of non-ASCII characters.
    pub(super) word: u64,
    /// The first byte of each run of word bytes, and each punctuation mark.
    pub(super) starts: u64,
    /// Bytes after a blank, and the first byte of the text.
    pub(super) spaced: u64,
    /// Those of them that do not follow exactly one space: after several blanks, a line break or the start of the text.
    pub(super) apart: u64,
    /// Bytes that neither occur in a plain token nor follow one: bytes of non-ASCII characters; digits next to letters;
    /// capitals after a word byte, or alone; punctuation between two word bytes; punctuation that may end a sentence;
    /// `:/` after a word; `#` or `@` before one.
    pub(super) special: u64,
}

impl ClassMasks {
    /// Returns the masks of the 64 bytes from byte `bit` on; `next` provides those beyond the end of this block.
    fn starting_across(&self, next: &Self, bit: u32) -> Self {
        // Shifted in two steps, because a shift by 64 overflows.
        let join = |low: u64, high: u64| low >> bit | (high << 1) << (63 - bit);
        Self {
            word: join(self.word, next.word),
            starts: join(self.starts, next.starts),
            spaced: join(self.spaced, next.spaced),
            apart: join(self.apart, next.apart),
            special: join(self.special, next.special),
        }
    }
}

/// The masks of one text. Bits beyond its end are zero.
#[derive(Clone, Debug, Default)]
pub(super) struct CharClasses {
    blocks: Vec<ClassMasks>,
}

impl CharClasses {
    /// Classifies `bytes`, replacing the previous masks.
    pub(super) fn classify(&mut self, bytes: &[u8]) {
        self.blocks.clear();
        let (blocks, rest) = bytes.as_chunks::<WIDTH>();
        self.blocks.reserve(blocks.len() + 2);
        // The last block is padded with spaces; another one is appended so that readers can look past the end.
        let mut last = [b' '; WIDTH];
        last[..rest.len()].copy_from_slice(rest);
        // The class `special` depends on both neighbors, so each block is completed when the next is known.
        let (mut before, mut block) = (ByteMasks::NOTHING, ByteMasks::NOTHING);
        for (number, bytes) in blocks.iter().chain([&last]).enumerate() {
            let next = ByteMasks::of(bytes);
            if number > 0 {
                self.blocks.push(block.finish(&before, &next));
            }
            (before, block) = (block, next);
        }
        self.blocks.extend([block.finish(&before, &ByteMasks::NOTHING), ClassMasks::default()]);
    }

    /// Returns the blocks of the text.
    pub(super) fn blocks(&self) -> &[ClassMasks] {
        self.blocks.split_last().map_or(&[], |(_, blocks)| blocks)
    }

    /// Returns the masks of the 64 bytes from byte `at` on; `None` past the end of the text.
    pub(super) fn masks_from(&self, at: usize) -> Option<ClassMasks> {
        let (block, next) = (self.blocks.get(at / WIDTH)?, self.blocks.get(at / WIDTH + 1)?);
        Some(block.starting_across(next, (at % WIDTH) as u32))
    }

    /// Whether the byte at `at` is a word byte.
    #[inline]
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.blocks.get(at / WIDTH).is_some_and(|block| block.word >> (at % WIDTH) & 1 == 1)
    }
}

/// The context-free classes of the bytes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ByteMasks {
    letter: u64,
    upper: u64,
    digit: u64,
    high: u64,
    /// Above the space and below 0x80.
    visible: u64,
    /// Below the space.
    control: u64,
    /// `.`, `!` and `?`.
    ends: u64,
    colon: u64,
    /// `#` and `@`.
    opens: u64,
}

impl ByteMasks {
    /// The virtual blocks before and after a text: control characters, which are blanks but not spaces.
    const NOTHING: Self =
        Self { letter: 0, upper: 0, digit: 0, high: 0, visible: 0, control: u64::MAX, ends: 0, colon: 0, opens: 0 };

    /// Classifies 16 bytes at a time; `wide` falls back to scalar code on processors without vector instructions.
    #[inline(always)]
    fn of(block: &[u8; WIDTH]) -> Self {
        let mut masks = Self { control: 0, ..Self::NOTHING };
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let vector = i8x16::new(bytes.map(|byte| byte as i8));
            let shift = quarter * 16;
            let mask = |vector: i8x16| u64::from(vector.move_mask() as u16) << shift;
            let is = |byte: u8| vector.cmp_eq(i8x16::splat(byte as i8));
            // This addition moves `first` to the lowest signed value, so that one comparison tests a range.
            let within = |vector: i8x16, first: u8, count: i8| {
                (vector + i8x16::splat(i8::MIN.wrapping_sub(first as i8))).cmp_lt(i8x16::splat(i8::MIN + count))
            };
            let letter = mask(within(vector | i8x16::splat(0x20), b'a', 26));
            masks.letter |= letter;
            masks.upper |= letter & !mask(vector.cmp_gt(i8x16::splat(0x5f)));
            masks.digit |= mask(within(vector, b'0', 10));
            masks.high |= mask(vector);
            masks.visible |= mask(vector.cmp_gt(i8x16::splat(b' ' as i8)));
            masks.control |= mask(within(vector, 0, 0x20));
            masks.ends |= mask(is(b'.') | is(b'!') | is(b'?'));
            masks.colon |= mask(is(b':'));
            masks.opens |= mask(is(b'#') | is(b'@'));
        }
        masks
    }

    fn word(&self) -> u64 {
        self.letter | self.digit | self.high
    }

    fn punct(&self) -> u64 {
        self.visible & !(self.letter | self.digit)
    }

    fn blank(&self) -> u64 {
        !(self.visible | self.high)
    }

    /// Computes the masks of the block from its neighbors.
    #[inline(always)]
    fn finish(&self, before: &Self, next: &Self) -> ClassMasks {
        let (word, punct, blank) = (self.word(), self.punct(), self.blank());
        let before_by_1 = |here: u64, before: u64| here << 1 | before >> 63;
        let word_before = before_by_1(word, before.word());
        let word_after = word >> 1 | next.word() << 63;
        let punct_after = punct >> 1 | next.punct() << 63;
        let spaced = before_by_1(blank, before.blank());
        let blank_before_that = blank << 2 | before.blank() >> 62;
        let apart = spaced & (blank_before_that | before_by_1(self.control, before.control));
        let beside_letter = word & word_before & (self.digit ^ before_by_1(self.digit, before.digit));
        let capitals = self.upper & !(word_after & !word_before);
        let joins = punct & word_before & (word_after | (self.colon & punct_after));
        ClassMasks {
            word,
            starts: (word & !word_before) | punct,
            spaced,
            apart,
            special: self.high | beside_letter | capitals | joins | self.ends | (self.opens & word_after),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The reference implementation, one byte at a time.
    fn reference(block: &[u8; WIDTH]) -> ByteMasks {
        let mut masks = ByteMasks { control: 0, ..ByteMasks::NOTHING };
        for (at, &byte) in block.iter().enumerate() {
            let bit = |class: bool| u64::from(class) << at;
            masks.letter |= bit(byte.is_ascii_alphabetic());
            masks.upper |= bit(byte.is_ascii_uppercase());
            masks.digit |= bit(byte.is_ascii_digit());
            masks.high |= bit(byte >= 0x80);
            masks.visible |= bit(byte > b' ' && byte < 0x80);
            masks.control |= bit(byte < b' ');
            masks.ends |= bit(b".!?".contains(&byte));
            masks.colon |= bit(byte == b':');
            masks.opens |= bit(byte == b'#' || byte == b'@');
        }
        masks
    }

    proptest! {
        #[test]
        fn vector_and_reference_classes_agree(bytes in proptest::array::uniform32(any::<u8>())) {
            let mut block = [b'a'; WIDTH];
            block[16..48].copy_from_slice(&bytes);
            prop_assert_eq!(ByteMasks::of(&block), reference(&block));
        }

        #[test]
        fn masks_do_not_depend_on_block_boundaries(text in "[a1B \n.:/#,-]{100,200}", shift in 0_usize..64) {
            let bits = |text: &str| {
                let mut classes = CharClasses::default();
                classes.classify(text.as_bytes());
                let bits = |at: usize| {
                    let block = classes.blocks()[at / WIDTH];
                    [block.special, block.starts, block.spaced, block.apart].map(|mask| mask >> (at % WIDTH) & 1)
                };
                (0..text.len()).map(bits).collect::<Vec<_>>()
            };
            let shifted = bits(&format!("{}{text}", "\n".repeat(shift))).split_off(shift);
            prop_assert_eq!(bits(&text), shifted);
        }
    }

    #[test]
    fn masks_join_across_blocks() {
        let text = format!("{} b", "a".repeat(70));
        let mut classes = CharClasses::default();
        classes.classify(text.as_bytes());
        assert_eq!(classes.masks_from(62).unwrap().word, 0b10_1111_1111);
        assert_eq!(classes.masks_from(0).unwrap(), classes.blocks()[0]);
        assert_eq!(classes.masks_from(65).unwrap().word, 0b101_1111);
        assert!(classes.is_word(71) && !classes.is_word(70) && !classes.is_word(9999));
    }
}
