//! The keys that lines are sorted by.

use std::str::FromStr;

use crate::corpus::Within;
use crate::corpus::pattern::Match;
use crate::report::rows::kwic::context::{Context, ContextOptions, tokens_after, tokens_before, unit_of};
use crate::run::AnalyzedDocument;
use crate::text::normalize::word_key;
use crate::text::token::Token;

/// A criterion that lines are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The token that many places before the match; 1 is next to it.
    Left(u8),
    /// The token that many places after the match.
    Right(u8),
    /// The match itself.
    Node,
    /// The name of the document.
    Document,
    /// The date of the document.
    Date,
}

/// A name that is none of a [`SortKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSortKey;

impl SortKey {
    /// The names, for messages.
    pub const NAMES: &'static str = "L1 to L9, R1 to R9, node, document, date";
}

impl FromStr for SortKey {
    type Err = UnknownSortKey;

    fn from_str(name: &str) -> Result<Self, UnknownSortKey> {
        match name.as_bytes() {
            [b'L' | b'l', n @ b'1'..=b'9'] => Ok(Self::Left(n - b'0')),
            [b'R' | b'r', n @ b'1'..=b'9'] => Ok(Self::Right(n - b'0')),
            b"node" => Ok(Self::Node),
            b"document" => Ok(Self::Document),
            b"date" => Ok(Self::Date),
            _ => Err(UnknownSortKey),
        }
    }
}

/// Replaces what is in `out` by the keys of a line, in an order that is that of their bytes. Each ends with a NUL, so that nothing comes
/// before everything else.
pub(super) fn push_keys(
    out: &mut String,
    keys: &[SortKey],
    document: &AnalyzedDocument<'_>,
    found: &Match,
    context: &Context,
) {
    out.clear();
    let tokens = &document.analysis.document;
    let unit = unit_of(tokens, found, context.within());
    let push_token = |out: &mut String, token: Option<&Token>| {
        out.push_str(&word_key(token.map(|token| tokens.text_of(token)).unwrap_or_default()));
    };
    for key in keys {
        match key {
            SortKey::Left(distance) => {
                push_token(out, tokens_before(tokens, found, &unit).nth(usize::from(*distance) - 1));
            }
            SortKey::Right(distance) => {
                push_token(out, tokens_after(tokens, found, &unit).nth(usize::from(*distance) - 1));
            }
            SortKey::Node => out.push_str(&word_key(context.node())),
            SortKey::Document => out.push_str(&word_key(document.name)),
            SortKey::Date => {
                if let Some(date) = tokens.date {
                    // Without the sign, years before 1 would need another order.
                    out.push_str(&format!(
                        "{:05}-{:02}-{:02}",
                        date.date.year() as i32 + 10_000,
                        date.date.month(),
                        date.date.day()
                    ));
                }
            }
        }
        out.push('\0');
    }
}

impl Context {
    /// The unit that the keys come from.
    const fn within(&self) -> Within {
        match self.options() {
            ContextOptions::Tokens { within, .. } | ContextOptions::Characters { within, .. } => within,
            ContextOptions::Sentences(_) => Within::Document,
        }
    }
}
