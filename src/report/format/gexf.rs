//! GEXF 1.3, the format of Gephi.

use std::fmt::Write as _;

use crate::message::Wording;
use crate::report::Column;
use crate::report::format::graph::{Element, Syntax, attributes, type_of, writer};
use crate::report::format::{Format, Implementation, Layout, packed_encoder};

/// A graph in GEXF 1.3.
pub static GEXF: Format = Format {
    name: "gexf",
    aliases: &[],
    title: Wording { en: "a graph for Gephi (network)", id: "graf untuk Gephi (network)" },
    feature: None,
    is_binary: false,
    is_for_people: false,
    layout: Layout::Graph,
    implementation: Some(Implementation { encoder: packed_encoder, writer: writer::<Gexf> }),
};

struct Gexf;

/// The columns that are attributes of the elements themselves.
const OF_NODE: [&str; 2] = ["id", "label"];
const OF_EDGE: [&str; 3] = ["source", "target", "weight"];

// Writing to a String cannot fail.
impl Syntax for Gexf {
    fn begin(nodes: &[Column], edges: &[Column], out: &mut String) {
        // NetworkX reads this namespace and not that with `www`; Gephi reads both.
        out.push_str("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n");
        out.push_str("  <graph defaultedgetype=\"undirected\" mode=\"static\">\n");
        let classes = [("node", attributes(nodes, &OF_NODE)), ("edge", attributes(edges, &OF_EDGE))];
        for (class, columns) in classes {
            let _ = writeln!(out, "    <attributes class=\"{class}\">");
            for column in columns {
                let (name, kind) = (column.name, type_of(column));
                let _ = writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>");
            }
            out.push_str("    </attributes>\n");
        }
        out.push_str("    <nodes>\n");
    }

    fn node(node: &Element<'_>, out: &mut String) {
        let _ = write!(out, "      <node id=\"{}\" label=\"{}\">", node.get("id"), node.get("label"));
        push_values(node.attributes(&OF_NODE), out);
        out.push_str("</node>\n");
    }

    fn end_nodes(out: &mut String) {
        out.push_str("    </nodes>\n    <edges>\n");
    }

    fn edge(number: u64, edge: &Element<'_>, out: &mut String) {
        let [source, target, weight] = OF_EDGE.map(|name| edge.get(name));
        let _ = write!(out, "      <edge id=\"{number}\" source=\"{source}\" target=\"{target}\" weight=\"{weight}\">");
        push_values(edge.attributes(&OF_EDGE), out);
        out.push_str("</edge>\n");
    }

    fn end(out: &mut String) {
        out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    }
}

fn push_values(attributes: impl Iterator<Item = (&'static str, String)>, out: &mut String) {
    out.push_str("<attvalues>");
    for (name, value) in attributes {
        let _ = write!(out, "<attvalue for=\"{name}\" value=\"{value}\"/>");
    }
    out.push_str("</attvalues>");
}
