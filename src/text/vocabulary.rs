//! Words as numbers.
//!
//! Every distinct word of a run is stored once and known by a [`WordId`] from then on. What a recogniser knows of a word is an
//! array by id ([`WordTable`]), filled before the first text is read, so that a token costs one look-up whoever asks.

use std::hash::BuildHasher;

use hashbrown::HashTable;

use crate::text::prefetch::prefetch;

/// A word of one [`Vocabulary`].
///
/// Ids below the size of the [`Lexicon`](crate::tokenizer::Lexicon) mean the same word in every vocabulary made from it; ids above depend
/// on the order of the texts and never reach an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// Shared by all number tokens, whose digits no vocabulary keeps.
    pub const NUMBER: Self = Self(0);

    /// The id of a token that is this one ASCII character, e.g. `,`.
    #[must_use]
    pub const fn ascii(character: u8) -> Self {
        Self(character as u32 & 0x7f)
    }

    /// The id as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How many bytes of a word are held in place of a pointer to it.
const INLINE: usize = 16;
/// How many words are looked up at once: enough to hide the waits for memory, few enough to stay in the nearest cache.
pub(crate) const BATCH: usize = 192;
/// The id in a slot that holds no word.
const FREE: u32 = u32::MAX;

/// What the [`Lexicon`](crate::tokenizer::Lexicon) noted of a word before any text was read: a set of flags. Each token carries those of
/// its word, so that asking costs no look-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordFlags(u8);

impl WordFlags {
    /// Nothing is known.
    pub const NONE: Self = Self(0);
    /// A stop word.
    pub const STOP_WORD: Self = Self(1);
    /// The tokenizer has a rule for it.
    pub const TOKENIZER: Self = Self(1 << 1);
    /// Something that dates and times are read from may begin with it.
    pub const DATE: Self = Self(1 << 2);
    /// It begins the name of a country, or tells of one.
    pub const COUNTRY: Self = Self(1 << 3);
    /// A day of the week, which a dateline may begin with.
    pub const WEEKDAY: Self = Self(1 << 4);
    /// A small word that may stand inside a person's name.
    pub const PARTICLE: Self = Self(1 << 5);
    /// A word of the language that is no name, so that its capital says nothing where every word has one.
    pub const COMMON: Self = Self(1 << 6);
    /// A word that no person is called by: with a capital it names other things.
    pub const NON_PERSON: Self = Self(1 << 7);
    /// What recognisers wake up at.
    pub const TRIGGER: Self = Self::DATE.with(Self::COUNTRY).with(Self::WEEKDAY);

    /// Whether one of `others` is noted.
    #[inline]
    #[must_use]
    pub const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both together.
    #[inline]
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// An open-addressing slot, a quarter of a cache line: most of what a token asks of its word comes with one place in memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(16))]
struct Slot {
    /// The first half of the key.
    head: u64,
    id: u32,
    marks: WordFlags,
    /// Whether the second half of the key is more than nothing. It is in [`Vocabulary::tails`].
    has_tail: bool,
}

impl Slot {
    /// Its key is no text, so that it is never taken for a word, not even where the table has grown since its place was computed.
    const EMPTY: Self = Self { head: u64::MAX, id: FREE, marks: WordFlags::NONE, has_tail: false };
}

/// A word that was asked for: see [`Vocabulary::ask_for`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    key: u128,
    /// The lower half of the key's hash, the same in all copies of a vocabulary.
    pub(crate) hash: u32,
    /// What the caller notes of it.
    pub(crate) at: u32,
}

impl Asked {
    /// The same with a note.
    #[inline(always)]
    pub(crate) const fn noted(self, at: u32) -> Self {
        Self { at, ..self }
    }
}

/// An interner: word to id and back.
///
/// A word is interned in its key form (lower-cased, NFC, straight apostrophes); the vocabulary does not normalise. Hash seeds
/// are drawn once a process, so that no input can be made that slows it down; no order of its own is ever shown.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// A power of two of slots, at most half of them taken.
    slots: Vec<Slot>,
    words: WordTexts,
    /// By word: its first eight bytes, the first of them highest.
    heads: Vec<u64>,
    /// By word: the second half of its key. Most words have none.
    tails: Vec<u64>,
    /// By word.
    marks: Vec<WordFlags>,
    long_words: HashTable<u32>,
    seeds: [u64; 2],
    hasher: foldhash::fast::RandomState,
}

/// The words, one behind the other.
#[derive(Clone, Debug, Default)]
struct WordTexts {
    text: String,
    /// By word: where it ends, which is where the next one begins.
    ends: Vec<usize>,
}

impl WordTexts {
    fn push(&mut self, word: &str) -> u32 {
        self.text.push_str(word);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }

