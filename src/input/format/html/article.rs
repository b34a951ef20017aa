//! The article of a page.

use std::borrow::Cow;
use std::collections::HashSet;

use dom_smoothie::{Config, Readability, TextMode};
use html5ever::interface::{ElementFlags, NodeOrText, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{QualName, local_name, ns};

use super::furniture::remove_furniture;
use super::metadata::{MAX_TITLE_BYTES, Metadata, key, time_of};
use super::parser;
use super::title::title_of;
use super::tree::{ROOT, Step, Tree, is_block};
use crate::error::Problem;
use crate::input::date_source::date_of_field;
use crate::input::record::{Fields, Record};

/// Elements that are deeper within the body become part of those above. Extraction looks at the elements above and below each one,
/// so its time grows with the depth.
const MAX_EXTRACTION_DEPTH: usize = 64;

/// Longer text is cut into several nodes, and longer attributes are excluded. Extraction also writes the article as HTML, and the
/// function that does so searches the whole rest of a node for `<` at each `&`.
const MAX_NODE_BYTES: usize = 4096;

/// The most headings that are compared with the title.
const MAX_HEADINGS: usize = 20;

/// The paragraphs at the beginning of a text among which the headline may be repeated.
const HEADLINE_PARAGRAPHS: usize = 5;

/// The longest line that can be a time stamp.
const MAX_STAMP_BYTES: usize = 100;

/// The fewest words of an article in JSON-LD that is taken instead of the text of the page.
const MIN_BODY_WORDS: usize = 20;

/// Extracts the article of a page.
pub(super) fn parse<'a>(page: &'a str, _: &Fields) -> Result<Record<'a>, Problem> {
    let mut tree = parser::parse(page)?;
    let metadata = Metadata::of(&tree);
    let headings: Vec<String> = tree
        .below(ROOT)
        .filter(|&id| tree.name(id) == "h1")
        .take(MAX_HEADINGS)
        .map(|id| tree.text(id))
        .filter(|heading| !heading.is_empty() && heading.len() <= MAX_TITLE_BYTES)
        .collect();
    let title = title_of(&metadata, &headings);
    remove_furniture(&mut tree);
    let date = metadata.date.clone().or_else(|| time_of(&tree)).or_else(|| stamp_of(&tree));
    let mut headlines: HashSet<String> = metadata.titles.iter().chain(&title).map(|title| key(title)).collect();
    headlines
        .extend(title.as_ref().and_then(|title| headings.iter().find(|h1| h1.starts_with(&**title))).map(|h1| key(h1)));
    remove_headline(&mut tree, &headlines);
    let (extracted, stamp) = without_headline(&extract(&tree), &headlines);
    let body = metadata.body.as_deref().and_then(plain_text).map(|body| without_headline(&body, &headlines).0);
    let text = match body {
        Some(body) => best_of(body, extracted),
        None => extracted,
    };
    if text.is_empty() {
        return Err(Problem::NoArticle);
    }
    Ok(Record {
        text: Cow::Owned(text),
        id: None,
        date: date.or(stamp).map(Cow::Owned),
        title: title.map(Cow::Owned),
        source: metadata.sites.into_iter().next().map(Cow::Owned),
        url: metadata.url.map(Cow::Owned),
        ..Record::default()
    })
}

/// Removes the headings with the headline.
fn remove_headline(tree: &mut Tree, headlines: &HashSet<String>) {
    let found: Vec<_> =
        tree.below(ROOT).filter(|&id| matches!(tree.name(id), "h1" | "h2")).take(MAX_HEADINGS).collect();
    for id in found {
        if headlines.contains(&key(&tree.text(id))) {
            tree.detach(id);
        }
    }
}

/// The text of the part of a page that is most probably its article; empty if there is none.
fn extract(tree: &Tree) -> String {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    // Without a title, the first heading is taken for it and removed, even if it was not closed and so holds the whole text.
    let head = "<meta property=\"og:title\" content=\"-\">";
    let Ok(mut readability) = Readability::new(head, None, Some(config)) else { return String::new() };
    copy_body(tree, &readability);
    readability.parse().map_or_else(|_| String::new(), |article| paragraphs(&article.text_content))
}

/// Copies the body of a page to the document that the article is extracted from.
fn copy_body(tree: &Tree, readability: &Readability) {
    let document = &readability.doc;
    let Some(body) = document.body().map(|body| body.id) else { return };
    let Some(source) = tree.below(ROOT).find(|&id| tree.name(id) == "body") else { return };
    let mut above = vec![body];
    let mut depth = 0_usize;
    for step in tree.walk(source) {
        let parent = *above.last().unwrap_or(&body);
        match step {
            Step::Enter(id) | Step::Leave(id) if id == source => {}
            Step::Enter(id) => {
                if let Some(text) = tree.text_node(id) {
                    for (number, piece) in pieces(text).enumerate() {
                        if number > 0 {
                            // Adjacent text would be one node. Extraction begins by removing comments.
                            let comment = document.create_comment(StrTendril::new());
                            document.append(&parent, NodeOrText::AppendNode(comment));
                        }
                        document.append(&parent, NodeOrText::AppendText(StrTendril::from_slice(piece)));
                    }
                } else if let Some(element) = tree.element(id) {
                    depth += 1;
                    if depth <= MAX_EXTRACTION_DEPTH {
                        let mut attributes = element.attributes.clone();
                        attributes.retain(|attribute| attribute.value.len() <= MAX_NODE_BYTES);
                        let copy = document.create_element(element.name.clone(), attributes, ElementFlags::default());
                        document.append(&parent, NodeOrText::AppendNode(copy));
                        above.push(copy);
                    } else if is_block(tree.name(id)) || tree.name(id) == "br" {
                        let name = QualName::new(None, ns!(html), local_name!("br"));
                        let line_break = document.create_element(name, Vec::new(), ElementFlags::default());
                        document.append(&parent, NodeOrText::AppendNode(line_break));
                    }
                }
            }
            Step::Leave(id) => {
                if tree.element(id).is_some() {
                    if depth <= MAX_EXTRACTION_DEPTH {
                        above.pop();
                    }
                    depth -= 1;
                }
            }
        }
    }
}

