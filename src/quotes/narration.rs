//! The person that a pronoun or clitic after a quotation refers to: the last speaker, unless a sentence in between has another subject.

use crate::entities::Canonical;
use crate::quotes::reading::{Person, Reading};
use crate::quotes::words::{Facts, is_capital};
use crate::text::token::Shape;
use crate::text::work;

/// The maximum distance, in tokens, between a subject and its verb.
const FARTHEST: usize = 24;

/// The person a pronoun would refer to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Topic {
    /// No person has spoken or acted so far.
    #[default]
    Unset,
    /// No person has spoken so far, and this person is the subject of a sentence in which they do nothing.
    Tentative(Canonical),
    /// A person without a name in the text.
    Unnamed,
    /// A person.
    Person(Canonical),
}

impl Topic {
    pub(super) const fn person(self) -> Option<Canonical> {
        match self {
            Self::Unset | Self::Unnamed => None,
            Self::Tentative(canonical) | Self::Person(canonical) => Some(canonical),
        }
    }

    /// The topic after a pronoun has referred to it.
    pub(super) fn established(self) -> Self {
        self.person().map_or(self, Self::Person)
    }
}

impl From<Option<Canonical>> for Topic {
    fn from(person: Option<Canonical>) -> Self {
        person.map_or(Self::Unnamed, Self::Person)
    }
}

/// A sentence, or the part of one before or after a quotation, read so far.
#[derive(Clone, Copy, Debug, Default)]
struct Clause {
    /// The person who was named last and may be the subject of a verb, with the token after the name.
    candidate: Option<(Option<Canonical>, usize)>,
    /// The person at the beginning of the sentence, if they act.
    opening: Option<Canonical>,
    /// The person at its beginning, if they do not act.
    tentative: Option<Canonical>,
    /// Whether only words that may precede the subject have been read since its start or its last comma.
    may_open: bool,
    is_first_word: bool,
    /// Whether the next person is the speaker, as after `menurut`.
    expects_speaker: bool,
    /// Whether the sentence begins with an unnamed person: `seorang warga`, `Kepala Dinas`.
    is_unnamed: bool,
    /// Whether the sentence begins with a link to another article, whose headline may be joined to the text: `Baca juga: …`.
    is_link: bool,
    /// The subject of the first verb of saying, if there is one.
    decided: Option<Topic>,
    /// Whether the subject is the current topic: `ia menambahkan`.
    is_same: bool,
}

impl Clause {
    fn new(begins_sentence: bool) -> Self {
        Self { may_open: begins_sentence, is_first_word: true, ..Self::default() }
    }

    fn topic(&self, before: Topic) -> Topic {
        if self.is_same {
            return before.established();
        }
        let tentative =
            self.tentative.filter(|_| matches!(before, Topic::Unset | Topic::Tentative(_))).map(Topic::Tentative);
        self.decided.or(self.opening.map(Topic::Person)).or(tentative).unwrap_or(before)
    }
}

/// The words found before an opening mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Introduction {
    /// The last verb of saying, or word like `menurut`, of the sentence, if there is one.
    pub(super) cue: Option<usize>,
    /// Its subject: `Topic::Unnamed` if it is not named.
    pub(super) topic: Topic,
}

