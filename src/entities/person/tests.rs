//! Sentences and their people by the rules: `[[name]]` is a mention, `[[name|full name]]` one with another canonical form.

use crate::analyzer::{Analyzer, Settings};
use crate::entities::EntityKind;

use super::common::lists;
use super::known_full_name;

fn analyzer() -> Analyzer {
    Analyzer::new(Settings {
        kinds: vec![EntityKind::Person],
        terms: None,
        people_by_rules: true,
        ..Settings::default()
    })
}

/// The text with its mentions in double brackets.
fn marked(analyzer: &Analyzer, text: &str) -> String {
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    let mut out = String::new();
    let mut end = 0;
    for mention in analysis.mentions {
        let (from, to) = (mention.span.byte_start() as usize, mention.span.byte_end() as usize);
        let canonical = mention.canonical.expect("people always have one").display(text).to_string();
        let name = &text[from..to];
        out.push_str(&text[end..from]);
        if canonical == name {
            out.push_str(&format!("[[{name}]]"));
        } else {
            out.push_str(&format!("[[{name}|{canonical}]]"));
        }
        end = to;
    }
    out.push_str(&text[end..]);
    out
}

/// The text without the brackets.
fn plain(marked: &str) -> String {
    let mut out = String::new();
    for (n, piece) in marked.split("[[").enumerate() {
        match piece.split_once("]]").filter(|_| n > 0) {
            Some((mention, rest)) => {
                out.push_str(mention.split('|').next().unwrap_or_default());
                out.push_str(rest);
            }
            None => out.push_str(piece),
        }
    }
    out
}

#[track_caller]
fn check(rows: &[&str]) {
    let analyzer = analyzer();
    for row in rows {
        assert_eq!(marked(&analyzer, &plain(row)), *row);
    }
}

#[test]
fn titles_degrees_and_forms_of_address_stay_outside() {
    check(&[
        "Presiden [[Prabowo Subianto]] menerima tamu dari Jepang.",
        "Kepala dinas itu, dr. [[Ratna Kusumawati]], Sp.PD, menyebut stok obat aman.",
        "Rapat dipimpin H. [[Slamet Riyadi]], S.H., M.Si. di aula desa.",
        "Brigjen Pol [[Wahyu Hidayat]] melepas jenazah.",
        "Jenderal TNI (Purn) [[Sutanto Wibowo]] hadir.",
        "Warga memanggilnya Pak [[Darmo]] sejak dulu.",
        "Menurut Prof. Dr. Ir. [[Bambang Hartono]], M.Sc., gempa itu dangkal.",
        "Menteri Koperasi [[Yulianti Saputra]] meninjau pasar.",
        "Direktur Utama Bank Nusa Raya [[Hendra Gunawan]] mundur.",
        "Habib [[Zainal Abidin]] memimpin doa bersama Ustaz [[Fikri Ramadhan]].",
    ]);
}

#[test]
fn particles_and_initials_stay_inside() {
    check(&[
        "Putra mahkota [[Mohammed bin Salman]] tiba di Riyadh.",
        "Buku tentang [[John F. Kennedy]] terbit lagi.",
        "Presiden [[Bashar al-Assad]] berpidato.",
        "Gelandang [[Frenkie de Jong]] cedera, kata pelatih.",
        "Korban bernama [[Siti Aminah binti Yusuf]] (61).",
        "Pengamat [[M. Taufik Nugraha]] menilai sebaliknya.",
        "Bek [[Trent Alexander-Arnold]] pindah klub.",
    ]);
}

#[test]
fn context_makes_people_of_unknown_words() {
    check(&[
        "\"Airnya naik cepat,\" kata [[Brontelo]] sambil menunjuk sawah.",
        "[[Wakumoro Tilameo]] (34) ditolong nelayan.",
        "Pewarta: [[Lintera Kabuyo]]",
        "Polisi menangkap pria bernama [[Gorontu]] di rumahnya.",
        "[[Marlindo Sepau]] adalah seorang guru di pulau itu.",
        "Juru bicara keluarga, [[Zemo Harlavi]], mengatakan pemakaman besok.",
        "Dalam surat itu [[Dwi Lestari]] dan [[Tolani Merbawi]] meminta maaf.",
    ]);
}

