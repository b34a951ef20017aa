//! Workbooks (Office Open XML, ECMA-376) for spreadsheets.
//!
//! A table is a sheet, or several if it has more rows than one holds. The header is bold, stays in place and has filters. Numbers
//! and days are numbers and days; texts are texts, whatever they begin with. The last sheet of a table, or the first of a report of
//! several, is the summary.

#[cfg(feature = "xlsx")]
mod creator;
#[cfg(feature = "xlsx")]
mod workbook;

use crate::message::Wording;
use crate::report::format::{Format, Implementation, Layout};

/// A workbook, a sheet per table; with the feature `xlsx`.
pub static XLSX: Format = Format {
    name: "xlsx",
    aliases: &[],
    title: Wording { en: "a workbook, a sheet a table", id: "satu buku kerja, satu lembar per tabel" },
    feature: Some("xlsx"),
    is_binary: true,
    is_for_people: false,
    layout: Layout::OneFile,
    implementation: IMPLEMENTATION,
};

#[cfg(feature = "xlsx")]
const IMPLEMENTATION: Option<Implementation> = Some(workbook::IMPLEMENTATION);
#[cfg(not(feature = "xlsx"))]
const IMPLEMENTATION: Option<Implementation> = None;

/// Whether a file is a workbook that this crate wrote, even if a spreadsheet program has saved it since. Without the feature `xlsx`,
/// none is, because none is read.
pub(crate) fn is_own_workbook(file: std::fs::File) -> bool {
    #[cfg(feature = "xlsx")]
    return creator::is_own(file);
    #[cfg(not(feature = "xlsx"))]
    {
        drop(file);
        false
    }
}
