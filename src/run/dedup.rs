//! De-duplication: articles that are the same or nearly so, found by `MinHash` over shingles of words with locality-sensitive
//! hashing.
//!
//! A. Broder, *On the resemblance and containment of documents* (1997): the share of equal minima of two signatures estimates the
//! share of shingles that two texts have in common (their Jaccard similarity). J. Leskovec, A. Rajaraman and J. Ullman, *Mining of
//! Massive Datasets*, section 3.4: texts that agree in a whole band of their signatures are compared, and no others.
//!
//! With 64 minima in 16 bands of 4, two texts of similarity 0.8 are compared with a probability of 0.9998, of 0.5 with 0.64; then
//! the estimate decides, whose standard error is 0.05.

use hashbrown::HashMap;

use crate::text::hash::{FNV_START, fnv1a_byte, splitmix64};

/// Words of a shingle.
const SHINGLE_WORDS: usize = 4;
/// Minima of a signature.
const MINIMA: usize = 64;
/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 4 * MINIMA;
/// Minima of a band.
const BAND: usize = 4;

/// The similarity from which articles are near-duplicates, unless another one is asked for.
pub const NEAR: f64 = 0.8;

/// The signature of a text: the same for the same words, whatever their case and the characters between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature([u32; MINIMA]);

impl Signature {
    /// Returns the signature of a text; `None` if it has no word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(hash).collect();
        if words.is_empty() {
            return None;
        }
        let mut minima = [u32::MAX; MINIMA];
        for shingle in words.windows(SHINGLE_WORDS.min(words.len())) {
            let mixed = shingle.iter().fold(0, |mixed: u64, &word| splitmix64(mixed.rotate_left(23) ^ word));
            // Each minimum sees the shingles in another order.
            for (minimum, seed) in minima.iter_mut().zip(SEEDS) {
                *minimum = (*minimum).min((splitmix64(mixed ^ seed) >> 32) as u32);
            }
        }
        Some(Self(minima))
    }

    /// The signature as bytes, for [`Signature::from_bytes`].
    #[must_use]
    pub fn to_bytes(&self) -> [u8; SIGNATURE_BYTES] {
        let mut bytes = [0; SIGNATURE_BYTES];
        let (places, _) = bytes.as_chunks_mut::<4>();
        for (place, minimum) in places.iter_mut().zip(self.0) {
            *place = minimum.to_le_bytes();
        }
        bytes
    }

    /// The signature of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; SIGNATURE_BYTES]) -> Self {
        let mut minima = [0; MINIMA];
        let (places, _) = bytes.as_chunks::<4>();
        for (minimum, place) in minima.iter_mut().zip(places) {
            *minimum = u32::from_le_bytes(*place);
        }
        Self(minima)
    }

    /// The estimated share of shingles that two texts have in common, from 0 to 1.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        self.equal_minima(other) as f64 / MINIMA as f64
    }

    fn equal_minima(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count()
    }

    fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        let (bands, _) = self.0.as_chunks::<BAND>();
        (1..)
            .zip(bands)
            .map(|(number, band)| band.iter().fold(number, |mixed: u64, &m| splitmix64(mixed ^ u64::from(m))))
    }
}

/// A number for each minimum.
const SEEDS: [u64; MINIMA] = {
    let mut seeds = [0; MINIMA];
    let mut n = 0;
    while n < MINIMA {
        seeds[n] = splitmix64(n as u64 + 1);
        n += 1;
    }
    seeds
};

/// The hash of a word, whatever its case; the same in every run.
fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        return splitmix64(word.bytes().map(|b| b.to_ascii_lowercase()).fold(FNV_START, fnv1a_byte));
    }
    let mut buffer = [0; 4];
    let lower = word.chars().flat_map(char::to_lowercase);
    splitmix64(lower.fold(FNV_START, |mixed, c| c.encode_utf8(&mut buffer).bytes().fold(mixed, fnv1a_byte)))
}

