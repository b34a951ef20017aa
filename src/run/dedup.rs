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
/// Minima of a band.
const BAND: usize = 4;
/// Equal minima from which texts are the same: a similarity of 0.8.
const ALIKE: usize = 51;

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

/// The articles seen so far. Each that is not a duplicate takes about 600 bytes.
#[derive(Debug, Default)]
pub struct Seen {
    articles: Vec<(Signature, Box<str>)>,
    bands: HashMap<u64, u32, foldhash::fast::FixedState>,
}

impl Seen {
    /// Returns the name of the first article that this one is a duplicate of, and their similarity. If there is none it returns
    /// `None` and adds this one.
    ///
    /// Articles are compared with the first of a group alone, so that a chain of small changes does not join articles with little in
    /// common. The result depends on the order of the articles and on nothing else.
    pub fn find_or_add(&mut self, signature: &Signature, name: &str) -> Option<(&str, f64)> {
        let mut found: Option<u32> = None;
        for band in signature.bands() {
            let Some(&at) = self.bands.get(&band) else { continue };
            let alike = self.articles.get(at as usize).is_some_and(|(s, _)| s.equal_minima(signature) >= ALIKE);
            if alike {
                found = Some(found.map_or(at, |other| other.min(at)));
            }
        }
        if let Some(at) = found {
            return self.articles.get(at as usize).map(|(other, name)| (&**name, other.similarity(signature)));
        }
        self.add(signature, name.into());
        None
    }

    fn add(&mut self, signature: &Signature, name: Box<str>) {
        let Ok(at) = u32::try_from(self.articles.len()) else { return };
        self.articles.push((*signature, name));
        for band in signature.bands() {
            self.bands.entry(band).or_insert(at);
        }
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
        assert_eq!(Signature::of(" ,. "), None);
        assert!(Signature::of("satu").is_some());
    }

    #[test]
    fn small_changes_are_found_and_other_articles_are_not() {
        let mut seen = Seen::default();
        let words = text(1, 300);
        let add = |seen: &mut Seen, words: &[String], name: &str| {
            seen.find_or_add(&Signature::of(&words.join(" ")).unwrap(), name).map(|(first, _)| first.to_owned())
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
