//! Links every mention to the fullest form of its name in the article.

use hashbrown::HashMap;

use super::forms::{self, Extra, is_customary};
use super::hints::Hints;
use super::lists::{Lists, Nickname};
use super::mention::NameMention;
use super::part::{Part, PartFlags, name_hash};
use super::spelling::{SHORTEST_MISSPELT, is_misspelt, misspelt_word};
use crate::text::span::Span;
use crate::text::vocabulary::WordId;
use crate::text::work;

/// The most longer names that are indexed for one word.
const NAMES_A_WORD: u32 = 16;
/// The most names of one word that several people of the article may bear.
const MOST_CONTESTED: usize = 64;
/// The most words of a name to which shorter ones are linked. Longer ones are lists without commas.
const LONGEST_FULL_NAME: usize = 16;
/// The most names of an article that are searched for misspellings.
const MOST_FOR_SPELLING: usize = 64;

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
    /// The number of words at its end that are another person's name: `Joko Widodo` in `Iriana Joko Widodo`.
    relative: usize,
}

/// The rank of a fuller name: its mentions, whether it begins with the short one, and its position.
type Rank = (u32, bool, std::cmp::Reverse<usize>);

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
    /// Names of one word that several people of the article bear, and the fuller names.
    contested: Vec<(u32, Vec<u32>)>,
    /// By name: the last mention of its person.
    last_mention: Vec<Option<u32>>,
}

impl Linker {
    /// Links the mentions of one document.
    pub(crate) fn link(&mut self, text: &str, parts: &[Part], found: &[NameMention], lists: &Lists) {
        self.entries.clear();
        self.by_words.clear();
        self.by_word.clear();
        self.links.clear();
        self.entry_of.clear();
        self.contested.clear();
        self.collect(parts, found);
        self.mark_relatives(parts, lists);
        self.link_fused(text, parts);
        self.link_aliases(text, parts, found, lists);
        self.link_nicknames(text, parts, &lists.nicknames);
        for entry in 0..self.entries.len() {
            self.link_short(entry, text, parts, lists);
        }
        self.link_misspelt(text, parts);
        self.link_contested();
    }

    /// The span of the fullest form of the mention's name.
    pub(crate) fn canonical(&self, mention: usize, parts: &[Part]) -> Option<Span> {
        let entry = self.entries.get(self.fullest(*self.entry_of.get(mention)?) as usize)?;
        let first = parts.get(entry.start)?;
        let last = parts.get(entry.end.checked_sub(1)?)?;
        Some(first.span.join(last.span))
    }

    /// Whether a mention is the only one of its name, which is a single word and linked to no other name.
    pub(crate) fn is_alone(&self, mention: usize) -> bool {
        let entry = self.entry_of.get(mention).and_then(|entry| self.entries.get(*entry as usize));
        entry.is_some_and(|entry| entry.mentions == 1 && entry.end - entry.start == 1 && entry.fuller.is_none())
    }

