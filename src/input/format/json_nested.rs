//! Records in a JSON array or object inside an object: `{"status": "ok", "articles": [{…}, …]}`.

use std::ops::Range;

use crate::error::Problem;
use crate::input::format::json_object::ValueRanges;
use crate::input::format::records::{RecordReader, Splitter};
use crate::input::record::{Fields, Position};

/// The values of the array or object at a path. Only strings, brackets and the keys on the path are recognized.
#[derive(Debug)]
pub(super) struct NestedValues {
    path: Vec<String>,
    /// The names of fields, if the path was guessed: a second array of records with text would be lost.
    fields: Option<Fields>,
    /// Number of open brackets.
    depth: usize,
    /// Number of keys of the path that lead to the current position.
    matched: usize,
    /// The depth inside the container of the records, while in it.
    inside: Option<usize>,
    /// Whether the container is an object.
    is_object: bool,
    string: InString,
    /// Whether the next string is a key.
    expects_key: bool,
    /// The key that was read last at a place where it could be on the path.
    key: Vec<u8>,
    /// The key of an array that was just opened beside the container.
    opened: Option<Vec<u8>>,
    /// The key of an array beside the container, and the depth inside its first object, while in it.
    beside: Option<(Vec<u8>, usize)>,
    /// The key of another array of records with text.
    rival: Option<String>,
    was_found: bool,
    start: Option<usize>,
    found: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InString {
    No,
    Yes {
        is_key: bool,
    },
    /// After a backslash.
    Escaped {
        is_key: bool,
    },
}

impl NestedValues {
    /// The values at a path. `fields`: the names of fields, if the path was guessed.
    pub(super) fn new(path: Vec<String>, fields: Option<Fields>) -> Self {
        Self {
            path,
            fields,
            depth: 0,
            matched: 0,
            inside: None,
            is_object: false,
            string: InString::No,
            expects_key: false,
            key: Vec::new(),
            opened: None,
            beside: None,
            rival: None,
            was_found: false,
            start: None,
            found: Vec::new(),
        }
    }

    /// Whether the current object is on the path, so that its keys matter.
    fn is_on_path(&self) -> bool {
        self.inside.is_none() && self.depth == self.matched + 1
    }

    /// Whether the current object is the first of an array beside the container.
    fn is_beside(&self) -> bool {
        self.beside.as_ref().is_some_and(|(_, depth)| *depth == self.depth)
    }

    /// Looks at a key of the first object of an array beside the container.
    fn end_key_beside(&mut self) {
        let Some(fields) = &self.fields else { return };
        if fields.ranks(&String::from_utf8_lossy(&self.key))[0].is_some()
            && let Some((key, _)) = self.beside.take()
        {
            self.rival.get_or_insert_with(|| String::from_utf8_lossy(&key).into_owned());
        }
    }

    /// Scans `unseen`, which is at offset `from` of the bytes since the last block, to its end or to that of the first value. Returns
    /// how much was scanned.
    fn scan(&mut self, unseen: &[u8], from: usize, only_first: bool) -> usize {
        let mut at = 0;
        while let Some(&byte) = unseen.get(at).filter(|_| !only_first || self.found.is_empty()) {
            match self.string {
                InString::Escaped { is_key } => {
                    self.take_key_byte(is_key, byte);
                    self.string = InString::Yes { is_key };
                }
                InString::Yes { is_key } => {
                    let rest = unseen.get(at..).unwrap_or_default();
                    let mark = memchr::memchr2(b'"', b'\\', rest);
                    let text = rest.get(..mark.unwrap_or(rest.len())).unwrap_or_default();
                    text.iter().for_each(|byte| self.take_key_byte(is_key, *byte));
                    let Some(mark) = mark else { return unseen.len() };
                    at += mark;
                    if rest.get(mark) == Some(&b'\\') {
                        self.take_key_byte(is_key, b'\\');
                        self.string = InString::Escaped { is_key };
                    } else {
                        self.string = InString::No;
                        if is_key && self.is_beside() {
                            self.end_key_beside();
                        }
                        if !is_key && self.inside == Some(self.depth) {
                            self.end(from + at + 1);
                        }
                    }
                }
                InString::No => self.byte(byte, from + at),
            }
            at += 1;
        }
        at
    }

