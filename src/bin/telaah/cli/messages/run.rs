//! Messages of a run over documents.

use std::path::PathBuf;

use telaah::message::{counted, path_name};

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
            id: "{files} berakhiran lain (sebutkan namanya atau pakai --input-format untuk membacanya)";
        }
        UnmatchedFiles { files: u64 } => {
            en: "{files} excluded by --glob";
            id: "{files} dikecualikan --glob";
        }
        HiddenFiles { files: u64 } => {
            en: "{files} hidden (--hidden includes them)";
            id: "{files} tersembunyi (--hidden menyertakannya)";
        }
        Links { files: u64 } => {
            en: "{} (--follow-links follows them)", counted(*files, "symbolic link", "symbolic links");
            id: "{files} tautan simbolis (--follow-links mengikutinya)";
        }
        SpecialFiles { files: u64 } => {
            en: "{}", counted(*files, "pipe, socket or device", "pipes, sockets or devices");
            id: "{files} pipa, soket, atau perangkat";
        }
        Outputs { files: u64 } => {
            en: "{} of telaah", counted(*files, "output", "outputs");
            id: "{files} keluaran telaah";
        }
        SkippedDocuments { parts: List<Self> } => {
            en: "documents skipped: {}", parts.en();
            id: "dokumen dilewati: {}", parts.id();
        }
        OtherPeriod { documents: u64 } => {
            en: "{documents} outside the period";
            id: "{documents} di luar rentang tanggal";
        }
        WithoutDate { documents: u64 } => {
            en: "{documents} without a date";
            id: "{documents} tanpa tanggal";
        }
        OtherSource { documents: u64 } => {
            en: "{documents} from other sources";
            id: "{documents} dari sumber lain";
        }
        WithoutPage { records: u64 } => {
            en: "{} without a page", counted(*records, "record of a web archive", "records of web archives");
            id: "{records} rekaman arsip web tanpa halaman";
        }
        Duplicates { documents: u64, named: bool } => {
            en: "{} skipped{}", counted(*documents, "near-duplicate article", "near-duplicate articles"),
                if *named { "" } else { " (-v lists them)" };
            id: "{documents} artikel yang nyaris sama dilewati{}",
                if *named { "" } else { " (-v menampilkan yang mana)" };
        }
        OtherEncodings { documents: u64, named: bool } => {
            en: "{} not in UTF-8{}", counted(*documents, "document was", "documents were"),
                if *named { "" } else { " (-v lists them)" };
            id: "{documents} dokumen bukan UTF-8{}", if *named { "" } else { " (-v menampilkan yang mana)" };
        }
        Mojibake { documents: u64, named: bool } => {
            en: "{} mojibake such as `MÃ¼ller` ({}--repair-mojibake repairs it)",
                counted(*documents, "document contains", "documents contain"),
                if *named { "" } else { "-v lists them, " };
            id: "{documents} dokumen memuat mojibake seperti `MÃ¼ller` ({}--repair-mojibake memperbaikinya)",
                if *named { "" } else { "-v menampilkan yang mana, " };
        }
        MoreWarnings { warnings: u64, document: String } => {
            en: "{} like that of {document} (-v shows all)", counted(*warnings, "more warning", "more warnings");
            id: "{warnings} peringatan lagi seperti untuk {document} (-v menampilkan semuanya)";
        }
        ShortRows { rows: u64, named: bool } => {
            en: "{} than there are column names: the others were read as empty{}",
                counted(*rows, "row has fewer cells", "rows have fewer cells"), if *named { "" } else { " (-v lists them)" };
            id: "{rows} baris bersel lebih sedikit daripada nama kolomnya: sisanya dianggap kosong{}",
                if *named { "" } else { " (-v menampilkan yang mana)" };
        }
        Written { path: PathBuf, rows: u64, seconds: Decimal } => {
            en: "{}: {} written in {} s", path_name(path), counted(*rows, "row", "rows"), seconds.en();
            id: "{}: {rows} baris ditulis dalam {} detik", path_name(path), seconds.id();
        }
        WrittenFiles { path: PathBuf, files: u64, rows: u64, seconds: Decimal } => {
            en: "{}: {} with {} written in {} s", path_name(path), counted(*files, "file", "files"), counted(*rows, "row", "rows"),
                seconds.en();
            id: "{}: {files} berkas berisi {rows} baris ditulis dalam {} detik", path_name(path), seconds.id();
        }
        WrittenPage { path: PathBuf, seconds: Decimal } => {
            en: "{}: written in {} s", path_name(path), seconds.en();
            id: "{}: ditulis dalam {} detik", path_name(path), seconds.id();
        }
        Finished { documents: u64, failed: u64, bytes: u64, seconds: Decimal, threads: usize, megabytes_per_second: Decimal } => {
            en: "{}, {failed} failed, {} in {seconds} s on {} ({megabytes_per_second} MB/s)",
                counted(*documents, "document", "documents"), counted(*bytes, "byte", "bytes"),
                counted(*threads as u64, "thread", "threads");
            id: "{documents} dokumen, {failed} gagal, {bytes} bita dalam {} dtk dengan {threads} utas ({} MB/dtk)",
                seconds.id(), megabytes_per_second.id();
        }
        Reading { files: String, documents: u64 } => {
            en: "{files} files, {}", counted(*documents, "article", "articles");
            id: "{files} berkas, {documents} artikel";
        }
    }
}
