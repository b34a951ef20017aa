//! JSON objects as records, for NDJSON and JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};

use serde_json::error::Category;

use crate::error::{FieldRole, JsonFault, JsonType, Problem};
use crate::input::encoding::{Decoding, TextEncoding, decode, undeclared};
use crate::input::field_names::{ROLES, name_list, usual_name};
use crate::input::format::json_repair::{Repaired, repair};
use crate::input::format::json_value::{JsonValue, KeySeed, ValueSeed, join_parts};
use crate::input::format::records::{RecordBlock, RecordReader, RecordSink};
use crate::input::options::InputOptions;
use crate::input::record::{Fields, Position, Record, Remark};

/// The ranges of the values of a block.
pub(super) struct ValueRanges(pub(super) Vec<Range<usize>>);

impl RecordReader for ValueRanges {
    fn is_empty(&self, _: &RecordBlock) -> bool {
        self.0.is_empty()
    }

    fn read(&self, block: &RecordBlock, decoding: Decoding, options: &InputOptions, sink: &mut RecordSink<'_>) {
        for (number, range) in (block.first..).zip(&self.0) {
            let bytes = block.bytes.get(range.clone()).unwrap_or_default();
            let record = read_object(bytes, block.byte_offset + range.start as u64, decoding, &options.fields);
            if !sink(Position::Value(number), record) {
                return;
            }
        }
    }
}

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
/// used. Other fields are ignored. Only a value that can't be used as text keeps a record from being read.
///
/// # Errors
/// * [`Problem::NotJson`]: it isn't JSON, or not an object.
/// * [`Problem::NoText`], [`Problem::NoTextField`], [`Problem::WrongType`]: there is no text.
/// * [`Problem::AmbiguousText`]: two fields may hold the text.
fn parse_object<'a>(text: &'a str, fields: &Fields) -> Result<Record<'a>, Problem> {
    let raw = match raw_record(text, fields) {
        Ok(raw) => raw,
        Err(error) => {
            let Some(Repaired { text, surrogates }) = repair(text) else { return Err(not_json(&error)) };
            let raw = raw_record(&text, fields).map_err(|_| not_json(&error))?;
            let mut record = record(raw, || keys(&text), fields)?.into_owned();
            if surrogates > 0 {
                record.remarks.push(Remark::Surrogates { count: surrogates });
            }
            return Ok(record);
        }
    };
    record(raw, || keys(text), fields)
}

fn raw_record<'a>(text: &'a str, fields: &Fields) -> serde_json::Result<RawRecord<'a>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let raw = RecordSeed(fields).deserialize(&mut reader)?;
    reader.end().map(|()| raw)
}

/// The record of the fields that were found. `names`: those of all fields.
pub(super) fn record<'a, 'n>(
    raw: RawRecord<'a>,
    names: impl FnOnce() -> Vec<Cow<'n, str>>,
    fields: &Fields,
) -> Result<Record<'a>, Problem> {
    let RawRecord { slots, rival, kept } = raw;
    let has_text = slots.first().is_some_and(Option::is_some);
    let mut record = Record { kept, ..Record::default() };
    for (role, slot) in ROLES.into_iter().zip(slots) {
        let Some(Slot { key, value, .. }) = slot else { continue };
        let found = value.json_type();
        let text = match (role, value) {
            (FieldRole::Text, JsonValue::String(text)) => Some(text),
            (FieldRole::Text, JsonValue::List(parts)) => Some(Cow::Owned(join_parts(&parts))),
            (_, JsonValue::String(text)) => Some(text).filter(|text| !text.trim().is_empty()),
            (_, JsonValue::Number(text)) => Some(Cow::Owned(text)),
            _ => None,
        };
        if role == FieldRole::Text && text.is_none() {
            return Err(Problem::WrongType { field: key.into_owned(), found, expected: JsonType::String });
        }
        let is_expected = match found {
            JsonType::String | JsonType::Null => true,
            JsonType::Number => role != FieldRole::Text,
            JsonType::Array => role == FieldRole::Text,
            // Of little importance.
            _ => matches!(role, FieldRole::Url | FieldRole::Source),
        };
        if !is_expected {
            record.remarks.push(Remark::Type { field: key.clone().into_owned(), found, is_used: text.is_some() });
        }
        let Some(text) = text else { continue };
        if fields.is_guess(role, &key) {
            record.guesses.push((role, key));
        }
        match role {
            FieldRole::Text => record.text = text,
            FieldRole::Id => record.id = Some(text),
            FieldRole::Date => record.date = Some(text),
            FieldRole::Title => record.title = Some(text),
            FieldRole::Url => record.url = Some(text),
            FieldRole::Source => record.source = Some(text),
        }
        if let (FieldRole::Text, Some((first, second))) = (role, &rival) {
            return Err(Problem::AmbiguousText {
                first: first.clone().into_owned(),
                second: second.clone().into_owned(),
            });
        }
    }
    if has_text { Ok(record) } else { Err(no_text(names, fields)) }
}

