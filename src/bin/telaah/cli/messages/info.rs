//! The words on the page of `telaah info`.

use telaah::message::{Number, counted};

telaah::messages! {
    /// A heading, line or cell of the page of `telaah info`.
    #[derive(Debug)]
    pub(crate) enum InfoText {
        Total { documents: u64, words: u64, types: u64, bytes: u64 } => {
            en: "{}, {} ({types} distinct), {}", counted(*documents, "document", "documents"),
                counted(*words, "word", "words"), counted(*bytes, "byte", "bytes");
            id: "{} dokumen, {} kata ({} kata berbeda), {} bita", Number(*documents).id(), Number(*words).id(),
                Number(*types).id(), Number(*bytes).id();
        }
        Dates { first: String, last: String } => {
            en: "from {first} to {last}";
            id: "dari {first} sampai {last}";
        }
        Problems { undated: u64, empty: u64, failed: u64, garbled: u64 } => {
            en: "{undated} without a date, {empty} without words, {garbled} with mojibake, {failed} failed";
            id: "{} tanpa tanggal, {} tanpa kata, {} dengan huruf rusak, {} gagal", Number(*undated).id(), Number(*empty).id(),
                Number(*garbled).id(), Number(*failed).id();
        }
        ExactDuplicates { documents: u64 } => {
            en: "{} of others (--dedup also finds near-duplicates)", counted(*documents, "copy", "copies");
            id: "{} salinan dokumen lain (--dedup juga menemukan yang nyaris sama)", Number(*documents).id();
        }
        NearDuplicates { documents: u64 } => {
            en: "{}, not counted here", counted(*documents, "near-duplicate", "near-duplicates");
            id: "{} dokumen nyaris sama dengan dokumen lain, tidak dihitung di sini", Number(*documents).id();
        }
        Lengths { median: u64, shortest: u64, longest: u64 } => {
            en: "{shortest} to {longest} words per document, median {median}";
            id: "{} sampai {} kata per dokumen, median {}", Number(*shortest).id(), Number(*longest).id(), Number(*median).id();
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
