//! Datelines: the place and the portal that precede the lead of a report.
//!
//! ```text
//! dateline = item { separator item } end
//! item     = place | portal | "(" … ")" | number
//! portal   = a word with the domain of a site | a listed name | capitals
//! ```
//!
//! | end | example |
//! |---|---|
//! | a dash, with a blank before or after it | `JAKARTA, KABAR.com -`, `Jakarta (ANTARA) -`, `JAKARTA-`, `Jakarta \| kumparan -`, `kabar.id -` |
//! | a dash and a place with its period | `KABAR.CO.ID - JAKARTA.` |
//! | a colon after a portal | `BATAM, POSKABAR:` |
//! | none: the blanks were lost, and the place is joined to the lead | `KABAR.CO,Jakarta-Harga`, `Kabar6.com, JakartaHarga`, `JAKARTA-Harga` |
//!
//! A line may break only next to a separator. Joined places become tokens of their own ([`joined`]).

use super::rules;
use crate::text::token::{Shape, Token, TokenKind};
use crate::text::vocabulary::WordId;

/// The number of lines that may begin with the dateline: the title, a subtitle, the lead.
pub(super) const LINES: usize = 4;
/// The maximum number of tokens before the end of a dateline.
const MOST_TOKENS: usize = 12;
/// The minimum number of tokens in a line with a dateline, after it.
const LEAD_TOKENS: usize = 4;
/// The minimum length in bytes of a place in capitals that is joined to the lead. Shorter ones may be acronyms.
const SHORTEST_JOINED: u32 = 5;
/// The maximum number of words of a place.
const PLACE_WORDS: usize = 3;

/// The names of portals that are written in lower case and without their domain.
const PORTALS: [&str; 12] = [
    "antara",
    "detikcom",
    "kompas",
    "kumparan",
    "merdeka",
    "okezone",
    "republika",
    "sindonews",
    "suara",
    "tempo",
    "tirto",
    "tribunnews",
];

/// The tokens at the start of a line, and the text.
#[derive(Clone, Copy)]
struct Head<'a> {
    text: &'a str,
    /// The tokens to the end of the paragraph, or enough of them.
    tokens: &'a [Token],
}

impl<'a> Head<'a> {
    fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let most = tokens.len().min(4 * MOST_TOKENS);
        let tokens = tokens.get(..most).unwrap_or_default();
        let end = tokens.iter().skip(1).position(Token::paragraph_before).map_or(tokens.len(), |at| at + 1);
        Self { text, tokens: tokens.get(..end).unwrap_or_default() }
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn is(&self, at: usize, marks: &[u8]) -> bool {
        self.token(at)
            .is_some_and(|t| t.kind() != TokenKind::Word && marks.iter().any(|&m| t.word() == WordId::ascii(m)))
    }

    /// Whether the token is a name with the domain of a site: `KABAR.com`.
    fn is_site(&self, at: usize) -> bool {
        self.token(at).filter(|t| t.kind() == TokenKind::Word && !t.is_plain()).is_some_and(|t| {
            let name = t.span().of(self.text).trim_end_matches('.');
            name.rsplit_once('.').is_some_and(|(_, domain)| rules::is_domain(domain))
        })
    }

    /// Whether the token is the name of a portal in lower case, after a separator.
    fn is_listed_portal(&self, at: usize) -> bool {
        let follows = at.checked_sub(1).is_some_and(|before| self.is(before, b",|/("));
        follows && self.token(at).is_some_and(|t| PORTALS.contains(&t.span().of(self.text)))
    }

    fn is_capitals(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind() == TokenKind::Word && t.shape() == Shape::Upper && t.span().len() > 2)
    }

    fn is_capitalized(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind() == TokenKind::Word && t.shape().is_capital())
    }

    /// Whether the token may be part of an item.
    fn is_item(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| match t.kind() {
            TokenKind::Word => t.shape() != Shape::Lower || self.is_site(at) || self.is_listed_portal(at),
            TokenKind::Number | TokenKind::Url => true,
            TokenKind::Punctuation | TokenKind::Symbol => self.is(at, b",()/.:|"),
            _ => false,
        })
    }

    /// Whether no line breaks among the tokens before `end`, other than next to a separator.
    fn is_unbroken(&self, end: usize) -> bool {
        let breaks = |at: usize| self.token(at).is_some_and(Token::line_before);
        (1..end).filter(|&at| breaks(at)).all(|at| self.is(at, b",|/-(") || self.is(at - 1, b",|/-"))
    }
}

/// Returns the number of tokens of the dateline at the start of `tokens`, which begin a line; `None` if it has none.
pub(super) fn end(text: &str, tokens: &[Token]) -> Option<usize> {
    let is_mark = |token: &Token| token.word() == WordId::ascii(b'-') || token.word() == WordId::ascii(b':');
    // Words without a blank between them: the tokenizer separated the place from the lead.
    let is_joined = |at: usize, token: &Token| at > 0 && token.kind() == TokenKind::Word && !token.space_before();
    let in_paragraph = tokens.iter().enumerate().take_while(|(at, token)| *at == 0 || !token.paragraph_before());
    let mut ends =
        in_paragraph.take(MOST_TOKENS).filter(|(at, token)| is_mark(token) || is_joined(*at, token)).peekable();
    // Most lines have no token that a dateline may end at, and this is all that is done for them.
    ends.peek()?;
    let head = Head::new(text, tokens);
    let ended = ends.find_map(|(at, token)| {
        if head.is(at, b"-") {
            return Some(after_dash(&head, at));
        }
        if head.is(at, b":") && !token.space_before() && at > 0 && is_place_and_portal(&head, at) {
            return Some(Some(at + 1));
        }
        (is_joined(at, token) && ends_place(&head, at - 1)).then_some(Some(at))
    });
    ended?.filter(|&end| head.is_unbroken(end) && head.tokens.len() >= end + LEAD_TOKENS)
}

