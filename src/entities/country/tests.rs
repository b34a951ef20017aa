use super::context_words::ContextFlags;
use super::names::{CaseRule, GazetteerRow, NameKind, rows};
use super::*;
use crate::entities::Mention;
use crate::{Analyzer, Settings};

/// Each mention as its text, its code (`-` if unresolved) and via.
fn found(text: &str) -> Vec<String> {
    thread_local! {
        static ANALYZER: Analyzer = Analyzer::new(Settings {
            kinds: vec![EntityKind::Country],
            terms: None,
            ..Settings::default()
        });
    }
    ANALYZER.with(|analyzer| {
        let mut workspace = analyzer.workspace();
        let analysis = analyzer.analyze_with(text, None, &mut workspace);
        let show = |m: &Mention| {
            let code = m.canonical.map_or_else(|| "-".to_owned(), |c| c.display(text).to_string());
            format!("{} {code} {}", m.span.of(text), m.via.map_or("?", |via| via.name()))
        };
        analysis.mentions.iter().map(show).collect()
    })
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn every_name_in_the_gazetteer_is_found() {
    let is_sought = |row: &&GazetteerRow| {
        matches!(row.kind, NameKind::Name | NameKind::Alias | NameKind::English) && !row.codes.contains('|')
    };
    for row in rows().iter().filter(is_sought) {
        // A lower-case nickname may also follow a cue.
        let text = format!("Pemerintah {} menyatakan hal itu.", row.name);
        let hits = found(&text);
        let wanted = format!("{} {} ", row.name, row.codes);
        assert!(hits.len() == 1 && hits[0].starts_with(&wanted), "{text} -> {hits:?}, wanted {wanted}");
    }
}

#[test]
fn every_label_is_found() {
    for country in Country::all() {
        let text = format!("Pemerintah {} menyatakan hal itu.", country.name());
        let hits = found(&text);
        let wanted = format!("{} {} ", country.name(), country.code());
        assert!(hits.len() == 1 && hits[0].starts_with(&wanted), "{text} -> {hits:?}, wanted {wanted}");
    }
}

#[test]
fn there_are_249_codes_and_kosovo() {
    assert_eq!(Country::all().count(), 250);
    assert!(Country::all().is_sorted());
    for country in Country::all() {
        assert_eq!(Country::from_code(country.code()), Some(country));
    }
    let iso3 = |code| Country::from_code(code).unwrap().iso3();
    assert_eq!([iso3("ID"), iso3("NA"), iso3("XK")], ["IDN", "NAM", "XKX"]);
    assert!(
        Country::all()
            .all(|country| country.iso3().len() == 3 && country.iso3().bytes().all(|b| b.is_ascii_uppercase()))
    );
    for none in ["ZZ", "EU", "id", "IDN", "", "é"] {
        assert_eq!(Country::from_code(none), None);
    }
}

#[test]
fn tables_are_well_formed() {
    let tables = [
        (include_str!("../data/countries.tsv"), 5, "# columns: name, code, kind, case, source"),
        (include_str!("../data/country_contexts.tsv"), 3, "# columns: word, role, source"),
        (include_str!("../data/country_labels.tsv"), 3, "# columns: code, name, iso3"),
    ];
    for (text, columns, header) in tables {
        assert!(text.starts_with("# ") && text.ends_with('\n') && !text.contains('\r'));
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(text.lines().any(|line| line == header), "{header}");
        assert!(lines.is_sorted_by(|a, b| a < b), "{header}: not sorted, or has a duplicate line");
        for line in lines {
            let cells: Vec<_> = line.split('\t').collect();
            assert!(cells.len() == columns && cells.iter().all(|c| !c.is_empty() && c.trim() == *c), "{line}");
            assert!(unicode_normalization::is_nfc(line), "{line}");
        }
    }
}

#[test]
fn every_row_is_valid() {
    let lines = include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows().len(), lines);
    for row in rows() {
        let codes: Vec<_> = row.codes.split('|').filter_map(Country::from_code).collect();
        let expected = if row.kind == NameKind::NotACountry { 0 } else { row.codes.split('|').count() };
        assert_eq!(codes.len(), expected, "{row:?}");
        assert!(row.case != CaseRule::Upper || !row.name.contains(char::is_lowercase), "{row:?}");
    }
    for country in Country::all() {
        let is_its =
            |row: &&GazetteerRow| row.kind == NameKind::Name && row.codes.split('|').any(|c| c == country.code());
        assert!(rows().iter().any(|row| is_its(&row)), "{country:?} has no name");
    }
    for line in include_str!("../data/country_contexts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let role = line.split('\t').nth(1).unwrap();
        assert!(ContextFlags::named(role).is_some(), "{line}");
        let word = line.split('\t').next().unwrap();
        assert!(word == word.to_lowercase() && word.split(' ').count() <= 2, "{line}");
    }
}

