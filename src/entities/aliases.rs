//! The identity of people across articles.

use std::fmt;

use hashbrown::HashMap;

use crate::entities::EntityKind;
use crate::entities::person::known_full_name;
use crate::text::normalize::word_key;

/// Which person a name stands for, beyond what its article says.
///
/// A name has the entity of its own entry, or else that of the full name under which the whole press knows it
/// ([`known_full_name`]), or else it is the entity itself. An empty table is the default: then an entity follows from the
/// article alone.
///
/// ```
/// use telaah::entities::{Aliases, EntityKind};
///
/// let mut aliases = Aliases::default();
/// assert_eq!(aliases.entity_of(EntityKind::Person, "Jokowi"), "Joko Widodo");
/// aliases.insert("Hasto", "Hasto Kristiyanto");
/// assert_eq!(aliases.entity_of(EntityKind::Person, "HASTO"), "Hasto Kristiyanto");
/// assert_eq!(aliases.entity_of(EntityKind::Country, "ID"), "ID");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// By the name in lower case.
    entities: HashMap<Box<str>, Box<str>, foldhash::fast::RandomState>,
}

impl Aliases {
    /// Reads a table as `telaah entities` writes it: CSV with commas, semicolons or tabs, whose first line names the columns,
    /// among them `form` and `entity`. Lines that begin with `#` are comments.
    ///
    /// If the entity of a name is itself a name of the table, or one that the whole press knows, the name has the entity of that one.
    ///
    /// ```
    /// use telaah::entities::{Aliases, EntityKind};
    ///
    /// let aliases = Aliases::parse("form,entity\nMas Wapres,Gibran\nHasto,Hasto Kristiyanto\n")?;
    /// assert_eq!(aliases.entity_of(EntityKind::Person, "Hasto"), "Hasto Kristiyanto");
    /// assert_eq!(aliases.entity_of(EntityKind::Person, "Mas Wapres"), "Gibran Rakabuming Raka");
    /// # Ok::<(), telaah::entities::BadAlias>(())
    /// ```
    ///
    /// # Errors
    /// See [`AliasFault`].
    pub fn parse(text: &str) -> Result<Self, BadAlias> {
        let text = text.trim_start_matches('\u{feff}');
        let is_comment = |line: &str| line.is_empty() || line.starts_with('#');
        let (first, line) = text.lines().zip(1..).find(|(line, _)| !is_comment(line)).unwrap_or(("", 1));
        // The mark that divides the columns so that both names are found.
        let divides = |mark: &u8| {
            let has = |name: &str| first.split(char::from(*mark)).any(|cell| cell.trim().trim_matches('"') == name);
            has("form") && has("entity")
        };
        let delimiter = *b"\t;,".iter().find(|mark| divides(mark)).unwrap_or(&b',');
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(delimiter).comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
        let broken = |error: &csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            BadAlias { line, fault: AliasFault::NotCsv }
        };
        let header = reader.headers().map_err(|error| broken(&error))?;
        let column = |name: &str| header.iter().position(|column| column.trim() == name);
        let (Some(form), Some(entity)) = (column("form"), column("entity")) else {
            return Err(BadAlias { line, fault: AliasFault::NoColumns });
        };
        let mut aliases = Self::default();
        // The lines by the names, for errors.
        let mut lines = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| broken(&error))?;
            let line = row.position().map_or(1, csv::Position::line);
            // A quotation mark that is not closed takes the lines after it into its cell, and no name has several lines.
            if row.iter().any(|cell| cell.contains(['\n', '\r'])) {
                return Err(BadAlias { line, fault: AliasFault::NotCsv });
            }
            let cell = |column: usize| row.get(column).map(one_line).filter(|cell| !cell.is_empty());
            let (Some(form), Some(entity)) = (cell(form), cell(entity)) else {
                return Err(BadAlias { line, fault: AliasFault::EmptyCell });
            };
            if aliases.get(&form).is_some_and(|other| other != entity) {
                return Err(BadAlias { line, fault: AliasFault::TwoEntities { form } });
            }
            aliases.insert(&form, &entity);
            lines.push((line, form));
        }
        aliases.resolve(lines)
    }

    /// Replaces each entity that is a name itself by the entity of that name.
    fn resolve(self, lines: Vec<(u64, String)>) -> Result<Self, BadAlias> {
        /// The most names from a name to its entity.
        const LONGEST_CHAIN: usize = 16;
        let mut resolved = Self::default();
        for (line, form) in lines {
            let mut entity = self.get(&form).unwrap_or(&form);
            for step in 0.. {
                // A table that gives a person the name by which the whole press knows them has the last word.
                let known = || known_full_name(entity).filter(|full| self.get(full) != Some(entity)).unwrap_or(entity);
                let next = self.get(entity).unwrap_or_else(known);
                if next == entity {
                    break;
                }
                if step == LONGEST_CHAIN {
                    return Err(BadAlias { line, fault: AliasFault::Circle { form } });
                }
                entity = next;
            }
            resolved.insert(&form, entity);
        }
        Ok(resolved)
    }

    /// The names in lower case with their entities, by the names.
    #[must_use]
    pub fn sorted(&self) -> Vec<(&str, &str)> {
        let mut sorted: Vec<_> = self.entities.iter().map(|(name, entity)| (&**name, &**entity)).collect();
        sorted.sort_unstable();
        sorted
    }

    /// The number of names in the table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether the table is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Adds a name, in any case, with its entity. An entry of the same name is replaced.
    pub fn insert(&mut self, name: &str, entity: &str) {
        self.entities.insert(name.to_lowercase().into(), entity.into());
    }

    /// The identity over all documents of an entity, from that within its document: for people, see [`Aliases`]; for all others the
    /// same.
    #[must_use]
    pub fn entity_of<'a>(&'a self, kind: EntityKind, canonical: &'a str) -> &'a str {
        if kind != EntityKind::Person {
            return canonical;
        }
        if let Some(entity) = self.get(canonical) {
            return entity;
        }
        let known = known_full_name(canonical).unwrap_or(canonical);
        self.get(known).unwrap_or(known)
    }

    /// The entry of a name.
    fn get(&self, name: &str) -> Option<&str> {
        if self.entities.is_empty() {
            return None;
        }
        self.entities.get(&*name.to_lowercase()).map(|entity| &**entity)
    }
}