/// A text in pieces of at most [`MAX_NODE_BYTES`].
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(MAX_NODE_BYTES);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The text of an article in JSON-LD, which may have tags and character references. `None` if it cannot be the whole article.
fn plain_text(body: &str) -> Option<String> {
    let text = if body.contains(['<', '&']) { parser::parse(body).ok()?.lines(ROOT) } else { body.to_owned() };
    let text = paragraphs(&text);
    let is_cut = text.trim_end().ends_with("...") || text.trim_end().ends_with('…');
    (!is_cut && !text.is_empty()).then_some(text)
}

/// Chooses between the article that a page states and the one that was extracted from it. The stated one has nothing of the page,
/// but often lacks the paragraphs; then those of the other are taken that occur in it.
fn best_of(body: String, extracted: String) -> String {
    let words = |text: &str| text.split_whitespace().count();
    let (stated, found) = (words(&body), words(&extracted));
    if found == 0 {
        return body;
    }
    if stated < MIN_BODY_WORDS || 2 * stated < found {
        return extracted;
    }
    if body.trim_end().contains('\n') {
        return body;
    }
    let stated_words = key_words(&body);
    let triples: HashSet<&[String]> = stated_words.windows(3).collect();
    let mut kept = String::new();
    let mut was_kept = false;
    for paragraph in extracted.trim_end().split("\n\n") {
        let words = key_words(paragraph);
        // Headings may be too short to be compared.
        let known = words.windows(3).filter(|triple| triples.contains(triple)).count();
        was_kept = if words.len() < 3 { was_kept } else { 4 * known >= 3 * (words.len() - 2) };
        if was_kept {
            kept.push_str(paragraph);
            kept.push_str("\n\n");
        }
    }
    if 5 * words(&kept) >= 4 * stated { paragraphs(&kept) } else { body }
}

fn key_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect()
}

/// The first time stamp of a page.
fn stamp_of(tree: &Tree) -> Option<String> {
    let texts = tree.below(ROOT).filter_map(|id| tree.text_node(id)).map(str::trim);
    texts.filter(|text| has_clock(text)).find(|text| is_stamp(text)).map(str::to_owned)
}

/// Whether a line is a time stamp, perhaps with the name of the author: `Jumat, 13 Sep 2024 20:05 WIB`, `2 Juli 2023`. A date within
/// a sentence is none.
fn is_stamp(line: &str) -> bool {
    let line = line.trim();
    if line.len() > MAX_STAMP_BYTES || line.ends_with(['.', ',', ':', ';', '"', '”']) {
        return false;
    }
    let words = line.split_whitespace().count();
    (words <= 4 || (words <= 12 && has_clock(line))) && date_of_field(line).is_some()
}

/// Whether a short text has a time of day, as `20:05` or `20.05 WIB`.
fn has_clock(text: &str) -> bool {
    let is_time = |word: &str| {
        word.split_once([':', '.']).is_some_and(|(hour, minute)| {
            let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            is_number(hour) && is_number(minute.get(..2).unwrap_or(minute)) && minute.len() <= 5
        })
    };
    let mut words = text.split_whitespace();
    text.len() <= MAX_STAMP_BYTES && words.any(|word| is_time(word.trim_matches(',')))
}

/// Removes the headline and time stamps from the beginning of a text, and returns the first stamp, too.
fn without_headline(text: &str, headlines: &HashSet<String>) -> (String, Option<String>) {
    let mut stamp = None;
    let mut kept = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number < HEADLINE_PARAGRAPHS && is_stamp(line) {
            stamp.get_or_insert_with(|| line.trim().to_owned());
            continue;
        }
        let is_headline =
            number < 2 * HEADLINE_PARAGRAPHS && line.len() <= MAX_TITLE_BYTES && headlines.contains(&key(line));
        if !is_headline || line.trim().is_empty() {
            kept.push_str(line);
        }
    }
    (paragraphs(&kept), stamp)
}

/// Trims lines, and reduces blank lines to one.
fn paragraphs(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut is_new = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_new = !clean.is_empty();
            continue;
        }
        if !clean.is_empty() {
            clean.push_str(if is_new { "\n\n" } else { "\n" });
        }
        clean.push_str(line);
        is_new = false;
    }
    if !clean.is_empty() {
        clean.push('\n');
    }
    clean
}
