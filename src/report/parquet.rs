//! Apache Parquet with typed columns, written by the crate `parquet`, without Arrow.
//!
//! | column | physical type | logical type |
//! |---|---|---|
//! | text, lists in a cell | `BYTE_ARRAY` | `STRING` |
//! | whole number | `INT64` | |
//! | relative frequency | `DOUBLE` | |
//! | yes or no | `BOOLEAN` | |
//! | day | `INT32`, days since 1970-01-01 | `DATE` |
//!
//! Columns whose cells may be absent are `OPTIONAL`, the others `REQUIRED`. Pages are compressed with Snappy.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use jiff::civil::date;

use crate::report::{CellValue, Column, ColumnKind, Row, unpack};

/// Rows of a row group, at most.
const GROUP_ROWS: usize = 128 * 1024;

/// Bytes of texts in a row group, more or less.
const GROUP_BYTES: usize = 32 << 20;

/// A table that is being written.
pub struct ParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Values>,
    rows: usize,
    text_bytes: usize,
}

/// The cells of a column that are not written yet.
#[derive(Debug)]
struct Values {
    column: Column,
    data: Data,
    /// Of each row, 1 if its cell is there and 0 if not.
    definition_levels: Vec<i16>,
}

#[derive(Debug)]
enum Data {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
    Rates(Vec<f64>),
    Flags(Vec<bool>),
    Days(Vec<i32>),
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins the table of these rows.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn new<R: Row>(out: W) -> io::Result<Self> {
        let fields = R::COLUMNS.iter().map(|column| Ok(Arc::new(field(column)?))).collect::<Result<_, ParquetError>>();
        let schema = Type::group_type_builder(R::TABLE).with_fields(fields.map_err(failed)?).build().map_err(failed)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let columns = R::COLUMNS.iter().map(|column| Values::new(*column)).collect();
        Ok(Self { file, columns, rows: 0, text_bytes: 0 })
    }

    /// Writes rows that an encoder packed.
    ///
    /// # Errors
    /// `out` can't be written to, or a number is more than 2^63 - 1.
    pub fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        for cells in unpack(bytes) {
            for (values, cell) in self.columns.iter_mut().zip(&cells) {
                self.text_bytes += values.push(cell)?;
            }
            self.rows += 1;
            if self.rows >= GROUP_ROWS || self.text_bytes >= GROUP_BYTES {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for values in &mut self.columns {
            if let Some(mut column) = group.next_column().map_err(failed)? {
                values.write(column.untyped()).map_err(failed)?;
                column.close().map_err(failed)?;
            }
            values.clear();
        }
        group.close().map_err(failed)?;
        (self.rows, self.text_bytes) = (0, 0);
        Ok(())
    }

    /// Writes what is left, and gives the output back.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn end(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.file.into_inner().map_err(failed)
    }
}

impl<W: Write + Send> fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetWriter").field("columns", &self.columns).finish_non_exhaustive()
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Number => (PhysicalType::INT64, None),
        ColumnKind::Rate => (PhysicalType::DOUBLE, None),
        ColumnKind::Flag => (PhysicalType::BOOLEAN, None),
        ColumnKind::Date => (PhysicalType::INT32, Some(LogicalType::Date)),
    };
    let repetition = if column.is_optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition).build()
}

impl Values {
    fn new(column: Column) -> Self {
        let data = match column.kind {
            ColumnKind::Text => Data::Texts(Vec::new()),
            ColumnKind::Number => Data::Numbers(Vec::new()),
            ColumnKind::Rate => Data::Rates(Vec::new()),
            ColumnKind::Flag => Data::Flags(Vec::new()),
            ColumnKind::Date => Data::Days(Vec::new()),
        };
        Self { column, data, definition_levels: Vec::new() }
    }

