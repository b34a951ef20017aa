//! Values of JSON fields.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::JsonType;

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum JsonValue<'a> {
    Null,
    Boolean(bool),
    /// A number as text.
    Number(String),
    String(Cow<'a, str>),
    List(Vec<Self>),
    Object,
}

/// Keys of objects that stand for a value: in exports of databases (`{"$oid": "…"}`), of blogs
/// (`{"rendered": "…"}`) and of news services (`{"id": null, "name": "…"}`).
pub(super) const VALUE_KEYS: [&str; 6] = ["$oid", "$date", "$numberLong", "rendered", "name", "#text"];

impl<'a> JsonValue<'a> {
    pub(super) fn json_type(&self) -> JsonType {
        match self {
            Self::Null => JsonType::Null,
            Self::Boolean(_) => JsonType::Boolean,
            Self::Number(_) => JsonType::Number,
            Self::String(_) => JsonType::String,
            Self::List(_) => JsonType::Array,
            Self::Object => JsonType::Object,
        }
    }

    /// Whether it is more than `null`, a blank string or an empty array.
    pub(super) fn is_filled(&self) -> bool {
        match self {
            Self::Null => false,
            Self::String(text) => !text.trim().is_empty(),
            Self::List(items) => items.iter().any(Self::is_filled),
            Self::Boolean(_) | Self::Number(_) | Self::Object => true,
        }
    }

    /// The value as text, with the items of an array separated by `; `. `None` for `null` and objects.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Null | Self::Object => None,
            Self::Boolean(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
            Self::Number(text) => Some(Cow::Owned(text)),
            Self::String(text) => Some(text),
            Self::List(items) => {
                let items: Vec<_> = items.into_iter().filter_map(Self::into_text).collect();
                Some(Cow::Owned(items.join("; ")))
            }
        }
    }

    fn strings(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::String(text) => visit(text),
            Self::List(items) => items.iter().for_each(|item| item.strings(visit)),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::Object => {}
        }
    }
}

/// The text of an article that is stored in parts: a list of paragraphs; of paragraphs that are lists of sentences; or of
/// sentences that are lists of tokens, in any number of lists around them. Paragraphs are separated by blank lines.
pub(super) fn join_parts(items: &[JsonValue<'_>]) -> String {
    let (mut strings, mut has_blanks) = (0, false);
    items.iter().for_each(|item| {
        item.strings(&mut |text| {
            strings += 1;
            has_blanks |= text.trim().contains(char::is_whitespace);
        });
    });
    join(items, !has_blanks && strings > 1, true)
}

fn join(items: &[JsonValue<'_>], is_tokens: bool, is_outermost: bool) -> String {
    let is_list = |item: &&JsonValue<'_>| matches!(item, JsonValue::List(_));
    let nested = items.iter().find(is_list);
    let parts = items.iter().map(|item| match item {
        JsonValue::String(text) => text.to_string(),
        JsonValue::Number(text) => text.clone(),
        JsonValue::List(items) => join(items, is_tokens, false),
        JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Object => String::new(),
    });
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    let holds_sentences = matches!(nested, Some(JsonValue::List(items)) if !items.iter().any(|item| is_list(&item)));
    match nested {
        None if is_tokens => join_tokens(&parts),
        None => parts.join(if is_outermost { "\n\n" } else { " " }),
        Some(_) => parts.join(if is_tokens && holds_sentences { " " } else { "\n\n" }),
    }
}

/// The sentence of some tokens: without blanks before punctuation and inside brackets and quotation marks.
fn join_tokens(tokens: &[String]) -> String {
    let mut text = String::new();
    let mut is_quoted = false;
    let mut before: Option<&str> = None;
    for token in tokens.iter().map(|token| token.trim()) {
        let closes = match token {
            "\"" => is_quoted,
            _ => token.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '}', '”', '’', '…', '%']),
        };
        let opened = match before {
            None => true,
            // An opening mark: `is_quoted` is as after the token before.
            Some("\"") => is_quoted,
            Some(token) => token.ends_with(['(', '[', '{', '“', '‘']),
        };
        let is_digit = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
        let in_date = match before {
            Some("/") => is_digit(token),
            Some(before) => token == "/" && is_digit(before),
            None => false,
        };
        if !closes && !opened && !in_date {
            text.push(' ');
        }
        text.push_str(token);
        if token == "\"" {
            is_quoted = !is_quoted;
        }
        before = Some(token);
    }
    text
}

/// A key, borrowed unless it has escapes.
pub(super) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match deserializer.deserialize_str(ValueSeed)? {
            JsonValue::String(key) => Ok(key),
            _ => Err(D::Error::custom("a key that is not a string")),
        }
    }
}

/// A value, borrowed unless it has escapes. Of an object, only the value of one of [`VALUE_KEYS`] is kept, in its place.
pub(super) struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = JsonValue<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for JsonValue<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ValueSeed.deserialize(deserializer)
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

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(JsonValue::Boolean(flag))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(JsonValue::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(Self)? {
            items.push(item);
        }
        Ok(JsonValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = JsonValue::Object;
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if found == JsonValue::Object && VALUE_KEYS.contains(&&*key) {
                found = map.next_value_seed(Self)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> JsonValue<'_> {
        ValueSeed.deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn texts_in_parts_are_joined() {
        for (json, text) in [
            (r#"["Banjir surut.", null, "Warga pulang."]"#, "Banjir surut.\n\nWarga pulang."),
            (r#"[["Banjir surut.", "Air turun."], ["Warga pulang."]]"#, "Banjir surut. Air turun.\n\nWarga pulang."),
            (
                r#"[["Banjir", "(", "kemarin", ")", "surut", "."], ["\"", "Lega", ",", "\"", "kata", "dia", "."]]"#,
                "Banjir (kemarin) surut. \"Lega,\" kata dia.",
            ),
            (
                r#"[[["Senin", "(", "5", "/", "2", ")", ",", "hujan", "."], ["Reda", "."]], [["Naik", "5", "%", "."]]]"#,
                "Senin (5/2), hujan. Reda.\n\nNaik 5%.",
            ),
            (r#"["Banjir", "surut", ",", "kata", "“", "dia", "”", "."]"#, "Banjir surut, kata “dia”."),
            ("[]", ""),
            ("[1, {}]", "1"),
        ] {
            let JsonValue::List(items) = value(json) else { unreachable!() };
            assert_eq!(join_parts(&items), text, "{json}");
        }
    }

    #[test]
    fn objects_may_stand_for_a_value() {
        assert_eq!(value(r#"{"id": null, "name": "Kabar"}"#), JsonValue::String("Kabar".into()));
        assert_eq!(value(r#"{"$date": {"$numberLong": "1709611200000"}}"#), JsonValue::String("1709611200000".into()));
        assert_eq!(value(r#"{"a": 1}"#), JsonValue::Object);
        assert_eq!(value(r#"["a", 2, true, null]"#).into_text().as_deref(), Some("a; 2; true"));
    }
}
