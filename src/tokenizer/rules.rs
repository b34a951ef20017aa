//! The token boundary rules for Indonesian news, as a table, and their implementation.
//!
//! Where no row applies, words are those of Unicode's default word boundaries (UAX #29, as implemented by the crate
//! `unicode-segmentation`), which also segment every run with non-ASCII letters. Rows that the specification does not
//! mention follow treebank practice (UD Indonesian).
//!
//! | text | tokens | reason |
//! |---|---|---|
//! | `kata-kata`, `neo-Nazisme`, `di-upload`, `ke-2`, `COVID-19`, `1990-an`, `Al-Hakim` | one | a hyphen with a letter on either side joins; UAX #29 would split |
//! | `Korut-Rusia`, `AS-China`, `Januari-September`, `Senin-Rabu` | `Korut` `-` `Rusia` | a hyphen between two countries, months or weekdays separates |
//! | `5-10`, `2020-2022`, `9.000-9.300` | `5` `-` `10` | a hyphen between two numbers is a range |
//! | `31-12-2024`, `2024-12-31`, `31/12/2024`, `31/12` | one | a date in digits |
//! | `Jum'at`, `Ma'ruf`, `Jum’at` | one | an apostrophe between letters, straight or curly |
//! | `1.000`, `1.250,5`, `10.30`, `10:30` | one | `.`, `,` and `:` between digits |
//! | `Rp1,5`, `Rp500` | `Rp` `1,5` | the currency is a separate word |
//! | `10%`, `US$5`, `m²` | `10` `%`; `US` `$` `5`; `m` `²` | a symbol is a separate token |
//! | `ke-bi-jakan` with soft hyphens, a zero-width space inside `kata` | one, with the key `kebijakan`, `kata` | invisible characters neither split a word nor belong to its key |
//! | `dr.`, `No.`, `F.`, `S.H.`, `M.Si.` | one, with its period | the period of an abbreviation or initial belongs to the token, but not to the word (the term) |
//! | `detik.com`, `KOMPAS.com`, `S.H` | one | a period between letters, as in UAX #29 |
//! | `berakhir.Kemudian` | `berakhir` `.` `Kemudian` | a capital after a lower-case letter and a period: the blank is missing |
//! | `MPR/DPR`, `9.100/9.105` | three | a slash separates words and numbers |
//! | `C/O`, `II/2006`, `34/PMK.011/2007`, `489/Pdt.G/2025` | one | single letters, Roman numerals before a year, numbers of laws and cases |
//! | `https://a.id/b`, `www.a.id`, `nama@a.id`, `@nama`, `#topik` | one | addresses, user names, hashtags |
//! | `...`, `--`, `!!` | one | a repeated mark is one token |
//! | `mengatakanbahwa`, `danIran` | one | run-together words are not split ([`Token::is_glued`](crate::Token::is_glued)) |

use unicode_segmentation::UnicodeSegmentation;

use crate::text::normalize::is_invisible;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::work;

/// The maximum length of the local part of an e-mail address (RFC 5321), which bounds the search for `@`.
const LONGEST_LOCAL_PART: usize = 64;

/// Returns the length in bytes and the kind of the token at `at`, which is a word byte, `#` or `@`. The kind is `None`
/// for a blank.
pub(super) fn next(text: &str, at: usize) -> (usize, Option<TokenKind>) {
    let Some(rest) = text.get(at..) else { return (1, None) };
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let (length, kind) = address(rest)
        .or_else(|| topic_or_account(rest, before))
        .or_else(|| number(rest))
        .unwrap_or_else(|| word_or_mark(rest));
    (length, kind)
}

fn found(length: usize, kind: TokenKind) -> Option<(usize, Option<TokenKind>)> {
    Some((length, Some(kind)))
}

/// Whether a web or e-mail address begins with `rest`.
pub(super) fn is_address(rest: &str) -> bool {
    address(rest).is_some()
}

