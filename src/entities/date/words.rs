//! What a word is to the grammar. Which words are what is in `lists`.

use jiff::civil::Weekday;

use super::lists::{CONTEXT, HIJRI, MONTHS, ROMAN, WEEKDAYS, WORDS};
use super::value::Season;
use crate::text::vocabulary::{WordFlags, WordId, WordTable};
use crate::tokenizer::Lexicon;

/// What a word is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    None,
    /// Any number in figures.
    Number,
    /// `Juni`; some months are people's names too.
    Month(Month),
    /// `Senin`.
    Weekday(Weekday, Form),
    /// `Minggu`: Sunday or week.
    Minggu,
    /// `Ramadan`, beside a number.
    HijriMonth,
    /// `H`, `Hijriah`.
    HijriEra,
    /// `M`, `Masehi`.
    CommonEra,
    /// `SM`.
    BeforeCommonEra,
    /// `hari`, `tahun`, `kuartal`.
    Unit(Unit),
    /// `sehari`, `setahun`.
    OneUnit(Unit),
    /// `satu`, `sepuluh`.
    Digit(u8),
    /// `belas`, `puluh`, `ratus`.
    Times(Times),
    /// `setengah`.
    HalfOf,
    /// `beberapa`, `puluhan`: how many is open.
    Vague,
    /// `pertama`, `kedua`, `ke-21`, `perdana`.
    Ordinal(u8),
    /// `I`, `XXI`.
    Roman(u8),
    /// `Q3`, `Q2-2025`.
    QuarterName(u8),
    /// `1990-an`, `80-an`: its first year.
    Decade(u16),
    /// `kemarin`, `besok`, `lusa`: days from today.
    Day(i8),
    /// `ini`, `lalu`, `depan`, `mendatang`.
    Shift(Shift),
    /// `awal`, `akhir`, `pertengahan`.
    Part(Part),
    /// `pagi`, `malam`.
    TimeOfDay(TimeOfDay),
    /// `dini`, `larut`, `tengah`: before a word for a part of the day.
    TimeOfDayHead,
    /// `era`: a decade of two digits may follow.
    Era,
    /// `Kliwon`: a day of the Javanese week.
    MarketDay,
    /// `tanggal`.
    Tanggal,
    /// `musim`.
    Season,
    /// `panas`: after `musim`.
    SeasonName(Season),
    /// `anggaran`, `ajaran`: after `tahun`.
    YearKind,
    /// `yang`.
    Yang,
    /// `akan datang` after `yang`.
    Akan,
    Datang,
    /// `keesokan`, `besoknya`: the day after one that was spoken of.
    Keesokan,
    /// `esok`: tomorrow; with `harinya`, the day after one that was spoken of.
    Esok,
    Harinya,
    /// `kemudian`, `setelahnya`, `berselang`: after a length of time.
    Later,
    /// `sebelumnya`: after a length of time.
    Earlier,
    /// `lagi`: after a length of time.
    Again,
    /// `terakhir`, `penuh`, `pertama`: belongs to a length of time.
    Last,
    Ke,
    /// `-`, `hingga`, `s/d`.
    Through(Through),
    /// `dan`, `serta`, `&`.
    And,
    /// `setiap`.
    Every,
    /// `pada`, `sejak`, `hingga`: a date may follow without a word of its own.
    Cue(Cue),
    /// `pukul`, `jam`.
    Clock,
    /// `WIB`: minutes east of Greenwich.
    Zone(i16),
}

/// What a word says of a date or number beside it: a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Context(u8);

impl Context {
    const NONE: Self = Self(0);
    /// A weekday or date behind it is part of a name: `Jalan`, `Pasar`, `salat`.
    pub(super) const NAMES: Self = Self(1);
    /// A number behind it is no year: `nomor`, `Rp`, `pasal`.
    pub(super) const COUNTS: Self = Self(2);
    /// A number before it is no year: `orang`, `km`.
    pub(super) const COUNTED: Self = Self(4);
    /// What follows is an age: `usia`.
    pub(super) const AGE: Self = Self(8);
    /// The clause speaks of the future: `akan`, `dijadwalkan`.
    pub(super) const FUTURE: Self = Self(16);
    /// The day beside it is past: `kata`, `ujar`.
    pub(super) const SAID: Self = Self(32);
    /// Behind a weekday, it makes a feast or an event of it: `Agung`, `Kelabu`.
    pub(super) const FEAST: Self = Self(64);
    /// A year near it is that of the page: `copyright`.
    pub(super) const COPYRIGHT: Self = Self(128);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// All that the grammar knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) role: Role,
    pub(super) context: Context,
}

