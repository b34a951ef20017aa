//! The grammar as a table of sentences, and invariants of every text.

use jiff::civil::Date;
use proptest::prelude::*;

use crate::analyzer::{Analyzer, Settings};
use crate::entities::{Canonical, EntityKind};
use crate::text::document::ArticleDate;

/// The mentions of a kind as `text = value`, followed by `!` and the name of the note if there is one.
fn found(kind: EntityKind, text: &str, article: Option<Date>) -> Vec<String> {
    let kinds = vec![EntityKind::Date, EntityKind::Time, EntityKind::Duration];
    let analyzer = Analyzer::new(Settings { kinds, terms: None, ..Settings::default() });
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, article.map(ArticleDate::from), &mut workspace);
    let shown = analysis.mentions.iter().filter(|m| m.kind == kind).map(|mention| {
        let value = mention.canonical.map_or_else(|| "-".to_owned(), |c| c.display(text).to_string());
        let note = mention.note.map_or_else(String::new, |note| format!(" !{}", note.name()));
        format!("{} = {value}{note}", mention.span.of(text))
    });
    shown.collect()
}

/// Checks sentences in an article of Tuesday, 31 December 2024.
fn check(kind: EntityKind, cases: &[(&str, &[&str])]) {
    let article = Date::new(2024, 12, 31).ok();
    for (text, expected) in cases {
        assert_eq!(found(kind, text, article), *expected, "{text}");
    }
}

#[test]
fn days_in_words_and_digits() {
    check(
        EntityKind::Date,
        &[
            ("Acara itu digelar 31 Desember 2024 di alun-alun.", &["31 Desember 2024 = 2024-12-31"]),
            ("Ia tiba pada 31/12/2024 dan pulang 2024-12-30.", &["31/12/2024 = 2024-12-31", "2024-12-30 = 2024-12-30"]),
            ("Surat bertanggal 31-12-2024 itu hilang.", &["31-12-2024 = 2024-12-31"]),
            ("Katanya, Selasa (31/12/2024).", &["Selasa (31/12/2024) = 2024-12-31"]),
            ("Kata dia, Selasa, 31 Desember 2024.", &["Selasa, 31 Desember 2024 = 2024-12-31"]),
            ("Jadwal kapal hari ini, Selasa (31/12/2024), berubah.", &["hari ini, Selasa (31/12/2024) = 2024-12-31"]),
            ("Ujarnya, Minggu (29/12).", &["Minggu (29/12) = 2024-12-29"]),
            ("Ia dilantik (29/5) di istana.", &["29/5 = 2024-05-29"]),
            ("Bekerja sejak 31/12 sampai kini.", &["31/12 = 2024-12-31"]),
            (
                "Lahir 12 Nop 1945, wafat 3 Pebruari 1998.",
                &["12 Nop 1945 = 1945-11-12", "3 Pebruari 1998 = 1998-02-03"],
            ),
            ("Lahir 9 Djuni 1931, hari Djum'at.", &["9 Djuni 1931 = 1931-06-09", "hari Djum'at = 2024-12-27"]),
            ("Lahir 12 Nop. 1945. Wafat 5 Agt. Lalu sepi.", &["12 Nop. 1945 = 1945-11-12", "5 Agt = 2024-08-05"]),
            ("Kabar itu terbit June 20, 2016.", &["June 20, 2016 = 2016-06-20"]),
            ("Ahad, 11 November 2012, ia pergi.", &["Ahad, 11 November 2012 = 2012-11-11"]),
            (
                "Pada hari Senin tanggal 30 Desember 2024 ia datang.",
                &["hari Senin tanggal 30 Desember 2024 = 2024-12-30"],
            ),
            ("Ia datang Senin malam (30/12/2024).", &["Senin malam (30/12/2024) = 2024-12-30"]),
            ("Ia datang Senin (30/12/2024 ) malam.", &["Senin (30/12/2024 ) = 2024-12-30"]),
        ],
    );
}

