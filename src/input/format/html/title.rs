//! The headline of a page, without the name of the site.

use super::metadata::{Metadata, key};

/// Strings that separate a headline from the name of a section or site.
const SEPARATORS: [&str; 9] = [" - ", " – ", " — ", " | ", " :: ", " » ", " · ", " • ", "|"];

/// The fewest words of a heading that is taken for a headline although nothing else in the page agrees with it.
const MIN_WORDS: usize = 3;

/// The most names of sites and sections that are taken off a title.
const MAX_PARTS: usize = 3;

/// Domains at the end of a site's name.
const DOMAINS: [&str; 10] = [".com", ".co.id", ".or.id", ".go.id", ".ac.id", ".web.id", ".co", ".id", ".net", ".org"];

/// Finds the title of a page: the heading that the page's metadata agree with, or else the only heading that can be a headline, or
/// else what the metadata say.
pub(super) fn title_of(metadata: &Metadata, headings: &[String]) -> Option<String> {
    let mut sites = Sites::of(metadata);
    let titles = || metadata.titles.iter().chain(&metadata.page_title);
    // Some pages have their logo in a heading.
    let is_logo = |heading: &&String| titles().any(|title| is_lesser_end(title, heading));
    sites.keys.extend(headings.iter().filter(is_logo).map(|heading| key(heading)).filter(|key| key.len() > 2));
    let stated: Vec<String> = titles().map(|title| sites.without_site(title).to_owned()).collect();
    let headlines: Vec<&str> =
        headings.iter().map(|heading| sites.without_site(heading)).filter(|heading| !sites.is_site(heading)).collect();
    let agrees = |heading: &&&str| {
        let heading_key = key(heading);
        titles().any(|title| is_longer(title, heading))
            || stated.iter().any(|title| is_beginning(&heading_key, &key(title)))
    };
    let agreed = headlines.iter().find(agrees);
    let only = || headlines.first().filter(|heading| headlines.len() == 1 && heading.split(' ').count() >= MIN_WORDS);
    let found = agreed.or_else(only).map(|heading| (*heading).to_owned());
    found
        .or_else(|| stated.into_iter().find(|title| !title.is_empty() && !sites.is_site(title)))
        .or_else(|| headlines.first().map(|heading| (*heading).to_owned()))
}

/// Whether a heading is what a title ends with, and has fewer words than the rest.
fn is_lesser_end(title: &str, heading: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let is_end = |rest: &str| SEPARATORS.iter().any(|separator| rest.ends_with(separator));
    !heading.is_empty() && 2 * words(heading) < words(title) && title.strip_suffix(heading).is_some_and(is_end)
}

/// Whether a title is a heading with something after it.
fn is_longer(title: &str, heading: &str) -> bool {
    let is_other = |rest: &str| SEPARATORS.iter().any(|separator| rest.starts_with(separator));
    !heading.is_empty() && title.strip_prefix(heading).is_some_and(is_other)
}

/// Whether one of two keys is the beginning of the other, as if it was cut.
fn is_beginning(heading: &str, title: &str) -> bool {
    let shorter = heading.len().min(title.len());
    shorter > 0
        && (heading.starts_with(title) || title.starts_with(heading))
        && 2 * shorter >= heading.len().max(title.len())
}

/// The names of a site.
struct Sites {
    keys: Vec<String>,
}

impl Sites {
    fn of(metadata: &Metadata) -> Self {
        let host = metadata.url.as_deref().and_then(host_of);
        let names = metadata.sites.iter().map(String::as_str).chain(host);
        let mut keys = Vec::new();
        for name in names {
            let short = without_domain(name);
            keys.extend([key(name), key(short)]);
            // The site of `ekonomi.kabar.example` is `kabar`.
            keys.extend(short.rsplit('.').next().filter(|_| name.contains('.')).map(key));
        }
        keys.retain(|key| key.len() > 2);
        Self { keys }
    }

    /// Whether a text is a name of the site, perhaps with its domain, or with a section: `detikNews` of `detikcom`.
    fn is_site(&self, text: &str) -> bool {
        let text = text.trim();
        let short = key(without_domain(text));
        let is_section = |site: &String| {
            let stem = site.strip_suffix("com").unwrap_or(site);
            stem.len() >= 4 && short.starts_with(stem) && text.split_whitespace().count() <= 4
        };
        !short.is_empty()
            && (self.keys.iter().any(|site| *site == short || *site == key(text) || is_section(site))
                || is_domain(text))
    }

    /// A title without the name of the site at its end or beginning, and without the section before it.
    fn without_site<'a>(&self, title: &'a str) -> &'a str {
        let mut title = title.trim();
        for _ in 0..MAX_PARTS {
            match SEPARATORS.iter().find_map(|separator| self.cut(title, separator)) {
                Some(shorter) => title = shorter.trim(),
                None => break,
            }
        }
        title
    }

    fn cut<'a>(&self, title: &'a str, separator: &str) -> Option<&'a str> {
        let at_end = title.rmatch_indices(separator).take(MAX_PARTS).find_map(|(at, _)| {
            let (before, after) = (title.get(..at)?, title.get(at + separator.len()..)?);
            (self.is_site(after) && !before.trim().is_empty()).then_some(before)
        });
        let at_begin = || {
            let (before, after) = title.split_once(separator)?;
            (self.is_site(before) && !after.trim().is_empty()).then_some(after)
        };
        at_end.or_else(at_begin)
    }
}

/// Whether a text is a domain, as `Kabar.com`.
fn is_domain(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    !text.contains(char::is_whitespace)
        && DOMAINS.iter().any(|domain| lower.len() > domain.len() && lower.ends_with(domain))
}

fn without_domain(name: &str) -> &str {
    let name = name.trim();
    let is_domain = |domain: &&&str| {
        name.len() > domain.len()
            && name.get(name.len() - domain.len()..).is_some_and(|end| end.eq_ignore_ascii_case(domain))
    };
    DOMAINS.iter().find(is_domain).and_then(|domain| name.get(..name.len() - domain.len())).unwrap_or(name)
}

/// The host of an address, without `www.`.
fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = ["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
    Some(host).filter(|host| !host.is_empty())
}
