//! The JSON Schemas in `schemas/` beside this file, which are generated from the types that are written.
//!
//! `SNAPSHOTS=overwrite cargo test json_schema` regenerates them. Read the diff: where a field was renamed, was removed or changed its
//! meaning, increment [`SCHEMA_VERSION`].

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Value, json};
use snapbox::{Assert, Data};

use crate::report::SCHEMA_VERSION;
use crate::report::rows::{Summary, TABLES, TableInfo};

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// All rows in one object, and the summary.
fn object_schema(table: &TableInfo) -> Schema {
    let mut generator = generator();
    let name = table.schema.row_name();
    let rows = json!({"type": "array", "items": (table.json_schema)(&mut generator)});
    let version = json!({
        "const": SCHEMA_VERSION,
        "description": "Incremented when a field is renamed, is removed or changes its meaning."
    });
    let mut properties = json!({"schema_version": version, name: rows});
    let mut required = vec!["schema_version", name];
    if table.has_summary {
        properties["summary"] = generator.subschema_for::<Summary<'static>>().to_value();
        required.push("summary");
    }
    let object = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("telaah {} --format json", table.command),
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
    for table in TABLES {
        check(&format!("{}.schema.json", table.id), &object_schema(table));
        check(&format!("{}.row.schema.json", table.id), &(table.root_schema)(generator()));
    }
}

#[test]
fn every_column_and_field_is_described() {
    fn undescribed(schema: &Value, path: &str, found: &mut Vec<String>) {
        let Some(object) = schema.as_object() else { return };
        for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            // A field whose type is in `$defs` is described there.
            if property.get("description").is_none() && property.get("$ref").is_none() {
                found.push(format!("{path}.{name}"));
            }
        }
        for (name, definition) in object.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            undescribed(definition, name, found);
        }
    }
    let mut found = Vec::new();
    for table in TABLES {
        undescribed((table.root_schema)(generator()).as_value(), "", &mut found);
    }
    undescribed(generator().into_root_schema_for::<Summary<'static>>().as_value(), "", &mut found);
    assert_eq!(found, Vec::<String>::new());
}