impl Reading<'_, '_> {
    /// Reads the narration `start..end` between two quotations. `begins_sentence`: whether it starts a sentence. Returns the new topic, and the
    /// introduction of a following quotation.
    pub(super) fn narrate(
        &mut self,
        start: usize,
        end: usize,
        begins_sentence: bool,
        topic: Topic,
    ) -> (Topic, Introduction) {
        let mut topic = topic;
        let mut clause = Clause::new(begins_sentence);
        let mut introduction = Introduction::default();
        let mut at = start;
        let mut people =
            self.people.get(self.people.partition_point(|person| person.start < start)..).unwrap_or_default();
        while at < end {
            work::step();
            let Some(token) = self.token(at) else { break };
            if token.is_boilerplate() && self.is_link(at) {
                at += 1;
                continue;
            }
            if self.is_terminator(at) || at > start && self.begins_line(at) {
                topic = clause.topic(topic);
                clause = Clause::new(true);
                introduction = Introduction::default();
                if self.is_terminator(at) {
                    at += 1;
                    continue;
                }
            }
            while let Some((_, rest)) = people.split_first().filter(|(person, _)| person.start < at) {
                people = rest;
            }
            if let Some(person) = people.first().filter(|person| person.start == at).copied() {
                self.read_person(person, &mut clause);
                if clause.expects_speaker {
                    clause.expects_speaker = false;
                    introduction.topic = Topic::Person(person.canonical);
                }
                at = person.end.max(at + 1);
                continue;
            }
            self.read_token(at, &mut clause, topic, &mut introduction);
            at += 1;
        }
        (clause.topic(topic), introduction)
    }

    fn read_person(&mut self, person: Person, clause: &mut Clause) {
        let before = person.start.checked_sub(1);
        let facts = before.map(|before| self.facts(before)).unwrap_or_default();
        let is_lower = before.is_some_and(|before| !self.is_capital(before));
        let is_object = is_lower && facts.intersects(Facts::ENDS_PHRASE | Facts::SUBPHRASE);
        let is_relation = facts.contains(Facts::KIN);
        if clause.expects_speaker && clause.decided.is_none() && !is_relation {
            clause.decided = Some(Topic::Person(person.canonical));
        }
        if clause.is_link {
            let says = self.facts(person.end).contains(Facts::SAYS) && !self.is_capital(person.end);
            clause.candidate = says.then_some((Some(person.canonical), person.end));
        } else if is_relation {
            clause.candidate = Some((None, person.end));
        } else if !is_object {
            clause.candidate = Some((Some(person.canonical), person.end));
            if clause.may_open && clause.opening.is_none() && clause.tentative.is_none() {
                let place = if self.acts(person.end) { &mut clause.opening } else { &mut clause.tentative };
                *place = Some(person.canonical);
            }
        }
        clause.may_open = false;
        clause.is_first_word = false;
    }

    /// Whether the person before `at` acts, which makes them the likely next speaker: `Budi juga membagikan`, `Budi, petani, ingin menanam`.
    /// False for passive verbs (`Budi ditangkap`) and for several people (`Budi dan Ani`).
    fn acts(&mut self, at: usize) -> bool {
        /// The most words between the name and its verb, and the most tokens of an apposition.
        const MOST_WORDS: usize = 4;
        const LONGEST: usize = 14;
        let mut at = at;
        if self.is_mark(at, b',') || self.is_mark(at, b'(') {
            let closing = (at + 1..at + LONGEST).find(|at| {
                work::step();
                self.is_mark(*at, b',') || self.is_mark(*at, b')')
            });
            let Some(closing) = closing else { return false };
            at = closing + 1;
        }
        let mut is_negated = false;
        for at in at..at + MOST_WORDS {
            work::step();
            let Some(token) = self.token(at).filter(|token| token.shape() == Shape::Lower) else { return is_negated };
            let facts = self.facts(at);
            if facts.intersects(Facts::ACTIVE | Facts::SAYS | Facts::FEELS) {
                return true;
            }
            is_negated |= facts.contains(Facts::NOT);
            if facts.intersects(Facts::ENDS_PHRASE | Facts::SUBPHRASE | Facts::UNDERGOES | Facts::THIS)
                || self.is_and(at)
                || self.document.text_of(token).starts_with("di")
            {
                return false;
            }
        }
        is_negated
    }

