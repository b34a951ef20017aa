//! Tests of wrapped texts.

use proptest::prelude::*;

use crate::text::vocabulary::Vocabulary;
use crate::tokenizer::{Tokenizer, Tokens};

const ARTICLE: &str = "\
Warga Desa Sukamaju membangun kembali jembatan gantung yang putus diterjang banjir pada awal pekan ini. Pembangunan \
dipimpin Kepala Desa Budi Hartono bersama anak-anak muda dari tiga dusun.

“Kami tidak mau menunggu terlalu lama,” kata Siti Aminah, warga Dusun Krajan, Rabu. Menurut dia, para pedagang harus \
memutar 12 kilometer lewat Kecamatan Purwodadi untuk sampai ke pasar. Harga sayur-mayur pun naik.

Bupati Grobogan berjanji menyediakan dana Rp1,5 miliar. Dana itu berasal dari pos belanja tak terduga dan akan dicairkan \
paling lambat 31 Desember 2024. Ia meminta warga bersabar, sebab pekerjaan di lapangan menunggu air sungai surut dan \
bahan bangunan tiba dari kota.";

fn read(text: &str) -> (Vocabulary, Tokens) {
    let mut vocabulary = Vocabulary::new();
    let tokenizer = Tokenizer::new(&mut vocabulary);
    let mut tokens = Tokens::default();
    tokenizer.tokenize(text, &mut vocabulary, &mut tokens);
    (vocabulary, tokens)
}

/// The sentences by the words of their tokens.
fn sentences(text: &str) -> Vec<String> {
    let (vocabulary, tokens) = read(text);
    let words = |range: std::ops::Range<usize>| {
        let words: Vec<_> = tokens.tokens()[range].iter().map(|token| vocabulary.word(token.word())).collect();
        words.join(" ")
    };
    tokens.sentences().iter().map(|sentence| words(sentence.range())).collect()
}