/// Returns the number of tokens of the dateline whose first dash is at `dash`.
fn after_dash(head: &Head<'_>, dash: usize) -> Option<usize> {
    let has_word = (0..dash).any(|at| head.token(at).is_some_and(|t| t.kind() == TokenKind::Word));
    if !has_word || !(0..dash).all(|at| head.is_item(at)) {
        return None;
    }
    let token = head.token(dash)?;
    let names_portal = || (0..dash).any(|at| head.is_site(at) || head.is_listed_portal(at));
    let has_capitals = (0..dash).any(|at| head.is_capitals(at));
    if !token.space_before() && token.span().len() == 1 {
        // `JAKARTA- Harga`, and `JAKARTA-Harga` after it was split.
        let is_certain = (has_capitals && dash <= PLACE_WORDS) || names_portal();
        return is_certain.then_some(dash + 1);
    }
    // A dateline has a comma, a bracket or capitals (`JAKARTA, KABAR.com -`), or is just a place (`Bandar Lampung -`),
    // in which case there must be no second dash that closes a parenthesis opened by the first.
    let second_dash = || (dash + 1..).take(2 * MOST_TOKENS).any(|at| head.is(at, b"-"));
    let has_mark = || (0..dash).any(|at| head.is(at, b"(,|"));
    let says_so = has_capitals || has_mark() || names_portal() || (dash <= 2 && !second_dash());
    if !says_so {
        return None;
    }
    // `KABAR.CO.ID - JAKARTA. Harga`
    let place = (dash + 1..).take(PLACE_WORDS).take_while(|&at| head.is_capitals(at)).count();
    let ends = place > 0 && head.is(dash + 1 + place, b".") && names_portal();
    Some(if ends { dash + 2 + place } else { dash + 1 })
}

/// Whether the tokens before `end` are a place and a portal in capitals: `BATAM, POSKABAR`.
fn is_place_and_portal(head: &Head<'_>, end: usize) -> bool {
    let Some((portal, comma)) = end.checked_sub(1).zip(end.checked_sub(2)) else { return false };
    let is_long = head.token(portal).is_some_and(|t| t.span().len() > SHORTEST_JOINED);
    let is_portal = head.is_site(portal) || (head.is_capitals(portal) && is_long);
    is_portal && head.is(comma, b",") && (1..PLACE_WORDS).contains(&comma) && (0..comma).all(|at| head.is_capitals(at))
}

/// Whether the token at `last` ends a place that follows a portal and a separator at the start of the line.
fn ends_place(head: &Head<'_>, last: usize) -> bool {
    let follows_portal = head.is_site(0) && head.is(1, b",|/");
    follows_portal && (2..2 + PLACE_WORDS).contains(&last) && (2..last).all(|at| head.is_capitalized(at))
}

/// A token that joins the place of a dateline to the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    /// The index of the token in the line.
    pub(super) token: usize,
    /// The length in bytes of the place.
    pub(super) place: usize,
    /// Whether a hyphen separates it from the lead.
    pub(super) has_hyphen: bool,
}

/// Finds the token among those from the start of a line that joins the place of a dateline to the lead: `KABAR.CO,Jakarta-Harga`,
/// `Kabar6.com, JakartaHarga`, `JAKARTA-Harga`.
pub(super) fn joined(text: &str, tokens: &[Token]) -> Option<Joined> {
    let is_joined = |token: &Token| token.kind() == TokenKind::Word && token.shape() == Shape::Mixed;
    let at = tokens.iter().take(2 + PLACE_WORDS).position(is_joined)?;
    let head = Head::new(text, tokens);
    if head.tokens.len() < MOST_TOKENS {
        return None;
    }
    // `Kabar6.com` is of mixed case itself.
    let at = if head.is_site(at) {
        at + 1 + head.tokens.iter().skip(at + 1).take(2 + PLACE_WORDS).position(is_joined)?
    } else {
        at
    };
    let surface = head.token(at).filter(|t| is_joined(t) && !t.is_abbreviated())?.span().of(text);
    let follows_portal = ends_place(&head, at);
    let joined = |place: usize, has_hyphen: bool| {
        let lead = surface.get(place + usize::from(has_hyphen)..)?;
        let begins = lead.chars().next().is_some_and(char::is_uppercase) && lead.len() > 1;
        begins.then_some(Joined { token: at, place, has_hyphen })
    };
    if let Some((place, lead)) = surface.split_once('-') {
        let is_title = lead.chars().nth(1).is_some_and(char::is_lowercase);
        let is_capitals = place.len() >= SHORTEST_JOINED as usize && place.bytes().all(|b| b.is_ascii_uppercase());
        let is_running_text =
            || head.tokens.iter().filter(|t| t.shape() == Shape::Lower).count() * 3 > head.tokens.len();
        let stands_alone = at == 0 && is_capitals && is_title && is_running_text();
        let is_place = place.bytes().all(|b| b.is_ascii_alphabetic()) && place.len() > 2;
        return (is_place && (follows_portal || stands_alone)).then(|| joined(place.len(), true))?;
    }
    let is_small = |c: char| c.is_lowercase();
    let mut chars = surface.char_indices().zip(surface.chars().skip(1));
    let (place, _) = chars.find(|&((_, a), b)| is_small(a) && b.is_uppercase())?.0;
    let place = place + surface.get(place..)?.chars().next()?.len_utf8();
    (follows_portal && place > 3).then(|| joined(place, false))?
}
