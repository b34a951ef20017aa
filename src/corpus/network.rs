//! People and countries that are named together.

use std::ops::Range;

use crate::analyzer::Analysis;
use crate::corpus::Map;
use crate::entities::{DocumentEntities, EntityKind, Mention};
use crate::error::Error;
use crate::run::{AnalyzedDocument, Out, Visitor};
use crate::text::document::Document;
use crate::text::token::Token;

/// The unit in which two entities must be mentioned to be named together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NetworkUnit {
    /// A sentence.
    #[default]
    Sentence,
    /// A paragraph: it begins at the first token, and after a blank line.
    Paragraph,
    /// A document.
    Document,
}

crate::text::names::impl_names!(NetworkUnit, "unit");

impl NetworkUnit {
    /// Every unit, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Sentence, Self::Paragraph, Self::Document];

    /// The name in options: `sentence`, `paragraph`, `document`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Document => "document",
        }
    }

    /// The number of units of a document.
    fn count(self, document: &Document<'_>) -> u64 {
        match self {
            Self::Sentence => document.sentences.len() as u64,
            Self::Paragraph => document.tokens.iter().filter(|token| token.paragraph_before()).count() as u64,
            Self::Document => 1,
        }
    }

    /// Replaces `units` with the unit of each mention, from 0.
    fn read(self, document: &Document<'_>, mentions: &[Mention], units: &mut Vec<u32>) {
        units.clear();
        match self {
            Self::Sentence => units.extend(mentions.iter().map(|mention| mention.sentence)),
            Self::Document => units.resize(mentions.len(), 0),
            Self::Paragraph => {
                let (mut read, mut paragraphs) = (0, 0_u32);
                for mention in mentions {
                    // Mentions ascend.
                    let end = mention.token_start as usize + 1;
                    let tokens: &[Token] = document.tokens.get(read..end).unwrap_or_default();
                    paragraphs += tokens.iter().filter(|token| token.paragraph_before()).count() as u32;
                    read = read.max(end);
                    units.push(paragraphs.saturating_sub(1));
                }
            }
        }
    }
}

/// The kinds of two entities that are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Two people.
    PersonPerson,
    /// A person and a country.
    PersonCountry,
    /// Two countries.
    CountryCountry,
}

crate::text::names::impl_names!(Between, "pair of kinds");

impl Between {
    /// Every pair of kinds, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::PersonPerson, Self::PersonCountry, Self::CountryCountry];

    /// The name in options: `person-person`, `person-country`, `country-country`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersonPerson => "person-person",
            Self::PersonCountry => "person-country",
            Self::CountryCountry => "country-country",
        }
    }

    /// The kinds of its entities.
    #[must_use]
    pub const fn kinds(self) -> &'static [EntityKind] {
        match self {
            Self::PersonPerson => &[EntityKind::Person],
            Self::PersonCountry => &[EntityKind::Person, EntityKind::Country],
            Self::CountryCountry => &[EntityKind::Country],
        }
    }

    /// The kinds of the entities of these pairs, people first.
    #[must_use]
    pub fn kinds_of(between: &[Self]) -> Vec<EntityKind> {
        let has = |kind: &EntityKind| between.iter().any(|between| between.kinds().contains(kind));
        [EntityKind::Person, EntityKind::Country].into_iter().filter(has).collect()
    }

    const fn of(first: EntityKind, second: EntityKind) -> Self {
        match (first, second) {
            (EntityKind::Person, EntityKind::Person) => Self::PersonPerson,
            (EntityKind::Country, EntityKind::Country) => Self::CountryCountry,
            _ => Self::PersonCountry,
        }
    }
}

/// An entity, and how often it is mentioned.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its kind, a colon and its identity: `person:Vladimir Putin`, `country:RU`.
    pub id: String,
    /// Its kind.
    pub kind: EntityKind,
    /// The person's name, or the country's Indonesian name.
    pub label: String,
    /// Units with a mention.
    pub units: u64,
    /// Mentions.
    pub mentions: u64,
    /// Documents with a mention.
    pub documents: u64,
    /// The number of the last document that mentions it.
    last_document: u32,
}

/// Two entities, and how often they are mentioned together.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// The entity whose id is first by code points.
    pub source: &'a Node,
    /// The other one.
    pub target: &'a Node,
    /// Units with both.
    pub count: u64,
    /// Documents with such a unit.
    pub documents: u64,
}