/// A web or e-mail address.
fn address(rest: &str) -> Option<(usize, Option<TokenKind>)> {
    let bytes = rest.as_bytes();
    let begins = |prefix: &str| bytes.get(..prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix.as_bytes()));
    let is_url = || begins("http://") || begins("https://") || begins("ftp://");
    let is_host = || begins("www.") && bytes.get(4).is_some_and(u8::is_ascii_alphanumeric);
    if matches!(bytes.first(), Some(b'h' | b'H' | b'f' | b'F' | b'w' | b'W')) && (is_url() || is_host()) {
        let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"“”‘’«»".contains(c));
        let whole = rest.get(..end.unwrap_or(rest.len()))?;
        work::steps(whole.len());
        let trimmed = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '…']);
        return found(trimmed.len(), TokenKind::Url);
    }
    let local = bytes.iter().take(LONGEST_LOCAL_PART + 1).position(|b| !is_local(*b))?;
    if local == 0 || bytes.get(local) != Some(&b'@') || !bytes[0].is_ascii_alphanumeric() {
        return None;
    }
    let domain = rest.get(local + 1..)?;
    let is_domain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let domain = domain.get(..domain.find(|c| !is_domain(c)).unwrap_or(domain.len()))?;
    work::steps(domain.len());
    let domain = domain.trim_end_matches(['.', '-']);
    let has_period = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    if has_period { found(local + 1 + domain.len(), TokenKind::Email) } else { None }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// `#topik` or `@nama`, or the mark alone.
fn topic_or_account(rest: &str, before: Option<char>) -> Option<(usize, Option<TokenKind>)> {
    let mark = rest.chars().next().filter(|c| matches!(c, '#' | '@'))?;
    let name = rest.get(1..)?;
    let inner = |c: char| c.is_alphanumeric() || c == '_' || (mark == '@' && c == '.');
    let name = name.get(..name.find(|c| !inner(c)).unwrap_or(name.len()))?;
    work::steps(name.len());
    let name = name.trim_end_matches('.');
    let kind = if mark == '#' { TokenKind::Hashtag } else { TokenKind::Handle };
    let follows_word = before.is_some_and(|c| c.is_alphanumeric());
    if name.is_empty() || follows_word { found(1, TokenKind::Punctuation) } else { found(1 + name.len(), kind) }
}

/// A token that begins with an ASCII digit: a number, a date in digits, a law's number, or a word such as `1990-an`.
fn number(rest: &str) -> Option<(usize, Option<TokenKind>)> {
    let bytes = rest.as_bytes();
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    if let Some(length) = figures_date(rest) {
        return found(length, TokenKind::Number);
    }
    let mut end = digits(bytes, 0);
    if bytes.get(end) == Some(&b'/')
        && bytes.get(end + 1).is_some_and(u8::is_ascii_uppercase)
        && let Some(length) = document_number(rest)
    {
        return found(length, TokenKind::Word);
    }
    while matches!(bytes.get(end), Some(b'.' | b',' | b':')) {
        let more = digits(bytes, end + 1);
        if more == end + 1 {
            break;
        }
        end = more;
    }
    let letters = word_end(rest, end);
    if letters > end {
        return found(joined_word_end(rest, letters), TokenKind::Word);
    }
    // 1990-an, 5-nya, 17-Mar: a number and then a word.
    if bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(|b| b.is_ascii_alphabetic()) {
        return found(joined_word_end(rest, end), TokenKind::Word);
    }
    found(end, TokenKind::Number)
}

/// Returns the end of the digits that begin at `from`.
fn digits(bytes: &[u8], from: usize) -> usize {
    let count = bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    work::steps(count);
    from + count
}

