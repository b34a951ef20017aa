//! The lookup from words to their roles in the date grammar.

use super::lists::{CONTEXT, HIJRI, MONTHS, ROMAN, WEEKDAYS, WORDS};
use super::roles::{DateRole, WantedKinds, WordInfo};
use crate::text::vocabulary::{WordFlags, WordId, WordTable};
use crate::tokenizer::Lexicon;

/// The years that may follow in `Q2-2025`.
const QUARTER_YEARS: std::ops::RangeInclusive<u16> = 2010..=2039;

/// The role and context of each word.
#[derive(Clone, Debug)]
pub(super) struct DateWords {
    info: WordTable<WordInfo>,
}

impl DateWords {
    /// Adds the words to the lexicon, and flags those with which a wanted expression may begin as [`WordFlags::DATE`].
    pub(super) fn new(lexicon: &mut Lexicon, wanted: WantedKinds) -> Self {
        let mut info = WordTable::new(WordInfo::NONE);
        info.entry(WordId::NUMBER).role = DateRole::Number;
        lexicon.add_flags(WordId::NUMBER, WordFlags::DATE);
        let mut add = |word: &str, role: DateRole| {
            let word = lexicon.word(word);
            info.entry(word).role = role;
            if role.triggers(wanted) {
                lexicon.add_flags(word, WordFlags::DATE);
            }
        };
        for decade in (0..10).chain(100..=209) {
            let first_year = if decade < 10 { 1900 + decade * 10 } else { decade * 10 };
            add(&format!("{decade}0-an"), DateRole::Decade(first_year));
            add(&format!("{decade}0an"), DateRole::Decade(first_year));
        }
        for (number, roman) in (1..).zip(ROMAN) {
            add(roman, DateRole::Roman(number));
            add(&format!("ke-{roman}"), DateRole::Ordinal(number));
        }
        for number in 1..=99 {
            add(&format!("ke-{number}"), DateRole::Ordinal(number));
        }
        for number in 1..=4 {
            add(&format!("q{number}"), DateRole::QuarterName(number));
            for year in QUARTER_YEARS {
                add(&format!("q{number}-{year}"), DateRole::QuarterName(number));
            }
        }
        for (role, words) in WORDS.iter().chain(MONTHS).chain(WEEKDAYS) {
            for word in words.split_whitespace() {
                add(word, *role);
            }
        }
        for word in HIJRI.split_whitespace() {
            add(word, DateRole::HijriMonth);
        }
        for (context, words) in CONTEXT {
            for word in words.split_whitespace() {
                info.entry(lexicon.word(word)).context |= *context;
            }
        }
        Self { info }
    }

    /// Returns the information about a word; [`WordInfo::NONE`] for most words.
    #[inline]
    pub(super) fn info(&self, word: WordId) -> WordInfo {
        self.info.get(word)
    }
}
