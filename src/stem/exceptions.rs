//! The exceptions of a user.

use crate::text::normalize::word_key;

/// An entry of [`StemExceptions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StemEntry {
    /// The stems of a word.
    Word { word: String, lemma: String, root: String },
    /// A root, whose derivations follow by the rules.
    Root(String),
    /// A word that nothing is reduced to.
    NoRoot(String),
}

/// Words with their stems, which take precedence over everything that is shipped.
///
/// ```
/// use telaah::stem::{StemExceptions, StemSettings, Stemmer};
///
/// let mut exceptions = StemExceptions::default();
/// exceptions.add_list("# of this collection\npenduduk\npemangku\tpemangku\tpangku\n+unggah\n-lidi\n")?;
/// let stemmer = Stemmer::new(StemSettings { exceptions });
/// assert_eq!(stemmer.root("penduduk"), "penduduk");
/// assert_eq!(stemmer.root("pemangku"), "pangku");
/// assert_eq!(stemmer.root("mengunggahnya"), "unggah");
/// # Ok::<(), telaah::stem::BadException>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StemExceptions {
    entries: Vec<StemEntry>,
}

/// A line that is not an entry of [`StemExceptions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadException {
    /// The number of the line, from 1.
    pub line: u64,
    /// The fault.
    pub fault: BadExceptionKind,
}

/// A fault in a line of a list of exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadExceptionKind {
    /// A blank inside a word.
    Blank,
    /// More than three cells.
    TooManyCells,
    /// A cell without a word.
    EmptyCell,
    /// `+` or `-` with more than one cell.
    RootWithStems,
}

impl std::fmt::Display for BadException {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.fault {
            BadExceptionKind::Blank => "a word contains a blank",
            BadExceptionKind::TooManyCells => "there are more than three words",
            BadExceptionKind::EmptyCell => "a word is missing",
            BadExceptionKind::RootWithStems => "a root has no stems",
        };
        write!(f, "line {}: {what}", self.line)
    }
}

impl std::error::Error for BadException {}

impl StemExceptions {
    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, the oldest first: a later one replaces an earlier one of the same word.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &StemEntry> {
        self.entries.iter()
    }

    /// Adds a list with one entry per line; its words are separated by tabs. Blank lines and lines that begin with `#` are skipped. Case,
    /// Unicode normalization and the kind of apostrophe do not matter.
    ///
    /// - `word`: the word stays as it is.
    /// - `word`, stem: the stem is both lemma and root.
    /// - `word`, lemma, root.
    /// - `+root`: a root, whose derivations follow by the rules.
    /// - `-word`: no root; nothing is reduced to it.
    ///
    /// The last entry of a word counts.
    ///
    /// # Errors
    ///
    /// If a line is not an entry. No entry of the list is added then.
    pub fn add_list(&mut self, text: &str) -> Result<(), BadException> {
        let lines = (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines());
        let entries: Vec<_> = lines
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|(number, line)| entry(line).map_err(|fault| BadException { line: number, fault }))
            .collect::<Result<_, _>>()?;
        self.entries.extend(entries);
        Ok(())
    }
}

fn entry(line: &str) -> Result<StemEntry, BadExceptionKind> {
    // A spreadsheet writes the same number of tabs in every line.
    let cells: Vec<&str> = line.trim_end_matches([' ', '\t']).split('\t').map(str::trim).collect();
    if cells.len() > 3 {
        return Err(BadExceptionKind::TooManyCells);
    }
    let mark = cells.first().and_then(|first| first.chars().next()).filter(|&c| c == '+' || c == '-');
    let mut words = Vec::with_capacity(cells.len());
    for cell in cells {
        let word = if words.is_empty() { cell.strip_prefix(['+', '-']).unwrap_or(cell) } else { cell };
        if word.is_empty() {
            return Err(BadExceptionKind::EmptyCell);
        }
        if word.contains(char::is_whitespace) {
            return Err(BadExceptionKind::Blank);
        }
        words.push(word_key(word));
    }
    Ok(match (mark, words.as_mut_slice()) {
        (Some(_), [_, _, ..]) => return Err(BadExceptionKind::RootWithStems),
        (Some('+'), [root]) => StemEntry::Root(std::mem::take(root)),
        (Some(_), [root]) => StemEntry::NoRoot(std::mem::take(root)),
        (None, [word]) => StemEntry::Word { word: word.clone(), lemma: word.clone(), root: std::mem::take(word) },
        (None, [word, stem]) => {
            StemEntry::Word { word: std::mem::take(word), lemma: stem.clone(), root: std::mem::take(stem) }
        }
        (None, [word, lemma, root]) => {
            StemEntry::Word { word: std::mem::take(word), lemma: std::mem::take(lemma), root: std::mem::take(root) }
        }
        _ => return Err(BadExceptionKind::EmptyCell),
    })
}