    fn take_key_byte(&mut self, is_key: bool, byte: u8) {
        if is_key && (self.is_on_path() || self.is_beside()) {
            self.key.push(byte);
        }
    }

    /// Scans a byte outside of strings, at this offset.
    fn byte(&mut self, byte: u8, offset: usize) {
        if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            return self.end_scalar(offset);
        }
        if let Some(key) = self.opened.take()
            && byte == b'{'
        {
            self.beside = Some((key, self.depth + 1));
        }
        match byte {
            b'"' => {
                let is_key = std::mem::take(&mut self.expects_key);
                if is_key {
                    self.key.clear();
                } else {
                    self.begin(offset);
                }
                self.string = InString::Yes { is_key };
            }
            b':' => {}
            b',' => {
                self.end_scalar(offset);
                self.expects_key =
                    self.is_on_path() || self.is_beside() || (self.inside == Some(self.depth) && self.is_object);
            }
            b'{' | b'[' => {
                self.open(byte, offset);
                self.expects_key |= self.is_beside();
            }
            b'}' | b']' => {
                self.end_scalar(offset);
                self.close(offset);
            }
            _ => self.begin(offset),
        }
    }

    fn open(&mut self, bracket: u8, offset: usize) {
        self.begin(offset);
        let is_object = bracket == b'{';
        let is_on_path = self.is_on_path();
        let is_root = self.depth == 0 && self.inside.is_none();
        let is_next = is_root || (is_on_path && self.path.get(self.matched).is_some_and(|key| is_key(&self.key, key)));
        self.depth += 1;
        if self.inside.is_some() {
            return;
        }
        if is_next {
            let matched = self.matched + usize::from(!is_root);
            let is_container = matched == self.path.len() && (!is_root || is_object);
            if is_container {
                (self.inside, self.is_object) = (Some(self.depth), is_object);
                self.was_found = true;
                self.matched = matched;
                self.expects_key = is_object;
            } else if is_object {
                self.matched = matched;
                self.expects_key = true;
            }
        } else if is_on_path && !is_object && self.fields.is_some() {
            self.opened = Some(self.key.clone());
        }
    }

    fn close(&mut self, offset: usize) {
        self.depth = self.depth.saturating_sub(1);
        self.beside.take_if(|(_, depth)| *depth > self.depth);
        match self.inside {
            Some(inside) if self.depth == inside => self.end(offset + 1),
            Some(inside) if self.depth < inside => self.inside = None,
            _ => {}
        }
        if self.inside.is_none() {
            self.matched = self.matched.min(self.depth.saturating_sub(1));
        }
    }

    /// Begins a value, if it is one of the container.
    fn begin(&mut self, offset: usize) {
        if self.inside == Some(self.depth) && self.start.is_none() {
            self.start = Some(offset);
        }
    }

    /// Ends a number or keyword of the container.
    fn end_scalar(&mut self, offset: usize) {
        if self.inside == Some(self.depth) {
            self.end(offset);
        }
    }

    fn end(&mut self, end: usize) {
        if let Some(start) = self.start.take() {
            self.found.push(start..end);
        }
    }
}

/// Whether a key, as it is written in JSON, is the wanted one.
fn is_key(written: &[u8], wanted: &str) -> bool {
    if written == wanted.as_bytes() {
        return true;
    }
    let quoted = [b"\"", written, b"\""].concat();
    written.contains(&b'\\') && serde_json::from_slice::<String>(&quoted).is_ok_and(|key| key == wanted)
}

