//! Makes the lists of the stemmer that follow from news: roots, irregular actives and names. The other lists are written by hand.

mod attested;

mod count;
mod induce;
mod known_names;
mod weights;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use telaah::stem::{STEM_LISTS, StemLists, StemSettings, Stemmer};
use weights::Weight;

/// The occurrences of a form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// In small letters.
    pub(crate) small: u32,
    /// With a capital inside a sentence.
    pub(crate) capital: u32,
}

/// The forms of a vocabulary in key form. Only those of letters from `a` to `z` are in it.
pub(crate) type Forms = BTreeMap<String, Count>;

/// The lists that were written by hand.
const REVIEWED: &str = include_str!("data/reviewed_roots.txt");
const REJECTED: &str = include_str!("data/rejected_roots.txt");
const NOT_NAMES: &str = include_str!("data/not_names.txt");

/// Reads news, except records whose id begins with one of `without`, and writes the lists into a folder.
pub(crate) fn save(news: &[PathBuf], without: &[String], date: &str, folder: &Path) -> Result<()> {
    write::lists(&count::forms(news, without)?, date, folder)
}

/// The lists of a vocabulary, as entries.
pub(crate) struct Lists {
    pub(crate) roots: Vec<String>,
    pub(crate) actives: Vec<String>,
    pub(crate) names: Vec<String>,
}

impl Lists {
    pub(crate) fn new(forms: &Forms) -> Self {
        let rejected: BTreeSet<&str> = entries(REJECTED).collect();
        let mut roots: BTreeSet<String> = induce::roots(forms).into_keys().collect();
        roots.retain(|root| !rejected.contains(&**root));
        roots.extend(entries(REVIEWED).map(str::to_owned));
        let line = |(root, weight): (&str, Weight)| format!("{root}\t{}\t{}", weight.all, weight.passive);
        let roots: Vec<_> = weights::weights(forms, &roots).into_iter().map(line).collect();
        let lists = StemLists { roots: roots.join("\n").leak(), names: "", actives: "", ..STEM_LISTS };
        let stemmer = Stemmer::with_lists(&lists, StemSettings::default());
        let actives = attested::actives(forms, &stemmer).into_iter().map(|(stem, active)| format!("{stem}\t{active}"));
        let not_names: BTreeSet<&str> = entries(NOT_NAMES).collect();
        let mut names = attested::names(forms, &known_names::of_recognizers(), &stemmer);
        names.retain(|name| !not_names.contains(&**name));
        Self { roots, actives: actives.collect(), names: names.into_iter().collect() }
    }
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The differences between the lists that are shipped and those of the current news.
    #[test]
    #[ignore = "needs the news in ../shared/news, unpacked by gzip -dk"]
    fn the_shipped_lists_are_those_of_the_news() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/news/articles.ndjson");
        let path = std::env::var_os("TELAAH_NEWS").map_or(path, Into::into);
        let lists = Lists::new(&count::forms(&[path], &["damaged_2024".to_owned()]).unwrap());
        for (shipped, made) in
            [(STEM_LISTS.roots, lists.roots), (STEM_LISTS.actives, lists.actives), (STEM_LISTS.names, lists.names)]
        {
            let shipped: BTreeSet<&str> = entries(shipped).collect();
            let made: BTreeSet<&str> = made.iter().map(String::as_str).collect();
            let changes: Vec<_> = shipped.symmetric_difference(&made).collect();
            assert!(changes.is_empty(), "{} changes: {changes:?}", changes.len());
        }
    }
}