/// The articles seen so far that are not near-duplicates of an earlier one, each with a value, such as its name. Without the value, an
/// article takes about 600 bytes.
///
/// ```
/// use telaah::run::dedup::{NEAR, Seen, Signature};
///
/// let mut seen = Seen::new(NEAR);
/// let (first, copy) = ("Harga beras naik di Bogor.", "HARGA BERAS NAIK DI BOGOR!");
/// let sign = |text| Signature::of(text).ok_or("no words");
/// seen.add(&sign(first)?, "first.txt");
/// assert_eq!(seen.find(&sign(copy)?), Some((&mut "first.txt", 1.0)));
/// assert_eq!(seen.find(&sign("Kopi turun di Gayo.")?), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug)]
pub struct Seen<T> {
    /// Equal minima from which articles are near-duplicates.
    least: usize,
    articles: Vec<(Signature, T)>,
    bands: HashMap<u64, u32, foldhash::fast::FixedState>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self::new(NEAR)
    }
}

impl<T> Seen<T> {
    /// No articles. From this estimated similarity on, to the nearest 64th, articles are near-duplicates. Below 0.8, more of the pairs
    /// are never compared: of those of 0.7, 1.2 %; of 0.6, 11 %; of 0.5, 36 %.
    #[must_use]
    pub fn new(similarity: f64) -> Self {
        let least = (similarity * MINIMA as f64).round() as usize;
        Self { least, articles: Vec::new(), bands: HashMap::default() }
    }

    /// The first article that this one is a near-duplicate of, and their similarity; `None` if there is none.
    ///
    /// Articles are compared with the first of a group alone, so that a chain of small changes does not join articles with little in
    /// common. The result depends on the order of the articles and on nothing else.
    pub fn find(&mut self, signature: &Signature) -> Option<(&mut T, f64)> {
        let mut found: Option<u32> = None;
        for band in signature.bands() {
            let Some(&at) = self.bands.get(&band) else { continue };
            let alike = self.articles.get(at as usize).is_some_and(|(s, _)| s.equal_minima(signature) >= self.least);
            if alike {
                found = Some(found.map_or(at, |other| other.min(at)));
            }
        }
        let (first, value) = self.articles.get_mut(found? as usize)?;
        Some((value, first.similarity(signature)))
    }

    /// Adds an article that [`Seen::find`] found no near-duplicate of.
    pub fn add(&mut self, signature: &Signature, value: T) {
        let Ok(at) = u32::try_from(self.articles.len()) else { return };
        self.articles.push((*signature, value));
        for band in signature.bands() {
            self.bands.entry(band).or_insert(at);
        }
    }

    /// The values of the articles, in the order in which they were added.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        self.articles.into_iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u64, words: usize) -> Vec<String> {
        (0..words as u64).map(|n| format!("kata{}", splitmix64(seed * 1000 + n) % 5000)).collect()
    }

    #[test]
    fn the_same_words_are_the_same_article() {
        let a = Signature::of("Harga beras naik; kata Budi, di \"Bogor\".").unwrap();
        let b = Signature::of("harga BERAS naik\nkata Budi di Bogor").unwrap();
        assert_eq!(a, b);
        assert_eq!(Signature::from_bytes(&a.to_bytes()), b);
        assert_eq!(Signature::of(" ,. "), None);
        assert!(Signature::of("satu").is_some());
    }

    #[test]
    fn small_changes_are_found_and_other_articles_are_not() {
        let mut seen = Seen::default();
        let words = text(1, 300);
        let add = |seen: &mut Seen<String>, words: &[String], name: &str| {
            let signature = Signature::of(&words.join(" ")).unwrap();
            let found = seen.find(&signature).map(|(first, _)| first.clone());
            if found.is_none() {
                seen.add(&signature, name.to_owned());
            }
            found
        };
        assert_eq!(add(&mut seen, &words, "a"), None);
        let mut edited = words.clone();
        edited[20] = "lain".to_owned();
        edited[150] = "lain".to_owned();
        edited.extend(text(2, 10));
        assert_eq!(add(&mut seen, &edited, "b").as_deref(), Some("a"));
        for other in 3..200 {
            assert_eq!(add(&mut seen, &text(other, 300), "c"), None);
        }
        // Half of it is another article.
        let half = [&words[..150], &text(500, 150)].concat();
        assert_eq!(add(&mut seen, &half, "d"), None);
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        let mut sum = 0.0;
        for seed in 0..40 {
            let words = text(seed, 400);
            let other = [&words[..350], &text(seed + 100, 50)].concat();
            let (a, b) = (Signature::of(&words.join(" ")).unwrap(), Signature::of(&other.join(" ")).unwrap());
            sum += a.similarity(&b);
        }
        // 347 shingles in common, of 397 + 50.
        assert!((sum / 40.0 - 347.0 / 447.0).abs() < 0.03, "{}", sum / 40.0);
    }
}
