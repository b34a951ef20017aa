//! The capitalization of a sentence.

/// The capitalization of a sentence. It determines what a capital letter in it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SentenceCase {
    /// Running text: capitals mark names and the beginning of the sentence.
    #[default]
    Running,
    /// Most words begin with a capital, as in a headline.
    TitleCase,
    /// Nearly all letters are capitals.
    Capitals,
}
