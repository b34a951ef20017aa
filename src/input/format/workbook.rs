//! Workbooks: each sheet is a table like a CSV file.

use std::borrow::Cow;

use crate::error::{FieldRole, Problem};
use crate::input::encoding::TextEncoding;
use crate::input::field_names::{FieldMap, ROLES};
use crate::input::format::WholeFile;
use crate::input::record::{DocumentSink, Fields, Location, ParsedDocument, Position, Record};
use crate::text::document::DateSource;

/// The most columns that office programs allow in a sheet.
pub(super) const MAX_COLUMNS: usize = 16_384;

/// A cell of a row: its column, and its text.
pub(super) type Cell = (usize, String);

/// Passes the rows of the sheets of a workbook on as records.
pub(super) struct Rows<'a, 's> {
    file: &'a WholeFile<'a>,
    sink: &'a mut DocumentSink<'s>,
    /// The name of the workbook and the sheet.
    sheet: String,
    columns: Option<Columns>,
    /// Whether a sheet has a column for the text.
    has_text: bool,
    /// The problem with the first sheet that has none.
    problem: Option<Problem>,
    /// The bytes that were passed on. They may be more than the file has, because cells may share their text.
    bytes: u64,
    is_stopped: bool,
}

/// The columns of a sheet.
struct Columns {
    names: Vec<String>,
    fields: FieldMap,
    /// The columns of [`Fields::kept`].
    kept: Vec<Option<usize>>,
    /// The fields that were found by known names, if they are not the usual ones.
    guesses: Vec<(FieldRole, usize)>,
}

impl Columns {
    fn new(names: Vec<String>, fields: &Fields) -> Result<Self, Problem> {
        let map = FieldMap::of_columns(&names, fields, &mut |_| true)?;
        let kept = fields.kept.iter().map(|name| names.iter().position(|other| other == name)).collect();
        let guess = |role: &FieldRole| {
            let column = map.column(*role)?;
            fields.is_guess(*role, names.get(column)?).then_some((*role, column))
        };
        let guesses = ROLES.iter().filter_map(guess).collect();
        Ok(Self { names, fields: map, kept, guesses })
    }

    fn record<'a>(&'a self, cells: &'a [Cell]) -> Record<'a> {
        let cell =
            |wanted: usize| cells.iter().find(|(column, _)| *column == wanted).map(|(_, text)| Cow::from(&**text));
        let filled = |wanted: Option<usize>| wanted.and_then(cell).filter(|text| !text.trim().is_empty());
        let field = |role: FieldRole| filled(self.fields.column(role));
        let name = |&(role, column): &(FieldRole, usize)| Some((role, Cow::from(&**self.names.get(column)?)));
        Record {
            text: self.fields.column(FieldRole::Text).and_then(cell).unwrap_or_default(),
            id: field(FieldRole::Id),
            date: field(FieldRole::Date),
            title: field(FieldRole::Title),
            url: field(FieldRole::Url),
            source: field(FieldRole::Source),
            guesses: self.guesses.iter().filter_map(name).collect(),
            kept: self.kept.iter().map(|column| filled(*column)).collect(),
            ..Record::default()
        }
    }
}

impl<'a, 's> Rows<'a, 's> {
    pub(super) fn new(file: &'a WholeFile<'a>, sink: &'a mut DocumentSink<'s>) -> Self {
        Self {
            file,
            sink,
            sheet: String::new(),
            columns: None,
            has_text: false,
            problem: None,
            bytes: 0,
            is_stopped: false,
        }
    }

    /// Begins a sheet.
    pub(super) fn begin_sheet(&mut self, name: &str) {
        self.sheet = format!("{}#{name}", self.file.name);
        self.columns = None;
    }

    /// Adds the next row of the sheet, and returns whether to continue with it. The first row that isn't empty has the names of
    /// the columns. `number` counts from 1.
    ///
    /// # Errors
    /// The rows are many times as long as the file.
    pub(super) fn add(&mut self, number: u64, cells: &[Cell]) -> Result<bool, Problem> {
        if cells.iter().all(|(_, text)| text.trim().is_empty()) {
            return Ok(true);
        }
        let Some(columns) = &self.columns else { return Ok(self.read_header(cells)) };
        let record = columns.record(cells);
        self.bytes += record.text.len() as u64;
        let (packed_bytes, limits) = (self.file.bytes.len() as u64, self.file.options.limits);
        if limits.is_bomb(packed_bytes, self.bytes) {
            return Err(Problem::Bomb { packing: "zip", packed_bytes, limit: limits.ratio });
        }
        let location = Location { file: &self.sheet, position: Position::Line(number) };
        let (format, encoding) = (self.file.format, TextEncoding::UTF_8);
        let document = ParsedDocument { record, format, encoding, date_source: DateSource::Record };
        self.is_stopped = !(self.sink)(location, Ok(document));
        Ok(!self.is_stopped)
    }

    fn read_header(&mut self, cells: &[Cell]) -> bool {
        let length = cells.iter().map(|(column, _)| column + 1).max().unwrap_or_default().min(MAX_COLUMNS);
        let mut names = vec![String::new(); length];
        for (column, name) in cells {
            if let Some(place) = names.get_mut(*column) {
                name.trim().clone_into(place);
            }
        }
        match Columns::new(names, &self.file.options.fields) {
            Ok(columns) => {
                self.has_text = true;
                self.columns = Some(columns);
            }
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
        self.columns.is_some()
    }

    /// Whether no more rows are wanted.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Ends the workbook.
    ///
    /// # Errors
    /// No sheet has a column for the text, though one has rows.
    pub(super) fn finish(self) -> Result<(), Problem> {
        match self.problem {
            Some(problem) if !self.has_text => Err(problem),
            _ => Ok(()),
        }
    }
}
