//! Parts of a page that are not its article: menus, lists of other articles, links within the text.

use super::tree::{NodeId, ROOT, Step, Tree};

/// Elements that are never part of a text.
const WITHOUT_TEXT: [&str; 23] = [
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "video", "audio",
    "input", "button", "select", "textarea", "dialog", "link", "meta", "nav", "noframes", "map", "datalist",
];

/// Elements that hold an article only if it is the main part of the page.
const MARGINS: [&str; 2] = ["aside", "footer"];

/// Words of classes and ids, without hyphens and in lower case, of parts that list or link to other articles.
const CLASSES: [&str; 46] = [
    "ads",
    "advertisement",
    "alsoread",
    "artikellainnya",
    "artikelterkait",
    "bacajuga",
    "beritalainnya",
    "beritaterkait",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "iklan",
    "komentar",
    "latest",
    "latestnews",
    "lihatjuga",
    "linksisip",
    "mostcommented",
    "mostpopular",
    "mostread",
    "newsletter",
    "popular",
    "populer",
    "readalso",
    "recommendation",
    "recommendations",
    "recommended",
    "rekomendasi",
    "related",
    "relatednews",
    "relatedpost",
    "relatedposts",
    "share",
    "sharing",
    "simakjuga",
    "socialmedia",
    "socialshare",
    "sosmed",
    "taboola",
    "terbaru",
    "terkait",
    "terkini",
    "terpopuler",
    "topnews",
    "trending",
];

/// Headings of lists of other articles. They may be followed by a few words, as in `Terpopuler di Ekonomi`.
const HEADINGS: [&str; 36] = [
    "also read",
    "artikel lainnya",
    "artikel populer",
    "artikel terbaru",
    "artikel terkait",
    "artikel terpopuler",
    "baca juga",
    "baca pula",
    "berita lainnya",
    "berita pilihan",
    "berita populer",
    "berita terbaru",
    "berita terkait",
    "berita terkini",
    "berita terpopuler",
    "jangan lewatkan",
    "kabar terkait",
    "kabar terkini",
    "latest news",
    "lihat juga",
    "most popular",
    "most read",
    "paling banyak dibaca",
    "paling populer",
    "pilihan editor",
    "pilihan redaksi",
    "popular news",
    "read also",
    "rekomendasi",
    "related articles",
    "related news",
    "related posts",
    "simak juga",
    "terpopuler",
    "tonton juga",
    "topik terkait",
];

/// Headings that are common words, so that nothing may follow them.
const WHOLE_HEADINGS: [&str; 10] = [
    "popular",
    "populer",
    "tag",
    "tags",
    "terbaru",
    "terkait",
    "terkini",
    "trending",
    "trending topic",
    "trending topics",
];

/// Beginnings of sentences that link to another article.
const INVITATIONS: [&str; 14] = [
    "also read",
    "artikel terkait",
    "baca berita",
    "baca juga",
    "baca pula",
    "baca selengkapnya",
    "baca:",
    "berita terkait",
    "lihat juga",
    "read also",
    "saksikan",
    "simak berita",
    "simak juga",
    "tonton juga",
];

/// The longest heading of a list, in bytes without spaces.
const MAX_HEADING: usize = 60;

/// The longest sentence that invites to read another article, in bytes without spaces.
const MAX_INVITATION: usize = 300;

/// The number of levels above a heading its list may end, and how many a heading may be wrapped in.
const MAX_LEVELS: usize = 4;

/// Measures of an element with everything below it. Text is counted in bytes without spaces.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    text: usize,
    link_text: usize,
    links: usize,
    has_headline: bool,
    has_article: bool,
}

impl Measure {
    /// Whether the text is mostly links, or that of a list of links with a few words about each.
    fn is_links(self) -> bool {
        self.links > 0 && (2 * self.link_text >= self.text || (self.links >= 3 && 4 * self.link_text >= self.text))
    }

    /// Whether the element may be removed, given the size of the page's text.
    fn is_minor(self, page: usize) -> bool {
        let is_small = 5 * self.text <= 2 * page && !self.has_article;
        !self.has_headline && (is_small || 2 * self.link_text >= self.text)
    }
}

/// Removes what is not part of an article.
pub(super) fn remove_furniture(tree: &mut Tree) {
    let without_text: Vec<NodeId> = tree.below(ROOT).filter(|&id| WITHOUT_TEXT.contains(&tree.name(id))).collect();
    for id in without_text {
        tree.detach(id);
    }
    let measures = measure(tree);
    let measure_of = |id: NodeId| measures.get(id).copied().unwrap_or_default();
    let page = measure_of(ROOT).text;
    let nodes: Vec<NodeId> = tree.below(ROOT).collect();
    for &id in &nodes {
        let measure = measure_of(id);
        let is_list =
            || matches!(tree.name(id), "ul" | "ol") && measure.links >= 3 && 10 * measure.link_text >= 9 * measure.text;
        let is_margin = MARGINS.contains(&tree.name(id)) || has_furniture_class(tree, id);
        if tree.element(id).is_some() && measure.is_minor(page) && (is_margin || is_list()) {
            tree.detach(id);
        }
    }
    for &id in &nodes {
        let Some(text) = tree.text_node(id).map(str::trim_start).filter(|text| !text.is_empty()) else { continue };
        let begin: String = text.chars().take(MAX_HEADING).collect::<String>().to_lowercase();
        if measure_of(id).text <= MAX_HEADING && is_heading(&begin) {
            remove_list(tree, id, page, measure_of);
        }
        if INVITATIONS.iter().any(|invitation| begins_with(&begin, invitation)) {
            remove_invitation(tree, id, measure_of);
        }
    }
}

