use crate::analyzer::Analyzer;
use crate::entities::EntityKind;
use crate::quotes::{How, QuoteFinder};
use crate::text::work;

fn analyzer() -> Analyzer {
    Analyzer::builder().kinds([EntityKind::Person]).terms(None).build()
}

/// The stretches of a text as `how speaker`, `how` alone without a speaker, `?` for speech whose speaker is not given.
fn found(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    let mut finder = QuoteFinder::default();
    let quotes = finder.find(&analysis).iter();
    let shown = quotes.map(|quote| {
        let how = quote.how.map_or("?", How::name);
        let speaker = quote.speaker.map(|speaker| speaker.display(text).to_string()).unwrap_or_default();
        format!("{how} {speaker}").trim_end().to_owned()
    });
    shown.collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    let analyzer = analyzer();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let found = found(&analyzer, text);
            (found != *wanted).then(|| format!("{text}\n  is {found:?}\n  not {wanted:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_after_the_verb_is_the_speaker() {
    check(&[
        ("“Panen tahun ini gagal,” kata Budi Hartono, Senin.", &["name Budi Hartono"]),
        (
            "\"Panen tahun ini gagal,\" ujar Kepala Dinas Pertanian, Perkebunan, dan Pangan, Budi Hartono.",
            &["name Budi Hartono"],
        ),
        ("“Panen tahun ini gagal,” kata Budi Hartono (41), petani di desa itu.", &["name Budi Hartono"]),
        // A person addressed or mentioned by the way is not the speaker.
        ("“Panen tahun ini gagal,” ujar warga kepada Budi Hartono.", &["description"]),
        ("“Panen tahun ini gagal,” kata petani itu saat Budi Hartono datang.", &["description"]),
        // The person of an agent or a relative is not the speaker.
        ("“Klien kami tidak tahu,” ujar kuasa hukum Budi Hartono, Siti Rahmawati.", &["name Siti Rahmawati"]),
        ("“Dia tidak tahu apa-apa,” kata istri Budi Hartono.", &["description"]),
        ("“Kami akan menang,” kata Budi Hartono, Siti Rahmawati, dan Joko Susilo serempak.", &["name Budi Hartono"]),
        ("“Kami akan menang,” Budi Hartono menambahkan.", &["name Budi Hartono"]),
        ("“Kami akan menang.” Budi Hartono menambahkan.", &["name Budi Hartono"]),
        // After a period, the subject of the next sentence may be another person.
        (
            "“Panen tahun ini gagal,” kata Ani Lestari. “Air kurang sekali sejak Mei.” Budi Hartono mengatakan bahwa pupuk terlambat.",
            &["name Ani Lestari", "running Ani Lestari"],
        ),
        // A verb at the end of a paragraph has lost its speaker.
        ("“Panen tahun ini gagal,” kata\n\nBudi Hartono pulang.", &["?"]),
        ("“Panen tahun ini gagal,” kata petani\n\nBudi Hartono pulang.", &["description"]),
    ]);
}

#[test]
fn a_clitic_or_pronoun_means_the_last_speaker() {
    check(&[
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Ia meminta bantuan. “Bibit sudah habis,” ujarnya. “Air juga,” imbuh dia.",
            &["name Budi Hartono", "clitic Budi Hartono", "clitic Budi Hartono"],
        ),
        // A name that is not a subject changes nothing.
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Pupuk itu dikirim kepada Siti Rahmawati. “Bibit sudah habis,” ujarnya.",
            &["name Budi Hartono", "clitic Budi Hartono"],
        ),
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Siti Rahmawati menilai pupuk terlambat. “Bibit sudah habis,” ujarnya.",
            &["name Budi Hartono", "clitic Siti Rahmawati"],
        ),
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Senada dengan Budi Hartono, Siti Rahmawati mengatakan air kurang. “Sumur kering,” tuturnya.",
            &["name Budi Hartono", "clitic Siti Rahmawati"],
        ),
        // No speaker is invented for a speaker without a name.
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Seorang petani mengaku rugi. “Bibit sudah habis,” ucapnya.",
            &["name Budi Hartono", "clitic"],
        ),
        (
            "“Panen tahun ini gagal,” tulis Kementerian Pertanian. “Bibit sudah habis,” lanjutnya.",
            &["institution", "clitic"],
        ),
        ("“Panen tahun ini gagal sama sekali,” ujarnya.", &["clitic"]),
    ]);
}