#[test]
fn places_firms_and_buildings_are_not_people() {
    check(&[
        "Kecelakaan terjadi di Jalan Jenderal Sudirman, Jakarta.",
        "Pesawat mendarat di Bandara Soekarno-Hatta.",
        "Laga digelar di Stadion Gelora Bung Karno.",
        "PT Surya Wijaya membagikan dividen.",
        "Manchester United menang atas Real Madrid.",
        "Mahasiswa Universitas Ahmad Dahlan berunjuk rasa.",
        "Badan Meteorologi memantau Gunung Agung.",
        "Hubungan Korut-Rusia makin erat.",
    ]);
}

#[test]
fn short_forms_are_linked_to_the_fullest_form_of_the_article() {
    check(&[
        "Presiden Rusia, [[Vladimir Putin]], tiba. [[Putin|Vladimir Putin]] disambut [[Kim|Kim Jong Un]]. [[Kim Jong Un]] tersenyum.",
        "Mantan gubernur [[Ridwan Kamil]] ([[RK|Ridwan Kamil]]) hadir. Dana mengalir dari [[RK|Ridwan Kamil]] ke pihak lain.",
        "Presiden [[Joko Widodo]] membuka acara. [[Jokowi|Joko Widodo]] lalu pulang.",
        "Pelawak [[Sugeng Raharjo]] yang akrab disapa [[Bewok|Sugeng Raharjo]] tampil.",
        "Calon itu, [[Budi Santoso]], menyapa [[Rina Santoso]]. [[Budi|Budi Santoso]] dan [[Rina|Rina Santoso]] pulang.",
        "Pelatih [[Dragan Petrovic]] marah. Menurut [[Petrovich|Dragan Petrovic]], wasit keliru.",
    ]);
}

#[test]
fn headlines_rely_on_the_text_below() {
    check(&[
        "Federasi Tunjuk [[Gattelo|Marco Gattelo]] Jadi Pelatih\n\nPelatih baru itu, [[Marco Gattelo]], mengaku senang.",
        "[[Anies]]-[[Muhaimin]] Kampanye Bersama di Banyuwangi",
        "PEMERINTAH CABUT IZIN TAMBANG DI PULAU KECIL",
    ]);
}

#[test]
fn nicknames_are_people() {
    check(&["Warga mengenang [[Gus Dur]] dan [[SBY]].", "[[Ahok]] menolak usul itu."]);
    assert_eq!(known_full_name("Jokowi"), Some("Joko Widodo"));
    assert_eq!(known_full_name("GUS DUR"), Some("Abdurrahman Wahid"));
    assert_eq!(known_full_name("Budi"), None);
    assert_eq!(known_full_name("Susilo Bambang Yudhoyono"), None);
    // Every short name can be looked up.
    assert!(lists::known_names().all(|(short, full)| known_full_name(short) == Some(full)));
}

