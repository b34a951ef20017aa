//! Recognizes the reports of this crate, so that a later run does not take them for articles.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memmem;

use crate::input::regular::open_regular;
use crate::report::format::{GRAPH_HEAD, PARQUET_KEY, is_own_workbook};
use crate::report::rows::{AliasRow, NodeRow, TABLES};
use crate::report::{Column, Row, TableSchema};

/// The longest beginning of a text file that is needed to recognize a report.
const HEAD_BYTES: u64 = 4096;

/// The longest end of a Parquet file that has its metadata.
const TAIL_BYTES: u64 = 4096;

/// Narrower tables are not recognized: a list of words with the header `term` may be anyone's.
const LEAST_COLUMNS: usize = 4;

/// Whether a text file with these first bytes is a report: a table with exactly the columns of one that this crate writes, in CSV
/// with any delimiter, Markdown or NDJSON, a JSON report, or a graph. The table of documents may have more columns after its own.
///
/// ```
/// use telaah::report::is_report;
///
/// assert!(is_report(b"rank,term,count,documents,per_million\n1,beras,2,1,666666.67\n"));
/// assert!(!is_report(b"id,date,text\n1,2024-12-31,Harga beras naik.\n"));
/// ```
#[must_use]
pub fn is_report(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if head.first() == Some(&b'{') {
        return is_json_report(head);
    }
    if head.starts_with(GRAPH_HEAD.as_bytes()) {
        return true;
    }
    let line = head.split(|&b| b == b'\n').find(|line| !line.is_empty() && !line.starts_with(b"## "));
    let line = line.unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    tables().any(|(id, columns)| is_header(line, &columns, id == "analyze"))
}

/// Whether a file is a report: one that [`is_report`] recognizes, or a workbook or Parquet file that this crate wrote. Only its
/// beginning or its end is read.
///
/// # Errors
/// The file cannot be read.
pub fn is_report_file(path: &Path) -> io::Result<bool> {
    let mut file = open_regular(path)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        return Ok(is_own_workbook(file));
    }
    if head.starts_with(b"PAR1") {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
        let mut tail = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut tail)?;
        return Ok(memmem::find(&tail, PARQUET_KEY.as_bytes()).is_some());
    }
    Ok(is_report(&head))
}

/// The tables that are recognized, by their ids.
fn tables() -> impl Iterator<Item = (&'static str, Vec<Column>)> {
    let columns = |schema: &TableSchema| schema.columns();
    let tables = TABLES.iter().map(move |table| (table.id, columns(&table.schema)));
    let tables = tables.chain([("nodes", columns(&NodeRow::TABLE)), ("aliases", columns(&AliasRow::TABLE))]);
    tables.filter(|(_, columns)| columns.len() >= LEAST_COLUMNS)
}

fn is_json_report(head: &[u8]) -> bool {
    if let Some(version) = head.strip_prefix(b"{\"schema_version\":") {
        return version.first().is_some_and(u8::is_ascii_digit);
    }
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    tables().any(|(_, columns)| has_keys(line, &columns))
}

/// Whether a line has exactly these columns. The delimiter is the character after the first.
fn is_header(line: &[u8], columns: &[Column], may_have_more: bool) -> bool {
    let (line, columns) = match line.strip_prefix(b"| ").and_then(|line| line.strip_suffix(b" |")) {
        Some(cells) => (cells.to_vec(), columns.iter().map(|column| column.name).collect::<Vec<_>>().join(" | ")),
        None => {
            let first = columns.first().map_or(0, |column| column.name.len());
            let Some(&delimiter) = line.get(first).filter(|b| b.is_ascii_punctuation() || **b == b'\t') else {
                return false;
            };
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            (line.to_vec(), names.join(char::from(delimiter).encode_utf8(&mut [0; 4])))
        }
    };
    match line.strip_prefix(columns.as_bytes()) {
        Some(rest) => rest.is_empty() || may_have_more && !rest.first().is_some_and(u8::is_ascii_alphanumeric),
        None => false,
    }
}

/// Whether a JSON object has these keys in this order, the first at its beginning.
fn has_keys(object: &[u8], columns: &[Column]) -> bool {
    let mut rest = object;
    columns.iter().enumerate().all(|(number, column)| {
        let key = format!("{}\"{}\":", if number == 0 { "{" } else { "," }, column.name);
        let found = memmem::find(rest, key.as_bytes()).filter(|&at| number > 0 || at == 0);
        rest = found.and_then(|at| rest.get(at + key.len()..)).unwrap_or_default();
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::report::format::{CSV, CsvDialect, CsvStyle, FORMATS, Format, FormatOptions, GEXF, GRAPHML, Layout};
    use crate::report::rows::{EdgeRow, Summary, TermRow};
    use crate::report::{PerMillion, Record as _, Row};

    #[test]
    fn every_table_is_recognized_in_every_text_format() {
        let excel = FormatOptions { csv: Some(CsvStyle::of(CsvDialect::ExcelId)), ..FormatOptions::default() };
        let report = FormatOptions { is_report: true, ..FormatOptions::default() };
        for table in TABLES.iter().filter(|table| table.schema.columns().len() >= LEAST_COLUMNS) {
            let is_text =
                |format: &&&Format| !format.is_binary && format.name != "ndjson" && format.layout != Layout::Graph;
            for format in FORMATS.iter().filter(is_text) {
                for options in [FormatOptions::default(), excel, report] {
                    if options.csv.is_some() && **format != CSV {
                        continue;
                    }
                    let mut out = Vec::new();
                    let mut writer = format.writer(Box::new(&mut out), &options).unwrap();
                    writer.begin(table.schema).unwrap();
                    let _ = writer.finish(Some(&Summary::default())).unwrap();
                    assert!(is_report(&out), "{} {}: {}", table.id, format.name, String::from_utf8_lossy(&out));
                }
            }
        }
        let row = TermRow { rank: 1, term: "beras", count: 2, documents: 1, per_million: PerMillion::new(2, 3) };
        let mut line = Vec::new();
        row.json(&mut line);
        assert!(is_report(&line));
        assert_eq!(TermRow::TABLE.columns().len(), 5);
    }

    #[test]
    fn graphs_are_recognized() {
        for format in [&GEXF, &GRAPHML] {
            let mut out = Vec::new();
            let mut writer = format.writer(Box::new(&mut out), &FormatOptions::default()).unwrap();
            writer.begin(NodeRow::TABLE).unwrap();
            writer.begin(EdgeRow::TABLE).unwrap();
            assert!(writer.begin(TermRow::TABLE).is_err());
            let _ = writer.finish(None).unwrap();
            assert!(is_report(&out), "{}", String::from_utf8_lossy(&out));
            assert!(!is_report(&out["<?xml".len()..]));
        }
    }

    #[test]
    fn other_tables_and_records_are_not_reports() {
        for head in [
            "",
            "\n",
            "rank,term\n",
            "rank,term,count,documents,per_million,text\n",
            "document,kind,text\na,b,c\n",
            "word\nyang\n",
            "{\"text\":\"beras\"}\n",
            "{\"document\":\"a\",\"kind\":\"opini\",\"text\":\"beras\"}\n",
            "{\"schema_version\":\"x\"}",
            "# rank\n\nterm count documents\n",
        ] {
            assert!(!is_report(head.as_bytes()), "{head}");
        }
        let records = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/berita.ndjson")).unwrap();
        assert!(!is_report(&records));
    }
}