impl Splitter for NestedValues {
    fn last_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        self.scan(bytes.get(seen..).unwrap_or_default(), seen, false);
        self.found.last().map(|value| value.end)
    }

    fn skip_end(&mut self, bytes: &[u8], seen: usize) -> Option<usize> {
        let scanned = self.scan(bytes.get(seen..).unwrap_or_default(), seen, true);
        (!self.found.is_empty()).then_some(seen + scanned)
    }

    fn end_of_file(&mut self, _: usize) -> Option<Problem> {
        if self.depth > 0 || self.string != InString::No {
            return Some(Problem::CutOff);
        }
        if !self.was_found {
            return Some(Problem::NoRecords { path: self.path.join(".") });
        }
        let (first, second) = (self.path.last()?, self.rival.take()?);
        Some(Problem::AmbiguousRecords { first: first.clone(), second })
    }

    fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
        self.start = self.start.map(|start| start.saturating_sub(bytes.len()));
        let values = std::mem::take(&mut self.found);
        let count = values.len() as u64;
        (Box::new(ValueRanges(values)), count)
    }

    fn position(&self, number: u64) -> Position {
        Position::Value(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values at a path, in a file that is read in chunks of `step` bytes, and the problem at its end.
    fn values(text: &str, path: &str, step: usize) -> (Vec<String>, Option<String>) {
        let path = path.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        let mut splitter = NestedValues::new(path, Some(Fields::default()));
        let (mut begin, mut seen, mut found) = (0, 0, Vec::new());
        for end in (0..text.len()).step_by(step).skip(1).chain([text.len()]) {
            if let Some(last) = splitter.last_end(&text.as_bytes()[begin..end], seen - begin) {
                found
                    .extend(splitter.found.iter().map(|range| text[begin + range.start..begin + range.end].to_owned()));
                splitter.take_block(&text.as_bytes()[begin..begin + last]);
                begin += last;
            }
            seen = end;
        }
        (found, splitter.end_of_file(text.len() - begin).map(|problem| problem.to_string()))
    }

    #[test]
    fn values_do_not_depend_on_chunks() {
        for step in [1, 2, 3, 7, 1000] {
            let text = r#"{"s": "ok]}", "n": [1], "articles": [{"a": "]}\""}, [2], 3 , "x,\\", null], "z": {"articles": [0]}}"#;
            let wanted = [r#"{"a": "]}\""}"#, "[2]", "3", r#""x,\\""#, "null"];
            assert_eq!(values(text, "articles", step), (wanted.map(str::to_owned).to_vec(), None), "{step}");
            let text = "{\"d\":{\"x\":{\"items\":[9]},\"items\":[1,2]}}\n{\"d\":{\"items\":[3]},\"items\":[4]}";
            let wanted = ["1", "2", "3"].map(str::to_owned).to_vec();
            assert_eq!(values(text, "d.items", step), (wanted, None), "{step}");
            let text = r#"{"0": {"a": {"b": 1}}, "k\"y" : "v", "2":3}"#;
            let wanted = [r#"{"a": {"b": 1}}"#, r#""v""#, "3"].map(str::to_owned).to_vec();
            assert_eq!(values(text, "", step), (wanted, None), "{step}");
            let text = r#"{"m": {"a": {"x": "m"}, "b": 2}, "n": {"m": {"c": 3}}}"#;
            let wanted = [r#"{"x": "m"}"#, "2"].map(str::to_owned).to_vec();
            assert_eq!(values(text, "m", step), (wanted, None), "{step}");
        }
    }

    #[test]
    fn what_is_lost_is_a_problem() {
        let problem = |text, path| values(text, path, 3).1.unwrap();
        assert!(problem(r#"{"a":[{"b":1}"#, "a").starts_with("cut off"));
        assert_eq!(problem(r#"{"b":[1]}"#, "a"), "no array or object `a`");
        let rivals = r#"{"a":[1], "b": [ {"x":{"isi":0}, "isi":1}], "c":[[2]]}"#;
        assert_eq!(problem(rivals, "a"), "both `a` and `b` are arrays of records");
        // Arrays of objects without text do not matter.
        let others = r#"{"a":[1], "b": [ {"x":["isi"], "y":{"isi":0}}, {"isi":1}], "c":[[{"isi":2}]]}"#;
        assert_eq!(values(others, "a", 3), (vec!["1".to_owned()], None));
        assert_eq!(values(r#"{"\u0061":[1]}"#, "a", 2).0, ["1"]);
    }
}
