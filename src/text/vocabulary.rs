//! Interned words.
//!
//! Every distinct word of a run is stored once and identified by a [`WordId`]. Data about words is kept in arrays
//! indexed by id ([`WordTable`]), which are filled before the first text is read; thus a token needs one lookup,
//! however many components use its word.

use std::hash::BuildHasher;

use bitflags::bitflags;
use hashbrown::HashTable;

use crate::text::prefetch::prefetch;

/// A word of one [`Vocabulary`].
///
/// Ids below the size of the [`Lexicon`](crate::tokenizer::Lexicon) denote the same word in every vocabulary made from
/// it. Higher ids depend on the order of the texts, and no output depends on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// The id shared by all number tokens, whose digits are not interned.
    pub const NUMBER: Self = Self(0);

    /// The id of a token that consists of this ASCII character, e.g. `,`.
    #[must_use]
    pub const fn ascii(character: u8) -> Self {
        Self(character as u32 & 0x7f)
    }

    /// Returns the id as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The maximum length in bytes of a word whose key is stored inline, without a pointer.
const INLINE: usize = 16;
/// The number of words that are looked up at once: enough to hide cache misses, few enough to stay in the L1 cache.
pub(crate) const BATCH: usize = 192;
/// The id in an empty bucket.
const VACANT: u32 = u32::MAX;

bitflags! {
    /// Properties of a word that the [`Lexicon`](crate::tokenizer::Lexicon) recorded before any text was read. Every token
    /// carries the flags of its word, so testing them needs no lookup.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct WordFlags: u8 {
        /// A stop word.
        const STOP_WORD = 1;
        /// The tokenizer has a rule for this word.
        const TOKENIZER = 1 << 1;
        /// A date, time or duration may begin with this word.
        const DATE = 1 << 2;
        /// The name of a country begins with this word.
        const COUNTRY = 1 << 3;
        /// A day of the week, with which a dateline may begin.
        const WEEKDAY = 1 << 4;
        /// A lower-case word that may occur inside a person's name.
        const PARTICLE = 1 << 5;
        /// A common word, which is not a name, so that its capital carries no information in title-case text.
        const COMMON = 1 << 6;
        /// A word that is never part of a person's name: when capitalized, it names something else.
        const NON_PERSON = 1 << 7;
        /// The words at which recognizers start; see [`Document::trigger_tokens`](crate::Document::trigger_tokens).
        const TRIGGER = Self::DATE.bits() | Self::COUNTRY.bits() | Self::WEEKDAY.bits();
    }
}

/// A bucket of the open-addressing table, a quarter of a cache line, so that most lookups touch a single line.
#[derive(Clone, Copy, Debug)]
#[repr(align(16))]
struct Bucket {
    /// The lower half of the key: its first eight bytes.
    lower_half: u64,
    id: u32,
    flags: WordFlags,
    /// Whether the upper half of the key, which is in [`Vocabulary::upper_halves`], is not zero.
    has_upper_half: bool,
}

impl Bucket {
    /// The key is not valid UTF-8 and so differs from every word, even if the table has grown since the bucket was
    /// prefetched.
    const EMPTY: Self = Self { lower_half: u64::MAX, id: VACANT, flags: WordFlags::empty(), has_upper_half: false };
}

/// A word to look up; see [`Vocabulary::prefetch_word`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordQuery {
    key: u128,
    /// The lower 32 bits of the key's hash, which is the same in all clones of a vocabulary.
    pub(crate) hash: u32,
    /// A number for the caller's use.
    pub(crate) tag: u32,
}

impl WordQuery {
    /// Returns the query with the given tag.
    #[inline(always)]
    pub(crate) const fn with_tag(self, tag: u32) -> Self {
        Self { tag, ..self }
    }
}

/// An interner: maps words to ids and back.
///
/// Words are interned in their key form (lower case, NFC, straight apostrophes); the vocabulary does not normalize
/// them. Hash seeds are random per process, so that crafted input cannot cause collisions; the internal order is never
/// observable.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The hash table of short words: a power of two of buckets, at most half of them occupied.
    buckets: Vec<Bucket>,
    words: WordStore,
    /// The first eight bytes of each word, big-endian.
    order_keys: Vec<u64>,
    /// The upper half of each word's key; zero for most.
    upper_halves: Vec<u64>,
    /// The flags of each word.
    flags: Vec<WordFlags>,
    long_words: HashTable<u32>,
    seeds: [u64; 2],
    hasher: foldhash::fast::RandomState,
}

/// The concatenated words.
#[derive(Clone, Debug, Default)]
struct WordStore {
    text: String,
    /// The end offset of each word, which is the start of the next.
    ends: Vec<usize>,
}

impl WordStore {
    fn push(&mut self, word: &str) -> u32 {
        self.text.push_str(word);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }

