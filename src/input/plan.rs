//! What is to be done, in order.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::input::lines::{Block, Lines};
use crate::input::walk::{Found, Walk};
use crate::input::{InputFormat, InputOptions, Layout, LeftOut, Source};

/// Files that one thread takes at a time: many enough that handing them over costs nothing, few enough that the threads end
/// together.
const GROUP_FILES: usize = 32;

/// How much of a file with an unknown name is looked at to find its format.
const HEAD_BYTES: u64 = 64 * 1024;

/// A piece of work for one thread.
pub(crate) enum Work {
    Items(Vec<Item>),
    Lines(Block),
}

/// An input that is one document, or none.
pub(crate) enum Item {
    /// A file to be read.
    File(PathBuf),
    /// A file that is being read: its first bytes, and where the others come from.
    Opened { name: String, head: Vec<u8>, rest: Box<dyn Read + Send> },
    /// An input that failed before it could be read.
    Failed(Error),
}

/// All inputs, cut into work. Folders are walked while the work is done, so that nothing is kept of what is behind.
pub(crate) struct Plan<'a> {
    options: &'a InputOptions,
    sources: std::vec::IntoIter<Source>,
    walk: Option<Walk>,
    lines: Option<Lines>,
    items: Vec<Item>,
    left_out: LeftOut,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self {
            options,
            sources: sources.into_iter(),
            walk: None,
            lines: None,
            items: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// What folders held and was passed over so far.
    pub(crate) fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The next piece of work.
    pub(crate) fn next(&mut self) -> Option<Work> {
        loop {
            // Records come in blocks of their own, after the items that were found before them.
            let is_full = self.items.len() >= GROUP_FILES || (self.lines.is_some() && !self.items.is_empty());
            if is_full {
                return Some(Work::Items(std::mem::take(&mut self.items)));
            }
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(Ok(block)) => return Some(Work::Lines(block)),
                    Some(Err(error)) => self.items.push(Item::Failed(error)),
                    None => {}
                }
                self.lines = None;
            } else if let Some(walk) = &mut self.walk {
                match walk.next(&mut self.left_out) {
                    Some(Found::File(path)) => self.add_file(path),
                    Some(Found::Failed(path, error)) => self.add_failure(&path, error),
                    None => self.walk = None,
                }
            } else if let Some(source) = self.sources.next() {
                self.add_source(source);
            } else {
                return (!self.items.is_empty()).then(|| Work::Items(std::mem::take(&mut self.items)));
            }
        }
    }

    fn add_source(&mut self, source: Source) {
        match source {
            Source::Stdin => self.add_reader("-".to_owned(), self.options.format, Box::new(io::stdin())),
            Source::Path(path) => match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.walk = Some(Walk::new(path, self.options.format.is_some())),
                Ok(_) => self.add_file(path),
                Err(error) => self.add_failure(&path, error),
            },
        }
    }

    fn add_file(&mut self, path: PathBuf) {
        let by_name = || InputFormat::of_name(path.file_name()?);
        let format = self.options.format.or_else(by_name);
        if format.is_some_and(|format| format.layout == Layout::Whole) {
            self.items.push(Item::File(path));
            return;
        }
        match File::open(&path) {
            Ok(file) => self.add_reader(name_of(&path), format, Box::new(file)),
            Err(error) => self.add_failure(&path, error),
        }
    }

    fn add_reader(&mut self, name: String, format: Option<&'static InputFormat>, mut reader: Box<dyn Read + Send>) {
        let mut head = Vec::new();
        let layout = match format {
            Some(format) => format.layout,
            None => match reader.as_mut().take(HEAD_BYTES).read_to_end(&mut head) {
                Ok(_) => layout_of(&head),
                Err(error) => return self.items.push(Item::Failed(Error::new(name, error))),
            },
        };
        match layout {
            Layout::Whole => self.items.push(Item::Opened { name, head, rest: reader }),
            Layout::Lines => self.lines = Some(Lines::new(&name, head, reader)),
        }
    }

    fn add_failure(&mut self, path: &Path, error: io::Error) {
        self.items.push(Item::Failed(Error::new(name_of(path), error)));
    }
}

/// A path as reports name it. What is not Unicode in it is shown as U+FFFD.
pub(crate) fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The layout of a file that begins like this: records if the first line is a JSON object, or the beginning of one where the
/// line goes on beyond `head`.
fn layout_of(head: &[u8]) -> Layout {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if !text.starts_with(b"{") {
        return Layout::Whole;
    }
    let mut parts = text.splitn(2, |&b| b == b'\n');
    let line = parts.next().unwrap_or_default();
    let is_whole = parts.next().is_some() || (head.len() as u64) < HEAD_BYTES;
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => Layout::Lines,
        Err(error) if error.is_eof() && !is_whole => Layout::Lines,
        Err(_) => Layout::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_known_by_their_first_line() {
        assert_eq!(layout_of(b"\xef\xbb\xbf\n {\"text\":\"a\"}\r\n"), Layout::Lines);
        assert_eq!(layout_of(b"{\"text\":\"a\"}"), Layout::Lines);
        assert_eq!(layout_of(b"{\n  \"text\": \"a\"\n}\n"), Layout::Whole);
        assert_eq!(layout_of(b"{Jakarta} hari ini"), Layout::Whole);
        assert_eq!(layout_of(b""), Layout::Whole);
        let long = [b"{\"text\":\"".to_vec(), vec![b'x'; HEAD_BYTES as usize]].concat();
        assert_eq!(layout_of(&long[..HEAD_BYTES as usize]), Layout::Lines);
    }
}
