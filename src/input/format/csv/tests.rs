use std::sync::Arc;

use super::rows::Rows;
use super::*;
use crate::input::format::records::RecordBlock;
use crate::input::record::Fields;

fn header(head: &str, default_delimiter: u8) -> Result<Option<Header>, Problem> {
    header_with(head, default_delimiter, &InputOptions::default())
}

fn header_with(head: &str, default_delimiter: u8, options: &InputOptions) -> Result<Option<Header>, Problem> {
    let (bytes, decoding) = (head.as_bytes(), Decoding::default());
    Header::find(FileHead { bytes, is_whole: true, options, decoding }, default_delimiter)
}

/// The texts of the rows of a file that is read in chunks of `step` bytes, with the lines that they begin in.
fn rows(text: &str, step: usize) -> Vec<(u64, String)> {
    rows_with(text, step, &InputOptions::default())
}

fn rows_with(text: &str, step: usize, options: &InputOptions) -> Vec<(u64, String)> {
    let header = header_with(text, b',', options).unwrap().unwrap();
    let body = &text.as_bytes()[header.bytes..];
    let mut scanner = RowScanner::new(header.dialect);
    let (mut begin, mut line, mut all) = (0, header.next_line, Vec::new());
    let read = |block: &[u8], line: u64, all: &mut Vec<(u64, String)>| {
        header.read_rows(block, line, Decoding::default(), &mut |position, record| {
            let Position::Line(line) = position else { unreachable!() };
            all.push((line, record.map_or_else(|p| p.to_string(), |(r, _)| r.text.into_owned())));
            true
        });
    };
    for (n, chunk) in body.chunks(step).enumerate() {
        if let Some(end) = scanner.scan(chunk, false) {
            let end = n * step + end;
            read(&body[begin..end], line, &mut all);
            line += body[begin..end].iter().filter(|&&b| b == header.dialect.line_end).count() as u64;
            begin = end;
        }
    }
    read(&body[begin..], line, &mut all);
    all
}

#[test]
fn rows_do_not_depend_on_chunks() {
    let text = "id,text\n1,\"a\n\"\"b\"\", c\"\n\n2,5\" pipa\n3,\"x\"\"\"\r\n4,\"\"\n5,y,z\n6,akhir";
    let wanted: Vec<(u64, String)> =
        [(2, "a\n\"b\", c"), (5, "5\" pipa"), (6, "x\""), (7, ""), (8, "3 cells, but 2 column names"), (9, "akhir")]
            .map(|(line, text)| (line, text.to_owned()))
            .to_vec();
    for step in [1, 2, 3, 7, 1000] {
        assert_eq!(rows(text, step), wanted, "{step}");
    }
}

