//! Tokens that are not plain: by short ways where they are common, else by the table of rules.

use super::rules;
use super::scan::{INLINE, Scan, flags_before};
use super::words::Role;
use crate::text::normalize::word_key;
use crate::text::span::Span;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::{WordFlags, WordId};

/// First two bytes of the dashes and quotation marks of Unicode's block General Punctuation.
const GENERAL_PUNCTUATION: [u8; 2] = [0xe2, 0x80];

impl Scan<'_> {
    /// Makes the tokens at `at`, a word byte or a mark, up to the first that ends a run of word bytes; returns where to go on.
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
            if let Some(end) = self.plain_across(at) {
                at = end;
                if !self.classes.is_word(at) {
                    return at;
                }
            }
        }
    }

    /// A word that is plain but for the mark behind it, which may end a sentence, and a stop with it.
    fn before_end(&mut self, at: usize) -> Option<usize> {
        let masks = self.classes.masks_from(at)?;
        let run = (!masks.word).trailing_zeros();
        let end = at + run as usize;
        let behind = self.byte(end);
        let is_plain = (1..=INLINE).contains(&run) && masks.special & ((1 << run) - 1) == 0;
        if !is_plain || !matches!(behind, b'.' | b'!' | b'?') || self.classes.is_word(end + 1) {
            return None;
        }
        let stops = self.stops(end);
        let (token, key) = self.plain_word(at, run)?;
        let word = self.vocabulary.ask_for(key);
        if stops && self.abbreviations.may_hold(word) {
            return None;
        }
        self.add_waiting(token, word);
        if stops {
            self.push_mark(end, end + 1, b'.');
        }
        Some(self.end)
    }

    /// A mark, or what a mark begins (`#topik`, `@nama`).
    fn mark(&mut self, at: usize) -> usize {
        let byte = self.byte(at);
        if matches!(byte, b'#' | b'@') && self.classes.is_word(at + 1) {
            let end = self.by_rules(at);
            return if self.classes.is_word(end) { self.special(end) } else { end };
        }
        let repeated = self.text.as_bytes().iter().skip(at).take_while(|&&b| b == byte).count();
        let end = at + repeated.max(1);
        self.push_mark(at, end, byte);
        end
    }

    /// A mark that is read as the ASCII mark `twin`.
    fn push_mark(&mut self, at: usize, end: usize, twin: u8) {
        let word = WordId::ascii(twin);
        let word = (word, self.vocabulary.marks(word));
        self.push(at, end, rules::ascii_mark_kind(self.byte(at)), word, Shape::Caseless, 0);
    }

    /// A word of ASCII letters alone, or such words joined by hyphens and all small (`kata-kata`), where neither digits, curly
    /// apostrophes nor inner stops join more.
    fn ascii_word(&mut self, at: usize) -> Option<usize> {
        let letters = |from: usize| {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            from + rest.iter().take_while(|b| b.is_ascii_alphabetic()).count()
        };
        let mut end = letters(at);
        let mut is_hyphenated = false;
        while self.byte(end) == b'-' && end > at {
            let more = letters(end + 1);
            if more == end + 1 {
                break;
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
            // A capital may begin one of a pair of countries, and `Kata-kata` is a matter of shape.
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

    /// Whether a single stop stands at `end`.
    fn stops(&self, end: usize) -> bool {
        self.byte(end) == b'.' && self.byte(end + 1) != b'.'
    }

    /// [`Scan::push_word`] for a word of ASCII letters and hyphens. What may be an abbreviation or an initial is looked up at once,
    /// and all else with the words that wait.
    fn push_ascii(&mut self, at: usize, end: usize, shape: Shape, flags: u8) -> usize {
        let stops = self.stops(end);
        let asked = self.inline_key(at, end).map(|key| self.vocabulary.ask_for(key));
        match asked.filter(|&word| !stops || (end - at > 1 && !self.abbreviations.may_hold(word))) {
            Some(word) => {
                let flags = flags | flags_before(self.text, at, self.end);
                let token = Token::new(Span::new(at as u32, end as u32), TokenKind::Word, shape, flags);
                self.add_waiting(token, word);
                if stops {
                    self.push_mark(end, end + 1, b'.');
                }
                end + usize::from(stops)
            }
            None => {
                let word = self.intern_ascii(at, end);
                self.push_word(at, end, word, shape, flags)
            }
        }
    }

    /// The key of ASCII characters, if they are no more than 16.
    fn inline_key(&self, at: usize, end: usize) -> Option<u128> {
        let surface = self.text.as_bytes().get(at..end)?;
        let mut inline = [0; INLINE as usize];
        inline.get_mut(..surface.len())?.copy_from_slice(surface);
        inline.make_ascii_lowercase();
        Some(u128::from_le_bytes(inline))
    }

    /// Whether nothing joins what stands at `end` to the word before it, whatever that is.
    fn ends_word(&self, end: usize) -> bool {
        let (behind, next) = (self.byte(end), self.byte(end + 1));
        match behind {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'@' | b'+' | b'%' => false,
            b'.' | b'\'' | b'-' | b'/' | b'_' => !self.classes.is_word(end + 1) && next != b'@',
            b':' => next != b'/',
            0x80.. => {
                // Quotation marks, dashes and the ellipsis join nothing; an apostrophe does before a letter.
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

    /// Digits with stops, commas or colons between: `1.000`, `1.250,5`, `10:30`.
    fn figures(&mut self, at: usize) -> Option<usize> {
        let digits = |from: usize| {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            from + rest.iter().take_while(|b| b.is_ascii_digit()).count()
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
        let behind = self.byte(end);
        if !is_joined || behind == b'-' && self.byte(end + 1).is_ascii_alphabetic() || !self.ends_number(end) {
            return None;
        }
        let word = (WordId::NUMBER, self.vocabulary.marks(WordId::NUMBER));
        self.push(at, end, TokenKind::Number, word, Shape::Caseless, 0);
        Some(end)
    }

    /// Whether no letter and no sign of an address stands at the end of a number.
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
        let twin = match third {
            0x93 | 0x94 => b'-',
            0x98 | 0x99 => b'\'',
            0x9c | 0x9d => b'"',
            0xa6 => b'.',
            _ => return None,
        };
        let word = WordId::ascii(twin);
        let word = (word, self.vocabulary.marks(word));
        self.push(at, at + 3, TokenKind::Punctuation, word, Shape::Caseless, 0);
        Some(at + 3)
    }

    /// One token, or none for a blank, by the table of rules; returns where to go on.
    fn by_rules(&mut self, at: usize) -> usize {
        let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) else { return self.text.len() };
        let (length, kind) = rules::next(self.text, at);
        let end = at + length.max(1);
        match kind {
            None => {
                self.is_blank_behind = true;
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
            TokenKind::Punctuation | TokenKind::Symbol => match rules::ascii_twin(surface) {
                Some(twin) => WordId::ascii(twin),
                None => self.vocabulary.intern(surface),
            },
            _ if surface.is_ascii() => return self.intern_ascii(at, end),
            _ => self.vocabulary.intern(&word_key(surface)),
        };
        (word, self.vocabulary.marks(word))
    }

    /// The word of ASCII characters.
    fn intern_ascii(&mut self, at: usize, end: usize) -> (WordId, WordFlags) {
        if let Some(key) = self.inline_key(at, end) {
            return self.vocabulary.intern_inline(key);
        }
        self.key.clear();
        self.key.push_str(self.text.get(at..end).unwrap_or_default());
        self.key.make_ascii_lowercase();
        let word = self.vocabulary.intern(self.key);
        (word, self.vocabulary.marks(word))
    }

    /// Adds a word with the stop behind it, if it is an abbreviation or an initial, or else the stop on its own.
    fn push_word(&mut self, at: usize, end: usize, word: (WordId, WordFlags), shape: Shape, flags: u8) -> usize {
        let stops = self.stops(end);
        if stops && self.takes_stop(at, end, word, shape) {
            self.push(at, end + 1, TokenKind::Word, word, shape, flags | Token::ABBREVIATED);
            return end + 1;
        }
        self.push(at, end, TokenKind::Word, word, shape, flags);
        if stops {
            self.push_mark(end, end + 1, b'.');
            return end + 1;
        }
        end
    }

    /// Whether the stop after a word belongs to it.
    fn takes_stop(&mut self, at: usize, end: usize, (word, marks): (WordId, WordFlags), shape: Shape) -> bool {
        if end - at == 1 {
            self.look_up_pending();
            // An initial, unless the word before says that a letter is meant: `vitamin C.`, `berinisial S.`
            let before = self.tokens.items().last().map_or(Role::None, |t| self.roles.get(t.word()));
            return shape == Shape::Upper && before != Role::NamesLetter;
        }
        let inner_stop = || self.text.as_bytes().get(at..end).is_some_and(is_dotted);
        (marks.any(WordFlags::TOKENIZER) && self.roles.get(word).is_abbreviation()) || inner_stop()
    }

    /// A hyphen between two countries, months or weekdays separates them: the end of the first, or `end` where it is no pair.
    fn pair_split(&mut self, at: usize, end: usize) -> usize {
        let surface = self.text.get(at..end).unwrap_or_default();
        let begins_with_capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        if !begins_with_capital(surface) {
            return end;
        }
        let hyphen = surface.bytes().position(|b| b == b'-');
        let Some((first, rest)) = hyphen.and_then(|at| Some((surface.get(..at)?, surface.get(at + 1..)?))) else {
            return end;
        };
        let in_pair = |part: &str| {
            let word = || self.vocabulary.get(&word_key(part));
            begins_with_capital(part) && word().is_some_and(|word| self.roles.get(word) == Role::Pairs)
        };
        let second = rest.split_once('-').map_or(rest, |(second, _)| second);
        let second_is_number = !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit());
        if in_pair(first) && (in_pair(second) || second_is_number) { at + first.len() } else { end }
    }
}

/// Whether a word is letters with stops between, in short pieces: `S.H`, `M.Si`, `a.n`.
fn is_dotted(word: &[u8]) -> bool {
    word.contains(&b'.') && word.split(|&b| b == b'.').all(|piece| (1..=4).contains(&piece.len()))
}