/// Measures every node.
fn measure(tree: &Tree) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); tree.len()];
    let mut links = 0_usize;
    for step in tree.walk(ROOT) {
        let (Step::Enter(id) | Step::Leave(id)) = step;
        let name = tree.name(id);
        if matches!(step, Step::Enter(_)) {
            links += usize::from(name == "a");
            if let (Some(text), Some(measure)) = (tree.text_node(id), measures.get_mut(id)) {
                measure.text = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
                measure.link_text = if links > 0 { measure.text } else { 0 };
            }
            continue;
        }
        links -= usize::from(name == "a");
        let Some(measure) = measures.get_mut(id) else { continue };
        measure.links += usize::from(name == "a");
        measure.has_headline |= name == "h1";
        measure.has_article |= matches!(name, "article" | "main" | "body");
        let below = *measure;
        if let Some(above) = tree.parent(id).and_then(|parent| measures.get_mut(parent)) {
            above.text += below.text;
            above.link_text += below.link_text;
            above.links += below.links;
            above.has_headline |= below.has_headline;
            above.has_article |= below.has_article;
        }
    }
    measures
}

/// Whether a word of the classes or the id, or two words one after the other, name a part with other articles.
fn has_furniture_class(tree: &Tree, id: NodeId) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attribute(id, name)).any(|names| {
        let mut previous = String::new();
        for word in words(names) {
            let pair = format!("{previous}{word}");
            if [&word, &pair].iter().any(|name| CLASSES.contains(&name.as_str())) {
                return true;
            }
            previous = word;
        }
        false
    })
}

/// The words of a class: `boxTerpopuler most-read` has four. Long ones are cut.
fn words(names: &str) -> impl Iterator<Item = String> {
    names.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|name| {
        let mut parts = vec![String::new()];
        let mut was_lower = false;
        for c in name.chars().take(64) {
            if c.is_ascii_uppercase() && was_lower {
                parts.push(String::new());
            }
            was_lower = !c.is_ascii_uppercase();
            if let Some(part) = parts.last_mut() {
                part.push(c.to_ascii_lowercase());
            }
        }
        parts
    })
}

/// Whether a text begins with words.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| words.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
}

/// Whether a line in lower case is the heading of a list of other articles.
fn is_heading(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    WHOLE_HEADINGS.contains(&line)
        || (line.split_whitespace().count() <= 6 && HEADINGS.iter().any(|heading| begins_with(line, heading)))
}

/// Removes the list below a heading, with the heading. If no list follows, nothing is removed.
fn remove_list(tree: &mut Tree, heading: NodeId, page: usize, measure_of: impl Fn(NodeId) -> Measure) {
    let text = measure_of(heading).text;
    let mut top = heading;
    for _ in 0..MAX_LEVELS {
        match tree.parent(top) {
            Some(parent) if measure_of(parent).text == text => top = parent,
            _ => break,
        }
    }
    for _ in 0..MAX_LEVELS {
        if tree.parent(top).is_none() || measure_of(top).has_headline {
            return;
        }
        let mut list = vec![top];
        let mut has_text = false;
        let mut next = tree.next(top);
        while let Some(id) = next {
            let measure = measure_of(id);
            if measure.text > 0 && !(measure.is_links() && measure.is_minor(page)) {
                break;
            }
            has_text |= measure.text > 0;
            list.push(id);
            next = tree.next(id);
        }
        if has_text {
            for id in list {
                tree.detach(id);
            }
            return;
        }
        let Some(parent) = tree.parent(top) else { return };
        // The heading and its list may be wrapped separately, but no other text may be between.
        if measure_of(parent).text != measure_of(top).text {
            return;
        }
        top = parent;
    }
}

/// Removes a sentence that consists of an invitation and links.
fn remove_invitation(tree: &mut Tree, begin: NodeId, measure_of: impl Fn(NodeId) -> Measure) {
    let mut top = begin;
    for _ in 0..MAX_LEVELS {
        let Some(parent) = tree.parent(top) else { return };
        // Text before it belongs to a sentence of the article.
        let before = std::iter::successors(tree.previous(top), |&id| tree.previous(id));
        if before.enumerate().any(|(number, id)| number == MAX_LEVELS || measure_of(id).text > 0) {
            return;
        }
        top = parent;
        let Measure { text, link_text, links, .. } = measure_of(top);
        if text > MAX_INVITATION {
            return;
        }
        if links > 0 && 5 * link_text >= 2 * text {
            tree.detach(top);
            return;
        }
    }
}
