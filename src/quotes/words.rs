//! The facts that words indicate about quotations near them.

use std::collections::HashMap;
use std::sync::LazyLock;

use bitflags::bitflags;

use crate::entities::{is_kin, is_title};
use crate::text::document::Document;
use crate::text::list::rows;
use crate::text::token::{Shape, Token};
use crate::text::vocabulary::WordTable;

const WORDS: &str = include_str!("data/words.tsv");

bitflags! {
    /// The facts that a word indicates about quotations near it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Facts: u32 {
        /// A verb of saying directly after a quotation, before its speaker: `kata`.
        const CUE = 1;
        /// A cue with a clitic for the speaker: `katanya`.
        const CLITIC_CUE = 1 << 1;
        /// A verb of saying, with its subject before it: `mengatakan`.
        const SAYS = 1 << 2;
        /// A passive verb of saying, with its agent after it: `disampaikan`.
        const SAID_BY = 1 << 3;
        /// Before the speaker of a sentence: `menurut`.
        const ACCORDING = 1 << 4;
        /// Before a title, a term or a post: `berjudul`, `istilah`.
        const TITLE = 1 << 5;
        /// Follows a title or a term: `artinya`.
        const AFTER_TITLE = 1 << 6;
        /// Ends the phrase of a speaker: `kepada`, `saat`.
        const ENDS_PHRASE = 1 << 7;
        /// Begins a part that may name someone other than the speaker: `di`, `yang`.
        const SUBPHRASE = 1 << 8;
        /// Refers to one person already named: `dia`.
        const PRONOUN = 1 << 9;
        /// Refers to several: `mereka`.
        const PLURAL = 1 << 10;
        /// A person who speaks for the person after it: `pengacara`. It may also be a title of that person.
        const AGENT = 1 << 11;
        /// A relative, or the camp, of the person after it: `istri`, `kubu`.
        const KIN = 1 << 12;
        /// Refers to a person already named: `tersebut`.
        const THIS = 1 << 13;
        /// An unnamed person: `seorang`, `warga`.
        const UNNAMED = 1 << 14;
        /// A thing that is quoted, even if a person's name follows: `laporan`, `akun`.
        const THING = 1 << 15;
        /// An article before a role: `sang`.
        const ARTICLE = 1 << 16;
        /// Between a cue and its speaker: `lagi`.
        const ADVERB = 1 << 17;
        /// Before the subject of a sentence: `sementara`, `namun`.
        const OPENER = 1 << 18;
        /// A title, an office or a form of address.
        const ROLE = 1 << 19;
        /// A body of people: `pihak`, `kementerian`.
        const BODY = 1 << 20;
        /// Introduces a link to another article: `baca juga`.
        const LINK = 1 << 21;
        /// An active verb whose subject does not act: `mengalami`.
        const UNDERGOES = 1 << 22;
        /// An active verb: it begins with `me` or `ber`.
        const ACTIVE = 1 << 23;
        /// A word for what a person feels or thinks: `yakin`.
        const FEELS = 1 << 24;
        /// A negation.
        const NOT = 1 << 25;
        /// The facts of the word are known.
        const KNOWN = 1 << 26;
    }
}

/// The names of the kinds in the list.
const KINDS: [(&str, Facts); 23] = [
    ("cue", Facts::CUE),
    ("says", Facts::SAYS),
    ("said-by", Facts::SAID_BY),
    ("according", Facts::ACCORDING),
    ("title", Facts::TITLE),
    ("after-title", Facts::AFTER_TITLE),
    ("ends-phrase", Facts::ENDS_PHRASE),
    ("subphrase", Facts::SUBPHRASE),
    ("pronoun", Facts::PRONOUN),
    ("plural", Facts::PLURAL),
    ("agent", Facts::AGENT),
    ("kin", Facts::KIN),
    ("this", Facts::THIS),
    ("unnamed", Facts::UNNAMED),
    ("thing", Facts::THING),
    ("body", Facts::BODY),
    ("link", Facts::LINK),
    ("undergoes", Facts::UNDERGOES),
    ("feels", Facts::FEELS),
    ("not", Facts::NOT),
    ("article", Facts::ARTICLE),
    ("adverb", Facts::ADVERB),
    ("opener", Facts::OPENER),
];

/// The facts of the words of the list.
static FACTS: LazyLock<HashMap<&str, Facts>> = LazyLock::new(|| {
    let facts = |kinds: &str| {
        let kinds = kinds.split(' ').filter_map(|name| KINDS.iter().find(|(kind, _)| *kind == name));
        kinds.map(|(_, facts)| *facts).collect()
    };
    rows(WORDS).map(|[word, kinds]| (word, facts(kinds))).collect()
});

