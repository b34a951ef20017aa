//! Links between the names of people across articles: which names of a corpus are one person's.
//!
//! Within an article every name is linked to its fullest form there. This module joins names that remain apart: a short one alone in
//! its article, and spellings and titles that differ from article to article. Each rule states its evidence:
//!
//! 1. [`Evidence::Spelling`]: the names sound alike (`Mohammad Hatta`, `Muhammad Hatta`).
//! 2. [`Evidence::Title`]: one has a title before the other (`Datuk Seri Anwar Ibrahim`).
//! 3. [`Evidence::Initial`]: one has an initial where only one other name has a word (`Luhut B. Pandjaitan`).
//! 4. [`Evidence::Articles`]: articles that have both names call one person by them. Where a single word is alone, some of the people named
//!    beside it must be named beside that person elsewhere: the Fahri who rents out consoles is not Fahri Hamzah.
//!
//! A name is joined with the more frequent one, or with a fuller one that is not rare. Everything takes time proportional to the length
//! of the names and to the number of names of the documents.

mod companions;
mod short_forms;
mod spelling;
mod variants;

use std::cmp::Reverse;
use std::fmt;

use hashbrown::HashMap;

use crate::entities::Aliases;
use companions::Companions;

/// Why a name is joined with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The names sound alike, or differ in capitals, blanks or apostrophes.
    Spelling,
    /// The names differ in titles before them.
    Title,
    /// The names differ in an initial.
    Initial,
    /// In `linked` articles the name is a form of the entity, out of `all` articles in which it is a form of some other name.
    Articles {
        /// Articles with the same link.
        linked: u64,
        /// Articles with a link of the name.
        all: u64,
    },
}

impl fmt::Display for Evidence {
    /// `spelling`, `title`, `initial`, or `articles` with the two numbers: `articles 111/115`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spelling => f.write_str("spelling"),
            Self::Title => f.write_str("title"),
            Self::Initial => f.write_str("initial"),
            Self::Articles { linked, all } => write!(f, "articles {linked}/{all}"),
        }
    }
}

/// A name and the entity that it is joined with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The name, as [`EntityTotals`](crate::entities::EntityTotals) had it.
    pub name: String,
    /// The entity.
    pub entity: String,
    /// The reason.
    pub evidence: Evidence,
    /// Articles in which the name is not linked to a fuller one.
    pub documents: u64,
}

/// The links of a corpus. See [`EntityTotals::links`](crate::entities::EntityTotals::links).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    links: Vec<Link>,
}

impl Links {
    /// The links, by descending number of documents, then by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Link> {
        self.links.iter()
    }

    /// The links as a table of names.
    #[must_use]
    pub fn aliases(&self) -> Aliases {
        let mut aliases = Aliases::default();
        for link in &self.links {
            aliases.insert(&link.name, &link.entity);
        }
        aliases
    }
}

/// A name in any case, with the numbers of its documents.
#[derive(Debug)]
struct Name<'t> {
    /// The name as it is written most often.
    label: &'t str,
    /// Documents with the label.
    label_documents: u64,
    /// The other ways to write it.
    others: Vec<&'t str>,
    documents: u64,
    /// The name that it is joined with, and why.
    joined: Option<(usize, Evidence)>,
}

/// The names of a corpus by their [keys](spelling::key), while they are joined.
#[derive(Debug, Default)]
struct Names<'t> {
    names: Vec<Name<'t>>,
    /// In the order of `names`.
    keys: Vec<String>,
    by_key: HashMap<String, usize, foldhash::fast::FixedState>,
    /// By key of a name of which they are forms: the names, with the documents that link them.
    fuller: HashMap<String, Vec<(usize, u64)>, foldhash::fast::FixedState>,
}

