//! Direct speech and its speakers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use telaah::Analyzer;
use telaah::entities::EntityKind;
use telaah::quotes::{How, QuoteFinder};

use crate::corpus::{output, rows, shared};
use crate::support::{folder, root, run, run_in, telaah};

static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::builder().kinds([EntityKind::Person]).terms(None).build());

/// Checks what holds for every text: the spans lie between characters in the text, ascend and do not overlap, unless one is within another
/// that is not speech; the parts of a quotation are where they belong; and a finder that was used before finds the same as a new one.
fn check(text: &str, used: &mut QuoteFinder) {
    let mut workspace = ANALYZER.workspace();
    let analysis = ANALYZER.analyze_with(text, None, &mut workspace);
    let quotes = used.find(&analysis).to_vec();
    assert_eq!(quotes, QuoteFinder::default().find(&analysis), "{text:?}");
    let mut before: Vec<&telaah::quotes::Quote> = Vec::new();
    for quote in &quotes {
        for span in [Some(quote.span), Some(quote.text), quote.label, quote.cue].into_iter().flatten() {
            assert!(text.get(span.byte_start() as usize..span.byte_end() as usize).is_some(), "{text:?}: {quote:?}");
        }
        assert!(quote.span.contains(quote.text) && !quote.span.is_empty(), "{text:?}: {quote:?}");
        for other in &before {
            let is_inside =
                other.span.contains(quote.span) && other.how == Some(How::None) && quote.how == Some(How::None);
            assert!(!other.span.overlaps(quote.span) || is_inside, "{text:?}: {other:?} and {quote:?}");
            assert!(other.span.byte_start() < quote.span.byte_start());
        }
        let sentence = analysis.document.sentences[quote.sentence as usize];
        let tokens = &analysis.document.tokens[sentence.range()];
        assert!(tokens.iter().any(|token| quote.span.overlaps(token.span())), "{text:?}: {quote:?}");
        let has_speaker = quote.speaker.is_some();
        assert!(!has_speaker || quote.how.is_some_and(|how| !matches!(how, How::None | How::Institution)), "{quote:?}");
        before.push(quote);
    }
}

const PARTS: [&str; 40] = [
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "″",
    " \"",
    "\" ",
    " “",
    "” ",
    "'",
    ", ",
    ". ",
    "? ",
    ": ",
    "\n\n",
    "\n",
    "(",
    ")",
    "kata ",
    "ujarnya ",
    "tulis ",
    "menurut ",
    "mengatakan ",
    "bahwa ",
    "dia ",
    "Ia ",
    "Budi Hartono ",
    "Siti ",
    "Bupati ",
    "hakim ",
    "warga ",
    "itu ",
    "kuasa hukum ",
    "istri ",
    "berjudul ",
    "panen gagal ",
    "Baca juga: ",
    "kepada ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_marks_are_paired_or_left(parts in proptest::collection::vec(prop::sample::select(&PARTS[..]), 0..50)) {
        let mut used = QuoteFinder::default();
        check("\"Panen gagal total,\" kata Budi Hartono. \"Air kurang,\" ujarnya.", &mut used);
        check(&parts.concat(), &mut used);
    }

    #[test]
    fn any_text_is_read(text in "[a-zA-Z \"“”„«»″'.,:?\n()]{0,200}|.{0,100}") {
        check(&text, &mut QuoteFinder::default());
    }
}

#[test]
fn speakers_of_the_samples_are_counted_as_they_are_listed() {
    let quotes = rows(&output(&["quotes", "--unattributed", "no", "--format", "csv", "samples"]), b',');
    // The quotations, their words and the documents of each speaker.
    let mut counts: BTreeMap<&str, (u64, usize, BTreeSet<&str>)> = BTreeMap::new();
    for quote in &quotes {
        let (count, words, documents) = counts.entry(&quote["entity"]).or_default();
        let mut workspace = ANALYZER.workspace();
        let analysis = ANALYZER.analyze_with(&quote["quote"], None, &mut workspace);
        *count += 1;
        *words += analysis.document.tokens.iter().filter(|token| token.is_word()).count();
        documents.insert(&quote["document"]);
    }
    let speakers = rows(&output(&["quotes", "--by-speaker", "--format", "csv", "samples"]), b',');
    assert!(counts.len() > 20);
    assert_eq!(speakers.len(), counts.len());
    for speaker in &speakers {
        let (count, words, documents) = &counts[&*speaker["speaker"]];
        let counted = [count.to_string(), words.to_string(), documents.len().to_string()];
        assert_eq!(counted, ["quotes", "words", "documents"].map(|name| speaker[name].clone()), "{speaker:?}");
    }
    let one = rows(&output(&["quotes", "--speaker", "LIM SIOE HWA", "--format", "csv", "samples"]), b',');
    assert_eq!(one.len() as u64, counts["Lim Sioe Hwa"].0);
    assert!(one.iter().all(|quote| quote["speaker"] == "Lim Sioe Hwa"));
}

