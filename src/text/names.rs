//! Conversions between enums and their names in reports.

use thiserror::Error;

/// A string that is not one of the names of an enum.
///
/// ```
/// let error = "place".parse::<telaah::entities::EntityKind>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown entity kind `place` (expected person, country, date, time or duration)");
/// ```
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("unknown {what} `{name}` (expected {})", list(.expected))]
pub struct UnknownName {
    what: &'static str,
    name: String,
    expected: &'static [&'static str],
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, name: &str, expected: &'static [&'static str]) -> Self {
        Self { what, name: name.to_owned(), expected }
    }

    /// The rejected string.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The accepted names.
    #[must_use]
    pub const fn expected(&self) -> &'static [&'static str] {
        self.expected
    }
}

/// Joins names by commas, the last two by "or".
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Implements `Display`, `FromStr`, `Serialize` and `Deserialize` for an enum by the names that its method `name` gives to
/// the variants in its constant `ALL`.
macro_rules! impl_names {
    ($type:ty, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::text::names::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                const NAMES: [&str; <$type>::ALL.len()] = {
                    let mut names = [""; <$type>::ALL.len()];
                    let mut at = 0;
                    while at < names.len() {
                        names[at] = <$type>::ALL[at].name();
                        at += 1;
                    }
                    names
                };
                let found = Self::ALL.into_iter().find(|value| value.name() == name);
                found.ok_or_else(|| $crate::text::names::UnknownName::new($what, name, &NAMES))
            }
        }

        $crate::text::names::impl_serde_str!($type);
    };
}

/// Implements `Serialize` by `Display` and `Deserialize` by `FromStr`.
macro_rules! impl_serde_str {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {impl_names, impl_serde_str};

#[cfg(test)]
mod tests {
    use crate::entities::{EntityKind, MentionNote, Via};
    use crate::terms::Case;
    use crate::text::document::DateSource;
    use crate::text::token::{Shape, TokenKind};

    #[test]
    fn every_name_is_parsed_displayed_and_serialized() {
        macro_rules! check {
            ($($type:ty),+) => {$(
                for value in <$type>::ALL {
                    assert_eq!(value.to_string(), value.name());
                    assert_eq!(value.name().parse::<$type>(), Ok(value));
                    let json = serde_json::to_string(&value).unwrap();
                    assert_eq!(json, format!("{:?}", value.name()));
                    assert_eq!(serde_json::from_str::<$type>(&json).unwrap(), value);
                }
                assert_eq!("".parse::<$type>().unwrap_err().expected(), <$type>::ALL.map(|value| value.name()));
            )+};
        }
        check!(EntityKind, Via, MentionNote, Case, DateSource, Shape, TokenKind);
        assert_eq!(
            "huruf".parse::<Case>().unwrap_err().to_string(),
            "unknown case rule `huruf` (expected fold or keep)"
        );
    }
}
