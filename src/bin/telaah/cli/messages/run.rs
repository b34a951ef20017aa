//! Messages of a run over documents.

use std::path::PathBuf;

use telaah::message::{Number, counted, path_name};

use crate::cli::messages::{Decimal, List};

telaah::messages! {
    /// A message of a run over documents: what was skipped, what was unusual, and the progress.
    #[derive(Debug)]
    pub(crate) enum RunMessage {
        NoDocument => {
            en: "no documents found";
            id: "tidak ada dokumen yang ditemukan";
        }
        SkippedFiles { parts: List<Self> } => {
            en: "skipped in directories: {}", parts.en();
            id: "dilewati di dalam folder: {}", parts.id();
        }
        OtherFiles { files: u64 } => {
            en: "{files} with another extension (name them or use --input-format to read them)";
            id: "{} berkas berekstensi lain (sebutkan namanya atau pakai --input-format untuk membacanya)", Number(*files).id();
        }
        UnmatchedFiles { files: u64 } => {
            en: "{files} excluded by --glob";
            id: "{} berkas disisihkan --glob", Number(*files).id();
        }
        HiddenFiles { files: u64 } => {
            en: "{files} hidden (--hidden includes them)";
            id: "{} berkas tersembunyi (--hidden menyertakannya)", Number(*files).id();
        }
        Links { files: u64 } => {
            en: "{} (--follow-links follows them)", counted(*files, "symbolic link", "symbolic links");
            id: "{} tautan simbolik (--follow-links mengikutinya)", Number(*files).id();
        }
        SpecialFiles { files: u64 } => {
            en: "{}", counted(*files, "pipe, socket or device", "pipes, sockets or devices");
            id: "{} pipa, soket, atau perangkat", Number(*files).id();
        }
        Outputs { files: u64 } => {
            en: "{} of telaah", counted(*files, "output", "outputs");
            id: "{} berkas keluaran telaah", Number(*files).id();
        }
        SkippedDocuments { parts: List<Self> } => {
            en: "documents skipped: {}", parts.en();
            id: "dokumen dilewati: {}", parts.id();
        }
        OtherPeriod { documents: u64 } => {
            en: "{documents} outside the period";
            id: "{} di luar rentang tanggal", Number(*documents).id();
        }
        WithoutDate { documents: u64 } => {
            en: "{documents} without a date";
            id: "{} tanpa tanggal", Number(*documents).id();
        }
        OtherSource { documents: u64 } => {
            en: "{documents} from other sources";
            id: "{} dari sumber lain", Number(*documents).id();
        }
        WithoutPage { records: u64 } => {
            en: "{} without a page", counted(*records, "record of a web archive", "records of web archives");
            id: "{} rekaman arsip web tanpa halaman", Number(*records).id();
        }
        Duplicates { documents: u64, named: bool } => {
            en: "{} skipped{}", counted(*documents, "near-duplicate article", "near-duplicate articles"),
                if *named { "" } else { " (-v lists them)" };
            id: "{} artikel kembar dilewati{}", Number(*documents).id(),
                if *named { "" } else { " (-v menyebutkannya satu per satu)" };
        }
        OtherEncodings { documents: u64, named: bool } => {
            en: "{} not in UTF-8{}", counted(*documents, "document was", "documents were"),
                if *named { "" } else { " (-v lists them)" };
            id: "{} dokumen tidak dalam UTF-8{}", Number(*documents).id(),
                if *named { "" } else { " (-v menyebutkannya satu per satu)" };
        }
        Mojibake { documents: u64, named: bool } => {
            en: "{} mojibake such as `MÃ¼ller` ({}--repair-mojibake repairs it)",
                counted(*documents, "document contains", "documents contain"),
                if *named { "" } else { "-v lists them, " };
            id: "{} dokumen berisi huruf rusak seperti `MÃ¼ller` ({}--repair-mojibake memperbaikinya)",
                Number(*documents).id(), if *named { "" } else { "-v menyebutkannya satu per satu, " };
        }
        MoreWarnings { warnings: u64, document: String } => {
            en: "{} like that of {document} (-v shows all)", counted(*warnings, "more warning", "more warnings");
            id: "masih ada {} peringatan seperti untuk {document} (-v menampilkan semuanya)", Number(*warnings).id();
        }
        ShortRows { rows: u64, named: bool } => {
            en: "{} than there are column names: the others were read as empty{}",
                counted(*rows, "row has fewer cells", "rows have fewer cells"), if *named { "" } else { " (-v lists them)" };
            id: "{} baris kekurangan sel: sisanya dianggap kosong{}", Number(*rows).id(),
                if *named { "" } else { " (-v menyebutkannya satu per satu)" };
        }
        Written { path: PathBuf, rows: u64, seconds: Decimal } => {
            en: "{}: {} written in {} s", path_name(path), counted(*rows, "row", "rows"), seconds.en();
            id: "{}: {} baris ditulis dalam {} detik", path_name(path), Number(*rows).id(), seconds.id();
        }
        WrittenFiles { path: PathBuf, files: u64, rows: u64, seconds: Decimal } => {
            en: "{}: {} with {} written in {} s", path_name(path), counted(*files, "file", "files"), counted(*rows, "row", "rows"),
                seconds.en();
            id: "{}: {} berkas berisi {} baris ditulis dalam {} detik", path_name(path), Number(*files).id(),
                Number(*rows).id(), seconds.id();
        }
        WrittenPage { path: PathBuf, seconds: Decimal } => {
            en: "{}: written in {} s", path_name(path), seconds.en();
            id: "{}: ditulis dalam {} detik", path_name(path), seconds.id();
        }
        Finished { documents: u64, failed: u64, bytes: u64, seconds: Decimal, threads: usize, megabytes_per_second: Decimal } => {
            en: "{}, {failed} failed, {} in {seconds} s on {} ({megabytes_per_second} MB/s)",
                counted(*documents, "document", "documents"), counted(*bytes, "byte", "bytes"),
                counted(*threads as u64, "thread", "threads");
            id: "{} dokumen, {} gagal, {} bita dalam {} detik dengan {threads} utas ({} MB/detik)", Number(*documents).id(),
                Number(*failed).id(), Number(*bytes).id(), seconds.id(), megabytes_per_second.id();
        }
        Reading { files: String, documents: u64 } => {
            en: "{files} files, {}", counted(*documents, "article", "articles");
            id: "{files} berkas, {} artikel", Number(*documents).id();
        }
    }
}
