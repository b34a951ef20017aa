//! Lines of block characters that show how a value changes.

/// The most characters of a line; of more values, some are taken together.
pub(crate) const LONGEST: usize = 24;

/// Eight heights (Unicode, Block Elements).
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A line of relative frequencies, given as occurrences and words. The highest is the full height, and a frequency above 0 is higher
/// than one of 0. Periods without words are blanks.
pub(crate) fn sparkline(values: impl ExactSizeIterator<Item = Option<(u64, u64)>>) -> String {
    scaled_sparkline(values, LONGEST).0
}

/// A [`sparkline`] of at most `longest` characters, and the relative frequency that has the full height: occurrences and words, both 0
/// without any words.
pub(crate) fn scaled_sparkline(
    values: impl ExactSizeIterator<Item = Option<(u64, u64)>>,
    longest: usize,
) -> (String, (u64, u64)) {
    let together = values.len().div_ceil(longest.max(1)).max(1);
    let values: Vec<Option<(u64, u64)>> = values.collect();
    let sum = |values: &[Option<(u64, u64)>]| {
        let add = |sum: (u64, u64), value: (u64, u64)| (sum.0 + value.0, sum.1 + value.1);
        values.iter().flatten().copied().reduce(add).filter(|(_, words)| *words > 0)
    };
    let sums: Vec<Option<(u64, u64)>> = values.chunks(together).map(sum).collect();
    let rate = |(count, words): (u64, u64)| count as f64 / words as f64;
    let highest = sums.iter().flatten().copied().max_by(|a, b| rate(*a).total_cmp(&rate(*b))).unwrap_or_default();
    let height = |value: (u64, u64)| {
        let level = if highest.0 > 0 { (rate(value) / rate(highest) * 7.0).ceil() } else { 0.0 };
        HEIGHTS.get(level as usize).copied().unwrap_or('█')
    };
    let line = sums.into_iter().map(|sum| sum.map_or(' ', height)).collect();
    (line, highest)
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
    fn the_full_height_has_a_frequency() {
        let line = |values: &[Option<(u64, u64)>], longest| scaled_sparkline(values.iter().copied(), longest);
        let values = [Some((1, 10)), Some((3, 10)), None, None, Some((1, 5)), Some((0, 5))];
        assert_eq!(line(&values, 6), ("▄█  ▆▁".to_owned(), (3, 10)));
        assert_eq!(line(&values, 5), ("█ ▅".to_owned(), (4, 20)));
        assert_eq!(line(&[None, Some((0, 0))], 0), (" ".to_owned(), (0, 0)));
    }

    #[test]
    fn long_lines_are_shortened() {
        let line = sparkline((0..1000_u32).map(|n| Some((n.into(), 1000))));
        assert!(line.chars().count() <= LONGEST && line.starts_with('▂') && line.ends_with('█'), "{line}");
    }
}
