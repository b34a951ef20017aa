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

/// The most rows that are kept to tell which of several columns holds the text.
const SAMPLE_ROWS: usize = 100;
/// The most bytes of text in these rows.
const SAMPLE_BYTES: usize = 1 << 20;

/// Passes the rows of the sheets of a workbook on as records.
pub(super) struct Rows<'a, 's> {
    file: &'a WholeFile<'a>,
    sink: &'a mut DocumentSink<'s>,
    /// The name of the workbook and the sheet.
    sheet: String,
    columns: Option<Columns>,
    /// The first rows of the sheet, if they are needed to find the column of the text.
    sample: Option<Sample>,
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

/// The beginning of a sheet of which several columns may hold the text.
#[derive(Default)]
struct Sample {
    names: Vec<String>,
    /// The rows with their numbers.
    rows: Vec<(u64, Vec<Cell>)>,
    bytes: usize,
}

impl Sample {
    fn has_text(&self, wanted: usize) -> bool {
        let is_filled = |(column, text): &Cell| *column == wanted && !text.trim().is_empty();
        self.rows.iter().any(|(_, cells)| cells.iter().any(is_filled))
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= SAMPLE_ROWS || self.bytes >= SAMPLE_BYTES
    }
}

impl Columns {
    fn new(names: Vec<String>, map: FieldMap, fields: &Fields) -> Self {
        let kept = fields.kept.iter().map(|name| names.iter().position(|other| other == name)).collect();
        let guess = |role: &FieldRole| {
            let column = map.column(*role)?;
            fields.is_guess(*role, names.get(column)?).then_some((*role, column))
        };
        let guesses = ROLES.iter().filter_map(guess).collect();
        Self { names, fields: map, kept, guesses }
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
            sample: None,
            has_text: false,
            problem: None,
            bytes: 0,
            is_stopped: false,
        }
    }

    /// Begins a sheet.
    ///
    /// # Errors
    /// See [`Rows::add`]; the rows may be those of the sheet before.
    pub(super) fn begin_sheet(&mut self, name: &str) -> Result<(), Problem> {
        self.end_sample()?;
        self.sheet = format!("{}#{name}", self.file.name);
        self.columns = None;
        Ok(())
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
        if let Some(sample) = &mut self.sample {
            sample.bytes += cells.iter().map(|(_, text)| text.len()).sum::<usize>();
            sample.rows.push((number, cells.to_vec()));
            return if sample.is_full() { self.end_sample() } else { Ok(true) };
        }
        match self.columns.take() {
            None => Ok(self.read_header(cells)),
            Some(columns) => {
                let wants_more = self.pass(&columns, number, cells);
                self.columns = Some(columns);
                wants_more
            }
        }
    }

    /// Passes a row on.
    fn pass(&mut self, columns: &Columns, number: u64, cells: &[Cell]) -> Result<bool, Problem> {
        let record = columns.record(cells);
        self.bytes += record.text.len() as u64;
        let (packed_bytes, limits) = (self.file.bytes.len() as u64, self.file.options.limits);
        if limits.is_bomb(packed_bytes, self.bytes) {
            return Err(Problem::Bomb { packing: "zip", packed_bytes, limit: limits.ratio });
        }
        let location = Location { file: &self.sheet, position: Position::Line(number) };
        let (format, encoding) = (self.file.format.name, TextEncoding::UTF_8);
        let document = ParsedDocument { record, format, encoding, date_source: DateSource::Record };
        self.is_stopped = !(self.sink)(location, Ok(document));
        Ok(!self.is_stopped)
    }

    /// Reads the names of the columns, and returns whether to continue with the sheet.
    fn read_header(&mut self, cells: &[Cell]) -> bool {
        let length = cells.iter().map(|(column, _)| column + 1).max().unwrap_or_default().min(MAX_COLUMNS);
        let mut names = vec![String::new(); length];
        for (column, name) in cells {
            if let Some(place) = names.get_mut(*column) {
                name.trim().clone_into(place);
            }
        }
        let mut is_ambiguous = false;
        let map = FieldMap::of_columns(&names, &self.file.options.fields, &mut |_| {
            is_ambiguous = true;
            true
        });
        if is_ambiguous {
            self.sample = Some(Sample { names, ..Sample::default() });
            return true;
        }
        self.set_columns(map.map(|map| Columns::new(names, map, &self.file.options.fields)))
    }

    /// Sets the columns of the sheet, and returns whether there is one for the text.
    fn set_columns(&mut self, columns: Result<Columns, Problem>) -> bool {
        match columns {
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

    /// Finds the columns by the first rows, passes these on, and returns whether to continue with the sheet.
    fn end_sample(&mut self) -> Result<bool, Problem> {
        let Some(sample) = self.sample.take() else { return Ok(true) };
        let map = FieldMap::of_columns(&sample.names, &self.file.options.fields, &mut |column| sample.has_text(column));
        let Sample { names, rows, .. } = sample;
        if !self.set_columns(map.map(|map| Columns::new(names, map, &self.file.options.fields))) {
            return Ok(false);
        }
        for (number, cells) in rows {
            if !self.add(number, &cells)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether no more rows are wanted.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Ends the workbook.
    ///
    /// # Errors
    /// No sheet has a column for the text, though one has rows; or see [`Rows::add`].
    pub(super) fn finish(mut self) -> Result<(), Problem> {
        self.end_sample()?;
        match self.problem {
            Some(problem) if !self.has_text => Err(problem),
            _ => Ok(()),
        }
    }
}