#[test]
fn work_is_linear_in_the_length_of_odd_texts() {
    let analyzers = [false, true].map(|people_by_rules| {
        Analyzer::new(Settings { kinds: vec![EntityKind::Person], terms: None, people_by_rules, ..Settings::default() })
    });
    type Text = fn(usize) -> String;
    fn word(n: usize) -> String {
        [1, 7, 49, 343, 2401].iter().map(|place| char::from(b'a' + (n / place % 26) as u8)).collect()
    }
    let texts: [Text; 19] = [
        |n| "Budi ".repeat(n),
        |n| "Budi Santoso, ".repeat(n),
        |n| "Xanto Zorbel ".repeat(n),
        |n| "BUDI SANTOSO ".repeat(n),
        |n| "Anies-Muhaimin ".repeat(n),
        |n| "(RK) ".repeat(n),
        |n| "kata Budi ".repeat(n),
        |n| "A. ".repeat(n),
        |n| "al-Hakim bin ".repeat(n),
        |n| "Van bin al-".repeat(n),
        |n| "B".repeat(n),
        |n| format!("kata Presiden {}Budi tiba di Jakarta, Senin.", "Budi-".repeat(n)),
        |n| {
            format!("kata Budi {}. Presiden Budi{} tiba di Jakarta, Senin.", "Santoso ".repeat(n), "-Santoso".repeat(n))
        },
        |n| format!("kata Presiden {}Budi tiba di Jakarta, Senin.", "Presiden".repeat(n)),
        |n| (0..n).map(|n| format!("B{} ", word(n))).collect(),
        |n| (0..n).map(|n| format!("kata B{}mengatakan hal. ", word(n))).collect(),
        |n| (0..n).map(|n| format!("kata B{}menghadirkan hal. ", word(n))).collect(),
        |n| (0..n).map(|n| format!("kata Wartawan B{}mengatakan dan WartawanB{}. ", word(n), word(n + 7))).collect(),
        |n| (0..n).map(|n| format!("kata Budi{} Santoso{n}. ", "a".repeat(n % 50))).collect(),
    ];
    for analyzer in &analyzers {
        for text in texts {
            let [few, many] = [500, 2_000].map(|n| {
                crate::text::work::take_steps();
                analyzer.analyze_with(&text(n), None, &mut analyzer.workspace());
                crate::text::work::take_steps()
            });
            assert!(0 < few && many <= few * 5, "{:?}…: {few} steps, and {many} for four times the text", text(3));
        }
    }
}

#[test]
fn a_sentence_without_capitals_has_no_people() {
    let analyzer = analyzer();
    let sentence = "presiden joko widodo bertemu perdana menteri di istana, kata juru bicara";
    assert_eq!(marked(&analyzer, sentence), sentence);
}

#[test]
fn a_document_does_not_affect_the_next() {
    let analyzer = analyzer();
    let mut workspace = analyzer.workspace();
    let read = |text: &str, workspace: &mut crate::analyzer::Workspace| {
        analyzer.analyze_with(text, None, workspace).mentions.len()
    };
    let text = "Zorbelano tidur. Toko itu tutup.";
    let before = read(text, &mut workspace);
    read("Presiden Kandra Zorbelano, kata Zorbelano, pulang. Zorbelano mengatakan itu.", &mut workspace);
    assert_eq!(read(text, &mut workspace), before);
}

#[test]
fn atau_joins_two_names_of_one_person_or_two_people() {
    check(&[
        "Ketua Umum [[Edhie Baskoro Yudhoyono]] atau [[Ibas|Edhie Baskoro Yudhoyono]] tiba di Jakarta, Senin.",
        "Menteri [[Garibaldi Wibowo]] atau [[Boy Wibowo|Garibaldi Wibowo]] tiba di Jakarta, Senin.",
        "Warga memilih antara [[Rahmat Kusumah]] atau [[Agus Santoso]] untuk Jakarta, Senin.",
        "Warga memilih antara [[Anies Baswedan]] atau [[Ahok]] untuk Jakarta, Senin.",
    ]);
}

#[test]
fn a_nickname_is_not_a_person_who_is_named_after_its_bearer() {
    check(&[
        "Presiden [[Joko Widodo]] ([[Jokowi|Joko Widodo]]) tiba bersama istrinya, [[Iriana Jokowi]]. [[Jokowi|Joko Widodo]] senang, kata \
         [[Jokowi|Joko Widodo]].",
        "Presiden [[Jokowi]] tiba bersama istrinya, [[Iriana Jokowi]]. Kata [[Jokowi]], itu baik.",
    ]);
}
