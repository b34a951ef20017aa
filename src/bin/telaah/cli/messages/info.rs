//! The words on the page of `telaah info`.

use telaah::message::counted;

telaah::messages! {
    /// A heading, line or cell of the page of `telaah info`.
    #[derive(Debug)]
    pub(crate) enum InfoText {
        Total { documents: u64, words: u64, types: u64, bytes: u64 } => {
            en: "{}, {} ({types} distinct), {}", counted(*documents, "document", "documents"),
                counted(*words, "word", "words"), counted(*bytes, "byte", "bytes");
            id: "{documents} dokumen, {words} kata ({types} kata berbeda), {bytes} bita";
        }
        Dates { first: String, last: String } => {
            en: "from {first} to {last}";
            id: "dari {first} sampai {last}";
        }
        Problems { undated: u64, empty: u64, failed: u64, garbled: u64 } => {
            en: "{undated} without a date, {empty} without words, {garbled} with mojibake, {failed} failed";
            id: "{undated} tanpa tanggal, {empty} tanpa kata, {garbled} dengan mojibake, {failed} gagal";
        }
        ExactDuplicates { documents: u64 } => {
            en: "{} of others (--dedup also finds near-duplicates)", counted(*documents, "copy", "copies");
            id: "{documents} salinan dokumen lain (--dedup menemukan juga yang nyaris sama)";
        }
        NearDuplicates { documents: u64 } => {
            en: "{}, left out here", counted(*documents, "near-duplicate", "near-duplicates");
            id: "{documents} dokumen nyaris sama dengan yang lain, tidak dihitung di sini";
        }
        Lengths { median: u64, shortest: u64, longest: u64 } => {
            en: "{shortest} to {longest} words per document, median {median}";
            id: "{shortest} sampai {longest} kata per dokumen, median {median}";
        }
        Shortest { document: String } => {
            en: "shortest: {document}";
            id: "terpendek: {document}";
        }
        Longest { document: String } => {
            en: "longest: {document}";
            id: "terpanjang: {document}";
        }
        YearsHeading => {
            en: "Years";
            id: "Tahun";
        }
        MonthsHeading => {
            en: "Months";
            id: "Bulan";
        }
        SourcesHeading => {
            en: "Sources";
            id: "Sumber";
        }
        EncodingsHeading => {
            en: "Encodings";
            id: "Pengodean";
        }
        FormatsHeading => {
            en: "Formats";
            id: "Format";
        }
        NoSource => {
            en: "(none)";
            id: "(tanpa sumber)";
        }
    }
}