    /// Returns the byte range of a word; empty if the id is unknown.
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
    /// Creates a vocabulary of the 128 ASCII characters, whose ids are their codes.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// Creates a vocabulary like [`Vocabulary::new`] with capacity for `words` words.
    #[must_use]
    pub fn with_capacity(words: usize) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let mut vocabulary = Self {
            buckets: vec![Bucket::EMPTY; (2 * words).next_power_of_two().max(1 << 12)],
            words: WordStore::default(),
            order_keys: Vec::new(),
            upper_halves: Vec::new(),
            flags: Vec::new(),
            long_words: HashTable::new(),
            seeds: [hasher.hash_one(1_u8) | 1, hasher.hash_one(2_u8) | 1],
            hasher,
        };
        for character in 0_u8..128 {
            let key = u128::from(character);
            vocabulary.intern_probing(key, vocabulary.hash_inline(key));
        }
        vocabulary
    }

    /// Returns the number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.ends.len()
    }

    /// Always false: the ASCII characters are always present.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.ends.is_empty()
    }

    /// Returns the word of an id; empty if the id is of another vocabulary and unknown here.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.0)
    }

    /// The first eight bytes of a word as a number that sorts like the words, up to ties.
    #[inline]
    pub(crate) fn order_key(&self, id: WordId) -> u64 {
        self.order_keys.get(id.index()).copied().unwrap_or(0)
    }

    /// Prefetches the memory that [`Vocabulary::order_key`] reads.
    #[inline(always)]
    pub(crate) fn prefetch_order_key(&self, id: WordId) {
        prefetch(&self.order_keys, id.index());
    }

    /// Adds flags to a word. Tokens created from now on carry them.
    pub(crate) fn add_flags(&mut self, id: WordId, flags: WordFlags) {
        let Some(flags_of_word) = self.flags.get_mut(id.index()) else { return };
        *flags_of_word |= flags;
        let flags_of_word = *flags_of_word;
        if let Some(key) = inline_key(self.words.get(id.0))
            && let Ok(at) = self.find_inline(key, self.hash_inline(key))
        {
            self.buckets[at].flags = flags_of_word;
        }
    }

    /// The flags of a word.
    #[must_use]
    pub(crate) fn flags(&self, id: WordId) -> WordFlags {
        self.flags.get(id.index()).copied().unwrap_or_default()
    }

    /// Returns the id of a word in its key form, adding it if it is new.
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

    /// Adds a word that is known to be new. It is not found until [`Vocabulary::index`] is called.
    pub(crate) fn push(&mut self, word: &str) -> WordId {
        WordId(self.add(word))
    }

    /// Makes all words findable that were added by [`Vocabulary::push`].
    pub(crate) fn index(&mut self) {
        let ids = 0..self.len() as u32;
        self.buckets = vec![Bucket::EMPTY; (2 * self.len()).next_power_of_two()];
        self.long_words = HashTable::with_capacity(self.len());
        let mask = self.buckets.len() - 1;
        for id in ids {
            let word = self.words.get(id);
            let Some(key) = inline_key(word) else {
                let (words, hasher) = (&self.words, &self.hasher);
                let hash = hasher.hash_one(word);
                self.long_words.insert_unique(hash, id, |&id| hasher.hash_one(words.get(id)));
                continue;
            };
            let mut at = self.hash_inline(key) as usize & mask;
            while self.buckets[at].id != VACANT {
                at = (at + 1) & mask;
            }
            let [lower_half, upper_half] = halves(key);
            let flags = self.flags(WordId(id));
            self.buckets[at] = Bucket { lower_half, id, flags, has_upper_half: upper_half != 0 };
        }
    }

    fn add(&mut self, word: &str) -> u32 {
        let [mut head, mut tail] = [[0; 8]; 2];
        for (place, byte) in head.iter_mut().chain(&mut tail).zip(word.bytes()) {
            *place = byte;
        }
        self.order_keys.push(u64::from_be_bytes(head));
        self.upper_halves.push(u64::from_le_bytes(tail));
        self.flags.push(WordFlags::empty());
        self.words.push(word)
    }

    /// Returns the id of a word in its key form; `None` if it is not interned.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<WordId> {
        if let Some(inline) = inline_key(key) {
            let at = self.find_inline(inline, self.hash_inline(inline)).ok()?;
            return self.buckets.get(at).map(|bucket| WordId(bucket.id));
        }
        let is_same = |&id: &u32| self.words.get(id) == key;
        self.long_words.find(self.hasher.hash_one(key), is_same).map(|&id| WordId(id))
    }

    /// Interns a word of up to 16 bytes, given as its bytes in little-endian order padded with NUL. Returns its id and
    /// flags.
    #[inline(always)]
    pub(crate) fn intern_inline(&mut self, key: u128) -> (WordId, WordFlags) {
        let hash = self.hash_inline(key);
        let bucket = &self.buckets[hash as usize & (self.buckets.len() - 1)];
        if self.holds(bucket, key) { (WordId(bucket.id), bucket.flags) } else { self.intern_probing(key, hash) }
    }

    /// Prefetches the bucket of a word, given in the form that [`Vocabulary::intern_inline`] takes, and returns the
    /// query to intern it with.
    #[inline(always)]
    pub(crate) fn prefetch_word(&self, key: u128) -> WordQuery {
        let hash = self.hash_inline(key);
        prefetch(&self.buckets, hash as usize & (self.buckets.len() - 1));
        WordQuery { key, hash: hash as u32, tag: 0 }
    }

    /// Interns words whose buckets were prefetched, at most [`BATCH`] at a time, and passes what
    /// [`Vocabulary::intern_inline`] returns for each to `assign`.
    ///
    /// The cost of a lookup is mainly cache misses, so all reads of a batch are prefetched before the first is needed.
    #[inline]
    pub(crate) fn intern_batch(
        &mut self,
        words: &[WordQuery],
        mut assign: impl FnMut(&WordQuery, (WordId, WordFlags)),
    ) {
        let mask = self.buckets.len() - 1;
        for word in words {
            if let Some(bucket) = self.buckets.get(word.hash as usize & mask) {
                prefetch(&self.upper_halves, bucket.id as usize * usize::from(bucket.has_upper_half));
            }
        }
        for word in words {
            let bucket = self.buckets.get(word.hash as usize & (self.buckets.len() - 1));
            let found = match bucket.filter(|bucket| self.holds(bucket, word.key)) {
                Some(bucket) => (WordId(bucket.id), bucket.flags),
                None => self.intern_probing(word.key, self.hash_inline(word.key)),
            };
            assign(word, found);
        }
    }

    /// The slow path of [`Vocabulary::intern_inline`]: the word is not in its home bucket, or is new.
    #[inline(never)]
    fn intern_probing(&mut self, key: u128, hash: u64) -> (WordId, WordFlags) {
        match self.find_inline(key, hash) {
            Ok(at) => (WordId(self.buckets[at].id), self.buckets[at].flags),
            Err(free) => {
                let bytes = key.to_le_bytes();
                let length = INLINE - key.leading_zeros() as usize / 8;
                // NUL is a one-byte word as well.
                let word = bytes.get(..length.max(1)).and_then(|word| std::str::from_utf8(word).ok());
                let id = self.add(word.unwrap_or_default());
                let [lower_half, upper_half] = halves(key);
                self.buckets[free] =
                    Bucket { lower_half, id, flags: WordFlags::empty(), has_upper_half: upper_half != 0 };
                if self.words.ends.len() * 2 > self.buckets.len() {
                    self.grow();
                }
                (WordId(id), WordFlags::empty())
            }
        }
    }

    #[inline]
    fn hash_inline(&self, key: u128) -> u64 {
        let product =
            u128::from(key as u64 ^ self.seeds[0]).wrapping_mul(u128::from((key >> 64) as u64 ^ self.seeds[1]));
        (product as u64) ^ ((product >> 64) as u64)
    }

    /// The upper half of a bucket's key. Branch-free, because `has_upper_half` is unpredictable: word 0, which has no
    /// upper half, is read instead.
    #[inline(always)]
    fn upper_half_of(&self, bucket: &Bucket) -> u64 {
        self.upper_halves.get(bucket.id as usize * usize::from(bucket.has_upper_half)).copied().unwrap_or(0)
    }

    /// Whether a bucket holds the word with this key.
    #[inline(always)]
    fn holds(&self, bucket: &Bucket, key: u128) -> bool {
        let [lower_half, upper_half] = halves(key);
        (bucket.lower_half == lower_half)
            & (self.upper_half_of(bucket) == upper_half)
            & (bucket.has_upper_half == (upper_half != 0))
    }

    /// Finds the bucket of a word, or the empty one where it is to be inserted.
    #[inline]
    fn find_inline(&self, key: u128, hash: u64) -> Result<usize, usize> {
        let mask = self.buckets.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let bucket = &self.buckets[at];
            if bucket.id == VACANT {
                return Err(at);
            }
            if self.holds(bucket, key) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let mut buckets = vec![Bucket::EMPTY; self.buckets.len() * 2];
        let mask = buckets.len() - 1;
        for bucket in self.buckets.iter().filter(|bucket| bucket.id != VACANT) {
            let key = u128::from(bucket.lower_half) | u128::from(self.upper_half_of(bucket)) << 64;
            let mut at = self.hash_inline(key) as usize & mask;
            while buckets[at].id != VACANT {
                at = (at + 1) & mask;
            }
            buckets[at] = *bucket;
        }
        self.buckets = buckets;
    }
}

