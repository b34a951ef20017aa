//! The root element of XML files.

/// The vocabulary of an XML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// RSS 0.9x and 2.0, RSS 1.0 or Atom.
    Feed,
    /// XHTML.
    Page,
    Sitemap,
    Svg,
    /// Any other, of a file that declares to be XML.
    Other,
}

/// The vocabulary of a file by its root element. `None` if it isn't XML.
pub(super) fn root(head: &[u8]) -> Option<Root> {
    let unwidened;
    let head = match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            unwidened = head.iter().copied().skip(2).take(2048).filter(|&b| b != 0).collect::<Vec<u8>>();
            &unwidened
        }
        _ => head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head),
    };
    let mut rest = head.trim_ascii_start();
    let is_declared = rest.starts_with(b"<?xml");
    loop {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => return document_type(rest).or(is_declared.then_some(Root::Other)),
            _ => break,
        };
        let Some(at) = memchr::memmem::find(rest, end) else { return is_declared.then_some(Root::Other) };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
    let name = rest.strip_prefix(b"<").unwrap_or_default();
    let end = name.iter().position(|b| !(b.is_ascii_alphanumeric() || b":-_.".contains(b))).unwrap_or(name.len());
    vocabulary(name.get(..end).unwrap_or_default()).or(is_declared.then_some(Root::Other))
}

fn vocabulary(name: &[u8]) -> Option<Root> {
    let local = name.rsplit(|&b| b == b':').next().unwrap_or_default();
    Some(match local {
        b"rss" | b"RDF" | b"feed" => Root::Feed,
        b"html" => Root::Page,
        b"urlset" | b"sitemapindex" => Root::Sitemap,
        b"svg" => Root::Svg,
        _ => return None,
    })
}

/// The vocabulary by a document type declaration, `<!DOCTYPE html …>`.
fn document_type(declaration: &[u8]) -> Option<Root> {
    let keyword = declaration.get(..9).filter(|keyword| keyword.eq_ignore_ascii_case(b"<!DOCTYPE"))?;
    let name = declaration.get(keyword.len()..)?.trim_ascii_start();
    let end = name.iter().position(|b| b" \t\r\n>[".contains(b)).unwrap_or(name.len());
    vocabulary(&name.get(..end)?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_elements_tell_the_vocabulary() {
        for (head, wanted) in [
            (&b"<?xml version=\"1.0\"?>\n<!-- a > b --><rss version=\"2.0\">"[..], Some(Root::Feed)),
            (b"\xef\xbb\xbf <rdf:RDF xmlns:rdf=''>", Some(Root::Feed)),
            (b"<feed>", Some(Root::Feed)),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", Some(Root::Page)),
            (b"<!DOCTYPE rss [", Some(Root::Feed)),
            (b"<sitemapindex/>", Some(Root::Sitemap)),
            (b"<?xml version='1.0'?><TEI>", Some(Root::Other)),
            (b"<?xml version='1.0'?><!-- open", Some(Root::Other)),
            (b"<TEI>", None),
            (b"kata", None),
            (b"", None),
        ] {
            assert_eq!(root(head), wanted, "{}", String::from_utf8_lossy(head));
        }
        let utf16: Vec<u8> = "\u{feff}<?xml?><rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(root(&utf16), Some(Root::Feed));
    }
}
