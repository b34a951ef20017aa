//! Words of letters, affixes and hyphens, and lists of exceptions.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use telaah::stem::{StemExceptions, StemSettings, Stemmer};
use telaah_fuzz::{count, is_one_of};

const PARTS: &[&str] = &[
    "me", "mem", "men", "meng", "meny", "di", "ber", "ter", "per", "pe", "ke", "se", "ku", "kan", "an", "i", "nya",
    "lah", "-", "baca", "tulis", "anak", "ikan", "rumah", "antar", "non", "a", "k", "s", "e",
];
static STEMMER: LazyLock<Stemmer> = LazyLock::new(Stemmer::default);

fn check(stemmer: &Stemmer, word: &str) {
    let (lemma, root) = (stemmer.lemma(word), stemmer.root(word));
    if !word.is_empty() && word.is_ascii() {
        assert!(!lemma.is_empty() && !root.is_empty(), "{word:?}");
    }
    assert_eq!(lemma, lemma.to_lowercase());
    let analyses: Vec<_> = stemmer.analyses(word).collect();
    assert!(analyses.is_sorted_by_key(|analysis| -analysis.score()), "{word:?}");
}

fuzz_target!(|data: &[u8]| {
    let [kind, rest @ ..] = data else { return };
    count(rest);
    let text = String::from_utf8_lossy(rest);
    if kind % 2 == 0 {
        let word: String = rest.iter().take(40).map(|byte| PARTS[usize::from(*byte) % PARTS.len()]).collect();
        check(&STEMMER, &word);
        let root = STEMMER.root(&word).into_owned();
        assert_eq!(STEMMER.root(&word), STEMMER.root(&word.to_uppercase()), "{word:?}");
        check(&STEMMER, &root);
    } else {
        text.split_whitespace().for_each(|word| check(&STEMMER, word));
        let mut exceptions = StemExceptions::default();
        if rest.len() < 200 && is_one_of(16, rest) && exceptions.add_list(&text).is_ok() {
            let stemmer = Stemmer::new(StemSettings { exceptions });
            text.split_whitespace().for_each(|word| check(&stemmer, word));
        }
    }
});