    /// Takes a cell, and says how many bytes of text it has.
    fn push(&mut self, cell: &CellValue<'_>) -> io::Result<usize> {
        let mut bytes = 0;
        let is_there = match (&mut self.data, *cell) {
            (Data::Texts(texts), CellValue::Text(text)) => {
                bytes = text.len();
                texts.push(text.into());
                true
            }
            (Data::Numbers(numbers), CellValue::Number(number)) => {
                numbers.push(number.try_into().map_err(io::Error::other)?);
                true
            }
            (Data::Rates(rates), CellValue::Rate(rate)) => {
                rates.push(rate.to_f64());
                true
            }
            (Data::Flags(flags), CellValue::Flag(flag)) => {
                flags.push(flag);
                true
            }
            (Data::Days(days), CellValue::Text(text)) => {
                days.push(day(text).ok_or_else(|| io::Error::other(format!("no day: {text}")))?);
                true
            }
            (_, CellValue::Absent) if self.column.is_optional => false,
            _ => return Err(io::Error::other(format!("column {}: a cell of another kind", self.column.name))),
        };
        self.definition_levels.push(is_there.into());
        Ok(bytes)
    }

    fn write(&self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.column.is_optional.then_some(&*self.definition_levels);
        match (&self.data, writer) {
            (Data::Texts(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(texts, levels, None)
            }
            (Data::Numbers(numbers), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(numbers, levels, None)
            }
            (Data::Rates(rates), ColumnWriter::DoubleColumnWriter(writer)) => writer.write_batch(rates, levels, None),
            (Data::Flags(flags), ColumnWriter::BoolColumnWriter(writer)) => writer.write_batch(flags, levels, None),
            (Data::Days(days), ColumnWriter::Int32ColumnWriter(writer)) => writer.write_batch(days, levels, None),
            _ => return Err(ParquetError::General(format!("column {} has another type", self.column.name))),
        }?;
        Ok(())
    }

    fn clear(&mut self) {
        self.definition_levels.clear();
        match &mut self.data {
            Data::Texts(texts) => texts.clear(),
            Data::Numbers(numbers) => numbers.clear(),
            Data::Rates(rates) => rates.clear(),
            Data::Flags(flags) => flags.clear(),
            Data::Days(days) => days.clear(),
        }
    }
}

/// Days from 1970-01-01 on.
fn day(text: &str) -> Option<i32> {
    let day = crate::input::parse_date(text)?;
    day.since(date(1970, 1, 1)).ok().map(|span| span.get_days())
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;
    use crate::report::schema::{DocumentReport, TermRow};
    use crate::report::{CsvDialect, Encoder, Format, PerMillion};

    fn written<R: Row>(rows: &[R], times: usize) -> SerializedFileReader<std::fs::File> {
        let mut packed = Vec::new();
        rows.iter().for_each(|row| Encoder::new(Format::Parquet, CsvDialect::Rfc4180).row(row, &mut packed));
        let mut writer = ParquetWriter::new::<R>(tempfile::tempfile().unwrap()).unwrap();
        (0..times).for_each(|_| writer.rows(&packed).unwrap());
        SerializedFileReader::new(writer.end().unwrap()).unwrap()
    }

    #[test]
    fn cells_have_their_types() {
        let row = TermRow { rank: 1, term: "é\0", count: 2, documents: 1, per_million: PerMillion::new(2, 3) };
        let bare = TermRow { per_million: None, ..row.clone() };
        let file = written(&[row, bare], 1);
        let rows: Vec<Vec<Field>> = file
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect())
            .collect();
        let (text, number) = (|text: &str| Field::Str(text.to_owned()), Field::Long);
        let wanted = |rate| vec![number(1), text("é\0"), number(2), number(1), rate];
        assert_eq!(rows, [wanted(Field::Double(666_666.67)), wanted(Field::Null)]);
    }

    #[test]
    fn days_are_days_and_what_is_absent_is_null() {
        let report = DocumentReport { document: "a", date: Some("2024-12-31".to_owned()), ..DocumentReport::default() };
        let file = written(&[report, DocumentReport::default()], 1);
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let dates: Vec<&Field> =
            rows.iter().filter_map(|row| row.get_column_iter().nth(2)).map(|(_, field)| field).collect();
        assert_eq!(dates, [&Field::Date(20_088), &Field::Null]);
    }

    #[test]
    fn rows_are_written_in_groups() {
        let row = TermRow { rank: 1, term: "beras", count: 2, documents: 1, per_million: None };
        let file = written(&[row], GROUP_ROWS + 1);
        let groups: Vec<i64> = file.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
        assert_eq!(groups, [GROUP_ROWS as i64, 1]);
        assert_eq!(written::<TermRow<'_>>(&[], 1).metadata().num_row_groups(), 0);
    }
}