    /// The bytes of a word as a range; empty for an id that is none.
    fn range(&self, id: u32) -> std::ops::Range<usize> {
        let Some(&end) = self.ends.get(id as usize) else { return 0..0 };
        let start = (id as usize).checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        start..end
    }

    fn get(&self, id: u32) -> &str {
        self.text.get(self.range(id)).unwrap_or_default()
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new()
    }
}

impl Vocabulary {
    /// A vocabulary of the 128 ASCII characters, so that their ids are their codes.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// The same with room for so many words, so that it need not grow while they come in.
    #[must_use]
    pub fn with_capacity(words: usize) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let mut vocabulary = Self {
            slots: vec![Slot::EMPTY; (2 * words).next_power_of_two().max(1 << 12)],
            words: WordTexts::default(),
            heads: Vec::new(),
            tails: Vec::new(),
            marks: Vec::new(),
            long_words: HashTable::new(),
            seeds: [hasher.hash_one(1_u8) | 1, hasher.hash_one(2_u8) | 1],
            hasher,
        };
        for character in 0_u8..128 {
            let key = u128::from(character);
            vocabulary.intern_elsewhere(key, vocabulary.hash_inline(key));
        }
        vocabulary
    }

    /// How many words it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.ends.len()
    }

    /// Never: the ASCII characters are always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.ends.is_empty()
    }

    /// The word of an id; empty for an id of another vocabulary that is not in this one.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.0)
    }

    /// The first eight bytes of a word as a number: in the order of the words, so far as these bytes tell them apart.
    #[inline]
    pub(crate) fn order_key(&self, id: WordId) -> u64 {
        self.heads.get(id.index()).copied().unwrap_or(0)
    }

    /// Asks for what [`Vocabulary::order_key`] reads.
    #[inline(always)]
    pub(crate) fn ask_for_order_key(&self, id: WordId) {
        prefetch(&self.heads, id.index());
    }

    /// Notes `marks` of a word, with what is noted already. Tokens made from now on carry them.
    pub(crate) fn mark(&mut self, id: WordId, marks: WordFlags) {
        let Some(noted) = self.marks.get_mut(id.index()) else { return };
        *noted = noted.with(marks);
        let noted = *noted;
        if let Some(key) = inline_key(self.words.get(id.0))
            && let Ok(at) = self.find_inline(key, self.hash_inline(key))
        {
            self.slots[at].marks = noted;
        }
    }

    /// What is noted of a word.
    #[must_use]
    pub(crate) fn marks(&self, id: WordId) -> WordFlags {
        self.marks.get(id.index()).copied().unwrap_or_default()
    }

    /// The id of a word in its key form, which is added if it is new.
    pub fn intern(&mut self, key: &str) -> WordId {
        if let Some(inline) = inline_key(key) {
            return self.intern_inline(inline).0;
        }
        let hash = self.hasher.hash_one(key);
        let words = &self.words;
        if let Some(&id) = self.long_words.find(hash, |&id| words.get(id) == key) {
            return WordId(id);
        }
        let id = self.add(key);
        let (words, hasher) = (&self.words, &self.hasher);
        self.long_words.insert_unique(hash, id, |&id| hasher.hash_one(words.get(id)));
        WordId(id)
    }

    fn add(&mut self, word: &str) -> u32 {
        let [mut head, mut tail] = [[0; 8]; 2];
        for (place, byte) in head.iter_mut().chain(&mut tail).zip(word.bytes()) {
            *place = byte;
        }
        self.heads.push(u64::from_be_bytes(head));
        self.tails.push(u64::from_le_bytes(tail));
        self.marks.push(WordFlags::NONE);
        self.words.push(word)
    }

    /// The id of a word in its key form, if it is there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<WordId> {
        if let Some(inline) = inline_key(key) {
            let at = self.find_inline(inline, self.hash_inline(inline)).ok()?;
            return self.slots.get(at).map(|slot| WordId(slot.id));
        }
        let is_it = |&id: &u32| self.words.get(id) == key;
        self.long_words.find(self.hasher.hash_one(key), is_it).map(|&id| WordId(id))
    }

    /// Interns a word of up to 16 bytes, given as its bytes in little-endian order padded with NUL; with what is noted of it.
    #[inline(always)]
    pub(crate) fn intern_inline(&mut self, key: u128) -> (WordId, WordFlags) {
        let hash = self.hash_inline(key);
        let slot = &self.slots[hash as usize & (self.slots.len() - 1)];
        if self.holds(slot, key) { (WordId(slot.id), slot.marks) } else { self.intern_elsewhere(key, hash) }
    }

    /// Asks for the place of a word that is interned soon, in the form that [`Vocabulary::intern_inline`] takes.
    #[inline(always)]
    pub(crate) fn ask_for(&self, key: u128) -> Asked {
        let hash = self.hash_inline(key);
        prefetch(&self.slots, hash as usize & (self.slots.len() - 1));
        Asked { key, hash: hash as u32, at: 0 }
    }

    /// Interns words that were asked for, at most some [`BATCH`] at a time, and gives each with what
    /// [`Vocabulary::intern_inline`] returns for it to `assign`.
    ///
    /// A word costs little but the waits for its places in memory: so these are asked for before the first is needed.
    #[inline]
    pub(crate) fn intern_batch(&mut self, words: &[Asked], mut assign: impl FnMut(&Asked, (WordId, WordFlags))) {
        let mask = self.slots.len() - 1;
        for word in words {
            if let Some(slot) = self.slots.get(word.hash as usize & mask) {
                prefetch(&self.tails, slot.id as usize * usize::from(slot.has_tail));
            }
        }
        for word in words {
            let slot = self.slots.get(word.hash as usize & (self.slots.len() - 1));
            let found = match slot.filter(|slot| self.holds(slot, word.key)) {
                Some(slot) => (WordId(slot.id), slot.marks),
                None => self.intern_elsewhere(word.key, self.hash_inline(word.key)),
            };
            assign(word, found);
        }
    }

    /// The same for a word that does not stand where its hash says, or is new.
    #[inline(never)]
    fn intern_elsewhere(&mut self, key: u128, hash: u64) -> (WordId, WordFlags) {
        match self.find_inline(key, hash) {
            Ok(at) => (WordId(self.slots[at].id), self.slots[at].marks),
            Err(free) => {
                let bytes = key.to_le_bytes();
                let length = INLINE - key.leading_zeros() as usize / 8;
                // The NUL character is a word of one byte, too.
                let word = bytes.get(..length.max(1)).and_then(|word| std::str::from_utf8(word).ok());
                let id = self.add(word.unwrap_or_default());
                let [head, tail] = halves(key);
                self.slots[free] = Slot { head, id, marks: WordFlags::NONE, has_tail: tail != 0 };
                if self.words.ends.len() * 2 > self.slots.len() {
                    self.grow();
                }
                (WordId(id), WordFlags::NONE)
            }
        }
    }

    #[inline]
    fn hash_inline(&self, key: u128) -> u64 {
        let product =
            u128::from(key as u64 ^ self.seeds[0]).wrapping_mul(u128::from((key >> 64) as u64 ^ self.seeds[1]));
        (product as u64) ^ ((product >> 64) as u64)
    }

    /// The second half of a slot's key. Without a branch that hangs on whether there is one, because no processor guesses that:
    /// the first word of all has none.
    #[inline(always)]
    fn tail_of(&self, slot: &Slot) -> u64 {
        self.tails.get(slot.id as usize * usize::from(slot.has_tail)).copied().unwrap_or(0)
    }

    /// Whether a slot is that of a word.
    #[inline(always)]
    fn holds(&self, slot: &Slot, key: u128) -> bool {
        let [head, tail] = halves(key);
        (slot.head == head) & (self.tail_of(slot) == tail) & (slot.has_tail == (tail != 0))
    }

    /// The word's slot, or the free one where it belongs.
    #[inline]
    fn find_inline(&self, key: u128, hash: u64) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.id == FREE {
                return Err(at);
            }
            if self.holds(slot, key) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let mut slots = vec![Slot::EMPTY; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for slot in self.slots.iter().filter(|slot| slot.id != FREE) {
            let key = u128::from(slot.head) | u128::from(self.tail_of(slot)) << 64;
            let mut at = self.hash_inline(key) as usize & mask;
            while slots[at].id != FREE {
                at = (at + 1) & mask;
            }
            slots[at] = *slot;
        }
        self.slots = slots;
    }
}