#[test]
fn names_and_aliases() {
    check("Inggris, China, dan Pantai Gading sepakat.", &["Inggris GB name", "China CN name", "Pantai Gading CI name"]);
    check("Presiden RI bertemu utusan AS dan UEA.", &["RI ID alias", "AS US alias", "UEA AE alias"]);
    check("Ia kembali ke Tanah Air dari Negeri Sakura.", &["Tanah Air ID alias", "Negeri Sakura JP alias"]);
    check("WARGA INDONESIA DI KOREA SELATAN", &["INDONESIA ID name", "KOREA SELATAN KR name"]);
    check("Produk asal Germany dan Philipina laku.", &["Germany DE alias", "Philipina PH name"]);
    check(
        "Republik Rakyat Tiongkok dan Côte d’Ivoire hadir.",
        &["Republik Rakyat Tiongkok CN alias", "Côte d’Ivoire CI name"],
    );
    check("Dolar menguat as roda patah, kartu as.", &[]);
    check("Laporan U.S. menyebut Mr. Lee.", &["U.S. US alias"]);
}

#[test]
fn joined_names() {
    check("Hubungan Korut-Rusia dan AS-China.", &["Korut KP alias", "Rusia RU name", "AS US alias", "China CN name"]);
    check("Hubungan RI-Jepang dan ASEAN-Selandia Baru.", &["RI ID alias", "Jepang JP name", "Selandia Baru NZ name"]);
    check("Kelompok anti-Israel se-Indonesia.", &["Israel IL name", "Indonesia ID name"]);
    check("Perang Israel-Hamas dibahas DPR-RI.", &["Israel IL name", "RI ID in_name"]);
    check("Mobil RI-1 dan HUT RI-79.", &["RI ID alias"]);
}

#[test]
fn the_longest_match_wins_even_if_it_is_not_a_country() {
    check("Ia lahir di Jerman Timur, bekas Uni Soviet, lalu ke Amerika Latin.", &[]);
    check("Papua Nugini dan Guinea-Bissau", &["Papua Nugini PG name", "Guinea-Bissau GW name"]);
    check("Klub AS Roma dan All England.", &[]);
    check("Pemerintah Hindia Belanda dan Irlandia Utara.", &[]);
}

#[test]
fn names_that_contain_a_country() {
    check("Bank Indonesia dan Universitas Indonesia.", &["Indonesia ID in_name", "Indonesia ID in_name"]);
    check("Rupiah melemah terhadap dolar AS.", &["AS US in_name"]);
    check("Pelatih timnas U-23 Indonesia belajar bahasa Inggris.", &["Indonesia ID in_name", "Inggris GB in_name"]);
    check("Juru bicara Kementerian Luar Negeri RI menemui Presiden RI.", &["RI ID in_name", "RI ID alias"]);
    check("Menteri Luar Negeri RI dan Ketua KPU RI hadir di sini.", &["RI ID alias", "RI ID in_name"]);
    check("Kapuspen Kementerian Pertahanan (Kemenhan) RI berkata begitu.", &["RI ID in_name"]);
    check("Ia juara Indonesia Open dan naik Qatar Airways.", &["Indonesia ID in_name", "Qatar QA in_name"]);
    check("Kapal Tentara Nasional Indonesia berlayar.", &["Indonesia ID in_name"]);
    check("Penumpang Garuda Indonesia naik.", &["Indonesia ID in_name"]);
    check("Kapal Angkatan Laut India berlayar.", &["India IN in_name"]);
    check("Ia meraih piala Japan Music Awards kemarin.", &["Japan JP in_name"]);
}

#[test]
fn organizations_named_after_their_country() {
    check("Lingkaran Survei Indonesia dan Jaringan Pemantau Pendidikan Indonesia.", &["Indonesia ID in_name"; 2]);
    check("Sabu Jaringan Malaysia disita.", &["Malaysia MY name"]);
    check("Himpunan Pengusaha Muda Indonesia dan Forest Watch Indonesia.", &["Indonesia ID in_name"; 2]);
    check("Para pengusaha muda Indonesia dan jaringan internet Indonesia.", &["Indonesia ID name"; 2]);
}

