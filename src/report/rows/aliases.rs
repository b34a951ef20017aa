//! `entities --write-aliases`: names of people and the entities that they are joined with.

use crate::entities::Link;
use crate::report::describe::table;

table! {
    "aliases":
    /// A row of `entities --write-aliases`: a name of the corpus, and the entity that it is joined with. Sorted by descending number of
    /// documents, then by name.
    #[derive(Clone, Debug)]
    pub struct AliasRow<'a> {
        /// The name, in any case.
        pub form: &'a str,
        /// The identity, as in [`EntityRow`](crate::report::rows::EntityRow).
        pub entity: &'a str,
        /// Why they are joined: `spelling`, `title`, `initial`, or `articles 111/115`: of 115 documents that link the name to a fuller
        /// one, 111 link it to this entity.
        pub evidence: String,
        /// Documents that name the person by this name alone.
        pub documents: u64,
    }
}

impl<'a> From<&'a Link> for AliasRow<'a> {
    fn from(link: &'a Link) -> Self {
        let Link { name, entity, evidence, documents } = link;
        Self { form: name, entity, evidence: evidence.to_string(), documents: *documents }
    }
}
