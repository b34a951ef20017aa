//! What is to be done, in order.

use std::fs;
use std::sync::Arc;

use crate::error::{Error, Problem};
use crate::input::blocks::{Block, Blocks, Cutter};
use crate::input::compression::{Compression, PackingKind};
use crate::input::decode::{Decoding, Transcoded, stream_encoding};
use crate::input::encoding::TextEncoding;
use crate::input::fingerprint::Fingerprint;
use crate::input::inputs::{From, Input, Inputs};
use crate::input::item::{Item, chain, open, peek};
use crate::input::rows::{FoundHeader, Header, RowScan};
use crate::input::values::ValueScan;
use crate::input::{Bytes, HEAD_BYTES, InputFormat, InputOptions, Layout, SkippedFiles, Source};

/// Files that one thread takes at a time: many enough that handing them over costs nothing, few enough that the threads end
/// together.
const GROUP_FILES: usize = 32;

/// Files that are open at a time in a group.
const GROUP_OPEN_FILES: usize = 4;

/// A piece of work for one thread.
pub(crate) enum Work {
    Items(Vec<Item>),
    Records(Block),
}

/// All inputs, cut into work.
pub(crate) struct Plan<'a> {
    options: &'a InputOptions,
    inputs: Inputs<'a>,
    blocks: Option<Blocks>,
    items: Vec<Item>,
    open_items: usize,
    /// The inputs that were met since they were last asked for, by name; absent if nobody asks.
    met: Option<Vec<(String, Fingerprint)>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(sources: Vec<Source>, options: &'a InputOptions) -> Self {
        Self {
            options,
            inputs: Inputs::new(sources, options),
            blocks: None,
            items: Vec::new(),
            open_items: 0,
            met: None,
        }
    }

    /// The same, to be asked which inputs it met.
    pub(crate) fn with_stamps(mut self) -> Self {
        self.met = Some(Vec::new());
        self
    }

    /// The inputs that were met since this was asked last. They are stamped before they are opened, so that a change while they
    /// are read is one that is noticed. It may be one more than is in the work that was given out.
    pub(crate) fn met(&mut self) -> Vec<(String, Fingerprint)> {
        self.met.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What folders and archives held and was passed over so far.
    pub(crate) fn skipped_files(&self) -> SkippedFiles {
        self.inputs.skipped_files()
    }

    /// The next piece of work.
    pub(crate) fn next(&mut self) -> Option<Work> {
        loop {
            // Records come in blocks of their own, after the items that were found before them.
            let is_full = self.items.len() >= GROUP_FILES || self.open_items >= GROUP_OPEN_FILES;
            if is_full || (self.blocks.is_some() && !self.items.is_empty()) {
                self.open_items = 0;
                return Some(Work::Items(std::mem::take(&mut self.items)));
            }
            if let Some(blocks) = &mut self.blocks {
                match blocks.next() {
                    Some(Ok(block)) => return Some(Work::Records(block)),
                    Some(Err(error)) => self.items.push(Item::Failed(error)),
                    None => {}
                }
                self.blocks = None;
                continue;
            }
            match self.inputs.next() {
                Some(Ok(input)) => {
                    if let Some(met) = &mut self.met
                        && let Some(stamp) = Fingerprint::of(&input)
                    {
                        met.push((input.name().into_owned(), stamp));
                    }
                    self.add(input);
                }
                Some(Err(error)) => {
                    if let Some(met) = &mut self.met {
                        met.push((error.document.clone(), Fingerprint::of_failed(&error)));
                    }
                    self.items.push(Item::Failed(error));
                }
                None => return (!self.items.is_empty()).then(|| Work::Items(std::mem::take(&mut self.items))),
            }
        }
    }

    /// Passes over the next piece of work; says whether there was one. Files that are not opened for it count as read.
    pub(crate) fn pass_over(&mut self) -> bool {
        let Some(work) = self.next() else { return false };
        if let (Work::Items(items), Some(meter)) = (work, &self.options.meter) {
            for path in items.iter().filter_map(Item::path) {
                meter.add(1, fs::metadata(path).map_or(0, |metadata| metadata.len()));
            }
        }
        true
    }

    fn add(&mut self, input: Input) {
        if input.is_archive() {
            return self.add_archive(&input);
        }
        match (input.format.filter(|format| format.layout == Layout::Whole), input) {
            (Some(format), Input { from: From::Path(path), packing: None, .. }) if format.is_plain() => {
                self.items.push(Item::Text(path));
            }
            (Some(_), input @ Input { from: From::Stdin, .. }) | (None, input) => self.open(&input),
            (Some(format), input) => self.items.push(Item::Closed(input, format)),
        }
    }

    fn add_archive(&mut self, input: &Input) {
        if let Err(problem) = self.inputs.enter_archive(input) {
            self.items.push(Item::Failed(Error::new(input.name(), problem)));
        }
    }

    /// Opens a file to see what it holds, or to cut it.
    fn open(&mut self, input: &Input) {
        let limits = self.options.limits;
        let opened = open(&input.from, input.packing, self.options).map(|bytes| peek(bytes, HEAD_BYTES));
        let (mut head, mut rest) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.fail(&input.name(), error),
        };
        let mut is_packed = input.packing.is_some() || !matches!(input.from, From::Path(_) | From::Stdin);
        if let (None, Some(packing)) = (input.packing, Compression::of_content(&head)) {
            if matches!(packing.kind, PackingKind::Zip) {
                return self.add_archive(input);
            }
            match packing.unpack(chain(head, rest), limits) {
                Ok(bytes) => (head, rest) = peek(bytes, HEAD_BYTES),
                Err(error) => return self.fail(&input.name(), error),
            }
            is_packed = true;
        }
        let format = input.format.unwrap_or_else(|| InputFormat::of_content(&head));
        if format.layout == Layout::Whole {
            self.open_items += 1;
            self.items.push(Item::Opened { name: input.name().into_owned(), format, is_packed, head, rest });
            return;
        }
        match self.cut(&input.name(), format, is_packed, head, rest) {
            Ok(blocks) => self.blocks = blocks,
            Err(problem) => self.fail(&input.name(), problem),
        }
    }

    /// The blocks of a file of records; absent if it has not even a header.
    fn cut(
        &self,
        name: &str,
        format: &InputFormat,
        is_packed: bool,
        mut head: Vec<u8>,
        mut rest: Bytes,
    ) -> Result<Option<Blocks>, Problem> {
        let mut decoding = self.options.decoding();
        let encoding = stream_encoding(&head, decoding)?;
        if let Some(encoding) = encoding {
            let transcoded = Transcoded::new(chain(head, rest), encoding, decoding.errors);
            (head, rest) = peek(Box::new(transcoded), HEAD_BYTES);
            decoding = Decoding { encoding: Some(TextEncoding::UTF_8), ..decoding };
        }
        let (mut first, mut skipped) = (1, 0);
        if head.starts_with(b"\xef\xbb\xbf") {
            skipped = 3;
        }
        let limit = Some(self.options.limits.document_bytes);
        let (cutter, limit) = match format.layout {
            Layout::Values => (Cutter::Values(ValueScan::default()), limit),
            Layout::Rows => {
                let is_whole = head.len() < HEAD_BYTES;
                let text = head.get(skipped..).unwrap_or_default();
                let found = Header::find(text, is_whole, format, &self.options.fields, decoding)?;
                let Some(FoundHeader { header, bytes, next_line }) = found else { return Ok(None) };
                (first, skipped) = (next_line, skipped + bytes);
                (Cutter::Rows(RowScan::new(header.delimiter), Arc::new(header)), limit)
            }
            Layout::Lines | Layout::Whole => (Cutter::Lines, limit.filter(|_| is_packed)),
        };
        head.drain(..skipped);
        let blocks = Blocks::new(name, cutter, head, rest).beginning_at(first, skipped as u64);
        Ok(Some(blocks.with_limit(limit).transcoded_from(encoding)))
    }

    fn fail(&mut self, name: &str, problem: impl Into<Problem>) {
        self.items.push(Item::Failed(Error::new(name, problem)));
    }
}
