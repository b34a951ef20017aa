//! Rows of terms that are grouped by stem.

use crate::report::describe::{Value, field};
use crate::report::row::{CellSink, Described, Field, Record, Shape};
use crate::report::rows::entities::Form;
use crate::terms::sort_forms;

/// A row of words with the same stem. Its words are the most frequent ones, and its counts are those of all together.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stemmed<'a, R> {
    /// The row as without stems.
    #[serde(flatten)]
    pub row: R,
    /// The stem: the lemma or the root, in lower case; that of several words has the stems of each.
    pub stem: &'a str,
    /// The words that were counted, by descending count, then by code points. In a cell: `perusahaan (3836); usaha (2005)`.
    pub forms: Vec<Form<'a>>,
}

const STEM: Field = field!(stem & str);
const FORMS: Field = field!(forms Vec<Form<'static>>);

impl<R: Described> Described for Stemmed<'_, R> {
    const FIELDS: &'static [Field] = &[
        Field { column: "", json_key: "", shape: Shape::Group { fields: R::FIELDS, is_optional: false } },
        STEM,
        FORMS,
    ];
    const IS_FLAT: bool = false;

    fn visit<S: CellSink + ?Sized>(&self, sink: &mut S) {
        self.row.visit(sink);
        self.stem.put(const { &STEM }, sink);
        self.forms.put(const { &FORMS }, sink);
    }
}

impl<R: Described> Record for Stemmed<'_, R> {
    fn cells(&self, sink: &mut dyn CellSink) {
        self.visit(sink);
    }

    fn json(&self, out: &mut Vec<u8>) {
        crate::report::json::push_object(self, out);
    }
}

/// Makes a row that is grouped by stem a row of the table of that row.
macro_rules! stemmed {
    ($row:ident) => {
        impl $crate::report::Row for $crate::report::rows::stemmed::Stemmed<'_, $row<'_>> {
            const TABLE: $crate::report::TableSchema =
                $crate::report::TableSchema::of::<Self>(<$row<'_> as $crate::report::Row>::TABLE.name());

            #[cfg(test)]
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                generator.subschema_for::<Self>()
            }

            #[cfg(test)]
            fn root_schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
                generator.into_root_schema_for::<Self>()
            }
        }
    };
}

pub(crate) use stemmed;

/// The forms of a group as they are written.
pub(crate) fn forms_of<'a>(forms: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<Form<'a>> {
    forms.into_iter().map(|(text, count)| Form { text, count }).collect()
}

/// The forms of a group that is counted in several parts: the counts of each form are added up.
pub(crate) fn merged_forms<'a>(forms: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<Form<'a>> {
    let mut forms: Vec<_> = forms.into_iter().collect();
    forms.sort_unstable();
    let mut merged: Vec<(&str, u64)> = Vec::with_capacity(forms.len());
    for (text, count) in forms {
        match merged.last_mut().filter(|(last, _)| *last == text) {
            Some((_, sum)) => *sum += count,
            None => merged.push((text, count)),
        }
    }
    sort_forms(&mut merged);
    forms_of(merged)
}
