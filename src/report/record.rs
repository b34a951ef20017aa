//! From one documented struct: its JSON, its columns and its cells.
//!
//! ```text
//! object! { pub struct … }              Serialize, ToJson            an object inside others
//! table!  { "terms": pub struct … }     the same, Row                a row of a table
//! ```
//!
//! The JSON is written by hand, to the bytes that serde would write: for rows that there are many of, that is what takes the time.

use crate::report::json::Json;
use crate::report::{Cells, ColumnKind, PerMillion};

/// Written as JSON.
pub(crate) trait ToJson {
    /// Absent if `json` did not take all of it.
    fn json<J: Json>(&self, json: J) -> Option<J>;
}

/// A field that makes a column.
pub(crate) trait Field: ToJson {
    const KIND: ColumnKind;
    /// Whether it may be absent.
    const IS_OPTIONAL: bool = false;

    fn cell(&self, cells: &mut dyn Cells);
}

impl ToJson for u64 {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        json.number(*self)
    }
}

impl Field for u64 {
    const KIND: ColumnKind = ColumnKind::Number;

    fn cell(&self, cells: &mut dyn Cells) {
        cells.number(*self);
    }
}

impl ToJson for u32 {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        json.number((*self).into())
    }
}

impl ToJson for &str {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        json.text(self)
    }
}

impl Field for &str {
    const KIND: ColumnKind = ColumnKind::Text;

    fn cell(&self, cells: &mut dyn Cells) {
        cells.text(self);
    }
}

impl ToJson for String {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        json.text(self)
    }
}

impl ToJson for bool {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        json.flag(*self)
    }
}

impl Field for bool {
    const KIND: ColumnKind = ColumnKind::Flag;

    fn cell(&self, cells: &mut dyn Cells) {
        cells.flag(*self);
    }
}

/// Relative frequencies below it have few enough digits that the nearest floating-point number is written with these.
const EXACT: u64 = 1_000_000_000_000;

impl ToJson for PerMillion {
    fn json<J: Json>(&self, json: J) -> Option<J> {
        let (whole, hundredths) = self.parts();
        if whole >= EXACT {
            return json.serialized(self);
        }
        let tenths = json.number(whole)?.raw(".")?.number(hundredths / 10)?;
        if hundredths % 10 == 0 { Some(tenths) } else { tenths.number(hundredths % 10) }
    }
}

impl Field for PerMillion {
    const KIND: ColumnKind = ColumnKind::Rate;

    fn cell(&self, cells: &mut dyn Cells) {
        cells.per_million(*self);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        match self {
            Some(value) => value.json(json),
            None => json.raw("null"),
        }
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const IS_OPTIONAL: bool = true;

    fn cell(&self, cells: &mut dyn Cells) {
        match self {
            Some(value) => value.cell(cells),
            None => cells.absent(),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        self.as_slice().json(json)
    }
}

impl<T: ToJson> ToJson for &[T] {
    #[inline(always)]
    fn json<J: Json>(&self, json: J) -> Option<J> {
        let mut json = json.raw("[")?;
        for (n, one) in self.iter().enumerate() {
            if n > 0 {
                json = json.raw(",")?;
            }
            json = json.element(one)?;
        }
        json.raw("]")
    }
}

/// Writes a struct that is defined elsewhere as a JSON object with these fields, which must be all of them.
macro_rules! json_of {
    ($name:ident $(<$life:lifetime>)?: $first:ident $(, $field:ident)*) => {
        impl $(<$life>)? $crate::report::record::ToJson for $name $(<$life>)? {
            #[inline(always)]
            fn json<J: $crate::report::json::Json>(&self, json: J) -> Option<J> {
                let Self { $first $(, $field)* } = self;
                let json = json.raw(concat!("{\"", stringify!($first), "\":"))?;
                let json = $first.json(json)?;
                $(
                    let json = json.raw(concat!(",\"", stringify!($field), "\":"))?;
                    let json = $field.json(json)?;
                )*
                json.raw("}")
            }
        }
    };
}

/// A struct that is a JSON object.
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(serde::Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name $(<$life>)? {
            $( $(#[$field_meta])* pub $field: $type, )+
        }

        $crate::report::record::json_of!($name $(<$life>)?: $($field),+);
    };
}

/// A struct that is a JSON object and a row of the table of that name, with a column for each field.
macro_rules! table {
    (
        $table:literal:
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty, )+
        }
    ) => {
        $crate::report::record::object! {
            $(#[$meta])*
            pub struct $name $(<$life>)? {
                $( $(#[$field_meta])* pub $field: $type, )+
            }
        }

        impl $(<$life>)? $crate::report::Row for $name $(<$life>)? {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [$crate::report::Column] = &[$(
                $crate::report::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::report::record::Field>::KIND,
                    is_optional: <$type as $crate::report::record::Field>::IS_OPTIONAL,
                },
            )+];

            fn cells(&self, cells: &mut dyn $crate::report::Cells) {
                use $crate::report::record::Field as _;
                $( self.$field.cell(cells); )+
            }

            fn json(&self, out: &mut Vec<u8>) {
                $crate::report::json::push_row(self, out);
            }
        }
    };
}

pub(crate) use {json_of, object, table};