/// A unit that is not in the network because it names too many entities, as lists do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CrowdedUnit {
    /// The name of the document.
    pub document: String,
    /// The number of the unit, from 0.
    pub unit: u64,
    /// Its entities.
    pub entities: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct PairSums {
    count: u64,
    documents: u32,
    last_document: u32,
}

/// Counts the units in which entities are mentioned, alone and together.
///
/// Entities are those of [`EntityTotals`](crate::entities::EntityTotals): people by their full names, countries by their codes.
/// Mentions without an identity, and countries within other names (`Bank Indonesia`), do not count. A unit of more than
/// [`Network::MOST_ENTITIES`] is excluded from all sums, because its pairs grow with the square of its entities. Otherwise memory grows
/// with the number of different pairs, some 30 bytes each.
///
/// ```
/// use telaah::corpus::network::{Between, Network, NetworkUnit};
/// use telaah::input::{InputOptions, Source};
/// use telaah::run::Batch;
/// use telaah::{Analyzer, Settings};
///
/// let (analyzer, options) = (Analyzer::new(Settings::default()), InputOptions::default());
/// let batch = Batch::new(&analyzer, vec![Source::Path("samples".into())], &options);
/// let network = batch.run(|| Network::new(NetworkUnit::Sentence, &Between::ALL), &mut |_| Ok(()))?.visitor;
/// let edge = network.edges().max_by_key(|edge| edge.count).ok_or("no two are named together")?;
/// assert_eq!((&*edge.source.id, &*edge.target.label, edge.count), ("country:ID", "Jepang", 7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Network {
    unit: NetworkUnit,
    between: Vec<Between>,
    kinds: Vec<EntityKind>,
    nodes: Vec<Node>,
    by_id: Map<String, u32>,
    /// By the numbers of two nodes, the lower one in the upper half.
    pairs: Map<u64, PairSums>,
    units: u64,
    crowded: Vec<CrowdedUnit>,
    /// The number of the current document.
    document: u32,
    buffers: Buffers,
}

#[derive(Debug, Default)]
struct Buffers {
    entities: DocumentEntities,
    /// The unit of each mention.
    units: Vec<u32>,
    /// The unit and the node of each mention that counts.
    found: Vec<(u32, u32)>,
    /// The nodes of a unit, each with the range of its mentions in `found`.
    nodes: Vec<(u32, Range<usize>)>,
    id: String,
}

impl Network {
    /// The most entities of a unit.
    pub const MOST_ENTITIES: usize = 2_000;

    /// A counter of the pairs of these kinds.
    #[must_use]
    pub fn new(unit: NetworkUnit, between: &[Between]) -> Self {
        Self {
            unit,
            between: between.to_vec(),
            kinds: Between::kinds_of(between),
            nodes: Vec::new(),
            by_id: Map::default(),
            pairs: Map::default(),
            units: 0,
            crowded: Vec::new(),
            document: 0,
            buffers: Buffers::default(),
        }
    }

    /// The unit.
    #[must_use]
    pub const fn unit(&self) -> NetworkUnit {
        self.unit
    }

    /// The number of units of all documents, also of those without an entity.
    #[must_use]
    pub const fn units(&self) -> u64 {
        self.units
    }

