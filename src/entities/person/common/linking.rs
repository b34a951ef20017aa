//! Links every mention to the fullest form of its name in the article.

use hashbrown::HashMap;

use super::lists::Nickname;
use super::mention::NameMention;
use super::part::{Part, PartFlags, name_hash};
use super::word_facts::WordFacts;
use crate::text::span::Span;
use crate::text::work;

/// The most longer names that are indexed for one word.
const NAMES_A_WORD: u32 = 16;
/// The most words of a name to which shorter ones are linked. Longer ones are lists without commas.
const LONGEST_FULL_NAME: usize = 16;
/// The most names of an article that are searched for misspellings.
const MOST_FOR_SPELLING: usize = 64;
/// The shortest word that may be a misspelling, in bytes.
const SHORTEST_MISSPELT: usize = 5;

const NO_ENTRY: u32 = u32::MAX;

/// A distinct name.
#[derive(Clone, Copy, Debug)]
struct NameEntry {
    /// The mention with the best spelling.
    start: usize,
    end: usize,
    mentions: u32,
    nickname: Option<u32>,
    /// A fuller name of the same person.
    fuller: Option<u32>,
}

/// A list of names.
#[derive(Clone, Copy, Debug)]
struct LinkList {
    first: u32,
    last: u32,
    count: u32,
}

/// An item of a [`LinkList`]: a name, and the index of the next item, or [`NO_ENTRY`].
#[derive(Clone, Copy, Debug)]
struct Link {
    entry: u32,
    next: u32,
}

/// The names of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linker {
    entries: Vec<NameEntry>,
    by_words: HashMap<u64, u32, foldhash::fast::RandomState>,
    /// The longer names with each word, as lists of `links`.
    by_word: HashMap<u32, LinkList, foldhash::fast::RandomState>,
    links: Vec<Link>,
    entry_of: Vec<u32>,
}

impl Linker {
    /// Links the mentions of one document.
    pub(crate) fn link(&mut self, text: &str, parts: &[Part], found: &[NameMention], nicknames: &[Nickname]) {
        self.entries.clear();
        self.by_words.clear();
        self.by_word.clear();
        self.links.clear();
        self.entry_of.clear();
        self.collect(parts, found);
        self.link_aliases(text, parts, found);
        self.link_nicknames(text, parts, nicknames);
        for entry in 0..self.entries.len() {
            self.link_short(entry, text, parts, nicknames);
        }
        self.link_misspelt(text, parts);
    }

    /// The span of the fullest form of the mention's name.
    pub(crate) fn canonical(&self, mention: usize, parts: &[Part]) -> Option<Span> {
        let mut entry = self.entries.get(*self.entry_of.get(mention)? as usize)?;
        // Each step leads to a fuller name; the limit only guards against a cycle.
        for _ in 0..8 {
            match entry.fuller.and_then(|n| self.entries.get(n as usize)) {
                Some(fuller) => entry = fuller,
                None => break,
            }
        }
        let first = parts.get(entry.start)?;
        let last = parts.get(entry.end.checked_sub(1)?)?;
        Some(first.span.join(last.span))
    }

    fn collect(&mut self, parts: &[Part], found: &[NameMention]) {
        for mention in found {
            let Some(words) = parts.get(mention.start..mention.end) else {
                self.entry_of.push(NO_ENTRY);
                continue;
            };
            let entries = &mut self.entries;
            let index = *self.by_words.entry(name_hash(words)).or_insert_with(|| {
                let (start, end) = (mention.start, mention.end);
                entries.push(NameEntry { start, end, mentions: 0, nickname: mention.nickname, fuller: None });
                entries.len() as u32 - 1
            });
            self.entry_of.push(index);
            let Some(entry) = entries.get_mut(index as usize) else { continue };
            entry.mentions += 1;
            // `PRABOWO SUBIANTO` in the title is replaced by the spelling of the text.
            let upper = |p: Option<&Part>| p.is_some_and(|p| p.flags.is(PartFlags::UPPER));
            if upper(parts.get(entry.start)) && !upper(words.first()) {
                (entry.start, entry.end) = (mention.start, mention.end);
            }
        }
        for (index, entry) in
            self.entries.iter().enumerate().filter(|(_, e)| (2..=LONGEST_FULL_NAME).contains(&(e.end - e.start)))
        {
            for part in parts.get(entry.start..entry.end).unwrap_or_default() {
                let link = self.links.len() as u32;
                let list = self.by_word.entry(part.key).or_insert(LinkList { first: link, last: link, count: 0 });
                if list.count == NAMES_A_WORD {
                    continue;
                }
                if let Some(last) = self.links.get_mut(list.last as usize) {
                    last.next = link;
                }
                (list.last, list.count) = (link, list.count + 1);
                self.links.push(Link { entry: index as u32, next: NO_ENTRY });
            }
        }
    }

