//! The work for a text grows linearly with its length, whatever the text is. Work is counted in steps (`text::work`), because time
//! depends on the machine.

use jiff::civil::Date;

use crate::analyzer::{Analyzer, Settings};
use crate::entities::EntityKind;
use crate::terms::{Names, TermOptions};
use crate::text::document::ArticleDate;
use crate::text::work;

/// The `n`th of many different lower-case words.
fn word(n: usize) -> String {
    [1, 26, 26 * 26, 26 * 26 * 26].iter().map(|place| char::from(b'a' + (n / place % 26) as u8)).collect()
}

/// The `n`th of many different capitalized words.
fn name(n: usize) -> String {
    let word = word(n);
    word[..1].to_uppercase() + &word[1..]
}

/// Texts that consist of one string, repeated.
const REPEATED: &[&str] = &[
    // Rows of numbers and days.
    "1, ",
    "1, 2, 3 dan 4 Januari, ",
    "1 dan ",
    "3 atau ",
    "1 & ",
    "1 - ",
    "1-",
    "1--",
    "1 hingga ",
    "1 sampai ",
    "1 sampai dengan ",
    "1 s/d ",
    "1-2, ",
    "1-2 dan ",
    "1/2/",
    "1/ ",
    "1/",
    "1.",
    "1.000.",
    "MMXX ",
    "1,",
    "12 ",
    "7",
    "31/12/2024 ",
    "29/5-2/6, ",
    "4, 5 dan 6 Mei, ",
    "1 Mei dan ",
    "1 Mei, ",
    "1 Mei hingga ",
    "tanggal 1, ",
    "tanggal 1 dan tanggal ",
    "tanggal ",
    "2 des ",
    "10 Ramadan 1446 H, ",
    "17 Agustus 1945, ",
    // Weekdays and months.
    "Senin, ",
    "Senin dan ",
    "Senin-",
    "Senin - ",
    "Senin hingga ",
    "hari Senin, ",
    "setiap Senin, ",
    "setiap ",
    "Senin itu ",
    "senin-",
    "Senin yang ",
    "Selasa (31/12/2024) ",
    "akan Senin ",
    "kata Senin, ",
    "Januari, ",
    "Januari-",
    "Januari hingga ",
    "bulan Januari dan ",
    "Juni, ",
    "Juni Mawar, ",
    "Mei ",
    "Mei 1, ",
    "Mei Xabc. ",
    "ia Mei Xabc ",
    // Years, periods, durations, times.
    "2024, ",
    "2024-",
    "2024 - ",
    "2024 hingga ",
    "sejak 2009 sampai ",
    "800 SM - ",
    "tahun 2024 dan ",
    "Copyright 2025 ",
    "abad ke-17 hingga ",
    "kuartal I dan ",
    "Q1 ",
    "80-an, ",
    "musim panas ",
    "akhir pekan (",
    "hari ",
    "kemarin, ",
    "besok, Rabu, ",
    "keesokan harinya, ",
    "sehari kemudian ",
    "dua puluh ",
    "dua ratus ",
    "seribu ",
    "seabad ",
    "setengah ",
    "5 jam ",
    "pukul 10.00-",
    "ke-2 ",
    // Countries.
    "Korut, ",
    "Amerika Serikat dan Korut ",
    "Korut-",
    "Korut-Xabc-",
    "Korea Utara dan ",
    "Korea ",
    "Israel Xabc ",
    "Georgia, Georgia ",
    "AS, ",
    "Republik ",
    "pemerintah Washington dan ",
    "Seoul Washington ",
    "danIran",
    "Chad Xabc, ",
    "Bank Indonesia ",
    // People.
    "Budi ",
    "Budi Santoso dan Santoso. ",
    "Ahmad bin ",
    "Babc-Kabc bin Xyz ",
    "Presiden ",
    "Presiden Budi ",
    "kata Budi, ",
    "Budi Santo alias ",
    "Putri Budi Santo, ",
    "Budi Santo BS, ",
    "Budi - Hatta - ",
    "Budi Santosoberziarah, ",
    "Budi KusumahEditor, ",
    "Solana, ",
    "Budi Santo atau ",
    "Ridwan Kamil (RK) ",
    "Budi, S.H., ",
    "A. B. ",
    "Jokowi ",
    "Jokowi dan Joko Widodo. ",
    "Aaa-",
    "Aa-Bb-",
    "AB-",
    "al-",
    "BUDI SANTOSO KPK ",
    "Budi Santo Budi atau Budi Santo Rudi ",
    // Sentences and quotations.
    "A. ",
    "Ia ada. ",
    "a\n",
    "\n\na",
    "1. A\n",
    "PT A Tbk. ",
    "dr. ",
    "\"Ia,\" kata Budi. ",
    "“Ia. ",
    "\"a 'b ",
    "“",
    "\"",
    "(a ",
    "(\"",
    ".\" ",
    ".) ",
    "!\" ",
    "(",
    ".\")",
    "Baca juga: ",
    "Baca juga:\n",
    "SCROLL TO CONTINUE WITH CONTENT x\n",
    "(ant) ",
    "(a/b\n",
    "Jakarta, ",
    "JAKARTA - ",
    // Joined letters and marks.
    "A",
    "a.b.",
    "a-",
    "kata-",
    "di-",
    "a'",
    "é.",
    "é'",
    "é:",
    "é-",
    "Aé-",
    "Éaa.",
    "a/",
    "A/",
    "1/A.",
    "1/A/",
    "II/2006/",
    "a.B",
    "aB.",
    "a_",
    "@",
    "a@",
    "a@a.",
    "x@a-",
    "@a.",
    "#a",
    "https://a/",
    "www.",
    "Rp1",
    "10%",
    // People.
    "Pak Oman, ",
    "PB XIII, ",
    "Budi Santo 1.2Budi ",
    "Presiden Togo ",
    "kata",
    "MÃ¼ller ",
    "https://",
    "漢",
    "\u{1100}\u{1161}",
    "العربية ",
    "🇮🇩",
    "👨‍👩‍👧‍👦",
    "\u{301}",
    "\u{316}\u{301}",
    "a\u{301}",
    "\u{200b}",
    "a\u{200b}",
    "a\u{ad}",
    "a\u{200c}",
    "\u{feff}",
    "\u{a0}",
    "\u{a0}a",
    "\u{202e}abc ",
    "\u{1}\u{1b}",
    ".",
    "-",
    "'",
    " ",
    "\n",
    "ﬁ",
    "²",
];

