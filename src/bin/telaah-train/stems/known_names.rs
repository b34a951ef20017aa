//! The names in the lists of the recognizers.

use std::collections::BTreeSet;

use super::entries;

const PEOPLE: &str = include_str!("../../../entities/data/person_names.tsv");
const PLACES: &str = include_str!("../../../entities/data/person_places.txt");
const COUNTRIES: &str = include_str!("../../../entities/data/countries.tsv");
const LABELS: &str = include_str!("../../../entities/data/country_labels.tsv");
/// The kinds of rows of `COUNTRIES` that are names of countries or capitals.
const KINDS: &[&str] = &["name", "english", "metonym", "former"];

/// The names of one word in key form that consist of letters from `a` to `z` and hyphens: of people unless they are also words or places,
/// of places, of countries and of their capitals.
pub(crate) fn of_recognizers() -> BTreeSet<String> {
    let rows = |list: &'static str| entries(list).map(|line| line.split('\t').collect::<Vec<_>>());
    let people = rows(PEOPLE).filter(|row| row.get(2) == Some(&"plain")).filter_map(|row| row.first().copied());
    let countries = rows(COUNTRIES).filter(|row| row.get(2).is_some_and(|kind| KINDS.contains(kind)));
    let countries = countries.filter_map(|row| row.first().copied());
    let labels = rows(LABELS).filter_map(|row| row.get(1).copied());
    let all = people.chain(entries(PLACES)).chain(countries).chain(labels).map(str::to_ascii_lowercase);
    all.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')).collect()
}