    /// Links the shorter of `A alias B` and `A (B)` to the fuller one.
    fn link_aliases(&mut self, text: &str, parts: &[Part], found: &[NameMention]) {
        for (n, pair) in found.windows(2).enumerate() {
            let [_, second] = pair else { continue };
            if !second.also_called {
                continue;
            }
            let (Some(&a), Some(&b)) = (self.entry_of.get(n), self.entry_of.get(n + 1)) else { continue };
            let fuller = if self.weight(b, text, parts) > self.weight(a, text, parts) { (a, b) } else { (b, a) };
            self.join(fuller.0, fuller.1);
        }
    }

    /// The fullness of a name: its words, then its bytes.
    fn weight(&self, entry: u32, text: &str, parts: &[Part]) -> (usize, usize) {
        let Some(entry) = self.entries.get(entry as usize) else { return (0, 0) };
        let words = parts.get(entry.start..entry.end).unwrap_or_default();
        work::steps(1 + words.len());
        let full = words.iter().filter(|p| !p.flags.is(PartFlags::INITIAL | PartFlags::LOWER)).count();
        (full, words.iter().map(|p| p.span.of(text).len()).sum())
    }

    fn join(&mut self, short: u32, fuller: u32) {
        if short == fuller {
            return;
        }
        if let Some(entry) = self.entries.get_mut(short as usize)
            && entry.fuller.is_none()
        {
            entry.fuller = Some(fuller);
        }
    }

    /// Links a name to a longer one that has the same words in the same order. A nickname is not linked to a person who is named after its
    /// bearer: `Jokowi` is not Iriana Jokowi.
    fn link_short(&mut self, index: usize, text: &str, parts: &[Part], nicknames: &[Nickname]) {
        let Some(&entry) = self.entries.get(index).filter(|e| e.fuller.is_none()) else { return };
        let words = parts.get(entry.start..entry.end).unwrap_or_default();
        let Some(rarest) = words.iter().rev().find(|p| !p.flags.is(PartFlags::INITIAL | PartFlags::LOWER)) else {
            return;
        };
        let own = self.weight(index as u32, text, parts);
        let mut best = None;
        for candidate in self.names_with(rarest.key) {
            if candidate as usize == index || self.weight(candidate, text, parts) <= own {
                continue;
            }
            let Some(other) = self.entries.get(candidate as usize) else { continue };
            let full = parts.get(other.start..other.end).unwrap_or_default();
            if !is_within(words, full, text) || self.leads_to(candidate, index as u32) {
                continue;
            }
            let begins_otherwise = |nickname: &Nickname| {
                let first = full.first().map(|part| part.key);
                first.is_some_and(|key| !nickname.full.contains(&key) && words.iter().all(|word| word.key != key))
            };
            if entry.nickname.and_then(|n| nicknames.get(n as usize)).is_some_and(begins_otherwise) {
                continue;
            }
            let begins = full.first().zip(words.first()).is_some_and(|(a, b)| a.key == b.key);
            let rank = (other.mentions, begins, std::cmp::Reverse(other.start));
            if best.as_ref().is_none_or(|(best, _)| rank > *best) {
                best = Some((rank, candidate));
            }
        }
        if let Some((_, fuller)) = best {
            self.join(index as u32, fuller);
        }
    }

    /// Iterates over the longer names that have a word.
    fn names_with(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = self.by_word.get(&word).map_or(NO_ENTRY, |list| list.first);
        std::iter::from_fn(move || {
            let link = self.links.get(next as usize)?;
            next = link.next;
            Some(link.entry)
        })
    }

    fn leads_to(&self, mut from: u32, to: u32) -> bool {
        for _ in 0..8 {
            if from == to {
                return true;
            }
            match self.entries.get(from as usize).and_then(|e| e.fuller) {
                Some(next) => from = next,
                None => return false,
            }
        }
        true
    }