/// Texts whose units differ.
const VARIED: &[fn(usize) -> String] = &[
    |n| format!("{}, ", 1 + n % 31),
    |n| format!("{}, ", 1 + n * 7 % 31),
    |n| format!("{}, ", 1900 + n % 100),
    |n| format!("{} dan ", ["Januari", "Mei", "Juni", "Juli"][n % 4]),
    |n| format!("Senin ({}/12/2024), ", 1 + n % 31),
    |n| format!("setiap {}, ", ["Senin", "Selasa", "Rabu"][n % 3]),
    |n| format!("{} {}, ", name(n), name(7 * n)),
    |n| format!("kata {} {}. ", name(n), name(7 * n + 3)),
    |n| format!("{} ", name(n)),
    |n| format!("{} ", word(n)),
    |n| format!("{} ", word(n).to_uppercase()),
    |n| format!("B{}-K{} bin Xyz ", word(n), word(7 * n)),
    |n| format!("{}-{}, ", name(n), name(7 * n)),
    |n| format!("kata Budi {}, ", name(n)),
    |n| format!("{} Santoso berkata. Santoso pergi. ", name(n)),
    |n| format!("{} atau ", name(n)),
    |n| format!("{} {} alias {}, ", name(n), name(3 * n), name(5 * n)),
    |n| format!("Putri {} {}, ", name(n), name(3 * n)),
    |n| format!("Budi {}berziarah, ", name(n)),
    |n| format!("#{} ", word(n)),
    |n| format!("Israel {} ", name(n)),
    |n| format!("ia {} di Israel Adesanya ", word(n)),
    |n| format!("\"{},\" kata {}. ", word(n), name(n)),
    |n| format!("seorang pria bernama {} menangis. {0} pergi. ", name(n)),
    |n| format!("{} {} yang akrab disapa {} pergi. {2} datang. ", name(n), name(7 * n + 3), name(3 * n)),
    |n| format!("kata {} {} (41). ", name(n), name(7 * n + 3)),
    |n| format!("kata {} a/l {}. ", name(n), name(7 * n + 3)),
    |n| format!("kata Kim {}-{}. ", name(n), word(7 * n + 3)),
    |n| format!("pasangan {} {}-{} {}. ", name(n), name(7 * n + 3), name(3 * n), name(5 * n)),
    |n| format!("Presiden Sri Lanka {} {} pergi. ", name(n), name(7 * n + 3)),
    |n| format!("Menteri Widodo {} AS. ", name(n)),
    |n| format!("Muhammad {0}a Santoso. {0} Santosa. ", name(n)),
    |n| format!("Budi {} 1.2Budi ", name(n)),
    // Wrapped texts, whose lines end with divided words.
    |n| format!("{:a<31}-\n", word(n)),
    |n| format!("Warga desa {} menunggu bantuan pem-\nerintah daerah yang belum tiba. Kata\n", word(n)),
];

