//! The names that go with roles: `hakim Budi Hartono`, `Budi Hartono, hakim pada pengadilan itu`.

use std::ops::Range;

use hashbrown::HashMap;

use crate::entities::Canonical;
use crate::quotes::reading::Reading;
use crate::quotes::words::Facts;
use crate::text::token::Shape;
use crate::text::vocabulary::WordId;
use crate::text::work;

/// The maximum number of tokens between a role and its name.
const NEAR: usize = 9;

/// The person of each role; `None` if there are several.
#[derive(Debug, Default)]
pub(super) struct Roles {
    people: HashMap<WordId, Option<Canonical>, foldhash::fast::RandomState>,
    is_read: bool,
}

impl Roles {
    pub(super) fn clear(&mut self) {
        self.people.clear();
        self.is_read = false;
    }

    fn tie(&mut self, role: WordId, person: Canonical) {
        let known = self.people.entry(role).or_insert(Some(person));
        if *known != Some(person) {
            *known = None;
        }
    }

    /// The person with a role; `None` if there is none or several.
    pub(super) fn person(&mut self, text: &mut Reading<'_, '_>, role: WordId) -> Option<Canonical> {
        if !self.is_read {
            self.is_read = true;
            for number in 0..text.people.len() {
                self.read(text, number);
            }
        }
        self.people.get(&role).copied().flatten()
    }

    fn read(&mut self, text: &mut Reading<'_, '_>, number: usize) {
        let Some(person) = text.people.get(number).copied() else { return };
        for at in titles(text, person.start) {
            let Some(token) = text.token(at).filter(|token| token.is_word()) else { continue };
            if !is_deputy(text, at) {
                self.tie(token.word(), person.canonical);
            }
        }
        // After a comma: `Budi, dokter di desa itu`.
        let after = person.end + 1;
        if text.is_mark(person.end, b',')
            && text.facts(after).contains(Facts::ROLE)
            && let Some(token) = text.token(after).filter(|token| token.shape() == Shape::Lower)
        {
            self.tie(token.word(), person.canonical);
        }
    }
}

/// The tokens before a name that may be roles of the person: not `istri` in `istri Budi`, nor `bupati` in `istri bupati, Ani`.
fn titles(text: &mut Reading<'_, '_>, name: usize) -> Range<usize> {
    let mut start = name;
    for at in (name.saturating_sub(NEAR)..name).rev() {
        work::step();
        let Some(token) = text.token(at) else { break };
        // `Menteri Agama (Menag), Budi Hartono`.
        if at + 1 == name && text.is_mark(at, b',') || text.is_mark(at, b'(') || text.is_mark(at, b')') {
            continue;
        }
        let facts = text.facts(at);
        if facts.intersects(Facts::KIN | Facts::AGENT) {
            let is_apposition = text.is_mark(name - 1, b',');
            return if is_apposition { name..name } else { start..name };
        }
        let is_stop = token.shape() == Shape::Lower
            && facts.intersects(Facts::ENDS_PHRASE | Facts::SUBPHRASE | Facts::SAYS | Facts::CUE);
        if !token.is_word() || is_stop || text.is_in_person(at) {
            break;
        }
        start = at;
    }
    start..name
}

/// Whether the role at a token is part of another role: `wakil bupati` is not the `bupati`.
fn is_deputy(text: &Reading<'_, '_>, at: usize) -> bool {
    const OTHERS: [&str; 6] = ["wakil", "mantan", "eks", "calon", "bekas", "asisten"];
    let before = at.checked_sub(1).and_then(|before| text.token(before)).filter(|token| token.is_word());
    before.is_some_and(|token| OTHERS.contains(&text.document.vocabulary.word(token.word())))
}
