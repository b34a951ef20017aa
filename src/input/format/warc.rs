//! Web archives (WARC, ISO 28500), as crawlers write them: each response with a page is an article.

use crate::error::Missing;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "warc",
    title: Wording {
        en: "a web archive: the article of every page, with its address",
        id: "arsip web: artikel pada tiap halaman, beserta alamatnya",
    },
    extensions: &["warc"],
    sniff: |head| head.starts_with(b"WARC/1."),
    feature: Some(Feature { name: "html", is_built_in: cfg!(feature = "html") }),
    is_distinctive: true,
    unit: Missing::Pages,
    #[cfg(feature = "html")]
    layout: Layout::Records(|_| Ok(Some(super::OpenedRecords::without_header(records::WarcRecords::default())))),
    #[cfg(not(feature = "html"))]
    layout: Layout::Whole(|_, _| Err(super::missing("html"))),
};

#[cfg(feature = "html")]
mod records {
    use std::ops::Range;

    use crate::error::{Fault, Problem};
    use crate::input::encoding::Decoding;
    use crate::input::format::http::{Headers, page};
    use crate::input::format::records::{RecordBlock, RecordReader, RecordSink, Splitter};
    use crate::input::format::{Layout, html};
    use crate::input::options::InputOptions;
    use crate::input::record::{Position, parse_date};

    /// The longest header of a record.
    const HEADER_BYTES: usize = 64 * 1024;

    /// The bytes after the content of a record.
    const RECORD_END: &[u8] = b"\r\n\r\n";

    /// The records of a file, by the length that their headers give.
    #[derive(Debug, Default)]
    pub(super) struct WarcRecords {
        /// Where the first incomplete record begins.
        at: usize,
        /// Where it ends, if its header is complete.
        end: Option<usize>,
        /// Where to continue to look for the end of its header, or for the next record if it has no valid header.
        searched: usize,
        /// Whether it has no valid header.
        is_damaged: bool,
        found: Vec<Range<usize>>,
    }

    impl WarcRecords {
        fn scan(&mut self, bytes: &[u8]) {
            loop {
                let Some(rest) = bytes.get(self.at..) else { return };
                if self.end.is_none() && !self.is_damaged {
                    match header_end(rest, self.searched.saturating_sub(self.at)) {
                        HeaderEnd::At(end) => {
                            let length = Headers::of_record(rest.get(..end).unwrap_or_default())
                                .and_then(|headers| headers.get("content-length")?.parse::<usize>().ok());
                            self.end = length.and_then(|length| {
                                self.at.checked_add(end)?.checked_add(length)?.checked_add(RECORD_END.len())
                            });
                            self.is_damaged = self.end.is_none();
                            self.searched = self.at + 1;
                        }
                        HeaderEnd::Unknown => {
                            self.searched = bytes.len().saturating_sub(RECORD_END.len()).max(self.at);
                            return;
                        }
                        HeaderEnd::TooLong => (self.is_damaged, self.searched) = (true, self.at + 1),
                    }
                }
                // A record without a valid header ends where the next one begins.
                let end = self.end.or_else(|| next_record(bytes, self.searched));
                match end {
                    Some(end) if end <= bytes.len() => self.complete(end),
                    Some(_) => return,
                    None => {
                        self.searched = bytes.len().saturating_sub(8).max(self.at + 1);
                        return;
                    }
                }
            }
        }

        fn complete(&mut self, end: usize) {
            self.found.push(self.at..end);
            (self.at, self.end, self.searched, self.is_damaged) = (end, None, end, false);
        }
    }

    enum HeaderEnd {
        At(usize),
        /// More bytes are needed.
        Unknown,
        TooLong,
    }

    /// The end of a record's header; `from` is where to continue to look.
    fn header_end(record: &[u8], from: usize) -> HeaderEnd {
        if !b"WARC/".starts_with(record.get(..5).unwrap_or(record)) {
            return HeaderEnd::TooLong;
        }
        match memchr::memmem::find(record.get(from..).unwrap_or_default(), RECORD_END) {
            Some(at) if from + at <= HEADER_BYTES => HeaderEnd::At(from + at + RECORD_END.len()),
            None if record.len() <= HEADER_BYTES => HeaderEnd::Unknown,
            _ => HeaderEnd::TooLong,
        }
    }

    /// Where the next record begins, after a line break.
    fn next_record(bytes: &[u8], from: usize) -> Option<usize> {
        memchr::memmem::find(bytes.get(from..)?, b"\nWARC/1.").map(|at| from + at + 1)
    }

    impl Splitter for WarcRecords {
        fn last_end(&mut self, bytes: &[u8], _: usize) -> Option<usize> {
            self.scan(bytes);
            self.found.last().map(|record| record.end)
        }

        fn end_of_file(&mut self, bytes: usize) -> Option<Problem> {
            // The line breaks after the last record may be missing.
            let is_complete = self.end.is_some_and(|end| end - RECORD_END.len() <= bytes);
            if is_complete {
                self.complete(bytes);
            }
            (self.at < bytes).then_some(Problem::Malformed { format: "WARC", fault: Fault::CutOff })
        }

