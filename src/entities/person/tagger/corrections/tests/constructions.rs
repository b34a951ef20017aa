//! The corrections of constructions that the tagger reads wrong, each alone.

use super::super::*;
use super::{check, corrected};

#[test]
fn countries_before_a_name_are_stripped() {
    check(
        &[countries::strip],
        &[
            "Presiden [[Togo Rahmat Kusumah]] tiba. -> Presiden Togo [[Rahmat Kusumah]] tiba.",
            "Presiden Papua [[Nugini Rahmat Kusumah]] tiba. -> Presiden Papua Nugini [[Rahmat Kusumah]] tiba.",
            "Menteri Luar Negeri [[Togo Rahmat]] tiba. -> Menteri Luar Negeri Togo [[Rahmat]] tiba.",
            "Kiper asal [[Togo Rahmat]] cedera. -> Kiper asal Togo [[Rahmat]] cedera.",
            "PM [[Israel Rahmat]] tiba. -> PM Israel [[Rahmat]] tiba.",
            // One word after a country that is a given name too, and no office of a state.
            "Petarung [[Israel Rahmat]] menang.",
            "Kata [[Jordan Rahmat]] kemarin.",
        ],
    );
}

#[test]
fn names_that_are_countries_are_found_after_forms_of_address() {
    check(
        &[parts::build, countries::find],
        &[
            "Kata Pak Oman kemarin. -> Kata Pak [[Oman]] kemarin.",
            "Kata Presiden Oman kemarin.",
            "Kata Miss Meksiko kemarin.",
        ],
    );
}

#[test]
fn titles_that_are_given_names_remain() {
    check(
        &[titles::strip, titles::extend],
        &[
            "Kata [[Putri Kusumah]] kemarin.",
            "Menurut Putri [[Kusumah]] kemarin. -> Menurut [[Putri Kusumah]] kemarin.",
            // A daughter of someone whom the article names.
            "Putri [[Rahmat Kusumah]] Menikah\n\nKata [[Rahmat Kusumah]] kemarin.",
            "Kata [[Putri Diana]] kemarin. -> Kata Putri [[Diana]] kemarin.",
            "Kata [[Raja Charles III]] kemarin. -> Kata Raja [[Charles III]] kemarin.",
            "Kata [[Datuk Seri Rahmat]] kemarin. -> Kata Datuk Seri [[Rahmat]] kemarin.",
        ],
    );
}

#[test]
fn places_of_offices_are_stripped() {
    check(
        &[jurisdictions::strip],
        &[
            "Kata Camat [[Sukajaya Rahmat]], bukan Camat [[Sukajaya Rudi]]. -> Kata Camat Sukajaya [[Rahmat]], bukan Camat \
             Sukajaya [[Rudi]].",
            "Kata Direktur Utama SMF [[Anantra Rahmat]] kemarin sore itu.",
            "Kata Camat [[Rahmat Kusumah]] kemarin.",
        ],
    );
}