#[test]
fn streets_waters_and_federal_states_are_not_countries() {
    check("Ia tinggal di Jalan Kamboja dekat Kampung Rusia.", &[]);
    check("Kapal melintasi Laut China Selatan dan Selat Taiwan.", &[]);
    check("Gempa di negara bagian Georgia.", &[]);
    check("Gempa di barat laut Pakistan.", &["Pakistan PK name"]);
}

#[test]
fn people_are_not_countries() {
    check("Pria berinisial AS (34) ditangkap bersama rekannya, AS.", &[]);
    check("Kepala sekolah waktu itu adalah Drs. AS Setiadi.", &[]);
    check("Konser itu dihadiri oleh Chad Smith kemarin.", &[]);
    check("Gol Michael Jordan dan Jordan Pickford dibahas.", &[]);
    check("Warga Jordan dan Presiden Chad Idriss Deby.", &["Jordan JO alias", "Chad TD name"]);
    check("Suami Gubernur Sherly Laos datang. Sherly Laos lalu pergi ke sana.", &[]);
    check("Jersey baru itu laku. Pemerintah Jersey senang.", &["Jersey JE name"]);
    check("Harganya US$ 20, lalu US$ 11.110-US$ 11.820.", &[]);
    check("Kompol Jordan menjelaskan. \"Benar,\" kata Jordan.", &[]);
    check("Oman, Jordan, dan Australia ikut.", &["Oman OM name", "Jordan JO alias", "Australia AU name"]);
    check("Penyanyi Afgan tampil, pengungsi Afgan menonton.", &["Afgan AF alias"]);
    check("Truk L 8789 US menabrak pagar.", &[]);
    check("Kisah Nabi Ibrahim AS dan putranya, lalu warga AS.", &["AS US alias"]);
    check("Benteng milik Isaac de Saint Martin di sana.", &[]);
    check("Ahli dari Medical College of Georgia dan dari Cordele, Georgia, AS.", &["AS US alias"]);
    check("Georgia, AS, dan Peru hadir.", &["Georgia GE name", "AS US alias", "Peru PE name"]);
}

#[test]
fn a_given_name_is_not_a_country() {
    check("Petarung Israel Adesanya menang. Pelatih memuji Adesanya, juga pukulannya.", &[]);
    check("Menteri Pertahanan Israel, Israel Katz, marah. Itu salah, kata Katz.", &["Israel IL name"]);
    check(
        "Menteri Luar Negeri Israel Gideon Saar dan serangan Israel Sabtu lalu. Benar, kata Saar.",
        &["Israel IL name", "Israel IL name"],
    );
}

#[test]
fn former_states_are_not_countries() {
    check("Uni Eropa dan ASEAN sepakat; orang Jawa, bahasa Sunda, Wales dan Skotlandia tidak ada.", &[]);
    check("Mantan Presiden Cekoslowakia dan Yugoslavia bertemu di Uni Soviet.", &[]);
    check("Kartu as dan as roda itu patah.", &[]);
    check("Presiden Kosovo datang.", &["Kosovo XK name"]);
}

#[test]
fn names_that_are_prefixes_of_others() {
    check("Perang di Sudan Selatan membuat warga Sudan lari.", &["Sudan Selatan SS name", "Sudan SD name"]);
    check("Kudeta di Guinea. Presiden Guinea Ekuatorial diam.", &["Guinea GN name", "Guinea Ekuatorial GQ name"]);
    check("Warga Irlandia Utara bukan warga Irlandia.", &["Irlandia IE name"]);
    check("Warga Kongo-Brazzaville dan RD Kongo.", &["Kongo-Brazzaville CG alias", "RD Kongo CD alias"]);
}

#[test]
fn the_homeland_is_indonesia() {
    check("Pecinta sepak bola tanah air gembira.", &["tanah air ID alias"]);
    check("Mereka berhak memiliki tanah air sendiri.", &[]);
}

#[test]
fn a_name_ends_with_its_own_country() {
    check(
        "Kluivert Jelaskan Sulitnya Timnas Indonesia Bertahan Melawan Jepang",
        &["Indonesia ID in_name", "Jepang JP name"],
    );
    check("Suporter Timnas Nobar Laga Indonesia Lawan Jepang di GBK", &["Indonesia ID name", "Jepang JP name"]);
    check("Jadwal Timnas Voli U 23 Indonesia dan Timnas Putri Jepang", &["Indonesia ID in_name", "Jepang JP in_name"]);
    check("Ia pindah dari Bank Asal Jepang itu.", &["Jepang JP name"]);
    check("Peserta Indonesia Miner Conference pulang.", &["Indonesia ID in_name"]);
    check("Pesanan Bangladesh Railway tiba.", &["Bangladesh BD in_name"]);
    check("Kamar Dagang dan Industri Indonesia rapat.", &["Indonesia ID in_name"]);
}

