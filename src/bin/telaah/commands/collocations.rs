//! `telaah collocations`.

use std::iter;

use clap::Args;
use telaah::corpus::collocations::{NodeCollocations, Window};
use telaah::corpus::pairs::Pairs;
use telaah::corpus::pattern::Patterns;
use telaah::corpus::{DocumentOrder, Within};
use telaah::message::{Message as _, Wording};
use telaah::report::rows::{CollocationFilter, CollocationHead, CollocationMeasure, Summary};
use telaah::{Settings, Stemming};

use crate::Exit;
use crate::cli::args::{PatternSyntax, SharedArguments, StemLevelArguments, WordArguments, count, one_of, top, window};
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::language::help;
use crate::cli::messages::{Message, Result};
use crate::commands::identity::LinkArguments;
use crate::commands::strips::{self, strip_heading};
use crate::session::{Session, summary};

#[derive(Debug, Args)]
pub(crate) struct Collocations {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(flatten)]
    words: WordArguments,
    #[command(flatten)]
    stems: StemLevelArguments,
    #[command(flatten)]
    links: LinkArguments,
    #[arg(long = "node", value_name = help("PATTERN", "POLA"), help_heading = help("Patterns", "Pola"), help = help(
        "The words around what this pattern matches: a word or a phrase, as in kwic; repeatable. Without a node, pairs of words near to each other",
        "Kata-kata di sekitar yang cocok dengan pola ini: kata atau frasa, seperti pada kwic; boleh diulang. Tanpa pola, pasangan kata yang berdekatan"))]
    nodes: Vec<String>,
    #[command(flatten)]
    syntax: PatternSyntax,
    #[command(flatten)]
    ranking: RankingArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = help("Collocations", "Kolokasi"))]
struct RankingArguments {
    #[arg(long, value_name = help("N|L,R", "N|KIRI,KANAN"), value_parser = window, help = help(
        "Words on each side of the node, or before and after it; for pairs, the greatest distance from the first word to the second [default: 5 with a node, 1 without]",
        "Kata di tiap sisi, atau sebelum dan sesudahnya; untuk pasangan, jarak terjauh dari kata pertama ke kata kedua [bawaan: 5 dengan pola, 1 tanpa pola]"))]
    window: Option<(usize, usize)>,
    #[arg(long, value_name = help("UNIT", "SATUAN"), value_parser = one_of(Within::ALL, Within::name), help = help(
        "The unit that a window does not leave: phrase (ended by punctuation and numbers), sentence or document [default: sentence with a node, phrase without]",
        "Satuan yang tidak dilewati: frasa (phrase, dibatasi tanda baca dan bilangan), kalimat (sentence), atau dokumen (document) [bawaan: sentence dengan pola, phrase tanpa pola]"))]
    within: Option<Within>,
    #[arg(long, value_name = "N", value_parser = top, help = help(
        "At most N rows; 0 means all [default: 25 in a table, otherwise all]",
        "Paling banyak N baris; 0: semua [bawaan: 25 dalam tabel, selain itu semua]"))]
    top: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = count, help = help(
        "Only words that occur at least N times in windows, or pairs that occur N times",
        "Hanya kata yang paling sedikit N kali berada di sekitarnya, atau pasangan yang muncul N kali"))]
    min_count: u64,
    #[arg(long, value_name = help("MEASURE", "UKURAN"), default_value = "g2", value_parser = one_of(CollocationMeasure::ALL, CollocationMeasure::name), help = help(
        "The measure that rows are ranked by",
        "Ukuran yang menentukan urutan baris"))]
    sort: CollocationMeasure,
    #[arg(long, help = help(
        "Add the probability by Fisher's exact test, which is right for rare words, too, but slower",
        "Tambahkan peluang menurut uji eksak Fisher, yang juga tepat untuk kata langka, tetapi lebih lambat"))]
    fisher: bool,
    #[arg(long, value_name = "N", default_value_t = 50_000_000, value_parser = top, help = help(
        "Without a node, end with an error if there are more than N distinct pairs, which take some 40 bytes each",
        "Tanpa pola, berakhir dengan galat jika ada lebih dari N pasangan berbeda, yang masing-masing memerlukan sekitar 40 bita"))]
    max_pairs: usize,
}

impl Command for Collocations {
    const NAME: &'static str = "collocations";

    const ABOUT: Wording = Wording {
        en: "Rank the words that occur near a word or each other",
        id: "Peringkat kata yang muncul di dekat kata lain",
    };

