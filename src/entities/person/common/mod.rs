//! Shared by both recognizers: the lists of names and titles, the parts of a name, and the linking of names.

pub(super) mod apposition;
pub(super) mod forms;
pub(super) mod fused;
pub(super) mod hints;
pub(super) mod linking;
pub(super) mod lists;
pub(super) mod mention;
pub(super) mod part;
pub(super) mod sentence_case;
pub(super) mod spelling;
pub(super) mod word_facts;

/// The fewest sentences of an article. In shorter texts names are rarely repeated.
pub const ARTICLE_SENTENCES: usize = 4;