#[test]
fn lines_are_rows_after_an_open_quotation_mark() {
    let header = Arc::new(header("id,text\n", b',').unwrap().unwrap());
    let block = RecordBlock {
        name: "a".into(),
        format: InputFormat::named("csv").unwrap(),
        bytes: b"1,a\n2,\"b\n3,\"c\"\n\n4,\"d".to_vec(),
        first: 7,
        byte_offset: 0,
        converted_from: None,
        reader: Box::new(Rows { header: Arc::clone(&header), is_by_line: true }),
    };
    let mut found = Vec::new();
    block.reader.read(&block, Decoding::default(), &InputOptions::default(), &mut |position, record| {
        found.push((position, record.map_or_else(|problem| format!("{problem:?}"), |(r, _)| r.text.into_owned())));
        found.len() < 4
    });
    let wanted = [(7, "a"), (8, "OpenQuote"), (9, "c"), (11, "OpenQuote")];
    assert_eq!(found, wanted.map(|(line, text)| (Position::Line(line), text.to_owned())));
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_one_row() {
    let lost = "unclosed quotation mark in the row that begins here: skipped, the rows after it are read";
    let check = |text: &str, wanted: &[(u64, &str)]| {
        let wanted: Vec<(u64, String)> = wanted.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        for step in [1, 3, 1000] {
            assert_eq!(rows(text, step), wanted, "{text}");
        }
    };
    // It would be closed by the quotation mark that opens the next quoted cell.
    check("id,text\n1,\"a\n2,b\n3,\"c\"\n4,d\n", &[(2, lost), (3, "b"), (4, "c"), (5, "d")]);
    check("id,text\n1,\"a\n\na\n2,\"b\"\n3,c\n", &[(2, lost), (5, "b"), (6, "c")]);
    // Unless the block ends there, the next row may have several lines.
    let found = rows("id,text\n1,\"a\n2,b\n3,\"c\nc\"\n4,d\n", 1000);
    let wanted = [(2, lost), (3, "b"), (4, "c\nc"), (6, "d")];
    assert_eq!(found, wanted.map(|(line, text)| (line, text.to_owned())));
    check("id,text\r\n1,\"a\r\n2,\"b\"\r\n3,c\r\n", &[(2, lost), (3, "b"), (4, "c")]);
    // Quotation marks that should be doubled cost nothing.
    let text = |cell: &str| format!("id,text\n1,\"{cell}\"\n2,d\n");
    check(&text("a, b\nc \"d\" e"), &[(2, "a, b\nc d\" e\""), (4, "d")]);
    check(&text("a, b\n\"c\" d, e"), &[(2, "3 cells, but 2 column names"), (4, "d")]);
    check(&text("a\nb, \"\"c\"\"\nd"), &[(2, "a\nb, \"c\"\nd"), (5, "d")]);
    // A line of the text looks like a row, but that of the quotation mark does not.
    check(&text("a:\nb, c\nkata dia,\"ya\" lalu pergi."), &[(2, "a:\nb, c\nkata dia,ya\" lalu pergi.\""), (5, "d")]);
    // A file with one column has no rows that a text could not be.
    check("text\n\"a\nb\n\"c\"\n", &[(2, "a\nb\nc\"")]);
}

#[test]
fn delimiters_are_detected() {
    let delimiter = |head: &str, default| header(head, default).unwrap().unwrap().dialect.delimiter;
    assert_eq!(delimiter("id,text\n", b','), b',');
    assert_eq!(delimiter("id;text;\"a,b,c,d\"\n", b','), b';');
    assert_eq!(delimiter("id\ttext\n", b','), b'\t');
    assert_eq!(delimiter("id,text\n", b'\t'), b',');
    assert_eq!(delimiter("text\n", b'\t'), b'\t');
    assert_eq!(delimiter("judul|isi\na,b,c|d,e,f\n", b','), b'|');
    // The name of a column is better evidence than the number of columns.
    assert_eq!(delimiter("tanggal, terbit;isi\n", b','), b';');
    assert_eq!(delimiter("\u{feff}sep=;\r\nid;text\r\n".trim_start_matches('\u{feff}'), b','), b';');
}

#[test]
fn columns_are_found_by_name() {
    let problem = header("judul;kategori\n", b',').unwrap_err().to_string();
    assert!(problem.contains("the fields are `judul`, `kategori`"), "{problem}");
    assert_eq!(header("", b',').unwrap(), None);
    let text = |head: &str| header(head, b',').map(|header| header.unwrap().map.column(FieldRole::Text));
    assert!(matches!(text("ID, Text\n"), Ok(Some(1))));
    assert!(matches!(text("Judul;Isi Berita;Tanggal\n"), Ok(Some(1))));
    assert!(matches!(text("isi,content\n,a\n,b\n"), Ok(Some(1))));
    assert!(matches!(text("isi,content\na,b\n"), Err(Problem::AmbiguousText { .. })));
    let fields = Fields { text: Some("isi".to_owned()), ..Fields::default() };
    let options = InputOptions { fields, ..InputOptions::default() };
    let problem = header_with("judul;teks\n", b',', &options).unwrap_err().to_string();
    assert_eq!(problem, "no column `isi`: the columns are `judul`, `teks`");
}

#[test]
fn rows_may_end_with_carriage_returns() {
    let text = "judul,isi\ra,\"satu\n\rdua\"\r\rb,tiga\rc,empat";
    let wanted = [(2, "satu\n\rdua"), (5, "tiga"), (6, "empat")].map(|(line, text)| (line, text.to_owned()));
    for step in [1, 3, 1000] {
        assert_eq!(rows(text, step), wanted, "{step}");
    }
    assert_eq!(rows("isi\r\na\r\n", 1), [(2, "a".to_owned())]);
}

#[test]
fn short_rows_are_filled_up() {
    let text = "isi,judul,tanggal\na\nb,c\nd,e,f,,\ng,h,i,j\n";
    let found: Vec<String> = rows(text, 1000).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["a", "b", "d", "4 cells, but 3 column names"]);
    assert_eq!(rows("judul,isi\na\n", 1)[0].1, "1 cell, but 2 column names");
    let header = header(text, b',').unwrap().unwrap();
    let row = ByteRecord::from(vec!["a", "b"]);
    let (record, _) = header.record(&row, Decoding::default()).unwrap();
    assert_eq!((record.title.as_deref(), record.date), (Some("b"), None));
    assert_eq!(record.remarks, [Remark::ShortRow { found: 2, expected: 3 }]);
}

