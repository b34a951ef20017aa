//! Bars to both sides of a line, for values below and above 0.

/// The width of the longest bar on each side.
const SIDE: usize = 10;

/// The bar of a value; the highest absolute value fills a side. A value other than 0 has a visible bar.
pub(crate) fn two_sided_bar(value: Option<f64>, highest: f64) -> String {
    let Some(value) = value else { return String::new() };
    let share = if highest > 0.0 { (value.abs() / highest).min(1.0) } else { 0.0 };
    let halves = ((share * 2.0 * SIDE as f64).round() as usize).max(usize::from(value != 0.0));
    let (whole, has_half) = (halves / 2, halves % 2 > 0);
    let blanks = " ".repeat(SIDE - whole - usize::from(has_half));
    let bar = "█".repeat(whole);
    match (value < 0.0, has_half) {
        (true, true) => format!("{blanks}▐{bar}│"),
        (true, false) => format!("{blanks}{bar}│"),
        (false, true) => format!("{}│{bar}▌", " ".repeat(SIDE)),
        (false, false) => format!("{}│{bar}", " ".repeat(SIDE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_from_the_middle() {
        let bar = |value| two_sided_bar(Some(value), 20.0);
        assert_eq!(bar(20.0), "          │██████████");
        assert_eq!(bar(3.0), "          │█▌");
        assert_eq!(bar(0.0001), "          │▌");
        assert_eq!(bar(0.0), "          │");
        assert_eq!(bar(-20.0), "██████████│");
        assert_eq!(bar(-3.0), "        ▐█│");
        assert_eq!(
            (two_sided_bar(None, 1.0), two_sided_bar(Some(0.0), 0.0)),
            (String::new(), "          │".to_owned())
        );
    }
}
