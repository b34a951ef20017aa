//! The errors of patterns.

use crate::corpus::pattern::RegexFault;

crate::messages! {
    /// Why a pattern cannot be searched for.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum PatternError {
        /// It has no parts.
        Empty => {
            en: "the pattern is empty";
            id: "polanya kosong";
        }
        /// The name of a person is empty.
        EmptyName => {
            en: "the name of the person is empty";
            id: "nama tokohnya kosong";
        }
        /// No part is a word or a number.
        OnlyMarks {
            /// The pattern.
            pattern: String,
        } => {
            en: "pattern `{pattern}`: only punctuation (a pattern needs a word or a number)";
            id: "pola `{pattern}`: hanya tanda baca (pola memerlukan kata atau bilangan)";
        }
        /// A part is not a regular expression.
        BadRegex {
            /// The pattern.
            pattern: String,
            /// The character where the fault is, from 1.
            character: usize,
            /// The fault.
            fault: RegexFault,
        } => {
            en: "pattern `{pattern}`: invalid regular expression at character {character}: {}", fault.en();
            id: "pola `{pattern}`: ekspresi reguler tidak sah pada karakter ke-{character}: {}", fault.id();
        }
        /// The patterns take too much memory.
        TooLarge => {
            en: "the patterns are too large (use shorter ones, or fewer repetitions)";
            id: "polanya terlalu besar (pakai pola yang lebih pendek, atau lebih sedikit pengulangan)";
        }
        /// There is no country with this code.
        UnknownCountry {
            /// The code.
            code: String,
        } => {
            en: "`{code}` is not the code of a country (use ISO 3166-1 alpha-2, such as ID)";
            id: "`{code}` bukan kode negara (pakai ISO 3166-1 alfa-2, misalnya ID)";
        }
    }
}

impl std::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::{PatternError, RegexFault};
    use crate::message::Message as _;
    use crate::message::rules::{Example, Examples, examples, faults};

    #[test]
    fn messages_follow_the_rules() {
        let pattern = || "a b".to_owned();
        let all = [examples!(PatternError:
            PatternError::Empty,
            PatternError::EmptyName,
            PatternError::OnlyMarks { pattern: pattern() },
            PatternError::BadRegex { pattern: pattern(), character: 3, fault: RegexFault::UnclosedGroup },
            PatternError::TooLarge,
            PatternError::UnknownCountry { code: "XX".into() },
        )];
        assert_eq!(faults(&all, &[]), [""; 0]);
    }
}
