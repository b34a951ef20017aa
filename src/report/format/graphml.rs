//! `GraphML`, which most programs for graphs read.

use std::fmt::Write as _;

use crate::message::Wording;
use crate::report::Column;
use crate::report::format::graph::{Element, Syntax, attributes, type_of, writer};
use crate::report::format::{Format, Implementation, Layout, packed_encoder};

/// A graph in `GraphML`.
pub static GRAPHML: Format = Format {
    name: "graphml",
    aliases: &[],
    title: Wording { en: "a graph in GraphML (network)", id: "graf dalam GraphML (network)" },
    feature: None,
    is_binary: false,
    is_for_people: false,
    layout: Layout::Graph,
    implementation: Some(Implementation { encoder: packed_encoder, writer: writer::<GraphMl> }),
};

struct GraphMl;

/// The columns that are attributes of the elements themselves.
const OF_NODE: [&str; 1] = ["id"];
const OF_EDGE: [&str; 2] = ["source", "target"];

// Writing to a String cannot fail.
impl Syntax for GraphMl {
    fn begin(nodes: &[Column], edges: &[Column], out: &mut String) {
        out.push_str("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
        let scopes = [("node", attributes(nodes, &OF_NODE)), ("edge", attributes(edges, &OF_EDGE))];
        for (scope, columns) in scopes {
            for column in columns {
                let (name, kind) = (column.name, type_of(column));
                let _ = writeln!(
                    out,
                    "  <key id=\"{scope}_{name}\" for=\"{scope}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
                );
            }
        }
        out.push_str("  <graph edgedefault=\"undirected\">\n");
    }

    fn node(node: &Element<'_>, out: &mut String) {
        let _ = write!(out, "    <node id=\"{}\">", node.get("id"));
        push_data("node", node.attributes(&OF_NODE), out);
        out.push_str("</node>\n");
    }

    fn end_nodes(_: &mut String) {}

    fn edge(number: u64, edge: &Element<'_>, out: &mut String) {
        let [source, target] = OF_EDGE.map(|name| edge.get(name));
        let _ = write!(out, "    <edge id=\"e{number}\" source=\"{source}\" target=\"{target}\">");
        push_data("edge", edge.attributes(&OF_EDGE), out);
        out.push_str("</edge>\n");
    }

    fn end(out: &mut String) {
        out.push_str("  </graph>\n</graphml>\n");
    }
}

fn push_data(scope: &str, attributes: impl Iterator<Item = (&'static str, String)>, out: &mut String) {
    for (name, value) in attributes {
        let _ = write!(out, "<data key=\"{scope}_{name}\">{value}</data>");
    }
}
