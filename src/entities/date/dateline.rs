//! The day that an article was written, in the article.

use jiff::civil::Date;

use super::expression::{Core, Simple, Year};
use super::reader::Reader;
use super::value::DateValue;
use super::words::{Context, Role, Words};
use crate::document::Document;
use crate::lexicon::Lexicon;

/// Finds the day that an article was written, in the article: `Selasa (31/12/2024)`.
#[derive(Clone, Debug)]
pub struct DatelineFinder {
    words: Words,
}

impl DatelineFinder {
    /// Adds the words that it knows to the lexicon.
    #[must_use]
    pub fn new(lexicon: &mut Lexicon) -> Self {
        Self { words: Words::new(lexicon) }
    }

    /// The date that the text gives itself; absent if it gives none. `document.date` is not looked at.
    ///
    /// A day counts if the text names it with its weekday, its month and its year, and the weekday is right: reports name the
    /// day of what was said in this way, and days of history without the weekday. Among these the first that stands where
    /// reports have it (behind a comma, or behind a verb of saying) is taken, else the first of all.
    #[must_use]
    pub fn find(&self, document: &Document<'_>) -> Option<Date> {
        let mut first = None;
        for sentence in document.sentences {
            let range = sentence.range();
            let reader = Reader { document, words: &self.words, start: range.start, end: range.end };
            for (at, token) in range.clone().zip(document.tokens.get(range).unwrap_or_default()) {
                if !matches!(self.words.fact(token.word()).role, Role::Weekday(..) | Role::Minggu) {
                    continue;
                }
                let Some(day) = certain_day(&reader, at) else { continue };
                let after_comma = at.checked_sub(1).is_some_and(|b| reader.is_mark(b, b','));
                if after_comma || reader.before(at).context.has(Context::SAID) {
                    return Some(day);
                }
                first = first.or(Some(day));
            }
        }
        first
    }
}

/// The day at `at`, if it is one day with weekday, month and year, which agree.
fn certain_day(reader: &Reader<'_>, at: usize) -> Option<Date> {
    let (_, simple, None) = reader.weekday_day(at)? else { return None };
    let Simple { core: Core::Days { days, month, year: Year::Known(year) }, weekday: Some(weekday), .. } = simple
    else {
        return None;
    };
    let day = DateValue::month_days(Some(year), month, days)?.as_day()?;
    (day.weekday() == weekday).then_some(day)
}