        fn take_block(&mut self, bytes: &[u8]) -> (Box<dyn RecordReader>, u64) {
            let length = bytes.len();
            self.at = self.at.saturating_sub(length);
            self.searched = self.searched.saturating_sub(length);
            self.end = self.end.map(|end| end.saturating_sub(length));
            let found = std::mem::take(&mut self.found);
            let count = found.len() as u64;
            (Box::new(Block(found)), count)
        }

        fn position(&self, number: u64) -> Position {
            Position::Value(number)
        }

        fn may_be_document(&self, bytes: &[u8]) -> bool {
            !matches!(page(bytes), Ok(None))
        }

        fn skip_end(&mut self, bytes: &[u8], _: usize) -> Option<usize> {
            let end = match self.end {
                Some(end) => (end <= bytes.len()).then_some(end),
                None => next_record(bytes, 0),
            };
            if let Some(end) = end {
                self.complete(end);
            }
            end
        }
    }

    /// The ranges of the records of a block.
    struct Block(Vec<Range<usize>>);

    impl RecordReader for Block {
        fn is_empty(&self, block: &RecordBlock) -> bool {
            let mut records = self.0.iter().map(|range| block.bytes.get(range.clone()).unwrap_or_default());
            records.all(|record| matches!(page(record), Ok(None)))
        }

        fn read(&self, block: &RecordBlock, decoding: Decoding, options: &InputOptions, sink: &mut RecordSink<'_>) {
            for (number, range) in (block.first..).zip(&self.0) {
                let record = block.bytes.get(range.clone()).unwrap_or_default();
                let position = Position::Value(number);
                let wants_more = match page(record) {
                    Err(fault) => {
                        let byte_offset = block.byte_offset + range.start as u64;
                        sink(position, Err(Problem::BadArchiveRecord { byte_offset, fault }))
                    }
                    Ok(None) => sink(position, Err(Problem::NotAPage)),
                    Ok(Some(page)) => match page.decoded(decoding, options.limits) {
                        Err(problem) => sink(position, Err(problem)),
                        Ok((text, encoding)) => {
                            let Layout::Single { parse, date_source, .. } = html::FORMAT.layout else { return };
                            let read = parse(&text, &options.fields).map(|mut record| {
                                record.id = Some(page.address.into());
                                record.url = Some(page.address.into());
                                record.date_source = Some(date_source);
                                record.crawled = page.date.and_then(parse_date);
                                (record, encoding)
                            });
                            sink(position, read)
                        }
                    },
                };
                if !wants_more {
                    return;
                }
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn record(kind: &str, content: &str) -> String {
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
                content.len(),
                content.len()
            )
        }

        /// The records of a file that is read in chunks of `step` bytes, and the problem at its end.
        fn records(text: &str, step: usize) -> (Vec<String>, Option<String>) {
            let mut splitter = WarcRecords::default();
            let (mut begin, mut found) = (0, Vec::new());
            let mut take = |splitter: &mut WarcRecords, block: &[u8]| {
                found.extend(splitter.found.iter().map(|r| String::from_utf8(block[r.clone()].to_vec()).unwrap()));
                splitter.take_block(block);
            };
            for end in (0..text.len()).step_by(step).skip(1).chain([text.len()]) {
                let bytes = &text.as_bytes()[begin..end];
                if let Some(last) = splitter.last_end(bytes, 0) {
                    take(&mut splitter, &bytes[..last]);
                    begin += last;
                }
            }
            let rest = &text.as_bytes()[begin..];
            let problem = splitter.end_of_file(rest.len()).map(|problem| problem.to_string());
            if problem.is_none() && !rest.is_empty() {
                take(&mut splitter, rest);
            }
            (found, problem)
        }

        #[test]
        fn records_are_divided_by_their_length() {
            let parts = [record("warcinfo", ""), record("response", "a\r\n\r\nWARC/1.0\r\n"), record("request", "GET")];
            let text = parts.concat();
            for step in [1, 7, 1000] {
                assert_eq!(records(&text, step), (parts.to_vec(), None));
                let without_end = text.trim_end();
                assert_eq!(records(without_end, step).0.len(), 3);
                let (found, problem) = records(&text[..text.len() - 6], step);
                assert_eq!((found.len(), problem.as_deref()), (2, Some("not a readable WARC file: cut off")));
            }
        }

        #[test]
        fn a_damaged_record_ends_at_the_next() {
            let good = record("request", "GET");
            let damaged = "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_owned();
            for step in [1, 1000] {
                let (found, problem) = records(&[&*good, &damaged, &good, "sampah\r\n", &good].concat(), step);
                assert_eq!(found, [&*good, &damaged, &good, "sampah\r\n", &good], "{step}");
                assert_eq!(problem, None);
            }
        }
    }
}
