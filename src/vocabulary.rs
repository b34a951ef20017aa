//! Words as numbers.
//!
//! Every distinct word of a run is stored once and known by a [`WordId`] from then on. What a recogniser knows of a word is an
//! array by id ([`WordTable`]), filled before the first text is read, so that a token costs one look-up whoever asks.

use std::hash::BuildHasher;

use hashbrown::HashTable;

/// A word of one [`Vocabulary`].
///
/// Ids below the size of the [`Lexicon`](crate::Lexicon) mean the same word in every vocabulary made from it; ids above depend
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
pub(crate) const BATCH: usize = 32;
/// First byte of an entry whose word is in the arena: no UTF-8 text holds it.
const IN_ARENA: u8 = 0xff;

/// One interned word: up to 16 bytes padded with NUL (which no word holds), or a place in the arena.
type Entry = [u8; INLINE];

/// An open-addressing slot: the upper half of the hash, and the id plus one (0: free).
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u32,
    id_plus_1: u32,
}

/// An interner: word to id and back.
///
/// A word is interned in its key form (lower-cased, NFC, straight apostrophes); the vocabulary does not normalise. Hash seeds
/// are drawn once a process, so that no input can be made that slows it down; no order of its own is ever shown.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    slots: Vec<Slot>,
    entries: Vec<Entry>,
    arena: String,
    long_words: HashTable<u32>,
    seeds: [u64; 2],
    hasher: foldhash::fast::RandomState,
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
        let hasher = foldhash::fast::RandomState::default();
        let mut vocabulary = Self {
            slots: vec![Slot::default(); 1 << 12],
            entries: Vec::with_capacity(1 << 11),
            arena: String::new(),
            long_words: HashTable::new(),
            seeds: [hasher.hash_one(1_u8) | 1, hasher.hash_one(2_u8) | 1],
            hasher,
        };
        for character in 0_u8..128 {
            let mut entry = [0; INLINE];
            entry[0] = character;
            vocabulary.intern_inline(u128::from_le_bytes(entry));
        }
        vocabulary
    }

    /// How many words it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Never: the ASCII characters are always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The word of an id; empty for an id of another vocabulary that is not in this one.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        let Some(entry) = self.entries.get(id.index()) else { return "" };
        if entry[0] == IN_ARENA {
            let (start, len) = arena_place(entry);
            return self.arena.get(start..start + len).unwrap_or_default();
        }
        let len = INLINE - u128::from_le_bytes(*entry).leading_zeros() as usize / 8;
        std::str::from_utf8(&entry[..len]).unwrap_or_default()
    }

    /// The first 16 bytes of a word as a number: in the order of the words, so far as these bytes tell them apart.
    pub(crate) fn order_key(&self, id: WordId) -> u128 {
        match self.entries.get(id.index()) {
            Some(entry) if entry[0] == IN_ARENA => {
                let word = arena_word(&self.entries, &self.arena, id.0);
                word.as_bytes().first_chunk().map_or(0, |first| u128::from_be_bytes(*first))
            }
            Some(entry) => u128::from_be_bytes(*entry),
            None => 0,
        }
    }

    /// The id of a word in its key form, which is added if it is new.
    pub fn intern(&mut self, key: &str) -> WordId {
        if let Some(inline) = inline_key(key) {
            return self.intern_inline(inline);
        }
        let hash = self.hasher.hash_one(key);
        let entries = &self.entries;
        let arena = &self.arena;
        let is_it = |&id: &u32| arena_word(entries, arena, id) == key;
        if let Some(&id) = self.long_words.find(hash, is_it) {
            return WordId(id);
        }
        let id = self.entries.len() as u32;
        let mut entry = [0; INLINE];
        entry[0] = IN_ARENA;
        entry[4..8].copy_from_slice(&(key.len() as u32).to_le_bytes());
        entry[8..].copy_from_slice(&(self.arena.len() as u64).to_le_bytes());
        self.arena.push_str(key);
        self.entries.push(entry);
        let (entries, arena, hasher) = (&self.entries, &self.arena, &self.hasher);
        self.long_words.insert_unique(hash, id, |&id| hasher.hash_one(arena_word(entries, arena, id)));
        WordId(id)
    }

    /// The id of a word in its key form, if it is there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<WordId> {
        if let Some(inline) = inline_key(key) {
            let hash = self.hash_inline(inline);
            return self.find_inline(inline, hash).ok();
        }
        let is_it = |&id: &u32| arena_word(&self.entries, &self.arena, id) == key;
        self.long_words.find(self.hasher.hash_one(key), is_it).map(|&id| WordId(id))
    }

    /// Interns a word of up to 16 bytes, given as its bytes in little-endian order padded with NUL.
    #[inline]
    pub(crate) fn intern_inline(&mut self, key: u128) -> WordId {
        let hash = self.hash_inline(key);
        match self.find_inline(key, hash) {
            Ok(id) => id,
            Err(free) => self.insert_inline(key, hash, free),
        }
    }

    /// Interns at most [`BATCH`] words (more are left out), in the form that [`Vocabulary::intern_inline`] takes, and gives each
    /// one's place in `keys` and its id to `assign`.
    ///
    /// A word costs little but the wait for two places in memory. Here the places of all words are asked for before the first
    /// is needed, so that the waits are one.
    #[inline]
    pub(crate) fn intern_batch(&mut self, keys: &[u128], mut assign: impl FnMut(usize, WordId)) {
        let mask = self.slots.len() - 1;
        let mut tags = [0_u32; BATCH];
        let mut slots = [Slot::default(); BATCH];
        for ((key, tag), slot) in keys.iter().zip(&mut tags).zip(&mut slots) {
            let hash = self.hash_inline(*key);
            *tag = (hash >> 32) as u32;
            *slot = self.slots[hash as usize & mask];
        }
        let mut hits = [false; BATCH];
        for (((key, tag), slot), hit) in keys.iter().zip(&tags).zip(&slots).zip(&mut hits) {
            let entry = self.entries.get(slot.id_plus_1.wrapping_sub(1) as usize);
            *hit = slot.tag == *tag && entry.is_some_and(|e| u128::from_le_bytes(*e) == *key);
        }
        for (at, ((key, slot), hit)) in keys.iter().zip(&slots).zip(&hits).enumerate() {
            let id = if *hit { WordId(slot.id_plus_1 - 1) } else { self.intern_inline(*key) };
            assign(at, id);
        }
    }

    #[inline]
    fn hash_inline(&self, key: u128) -> u64 {
        let product =
            u128::from(key as u64 ^ self.seeds[0]).wrapping_mul(u128::from((key >> 64) as u64 ^ self.seeds[1]));
        (product as u64) ^ ((product >> 64) as u64)
    }

    /// The word's id, or the free slot where it belongs.
    #[inline]
    fn find_inline(&self, key: u128, hash: u64) -> Result<WordId, usize> {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.id_plus_1 == 0 {
                return Err(at);
            }
            let id = slot.id_plus_1 - 1;
            if slot.tag == tag && self.entries.get(id as usize).is_some_and(|e| u128::from_le_bytes(*e) == key) {
                return Ok(WordId(id));
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn insert_inline(&mut self, key: u128, hash: u64, free: usize) -> WordId {
        let id = self.entries.len() as u32;
        self.entries.push(key.to_le_bytes());
        self.slots[free] = Slot { tag: (hash >> 32) as u32, id_plus_1: id + 1 };
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        WordId(id)
    }

    fn grow(&mut self) {
        let mut slots = vec![Slot::default(); self.slots.len() * 4];
        let mask = slots.len() - 1;
        for (id, entry) in self.entries.iter().enumerate().filter(|(_, e)| e[0] != IN_ARENA) {
            let hash = self.hash_inline(u128::from_le_bytes(*entry));
            let mut at = hash as usize & mask;
            while slots[at].id_plus_1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = Slot { tag: (hash >> 32) as u32, id_plus_1: id as u32 + 1 };
        }
        self.slots = slots;
    }
}

fn inline_key(key: &str) -> Option<u128> {
    let mut entry = [0; INLINE];
    entry.get_mut(..key.len())?.copy_from_slice(key.as_bytes());
    Some(u128::from_le_bytes(entry))
}

fn arena_place(entry: &Entry) -> (usize, usize) {
    let bytes = u128::from_le_bytes(*entry);
    ((bytes >> 64) as usize, (bytes >> 32) as u32 as usize)
}

fn arena_word<'a>(entries: &[Entry], arena: &'a str, id: u32) -> &'a str {
    let Some(entry) = entries.get(id as usize) else { return "" };
    let (start, len) = arena_place(entry);
    arena.get(start..start + len).unwrap_or_default()
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
        let words = ["kata", "sixteen-bytes-ab", "seventeen-bytes-a", "é", "mempertanggungjawabkannya", "a"];
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
        assert_eq!(vocabulary.get("tiada"), None);
        assert_eq!(vocabulary.get("tiada-kata-yang-sepanjang-ini"), None);
        assert_eq!(vocabulary.intern(","), WordId::ascii(b','));
    }

    #[test]
    fn a_batch_gives_the_ids_that_single_words_get() {
        let mut vocabulary = Vocabulary::new();
        for round in 0..500 {
            let words: Vec<_> = (0..BATCH).map(|n| format!("kata{}", (round * 7 + n * n) % 3000)).collect();
            let keys: Vec<_> = words.iter().filter_map(|word| inline_key(word)).collect();
            let mut ids = vec![WordId::NUMBER; BATCH];
            vocabulary.intern_batch(&keys, |at, id| ids[at] = id);
            let single: Vec<_> = words.iter().map(|word| vocabulary.intern(word)).collect();
            assert_eq!(ids, single);
        }
    }

    #[test]
    fn a_table_answers_for_words_it_does_not_hold() {
        let mut table = WordTable::new(0_u8);
        *table.entry(WordId(7)) = 3;
        assert_eq!((table.get(WordId(7)), table.get(WordId(6)), table.get(WordId(800))), (3, 0, 0));
    }
}
