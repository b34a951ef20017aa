//! From the text of a page to its tree, in time and memory that grow with the page alone.
//!
//! The parser follows the HTML standard, which nests elements in ways that the tags do not show, and in which some constructs cost a
//! multiple of their length. So the limits are measured on the parser's own state: on the elements that are open, on those that it
//! made, and on the attributes of a tag before it compares them with each other.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName, TokenizerResult};

use super::tree::{Content, Element, NodeId, ROOT, Step, Tree, extend_text};
use crate::error::Problem;

/// Maximum nesting depth of elements. Real pages have fewer than a hundred levels.
pub(super) const MAX_DEPTH: usize = 1000;

/// Maximum number of tags, and of the elements that they make, because each takes memory. Long pages have about ten thousand.
pub(super) const MAX_TAGS: usize = 500_000;

/// Maximum number of attributes of a tag, because the parser compares each with all before it. Real tags have fewer than a hundred.
pub(super) const MAX_ATTRIBUTES: usize = 1000;

/// The number of start tags after which the open elements are counted.
const TAGS_PER_COUNT: usize = 64;

/// The attributes that are read afterwards; the parser itself needs `type` and `encoding`.
const ATTRIBUTES: [&str; 24] = [
    "aria-hidden",
    "aria-modal",
    "class",
    "colspan",
    "content",
    "data-src",
    "data-srcset",
    "datetime",
    "encoding",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "src",
    "srcset",
    "style",
    "title",
    "type",
];

/// Elements that the parser opens again after they were closed in the wrong order. It compares their attributes with those of all
/// that are open, so they get none; then no more than three of a name are open again.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Parses a page.
///
/// # Errors
/// [`Problem::TooDeep`], [`Problem::TooManyTags`] or [`Problem::TooManyAttributes`] if the page exceeds a limit.
pub(super) fn parse(page: &str) -> Result<Tree, Problem> {
    parse_counted(page).map(|(tree, _)| tree)
}

/// Parses a page, and returns the number of elements that the parser looked at, which its time is proportional to.
pub(super) fn parse_counted(page: &str) -> Result<(Tree, u64), Problem> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sink = Filter {
        builder: TreeBuilder::new(Sink::new(), options),
        text: RefCell::new(String::new()),
        tags: Cell::new(0),
        has_emitted: Cell::new(false),
        problem: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut attributes = AttributeCounter::Other;
    let mut was_in_tag = false;
    for piece in Pieces(page) {
        tokenizer.sink.has_emitted.set(false);
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if let Some(problem) = tokenizer.sink.problem.take() {
            return Err(problem);
        }
        if tokenizer.sink.has_emitted.get() {
            was_in_tag = false;
            continue;
        }
        // Nothing but a tag, a comment or a declaration can be pending for the length of a piece.
        let begun = if was_in_tag { piece } else { attributes.begin(piece) };
        was_in_tag = true;
        if attributes.advance(begun) > MAX_ATTRIBUTES {
            return Err(Problem::TooManyAttributes { limit: MAX_ATTRIBUTES });
        }
    }
    tokenizer.end();
    if let Some(problem) = tokenizer.sink.problem.take() {
        return Err(problem);
    }
    let Sink { tree, steps, .. } = tokenizer.sink.builder.sink;
    let tree = tree.into_inner();
    if depth(&tree) > MAX_DEPTH {
        return Err(Problem::TooDeep { limit: MAX_DEPTH });
    }
    Ok((tree, steps.get()))
}

/// The greatest depth of an element; that of `<html>` is 1.
fn depth(tree: &Tree) -> usize {
    let (mut depth, mut greatest) = (0_usize, 0);
    for step in tree.walk(ROOT) {
        match step {
            Step::Enter(id) => {
                depth += 1;
                if tree.element(id).is_some() {
                    greatest = greatest.max(depth - 1);
                }
            }
            Step::Leave(_) => depth -= 1,
        }
    }
    greatest
}

/// Cuts a page before each `<`, and into pieces with at most [`MAX_ATTRIBUTES`] attributes. So a tag begins with a piece, and the
/// attributes of a piece may be counted after the tokenizer has read it.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        // An attribute has at least a letter and a separator.
        const BYTES: usize = 2 * MAX_ATTRIBUTES;
        let rest = self.0.as_bytes();
        let mut end = rest.len().min(BYTES);
        if let Some(found) = rest.get(1..end).and_then(|rest| memchr::memchr(b'<', rest)) {
            end = found + 1;
        }
        while !self.0.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        (!piece.is_empty()).then_some(piece)
    }
}

/// Counts the attributes of a tag, as the states of the HTML standard do, up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AttributeCounter {
    /// Not a tag.
    Other,
    In(State, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

impl AttributeCounter {
    /// Begins with the text from a `<`, and returns what follows that.
    fn begin<'a>(&mut self, text: &'a str) -> &'a str {
        let rest = text.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
        match rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some(rest) => {
                *self = Self::In(State::TagName, 0);
                rest
            }
            None => {
                *self = Self::Other;
                ""
            }
        }
    }

    /// Reads on, and returns the number of attributes up to there.
    fn advance(&mut self, text: &str) -> usize {
        let Self::In(state, count) = self else { return 0 };
        for &byte in text.as_bytes() {
            let is_space = matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ');
            *state = match (*state, byte) {
                (State::Quoted(quote), _) if byte == quote => State::BeforeName,
                (State::TagName | State::Unquoted | State::BeforeName, _) if is_space => State::BeforeName,
                (State::Name | State::AfterName, _) if is_space => State::AfterName,
                (State::TagName | State::BeforeName | State::Name | State::AfterName, b'/') => State::BeforeName,
                (State::Name | State::AfterName, b'=') => State::BeforeValue,
                (State::BeforeName | State::AfterName, _) => {
                    *count += 1;
                    State::Name
                }
                (State::BeforeValue, _) if is_space => State::BeforeValue,
                (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
                (State::BeforeValue, _) => State::Unquoted,
                (state, _) => state,
            };
        }
        *count
    }
}