/// The facts of a word in its key form.
fn facts_of(word: &str) -> Facts {
    let mut facts = FACTS.get(word).copied().unwrap_or_default();
    facts.set(Facts::ROLE, is_title(word) || is_kin(word));
    let is_verb = word.len() > 5 && (word.starts_with("me") || word.starts_with("ber"));
    facts.set(Facts::ACTIVE, is_verb && !facts.contains(Facts::UNDERGOES));
    let stem = word.strip_suffix("nya").map(|stem| stem.trim_end_matches('-'));
    let stem = stem.and_then(|stem| FACTS.get(stem)).copied().unwrap_or_default();
    // The whole word takes precedence: `tanya` is not a form of `ta`.
    if !facts.contains(Facts::CUE) {
        facts.set(Facts::CLITIC_CUE, stem.contains(Facts::CUE));
    }
    if (facts - Facts::ACTIVE).is_empty() {
        facts |= stem & (Facts::TITLE | Facts::AFTER_TITLE | Facts::KIN | Facts::AGENT);
    }
    facts | Facts::KNOWN
}

/// The facts of the words of a workspace. Each word is looked up once.
#[derive(Debug)]
pub(super) struct WordFacts {
    /// The workspace that the ids are from.
    workspace: Option<u64>,
    of_words: WordTable<Facts>,
}

impl Default for WordFacts {
    fn default() -> Self {
        Self { workspace: None, of_words: WordTable::new(Facts::empty()) }
    }
}

impl WordFacts {
    /// Begins a document of a workspace.
    pub(super) fn begin(&mut self, workspace: u64) {
        if self.workspace != Some(workspace) {
            *self = Self { workspace: Some(workspace), ..Self::default() };
        }
    }

    /// The facts of a token; empty for other tokens than words.
    #[inline]
    pub(super) fn of(&mut self, document: &Document<'_>, token: &Token) -> Facts {
        if !token.is_word() {
            return Facts::empty();
        }
        let facts = self.of_words.get(token.word());
        if !facts.is_empty() {
            return facts;
        }
        let facts = facts_of(document.vocabulary.word(token.word()));
        *self.of_words.entry(token.word()) = facts;
        facts
    }
}

/// Whether a word is a cue joined to the next word by scraping: `ujarMenkes`, `katasaksi`.
pub(super) fn begins_with_cue(word: &str) -> bool {
    const CUES: [&str; 13] = [
        "imbuh", "jawab", "jelas", "kata", "lanjut", "pungkas", "sambung", "tambah", "tegas", "terang", "tulis",
        "tutur", "ujar",
    ];
    let is_other = |rest: &str| {
        let facts = facts_of(rest);
        rest.starts_with(char::is_uppercase) || facts.intersects(Facts::ROLE | Facts::UNNAMED | Facts::PRONOUN)
    };
    CUES.iter().filter_map(|cue| word.strip_prefix(cue)).any(is_other)
}

/// Whether a token begins with a capital letter.
pub(super) const fn is_capital(token: &Token) -> bool {
    matches!(token.shape(), Shape::Title | Shape::Upper | Shape::Mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_in_the_list_is_known() {
        for [word, kinds] in rows(WORDS) {
            for kind in kinds.split(' ') {
                assert!(KINDS.iter().any(|(name, _)| *name == kind), "{word}: {kind:?}");
            }
        }
        assert!(KINDS.iter().all(|(name, _)| rows(WORDS).any(|[_, kinds]| kinds.split(' ').any(|kind| kind == *name))));
    }

    #[test]
    fn the_whole_form_of_a_cue_takes_precedence() {
        assert!(facts_of("tanya").contains(Facts::CUE) && !facts_of("tanya").contains(Facts::CLITIC_CUE));
        assert!(facts_of("tanyanya").contains(Facts::CLITIC_CUE));
        assert!(facts_of("ujar-nya").contains(Facts::CLITIC_CUE));
        assert!(begins_with_cue("ujarMenkes") && begins_with_cue("jawabsaksi"));
        assert!(
            !begins_with_cue("katanya")
                && !begins_with_cue("katakan")
                && !begins_with_cue("kata-kata")
                && !begins_with_cue("ujar")
        );
        assert!(!facts_of("hanya").intersects(Facts::CUE | Facts::CLITIC_CUE));
    }
}
