//! Feeds: RSS 0.9x, 1.0 and 2.0, and Atom.

use crate::error::Missing;
use crate::input::format::xml::{Root, root};
use crate::input::format::{Feature, InputFormat, Layout};
use crate::message::Wording;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "rss",
    title: Wording {
        en: "an RSS or Atom feed: an item an article, its full text or else its summary",
        id: "umpan RSS atau Atom: satu butir satu artikel; dibaca teks lengkapnya, atau ringkasannya bila hanya itu yang ada",
    },
    extensions: &["rss", "atom", "rdf"],
    sniff: |head| root(head) == Some(Root::Feed),
    feature: Some(Feature { name: "feeds", is_built_in: cfg!(feature = "feeds") }),
    is_distinctive: true,
    unit: Missing::Items,
    #[cfg(feature = "feeds")]
    layout: Layout::Whole(reader::read),
    #[cfg(not(feature = "feeds"))]
    layout: Layout::Whole(|_, _| Err(super::missing("feeds"))),
};

#[cfg(feature = "feeds")]
mod reader {
    use quick_xml::escape::escape;
    use quick_xml::events::{BytesStart, Event};

    use crate::error::{Fault, Problem};
    use crate::input::encoding::{TextEncoding, decode};
    use crate::input::format::WholeFile;
    use crate::input::format::markup::text_of_markup;
    use crate::input::format::xml_events::{XmlEvents, attribute, push_text};
    use crate::input::record::{DocumentSink, Location, ParsedDocument, Position, Record};
    use crate::text::document::DateSource;

    /// Reads the items.
    pub(super) fn read(file: &WholeFile<'_>, sink: &mut DocumentSink<'_>) -> Result<(), Problem> {
        let (text, encoding) = decode(file.bytes, file.options.decoding(), declared_encoding)?;
        let mut events = XmlEvents::new("RSS", &text);
        let mut feed = Feed::default();
        let (mut depth, mut items, mut is_feed) = (0_usize, 0_u64, false);
        while let Some(event) = events.next()? {
            match &event {
                Event::Start(start) => {
                    is_feed |= depth == 0 && matches!(start.local_name().as_ref(), "rss" | "RDF" | "feed");
                    depth += 1;
                    feed.start(start, depth);
                }
                Event::End(end) => {
                    if let Some(item) = feed.end(end.local_name().as_ref(), depth) {
                        items += 1;
                        let location = Location { file: file.name, position: Position::Value(items) };
                        let record = item.into_record(&feed.title);
                        let (format, date_source) = (file.format.name, DateSource::Record);
                        let document = ParsedDocument { record, format, encoding, date_source };
                        if !sink(location, Ok(document)) {
                            return Ok(());
                        }
                    }
                    depth -= 1;
                }
                event => feed.text(event),
            }
        }
        let fault = Fault::MissingPart { part: "rss" };
        if is_feed { Ok(()) } else { Err(Problem::Malformed { format: "RSS", fault }) }
    }

    /// The encoding in the XML declaration.
    fn declared_encoding(bytes: &[u8]) -> Option<TextEncoding> {
        let declaration = bytes.get(..bytes.len().min(256))?.strip_prefix(b"<?xml")?;
        let declaration = declaration.get(..memchr::memmem::find(declaration, b"?>")?)?;
        let at = memchr::memmem::find(declaration, b"encoding")?;
        let mut parts = declaration.get(at..)?.split(|b| matches!(b, b'"' | b'\''));
        TextEncoding::named(std::str::from_utf8(parts.nth(1)?).ok()?)
    }

    /// The feed up to the current event.
    #[derive(Default)]
    struct Feed {
        title: String,
        /// The item that is read, and its depth.
        item: Option<(Item, usize)>,
        /// The field that is read, its depth, and its text.
        field: Option<(Field, usize, String)>,
        /// Whether the elements in the field are part of its text, as in the XHTML of Atom.
        has_elements: bool,
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Field {
        FeedTitle,
        Title,
        Link,
        Id,
        Date,
        Updated,
        FullText,
        Summary,
    }