/// The problem of a record without a text.
fn no_text<'n>(names: impl FnOnce() -> Vec<Cow<'n, str>>, fields: &Fields) -> Problem {
    if let Some(field) = &fields.text {
        return Problem::NoText { field: field.clone() };
    }
    let names = names();
    match names.is_empty() {
        true => Problem::NoText { field: usual_name(FieldRole::Text).to_owned() },
        false => Problem::NoTextField { names: name_list(&names) },
    }
}

/// The keys of an object.
fn keys(object: &str) -> Vec<Cow<'_, str>> {
    serde_json::from_str::<Keys<'_>>(object).map(|keys| keys.0).unwrap_or_default()
}

/// The problem of an error, without the line number, which would count from the beginning of the object.
pub(super) fn not_json(error: &serde_json::Error) -> Problem {
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

/// The value of a field, with its name and the rank of that name.
struct Slot<'a> {
    rank: u8,
    key: Cow<'a, str>,
    value: JsonValue<'a>,
}

/// The fields that were found.
#[derive(Default)]
pub(super) struct RawRecord<'a> {
    /// The best of each of the [`ROLES`].
    slots: [Option<Slot<'a>>; 6],
    /// Two fields with text that are equally likely to be the text, and the best.
    rival: Option<(Cow<'a, str>, Cow<'a, str>)>,
    kept: Vec<Option<Cow<'a, str>>>,
}

impl<'a> RawRecord<'a> {
    pub(super) fn new(fields: &Fields) -> Self {
        Self { kept: vec![None; fields.kept.len()], ..Self::default() }
    }

    /// Adds a field. `read` reads its value, and gets whether it is wanted.
    pub(super) fn add<E>(
        &mut self,
        key: Cow<'a, str>,
        fields: &Fields,
        read: impl FnOnce(bool) -> Result<JsonValue<'a>, E>,
    ) -> Result<(), E> {
        let ranks = fields.ranks(&key).into_iter().enumerate();
        let wanted = ranks.filter_map(|(role, rank)| Some((role, rank.filter(|rank| self.is_wanted(role, *rank))?)));
        let roles: Vec<(usize, u8)> = wanted.collect();
        let kept = fields.kept.iter().position(|name| *name == key);
        let value = read(!roles.is_empty() || kept.is_some())?;
        if let Some(kept) = kept.and_then(|at| self.kept.get_mut(at)) {
            *kept = value.clone().into_text();
        }
        if let Some(((role, rank), others)) = roles.split_first() {
            for (role, rank) in others {
                self.offer(*role, Slot { rank: *rank, key: key.clone(), value: value.clone() });
            }
            self.offer(*role, Slot { rank: *rank, key, value });
        }
        Ok(())
    }

    /// Whether a field with this rank may replace the one that was found for a role.
    fn is_wanted(&self, role: usize, rank: u8) -> bool {
        let found = self.slots.get(role).and_then(Option::as_ref);
        found.is_none_or(|slot| rank <= slot.rank || !slot.value.is_filled())
    }

    fn offer(&mut self, role: usize, new: Slot<'a>) {
        let Some(slot) = self.slots.get_mut(role) else { return };
        if let Some(old) = slot {
            let order = |slot: &Slot<'_>| (!slot.value.is_filled(), slot.rank);
            if order(&new) > order(old) {
                return;
            }
            if role == FieldRole::Text as usize {
                let is_tie = order(&new) == order(old) && new.value.is_filled();
                let is_rival = is_tie && new.key != old.key && new.value != old.value;
                self.rival = is_rival.then(|| (old.key.clone(), new.key.clone()));
            }
        }
        *slot = Some(new);
    }
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
        let fields = self.0;
        let mut raw = RawRecord::new(fields);
        while let Some(key) = map.next_key_seed(KeySeed)? {
            raw.add(key, fields, |is_wanted| match is_wanted {
                true => map.next_value_seed(ValueSeed),
                false => map.next_value::<IgnoredAny>().map(|_| JsonValue::Null),
            })?;
        }
        Ok(raw)
    }
}

/// The keys of an object.
struct Keys<'a>(Vec<Cow<'a, str>>);