#[test]
fn things_are_discarded() {
    check(
        &[things::discard],
        &[
            "Semboyan [[Rahmat Kusumah]] dibaca. -> Semboyan Rahmat Kusumah dibaca.",
            "Pasien dirawat di RSUD [[Rahmat Kusumah]]. -> Pasien dirawat di RSUD Rahmat Kusumah.",
            "Ia tiba di Bandara Internasional [[Rahmat Kusumah]]. -> Ia tiba di Bandara Internasional Rahmat Kusumah.",
            "Dampak [[El Nino]] terasa. -> Dampak El Nino terasa.",
            "Negeri Paman [[Sam]] menolak. -> Negeri Paman Sam menolak.",
            "Ia menerima [[Rahmat Kusumah]] Award 2024. -> Ia menerima Rahmat Kusumah Award 2024.",
            "Ia tiba di [[Rahmat Kusumah Convention Hall]]. -> Ia tiba di Rahmat Kusumah Convention Hall.",
            "Ia tiba di [[Rahmat Kusumah Airport]]. -> Ia tiba di Rahmat Kusumah Airport.",
            "Ia menerima [[Rahmat]] Award 2024.",
            "Pasien dirawat di Rumah Sakit Syekh [[Rahmat Kusumah]]. -> Pasien dirawat di Rumah Sakit Syekh Rahmat Kusumah.",
            "Ramalan [[Gemini]] dan Leo. -> Ramalan Gemini dan Leo.",
            "Kata [[Leo]] kemarin.",
            "Kata [[Hakim]] kemarin. -> Kata Hakim kemarin.",
            "Kata [[Rahmat Hakim]] dan [[Hakim]] kemarin.",
            "Ia naik mobil [[Rahmat Kusumah]] kemarin.",
            "Ia naik mobil [[Xanto]] kemarin. -> Ia naik mobil Xanto kemarin.",
            "Ramalan [[Leo Anda]], lalu Gemini. -> Ramalan Leo Anda, lalu Gemini.",
            // A cryptocurrency that is also a surname.
            "Harga [[Solana]] dan aset kripto lain turun. -> Harga Solana dan aset kripto lain turun.",
            "Kunjungan [[Solana]] ke Lebanon singkat.",
            // The portfolio of a minister.
            "Kata Menteri Perumahan [[Rahmat Kusumah]] kemarin.",
            "Ia tinggal di Perumahan [[Rahmat Kusumah]]. -> Ia tinggal di Perumahan Rahmat Kusumah.",
        ],
    );
}

#[test]
fn names_of_unmistakable_forms_are_found() {
    check(
        &[find::add],
        &[
            "Kata PB XIII kemarin. -> Kata [[PB XIII]] kemarin.",
            "Kata Paku [[Buwono]] XIII kemarin. -> Kata [[Paku Buwono XIII]] kemarin.",
            "Gelandang Oh Sang-min cedera. -> Gelandang [[Oh Sang-min]] cedera.",
            "Kata Kim Kata-kata kemarin.",
            "Saksi [[Lim Hock]] Seng a/l Tan hadir. -> Saksi [[Lim Hock Seng a/l Tan]] hadir.",
            "[[Rahmat]] di Stefano menang. -> [[Rahmat di Stefano]] menang.",
            "[[Rahmat]] di Stefano Street menang.",
            "Kata [[Wibowo]] AS pulang.",
            "Saksi kapten [[Wibowo]] AS pulang. -> Saksi kapten [[Wibowo AS]] pulang.",
            "Presiden Pantai Gading Rahmat Kusumah tiba. -> Presiden Pantai Gading [[Rahmat Kusumah]] tiba.",
            "Petarung Israel Xanto menang. -> Petarung [[Israel Xanto]] menang.",
            "Dulu Xanto bersaudara bernyanyi. -> Dulu [[Xanto]] bersaudara bernyanyi.",
            "Dulu PT Xanto Bersaudara bangkrut.",
            "Dulu Tiga Bersaudara bernyanyi.",
        ],
    );
}

#[test]
fn introduced_names_are_found() {
    check(
        &[introduced::add],
        &[
            "Pria bernama Xanto Zorbel hilang. -> Pria bernama [[Xanto Zorbel]] hilang.",
            "Korban, Suci Wulandari (41), dirawat. -> Korban, [[Suci Wulandari]] (41), dirawat.",
            "Klub Xanto Zorbel (41) menang.",
            "Tampak Kepala Bappeda, Xanto, serta Kepala Inspektorat, Zorbel. -> Tampak Kepala Bappeda, [[Xanto]], serta Kepala \
             Inspektorat, [[Zorbel]].",
            "Rapat di Desa Sukajaya, Xanto, ramai.",
        ],
    );
}

