//! The data that every stage works on: spans, tokens, documents, and words as numbers.
//!
//! Nothing in this module reads a text on its own; [`tokenizer`](crate::tokenizer) fills these types and the later stages read them.

pub(crate) mod document;
pub(crate) mod normalize;
pub(crate) mod prefetch;
pub(crate) mod span;
pub(crate) mod token;
pub(crate) mod vocabulary;
