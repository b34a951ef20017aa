//! What the grammar knows of words.
//!
//! Spellings of months and weekdays are those of the *Kamus Besar Bahasa Indonesia*, with the short forms of newspapers, the
//! orthographies before 1947 and 1972 (`Djoeli`, `Djuli`, `Pebruari`) and frequent misspellings; Hijri months as Indonesian
//! newspapers write them.

use jiff::civil::Weekday;

use super::value::Season;
use crate::lexicon::Lexicon;
use crate::vocabulary::{WordId, WordTable};

/// What a word is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    None,
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
    /// `Q3`.
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
    /// `pada`, `di`, `per`.
    At,
    /// `sejak`, `dari`: the date is past.
    Since,
    /// `hingga`, `mulai`.
    Other,
}

const fn month(number: i8) -> Role {
    Role::Month(Month { number, form: Form::Full, is_name: false })
}

const fn name_month(number: i8) -> Role {
    Role::Month(Month { number, form: Form::Full, is_name: true })
}

const fn short(number: i8) -> Role {
    Role::Month(Month { number, form: Form::Short, is_name: false })
}

const fn english(number: i8) -> Role {
    Role::Month(Month { number, form: Form::English, is_name: false })
}

const fn weekday(day: Weekday) -> Role {
    Role::Weekday(day, Form::Full)
}

/// The names of months.
const MONTHS: &[(Role, &[&str])] = &[
    (month(1), &["januari", "djanuari", "djanoeari", "januwari"]),
    (month(2), &["februari", "pebruari", "febuari", "febuary", "peberuari", "feberuari"]),
    (name_month(3), &["maret", "maart"]),
    (name_month(4), &["april"]),
    (name_month(5), &["mei"]),
    (name_month(6), &["juni", "djuni", "djoeni"]),
    (name_month(7), &["juli", "djuli", "djoeli"]),
    (month(8), &["agustus", "agoestoes", "augustus", "agsutus", "agutus"]),
    (month(9), &["september", "septembar"]),
    (month(10), &["oktober", "oktobar"]),
    (month(11), &["november", "nopember", "nopembar", "novemver"]),
    (month(12), &["desember", "desembar", "dessember"]),
    (short(1), &["jan", "djan"]),
    (short(2), &["feb", "peb", "febr", "pebr"]),
    (short(3), &["mar", "mrt"]),
    (short(4), &["apr"]),
    (short(6), &["jun", "djun"]),
    (short(7), &["jul", "djul"]),
    (short(8), &["agt", "ags", "agu", "agst", "agus", "agust"]),
    (short(9), &["sep", "sept"]),
    (short(10), &["okt"]),
    (short(11), &["nov", "nop"]),
    (short(12), &["des"]),
    (english(1), &["january"]),
    (english(2), &["february"]),
    (english(3), &["march"]),
    (english(5), &["may"]),
    (english(6), &["june"]),
    (english(7), &["july"]),
    (english(8), &["august", "aug"]),
    (english(10), &["october", "oct"]),
    (english(12), &["december", "dec"]),
];

/// The names of weekdays.
const WEEKDAYS: &[(Role, &[&str])] = &[
    (weekday(Weekday::Monday), &["senin", "senen"]),
    (weekday(Weekday::Tuesday), &["selasa"]),
    (weekday(Weekday::Wednesday), &["rabu", "rebo"]),
    (weekday(Weekday::Thursday), &["kamis", "kemis"]),
    (weekday(Weekday::Friday), &["jumat", "jum'at", "djumat", "djum'at"]),
    (weekday(Weekday::Saturday), &["sabtu", "saptu"]),
    (weekday(Weekday::Sunday), &["ahad"]),
    (Role::Minggu, &["minggu"]),
    (Role::Weekday(Weekday::Monday, Form::Short), &["sen", "snn"]),
    (Role::Weekday(Weekday::Tuesday, Form::Short), &["sel", "sls"]),
    (Role::Weekday(Weekday::Wednesday, Form::Short), &["rab", "rbu"]),
    (Role::Weekday(Weekday::Thursday, Form::Short), &["kam", "kms"]),
    (Role::Weekday(Weekday::Friday, Form::Short), &["jum", "jmt"]),
    (Role::Weekday(Weekday::Saturday, Form::Short), &["sab", "sbt"]),
    (Role::Weekday(Weekday::Sunday, Form::Short), &["min", "mgg", "ming"]),
    (Role::Weekday(Weekday::Monday, Form::English), &["monday"]),
    (Role::Weekday(Weekday::Tuesday, Form::English), &["tuesday"]),
    (Role::Weekday(Weekday::Wednesday, Form::English), &["wednesday"]),
    (Role::Weekday(Weekday::Thursday, Form::English), &["thursday"]),
    (Role::Weekday(Weekday::Friday, Form::English), &["friday"]),
    (Role::Weekday(Weekday::Saturday, Form::English), &["saturday"]),
    (Role::Weekday(Weekday::Sunday, Form::English), &["sunday"]),
];