#[test]
fn months_and_years() {
    check(
        EntityKind::Date,
        &[
            ("Sejak invasi Februari 2022 harga naik.", &["Februari 2022 = 2022-02"]),
            ("Pada bulan Juni mereka bertemu.", &["bulan Juni = 2024-06"]),
            ("Pada tahun 2025 ia pensiun.", &["tahun 2025 = 2025"]),
            ("Ia terpilih pada 2019 dan 2024.", &["2019 = 2019", "2024 = 2024"]),
            ("Laba November tahun lalu turun.", &["November tahun lalu = 2023-11"]),
            (
                "Januari, Februari dan Maret 2023 kering.",
                &["Januari = 2023-01", "Februari = 2023-02", "Maret 2023 = 2023-03"],
            ),
            ("Perang tahun 1807 dan tahun 901.", &["tahun 1807 = 1807", "tahun 901 = 0901"]),
            ("Pada awal Juni hujan, akhir 2023 kemarau.", &["awal Juni = 2024-06", "akhir 2023 = 2023"]),
            ("Sejak 2013 ini masih dipakai.", &["2013 = 2013"]),
            ("Tahun anggaran 2026 dimulai.", &["Tahun anggaran 2026 = 2026"]),
            ("Ia lulus awal tahun '98 dan 17 Mei '99.", &["17 Mei '99 = 1999-05-17"]),
            ("Dana Desa 2025 cair, juga di Taman Siswa 2024.", &["2025 = 2025", "2024 = 2024"]),
            (
                "Cuti Tahun Baru 2025, Pemilu 2024, UU Nomor 5 Tahun 2021.",
                &["2025 = 2025", "2024 = 2024", "Tahun 2021 = 2021"],
            ),
            ("Dari 1892 hingga 1895 ia dididik.", &["1892 = 1892", "1895 = 1895"]),
            (
                "Piala Dunia 2026 hari ini, konser 2024 kali ini, haji 2025 tahun ini.",
                &["2026 = 2026", "hari ini = 2024-12-31", "2024 = 2024", "2025 = 2025", "tahun ini = 2024"],
            ),
        ],
    );
}

#[test]
fn years_of_other_eras() {
    check(
        EntityKind::Date,
        &[
            ("Kota itu berdiri 800 SM.", &["800 SM = -0799"]),
            ("Ia hidup tahun 624-548 SM, kira-kira.", &["tahun 624-548 SM = -0623/-0547"]),
            ("Makam dari tahun 650 - 279 sebelum Masehi.", &["tahun 650 - 279 sebelum Masehi = -0649/-0278"]),
            ("Fosil dari tahun 5.100 SM.", &["tahun 5.100 SM = -5099"]),
            ("Gunung itu meletus pada 79 Masehi.", &["79 Masehi = 0079"]),
            ("Raja itu lahir 17 Juli 924 M.", &["17 Juli 924 = 0924-07-17"]),
            ("Iduladha 1446 Hijriah/2025 Masehi.", &["1446 Hijriah = -", "2025 Masehi = 2025"]),
            (
                "Jelang Ramadan 1446 H dan Rabiul Awal 1446 Hijriah.",
                &["Ramadan 1446 H = -", "Rabiul Awal 1446 Hijriah = -"],
            ),
            ("Pada abad ke-5 SM dan abad ke-XIX.", &["abad ke-5 SM = -", "abad ke-XIX = 18XX"]),
            (
                "Abad kedua puluh satu, abad kesembilan belas, abad kedua.",
                &["Abad kedua puluh satu = 20XX", "abad kesembilan belas = 18XX", "abad kedua = 01XX"],
            ),
            ("Antara abad ke-17 hingga ke-18 Masehi.", &["abad ke-17 hingga ke-18 Masehi = 16XX/17XX"]),
            // A digit is missing; the day is unaffected.
            ("Mereka datang Selasa, 31 Desember 202.", &["Selasa, 31 Desember = 2024-12-31"]),
            ("Keputusan Presiden Nomor 34 tahun 201, kerajaan pada tahun 201 M.", &["tahun 201 M = 0201"]),
        ],
    );
}

#[test]
fn days_in_one_word() {
    check(
        EntityKind::Date,
        &[
            ("Terbit 10-Jun-25 dan 5-mei-2024.", &["10-Jun-25 = 2025-06-10", "5-mei-2024 = 2024-05-05"]),
            ("Selasa (02-April-2024) pagi.", &["Selasa (02-April-2024) = 2024-04-02"]),
            ("Batas 31-Juni-2024.", &["31-Juni-2024 = - !impossible_date"]),
            ("Nomor 1-Mei-123-4, 10-Jun, 45-Jun-2024 dan 2-a-3.", &[]),
        ],
    );
}

