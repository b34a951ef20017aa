//! JSON objects as records, for NDJSON and JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use serde_json::error::Category;

use crate::error::{JsonFault, JsonType, Problem};
use crate::input::encoding::{Decoding, TextEncoding, decode, undeclared};
use crate::input::record::{Fields, Record};

/// Decodes and parses a JSON object, which begins at `byte_offset` in its file.
pub(super) fn read_object<'a>(
    bytes: &'a [u8],
    byte_offset: u64,
    decoding: Decoding,
    fields: &Fields,
) -> Result<(Record<'a>, TextEncoding), Problem> {
    let (text, encoding) = decode(bytes, decoding, undeclared).map_err(|problem| problem.further_on(byte_offset))?;
    let record = match text {
        Cow::Borrowed(text) => parse_object(text, fields)?,
        Cow::Owned(text) => parse_object(&text, fields)?.into_owned(),
    };
    Ok((record, encoding))
}

/// Parses a JSON object. Fields that are `null` or blank are `None`, except the text. If a field occurs twice, the last one is
/// used. Other fields are ignored.
///
/// # Errors
/// * [`Problem::NotJson`]: the text isn't a JSON object, or there is more after it.
/// * [`Problem::NoText`], [`Problem::WrongType`]: the text is missing, or a field isn't a string (the id may be a number).
fn parse_object<'a>(line: &'a str, fields: &Fields) -> Result<Record<'a>, Problem> {
    let mut reader = serde_json::Deserializer::from_str(line);
    let raw = RecordSeed(fields).deserialize(&mut reader).and_then(|raw| reader.end().map(|()| raw));
    let raw = raw.map_err(|error| not_json(&error))?;
    let string = |value: Option<JsonValue<'a>>, field: &str| match value {
        None | Some(JsonValue::Other(JsonType::Null)) => Ok(None),
        Some(JsonValue::String(text)) => Ok(Some(text)),
        Some(JsonValue::Number(_)) => Err(wrong_type(field, JsonType::Number, JsonType::String)),
        Some(JsonValue::Other(found)) => Err(wrong_type(field, found, JsonType::String)),
    };
    let text = match raw.text {
        None => return Err(Problem::NoText { field: fields.text.clone() }),
        Some(JsonValue::Other(JsonType::Null)) => {
            return Err(wrong_type(&fields.text, JsonType::Null, JsonType::String));
        }
        value => string(value, &fields.text)?.unwrap_or_default(),
    };
    let filled = |text: &Cow<'a, str>| !text.trim().is_empty();
    let id = match raw.id {
        None | Some(JsonValue::Other(JsonType::Null)) => None,
        Some(JsonValue::String(id)) => Some(id).filter(filled),
        Some(JsonValue::Number(id)) => Some(Cow::Owned(id)),
        Some(JsonValue::Other(found)) => return Err(wrong_type(&fields.id, found, JsonType::StringOrNumber)),
    };
    Ok(Record {
        text,
        id,
        date: string(raw.date, &fields.date)?.filter(filled),
        title: string(raw.title, &fields.title)?.filter(filled),
        // Of little importance, so that values of other types are ignored.
        url: string(raw.url, &fields.url).unwrap_or_default().filter(filled),
        source: string(raw.source, &fields.source).unwrap_or_default().filter(filled),
    })
}

fn wrong_type(field: &str, found: JsonType, expected: JsonType) -> Problem {
    Problem::WrongType { field: field.to_owned(), found, expected }
}

/// The problem of an error, without the line number, which would count from the beginning of the object.
fn not_json(error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let reason = message.strip_suffix(&position).unwrap_or(&message).to_owned();
    let fault = match error.classify() {
        Category::Eof => JsonFault::End,
        Category::Data => JsonFault::Type,
        Category::Syntax | Category::Io => JsonFault::Syntax,
    };
    Problem::NotJson { fault, reason, column: error.column() }
}

enum JsonValue<'a> {
    String(Cow<'a, str>),
    Number(String),
    /// A value of another type.
    Other(JsonType),
}

