//! Word documents.

use crate::error::Missing;
use crate::input::format::foreign::has_entry;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "docx",
    title: Wording { en: "a Word document: a file is an article", id: "dokumen Word: satu berkas satu artikel" },
    extensions: &["docx", "docm"],
    sniff: |head| has_entry(head, b"word/"),
    feature: Some(Feature { name: "office", is_built_in: cfg!(feature = "office") }),
    is_distinctive: true,
    unit: Missing::Text,
    #[cfg(feature = "office")]
    layout: Layout::Whole(reader::read),
    #[cfg(not(feature = "office"))]
    layout: Layout::Whole(|_, _| Err(super::missing("office"))),
};

#[cfg(feature = "office")]
mod reader {
    use quick_xml::events::Event;

    use crate::error::{Fault, Missing, Problem};
    use crate::input::encoding::TextEncoding;
    use crate::input::format::WholeFile;
    use crate::input::format::package::Package;
    use crate::input::format::xml_events::{XmlEvents, attribute, push_text};
    use crate::input::record::{DocumentSink, Location, ParsedDocument, Record};
    use crate::text::document::DateSource;

    /// The part with the text.
    const PART: &str = "word/document.xml";

    /// Reads the paragraphs, with blank lines between them. A first paragraph in the style of titles is the title.
    pub(super) fn read(file: &WholeFile<'_>, sink: &mut DocumentSink<'_>) -> Result<(), Problem> {
        let content = Package::open("DOCX", file.bytes, file.options.limits)?.part(PART)?;
        let missing = || Problem::Malformed { format: "DOCX", fault: Fault::MissingPart { part: PART } };
        let content = content.ok_or_else(missing)?;
        let mut events = XmlEvents::new("DOCX", &content);
        let (mut text, mut paragraph, mut title) = (String::new(), String::new(), None);
        // The depth below an element that is skipped.
        let (mut skipped, mut is_text, mut is_title) = (0_usize, false, false);
        while let Some(event) = events.next()? {
            match &event {
                Event::Start(_) if skipped > 0 => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 => {}
                Event::Start(start) => match start.local_name().as_ref() {
                    // The same content for older programs, and text that was deleted or moved away.
                    "Fallback" | "del" | "moveFrom" => skipped = 1,
                    "t" => is_text = true,
                    "tab" if !paragraph.is_empty() => paragraph.push('\t'),
                    "br" | "cr" => paragraph.push('\n'),
                    "noBreakHyphen" => paragraph.push('-'),
                    "pStyle" => {
                        let style = attribute(start, "val").unwrap_or_default();
                        is_title = style.eq_ignore_ascii_case("Title") || style.eq_ignore_ascii_case("Judul");
                    }
                    _ => {}
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "t" => is_text = false,
                    "p" => {
                        let line = paragraph.trim();
                        if is_title && text.is_empty() && title.is_none() && !line.is_empty() {
                            title = Some(line.to_owned().into());
                        } else if !line.is_empty() {
                            text.push_str(if text.is_empty() { "" } else { "\n\n" });
                            text.push_str(line);
                        }
                        paragraph.clear();
                        is_title = false;
                    }
                    _ => {}
                },
                event if is_text => push_text(event, &mut paragraph),
                _ => {}
            }
        }
        if text.is_empty() && title.is_none() {
            return Err(Problem::NoDocuments { missing: Missing::Text });
        }
        let record = Record { text: text.into(), title, ..Record::default() };
        let (format, encoding) = (file.format.name, TextEncoding::UTF_8);
        let document = ParsedDocument { record, format, encoding, date_source: DateSource::Record };
        sink(Location::file(file.name), Ok(document));
        Ok(())
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::input::format::tests::{documents, file, zip};
        use crate::input::options::InputOptions;

        fn found(body: &str) -> Vec<String> {
            let content = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
            let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), (PART, content.as_bytes())]);
            documents(read, &file(&bytes, &InputOptions::default()))
        }

        #[test]
        fn paragraphs_and_the_title_are_read() {
            let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Beras Naik</w:t></w:r></w:p><w:p/>\
                <w:p><w:r><w:t xml:space=\"preserve\">Harga </w:t></w:r><w:del><w:r><w:t>cabai</w:t></w:r></w:del><w:r><w:t>beras &amp; \
                cabai</w:t><w:br/><w:t>naik.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
            assert_eq!(found(body), ["a |  | Beras Naik\n\nHarga beras & cabai\nnaik.\n\nSel"]);
            assert_eq!(found("<w:p><w:r><w:t> </w:t></w:r></w:p>"), ["holds no document: no text"]);
        }

        #[test]
        fn damaged_and_hostile_files_are_errors() {
            assert!(found(&"<w:p>".repeat(5000))[0].contains("nested deeper than 1000"));
            assert!(found("<w:p>")[0].contains("invalid XML"));
            let bomb = zip(&[(PART, &vec![b' '; 20 << 20])]);
            assert!(documents(read, &file(&bomb, &InputOptions::default()))[0].contains("more than 200 times"));
            let entities = zip(&[(PART, b"<!DOCTYPE a [<!ENTITY b \"kata\">]><a>&b;</a>")]);
            assert!(documents(read, &file(&entities, &InputOptions::default()))[0].contains("declares entities"));
            let other = zip(&[("xl/workbook.xml", b"<a/>")]);
            assert!(
                documents(read, &file(&other, &InputOptions::default()))[0].contains("`word/document.xml` is missing")
            );
            for broken in [&other[..other.len() / 2], b"kata", b""] {
                assert_eq!(documents(read, &file(broken, &InputOptions::default())).len(), 1);
            }
        }
    }
}
