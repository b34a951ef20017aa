//! Writes Parquet with the crate `parquet`, without Arrow.

use std::io;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use jiff::civil::{Date, date};

use crate::report::format::parquet::PARQUET_KEY;
use crate::report::format::{Finished, FormatOptions, Implementation, Output, ReportWriter, packed_encoder};
use crate::report::packed::{CellValue, unpack};
use crate::report::rows::Summary;
use crate::report::{Column, ColumnKind, SCHEMA_VERSION, TableSchema};

pub(super) const IMPLEMENTATION: Implementation = Implementation { encoder: packed_encoder, writer };

fn writer<'a>(output: Box<dyn Output + 'a>, _: &FormatOptions) -> Box<dyn ReportWriter + 'a> {
    Box::new(ParquetWriter { output: Some(output), table: None, row_count: 0 })
}

/// The most rows of a row group.
const GROUP_ROWS: usize = 128 * 1024;

/// Approximate bytes of text in a row group.
const GROUP_BYTES: usize = 32 << 20;

struct ParquetWriter<'a> {
    /// The output, until the table begins.
    output: Option<Box<dyn Output + 'a>>,
    table: Option<Table<'a>>,
    row_count: u64,
}

impl ReportWriter for ParquetWriter<'_> {
    fn begin(&mut self, table: TableSchema) -> io::Result<()> {
        let output = self.output.take().ok_or_else(|| io::Error::other("a Parquet file holds one table"))?;
        self.table = Some(Table::new(output, table)?);
        Ok(())
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        self.row_count += unpack(encoded).count() as u64;
        self.table.as_mut().map_or(Ok(()), |table| table.rows(encoded))
    }

    fn finish(self: Box<Self>, _: Option<&Summary<'_>>) -> io::Result<Finished> {
        if let Some(table) = self.table {
            table.finish()?.commit()?;
        }
        Ok(Finished { files: 1, rows: Some(self.row_count), cut_cells: 0 })
    }
}

/// A table that is being written.
struct Table<'a> {
    file: SerializedFileWriter<Box<dyn Output + 'a>>,
    columns: Vec<Values>,
    rows: usize,
    text_bytes: usize,
}

/// The cells of a column that are not written yet.
#[derive(Debug)]
struct Values {
    column: Column,
    data: Data,
    /// For each row, 0 if its cell is empty, else 1.
    definition_levels: Vec<i16>,
}

#[derive(Debug)]
enum Data {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
    Doubles(Vec<f64>),
    Flags(Vec<bool>),
    Days(Vec<i32>),
}

impl<'a> Table<'a> {
    fn new(output: Box<dyn Output + 'a>, table: TableSchema) -> io::Result<Self> {
        let columns = table.columns();
        let fields = columns.iter().map(|column| Ok(Arc::new(field(column)?))).collect::<Result<_, ParquetError>>();
        let schema = Type::group_type_builder(table.row_name()).with_fields(fields.map_err(failed)?).build();
        let marker = KeyValue::new(PARQUET_KEY.to_owned(), SCHEMA_VERSION.to_string());
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = properties.set_key_value_metadata(Some(vec![marker])).build();
        let file = SerializedFileWriter::new(output, Arc::new(schema.map_err(failed)?), Arc::new(properties));
        let columns = columns.into_iter().map(Values::new).collect();
        Ok(Self { file: file.map_err(failed)?, columns, rows: 0, text_bytes: 0 })
    }

    fn rows(&mut self, encoded: &[u8]) -> io::Result<()> {
        for cells in unpack(encoded) {
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

    fn finish(mut self) -> io::Result<Box<dyn Output + 'a>> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.file.into_inner().map_err(failed)
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Number => (PhysicalType::INT64, None),
        ColumnKind::Rate | ColumnKind::Measure => (PhysicalType::DOUBLE, None),
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
            ColumnKind::Rate | ColumnKind::Measure => Data::Doubles(Vec::new()),
            ColumnKind::Flag => Data::Flags(Vec::new()),
            ColumnKind::Date => Data::Days(Vec::new()),
        };
        Self { column, data, definition_levels: Vec::new() }
    }

    /// Adds a cell, and returns the length of its text in bytes.
    fn push(&mut self, cell: &CellValue<'_>) -> io::Result<usize> {
        let mut bytes = 0;
        let is_some = match (&mut self.data, *cell) {
            (Data::Texts(texts), CellValue::Text(text)) => {
                bytes = text.len();
                texts.push(text.into());
                true
            }
            (Data::Numbers(numbers), CellValue::Number(number)) => {
                numbers.push(number.try_into().map_err(io::Error::other)?);
                true
            }
            (Data::Doubles(doubles), CellValue::Rate(rate)) => {
                doubles.push(rate.to_f64());
                true
            }
            (Data::Doubles(doubles), CellValue::Measure(measure)) => {
                doubles.push(measure.to_f64());
                true
            }
            (Data::Flags(flags), CellValue::Flag(flag)) => {
                flags.push(flag);
                true
            }
            (Data::Days(days), CellValue::Date(date)) => {
                days.push(days_since_1970(date)?);
                true
            }
            (_, CellValue::None) if self.column.is_optional => false,
            _ => return Err(io::Error::other(format!("column {}: a cell of another type", self.column.name))),
        };
        self.definition_levels.push(is_some.into());
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
            (Data::Doubles(doubles), ColumnWriter::DoubleColumnWriter(writer)) => {
                writer.write_batch(doubles, levels, None)
            }
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
            Data::Doubles(doubles) => doubles.clear(),
            Data::Flags(flags) => flags.clear(),
            Data::Days(days) => days.clear(),
        }
    }
}

fn days_since_1970(day: Date) -> io::Result<i32> {
    Ok(day.since(date(1970, 1, 1)).map_err(io::Error::other)?.get_days())
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
    use crate::report::format::PARQUET;
    use crate::report::rows::{DocumentReport, TermRow};
    use crate::report::{PerMillion, Row};

    fn written<R: Row>(rows: &[R], times: usize) -> SerializedFileReader<std::fs::File> {
        let options = FormatOptions::default();
        let (mut packed, encoder) = (Vec::new(), PARQUET.encoder(&options).unwrap());
        rows.iter().for_each(|row| encoder.row(row, &mut packed));
        let file = tempfile::tempfile().unwrap();
        let mut writer = PARQUET.writer(Box::new(file.try_clone().unwrap()), &options).unwrap();
        writer.begin(R::TABLE).unwrap();
        (0..times).for_each(|_| writer.rows(&packed).unwrap());
        assert_eq!(writer.finish(None).unwrap().cut_cells, 0);
        SerializedFileReader::new(file).unwrap()
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
    fn days_are_dates_and_empty_cells_are_null() {
        let report = DocumentReport { document: "a", date: Some(date(2024, 12, 31)), ..DocumentReport::default() };
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
