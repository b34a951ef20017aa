//! Reading XML as events, with limits.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::IllFormedError;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Fault, Problem, XmlFault};

/// Maximum nesting depth of elements.
const MAX_DEPTH: usize = 1000;

/// The events of an XML document. Empty elements have a start and an end, entities are not expanded, and there is no event for the
/// end of the document.
pub(super) struct XmlEvents<'a> {
    /// The name of the format in messages.
    format: &'static str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> XmlEvents<'a> {
    pub(super) fn new(format: &'static str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { format, reader, depth: 0 }
    }

    /// The next event. `None` at the end.
    ///
    /// # Errors
    /// [`Problem::Malformed`]: the text isn't XML, is nested too deeply, or declares entities.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, Problem> {
        let malformed = |fault| Problem::Malformed { format: self.format, fault };
        let event = self.reader.read_event().map_err(|error| {
            let byte_offset = self.reader.error_position();
            malformed(Fault::Xml { byte_offset, fault: fault_of(&error) })
        })?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(malformed(Fault::TooDeep { limit: MAX_DEPTH }));
                }
            }
            Event::End(_) => self.depth -= 1,
            Event::DocType(declaration) if declaration.contains("<!ENTITY") => return Err(malformed(Fault::Entities)),
            Event::Eof if self.depth > 0 => return Err(malformed(Fault::CutOff)),
            Event::Eof => return Ok(None),
            _ => {}
        }
        Ok(Some(event))
    }
}

fn fault_of(error: &quick_xml::Error) -> XmlFault {
    match error {
        quick_xml::Error::Syntax(_) => XmlFault::Unclosed,
        quick_xml::Error::IllFormed(
            IllFormedError::MissingEndTag(_)
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MismatchedEndTag { .. },
        ) => XmlFault::Tags,
        quick_xml::Error::InvalidAttr(_) => XmlFault::Attribute,
        _ => XmlFault::Other,
    }
}

/// The value of an attribute, whatever its namespace.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    // Comparing every attribute with all others would take quadratic time.
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// Appends the text of an event: characters, CDATA, or a reference. A reference to an unknown entity stays as it is.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => push_entity(reference, text),
        _ => {}
    }
}

/// Appends the character of an entity with a name or number (`amp`, `#8220`), or the reference itself if it is unknown.
pub(super) fn push_entity(name: &str, text: &mut String) {
    let reference = format!("&{name};");
    match unescape(&reference) {
        Ok(character) => text.push_str(&character),
        Err(_) => text.push_str(&reference),
    }
}