/// `31/12/2024`, `31/12/24`, `31/12`, `31-12-2024`, `2024-12-31`, if the numbers can be a day and a month.
fn figures_date(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let first = digits(bytes, 0);
    let separator = *bytes.get(first).filter(|b| matches!(b, b'/' | b'-'))?;
    let second = digits(bytes, first + 1);
    let value = |from: usize, to: usize| rest.get(from..to).and_then(|d| d.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let (a, b) = (value(0, first), value(first + 1, second));
    let ends = |at: usize| {
        let next = bytes.get(at).copied().unwrap_or(b' ');
        let continues = matches!(next, b'/' | b'-' | b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        !next.is_ascii_alphanumeric() && !continues
    };
    let third = (bytes.get(second) == Some(&separator)).then(|| digits(bytes, second + 1));
    if let Some(third) = third.filter(|&third| ends(third)) {
        let c_length = third - second - 1;
        let day_first = first <= 2 && second - first - 1 <= 2 && a <= 31 && b <= 31 && (c_length == 4 || c_length == 2);
        let year_first = first == 4 && b <= 12 && (1..=2).contains(&c_length) && value(second + 1, third) <= 31;
        return (day_first || year_first).then_some(third);
    }
    let short = separator == b'/' && ends(second) && first <= 2 && (1..=2).contains(&(second - first - 1));
    (short && (1..=31).contains(&a) && (1..=12).contains(&b)).then_some(second)
}

/// `34/PMK.011/2007`, `489/Pdt.G/2025/PN`: letters, digits, periods and hyphens, separated by slashes.
fn document_number(rest: &str) -> Option<usize> {
    /// The longest such number in bytes, so that a row of slashes is not read again after each of them.
    const LONGEST: usize = 128;
    let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-');
    let length = rest.bytes().take(LONGEST + 1).take_while(is_inner).count();
    work::steps(length);
    let whole = rest.get(..length).filter(|whole| whole.len() <= LONGEST)?;
    let whole = whole.trim_end_matches(['/', '.', '-']);
    let pieces = whole.split('/').count();
    let has_number = whole.split('/').skip(1).any(|piece| piece.bytes().all(|b| b.is_ascii_digit()));
    (pieces >= 3 && has_number).then_some(whole.len())
}

/// A word with everything joined to it, a mark, or a blank.
fn word_or_mark(rest: &str) -> (usize, Option<TokenKind>) {
    let Some(first) = rest.chars().next() else { return (1, None) };
    if is_blank(first) {
        return (first.len_utf8(), None);
    }
    if is_number_symbol(first) {
        return (first.len_utf8(), Some(TokenKind::Symbol));
    }
    if !first.is_alphanumeric() {
        if is_punctuation(first) {
            return (first.len_utf8(), Some(TokenKind::Punctuation));
        }
        let segment = rest.split_word_bounds().next().map_or(first.len_utf8(), str::len);
        work::steps(segment);
        return (segment, Some(TokenKind::Symbol));
    }
    if let Some(length) = currency(rest) {
        return (length, Some(TokenKind::Word));
    }
    (joined_word_end(rest, word_end(rest, 0)), Some(TokenKind::Word))
}

/// Whether `c` is white space, a control character, or one of the zero-width and direction marks that web pages leave
/// in their text.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// Whether `c` is a superscript, a subscript or a fraction, which Unicode counts among the numbers: the `²` of `m²`.
const fn is_number_symbol(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '⁰'..='⁹' | '₀'..='₉' | '⅐'..='⅟' | '↉')
}

/// Whether a word may begin or continue with `c`.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !is_number_symbol(c)
}

/// `Rp` directly before a digit.
fn currency(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is_rupiah = bytes.get(..2).is_some_and(|b| b.eq_ignore_ascii_case(b"rp"));
    (is_rupiah && bytes.get(2).is_some_and(u8::is_ascii_digit)).then_some(2)
}