    /// The fullest name of the person with a name.
    fn fullest(&self, mut entry: u32) -> u32 {
        // Each step leads to a fuller name; the limit only guards against a cycle.
        for _ in 0..8 {
            match self.entries.get(entry as usize).and_then(|e| e.fuller) {
                Some(fuller) => entry = fuller,
                None => break,
            }
        }
        entry
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
                entries.push(NameEntry {
                    start,
                    end,
                    mentions: 0,
                    nickname: mention.nickname,
                    fuller: None,
                    relative: 0,
                });
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

    /// Marks names that end with the name of another person of the article: wives and children who are named after a man next to
    /// them. The words before must be more than customary parts of his name.
    fn mark_relatives(&mut self, parts: &[Part], lists: &Lists) {
        for index in 0..self.entries.len() {
            let Some(&NameEntry { start, end, .. }) = self.entries.get(index) else { continue };
            let Some(words) = parts.get(start..end).filter(|words| (3..=LONGEST_FULL_NAME).contains(&words.len()))
            else {
                continue;
            };
            let is_named = |from: &usize| {
                let tail = words.get(*from..).unwrap_or_default();
                work::steps(tail.len());
                self.by_words.contains_key(&name_hash(tail))
            };
            // A surname with a hyphen is one word.
            let is_long = |from: &usize| words.get(*from).map(|p| p.token) != words.last().map(|p| p.token);
            let from = (1..words.len() - 1)
                .filter(is_long)
                .find(is_named)
                .filter(|&from| !is_customary(&words[..from], &lists.hints));
            if let (Some(from), Some(entry)) = (from, self.entries.get_mut(index)) {
                entry.relative = words.len() - from;
            }
        }
    }

    /// Links a name to whose last word scraping has fused another word to the clean name: `Rudi Santosokembali` to `Rudi Santoso`.
    fn link_fused(&mut self, text: &str, parts: &[Part]) {
        const SHORTEST_FUSED: usize = 3;
        for index in 0..self.entries.len() {
            let Some(&NameEntry { start, end, .. }) = self.entries.get(index) else { continue };
            let Some([first, .., last]) = parts.get(start..end) else { continue };
            let is_clean = |candidate: &u32| {
                let Some(other) = self.entries.get(*candidate as usize) else { return false };
                let Some([others @ .., other_last]) = parts.get(other.start..other.end) else { return false };
                let rest = last.span.of(text).strip_prefix(other_last.span.of(text)).unwrap_or_default();
                work::steps(others.len());
                rest.len() >= SHORTEST_FUSED
                    && rest.bytes().all(|byte| byte.is_ascii_lowercase())
                    && others.len() + 1 == end - start
                    && others.iter().zip(parts.get(start..end).unwrap_or_default()).all(|(a, b)| a.key == b.key)
            };
            let clean = self.names_with(first.key).find(is_clean);
            if let Some(clean) = clean {
                self.join(index as u32, clean);
            }
        }
    }

    /// Links the two names of `A alias B`, `A (B)`: B to A, unless B has more words than a single A, or A is a nickname like `Cak
    /// Imin`.
    fn link_aliases(&mut self, text: &str, parts: &[Part], found: &[NameMention], lists: &Lists) {
        for (n, mention) in found.iter().enumerate() {
            let Some((start, end)) = mention.also_called else { continue };
            let words = parts.get(start..end).unwrap_or_default();
            let (Some(&a), Some(&b)) = (self.by_words.get(&name_hash(words)), self.entry_of.get(n)) else { continue };
            let (a_weight, b_weight) = (self.weight(a, text, parts), self.weight(b, text, parts));
            let is_nickname = |words: &[Part]| {
                words.first().is_some_and(|p| lists.hints.of(WordId(p.key)).contains(Hints::NICK_PARTICLE))
            };
            let b_words = parts.get(mention.start..mention.end).unwrap_or_default();
            let a_is_short = a_weight.0 == 1 && b_weight > a_weight && !is_nickname(b_words);
            if a_is_short || (is_nickname(words) && b_weight.0 > 1) { self.join(a, b) } else { self.join(b, a) }
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

    /// Links a name to a longer one that has the same words in the same order and may be the same person's; see [`Extra`].
    fn link_short(&mut self, index: usize, text: &str, parts: &[Part], lists: &Lists) {
        let Some(&entry) = self.entries.get(index).filter(|e| e.fuller.is_none()) else { return };
        let words = parts.get(entry.start..entry.end).unwrap_or_default();
        let Some(rarest) = words.iter().rev().find(|p| !p.flags.is(PartFlags::INITIAL | PartFlags::LOWER)) else {
            return;
        };
        let own = self.weight(index as u32, text, parts);
        let nickname = entry.nickname.and_then(|n| lists.nicknames.get(n as usize));
        let mut fitting: Vec<(u32, Rank)> = Vec::new();
        for candidate in self.names_with(rarest.key) {
            if candidate as usize == index || self.weight(candidate, text, parts) <= own {
                continue;
            }
            let Some(other) = self.entries.get(candidate as usize) else { continue };
            let full = parts.get(other.start..other.end).unwrap_or_default();
            if !self.is_form(words, other, full, text, lists) || self.leads_to(candidate, index as u32) {
                continue;
            }
            // `Jokowi` is not Iriana Jokowi.
            let begins_otherwise = |nickname: &Nickname| {
                let first = full.first().map(|part| part.key);
                first.is_some_and(|key| !nickname.full.contains(&key) && words.iter().all(|word| word.key != key))
            };
            if nickname.is_some_and(begins_otherwise) {
                continue;
            }
            let begins = full.first().zip(words.first()).is_some_and(|(a, b)| a.key == b.key);
            fitting.push((candidate, (other.mentions, begins, std::cmp::Reverse(other.start))));
        }
        let Some(&(fuller, _)) = fitting.iter().max_by_key(|(_, rank)| *rank) else { return };
        self.join(index as u32, fuller);
        if words.len() == 1 && fitting.len() > 1 && self.contested.len() < MOST_CONTESTED {
            // A first name is that of someone whose name begins with it.
            let begins = fitting.iter().any(|(_, (_, begins, _))| *begins);
            fitting.retain(|(_, (_, its, _))| *its == begins);
            self.contested.push((index as u32, fitting.into_iter().map(|(candidate, _)| candidate).collect()));
        }
    }

    /// Whether a name is a form of a fuller one.
    fn is_form(&self, words: &[Part], other: &NameEntry, full: &[Part], text: &str, lists: &Lists) -> bool {
        let Some(extra) = Extra::of(words, full, text) else { return false };
        // A name of one word is that of the man whose name is in another person's, not of his wife.
        let is_relative = extra.first() + extra.shared() > full.len() - other.relative.min(full.len());
        // A surname with a hyphen is one word.
        let is_single = words.first().zip(words.last()).is_some_and(|(first, last)| first.token == last.token);
        let are_relatives =
            || [words, full].iter().filter_map(|name| name.first()).any(|name| forms::is_relative(text, name));
        if is_single { !is_relative } else { extra.may_be_one(&lists.hints, are_relatives) }
    }

    /// Links the mentions of a name that several people bear to the one who was mentioned last before.
    fn link_contested(&mut self) {
        if self.contested.is_empty() {
            return;
        }
        self.last_mention.clear();
        self.last_mention.resize(self.entries.len(), None);
        for mention in 0..self.entry_of.len() {
            let Some(&entry) = self.entry_of.get(mention) else { continue };
            let bearers = self.contested.iter().find(|(contested, _)| *contested == entry).map(|(_, bearers)| bearers);
            let last = |bearer: &u32| self.last_mention.get(self.fullest(*bearer) as usize).copied().flatten();
            let nearest = bearers.into_iter().flatten().filter(|b| last(b).is_some()).max_by_key(|b| last(b)).copied();
            if let (Some(nearest), Some(place)) = (nearest, self.entry_of.get_mut(mention)) {
                *place = nearest;
            }
            let person = self.fullest(nearest.unwrap_or(entry));
            if let Some(last) = self.last_mention.get_mut(person as usize) {
                *last = Some(mention as u32);
            }
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
                all && (words.len() > 1 || lead) && other.nickname.is_none() && Extra::of(words, own, text).is_none()
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
