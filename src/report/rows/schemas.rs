//! `schema`: the outputs that have a JSON Schema.

use crate::report::describe::table;

table! {
    "schemas":
    /// A row of `schema`: an output with a JSON Schema.
    #[derive(Clone, Debug)]
    pub struct SchemaRow {
        /// The name of the schema.
        pub name: &'static str,
        /// The command that writes the output.
        pub command: &'static str,
    }
}
