//! The macros that describe a struct, and the types of its fields.
//!
//! ```text
//! record! { pub struct … }               Serialize, Record            an object inside others
//! table!  { "terms": pub struct … }      Serialize, Record, Row       a row of a table
//! ```
//!
//! A field's name is that of its column and of its JSON field; `#[column = "…"]` gives the column another name. A field's type
//! determines the cells: see the implementations of [`Value`].

use std::fmt;

use jiff::civil::Date;

use crate::report::row::{CellSink, Field, List, Record, Shape};
use crate::report::{ColumnKind, Measure, PerMillion};

/// The value of a field.
pub(crate) trait Value {
    const SHAPE: Shape;
    /// Whether it is one cell in JSON, too: not a list, not an object.
    const IS_SIMPLE: bool = false;

    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S);

    fn put_none<S: CellSink + ?Sized>(field: &'static Field, sink: &mut S) {
        sink.none(field);
    }
}

/// Implements [`Value`] for a type that is one cell.
macro_rules! cell {
    ($type:ty, $kind:ident, |$value:ident, $field:ident, $sink:ident| $put:expr) => {
        impl Value for $type {
            const SHAPE: Shape = Shape::cell(ColumnKind::$kind);
            const IS_SIMPLE: bool = true;

            #[inline(always)]
            fn put<S: CellSink + ?Sized>(&self, $field: &'static Field, $sink: &mut S) {
                let $value = self;
                $put;
            }
        }
    };
}

cell!(u64, Number, |value, field, sink| sink.number(field, *value));
cell!(&str, Text, |value, field, sink| sink.text(field, value));
cell!(String, Text, |value, field, sink| sink.text(field, value));
cell!(bool, Flag, |value, field, sink| sink.flag(field, *value));
cell!(PerMillion, Rate, |value, field, sink| sink.rate(field, *value));
cell!(Measure, Measure, |value, field, sink| sink.measure(field, *value));
cell!(Date, Date, |value, field, sink| sink.date(field, *value));

impl<T: Value> Value for Option<T> {
    const SHAPE: Shape = T::SHAPE.optional();
    const IS_SIMPLE: bool = T::IS_SIMPLE;

    #[inline(always)]
    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        match self {
            Some(value) => value.put(field, sink),
            None => T::put_none(field, sink),
        }
    }
}

impl<T: Record + fmt::Display> Value for &[T] {
    const SHAPE: Shape = Shape::cell(ColumnKind::Text);

    #[inline(always)]
    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.list(field, &Items(self));
    }
}

impl<T: Record + fmt::Display> Value for Vec<T> {
    const SHAPE: Shape = Shape::cell(ColumnKind::Text);

    #[inline(always)]
    fn put<S: CellSink + ?Sized>(&self, field: &'static Field, sink: &mut S) {
        sink.list(field, &Items(self));
    }
}

struct Items<'a, T>(&'a [T]);

impl<T: Record + fmt::Display> List for Items<'_, T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn for_each(&self, visit: &mut dyn FnMut(&dyn Record)) {
        self.0.iter().for_each(|item| visit(item));
    }
}

impl<T: fmt::Display> fmt::Display for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, item) in self.0.iter().enumerate() {
            f.write_str(if n > 0 { "; " } else { "" })?;
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// Describes a struct that is defined elsewhere: `describe!(Counts { bytes: u64 })`. The fields must be all of them.
macro_rules! describe {
    ($name:ident $(<$life:lifetime>)? { $( $(#[column = $column:literal])? $field:ident: $type:ty, )+ }) => {
        impl $(<$life>)? $crate::report::row::Described for $name $(<$life>)? {
            const FIELDS: &'static [$crate::report::row::Field] =
                &[$( $crate::report::describe::field!($field $type $(, $column)?) ),+];
            const IS_FLAT: bool = true $( && <$type as $crate::report::describe::Value>::IS_SIMPLE )+;

            #[inline(always)]
            fn visit<S: $crate::report::row::CellSink + ?Sized>(&self, sink: &mut S) {
                let Self { $($field),+ } = self;
                $(
                    $crate::report::describe::Value::put(
                        $field,
                        const { &$crate::report::describe::field!($field $type $(, $column)?) },
                        sink,
                    );
                )+
            }
        }

        impl $(<$life>)? $crate::report::row::Record for $name $(<$life>)? {
            fn cells(&self, sink: &mut dyn $crate::report::row::CellSink) {
                $crate::report::row::Described::visit(self, sink);
            }

            fn json(&self, out: &mut Vec<u8>) {
                $crate::report::json::push_object(self, out);
            }
        }
    };
}

macro_rules! field {
    // A name that is a keyword of Rust.
    (r#type $type:ty) => {
        $crate::report::row::Field {
            column: "type",
            json_key: ",\"type\":",
            shape: <$type as $crate::report::describe::Value>::SHAPE,
        }
    };
    ($field:ident $type:ty) => {
        $crate::report::describe::field!($field $type, stringify!($field))
    };
    ($field:ident $type:ty, $column:expr) => {
        $crate::report::row::Field {
            column: $column,
            json_key: const {
                let key = concat!(",\"", stringify!($field), "\":");
                assert!(key.len() <= $crate::report::json::LONGEST_KEY);
                key
            },
            shape: <$type as $crate::report::describe::Value>::SHAPE,
        }
    };
}

/// Defines a struct that is a JSON object.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? {
            $( $(#[doc = $doc:literal])* $(#[column = $column:literal])? $(#[serde($serde:ident)])? pub $field:ident: $type:ty, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(serde::Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name $(<$life>)? {
            $( $(#[doc = $doc])* $(#[serde($serde)])? pub $field: $type, )+
        }

        $crate::report::describe::describe!($name $(<$life>)? { $( $(#[column = $column])? $field: $type, )+ });
    };
}

/// Defines a struct that is a JSON object and a row of the table of that name.
macro_rules! table {
    (
        $table:literal:
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? { $($fields:tt)+ }
    ) => {
        $crate::report::describe::record! {
            $(#[$meta])*
            pub struct $name $(<$life>)? { $($fields)+ }
        }

        impl $(<$life>)? $crate::report::Row for $name $(<$life>)? {
            const TABLE: $crate::report::TableSchema = $crate::report::TableSchema::of::<Self>($table);

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

pub(crate) use {describe, field, record, table};
