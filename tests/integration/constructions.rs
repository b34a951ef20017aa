//! Constructions in which people, countries and dates have to be read, with invented names: `tests/people/classes.txt` describes its
//! format. Every class has a least share of sentences in which all mentions and their full names are right.
//!
//! `cargo test --test integration constructions -- --nocapture` prints the share of each class and what is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use telaah::ArticleDate;
use telaah::entities::country::Country;
use telaah::entities::{EntityKind, Via};

use crate::scoring::ANALYZER;
use crate::support::root;

/// The most wrong sentences of a class that are printed.
const MOST_SHOWN: usize = 8;

/// The lists of `words.txt`, by name.
static WORDS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for line in read("words.txt").lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("## ") {
            Some(name) => name.clone_into(&mut list),
            None if line.starts_with('#') => {}
            None => words.entry(list.clone()).or_default().push(line.to_owned()),
        }
    }
    words.insert("country".to_owned(), Country::all().map(|country| country.name().to_owned()).collect());
    words
});

fn read(name: &str) -> String {
    let path = root().join("tests/people").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A class of sentences.
struct Class {
    name: String,
    kinds: Vec<EntityKind>,
    /// The number of times that each line is filled.
    fills: usize,
    least_share: f64,
    date: Option<Date>,
    lines: Vec<String>,
}

impl Class {
    /// Reads a heading: name, kinds, fills, least share, `date=`.
    fn of_heading(heading: &str) -> Self {
        let fields: Vec<&str> = heading.split(' ').collect();
        let kind = |name: &str| match name {
            "person" => EntityKind::Person,
            "country" => EntityKind::Country,
            "date" => EntityKind::Date,
            other => panic!("{heading}: unknown kind {other}"),
        };
        Self {
            name: fields[0].to_owned(),
            kinds: fields[1].split(',').map(kind).collect(),
            fills: fields[2].parse().expect("the number of fills"),
            least_share: fields[3].parse().expect("the least share"),
            date: fields.get(4).map(|date| date.trim_start_matches("date=").parse().expect("a date")),
            lines: Vec::new(),
        }
    }

    /// The sentences of the class, with marks.
    fn sentences(&self) -> impl Iterator<Item = String> {
        self.lines.iter().enumerate().flat_map(move |(number, line)| {
            let count = match line {
                line if line.contains("{country}") => WORDS["country"].len(),
                line if line.contains("{title}") => WORDS["title"].len(),
                line if line.contains('{') => self.fills,
                _ => 1,
            };
            (0..count).map(move |fill| Filler::new(format!("{}/{number}/{fill}", self.name), fill).filled(line))
        })
    }
}

fn classes() -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for line in read("classes.txt").lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            classes.push(Class::of_heading(heading));
        } else if !line.is_empty() && !line.starts_with('#') {
            classes.last_mut().expect("a heading comes first").lines.push(line.to_owned());
        }
    }
    classes
}

/// Fills the braces of one line.
struct Filler {
    key: String,
    fill: usize,
    names: BTreeMap<char, Vec<String>>,
}

impl Filler {
    const fn new(key: String, fill: usize) -> Self {
        Self { key, fill, names: BTreeMap::new() }
    }

    /// An item of a list, chosen by a hash of the place.
    fn pick(&self, list: &str, place: &str) -> String {
        let hash = format!("{}/{place}", self.key)
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let words = &WORDS[list];
        words[((hash ^ hash >> 33) % words.len() as u64) as usize].clone()
    }

    /// The words of the name for a letter, none of which another name of the line has.
    fn name(&mut self, letter: char) -> Vec<String> {
        if let Some(name) = self.names.get(&letter) {
            return name.clone();
        }
        let of_a = if matches!(letter, 'Q' | 'W') { self.name('A') } else { Vec::new() };
        let name =
            (0..100).map(|attempt| self.candidate(letter, attempt, &of_a)).find(|name| self.is_free(name, &of_a));
        let name = name.unwrap_or_else(|| panic!("{}: no name for {letter}", self.key));
        self.names.insert(letter, name.clone());
        name
    }

    fn candidate(&self, letter: char, attempt: usize, of_a: &[String]) -> Vec<String> {
        let pick = |list: &str, n: usize| self.pick(list, &format!("{letter}{n}{attempt}"));
        let single = |list: &str| pick(list, 0).split(' ').map(str::to_owned).collect();
        match letter {
            'A' | 'B' | 'C' if (self.fill + attempt).is_multiple_of(2) => vec![pick("given", 0), pick("family", 1)],
            'A' | 'B' | 'C' | 'Z' => vec![pick("given", 0), pick("given", 2), pick("family", 1)],
            'D' => vec![pick("common", 0), pick("family", 1)],
            'T' => vec![pick("titlelike", 0), pick("family", 1)],
            'S' | 'R' => single("single"),
            'N' | 'M' => single("known"),
            'x' | 'y' => single("nickname"),
            'W' => [vec![pick("given", 0)], of_a.to_vec()].concat(),
            'Q' => vec![pick("given", 0), of_a[of_a.len() - 1].clone()],
            other => panic!("{}: unknown letter {other}", self.key),
        }
    }

