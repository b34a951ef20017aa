//! Weights of roots: how often a root and the words that can only come from it occur.

use std::collections::{BTreeMap, BTreeSet};

use telaah::stem::open_analyses;

use super::Forms;

/// The highest weight.
const MOST: u32 = 15;

/// The frequency of a root, as binary logarithms.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// The words that can only come from it.
    pub(crate) all: u32,
    /// Its passive verbs.
    pub(crate) passive: u32,
}

/// The weights of these roots.
pub(crate) fn weights<'r>(forms: &Forms, roots: &'r BTreeSet<String>) -> BTreeMap<&'r str, Weight> {
    let mut counts: BTreeMap<&str, [u64; 2]> = roots.iter().map(|root| (&**root, [0; 2])).collect();
    for (form, count) in forms {
        let (small, is_passive) = (u64::from(count.small), form.starts_with("di"));
        if let Some(root) = only_root(form, roots)
            && let Some([all, passive]) = counts.get_mut(root)
        {
            *all += small;
            *passive += if is_passive && root != form { small } else { 0 };
        }
    }
    let log = |count: u64| (count + 1).ilog2().min(MOST);
    counts.into_iter().map(|(root, [all, passive])| (root, Weight { all: log(all), passive: log(passive) })).collect()
}

/// The root of a form that has no other.
fn only_root<'r>(form: &str, roots: &'r BTreeSet<String>) -> Option<&'r str> {
    if let Some(root) = roots.get(form) {
        return Some(root);
    }
    let analyses = open_analyses(form);
    let found: BTreeSet<&str> =
        analyses.iter().filter_map(|analysis| roots.get(&analysis.base)).map(String::as_str).collect();
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}