    /// Links `Jokowi` to `Joko Widodo` if the article has that name.
    fn link_nicknames(&mut self, text: &str, parts: &[Part], nicknames: &[Nickname]) {
        for index in 0..self.entries.len() {
            let Some(&entry) = self.entries.get(index).filter(|e| e.fuller.is_none()) else { continue };
            let Some(full) = entry.nickname.and_then(|n| nicknames.get(n as usize)).map(|n| &n.full) else { continue };
            let own = parts.get(entry.start..entry.end).unwrap_or_default();
            let fits = |other: &NameEntry| {
                work::step();
                let words = parts.get(other.start..other.end).unwrap_or_default();
                let mut rest = full.iter();
                let all = words.iter().all(|p| p.flags.is(PartFlags::LOWER) || rest.any(|w| *w == p.key));
                let lead = words.first().map(|p| p.key) == full.first().copied();
                // `Yahya` is short for `Gus Yahya`, not the other way round.
                all && (words.len() > 1 || lead) && other.nickname.is_none() && !is_within(words, own, text)
            };
            let is_other = |n: &usize| *n != index;
            let target = (0..self.entries.len())
                .filter(is_other)
                .filter(|&n| self.entries.get(n).is_some_and(fits))
                .max_by_key(|&n| self.entries.get(n).map(|e| e.end - e.start));
            if let Some(target) = target {
                // `Kang Emil` or `Ahok` next to a given name alone: the nickname may have more words than the full name's mention.
                self.join(index as u32, target as u32);
            }
        }
    }

    /// Links `Santosso` to `Rudi Santoso`.
    fn link_misspelt(&mut self, text: &str, parts: &[Part]) {
        if self.entries.len() > MOST_FOR_SPELLING {
            return;
        }
        for index in 0..self.entries.len() {
            let Some(&entry) = self.entries.get(index).filter(|e| e.fuller.is_none()) else { continue };
            if entry.end - entry.start > 1 {
                self.link_misspelt_name(index, entry, text, parts);
                continue;
            }
            let Some(word) = parts.get(entry.start).filter(|p| p.span.of(text).len() >= SHORTEST_MISSPELT) else {
                continue;
            };
            let fuller = (0..self.entries.len()).find(|&n| {
                self.entries.get(n).is_some_and(|other| {
                    other.end - other.start > 1
                        && parts
                            .get(other.start..other.end)
                            .unwrap_or_default()
                            .iter()
                            .any(|p| is_misspelt(word, p, text))
                })
            });
            if let Some(fuller) = fuller {
                self.join(index as u32, fuller as u32);
            }
        }
    }

    /// Links `Rudi Santosso` to `Rudi Santoso`: to the spelling that is more frequent in the article or, if equally frequent, later.
    fn link_misspelt_name(&mut self, index: usize, entry: NameEntry, text: &str, parts: &[Part]) {
        let words = parts.get(entry.start..entry.end).unwrap_or_default();
        // Mentions of the word alone also show how it is spelt, unless it is part of another person's name as well.
        let alone = |word: &Part| -> u32 {
            let has_it = |e: &&NameEntry| {
                work::step();
                let mut words = parts.get(e.start..e.end).unwrap_or_default().iter();
                words.any(|p| p.key == word.key)
            };
            let (short, long): (Vec<&NameEntry>, Vec<&NameEntry>) =
                self.entries.iter().filter(has_it).partition(|e| e.end - e.start == 1);
            if long.len() > 1 { 0 } else { short.iter().map(|e| e.mentions).sum() }
        };
        let usual = (0..self.entries.len()).find(|&n| {
            let Some(other) = self.entries.get(n) else { return false };
            let others = parts.get(other.start..other.end).unwrap_or_default();
            let Some((own, its)) = misspelt_word(words, others, text) else { return false };
            (other.mentions + alone(its), other.start) > (entry.mentions + alone(own), entry.start)
        });
        if let Some(usual) = usual {
            self.join(index as u32, usual as u32);
        }
    }
}

