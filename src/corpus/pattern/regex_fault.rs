//! The faults of regular expressions, in both languages.

use regex_syntax::{ast, hir};

crate::messages! {
    /// A fault of a regular expression.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum RegexFault {
        /// `[` without `]`.
        UnclosedClass => {
            en: "`[` without `]`";
            id: "`[` tanpa `]`";
        }
        /// A range in `[…]` whose first character is greater than its last.
        ReversedRange => {
            en: "a reversed range of characters";
            id: "rentang karakter terbalik";
        }
        /// A range in `[…]` that does not begin and end with a character, as `[\d-z]`.
        NoRange => {
            en: "a range needs a character on both sides of `-`";
            id: "rentang memerlukan karakter di kedua sisi `-`";
        }
        /// `(` without `)`.
        UnclosedGroup => {
            en: "`(` without `)`";
            id: "`(` tanpa `)`";
        }
        /// `)` without `(`.
        UnopenedGroup => {
            en: "`)` without `(`";
            id: "`)` tanpa `(`";
        }
        /// The name of a group is missing, invalid or used twice.
        GroupName => {
            en: "the name of a group is missing, invalid or used twice";
            id: "nama kelompok tidak ada, tidak sah, atau dipakai dua kali";
        }
        /// There are too many groups.
        TooManyGroups => {
            en: "too many groups";
            id: "kelompoknya terlalu banyak";
        }
        /// `*`, `+`, `?` or `{…}` after nothing.
        NothingToRepeat => {
            en: "nothing before a repetition (`*`, `+`, `?`)";
            id: "tidak ada yang diulang oleh tanda pengulangan (`*`, `+`, `?`)";
        }
        /// The numbers in `{…}` are missing, too large or in the wrong order, or the brace is not closed.
        Repetition => {
            en: "the repetition in braces is not of the form `{{2}}`, `{{2,}}` or `{{2,5}}`";
            id: "pengulangan dalam kurung kurawal tidak berbentuk `{{2}}`, `{{2,}}`, atau `{{2,5}}`";
        }
        /// `\` before a character that it gives no meaning.
        UnknownEscape => {
            en: "`\\` has no meaning before this character";
            id: "`\\` tidak bermakna di depan karakter ini";
        }
        /// `\` at the end.
        DanglingEscape => {
            en: "nothing after the last `\\`";
            id: "tidak ada apa-apa sesudah `\\` terakhir";
        }
        /// `\x`, `\u` or `\U` without the hexadecimal number of a character.
        NoCharacter => {
            en: "not the hexadecimal number of a character";
            id: "bukan nomor heksadesimal sebuah karakter";
        }
        /// The flags after `(?` are unknown, repeated or incomplete.
        Flags => {
            en: "the flags after `(?` are unknown, repeated or incomplete";
            id: "penanda sesudah `(?` tidak dikenal, berulang, atau tidak lengkap";
        }
        /// Groups and classes are nested too deeply.
        TooDeep {
            /// The deepest that is allowed.
            limit: u32,
        } => {
            en: "nested deeper than {limit}";
            id: "bersarang lebih dari {limit} tingkat";
        }
        /// `\b{…}` with another word than `start`, `end`, `start-half` or `end-half`.
        WordBoundary => {
            en: "the word after `\\b` must be start, end, start-half or end-half, in braces";
            id: "kata sesudah `\\b` harus start, end, start-half, atau end-half, dalam kurung kurawal";
        }
        /// `\p{…}` with a name that no property or script has.
        UnknownProperty => {
            en: "no such property of characters";
            id: "sifat karakter itu tidak ada";
        }
        /// `\1`, which is not supported because it cannot be matched in linear time.
        Backreference => {
            en: "references to groups are not supported";
            id: "rujukan ke kelompok tidak didukung";
        }
        /// `(?=…)` and the like, which are not supported because they cannot be matched in linear time.
        LookAround => {
            en: "look-around is not supported";
            id: "`(?=…)`, `(?!…)`, dan sejenisnya tidak didukung";
        }
        /// The expression could match a part of a character.
        NotUtf8 => {
            en: "it could match a part of a character";
            id: "ekspresi ini bisa cocok dengan sebagian karakter saja";
        }
        /// Another fault.
        Other => {
            en: "unknown syntax";
            id: "sintaksis tidak dikenal";
        }
    }
}

/// A fault of a regular expression, in the syntax of the crate `regex`, and its place.
///
/// ```
/// use telaah::corpus::pattern::{BadRegex, RegexFault, check_regex};
///
/// assert_eq!(check_regex("ber.*"), Ok(()));
/// assert_eq!(check_regex("ber(lari"), Err(BadRegex { character: 4, fault: RegexFault::UnclosedGroup }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRegex {
    /// The character where the fault is, from 1.
    pub character: usize,
    /// The fault.
    pub fault: RegexFault,
}

/// Checks a regular expression.
///
/// # Errors
/// The expression is not valid.
pub fn check_regex(expression: &str) -> Result<(), BadRegex> {
    let (offset, fault) = match regex_syntax::parse(expression) {
        Ok(_) => return Ok(()),
        Err(regex_syntax::Error::Parse(error)) => (error.span().start.offset, of_syntax(error.kind())),
        Err(regex_syntax::Error::Translate(error)) => (error.span().start.offset, of_meaning(error.kind())),
        Err(_) => (0, RegexFault::Other),
    };
    let before = expression.get(..offset).unwrap_or_default();
    Err(BadRegex { character: before.chars().count() + 1, fault })
}

