//! Patterns for file names that are not valid.

crate::messages! {
    /// A file name pattern that is not valid.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum GlobError {
        /// `[` without `]`.
        UnclosedClass {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `[` without `]`";
            id: "pola `{pattern}` tidak sah: `[` tanpa `]`";
        }
        /// A range whose first character is greater than its last.
        InvalidRange {
            /// The pattern.
            pattern: String,
            /// The first character of the range.
            first: char,
            /// The last character of the range.
            last: char,
        } => {
            en: "invalid pattern `{pattern}`: the range `{first}-{last}` is reversed";
            id: "pola `{pattern}` tidak sah: rentang `{first}-{last}` terbalik";
        }
        /// `{` without `}`.
        UnclosedAlternates {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `{{` without `}}`";
            id: "pola `{pattern}` tidak sah: `{{` tanpa `}}`";
        }
        /// `}` without `{`.
        UnopenedAlternates {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: `}}` without `{{`";
            id: "pola `{pattern}` tidak sah: `}}` tanpa `{{`";
        }
        /// A `\\` at the end.
        DanglingEscape {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`: nothing after the last `\\`";
            id: "pola `{pattern}` tidak sah: tidak ada apa-apa sesudah `\\` terakhir";
        }
        /// Another fault.
        Other {
            /// The pattern.
            pattern: String,
        } => {
            en: "invalid pattern `{pattern}`";
            id: "pola `{pattern}` tidak sah";
        }
    }
}

impl GlobError {
    pub(crate) fn new(pattern: &str, error: &globset::Error) -> Self {
        use globset::ErrorKind;
        let pattern = pattern.to_owned();
        match *error.kind() {
            ErrorKind::UnclosedClass => Self::UnclosedClass { pattern },
            ErrorKind::InvalidRange(first, last) => Self::InvalidRange { pattern, first, last },
            ErrorKind::UnclosedAlternates => Self::UnclosedAlternates { pattern },
            ErrorKind::UnopenedAlternates => Self::UnopenedAlternates { pattern },
            ErrorKind::DanglingEscape => Self::DanglingEscape { pattern },
            _ => Self::Other { pattern },
        }
    }
}

impl std::error::Error for GlobError {}
