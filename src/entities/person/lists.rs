//! What is known of words: names, titles, heads of other names, places, ordinary words.

use crate::entities::PhraseTable;
use crate::text::vocabulary::{WordId, WordTable};
use crate::tokenizer::Lexicon;

use super::facts::Facts;
use super::glued::GluedWords;

const NAMES: &str = include_str!("../data/person_names.tsv");
const TITLES: &str = include_str!("../data/person_titles.tsv");
const HONORIFICS: &str = include_str!("../data/person_honorifics.txt");
const DEGREES: &str = include_str!("../data/person_degrees.txt");
const PARTICLES: &str = include_str!("../data/person_particles.txt");
const VERBS: &str = include_str!("../data/person_verbs.tsv");
const HEADS: &str = include_str!("../data/person_heads.tsv");
const PLACES: &str = include_str!("../data/person_places.txt");
const LABELS: &str = include_str!("../data/person_labels.txt");
const COMMON: &str = include_str!("../data/person_ordinary.txt");
const NICKNAMES: &str = include_str!("../data/person_nicknames.tsv");

/// Words that stand between other words; none is a title's qualifier.
const FUNCTION_WORDS: &[&str] = &[
    "yang", "dan", "di", "ke", "dari", "pada", "untuk", "dengan", "oleh", "dalam", "atau", "serta", "juga", "adalah",
    "ini", "itu", "tidak", "akan", "bahwa", "saat", "karena", "agar", "bagi", "tentang", "soal", "sebagai", "kepada",
    "terhadap", "antara", "ketika", "setelah", "usai", "hingga", "sampai", "seperti", "namun", "tetapi", "jika",
    "bila", "kalau", "ia", "dia", "mereka", "kami", "kita", "saya", "telah", "sudah", "sedang", "bisa", "dapat",
    "harus", "lebih", "para", "lawan", "melawan", "kontra", "bersama", "versus", "vs", "menjadi", "jadi", "lewat",
    "melalui", "menurut", "sejak", "seorang",
];

/// A short name that the whole press knows.
#[derive(Clone, Debug)]
pub(super) struct Nickname {
    /// The words of the full name.
    pub(super) full: Vec<u32>,
}

/// All lists, by word.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    facts: WordTable<Facts>,
    /// Titles of two words, and places and organisations of several.
    pub(super) phrases: PhraseTable<Facts>,
    /// Nicknames, as indices of `nicknames`.
    pub(super) nickname_phrases: PhraseTable<u32>,
    /// Those of one word, as indices plus one: for half a token.
    nickname_words: WordTable<u32>,
    pub(super) nicknames: Vec<Nickname>,
    /// What a scrape may have glued to a name.
    pub(super) glued: GluedWords,
    pub(super) purn: WordId,
    pub(super) born: WordId,
    pub(super) one: WordId,
    pub(super) which: WordId,
}

