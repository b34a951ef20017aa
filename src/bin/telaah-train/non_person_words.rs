//! The words of raw news that are never part of a person's name.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use telaah::{Shape, TokenKind};

use crate::corpus::Reader;
use crate::news;
use crate::program::Program;

/// The number of occurrences of a word with a capital, and of those in a person's name.
#[derive(Clone, Copy, Default)]
struct Uses {
    capital: u32,
    person: u32,
}

/// Writes the words that occur at least `least` times with a capital, sentence beginnings not counted, and never in a name that the rules
/// find, except parts of people's names in the lists. Texts whose id or text is in `skip` are skipped.
pub(crate) fn save(files: &[PathBuf], skip: &HashSet<String>, least: u32, date: &str, path: &Path) -> Result<()> {
    let mut program = Program::by_rules();
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for file in files {
        news::read(file, skip, |text| count(&mut program, text, &mut uses))?;
    }
    let mut lines = format!(
        "# Capitalized words that are never part of a person's name.\n\
         # source: own work, counted in the raw news described in MODEL.md\n\
         # licence: MIT OR Apache-2.0\n\
         # date: {date}\n\
         # method: telaah-train non-person-words: at least {least} times with a capital inside a sentence, never in a name found by the \
         rules, and not part of a name in the lists\n"
    );
    let reader = Reader::new();
    let is_non_person = |word: &str, uses: &Uses| uses.capital >= least && uses.person == 0 && !reader.is_name(word);
    uses.iter().filter(|(word, uses)| is_non_person(word, uses)).for_each(|(word, _)| lines += &format!("{word}\n"));
    std::fs::write(path, lines).with_context(|| path.display().to_string())
}

fn count(program: &mut Program, text: &str, uses: &mut BTreeMap<String, Uses>) {
    let people = program.people(text).0;
    let mut people = people.iter().peekable();
    for sentence in program.texts.tokens.sentences() {
        for (at, token) in sentence.range().zip(&program.texts.tokens.tokens()[sentence.range()]) {
            let (start, end) = (token.span().byte_start(), token.span().byte_end());
            while people.next_if(|person| person.1 <= start).is_some() {}
            let is_small = matches!(token.shape(), Shape::Lower | Shape::Caseless);
            if token.kind() != TokenKind::Word || is_small || !token.is_plain() || token.span().len() < 2 {
                continue;
            }
            let in_person = people.peek().is_some_and(|person| person.0 < end);
            let word = uses.entry(program.texts.vocabulary.word(token.word()).to_owned()).or_default();
            word.person += u32::from(in_person);
            word.capital += u32::from(at > sentence.token_start as usize);
        }
    }
}
