//! A small document tree. Nothing in it is recursive, so the depth of a page is limited only by memory.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

/// The number of a node in its tree.
pub(super) type NodeId = usize;

/// The node that all others are below.
pub(super) const ROOT: NodeId = 0;

#[derive(Debug)]
pub(super) enum Content {
    /// The root, or the content of a `<template>`.
    Fragment,
    Element(Element),
    Text(String),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    /// The content of a `<template>`, which is not part of the document.
    pub(super) template: Option<NodeId>,
}

#[derive(Debug)]
struct Node {
    content: Content,
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

/// A document tree. Numbers that are not in the tree are nodes without content, parent and children.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The name of nodes that are not elements.
    unnamed: QualName,
}

/// A step of a walk through a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Tree {
    pub(super) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), unnamed: QualName::new(None, ns!(), local_name!("")) };
        tree.add(Content::Fragment);
        tree
    }

    /// Adds a node that is not in the document yet.
    pub(super) fn add(&mut self, content: Content) -> NodeId {
        self.nodes.push(Node { content, parent: None, previous: None, next: None, first: None, last: None });
        self.nodes.len() - 1
    }

    /// The number of nodes, with those that were removed from the document.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.nodes.get(id)?.content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text of a text node.
    pub(super) fn text_node(&self, id: NodeId) -> Option<&str> {
        match &self.nodes.get(id)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text_node_mut(&mut self, id: NodeId) -> Option<&mut String> {
        match &mut self.nodes.get_mut(id)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name with its namespace; empty if the node is not an element.
    pub(super) fn qualified_name(&self, id: NodeId) -> &QualName {
        self.element(id).map_or(&self.unnamed, |element| &element.name)
    }

    /// The local name, in lower case; empty if the node is not an element.
    pub(super) fn name(&self, id: NodeId) -> &str {
        &self.qualified_name(id).local
    }

    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id)?.parent
    }

    pub(super) fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id)?.previous
    }

    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id)?.next
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id)?.first
    }

    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id)?.last
    }

    /// Changes a node, if there is one.
    fn change(&mut self, id: Option<NodeId>, change: impl FnOnce(&mut Node)) {
        if let Some(node) = id.and_then(|id| self.nodes.get_mut(id)) {
            change(node);
        }
    }

    /// Removes a node with everything below it.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(node) = self.nodes.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous {
            Some(_) => self.change(previous, |node| node.next = next),
            None => self.change(parent, |node| node.first = next),
        }
        match next {
            Some(_) => self.change(next, |node| node.previous = previous),
            None => self.change(parent, |node| node.last = previous),
        }
    }

    /// Makes a node the last child of another.
    pub(super) fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.last_child(parent);
        self.change(Some(id), |node| (node.parent, node.previous) = (Some(parent), last));
        match last {
            Some(_) => self.change(last, |node| node.next = Some(id)),
            None => self.change(Some(parent), |node| node.first = Some(id)),
        }
        self.change(Some(parent), |node| node.last = Some(id));
    }

    /// Puts a node before another one, which has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let (Some(parent), previous) = (self.parent(sibling), self.previous(sibling)) else { return };
        self.change(Some(id), |node| {
            (node.parent, node.previous, node.next) = (Some(parent), previous, Some(sibling));
        });
        self.change(Some(sibling), |node| node.previous = Some(id));
        match previous {
            Some(_) => self.change(previous, |node| node.next = Some(id)),
            None => self.change(Some(parent), |node| node.first = Some(id)),
        }
    }

    /// Walks through a node and everything below it.
    pub(super) fn walk(&self, from: NodeId) -> Walk<'_> {
        Walk { tree: self, from, next: Some(Step::Enter(from)) }
    }

    /// A node and those below it, in the order of the document.
    pub(super) fn below(&self, from: NodeId) -> impl Iterator<Item = NodeId> {
        self.walk(from).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }

    /// The text of a node, with single spaces.
    pub(super) fn text(&self, from: NodeId) -> String {
        let mut text = String::new();
        for id in self.below(from) {
            match self.text_node(id) {
                Some(part) => text.push_str(part),
                None if is_block(self.name(id)) || self.name(id) == "br" => text.push(' '),
                None => {}
            }
        }
        super::collapse_whitespace(&text)
    }

    /// The text of a node with its paragraphs and line breaks.
    pub(super) fn lines(&self, from: NodeId) -> String {
        let mut text = String::new();
        for step in self.walk(from) {
            let (Step::Enter(id) | Step::Leave(id)) = step;
            if let (Step::Enter(_), Some(part)) = (step, self.text_node(id)) {
                for part in part.split_inclusive(char::is_whitespace) {
                    let word = part.trim_end();
                    text.push_str(word);
                    if word.len() < part.len() && !text.is_empty() && !text.ends_with(char::is_whitespace) {
                        text.push(' ');
                    }
                }
            } else if is_block(self.name(id)) {
                text.push_str("\n\n");
            } else if self.name(id) == "br" && matches!(step, Step::Enter(_)) {
                text.push('\n');
            }
        }
        text
    }
}

/// Whether an element begins a new line.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "td"
            | "th"
            | "tr"
            | "ul"
    )
}

/// See [`Tree::walk`].
#[derive(Debug)]
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    from: NodeId,
    next: Option<Step>,
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.tree.first_child(id).map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == self.from => None,
            Step::Leave(id) => match self.tree.next(id) {
                Some(next) => Some(Step::Enter(next)),
                None => self.tree.parent(id).map(Step::Leave),
            },
        };
        Some(step)
    }
}

/// Adds text, to the text node before it if there is one.
pub(super) fn extend_text(tree: &mut Tree, before: Option<NodeId>, text: &StrTendril) -> Option<NodeId> {
    if let Some(node) = before.and_then(|id| tree.text_node_mut(id)) {
        node.push_str(text);
        return None;
    }
    Some(tree.add(Content::Text(text.as_ref().to_owned())))
}