#[test]
fn a_role_is_a_speaker_if_the_text_ties_it_to_one_name() {
    check(&[
        (
            "Hakim Budi Hartono membuka sidang. Jaksa bertanya kepada saksi. “Saudara melihat apa saja?” tanya hakim.",
            &["description Budi Hartono"],
        ),
        ("Hakim Budi Hartono membuka sidang. “Saudara melihat apa saja?” tanya jaksa.", &["description"]),
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. “Bibit sudah habis sejak Mei,” kata politikus itu.",
            &["name Budi Hartono", "description Budi Hartono"],
        ),
        (
            "Bupati Budi Hartono dan Wakil Bupati Siti Rahmawati hadir. “Kami bantu semua petani,” ujar Bupati.",
            &["description Budi Hartono"],
        ),
        // The person of a relative or an agent is not the speaker.
        ("Istri Budi Hartono menangis. “Panen tahun ini gagal,” ujar istri itu.", &["description"]),
        ("Istri Bupati, Siti Rahmawati, menangis. “Panen tahun ini gagal,” ujar Bupati.", &["description"]),
        ("Istri Bupati Budi Hartono menangis. “Panen tahun ini gagal,” ujar Bupati.", &["description Budi Hartono"]),
        ("Pengacara Budi Hartono, Siti Rahmawati, datang. “Panen tahun ini gagal,” ujar pengacara.", &["description"]),
        ("Warga desa, Budi Hartono, menangis. “Panen tahun ini gagal,” ujar warga.", &["description"]),
    ]);
}

#[test]
fn a_verb_before_the_quotation_introduces_it() {
    check(&[
        ("Budi Hartono mengatakan, “Panen tahun ini gagal.”", &["before Budi Hartono"]),
        ("Menurut Budi Hartono, “Panen tahun ini gagal.”", &["before Budi Hartono"]),
        (
            "“Pupuk terlambat,” kata Budi Hartono. Dia menegaskan bahwa “panen tahun ini gagal”.",
            &["name Budi Hartono", "before Budi Hartono"],
        ),
        ("Budi Hartono: “Panen tahun ini gagal.”", &["before Budi Hartono"]),
        // The verb after it takes precedence.
        ("Budi Hartono mengatakan, “Panen tahun ini gagal,” kata Siti Rahmawati menirukan.", &["name Siti Rahmawati"]),
    ]);
}

#[test]
fn a_quotation_runs_on() {
    check(&[
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. “Bibit sudah habis sejak Mei.”",
            &["name Budi Hartono", "running Budi Hartono"],
        ),
        (
            "“Panen tahun ini,” kata Budi Hartono, “gagal di semua desa.”",
            &["name Budi Hartono", "running Budi Hartono"],
        ),
        (
            "“Panen tahun ini gagal.” “Bibit sudah habis sejak Mei,” kata Budi Hartono.",
            &["running Budi Hartono", "name Budi Hartono"],
        ),
        (
            "“Panen tahun ini,” kata Budi Hartono, “gagal di semua desa”.",
            &["name Budi Hartono", "running Budi Hartono"],
        ),
        (
            "“Panen tahun ini gagal,” kata Budi Hartono, pengarang “Laut Bercerita Lagi”.",
            &["name Budi Hartono", "none"],
        ),
        // The answer to a question is another person's.
        ("“Panen tahun ini gagal?” “Bibit sudah habis sejak Mei,” kata Budi Hartono.", &["?", "name Budi Hartono"]),
        ("“Panen tahun ini gagal?” tanya Budi Hartono. “Bibit sudah habis sejak Mei.”", &["name Budi Hartono", "?"]),
        // Another person between, or a paragraph: no speaker is guessed.
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Siti Rahmawati menggeleng. “Bibit masih ada di gudang.”",
            &["name Budi Hartono", "?"],
        ),
        ("“Panen tahun ini gagal,” kata Budi Hartono.\n\n“Bibit masih ada di gudang.”", &["name Budi Hartono", "?"]),
        // Newspapers often name the speaker of several paragraphs after the last one.
        (
            "“Panen tahun ini gagal.”\n\n“Bibit sudah habis,” kata Budi Hartono.",
            &["running Budi Hartono", "name Budi Hartono"],
        ),
    ]);
}