/// The words by which two names differ, if it is one word in each and they differ by one letter; otherwise `None`.
fn misspelt_word<'p>(a: &'p [Part], b: &'p [Part], text: &str) -> Option<(&'p Part, &'p Part)> {
    let mut differing = a.iter().zip(b).filter(|(a, b)| a.key != b.key);
    let (x, y) = differing.next().filter(|_| a.len() == b.len())?;
    let is_long = x.span.of(text).len() >= SHORTEST_MISSPELT;
    (differing.next().is_none() && is_long && is_misspelt(x, y, text)).then_some((x, y))
}

/// Whether two words differ by one letter. If both are names of the lists, it must be a letter that is spelt either way in names
/// (`Rizki`, `Rizky`): Prabowo and Pranowo are different names.
fn is_misspelt(a: &Part, b: &Part, text: &str) -> bool {
    work::step();
    let are_names = a.facts.any(WordFacts::NAME) && b.facts.any(WordFacts::NAME);
    let (a, b) = (a.span.of(text), b.span.of(text));
    differ_by_one(a, b) && (!are_names || are_spellings(a, b))
}

/// Whether the difference between two words that differ by one letter is an added letter or one of letters that sound alike.
fn are_spellings(a: &str, b: &str) -> bool {
    const ALIKE: [&str; 7] = ["iy", "dt", "sz", "fvp", "ckq", "ou", "jyz"];
    let differing = a.chars().zip(b.chars()).find(|(a, b)| a != b);
    a.chars().count() != b.chars().count()
        || differing.is_none_or(|(a, b)| {
            !a.is_ascii() || !b.is_ascii() || ALIKE.iter().any(|letters| letters.contains(a) && letters.contains(b))
        })
}

/// Whether the words of `short` are words of `full` in the same order. An initial matches a word that begins with it.
fn is_within(short: &[Part], full: &[Part], text: &str) -> bool {
    work::steps(short.len() + full.len());
    let mut rest = full.iter();
    short.iter().filter(|p| !p.flags.is(PartFlags::LOWER)).all(|part| {
        rest.any(|other| {
            other.key == part.key
                || (part.flags.is(PartFlags::INITIAL) && first_letter(part, text) == first_letter(other, text))
                || (other.flags.is(PartFlags::INITIAL)
                    && short.len() > 1
                    && first_letter(part, text) == first_letter(other, text))
        })
    })
}

fn first_letter(part: &Part, text: &str) -> Option<char> {
    part.span.of(text).chars().next()
}

/// Whether two words differ by one inserted, deleted or substituted letter. The first letters must be equal.
fn differ_by_one(a: &str, b: &str) -> bool {
    // A letter has at most four bytes.
    if a.len().abs_diff(b.len()) > 4 || a.chars().next() != b.chars().next() || a == b {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let more = long.len() - short.len();
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    // After the first difference everything must be equal, except for the letter in question.
    let rest = short.get(same + 1 - more.min(1)..).unwrap_or_default();
    more <= 1 && long.get(same + 1..).unwrap_or_default() == rest
}

#[cfg(test)]
mod tests {
    use super::{are_spellings, differ_by_one};

    #[test]
    fn names_are_spelt_in_ways_that_sound_alike() {
        for (a, b) in [("Rizki", "Rizky"), ("Maruf", "Ma'ruf"), ("Nazaruddin", "Nasaruddin"), ("Martinez", "Martínez")]
        {
            assert!(are_spellings(a, b) && are_spellings(b, a), "{a} {b}");
        }
        for (a, b) in [("Prabowo", "Pranowo"), ("Ammar", "Ammer"), ("Surya", "Suryo")] {
            assert!(!are_spellings(a, b) && !are_spellings(b, a), "{a} {b}");
        }
    }

    #[test]
    fn one_letter_more_less_or_other() {
        for (a, b) in [("Santoso", "Santosso"), ("Suharto", "Suharta"), ("Wijaya", "Wjaya"), ("Gélia", "Gelia")] {
            assert!(differ_by_one(a, b) && differ_by_one(b, a), "{a} {b}");
        }
        for (a, b) in
            [("Budi", "Budi"), ("Budi", "Rudi"), ("Andi", "Andika"), ("Agus", "Agnes"), ("Bé", "Bxyé"), ("", "")]
        {
            assert!(!differ_by_one(a, b) && !differ_by_one(b, a), "{a} {b}");
        }
        // The same number of bytes, but fewer letters.
        assert!(!differ_by_one("Aéé", "Abcde") && !differ_by_one("Abcdé", "Aééé"));
    }
}
