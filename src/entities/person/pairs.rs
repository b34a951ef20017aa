//! Pairs that a hyphen joins: `Ridwan Kamil-Suswono` are two people.
//!
//! So is `Alexander-Arnold` not. The article decides: if it names what stands on either side of the hyphen without the other, as a
//! name or as neighbouring words of one, these are two people.

use super::article::Found;
use super::runs::Part;

/// How many names an article may have for all of them to be compared.
const MOST_NAMES: usize = 512;

/// Cuts names in two where the article says that they are pairs; `split` is told the index in `found` that each new second name got.
pub(super) fn split(parts: &[Part], found: &mut Vec<Found>, mut split: impl FnMut(usize)) {
    if found.len() > MOST_NAMES {
        return;
    }
    let mut at = 0;
    while let Some(name) = found.get(at).copied() {
        if let Some(middle) = hyphens(parts, &name).find(|&middle| is_pair(parts, found, &name, middle)) {
            if let Some(first) = found.get_mut(at) {
                first.end = middle;
            }
            found.insert(at + 1, Found { start: middle, nickname: None, also_called: false, ..name });
            split(at + 1);
        }
        at += 1;
    }
}

/// The parts of a name that stand behind a hyphen: they are of the same token as the one before.
fn hyphens<'p>(parts: &'p [Part], name: &Found) -> impl Iterator<Item = usize> + use<'p> {
    let start = name.start;
    let words = parts.get(start..name.end).unwrap_or_default();
    words.windows(2).enumerate().filter(|(_, pair)| pair[0].token == pair[1].token).map(move |(n, _)| start + n + 1)
}

/// Whether other names of the article have what stands before `middle`, and others what stands behind it, each up to the next
/// hyphen; but none has both, one behind the other (`Ahmed Al Kaf` beside `Ahmed Al-Kaf`).
fn is_pair(parts: &[Part], found: &[Found], name: &Found, middle: usize) -> bool {
    let is_named = |from: usize, to: usize| {
        let wanted = parts.get(from..to).unwrap_or_default();
        let has_it = |other: &Found| {
            let words = parts.get(other.start..other.end).unwrap_or_default();
            words.windows(wanted.len()).any(|words| words.iter().zip(wanted).all(|(a, b)| a.key == b.key))
        };
        !wanted.is_empty() && found.iter().any(|other| hyphens(parts, other).next().is_none() && has_it(other))
    };
    let from = hyphens(parts, name).take_while(|&hyphen| hyphen < middle).last().unwrap_or(name.start);
    let to = hyphens(parts, name).find(|&hyphen| hyphen > middle).unwrap_or(name.end);
    is_named(from, middle) && is_named(middle, to) && !is_named(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::person::facts::Facts;
    use crate::entities::person::runs::Form;
    use crate::text::span::Span;

    /// The names after the splits; a hyphen joins two parts of one token.
    fn after(names: &[&str]) -> Vec<String> {
        let (mut parts, mut found, mut words): (Vec<Part>, Vec<Found>, Vec<&str>) =
            (Vec::new(), Vec::new(), Vec::new());
        let mut token = 0;
        for name in names {
            let start = parts.len();
            for word in name.split(' ') {
                token += 1;
                for half in word.split('-') {
                    let key = words.iter().position(|known| *known == half).unwrap_or_else(|| {
                        words.push(half);
                        words.len() - 1
                    }) as u32;
                    parts.push(Part { span: Span::new(0, 0), token, key, facts: Facts::NONE, form: Form(0) });
                }
            }
            found.push(Found { start, end: parts.len(), segment: 0, nickname: None, also_called: false });
        }
        let mut seconds = Vec::new();
        split(&parts, &mut found, |n| seconds.push(n));
        assert_eq!(seconds.len() + names.len(), found.len());
        let name =
            |f: &Found| parts[f.start..f.end].iter().map(|p| words[p.key as usize]).collect::<Vec<_>>().join(" ");
        found.iter().map(name).collect()
    }

    #[test]
    fn two_that_the_article_names_apart_are_two() {
        assert_eq!(after(&["Ridwan Kamil-Suswono", "Suswono", "Ridwan Kamil"])[..2], ["Ridwan Kamil", "Suswono"]);
        assert_eq!(after(&["Dharma-Kun", "Dharma Pongrekun", "Kun Wardana"])[..2], ["Dharma", "Kun"]);
        assert_eq!(after(&["A Dharma", "B Kun", "Dharma-Kun-Budi", "Budi"])[2..5], ["Dharma", "Kun", "Budi"]);
    }

    #[test]
    fn one_name_with_a_hyphen_is_one() {
        assert_eq!(after(&["Trent Alexander-Arnold", "Alexander-Arnold", "Arnold"]).len(), 3);
        assert_eq!(after(&["Dharma-Kun", "Dharma Pongrekun"]).len(), 2);
        assert_eq!(after(&["Ahmed Al-Kaf", "Ahmed Al Kaf"]).len(), 2);
    }
}