#[test]
fn names_in_capitals_are_cut_down_to_nicknames() {
    check(
        &[capitals::correct],
        &["[[SBY LABRAK]] WARGA DI RUMAH ITU -> [[SBY]] LABRAK WARGA DI RUMAH ITU", "Kata [[SBY Labrak]] kemarin."],
    );
}

#[test]
fn balinese_words_before_a_name_belong_to_it() {
    check(
        &[given_names::extend],
        &[
            "Kata Anak Agung [[Gede Raka]] kemarin. -> Kata [[Anak Agung Gede Raka]] kemarin.",
            "Kata I Gusti Ngurah [[Raka]] kemarin. -> Kata [[I Gusti Ngurah Raka]] kemarin.",
            "Kata Ida Bagus [[Raka]] kemarin. -> Kata [[Ida Bagus Raka]] kemarin.",
            "Kejaksaan Agung [[Raka]] hadir.",
        ],
    );
}

#[test]
fn digits_end_a_name() {
    check(
        &[parts::build, digits::split],
        &[
            "Suara [[Rahmat Kusumah 3.701Rudi Kun]] sah. -> Suara [[Rahmat Kusumah]] 3.701[[Rudi Kun]] sah.",
            "Suara [[Rahmat Kusumah]] sah.",
        ],
    );
}

#[test]
fn the_full_stop_after_a_numeral_is_trimmed() {
    check(
        &[parts::build, periods::trim],
        &["Kata [[Paku Alam X.]] -> Kata [[Paku Alam X]].", "Kata [[Rahmat K.]] kemarin."],
    );
}

#[test]
fn fused_words_are_cut_off_and_fused_names_found() {
    check(
        &[given_names::extend, parts::build, fused::split],
        &[
            "Kata SurabayaWibowo [[Kusumah]] kemarin. -> Kata Surabaya[[Wibowo Kusumah]] kemarin.",
            "Kata [[Rahmat kepadaTempo]] kemarin. -> Kata [[Rahmat]] kepadaTempo kemarin.",
            "Kata [[Wibowonya]] kemarin. -> Kata [[Wibowo]]nya kemarin.",
        ],
    );
}

#[test]
fn pairs_need_several_words_on_both_sides_or_a_word_for_pairs() {
    let names = |text: &str| corrected(&[parts::build, pairs::split], text).matches("[[").count();
    for (text, count) in [
        ("Kata [[Rahmat Kusumah-Rudi Kun]] kemarin.", 2),
        ("Duet [[Rahmat-Rudi]] menang.", 2),
        ("Pemerintahan [[Jokowi-JK]] usai.", 2),
        ("Kata [[Rahmat Alexander-Arnold]] kemarin.", 1),
        ("Kata [[Rahmat Al-Hakim]] kemarin.", 1),
    ] {
        assert_eq!(names(text), count, "{text}");
    }
}

#[test]
fn introduced_nicknames_are_found_and_marked() {
    check(
        &[parts::build, aliases::introduce],
        &[
            "[[Rahmat Kusumah]] yang akrab disapa Kang Xanto hadir. -> [[Rahmat Kusumah]] yang akrab disapa [[=Kang Xanto]] hadir.",
            "[[Rahmat Kusumah]] atau lebih dikenal sebagai Xanto hadir. -> [[Rahmat Kusumah]] atau lebih dikenal sebagai [[=Xanto]] \
             hadir.",
            "[[Rahmat Kusumah]] lebih dikenal sebagai Ketua hadir.",
            "[[Rahmat Kusumah]] als Xanto hadir. -> [[Rahmat Kusumah]] als [[=Xanto]] hadir.",
            "[[Rahmat Kusumah]] hadir. Kata pria yang akrab disapa Xanto itu, baik. -> [[Rahmat Kusumah]] hadir. Kata pria yang \
             akrab disapa [[=Xanto]] itu, baik.",
            "[[Rahmat Kusumah]] (Rakus) hadir. -> [[Rahmat Kusumah]] ([[=Rakus]]) hadir.",
            "[[Rahmat Kusumah]] (Golkar) hadir.",
        ],
    );
}

