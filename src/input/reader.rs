//! Reading documents from work items, on any thread.

use std::io;
use std::path::Path;

use crate::error::{Error, Problem};
use crate::input::encoding::{Decoding, TextEncoding, decode};
use crate::input::format::{InputFormat, Layout, RecordBlock};
use crate::input::options::InputOptions;
use crate::input::probe::OpenFile;
use crate::input::record::{Location, ParsedDocument};
use crate::input::source::InputFile;
use crate::input::stream::read_into;
use crate::text::document::DateSource;

/// A file with one document, or an error.
pub(crate) enum Item {
    /// A file of known format that is still to be opened.
    File(InputFile, &'static InputFormat),
    /// A file that was opened to detect its format.
    Open { name: String, is_compressed: bool, file: OpenFile },
    /// An input that can't be read.
    Failed(Error),
}

/// Receives the documents of an item or block in order, and returns whether to continue.
pub(crate) type DocumentSink<'s> = dyn FnMut(Location<'_>, Result<ParsedDocument<'_>, Problem>) -> bool + 's;

impl Item {
    /// The path of a file that is still to be opened.
    pub(crate) fn unopened_path(&self) -> Option<&Path> {
        match self {
            Self::File(file, _) => file.path(),
            Self::Open { .. } | Self::Failed(_) => None,
        }
    }

    /// Reads the document and passes it to `sink`. `buffer` is reused from document to document.
    pub(crate) fn read(self, buffer: &mut Vec<u8>, options: &InputOptions, sink: &mut DocumentSink<'_>) {
        let limit = |format: &InputFormat, is_compressed: bool| {
            (is_compressed || format.is_limited).then_some(options.limits.document_bytes)
        };
        match self {
            Self::Failed(Error { document, problem }) => {
                sink(Location::file(&document), Err(problem));
            }
            Self::File(file, format) => {
                let limit = limit(format, file.is_compressed());
                let length = file.open(options).and_then(|mut stream| read_into(&mut stream, buffer, 0, limit));
                parse(&file.name(), format, length, buffer, options, sink);
            }
            Self::Open { name, is_compressed, file: OpenFile { format, head, mut rest, .. } } => {
                buffer.splice(..head.len().min(buffer.len()), head.iter().copied());
                let limit = limit(format, is_compressed);
                let length = read_into(&mut rest, buffer, head.len(), limit);
                parse(&name, format, length, buffer, options, sink);
            }
        }
    }
}

/// Parses the file in the first `length` bytes of `buffer`.
fn parse(
    name: &str,
    format: &InputFormat,
    length: io::Result<usize>,
    buffer: &[u8],
    options: &InputOptions,
    sink: &mut DocumentSink<'_>,
) {
    let location = Location::file(name);
    let Layout::Single { parse, date_source, declared_encoding } = format.layout else { return };
    let decoded = length.map_err(Problem::from).and_then(|length| {
        let bytes = buffer.get(..length).unwrap_or_default();
        decode(bytes, options.decoding(), declared_encoding)
    });
    match decoded {
        Ok((text, encoding)) => {
            let record = parse(&text, &options.fields);
            sink(location, record.map(|record| ParsedDocument { record, encoding, date_source }))
        }
        Err(problem) => sink(location, Err(problem)),
    };
}

impl RecordBlock {
    /// Reads the documents and passes them to `sink`.
    pub(crate) fn read(&self, options: &InputOptions, sink: &mut DocumentSink<'_>) {
        let decoding = match self.converted_from {
            Some(_) => Decoding { encoding: Some(TextEncoding::UTF_8), ..options.decoding() },
            None => options.decoding(),
        };
        self.reader.read(self, decoding, &options.fields, &mut |position, record| {
            let parsed = record.map(|(record, encoding)| ParsedDocument {
                record,
                encoding: self.converted_from.unwrap_or(encoding),
                date_source: DateSource::Record,
            });
            sink(Location { file: &self.name, position }, parsed)
        });
    }
}
