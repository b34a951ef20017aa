//! Reading documents from work items, on any thread.

use std::path::Path;

use crate::error::Problem;
use crate::input::encoding::{Decoding, TextEncoding, decode};
use crate::input::format::{InputFormat, Layout, RecordBlock, WholeFile};
use crate::input::options::InputOptions;
use crate::input::probe::OpenFile;
use crate::input::record::{DocumentSink, Failure, Location, ParsedDocument};
use crate::input::source::InputFile;
use crate::input::stream::{HEAD_BYTES, read_into};
use crate::text::document::DateSource;

/// A file with one document, or an error.
pub(crate) enum Item {
    /// A file that is still to be opened, whose name has the extension of a format without records.
    File(InputFile),
    /// A file that was opened to detect its format.
    Open { name: String, file: OpenFile, is_named: bool },
    /// An input, or a record, that can't be read.
    Failed(Failure),
}

impl Item {
    /// The path of a file that is still to be opened.
    pub(crate) fn unopened_path(&self) -> Option<&Path> {
        match self {
            Self::File(file) => file.path(),
            Self::Open { .. } | Self::Failed(_) => None,
        }
    }

    /// The path as given or found, of a file in an archive with that of the archive.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(file) => file.name().into_owned(),
            Self::Open { name, .. } => name.clone(),
            Self::Failed(failure) => failure.location().to_string(),
        }
    }

    /// Reads the documents and passes them to `sink`. `buffer` is reused from file to file.
    pub(crate) fn read(self, buffer: &mut Vec<u8>, options: &InputOptions, sink: &mut DocumentSink<'_>) {
        let limit = |format: Option<&InputFormat>| match format.map(|format| format.layout) {
            Some(Layout::Whole(_)) => options.limits.file_bytes(),
            _ => options.limits.document_bytes,
        };
        let (name, read, is_named) = match self {
            Self::Failed(Failure { file, position, problem }) => {
                sink(Location { file: &file, position }, Err(problem));
                return;
            }
            Self::File(file) => {
                let length = file
                    .open(options)
                    .and_then(|mut stream| read_into(&mut stream, buffer, 0, limit(file.kind.format)));
                let length = length.map_err(Problem::from);
                let read = length.and_then(|length| {
                    let head = buffer.get(..length.min(HEAD_BYTES)).unwrap_or_default();
                    Ok((InputFormat::determine(head, options.format, file.kind.format)?, length))
                });
                (file.name().into_owned(), read, file.is_named)
            }
            Self::Open { name, file: OpenFile { format, head, mut rest, .. }, is_named } => {
                buffer.splice(..head.len().min(buffer.len()), head.iter().copied());
                let length = read_into(&mut rest, buffer, head.len(), limit(Some(format)));
                (name, length.map(|length| (format, length)).map_err(Problem::from), is_named)
            }
        };
        let read = read.and_then(|(format, length)| {
            let bytes = buffer.get(..length).unwrap_or_default();
            let file = WholeFile { name: &name, format, bytes, options };
            let mut is_empty = true;
            file.read(&mut |location, parsed| {
                is_empty = false;
                sink(location, parsed)
            })?;
            match is_empty && is_named {
                true => Err(Problem::NoDocuments { missing: format.unit }),
                false => Ok(()),
            }
        });
        if let Err(problem) = read {
            sink(Location::file(&name), Err(problem));
        }
    }
}

impl WholeFile<'_> {
    /// Passes the documents to `sink`.
    ///
    /// # Errors
    /// The file can't be decoded, or it isn't in this format. Documents may have been passed before.
    fn read(&self, sink: &mut DocumentSink<'_>) -> Result<(), Problem> {
        let format = self.format;
        match format.layout {
            Layout::Single { parse, date_source, declared_encoding } => {
                let (text, encoding) = decode(self.bytes, self.options.decoding(), declared_encoding)?;
                let record = parse(&text, &self.options.fields)?;
                sink(
                    Location::file(self.name),
                    Ok(ParsedDocument { record, format: format.name, encoding, date_source }),
                );
                Ok(())
            }
            Layout::Whole(read) => read(self, &mut |location, parsed| {
                let parsed = parsed.map(|mut parsed| {
                    parsed.record.strip_tags(self.options.strip_tags);
                    parsed
                });
                sink(location, parsed)
            }),
            Layout::Records(_) => Err(Problem::Misnamed { found: format.name }),
        }
    }
}

impl RecordBlock {
    /// The path of its file.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Reads the documents and passes them to `sink`.
    pub(crate) fn read(&self, options: &InputOptions, sink: &mut DocumentSink<'_>) {
        let decoding = match self.converted_from {
            Some(_) => Decoding { encoding: Some(TextEncoding::UTF_8), ..options.decoding() },
            None => options.decoding(),
        };
        self.reader.read(self, decoding, options, &mut |position, record| {
            let parsed = record.map(|(mut record, encoding)| {
                // The text of a page has no tags.
                if record.date_source != Some(DateSource::Page) {
                    record.strip_tags(options.strip_tags);
                }
                let encoding = self.converted_from.unwrap_or(encoding);
                let date_source = record.date_source.unwrap_or(DateSource::Record);
                ParsedDocument { record, format: self.format.name, encoding, date_source }
            });
            sink(Location { file: &self.name, position }, parsed)
        });
    }
}
