//! The data types shared by all stages: spans, tokens, documents, and words as numbers.
//!
//! The [`tokenizer`](crate::tokenizer) fills these types; the later stages read them.

pub(crate) mod document;
pub(crate) mod hash;
pub(crate) mod hyphenation;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod normalize;
pub(crate) mod prefetch;
pub(crate) mod span;
pub(crate) mod token;
pub(crate) mod vocabulary;
pub(crate) mod work;