#[test]
fn a_speech_may_have_several_paragraphs() {
    check(&[
        ("“Panen gagal semua.\n\nBibit habis sekali.\n\nAir kurang,” kata Ani Lestari.", &["name Ani Lestari"]),
        ("“Panen gagal semua.\n\nBibit habis sekali.\n\nAir kurang”, kata Ani Lestari.", &["name Ani Lestari"]),
        // A paragraph of it may be short.
        (
            "“Panen gagal semua.\n\n“Rugi.\n\n“Air kurang,” kata Ani Lestari.",
            &["running Ani Lestari", "running Ani Lestari", "name Ani Lestari"],
        ),
        // Marks that were lost do not turn the quotations between them into those of a post, nor the narration into speech.
        (
            "\"Panen gagal, kata Budi Hartono.\n\n\"Bibit sudah habis semua,\" kata Ani Lestari.\n\n\"Air sangat kurang,\" kata Joko Susilo.\n\nPupuk tidak ada,\" kata Siti Rahmawati.",
            &["name Ani Lestari", "name Joko Susilo"],
        ),
        (
            "\"Panen gagal.\n\nIa menangis. \"Bibit sudah habis semua,\" kata Ani Lestari.\n\nPupuk tidak ada,\" kata Siti Rahmawati.",
            &["name Ani Lestari"],
        ),
        ("\"Panen gagal.\n\nAir kurang, kata Joko Susilo.\n\nPupuk tidak ada,\" kata Siti Rahmawati.", &["none"]),
    ]);
}

#[test]
fn titles_terms_and_posts_are_not_speech() {
    check(&[
        ("Ia menonton film berjudul “Laut Bercerita Lagi” kemarin.", &["none"]),
        ("Mereka memakai istilah \"panen raya kedua\" untuk itu.", &["none"]),
        ("Warga menyebutnya \"pahlawan desa\" sejak itu.", &["none"]),
        ("Budi Hartono menyebutnya \"pahlawan desa,\" kata Siti Rahmawati.", &["none"]),
        // A short full answer is speech if the verb touches it, and a verb after a title word takes precedence.
        ("\"Tidak,\" jawab Budi Hartono.", &["name Budi Hartono"]),
        ("Ia membaca pantun “Buah mangga buah kedondong,” ujar Budi Hartono.", &["name Budi Hartono"]),
        (
            "Berikut narasinya:\n\n“Bagi-bagi uang gratis.\n\nKlik “di sini” sekarang juga.\n\nSebarkan ke semua orang.”",
            &["none", "none"],
        ),
    ]);
}

#[test]
fn marks_that_do_not_match_spoil_nothing() {
    check(&[
        // Marks of unlike shape, and spaces on the wrong side.
        ("”Panen tahun ini gagal,” kata Budi Hartono.", &["name Budi Hartono"]),
        ("“Panen tahun ini gagal,\" kata Budi Hartono.", &["name Budi Hartono"]),
        ("„Panen tahun ini gagal,“ kata Budi Hartono.", &["name Budi Hartono"]),
        ("«Panen tahun ini gagal,» kata Budi Hartono.", &["name Budi Hartono"]),
        ("Ia rugi. \" Panen tahun ini gagal,\" kata Budi Hartono.", &["name Budi Hartono"]),
        // One mark too few or too many.
        ("Panen tahun ini gagal,\" kata Budi Hartono. \"Bibit sudah habis,\" ujarnya.", &["clitic Budi Hartono"]),
        ("\"Panen gagal. \"Bibit sudah habis,\" kata Budi Hartono. Air kurang,\" ujarnya.", &["name Budi Hartono"]),
        ("Layar 9\" itu mahal. \"Kami tidak membelinya,\" kata Budi Hartono.", &["name Budi Hartono"]),
        ("\"Panen gagal, kata dia.\n\n\"Bibit sudah habis,\" kata Budi Hartono.", &["name Budi Hartono"]),
        (
            "\"Panen gagal di semua desa.\n\n\"Bibit sudah habis,\" kata Budi Hartono.",
            &["running Budi Hartono", "name Budi Hartono"],
        ),
        // Inner marks are part of the outer quotation.
        ("“Dia bilang “jangan” kepada kami semua,” kata Budi Hartono.", &["name Budi Hartono"]),
        ("“Dia bilang 'jangan' kepada kami semua,” kata Budi Hartono.", &["name Budi Hartono"]),
    ]);
}

