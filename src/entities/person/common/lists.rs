//! The lists of words: names, titles, prefixes of organisations, places, common words.

use crate::entities::PhraseTable;
use crate::text::list::{self, entries};
use crate::text::vocabulary::{WordFlags, WordId, WordTable};
use crate::tokenizer::Lexicon;

use super::fused::FusedWords;
use super::hints::HintTable;
use super::word_facts::WordFacts;

const NAMES: &str = include_str!("../../data/person_names.tsv");
const TITLES: &str = include_str!("../../data/person_titles.tsv");
const HONORIFICS: &str = include_str!("../../data/person_honorifics.txt");
const DEGREES: &str = include_str!("../../data/person_degrees.txt");
const PARTICLES: &str = include_str!("../../data/person_particles.tsv");
const VERBS: &str = include_str!("../../data/person_verbs.tsv");
const ORG_WORDS: &str = include_str!("../../data/person_org_words.tsv");
const GRAMMAR: &str = include_str!("../../data/person_grammar.tsv");
const PLACES: &str = include_str!("../../data/person_places.txt");
const LABELS: &str = include_str!("../../data/person_labels.txt");
const COMMON: &str = include_str!("../../data/person_common_words.txt");
const NICKNAMES: &str = include_str!("../../data/person_nicknames.tsv");
const SHORT_NAMES: &str = include_str!("../../data/person_short_names.tsv");

/// The kinds of words in the list of grammar.
const GRAMMAR_KINDS: [(&str, WordFacts); 18] = [
    ("function", WordFacts::FUNCTION),
    ("at", WordFacts::AT),
    ("motion", WordFacts::MOTION),
    ("towards", WordFacts::TOWARDS),
    ("article", WordFacts::ARTICLE),
    ("and-others", WordFacts::AND_OTHERS),
    ("also-called", WordFacts::ALSO_CALLED),
    ("called-filler", WordFacts::CALLED_FILLER),
    ("joins", WordFacts::JOINS),
    ("qualifier", WordFacts::QUALIFIER),
    ("origin", WordFacts::ORIGIN),
    ("child", WordFacts::CHILD),
    ("before-verb", WordFacts::BEFORE_VERB),
    ("minister", WordFacts::MINISTER),
    ("doubles", WordFacts::DOUBLES),
    ("named-after", WordFacts::NAMED_AFTER),
    ("group", WordFacts::GROUP),
    ("is", WordFacts::IS),
];

/// A short name that is known throughout the national press.
#[derive(Clone, Debug)]
pub(crate) struct Nickname {
    /// The words of the full name.
    pub(crate) full: Vec<u32>,
}

/// All lists, by word.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    facts: WordTable<WordFacts>,
    /// Titles of two words, and places and organisations of several words.
    pub(crate) phrases: PhraseTable<WordFacts>,
    /// Nicknames, as indices of `nicknames`.
    pub(crate) nickname_phrases: PhraseTable<u32>,
    /// Nicknames of one word, as indices plus one: for half a token.
    nickname_words: WordTable<u32>,
    pub(crate) nicknames: Vec<Nickname>,
    /// Words that may be fused to a name.
    pub(crate) fused: FusedWords,
    /// Words that the corrections of the tagger depend on.
    pub(crate) hints: HintTable,
    /// The names of countries; whether the name is also a person's. Empty until they are added.
    pub(crate) countries: PhraseTable<bool>,
    pub(crate) purn: WordId,
    pub(crate) born: WordId,
    pub(crate) named: WordId,
    pub(crate) one: WordId,
    pub(crate) which: WordId,
}