impl<'de> serde::Deserialize<'de> for Keys<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeysVisitor;
        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = Keys<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut keys = Vec::new();
                while let Some(key) = map.next_key_seed(KeySeed)? {
                    map.next_value::<IgnoredAny>()?;
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(KeysVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &str) -> String {
        parse_object(line, &Fields::default()).map_or_else(|p| p.to_string(), |r| format!("{r:?}"))
    }

    fn parse(line: &str) -> Record<'_> {
        parse_object(line, &Fields::default()).unwrap()
    }

    #[test]
    fn values_are_borrowed_unless_they_have_escapes() {
        let record = parse(r#"{"id":7,"x":[{"text":1}],"date":null,"title":"","text":"Ia \"ada\"."}"#);
        assert_eq!(record.text, "Ia \"ada\".");
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!((record.date, record.title, record.remarks), (None, None, vec![]));
        assert!(matches!(parse(r#"{"text":"polos"}"#).text, Cow::Borrowed("polos")));
    }

    #[test]
    fn fields_may_share_a_name_and_the_last_value_is_used() {
        let name = || Some("url".to_owned());
        let fields = Fields { id: name(), title: name(), ..Fields::default() };
        let record = parse_object(r#"{"url":"a","url":"b","text":""}"#, &fields).unwrap();
        assert_eq!(
            (record.id.as_deref(), record.title.as_deref(), record.url.as_deref()),
            (Some("b"), Some("b"), Some("b"))
        );
    }

    #[test]
    fn known_names_are_found_and_the_best_of_them_used() {
        let record = parse(r#"{"Judul":"a","summary":"b","isi_berita":"c","tgl":"2024-01-02","created_at":"x"}"#);
        assert_eq!(
            (&*record.text, record.title.as_deref(), record.date.as_deref()),
            ("c", Some("a"), Some("2024-01-02"))
        );
        let guesses: Vec<_> = record.guesses.iter().map(|(role, name)| (*role, &**name)).collect();
        assert_eq!(guesses, [(FieldRole::Text, "isi_berita"), (FieldRole::Date, "tgl"), (FieldRole::Title, "Judul")]);
        // A field without text does not outrank one with a less reliable name, and does not rival it.
        assert_eq!(parse(r#"{"content":null,"description":"b"}"#).text, "b");
        assert_eq!(parse(r#"{"description":"b","content":" "}"#).text, "b");
        assert_eq!(parse(r#"{"isi":"","content":"b"}"#).text, "b");
        assert_eq!(parse(r#"{"isi":"b","content":"b"}"#).text, "b");
        assert_eq!(parse(r#"{"isi":"a","content":"b","text":"c"}"#).text, "c");
        assert_eq!(problem(r#"{"isi":"a","content":"b"}"#), "both `isi` and `content` may hold the text");
        let fields = Fields { text: Some("isi".to_owned()), ..Fields::default() };
        let record = parse_object(r#"{"isi":"a","content":"b"}"#, &fields).unwrap();
        assert_eq!((&*record.text, record.guesses), ("a", vec![]));
    }

    #[test]
    fn values_of_other_types_do_not_discard_the_article() {
        let record = parse(r#"{"text":"a","title":5,"date":1709611200000,"id":{},"source":{"name":"Kabar"}}"#);
        assert_eq!((record.title.as_deref(), record.date.as_deref()), (Some("5"), Some("1709611200000")));
        assert_eq!((record.id, record.source.as_deref()), (None, Some("Kabar")));
        let remark = |field: &str, found, is_used| Remark::Type { field: field.to_owned(), found, is_used };
        assert_eq!(record.remarks, [remark("id", JsonType::Object, false)]);
        assert_eq!(parse(r#"{"text":7}"#).remarks, [remark("text", JsonType::Number, true)]);
        let record = parse(r#"{"text":"a","title":NaN,"x":[-Infinity, Infinity]}"#);
        assert_eq!((&*record.text, record.title, record.remarks), ("a", None, vec![]));
        let record = parse(r#"{"text":"a \ud83d b \ud83d\ude00 NaN"}"#);
        assert_eq!((&*record.text, record.remarks), ("a \u{fffd} b 😀 NaN", vec![Remark::Surrogates { count: 1 }]));
    }

    #[test]
    fn further_fields_are_kept() {
        let kept = ["rubrik", "tags", "tidak_ada", "n"].map(str::to_owned).to_vec();
        let fields = Fields { kept, ..Fields::default() };
        let record = parse_object(r#"{"text":"a","tags":["x","y"],"rubrik":"politik","n":3}"#, &fields).unwrap();
        let kept: Vec<_> = record.kept.iter().map(Option::as_deref).collect();
        assert_eq!(kept, [Some("politik"), Some("x; y"), None, Some("3")]);
    }

    #[test]
    fn reports_malformed_records() {
        assert_eq!(problem("{\"text\": "), "not a JSON object: EOF while parsing a value at column 9");
        assert_eq!(problem("[1]"), "not a JSON object: invalid type: sequence, expected an object");
        assert_eq!(problem("{\"text\":\"a\"} x"), "not a JSON object: trailing characters at column 14");
        assert_eq!(problem("{\"text\":\"a\",\"b\":NuN}"), "not a JSON object: expected value at column 17");
        assert_eq!(problem("{}"), "no field `text`");
        assert_eq!(problem("{\"a\":1,\"b\":2}"), "no field is known to hold the text: the fields are `a`, `b`");
        assert_eq!(problem("{\"text\":null}"), "field `text` is null, not a string");
        assert_eq!(problem("{\"text\":{\"a\":1}}"), "field `text` is an object, not a string");
    }
}