/// Two articles: one person is quoted in both.
fn articles() -> tempfile::TempDir {
    folder(&[
        (
            "a.txt",
            "“Panen tahun ini gagal,” kata Budi Hartono. “Kami rugi,” ujarnya. “Air kurang,” kata Ani Lestari."
                .as_bytes(),
        ),
        ("b.txt", "“Bibit sudah habis,” kata Budi Hartono. Ia diam. “Sudah cukup.” Ia pergi.".as_bytes()),
    ])
}

#[test]
fn speakers_are_counted_over_documents() {
    let place = articles();
    let run = |options: &str| {
        run_in(place.path(), &format!("quotes --by-speaker {options} --format csv a.txt b.txt"), "").stdout
    };
    let (heading, budi, ani) = ("speaker,quotes,words,documents\n", "Budi Hartono,3,9,2\n", "Ani Lestari,1,2,1\n");
    assert_eq!(run("--threads 2"), [heading, budi, ani].concat());
    assert_eq!(run("--top 0"), [heading, budi, ani].concat());
    for options in ["--top 1", "--min-count 2"] {
        assert_eq!(run(options), [heading, budi].concat(), "{options}");
    }
}

#[test]
fn short_stretches_are_speech_if_the_option_says_so() {
    let place = articles();
    let quotes = |options: &str| {
        let run = run_in(place.path(), &format!("quotes {options} --format csv b.txt"), "");
        rows(&run.stdout, b',').into_iter().map(|row| row["quote"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(quotes(""), ["Bibit sudah habis,"]);
    assert_eq!(quotes("--min-words 2"), ["Bibit sudah habis,", "Sudah cukup."]);
}

#[test]
fn speakers_are_named_as_those_of_kwic() {
    let place = folder(&[("a.txt", "“Harga beras stabil,” kata Jokowi. “Kami rugi,” kata Budi Hartono.".as_bytes())]);
    let of = |name: &str| {
        let arguments = ["--config", "none", "quotes", "--format", "csv", "a.txt", "--speaker", name];
        let output = telaah().current_dir(place.path()).args(arguments).output().unwrap();
        (output.status.code(), rows(&String::from_utf8(output.stdout).unwrap_or_default(), b',').len())
    };
    for name in ["budi  hartono", " Budi Hartono ", "Jokowi", "joko widodo"] {
        assert_eq!(of(name), (Some(0), 1), "{name:?}");
    }
    for arguments in [["quotes", "--speaker", "", "samples"], ["kwic", "--person", " ", "samples"]] {
        let output = telaah().args(arguments).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{message}");
        assert!(message.contains("the name of the person is empty") && message.lines().count() == 1, "{message}");
    }
}

#[test]
fn counts_of_speakers_have_no_quotations_without_one() {
    for option in ["--all", "--unattributed no"] {
        let run = run(&format!("quotes --by-speaker {option} samples"));
        assert!(run.code == Some(2) && run.stderr.contains("--by-speaker"), "{}", run.stderr);
    }
}

#[test]
fn all_stretches_are_speech_and_others() {
    let all = rows(&output(&["quotes", "--all", "--format", "csv", "samples"]), b',');
    let speech = rows(&output(&["quotes", "--format", "csv", "samples"]), b',');
    let is_speech = |row: &&HashMap<String, String>| row["how"] != "none";
    assert!(all.len() > speech.len());
    assert_eq!(all.iter().filter(is_speech).cloned().collect::<Vec<_>>(), speech);
    for row in &all {
        assert!(!row["document"].is_empty() && row["speaker"].is_empty() == row["entity"].is_empty());
    }
}

#[test]
fn rows_are_the_same_for_any_number_of_threads() {
    for options in ["", "--all --format ndjson", "--by-speaker", "--speaker Paiman"] {
        let of = |threads: u32| run(&format!("quotes {options} --threads {threads} samples")).stdout;
        assert_eq!(of(1), of(4), "{options}");
        assert!(of(1).lines().count() > 1, "{options}");
    }
}

/// Whether two names are one person's: the words of the shorter one are all in the longer one.
fn is_same(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.to_lowercase();
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

#[derive(Debug, Default)]
struct Score {
    /// Speech that is annotated, and that is found with exactly its bytes.
    speech: usize,
    found: usize,
    /// Speakers that are annotated, that are found, and that are right.
    speakers: usize,
    named: usize,
    right: usize,
    /// Speakers of stretches that have none.
    invented: usize,
    /// Speech that is found and not annotated as speech.
    spurious: usize,
}

impl Score {
    fn share(part: usize, of: usize) -> f64 {
        part as f64 / of.max(1) as f64
    }

    fn found(&self) -> f64 {
        Self::share(self.found, self.speech)
    }

    fn precision(&self) -> f64 {
        Self::share(self.right, self.named)
    }

    fn f1(&self) -> f64 {
        Self::share(2 * self.right, self.named + self.speakers)
    }
}

/// Scores the quotations of the texts against a table with the columns `document`, `byte_start`, `byte_end`, `speaker` and `form` or `how`.
/// `QUOTES_GOLD` and `QUOTES_TEXTS` name another table and its texts. Rows with the form `opt` do not count.
#[test]
#[ignore = "needs the reference values in ../shared/gold/corpus"]
fn speakers_reach_the_minimum_scores() {
    let gold = std::env::var_os("QUOTES_GOLD").map(PathBuf::from).unwrap_or_else(|| shared("quotes.tsv"));
    let texts = std::env::var("QUOTES_TEXTS").unwrap_or_else(|_| root().join("samples").to_str().unwrap().to_owned());
    // The table was given by the caller.
    let is_own = std::env::var_os("QUOTES_GOLD").is_some();
    let gold = rows(&fs::read_to_string(&gold).unwrap(), b'\t');
    let found = rows(&output(&["quotes", "--all", "--format", "csv", &texts]), b',');
    let key = |row: &HashMap<String, String>| {
        let document = row["document"].rsplit('/').next().unwrap().to_owned();
        (document, row["byte_start"].parse::<u64>().unwrap())
    };
    let mut left: HashMap<_, _> = found.iter().map(|row| (key(row), row)).collect();
    let documents: Vec<String> = gold.iter().map(|row| key(row).0).collect();
    let mut score = Score::default();
    let mut by_how: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in &gold {
        let how = row.get("how").or_else(|| row.get("form")).unwrap();
        let hit = left.remove(&key(row)).filter(|hit| hit["how"] != "none");
        if how == "opt" {
            continue;
        }
        let name = hit.map_or("", |hit| &hit["speaker"]);
        let is_right = if row["speaker"].is_empty() { name.is_empty() } else { is_same(name, &row["speaker"]) };
        if how == "none" {
            score.spurious += usize::from(hit.is_some());
        } else {
            score.speech += 1;
            score.found += usize::from(hit.is_some_and(|hit| hit["byte_end"] == row["byte_end"]));
        }
        score.speakers += usize::from(!row["speaker"].is_empty());
        score.named += usize::from(!name.is_empty());
        score.right += usize::from(is_right && !name.is_empty());
        score.invented += usize::from(row["speaker"].is_empty() && !name.is_empty());
        let (all, right) = by_how.entry(how.clone()).or_default();
        *all += 1;
        *right += usize::from(is_right);
        if !is_right && !is_own {
            println!("{} {}: {name:?}, not {:?}", row["document"], row["byte_start"], row["speaker"]);
        }
    }
    for (key, row) in left.iter().filter(|(_, row)| row["how"] != "none") {
        if documents.contains(&key.0) {
            score.spurious += 1;
            score.named += usize::from(!row["speaker"].is_empty());
            score.invented += usize::from(!row["speaker"].is_empty());
        }
    }
    println!(
        "found {:.3} of {}, {} that are none; speakers: precision {:.3}, recall {:.3}, F1 {:.3} of {}, {} invented",
        score.found(),
        score.speech,
        score.spurious,
        score.precision(),
        Score::share(score.right, score.speakers),
        score.f1(),
        score.speakers,
        score.invented
    );
    for (how, (all, right)) in &by_how {
        println!("{how}: {right} of {all} right");
    }
    if !is_own {
        assert!(score.found() >= 0.97 && score.precision() >= 0.97 && score.f1() >= 0.97, "{score:?}");
    }
}