#[test]
fn intervals_and_lists() {
    check(
        EntityKind::Date,
        &[
            ("Diskon 22 Desember-10 Januari.", &["22 Desember-10 Januari = 2024-12-22/2025-01-10"]),
            (
                "Dari hari ini, Selasa (31/12/2024) hingga Jumat (3/1/2025).",
                &["hari ini, Selasa (31/12/2024) hingga Jumat (3/1/2025) = 2024-12-31/2025-01-03"],
            ),
            ("Pameran 3-5 Januari 2024 ramai.", &["3-5 Januari 2024 = 2024-01-03/2024-01-05"]),
            (
                "Libur 30 Desember 2024 hingga 2 Januari 2025.",
                &["30 Desember 2024 hingga 2 Januari 2025 = 2024-12-30/2025-01-02"],
            ),
            ("Libur 30 Desember - 2 Januari 2025.", &["30 Desember - 2 Januari 2025 = 2024-12-30/2025-01-02"]),
            ("Lomba tanggal 11, 12 dan 13 Mei.", &["tanggal 11, 12 dan 13 Mei = 2024-05-11/2024-05-13"]),
            ("Lomba 5 dan 9 Mei 2024.", &["5 dan 9 Mei 2024 = {2024-05-05,2024-05-09}"]),
            ("Masa jabatan 2020-2022 usai.", &["2020-2022 = 2020/2022"]),
            ("Musim 2019/2020 dihentikan.", &["2019/2020 = 2019/2020"]),
            ("Ekspor Januari-Maret 2025 naik.", &["Januari-Maret 2025 = 2025-01/2025-03"]),
            ("Sabtu-Minggu (14-15/12/2024) ramai.", &["Sabtu-Minggu (14-15/12/2024) = 2024-12-14/2024-12-15"]),
            ("Data triwulan III 2024 keluar.", &["triwulan III 2024 = 2024-Q3"]),
            ("Laba kuartal I-2019 naik.", &["kuartal I-2019 = 2019-Q1"]),
            ("Laba semester II/2018 turun.", &["semester II/2018 = 2018-H2"]),
            ("Stimulus Q2-2025, laba Q3 2024.", &["Q2-2025 = 2025-Q2", "Q3 2024 = 2024-Q3"]),
            ("Bansos 2025 triwulan II cair.", &["2025 = 2025", "triwulan II = 2024-Q2"]),
            ("Kasus era tahun '70-an dan era '80-an.", &["tahun '70-an = 197X", "80-an = 198X"]),
            ("Gempa 4/20/2024, Jumat (4/19/2024).", &["4/20/2024 = 2024-04-20", "Jumat (4/19/2024) = 2024-04-19"]),
            ("Lagu 1990-an, era 80-an, tahun 70-an.", &["1990-an = 199X", "80-an = 198X", "tahun 70-an = 197X"]),
            ("Di abad ke-21 dan abad XIX.", &["abad ke-21 = 20XX", "abad XIX = 18XX"]),
            ("Kantor buka Senin-Jumat, juga setiap Sabtu.", &["Senin-Jumat = -", "Sabtu = -"]),
            ("Peringatan setiap 17 Agustus meriah.", &["17 Agustus = XXXX-08-17"]),
        ],
    );
}

