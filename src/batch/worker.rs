//! One thread's work: from an input to articles, and from each article to bytes.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analyzer::{Analyzer, Counts, Workspace};
use crate::batch::{Article, GroupEnd, Notice, Out, Outcome, Visitor};
use crate::document::title_of;
use crate::error::{Error, Problem, Warning};
use crate::input::{self, Block, EncodingErrors, InputOptions, Item, LeftOut, Record};

/// One thread's tools and sums.
pub(super) struct Worker<V> {
    workspace: Workspace,
    visitor: V,
    counts: Counts,
    documents: u64,
    failed: u64,
    /// Bytes of the file at hand; what is behind its end is left from others.
    file: Vec<u8>,
    /// The text of a record with a title.
    text: String,
}

impl<V: Visitor> Worker<V> {
    pub(super) fn new(analyzer: &Analyzer, visitor: V) -> Self {
        Self {
            workspace: analyzer.workspace(),
            visitor,
            counts: Counts::default(),
            documents: 0,
            failed: 0,
            file: Vec::new(),
            text: String::new(),
        }
    }

    pub(super) fn finish(self, left_out: LeftOut) -> Outcome<V> {
        let Self { workspace, visitor, counts, documents, failed, .. } = self;
        Outcome { visitor, terms: workspace.into_term_counts(), counts, documents, failed, left_out }
    }

    pub(super) fn item(
        &mut self,
        item: Item,
        options: &InputOptions,
        analyzer: &Analyzer,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
    ) {
        let mut file = std::mem::take(&mut self.file);
        let (name, read) = match item {
            Item::Failed(error) => {
                self.file = file;
                return self.fail(error, out, end);
            }
            Item::File(path) => {
                let read = File::open(&path).and_then(|mut opened| read_to(&mut opened, &mut file, 0));
                (input::name_of(&path), read)
            }
            Item::Opened { name, head, mut rest } => {
                file.splice(..head.len().min(file.len()), head.iter().copied());
                (name, read_to(&mut rest, &mut file, head.len()))
            }
        };
        let text = read.map_err(Problem::from).and_then(|length| {
            let bytes = file.get(..length).unwrap_or_default();
            let text = input::decode(bytes, options.encoding_errors)?;
            if u32::try_from(text.len()).is_ok() { Ok(text) } else { Err(Problem::TooLong) }
        });
        match text {
            Ok(text) => self.article(analyzer, &name, &Record { text, ..Record::default() }, None, out, end),
            Err(problem) => self.fail(Error::new(name, problem), out, end),
        }
        self.file = file;
    }

    pub(super) fn lines(
        &mut self,
        block: &Block,
        options: &InputOptions,
        analyzer: &Analyzer,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
        stopped: &AtomicBool,
    ) {
        let mut byte_offset = block.byte_offset;
        for (number, line) in (block.first_line..).zip(block.bytes.split_inclusive(|&b| b == b'\n')) {
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let place = || format!("{}:{number}", block.name);
            match record_of(line, byte_offset, options) {
                Ok(None) => {}
                Ok(Some(line)) => match input::parse_record(&line, &options.fields) {
                    Ok(record) => {
                        let date = record.date.as_deref().and_then(input::parse_date);
                        if let (Some(value), None) = (&record.date, date) {
                            end.notices.push(Notice::Warning(Warning::NoDate {
                                document: place(),
                                field: options.fields.date.clone(),
                                value: value.chars().take(80).collect(),
                            }));
                        }
                        let name = record.id.as_deref().map_or_else(|| Cow::Owned(place()), Cow::Borrowed);
                        self.article(analyzer, &name, &record, date, out, end);
                    }
                    Err(problem) => self.fail(Error::new(place(), problem), out, end),
                },
                Err(problem) => self.fail(Error::new(place(), problem), out, end),
            }
            byte_offset += line.len() as u64;
        }
    }

    fn article(
        &mut self,
        analyzer: &Analyzer,
        name: &str,
        record: &Record<'_>,
        date: Option<jiff::civil::Date>,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
    ) {
        let title = record.title.as_deref();
        let text = match title {
            None => &*record.text,
            Some(title) => {
                self.text.clear();
                for part in [title, "\n\n", &*record.text] {
                    self.text.push_str(part);
                }
                &self.text
            }
        };
        let analysis = analyzer.analyze(text, date, &mut self.workspace);
        self.counts.merge(&analysis.counts());
        self.documents += 1;
        end.documents += 1;
        end.text_bytes += text.len() as u64;
        let title = title.or_else(|| title_of(text));
        self.visitor.article(&Article { name, title, analysis }, out);
        out.row_done();
    }

    fn fail(&mut self, error: Error, out: &mut Out<'_>, end: &mut GroupEnd) {
        self.failed += 1;
        self.visitor.failure(&error, out);
        out.row_done();
        end.notices.push(Notice::Failed(error));
    }
}

/// The JSON text of a line; absent if the line is blank. `byte_offset` is where it begins in its file.
fn record_of<'a>(line: &'a [u8], byte_offset: u64, options: &InputOptions) -> Result<Option<Cow<'a, str>>, Problem> {
    let line = if byte_offset == 0 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    let text = match (std::str::from_utf8(line), options.encoding_errors) {
        (Ok(text), _) => Cow::Borrowed(text),
        (Err(error), EncodingErrors::Strict) => {
            return Err(Problem::NotUtf8 { byte_offset: byte_offset + error.valid_up_to() as u64 });
        }
        (Err(_), EncodingErrors::Replace) => String::from_utf8_lossy(line),
    };
    if u32::try_from(text.len()).is_err() {
        return Err(Problem::TooLong);
    }
    Ok((!text.trim().is_empty()).then_some(text))
}

/// Reads to the end, behind the first `filled` bytes of `buffer`, and says how many bytes of it are filled then. The buffer is
/// never made shorter, so that it is cleared once and not for every file, and the file's size is not asked for: it may change.
fn read_to(reader: &mut dyn Read, buffer: &mut Vec<u8>, mut filled: usize) -> Result<usize, io::Error> {
    loop {
        if filled >= buffer.len() {
            buffer.resize((filled * 2).max(64 * 1024), 0);
        }
        match reader.read(buffer.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => return Ok(filled),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