    #[derive(Default)]
    struct Item {
        title: String,
        link: String,
        id: String,
        date: String,
        updated: String,
        full_text: String,
        summary: String,
    }

    impl Feed {
        fn start(&mut self, start: &BytesStart<'_>, depth: usize) {
            if let Some((_, _, text)) = &mut self.field {
                if self.has_elements {
                    text.push('<');
                    text.push_str(start.local_name().as_ref());
                    text.push('>');
                }
                return;
            }
            let name = start.name();
            let name = name.as_ref();
            let Some((item, item_depth)) = &mut self.item else {
                match name.strip_prefix("atom:").unwrap_or(name) {
                    "item" | "entry" => self.item = Some((Item::default(), depth)),
                    // That of the channel or feed, not of its image.
                    "title" if depth <= 3 && self.title.is_empty() => {
                        self.field = Some((Field::FeedTitle, depth, String::new()));
                    }
                    _ => {}
                }
                return;
            };
            if depth != *item_depth + 1 {
                return;
            }
            let field = match name.strip_prefix("atom:").unwrap_or(name) {
                "title" => Field::Title,
                "link" => {
                    let is_page = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
                    match attribute(start, "href").filter(|_| is_page && item.link.is_empty()) {
                        Some(address) => {
                            item.link = address;
                            return;
                        }
                        None => Field::Link,
                    }
                }
                "guid" | "id" => Field::Id,
                "pubDate" | "published" | "issued" | "dc:date" | "dcterms:created" => Field::Date,
                "updated" | "modified" | "dcterms:modified" => Field::Updated,
                "content:encoded" | "content" => Field::FullText,
                "description" | "summary" => Field::Summary,
                _ => return,
            };
            self.has_elements = attribute(start, "type").is_some_and(|kind| kind == "xhtml");
            self.field = Some((field, depth, String::new()));
        }

        fn text(&mut self, event: &Event<'_>) {
            let Some((_, _, text)) = &mut self.field else { return };
            if self.has_elements {
                let mut characters = String::new();
                push_text(event, &mut characters);
                text.push_str(&escape(&*characters));
            } else {
                push_text(event, text);
            }
        }

        /// Ends the element at this depth, and returns the item if it was one.
        fn end(&mut self, name: &str, depth: usize) -> Option<Item> {
            match self.field.take() {
                Some((field, field_depth, text)) if field_depth == depth => {
                    let place = match (field, &mut self.item) {
                        (Field::FeedTitle, _) => &mut self.title,
                        (Field::Title, Some((item, _))) => &mut item.title,
                        (Field::Link, Some((item, _))) => &mut item.link,
                        (Field::Id, Some((item, _))) => &mut item.id,
                        (Field::Date, Some((item, _))) => &mut item.date,
                        (Field::Updated, Some((item, _))) => &mut item.updated,
                        (Field::FullText, Some((item, _))) => &mut item.full_text,
                        (Field::Summary, Some((item, _))) => &mut item.summary,
                        (_, None) => return None,
                    };
                    if place.is_empty() {
                        text.trim().clone_into(place);
                    }
                    return None;
                }
                Some((field, field_depth, mut text)) => {
                    if self.has_elements {
                        text.push_str("</");
                        text.push_str(name);
                        text.push('>');
                    }
                    self.field = Some((field, field_depth, text));
                }
                None => {}
            }
            self.item.take_if(|(_, item_depth)| *item_depth == depth).map(|(item, _)| item)
        }
    }