#[test]
fn dates_relative_to_the_article() {
    check(
        EntityKind::Date,
        &[
            (
                "Hujan hari ini, kemarin, besok dan lusa.",
                &["hari ini = 2024-12-31", "kemarin = 2024-12-30", "besok = 2025-01-01", "lusa = 2025-01-02"],
            ),
            ("Kemarin lusa ia sakit.", &["Kemarin lusa = 2024-12-29"]),
            ("Ia bicara pada Selasa.", &["Selasa = 2024-12-31"]),
            ("Ia bicara Selasa lalu dan Senin depan.", &["Selasa lalu = 2024-12-24", "Senin depan = 2025-01-06"]),
            ("Menteri akan berkunjung pada Kamis.", &["Kamis = 2025-01-02"]),
            ("Menteri akan berkunjung, katanya di Medan, Kamis.", &["Kamis = 2024-12-26"]),
            ("Ia akan kembali seperti pada Selasa malam lalu.", &["Selasa = 2024-12-24"]),
            ("Paling lambat 20 Desember mendatang.", &["20 Desember mendatang = 2024-12-20"]),
            ("Sejak Maret ia akan pergi.", &["Maret = 2024-03"]),
            ("Menteri berkunjung Rabu pekan depan.", &["Rabu pekan depan = 2025-01-08"]),
            (
                "Pekan ini, minggu lalu, bulan depan.",
                &["Pekan ini = 2025-W01", "minggu lalu = 2024-W52", "bulan depan = 2025-01"],
            ),
            ("Tahun ini lebih baik dari tahun lalu.", &["Tahun ini = 2024", "tahun lalu = 2023"]),
            (
                "Dua hari lalu dan tiga bulan yang lalu.",
                &["Dua hari lalu = 2024-12-29", "tiga bulan yang lalu = 2024-09"],
            ),
            (
                "Setahun silam, dua puluh lima tahun lalu.",
                &["Setahun silam = 2023", "dua puluh lima tahun lalu = 1999"],
            ),
            ("Debat 22 Desember lalu ramai.", &["22 Desember lalu = 2024-12-22"]),
            ("Pemilu 14 Februari mendatang.", &["14 Februari mendatang = 2025-02-14"]),
            (
                "Sejak musim panas ini, akhir pekan lalu.",
                &["musim panas ini = 2024-22", "akhir pekan lalu = 2024-12-28/2024-12-29"],
            ),
            ("Pertengahan tahun depan ia pindah.", &["Pertengahan tahun depan = 2025"]),
            ("Sabtu dan Minggu lalu sepi.", &["Sabtu = 2024-12-28", "Minggu lalu = 2024-12-29"]),
            ("Rabu (30/10) ia lulus.", &["Rabu (30/10) = 2024-10-30"]),
            ("Rapat hari Minggu mendatang (5/1) di Medan.", &["hari Minggu mendatang (5/1) = 2025-01-05"]),
            ("Harga turun pada penutupan pasar Senin lalu.", &["Senin lalu = 2024-12-30"]),
            (
                "Enam bulan lalu, 6 bulan yang lalu, 2 minggu lalu.",
                &["Enam bulan lalu = 2024-06", "6 bulan yang lalu = 2024-06", "2 minggu lalu = 2024-W51"],
            ),
            (
                "Layanan besok Rabu buka, kemarin, Senin malam, tutup.",
                &["besok Rabu = 2025-01-01", "kemarin, Senin = 2024-12-30"],
            ),
            ("Besok, Kamis ini, ia datang.", &["Besok = 2025-01-01", "Kamis ini = 2025-01-02"]),
            ("Tersesat pada malam hari Ini adalah pilihan.", &[]),
            ("Masa bakti 2024-2029 hari ini dimulai.", &["2024-2029 = 2024/2029", "hari ini = 2024-12-31"]),
            ("Emas menembus Rp 112.000 pekan lalu.", &["pekan lalu = 2024-W52"]),
            ("Ia pulang 28 Agustus 2024 bulan lalu.", &["28 Agustus 2024 = 2024-08-28", "bulan lalu = 2024-11"]),
            ("Ia menunggu 10 hari ini, sejak 2000 tahun lalu.", &[]),
        ],
    );
}

#[test]
fn days_of_an_unstated_month() {
    check(
        EntityKind::Date,
        &[
            ("Kirab digelar tanggal 28.", &["tanggal 28 = 2024-12-28"]),
            ("Ia ditahan mulai tanggal 3 nanti.", &["tanggal 3 nanti = 2025-01-03"]),
            (
                "Muktamar dibuka 24 Agustus 2024. Pada tanggal 24-25 ada sidang.",
                &["24 Agustus 2024 = 2024-08-24", "tanggal 24-25 = 2024-08-24/2024-08-25"],
            ),
            ("Gaji dibayar setiap tanggal 25.", &["tanggal 25 = -"]),
            ("Rapat tanggal 5 bulan depan.", &["tanggal 5 bulan depan = 2025-01-05"]),
            ("Ia dipanggil Senin, tanggal 6.", &["Senin, tanggal 6 = 2025-01-06"]),
            ("Puasa tanggal 13 setiap bulan, tanggal 1 Sura, tanggal genap.", &[]),
        ],
    );
}

