//! `telaah schema`.

use std::io::Write;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use telaah::message::Wording;
use telaah::report::format::{JSON, NDJSON};
use telaah::report::rows::{SchemaRow, TABLES};

use crate::Exit;
use crate::cli::args::output::OutputArguments;
use crate::cli::command::{Command, Context, Example, explained};
use crate::cli::language::help;
use crate::cli::messages::{Context as _, FileMessage, Message, Result};
use crate::output::Target;
use crate::report::Report;
use crate::setup::OutputPlan;

#[derive(Debug, Args)]
pub(crate) struct Schema {
    #[arg(value_name = help("NAME", "NAMA"), value_parser = names(), help = help(
        "Output to describe: as one JSON object, or with --format ndjson as one line",
        "Keluaran yang dijelaskan: sebagai satu objek JSON, atau dengan --format ndjson sebagai satu baris"))]
    name: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Command for Schema {
    const NAME: &'static str = "schema";

    const ABOUT: Wording = Wording {
        en: "List the JSON Schemas of the outputs, or print one",
        id: "Tampilkan semua JSON Schema keluaran, atau isi salah satunya",
    };

    const EXAMPLES: &'static [Example] = &[
        explained("telaah schema", "lists the schemas", "menampilkan semua skema"),
        explained("telaah schema terms", "of telaah terms --format json", "untuk telaah terms --format json"),
        explained(
            "telaah schema terms --format ndjson",
            "of one line of telaah terms --format ndjson",
            "untuk satu baris telaah terms --format ndjson",
        ),
    ];

    fn run(&self, Context { console, typed, .. }: Context<'_>) -> Result<Exit> {
        let plan = OutputPlan::new(&self.output, typed)?;
        let Some(name) = &self.name else {
            let mut report = Report::of_table(&plan, console)?;
            report.table(TABLES.iter().map(|table| SchemaRow { name: table.id, command: table.command }))?;
            report.finish(None, console)?;
            return Ok(Exit::Done);
        };
        let schema = SCHEMAS.iter().find(|schema| schema.name == name);
        let schema = schema.map_or(("", ""), |schema| (schema.object, schema.row));
        let text = match self.output.typed(typed).format() {
            None => schema.0,
            Some(format) if format == &JSON => schema.0,
            Some(format) if format == &NDJSON => schema.1,
            Some(format) => return Err(FileMessage::NoSchema { format: format.name }.into()),
        };
        let mut target = Target::open(plan.path.as_deref())?;
        target.write_all(text.as_bytes()).context(Message::CannotWriteOutput)?;
        target.finish()?;
        Ok(Exit::Done)
    }
}

/// The JSON Schemas of a table.
struct TableSchemas {
    /// That of the table in `TABLES`.
    name: &'static str,
    /// Of the whole output in JSON.
    object: &'static str,
    /// Of a line in NDJSON.
    row: &'static str,
}

/// The schemas of these tables, from the files that a test of the library keeps current.
macro_rules! schemas {
    ($($name:literal),+ $(,)?) => {
        &[$(TableSchemas {
            name: $name,
            object: include_str!(concat!("../../../report/schemas/", $name, ".schema.json")),
            row: include_str!(concat!("../../../report/schemas/", $name, ".row.schema.json")),
        }),+]
    };
}

static SCHEMAS: &[TableSchemas] = schemas![
    "analyze",
    "terms",
    "terms-stem",
    "terms-by-document",
    "terms-by-document-stem",
    "terms-weight",
    "terms-weight-stem",
    "terms-by-group",
    "terms-by-group-stem",
    "terms-dispersion",
    "terms-dispersion-stem",
    "entities",
    "entities-countries",
    "entities-by-document",
    "entities-by-group",
    "mentions",
    "tokens",
    "info",
    "kwic",
    "kwic-by-document",
    "collocations",
    "collocations-stem",
    "collocations-pairs",
    "collocations-pairs-stem",
    "keyness",
    "keyness-stem",
    "trends",
    "trends-wide",
    "trends-summary",
    "trends-bursts",
    "network",
    "quotes",
    "quotes-by-speaker",
    "duplicates",
    "diversity",
    "inputs",
    "config",
    "stem",
    "stem-explain",
    "stopwords",
    "stopwords-list",
    "schema",
];

fn names() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(TABLES.iter().map(|table| PossibleValue::new(table.id).help(table.command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_schemas() {
        let listed = SCHEMAS.iter().map(|schema| schema.name);
        assert!(listed.eq(TABLES.iter().map(|table| table.id)), "add the name of the table to `SCHEMAS`");
    }
}