impl Lists {
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut lists = Self {
            facts: WordTable::new(Facts::NONE),
            phrases: PhraseTable::new(),
            nickname_phrases: PhraseTable::new(),
            nickname_words: WordTable::new(0),
            nicknames: Vec::new(),
            glued: GluedWords::new(rows(VERBS).map(|[word, ..]| word).chain(FUNCTION_WORDS.iter().copied())),
            purn: lexicon.word("purn"),
            born: lexicon.word("lahir"),
            one: lexicon.word("seorang"),
            which: lexicon.word("yang"),
        };
        for [word, kind, weak] in rows(NAMES) {
            let kind = match kind {
                "given" => Facts::GIVEN,
                "family" => Facts::FAMILY,
                _ => Facts::NAME,
            };
            lists.add(lexicon, word, if weak == "weak" { kind.with(Facts::WEAK) } else { kind });
        }
        for [word, kind, _] in rows(TITLES) {
            lists.add(lexicon, word, if kind == "seat" { Facts::TITLE.with(Facts::SEAT) } else { Facts::TITLE });
        }
        for [word, kind, _] in rows(VERBS) {
            let facts = match kind {
                "before" => Facts::VERB_BEFORE,
                "after" => Facts::VERB_AFTER.with(Facts::SAYS),
                "act" => Facts::VERB_AFTER,
                _ => Facts::VERB_BEFORE.with(Facts::VERB_AFTER).with(Facts::SAYS),
            };
            lists.add(lexicon, word, facts);
        }
        for [word, kind, _] in rows(HEADS) {
            let facts = match kind {
                "head" => Facts::HEAD,
                "tail" => Facts::TAIL,
                _ => Facts::OTHER,
            };
            lists.add(lexicon, word, facts);
        }
        let plain = [
            (HONORIFICS, Facts::HONORIFIC),
            (DEGREES, Facts::DEGREE),
            (PARTICLES, Facts::PARTICLE),
            (PLACES, Facts::PLACE),
            (LABELS, Facts::LABEL),
            (COMMON, Facts::COMMON),
        ];
        for (list, facts) in plain {
            for word in entries(list) {
                lists.add(lexicon, word, facts);
            }
        }
        lists.add_grammar(lexicon);
        for [short, full, _] in rows(NICKNAMES) {
            let full = lexicon.phrase(full).iter().map(|w| w.index() as u32).collect();
            let words = lexicon.phrase(short);
            if let Some(&first) = words.first() {
                lists.mark(first, Facts::NICKNAME);
                if words.len() == 1 {
                    *lists.nickname_words.entry(first) = lists.nicknames.len() as u32 + 1;
                }
            }
            lists.nickname_phrases.insert(&words, lists.nicknames.len() as u32);
            lists.nicknames.push(Nickname { full });
        }
        lists
    }

    fn add_grammar(&mut self, lexicon: &mut Lexicon) {
        let sets: [(&[&str], Facts); 19] = [
            (FUNCTION_WORDS, Facts::FUNCTION),
            (&["di"], Facts::AT),
            (&["ke", "dari"], Facts::MOTION),
            (&["kepada", "oleh", "bersama", "terhadap", "tandem", "duet", "milik"], Facts::TOWARDS),
            (&["si", "sang", "bernama", "bernama", "berinisial", "almarhum", "almarhumah", "mendiang"], Facts::ARTICLE),
            (&["dkk", "cs"], Facts::AND_OTHERS),
            (&["alias", "disapa", "dipanggil", "panggilan", "sapaan", "julukan", "dijuluki"], Facts::ALSO_CALLED),
            (
                &[
                    "atau", "yang", "akrab", "kerap", "biasa", "sering", "karib", "dengan", "nama", "lebih", "dikenal",
                    "sebagai",
                ],
                Facts::CALLED_FILLER,
            ),
            (&["dan", "serta", "maupun", "atau", "hingga", "&", "vs"], Facts::JOINS),
            (
                &["utama", "agung", "muda", "madya", "pratama", "umum", "daerah", "raya", "besar", "dua", "satu"],
                Facts::QUALIFIER,
            ),
            (
                &[
                    "bin", "binti", "ibn", "van", "von", "der", "den", "de", "del", "della", "dos", "da", "do", "du",
                    "al", "el", "ter",
                ],
                Facts::SMALL_PARTICLE,
            ),
            (&["asal"], Facts::ORIGIN),
            (&["putra", "putri"], Facts::CHILD),
            (
                &[
                    "juga", "pun", "sendiri", "telah", "sudah", "akan", "sempat", "pernah", "kemudian", "lalu",
                    "lantas", "kembali",
                ],
                Facts::BEFORE_VERB,
            ),
            (&["menteri", "wamen"], Facts::MINISTER),
            (
                &[
                    "jean", "anne", "ann", "marie", "karl", "carl", "hans", "mary", "abdul", "abdel", "juan", "jose",
                    "luis", "lee",
                ],
                Facts::DOUBLES,
            ),
            (
                &[
                    "jalan",
                    "jl",
                    "jln",
                    "bandara",
                    "stadion",
                    "gelora",
                    "gor",
                    "taman",
                    "museum",
                    "rs",
                    "rsud",
                    "rsup",
                    "rsu",
                    "universitas",
                    "masjid",
                    "pesantren",
                    "ponpes",
                    "monumen",
                    "patung",
                    "gedung",
                    "kri",
                    "yayasan",
                    "sekolah",
                    "institut",
                    "terminal",
                    "pelabuhan",
                    "jembatan",
                    "lapangan",
                    "kampus",
                    "makam",
                    "kanal",
                ],
                Facts::NAMED_AFTER,
            ),
            (
                &[
                    "warga",
                    "ketua",
                    "anggota",
                    "nelayan",
                    "petani",
                    "petugas",
                    "siswa",
                    "siswi",
                    "mahasiswa",
                    "santri",
                    "pemain",
                    "polisi",
                    "kader",
                    "pelatih",
                    "tim",
                    "pejabat",
                    "pegawai",
                    "karyawan",
                    "kepala",
                    "kanit",
                    "dirjen",
                    "legenda",
                    "bintang",
                    "wartawan",
                    "jurnalis",
                    "reporter",
                    "korban",
                    "wakil",
                    "staf",
                    "tokoh",
                    "pengusaha",
                    "pendiri",
                    "bos",
                    "pemilik",
                ],
                Facts::GROUP,
            ),
            (&["adalah", "ialah", "merupakan"], Facts::IS),
        ];
        for (words, facts) in sets {
            for word in words {
                let word = lexicon.word(word);
                self.mark(word, facts);
            }
        }
    }

    fn add(&mut self, lexicon: &mut Lexicon, entry: &str, facts: Facts) {
        if !entry.contains(' ') {
            let word = lexicon.word(entry);
            self.mark(word, facts);
            return;
        }
        let words = lexicon.phrase(entry);
        self.phrases.insert(&words, facts);
        if let Some(&last) = words.last().filter(|_| facts.any(Facts::TITLE)) {
            self.mark(last, Facts::TITLE_END);
        }
    }

    fn mark(&mut self, word: WordId, facts: Facts) {
        let entry = self.facts.entry(word);
        *entry = entry.with(facts);
    }

    /// The row of a nickname of one word, by the key of a part.
    pub(super) fn nickname_of(&self, key: u32) -> Option<u32> {
        self.nickname_words.get(WordId(key)).checked_sub(1)
    }

    /// The words of the language, verbs and titles that are no names.
    pub(super) fn ordinary_words(&self) -> impl Iterator<Item = WordId> {
        let ordinary = [Facts::FUNCTION, Facts::TITLE, Facts::VERB_BEFORE, Facts::VERB_AFTER]
            .into_iter()
            .fold(Facts::COMMON, Facts::with);
        let name = Facts::NAME.with(Facts::NICKNAME).with(Facts::HONORIFIC).with(Facts::PARTICLE);
        self.facts.iter().filter(move |(_, facts)| facts.any(ordinary) && !facts.any(name)).map(|(word, _)| word)
    }

    /// What is known of `word`.
    #[inline]
    pub(super) fn facts(&self, word: WordId) -> Facts {
        self.facts.get(word)
    }
}