/// The months of the Hijri calendar, by the word that makes them out.
const HIJRI: &[&str] = &[
    "muharram", "muharam", "safar", "shafar", "rabiul", "rabi'ul", "jumadil", "jumadal", "jumada", "rajab", "syakban",
    "sya'ban", "syaban", "ramadan", "ramadhan", "romadhon", "romadon", "syawal", "syawwal", "zulkaidah", "zulqaidah",
    "dzulkaidah", "dzulqaidah", "dzulqa'dah", "dzulka'dah", "zulkaedah", "dzulqo'dah", "zulhijah", "zulhijjah",
    "dzulhijah", "dzulhijjah", "dzulhijja",
];

/// All other words, by role.
const WORDS: &[(Role, &[&str])] = &[
    (Role::HijriEra, &["h", "hijriah", "hijriyah", "hijrah"]),
    (Role::CommonEra, &["m", "masehi"]),
    (Role::BeforeCommonEra, &["sm"]),
    (Role::Unit(Unit::Second), &["detik", "dtk"]),
    (Role::Unit(Unit::Minute), &["menit", "mnt"]),
    (Role::Unit(Unit::Day), &["hari"]),
    (Role::Unit(Unit::Week), &["pekan"]),
    (Role::Unit(Unit::Month), &["bulan", "bln"]),
    (Role::Unit(Unit::Quarter), &["kuartal", "triwulan", "kwartal", "kuwartal"]),
    (Role::Unit(Unit::Half), &["semester", "paruh", "paro"]),
    (Role::Unit(Unit::Year), &["tahun", "thn", "th", "tahoen"]),
    (Role::Unit(Unit::Windu), &["windu"]),
    (Role::Unit(Unit::Decade), &["dekade", "dasawarsa"]),
    (Role::Unit(Unit::Century), &["abad"]),
    (Role::OneUnit(Unit::Second), &["sedetik"]),
    (Role::OneUnit(Unit::Minute), &["semenit"]),
    (Role::OneUnit(Unit::Hour), &["sejam"]),
    (Role::OneUnit(Unit::Day), &["sehari"]),
    (Role::OneUnit(Unit::Week), &["seminggu", "sepekan"]),
    (Role::OneUnit(Unit::Month), &["sebulan"]),
    (Role::OneUnit(Unit::Year), &["setahun"]),
    (Role::OneUnit(Unit::Windu), &["sewindu"]),
    (Role::OneUnit(Unit::Decade), &["sedekade", "sedasawarsa"]),
    (Role::OneUnit(Unit::Century), &["seabad"]),
    (Role::Digit(1), &["satu"]),
    (Role::Digit(2), &["dua"]),
    (Role::Digit(3), &["tiga"]),
    (Role::Digit(4), &["empat"]),
    (Role::Digit(5), &["lima"]),
    (Role::Digit(6), &["enam"]),
    (Role::Digit(7), &["tujuh"]),
    (Role::Digit(8), &["delapan"]),
    (Role::Digit(9), &["sembilan"]),
    (Role::Digit(10), &["sepuluh"]),
    (Role::Digit(11), &["sebelas"]),
    (Role::Digit(100), &["seratus"]),
    (Role::Times(Times::Plus10), &["belas"]),
    (Role::Times(Times::By10), &["puluh"]),
    (Role::Times(Times::By100), &["ratus"]),
    (Role::HalfOf, &["setengah"]),
    (
        Role::Vague,
        &["beberapa", "belasan", "puluhan", "ratusan", "ribuan", "jutaan", "sekian", "berapa", "ribu", "juta", "miliar"],
    ),
    (Role::Ordinal(1), &["pertama", "perdana"]),
    (Role::Ordinal(2), &["kedua"]),
    (Role::Ordinal(3), &["ketiga"]),
    (Role::Ordinal(4), &["keempat"]),
    (Role::Ordinal(5), &["kelima"]),
    (Role::Day(-1), &["kemarin", "kemaren"]),
    (Role::Day(1), &["besok"]),
    (Role::Day(2), &["lusa"]),
    (Role::Shift(Shift::This), &["ini"]),
    (Role::Shift(Shift::Past), &["lalu", "silam"]),
    (Role::Shift(Shift::Next), &["depan", "mendatang", "nanti"]),
    (Role::Part(Part::Start), &["awal"]),
    (Role::Part(Part::Middle), &["pertengahan", "medio"]),
    (Role::Part(Part::End), &["akhir", "penghujung", "pengujung"]),
    (Role::TimeOfDay(TimeOfDay::Morning), &["pagi", "subuh"]),
    (Role::TimeOfDay(TimeOfDay::Noon), &["siang"]),
    (Role::TimeOfDay(TimeOfDay::Afternoon), &["sore", "petang"]),
    (Role::TimeOfDay(TimeOfDay::Night), &["malam"]),
    (Role::TimeOfDayHead, &["dini", "larut", "tengah"]),
    (Role::MarketDay, &["kliwon", "legi", "pahing", "paing", "pon", "wage"]),
    (Role::Tanggal, &["tanggal", "tgl"]),
    (Role::Season, &["musim"]),
    (Role::SeasonName(Season::Spring), &["semi"]),
    (Role::SeasonName(Season::Summer), &["panas"]),
    (Role::SeasonName(Season::Autumn), &["gugur"]),
    (Role::SeasonName(Season::Winter), &["dingin"]),
    (Role::YearKind, &["anggaran", "ajaran", "pelajaran", "akademik", "fiskal", "buku", "takwim"]),
    (Role::Yang, &["yang"]),
    (Role::Akan, &["akan"]),
    (Role::Datang, &["datang"]),
    (Role::Keesokan, &["keesokan", "besoknya", "esoknya"]),
    (Role::Esok, &["esok"]),
    (Role::Era, &["era", "generasi", "angkatan", "zaman", "jaman", "tahunan"]),
    (Role::Harinya, &["harinya"]),
    (Role::Later, &["kemudian", "setelahnya", "sesudahnya", "berselang"]),
    (Role::Earlier, &["sebelumnya"]),
    (Role::Again, &["lagi"]),
    (Role::Last, &["terakhir", "penuh"]),
    (Role::Ke, &["ke"]),
    (Role::Through(Through::Dash), &["-", "--", "–", "—", "−"]),
    (Role::Through(Through::Word), &["hingga", "sampai", "sd", "s/d", "s.d"]),
    (Role::And, &["dan", "serta", "atau", "maupun", "&"]),
    (Role::Every, &["setiap", "tiap", "saban", "tiap-tiap"]),
    (Role::Cue(Cue::At), &["pada", "di", "per", "untuk", "edisi", "periode", "tayang", "terbit", "selama", "sepanjang"]),
    (Role::Cue(Cue::Since), &["sejak", "dari", "sedari", "semenjak"]),
    (Role::Cue(Cue::Other), &["mulai", "antara", "jelang", "sebelum", "setelah", "sekitar", "dengan", "tertanggal"]),
    (Role::Clock, &["pukul", "pkl"]),
    (Role::Unit(Unit::Hour), &["jam"]),
    (Role::Zone(7 * 60), &["wib"]),
    (Role::Zone(8 * 60), &["wita"]),
    (Role::Zone(9 * 60), &["wit"]),
    (Role::Zone(0), &["gmt", "utc"]),
];

