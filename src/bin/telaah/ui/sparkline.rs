//! Lines of block characters that show how a value changes.

/// The most characters of a line; of more values, some are taken together.
const LONGEST: usize = 24;

/// Eight heights (Unicode, Block Elements).
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A line of relative frequencies, given as occurrences and words. The highest is the full height, and a frequency above 0 is higher
/// than one of 0. Periods without words are blanks.
pub(crate) fn sparkline(values: impl ExactSizeIterator<Item = Option<(u64, u64)>>) -> String {
    let together = values.len().div_ceil(LONGEST).max(1);
    let values: Vec<Option<(u64, u64)>> = values.collect();
    let sum = |values: &[Option<(u64, u64)>]| {
        let add = |sum: (u64, u64), value: (u64, u64)| (sum.0 + value.0, sum.1 + value.1);
        values.iter().flatten().copied().reduce(add).filter(|(_, words)| *words > 0)
    };
    let rates: Vec<Option<f64>> =
        values.chunks(together).map(|chunk| sum(chunk).map(|(count, words)| count as f64 / words as f64)).collect();
    let highest = rates.iter().flatten().copied().fold(0.0, f64::max);
    let height = |rate: f64| {
        let level = if highest > 0.0 { (rate / highest * 7.0).ceil() } else { 0.0 };
        HEIGHTS.get(level as usize).copied().unwrap_or('█')
    };
    rates.into_iter().map(|rate| rate.map_or(' ', height)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_relative_frequencies() {
        let line = |values: &[Option<(u64, u64)>]| sparkline(values.iter().copied());
        assert_eq!(line(&[Some((1, 10)), Some((1, 20)), None, Some((0, 10)), Some((1, 1000))]), "█▅ ▁▂");
        assert_eq!(line(&[Some((0, 10)), Some((0, 0))]), "▁ ");
        assert_eq!(line(&[]), "");
    }

    #[test]
    fn long_lines_are_shortened() {
        let line = sparkline((0..1000_u32).map(|n| Some((n.into(), 1000))));
        assert!(line.chars().count() <= LONGEST && line.starts_with('▂') && line.ends_with('█'), "{line}");
    }
}
