//! Lines that are held until all are known: to sort them, to draw some by chance, or to stop after the first.

use twox_hash::XxHash3_64;

use crate::corpus::pattern::Match;

/// Appends a line: its keys, the number that it is drawn by, and the row, each with its length.
pub(super) fn push_held(keys: &[u8], draw: u64, row: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(keys.len() as u32).to_le_bytes());
    out.extend_from_slice(keys);
    out.extend_from_slice(&draw.to_le_bytes());
    out.extend_from_slice(&(row.len() as u32).to_le_bytes());
    out.extend_from_slice(row);
}

/// The number that a line is drawn by, from its place alone, so that every split of the input draws the same lines.
pub(super) fn draw(seed: u64, document: &str, found: &Match) -> u64 {
    let mut place = document.as_bytes().to_vec();
    place.extend_from_slice(&found.span.byte_start().to_le_bytes());
    place.extend_from_slice(&found.pattern.to_le_bytes());
    XxHash3_64::oneshot_with_seed(seed, &place)
}

/// A line that is held.
#[derive(Debug)]
struct Line {
    keys: Box<[u8]>,
    draw: u64,
    /// Its place in the order of the input.
    number: u64,
    row: Box<[u8]>,
}

/// Collects the lines that [`KwicRows`](crate::report::rows::KwicRows) writes if they are held.
#[derive(Debug, Default)]
pub struct HeldLines {
    lines: Vec<Line>,
    count: u64,
    /// The number of lines to draw, if they are drawn.
    sample: Option<usize>,
    is_sorted: bool,
    /// The number of lines to show; 0: all.
    top: usize,
}

impl HeldLines {
    /// A collector. `sample`: how many lines to draw by chance; `is_sorted`: whether they are sorted by their keys; `top`: how many to
    /// show of these, 0 for all.
    #[must_use]
    pub const fn new(sample: Option<usize>, is_sorted: bool, top: usize) -> Self {
        Self { lines: Vec::new(), count: 0, sample, is_sorted, top }
    }

    /// Adds the lines in the output of a visitor. Returns whether more are needed.
    pub fn add(&mut self, held: &[u8]) -> bool {
        let mut rest = held;
        while let Some((keys, draw, row)) = next(&mut rest) {
            if self.is_full() {
                return false;
            }
            let number = self.count;
            self.count += 1;
            self.lines.push(Line { keys: keys.into(), draw, number, row: row.into() });
            self.drop_surplus();
        }
        !self.is_full()
    }

    /// Whether no later line can change the result.
    fn is_full(&self) -> bool {
        self.sample.is_none() && !self.is_sorted && self.top > 0 && self.lines.len() >= self.top
    }

    /// Drops lines that cannot be shown, once they are as many as those that can.
    fn drop_surplus(&mut self) {
        const FEW: usize = 1024;
        let most = match (self.sample, self.top) {
            (Some(sample), _) => sample,
            (None, 0) => return,
            (None, top) => top,
        };
        if self.lines.len() >= (2 * most).max(FEW) {
            self.select(most);
        }
    }

    /// Keeps the first `most` lines of those that are to be drawn, or shown.
    fn select(&mut self, most: usize) {
        if self.sample.is_some() {
            self.lines.sort_unstable_by_key(|line| (line.draw, line.number));
        } else {
            self.sort();
        }
        self.lines.truncate(most);
    }

    fn sort(&mut self) {
        match self.is_sorted {
            true => self.lines.sort_unstable_by(|a, b| (&a.keys, a.number).cmp(&(&b.keys, b.number))),
            false => self.lines.sort_unstable_by_key(|line| line.number),
        }
    }

    /// The number of lines that were found.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The rows to show, in order.
    pub fn into_rows(mut self) -> impl Iterator<Item = Box<[u8]>> {
        if let Some(sample) = self.sample {
            self.select(sample);
        }
        self.sort();
        let top = if self.top == 0 { usize::MAX } else { self.top };
        self.lines.into_iter().take(top).map(|line| line.row)
    }
}

/// The next line of an output.
fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], u64, &'a [u8])> {
    fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
        let (taken, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(taken)
    }
    fn number<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
        take(rest, N)?.try_into().ok()
    }
    let keys = u32::from_le_bytes(number(rest)?) as usize;
    let keys = take(rest, keys)?;
    let draw = u64::from_le_bytes(number(rest)?);
    let row = u32::from_le_bytes(number(rest)?) as usize;
    Some((keys, draw, take(rest, row)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(held: &mut HeldLines, lines: &[(&str, u64, &str)]) -> bool {
        let mut out = Vec::new();
        lines.iter().for_each(|(keys, draw, row)| push_held(keys.as_bytes(), *draw, row.as_bytes(), &mut out));
        held.add(&out)
    }

    fn rows(held: HeldLines) -> String {
        held.into_rows().map(|row| String::from_utf8_lossy(&row).into_owned()).collect()
    }

    const LINES: [(&str, u64, &str); 5] = [("b", 5, "1"), ("a", 1, "2"), ("", 4, "3"), ("a", 2, "4"), ("c", 3, "5")];

    #[test]
    fn lines_are_sorted_drawn_and_cut() {
        let held = |sample, is_sorted, top| {
            let mut held = HeldLines::new(sample, is_sorted, top);
            let wants_more = lines(&mut held, &LINES);
            (rows(held), wants_more)
        };
        assert_eq!(held(None, false, 0), ("12345".to_owned(), true));
        assert_eq!(held(None, false, 2), ("12".to_owned(), false));
        assert_eq!(held(None, true, 0), ("32415".to_owned(), true));
        assert_eq!(held(None, true, 2), ("32".to_owned(), true));
        assert_eq!(held(Some(3), false, 0), ("245".to_owned(), true));
        assert_eq!(held(Some(3), true, 1), ("2".to_owned(), true));
    }

    #[test]
    fn memory_is_that_of_the_lines_that_are_shown() {
        let mut held = HeldLines::new(None, true, 10);
        for n in 0..100_000_u64 {
            let keys = format!("{:08}", n * 7919 % 100_000);
            lines(&mut held, &[(&keys, 0, &keys)]);
            assert!(held.lines.len() <= 1024);
        }
        assert!(rows(held).starts_with("0000000000000001"));
    }
}