/// What words say of a date or number beside them.
const CONTEXT: &[(Context, &[&str])] = &[
    (
        Context::NAMES,
        &[
            "jalan", "jl", "jln", "gang", "gg", "stadion", "universitas", "institut", "lapangan", "pasar", "salat",
            "shalat", "sholat", "solat", "khotbah", "khutbah", "puasa", "sekolah", "ibadah", "koran", "tabloid", "kampus",
            "museum", "monumen", "tugu", "bandara", "rsud", "sma", "smk", "smp", "sd", "kelurahan", "desa", "band",
            "grup", "film", "novel", "lagu", "partai", "man", "sman", "smpn", "sdn", "taman", "gor", "jembatan",
        ],
    ),
    (Context::FEAST, &["agung", "kelabu", "abu", "putih", "suci", "palma", "paskah", "keramat", "hitam", "berkah", "curhat"]),
    (
        Context::COUNTS,
        &[
            "nomor", "nomer", "no", "rp", "rp.", "$", "usd", "idr", "pasal", "ayat", "sebanyak", "sejumlah", "sebesar",
            "seharga", "senilai", "nopol", "kode", "kav", "kavling", "rt", "rw", "boeing", "airbus", "seri", "tipe",
            "antrean", "skor", "hal", "halaman", "pos", "ktp", "nip", "nik", "rekening", "telepon", "telp", "hp", "wa",
            "rupiah", "sedikitnya", "setidaknya", "x", "+", "£", "€", "rm", "sgd", "=", "*", "#",
        ],
    ),
    (
        Context::COUNTED,
        &[
            "orang", "km", "kilometer", "meter", "m", "m2", "cm", "mm", "mdpl", "kg", "kilogram", "ton", "gram", "liter",
            "hektare", "hektar", "ha", "jiwa", "warga", "kasus", "poin", "persen", "%", "rupiah", "dolar", "dollar",
            "juta", "miliar", "milyar", "triliun", "ribu", "mah", "cc", "watt", "mw", "kwh", "siswa", "pasien", "personel",
            "kali", "kata", "karakter", "unit", "buah", "ekor", "rumah", "kk", "lembar", "hari", "tahun", "jam", "menit",
            "detik", "halaman", "peserta", "anggota", "desa", "euro", "yen", "won", "ringgit", "kalori", "mil", "kursi",
            "suara", "pohon", "bidang", "paket", "sekolah", "guru", "mahasiswa", "penonton", "penumpang", "kendaraan",
            "perusahaan", "pelanggan", "titik", "tps", "saham", "rpm", "hp", "ps", "mhz", "gb", "mb", "tb", "x", "px", "piksel",
        ],
    ),
    (Context::AGE, &["usia", "berusia", "umur", "berumur", "seusia"]),
    (
        Context::FUTURE,
        &["akan", "bakal", "rencananya", "direncanakan", "dijadwalkan", "berencana", "dijadwal", "segera", "hendak"],
    ),
    (
        Context::SAID,
        &[
            "kata", "katanya", "ujar", "ujarnya", "tutur", "tuturnya", "ucap", "ucapnya", "jelas", "jelasnya", "ungkap",
            "ungkapnya", "tegas", "tegasnya", "sebut", "sebutnya", "imbuh", "imbuhnya", "tulis", "tulisnya", "dikutip",
            "dilansir", "mengatakan", "menyatakan", "menjelaskan", "mengungkapkan", "melansir", "mengutip", "lansir",
            "papar", "paparnya", "dihubungi", "ditemui", "dikonfirmasi", "keterangan", "tertulis", "diterima", "wartawan",
        ],
    ),
    (Context::COPYRIGHT, &["copyright", "©"]),
];

