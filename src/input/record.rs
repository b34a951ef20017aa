//! Records: what a file says of an article, and a JSON object that says it.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use crate::error::Problem;

/// The names of a record's fields. Two may be the same: an address can be the id and the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The article; the only one that must be there.
    pub text: String,
    /// What the document is called in reports: a string or a number. Without one it is `path:line`.
    pub id: String,
    /// The day that the article was published.
    pub date: String,
    /// The headline.
    pub title: String,
    /// The address of the page; a date in it counts if the record has none, and its host is the source if it has none.
    pub url: String,
    /// Who published it.
    pub source: String,
}

impl Default for Fields {
    /// `text`, `id`, `date`, `title`, `url`, `source`.
    fn default() -> Self {
        let own = str::to_owned;
        Self {
            text: own("text"),
            id: own("id"),
            date: own("date"),
            title: own("title"),
            url: own("url"),
            source: own("source"),
        }
    }
}

/// One article as its file gives it, borrowed so far as no escape stands in the way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) date: Option<Cow<'a, str>>,
    /// Never empty.
    pub(crate) title: Option<Cow<'a, str>>,
    /// The address of the page.
    pub(crate) url: Option<Cow<'a, str>>,
    /// Who published it.
    pub(crate) source: Option<Cow<'a, str>>,
}

/// Reads a record. A field that is `null` is absent; so are a blank id, title and date. Of a field that comes twice the
/// last counts. Fields with other names are not looked at.
///
/// # Errors
/// * [`Problem::NotJson`]: the line is no JSON object, or there is more behind it.
/// * [`Problem::NoText`], [`Problem::WrongType`]: a field is missing or is no string (the id may be a number).
pub(crate) fn parse_record<'a>(line: &'a str, fields: &Fields) -> Result<Record<'a>, Problem> {
    let mut reader = serde_json::Deserializer::from_str(line);
    let raw = RecordSeed(fields).deserialize(&mut reader).and_then(|raw| reader.end().map(|()| raw));
    let raw = raw.map_err(|error| Problem::NotJson { reason: reason(&error) })?;
    let string = |value: Option<Value<'a>>, field: &str| match value {
        None | Some(Value::Other("null")) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(_)) => Err(wrong_type(field, "a number", "a string")),
        Some(Value::Other(found)) => Err(wrong_type(field, found, "a string")),
    };
    let text = match raw.text {
        None => return Err(Problem::NoText { field: fields.text.clone() }),
        Some(Value::Other("null")) => return Err(wrong_type(&fields.text, "null", "a string")),
        value => string(value, &fields.text)?.unwrap_or_default(),
    };
    let filled = |text: &Cow<'a, str>| !text.trim().is_empty();
    let id = match raw.id {
        None | Some(Value::Other("null")) => None,
        Some(Value::String(id)) => Some(id).filter(filled),
        Some(Value::Number(id)) => Some(Cow::Owned(id)),
        Some(Value::Other(found)) => return Err(wrong_type(&fields.id, found, "a string or a number")),
    };
    Ok(Record {
        text,
        id,
        date: string(raw.date, &fields.date)?.filter(filled),
        title: string(raw.title, &fields.title)?.filter(filled),
        // Not asked for by anybody, so that another type is no fault.
        url: string(raw.url, &fields.url).unwrap_or_default().filter(filled),
        source: string(raw.source, &fields.source).unwrap_or_default().filter(filled),
    })
}

fn wrong_type(field: &str, found: &'static str, expected: &'static str) -> Problem {
    Problem::WrongType { field: field.to_owned(), found, expected }
}

/// What the JSON reader says; the line that it names is always its first, and so left out.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match said.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => said,
    }
}

/// The day that a date field names: `2024-12-31`, or the same with a time behind it (`2024-12-31T08:15:00+07:00`,
/// `2024-12-31 08:15`). The day is taken as it is written, in whatever time zone that is. Absent if it is no such thing, or a
/// day that does not exist.
///
/// # Examples
/// ```
/// use jiff::civil::date;
/// assert_eq!(telaah::input::parse_date("2024-12-31T23:59:59Z"), Some(date(2024, 12, 31)));
/// assert_eq!(telaah::input::parse_date("2023-02-29"), None);
/// assert_eq!(telaah::input::parse_date("31/12/2024"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    if !matches!(rest.as_bytes().first(), None | Some(b'T' | b't' | b' ')) {
        return None;
    }
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *day.as_bytes() else { return None };
    let number =
        |digits: &[u8]| digits.iter().try_fold(0_i16, |n, d| d.is_ascii_digit().then(|| n * 10 + i16::from(d - b'0')));
    let small = |digits: &[u8]| i8::try_from(number(digits)?).ok();
    Date::new(number(&[y1, y2, y3, y4])?, small(&[m1, m2])?, small(&[d1, d2])?).ok()
}

