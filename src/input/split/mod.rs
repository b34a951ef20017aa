//! Dividing the inputs into work.

mod blocks;

use std::fs;

use crate::error::{Missing, Problem};
use crate::input::encoding::{Decoding, TextEncoding, Transcoder, detect_stream};
use crate::input::fingerprint::Fingerprint;
use crate::input::format::{FileHead, Layout, OpenedRecords, RecordBlock};
use crate::input::options::InputOptions;
use crate::input::probe::{self, OpenFile};
use crate::input::reader::Item;
use crate::input::record::{Failure, Location};
use crate::input::source::{FileOrigin, InputFile, InputFiles, SkippedFiles, Source};
use crate::input::stream::{HEAD_BYTES, join_head, split_head};
use blocks::Blocks;

/// Number of files in a group: enough to make handing it to a thread cheap, and few enough to keep all threads busy to the end.
const GROUP_FILES: usize = 32;

/// Maximum number of open files in a group.
const GROUP_OPEN_FILES: usize = 4;

/// A unit of work for one thread.
pub(crate) enum Work {
    Items(Vec<Item>),
    Records(RecordBlock),
}

/// An iterator over the work that reading all inputs takes.
///
/// The division depends only on the inputs and the options, so the number of a unit is a position in the input.
pub(crate) struct Plan<'a> {
    options: &'a InputOptions,
    files: InputFiles<'a>,
    /// The blocks of the file that is being divided.
    blocks: Option<Blocks>,
    /// The name of the file that is being divided, if it was named and no record was found so far, and the parts that it lacks.
    without_records: Option<(String, Missing)>,
    /// The group that is being filled.
    items: Vec<Item>,
    open_items: usize,
    /// Names and fingerprints of the inputs since they were last taken. `None` unless they are recorded.
    fingerprints: Option<Vec<(String, Fingerprint)>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self {
            options,
            files: InputFiles::new(sources, options),
            blocks: None,
            without_records: None,
            items: Vec::new(),
            open_items: 0,
            fingerprints: None,
        }
    }

    /// Records the fingerprints of inputs.
    pub(crate) fn with_fingerprints(mut self) -> Self {
        self.fingerprints = Some(Vec::new());
        self
    }

    /// Takes the names and fingerprints of the inputs since the last call. There may be one more than in the work returned so far.
    ///
    /// Fingerprints are taken before a file is opened, so that a change while it is read is detected later.
    pub(crate) fn take_fingerprints(&mut self) -> Vec<(String, Fingerprint)> {
        self.fingerprints.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// The counts of files skipped so far.
    pub(crate) fn skipped_files(&self) -> SkippedFiles {
        self.files.skipped_files()
    }

    /// Skips a unit of work, and returns whether there was one. Files that are not opened for that count as read.
    pub(crate) fn skip_next(&mut self) -> bool {
        let Some(work) = self.next() else { return false };
        if let (Work::Items(items), Some(progress)) = (work, &self.options.progress) {
            for path in items.iter().filter_map(Item::unopened_path) {
                progress.add(1, fs::metadata(path).map_or(0, |metadata| metadata.len()));
            }
        }
        true
    }

    /// Adds the next input, and returns whether there was one.
    fn add_next(&mut self) -> bool {
        let Some(file) = self.files.next() else { return false };
        if let Some(fingerprints) = &mut self.fingerprints {
            let (name, fingerprint) = match &file {
                Ok(file) => (file.name().into_owned(), Fingerprint::of(file)),
                Err(error) => (error.document.clone(), Some(Fingerprint::of_error(error))),
            };
            fingerprints.extend(fingerprint.map(|fingerprint| (name, fingerprint)));
        }
        match file {
            Ok(file) => self.add(file),
            Err(error) => self.items.push(Item::Failed(error.into())),
        }
        true
    }

    fn add(&mut self, file: InputFile) {
        // Standard input has no extension, so it is opened to detect its compression.
        let is_stdin = matches!(file.origin, FileOrigin::Stdin);
        if file.kind.format.is_some_and(|format| !format.has_records()) && !is_stdin && !file.is_archive() {
            return self.items.push(Item::File(file));
        }
        match self.open(&file) {
            Ok(()) => {}
            Err(Problem::Foreign { .. }) if file.kind.is_tentative && !file.is_named => self.files.leave_out(),
            Err(problem) => self.items.push(Item::Failed(Failure::new(Location::file(&file.name()), problem))),
        }
    }

    /// Opens a file to detect its format or to divide it into blocks.
    fn open(&mut self, input: &InputFile) -> Result<(), Problem> {
        let Some(file) = probe::open(input, self.options)? else { return self.files.enter_archive(input) };
        if file.is_report(input, self.options) {
            self.files.leave_out_report();
            return Ok(());
        }
        let (name, unit) = (input.name().into_owned(), file.format.unit);
        match file.format.layout {
            Layout::Single { .. } | Layout::Whole(_) => {
                self.open_items += 1;
                self.items.push(Item::Open { name, file, is_named: input.is_named });
            }
            Layout::Records(open) => {
                self.blocks = self.divide(&name, file, open)?;
                if self.blocks.is_none() && input.is_named {
                    return Err(Problem::NoDocuments { missing: unit });
                }
                self.without_records = Some((name, unit)).filter(|_| input.is_named);
            }
        }
        Ok(())
    }

    /// The blocks of a file of records. `None` if it is empty.
    fn divide(
        &self,
        name: &str,
        file: OpenFile,
        open: fn(FileHead<'_>) -> Result<Option<OpenedRecords>, Problem>,
    ) -> Result<Option<Blocks>, Problem> {
        let OpenFile { format, mut head, mut rest, .. } = file;
        let mut decoding = self.options.decoding();
        let encoding = detect_stream(&head, decoding)?;
        if let Some(encoding) = encoding {
            let transcoder = Transcoder::new(join_head(head, rest), encoding, decoding.errors);
            (head, rest) = split_head(Box::new(transcoder), HEAD_BYTES);
            decoding = Decoding { encoding: Some(TextEncoding::UTF_8), ..decoding };
        }
        let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let is_whole = head.len() < HEAD_BYTES;
        let bytes = head.get(bom..).unwrap_or_default();
        let Some(records) = open(FileHead { bytes, is_whole, options: self.options, decoding })? else {
            return Ok(None);
        };
        let byte_offset = bom + records.header_bytes;
        head.drain(..byte_offset);
        let blocks =
            Blocks::new(name, format, records.splitter, head, rest).starting_at(records.first, byte_offset as u64);
        Ok(Some(blocks.with_limits(self.options.limits).converted_from(encoding)))
    }
}

impl Iterator for Plan<'_> {
    type Item = Work;

    fn next(&mut self) -> Option<Work> {
        loop {
            // The items before a file of records come before its blocks.
            let is_full = self.items.len() >= GROUP_FILES || self.open_items >= GROUP_OPEN_FILES;
            if is_full || (self.blocks.is_some() && !self.items.is_empty()) {
                self.open_items = 0;
                return Some(Work::Items(std::mem::take(&mut self.items)));
            }
            if let Some(blocks) = &mut self.blocks {
                match blocks.next() {
                    Some(Ok(block)) => {
                        if self.without_records.is_some() && may_have_documents(&block) {
                            self.without_records = None;
                        }
                        return Some(Work::Records(block));
                    }
                    Some(Err(failure)) => {
                        self.without_records = None;
                        self.items.push(Item::Failed(failure));
                    }
                    None => {
                        self.blocks = None;
                        let failure = |(name, missing): (String, Missing)| {
                            Failure::new(Location::file(&name), Problem::NoDocuments { missing })
                        };
                        self.items.extend(self.without_records.take().map(failure).map(Item::Failed));
                    }
                }
            } else if !self.add_next() {
                return (!self.items.is_empty()).then(|| Work::Items(std::mem::take(&mut self.items)));
            }
        }
    }
}