#[test]
fn dates_relative_to_the_text() {
    check(
        EntityKind::Date,
        &[
            (
                "Ia hilang pada 3 Maret 2024. Sehari kemudian ia ditemukan.",
                &["3 Maret 2024 = 2024-03-03", "Sehari kemudian = 2024-03-04"],
            ),
            ("Ia hilang. Keesokan harinya ia ditemukan.", &[]),
            (
                "Ia memilih pada 21 April 2019, esoknya (22 April 2019) ia pergi.",
                &["21 April 2019 = 2019-04-21", "esoknya (22 April 2019) = 2019-04-22"],
            ),
            (
                "Kunjungan Kamis (2/1/2025). Di hotel, Kamis siang, ia rapat.",
                &["Kamis (2/1/2025) = 2025-01-02", "Kamis = 2025-01-02"],
            ),
            (
                "Rapat Kamis malam, 12 Desember 2024, batal. Kamis pagi itu hujan.",
                &["Kamis malam, 12 Desember 2024 = 2024-12-12", "Kamis = 2024-12-12"],
            ),
            (
                "Ia hilang 3 Maret 2024. Lima hari kemudian, tepatnya Jumat (8/3/2024), ia pulang.",
                &["3 Maret 2024 = 2024-03-03", "Jumat (8/3/2024) = 2024-03-08"],
            ),
        ],
    );
}

