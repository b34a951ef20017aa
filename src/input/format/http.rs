//! Pages in the records of a web archive: responses of HTTP.

use std::io::Read;

use crate::error::{Part, Problem, RecordFault};
use crate::input::encoding::{Decoding, TextEncoding, decode};
use crate::input::format::html;
use crate::input::limits::Limits;

/// The lines `Name: value` of a header.
pub(super) struct Headers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Headers<'a> {
    /// The header of a record. `None` if it isn't one.
    pub(super) fn of_record(header: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(header).ok()?;
        let (version, fields) = text.split_once("\r\n")?;
        version.starts_with("WARC/1.").then(|| Self::of_lines(fields))
    }

    fn of_lines(lines: &'a str) -> Self {
        let field = |line: &'a str| line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        Self(lines.lines().filter_map(field).collect())
    }

    /// The first value of a field, whose name is given in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// A page of a web archive.
pub(super) struct Page<'a> {
    pub(super) address: &'a str,
    /// The time of its retrieval.
    pub(super) date: Option<&'a str>,
    /// The encoding that the server declared.
    encoding: Option<TextEncoding>,
    is_chunked: bool,
    /// The compression of the body.
    coding: Option<String>,
    body: &'a [u8],
}

/// The page of a record. `None` if the record has none, or an error page.
///
/// # Errors
/// The record is damaged.
pub(super) fn page(record: &[u8]) -> Result<Option<Page<'_>>, RecordFault> {
    let (header, content) = split_header(record).ok_or(RecordFault::NoHeader)?;
    let headers = Headers::of_record(header).ok_or(RecordFault::NoHeader)?;
    let length = headers.get("content-length").and_then(|length| length.parse::<usize>().ok());
    let length = length.ok_or(RecordFault::NoLength)?;
    let content = content.get(..length).unwrap_or(content);
    let Some(address) = headers.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>'])) else { return Ok(None) };
    let date = headers.get("warc-date");
    match headers.get("warc-type") {
        Some("response") if address.starts_with("http") => {
            let (header, body) = split_header(content).ok_or(RecordFault::NoHttpHeader)?;
            let header = String::from_utf8_lossy(header);
            let (status, fields) = header.split_once('\n').unwrap_or((&header, ""));
            if !status.starts_with("HTTP/") {
                return Err(RecordFault::NoHttpHeader);
            }
            let is_success = status.split_whitespace().nth(1).is_some_and(|code| code.starts_with('2'));
            let http = Headers::of_lines(fields);
            let kind = http.get("content-type");
            let is_page = kind.map_or_else(|| (html::FORMAT.sniff)(body), is_page_type);
            Ok((is_success && is_page && !body.is_empty()).then(|| Page {
                address,
                date,
                encoding: kind.and_then(charset),
                is_chunked: http.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")),
                coding: http.get("content-encoding").map(str::to_ascii_lowercase).filter(|coding| coding != "identity"),
                body,
            }))
        }
        Some("resource") => {
            let kind = headers.get("content-type");
            let is_page = kind.is_some_and(is_page_type);
            let encoding = kind.and_then(charset);
            Ok(is_page.then_some(Page { address, date, encoding, is_chunked: false, coding: None, body: content }))
        }
        Some(_) => Ok(None),
        None => Err(RecordFault::NoHeader),
    }
}

/// Splits a header and the empty line after it from the content.
fn split_header(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, 4));
    let (at, length) = end.or_else(|| memchr::memmem::find(bytes, b"\n\n").map(|at| (at, 2)))?;
    Some((bytes.get(..at)?, bytes.get(at + length..)?))
}

fn is_page_type(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

fn charset(kind: &str) -> Option<TextEncoding> {
    let parameter = |part: &str| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    };
    TextEncoding::named(&kind.split(';').find_map(parameter)?)
}

impl Page<'_> {
    /// The text of the page, and its encoding: the given one, UTF-8 if it is valid, or the one that the server or the page
    /// declares.
    ///
    /// # Errors
    /// It can't be decompressed or decoded, or exceeds the limits.
    pub(super) fn decoded(&self, decoding: Decoding, limits: Limits) -> Result<(String, TextEncoding), Problem> {
        let body = if self.is_chunked { unchunked(self.body) } else { None };
        let body = body.as_deref().unwrap_or(self.body);
        let decompressed = match &self.coding {
            Some(coding) => decompressed(coding, body, limits)?,
            None => None,
        };
        let body = decompressed.as_deref().unwrap_or(body);
        let encoding = decoding.encoding.or_else(|| {
            // Servers declare what is usual for them, whatever the page is in.
            let declared = self.encoding.filter(|encoding| *encoding != TextEncoding::UTF_8)?;
            std::str::from_utf8(body).is_err().then_some(declared)
        });
        let (text, encoding) = decode(body, Decoding { encoding, ..decoding }, html::FORMAT.declared_encoding())?;
        Ok((text.into_owned(), encoding))
    }
}

/// The body of a message in chunks (RFC 9112, 7.1), or `None` if it isn't chunked: some crawlers store it without the chunks, but
/// with the header. A body that is cut off ends with its last bytes.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line_end = memchr::memchr(b'\n', body.get(..64.min(body.len()))?);
        let size = line_end.and_then(|end| {
            let line = std::str::from_utf8(body.get(..end)?).ok()?;
            let size = line.split(';').next()?.trim();
            usize::from_str_radix(size, 16).ok()
        });
        let (Some(end), Some(size)) = (line_end, size) else {
            return (!whole.is_empty()).then_some(whole);
        };
        if size == 0 {
            return Some(whole);
        }
        let rest = body.get(end + 1..)?;
        let chunk = rest.get(..size).unwrap_or(rest);
        whole.extend_from_slice(chunk);
        let after = rest.get(chunk.len()..)?;
        body = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// The decompressed body, or `None` if it is stored decompressed.
