//! A mention of a person, as the linker reads it.

/// A mention of a person: a half-open range of [`Part`](super::part::Part)s.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameMention {
    /// Index of the first part.
    pub(crate) start: usize,
    /// Index of the part after the last.
    pub(crate) end: usize,
    /// The index in the table of nicknames if the mention is a well-known nickname.
    pub(crate) nickname: Option<u32>,
    /// Whether this is another name of the person in the mention before: `A alias B`.
    pub(crate) also_called: bool,
}
