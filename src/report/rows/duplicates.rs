//! `duplicates`: groups of articles that are the same or nearly so.

use jiff::civil::Date;

use crate::error::Error;
use crate::report::Measure;
use crate::report::describe::{record, table};
use crate::report::packed::{CellValue, push_packed, unpack};
use crate::run::dedup::{Seen, Signature};
use crate::run::{AnalyzedDocument, Out, Visitor};

table! {
    "duplicates":
    /// A row of `duplicates`: an article of a group of near-duplicates. Sorted by group, then in the order of the input.
    #[derive(Clone, Debug)]
    pub struct DuplicateRow<'a> {
        /// The group, from 1, in the order of the first articles.
        pub group: u64,
        /// The document's name, as in [`DocumentTermRow`](crate::report::rows::DocumentTermRow).
        pub document: &'a str,
        /// The name of the first article of the group, which the others are compared with; of that article its own.
        pub first: &'a str,
        /// The estimated share of sequences of four words that the article has in common with the first, from 0 to 1, with two decimals.
        /// Its standard error is 0.06 at most.
        pub similarity: Option<Measure>,
        /// The date of the article, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub date: Option<Date>,
        /// The publisher, as in [`DocumentReport`](crate::report::rows::DocumentReport); `null` if it is unknown.
        pub source: Option<&'a str>,
        /// Bytes of the text.
        pub bytes: u64,
    }
}

record! {
    /// The columns of an article that do not depend on others.
    #[expect(unreachable_pub, reason = "the macro is for public structs")]
    pub struct Columns<'a> {
        pub document: &'a str,
        pub date: Option<Date>,
        pub source: Option<&'a str>,
        pub bytes: u64,
    }
}

/// Signs articles, and writes what [`DuplicateGroups`] needs of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignedArticles;

impl Visitor for SignedArticles {
    fn document(&mut self, document: &AnalyzedDocument<'_>, out: &mut Out<'_>) {
        // The signature that `--dedup` compares.
        let Some(signature) = Signature::of(document.body) else { return };
        let text = &document.analysis.document;
        let columns = Columns {
            document: document.name,
            date: text.date.map(|date| date.date),
            source: document.source,
            bytes: text.text.len() as u64,
        };
        let mut packed = Vec::new();
        push_packed(&columns, &mut packed);
        out.buffer().extend_from_slice(&signature.to_bytes());
        out.buffer().extend_from_slice(&(packed.len() as u64).to_le_bytes());
        out.buffer().extend_from_slice(&packed);
        out.row_done();
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}
    fn merge(&mut self, _: Self) {}
}

/// An article, with the columns of its row packed.
#[derive(Debug)]
struct Article {
    packed: Box<[u8]>,
    similarity: f64,
}

/// Groups the articles that [`SignedArticles`] writes, as `--dedup` does: each is compared with the first of a group alone. An article
/// takes about 700 bytes.
#[derive(Debug)]
pub struct DuplicateGroups {
    /// The articles of each group; the first alone if it has no near-duplicates.
    groups: Seen<Vec<Article>>,
}

impl DuplicateGroups {
    /// No groups. `similarity` is that from which articles are near-duplicates, as in [`Seen::new`].
    #[must_use]
    pub fn new(similarity: f64) -> Self {
        Self { groups: Seen::new(similarity) }
    }

    /// Adds the articles in the output of a visitor, which must arrive in the order of the input.
    pub fn add(&mut self, signed: &[u8]) {
        let mut rest = signed;
        while let Some((signature, packed)) = next(&mut rest) {
            let article = |similarity| Article { packed: packed.into(), similarity };
            match self.groups.find(&signature) {
                Some((group, similarity)) => group.push(article(similarity)),
                None => self.groups.add(&signature, vec![article(1.0)]),
            }
        }
    }

    /// Passes on the row of each article of each group of two or more.
    ///
    /// # Errors
    /// The first error that `write` returns, which ends the rows.
    pub fn rows<E>(self, mut write: impl FnMut(DuplicateRow<'_>) -> Result<(), E>) -> Result<(), E> {
        let groups = self.groups.into_values().filter(|group| group.len() > 1);
        for (number, group) in (1..).zip(groups) {
            let first = group.first().map(|article| article.columns().document).unwrap_or_default();
            for article in &group {
                let Columns { document, date, source, bytes } = article.columns();
                let similarity = Measure::new((article.similarity * 100.0).round() / 100.0);
                write(DuplicateRow { group: number, document, first, similarity, date, source, bytes })?;
            }
        }
        Ok(())
    }
}

impl Article {
    fn columns(&self) -> Columns<'_> {
        let mut columns = Columns { document: "", date: None, source: None, bytes: 0 };
        if let Some(&[CellValue::Text(document), date, source, CellValue::Number(bytes)]) =
            unpack(&self.packed).next().as_deref()
        {
            columns.document = document;
            columns.date = if let CellValue::Date(date) = date { Some(date) } else { None };
            columns.source = if let CellValue::Text(source) = source { Some(source) } else { None };
            columns.bytes = bytes;
        }
        columns
    }
}

/// The next article of an output: its signature, and its packed columns.
fn next<'a>(rest: &mut &'a [u8]) -> Option<(Signature, &'a [u8])> {
    let (signature, after) = rest.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    let (packed, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some((Signature::from_bytes(signature), packed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(groups: &mut DuplicateGroups, document: &str, text: &str) {
        let columns = Columns { document, date: None, source: Some("Kabar"), bytes: text.len() as u64 };
        let (mut signed, mut packed) = (Signature::of(text).unwrap().to_bytes().to_vec(), Vec::new());
        push_packed(&columns, &mut packed);
        signed.extend_from_slice(&(packed.len() as u64).to_le_bytes());
        signed.extend_from_slice(&packed);
        groups.add(&signed);
    }

    #[test]
    fn groups_are_numbered_by_their_first_articles() {
        let mut groups = DuplicateGroups::new(0.8);
        for (document, text) in [
            ("a", "satu dua tiga"),
            ("b", "Kopi naik."),
            ("c", "lain lagi"),
            ("d", "kopi NAIK"),
            ("e", "Satu, dua, tiga!"),
        ] {
            add(&mut groups, document, text);
        }
        let mut rows = Vec::new();
        let collected: Result<(), ()> = groups.rows(|row| {
            let similarity = row.similarity.map(Measure::to_f64);
            rows.push(format!(
                "{} {} {} {similarity:?} {:?} {}",
                row.group, row.document, row.first, row.source, row.bytes
            ));
            Ok(())
        });
        assert_eq!(collected, Ok(()));
        let expected = [
            "1 a a Some(1.0) Some(\"Kabar\") 13",
            "1 e a Some(1.0) Some(\"Kabar\") 16",
            "2 b b Some(1.0) Some(\"Kabar\") 10",
            "2 d b Some(1.0) Some(\"Kabar\") 9",
        ];
        assert_eq!(rows, expected);
    }
}
