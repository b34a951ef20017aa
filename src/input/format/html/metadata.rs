//! The metadata of a page: `<meta>`, `<link>`, headings and JSON-LD.

use serde_json::{Map, Value};

use super::collapse_whitespace;
use super::tree::{NodeId, ROOT, Tree};
use crate::input::date_source::date_of_field;

/// Names of `<meta>` with the date of publication, best first.
const DATES: [&str; 9] = [
    "article:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "pubdate",
    "content_publisheddate",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
];

/// Names of `<meta>` with the title, best first.
const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "title"];

/// Names of `<meta>` with the name of the site, best first.
const SITES: [&str; 3] = ["og:site_name", "application-name", "apple-mobile-web-app-title"];

/// Titles that are longer, in bytes, are none; and comparing them with each other would take long.
pub(super) const MAX_TITLE_BYTES: usize = 500;

/// The most names of a site that are looked at.
const MAX_SITES: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// The headline of the JSON-LD article, and those of `<meta>`, best first; not empty.
    pub(super) titles: Vec<String>,
    /// The content of `<title>`.
    pub(super) page_title: Option<String>,
    /// The names of the site, best first.
    pub(super) sites: Vec<String>,
    /// The address of the article.
    pub(super) url: Option<String>,
    /// The date of publication, if the page states one that can be read.
    pub(super) date: Option<String>,
    /// The text of the JSON-LD article, which may have HTML in it.
    pub(super) body: Option<String>,
}

/// An article of JSON-LD.
#[derive(Debug, Default)]
struct LinkedArticle {
    headline: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
    body: Option<String>,
}

impl Metadata {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut tags = MetaTags::default();
        let mut scripts = String::new();
        let mut articles = Vec::new();
        let mut names = Vec::new();
        for id in tree.below(ROOT) {
            match tree.name(id) {
                "meta" => tags.read(tree, id),
                "link" if tree.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    set(&mut tags.canonical, tree.attribute(id, "href"));
                }
                "title"
                    if tags.page_title.is_none()
                        && tree.parent(id).is_some_and(|parent| tree.name(parent) == "head") =>
                {
                    set(&mut tags.page_title, Some(&tree.text(id)));
                }
                // The parser keeps the text of no other scripts.
                "script" => {
                    scripts.clear();
                    scripts.extend(tree.below(id).filter_map(|id| tree.text_node(id)));
                    if let Some(value) = linked_data(&scripts) {
                        articles_of(&value, &mut articles, &mut names);
                    }
                }
                _ => {}
            }
        }
        let is_title = |title: &String| title.len() <= MAX_TITLE_BYTES;
        let titles: Vec<String> = TITLES.iter().filter_map(|name| tags.get(name)).filter(is_title).collect();
        let page_title = tags.page_title.clone().filter(is_title);
        // A page may also describe articles that it links to.
        let is_about = |article: &LinkedArticle| {
            let headline = article.headline.as_deref().map(key).unwrap_or_default();
            let begins = |title: &String| key(title).starts_with(headline.get(..20).unwrap_or(&headline));
            !headline.is_empty() && titles.iter().chain(&page_title).any(begins)
        };
        // An only one may have another headline than the page.
        let at = articles.iter().position(is_about).or_else(|| (articles.len() == 1).then_some(0));
        let article = at.map(|at| articles.swap_remove(at)).unwrap_or_default();

        let mut sites: Vec<String> = SITES.iter().take(1).filter_map(|name| tags.get(name)).collect();
        sites.extend(article.publisher);
        sites.extend(names);
        sites.extend(SITES.iter().skip(1).filter_map(|name| tags.get(name)));
        sites.retain(is_title);
        sites.truncate(MAX_SITES);
        let url = tags.canonical.clone().or_else(|| tags.get("og:url")).or(article.url);
        let dates = article.published.into_iter().chain(DATES.iter().filter_map(|name| tags.get(name)));
        Self {
            titles: article.headline.filter(is_title).into_iter().chain(titles).collect(),
            page_title,
            sites,
            url,
            date: dates.into_iter().find(|date| date_of_field(date).is_some()),
            body: article.body,
        }
    }
}