#[test]
fn files_may_have_no_header() {
    let mut options = InputOptions { no_header: true, ..InputOptions::default() };
    let wanted = |texts: &[&str]| (1..).zip(texts.iter().map(|&text| text.to_owned())).collect::<Vec<_>>();
    assert_eq!(rows_with("satu\ndua\n", 1, &options), wanted(&["satu", "dua"]));
    let problem = header_with("1;satu, dua\n2;tiga\n", b',', &options).unwrap_err().to_string();
    assert!(problem.contains("`1`, `2`"), "{problem}");
    options.fields.text = Some("2".to_owned());
    assert_eq!(rows_with("1;satu, dua\n2;tiga\n", 1, &options), wanted(&["satu, dua", "tiga"]));
    options.delimiter = Some(b'/');
    assert_eq!(rows_with("1;/satu, dua\n", 1, &options), wanted(&["satu, dua"]));
}

#[test]
fn further_columns_are_kept() {
    let fields = Fields { kept: vec!["rubrik".to_owned(), "x".to_owned()], ..Fields::default() };
    let header = header_with("isi,rubrik\n", b',', &InputOptions { fields, ..InputOptions::default() });
    let (header, row) = (header.unwrap().unwrap(), ByteRecord::from(vec!["a", "bola"]));
    let (record, _) = header.record(&row, Decoding::default()).unwrap();
    assert_eq!(record.kept, [Some("bola".into()), None]);
    assert_eq!(record.guesses, [(FieldRole::Text, "isi".into())]);
}

/// The encoding of a row and the texts of its cells, or the problem.
fn decode_row(cells: &[&[u8]], decoding: Decoding) -> Result<(String, Vec<String>), String> {
    let row = ByteRecord::from(cells.to_vec());
    let decoded = DecodedRow::new(&row, decoding).map_err(|problem| format!("{problem:?}"))?;
    let cells: Result<_, _> = (0..cells.len()).map(|n| decoded.cell(n).map(Cow::into_owned)).collect();
    Ok((decoded.encoding.name(), cells.map_err(|problem| format!("{problem:?}"))?))
}

#[test]
fn rows_are_decoded_as_a_whole() {
    let strict = Decoding::default();
    let replace = Decoding { errors: crate::input::encoding::EncodingErrors::Replace, ..strict };
    let utf8 = Decoding { encoding: Some(TextEncoding::UTF_8), ..strict };
    let row = |name: &str, cells: &[&str]| Ok((name.to_owned(), cells.iter().map(|&c| c.to_owned()).collect()));
    assert_eq!(decode_row(&["“a”".as_bytes(), b"", b"b"], strict), row("utf-8", &["“a”", "", "b"]));
    // A byte order mark belongs to no cell.
    assert_eq!(decode_row(&[b"\xef\xbb\xbfa", b"\xef\xbb\xbfb"], strict), row("utf-8", &["a", "b"]));
    assert_eq!(decode_row(&[b"a", b"\xef\xbb\xbfb"], strict), row("utf-8", &["a", "b"]));
    assert_eq!(decode_row(&[b"caf\xe9", b"kopi", b"\x93a\x94"], strict), row("windows-1252", &["café", "kopi", "“a”"]));
    assert_eq!(decode_row(&["é ".as_bytes(), b"caf\xe9 x"], replace), row("utf-8", &["é ", "caf\u{fffd} x"]));
    assert_eq!(decode_row(&["é ".as_bytes(), b"caf\xe9 x"], strict), Err("NotUtf8 { byte_offset: 6 }".to_owned()));
    assert_eq!(decode_row(&[b"caf\xe9"], utf8), Err("NotUtf8 { byte_offset: 3 }".to_owned()));
    assert_eq!(decode_row(&[b"a", b"b\0"], strict), Err("Binary { byte_offset: 2 }".to_owned()));
    // A character is divided between two cells.
    assert_eq!(decode_row(&[b"a\xc3", b"\xa9b"], strict), Err("NotUtf8 { byte_offset: 1 }".to_owned()));
}