    fn read_token(&mut self, at: usize, clause: &mut Clause, topic: Topic, introduction: &mut Introduction) {
        let Some(token) = self.token(at) else { return };
        if self.is_mark(at, b',') {
            clause.may_open = clause.opening.is_none();
            clause.is_first_word = true;
            return;
        }
        if !token.is_word() {
            return;
        }
        let (facts, is_lower) = (self.facts(at), token.shape() == Shape::Lower);
        let is_first = clause.is_first_word;
        clause.is_first_word = false;
        if is_first && facts.contains(Facts::LINK) && self.facts(at + 1).contains(Facts::LINK) {
            clause.is_link = true;
        }
        // An office alone (`Wabup menyampaikan`) belongs to the last speaker.
        let is_office = facts.contains(Facts::ROLE) && self.is_capital(at + 1);
        if is_first && (facts.contains(Facts::UNNAMED) || is_office) && clause.opening.is_none() {
            clause.is_unnamed = true;
        }
        if facts.contains(Facts::THIS) {
            // `legislator yang tergabung dalam Fraksi Budi ini` refers to a person already named.
            clause.candidate = clause.candidate.filter(|(_, end)| *end != at);
            clause.is_unnamed = false;
        }
        if facts.intersects(Facts::PRONOUN)
            && (is_lower || is_first)
            && clause.decided.is_none()
            && clause.opening.is_none()
        {
            // `Ia menambahkan`, `menurut dia`, `kata dia`.
            let says = self.facts(at + 1).contains(Facts::SAYS);
            if clause.expects_speaker || is_first || says {
                clause.is_same = true;
            }
            if clause.expects_speaker || says {
                introduction.topic = topic;
            }
            clause.expects_speaker = false;
        }
        let is_cue =
            is_lower && facts.contains(Facts::CUE) && at.checked_sub(1).is_none_or(|before| self.is_mark(before, b','));
        if facts.intersects(Facts::ACCORDING | Facts::SAID_BY) || is_cue || is_first && facts.contains(Facts::CUE) {
            clause.expects_speaker = true;
            (introduction.cue, introduction.topic) = (Some(at), Topic::Unnamed);
        } else if facts.contains(Facts::SAYS) && is_lower {
            // `warga yang mengaku rugi` does not give the subject, `ada yang menyatakan` has an unnamed one.
            if at.checked_sub(1).is_some_and(|which| self.is_text(which, "yang")) {
                if at.checked_sub(2).is_some_and(|exists| self.is_text(exists, "ada")) {
                    clause.decided = clause.decided.or(Some(Topic::Unnamed));
                    (introduction.cue, introduction.topic) = (Some(at), Topic::Unnamed);
                }
                return;
            }
            clause.expects_speaker = false;
            let subject = clause.candidate.filter(|(_, end)| at - end <= FARTHEST).map(|(person, _)| person);
            let is_pronoun = at.checked_sub(1).is_some_and(|before| self.facts(before).contains(Facts::PRONOUN));
            let found = match subject {
                _ if is_pronoun => topic,
                Some(person) => person.into(),
                None if clause.is_unnamed => Topic::Unnamed,
                None => topic,
            };
            if clause.decided.is_none() && !(is_pronoun && clause.is_same) {
                clause.decided = Some(found);
            }
            (introduction.cue, introduction.topic) = (Some(at), found);
        } else if clause.expects_speaker
            && is_lower
            && !facts
                .intersects(Facts::ROLE | Facts::THIS | Facts::OPENER | Facts::SUBPHRASE | Facts::AGENT | Facts::ADVERB)
        {
            // Not a name but something else follows; titles may be lower case.
            clause.expects_speaker =
                !facts.intersects(Facts::ENDS_PHRASE) && introduction.cue.is_some_and(|cue| at - cue < 8);
        }
        // Any noun may be before the name: `pemengaruh Ani`.
        let is_noun = is_first
            && is_lower
            && !facts.intersects(Facts::ENDS_PHRASE | Facts::SUBPHRASE | Facts::SAYS | Facts::ACTIVE);
        if is_noun && self.person_at(at + 1).is_some() {
            return;
        }
        clause.may_open &= if is_first && is_capital(token) {
            facts.intersects(Facts::ROLE | Facts::OPENER | Facts::THIS)
        } else {
            is_capital(token) || facts.intersects(Facts::ROLE | Facts::OPENER | Facts::THIS | Facts::AGENT)
        };
    }
}