/// What the grammar knows, by word.
#[derive(Clone, Debug)]
pub(super) struct Words(WordTable<Fact>);

impl Words {
    /// Adds the words to the lexicon.
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut facts = WordTable::new(Fact::NONE);
        let mut add = |word: &str, role: Role| facts.entry(lexicon.word(word)).role = role;
        for decade in (0..10).chain(100..=209) {
            let first_year = if decade < 10 { 1900 + decade * 10 } else { decade * 10 };
            add(&format!("{decade}0-an"), Role::Decade(first_year));
            add(&format!("{decade}0an"), Role::Decade(first_year));
        }
        for (number, roman) in (1..).zip(ROMAN) {
            add(roman, Role::Roman(number));
        }
        for number in 1..=99 {
            add(&format!("ke-{number}"), Role::Ordinal(number));
        }
        for number in 1..=4 {
            add(&format!("q{number}"), Role::QuarterName(number));
        }
        for (role, words) in WORDS.iter().chain(MONTHS).chain(WEEKDAYS) {
            for word in *words {
                add(word, *role);
            }
        }
        for word in HIJRI {
            add(word, Role::HijriMonth);
        }
        for (context, words) in CONTEXT {
            for word in *words {
                let known = &mut facts.entry(lexicon.word(word)).context;
                *known = Context(known.0 | context.0);
            }
        }
        Self(facts)
    }

    /// What is known of a word; [`Fact::NONE`] for most.
    #[inline]
    pub(super) fn fact(&self, word: WordId) -> Fact {
        self.0.get(word)
    }
}

const ROMAN: [&str; 21] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
    "xix", "xx", "xxi",
];

/// Names of months and weekdays in key form: the tokenizer splits a hyphen between two of them (`Januari-September`).
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    let full = |role: &Role| match role {
        Role::Month(month) => month.form != Form::English,
        Role::Weekday(_, form) => *form == Form::Full,
        _ => true,
    };
    MONTHS.iter().chain(WEEKDAYS).filter(move |(role, _)| full(role)).flat_map(|(_, words)| *words).map(|&w| w.to_owned())
}