impl JsonValue<'_> {
    fn copy(&self) -> Self {
        match self {
            Self::String(text) => Self::String(Cow::Owned(text.clone().into_owned())),
            Self::Number(text) => Self::Number(text.clone()),
            Self::Other(found) => Self::Other(*found),
        }
    }
}

#[derive(Default)]
struct RawRecord<'a> {
    text: Option<JsonValue<'a>>,
    id: Option<JsonValue<'a>>,
    date: Option<JsonValue<'a>>,
    title: Option<JsonValue<'a>>,
    url: Option<JsonValue<'a>>,
    source: Option<JsonValue<'a>>,
}

struct RecordSeed<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = RawRecord<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = RawRecord<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut raw = RawRecord::default();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let Fields { text, id, date, title, url, source } = self.0;
            let mut targets: [Option<&mut Option<JsonValue<'de>>>; 6] = [
                (key == **text).then_some(&mut raw.text),
                (key == **id).then_some(&mut raw.id),
                (key == **date).then_some(&mut raw.date),
                (key == **title).then_some(&mut raw.title),
                (key == **url).then_some(&mut raw.url),
                (key == **source).then_some(&mut raw.source),
            ];
            let mut targets = targets.iter_mut().flatten();
            let Some(first) = targets.next() else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(ValueSeed)?;
            for other in targets {
                **other = Some(value.copy());
            }
            **first = Some(value);
        }
        Ok(raw)
    }
}

/// A key, borrowed unless it has escapes.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match deserializer.deserialize_str(ValueSeed)? {
            JsonValue::String(key) => Ok(key),
            _ => Err(D::Error::custom("a key that is not a string")),
        }
    }
}

/// A value, borrowed unless it has escapes. The contents of arrays and objects are skipped.
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = JsonValue<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = JsonValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(JsonValue::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(JsonValue::String(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(JsonValue::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(JsonValue::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(JsonValue::Number(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(JsonValue::Other(JsonType::Boolean))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(JsonValue::Other(JsonType::Null))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(JsonValue::Other(JsonType::Array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(JsonValue::Other(JsonType::Object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &str) -> String {
        parse_object(line, &Fields::default()).map_or_else(|p| p.to_string(), |r| format!("{r:?}"))
    }

    #[test]
    fn values_are_borrowed_unless_they_have_escapes() {
        let line = r#"{"id":7,"x":[{"text":1}],"date":null,"title":"","text":"Ia \"ada\"."}"#;
        let record = parse_object(line, &Fields::default()).unwrap();
        assert_eq!(record.text, "Ia \"ada\".");
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!((record.date, record.title), (None, None));
        let plain = parse_object(r#"{"text":"polos"}"#, &Fields::default()).unwrap();
        assert!(matches!(plain.text, Cow::Borrowed("polos")));
    }

    #[test]
    fn fields_may_share_a_name_and_the_last_value_is_used() {
        let fields = Fields { id: "url".into(), title: "url".into(), ..Fields::default() };
        let record = parse_object(r#"{"url":"a","url":"b","text":""}"#, &fields).unwrap();
        assert_eq!(
            (record.id.as_deref(), record.title.as_deref(), record.url.as_deref()),
            (Some("b"), Some("b"), Some("b"))
        );
    }

    #[test]
    fn reports_malformed_records() {
        assert_eq!(problem("{\"text\": "), "not a JSON object: EOF while parsing a value at column 9");
        assert_eq!(problem("[1]"), "not a JSON object: invalid type: sequence, expected an object");
        assert_eq!(problem("{\"text\":\"a\"} x"), "not a JSON object: trailing characters at column 14");
        assert_eq!(problem("{}"), "no field `text`");
        assert_eq!(problem("{\"text\":null}"), "field `text` is null, not a string");
        assert_eq!(problem("{\"text\":[\"a\"]}"), "field `text` is an array, not a string");
        assert_eq!(problem("{\"text\":\"a\",\"id\":{}}"), "field `id` is an object, not a string or a number");
        assert_eq!(problem("{\"text\":\"a\",\"date\":20241231}"), "field `date` is a number, not a string");
    }
}
