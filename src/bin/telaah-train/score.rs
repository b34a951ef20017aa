//! How right the people are, by exact spans.

use telaah::entities::person::tagger::labels::Label;

use crate::gold::Article;

#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub gold: usize,
    pub found: usize,
    pub right: usize,
}

impl Score {
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }

    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |n: usize| self.right as f64 / n.max(1) as f64;
        write!(f, "P {:.3} R {:.3} F1 {:.4} of {}", share(self.found), share(self.gold), self.f1(), self.gold)
    }
}

/// The people that labels say, as byte ranges.
pub fn people(article: &Article, labels: &[Label]) -> Vec<(u32, u32)> {
    let mut spans = Vec::new();
    let mut start = None;
    let slots = article.runs.iter().flat_map(|run| &article.slots[run.range()]);
    for (slot, label) in slots.zip(labels) {
        match label {
            Label::PersonOnly => spans.push((slot.span.byte_start(), slot.span.byte_end())),
            Label::PersonFirst => start = Some(slot.span.byte_start()),
            Label::PersonLast => spans.extend(start.take().map(|s| (s, slot.span.byte_end()))),
            _ => {}
        }
    }
    spans
}

pub fn score(article: &Article, found: &[(u32, u32)]) -> Score {
    let meets = |a: &(u32, u32), b: &(u32, u32)| a.0 < b.1 && b.0 < a.1;
    let counted =
        |p: &(u32, u32)| article.people.iter().any(|g| meets(p, g)) || !article.free.iter().any(|g| meets(p, g));
    Score {
        gold: article.people.len(),
        found: found.iter().filter(|p| counted(p)).count(),
        right: article.people.iter().filter(|g| found.contains(g)).count(),
    }
}