#[test]
fn words_that_a_scrape_joined_are_not_names() {
    check(&[
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. “Bibit sudah habis sejak Mei,” jawabsaksi ahli.",
            &["name Budi Hartono", "description"],
        ),
        (
            "“Panen tahun ini gagal,” kata Wakil Bupati Budi Hartono. Wabup juga menyampaikan terima kasih. “Bibit datang,” imbuhnya.",
            &["name Budi Hartono", "clitic Budi Hartono"],
        ),
        (
            "“Panen tahun ini gagal,” kata Budi Hartono. Kepala Dinas Pertanian menyampaikan maaf. “Bibit datang,” imbuhnya.",
            &["name Budi Hartono", "clitic"],
        ),
    ]);
}

#[test]
fn the_fewest_words_are_those_of_the_option() {
    let analyzer = analyzer();
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with("Ia diam. “Sudah cukup.” Ia pergi.", None, &mut workspace);
    let is_speech =
        |least| QuoteFinder::new(least).find(&analysis).iter().map(|quote| quote.is_speech()).collect::<Vec<_>>();
    assert_eq!([is_speech(3), is_speech(2)], [[false], [true]]);
}

#[test]
fn parts_of_a_quotation_are_found_by_their_bytes() {
    let text = "Ia sedih. “Panén gagal total,” kata politikus Budi Hartono itu.";
    let analyzer = analyzer();
    let mut workspace = analyzer.workspace();
    let analysis = analyzer.analyze_with(text, None, &mut workspace);
    let quote = QuoteFinder::default().find(&analysis)[0];
    assert_eq!(quote.span.of(text), "“Panén gagal total,”");
    assert_eq!(quote.text.of(text), "Panén gagal total,");
    assert_eq!(quote.cue.map(|cue| cue.of(text)), Some("kata"));
    assert_eq!((quote.sentence, quote.words), (1, 3));
}

/// Repeated units that are slow if any step looks back or ahead without a limit.
#[test]
fn work_is_linear_in_the_length_of_the_text() {
    const UNITS: [&str; 26] = [
        "\"",
        "\" ",
        " \"a",
        "a\" ",
        "“",
        "”",
        "“a ",
        "“a” ",
        "“a b c,” kata ",
        "“a b c,” kata Budi. ",
        "“a b c,” kata Budi, Ani, ",
        "“a b c,” kata hakim. Hakim Budi Hartono. ",
        "“a b c,” ujarnya. ",
        "“a b c.” ",
        "“a b c.” Budi ",
        "Budi mengatakan, ",
        "Budi mengatakan, “a b c.” ",
        "menurut ",
        "“a.\n\n",
        "“a.\n\nb” ",
        "“a.\n\nb,” kata Budi.\n\n",
        "“a, b.\n\n“c\n\n",
        "“a,” kata Budi, “b c d”. ",
        "istri hakim, Budi. “a b c,” kata hakim itu. ",
        "kata (",
        "film “a b c.” ",
    ];
    let analyzer = analyzer();
    let mut finder = QuoteFinder::default();
    let mut steps = |text: &str| {
        let mut workspace = analyzer.workspace();
        let analysis = analyzer.analyze_with(text, None, &mut workspace);
        work::take_steps();
        finder.find(&analysis);
        work::take_steps()
    };
    for unit in UNITS {
        for text in [|unit: &str, n| unit.repeat(n), |unit: &str, n| format!("“{}”", unit.repeat(n))] {
            let [once, twice] = [600, 1200].map(|times| steps(&text(unit, times)));
            assert!(2 * twice <= 5 * once + 200, "{unit:?}: {once} steps, {twice} for twice the text");
        }
    }
}
