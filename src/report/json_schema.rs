//! The JSON Schemas in `schemas/` beside this file, made from the types that are written.
//!
//! `SNAPSHOTS=overwrite cargo test json_schema` writes them anew; read the diff: where a field was renamed, dropped, or means
//! something else, [`SCHEMA_VERSION`] rises.

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};
use snapbox::{Assert, Data};

use crate::report::schema::{
    DocumentReport, DocumentTermRow, EntityRow, InputRow, MentionRow, SettingRow, StopListRow, StopWordRow, Summary,
    TermRow, TokenRow,
};
use crate::report::{Row, SCHEMA_VERSION};

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// One row: a line of NDJSON.
fn row<R: JsonSchema>() -> Schema {
    generator().into_root_schema_for::<R>()
}

/// All rows in one object, and the summary.
fn object<R: Row + JsonSchema>(command: &str, has_summary: bool) -> Schema {
    let mut generator = generator();
    let rows = json!({"type": "array", "items": generator.subschema_for::<R>()});
    let version = json!({"const": SCHEMA_VERSION, "description": "Rises when a field is renamed, is dropped or means something else."});
    let mut properties = json!({"schema_version": version, R::TABLE: rows});
    let mut required = vec!["schema_version", R::TABLE];
    if has_summary {
        properties["summary"] = generator.subschema_for::<Summary<'static>>().to_value();
        required.push("summary");
    }
    let object = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("telaah {command} --format json"),
        "type": "object",
        "properties": properties,
        "required": required,
        "$defs": generator.take_definitions(true),
    });
    object.try_into().unwrap()
}

fn check(name: &str, schema: &Schema) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/schemas").join(name);
    let mut text = serde_json::to_string_pretty(schema).unwrap();
    text.push('\n');
    Assert::new()
        .action_env(snapbox::assert::DEFAULT_ACTION_ENV)
        .eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

#[test]
fn json_schemas_are_current() {
    fn both<R: Row + JsonSchema>(name: &str, command: &str, has_summary: bool) {
        check(&format!("{name}.schema.json"), &object::<R>(command, has_summary));
        check(&format!("{name}.row.schema.json"), &row::<R>());
    }
    both::<DocumentReport<'static>>("analyze", "analyze", true);
    both::<TermRow<'static>>("terms", "terms", true);
    both::<DocumentTermRow<'static>>("terms-by-document", "terms --by-document", true);
    both::<EntityRow<'static>>("entities", "entities", true);
    both::<MentionRow<'static>>("mentions", "entities --mentions", true);
    both::<TokenRow<'static>>("tokens", "tokens", true);
    both::<InputRow<'static>>("inputs", "analyze --dry-run", false);
    both::<SettingRow<'static>>("config", "config", false);
    both::<StopListRow>("stopwords", "stopwords", false);
    both::<StopWordRow<'static>>("stopwords-list", "stopwords NAME", false);
}

#[test]
fn every_column_and_field_is_described() {
    fn undescribed(schema: &Value, path: &str, found: &mut Vec<String>) {
        let Some(object) = schema.as_object() else { return };
        for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            // What is a type of its own is described there.
            if property.get("description").is_none() && property.get("$ref").is_none() {
                found.push(format!("{path}.{name}"));
            }
        }
        for (name, definition) in object.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            undescribed(definition, name, found);
        }
    }
    let mut found = Vec::new();
    for schema in [
        row::<DocumentReport<'static>>(),
        row::<EntityRow<'static>>(),
        row::<MentionRow<'static>>(),
        row::<Summary<'static>>(),
        row::<TokenRow<'static>>(),
    ] {
        undescribed(schema.as_value(), "", &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
}
