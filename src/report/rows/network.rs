//! `network`: entities that are mentioned together.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::corpus::network::{Edge, Network, Node};
use crate::corpus::statistics::{Overlap, Table};
use crate::report::Measure;
use crate::report::describe::{record, table};
use crate::report::rows::collocations::descending;

table! {
    "nodes":
    /// A row of `nodes` in `network`: a person or a country. Sorted by descending count, then by id.
    #[derive(Clone, Debug)]
    pub struct NodeRow<'a> {
        /// The kind, a colon and the identity, as in [`EntityRow`](crate::report::rows::EntityRow): `person:Vladimir Putin`,
        /// `country:RU`.
        pub id: &'a str,
        /// A readable name: the person's name, the country's Indonesian name.
        pub label: &'a str,
        /// `person` or `country`.
        pub kind: &'static str,
        /// Units (sentences, paragraphs or documents) with a mention.
        pub count: u64,
        /// Mentions.
        pub mentions: u64,
        /// Documents with a mention.
        pub documents: u64,
    }
}

table! {
    "edges":
    /// A row of `edges` in `network`: two entities that are mentioned together. Sorted by descending weight, then by source and target.
    #[derive(Clone, Debug)]
    pub struct EdgeRow<'a> {
        /// The id of the entity that is first by code points.
        pub source: &'a str,
        /// The id of the other one.
        pub target: &'a str,
        /// `undirected`, without which Gephi reads edges as directed.
        pub r#type: &'static str,
        /// The weight that was chosen: one of the columns after it; above 0.
        pub weight: Measure,
        /// Units (sentences, paragraphs or documents) with both.
        pub count: u64,
        /// Documents with such a unit.
        pub documents: u64,
        /// Jaccard's coefficient: the units with both among those with either.
        pub jaccard: Option<Measure>,
        /// Dice's coefficient of the units.
        pub dice: Option<Measure>,
        /// Pointwise mutual information of the units, log2(count/expected count).
        pub pmi: Option<Measure>,
        /// Normalized pointwise mutual information, from -1 to 1.
        pub npmi: Option<Measure>,
        /// The log-likelihood ratio G²; negative if they are mentioned together more rarely than by chance. `null` if one of them is in
        /// every unit.
        pub g2: Option<Measure>,
    }
}

record! {
    /// The size of a network.
    #[derive(Clone, Copy, Debug)]
    pub struct NetworkHead {
        /// The unit: `sentence`, `paragraph` or `document`.
        pub by: &'static str,
        /// Units, also those without an entity.
        pub units: u64,
        /// Units that are excluded because they name too many entities.
        pub crowded_units: u64,
        /// Entities, also those without an edge.
        pub entities: u64,
        /// Pairs of entities, also those that are not shown.
        pub pairs: u64,
    }
}

impl NetworkHead {
    /// The size of a network.
    #[must_use]
    pub fn new(network: &Network) -> Self {
        Self {
            by: network.unit().name(),
            units: network.units(),
            crowded_units: network.crowded_units() as u64,
            entities: network.nodes().count() as u64,
            pairs: network.edges().count() as u64,
        }
    }
}

/// The value that is the weight of an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgeWeight {
    /// Units with both.
    #[default]
    Count,
    /// Jaccard's coefficient.
    Jaccard,
    /// Normalized pointwise mutual information.
    Npmi,
    /// The log-likelihood ratio.
    G2,
}

crate::text::names::impl_names!(EdgeWeight, "weight");

impl EdgeWeight {
    /// Every weight, in the order of the variants.
    pub const ALL: [Self; 4] = [Self::Count, Self::Jaccard, Self::Npmi, Self::G2];

    /// The name of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Jaccard => "jaccard",
            Self::Npmi => "npmi",
            Self::G2 => "g2",
        }
    }

    fn of(self, overlap: Overlap) -> Option<f64> {
        match self {
            Self::Count => Some(overlap.both as f64),
            Self::Jaccard => overlap.jaccard(),
            Self::Npmi => overlap.npmi(),
            Self::G2 => g2(overlap),
        }
    }

    fn measure(self, value: f64) -> Option<Measure> {
        match self {
            // Counts keep all of their digits.
            Self::Count => Some(Measure::from_rounded(value)),
            _ => Measure::new(value),
        }
    }
}