fn of_syntax(kind: &ast::ErrorKind) -> RegexFault {
    use ast::ErrorKind;
    match *kind {
        ErrorKind::CaptureLimitExceeded => RegexFault::TooManyGroups,
        ErrorKind::ClassEscapeInvalid | ErrorKind::EscapeUnrecognized => RegexFault::UnknownEscape,
        ErrorKind::ClassRangeInvalid => RegexFault::ReversedRange,
        ErrorKind::ClassRangeLiteral => RegexFault::NoRange,
        ErrorKind::ClassUnclosed => RegexFault::UnclosedClass,
        ErrorKind::DecimalEmpty
        | ErrorKind::DecimalInvalid
        | ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountUnclosed => RegexFault::Repetition,
        ErrorKind::EscapeHexEmpty | ErrorKind::EscapeHexInvalid | ErrorKind::EscapeHexInvalidDigit => {
            RegexFault::NoCharacter
        }
        ErrorKind::EscapeUnexpectedEof => RegexFault::DanglingEscape,
        ErrorKind::FlagDanglingNegation
        | ErrorKind::FlagDuplicate { .. }
        | ErrorKind::FlagRepeatedNegation { .. }
        | ErrorKind::FlagUnexpectedEof
        | ErrorKind::FlagUnrecognized => RegexFault::Flags,
        ErrorKind::GroupNameDuplicate { .. }
        | ErrorKind::GroupNameEmpty
        | ErrorKind::GroupNameInvalid
        | ErrorKind::GroupNameUnexpectedEof => RegexFault::GroupName,
        ErrorKind::GroupUnclosed => RegexFault::UnclosedGroup,
        ErrorKind::GroupUnopened => RegexFault::UnopenedGroup,
        ErrorKind::NestLimitExceeded(limit) => RegexFault::TooDeep { limit },
        ErrorKind::RepetitionMissing => RegexFault::NothingToRepeat,
        ErrorKind::SpecialWordBoundaryUnclosed
        | ErrorKind::SpecialWordBoundaryUnrecognized
        | ErrorKind::SpecialWordOrRepetitionUnexpectedEof => RegexFault::WordBoundary,
        ErrorKind::UnicodeClassInvalid => RegexFault::UnknownProperty,
        ErrorKind::UnsupportedBackreference => RegexFault::Backreference,
        ErrorKind::UnsupportedLookAround => RegexFault::LookAround,
        _ => RegexFault::Other,
    }
}

fn of_meaning(kind: &hir::ErrorKind) -> RegexFault {
    use hir::ErrorKind;
    match kind {
        ErrorKind::InvalidUtf8 | ErrorKind::UnicodeNotAllowed => RegexFault::NotUtf8,
        ErrorKind::UnicodePropertyNotFound | ErrorKind::UnicodePropertyValueNotFound => RegexFault::UnknownProperty,
        _ => RegexFault::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message as _;
    use crate::message::rules::{Example, Examples, examples, faults};

    #[test]
    fn messages_follow_the_rules() {
        use RegexFault::*;
        let all = [examples!(RegexFault:
            UnclosedClass, ReversedRange, NoRange, UnclosedGroup, UnopenedGroup, GroupName, TooManyGroups, NothingToRepeat,
            Repetition, UnknownEscape, DanglingEscape, NoCharacter, Flags, TooDeep { limit: 7 }, WordBoundary, UnknownProperty,
            Backreference, LookAround, NotUtf8, Other,
        )];
        assert_eq!(faults(&all, &[]), [""; 0]);
    }

    #[test]
    fn faults_are_told_with_their_place() {
        for (expression, character, fault) in [
            ("a[bc", 2, RegexFault::UnclosedClass),
            ("é[z-a]", 3, RegexFault::ReversedRange),
            (r"[\d-z]", 2, RegexFault::NoRange),
            ("(a", 1, RegexFault::UnclosedGroup),
            ("a)", 2, RegexFault::UnopenedGroup),
            ("(?<1>a)", 4, RegexFault::GroupName),
            ("(?<a>b)(?<a>c)", 11, RegexFault::GroupName),
            ("a|*", 3, RegexFault::NothingToRepeat),
            ("a{3,2}", 2, RegexFault::Repetition),
            ("a{2", 2, RegexFault::Repetition),
            (r"\y", 1, RegexFault::UnknownEscape),
            ("a\\", 2, RegexFault::DanglingEscape),
            (r"\xZZ", 3, RegexFault::NoCharacter),
            ("(?y)", 3, RegexFault::Flags),
            (r"\b{x}", 4, RegexFault::WordBoundary),
            (r"\p{Tidak}", 1, RegexFault::UnknownProperty),
            (r"(a)\1", 4, RegexFault::Backreference),
            ("(?=a)", 1, RegexFault::LookAround),
            (r"(?-u)\xFF", 6, RegexFault::NotUtf8),
        ] {
            assert_eq!(check_regex(expression), Err(BadRegex { character, fault }), "{expression}");
        }
        let deep = "(".repeat(300);
        let deep = check_regex(&format!("{deep}a{}", ")".repeat(300))).unwrap_err();
        assert!(matches!(deep.fault, RegexFault::TooDeep { limit: 250 }), "{deep:?}");
        assert_eq!(check_regex("ber.*|[a-z]{2,5}"), Ok(()));
    }
}
