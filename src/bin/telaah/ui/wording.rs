//! Headings and cells of tables in the language of the reader. Files have the names of the columns, which are a contract.

use telaah::message::{Language, Message as _, Number};
use telaah::report::{CellValue, TableSchema};

/// The headings in Indonesian, by the names of the columns; in English they are the names.
const HEADINGS: &[(&str, &str)] = &[
    ("all_documents", "semua dokumen"),
    ("all_words", "semua kata"),
    ("analysis", "uraian"),
    ("average", "rata-rata"),
    ("bic", "BIC"),
    ("boilerplate", "pelengkap"),
    ("boilerplate_tokens", "token pelengkap"),
    ("byte_end", "bita akhir"),
    ("byte_start", "bita awal"),
    ("bytes", "bita"),
    ("canonical", "nama dalam artikel"),
    ("carroll_d2", "D2 Carroll"),
    ("char_end", "karakter akhir"),
    ("char_start", "karakter awal"),
    ("chart", "grafik"),
    ("chi2", "χ²"),
    ("collocate", "kolokat"),
    ("command", "perintah"),
    ("commands", "perintah"),
    ("confidence", "keyakinan"),
    ("count", "jumlah"),
    ("countries", "negara"),
    ("cue", "verba"),
    ("date", "tanggal"),
    ("date_from", "asal tanggal"),
    ("dates", "tanggal disebut"),
    ("default", "bawaan"),
    ("delta_p_left", "ΔP kiri"),
    ("delta_p_right", "ΔP kanan"),
    ("dice", "Dice"),
    ("diff_percent", "selisih %"),
    ("document", "dokumen"),
    ("document_share", "porsi dokumen"),
    ("documents", "dokumen"),
    ("dp", "DP"),
    ("dp_norm", "DP norm"),
    ("duplicate_of", "sama dengan"),
    ("ell", "ELL"),
    ("encoding", "pengodean"),
    ("end", "akhir"),
    ("entity", "identitas"),
    ("error", "galat"),
    ("expected", "harapan"),
    ("first", "pertama"),
    ("first_frequency", "frekuensi pertama"),
    ("fisher_p", "p Fisher"),
    ("format", "format"),
    ("forms", "bentuk"),
    ("frequency", "frekuensi"),
    ("g2", "G²"),
    ("glued", "tersambung"),
    ("glued_words", "kata tersambung"),
    ("group", "kelompok"),
    ("group_documents", "dokumen kelompok"),
    ("group_words", "kata kelompok"),
    ("hapaxes", "muncul sekali"),
    ("hdd", "HD-D"),
    ("how", "cara"),
    ("id", "pengenal"),
    ("iso3", "ISO 3"),
    ("jaccard", "Jaccard"),
    ("juilland_d", "D Juilland"),
    ("kind", "jenis"),
    ("kld", "KLD"),
    ("kld_norm", "KLD norm"),
    ("label", "nama"),
    ("left", "kiri"),
    ("lemma", "lema"),
    ("letters_per_word", "huruf per kata"),
    ("log_dice", "logDice"),
    ("log_ratio", "log rasio"),
    ("mattr", "MATTR"),
    ("mentions", "penyebutan"),
    ("mi", "MI"),
    ("mi3", "MI³"),
    ("month", "bulan"),
    ("moving_average", "rata-rata bergerak"),
    ("mtld", "MTLD"),
    ("name", "nama"),
    ("node", "simpul"),
    ("note", "catatan"),
    ("npmi", "NPMI"),
    ("odds_ratio", "rasio odds"),
    ("p", "p"),
    ("p_adjusted", "p terkoreksi"),
    ("packing", "kompresi"),
    ("parts", "bagian"),
    ("parts_with", "bagian yang memuat"),
    ("path", "jalur"),
    ("pattern", "pola"),
    ("people", "tokoh"),
    ("per_million", "per sejuta"),
    ("period", "kurun"),
    ("periods", "kurun"),
    ("pmi", "PMI"),
    ("positions", "letak"),
    ("property", "sifat"),
    ("quote", "kutipan"),
    ("quotes", "kutipan"),
    ("rank", "peringkat"),
    ("reference_count", "jumlah pembanding"),
    ("reference_documents", "dokumen pembanding"),
    ("reference_per_million", "per sejuta pembanding"),
    ("right", "kanan"),
    ("root", "kata dasar"),
    ("score", "skor"),
    ("second", "kedua"),
    ("second_frequency", "frekuensi kedua"),
    ("sentence", "kalimat"),
    ("sentences", "kalimat"),
    ("setting", "setelan"),
    ("similarity", "kemiripan"),
    ("simple_maths", "simple maths"),
    ("source", "sumber"),
    ("speaker", "penutur"),
    ("start", "awal"),
    ("stem", "bentuk dasar"),
    ("stop_words", "kata henti"),
    ("t", "t"),
    ("target", "tujuan"),
    ("target_count", "jumlah sasaran"),
    ("target_documents", "dokumen sasaran"),
    ("target_per_million", "per sejuta sasaran"),
    ("tau", "tau"),
    ("tau_p", "p tau"),
    ("term", "istilah"),
    ("terms", "istilah"),
    ("text", "teks"),
    ("title", "judul"),
    ("token", "token"),
    ("tokens", "token"),
    ("top_terms", "istilah teratas"),
    ("trend", "tren"),
    ("ttr", "TTR"),
    ("type", "tipe"),
    ("types", "kata berbeda"),
    ("undated_count", "jumlah tak bertanggal"),
    ("undated_documents", "dokumen tak bertanggal"),
    ("url", "URL"),
    ("value", "nilai"),
    ("via", "lewat"),
    ("weight", "bobot"),
    ("word", "kata"),
    ("words", "kata"),
    ("words_per_sentence", "kata per kalimat"),
    ("year", "tahun"),
    ("yule_k", "K Yule"),
    ("z", "z"),
];