/// Texts of two parts, of which the second looks back at the first.
const COMPOUND: &[fn(usize) -> String] = &[
    |n| format!("kata {}. {}", "Budi Santoso ".repeat(n), "Budi pulang, kata Santoso. ".repeat(n)),
    |n| "“".repeat(n) + &"”".repeat(n),
    |n| "(".repeat(n) + &")".repeat(n),
    |n| format!("setiap {}", "Senin, ".repeat(n)),
    |n| "SCROLL TO CONTINUE WITH CONTENT x\n".repeat(n) + &" ".repeat(30 * n),
    |n| {
        (0..n)
            .map(|n| format!("kata {} {}, ", name(n), name(n + 1)))
            .chain((0..n).map(|n| format!("{}. ", name(n))))
            .collect()
    },
];

fn steps(analyzer: &Analyzer, text: &str) -> u64 {
    let date = Date::new(2024, 12, 31).ok().map(ArticleDate::from);
    let mut workspace = analyzer.workspace();
    work::take_steps();
    analyzer.analyze_with(text, date, &mut workspace);
    work::take_steps()
}

#[test]
fn work_is_linear_in_the_length_of_every_kind_of_text() {
    const UNITS: usize = 600;
    let kinds = [EntityKind::Person, EntityKind::Country, EntityKind::Date, EntityKind::Time, EntityKind::Duration];
    let analyzers = [(false, Names::Keep), (true, Names::Join)].map(|(people_by_rules, names)| {
        let terms = Some(TermOptions { ngrams: 3, names, ..TermOptions::default() });
        Analyzer::new(Settings { kinds: kinds.to_vec(), terms, people_by_rules, ..Settings::default() })
    });
    let repeated = REPEATED.iter().map(|unit| [1, 2].map(|times| unit.repeat(times * UNITS)));
    let varied = VARIED.iter().map(|unit| [1, 2].map(|times| (0..times * UNITS).map(unit).collect::<String>()));
    let compound = COMPOUND.iter().map(|text| [1, 2].map(|times| text(times * UNITS)));
    let mut failures = Vec::new();
    for texts in repeated.chain(varied).chain(compound) {
        for analyzer in &analyzers {
            let [once, twice] = [&texts[0], &texts[1]].map(|text| steps(analyzer, text));
            // The second condition bounds the steps for each byte; a text of blanks takes none.
            if 2 * twice > 5 * once + 100 || once > 200 * texts[0].len() as u64 {
                failures.push(format!(
                    "{:?}…: {once} steps, {twice} for twice the text",
                    texts[0].chars().take(40).collect::<String>()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
