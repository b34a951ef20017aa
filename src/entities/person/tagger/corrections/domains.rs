//! Newspapers that are named like websites are not people.

use super::{Context, Names};

/// Last labels of the newspapers' domains.
const DOMAINS: [&str; 6] = ["co", "com", "id", "net", "news", "org"];

/// Discards names with a domain in them: `SUARA HARIAN.com`.
pub(super) fn discard(names: &mut Names, context: &Context<'_>) {
    names.retain_unprotected(|name| {
        let mut positions = context.range(name.start, name.end).iter();
        !positions
            .any(|position| !context.is_plain(position.token) && is_domain(position.span.of(context.document.text)))
    });
}

fn is_domain(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, end)| DOMAINS.iter().any(|domain| end.eq_ignore_ascii_case(domain)))
}