impl<'t> Names<'t> {
    /// `people`: each name with its documents. `forms`: names as they are written, each with the index of its person and its documents.
    fn new(people: &[(&'t str, u64)], forms: impl Iterator<Item = (&'t str, usize, u64)>) -> Self {
        let mut names = Self::default();
        let ids: Vec<usize> = people.iter().map(|(name, documents)| names.add(name, *documents)).collect();
        for (form, person, documents) in forms {
            let Some(&id) = ids.get(person) else { continue };
            let key = spelling::key(form);
            if names.keys.get(id) != Some(&key) {
                names.fuller.entry(key).or_default().push((id, documents));
            }
        }
        names
    }

    fn add(&mut self, name: &'t str, documents: u64) -> usize {
        let key = spelling::key(name);
        let Some(&id) = self.by_key.get(&key) else {
            let id = self.names.len();
            let others = Vec::new();
            self.names.push(Name { label: name, label_documents: documents, others, documents, joined: None });
            self.keys.push(key.clone());
            self.by_key.insert(key, id);
            return id;
        };
        if let Some(known) = self.names.get_mut(id) {
            known.documents += documents;
            // Of equally frequent ones, that with small letters, which come last.
            let is_better = (documents, name) > (known.label_documents, known.label);
            let other = if is_better { std::mem::replace(&mut known.label, name) } else { name };
            known.others.push(other);
            known.label_documents = known.label_documents.max(documents);
        }
        id
    }

    fn key(&self, id: usize) -> &str {
        self.keys.get(id).map(String::as_str).unwrap_or_default()
    }

    fn is_single(&self, id: usize) -> bool {
        !self.key(id).contains(' ')
    }

    /// The documents of a name itself.
    fn documents(&self, id: usize) -> u64 {
        self.names.get(id).map_or(0, |name| name.documents)
    }

    /// The names by their keys, so that no result depends on the order of the corpus.
    fn ids(&self) -> Vec<usize> {
        let mut ids: Vec<usize> = (0..self.names.len()).collect();
        ids.sort_unstable_by_key(|id| self.key(*id));
        ids
    }

    /// The name that stands for the person of a name.
    fn person(&self, mut id: usize) -> usize {
        while let Some((fuller, _)) = self.names.get(id).and_then(|name| name.joined) {
            id = fuller;
        }
        id
    }

    /// Joins the person of a name with another one; without effect if they are one already.
    fn join(&mut self, name: usize, other: usize, evidence: Evidence) {
        let (name, other) = (self.person(name), self.person(other));
        if name != other
            && let Some(name) = self.names.get_mut(name)
        {
            name.joined = Some((other, evidence));
        }
    }

    /// The people whose fuller name articles link a name to, each with the number of these articles; the most frequent first. Without
    /// the person of the name itself.
    fn linked(&self, id: usize) -> Vec<(usize, u64)> {
        let own = self.person(id);
        let mut sums: HashMap<usize, u64, foldhash::fast::FixedState> = HashMap::default();
        for &(fuller, documents) in self.fuller.get(self.key(id)).into_iter().flatten() {
            let person = self.person(fuller);
            if person != own {
                *sums.entry(person).or_default() += documents;
            }
        }
        let mut linked: Vec<(usize, u64)> = sums.into_iter().collect();
        linked.sort_unstable_by_key(|&(person, documents)| (Reverse(documents), self.key(person)));
        linked
    }

    /// Whether an article calls the person of a name by another name, which is a form of theirs.
    fn is_called(&self, id: usize, form: usize) -> bool {
        let person = self.person(id);
        self.fuller.get(self.key(form)).into_iter().flatten().any(|(fuller, _)| self.person(*fuller) == person)
    }

    fn into_links(self) -> Links {
        let mut links = Vec::new();
        for (id, name) in self.names.iter().enumerate() {
            let person = self.person(id);
            let Some(entity) = self.names.get(person) else { continue };
            let evidence = name.joined.map(|(_, evidence)| evidence);
            // A table of names ignores case, so one way to write a name stands for those that differ in it.
            let written = name.others.iter().chain([&name.label]).filter(|written| **written != entity.label);
            let mut written: Vec<(String, &str)> = written.map(|written| (written.to_lowercase(), *written)).collect();
            written.sort_unstable();
            written.dedup_by(|a, b| a.0 == b.0);
            links.extend(written.into_iter().map(|(_, written)| Link {
                name: written.to_owned(),
                entity: entity.label.to_owned(),
                evidence: evidence.unwrap_or(Evidence::Spelling),
                documents: name.documents,
            }));
        }
        links.sort_unstable_by(|a, b| (Reverse(a.documents), &a.name).cmp(&(Reverse(b.documents), &b.name)));
        Links { links }
    }
}

/// Finds the links; see [`Names::new`]. `together`: the people whom documents name together, as indices of `people`, with the number of
/// these documents.
pub(super) fn find<'t>(
    people: &[(&'t str, u64)],
    forms: impl Iterator<Item = (&'t str, usize, u64)>,
    together: impl Iterator<Item = (Vec<usize>, u64)>,
) -> Links {
    let mut names = Names::new(people, forms);
    let by_place: Vec<Option<usize>> =
        people.iter().map(|(name, _)| names.by_key.get(&spelling::key(name)).copied()).collect();
    let name_of = |place: usize| by_place.get(place).copied().flatten();
    let companions =
        Companions::new(together.map(|(set, documents)| (set.into_iter().filter_map(name_of).collect(), documents)));
    let ids = names.ids();
    variants::join(&mut names, &ids);
    short_forms::join(&mut names, &ids, companions);
    names.into_links()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The links between people, given with their documents, of whom some have forms, given by the index of the person.
    fn linked(people: &[(&str, u64)], forms: &[(&str, usize, u64)]) -> Vec<String> {
        linked_with(people, forms, &[])
    }

    /// The same where documents name people together, given by their indices.
    fn linked_with(people: &[(&str, u64)], forms: &[(&str, usize, u64)], together: &[(&[usize], u64)]) -> Vec<String> {
        let together = together.iter().map(|(set, documents)| (set.to_vec(), *documents));
        let links = find(people, forms.iter().copied(), together);
        links.iter().map(|link| format!("{} = {} ({})", link.name, link.entity, link.evidence)).collect()
    }

    #[test]
    fn short_forms_go_to_the_one_who_has_nearly_all_links() {
        let people = [("Gibran Rakabuming Raka", 40), ("Gibran", 20), ("Kahlil Gibran", 1)];
        let forms = |other| [("Gibran", 0, 30), ("Gibran", 2, other)];
        assert_eq!(linked(&people, &forms(1)), ["Gibran = Gibran Rakabuming Raka (articles 30/31)"]);
        assert!(linked(&people, &forms(4)).is_empty());
        // Initials mean different people in different articles.
        assert!(linked(&[("Krida Dayanti", 9), ("KD", 3)], &[("KD", 0, 9)]).is_empty());
    }

    #[test]
    fn a_short_form_among_strangers_is_someone_else() {
        let people = [("Fahri Hamzah", 9), ("Fahri", 3), ("Zorbelo", 4), ("Xanto", 2), ("Kandra", 1), ("Wexler", 1)];
        let forms = [("Fahri", 0, 7)];
        let joined = ["Fahri = Fahri Hamzah (articles 7/7)"];
        let beside: (&[usize], u64) = (&[0, 2, 4, 5], 1);
        assert_eq!(linked_with(&people, &forms, &[beside, (&[1, 2], 1), (&[1, 3], 2)]), joined);
        assert!(linked_with(&people, &forms, &[beside, (&[1, 3], 2)]).is_empty());
        // One article among many may be a coincidence.
        assert!(linked_with(&people, &forms, &[beside, (&[1, 2], 1), (&[1, 3], 9)]).is_empty());
        // Articles that name no one else say nothing, and neither do strangers if few people are known.
        assert_eq!(linked_with(&people, &forms, &[beside]), joined);
        assert_eq!(linked_with(&people, &forms, &[(&[0, 2], 1), (&[1, 3], 2)]), joined);
    }

    #[test]
    fn a_common_given_name_is_not_joined() {
        let mut people = vec![("Budi Santoso", 5), ("Budi", 5)];
        assert_eq!(linked(&people, &[("Budi", 0, 5)]).len(), 1);
        people.extend([("Budi Gunawan", 9), ("Budi Karya", 9)]);
        assert!(linked(&people, &[("Budi", 0, 5)]).is_empty());
    }

    #[test]
    fn rare_fuller_names_are_joined_with_the_usual_one() {
        let people = [("Donald Trump", 200), ("Donald John Trump", 2), ("Iriana Joko Widodo", 3), ("Joko Widodo", 90)];
        let forms = [("Donald Trump", 1, 2)];
        assert_eq!(linked(&people, &forms), ["Donald John Trump = Donald Trump (articles 2/2)"]);
        // A child has the father's name after another word.
        let people = [("David Bayu", 30), ("Putri David Bayu", 1)];
        assert!(linked(&people, &[("David Bayu", 1, 1)]).is_empty());
    }

    #[test]
    fn spellings_titles_and_initials_are_joined() {
        let spellings = [
            ("Soeharto", 30),
            ("Suharto", 3),
            ("SUSI PUDJIASTUTI", 1),
            ("Susi Pujiastuti", 4),
            ("Dedi", 9),
            ("Deddy", 3),
        ];
        assert_eq!(
            linked(&spellings, &[]),
            ["Suharto = Soeharto (spelling)", "SUSI PUDJIASTUTI = Susi Pujiastuti (spelling)"]
        );
        let titles = [("Datuk Seri Anwar Ibrahim", 2), ("Anwar Ibrahim", 5), ("Sri Wahyuni", 2), ("Wahyuni", 30)];
        assert_eq!(linked(&titles, &[]), ["Datuk Seri Anwar Ibrahim = Anwar Ibrahim (title)"]);
        let mut initials = vec![("Luhut B. Pandjaitan", 2), ("Luhut Binsar Pandjaitan", 9)];
        assert_eq!(linked(&initials, &[]), ["Luhut B. Pandjaitan = Luhut Binsar Pandjaitan (initial)"]);
        initials.push(("Luhut Bonar Pandjaitan", 1));
        assert!(linked(&initials, &[]).is_empty());
    }
}