    /// The entities of the units that are in the network, in unspecified order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.units > 0)
    }

    /// The pairs of entities that are mentioned together, in unspecified order.
    pub fn edges(&self) -> impl Iterator<Item = Edge<'_>> {
        self.pairs.iter().filter_map(|(key, sums)| {
            let node = |number: u64| self.nodes.get(usize::try_from(number).ok()?);
            let (first, second) = (node(key >> 32)?, node(key & u64::from(u32::MAX))?);
            let (source, target) = if first.id < second.id { (first, second) } else { (second, first) };
            Some(Edge { source, target, count: sums.count, documents: sums.documents.into() })
        })
    }

    /// The units that are not in the network because they name too many entities, by document and number.
    #[must_use]
    pub fn crowded(&self) -> Vec<&CrowdedUnit> {
        let mut crowded: Vec<&CrowdedUnit> = self.crowded.iter().collect();
        crowded.sort_unstable();
        crowded
    }

    /// The number of units that are not in the network because they name too many entities.
    #[must_use]
    pub const fn crowded_units(&self) -> usize {
        self.crowded.len()
    }

    /// The number of an entity.
    fn node(&mut self, id: &str, kind: EntityKind, label: &str) -> u32 {
        if let Some(number) = self.by_id.get(id) {
            return *number;
        }
        let number = self.nodes.len() as u32;
        let (id, label) = (id.to_owned(), label.to_owned());
        self.by_id.insert(id.clone(), number);
        self.nodes.push(Node { id, kind, label, units: 0, mentions: 0, documents: 0, last_document: 0 });
        number
    }

    /// Reads the unit and the node of each mention that counts.
    fn find(&mut self, analysis: &Analysis<'_>, buffers: &mut Buffers) {
        let Buffers { entities, units, found, id, .. } = buffers;
        self.unit.read(&analysis.document, analysis.mentions, units);
        entities.read(analysis.document.text, analysis.mentions, analysis.aliases());
        found.clear();
        for (entity, indices) in entities.iter() {
            let Some(identity) = entity.entity.filter(|_| self.kinds.contains(&entity.kind)) else { continue };
            id.clear();
            id.extend([entity.kind.name(), ":", identity]);
            let node = self.node(id, entity.kind, entity.label);
            found.extend(indices.filter_map(|index| Some((*units.get(index)?, node))));
        }
        found.sort_unstable();
    }

    /// Counts the mentions of one unit.
    fn count_unit(&mut self, mentions: &[(u32, u32)], nodes: &mut Vec<(u32, Range<usize>)>, name: &str) {
        nodes.clear();
        let mut start = 0;
        for same in mentions.chunk_by(|a, b| a.1 == b.1) {
            let end = start + same.len();
            nodes.extend(same.first().map(|(_, node)| (*node, start..end)));
            start = end;
        }
        if nodes.len() > Self::MOST_ENTITIES {
            let unit = mentions.first().map_or(0, |(unit, _)| u64::from(*unit));
            self.units -= 1;
            self.crowded.push(CrowdedUnit { document: name.to_owned(), unit, entities: nodes.len() as u64 });
            return;
        }
        for (number, mentions) in nodes.iter() {
            let Some(node) = self.nodes.get_mut(*number as usize) else { continue };
            node.units += 1;
            node.mentions += mentions.len() as u64;
            node.documents += u64::from(node.last_document != self.document);
            node.last_document = self.document;
        }
        let kind = |number: u32| self.nodes.get(number as usize).map(|node| node.kind);
        for (at, (first, _)) in nodes.iter().enumerate() {
            for (second, _) in nodes.iter().skip(at + 1) {
                let between = kind(*first).zip(kind(*second)).map(|(first, second)| Between::of(first, second));
                if between.is_some_and(|between| self.between.contains(&between)) {
                    let sums = self.pairs.entry(key(*first, *second)).or_default();
                    sums.count += 1;
                    sums.documents += u32::from(sums.last_document != self.document);
                    sums.last_document = self.document;
                }
            }
        }
    }
}

/// The key of a pair of nodes.
const fn key(first: u32, second: u32) -> u64 {
    let (low, high) = if first < second { (first, second) } else { (second, first) };
    (low as u64) << 32 | high as u64
}

impl Visitor for Network {
    fn document(&mut self, document: &AnalyzedDocument<'_>, _: &mut Out<'_>) {
        let analysis = &document.analysis;
        let mut buffers = std::mem::take(&mut self.buffers);
        self.find(analysis, &mut buffers);
        self.units += self.unit.count(&analysis.document);
        // 0 stands for no document.
        self.document = self.document.wrapping_add(1).max(1);
        for mentions in buffers.found.chunk_by(|a, b| a.0 == b.0) {
            self.count_unit(mentions, &mut buffers.nodes, document.name);
        }
        self.buffers = buffers;
    }

    fn failure(&mut self, _: &Error, _: &mut Out<'_>) {}

    fn merge(&mut self, mut other: Self) {
        if self.pairs.len() < other.pairs.len() {
            std::mem::swap(self, &mut other);
        }
        let mut numbers = Vec::with_capacity(other.nodes.len());
        for other in &other.nodes {
            let number = self.node(&other.id, other.kind, &other.label);
            if let Some(node) = self.nodes.get_mut(number as usize) {
                node.units += other.units;
                node.mentions += other.mentions;
                node.documents += other.documents;
            }
            numbers.push(number);
        }
        let number = |other: u64| numbers.get(other as usize).copied().unwrap_or_default();
        for (pair, other) in other.pairs {
            let pair = key(number(pair >> 32), number(pair & u64::from(u32::MAX)));
            let sums = self.pairs.entry(pair).or_default();
            sums.count += other.count;
            sums.documents += other.documents;
        }
        self.units += other.units;
        self.crowded.extend(other.crowded);
    }
}