    const EXAMPLES: &'static [Example] = &[
        example("telaah collocations --node warga samples/"),
        example("telaah collocations --node 'harga *' --window 0,3 --sort log_dice samples/"),
        example("telaah collocations --country ID --within document --top 10 samples/"),
        example("telaah collocations --node membeli --stem root --min-count 1 samples/"),
        example("telaah collocations --min-count 2 samples/"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let stemming = self.stems.stemming(context.typed)?;
        let mut patterns = self.syntax.patterns(&self.words, stemming.clone())?;
        self.nodes.iter().try_for_each(|node| patterns.add(node))?;
        let has_node = !patterns.names().is_empty();
        let (left, right) = self.ranking.window.unwrap_or(if has_node { (5, 5) } else { (0, 1) });
        let within = self.ranking.within.unwrap_or(if has_node { Within::Sentence } else { Within::Phrase });
        if right == 0 && (left == 0 || !has_node) {
            return Err(Message::NoWindow.into());
        }
        Session::run(&self.shared, context, |session| {
            let stemming = stemming.map(|stemming| session.hiding_stop_words(stemming));
            match has_node {
                true => self.of_node(&session, &patterns, Window { left, right, within }, stemming),
                false => self.of_pairs(&session, right, within, stemming),
            }
        })
    }
}

impl Collocations {
    fn filter(&self, session: &Session<'_>) -> CollocationFilter {
        CollocationFilter {
            min_count: self.ranking.min_count,
            top: self.ranking.top.unwrap_or(session.plan.usual_top()),
            sort: self.ranking.sort,
            fisher: self.ranking.fisher,
        }
    }

    fn of_node(
        &self,
        session: &Session<'_>,
        patterns: &Patterns,
        window: Window,
        stemming: Option<Stemming>,
    ) -> Result<Exit> {
        let mut settings = Settings::without_terms(patterns.kinds());
        self.links.apply(session, &mut settings)?;
        let compiled = patterns.compile()?;
        let mut report = session.report()?;
        let strip = strip_heading(session, &report);
        let visitor = || {
            let counts = match &stemming {
                Some(stemming) => NodeCollocations::with_stems(window, compiled.finder(), stemming.clone()),
                None => NodeCollocations::new(window, compiled.finder()),
            };
            if strip.is_some() { counts.with_order() } else { counts }
        };
        let mut order = DocumentOrder::default();
        let outcome = session.analyze(settings, false, visitor, |places| {
            order.add(places);
            Ok(())
        })?;
        let counts = &outcome.visitor;
        let totals = counts.totals();
        let head = CollocationHead {
            node: patterns.names().join("; "),
            matches: totals.matches,
            node_words: totals.node_words,
            window_words: totals.window_words,
            words: totals.words,
        };
        if totals.matches == 0 {
            session.console.note(&Message::NoMatch);
        }
        let language = session.console.language_of_page(report.is_on_terminal());
        report.set_heading(&heading(&head).in_language(language).to_string());
        if stemming.is_some() {
            let rows = self.filter(session).of_node_by_stem(counts);
            let highest = rows.iter().map(|row| row.row.count).max();
            strips::ranking(&mut report, strip, highest, rows, |rows| {
                let forms = rows.iter().map(|row| row.forms.iter().map(|form| form.text));
                counts.along(&order, forms, strips::PARTS)
            })?;
        } else {
            let rows = self.filter(session).of_node(counts, |word| session.stop_words.contains(word));
            let highest = rows.iter().map(|row| row.count).max();
            strips::ranking(&mut report, strip, highest, rows, |rows| {
                counts.along(&order, rows.iter().map(|row| iter::once(row.collocate)), strips::PARTS)
            })?;
        }
        let summary = Summary { collocations: Some(head), ..summary(&outcome.sums) };
        session.finish_with(report, &summary, &outcome.sums)
    }

    fn of_pairs(
        &self,
        session: &Session<'_>,
        right: usize,
        within: Within,
        stemming: Option<Stemming>,
    ) -> Result<Exit> {
        let mut report = session.report()?;
        let (choice, most) = (self.words.choice(), self.ranking.max_pairs);
        let visitor = || {
            let pairs = Pairs::new(right, within, choice, most);
            match &stemming {
                Some(stemming) => pairs.with_stems(stemming.clone()),
                None => pairs,
            }
        };
        let mut settings = Settings::without_terms([]);
        self.links.apply(session, &mut settings)?;
        let outcome = session.analyze(settings, false, visitor, |_| Ok(()))?;
        let pairs = &outcome.visitor;
        if pairs.has_too_many() {
            return Err(Message::TooManyPairs { most: most as u64 }.into());
        }
        if stemming.is_some() {
            let groups = pairs.stems(self.ranking.min_count);
            let rows = self.filter(session).of_pairs_by_stem(&groups, pairs.total());
            report.ranking(rows.iter().map(|row| row.row.count).max(), rows)?;
        } else {
            let rows = self.filter(session).of_pairs(pairs, |word| session.stop_words.contains(word));
            report.ranking(rows.iter().map(|row| row.count).max(), rows)?;
        }
        session.finish(report, &outcome.sums)
    }
}

/// The line before the table.
fn heading(head: &CollocationHead) -> Message {
    let CollocationHead { node, matches, node_words, window_words, words } = head.clone();
    Message::NodeHeading { node, matches, node_words, window_words, words }
}