/// Columns whose numbers are positions, and so are not grouped.
const POSITIONS: [&str; 6] = ["byte_end", "byte_start", "char_end", "char_start", "sentence", "token"];

/// The heading of a column of telaah. `name`: that of the column.
pub(crate) fn heading(name: &'static str, language: Language) -> &'static str {
    match language {
        Language::English => name,
        Language::Indonesian => {
            HEADINGS.iter().find(|(column, _)| *column == name).map_or(name, |(_, heading)| heading)
        }
    }
}

/// A cell of the column of that name.
pub(crate) fn cell(cell: &CellValue<'_>, name: &str, language: Language) -> String {
    match (cell, language) {
        (CellValue::Number(number), Language::Indonesian) if !POSITIONS.contains(&name) => {
            Number(*number).id().to_string()
        }
        (CellValue::Rate(rate), Language::Indonesian) => {
            let (whole, hundredths) = rate.parts();
            format!("{},{hundredths:02}", Number(whole).id())
        }
        (CellValue::Measure(measure), Language::Indonesian) => measure.to_string().replace('.', ","),
        (CellValue::Flag(flag), Language::Indonesian) => if *flag { "ya" } else { "tidak" }.to_owned(),
        _ => cell.to_string(),
    }
}

/// The headings of a table: those of its own columns in the language, and the names of those that were added.
pub(crate) fn headings(table: TableSchema, language: Language) -> Vec<&'static str> {
    let own = table.own_columns();
    let columns = table.columns().into_iter().enumerate();
    columns.map(|(n, column)| if n < own { heading(column.name, language) } else { column.name }).collect()
}

#[cfg(test)]
mod tests {
    use telaah::report::rows::TABLES;
    use telaah::report::{Measure, PerMillion};

    use super::*;

    #[test]
    fn every_column_has_a_heading() {
        let columns = TABLES.iter().flat_map(|table| table.schema.columns()).map(|column| column.name);
        let mut names: Vec<&str> = columns.chain(["average", "chart", "positions", "trend", "month", "year"]).collect();
        // The columns of the nodes of a network.
        names.extend(["id", "mentions"]);
        names.sort_unstable();
        names.dedup();
        assert_eq!(HEADINGS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        assert!(POSITIONS.iter().all(|name| names.contains(name)));
        assert_eq!(heading("per_million", Language::English), "per_million");
        assert_eq!(heading("per_million", Language::Indonesian), "per sejuta");
    }

    #[test]
    fn numbers_have_the_marks_of_the_language() {
        let rate = CellValue::Rate(PerMillion::new(7, 3000).unwrap());
        let shown =
            |value: CellValue<'_>, name| [Language::English, Language::Indonesian].map(|l| cell(&value, name, l));
        assert_eq!(shown(rate, "per_million"), ["2333.33", "2.333,33"]);
        assert_eq!(shown(CellValue::Number(18_859), "count"), ["18859", "18.859"]);
        assert_eq!(shown(CellValue::Number(18_859), "byte_start"), ["18859", "18859"]);
        let measure = CellValue::Measure(Measure::new(-1.5).unwrap());
        assert_eq!(shown(measure, "g2"), ["-1.5", "-1,5"]);
        assert_eq!(shown(CellValue::Flag(true), "default"), ["true", "ya"]);
        assert_eq!(shown(CellValue::Text("1.5"), "text"), ["1.5", "1.5"]);
        assert_eq!(shown(CellValue::None, "count"), ["", ""]);
    }
}