/// Whether a block may have documents: it has more than blanks and the brackets of an empty array.
fn may_have_documents(block: &RecordBlock) -> bool {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']');
    !block.bytes.iter().all(is_blank) && !block.reader.is_empty(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A short description of each unit of work: `n files`, with `+` for each that is open and `!` for each that failed, or the first
    /// number and the length of a block.
    fn units(sources: Vec<Source>) -> Vec<String> {
        let options = InputOptions::default();
        Plan::new(sources, &options)
            .map(|work| match work {
                Work::Items(items) => {
                    let count = |is_it: fn(&&Item) -> bool| items.iter().filter(is_it).count();
                    let open = "+".repeat(count(|item| matches!(item, Item::Open { .. })));
                    let failed = "!".repeat(count(|item| matches!(item, Item::Failed(_))));
                    format!("{} files{open}{failed}", items.len())
                }
                Work::Records(block) => format!("{}: {} bytes", block.first, block.bytes.len()),
            })
            .collect()
    }

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, text)| fs::write(dir.path().join(name), text).unwrap());
        dir
    }

    #[test]
    fn files_are_grouped_and_records_divided() {
        let names: Vec<String> = (0..70).map(|n| format!("a{n:02}.txt")).collect();
        let mut files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "kata")).collect();
        files.extend([("b.csv", "id,text\n1,a\n2,b\n"), ("c.txt", "kata"), ("d.csv", "judul\nx\n"), ("e.csv", "")]);
        let dir = folder(&files);
        let found = units(vec![Source::Path(dir.path().into())]);
        assert_eq!(found, ["32 files", "32 files", "6 files", "2: 8 bytes", "2 files!"]);
    }

    #[test]
    fn few_files_are_open_at_a_time() {
        let names: Vec<String> = (0..6).map(|n| format!("{n}")).collect();
        let dir = folder(&names.iter().map(|name| (&**name, "kata")).collect::<Vec<_>>());
        let mut sources: Vec<Source> = names.iter().map(|name| Source::Path(dir.path().join(name))).collect();
        assert_eq!(units(sources.clone()), ["4 files++++", "2 files++"]);
        sources.splice(1..1, ["missing", "missing.txt"].map(|name| Source::Path(dir.path().join(name))));
        assert_eq!(units(sources), ["6 files++++!!", "2 files++"]);
    }

    #[test]
    fn fingerprints_are_taken_with_the_work() {
        let dir = folder(&[("a.txt", "kata"), ("b.csv", "text\na\n"), ("c.txt", "kata")]);
        let options = InputOptions::default();
        let mut plan = Plan::new(vec![Source::Path(dir.path().into())], &options).with_fingerprints();
        let mut taken = Vec::new();
        while plan.skip_next() {
            taken.push(plan.take_fingerprints().len());
        }
        // `b.csv` is opened before the group before it is returned.
        assert_eq!(taken, [2, 0, 1]);
        let mut plan = Plan::new(vec![Source::Path(dir.path().into())], &options);
        assert!(plan.skip_next() && plan.take_fingerprints().is_empty());
    }

    #[test]
    fn skipped_work_counts_as_read() {
        let dir = folder(&[("a.txt", "kata"), ("b.jsonl", "{}\n"), ("c", "kata")]);
        let progress = crate::input::ReadProgress::default();
        let options = InputOptions { progress: Some(progress.clone()), ..InputOptions::default() };
        let sources = ["a.txt", "b.jsonl", "c"].map(|name| Source::Path(dir.path().join(name)));
        let mut plan = Plan::new(sources.to_vec(), &options);
        while plan.skip_next() {}
        assert_eq!((progress.files(), progress.bytes()), (3, 11));
    }
}
