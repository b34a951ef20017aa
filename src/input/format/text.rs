//! Plain text.

use crate::error::Missing;
use crate::input::encoding::undeclared;
use crate::input::format::{InputFormat, Layout};
use crate::input::record::Record;
use crate::message::Wording;
use crate::text::document::DateSource;

pub(super) const FORMAT: InputFormat = InputFormat {
    name: "text",
    title: Wording { en: "plain text: a file is an article", id: "teks biasa: satu berkas satu artikel" },
    extensions: &["txt", "text"],
    sniff: |_| false,
    feature: None,
    is_distinctive: false,
    unit: Missing::Text,
    layout: Layout::Single {
        parse: |text, _| Ok(Record { text: text.into(), ..Record::default() }),
        date_source: DateSource::Record,
        declared_encoding: undeclared,
    },
};
