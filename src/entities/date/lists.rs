//! The words of the date grammar by role. These are typed tables of the grammar rather than a data file, because most
//! entries carry a value (a month number, a unit, an offset) that the compiler checks.
//!
//! Sources: own work. Months, weekdays and market days are those of the *Kamus Besar Bahasa Indonesia*, with the
//! abbreviations of newspapers, the spellings before 1947 and 1972 (`Djoeli`, `Djuli`, `Pebruari`) and frequent
//! misspellings; Hijri months are as in Indonesian newspapers.

use jiff::civil::Weekday;

use super::roles::{
    CalendarUnit, Cue, DateContext, DateRole, MonthName, Multiplier, PeriodPart, RangeMarker, Shift, Spelling,
    TimeOfDay,
};
use super::value::Season;

const fn month(number: i8) -> DateRole {
    DateRole::Month(MonthName { number, spelling: Spelling::Full, is_name: false })
}

const fn name_month(number: i8) -> DateRole {
    DateRole::Month(MonthName { number, spelling: Spelling::Full, is_name: true })
}

const fn short(number: i8) -> DateRole {
    DateRole::Month(MonthName { number, spelling: Spelling::Short, is_name: false })
}

const fn english(number: i8) -> DateRole {
    DateRole::Month(MonthName { number, spelling: Spelling::English, is_name: false })
}

const fn weekday(day: Weekday) -> DateRole {
    DateRole::Weekday(day, Spelling::Full)
}

/// Month names.
pub(super) const MONTHS: &[(DateRole, &str)] = &[
    (month(1), "januari djanuari djanoeari januwari"),
    (month(2), "februari pebruari febuari febuary peberuari feberuari"),
    (name_month(3), "maret maart"),
    (name_month(4), "april"),
    (name_month(5), "mei"),
    (name_month(6), "juni djuni djoeni"),
    (name_month(7), "juli djuli djoeli"),
    (month(8), "agustus agoestoes augustus agsutus agutus"),
    (month(9), "september septembar"),
    (month(10), "oktober oktobar"),
    (month(11), "november nopember nopembar novemver"),
    (month(12), "desember desembar dessember"),
    (short(1), "jan djan"),
    (short(2), "feb peb febr pebr"),
    (short(3), "mar mrt"),
    (short(4), "apr"),
    (short(6), "jun djun"),
    (short(7), "jul djul"),
    (short(8), "agt ags agu agst agus agust"),
    (short(9), "sep sept"),
    (short(10), "okt"),
    (short(11), "nov nop"),
    (short(12), "des"),
    (english(1), "january"),
    (english(2), "february"),
    (english(3), "march"),
    (english(5), "may"),
    (english(6), "june"),
    (english(7), "july"),
    (english(8), "august aug"),
    (english(10), "october oct"),
    (english(12), "december dec"),
];

/// Weekday names.
pub(super) const WEEKDAYS: &[(DateRole, &str)] = &[
    (weekday(Weekday::Monday), "senin"),
    (weekday(Weekday::Tuesday), "selasa"),
    (weekday(Weekday::Wednesday), "rabu"),
    (weekday(Weekday::Thursday), "kamis"),
    (weekday(Weekday::Friday), "jumat jum'at djumat djum'at"),
    (weekday(Weekday::Saturday), "sabtu saptu"),
    (weekday(Weekday::Sunday), "ahad"),
    (DateRole::Minggu, "minggu"),
    (DateRole::Weekday(Weekday::Monday, Spelling::Short), "sen snn"),
    (DateRole::Weekday(Weekday::Tuesday, Spelling::Short), "sel sls"),
    (DateRole::Weekday(Weekday::Wednesday, Spelling::Short), "rab rbu"),
    (DateRole::Weekday(Weekday::Thursday, Spelling::Short), "kam kms"),
    (DateRole::Weekday(Weekday::Friday, Spelling::Short), "jum jmt"),
    (DateRole::Weekday(Weekday::Saturday, Spelling::Short), "sab sbt"),
    (DateRole::Weekday(Weekday::Sunday, Spelling::Short), "min mgg ming"),
    (DateRole::Weekday(Weekday::Monday, Spelling::English), "monday"),
    (DateRole::Weekday(Weekday::Tuesday, Spelling::English), "tuesday"),
    (DateRole::Weekday(Weekday::Wednesday, Spelling::English), "wednesday"),
    (DateRole::Weekday(Weekday::Thursday, Spelling::English), "thursday"),
    (DateRole::Weekday(Weekday::Friday, Spelling::English), "friday"),
    (DateRole::Weekday(Weekday::Saturday, Spelling::English), "saturday"),
    (DateRole::Weekday(Weekday::Sunday, Spelling::English), "sunday"),
];

