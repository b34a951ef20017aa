//! The parts that the formats of graphs share: a file holds a table of nodes and one of edges.

use std::fmt::Write as _;
use std::io;

use crate::report::format::{Finished, FormatOptions, Output, ReportWriter};
use crate::report::rows::{EdgeRow, NodeRow, Summary};
use crate::report::{CellValue, Column, ColumnKind, Row, TableSchema, unpack};

/// The beginning of every file, by which telaah recognizes its own.
pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- telaah -->\n";

/// The syntax of a format.
pub(super) trait Syntax: 'static {
    /// Appends what precedes the nodes. The columns are those of the attributes.
    fn begin(nodes: &[Column], edges: &[Column], out: &mut String);

    /// Appends a node.
    fn node(node: &Element<'_>, out: &mut String);

    /// Appends what is between the nodes and the edges.
    fn end_nodes(out: &mut String);

    /// Appends an edge, the `number`-th from 0.
    fn edge(number: u64, edge: &Element<'_>, out: &mut String);

    /// Appends what follows the edges.
    fn end(out: &mut String);
}

/// A row, as a node or an edge.
pub(super) struct Element<'a> {
    cells: Vec<(Column, CellValue<'a>)>,
}

impl<'a> Element<'a> {
    fn new(columns: &[Column], cells: &[CellValue<'a>]) -> Self {
        Self { cells: columns.iter().copied().zip(cells.iter().copied()).collect() }
    }

    /// The cell of a column, escaped.
    pub(super) fn get(&self, name: &str) -> String {
        let cell = self.cells.iter().find(|(column, _)| column.name == name);
        cell.map_or_else(String::new, |(_, cell)| escaped(&cell.to_string()))
    }

    /// The cells that have a value, escaped, of the columns that are not among `others`.
    pub(super) fn attributes(&self, others: &[&str]) -> impl Iterator<Item = (&'static str, String)> {
        let is_one = |column: &Column| !others.contains(&column.name) && !UNDIRECTED.contains(&column.name);
        let cells = self.cells.iter().filter(move |(column, cell)| is_one(column) && *cell != CellValue::None);
        cells.map(|(column, cell)| (column.name, escaped(&cell.to_string())))
    }
}

/// The column of edges that says what the file says of all of them.
const UNDIRECTED: [&str; 1] = ["type"];

/// The columns that are attributes, without those among `others`.
pub(super) fn attributes<'c>(columns: &'c [Column], others: &'c [&str]) -> impl Iterator<Item = &'c Column> {
    columns.iter().filter(|column| !others.contains(&column.name) && !UNDIRECTED.contains(&column.name))
}

/// The type of a column's values: that of whole numbers, of other numbers, or of texts.
pub(super) const fn type_of(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Number => "long",
        ColumnKind::Rate | ColumnKind::Measure => "double",
        _ => "string",
    }
}

/// The text of an attribute or an element. Characters that XML 1.0 does not allow are replaced by U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // In attributes these would be blanks. Writing to a String cannot fail.
            '\t' | '\n' | '\r' => drop(write!(escaped, "&#{};", u32::from(c))),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Writes a table of nodes, and then one of edges.
pub(super) struct GraphWriter<'a, S> {
    output: Box<dyn Output + 'a>,
    columns: Vec<Column>,
    place: Place,
    rows: u64,
    edges: u64,
    syntax: std::marker::PhantomData<S>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Nodes,
    Edges,
}

/// Creates a writer to a file.
pub(super) fn writer<'a, S: Syntax>(output: Box<dyn Output + 'a>, _: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(GraphWriter::<S> {
        output,
        columns: Vec::new(),
        place: Place::Nodes,
        rows: 0,
        edges: 0,
        syntax: std::marker::PhantomData,
    })
}

impl<S: Syntax> ReportWriter for GraphWriter<'_, S> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        let mut text = String::new();
        match table.name() {
            "nodes" => {
                text.push_str(HEAD);
                S::begin(&NodeRow::TABLE.columns(), &EdgeRow::TABLE.columns(), &mut text);
                self.place = Place::Nodes;
            }
            "edges" => {
                S::end_nodes(&mut text);
                self.place = Place::Edges;
            }
            _ => return Err(io::ErrorKind::Unsupported.into()),
        }
        self.columns = table.columns();
        self.output.write_all(text.as_bytes())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        let mut text = String::new();
        for cells in unpack(encoded) {
            let element = Element::new(&self.columns, &cells);
            match self.place {
                Place::Nodes => S::node(&element, &mut text),
                Place::Edges => {
                    S::edge(self.edges, &element, &mut text);
                    self.edges += 1;
                }
            }
            self.rows += 1;
        }
        self.output.write_all(text.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        let mut text = String::new();
        S::end(&mut text);
        self.output.write_all(text.as_bytes())?;
        let rows = Some(self.rows);
        self.output.commit()?;
        Ok(Finished { files: 1, rows, cut_cells: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_well_formed() {
        assert_eq!(escaped("<\"A & B\">\t\n\r"), "&lt;&quot;A &amp; B&quot;&gt;&#9;&#10;&#13;");
        assert_eq!(escaped("\0\u{1b}\u{fffe}é日\u{7f}"), "\u{fffd}\u{fffd}\u{fffd}é日\u{7f}");
    }
}
