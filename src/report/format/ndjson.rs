//! NDJSON: a JSON object per line.

use std::io::{self, Write as _};
use std::sync::Arc;

use crate::message::Wording;
use crate::report::format::{Finished, Format, FormatOptions, Implementation, Layout, Output, ReportWriter};
use crate::report::rows::Summary;
use crate::report::{Encoder, Record, RowEncoder, TableSchema};

/// NDJSON: a JSON object per row, each on a line of its own, and no summary.
pub static NDJSON: Format = Format {
    name: "ndjson",
    aliases: &["jsonl"],
    title: Wording { en: "a JSON object a line", id: "satu objek JSON per baris" },
    feature: None,
    is_binary: false,
    is_for_people: false,
    layout: Layout::RowsOnly,
    implementation: Some(Implementation { encoder, writer }),
};

fn encoder(_: &FormatOptions) -> Encoder {
    Arc::new(NdjsonEncoder)
}

fn writer<'a>(output: Box<dyn Output + 'a>, options: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(NdjsonWriter { output, row_count: options.counts_rows.then_some(0) })
}

#[derive(Debug)]
struct NdjsonEncoder;

impl RowEncoder for NdjsonEncoder {
    fn row(&self, row: &dyn Record, out: &mut Vec<u8>) {
        row.json(out);
        out.push(b'\n');
    }
}

struct NdjsonWriter<'a> {
    output: Box<dyn Output + 'a>,
    /// `None`: they are not counted.
    row_count: Option<u64>,
}

impl ReportWriter for NdjsonWriter<'_> {
    fn begin(&mut self, _: TableSchema) -> io::Result<()> {
        Ok(())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        // There are no other line feeds than those of the rows.
        if let Some(count) = &mut self.row_count {
            *count += memchr::memchr_iter(b'\n', encoded).count() as u64;
        }
        self.output.write_all(encoded)
    }

    fn finish(self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        let rows = self.row_count;
        self.output.commit()?;
        Ok(Finished { files: 1, rows, cut_cells: 0 })
    }
}
