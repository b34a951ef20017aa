//! A view of one sentence, on which the rules of the grammar are implemented.

use std::ops::Range;

use super::figures::{Day, Figures};
use super::person_months::PersonMonths;
use super::roles::{CalendarUnit, DateContext, DateRole, RangeMarker, Shift, Spelling, WordInfo};
use super::words::DateWords;
use crate::text::document::Document;
use crate::text::normalize::word_key;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::work;

/// The tokens of one sentence with the information about their words. Lookups outside the sentence find nothing, so no
/// rule sees past its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct SentenceReader<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) words: &'d DateWords,
    pub(super) person_months: &'d PersonMonths,
    /// The index of the sentence's first token.
    pub(super) start: usize,
    /// The tokens of the document up to the end of the sentence.
    upto: &'d [Token],
}

impl<'d> SentenceReader<'d> {
    /// Creates a view of the sentence with these tokens.
    pub(super) fn new(
        document: &'d Document<'d>,
        words: &'d DateWords,
        person_months: &'d PersonMonths,
        sentence: Range<usize>,
    ) -> Self {
        let upto = document.tokens.get(..sentence.end).unwrap_or_default();
        Self { document, words, person_months, start: sentence.start, upto }
    }

    /// Returns the index of the first token after the sentence.
    pub(super) const fn end(&self) -> usize {
        self.upto.len()
    }

