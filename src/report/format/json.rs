//! JSON: one object with the rows and the summary.

use std::io::{self, Write as _};
use std::sync::Arc;

use crate::message::Wording;
use crate::report::format::{Finished, Format, FormatOptions, Implementation, Layout, Output, ReportWriter};
use crate::report::rows::Summary;
use crate::report::{Encoder, Record, RowEncoder, SCHEMA_VERSION, TableSchema};

/// JSON: `{"schema_version":1,"terms":[…],"summary":{…}}`, a line for each row.
pub static JSON: Format = Format {
    name: "json",
    aliases: &[],
    title: Wording { en: "one JSON object", id: "satu objek JSON" },
    feature: None,
    is_binary: false,
    is_for_people: false,
    layout: Layout::Nested,
    implementation: Some(Implementation { encoder, writer }),
};

fn encoder(_: &FormatOptions) -> Encoder {
    Arc::new(JsonEncoder)
}

fn writer<'a>(output: Box<dyn Output + 'a>, options: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(JsonWriter { output, is_first: true, row_count: options.counts_rows.then_some(0) })
}

/// Puts a comma before each row, also the first, which the writer drops.
#[derive(Debug)]
struct JsonEncoder;

impl RowEncoder for JsonEncoder {
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\n");
        row.json(out);
    }
}

struct JsonWriter<'a> {
    output: Box<dyn Output + 'a>,
    is_first: bool,
    /// `None`: they are not counted.
    row_count: Option<u64>,
}

impl ReportWriter for JsonWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        write!(self.output, "{{\"schema_version\":{SCHEMA_VERSION},\"{}\":[", table.row_name())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        // There are no other line feeds than those of the rows.
        if let Some(count) = &mut self.row_count {
            *count += memchr::memchr_iter(b'\n', encoded).count() as u64;
        }
        let comma: &[u8] = if self.is_first { b"," } else { b"" };
        self.is_first &= encoded.is_empty();
        self.output.write_all(encoded.strip_prefix(comma).unwrap_or(encoded))
    }

    fn finish(mut self: Box<Self>, summary: Option<&Summary<'_>>) -> io::Result<Finished> {
        self.output.write_all(b"\n]")?;
        if let Some(summary) = summary {
            self.output.write_all(b",\"summary\":")?;
            serde_json::to_writer(&mut self.output, summary)?;
        }
        self.output.write_all(b"}\n")?;
        let rows = self.row_count;
        self.output.commit()?;
        Ok(Finished { files: 1, rows, cut_cells: 0 })
    }
}
