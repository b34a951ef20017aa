//! The fingerprint of a run: everything besides the input that its output depends on.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

/// Everything besides the input that the output of a run depends on: names and values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunFingerprint(Vec<(String, String)>);

/// A difference between two fingerprints.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The name.
    pub name: String,
    /// The value of the earlier run; `None` if it had none.
    pub then: Option<String>,
    /// The value now; `None` if there is none.
    pub now: Option<String>,
}

impl RunFingerprint {
    /// Adds a value.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Adds the values of another fingerprint.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Returns the differences between the fingerprint of an earlier run and that of a run `now`, in its order.
    #[must_use]
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (name, now) in &now.0 {
            let then = self.get(name);
            if then != Some(now) {
                differences.push(Difference { name: name.clone(), then: then.cloned(), now: Some(now.clone()) });
            }
        }
        for (name, then) in self.0.iter().filter(|(name, _)| now.get(name).is_none()) {
            differences.push(Difference { name: name.clone(), then: Some(then.clone()), now: None });
        }
        differences
    }

    fn get(&self, name: &str) -> Option<&String> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// A hash of bytes (XXH3, 64 bits) in hexadecimal: the same in every run and on every machine.
#[must_use]
pub fn hash_hex(bytes: &[u8]) -> String {
    format!("{:016x}", XxHash3_64::oneshot(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(values: &[(&str, &str)]) -> RunFingerprint {
        let mut fingerprint = RunFingerprint::default();
        values.iter().for_each(|(name, value)| fingerprint.push(*name, *value));
        fingerprint
    }

    #[test]
    fn differences_name_what_was_added_changed_and_removed() {
        let then = fingerprint(&[("--top", "5"), ("--case", "fold"), ("--ngrams", "2")]);
        let now = fingerprint(&[("--case", "fold"), ("--top", "7"), ("--in-name", "true")]);
        let differences = then.differences(&now);
        let found: Vec<_> = differences.iter().map(|d| (&*d.name, d.then.as_deref(), d.now.as_deref())).collect();
        let expected =
            [("--top", Some("5"), Some("7")), ("--in-name", None, Some("true")), ("--ngrams", Some("2"), None)];
        assert_eq!(found, expected);
        assert_eq!(then.differences(&then), []);
    }
}
