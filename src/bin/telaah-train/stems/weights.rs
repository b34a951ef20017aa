//! Weights of roots: how often a root and the words that can only come from it occur.

use std::collections::{BTreeMap, BTreeSet};

use telaah::stem::open_analyses;

use super::Forms;

/// The highest weight.
const MOST: u32 = 15;

/// The weights of these roots: logarithms of their occurrences, those of forms with other analyses not counted.
pub(crate) fn weights<'r>(forms: &Forms, roots: &'r BTreeSet<String>) -> BTreeMap<&'r str, u32> {
    let mut counts: BTreeMap<&str, u64> = roots.iter().map(|root| (&**root, 0)).collect();
    for (form, count) in forms {
        if let Some(root) = only_root(form, roots)
            && let Some(sum) = counts.get_mut(root)
        {
            *sum += u64::from(count.small);
        }
    }
    counts.into_iter().map(|(root, count)| (root, (count + 1).ilog2().min(MOST))).collect()
}

/// The root of a form that has no other.
fn only_root<'r>(form: &str, roots: &'r BTreeSet<String>) -> Option<&'r str> {
    if let Some(root) = roots.get(form) {
        return Some(root);
    }
    let found: BTreeSet<&str> =
        open_analyses(form).iter().filter_map(|analysis| roots.get(&analysis.base)).map(String::as_str).collect();
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}