/// The entries of a list.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The entries of a list of several columns: up to three, absent ones empty.
fn rows(list: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    entries(list).map(|line| {
        let mut columns = line.split('\t');
        [(); 3].map(|()| columns.next().unwrap_or_default())
    })
}

/// The well-known short names: short name and full name. An article's own fullest form is what its mentions are linked to;
/// this table is for reports that join articles.
pub(super) fn known_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(NICKNAMES).map(|[short, full, _]| (short, full))
}

/// The endings with this last letter that only names have, or nearly so.
fn name_endings(last: char) -> &'static [&'static str] {
    match last {
        'a' => &["atmaja", "ella", "kusuma", "negara", "ova", "putra", "widjaja", "wijaya"],
        'c' => &["ovic"],
        'g' => &["berg"],
        'h' => &["ansyah", "iansyah", "ningsih", "syah", "ullah", "ulloh"],
        'i' => &[
            "adi", "anti", "elli", "etti", "owski", "putri", "riadi", "santi", "shvili", "ski", "skyi", "wati", "yadi",
            "yanti",
        ],
        'l' => &["rizal", "zal"],
        'm' => &["ningrum"],
        'n' => &["ddin", "man", "mann", "rahman", "sson", "stein", "uddin", "udin", "wan", "yan"],
        'o' => &[
            "aldo", "anto", "arno", "arto", "atmojo", "enko", "ianto", "inho", "jono", "joyo", "kusumo", "negoro",
            "santo", "tono", "yanto", "yono",
        ],
        's' => &["ningtyas"],
        't' => &["diningrat"],
        'u' => &["oglu", "oğlu"],
        'v' => &["ov"],
        'y' => &["sky"],
        'z' => &["ewicz", "ez"],
        'ć' => &["ović", "vić"],
        _ => &[],
    }
}

/// Whether an unknown word has the form of an Indonesian verb or noun, as headlines and offices write them with a capital:
/// `Kerahkan`, `Pemasyarakatan`; or is an address that lost its blank.
pub(super) fn looks_like_a_word(word: &str) -> bool {
    let noun = word.len() >= 8 && (word.starts_with("ke") || word.starts_with("pe")) && word.ends_with("an");
    if noun || word.ends_with("https") || word.ends_with("http") {
        return true;
    }
    let prefixed = ["meng", "meny", "mem", "men", "ber", "ter", "diper"];
    word.len() >= 6 && (word.ends_with("kan") || word.ends_with("nya"))
        || word.len() >= 8 && prefixed.iter().any(|prefix| word.starts_with(prefix))
}

/// Whether an unknown word ends as names do.
pub(super) fn ends_like_a_name(word: &str) -> bool {
    let endings = word.chars().next_back().filter(|_| word.len() >= 6).map(name_endings).unwrap_or_default();
    endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_unique_and_headed() {
        let lists = [
            ("person_names.tsv", NAMES, 3),
            ("person_titles.tsv", TITLES, 2),
            ("person_honorifics.txt", HONORIFICS, 1),
            ("person_degrees.txt", DEGREES, 1),
            ("person_particles.txt", PARTICLES, 1),
            ("person_verbs.tsv", VERBS, 2),
            ("person_heads.tsv", HEADS, 2),
            ("person_places.txt", PLACES, 1),
            ("person_labels.txt", LABELS, 1),
            ("person_ordinary.txt", COMMON, 1),
            ("person_nicknames.tsv", NICKNAMES, 3),
        ];
        for (name, list, columns) in lists {
            for field in ["# source: ", "# licence: MIT OR Apache-2.0", "# date: ", "# method: ", "# columns: "] {
                assert!(list.lines().any(|line| line.starts_with(field)), "{name}: no header line {field:?}");
            }
            let entries: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            for pair in entries.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} and {:?} are out of order or the same", pair[0], pair[1]);
            }
            for entry in entries {
                assert_eq!(entry.split('\t').count(), columns, "{name}: columns of {entry:?}");
                let word = entry.split('\t').next().unwrap_or_default();
                assert_eq!(word, crate::text::normalize::word_key(word), "{name}: {word:?} is not in key form");
                assert!(!word.is_empty() && word.trim() == word, "{name}: blanks in {entry:?}");
            }
        }
    }
}