    #[inline]
    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        work::step();
        if at >= self.start { self.upto.get(at) } else { None }
    }

    pub(super) fn info(&self, at: usize) -> WordInfo {
        self.token(at).map_or(WordInfo::NONE, |token| self.words.info(token.word()))
    }

    pub(super) fn role(&self, at: usize) -> DateRole {
        self.info(at).role
    }

    /// Returns the information about the word before `at`.
    pub(super) fn before(&self, at: usize) -> WordInfo {
        at.checked_sub(1).map_or(WordInfo::NONE, |before| self.info(before))
    }

    pub(super) fn text(&self, at: usize) -> &'d str {
        self.token(at).map_or("", |token| self.document.text_of(token))
    }

    /// Whether the token is this ASCII mark.
    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.token(at).is_some_and(|t| t.kind() == TokenKind::Punctuation && t.word().index() == usize::from(mark))
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind() == TokenKind::Number)
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.token(at).map_or(Shape::Caseless, Token::shape)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind() == TokenKind::Word)
    }

    /// Whether the token directly follows the previous one, without a blank.
    fn is_joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !t.space_before())
    }

    /// Whether a number may begin at `at`: after a blank or an opening mark, but not in the middle of `Pdt.G/2025`.
    fn is_open_before(&self, at: usize) -> bool {
        if at == self.start || !self.is_joined(at) {
            return true;
        }
        let Some(before) = at.checked_sub(1).and_then(|b| self.token(b)) else { return true };
        if before.kind() != TokenKind::Punctuation {
            return false;
        }
        match self.text(at - 1) {
            // `1446 Hijriah/2025 Masehi`
            "/" if self.before(at - 1).role == DateRole::HijriEra => true,
            // `22 Desember-10 Januari`, but not `Pdt-2025`.
            "-" => {
                // `1 Mei 2025-31 Juli 2025`
                let is_range = || at.checked_sub(2).is_some_and(|year| self.is_year_of_date(year));
                !self.is_joined(at - 1) || matches!(self.before(at - 1).role, DateRole::Month(_)) || is_range()
            }
            mark => !matches!(mark, "/" | "." | "_" | "\\" | "+" | "=" | "#" | "@" | "&"),
        }
    }

    /// Whether a number may end before `at`.
    fn is_open_after(&self, at: usize) -> bool {
        if !self.is_joined(at) {
            return true;
        }
        self.token(at).is_none_or(|after| after.kind() == TokenKind::Punctuation) && !self.is_mark(at, b'/')
    }

    /// Parses the figures that begin at `at`. Returns the index after them and their meaning, which is
    /// [`Figures::Other`] if they are joined to letters on either side.
    pub(super) fn figures(&self, at: usize) -> Option<(usize, Figures)> {
        let first = self.token(at)?;
        if first.kind() != TokenKind::Number {
            return self.day_in_one_word(first).map(|day| (at + 1, Figures::Day(day)));
        }
        // Most numbers are between blanks.
        if first.space_before() && !self.is_joined(at + 1) {
            return Some((at + 1, Figures::read(first.span().of(self.document.text))));
        }
        let end = self.figures_end(at);
        if !self.is_open_before(at) || !self.is_open_after(end) {
            return Some((end, Figures::Other));
        }
        let last = if end == at + 1 { first } else { self.token(end - 1)? };
        Some((end, Figures::read(first.span().join(last.span()).of(self.document.text))))
    }

    /// `10-Jun-2025`, `5-mei-25`, which are single word tokens because they contain letters.
    fn day_in_one_word(&self, token: &Token) -> Option<Day> {
        if token.is_plain() || token.kind() != TokenKind::Word {
            return None;
        }
        let mut parts = self.document.text_of(token).split('-');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let DateRole::Month(month) = self.words.info(self.document.vocabulary.get(&word_key(month))?).role else {
            return None;
        };
        let has_more = parts.next().is_some();
        Day::of_fields(day, month.number, year).filter(|_| !has_more)
    }

    /// Returns the index after the figures that begin with the number at `at`.
    pub(super) fn figures_end(&self, at: usize) -> usize {
        let (mut end, mut next) = (at + 1, at + 1);
        // Most numbers are single tokens. A blank inside `17/01/ 2025` is a typo.
        while self.is_joined(next) || (self.is_number(next) && self.is_mark(next - 1, b'/') && self.is_joined(next - 1))
        {
            if self.is_number(next) {
                end = next + 1;
            } else if !self.is_mark(next, b'/') && !matches!(self.role(next), DateRole::RangeMarker(RangeMarker::Dash))
            {
                break;
            }
            next += 1;
        }
        end
    }

    /// Parses a plain number, which consists of digits only. Returns its value and the number of its digits.
    pub(super) fn plain_number(&self, at: usize) -> Option<(u16, u8)> {
        match self.figures(at)? {
            (end, Figures::Number { value, digits }) if end == at + 1 => Some((value, digits)),
            _ => None,
        }
    }

    /// Whether a number is too low for a year in the news.
    fn is_below_years(&self, at: usize) -> bool {
        let digits = self.text(at).bytes().filter(u8::is_ascii_digit);
        digits.fold(0_u32, |value, digit| value.saturating_mul(10).saturating_add(u32::from(digit - b'0'))) < 1900
    }

    /// Parses `hingga`, `sampai dengan` or `-`. Returns the index after it.
    pub(super) fn through(&self, at: usize) -> Option<(usize, RangeMarker)> {
        match self.role(at) {
            DateRole::RangeMarker(through) => {
                let more = through == RangeMarker::Word && self.text(at + 1) == "dengan";
                Some((at + 1 + usize::from(more), through))
            }
            _ if self.is_mark(at + 1, b'/')
                && matches!(self.text(at), "s" | "S")
                && matches!(self.text(at + 2), "d" | "D") =>
            {
                Some((at + 3, RangeMarker::Word))
            }
            _ => None,
        }
    }

    /// Parses `dan`, `,` or `, dan`. Returns the index after it.
    pub(super) fn and(&self, at: usize) -> Option<usize> {
        let after_comma = at + usize::from(self.is_mark(at, b','));
        let after = after_comma + usize::from(self.role(after_comma) == DateRole::And);
        (after > at).then_some(after)
    }

    /// Parses `lalu`, `yang lalu`, `mendatang` or `kemarin`. Returns the index after it and its direction.
    pub(super) fn shift(&self, at: usize) -> Option<(usize, Shift)> {
        match self.role(at) {
            DateRole::Shift(shift) => Some((at + 1, shift)),
            DateRole::Day(-1) => Some((at + 1, Shift::Past)),
            DateRole::Day(1) => Some((at + 1, Shift::Next)),
            DateRole::Yang => match (self.role(at + 1), self.role(at + 2)) {
                (DateRole::Shift(Shift::Past), _) => Some((at + 2, Shift::Past)),
                (DateRole::Akan, DateRole::Datang) => Some((at + 3, Shift::Next)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Skips `pagi`, `dini hari` or `larut malam`. Returns the index after it, or `at` if there is none.
    pub(super) fn after_time_of_day(&self, at: usize) -> usize {
        match (self.role(at), self.role(at + 1)) {
            (DateRole::TimeOfDay(_), _) => at + 1,
            (DateRole::TimeOfDayHead, DateRole::TimeOfDay(_) | DateRole::Unit(CalendarUnit::Day)) => at + 2,
            _ => at,
        }
    }

    /// Whether the token is an apostrophe or a single quotation mark.
    pub(super) fn is_quote(&self, at: usize) -> bool {
        matches!(self.text(at), "'" | "’" | "‘")
    }

    /// Whether a number or a word for one precedes `at`: `dua tahun`, `beberapa pekan`; but not the year of `2026 hari
    /// ini`, nor numbers that cannot count weeks: `28 Agustus 2024 pekan lalu`, `Rp 112.000 pekan lalu`.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let is_now = matches!(self.role(at + 1), DateRole::Shift(Shift::This | Shift::Next));
        let is_short =
            matches!(self.role(at), DateRole::Unit(CalendarUnit::Day | CalendarUnit::Week | CalendarUnit::Month));
        let is_count = |before: usize| !(is_now || is_short) || self.is_below_years(before);
        let number = at.checked_sub(1).is_some_and(|before| self.is_number(before) && is_count(before));
        let word = matches!(
            self.before(at).role,
            DateRole::Digit(_) | DateRole::Multiplier(_) | DateRole::Vague | DateRole::HalfOf | DateRole::Ordinal(_)
        );
        number || word
    }

    /// Whether the word before `at` makes what follows part of a name: `Jalan 17 Agustus`, `Pasar Senin`.
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        let names = self.before(at).context.intersects(DateContext::NAMES);
        // `pasar Juni` and `penutupan pasar Jumat` are about a market, `Pasar Minggu` is the name of one. Prayers are
        // written in lower case.
        let is_prayer =
            |text: &str| ["sal", "shal", "sol", "shol", "khu", "kho", "pua", "iba"].iter().any(|p| text.starts_with(p));
        names
            && at.checked_sub(1).is_some_and(|b| {
                self.shape(b).is_capital()
                    || (matches!(self.role(at), DateRole::Weekday(..)) && is_prayer(self.text(b)))
            })
    }

    /// Whether the word is capitalized, other than at the start of the sentence.
    pub(super) fn is_proper(&self, at: usize) -> bool {
        at > self.start && self.is_word(at) && self.shape(at).is_capital()
    }

    /// Whether a clause begins at `at`: at the start of the sentence, or after a quotation mark.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == self.start
            || self.token(at - 1).is_some_and(|t| {
                t.kind() == TokenKind::Punctuation && !self.is_mark(at - 1, b',') && !self.is_mark(at - 1, b'(')
            })
    }

    /// Whether `minggu` at `at` means Sunday: capitalized, or after `hari`.
    pub(super) fn is_sunday(&self, at: usize) -> bool {
        if self.role(at) != DateRole::Minggu {
            return false;
        }
        if self.before(at).role == DateRole::Unit(CalendarUnit::Day) {
            return true;
        }
        let shifted = self.shift(at + 1).is_some() && (self.begins(at) || self.shape(at + 1).is_capital());
        self.shape(at).is_capital() && !shifted && !self.is_counted(at)
    }

    /// Returns the weekday at `at` and its spelling.
    pub(super) fn weekday(&self, at: usize) -> Option<(jiff::civil::Weekday, Spelling)> {
        match self.role(at) {
            DateRole::Weekday(day, spelling) => Some((day, spelling)),
            DateRole::Minggu => Some((jiff::civil::Weekday::Sunday, Spelling::Full)),
            _ => None,
        }
    }

    /// Whether the clause before `at` is about the future. Reported speech is not, nor is the `Jakarta, Selasa` of a
    /// report.
    pub(super) fn is_future(&self, at: usize) -> bool {
        !at.checked_sub(1).is_some_and(|b| self.is_mark(b, b',')) && self.clause_is_future(at)
    }

    /// Like [`SentenceReader::is_future`], but ignores a comma before `at`.
    pub(super) fn clause_is_future(&self, at: usize) -> bool {
        /// The maximum distance of a verb in tokens.
        const REACH: usize = 20;
        for back in (self.start..at).rev().take(REACH) {
            let context = self.info(back).context;
            if context.intersects(DateContext::FUTURE) {
                return true;
            }
            let quote =
                self.token(back).is_some_and(|t| t.kind() == TokenKind::Punctuation && !self.is_mark(back, b','));
            if context.intersects(DateContext::SAID) || quote {
                return false;
            }
        }
        false
    }
}