/// The letters and digits of a text, in lower case: what two spellings of a name or headline have in common.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The date of the first `<time>` of the article that has one.
pub(super) fn time_of(tree: &Tree) -> Option<String> {
    let times = || tree.below(ROOT).filter(|&id| tree.name(id) == "time");
    let date = |id: NodeId| tree.attribute(id, "datetime").filter(|value| date_of_field(value).is_some());
    let published = times().filter(|&id| tree.attribute(id, "itemprop") == Some("datePublished")).find_map(date);
    published.or_else(|| times().find_map(date)).map(|value| value.trim().to_owned())
}

/// Sets a value that has not been set yet to text that is not blank.
fn set(value: &mut Option<String>, text: Option<&str>) {
    if value.is_none() {
        *value = text.map(collapse_whitespace).filter(|text| !text.is_empty());
    }
}

/// The `<meta>` tags that are read, first occurrence each.
#[derive(Debug, Default)]
struct MetaTags {
    values: Vec<(&'static str, String)>,
    canonical: Option<String>,
    page_title: Option<String>,
}

impl MetaTags {
    fn read(&mut self, tree: &Tree, id: NodeId) {
        let Some(content) = tree.attribute(id, "content") else { return };
        let names = ["property", "name", "itemprop"];
        let Some(name) = names.iter().find_map(|name| tree.attribute(id, name)) else { return };
        let known = TITLES.iter().chain(&SITES).chain(&DATES).chain(&["og:url"]);
        let Some(name) = known.into_iter().find(|known| known.eq_ignore_ascii_case(name.trim())) else { return };
        let content = collapse_whitespace(content);
        if !content.is_empty() && !self.values.iter().any(|(known, _)| known == name) {
            self.values.push((name, content));
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }
}

/// Parses the content of a script. Line breaks within strings are not allowed in JSON and are common in pages.
fn linked_data(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
    if script.is_empty() {
        return None;
    }
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " "))).ok()
}

/// Collects the articles of a page, and the names of sites and organizations.
fn articles_of(value: &Value, articles: &mut Vec<LinkedArticle>, names: &mut Vec<String>) {
    let mut values = vec![value];
    while let Some(value) = values.pop() {
        match value {
            Value::Array(elements) => values.extend(elements.iter().rev()),
            Value::Object(object) => {
                let types: Vec<&str> = match object.get("@type") {
                    Some(Value::String(name)) => vec![name],
                    Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                if types.iter().any(|name| is_article(name)) {
                    articles.push(LinkedArticle::of(object));
                } else if types.iter().any(|name| matches!(*name, "WebSite" | "Organization" | "NewsMediaOrganization"))
                {
                    names.extend(text_of(object, "name"));
                }
                for nested in ["@graph", "mainEntity"] {
                    values.extend(object.get(nested));
                }
            }
            _ => {}
        }
    }
}

fn is_article(name: &str) -> bool {
    let name = name.rsplit(['/', '#']).next().unwrap_or(name);
    name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
}

fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    Some(object.get(name)?.as_str()?.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl LinkedArticle {
    fn of(object: &Map<String, Value>) -> Self {
        let nested = |name: &str, part: &str| match object.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Object(object) => text_of(object, part),
            Value::Array(values) => text_of(values.first()?.as_object()?, part),
            _ => None,
        };
        let plain = |text: String| Some(plain_line(&text)).filter(|text| !text.is_empty());
        Self {
            headline: text_of(object, "headline").or_else(|| text_of(object, "name")).and_then(plain),
            publisher: nested("publisher", "name").and_then(plain),
            published: text_of(object, "datePublished").or_else(|| text_of(object, "dateCreated")),
            url: text_of(object, "url").or_else(|| nested("mainEntityOfPage", "@id")),
            body: text_of(object, "articleBody"),
        }
    }
}

/// A line without the character references that many pages have in JSON, too.
fn plain_line(text: &str) -> String {
    if !text.contains('&') {
        return collapse_whitespace(text);
    }
    super::parser::parse(&text.replace('<', "&lt;")).map_or_else(|_| collapse_whitespace(text), |tree| tree.text(ROOT))
}