impl Lists {
    pub(crate) fn new(lexicon: &mut Lexicon) -> Self {
        let mut lists = Self {
            facts: WordTable::new(WordFacts::NONE),
            phrases: PhraseTable::new(),
            nickname_phrases: PhraseTable::new(),
            nickname_words: WordTable::new(0),
            nicknames: Vec::new(),
            fused: FusedWords::new(
                rows(VERBS)
                    .map(|[word, ..]| word)
                    .chain(of_kind(GRAMMAR, "function"))
                    .chain(of_kind(GRAMMAR, "before-verb")),
            ),
            hints: HintTable::new(lexicon),
            countries: PhraseTable::new(),
            purn: lexicon.word("purn"),
            born: lexicon.word("lahir"),
            named: lexicon.word("bernama"),
            one: lexicon.word("seorang"),
            which: lexicon.word("yang"),
        };
        for [word, kind, weak] in rows(NAMES) {
            let kind = match kind {
                "given" => WordFacts::GIVEN,
                "family" => WordFacts::FAMILY,
                _ => WordFacts::NAME,
            };
            lists.add(lexicon, word, if weak == "weak" { kind.with(WordFacts::WEAK) } else { kind });
        }
        for [word, kind, _] in rows(TITLES) {
            lists.add(
                lexicon,
                word,
                if kind == "jurisdiction" { WordFacts::TITLE.with(WordFacts::JURISDICTION) } else { WordFacts::TITLE },
            );
        }
        for [word, kind, _] in rows(VERBS) {
            let facts = match kind {
                "before" => WordFacts::VERB_BEFORE,
                "after" => WordFacts::VERB_AFTER.with(WordFacts::SAYS),
                "act" => WordFacts::VERB_AFTER,
                _ => WordFacts::VERB_BEFORE.with(WordFacts::VERB_AFTER).with(WordFacts::SAYS),
            };
            lists.add(lexicon, word, facts);
        }
        for [word, kind, _] in rows(ORG_WORDS) {
            let facts = match kind {
                "prefix" => WordFacts::ORG_PREFIX,
                "suffix" => WordFacts::ORG_SUFFIX,
                _ => WordFacts::OTHER,
            };
            lists.add(lexicon, word, facts);
        }
        let plain = [
            (HONORIFICS, WordFacts::HONORIFIC),
            (DEGREES, WordFacts::DEGREE),
            (PLACES, WordFacts::PLACE),
            (LABELS, WordFacts::LABEL),
            (COMMON, WordFacts::COMMON),
        ];
        for (list, facts) in plain {
            for word in entries(list) {
                lists.add(lexicon, word, facts);
            }
        }
        for word in particles("particle") {
            lists.add(lexicon, word, WordFacts::PARTICLE);
        }
        for word in particles("rules") {
            lists.add(lexicon, word, WordFacts::LOWERCASE_PARTICLE);
        }
        lists.add_grammar(lexicon);
        for [short, full, _] in rows(NICKNAMES) {
            let full = lexicon.phrase(full).iter().map(|w| w.index() as u32).collect();
            let words = lexicon.phrase(short);
            if let Some(&first) = words.first() {
                lists.mark(first, WordFacts::NICKNAME);
                if words.len() == 1 {
                    *lists.nickname_words.entry(first) = lists.nicknames.len() as u32 + 1;
                }
            }
            lists.nickname_phrases.insert(&words, lists.nicknames.len() as u32);
            lists.nicknames.push(Nickname { full });
        }
        lists
    }

    /// Adds the names of countries, which only the corrections of the tagger need.
    pub(crate) fn add_countries(&mut self, lexicon: &mut Lexicon) {
        for (name, may_be_person) in crate::entities::country::names_in_text() {
            let words = lexicon.phrase(name);
            if let [word] = words[..] {
                lexicon.add_flags(word, WordFlags::COUNTRY);
            }
            self.countries.insert(&words, may_be_person);
        }
    }

    fn add_grammar(&mut self, lexicon: &mut Lexicon) {
        for [word, kinds, _] in rows(GRAMMAR) {
            let word = lexicon.word(word);
            for kind in kinds.split(' ') {
                if let Some((_, facts)) = GRAMMAR_KINDS.iter().find(|(name, _)| *name == kind) {
                    self.mark(word, *facts);
                }
            }
        }
    }

    fn add(&mut self, lexicon: &mut Lexicon, entry: &str, facts: WordFacts) {
        if !entry.contains(' ') {
            let word = lexicon.word(entry);
            self.mark(word, facts);
            return;
        }
        let words = lexicon.phrase(entry);
        self.phrases.insert(&words, facts);
        if let Some(&last) = words.last().filter(|_| facts.any(WordFacts::TITLE)) {
            self.mark(last, WordFacts::TITLE_END);
        }
    }

    fn mark(&mut self, word: WordId, facts: WordFacts) {
        let entry = self.facts.entry(word);
        *entry = entry.with(facts);
    }

    /// The index in the table of a nickname of one word, by the key of a part.
    pub(crate) fn nickname_of(&self, key: u32) -> Option<u32> {
        self.nickname_words.get(WordId(key)).checked_sub(1)
    }