/// The key of a person whom a user names, to compare with the key of an identity: blanks, case and well-known short names make no difference.
/// `None` if the name is empty.
pub(crate) fn person_key(name: &str) -> Option<String> {
    let name = one_line(name);
    (!name.is_empty()).then(|| word_key(Aliases::default().entity_of(EntityKind::Person, &name)))
}

/// The text with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A fault in a table of names, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadAlias {
    /// The number of the line, from 1.
    pub line: u64,
    /// The fault of the line.
    pub fault: AliasFault,
}

/// A fault of a line of a table of names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AliasFault {
    /// The header does not name the columns `form` and `entity`.
    NoColumns,
    /// The name or the entity is missing.
    EmptyCell,
    /// Another line has the same name with another entity.
    TwoEntities {
        /// The name.
        form: String,
    },
    /// The entities of a name lead back to it, or take more than 16 steps.
    Circle {
        /// The name.
        form: String,
    },
    /// A quotation mark is not closed, or the line is not CSV for another reason.
    NotCsv,
}

impl fmt::Display for BadAlias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.fault {
            AliasFault::NoColumns => f.write_str("the header does not name the columns form and entity"),
            AliasFault::EmptyCell => f.write_str("the form or the entity is missing"),
            AliasFault::TwoEntities { form } => write!(f, "{form} has another entity in a line before"),
            AliasFault::Circle { form } => {
                write!(f, "the entities of {form} lead back to it, or take more than 16 steps")
            }
            AliasFault::NotCsv => f.write_str("the line is not CSV"),
        }
    }
}

impl std::error::Error for BadAlias {}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(table: &str, name: &str) -> String {
        Aliases::parse(table).unwrap().entity_of(EntityKind::Person, name).to_owned()
    }

    #[test]
    fn tables_are_read_with_any_delimiter() {
        for table in [
            "form,entity\nHasto,Hasto Kristiyanto\n",
            "\u{feff}entity;evidence;form\r\nHasto Kristiyanto;;Hasto\r\n",
            "# names\nform\tentity\tevidence\nHasto\t\"Hasto  Kristiyanto\"\n",
            "\nform;entity\nHasto;Hasto Kristiyanto\n",
            "form,\"a;b\",entity\nHasto,,Hasto Kristiyanto\n",
        ] {
            assert_eq!(entity(table, "HASTO"), "Hasto Kristiyanto", "{table}");
        }
    }

    #[test]
    fn entities_that_are_names_lead_on() {
        let table = "form,entity\nPakde,Jokowi\nWapres,Mas Wapres\nMas Wapres,Gibran Rakabuming Raka\n";
        assert_eq!(entity(table, "Pakde"), "Joko Widodo");
        assert_eq!(entity(table, "Wapres"), "Gibran Rakabuming Raka");
        assert_eq!(entity("form,entity\nJokowi,Jokowi\n", "Jokowi"), "Jokowi");
        for name in ["Jokowi", "Joko Widodo"] {
            assert_eq!(entity("form,entity\nJoko Widodo,Jokowi\n", name), "Jokowi");
        }
    }

    #[test]
    fn faults_name_the_line() {
        let fault = |table: &str| Aliases::parse(table).unwrap_err();
        let form = || "A".to_owned();
        for (table, line, expected) in [
            ("nama,tokoh\nA,B\n", 1, AliasFault::NoColumns),
            ("", 1, AliasFault::NoColumns),
            ("# tokoh\nnama,tokoh\n", 2, AliasFault::NoColumns),
            ("form,entity\nA,\"B\nC,D\n", 2, AliasFault::NotCsv),
            ("form,entity\nA,\n", 2, AliasFault::EmptyCell),
            ("form,entity\nA,B\nA,C\n", 3, AliasFault::TwoEntities { form: form() }),
            ("form,entity\nA,B\nB,A\n", 2, AliasFault::Circle { form: form() }),
        ] {
            assert_eq!(fault(table), BadAlias { line, fault: expected }, "{table}");
        }
    }
}