fn halves(key: u128) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

/// Returns the key of a word of up to 16 bytes; `None` if it is longer.
pub(crate) fn inline_key(key: &str) -> Option<u128> {
    let mut entry = [0; INLINE];
    entry.get_mut(..key.len())?.copy_from_slice(key.as_bytes());
    Some(u128::from_le_bytes(entry))
}

/// Per-word data of one component: an array indexed by [`WordId`], with a default for words beyond its end.
#[derive(Clone, Debug)]
pub struct WordTable<T> {
    values: Vec<T>,
    default: T,
}

impl<T: Copy> WordTable<T> {
    /// Creates a table that maps every word to `default`.
    pub const fn new(default: T) -> Self {
        Self { values: Vec::new(), default }
    }

    /// Returns the value of `word`.
    #[inline]
    #[must_use]
    pub fn get(&self, word: WordId) -> T {
        self.values.get(word.index()).copied().unwrap_or(self.default)
    }

    /// Iterates over all words up to the last one with a value, including those that have the default.
    pub fn iter(&self) -> impl Iterator<Item = (WordId, T)> {
        self.values.iter().copied().zip(0..).map(|(values, id)| (WordId(id), values))
    }

    /// Returns a mutable reference to the value of `word`.
    pub fn entry(&mut self, word: WordId) -> &mut T {
        let index = word.index();
        if self.values.len() <= index {
            self.values.resize(index + 1, self.default);
        }
        &mut self.values[index]
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
    fn words_that_were_pushed_are_found_once_indexed() {
        let mut vocabulary = Vocabulary::new();
        let words: Vec<String> = (0..5000).map(|n| format!("kata{n} yang{}", "x".repeat(n % 20))).collect();
        let ids: Vec<_> = words.iter().map(|word| vocabulary.push(word)).collect();
        assert_eq!(vocabulary.get(&words[7]), None);
        vocabulary.index();
        for (word, id) in words.iter().zip(ids) {
            assert_eq!((vocabulary.get(word), vocabulary.intern(word), vocabulary.word(id)), (Some(id), id, &**word));
        }
        assert_eq!((vocabulary.intern(","), vocabulary.len()), (WordId::ascii(b','), 5128));
    }

    #[test]
    fn words_keep_their_flags() {
        let mut vocabulary = Vocabulary::new();
        let words = ["kata", "mempertanggungjawabkannya", ","];
        for word in words {
            let id = vocabulary.intern(word);
            vocabulary.add_flags(id, WordFlags::DATE);
            vocabulary.add_flags(id, WordFlags::STOP_WORD);
        }
        for filler in 0..20_000 {
            vocabulary.intern(&format!("kata{filler}"));
        }
        for word in words {
            let id = vocabulary.intern(word);
            assert!(
                vocabulary.flags(id).contains(WordFlags::DATE) && vocabulary.flags(id).contains(WordFlags::STOP_WORD)
            );
            assert!(!vocabulary.flags(id).contains(WordFlags::COUNTRY));
            if let Some(key) = inline_key(word) {
                assert_eq!(vocabulary.intern_inline(key), (id, vocabulary.flags(id)));
            }
        }
        assert_eq!(vocabulary.flags(vocabulary.get("kata7").unwrap()), WordFlags::empty());
        assert_eq!(vocabulary.intern_inline(0).0, WordId::NUMBER);
    }

    #[test]
    fn a_batch_gives_the_ids_of_single_lookups() {
        let mut vocabulary = Vocabulary::new();
        for round in 0..500 {
            let words: Vec<_> = (0..BATCH).map(|n| format!("kata{}", (round * 7 + n * n) % 9000)).collect();
            let keys: Vec<_> = words.iter().filter_map(|word| inline_key(word)).collect();
            let query: Vec<_> = (0..).zip(keys).map(|(at, key)| vocabulary.prefetch_word(key).with_tag(at)).collect();
            let mut ids = vec![WordId::NUMBER; BATCH];
            vocabulary.intern_batch(&query, |query, (id, _)| ids[query.tag as usize] = id);
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
            let query: Vec<_> = keys.into_iter().map(|key| vocabulary.prefetch_word(key)).collect();
            vocabulary.intern_batch(&query, |query, (id, _)| assert_eq!(id == WordId::NUMBER, query.key == 0));
        }
    }

    #[test]
    fn a_table_returns_the_default_for_words_beyond_its_end() {
        let mut table = WordTable::new(0_u8);
        *table.entry(WordId(7)) = 3;
        assert_eq!((table.get(WordId(7)), table.get(WordId(6)), table.get(WordId(800))), (3, 0, 0));
    }
}