/// Returns the end of the letters and digits that begin at `from`, including invisible characters between them.
fn word_end(rest: &str, from: usize) -> usize {
    let mut end = visible_word_end(rest, from);
    while end > from {
        let tail = rest.get(end..).unwrap_or_default();
        // Most words are followed by a blank or a mark.
        if tail.as_bytes().first().is_none_or(u8::is_ascii) {
            break;
        }
        let next = end + tail.len() - tail.trim_start_matches(is_invisible).len();
        work::steps(next - end);
        let more = if next > end { visible_word_end(rest, next) } else { next };
        if more == next {
            break;
        }
        end = more;
    }
    end
}

/// Returns the end of the letters and digits that begin at `from`: the end of the ASCII run, or if non-ASCII characters
/// follow, the word boundary of UAX #29.
fn visible_word_end(rest: &str, from: usize) -> usize {
    let tail = rest.get(from..).unwrap_or_default();
    let ascii = tail.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    work::steps(ascii);
    let after = tail.get(ascii..).and_then(|t| t.chars().next());
    // Dashes, quotation marks and the ellipsis end a word in UAX #29 as well, or are joiners, which the rules handle.
    if after.is_none_or(|c| c.is_ascii() || matches!(c, '\u{2010}'..='\u{2027}')) {
        return from + ascii;
    }
    if !tail.starts_with(is_word_char) {
        return from + ascii;
    }
    from + piece(tail).trim_end_matches(is_invisible).len()
}

