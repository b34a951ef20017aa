//! Tokens that are not plain: by fast paths for the common cases, and otherwise by the table of rules.

use super::dateline::{self, Joined};
use super::rules;
use super::scan::{INLINE, Scan, flags_before};
use super::words::WordRole;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId};
use crate::text::work;

/// The first two bytes of the dashes and quotation marks of Unicode's block General Punctuation.
const GENERAL_PUNCTUATION: [u8; 2] = [0xe2, 0x80];

impl Scan<'_> {
    /// Creates the tokens from `at`, a word byte or a mark, to the end of the run of word bytes. Returns the offset at
    /// which to continue.
    #[inline(never)]
    pub(super) fn special(&mut self, at: usize) -> usize {
        if !self.classes.is_word(at) {
            return self.mark(at);
        }
        let mut at = at;
        loop {
            at = self
                .before_end(at)
                .or_else(|| self.ascii_word(at))
                .or_else(|| self.figures(at))
                .or_else(|| self.curly_mark(at))
                .unwrap_or_else(|| self.by_rules(at));
            if !self.classes.is_word(at) {
                return at;
            }
            if let Some(end) = self.plain_token_at(at) {
                at = end;
                if !self.classes.is_word(at) {
                    return at;
                }
            }
        }
    }

    /// A word that is plain except for the mark after it, which may end a sentence; and that mark if it is a period.
    fn before_end(&mut self, at: usize) -> Option<usize> {
        let masks = self.classes.masks_from(at)?;
        let run = (!masks.word).trailing_zeros();
        let end = at + run as usize;
        let after = self.byte(end);
        let is_plain = (1..=INLINE).contains(&run) && masks.special & ((1 << run) - 1) == 0;
        if !is_plain || !matches!(after, b'.' | b'!' | b'?') || self.classes.is_word(end + 1) {
            return None;
        }
        let is_period = self.is_period(end);
        let (token, key) = self.plain_word(at, run)?;
        let word = self.vocabulary.prefetch_word(key);
        if is_period && self.abbreviations.may_contain(word) {
            return None;
        }
        self.add_pending(token, word);
        if is_period {
            self.push_mark(end, end + 1, b'.');
        }
        Some(self.end)
    }

    /// A mark, or a token that begins with one (`#topik`, `@nama`).
    fn mark(&mut self, at: usize) -> usize {
        let byte = self.byte(at);
        if matches!(byte, b'#' | b'@') && self.classes.is_word(at + 1) {
            let end = self.by_rules(at);
            return if self.classes.is_word(end) { self.special(end) } else { end };
        }
        let repeated = self.text.as_bytes().iter().skip(at).take_while(|&&b| b == byte).count();
        work::steps(repeated);
        let end = at + repeated.max(1);
        self.push_mark(at, end, byte);
        end
    }

    /// Adds a mark whose word is the ASCII mark `equivalent`.
    fn push_mark(&mut self, at: usize, end: usize, equivalent: u8) {
        let word = WordId::ascii(equivalent);
        let word = (word, self.vocabulary.flags(word));
        self.push(at, end, rules::ascii_mark_kind(self.byte(at)), word, Shape::Caseless, 0);
    }

    /// A word of ASCII letters, or lower-case words joined by hyphens (`kata-kata`), to which no digits, curly
    /// apostrophes or inner periods are joined.
    fn ascii_word(&mut self, at: usize) -> Option<usize> {
        let letters = |from: usize| {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            let count = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
            work::steps(count);
            from + count
        };
        let mut end = letters(at);
        let mut is_hyphenated = false;
        while self.byte(end) == b'-' && end > at {
            let more = letters(end + 1);
            if more == end + 1 {
                break;
            }
            // With a capital it may be a pair of countries, and its shape needs the rules.
            if self.byte(at).is_ascii_uppercase() {
                return None;
            }
            is_hyphenated = true;
            end = more;
        }
        if end == at || !self.ends_word(end) {
            return None;
        }
        let surface = self.text.as_bytes().get(at..end).unwrap_or_default();
        let capitals = surface.iter().filter(|b| b.is_ascii_uppercase()).count();
        let (shape, flags) = if is_hyphenated {
            (capitals == 0).then_some((Shape::Lower, 0))?
        } else {
            let (shape, glued) = match capitals {
                0 => (Shape::Lower, 0),
                1 if surface.len() > 1 && surface.first().is_some_and(u8::is_ascii_uppercase) => (Shape::Title, 0),
                n if n == surface.len() => (Shape::Upper, 0),
                _ => rules::shape(self.text.get(at..end)?),
            };
            (shape, glued | Token::PLAIN)
        };
        Some(self.push_ascii(at, end, shape, flags))
    }

    /// Whether there is a single period at `end`.
    fn is_period(&self, end: usize) -> bool {
        self.byte(end) == b'.' && self.byte(end + 1) != b'.'
    }

    /// [`Scan::push_word`] for a word of ASCII letters and hyphens. A possible abbreviation or initial is looked up at
    /// once; the lookup of any other word is deferred.
    fn push_ascii(&mut self, at: usize, end: usize, shape: Shape, flags: u8) -> usize {
        let is_period = self.is_period(end);
        let query = self.inline_key(at, end).map(|key| self.vocabulary.prefetch_word(key));
        match query.filter(|&word| !is_period || (end - at > 1 && !self.abbreviations.may_contain(word))) {
            Some(word) => {
                let flags = flags | flags_before(self.text, at, self.end);
                let token = Token::new(Span::new(at as u32, end as u32), TokenKind::Word, shape, flags);
                self.add_pending(token, word);
                if is_period {
                    self.push_mark(end, end + 1, b'.');
                }
                end + usize::from(is_period)
            }
            None => {
                let word = self.intern_ascii(at, end);
                self.push_word(at, end, word, shape, flags)
            }
        }
    }

    /// Returns the key of a word of up to 16 ASCII characters.
    fn inline_key(&self, at: usize, end: usize) -> Option<u128> {
        let surface = self.text.as_bytes().get(at..end)?;
        let mut inline = [0; INLINE as usize];
        inline.get_mut(..surface.len())?.copy_from_slice(surface);
        inline.make_ascii_lowercase();
        Some(u128::from_le_bytes(inline))
    }

    /// Whether the character at `end` ends the word before it under every rule.
    fn ends_word(&self, end: usize) -> bool {
        let (after, next) = (self.byte(end), self.byte(end + 1));
        match after {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'@' | b'+' | b'%' => false,
            b'.' | b'\'' | b'-' | b'/' | b'_' => !self.classes.is_word(end + 1) && next != b'@',
            b':' => next != b'/',
            0x80.. => {
                // Quotation marks, dashes and the ellipsis never join; an apostrophe joins if a letter follows.
                let mark = self.text.as_bytes().get(end..end + 3).unwrap_or_default();
                let is_general = mark.starts_with(&GENERAL_PUNCTUATION);
                is_general
                    && match mark.last() {
                        Some(0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6) => true,
                        Some(0x99) => !self.classes.is_word(end + 3),
                        _ => false,
                    }
            }
            _ => true,
        }
    }

    /// Digits separated by periods, commas or colons: `1.000`, `1.250,5`, `10:30`.
    fn figures(&mut self, at: usize) -> Option<usize> {
        let digits = |from: usize| {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            work::steps(count);
            from + count
        };
        let mut end = digits(at);
        let mut is_joined = end > at && !matches!(self.byte(end), b'-' | b'/');
        while matches!(self.byte(end), b'.' | b',' | b':') && is_joined {
            let more = digits(end + 1);
            if more == end + 1 {
                break;
            }
            is_joined = more > end + 1;
            end = more;
        }
        let after = self.byte(end);
        if !is_joined || after == b'-' && self.byte(end + 1).is_ascii_alphabetic() || !self.ends_number(end) {
            return None;
        }
        let word = (WordId::NUMBER, self.vocabulary.flags(WordId::NUMBER));
        self.push(at, end, TokenKind::Number, word, Shape::Caseless, 0);
        Some(end)
    }

    /// Whether the number that ends at `end` is not followed by a letter or a character of an address.
    fn ends_number(&self, end: usize) -> bool {
        match self.byte(end) {
            b'@' | b'+' | b'%' | b'-' => false,
            b'.' | b'_' => !self.classes.is_word(end + 1) && self.byte(end + 1) != b'@',
            _ => !self.classes.is_word(end),
        }
    }

    /// A curly quotation mark, a dash or an ellipsis.
    fn curly_mark(&mut self, at: usize) -> Option<usize> {
        let [first, second, third] = *self.text.as_bytes().get(at..)?.first_chunk::<3>()?;
        if [first, second] != GENERAL_PUNCTUATION {
            return None;
        }
        let equivalent = match third {
            0x93 | 0x94 => b'-',
            0x98 | 0x99 => b'\'',
            0x9c | 0x9d => b'"',
            0xa6 => b'.',
            _ => return None,
        };
        let word = WordId::ascii(equivalent);
        let word = (word, self.vocabulary.flags(word));
        self.push(at, at + 3, TokenKind::Punctuation, word, Shape::Caseless, 0);
        Some(at + 3)
    }

    /// Adds one token, or none for a blank, by the table of rules. Returns the offset at which to continue.
    fn by_rules(&mut self, at: usize) -> usize {
        let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) else { return self.text.len() };
        if let Some(first) = self.first_of_pairs(rest) {
            return self.rule_word(at, at + first);
        }
        let (length, kind) = rules::next(self.text, at);
        let end = at + length.max(1);
        match kind {
            None => {
                self.after_wide_blank = true;
                at + rest.chars().next().map_or(1, char::len_utf8)
            }
            Some(TokenKind::Word) => self.rule_word(at, end),
            Some(kind) => {
                let word = self.rule_key(at, end, kind);
                let shape = rules::shape(self.text.get(at..end).unwrap_or_default()).0;
                self.push(at, end, kind, word, shape, 0);
                end
            }
        }
    }

    fn rule_word(&mut self, at: usize, end: usize) -> usize {
        let end = self.pair_split(at, end);
        let surface = self.text.get(at..end).unwrap_or_default();
        let (shape, glued) = rules::shape(surface);
        let plain = if surface.bytes().all(|b| b.is_ascii_alphabetic()) { Token::PLAIN } else { 0 };
        let word = self.rule_key(at, end, TokenKind::Word);
        self.push_word(at, end, word, shape, glued | plain)
    }

    fn rule_key(&mut self, at: usize, end: usize, kind: TokenKind) -> (WordId, WordFlags) {
        let surface = self.text.get(at..end).unwrap_or_default();
        let word = match kind {
            TokenKind::Number => WordId::NUMBER,
            TokenKind::Punctuation | TokenKind::Symbol => match rules::ascii_equivalent(surface) {
                Some(equivalent) => WordId::ascii(equivalent),
                None => self.vocabulary.intern(surface),
            },
            _ if surface.is_ascii() => return self.intern_ascii(at, end),
            _ => self.vocabulary.intern(&word_key(surface)),
        };
        (word, self.vocabulary.flags(word))
    }

    /// Interns the word of the ASCII characters in a range.
    fn intern_ascii(&mut self, at: usize, end: usize) -> (WordId, WordFlags) {
        if let Some(key) = self.inline_key(at, end) {
            return self.vocabulary.intern_inline(key);
        }
        self.key.clear();
        self.key.push_str(self.text.get(at..end).unwrap_or_default());
        self.key.make_ascii_lowercase();
        let word = self.vocabulary.intern(self.key);
        (word, self.vocabulary.flags(word))
    }

    /// Adds a word. A period after it is part of the token if the word is an abbreviation or an initial, and a token of
    /// its own otherwise.
    fn push_word(&mut self, at: usize, end: usize, word: (WordId, WordFlags), shape: Shape, flags: u8) -> usize {
        let is_period = self.is_period(end);
        if is_period && self.takes_period(at, end, word, shape) {
            self.push(at, end + 1, TokenKind::Word, word, shape, flags | Token::ABBREVIATED);
            return end + 1;
        }
        self.push(at, end, TokenKind::Word, word, shape, flags);
        if is_period {
            self.push_mark(end, end + 1, b'.');
            return end + 1;
        }
        end
    }

    /// Whether the period after a word belongs to it.
    fn takes_period(&mut self, at: usize, end: usize, (word, flags): (WordId, WordFlags), shape: Shape) -> bool {
        if end - at == 1 {
            self.intern_pending();
            // An initial, unless the previous word says that a letter is meant: `vitamin C.`, `berinisial S.`
            let before = self.tokens.items().last().map_or(WordRole::None, |t| self.roles.get(t.word()));
            return shape == Shape::Upper && before != WordRole::NamesLetter;
        }
        let has_inner_period = || self.text.as_bytes().get(at..end).is_some_and(is_dotted);
        (flags.intersects(WordFlags::TOKENIZER) && self.roles.get(word).is_abbreviation()) || has_inner_period()
    }

    /// Splits the tokens that join the place of a dateline to the text after it.
    pub(super) fn split_datelines(&mut self) {
        let mut next = 0;
        for _ in 0..dateline::LINES {
            let boundaries = self.boundaries.items().iter().skip(next);
            let tokens = self.tokens.items();
            let begins_line = |at: &u32| tokens.get(*at as usize).is_some_and(Token::line_before);
            let Some((n, &start)) = boundaries.enumerate().find(|(_, at)| begins_line(at)) else { return };
            next += n + 1;
            let line = tokens.get(start as usize..).unwrap_or_default();
            if let Some(joined) = dateline::joined(self.text, line) {
                self.split(start as usize + joined.token, joined);
                return;
            }
        }
    }

    /// Splits the token at `at` into a place, a hyphen if it has one, and the rest.
    fn split(&mut self, at: usize, joined: Joined) {
        let Some(whole) = self.tokens.items().get(at).copied() else { return };
        let (start, end) = (whole.span().byte_start(), whole.span().byte_end());
        let place_end = start + joined.place as u32;
        let rest_start = place_end + u32::from(joined.has_hyphen);
        let mut place = self.word_token(start, place_end);
        place.set_before(whole.flags_before());
        let rest = self.word_token(rest_start, end);
        let mut hyphen = Token::new(Span::new(place_end, rest_start), TokenKind::Punctuation, Shape::Caseless, 0);
        let mark = WordId::ascii(b'-');
        hyphen.set_word((mark, self.vocabulary.flags(mark)));
        self.glued -= u64::from(whole.is_glued());
        self.glued += u64::from(place.is_glued()) + u64::from(rest.is_glued());
        let added: &[Token] = if joined.has_hyphen { &[hyphen, rest] } else { &[rest] };
        if let Some(first) = self.tokens.items_mut().get_mut(at) {
            *first = place;
        }
        self.tokens.insert(at + 1, added);
        for boundary in self.boundaries.items_mut().iter_mut().filter(|boundary| **boundary as usize > at) {
            *boundary += added.len() as u32;
        }
    }

    /// A token for a word in a range, without flags about the gap before it.
    fn word_token(&mut self, start: u32, end: u32) -> Token {
        let span = Span::new(start, end);
        let surface = span.of(self.text);
        let (shape, glued) = rules::shape(surface);
        let plain = if surface.bytes().all(|b| b.is_ascii_alphabetic()) { Token::PLAIN } else { 0 };
        let mut token = Token::new(span, TokenKind::Word, shape, glued | plain);
        token.set_word(self.rule_key(start as usize, end as usize, TokenKind::Word));
        token
    }

    /// Returns the length of the first of three or more words joined by hyphens (`Senin-Selasa-Rabu`), if a hyphen separates
    /// it from the second. Unlike [`pair_split`](Self::pair_split) it reads two words only, so a row of such words is not
    /// read again after each of them.
    fn first_of_pairs(&self, rest: &str) -> Option<usize> {
        /// The length in bytes of the longest word in a pair is far below this.
        const LONGEST: usize = 32;
        let word_end = |text: &str| {
            let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || *byte >= 0x80;
            text.bytes().take(LONGEST).take_while(is_inner).count()
        };
        if !rest.starts_with(char::is_uppercase) {
            return None;
        }
        let first = word_end(rest);
        let (first, tail) = (rest.get(..first)?, rest.get(first..)?.strip_prefix('-')?);
        let second = word_end(tail);
        let (second, tail) = (tail.get(..second)?, tail.get(second..)?.strip_prefix('-')?);
        let is_first = tail.starts_with(char::is_alphanumeric) && self.is_pair(first, second);
        (is_first && !rules::is_address(rest)).then_some(first.len())
    }

    /// Whether a hyphen between two words separates them, because both are countries, months or weekdays, or the second is a
    /// number.
    fn is_pair(&self, first: &str, second: &str) -> bool {
        let may_be_in_pair = |part: &str| {
            let word = || self.vocabulary.get(&word_key(part));
            part.starts_with(char::is_uppercase)
                && word().is_some_and(|word| self.roles.get(word) == WordRole::PairWord)
        };
        let second_is_number = || !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit());
        may_be_in_pair(first) && (may_be_in_pair(second) || second_is_number())
    }

    /// A hyphen between two countries, months or weekdays separates them. Returns the end of the first, or `end` if the
    /// token is not such a pair.
    fn pair_split(&mut self, at: usize, end: usize) -> usize {
        let surface = self.text.get(at..end).unwrap_or_default();
        if !surface.starts_with(char::is_uppercase) {
            return end;
        }
        let hyphen = surface.bytes().position(|b| b == b'-');
        let Some((first, rest)) = hyphen.and_then(|at| Some((surface.get(..at)?, surface.get(at + 1..)?))) else {
            return end;
        };
        let second = rest.split_once('-').map_or(rest, |(second, _)| second);
        if self.is_pair(first, second) { at + first.len() } else { end }
    }
}

/// Whether a word consists of short pieces separated by periods: `S.H`, `M.Si`, `a.n`.
fn is_dotted(word: &[u8]) -> bool {
    word.contains(&b'.') && word.split(|&b| b == b'.').all(|piece| (1..=4).contains(&piece.len()))
}
