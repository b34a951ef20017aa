//! `stopwords`: the lists, and the words of one.

use crate::report::describe::table;

table! {
    "lists":
    /// A row of `stopwords`: a list.
    #[derive(Clone, Debug)]
    pub struct StopListRow {
        /// The name, as in `--stopwords`.
        pub name: &'static str,
        /// Number of entries.
        pub words: u64,
        /// Whether it is used if `--stopwords` is not given.
        pub default: bool,
        /// One line on its contents.
        pub title: &'static str,
    }
}

table! {
    "words":
    /// A row of `stopwords NAME`: a word of the list.
    #[derive(Clone, Debug)]
    pub struct StopWordRow<'a> {
        /// The word, in lower case.
        pub word: &'a str,
    }
}