impl Fact {
    pub(super) const NONE: Self = Self { role: Role::None, context: Context::NONE };
}

/// What is sought besides dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) times: bool,
    pub(super) durations: bool,
}

impl Role {
    /// Whether a date may begin with such a word, or what else is wanted.
    fn wakes(self, wanted: Wanted) -> bool {
        match self {
            Self::Number
            | Self::Month(_)
            | Self::Weekday(..)
            | Self::Minggu
            | Self::OneUnit(_)
            | Self::Digit(_)
            | Self::QuarterName(_)
            | Self::Decade(_)
            | Self::Day(_)
            | Self::Esok
            | Self::Keesokan
            | Self::Part(_)
            | Self::Tanggal
            | Self::Season => true,
            Self::Unit(Unit::Hour) | Self::Clock => wanted.times,
            Self::Unit(unit) => !matches!(unit, Unit::Second | Unit::Minute | Unit::Windu),
            Self::HalfOf | Self::Vague => wanted.durations,
            _ => false,
        }
    }
}

/// A month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) number: i8,
    pub(super) form: Form,
    /// Whether people bear it: `Mei`, `Juni`.
    pub(super) is_name: bool,
}

/// How a month or weekday is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In full, in any Indonesian orthography: stands alone.
    Full,
    /// Shortened: only beside figures.
    Short,
    /// English: only beside figures.
    English,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Windu,
    Decade,
    Century,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// `belas`.
    Plus10,
    /// `puluh`.
    By10,
    /// `ratus`.
    By100,
}

/// What a word behind a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// `ini`.
    This,
    /// `lalu`, `silam`, `kemarin`.
    Past,
    /// `depan`, `mendatang`, `nanti`, `besok`.
    Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Middle,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    Morning,
    Noon,
    Afternoon,
    Night,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Through {
    /// `-`, `–`, `--`.
    Dash,
    /// `hingga`, `sampai`, `s/d`.
    Word,
}

/// A preposition before dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// `pada`, `lahir`.
    At,
    /// `sejak`, `dari`: the date is past.
    Since,
    /// `hingga`, `mulai`, `untuk`: a number may follow too.
    Other,
}

/// The years that `Q2-2025` may end in.
const QUARTER_YEARS: std::ops::RangeInclusive<u16> = 2010..=2039;

/// What the grammar knows, by word.
#[derive(Clone, Debug)]
pub(super) struct Words {
    facts: WordTable<Fact>,
}

impl Words {
    /// Adds the words to the lexicon, and notes [`WordFlags::DATE`] of those that something that is sought may begin with.
    pub(super) fn new(lexicon: &mut Lexicon, wanted: Wanted) -> Self {
        let mut facts = WordTable::new(Fact::NONE);
        facts.entry(WordId::NUMBER).role = Role::Number;
        lexicon.mark(WordId::NUMBER, WordFlags::DATE);
        let mut add = |word: &str, role: Role| {
            let word = lexicon.word(word);
            facts.entry(word).role = role;
            if role.wakes(wanted) {
                lexicon.mark(word, WordFlags::DATE);
            }
        };
        for decade in (0..10).chain(100..=209) {
            let first_year = if decade < 10 { 1900 + decade * 10 } else { decade * 10 };
            add(&format!("{decade}0-an"), Role::Decade(first_year));
            add(&format!("{decade}0an"), Role::Decade(first_year));
        }
        for (number, roman) in (1..).zip(ROMAN) {
            add(roman, Role::Roman(number));
            add(&format!("ke-{roman}"), Role::Ordinal(number));
        }
        for number in 1..=99 {
            add(&format!("ke-{number}"), Role::Ordinal(number));
        }
        for number in 1..=4 {
            add(&format!("q{number}"), Role::QuarterName(number));
            for year in QUARTER_YEARS {
                add(&format!("q{number}-{year}"), Role::QuarterName(number));
            }
        }
        for (role, words) in WORDS.iter().chain(MONTHS).chain(WEEKDAYS) {
            for word in words.split_whitespace() {
                add(word, *role);
            }
        }
        for word in HIJRI.split_whitespace() {
            add(word, Role::HijriMonth);
        }
        for (context, words) in CONTEXT {
            for word in words.split_whitespace() {
                let known = &mut facts.entry(lexicon.word(word)).context;
                *known = Context(known.0 | context.0);
            }
        }
        Self { facts }
    }

    /// What is known of a word; [`Fact::NONE`] for most.
    #[inline]
    pub(super) fn fact(&self, word: WordId) -> Fact {
        self.facts.get(word)
    }
}