    /// Common words, verbs and titles that are not names.
    pub(crate) fn common_words(&self) -> impl Iterator<Item = WordId> {
        let common = [WordFacts::FUNCTION, WordFacts::TITLE, WordFacts::VERB_BEFORE, WordFacts::VERB_AFTER]
            .into_iter()
            .fold(WordFacts::COMMON, WordFacts::with);
        let name = WordFacts::NAME.with(WordFacts::NICKNAME).with(WordFacts::HONORIFIC).with(WordFacts::PARTICLE);
        self.facts.iter().filter(move |(_, facts)| facts.any(common) && !facts.any(name)).map(|(word, _)| word)
    }

    /// The facts about `word`.
    #[inline]
    pub(crate) fn facts(&self, word: WordId) -> WordFacts {
        crate::text::work::step();
        self.facts.get(word)
    }
}

/// The particles of names that have this kind in their list.
pub(crate) fn particles(kind: &'static str) -> impl Iterator<Item = &'static str> {
    of_kind(PARTICLES, kind)
}

/// The words that have this kind in a list of words and kinds.
fn of_kind(list: &'static str, kind: &'static str) -> impl Iterator<Item = &'static str> {
    rows(list).filter(move |[_, kinds, _]| kinds.split(' ').any(|of_word| of_word == kind)).map(|[word, ..]| word)
}

/// The entries of a list of up to three columns.
fn rows(list: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    list::rows(list)
}

/// The well-known short names, each with its full name. Within an article mentions are linked to the article's own fullest form;
/// this table is for reports that combine articles.
pub(crate) fn known_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(NICKNAMES).chain(rows(SHORT_NAMES)).map(|[short, full, _]| (short, full))
}

/// Titles, offices and forms of address of one word, in key form.
pub(crate) fn title_words() -> impl Iterator<Item = &'static str> {
    let titles = rows(TITLES).map(|[title, ..]| title);
    titles.chain(entries(HONORIFICS)).filter(|title| !title.contains(' '))
}

/// Endings with this last letter that occur almost only in names.
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

/// Whether an unknown word looks like an Indonesian verb or noun that a headline or an office capitalizes (`Kerahkan`,
/// `Pemasyarakatan`), or ends with the beginning of a URL that lost the space before it.
pub(crate) fn looks_like_a_word(word: &str) -> bool {
    let noun = word.len() >= 8 && (word.starts_with("ke") || word.starts_with("pe")) && word.ends_with("an");
    if noun || word.ends_with("https") || word.ends_with("http") {
        return true;
    }
    let prefixed = ["meng", "meny", "mem", "men", "ber", "ter", "diper"];
    word.len() >= 6 && (word.ends_with("kan") || word.ends_with("nya"))
        || word.len() >= 8 && prefixed.iter().any(|prefix| word.starts_with(prefix))
}

/// Whether an unknown word ends like a name.
pub(crate) fn ends_like_a_name(word: &str) -> bool {
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
            ("person_particles.tsv", PARTICLES, 2),
            ("person_grammar.tsv", GRAMMAR, 2),
            ("person_verbs.tsv", VERBS, 2),
            ("person_org_words.tsv", ORG_WORDS, 2),
            ("person_places.txt", PLACES, 1),
            ("person_labels.txt", LABELS, 1),
            ("person_common_words.txt", COMMON, 1),
            ("person_nicknames.tsv", NICKNAMES, 3),
            ("person_short_names.tsv", SHORT_NAMES, 3),
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

    #[test]
    fn kinds_of_lists_are_known() {
        let check = |list: &'static str, known: &dyn Fn(&str) -> bool| {
            for [word, kinds, _] in rows(list) {
                assert!(kinds.split(' ').all(known), "{word}: {kinds}");
            }
        };
        check(GRAMMAR, &|kind| GRAMMAR_KINDS.iter().any(|(name, _)| *name == kind));
        check(PARTICLES, &|kind| ["particle", "tagger", "rules", "tagger-hyphen", "rules-hyphen"].contains(&kind));
        check(NAMES, &|kind| ["given", "family", "both"].contains(&kind));
        check(TITLES, &|kind| ["role", "jurisdiction"].contains(&kind));
        check(VERBS, &|kind| ["before", "after", "act", "both"].contains(&kind));
        check(ORG_WORDS, &|kind| ["prefix", "suffix", "name"].contains(&kind));
    }
}