/// Returns the first segment of UAX #29, up to the first joiner in it: it may contain periods, apostrophes and others
/// between letters, which the rules handle. Reads little more than it returns, because a segment may be as long as the
/// text (`é.é.é.…`).
fn piece(text: &str) -> &str {
    /// The number of bytes after a boundary that may decide whether it is one.
    const LOOKAHEAD: usize = 64;
    let is_joiner = |c: char| matches!(c, '.' | '\'' | '’' | ':' | ',' | ';' | '-' | '·');
    let mut window = 2 * LOOKAHEAD;
    loop {
        let end = (window..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
        let read = text.get(..end).unwrap_or(text);
        work::steps(read.len());
        let segment = read.split_word_bounds().next().unwrap_or_default();
        if let Some(joiner) = segment.find(is_joiner) {
            return segment.get(..joiner).unwrap_or(segment);
        }
        if read.len() == text.len() || segment.len() + LOOKAHEAD <= read.len() {
            return segment;
        }
        window *= 2;
    }
}

/// Extends a word from `end`, the end of its first piece, as far as hyphens, apostrophes and inner periods join more.
fn joined_word_end(rest: &str, end: usize) -> usize {
    let mut start = 0;
    let mut end = end;
    loop {
        let piece = rest.get(start..end).unwrap_or_default();
        let Some(tail) = rest.get(end..) else { return end };
        let mut chars = tail.chars();
        let (Some(joiner), Some(next)) = (chars.next(), chars.next()) else { return end };
        let joins = match joiner {
            '-' | '\u{2010}' | '\u{2011}' => next.is_alphanumeric(),
            '\'' | '’' | 'ʼ' => next.is_alphabetic() && piece.chars().next_back().is_some_and(char::is_alphabetic),
            '.' => period_joins(piece, next, tail),
            '/' => start == 0 && slash_joins(piece, tail),
            _ => false,
        };
        if !joins {
            return end;
        }
        start = end + joiner.len_utf8();
        let more = word_end(rest, start);
        if more == start {
            return end;
        }
        end = more;
        if joiner == '/' && rest.get(end..).is_some_and(|t| t.starts_with('/')) {
            // KEP-176/KM.10/7
            let length = document_number(rest).unwrap_or(end);
            return length.max(end);
        }
    }
}

/// Whether the period between `piece` and `next` joins them.
fn period_joins(piece: &str, next: char, tail: &str) -> bool {
    if !next.is_alphabetic() {
        return false;
    }
    let last_is_small = piece.chars().next_back().is_some_and(char::is_lowercase);
    let is_name_of_site = || {
        let domain = tail.get(1..).unwrap_or_default();
        let end = domain.find(|c: char| !c.is_alphanumeric()).unwrap_or(domain.len());
        work::steps(end);
        domain.get(..end).is_some_and(is_domain)
    };
    !(last_is_small && next.is_uppercase()) || piece.chars().count() <= 2 || is_name_of_site()
}

/// Top-level and second-level domains of Indonesian sites, which newspapers also capitalize: `Liputan6.Com`.
const DOMAINS: [&str; 6] = ["co", "com", "go", "id", "net", "org"];

pub(super) fn is_domain(name: &str) -> bool {
    DOMAINS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether the slash at the start of `tail` joins `piece` to what follows: `C/O`, `II/2006`, `Kep-176/KM.10/7`.
fn slash_joins(piece: &str, tail: &str) -> bool {
    let next = tail.get(1..).unwrap_or_default();
    let end = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
    work::steps(end);
    let next = next.get(..end).unwrap_or_default();
    let single = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let roman = !piece.is_empty() && piece.bytes().all(|b| b"IVX".contains(&b));
    let year = next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit());
    (single(piece) && single(next)) || (roman && year)
}

/// Returns the shape of a token, and [`Token::GLUED`] if a lower-case letter directly precedes an upper-case one.
pub(super) fn shape(surface: &str) -> (Shape, u8) {
    let mut first = None;
    let (mut upper, mut lower, mut upper_after_first, mut glued) = (0, 0, 0, 0);
    let mut before_small = false;
    for c in surface.chars() {
        let small = c.is_lowercase();
        if c.is_uppercase() {
            first.get_or_insert(true);
            upper_after_first += usize::from(upper + lower > 0);
            upper += 1;
            if before_small {
                glued = Token::GLUED;
            }
        } else if small {
            first.get_or_insert(false);
            lower += 1;
        }
        before_small = small;
    }
    let shape = match (first, upper, lower) {
        (None, ..) => Shape::Caseless,
        (_, 0, _) => Shape::Lower,
        (_, _, 0) => Shape::Upper,
        (Some(true), ..) if upper_after_first == 0 => Shape::Title,
        _ => Shape::Mixed,
    };
    (shape, glued)
}

/// Whether an ASCII mark is punctuation or a symbol, by its Unicode general category (P or S).
pub(super) const fn ascii_mark_kind(mark: u8) -> TokenKind {
    if matches!(mark, b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' | 0x7f) {
        TokenKind::Symbol
    } else {
        TokenKind::Punctuation
    }
}

/// Whether a character is punctuation. Beyond ASCII these are the marks of Latin-1, of the blocks General Punctuation
/// and Supplemental Punctuation, of Arabic and of CJK.
fn is_punctuation(c: char) -> bool {
    match c {
        '\u{0}'..='\u{7f}' => u8::try_from(c).is_ok_and(|b| ascii_mark_kind(b) == TokenKind::Punctuation),
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' => true,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => !matches!(c, '\u{2044}' | '\u{2052}'),
        '\u{2e00}'..='\u{2e5d}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' => true,
        '\u{060c}' | '\u{061b}' | '\u{061f}' | '\u{06d4}' => true,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' => true,
        _ => false,
    }
}

/// Returns the ASCII mark that a mark is equivalent to: curly and straight quotes are the same, and every dash is a
/// hyphen. `None` if it has none.
pub(super) fn ascii_equivalent(mark: &str) -> Option<u8> {
    let mut chars = mark.chars();
    let (first, None) = (chars.next()?, chars.next()) else { return None };
    Some(match first {
        '“' | '”' | '„' | '«' | '»' | '″' => b'"',
        '‘' | '’' | '‚' | '′' => b'\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => b'-',
        '…' => b'.',
        '•' | '·' => b'*',
        c if c.is_ascii() => c as u8,
        _ => return None,
    })
}
