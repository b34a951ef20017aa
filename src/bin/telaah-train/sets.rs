//! The annotated files.

/// The annotated files for training. `syaifudin.train` misses people, and `idner2k+time` has its sentences anyway.
pub(crate) const TRAIN: [&str; 4] = ["news_dev", "idner2k+time.train", "gsdner.train", "nergrit.train"];
/// The annotated files that are first used for evaluation and then for training.
pub(crate) const DEV: [&str; 3] = ["idner2k+time.dev", "gsdner.dev", "nergrit.dev"];

/// The sources, by the prefix of the names of their sets.
pub(crate) const SOURCES: [&str; 4] = ["news_dev", "idner2k+time", "gsdner", "nergrit"];
/// The sources that are news.
pub(crate) const NEWS: [&str; 2] = ["news_dev", "idner2k+time"];