/// The months of the Hijri calendar, by their distinctive word.
pub(super) const HIJRI: &str = "muharram muharam safar shafar rabiul rabi'ul jumadil jumadal jumada rajab syakban sya'ban syaban \
         ramadan ramadhan romadhon romadon syawal syawwal zulkaidah zulqaidah dzulkaidah dzulqaidah \
         dzulqa'dah dzulka'dah zulkaedah dzulqo'dah zulhijah zulhijjah dzulhijah dzulhijjah dzulhijja";

/// All other words, by role.
pub(super) const WORDS: &[(DateRole, &str)] = &[
    (DateRole::HijriEra, "h ah hijriah hijriyah hijrah"),
    (DateRole::CommonEra, "m masehi"),
    (DateRole::BeforeCommonEra, "sm"),
    (DateRole::Unit(CalendarUnit::Second), "detik dtk"),
    (DateRole::Unit(CalendarUnit::Minute), "menit mnt"),
    (DateRole::Unit(CalendarUnit::Day), "hari"),
    (DateRole::Unit(CalendarUnit::Week), "pekan"),
    (DateRole::Unit(CalendarUnit::Month), "bulan bln"),
    (DateRole::Unit(CalendarUnit::Quarter), "kuartal triwulan kwartal kuwartal"),
    (DateRole::Unit(CalendarUnit::Half), "semester paruh paro"),
    (DateRole::Unit(CalendarUnit::Year), "tahun thn th tahoen"),
    (DateRole::Unit(CalendarUnit::Windu), "windu"),
    (DateRole::Unit(CalendarUnit::Decade), "dekade dasawarsa"),
    (DateRole::Unit(CalendarUnit::Century), "abad"),
    (DateRole::OneUnit(CalendarUnit::Second), "sedetik"),
    (DateRole::OneUnit(CalendarUnit::Minute), "semenit"),
    (DateRole::OneUnit(CalendarUnit::Hour), "sejam"),
    (DateRole::OneUnit(CalendarUnit::Day), "sehari"),
    (DateRole::OneUnit(CalendarUnit::Week), "seminggu sepekan"),
    (DateRole::OneUnit(CalendarUnit::Month), "sebulan"),
    (DateRole::OneUnit(CalendarUnit::Year), "setahun"),
    (DateRole::OneUnit(CalendarUnit::Windu), "sewindu"),
    (DateRole::OneUnit(CalendarUnit::Decade), "sedekade sedasawarsa"),
    (DateRole::OneUnit(CalendarUnit::Century), "seabad"),
    (DateRole::Digit(1), "satu"),
    (DateRole::Digit(2), "dua"),
    (DateRole::Digit(3), "tiga"),
    (DateRole::Digit(4), "empat"),
    (DateRole::Digit(5), "lima"),
    (DateRole::Digit(6), "enam"),
    (DateRole::Digit(7), "tujuh"),
    (DateRole::Digit(8), "delapan"),
    (DateRole::Digit(9), "sembilan"),
    (DateRole::Digit(10), "sepuluh"),
    (DateRole::Digit(11), "sebelas"),
    (DateRole::Digit(100), "seratus"),
    (DateRole::Multiplier(Multiplier::Plus10), "belas"),
    (DateRole::Multiplier(Multiplier::By10), "puluh"),
    (DateRole::Multiplier(Multiplier::By100), "ratus"),
    (DateRole::HalfOf, "setengah"),
    (DateRole::Vague, "beberapa belasan puluhan ratusan ribuan jutaan sekian berapa ribu juta miliar"),
    (DateRole::Ordinal(1), "pertama perdana"),
    (DateRole::Ordinal(2), "kedua"),
    (DateRole::Ordinal(3), "ketiga"),
    (DateRole::Ordinal(4), "keempat"),
    (DateRole::Ordinal(5), "kelima"),
    (DateRole::Ordinal(6), "keenam"),
    (DateRole::Ordinal(7), "ketujuh"),
    (DateRole::Ordinal(8), "kedelapan"),
    (DateRole::Ordinal(9), "kesembilan"),
    (DateRole::Ordinal(10), "kesepuluh"),
    (DateRole::Ordinal(11), "kesebelas"),
    (DateRole::Day(-1), "kemarin kemaren"),
    (DateRole::Day(1), "besok"),
    (DateRole::Day(2), "lusa"),
    (DateRole::Shift(Shift::This), "ini"),
    (DateRole::Shift(Shift::Past), "lalu silam"),
    (DateRole::Shift(Shift::Next), "depan mendatang nanti"),
    (DateRole::Part(PeriodPart::Start), "awal"),
    (DateRole::Part(PeriodPart::Middle), "pertengahan medio"),
    (DateRole::Part(PeriodPart::End), "akhir penghujung pengujung"),
    (DateRole::TimeOfDay(TimeOfDay::Morning), "pagi subuh"),
    (DateRole::TimeOfDay(TimeOfDay::Noon), "siang"),
    (DateRole::TimeOfDay(TimeOfDay::Afternoon), "sore petang"),
    (DateRole::TimeOfDay(TimeOfDay::Night), "malam"),
    (DateRole::TimeOfDayHead, "dini larut tengah"),
    (DateRole::MarketDay, "kliwon legi pahing paing pon wage"),
    (DateRole::Tanggal, "tanggal tgl"),
    (DateRole::Season, "musim"),
    (DateRole::SeasonName(Season::Spring), "semi"),
    (DateRole::SeasonName(Season::Summer), "panas"),
    (DateRole::SeasonName(Season::Autumn), "gugur"),
    (DateRole::SeasonName(Season::Winter), "dingin"),
    (DateRole::YearKind, "anggaran ajaran pelajaran akademik fiskal buku takwim"),
    (DateRole::Yang, "yang"),
    (DateRole::Akan, "akan"),
    (DateRole::Datang, "datang"),
    (DateRole::Keesokan, "keesokan besoknya esoknya"),
    (DateRole::Esok, "esok"),
    (DateRole::Era, "era generasi angkatan zaman jaman"),
    (DateRole::Harinya, "harinya"),
    (DateRole::Later, "kemudian setelahnya sesudahnya berselang"),
    (DateRole::Earlier, "sebelumnya"),
    (DateRole::Again, "lagi"),
    (DateRole::Last, "terakhir penuh"),
    (DateRole::Ke, "ke"),
    (DateRole::RangeMarker(RangeMarker::Dash), "- -- – — −"),
    (DateRole::RangeMarker(RangeMarker::Word), "hingga sampai sd s/d s.d"),
    (DateRole::And, "dan serta atau maupun &"),
    (DateRole::Every, "setiap tiap saban tiap-tiap"),
    (DateRole::Cue(Cue::At), "pada tertanggal lahir wafat edisi periode"),
    (DateRole::Cue(Cue::Since), "sejak dari sedari semenjak"),
    (
        DateRole::Cue(Cue::Other),
        "di per untuk tayang terbit selama sepanjang mulai antara jelang sebelum setelah sekitar dengan",
    ),
    (DateRole::Clock, "pukul pkl"),
    (DateRole::Unit(CalendarUnit::Hour), "jam"),
    (DateRole::Zone(7 * 60), "wib"),
    (DateRole::Zone(8 * 60), "wita"),
    (DateRole::Zone(9 * 60), "wit"),
    (DateRole::Zone(0), "gmt utc"),
];

