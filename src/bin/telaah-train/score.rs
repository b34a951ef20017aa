//! Evaluation by exact spans.

use std::collections::BTreeMap;

use telaah::entities::person::tagger::labels::Label;

use crate::gold::Article;

/// The number of annotated, found and correctly found people, and of those found with a full name and with the correct one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    gold: usize,
    found: usize,
    right: usize,
    named: usize,
    named_right: usize,
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.named += other.named;
        self.named_right += other.named_right;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let (precision, recall) = (share(self.right, self.found), share(self.right, self.gold));
        write!(
            f,
            "P {precision:.3} R {recall:.3} F1 {:.4} of {}",
            share(2 * self.right, self.gold + self.found),
            self.gold
        )?;
        if self.named > 0 {
            write!(f, ", full name {:.3} of {}", share(self.named_right, self.named), self.named)?;
        }
        Ok(())
    }
}

/// Byte ranges of people.
pub(crate) type Ranges = [(u32, u32)];

/// The people according to the labels, as byte ranges.
pub(crate) fn people(article: &Article, labels: &[Label]) -> Vec<(u32, u32)> {
    let mut spans = Vec::new();
    let mut start = None;
    let positions = article.sequences.iter().flat_map(|sequence| &article.positions[sequence.range()]);
    for (position, label) in positions.zip(labels) {
        match label {
            Label::PersonOnly => spans.push((position.span.byte_start(), position.span.byte_end())),
            Label::PersonFirst => start = Some(position.span.byte_start()),
            Label::PersonLast => spans.extend(start.take().map(|s| (s, position.span.byte_end()))),
            _ => {}
        }
    }
    spans
}

fn meet(a: &(u32, u32), b: &(u32, u32)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether a person found counts: where the annotation is free, only one that meets an annotated person does.
fn counts(article: &Article, person: &(u32, u32)) -> bool {
    article.people.iter().any(|g| meet(person, g)) || !article.free.iter().any(|g| meet(person, g))
}

/// The score of the people found in an article.
pub(crate) fn score(article: &Article, found: &Ranges) -> Score {
    Score {
        gold: article.people.len(),
        found: found.iter().filter(|person| counts(article, person)).count(),
        right: article.people.iter().filter(|g| found.contains(g)).count(),
        ..Score::default()
    }
}

/// By confidence, the number of people found and of those found correctly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calibration(BTreeMap<u8, (u64, u64)>);

impl Calibration {
    /// Adds the people found in an article.
    pub(crate) fn add(&mut self, article: &Article, found: &[((u32, u32), u8)]) {
        for (person, confidence) in found.iter().filter(|(person, _)| counts(article, person)) {
            let (count, right) = self.0.entry(*confidence).or_default();
            *count += 1;
            *right += u64::from(article.people.contains(person));
        }
    }
}

impl std::fmt::Display for Calibration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("confidence\tfound\tright\tshare")?;
        for (confidence, (count, right)) in self.0.iter().rev() {
            let share = 100.0 * *right as f64 / *count as f64;
            write!(f, "\n{confidence}\t{count}\t{right}\t{share:.1}")?;
        }
        Ok(())
    }
}

/// The same with full names, for people who were found, exactly or in part, and whose annotation has a full name.
pub(crate) fn score_names(article: &Article, found: &Ranges, names: &[String]) -> Score {
    let mut score = score(article, found);
    for (person, wanted) in article.people.iter().zip(&article.names) {
        let exact = found.iter().position(|p| p == person);
        let hit = exact.or_else(|| found.iter().position(|p| meet(p, person)));
        if let (Some(wanted), Some(name)) = (wanted, hit.and_then(|n| names.get(n))) {
            score.named += 1;
            score.named_right += usize::from(wanted.to_lowercase() == name.to_lowercase());
        }
    }
    score
}