    fn is_free(&self, name: &[String], of_a: &[String]) -> bool {
        let is_new = |word: &String| !self.names.values().flatten().any(|other| other == word);
        let own = if of_a.is_empty() { name } else { &name[..1] };
        let is_distinct = (1..name.len()).all(|n| !name[..n].contains(&name[n]));
        is_distinct && own.iter().all(is_new)
    }

    /// The line with marks in place of its braces.
    fn filled(mut self, line: &str) -> String {
        let (mut filled, mut rest) = (String::new(), line);
        while let Some((before, (slot, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            filled += before;
            filled += &self.slot(slot, filled.len());
            rest = after;
        }
        filled + rest
    }

    fn slot(&mut self, slot: &str, place: usize) -> String {
        if let Some(list) = WORDS.get(slot) {
            let word = match slot {
                "title" | "country" => list[self.fill % list.len()].clone(),
                _ => self.pick(slot, &place.to_string()),
            };
            let code = Country::all().find(|country| slot == "country" && country.name() == word);
            return code.map_or(word.clone(), |country| format!("(({word}|{country}))"));
        }
        let letter = slot.chars().next().expect("a slot has a letter");
        let name = self.name(letter);
        let full = name.join(" ");
        if let Some((_, whose)) = slot.split_once('>') {
            return format!("[[{full}|{}]]", self.name(whose.chars().next().expect("whose nickname it is")).join(" "));
        }
        let (first, last) = (&name[0], &name[name.len() - 1]);
        let initials: String = name.iter().filter_map(|word| word.chars().next()).collect();
        match slot.split_once(':').map(|(_, form)| form) {
            None => format!("[[{full}]]"),
            Some("first") => format!("[[{first}|{full}]]"),
            Some("last") => format!("[[{last}|{full}]]"),
            Some("initials") => format!("[[{initials}|{full}]]"),
            Some("alone") => format!("[[{last}]]"),
            Some("short") => format!("[[{first} {last}]]"),
            Some("upper") => format!("[[{}]]", full.to_uppercase()),
            Some("typo") => {
                let (start, end) = full.split_at(full.len() - last.len() / 2);
                format!("[[{start}{}{end}|{full}]]", &start[start.len() - 1..])
            }
            Some(form) => panic!("{slot}: unknown form {form}"),
        }
    }
}

/// A mention: its kind, text and value.
type Found = (EntityKind, String, String);

/// The text without marks, and the mentions that they state.
fn unmarked(marked: &str) -> (String, Vec<Found>) {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[\[(.*?)\]\]|\(\((.*?)\)\)|<<(.*?)>>").expect("a regular expression"));
    let kinds = [EntityKind::Person, EntityKind::Country, EntityKind::Date];
    let mut mentions = Vec::new();
    let mut text = String::new();
    let mut end = 0;
    for mark in MARK.captures_iter(marked) {
        let (whole, inner, kind) = (1..=3)
            .find_map(|n| Some((mark.get(0)?, mark.get(n)?, kinds[n - 1])))
            .expect("one of the alternatives matches");
        let (words, value) = inner.as_str().split_once('|').unwrap_or((inner.as_str(), inner.as_str()));
        text += &marked[end..whole.start()];
        text += words;
        mentions.push((kind, words.to_owned(), value.to_owned()));
        end = whole.end();
    }
    text += &marked[end..];
    (text, mentions)
}

fn found(class: &Class, text: &str) -> Vec<Found> {
    let mut workspace = ANALYZER.workspace();
    let analysis = ANALYZER.analyze_with(text, class.date.map(ArticleDate::from), &mut workspace);
    let is_compared = |m: &&telaah::entities::Mention| class.kinds.contains(&m.kind) && m.via != Some(Via::InName);
    let value = |m: &telaah::entities::Mention| m.canonical.map(|c| c.display(text).to_string()).unwrap_or_default();
    analysis.mentions.iter().filter(is_compared).map(|m| (m.kind, m.span.of(text).to_owned(), value(m))).collect()
}

#[test]
fn every_class_of_constructions_is_read_right_often_enough() {
    let mut low = Vec::new();
    for class in classes() {
        let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
        for marked in class.sentences() {
            let (text, wanted) = unmarked(&marked);
            let found = found(&class, &text);
            all += 1;
            if found == wanted {
                right += 1;
            } else if wrong.len() < MOST_SHOWN {
                wrong.push(format!("  {text}\n    found  {found:?}\n    wanted {wanted:?}"));
            }
        }
        let share = f64::from(right) / f64::from(all);
        let report = format!("{}: {right} of {all}, {share:.3}", class.name);
        println!("{report}\n{}", wrong.join("\n"));
        if share < class.least_share {
            low.push(report);
        }
    }
    assert!(low.is_empty(), "below the least share: {low:#?}");
}