enum Value<'a> {
    String(Cow<'a, str>),
    Number(String),
    /// Anything else, by what to call it.
    Other(&'static str),
}

impl Value<'_> {
    fn copy(&self) -> Self {
        match self {
            Self::String(text) => Self::String(Cow::Owned(text.clone().into_owned())),
            Self::Number(text) => Self::Number(text.clone()),
            Self::Other(name) => Self::Other(name),
        }
    }
}

#[derive(Default)]
struct RawRecord<'a> {
    text: Option<Value<'a>>,
    id: Option<Value<'a>>,
    date: Option<Value<'a>>,
    title: Option<Value<'a>>,
    url: Option<Value<'a>>,
    source: Option<Value<'a>>,
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
            let mut places: [Option<&mut Option<Value<'de>>>; 6] = [
                (key == **text).then_some(&mut raw.text),
                (key == **id).then_some(&mut raw.id),
                (key == **date).then_some(&mut raw.date),
                (key == **title).then_some(&mut raw.title),
                (key == **url).then_some(&mut raw.url),
                (key == **source).then_some(&mut raw.source),
            ];
            let mut wanted = places.iter_mut().flatten();
            let Some(first) = wanted.next() else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(ValueSeed)?;
            for other in wanted {
                **other = Some(value.copy());
            }
            **first = Some(value);
        }
        Ok(raw)
    }
}

/// A key, borrowed if it can be.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match deserializer.deserialize_str(ValueSeed)? {
            Value::String(key) => Ok(key),
            _ => Err(D::Error::custom("a key that is no string")),
        }
    }
}

/// A value, borrowed if it can be; arrays and objects are passed over.
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Other("a boolean"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Other("null"))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an array"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &str) -> String {
        parse_record(line, &Fields::default()).map_or_else(|p| p.to_string(), |r| format!("{r:?}"))
    }

    #[test]
    fn a_record_is_borrowed_where_it_can_be() {
        let line = r#"{"id":7,"x":[{"text":1}],"date":null,"title":"","text":"Ia \"ada\"."}"#;
        let record = parse_record(line, &Fields::default()).unwrap();
        assert_eq!(record.text, "Ia \"ada\".");
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!((record.date, record.title), (None, None));
        let plain = parse_record(r#"{"text":"polos"}"#, &Fields::default()).unwrap();
        assert!(matches!(plain.text, Cow::Borrowed("polos")));
    }

    #[test]
    fn one_field_may_serve_twice_and_the_last_of_its_name_counts() {
        let fields = Fields { id: "url".into(), title: "url".into(), ..Fields::default() };
        let record = parse_record(r#"{"url":"a","url":"b","text":""}"#, &fields).unwrap();
        assert_eq!(
            (record.id.as_deref(), record.title.as_deref(), record.url.as_deref()),
            (Some("b"), Some("b"), Some("b"))
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(problem("{\"text\": "), "no JSON object: EOF while parsing a value at column 9");
        assert_eq!(problem("[1]"), "no JSON object: invalid type: sequence, expected an object at column 0");
        assert_eq!(problem("{\"text\":\"a\"} x"), "no JSON object: trailing characters at column 14");
        assert_eq!(problem("{}"), "no field `text`");
        assert_eq!(problem("{\"text\":null}"), "field `text` is null, not a string");
        assert_eq!(problem("{\"text\":[\"a\"]}"), "field `text` is an array, not a string");
        assert_eq!(problem("{\"text\":\"a\",\"id\":{}}"), "field `id` is an object, not a string or a number");
        assert_eq!(problem("{\"text\":\"a\",\"date\":20241231}"), "field `date` is a number, not a string");
    }

    #[test]
    fn dates_are_days_that_exist() {
        for (text, wanted) in [
            ("2024-12-31", Some("2024-12-31")),
            (" 2024-02-29 10:00 ", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("2024-12-31x", None),
            ("20241231", None),
            ("2024-1-1", None),
            ("tahun 2024 – kata", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
