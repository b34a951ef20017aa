//! Excel workbooks.

use crate::error::Missing;
use crate::input::format::foreign::has_entry;
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "xlsx",
    title: Wording {
        en: "an Excel workbook: a row an article, with a row of column names in every sheet",
        id: "buku kerja Excel: satu baris satu artikel, di bawah baris nama kolom pada tiap lembar",
    },
    extensions: &["xlsx", "xlsm"],
    sniff: |head| has_entry(head, b"xl/"),
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
    use std::io::Cursor;

    use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, Xlsx, XlsxError};

    use crate::error::{Fault, Problem};
    use crate::input::format::WholeFile;
    use crate::input::format::package::Package;
    use crate::input::format::workbook::{Cell, MAX_COLUMNS, Rows};
    use crate::input::record::DocumentSink;

    /// Reads the rows of all sheets.
    pub(super) fn read(file: &WholeFile<'_>, sink: &mut DocumentSink<'_>) -> Result<(), Problem> {
        Package::open("XLSX", file.bytes, file.options.limits)?.check_parts()?;
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes)).map_err(|error| malformed(&error))?;
        let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
        let mut rows = Rows::new(file, sink);
        for sheet in &sheets {
            let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| malformed(&error))?;
            rows.begin_sheet(sheet)?;
            let (mut number, mut row) = (0, Vec::<Cell>::new());
            loop {
                let cell = cells.next_cell().map_err(|error| malformed(&error))?;
                let next = cell.as_ref().map_or(u32::MAX, |cell| cell.get_position().0);
                if next != number || cell.is_none() {
                    if !rows.add(u64::from(number) + 1, &row)? {
                        break;
                    }
                    row.clear();
                    number = next;
                }
                let Some(cell) = cell else { break };
                let column = cell.get_position().1 as usize;
                if let Some(text) = text_of(cell.get_value()).filter(|_| column < MAX_COLUMNS) {
                    row.push((column, text));
                }
            }
            if rows.is_stopped() {
                break;
            }
        }
        rows.finish()
    }

    /// The text of a cell; `None` if it is empty or holds an error.
    fn text_of(value: &DataRef<'_>) -> Option<String> {
        match value {
            DataRef::Empty | DataRef::Error(_) => None,
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
            DataRef::SharedString(text) => Some((*text).to_owned()),
            DataRef::Int(number) => Some(number.to_string()),
            DataRef::Float(number) => Some(number.to_string()),
            DataRef::Bool(value) => Some(value.to_string()),
            DataRef::DateTime(time) => Some(time_of(time)),
        }
    }

    fn time_of(time: &ExcelDateTime) -> String {
        if !time.is_datetime() {
            return time.as_f64().to_string();
        }
        let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
        let date = format!("{year:04}-{month:02}-{day:02}");
        match (hour, minute, second) {
            (0, 0, 0) => date,
            _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        }
    }

    fn malformed(error: &XlsxError) -> Problem {
        match error {
            XlsxError::Password => Problem::Encrypted,
            error => Problem::Malformed { format: "XLSX", fault: Fault::Reader { reason: error.to_string() } },
        }
    }

    #[cfg(test)]
    mod tests {
        use rust_xlsxwriter::{ExcelDateTime as WrittenTime, Format, Workbook};

        use super::*;
        use crate::input::format::tests::{documents, file};
        use crate::input::options::InputOptions;
        use crate::input::record::Fields;

        fn workbook(build: impl FnOnce(&mut Workbook)) -> Vec<u8> {
            let mut workbook = Workbook::new();
            build(&mut workbook);
            workbook.save_to_buffer().unwrap()
        }

        #[test]
        fn rows_of_all_sheets_with_a_text_are_read() {
            let bytes = workbook(|workbook| {
                let day = Format::new().set_num_format("yyyy-mm-dd");
                let sheet = workbook.add_worksheet().set_name("Januari").unwrap();
                for (column, name) in ["id", "date", "text"].into_iter().enumerate() {
                    sheet.write(1, column as u16, name).unwrap();
                }
                sheet.write(2, 0, 7).unwrap();
                let date = WrittenTime::from_ymd(2024, 3, 5).unwrap();
                sheet.write_datetime_with_format(2, 1, &date, &day).unwrap();
                sheet.write(2, 2, "Harga beras naik.").unwrap();
                sheet.write(4, 2, "Harga \"cabai\"\nturun <&>.").unwrap();
                let sheet = workbook.add_worksheet().set_name("Catatan").unwrap();
                sheet.write(0, 0, "bukan artikel").unwrap();
                let sheet = workbook.add_worksheet().set_name("Maret").unwrap();
                sheet.write(0, 0, "Text").unwrap();
                sheet.write(1, 0, true).unwrap();
            });
            let found = documents(read, &file(&bytes, &InputOptions::default()));
            assert_eq!(
                found,
                [
                    "7 | 2024-03-05 | Harga beras naik.",
                    "a#Januari:5 |  | Harga \"cabai\"\nturun <&>.",
                    "a#Maret:2 |  | true",
                ]
            );
        }

        #[test]
        fn the_column_of_the_text_is_found_by_the_first_rows() {
            let rows = |rows: &[[&str; 3]]| {
                workbook(|workbook| {
                    let sheet = workbook.add_worksheet();
                    for (number, row) in (0..).zip(rows) {
                        for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
                            sheet.write(number, column, *text).unwrap();
                        }
                    }
                })
            };
            let found = |sheet: &[[&str; 3]]| documents(read, &file(&rows(sheet), &InputOptions::default()));
            let header = ["isi", "content", "description"];
            assert_eq!(
                found(&[header, ["", "Beras.", "x"], ["", "Kopi.", ""]]),
                ["a#Sheet1:2 |  | Beras.", "a#Sheet1:3 |  | Kopi."]
            );
            assert_eq!(found(&[header, ["Teh.", "", "x"]]), ["a#Sheet1:2 |  | Teh."]);
            let ambiguous = found(&[header, ["Teh.", "", ""], ["", "Kopi.", ""]]);
            assert_eq!(ambiguous, ["both `isi` and `content` may hold the text"]);
            let many: Vec<_> = std::iter::once(header).chain(std::iter::repeat_n(["", "Beras.", ""], 300)).collect();
            assert_eq!(found(&many).len(), 300);
            assert_eq!(found(&[["description", "judul", ""], ["Teh.", "Kopi", ""]]), ["a#Sheet1:2 |  | Kopi\n\nTeh."]);
        }

        #[test]
        fn workbooks_that_cannot_be_read_are_errors() {
            let bytes = workbook(|workbook| {
                workbook.add_worksheet().write(0, 0, "judul").unwrap();
            });
            let found = documents(read, &file(&bytes, &InputOptions::default()));
            assert_eq!(found, ["no field is known to hold the text: the fields are `judul`"]);
            assert_eq!(documents(read, &file(&workbook(|_| {}), &InputOptions::default())), [""; 0]);
            for broken in [&bytes[..bytes.len() / 2], b"PK\x03\x04", b"judul,text\na,b\n", b""] {
                let found = documents(read, &file(broken, &InputOptions::default()));
                assert!(found.len() == 1 && !found[0].contains('|'), "{found:?}");
            }
            let fields = Fields { text: Some("judul".to_owned()), ..Fields::default() };
            let options = InputOptions { fields, ..InputOptions::default() };
            let found = documents(read, &file(&bytes, &options));
            assert_eq!(found, [""; 0]);
        }

        #[test]
        fn bombs_are_refused() {
            // A long text that compresses well, and cells that share it.
            let long = "a".repeat(32_000);
            let bytes = workbook(|workbook| {
                let sheet = workbook.add_worksheet();
                sheet.write(0, 0, "text").unwrap();
                for row in 1..600 {
                    sheet.write(row, 0, &long).unwrap();
                }
            });
            assert!(bytes.len() < 40_000);
            let found = documents(read, &file(&bytes, &InputOptions::default()));
            assert!(found.last().unwrap().contains("decompress to more than 200 times"), "{:?}", found.last());
            assert!((500..599).contains(&found.len()), "{}", found.len());
            let mut options = InputOptions::default();
            options.limits.ratio = 5000;
            assert_eq!(documents(read, &file(&bytes, &options)).len(), 599);
        }
    }
}