    impl Item {
        fn into_record(self, feed_title: &str) -> Record<'static> {
            let Self { title, link, id, date, updated, full_text, summary } = self;
            let filled = |text: String| (!text.is_empty()).then(|| text.into());
            let text = if full_text.is_empty() { summary } else { full_text };
            let link = if link.is_empty() && id.starts_with("http") { id.clone() } else { link };
            Record {
                text: text_of_markup(&text).into(),
                id: filled(if link.is_empty() { id } else { link.clone() }),
                date: filled(if date.is_empty() { updated } else { date }),
                title: filled(text_of_markup(&title)),
                url: filled(link),
                source: filled(text_of_markup(feed_title)),
                ..Record::default()
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::input::format::tests::{documents, file};
        use crate::input::options::InputOptions;

        fn found(text: &str) -> Vec<String> {
            documents(read, &file(text.as_bytes(), &InputOptions::default()))
        }

        #[test]
        fn items_of_rss_are_read() {
            let rss = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Kabar</title>\
                <image><title>Logo</title></image><item><title>Beras &amp;amp; Cabai</title><link>https://a.example/1</link>\
                <guid>7</guid><pubDate>Tue, 05 Mar 2024 10:07:48 +0700</pubDate><description>Ringkas.</description>\
                <content:encoded><![CDATA[<p>Harga&nbsp;beras <b>naik</b>.</p><script>x()</script><p>Lagi.<br>Budi.</p>]]>\
                </content:encoded><media:title>Foto</media:title></item>\
                <item><guid>https://a.example/2</guid><description>&lt;p&gt;Hanya ringkasan.&lt;/p&gt;</description></item>\
                </channel></rss>";
            assert_eq!(
                found(rss),
                [
                    "https://a.example/1 | Tue, 05 Mar 2024 10:07:48 +0700 | Beras & Cabai\n\nHarga beras naik.\n\nLagi.\nBudi.",
                    "https://a.example/2 |  | Hanya ringkasan.",
                ]
            );
            let rdf = "<rdf:RDF><channel><title>Kabar</title></channel><item rdf:about=\"x\"><title>Beras</title>\
                <link>https://a.example/1</link><dc:date>2024-03-05</dc:date><description>Naik.</description></item></rdf:RDF>";
            assert_eq!(found(rdf), ["https://a.example/1 | 2024-03-05 | Beras\n\nNaik."]);
        }

        #[test]
        fn entries_of_atom_are_read() {
            let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Kabar</title><entry><title type=\"html\">Beras</title>\
                <link rel=\"self\" href=\"https://a.example/self\"/><link href=\"https://a.example/1\"/><id>tag:1</id>\
                <published>2024-03-05T10:00:00+07:00</published><updated>2024-04-01</updated><summary>Ringkas.</summary>\
                <source><title>Lain</title></source><content type=\"xhtml\"><div><p>Harga &lt;beras&gt;<br/>dan <b>cabai</b> lagi.</p><p>Naik.</p></div></content>\
                </entry></feed>";
            assert_eq!(
                found(atom),
                ["https://a.example/1 | 2024-03-05T10:00:00+07:00 | Beras\n\nHarga <beras>\ndan cabai lagi.\n\nNaik."]
            );
        }

        #[test]
        fn damaged_and_hostile_feeds_are_errors() {
            let cut = found("<rss><channel><item><title>Beras</title></item><item>");
            assert_eq!((cut.len(), &*cut[1]), (2, "not a readable RSS file: cut off"));
            let deep = format!("<rss>{}", "<a>".repeat(100_000));
            assert!(found(&deep)[0].contains("nested deeper than 1000"));
            let entities = "<!DOCTYPE rss [<!ENTITY a \"kata\"><!ENTITY b \"&a;&a;\">]><rss>&b;</rss>";
            assert!(found(entities)[0].contains("declares entities"));
            assert!(found("<artikel/>")[0].contains("`rss` is missing"));
            let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><item><description>Caf\xe9</description></item></rss>";
            assert!(documents(read, &file(latin, &InputOptions::default()))[0].ends_with("Caf\u{e9}"));
        }
    }
}
