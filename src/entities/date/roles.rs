//! The roles of words in the date grammar. `lists` assigns them to words.

use bitflags::bitflags;
use jiff::civil::Weekday;

use super::value::Season;

/// The role of a word in the date grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateRole {
    None,
    /// Any number in digits.
    Number,
    /// `Juni`; some months are also given names.
    Month(MonthName),
    /// `Senin`.
    Weekday(Weekday, Spelling),
    /// `Minggu`: Sunday or week.
    Minggu,
    /// `Ramadan`, next to a number.
    HijriMonth,
    /// `H`, `Hijriah`.
    HijriEra,
    /// `M`, `Masehi`.
    CommonEra,
    /// `SM`.
    BeforeCommonEra,
    /// `hari`, `tahun`, `kuartal`.
    Unit(CalendarUnit),
    /// `sehari`, `setahun`.
    OneUnit(CalendarUnit),
    /// `satu`, `sepuluh`.
    Digit(u8),
    /// `belas`, `puluh`, `ratus`.
    Multiplier(Multiplier),
    /// `setengah`.
    HalfOf,
    /// `beberapa`, `puluhan`: an unknown number.
    Vague,
    /// `pertama`, `kedua`, `ke-21`, `perdana`.
    Ordinal(u8),
    /// `I`, `XXI`.
    Roman(u8),
    /// `Q3`, `Q2-2025`.
    QuarterName(u8),
    /// `1990-an`, `80-an`: the first year of the decade.
    Decade(u16),
    /// `kemarin`, `besok`, `lusa`: days from today.
    Day(i8),
    /// `ini`, `lalu`, `depan`, `mendatang`.
    Shift(Shift),
    /// `awal`, `akhir`, `pertengahan`.
    Part(PeriodPart),
    /// `pagi`, `malam`.
    TimeOfDay(TimeOfDay),
    /// `dini`, `larut`, `tengah`: before a word for a part of the day.
    TimeOfDayHead,
    /// `era`: may be followed by a two-digit decade.
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
    /// The first word of `akan datang`, after `yang`.
    Akan,
    /// The second word of `akan datang`.
    Datang,
    /// `keesokan`, `besoknya`: the day after one mentioned before.
    Keesokan,
    /// `esok`: tomorrow; with `harinya`, the day after one mentioned before.
    Esok,
    /// `harinya`.
    Harinya,
    /// `kemudian`, `setelahnya`, `berselang`: after a duration.
    Later,
    /// `sebelumnya`: after a duration.
    Earlier,
    /// `lagi`: after a duration.
    Again,
    /// `terakhir`, `penuh`: part of a duration.
    Last,
    /// `ke`.
    Ke,
    /// `-`, `hingga`, `s/d`.
    RangeMarker(RangeMarker),
    /// `dan`, `serta`, `&`.
    And,
    /// `setiap`.
    Every,
    /// `pada`, `sejak`, `hingga`: a date may follow without a word that introduces it.
    Cue(Cue),
    /// `pukul`, `jam`.
    Clock,
    /// `WIB`: minutes east of UTC.
    Zone(i16),
}

bitflags! {
    /// The implications of a word for a date or number next to it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct DateContext: u8 {
        /// A weekday or date after the word is part of a name: `Jalan`, `Pasar`, `salat`.
        const NAMES = 1;
        /// A number after the word is not a year: `nomor`, `Rp`, `pasal`.
        const COUNTS = 1 << 1;
        /// A number before the word is not a year: `orang`, `km`.
        const COUNTED = 1 << 2;
        /// A number after the word is an age: `usia`.
        const AGE = 1 << 3;
        /// The clause is about the future: `akan`, `dijadwalkan`.
        const FUTURE = 1 << 4;
        /// The day next to the word is in the past: `kata`, `ujar`.
        const SAID = 1 << 5;
        /// After a weekday, forms the name of a feast or an event: `Agung`, `Kelabu`.
        const FEAST = 1 << 6;
        /// A year near the word is the year of the page: `copyright`.
        const COPYRIGHT = 1 << 7;
    }
}

/// Everything the grammar knows about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordInfo {
    pub(super) role: DateRole,
    pub(super) context: DateContext,
}

impl WordInfo {
    pub(super) const NONE: Self = Self { role: DateRole::None, context: DateContext::empty() };
}

/// The kinds of expression to find in addition to dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WantedKinds {
    pub(super) times: bool,
    pub(super) durations: bool,
}

impl DateRole {
    /// Whether a date, or one of the other wanted expressions, may begin with such a word.
    pub(super) fn triggers(self, wanted: WantedKinds) -> bool {
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
            Self::Unit(CalendarUnit::Hour) | Self::Clock => wanted.times,
            Self::Unit(unit) => !matches!(unit, CalendarUnit::Second | CalendarUnit::Minute | CalendarUnit::Windu),
            Self::HalfOf | Self::Vague => wanted.durations,
            _ => false,
        }
    }
}

/// The name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthName {
    pub(super) number: i8,
    pub(super) spelling: Spelling,
    /// Whether it is also a given name: `Mei`, `Juni`.
    pub(super) is_name: bool,
}

/// The spelling of a month or weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In full, in any Indonesian orthography: valid without digits next to it.
    Full,
    /// Abbreviated: only next to digits.
    Short,
    /// English: only next to digits.
    English,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CalendarUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    /// Eight years.
    Windu,
    Decade,
    Century,
}

/// A word that forms a larger number with the digit before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Multiplier {
    /// `belas`.
    Plus10,
    /// `puluh`.
    By10,
    /// `ratus`.
    By100,
}

/// The direction that a word after a date expression gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// `ini`.
    This,
    /// `lalu`, `silam`, `kemarin`.
    Past,
    /// `depan`, `mendatang`, `nanti`, `besok`.
    Next,
}

/// A part of a period. It does not change the value: `awal Juni` is June.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodPart {
    Start,
    Middle,
    End,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    Morning,
    Noon,
    Afternoon,
    Night,
}

/// The separator between the two ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RangeMarker {
    /// `-`, `–`, `--`.
    Dash,
    /// `hingga`, `sampai`, `s/d`.
    Word,
}

/// A word that introduces a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// `pada`, `lahir`.
    At,
    /// `sejak`, `dari`: the date is in the past.
    Since,
    /// `hingga`, `mulai`, `untuk`: other numbers may follow as well.
    Other,
}