/// Words that imply something about a date or number next to them.
pub(super) const CONTEXT: &[(DateContext, &str)] = &[
    (
        DateContext::NAMES,
        "jalan jl jln gang gg stadion universitas institut lapangan pasar salat shalat sholat solat khotbah \
         khutbah puasa sekolah ibadah koran tabloid kampus museum monumen tugu bandara rsud sma smk smp sd \
         kelurahan desa band grup film novel lagu partai man sman smpn sdn taman gor jembatan",
    ),
    (DateContext::FEAST, "agung kelabu abu putih suci palma paskah keramat hitam berkah curhat"),
    (
        DateContext::COUNTS,
        "nomor nomer no rp rp. $ usd idr pasal ayat sebanyak sejumlah sebesar seharga senilai nopol kode kav \
         kavling rt rw boeing airbus seri tipe antrean skor hal halaman pos ktp nip nik rekening telepon telp \
         hp wa rupiah sedikitnya setidaknya x + £ € rm sgd = * #",
    ),
    (
        DateContext::COUNTED,
        "orang km kilometer meter m m2 cm mm mdpl kg kilogram ton gram liter hektare hektar ha jiwa warga \
         kasus poin persen % rupiah dolar dollar juta miliar milyar triliun ribu mah cc watt mw kwh siswa \
         pasien personel kali kata karakter unit buah ekor rumah kk lembar hari tahun jam menit detik halaman \
         peserta anggota desa euro yen won ringgit kalori mil kursi suara pohon bidang paket sekolah guru \
         mahasiswa penonton penumpang kendaraan perusahaan pelanggan titik tps saham rpm hp ps mhz gb mb tb x \
         px piksel",
    ),
    (
        DateContext::AGE,
        "usia berusia umur berumur seusia usianya umurnya pria wanita perempuan lelaki pemuda pemudi bocah balita remaja \
         gadis gelandang penyerang bek kiper striker",
    ),
    (DateContext::FUTURE, "akan bakal mau rencananya direncanakan dijadwalkan berencana dijadwal segera hendak"),
    (
        DateContext::SAID,
        "kata katanya ujar ujarnya tutur tuturnya ucap ucapnya jelas jelasnya ungkap ungkapnya tegas tegasnya \
         sebut sebutnya imbuh imbuhnya tulis tulisnya dikutip dilansir mengatakan menyatakan menjelaskan \
         mengungkapkan melansir mengutip lansir papar paparnya dihubungi ditemui dikonfirmasi keterangan \
         tertulis diterima wartawan",
    ),
    (DateContext::COPYRIGHT, "copyright ©"),
];