#[test]
fn repetitions_are_found() {
    check(
        &[parts::build, aliases::introduce, repeats::add],
        &[
            "[[Rahmat Kusumah]] alias Xanto hadir. Kemarin Xanto pulang. -> [[Rahmat Kusumah]] alias [[=Xanto]] hadir. Kemarin \
             [[Xanto]] pulang.",
            "[[Suci Kusumah]] hadir. Suci pulang. -> [[Suci Kusumah]] hadir. [[Suci]] pulang.",
            "[[Suci Kusumah]] hadir. Suci pulang ke tanah suci.",
            "[[Rahmat Kusumah]] hadir di Kusumah.",
        ],
    );
}

#[test]
fn titles_of_several_words_are_not_names() {
    check(
        &[titles::strip, single_words::discard],
        &[
            "Kehadiran [[Sri Paus]] dinanti. -> Kehadiran Sri Paus dinanti.",
            "Kehadiran [[Sri Paus Rahmat]] dinanti. -> Kehadiran Sri Paus [[Rahmat]] dinanti.",
        ],
    );
}

#[test]
fn abbreviations_of_groups_after_a_name_are_stripped() {
    check(
        &[organizations::strip_end],
        &[
            "Kata [[Rahmat Kusumah KPK]] kemarin. -> Kata [[Rahmat Kusumah]] KPK kemarin.",
            "KATA [[RAHMAT KPK]] KEMARIN.",
            "Kata [[Rahmat AS]] kemarin.",
            "Kata [[Rahmat XQZ]] kemarin.",
        ],
    );
}

#[test]
fn initials_without_brackets_are_separate_names() {
    check(
        &[parts::build, aliases::split_initials],
        &[
            "Kata [[Rahmat Kusumah RK]] kemarin. -> Kata [[Rahmat Kusumah]] [[=RK]] kemarin.",
            "Kata [[Rahmat Kusumah AS]] kemarin.",
            "Kata [[Rahmat RK]] kemarin.",
            "Kata [[Bambang Soesatyo Bamsoet]] kemarin. -> Kata [[Bambang Soesatyo]] [[=Bamsoet]] kemarin.",
        ],
    );
}

#[test]
fn words_fused_to_the_end_of_a_name_are_cut_off() {
    check(
        &[parts::build, fused::split],
        &[
            "Reporter: [[Rahmat KusumahEditor]]: Rudi. -> Reporter: [[Rahmat Kusumah]]Editor: Rudi.",
            "Kata [[Rahmat McDonald]] kemarin.",
            "Kata [[Rahmat DeXanto]] kemarin.",
            "Kata [[Rahmat Zorbeloberziarah]], lalu [[Rahmat Zorbelo]]. -> Kata [[Rahmat Zorbelo]]berziarah, lalu \
             [[Rahmat Zorbelo]].",
            "Kata [[Rahmat Zorbelomina]], lalu [[Rahmat Zorbelo]].",
            "Kata [[Zorbelomenggarisbawahi]], lalu [[Zorbelo]]. -> Kata [[Zorbelo]]menggarisbawahi, lalu [[Zorbelo]].",
            "Kata [[Zorbeloberzi]], lalu [[Zorbelo]].",
        ],
    );
}

#[test]
fn the_second_name_after_a_hyphen_with_spaces_is_found() {
    check(
        &[parts::build, pairs::add_second],
        &[
            "Pasangan [[Rahmat Kusumah]] - Hatta kalah. -> Pasangan [[Rahmat Kusumah]] - [[Hatta]] kalah.",
            "Juara: [[Rahmat Kusumah]] - Jakarta kalah.",
            "Juara: [[Rahmat Kusumah]] - Hatta Jaya Xanto kalah.",
            "Kata [[Rahmat Kusumah]], Hatta kalah.",
        ],
    );
}
