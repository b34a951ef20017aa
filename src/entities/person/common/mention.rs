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
    /// The half-open range of the parts of the name whose bearer this is another name of: A in `A alias B`.
    pub(crate) also_called: Option<(usize, usize)>,
}
