//! Spreadsheets of the Open Document Format (ODF).

use crate::error::Missing;
use crate::input::format::foreign::has_entry;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "ods",
    title: Wording {
        en: "a LibreOffice spreadsheet: a row an article, with a row of column names in every sheet",
        id: "lembar sebar LibreOffice: satu baris satu artikel, dengan baris nama kolom di setiap lembar",
    },
    extensions: &["ods"],
    sniff: |head| has_entry(head, b"application/vnd.oasis.opendocument.spreadsheet"),
    feature: Some(Feature { name: "xlsx", is_built_in: cfg!(feature = "xlsx") }),
    is_distinctive: true,
    unit: Missing::Rows,
    #[cfg(feature = "xlsx")]
    layout: Layout::Whole(reader::read),
    #[cfg(not(feature = "xlsx"))]
    layout: Layout::Whole(|_, _| Err(super::missing("xlsx"))),
};

#[cfg(feature = "xlsx")]
mod reader {
    use quick_xml::events::{BytesStart, Event};

    use crate::error::{Fault, Problem};
    use crate::input::format::WholeFile;
    use crate::input::format::package::Package;
    use crate::input::format::workbook::{Cell, MAX_COLUMNS, Rows};
    use crate::input::format::xml_events::{XmlEvents, attribute, push_text};
    use crate::input::record::DocumentSink;

    /// The most rows of a sheet.
    const MAX_ROWS: u64 = 1 << 20;

    /// The longest text that is copied to all cells that share it.
    const COPIED_BYTES: usize = 1024;

    /// Reads the rows of all sheets.
    pub(super) fn read(file: &WholeFile<'_>, sink: &mut DocumentSink<'_>) -> Result<(), Problem> {
        let content = Package::open("ODS", file.bytes, file.options.limits)?.part("content.xml")?;
        let missing = || Problem::Malformed { format: "ODS", fault: Fault::MissingPart { part: "content.xml" } };
        let content = content.ok_or_else(missing)?;
        let mut reader = Reader { rows: Rows::new(file, sink), row: Row::default(), cell: None, is_wanted: false };
        let mut events = XmlEvents::new("ODS", &content);
        // The depth below an element that is skipped, and below a table.
        let (mut skipped, mut tables) = (0_usize, 0_usize);
        while let Some(event) = events.next()? {
            match event {
                Event::Start(_) if skipped > 0 => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 => {}
                Event::Start(start) => match start.local_name().as_ref() {
                    "annotation" => skipped = 1,
                    // A table within a cell.
                    "table" if tables > 0 => skipped = 1,
                    "table" => {
                        tables = 1;
                        reader.begin_table(&start)?;
                    }
                    _ => reader.start(&start),
                },
                Event::End(end) if end.local_name().as_ref() == "table" => tables = 0,
                Event::End(end) => {
                    reader.end(end.local_name().as_ref())?;
                    if reader.rows.is_stopped() {
                        break;
                    }
                }
                event => {
                    if let Some(cell) = reader.cell.as_mut().filter(|cell| cell.in_paragraph) {
                        push_text(&event, &mut cell.text);
                    }
                }
            }
        }
        reader.rows.finish()
    }

    struct Reader<'a, 's> {
        rows: Rows<'a, 's>,
        row: Row,
        cell: Option<OpenCell>,
        /// Whether the rows of the sheet are still wanted.
        is_wanted: bool,
    }

    #[derive(Default)]
    struct Row {
        /// Rows before this one.
        before: u64,
        /// The number of rows that are like it.
        repeats: u64,
        cells: Vec<Cell>,
        /// Columns before the next cell.
        columns: usize,
    }

    struct OpenCell {
        repeats: usize,
        /// The value of a cell that isn't text.
        value: Option<String>,
        text: String,
        paragraphs: usize,
        in_paragraph: bool,
    }

    impl Reader<'_, '_> {
        fn begin_table(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
            self.rows.begin_sheet(&attribute(start, "name").unwrap_or_default())?;
            self.row = Row::default();
            self.is_wanted = true;
            Ok(())
        }

        fn start(&mut self, start: &BytesStart<'_>) {
            let number = |name: &str| attribute(start, name).and_then(|number| number.parse::<u64>().ok());
            match (start.local_name().as_ref(), &mut self.cell) {
                ("table-row", _) => {
                    let before = self.row.before + self.row.repeats;
                    let repeats = number("number-rows-repeated").unwrap_or(1).min(MAX_ROWS);
                    self.row = Row { before, repeats, ..Row::default() };
                }
                ("table-cell" | "covered-table-cell", _) => {
                    let repeats = number("number-columns-repeated").unwrap_or(1).min(MAX_COLUMNS as u64) as usize;
                    let value = match attribute(start, "value-type").as_deref() {
                        Some("date") => attribute(start, "date-value"),
                        Some("float" | "percentage" | "currency") => attribute(start, "value"),
                        Some("boolean") => attribute(start, "boolean-value"),
                        _ => None,
                    };
                    let (text, paragraphs, in_paragraph) = (String::new(), 0, false);
                    self.cell = Some(OpenCell { repeats, value, text, paragraphs, in_paragraph });
                }
                ("p" | "h", Some(cell)) => {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    cell.in_paragraph = true;
                }
                ("s", Some(cell)) => {
                    let blanks = number("c").unwrap_or(1).min(64) as usize;
                    cell.text.extend(std::iter::repeat_n(' ', blanks));
                }
                ("tab", Some(cell)) => cell.text.push('\t'),
                ("line-break", Some(cell)) => cell.text.push('\n'),
                _ => {}
            }
        }

