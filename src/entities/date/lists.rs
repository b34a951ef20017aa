//! The words of the grammar, by what they are to it. Own work: months, weekdays and market days as the *Kamus Besar Bahasa
//! Indonesia* has them, with the short forms of newspapers, the spellings before 1947 and 1972 (`Djoeli`, `Djuli`, `Pebruari`)
//! and frequent misspellings; Hijri months as Indonesian newspapers write them.

use jiff::civil::Weekday;

use super::value::Season;
use super::words::{Context, Cue, Form, Month, Part, Role, Shift, Through, TimeOfDay, Times, Unit};

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
pub(super) const MONTHS: &[(Role, &str)] = &[
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

/// The names of weekdays.
pub(super) const WEEKDAYS: &[(Role, &str)] = &[
    (weekday(Weekday::Monday), "senin"),
    (weekday(Weekday::Tuesday), "selasa"),
    (weekday(Weekday::Wednesday), "rabu"),
    (weekday(Weekday::Thursday), "kamis"),
    (weekday(Weekday::Friday), "jumat jum'at djumat djum'at"),
    (weekday(Weekday::Saturday), "sabtu saptu"),
    (weekday(Weekday::Sunday), "ahad"),
    (Role::Minggu, "minggu"),
    (Role::Weekday(Weekday::Monday, Form::Short), "sen snn"),
    (Role::Weekday(Weekday::Tuesday, Form::Short), "sel sls"),
    (Role::Weekday(Weekday::Wednesday, Form::Short), "rab rbu"),
    (Role::Weekday(Weekday::Thursday, Form::Short), "kam kms"),
    (Role::Weekday(Weekday::Friday, Form::Short), "jum jmt"),
    (Role::Weekday(Weekday::Saturday, Form::Short), "sab sbt"),
    (Role::Weekday(Weekday::Sunday, Form::Short), "min mgg ming"),
    (Role::Weekday(Weekday::Monday, Form::English), "monday"),
    (Role::Weekday(Weekday::Tuesday, Form::English), "tuesday"),
    (Role::Weekday(Weekday::Wednesday, Form::English), "wednesday"),
    (Role::Weekday(Weekday::Thursday, Form::English), "thursday"),
    (Role::Weekday(Weekday::Friday, Form::English), "friday"),
    (Role::Weekday(Weekday::Saturday, Form::English), "saturday"),
    (Role::Weekday(Weekday::Sunday, Form::English), "sunday"),
];

/// The months of the Hijri calendar, by the word that makes them out.
pub(super) const HIJRI: &str = "muharram muharam safar shafar rabiul rabi'ul jumadil jumadal jumada rajab syakban sya'ban syaban \
         ramadan ramadhan romadhon romadon syawal syawwal zulkaidah zulqaidah dzulkaidah dzulqaidah \
         dzulqa'dah dzulka'dah zulkaedah dzulqo'dah zulhijah zulhijjah dzulhijah dzulhijjah dzulhijja";

/// All other words, by role.
pub(super) const WORDS: &[(Role, &str)] = &[
    (Role::HijriEra, "h ah hijriah hijriyah hijrah"),
    (Role::CommonEra, "m masehi"),
    (Role::BeforeCommonEra, "sm"),
    (Role::Unit(Unit::Second), "detik dtk"),
    (Role::Unit(Unit::Minute), "menit mnt"),
    (Role::Unit(Unit::Day), "hari"),
    (Role::Unit(Unit::Week), "pekan"),
    (Role::Unit(Unit::Month), "bulan bln"),
    (Role::Unit(Unit::Quarter), "kuartal triwulan kwartal kuwartal"),
    (Role::Unit(Unit::Half), "semester paruh paro"),
    (Role::Unit(Unit::Year), "tahun thn th tahoen"),
    (Role::Unit(Unit::Windu), "windu"),
    (Role::Unit(Unit::Decade), "dekade dasawarsa"),
    (Role::Unit(Unit::Century), "abad"),
    (Role::OneUnit(Unit::Second), "sedetik"),
    (Role::OneUnit(Unit::Minute), "semenit"),
    (Role::OneUnit(Unit::Hour), "sejam"),
    (Role::OneUnit(Unit::Day), "sehari"),
    (Role::OneUnit(Unit::Week), "seminggu sepekan"),
    (Role::OneUnit(Unit::Month), "sebulan"),
    (Role::OneUnit(Unit::Year), "setahun"),
    (Role::OneUnit(Unit::Windu), "sewindu"),
    (Role::OneUnit(Unit::Decade), "sedekade sedasawarsa"),
    (Role::OneUnit(Unit::Century), "seabad"),
    (Role::Digit(1), "satu"),
    (Role::Digit(2), "dua"),
    (Role::Digit(3), "tiga"),
    (Role::Digit(4), "empat"),
    (Role::Digit(5), "lima"),
    (Role::Digit(6), "enam"),
    (Role::Digit(7), "tujuh"),
    (Role::Digit(8), "delapan"),
    (Role::Digit(9), "sembilan"),
    (Role::Digit(10), "sepuluh"),
    (Role::Digit(11), "sebelas"),
    (Role::Digit(100), "seratus"),
    (Role::Times(Times::Plus10), "belas"),
    (Role::Times(Times::By10), "puluh"),
    (Role::Times(Times::By100), "ratus"),
    (Role::HalfOf, "setengah"),
    (Role::Vague, "beberapa belasan puluhan ratusan ribuan jutaan sekian berapa ribu juta miliar"),
    (Role::Ordinal(1), "pertama perdana"),
    (Role::Ordinal(2), "kedua"),
    (Role::Ordinal(3), "ketiga"),
    (Role::Ordinal(4), "keempat"),
    (Role::Ordinal(5), "kelima"),
    (Role::Ordinal(6), "keenam"),
    (Role::Ordinal(7), "ketujuh"),
    (Role::Ordinal(8), "kedelapan"),
    (Role::Ordinal(9), "kesembilan"),
    (Role::Ordinal(10), "kesepuluh"),
    (Role::Ordinal(11), "kesebelas"),
    (Role::Day(-1), "kemarin kemaren"),
    (Role::Day(1), "besok"),
    (Role::Day(2), "lusa"),
    (Role::Shift(Shift::This), "ini"),
    (Role::Shift(Shift::Past), "lalu silam"),
    (Role::Shift(Shift::Next), "depan mendatang nanti"),
    (Role::Part(Part::Start), "awal"),
    (Role::Part(Part::Middle), "pertengahan medio"),
    (Role::Part(Part::End), "akhir penghujung pengujung"),
    (Role::TimeOfDay(TimeOfDay::Morning), "pagi subuh"),
    (Role::TimeOfDay(TimeOfDay::Noon), "siang"),
    (Role::TimeOfDay(TimeOfDay::Afternoon), "sore petang"),
    (Role::TimeOfDay(TimeOfDay::Night), "malam"),
    (Role::TimeOfDayHead, "dini larut tengah"),
    (Role::MarketDay, "kliwon legi pahing paing pon wage"),
    (Role::Tanggal, "tanggal tgl"),
    (Role::Season, "musim"),
    (Role::SeasonName(Season::Spring), "semi"),
    (Role::SeasonName(Season::Summer), "panas"),
    (Role::SeasonName(Season::Autumn), "gugur"),
    (Role::SeasonName(Season::Winter), "dingin"),
    (Role::YearKind, "anggaran ajaran pelajaran akademik fiskal buku takwim"),
    (Role::Yang, "yang"),
    (Role::Akan, "akan"),
    (Role::Datang, "datang"),
    (Role::Keesokan, "keesokan besoknya esoknya"),
    (Role::Esok, "esok"),
    (Role::Era, "era generasi angkatan zaman jaman"),
    (Role::Harinya, "harinya"),
    (Role::Later, "kemudian setelahnya sesudahnya berselang"),
    (Role::Earlier, "sebelumnya"),
    (Role::Again, "lagi"),
    (Role::Last, "terakhir penuh"),
    (Role::Ke, "ke"),
    (Role::Through(Through::Dash), "- -- – — −"),
    (Role::Through(Through::Word), "hingga sampai sd s/d s.d"),
    (Role::And, "dan serta atau maupun &"),
    (Role::Every, "setiap tiap saban tiap-tiap"),
    (Role::Cue(Cue::At), "pada tertanggal lahir wafat edisi periode"),
    (Role::Cue(Cue::Since), "sejak dari sedari semenjak"),
    (
        Role::Cue(Cue::Other),
        "di per untuk tayang terbit selama sepanjang mulai antara jelang sebelum setelah sekitar dengan",
    ),
    (Role::Clock, "pukul pkl"),
    (Role::Unit(Unit::Hour), "jam"),
    (Role::Zone(7 * 60), "wib"),
    (Role::Zone(8 * 60), "wita"),
    (Role::Zone(9 * 60), "wit"),
    (Role::Zone(0), "gmt utc"),
];

/// What words say of a date or number beside them.
pub(super) const CONTEXT: &[(Context, &str)] = &[
    (
        Context::NAMES,
        "jalan jl jln gang gg stadion universitas institut lapangan pasar salat shalat sholat solat khotbah \
         khutbah puasa sekolah ibadah koran tabloid kampus museum monumen tugu bandara rsud sma smk smp sd \
         kelurahan desa band grup film novel lagu partai man sman smpn sdn taman gor jembatan",
    ),
    (Context::FEAST, "agung kelabu abu putih suci palma paskah keramat hitam berkah curhat"),
    (
        Context::COUNTS,
        "nomor nomer no rp rp. $ usd idr pasal ayat sebanyak sejumlah sebesar seharga senilai nopol kode kav \
         kavling rt rw boeing airbus seri tipe antrean skor hal halaman pos ktp nip nik rekening telepon telp \
         hp wa rupiah sedikitnya setidaknya x + £ € rm sgd = * #",
    ),
    (
        Context::COUNTED,
        "orang km kilometer meter m m2 cm mm mdpl kg kilogram ton gram liter hektare hektar ha jiwa warga \
         kasus poin persen % rupiah dolar dollar juta miliar milyar triliun ribu mah cc watt mw kwh siswa \
         pasien personel kali kata karakter unit buah ekor rumah kk lembar hari tahun jam menit detik halaman \
         peserta anggota desa euro yen won ringgit kalori mil kursi suara pohon bidang paket sekolah guru \
         mahasiswa penonton penumpang kendaraan perusahaan pelanggan titik tps saham rpm hp ps mhz gb mb tb x \
         px piksel",
    ),
    (
        Context::AGE,
        "usia berusia umur berumur seusia usianya umurnya pria wanita perempuan lelaki pemuda pemudi bocah balita remaja \
         gadis gelandang penyerang bek kiper striker",
    ),
    (Context::FUTURE, "akan bakal mau rencananya direncanakan dijadwalkan berencana dijadwal segera hendak"),
    (
        Context::SAID,
        "kata katanya ujar ujarnya tutur tuturnya ucap ucapnya jelas jelasnya ungkap ungkapnya tegas tegasnya \
         sebut sebutnya imbuh imbuhnya tulis tulisnya dikutip dilansir mengatakan menyatakan menjelaskan \
         mengungkapkan melansir mengutip lansir papar paparnya dihubungi ditemui dikonfirmasi keterangan \
         tertulis diterima wartawan",
    ),
    (Context::COPYRIGHT, "copyright ©"),
];

pub(super) const ROMAN: [&str; 21] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx", "xxi",
];

/// Every spelling of the weekdays.
pub(super) fn weekday_words() -> impl Iterator<Item = &'static str> {
    WEEKDAYS.iter().flat_map(|(_, words)| words.split_whitespace())
}

/// Names of months and weekdays in key form, of which `src/tokenizer/data/pairs.txt` is made: the tokenizer splits a hyphen between two of them (`Januari-September`).
#[cfg(test)]
pub(crate) fn hyphen_words() -> impl Iterator<Item = String> {
    let full = |role: &Role| match role {
        Role::Month(month) => month.form != Form::English,
        Role::Weekday(_, form) => *form == Form::Full,
        _ => true,
    };
    MONTHS
        .iter()
        .chain(WEEKDAYS)
        .filter(move |(role, _)| full(role))
        .flat_map(|(_, words)| words.split_whitespace())
        .map(str::to_owned)
}