fn decompressed(coding: &str, body: &[u8], limits: Limits) -> Result<Option<Vec<u8>>, Problem> {
    let stream: Box<dyn Read + '_> = match coding {
        #[cfg(feature = "compression")]
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => Box::new(flate2::read::MultiGzDecoder::new(body)),
        #[cfg(feature = "compression")]
        "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => Box::new(flate2::read::ZlibDecoder::new(body)),
        _ if (html::FORMAT.sniff)(body) => return Ok(None),
        _ => return Err(Problem::UnknownMethod { method: coding.to_owned() }),
    };
    let mut whole = Vec::new();
    let read = stream.take(limits.document_bytes.saturating_add(1)).read_to_end(&mut whole);
    if let Err(reason) = read {
        return Err(Problem::Damaged { packing: "gzip", unpacked_bytes: whole.len() as u64, reason });
    }
    if limits.is_bomb(body.len() as u64, whole.len() as u64) {
        return Err(Problem::Bomb { packing: "gzip", packed_bytes: body.len() as u64, limit: limits.ratio });
    }
    match whole.len() as u64 > limits.document_bytes {
        true => Err(Problem::TooLarge { what: Part::Document, limit: limits.document_bytes }),
        false => Ok(Some(whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html><html><body><p>Café di Bogor.</p></body></html>";

    fn response(http: &str, body: &[u8]) -> Vec<u8> {
        let content = [b"HTTP/1.1 200 OK\r\n", http.as_bytes(), b"\r\n", body].concat();
        let header = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2024-03-05T01:02:03Z\r\n\
             Content-Length: {}\r\n\r\n",
            content.len()
        );
        [header.into_bytes(), content, b"\r\n\r\n".to_vec()].concat()
    }

    fn text(http: &str, body: &[u8]) -> Result<String, String> {
        let record = response(http, body);
        let page = page(&record).map_err(|fault| format!("{fault:?}"))?.ok_or("no page")?;
        assert_eq!((page.address, page.date), ("https://a.example/", Some("2024-03-05T01:02:03Z")));
        page.decoded(Decoding::default(), Limits::default())
            .map(|(text, _)| text)
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn bodies_are_decoded() {
        let html = "Content-Type: text/html; charset=utf-8\r\n";
        assert_eq!(text(html, PAGE.as_bytes()).unwrap(), PAGE);
        assert_eq!(text("", PAGE.as_bytes()).unwrap(), PAGE);
        let latin: Vec<u8> = PAGE.chars().map(|c| c as u8).collect();
        assert_eq!(text("content-type: text/html; charset=\"ISO-8859-1\"\r\n", &latin).unwrap(), PAGE);
        // The declaration is wrong.
        assert_eq!(text("content-type: text/html; charset=iso-8859-1\r\n", PAGE.as_bytes()).unwrap(), PAGE);
        let chunked = format!("{html}Transfer-Encoding: chunked\r\n");
        let (a, b) = PAGE.split_at(20);
        let chunks = format!("14\r\n{a}\r\n{:x};x=y\r\n{b}\r\n0\r\n\r\n", b.len());
        assert_eq!(text(&chunked, chunks.as_bytes()).unwrap(), PAGE);
        assert_eq!(text(&chunked, PAGE.as_bytes()).unwrap(), PAGE);
        assert_eq!(text(&chunked, &chunks.as_bytes()[..60]).unwrap().len(), 60 - 4 - 2 - 8);
        #[cfg(feature = "compression")]
        {
            use std::io::Write;
            let gzip = |bytes: &[u8]| {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            };
            let gzipped = format!("{html}Content-Encoding: gzip\r\n");
            assert_eq!(text(&gzipped, &gzip(PAGE.as_bytes())).unwrap(), PAGE);
            assert_eq!(text(&gzipped, PAGE.as_bytes()).unwrap(), PAGE);
            let bomb = gzip(&vec![b'a'; 20 << 20]);
            assert!(text(&gzipped, &bomb).unwrap_err().contains("more than 200 times"));
            assert!(text(&gzipped, &gzip(PAGE.as_bytes())[..40]).unwrap_err().contains("damaged"));
        }
        assert!(text(&format!("{html}Content-Encoding: br\r\n"), b"\x0b\x02").unwrap_err().contains("method br"));
    }

    #[test]
    fn other_records_are_left_out() {
        assert_eq!(text("Content-Type: image/png\r\n", b"\x89PNG").unwrap_err(), "no page");
        let missing = String::from_utf8(response("Content-Type: text/html\r\n", PAGE.as_bytes())).unwrap();
        assert!(page(missing.replace("200 OK", "404 No").as_bytes()).unwrap().is_none());
        assert!(page(missing.replace("Type: response", "Type: request").as_bytes()).unwrap().is_none());
        assert!(page(missing.replace("Type: response", "Type: resource").as_bytes()).unwrap().is_none());
        assert!(matches!(page(missing.replace("HTTP/1.1", "xxxx").as_bytes()), Err(RecordFault::NoHttpHeader)));
        assert!(matches!(page(missing.replace("Content-Length", "x").as_bytes()), Err(RecordFault::NoLength)));
        assert!(matches!(page(b"WARC/1.0\r\n"), Err(RecordFault::NoHeader)));
    }
}