pub(super) const ROMAN: [&str; 21] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx", "xxi",
];

/// Returns the number of a month by its name, in any spelling of [`MONTHS`] and any case.
pub(crate) fn month_named(word: &str) -> Option<i8> {
    MONTHS.iter().find_map(|(role, names)| match role {
        DateRole::Month(month) if names.split_whitespace().any(|name| name.eq_ignore_ascii_case(word)) => {
            Some(month.number)
        }
        _ => None,
    })
}

/// Iterates over all spellings of the weekdays.
pub(super) fn weekday_words() -> impl Iterator<Item = &'static str> {
    WEEKDAYS.iter().flat_map(|(_, words)| words.split_whitespace())
}

/// The names of months and weekdays in key form, from which `src/tokenizer/data/pairs.txt` is generated: the tokenizer
/// splits at a hyphen between two of them (`Januari-September`).
#[cfg(test)]
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    let full = |role: &DateRole| match role {
        DateRole::Month(month) => month.spelling != Spelling::English,
        DateRole::Weekday(_, spelling) => *spelling == Spelling::Full,
        _ => true,
    };
    MONTHS
        .iter()
        .chain(WEEKDAYS)
        .filter(move |(role, _)| full(role))
        .flat_map(|(_, words)| words.split_whitespace())
        .map(str::to_owned)
}