/// The number of attributes of a tag.
#[cfg(test)]
pub(super) fn attributes_of(tag: &str) -> usize {
    let mut counter = AttributeCounter::Other;
    let rest = counter.begin(tag);
    counter.advance(rest)
}

/// Passes tokens on to the tree builder, without what is not read afterwards.
struct Filter {
    builder: TreeBuilder<NodeId, Sink>,
    /// Text that has not been passed on. A character reference is a token of its own, and would otherwise be a node's next piece.
    text: RefCell<String>,
    tags: Cell<usize>,
    has_emitted: Cell<bool>,
    problem: Cell<Option<Problem>>,
}

impl Filter {
    fn check(&self, tag: &Tag) -> Result<(), Problem> {
        let tags = self.tags.get() + 1;
        self.tags.set(tags);
        if tag.attrs.len() > MAX_ATTRIBUTES {
            return Err(Problem::TooManyAttributes { limit: MAX_ATTRIBUTES });
        }
        if tags > MAX_TAGS || self.builder.sink.tree.borrow().len() > 2 * MAX_TAGS {
            return Err(Problem::TooManyTags { limit: MAX_TAGS });
        }
        if tags.is_multiple_of(TAGS_PER_COUNT) {
            let count = HandleCount(Cell::new(0));
            self.builder.trace_handles(&count);
            // Formatting elements are listed twice.
            if count.0.get() > 2 * MAX_DEPTH {
                return Err(Problem::TooDeep { limit: MAX_DEPTH });
            }
        }
        Ok(())
    }

    fn pass_text_on(&self) {
        let text = self.text.take();
        if !text.is_empty() {
            // The result for text is always to continue.
            let _ = self.builder.process_token(Token::CharacterTokens(StrTendril::from_slice(&text)), 1);
        }
    }
}

impl TokenSink for Filter {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let token = match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CharacterTokens(text) => {
                self.has_emitted.set(true);
                self.text.borrow_mut().push_str(&text);
                return TokenSinkResult::Continue;
            }
            Token::CommentToken(_) | Token::NullCharacterToken => {
                self.has_emitted.set(true);
                return TokenSinkResult::Continue;
            }
            Token::TagToken(mut tag) => {
                if let Err(problem) = self.check(&tag) {
                    self.problem.set(Some(problem));
                    self.has_emitted.set(true);
                    return TokenSinkResult::Continue;
                }
                let is_formatting = FORMATTING.contains(&&*tag.name);
                if tag.kind == TagKind::EndTag || is_formatting {
                    tag.attrs.clear();
                } else {
                    tag.attrs.retain(|attribute| ATTRIBUTES.contains(&&*attribute.name.local));
                }
                Token::TagToken(tag)
            }
            token @ (Token::DoctypeToken(_) | Token::EOFToken) => token,
        };
        self.has_emitted.set(true);
        self.pass_text_on();
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the elements that the tree builder refers to.
struct HandleCount(Cell<usize>);

impl Tracer for HandleCount {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// Builds the tree.
struct Sink {
    tree: RefCell<Tree>,
    /// The number of times that the parser looked at an element.
    steps: Cell<u64>,
}

impl Sink {
    fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()), steps: Cell::new(0) }
    }

    fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    /// Whether the text of an element is not read: that of scripts and style sheets, which is most of many pages.
    fn is_opaque(tree: &Tree, parent: NodeId) -> bool {
        match tree.name(parent) {
            "script" => !tree
                .attribute(parent, "type")
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")),
            name => matches!(name, "style" | "iframe" | "noframes" | "noembed" | "textarea"),
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.step();
        Ref::map(self.tree.borrow(), |tree| tree.qualified_name(*target))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.step();
        let mut tree = self.tree.borrow_mut();
        let template = flags.template.then(|| tree.add(Content::Fragment));
        tree.add(Content::Element(Element { name, attributes, template }))
    }

    // Comments are filtered out, and processing instructions occur in XML alone.
    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Content::Fragment)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Content::Fragment)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => tree.append(*parent, id),
            NodeOrText::AppendText(text) => {
                if Self::is_opaque(&tree, *parent) {
                    return;
                }
                let last = tree.last_child(*parent);
                if let Some(id) = extend_text(&mut tree, last, &text) {
                    tree.append(*parent, id);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().element(*target).and_then(|element| element.template).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        self.step();
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => tree.insert_before(*sibling, id),
            NodeOrText::AppendText(text) => {
                let previous = tree.previous(*sibling);
                if let Some(id) = extend_text(&mut tree, previous, &text) {
                    tree.insert_before(*sibling, id);
                }
            }
        }
    }

    // Only the attributes of a second `<html>` or `<body>`, and none of theirs is read.
    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeId) {
        self.step();
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first_child(*node) {
            self.step();
            tree.append(*new_parent, child);
        }
    }
}