#[test]
fn expressions_that_are_not_dates() {
    let cases = [
        "Perkara 489/Pdt.G/2025 dan putusan Nomor 169/PUU-XXII/2024.",
        "Skor 3-2, lalu 21/15, harga Rp 2024 dan 2.024 orang.",
        "Ia memimpin 2024 orang di ketinggian 1950 mdpl.",
        "Telepon 0812-3456-2024 dan 021-1998.",
        "Buka 24/7, dua pertiga (2/3) suara.",
        "Budi (34) dan Ani, 55 tahun, tiba pukul 10.30.",
        "Ia menginap di Pasar Minggu dan Jalan 17 Agustus.",
        "Penyanyi Mei Lan dan Maret Wijaya bernyanyi.",
        "Sidang itu dibuka oleh Raja Juli di istana. Juli menerangkan usul itu. Gudeg itu tadi dibuat oleh Mei Lan. Kata Mei, enak.",
        "Universitas 17 Agustus 1945 dan Jalan 13 Desember.",
        "Mobil XII 1600-31 dan model 1000 baru.",
        "Fosil itu berumur 66 juta tahun.",
        "Rubrik itu sudah tiga minggu terbit.",
        "Dua minggu ia dirawat, beberapa tahun lalu.",
        "Pada Jumat Agung umat berdoa, Sholat Jumat ramai.",
        "Pekerja berusia 30-an tahun itu pulang.",
        "Akhir-akhir ini, saat ini, baru-baru ini.",
        "Ulang tahun ini meriah.",
        "Lebih dari 1500 penonton, lebih dari 2000.",
    ];
    for text in cases {
        assert_eq!(found(EntityKind::Date, text, Date::new(2024, 12, 31).ok()), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn dates_without_a_value() {
    check(
        EntityKind::Date,
        &[
            ("Rapat 31 April 2024 batal.", &["31 April 2024 = - !impossible_date"]),
            ("Rapat Jumat (30/2/2024) batal.", &["Jumat (30/2/2024) = - !impossible_date"]),
            ("Rapat Senin (31/12/2024) batal.", &["Senin (31/12/2024) = 2024-12-31 !weekday_mismatch"]),
            ("Khotbah pada 14/6/1439 AH.", &["14/6/1439 AH = -"]),
            ("Salat Id 10 Dzulhijjah 1446 H.", &["10 Dzulhijjah 1446 H = -"]),
            ("Pada tanggal 11, 12 dan 13 Dzulhijjah.", &["tanggal 11, 12 dan 13 Dzulhijjah = -"]),
            ("Ulama itu wafat (711 H).", &["711 H = -"]),
        ],
    );
}

#[test]
fn without_an_article_date() {
    let cases: [(&str, &[&str]); 5] = [
        ("Ia datang kemarin.", &["kemarin = -"]),
        ("Ia datang Selasa lalu.", &["Selasa lalu = -"]),
        ("Ia lahir 17 Agustus.", &["17 Agustus = XXXX-08-17"]),
        ("Tahun lalu, pada 2019.", &["Tahun lalu = -", "2019 = 2019"]),
        ("Mulai 1 Juli. Copyright © KABAR 2025", &["1 Juli = 2025-07-01", "2025 = 2025"]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(EntityKind::Date, text, None), expected, "{text}");
    }
}

#[test]
fn times_of_day() {
    check(
        EntityKind::Time,
        &[
            ("Kereta tiba 10.30 WIB.", &["10.30 WIB = T10:30+07:00"]),
            ("Kereta tiba pukul 07.00 lalu pergi.", &["07.00 = T07:00"]),
            ("Pukul 22:20 Wita lampu padam.", &["22:20 Wita = T22:20+08:00"]),
            ("Buka pukul 09.00-11.00 WIT.", &["09.00 = T09:00+09:00", "11.00 WIT = T11:00+09:00"]),
            ("Sejak jam 7 ia menunggu sampai pukul 8 malam.", &["7 = T07:00", "8 malam = T20:00"]),
            ("Skor 10.30, selama dua jam, pukul 25.00.", &[]),
        ],
    );
}

#[test]
fn durations() {
    check(
        EntityKind::Duration,
        &[
            ("Selama tiga hari dan satu minggu terakhir.", &["tiga hari = P3D", "satu minggu terakhir = P1W"]),
            ("Video 1 menit 18 detik itu viral.", &["1 menit 18 detik = PT1M18S"]),
            (
                "Dua setengah jam, 1,5 tahun, setengah abad.",
                &["Dua setengah jam = PT2H30M", "1,5 tahun = P1Y6M", "setengah abad = P50Y"],
            ),
            (
                "Puluhan tahun ia menunggu beberapa bulan ke depan.",
                &["Puluhan tahun = -", "beberapa bulan ke depan = -"],
            ),
            ("Ia berusia 55 tahun. Budi (40 tahun) datang dua hari lalu.", &[]),
        ],
    );
}

fn dateline(text: &str) -> Option<String> {
    let analyzer = Analyzer::new(Settings { terms: None, ..Settings::default() });
    let mut workspace = analyzer.workspace();
    analyzer.analyze_with(text, None, &mut workspace).document.date.map(|d| d.date.to_string())
}

#[test]
fn datelines() {
    let dated = |date: &str| Some(date.to_owned());
    assert_eq!(dateline("Kata dia, Selasa (31/12/2024)."), dated("2024-12-31"));
    assert_eq!(dateline("Ia lahir 17 Agustus 1945. Ujarnya, Kamis, 29 Mei 2025."), dated("2025-05-29"));
    assert_eq!(dateline("Ia lahir 17 Agustus 1945. Katanya, Selasa (29/5)."), None);
    assert_eq!(dateline("Katanya, Senin (31/12/2024)."), None);
    assert_eq!(dateline("Konser akan digelar di Bandung, Sabtu (5/7/2025)."), None);
    assert_eq!(dateline("Ia menang atas lawannya, Kamis (5/6/2025) lalu."), None);
    assert_eq!(
        dateline(
            "Ia menang di Bandung, Kamis (5/6/2025). Berikut jadwal berikutnya, Jumat (6/6/2025):\n\nPukul 11.00 WIB: final"
        ),
        dated("2025-06-05")
    );
    assert_eq!(dateline("Jadwal kereta hari ini, Kamis (5/6/2025), berubah."), dated("2025-06-05"));
    assert_eq!(dateline("Hujan turun sejak Rabu malam hingga Kamis (5/6/2025)."), dated("2025-06-05"));
    assert_eq!(dateline("Pameran akan dibuka hingga Kamis (5/6/2025)."), None);
    assert_eq!(dateline("Jumat, 6 Juni 2025 14:40 WIB: latihan bebas"), None);
    assert_eq!(dateline("Jadwal laga terakhir di Grup C, besok, Selasa (10/6/2025)."), None);
    assert_eq!(dateline("Kecelakaan itu terjadi di tol, kemarin, Selasa (10/6/2025)."), None);
    assert_eq!(
        dateline("Laga dimulai di Seattle, Jumat (20/6/2025) dini hari. Katanya, Kamis (19/6/2025)."),
        dated("2025-06-19")
    );
}

/// Whether every day in an EDTF value exists.
fn exists(value: &str) -> bool {
    let pieces = value.trim_matches(['{', '}']).split(['/', ',']);
    pieces.filter(|p| p.len() == 10 && !p.contains('X')).all(|piece| piece.parse::<Date>().is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn digits_never_yield_an_impossible_date(
        figures in "[0-9]{1,4}([-/.][0-9]{1,4}){0,4}",
        frame in prop::sample::select(vec![
            ("Kata dia, Senin (", ")."), ("Pada ", " ia pergi."), ("", " Februari 2023"), ("tahun ", ""), ("pukul ", " WIB"),
            ("tanggal ", " April"), ("(", ")"), ("", " H"), ("kuartal I ", ""), ("", " hari lalu"), ("Mei ", ""),
        ]),
        year in 1_i16..9999,
    ) {
        thread_local! {
            static ANALYZER: Analyzer = Analyzer::new(Settings {
                kinds: vec![EntityKind::Date, EntityKind::Time, EntityKind::Duration],
                terms: None,
                ..Settings::default()
            });
        }
        let text = format!("{}{figures}{}", frame.0, frame.1);
        let article = Date::new(year, 2, 28).ok();
        ANALYZER.with(|analyzer| {
            let mut workspace = analyzer.workspace();
            let analysis = analyzer.analyze_with(&text, article.map(ArticleDate::from), &mut workspace);
            for mention in analysis.mentions {
                if let Some(Canonical::Date(value)) = mention.canonical {
                    prop_assert!(exists(&value.to_string()), "{text}: {value}");
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn ranges_of_two_complete_dates() {
    check(
        EntityKind::Date,
        &[
            ("Festival 3 April 2024-17 Mei 2024 usai.", &["3 April 2024-17 Mei 2024 = 2024-04-03/2024-05-17"]),
            ("Pameran 1 Mei 2024–31 Juli 2024 usai.", &["1 Mei 2024–31 Juli 2024 = 2024-05-01/2024-07-31"]),
            ("Laporan Juli 2022-Juni 2023 terbit.", &["Juli 2022-Juni 2023 = 2022-07/2023-06"]),
            ("Laporan Juli 2022 - Juni 2023 terbit.", &["Juli 2022 - Juni 2023 = 2022-07/2023-06"]),
            ("Ia menjabat 15 Januari 2024-sekarang.", &["15 Januari 2024 = 2024-01-15"]),
        ],
    );
}

#[test]
fn stamps_of_machines_and_short_years() {
    check(
        EntityKind::Date,
        &[
            ("Dibuat 2019-09-28T19:17:34+07:00 oleh sistem.", &["2019-09-28 = 2019-09-28"]),
            ("Dibuat 2019-09-28WIB19:17:34 oleh sistem.", &["2019-09-28 = 2019-09-28"]),
            ("Rapat pada 02.08.23 di aula.", &["02.08.23 = 2023-08-02"]),
            ("Ia finis dengan catatan waktu 02.08.23 kemarin.", &["kemarin = 2024-12-30"]),
            ("Ia lahir pada 12/5/65 di Solo.", &["12/5/65 = 1965-05-12"]),
        ],
    );
}

#[test]
fn days_after_one_of_an_earlier_year_are_of_that_year() {
    check(
        EntityKind::Date,
        &[
            (
                "Rapat digelar 3 Maret 2023. Rapat kedua pada 10 April.",
                &["3 Maret 2023 = 2023-03-03", "10 April = 2023-04-10"],
            ),
            (
                "Ia ditahan 3 Maret 2023. Sidang digelar pada 28 Desember.",
                &["3 Maret 2023 = 2023-03-03", "28 Desember = 2024-12-28"],
            ),
        ],
    );
}

#[test]
fn a_weekday_before_the_day_after_tomorrow_is_that_day() {
    check(
        EntityKind::Date,
        &[
            ("Ujian dimulai Kamis lusa.", &["Kamis lusa = 2025-01-02"]),
            ("Ujian dimulai Rabu lusa.", &["Rabu = 2024-12-25", "lusa = 2025-01-02"]),
        ],
    );
}