fn halves(key: u128) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

/// The key of a word of up to 16 bytes.
pub(crate) fn inline_key(key: &str) -> Option<u128> {
    let mut entry = [0; INLINE];
    entry.get_mut(..key.len())?.copy_from_slice(key.as_bytes());
    Some(u128::from_le_bytes(entry))
}

/// What somebody knows of each word of a lexicon: an array by [`WordId`], with a default for every other word.
#[derive(Clone, Debug)]
pub struct WordTable<T> {
    facts: Vec<T>,
    default: T,
}

impl<T: Copy> WordTable<T> {
    /// A table that holds `default` for every word.
    pub const fn new(default: T) -> Self {
        Self { facts: Vec::new(), default }
    }

    /// What is known of `word`.
    #[inline]
    #[must_use]
    pub fn get(&self, word: WordId) -> T {
        self.facts.get(word.index()).copied().unwrap_or(self.default)
    }

    /// Every word up to the last that something is known of, with what is known of it.
    pub fn iter(&self) -> impl Iterator<Item = (WordId, T)> {
        self.facts.iter().copied().zip(0..).map(|(facts, id)| (WordId(id), facts))
    }

    /// The place of `word`, made if it is not there yet.
    pub fn entry(&mut self, word: WordId) -> &mut T {
        let index = word.index();
        if self.facts.len() <= index {
            self.facts.resize(index + 1, self.default);
        }
        &mut self.facts[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lead_back_to_their_words() {
        let mut vocabulary = Vocabulary::new();
        let words = [
            "kata",
            "pemerint",
            "pemerintah",
            "pemerintahan",
            "sixteen-bytes-ab",
            "seventeen-bytes-a",
            "é",
            "mempertanggungjawabkannya",
            "a",
        ];
        let ids: Vec<_> = words.iter().map(|w| vocabulary.intern(w)).collect();
        for filler in 0..20_000 {
            vocabulary.intern(&format!("kata{filler}"));
            vocabulary.intern(&format!("kata-yang-panjang-sekali-{filler}"));
        }
        for (word, &id) in words.iter().zip(&ids) {
            assert_eq!(vocabulary.word(id), *word);
            assert_eq!(vocabulary.intern(word), id);
            assert_eq!(vocabulary.get(word), Some(id));
        }
        for pair in words.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(|word| (word, vocabulary.get(word).unwrap()));
            let head = |word: &'static str| &word.as_bytes()[..word.len().min(8)];
            let order = head(a.0).cmp(head(b.0));
            assert_eq!(vocabulary.order_key(a.1).cmp(&vocabulary.order_key(b.1)), order, "{} {}", a.0, b.0);
        }
        assert_eq!(vocabulary.get("tiada"), None);
        assert_eq!(vocabulary.get("tiada-kata-yang-sepanjang-ini"), None);
        assert_eq!(vocabulary.intern(","), WordId::ascii(b','));
    }

    #[test]
    fn words_keep_what_is_noted_of_them() {
        let mut vocabulary = Vocabulary::new();
        let words = ["kata", "mempertanggungjawabkannya", ","];
        for word in words {
            let id = vocabulary.intern(word);
            vocabulary.mark(id, WordFlags::DATE);
            vocabulary.mark(id, WordFlags::STOP_WORD);
        }
        for filler in 0..20_000 {
            vocabulary.intern(&format!("kata{filler}"));
        }
        for word in words {
            let id = vocabulary.intern(word);
            assert!(vocabulary.marks(id).any(WordFlags::DATE) && vocabulary.marks(id).any(WordFlags::STOP_WORD));
            assert!(!vocabulary.marks(id).any(WordFlags::COUNTRY));
            if let Some(key) = inline_key(word) {
                assert_eq!(vocabulary.intern_inline(key), (id, vocabulary.marks(id)));
            }
        }
        assert_eq!(vocabulary.marks(vocabulary.get("kata7").unwrap()), WordFlags::NONE);
        assert_eq!(vocabulary.intern_inline(0).0, WordId::NUMBER);
    }

    #[test]
    fn a_batch_gives_the_ids_that_single_words_get() {
        let mut vocabulary = Vocabulary::new();
        for round in 0..500 {
            let words: Vec<_> = (0..BATCH).map(|n| format!("kata{}", (round * 7 + n * n) % 9000)).collect();
            let keys: Vec<_> = words.iter().filter_map(|word| inline_key(word)).collect();
            let asked: Vec<_> = (0..).zip(keys).map(|(at, key)| vocabulary.ask_for(key).noted(at)).collect();
            let mut ids = vec![WordId::NUMBER; BATCH];
            vocabulary.intern_batch(&asked, |asked, (id, _)| ids[asked.at as usize] = id);
            let single: Vec<_> = words.iter().map(|word| vocabulary.intern(word)).collect();
            assert_eq!(ids, single);
        }
    }

    #[test]
    fn numbers_in_a_batch_stay_numbers_when_the_table_grows() {
        let mut vocabulary = Vocabulary::new();
        for round in 0..200 {
            let words: Vec<_> = (0..BATCH / 2).map(|n| format!("kata{round}-{n}")).collect();
            let keys: Vec<_> = words.iter().flat_map(|word| [inline_key(word).unwrap(), 0]).collect();
            let asked: Vec<_> = keys.into_iter().map(|key| vocabulary.ask_for(key)).collect();
            vocabulary.intern_batch(&asked, |asked, (id, _)| assert_eq!(id == WordId::NUMBER, asked.key == 0));
        }
    }

    #[test]
    fn a_table_answers_for_words_it_does_not_hold() {
        let mut table = WordTable::new(0_u8);
        *table.entry(WordId(7)) = 3;
        assert_eq!((table.get(WordId(7)), table.get(WordId(6)), table.get(WordId(800))), (3, 0, 0));
    }
}