/// A text whose lines are as long as a width allows. Words with hyphens are divided after one if `divides`.
fn wrapped(text: &str, width: usize, divides: bool) -> String {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let pieces = paragraph.split(' ').flat_map(|word| {
            let mut pieces: Vec<String> = match divides {
                true => word.split_inclusive('-').map(str::to_owned).collect(),
                false => vec![word.to_owned()],
            };
            if let Some(first) = pieces.first_mut() {
                first.insert(0, ' ');
            }
            pieces
        });
        for piece in pieces {
            if !line.is_empty() && line.chars().count() + piece.trim_end().chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(if line.is_empty() { piece.trim_start() } else { &piece });
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[test]
fn sentences_of_wrapped_text_are_those_of_the_text() {
    for width in [40, 45, 60, 72, 80, 100] {
        for divides in [false, true] {
            let text = wrapped(ARTICLE, width, divides);
            assert!(text.lines().count() > ARTICLE.lines().count() + 2, "{text}");
            assert_eq!(sentences(&text), sentences(ARTICLE), "{width}\n{text}");
            // Paragraphs without a blank line between them.
            let dense = wrapped(&ARTICLE.replace("\n\n", "\n"), width, divides);
            assert_eq!(sentences(&dense), sentences(ARTICLE), "{width}\n{dense}");
        }
    }
}

#[test]
fn a_word_that_a_hyphen_divides_is_one() {
    let text = "\
Gubernur meresmikan gedung baru rumah sa-
kit daerah di kota itu kemarin sore. Pem-
bangunan gedung itu memakan waktu dua ta-
hun dan melibatkan anak-anak muda serta
warga sekitar yang tinggal di jalan Al-
Hakim. Luasnya 1.500 sampai 2.000 meter.
";
    let (vocabulary, tokens) = read(text);
    let words: Vec<_> = tokens.tokens().iter().map(|token| vocabulary.word(token.word())).collect();
    for whole in ["sakit", "pembangunan", "tahun", "anak-anak", "al-hakim"] {
        assert!(words.contains(&whole), "{whole}: {words:?}");
    }
    let divided = tokens.tokens().iter().find(|token| token.span().of(text).starts_with("Pem")).unwrap();
    assert_eq!(divided.span().of(text), "Pem-\nbangunan");
    assert!(divided.shape().is_capital() && divided.space_before() && !divided.line_before());
    assert_eq!(tokens.sentences().len(), 3);
}

#[test]
fn a_hyphen_between_numbers_or_countries_separates_them() {
    let text = "\
Hubungan kedua negara itu, menurut para
pengamat, membaik setelah pertemuan Korut-
Rusia di Moskwa. Ada sekitar 5.000 sampai
6.000 orang yang datang, atau kira-kira 5-
10 persen dari jumlah warga di kota itu
yang biasanya hadir pada acara serupa,
dan tidak semuanya datang dari daerah itu
sendiri.
";
    let (_, tokens) = read(text);
    let all: Vec<_> = tokens.tokens().iter().map(|token| token.span().of(text)).collect();
    assert!(all.windows(3).any(|three| three == ["Korut", "-", "Rusia"]), "{all:?}");
    assert!(all.windows(3).any(|three| three == ["5", "-", "10"]), "{all:?}");
    let second = tokens.tokens().iter().find(|token| token.span().of(text) == "Rusia").unwrap();
    assert!(!second.space_before() && !second.line_before());
}

#[test]
fn headings_and_lists_stay_in_wrapped_text() {
    let text = wrapped(
        &format!("Jembatan Gantung\n{ARTICLE}\n\nPara Penerima\nBudi Hartono\nSiti Aminah\nWayan Sudarta\nJoko Susilo"),
        60,
        false,
    );
    let all = sentences(&text);
    assert_eq!(all[0], "jembatan gantung");
    assert_eq!(all[all.len() - 5..], ["para penerima", "budi hartono", "siti aminah", "wayan sudarta", "joko susilo"]);
}

#[test]
fn lists_in_wrapped_text_stay() {
    let list = "\n\nPara Penerima\nBudi Hartono Santoso, Kabupaten Demak\nSiti Aminah Lestari, Kabupaten Kudus\nWayan Sudarta Putra, Kabupaten Pati\n";
    let all = sentences(&wrapped(&format!("{ARTICLE}{list}"), 45, false));
    assert_eq!(all.len(), sentences(ARTICLE).len() + 4, "{all:#?}");
}

#[test]
fn lists_and_verses_are_not_wrapped() {
    let names = "Budi Hartono\nSiti Aminah\nWayan Sudarta\nJoko Susilo\nRina Marlina\nAgus Salim\n";
    assert_eq!(sentences(names).len(), 6);
    let goods = "Bahan:\n1 kg tepung terigu\n2 butir telur\n3 sendok gula\ngaram secukupnya\nair panas\n";
    assert_eq!(
        sentences(goods),
        ["bahan :", "\0 kg tepung terigu", "\0 butir telur", "\0 sendok gula garam secukupnya air panas"]
            .map(|s| s.replace('\0', number_word().as_str()))
    );
    let roles = "Budi Santoso\nketua\nSiti Aminah\nsekretaris\nWayan Sudarta\nbendahara\nJoko Susilo\nanggota\n";
    // A line in lower case continues the one before, in any text.
    assert_eq!(sentences(roles).len(), 4);
    let verse = "Angin turun dari bukit\nmembawa bau tanah\nSungai mengalir pelan\nke kampung di bawah\nAnak-anak berlari\nmengejar layang-layang\n";
    assert_eq!(sentences(verse).len(), 3);
    let titles = "Harga Beras Naik di Semua Pasar Kota Semarang\nWarga Mengeluhkan Jalan Rusak di Grobogan Timur\nBupati Meninjau Lokasi Banjir Bandang di Demak\nPemerintah Menyiapkan Bantuan untuk Para Petani\n";
    assert_eq!(sentences(titles).len(), 4);
}

/// The word that stands for numbers.
fn number_word() -> String {
    let (vocabulary, tokens) = read("7");
    vocabulary.word(tokens.tokens()[0].word()).to_owned()
}

#[test]
fn links_on_lines_of_their_own_are_inside_their_sentences() {
    let text = "\
Presiden
Joko Widodo
bertemu dengan Menteri Luar Negeri
Retno Marsudi
di Istana Merdeka, Jakarta, untuk membahas hubungan dagang dengan
Jepang
dan
Korea Selatan
, kata juru bicara. Pertemuan berlangsung tertutup.

Subjudul Baru
Keesokan harinya Presiden terbang ke Surabaya.";
    let all = sentences(text);
    assert_eq!(all.len(), 4, "{all:#?}");
    assert!(all[0].starts_with("presiden joko widodo bertemu") && all[0].ends_with("kata juru bicara ."), "{all:?}");
    assert_eq!(all[2..], ["subjudul baru", "keesokan harinya presiden terbang ke surabaya ."]);
}

#[test]
fn numbers_of_items_and_introductions_are_not_links() {
    let text = "\
Kakak pembina datang
membawa bekal, dan
kemudian
Pak Budi
memberi soal
12
. Berikut ini contoh yang benar kecuali satu, yaitu
25
. Surat suara dinyatakan sah apabila dicoblos
Penjelasan:
Surat itu sah.";
    let all = sentences(text);
    assert!(all[0].ends_with("kemudian pak budi memberi soal"), "{all:#?}");
    assert!(all.iter().any(|sentence| sentence == "penjelasan :"), "{all:#?}");
}

#[test]
fn lines_of_other_text_keep_their_beginnings() {
    let text = "Judul Berita\nIsi paragraf pertama yang cukup panjang untuk sebuah paragraf berita di surat kabar mana pun, dan \
                selalu berakhir dengan titik.\nBaca juga: Berita lain\nParagraf kedua.";
    let (_, tokens) = read(text);
    assert_eq!(tokens.tokens().iter().filter(|token| token.line_before()).count(), 4);
}

proptest! {
    /// Whatever the lines, tokens cover the text and sentences cover the tokens.
    #[test]
    fn tokens_of_any_lines_are_valid(text in "([a-zA-Z]{1,6}-?[ \n]|[.,:0-9(\"]|\r\n|[Pp]em-\n){0,120}") {
        let (_, tokens) = read(&text);
        let mut end = 0;
        for token in tokens.tokens() {
            let span = token.span();
            prop_assert!(span.byte_start() >= end && span.byte_end() > span.byte_start());
            prop_assert!(text[end as usize..span.byte_start() as usize].trim().is_empty());
            end = span.byte_end();
        }
        prop_assert!(text[end as usize..].trim().is_empty());
        let mut next = 0;
        for sentence in tokens.sentences() {
            prop_assert_eq!(sentence.token_start, next);
            prop_assert!(sentence.token_end > next);
            next = sentence.token_end;
        }
        prop_assert_eq!(next as usize, tokens.tokens().len());
        prop_assert_eq!(tokens.sums().words, tokens.tokens().iter().filter(|token| token.is_word()).count() as u64);
        prop_assert_eq!(tokens.sums().glued, tokens.tokens().iter().filter(|token| token.is_glued()).count() as u64);
    }
}
