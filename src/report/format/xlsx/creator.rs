//! The property of a workbook that names the program that created it.

use std::io::{BufReader, Read, Seek};

use memchr::memmem;
use zip::ZipArchive;

/// The value of the property in the workbooks of this crate.
pub(super) const CREATOR: &str = "telaah";

/// The part of a workbook with its properties, and the most bytes of it that are read.
const PART: (&str, u64) = ("docProps/core.xml", 64 * 1024);

/// Whether a workbook has the property. Only the directory of the archive and this part are read.
pub(super) fn is_own(file: impl Read + Seek) -> bool {
    let (name, limit) = PART;
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else { return false };
    let Ok(part) = archive.by_name(name) else { return false };
    let mut properties = Vec::new();
    // What was read before an error is enough if it has the property.
    let _ = part.take(limit).read_to_end(&mut properties);
    memmem::find(&properties, format!("<dc:creator>{CREATOR}</dc:creator>").as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use rust_xlsxwriter::{DocProperties, Workbook};

    use super::*;

    #[test]
    fn workbooks_are_told_apart_by_their_creator() {
        for (creator, wanted) in [(CREATOR, true), ("Siti", false), ("telaah2", false), ("", false)] {
            let mut workbook = Workbook::new();
            workbook.add_worksheet();
            workbook.set_properties(&DocProperties::new().set_author(creator));
            let bytes = workbook.save_to_buffer().unwrap();
            assert_eq!(is_own(Cursor::new(&bytes)), wanted, "{creator}");
            assert!(!is_own(Cursor::new(&bytes[..bytes.len() / 2])));
        }
        assert!(!is_own(Cursor::new(b"PK\x03\x04")));
    }
}
