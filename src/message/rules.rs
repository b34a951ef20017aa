//! The rules for the wording of messages, for tests of the library and of the program, which both contain this file.

use std::collections::BTreeSet;

/// Examples of a type of messages, at least one of each variant; made by [`examples!`].
pub(crate) struct Examples {
    pub(crate) name: &'static str,
    /// The names of all variants.
    pub(crate) variants: &'static [&'static str],
    pub(crate) messages: Vec<Example>,
}

/// A message in both languages, and as `Debug` writes it.
pub(crate) struct Example {
    pub(crate) debug: String,
    pub(crate) en: String,
    pub(crate) id: String,
}

/// Makes [`Examples`]: `examples!(Part: Part::Document, Part::Record)`. The caller imports both structs.
macro_rules! examples {
    ($type:ident: $($message:expr),+ $(,)?) => {
        Examples {
            name: stringify!($type),
            variants: $type::VARIANTS,
            messages: vec![$({
                let message: $type = $message;
                Example {
                    debug: format!("{message:?}"),
                    en: message.en().to_string(),
                    id: message.id().to_string(),
                }
            }),+],
        }
    };
}

pub(crate) use examples;

/// A rule for the wording of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// It is not empty.
    Text,
    /// The languages differ.
    Translated,
    /// No words of one language occur in the other.
    OneLanguage,
    /// It begins in lower case, as the end of a line of output, unless it begins with an abbreviation or a value.
    LowerCase,
    /// It does not end like a sentence, and has no blanks at the ends and no double ones.
    Style,
    /// Parentheses, brackets and backticks are closed, and no placeholder remains.
    Closed,
    /// Each value occurs in both languages.
    Values,
}

/// Words of one language that are not words of the other.
const ENGLISH: &[&str] = &["the", "of", "and", "is", "not", "no", "from", "with", "cannot", "file", "files"];
const INDONESIAN: &[&str] = &["yang", "dan", "di", "bukan", "tidak", "dari", "berkas", "dengan", "dilewati"];

/// The rules that messages break, as `Type::Variant` with the text. `exceptions` are skipped; one that is not needed is a fault.
pub(crate) fn faults(all: &[Examples], exceptions: &[(&str, Rule)]) -> Vec<String> {
    let (mut faults, mut used) = (Vec::new(), BTreeSet::new());
    for Examples { name: type_name, variants, messages } in all {
        let mut missing: BTreeSet<&str> = variants.iter().copied().collect();
        for message in messages {
            let variant = message.debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            missing.remove(variant);
            let name = format!("{type_name}::{variant}");
            for rule in broken(message) {
                match exceptions.iter().position(|exception| *exception == (&*name, rule)) {
                    Some(index) => _ = used.insert(index),
                    None => faults.push(format!("{name}: {rule:?}: {:?}, {:?}", message.en, message.id)),
                }
            }
        }
        faults.extend(missing.iter().map(|variant| format!("{type_name}::{variant} has no example")));
    }
    let unused = exceptions.iter().enumerate().filter(|(index, _)| !used.contains(index));
    faults.extend(unused.map(|(_, exception)| format!("{exception:?} is not needed")));
    faults
}

fn broken(message: &Example) -> Vec<Rule> {
    let Example { debug, en, id } = message;
    let values = values(debug);
    let both = |holds: &dyn Fn(&str) -> bool| holds(en) && holds(id);
    let has_word = |text: &str, words: &[&str]| {
        let mut shown = text.split_whitespace().filter(|word| !word.starts_with("--") && !word.starts_with("TELAAH"));
        shown.any(|word| words.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
    };
    let is_lower_case = |text: &str| {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        !first.starts_with(char::is_uppercase) || first == first.to_uppercase()
    };
    let is_tidy = |text: &str| !text.ends_with(['.', '!', ' ', ':']) && !text.starts_with(' ') && !text.contains("  ");
    let is_closed = |text: &str| {
        // What is between backticks is a value or code.
        let prose: String = text.split('`').step_by(2).collect();
        let count = |c: char| prose.matches(c).count();
        text.matches('`').count().is_multiple_of(2)
            && count('(') == count(')')
            && count('[') == count(']')
            && !prose.contains(['{', '}'])
    };
    [
        (Rule::Text, both(&|text| !text.is_empty())),
        (Rule::Translated, en != id),
        (Rule::OneLanguage, !has_word(en, INDONESIAN) && !has_word(id, ENGLISH)),
        (Rule::LowerCase, both(&is_lower_case)),
        (Rule::Style, both(&is_tidy)),
        (Rule::Closed, both(&is_closed)),
        (
            Rule::Values,
            values.iter().all(|value| en.contains(value) && (id.contains(value) || ungrouped(id).contains(value))),
        ),
    ]
    .into_iter()
    .filter_map(|(rule, holds)| (!holds).then_some(rule))
    .collect()
}

/// The text without the points that group the digits of numbers in Indonesian.
fn ungrouped(text: &str) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let groups = |at: usize| {
        is_digit(text.get(..at).and_then(|before| before.chars().next_back()))
            && is_digit(text.get(at + 1..).and_then(|after| after.chars().next()))
    };
    text.char_indices().filter(|&(at, c)| c != '.' || !groups(at)).map(|(_, c)| c).collect()
}

/// The strings, characters and numbers in a value that `Debug` wrote.
fn values(debug: &str) -> Vec<&str> {
    let mut values = Vec::new();
    for (n, piece) in debug.split(['"', '\'']).enumerate() {
        if n % 2 == 1 {
            values.push(piece);
            continue;
        }
        let words = piece.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '-'));
        values.extend(words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())));
    }
    values
}

#[test]
fn each_rule_is_checked() {
    let broken_by = |debug: &str, en: &str, id: &str| {
        broken(&Example { debug: debug.to_owned(), en: en.to_owned(), id: id.to_owned() })
    };
    assert_eq!(broken_by("A { b: \"x\", c: 7 }", "x: cut at 7", "x: terpotong di 7"), []);
    assert_eq!(broken_by("A", "", "kosong"), [Rule::Text]);
    assert_eq!(broken_by("A", "null", "null"), [Rule::Translated]);
    assert_eq!(broken_by("A", "skipped", "the kosong"), [Rule::OneLanguage]);
    assert_eq!(broken_by("A", "Skipped", "dilewati"), [Rule::LowerCase]);
    assert_eq!(broken_by("A", "skipped.", "dilewati"), [Rule::Style]);
    assert_eq!(broken_by("A", "skipped (why", "dilewati"), [Rule::Closed]);
    assert_eq!(broken_by("A { b: Some(\"x\"), c: [1.5] }", "x, 1.5", "x"), [Rule::Values]);
    let examples = Examples { name: "A", variants: &["B", "C"], messages: Vec::new() };
    assert_eq!(faults(&[examples], &[("A::B", Rule::Text)]).len(), 3);
}
