//! The lists that are compiled into the program: a line for each entry, its columns separated by tabs, and comments that begin with `#`.

/// The lines of a list that are neither comments nor empty.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    let lines = std::iter::from_fn(move || {
        let (line, after) = (!rest.is_empty()).then(|| cut(rest, b'\n'))?;
        rest = after;
        Some(line)
    });
    lines.filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The entries of a list of `N` columns. Missing columns are empty, and further ones belong to none.
pub(crate) fn rows<const N: usize>(list: &str) -> impl Iterator<Item = [&str; N]> {
    entries(list).map(|line| {
        let mut rest = line;
        [(); N].map(|()| {
            let (column, after) = cut(rest, b'\t');
            rest = after;
            column
        })
    })
}

/// Splits a text at the first `mark`, an ASCII character. Byte by byte, because entries are short: to search all lists with
/// [`str::split`] takes a hundredth of the instructions of `analyze` over a thousand articles.
fn cut(text: &str, mark: u8) -> (&str, &str) {
    let at = text.bytes().position(|byte| byte == mark);
    at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_skipped() {
        let list = "# a\nsatu\tdua\ttiga\n\nempat\n# b\nkopi é\t\tx";
        assert_eq!(entries(list).collect::<Vec<_>>(), ["satu\tdua\ttiga", "empat", "kopi é\t\tx"]);
        assert_eq!(rows(list).collect::<Vec<_>>(), [["satu", "dua"], ["empat", ""], ["kopi é", ""]]);
        assert_eq!(entries("").count() + entries("\n").count() + entries("# a").count(), 0);
    }
}
