//! JSON values, told apart while they are read.

use std::ops::Range;

use crate::error::Problem;

/// Finds where the values of a file begin and end: the elements of an array, or values one behind the other. What is in them is
/// not looked at but for strings and brackets, so that a value with a fault in it spoils no other.
#[derive(Debug, Default)]
pub(crate) struct ValueScan {
    in_array: bool,
    /// Open brackets of the value at hand.
    depth: u64,
    string: InString,
    /// Where the value at hand begins.
    start: Option<usize>,
    found: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum InString {
    #[default]
    No,
    Yes,
    /// Behind a backslash.
    Escaped,
}

impl ValueScan {
    /// Reads on; `unseen` stands at `from` of what was read since the last [`ValueScan::take`]. Returns where the last whole
    /// value ends, if there is one.
    pub(crate) fn scan(&mut self, unseen: &[u8], from: usize) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = unseen.get(at) {
            match (self.string, self.start) {
                (InString::Escaped, _) => self.string = InString::Yes,
                (InString::Yes, _) => {
                    let rest = unseen.get(at..).unwrap_or_default();
                    let Some(mark) = memchr::memchr2(b'"', b'\\', rest) else { break };
                    at += mark;
                    let is_end = rest.get(mark) == Some(&b'"');
                    self.string = if is_end { InString::No } else { InString::Escaped };
                    if is_end && self.depth == 0 {
                        self.end(from + at + 1);
                    }
                }
                (InString::No, None) => match byte {
                    b' ' | b'\n' | b'\r' | b'\t' | b',' => {}
                    b'[' if !self.in_array => self.in_array = true,
                    b']' if self.in_array => self.in_array = false,
                    _ => {
                        self.start = Some(from + at);
                        match byte {
                            b'{' | b'[' => self.depth = 1,
                            b'"' => self.string = InString::Yes,
                            _ => {}
                        }
                    }
                },
                (InString::No, Some(_)) if self.depth == 0 => {
                    // A number or a word.
                    if matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b']') {
                        self.end(from + at);
                        continue;
                    }
                }
                (InString::No, Some(_)) => match byte {
                    b'"' => self.string = InString::Yes,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            self.end(from + at + 1);
                        }
                    }
                    _ => {}
                },
            }
            at += 1;
        }
        self.found.last().map(|value| value.end)
    }

    fn end(&mut self, end: usize) {
        if let Some(start) = self.start.take() {
            self.found.push(start..end);
        }
    }

    /// The values found; the first `taken` bytes are not seen again.
    pub(crate) fn take(&mut self, taken: usize) -> Vec<Range<usize>> {
        self.start = self.start.map(|start| start.saturating_sub(taken));
        std::mem::take(&mut self.found)
    }

    /// What is wrong if all ends here, `bytes` bytes after the last [`ValueScan::take`].
    pub(crate) fn at_end(&mut self, bytes: usize) -> Option<Problem> {
        if self.depth == 0 && self.string == InString::No {
            self.end(bytes);
        }
        let is_whole = self.start.is_none() && !self.in_array;
        (!is_whole).then_some(Problem::CutOff)
    }
}