fn g2(overlap: Overlap) -> Option<f64> {
    let Overlap { both, first, second, all } = overlap;
    Table::from_margins(both, first, second, all)?.g2()
}

/// Which edges are shown, and in what order.
#[derive(Clone, Copy, Debug, Default)]
pub struct NetworkFilter {
    /// The fewest units with both entities.
    pub min_count: u64,
    /// The fewest documents with such a unit.
    pub min_documents: u64,
    /// The weight. Edges without one above 0 are not shown: layouts and modularity need positive ones.
    pub weight: EdgeWeight,
    /// The most edges; 0: all.
    pub top: usize,
    /// Whether entities without an edge are shown as well.
    pub isolated: bool,
}

impl NetworkFilter {
    /// The rows of the edges.
    #[must_use]
    pub fn edges<'a>(&self, network: &'a Network) -> Vec<EdgeRow<'a>> {
        let is_shown = |edge: &Edge<'_>| edge.count >= self.min_count && edge.documents >= self.min_documents;
        let weighted = |edge: Edge<'a>| {
            let weight = self.weight.of(overlap(&edge, network)).filter(|weight| *weight > 0.0)?;
            Some((weight, edge))
        };
        let mut edges: Vec<(f64, Edge<'a>)> = network.edges().filter(is_shown).filter_map(weighted).collect();
        let order = |a: &(f64, Edge<'_>), b: &(f64, Edge<'_>)| {
            descending(Some(a.0), Some(b.0)).then_with(|| ids(&a.1).cmp(&ids(&b.1)))
        };
        if self.top > 0 && self.top < edges.len() {
            edges.select_nth_unstable_by(self.top - 1, order);
            edges.truncate(self.top);
        }
        edges.sort_unstable_by(order);
        edges.into_iter().filter_map(|(weight, edge)| self.edge_row(weight, edge, network)).collect()
    }

    fn edge_row<'a>(&self, weight: f64, edge: Edge<'a>, network: &Network) -> Option<EdgeRow<'a>> {
        let overlap = overlap(&edge, network);
        Some(EdgeRow {
            source: &edge.source.id,
            target: &edge.target.id,
            r#type: "undirected",
            weight: self.weight.measure(weight)?,
            count: edge.count,
            documents: edge.documents,
            jaccard: Measure::of(overlap.jaccard()),
            dice: Measure::of(overlap.dice()),
            pmi: Measure::of(overlap.pmi()),
            npmi: Measure::of(overlap.npmi()),
            g2: Measure::of(g2(overlap)),
        })
    }

    /// The rows of the nodes: those of these edges, or all.
    #[must_use]
    pub fn nodes<'a>(&self, network: &'a Network, edges: &[EdgeRow<'_>]) -> Vec<NodeRow<'a>> {
        let connected: HashSet<&str> = edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
        let is_shown = |node: &&Node| self.isolated || connected.contains(&*node.id);
        let mut nodes: Vec<&Node> = network.nodes().filter(is_shown).collect();
        nodes.sort_unstable_by_key(|node| (Reverse(node.units), &*node.id));
        let row = |node: &'a Node| NodeRow {
            id: &node.id,
            label: &node.label,
            kind: node.kind.name(),
            count: node.units,
            mentions: node.mentions,
            documents: node.documents,
        };
        nodes.into_iter().map(row).collect()
    }
}

fn ids<'a>(edge: &Edge<'a>) -> (&'a str, &'a str) {
    (&edge.source.id, &edge.target.id)
}

fn overlap(edge: &Edge<'_>, network: &Network) -> Overlap {
    Overlap { both: edge.count, first: edge.source.units, second: edge.target.units, all: network.units() }
}
