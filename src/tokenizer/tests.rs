//! The table of rules, row by row, and invariants of every text.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::token::{Shape, TokenKind};

fn read(text: &str) -> (Vocabulary, Tokens) {
    let mut vocabulary = Vocabulary::new();
    let tokenizer = Tokenizer::new(&mut vocabulary);
    let mut tokens = Tokens::default();
    tokenizer.tokenize(text, &mut vocabulary, &mut tokens);
    (vocabulary, tokens)
}

/// The tokens, joined by blanks.
fn joined_tokens(text: &str) -> String {
    let (_, tokens) = read(text);
    tokens.tokens().iter().map(|t| t.span().of(text)).collect::<Vec<_>>().join(" ")
}

/// The sentences, by their tokens.
fn sentences(text: &str) -> Vec<String> {
    let (_, tokens) = read(text);
    let surface =
        |s: &Sentence| tokens.tokens()[s.range()].iter().map(|t| t.span().of(text)).collect::<Vec<_>>().join(" ");
    tokens.sentences().iter().map(surface).collect()
}

/// The tokens that are boilerplate.
fn boilerplate(text: &str) -> String {
    let (_, tokens) = read(text);
    tokens.tokens().iter().filter(|t| t.is_boilerplate()).map(|t| t.span().of(text)).collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_match_their_table() {
    for whole in [
        "kata-kata",
        "neo-Nazisme",
        "di-upload",
        "ke-2",
        "Jum'at",
        "Jum’at",
        "Ma'ruf",
        "menurutnya",
        "1.000",
        "1.250,5",
        "10.30",
        "10:30",
        "31/12/2024",
        "31-12-2024",
        "2024-12-31",
        "31/12",
        "COVID-19",
        "1990-an",
        "Al-Hakim",
        "Undang-Undang",
        "detik.com",
        "KOMPAS.com",
        "Liputan6.com",
        "S.H.",
        "M.Si.",
        "dr.",
        "No.",
        "C/O",
        "II/2006",
        "34/PMK.011/2007",
        "489/Pdt.G/2025",
        "https://contoh.id/berita?id=1",
        "www.contoh.id",
        "redaksi@contoh.id",
        "@nama_akun",
        "#Pemilu2024",
        "...",
        "Müller",
        "O’Neill",
        "café-café",
        "80-an",
        "abad-21",
    ] {
        assert_eq!(joined_tokens(whole), whole);
    }
    for (text, tokens) in [
        ("Korut-Rusia", "Korut - Rusia"),
        ("AS-China", "AS - China"),
        ("Januari-September", "Januari - September"),
        ("5-10", "5 - 10"),
        ("2020-2022", "2020 - 2022"),
        ("9.000-9.300", "9.000 - 9.300"),
        ("Rp1,5 triliun", "Rp 1,5 triliun"),
        ("10%", "10 %"),
        ("US$5", "US $ 5"),
        ("berakhir.Kemudian", "berakhir . Kemudian"),
        ("MPR/DPR", "MPR / DPR"),
        ("9.100/9.105", "9.100 / 9.105"),
        ("John F. Kennedy", "John F. Kennedy"),
        ("vitamin C. Ia", "vitamin C . Ia"),
        ("“Kata-kata,” ujar", "“ Kata-kata , ” ujar"),
        ("(lihat https://a.id/b).", "( lihat https://a.id/b ) ."),
        ("Wah!! Ya", "Wah !! Ya"),
        ("a\u{a0}b", "a b"),
        ("3,5 juta 🙂👍🏽!", "3,5 juta 🙂 👍🏽 !"),
        ("pukul 10.30.", "pukul 10.30 ."),
        ("40/60/80", "40 / 60 / 80"),
    ] {
        assert_eq!(joined_tokens(text), tokens);
    }
}

#[test]
fn kinds_and_shapes() {
    let text = "Ini KATA-kata neo-Nazisme AS 1.000 10% danIran @a #b a@b.id www.b.id";
    let (_, tokens) = read(text);
    let all: Vec<_> = tokens.tokens().iter().map(|t| (t.span().of(text), t.kind(), t.shape(), t.is_glued())).collect();
    use Shape::{Caseless, Lower, Mixed, Title, Upper};
    use TokenKind::{Email, Handle, Hashtag, Number, Punctuation, Url, Word};
    assert_eq!(
        all,
        [
            ("Ini", Word, Title, false),
            ("KATA-kata", Word, Mixed, false),
            ("neo-Nazisme", Word, Mixed, false),
            ("AS", Word, Upper, false),
            ("1.000", Number, Caseless, false),
            ("10", Number, Caseless, false),
            ("%", Punctuation, Caseless, false),
            ("danIran", Word, Mixed, true),
            ("@a", Handle, Lower, false),
            ("#b", Hashtag, Lower, false),
            ("a@b.id", Email, Lower, false),
            ("www.b.id", Url, Lower, false),
        ]
    );
}

#[test]
fn words_are_lower_cased_with_straight_apostrophes_and_no_period() {
    let text = "Jum’at JUM'AT Dr. E\u{301}tude ÉTUDE";
    let (vocabulary, tokens) = read(text);
    let words: Vec<_> = tokens.tokens().iter().map(|t| vocabulary.word(t.word())).collect();
    assert_eq!(words, ["jum'at", "jum'at", "dr", "étude", "étude"]);
}

#[test]
fn sentence_boundaries() {
    let one = [
        "Kata dr. Andi dan H. Yusuf, S.H., di Jl. Melati No. 5.",
        "Harganya Rp 1.000 pada pukul 10.30 WIB.",
        "“Apa?” tanya Budi.",
        "Portal Yahoo! yang besar.",
        "1. Siapkan air.",
        "kalimat yang\nterputus di tengah",
    ];
    for text in one {
        assert_eq!(sentences(text).len(), 1, "{text}: {:?}", sentences(text));
    }
    assert_eq!(
        sentences("Ia pulang. “Selamat.” Ia tidur (lelap). Pagi."),
        ["Ia pulang .", "“ Selamat . ”", "Ia tidur ( lelap ) .", "Pagi ."]
    );
    assert_eq!(sentences("PT Maju Tbk. Perusahaan itu untung."), ["PT Maju Tbk.", "Perusahaan itu untung ."]);
    assert_eq!(sentences("Judul Berita\nIsi berita.\n\nlagi"), ["Judul Berita", "Isi berita .", "lagi"]);
}

#[test]
fn only_boilerplate_is_flagged() {
    let dateline = "Judul\n\nJAKARTA, KABAR.com - Menteri datang ke sana.\nBaca juga: Yang lain\nIa pulang. (ant/xyz)";
    assert_eq!(
        boilerplate(dateline),
        "JAKARTA , KABAR.com - Baca juga : Yang lain ( ant/xyz )".replace("ant/xyz", "ant / xyz")
    );
    assert_eq!(boilerplate("Jakarta (ANTARA) - Menteri datang ke sana kemarin."), "Jakarta ( ANTARA ) -");
    for (text, dateline) in [
        ("JAKARTA- Harga beras naik lagi pekan ini.", "JAKARTA -"),
        ("Jakarta, detikcom - Harga beras naik lagi pekan ini.", "Jakarta , detikcom -"),
        ("Jakarta | kumparan - Harga beras naik lagi pekan ini.", "Jakarta | kumparan -"),
        ("kabar.id - Harga beras naik lagi pekan ini.", "kabar.id -"),
        ("MEDAN, POSKABAR: Harga beras naik lagi pekan ini.", "MEDAN , POSKABAR :"),
        ("KABAR.CO.ID - MEDAN. Harga beras naik lagi pekan ini.", "KABAR.CO.ID - MEDAN ."),
        ("KABAR.CO,Banda Aceh-Harga beras naik lagi pekan ini di pasar induk kota.", "KABAR.CO , Banda Aceh -"),
        ("Kabar6.com, MedanHarga beras naik lagi pekan ini di pasar induk kota.", "Kabar6.com , Medan"),
        ("MEDAN-Harga beras naik lagi pekan ini di pasar induk kota itu.", "MEDAN -"),
        ("Judul Berita\n\nMEDAN,\nKABAR.com\n- Harga beras naik lagi pekan ini.", "MEDAN , KABAR.com -"),
        // None of these is one.
        ("Warga Medan- kota besar - senang sekali dengan itu.", ""),
        ("KPK-Polri bekerja sama lagi dalam kasus suap di daerah itu.", ""),
        ("KPK, DPR: Harga beras naik lagi pekan ini.", ""),
        ("Harga Beras Naik\nMEDAN, KABAR.com - Harga beras naik lagi pekan ini.", "MEDAN , KABAR.com -"),
        ("Budi, suaminya - yang baru datang dari Medan - senang.", ""),
        ("Situs Kabar6.com, YouTube dan lainnya memuat berita itu kemarin siang hari.", ""),
    ] {
        assert_eq!(boilerplate(text), dateline, "{text}");
    }
    // One-word entries, with a colon or as the whole line.
    assert_eq!(boilerplate("Editor: Budi\nIa pulang.\nADVERTISEMENT\nIa tidur."), "Editor : Budi ADVERTISEMENT");
    assert_eq!(
        boilerplate("Editor itu pulang.\nKomentar Budi tegas.\nVideo itu viral.\nTag: Beras, Bogor"),
        "Tag : Beras , Bogor"
    );
    assert_eq!(
        boilerplate(
            "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT\nHasil periksa fakta Budi\nSelengkapnya di bagian penjelasan."
        ),
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT Hasil periksa fakta Budi Selengkapnya di bagian penjelasan ."
    );
    assert_eq!(boilerplate("Bagi Rina - yang baru datang - hal itu baru.\nBaca buku setiap hari."), "");
}

proptest! {
    #[test]
    fn every_visible_character_is_in_exactly_one_token(text in ".{0,80}|[ -~“”‘’éÉ–\n]{0,120}|([A-Za-z0-9.,/:@#'’-]{1,9} ?){0,20}") {
        let (vocabulary, tokens) = read(&text);
        let mut end = 0;
        for token in tokens.tokens() {
            let (from, to) = (token.span().byte_start() as usize, token.span().byte_end() as usize);
            prop_assert!(from >= end && to > from);
            prop_assert!(text.is_char_boundary(from) && text.is_char_boundary(to));
            prop_assert!(token.word().index() < vocabulary.len());
            let gap = &text[end..from];
            prop_assert!(gap.chars().all(rules::is_blank), "lost: {:?} in {:?}", gap, text);
            end = to;
        }
        prop_assert!(text[end..].chars().all(rules::is_blank));
        let covered: u32 = tokens.sentences().iter().map(|s| s.token_end - s.token_start).sum();
        prop_assert_eq!(covered as usize, tokens.tokens().len());
        prop_assert!(tokens.sentences().windows(2).all(|w| w[0].token_end == w[1].token_start));
    }

    #[test]
    fn words_without_joiners_follow_uax_29(text in "([a-zA-Zéüñçßа-я]{1,12}[ !?;()\"“”\n]{1,2}){0,12}") {
        let (_, tokens) = read(&text);
        let ours: Vec<_> = tokens.tokens().iter().filter(|t| t.kind() == TokenKind::Word).map(|t| t.span().of(&text)).collect();
        prop_assert_eq!(ours, text.unicode_words().collect::<Vec<_>>());
    }
}
