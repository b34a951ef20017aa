//! `telaah network`.

use clap::Args;
use telaah::Settings;
use telaah::corpus::network::{Between, Network, NetworkUnit};
use telaah::message::Wording;
use telaah::report::format::Layout;
use telaah::report::rows::{EdgeWeight, NetworkFilter, NetworkHead, Summary};

use crate::Exit;
use crate::cli::args::{SharedArguments, count, one_of, top};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::identity::LinkArguments;
use crate::report::Report;
use crate::session::{Session, summary};
use crate::ui::console::Console;

/// The most units that are named because they are not in the network.
const MOST_NAMED: usize = 5;

#[derive(Debug, Args)]
pub(crate) struct NetworkCommand {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    network: NetworkArguments,
    #[command(flatten)]
    links: LinkArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Network", "Jaringan"))]
struct NetworkArguments {
    #[arg(long, value_name = help("KINDS", "JENIS"), value_delimiter = ',', value_parser = one_of(Between::ALL, Between::name), help = help(
        "Which entities are connected: two people, a person and a country, two countries; separated by commas [default: all]",
        "Yang dihubungkan: dua tokoh (person-person), tokoh dan negara (person-country), atau dua negara (country-country); dipisahkan koma [bawaan: semua]"))]
    between: Vec<Between>,
    #[arg(long, value_name = help("UNIT", "SATUAN"), default_value = "sentence", value_parser = one_of(NetworkUnit::ALL, NetworkUnit::name), help = help(
        "The unit in which two must be named to be connected",
        "Satuan tempat keduanya harus disebut agar terhubung: kalimat (sentence), paragraf (paragraph), atau dokumen (document)"))]
    by: NetworkUnit,
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = count, help = help(
        "Only edges found in at least N units",
        "Hanya hubungan dalam paling sedikit N satuan"))]
    min_count: u64,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count, help = help(
        "Only edges found in at least N documents",
        "Hanya hubungan dalam paling sedikit N dokumen"))]
    min_documents: u64,
    #[arg(long, value_name = help("MEASURE", "UKURAN"), default_value = "count", value_parser = one_of(EdgeWeight::ALL, EdgeWeight::name), help = help(
        "The weight of edges, by which they are ranked; those without a weight above 0 are not shown",
        "Bobot hubungan, yang menentukan urutannya; yang bobotnya tidak di atas 0 tidak ditampilkan"))]
    weight: EdgeWeight,
    #[arg(long, value_name = "N", value_parser = top, help = help(
        "At most N edges, with their nodes; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N hubungan, beserta simpulnya; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
    #[arg(long, help = help(
        "Include people and countries without an edge among the nodes",
        "Sertakan tokoh dan negara tanpa hubungan di antara simpul"))]
    isolated: bool,
}

impl Command for NetworkCommand {
    const NAME: &'static str = "network";

    const ABOUT: Wording = Wording {
        en: "Show which people and countries are named together",
        id: "Tampilkan tokoh dan negara yang disebut bersama",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah network samples/"),
        example("telaah network samples/ --by document --between person-country --top 10"),
        example("telaah network samples/ --weight npmi --min-count 3 --format csv"),
        example("telaah network samples/ --format gexf"),
        example("telaah network samples/ --isolated --format json"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| self.connect(&session))
    }
}

impl NetworkCommand {
    fn connect(&self, session: &Session<'_>) -> Result<Exit> {
        let (plan, console) = (&session.plan, session.console);
        let between = self.between();
        let mut settings = Settings::without_terms(Between::kinds_of(&between));
        self.links.apply(session, &mut settings)?;
        let unit = self.network.by;
        let is_graph = plan.format.layout == Layout::Graph;
        let has_both = is_graph || plan.is_folder() || plan.format.layout == Layout::OneFile;
        let mut report = if is_graph {
            Report::of_graph(plan, console)?
        } else if has_both {
            Report::of_tables(plan, console, None)?
        } else {
            session.report()?
        };
        let outcome = session.analyze(settings, false, || Network::new(unit, &between), |_| Ok(()))?;
        let network = &outcome.visitor;
        note_crowded(network, console);
        let filter = self.filter(plan.usual_top());
        let edges = filter.edges(network);
        let nodes = filter.nodes(network, &edges);
        if edges.is_empty() {
            console.note(&Message::NoEdges);
        }
        let mut summary = Summary { network: Some(NetworkHead::new(network)), ..summary(&outcome.sums) };
        if has_both {
            report.table(nodes)?;
            report.table(edges)?;
        } else {
            report.ranking(edges.iter().map(|edge| edge.count).max(), edges)?;
            summary.nodes = Some(nodes);
        }
        session.finish_with(report, &summary, &outcome.sums)
    }

    /// The kinds that are connected.
    fn between(&self) -> Vec<Between> {
        let chosen = &self.network.between;
        if chosen.is_empty() { Between::ALL.to_vec() } else { chosen.clone() }
    }

    fn filter(&self, usual_top: usize) -> NetworkFilter {
        let arguments = &self.network;
        NetworkFilter {
            min_count: arguments.min_count,
            min_documents: arguments.min_documents,
            weight: arguments.weight,
            top: arguments.top.unwrap_or(usual_top),
            isolated: arguments.isolated,
        }
    }
}

/// Names the units that are not in the network because they name too many entities.
fn note_crowded(network: &Network, console: &Console) {
    let crowded = network.crowded();
    for unit in crowded.iter().take(MOST_NAMED) {
        console.warn(&Message::CrowdedUnit {
            document: unit.document.clone(),
            unit: network.unit().into(),
            number: unit.unit + 1,
            entities: unit.entities,
            most: Network::MOST_ENTITIES as u64,
        });
    }
    let others = crowded.len().saturating_sub(MOST_NAMED);
    if others > 0 {
        console.warn(&Message::OtherCrowdedUnits { others: others as u64 });
    }
}