#[test]
fn capitals_that_stand_for_the_government() {
    check("Seoul menuduh Pyongyang berbohong.", &["Seoul KR metonym", "Pyongyang KP metonym"]);
    check("Presiden tiba di Seoul. Ia ke Gedung Putih.", &[]);
    check("Gedung Putih menyatakan hal itu.", &["Gedung Putih US metonym"]);
    check("Kata juru bicara Kremlin, belum ada kabar.", &["Kremlin RU metonym"]);
    check(
        "Tuduhan ini datang dari Seoul dan Washington, yang menyatakan bahwa Pyongyang telah mengirimkan tentara.",
        &["Seoul KR metonym", "Washington US metonym", "Pyongyang KP metonym"],
    );
    check("Perundingan nuklir dengan Teheran gagal.", &["Teheran IR metonym"]);
    check("Moskow adalah kota besar. KBRI Tokyo menegaskan itu.", &[]);
    check("Madrid menolak tawaran untuk gelandang itu.", &[]);
    check("Spanyol terdiam; Madrid menolak usul itu.", &["Spanyol ES name", "Madrid ES metonym"]);
}

#[test]
fn ambiguous_names_are_resolved_from_the_article() {
    check("Rakyat Korea marah.", &["Korea - alias"]);
    check("Korea Utara dan rakyat Korea.", &["Korea Utara KP name", "Korea KP alias"]);
    check("Ia suka drama Korea.", &["Korea KR alias"]);
    check(
        "Tim Korea Utara dan Korea Selatan, dua Korea.",
        &["Korea Utara KP name", "Korea Selatan KR name", "Korea - alias"],
    );
    check("Pemberontak M23 merebut Goma di Kongo.", &["Kongo CD name"]);
    check("Wabah di Kongo.", &["Kongo - name"]);
    check("Ia ke negeri jiran. Malaysia ramai.", &["negeri jiran MY alias", "Malaysia MY name"]);
}

#[test]
fn some_abbreviations_need_a_cue() {
    check("Anggota DPRK Aceh Besar rapat.", &[]);
    check("Korea Utara dan tentara DPRK.", &["Korea Utara KP name", "DPRK KP alias"]);
}

#[test]
fn hostile_input_is_processed_in_linear_time() {
    for text in [
        "",
        "-",
        "RI-",
        "-RI",
        "A-",
        "Seoul",
        "Seoul,",
        "Seoul, yang",
        "(RI",
        ") RI",
        "AS (",
        "AS ($",
        "US$",
        "Kongo (",
    ] {
        found(text);
    }
    // Each would take minutes if a rule examined more than its neighborhood.
    for piece in ["Chad X ", "Seoul dan ", "Bank A ", "AS, ", "Korea ", "anti-Israel ", "Madrid menolak "] {
        found(&piece.repeat(50_000));
    }
}

#[test]
fn initials_of_suspects_are_not_countries_anywhere_in_the_article() {
    check("Jaksa menahan tersangka AS di Kupang. Pengacara AS keberatan.", &[]);
    check("Pengemudi bus, AS, kabur. Polisi mencari AS.", &[]);
    check("Dua pelaku, RI dan AS, ditahan. RI menyesal.", &[]);
    check("Polisi menetapkan AS sebagai tersangka.", &[]);
    check("Tentara AS berjaga. Sopir truk, AS, ditahan.", &["AS US alias"]);
    check("Tersangka dibawa ke AS. Pemerintah AS diam.", &["AS US alias"; 2]);
}

#[test]
fn given_names_after_forms_of_address_and_roles_are_not_countries() {
    check("Pak Oman menarik becak. Kata Oman, sepi.", &[]);
    check("Petinju Israel Adeyemi menang.", &[]);
    check("Presiden Israel Isaac Herzog tiba.", &["Israel IL name"]);
    check("Menteri Luar Negeri Chad Yohanes Kusnadi tiba.", &["Chad TD name"]);
}

#[test]
fn clubs_hotels_and_tournaments_are_not_countries() {
    check("Klub AS Nancy kalah. Mereka menginap di Swiss-Belhotel Solo.", &[]);
    check("Ia juara Denmark Terbuka.", &["Denmark DK in_name"]);
    check("Pasar Denmark terbuka bagi mereka.", &["Denmark DK name"]);
}

#[test]
fn directions_and_fleets_are_not_seas() {
    check("Gempa di Timur Laut China, lalu Armada Laut Rusia datang.", &["China CN name", "Rusia RU name"]);
    check("Warga U.K. menolak.", &["U.K. GB alias"]);
}