        fn end(&mut self, name: &str) -> Result<(), Problem> {
            match name {
                "p" | "h" => {
                    if let Some(cell) = &mut self.cell {
                        cell.in_paragraph = false;
                    }
                }
                "table-cell" | "covered-table-cell" => {
                    if let Some(OpenCell { repeats, value, text, .. }) = self.cell.take() {
                        self.add_cell(value.unwrap_or(text), repeats);
                    }
                }
                "table-row" => self.add_row()?,
                _ => {}
            }
            Ok(())
        }

        fn add_cell(&mut self, text: String, repeats: usize) {
            let Row { cells, columns, .. } = &mut self.row;
            if !text.is_empty() {
                let copies = if text.len() > COPIED_BYTES { 1 } else { repeats };
                let end = (*columns + copies).min(MAX_COLUMNS);
                cells.extend((*columns..end).map(|column| (column, text.clone())));
            }
            *columns = (*columns + repeats).min(MAX_COLUMNS);
        }

        fn add_row(&mut self) -> Result<(), Problem> {
            if !self.row.cells.is_empty() {
                for number in 1..=self.row.repeats {
                    self.is_wanted = self.is_wanted && self.rows.add(self.row.before + number, &self.row.cells)?;
                    if !self.is_wanted {
                        break;
                    }
                }
            }
            Ok(())
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::input::format::tests::{documents, file, zip};
        use crate::input::options::InputOptions;

        fn ods(tables: &str) -> Vec<u8> {
            let content = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet>{tables}\
                 </office:spreadsheet></office:body></office:document-content>"
            );
            zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
        }

        fn found(tables: &str) -> Vec<String> {
            documents(read, &file(&ods(tables), &InputOptions::default()))
        }

        #[test]
        fn cells_have_their_values_and_repeats() {
            let tables = "<table:table table:name=\"Lembar1\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
                table:number-columns-repeated=\"3\"/></table:table-row><table:table-row><table:table-cell/>\
                <table:table-cell><text:p>text</text:p></table:table-cell><table:table-cell><text:p>date</text:p>\
                </table:table-cell></table:table-row>\
                <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><office:annotation><text:p>x</text:p>\
                </office:annotation><text:p>Harga<text:s text:c=\"2\"/>naik &amp; turun.</text:p><text:p>Lagi.</text:p>\
                </table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-05\"><text:p>5/3/24</text:p>\
                </table:table-cell></table:table-row>\
                <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/><table:table-cell><text:p>Sama.</text:p>\
                </table:table-cell></table:table-row>\
                <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16000\"/>\
                </table:table-row></table:table>";
            assert_eq!(
                found(tables),
                [
                    "a#Lembar1:4 | 2024-03-05 | Harga  naik & turun.\nLagi.",
                    "a#Lembar1:5 |  | Sama.",
                    "a#Lembar1:6 |  | Sama.",
                ]
            );
        }

        #[test]
        fn files_that_are_made_to_do_harm_are_refused() {
            let row = |repeats: u32, text: &str| {
                format!(
                    "<table:table-row table:number-rows-repeated=\"{repeats}\"><table:table-cell \
                     table:number-columns-repeated=\"16384\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
                )
            };
            let header =
                "<table:table-row><table:table-cell><text:p>text</text:p></table:table-cell></table:table-row>";
            let rows = row(4_000_000, &"kata ".repeat(1000));
            let table = format!("<table:table>{header}{rows}</table:table>");
            assert!(found(&table).last().unwrap().contains("more than 200 times"));
            let deep = "<text:span>".repeat(5000);
            assert!(found(&deep)[0].contains("nested deeper than 1000"), "{:?}", found(&deep));
            let entities = zip(&[("content.xml", b"<!DOCTYPE a [<!ENTITY b \"kata\">]><a>&b;</a>")]);
            assert!(documents(read, &file(&entities, &InputOptions::default()))[0].contains("declares entities"));
            assert!(found("<table:table>")[0].contains("XML"));
            let none = zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]);
            assert!(documents(read, &file(&none, &InputOptions::default()))[0].contains("`content.xml` is missing"));
        }
    }
}
