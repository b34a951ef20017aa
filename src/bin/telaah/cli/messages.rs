//! The messages of the program, in English and Indonesian, and the error type of the commands.
//!
//! A message reads `path: what happened: why (how to fix it)`.

use std::fmt;
use std::io;
use std::path::PathBuf;

use telaah::message::{IoError, Language, counted};
use telaah::run::RunError;

telaah::messages! {
    /// A message of the program.
    #[derive(Debug)]
    pub(crate) enum Message {
        // Severities.
        Error => {
            en: "error";
            id: "galat";
        }
        Warning => {
            en: "warning";
            id: "peringatan";
        }
        Note => {
            en: "note";
            id: "catatan";
        }

        // Arguments and inputs.
        NothingToRead => {
            en: "nothing to read (name a file or a directory, or pipe text in; telaah --help has examples)";
            id: "tidak ada yang dibaca (sebutkan berkas atau folder, atau alirkan teks; telaah --help memuat contoh)";
        }
        StdinTwice => {
            en: "standard input cannot be both the list of --files-from and an input";
            id: "masukan baku tidak bisa menjadi daftar --files-from sekaligus masukan";
        }
        ResumeNeedsFolder => {
            en: "--resume needs a directory of tables (-o DIR and --format csv, tsv or parquet)";
            id: "--resume memerlukan folder tabel (-o FOLDER dan --format csv, tsv, atau parquet)";
        }
        ResumeStdin => {
            en: "--resume cannot read standard input again (name files or directories)";
            id: "--resume tidak bisa membaca ulang masukan baku (sebutkan berkas atau folder)";
        }
        ResumePipe { path: PathBuf } => {
            en: "{}: --resume cannot read a pipe or device again (name files or directories)", path.display();
            id: "{}: --resume tidak bisa membaca ulang pipa atau perangkat (sebutkan berkas atau folder)", path.display();
        }
        CannotReadList { path: PathBuf } => {
            en: "{}: cannot read the list of paths", path.display();
            id: "{}: daftar jalur tidak bisa dibaca", path.display();
        }
        #[cfg_attr(unix, allow(dead_code, reason = "a path may have any bytes there"))]
        PathNotUtf8 { path: PathBuf } => {
            en: "{}: the list contains a path that is not UTF-8", path.display();
            id: "{}: daftar memuat jalur yang bukan UTF-8", path.display();
        }
        EmptyPeriod { since: jiff::civil::Date, until: jiff::civil::Date } => {
            en: "--since {since} is after --until {until}: no document can match";
            id: "--since {since} sesudah --until {until}: tidak ada dokumen yang bisa cocok";
        }
        UnknownStopWords { name: String, known: String } => {
            en: "no stop word list or file `{name}` (the lists are {known})";
            id: "tidak ada daftar atau berkas kata henti `{name}` (daftar yang ada: {known})";
        }
        CannotReadStopWords { name: String } => {
            en: "{name}: cannot read the stop words";
            id: "{name}: kata henti tidak bisa dibaca";
        }
        StopWordsNotUtf8 { name: String } => {
            en: "{name}: a stop word list must be UTF-8";
            id: "{name}: daftar kata henti harus UTF-8";
        }
        StopWordPhrase { name: String, line: usize, entry: String, others: usize } => {
            en: "{name}:{line}: `{entry}` is more than one word and never matches{}", match others {
                0 => String::new(),
                n => format!(", and so {} {}", if *n == 1 { "does" } else { "do" },
                    counted(*n as u64, "other entry", "other entries")),
            };
            id: "{name}:{line}: `{entry}` lebih dari satu kata sehingga tidak pernah cocok{}", match others {
                0 => String::new(),
                n => format!(", begitu pula {n} entri lain"),
            };
        }
        UnknownCommand { name: String, known: String } => {
            en: "no command `{name}` (the commands are {known})";
            id: "tidak ada perintah `{name}` (perintah yang ada: {known})";
        }

        // Output.
        MissingFeature { format: &'static str, feature: &'static str } => {
            en: "built without support for {format} (cargo install telaah --features {feature}, or choose another format)";
            id: "program ini dibangun tanpa dukungan {format} (cargo install telaah --features {feature}, atau pilih format lain)";
        }
        BinaryToTerminal { format: &'static str } => {
            en: "refusing to write {format} to a terminal (use -o FILE)";
            id: "{format} tidak ditulis ke terminal (pakai -o BERKAS)";
        }
        OptionOfCsv { option: &'static str, format: &'static str } => {
            en: "{option} applies to --format csv, not to {format}";
            id: "{option} berlaku untuk --format csv, bukan {format}";
        }
        CannotWrite { path: String } => {
            en: "{path}: cannot write";
            id: "{path}: tidak bisa ditulis";
        }
        OutputIsFolder { path: String } => {
            en: "{path}: cannot write: it is a directory";
            id: "{path}: tidak bisa ditulis: berupa folder";
        }
        CannotWriteFolder { path: String } => {
            en: "{path}: cannot write to the directory";
            id: "{path}: folder tidak bisa ditulisi";
        }
        CannotWriteOutput => {
            en: "cannot write the output";
            id: "keluaran tidak bisa ditulis";
        }
        CannotWriteStdout => {
            en: "cannot write to standard output";
            id: "tidak bisa menulis ke keluaran baku";
        }
        NeedsFolder => {
            en: "several tables need a directory (name one with -o)";
            id: "beberapa tabel memerlukan folder (sebutkan dengan -o)";
        }
        FolderNamedLikeFile { path: PathBuf, format: &'static str } => {
            en: "{}: analyze writes a directory of five tables as {format} (name a directory with -o; for the table of documents \
                alone, redirect standard output)", path.display();
            id: "{}: analyze menulis folder berisi lima tabel {format} (sebutkan folder dengan -o; untuk tabel dokumen saja, \
                alihkan keluaran baku)", path.display();
        }
        FolderIsFile { path: PathBuf } => {
            en: "{}: cannot write the directory of tables: a file of that name exists", path.display();
            id: "{}: folder tabel tidak bisa ditulis: sudah ada berkas bernama itu", path.display();
        }
        CellsCut { cells: u64 } => {
            en: "{} than the 32767 characters that a workbook cell can hold: cut off, ending in `…` (csv and json have the \
                whole text)", counted(*cells, "cell is longer", "cells are longer");
            id: "{cells} sel lebih panjang daripada 32767 karakter yang muat di sel buku kerja: dipotong, berakhiran `…` (csv dan \
                json memuatnya utuh)";
        }

        // Resuming.
        CannotReadProgram => {
            en: "cannot read the program's own file";
            id: "berkas program ini tidak bisa dibaca";
        }
        CannotRemove { path: PathBuf } => {
            en: "{}: cannot remove", path.display();
            id: "{}: tidak bisa dihapus", path.display();
        }
        InterruptedRunKept { folder: PathBuf } => {
            en: "{}: kept from an interrupted run (--resume continues it); this run starts over", folder.display();
            id: "{}: sisa proses yang terputus (--resume melanjutkannya); kali ini dimulai dari awal", folder.display();
        }
        Resuming { documents: u64 } => {
            en: "resuming the interrupted run after {}", counted(*documents, "document", "documents");
            id: "melanjutkan proses yang terputus setelah {documents} dokumen";
        }
        OtherOptions { folder: PathBuf, differences: List<Message> } => {
            en: "cannot resume: the options differ from those of the interrupted run: {} (use the same options, or delete {} to \
                start over)", differences.en(), folder.display();
            id: "tidak bisa dilanjutkan: opsinya berbeda dari proses yang terputus: {} (pakai opsi yang sama, atau hapus {} untuk \
                mulai dari awal)", differences.id(), folder.display();
        }
        OptionSet { name: String, now: String } => {
            en: "{name} was not set, now {now}";
            id: "{name} dahulu tidak disetel, kini {now}";
        }
        OptionUnset { name: String, then: String } => {
            en: "{name} was {then}, now not set";
            id: "{name} dahulu {then}, kini tidak disetel";
        }
        OptionChanged { name: String, then: String, now: String } => {
            en: "{name} was {then}, now {now}";
            id: "{name} dahulu {then}, kini {now}";
        }
        CheckpointInUse { folder: PathBuf } => {
            en: "{}: another telaah is writing there", folder.display();
            id: "{}: telaah lain sedang menulis di sana", folder.display();
        }
        BadCheckpoint { error: telaah::run::checkpoint::CheckpointError, folder: PathBuf } => {
            en: "{} (delete {} to start over)", error.en(), folder.display();
            id: "{} (hapus {} untuk mulai dari awal)", error.id(), folder.display();
        }
        OldJournal { path: PathBuf, folder: PathBuf } => {
            en: "{}: belongs to an interrupted run of an older telaah (delete {} to start over)", path.display(),
                folder.display();
            id: "{}: milik proses terputus dari telaah versi lama (hapus {} untuk mulai dari awal)", path.display(),
                folder.display();
        }
        FailedBefore { failed: u64 } => {
            en: "{failed} of them failed (column `error` of the table of documents)";
            id: "{failed} di antaranya gagal (kolom `error` dalam tabel dokumen)";
        }
        Interrupted { documents: u64 } => {
            en: "interrupted after {}: the same command resumes there", counted(*documents, "document", "documents");
            id: "terputus setelah {documents} dokumen: perintah yang sama melanjutkannya dari situ";
        }
        CannotResume { folder: PathBuf, reason: RunError } => {
            en: "cannot resume: {} (delete {} to start over)", reason.en(), folder.display();
            id: "tidak bisa dilanjutkan: {} (hapus {} untuk mulai dari awal)", reason.id(),
                folder.display();
        }

        // Settings.
        CannotReadConfig { path: PathBuf } => {
            en: "{}: cannot read the configuration", path.display();
            id: "{}: konfigurasi tidak bisa dibaca", path.display();
        }
        BadToml { path: PathBuf, line: usize, reason: String } => {
            en: "{}:{line}: invalid TOML: {reason}", path.display();
            id: "{}:{line}: TOML tidak sah: {reason}", path.display();
        }
        UnknownSetting { place: String, option: String, command: Option<String>, near: Option<String> } => {
            en: "{place}: no setting{} `{option}` ({})", of_command(" of ", command.as_deref()), match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "telaah config lists all".to_owned(),
            };
            id: "{place}: tidak ada setelan{} `{option}` ({})", of_command(" ", command.as_deref()), match near {
                Some(near) => format!("maksudnya `{near}`?"),
                None => "telaah config menampilkan semuanya".to_owned(),
            };
        }
        UnknownSection { place: String, name: String, near: Option<String> } => {
            en: "{place}: no command `{name}` ({})", match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "telaah --help lists all".to_owned(),
            };
            id: "{place}: tidak ada perintah `{name}` ({})", match near {
                Some(near) => format!("maksudnya `{near}`?"),
                None => "telaah --help menampilkan semuanya".to_owned(),
            };
        }
        SettingNotAList { place: String, option: String } => {
            en: "{place}: {option} takes one value, not a list";
            id: "{place}: {option} menerima satu nilai, bukan daftar";
        }
        SettingNested { place: String, option: String } => {
            en: "{place}: {option} cannot hold a table or a nested list";
            id: "{place}: {option} tidak bisa berisi tabel atau daftar bersarang";
        }
        SettingNotBoolean { place: String, option: String } => {
            en: "{place}: {option} must be true or false";
            id: "{place}: {option} harus true atau false";
        }
        InvalidSetting { place: String, option: String, value: String, why: Why } => {
            en: "{place}: invalid value '{value}' for {option}{}", why.en();
            id: "{place}: nilai '{value}' untuk {option} tidak sah{}", why.id();
        }
        UnknownVariable { name: String } => {
            en: "{name}: not a setting: ignored (telaah config lists all)";
            id: "{name}: bukan setelan: diabaikan (telaah config menampilkan semuanya)";
        }

        // The end of a run.
        NoDocument => {
            en: "no documents found";
            id: "tidak ada dokumen yang ditemukan";
        }
        SkippedFiles { parts: List<Message> } => {
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
        SkippedDocuments { parts: List<Message> } => {
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
        Finished { documents: u64, failed: u64, bytes: u64, seconds: f64, threads: usize, megabytes_per_second: f64 } => {
            en: "{}, {failed} failed, {} in {seconds:.3} s on {} ({megabytes_per_second:.1} MB/s)",
                counted(*documents, "document", "documents"), counted(*bytes, "byte", "bytes"),
                counted(*threads as u64, "thread", "threads");
            id: "{documents} dokumen, {failed} gagal, {bytes} bita dalam {seconds:.3} dtk dengan {threads} utas \
                ({megabytes_per_second:.1} MB/dtk)";
        }
        Reading { files: String, documents: u64 } => {
            en: "{files} files, {}", counted(*documents, "article", "articles");
            id: "{files} berkas, {documents} artikel";
        }

        // The summary page of analyze.
        Articles { documents: u64, failed: u64 } => {
            en: "{}{}", counted(*documents, "article", "articles"),
                if *failed > 0 { format!(", {failed} failed") } else { String::new() };
            id: "{documents} artikel{}", if *failed > 0 { format!(", {failed} gagal") } else { String::new() };
        }
        CountsOfWords { words: u64, sentences: u64, bytes: u64, terms: u64, stop_words: u64 } => {
            en: "{} in {}, {}; {} counted as terms, {}", counted(*words, "word", "words"),
                counted(*sentences, "sentence", "sentences"), counted(*bytes, "byte", "bytes"),
                counted(*terms, "word", "words"), counted(*stop_words, "stop word", "stop words");
            id: "{words} kata dalam {sentences} kalimat, {bytes} bita; {terms} kata dihitung sebagai istilah, {stop_words} kata henti";
        }
        NoArticleDate => {
            en: "no date (--date sets one; days such as \"kemarin\" are resolved against it)";
            id: "tanpa tanggal (beri dengan --date sebagai patokan hari seperti \"kemarin\")";
        }
        DateFromRecord { date: String } => {
            en: "{date}, from the record";
            id: "{date}, menurut rekaman";
        }
        DateFromFrontMatter { date: String } => {
            en: "{date}, from the front matter";
            id: "{date}, menurut front matter";
        }
        DateFromPage { date: String } => {
            en: "{date}, from the page";
            id: "{date}, menurut halamannya";
        }
        DateFromUrl { date: String } => {
            en: "{date}, from the URL";
            id: "{date}, menurut URL";
        }
        DateFromFileName { date: String } => {
            en: "{date}, from the file name";
            id: "{date}, menurut nama berkas";
        }
        DateFromDateline { date: String } => {
            en: "{date}, from the dateline";
            id: "{date}, menurut baris tanggalnya";
        }
        DateFromOption { date: String } => {
            en: "{date}, from --date";
            id: "{date}, menurut --date";
        }
        ArticlesHeading => {
            en: "Articles";
            id: "Artikel";
        }
        TermsHeading => {
            en: "Terms";
            id: "Istilah";
        }
        PeopleHeading => {
            en: "People";
            id: "Orang";
        }
        CountriesHeading => {
            en: "Countries";
            id: "Negara";
        }
        DatesHeading => {
            en: "Dates";
            id: "Tanggal";
        }
        FirstOf { shown: usize, all: usize } => {
            en: "{shown} of {all}";
            id: "{shown} dari {all}";
        }
        FailedCell { problem: String } => {
            en: "failed: {problem}";
            id: "gagal: {problem}";
        }
        DuplicateCell { first: String } => {
            en: "near-duplicate of {first}";
            id: "nyaris sama dengan {first}";
        }
    }
}

telaah::messages! {
    /// The reason why the value of a setting is invalid, as it follows the statement that it is.
    #[derive(Debug)]
    pub(crate) enum Why {
        NotAmong { values: String } => {
            en: " [possible values: {values}]";
            id: " [pilihan: {values}]";
        }
        Because { fault: ValueError } => {
            en: ": {}", fault.en();
            id: ": {}", fault.id();
        }
        Unknown => {
            en: "";
            id: "";
        }
    }
}

telaah::messages! {
    /// A fault of an option's value.
    #[derive(Clone, Debug)]
    pub(crate) enum ValueError {
        NotADate => {
            en: "not a date of the form YYYY-MM-DD";
            id: "bukan tanggal dengan bentuk TTTT-BB-HH";
        }
        NoSuchDay => {
            en: "no such day in the calendar";
            id: "tidak ada hari itu dalam kalender";
        }
        UnknownEncoding => {
            en: "unknown encoding (utf-8, utf-16le, utf-16be, windows-1252 and the others of the WHATWG Encoding Standard are known)";
            id: "pengodean tidak dikenal (yang dikenal: utf-8, utf-16le, utf-16be, windows-1252, dan yang lain dalam WHATWG Encoding Standard)";
        }
        NotASize => {
            en: "not a number of bytes such as 500000, 800K or 64M";
            id: "bukan jumlah bita seperti 500000, 800K, atau 64M";
        }
        SizeTooLarge => {
            en: "too large";
            id: "terlalu besar";
        }
        NotANumber => {
            en: "not a whole number";
            id: "bukan bilangan bulat";
        }
        OutOfRange { least: u64, most: u64 } => {
            en: "not between {least} and {most}";
            id: "tidak di antara {least} dan {most}";
        }
        Zero => {
            en: "must be at least 1";
            id: "harus paling sedikit 1";
        }
        BadDelimiter => {
            en: "{}", telaah::report::format::DelimiterError.en();
            id: "{}", telaah::report::format::DelimiterError.id();
        }
        BadRegex { reason: String } => {
            en: "{reason}";
            id: "ekspresi reguler tidak sah\n{reason}";
        }
    }
}

impl std::error::Error for ValueError {}

impl ValueError {
    /// The fault that the parser of an option reported; `None` if it is of an unknown type.
    pub(crate) fn of_parser(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        if error.is::<telaah::report::format::DelimiterError>() {
            return Some(Self::BadDelimiter);
        }
        error.downcast_ref::<Self>().cloned()
    }
}

fn of_command(words: &str, command: Option<&str>) -> String {
    command.map_or_else(String::new, |command| format!("{words}{command}"))
}

/// Several messages, separated by commas.
#[derive(Debug)]
pub(crate) struct List<M>(pub(crate) Vec<M>);

impl<M: telaah::message::Message> telaah::message::Message for List<M> {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, message) in self.0.iter().enumerate() {
            f.write_str(if n == 0 { "" } else { ", " })?;
            message.write(language, f)?;
        }
        Ok(())
    }
}

/// The result of a command or a part of one.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// The reason why a command could not be carried out.
#[derive(Debug)]
pub(crate) struct Failure {
    message: Box<dyn telaah::message::Message + Send + Sync>,
    cause: Option<io::Error>,
}

impl Failure {
    /// A message with the I/O error that caused it.
    pub(crate) fn io(message: Message, cause: io::Error) -> Self {
        Self { message: Box::new(message), cause: Some(cause) }
    }

    /// The failure to write the output.
    pub(crate) fn output(cause: io::Error) -> Self {
        Self::io(Message::CannotWriteOutput, cause)
    }

    /// The failure of a run.
    pub(crate) fn run(error: RunError) -> Self {
        match error {
            RunError::Output(error) => Self::output(error),
            error => error.into(),
        }
    }

    /// Whether the reader of the output closed it, as `head` does. That is not a fault.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.cause.as_ref().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl<M: telaah::message::Message + Send + Sync + 'static> From<M> for Failure {
    fn from(message: M) -> Self {
        Self { message: Box::new(message), cause: None }
    }
}

impl telaah::message::Message for &Failure {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.write(language, f)?;
        match &self.cause {
            None => Ok(()),
            Some(error) => write!(f, ": {}", IoError(error).in_language(language)),
        }
    }
}

/// Says what failed because of an I/O error.
pub(crate) trait Context<T> {
    fn context(self, message: Message) -> Result<T>;
    fn with_context(self, message: impl FnOnce() -> Message) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, message: Message) -> Result<T> {
        self.with_context(|| message)
    }

    fn with_context(self, message: impl FnOnce() -> Message) -> Result<T> {
        self.map_err(|error| Failure::io(message(), error))
    }
}

#[cfg(test)]
mod tests {
    use telaah::message::Message as _;

    use super::*;
    use crate::cli::hints::Hint;

    #[test]
    fn wordings_are_in_their_language() {
        for (english, indonesian) in [Message::WORDINGS, Hint::WORDINGS, ValueError::WORDINGS, Why::WORDINGS].concat() {
            let is_option = |word: &&str| word.starts_with("--") || word.starts_with("TELAAH");
            let has = |text: &str, words: &[&str]| {
                let mut found = text.split_whitespace().filter(|word| !is_option(word));
                found.any(|word| words.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
            };
            assert!(!has(english, &["yang", "dan", "di", "bukan", "tidak", "dari", "berkas"]), "{english}");
            assert!(!has(indonesian, &["the", "of", "and", "is", "not", "no", "from", "with"]), "{indonesian}");
        }
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        let articles = |documents, failed| Message::Articles { documents, failed };
        assert_eq!(articles(1, 0).to_string(), "1 article");
        assert_eq!(articles(2, 1).to_string(), "2 articles, 1 failed");
        assert_eq!(articles(2, 1).id().to_string(), "2 artikel, 1 gagal");
        let mojibake = |documents| Message::Mojibake { documents, named: true };
        assert_eq!(
            mojibake(1).to_string(),
            "1 document contains mojibake such as `MÃ¼ller` (--repair-mojibake repairs it)"
        );
        assert!(mojibake(2).to_string().starts_with("2 documents contain mojibake"));
        let phrase = |others| Message::StopWordPhrase { name: "a".into(), line: 3, entry: "di mana".into(), others };
        assert_eq!(phrase(0).to_string(), "a:3: `di mana` is more than one word and never matches");
        assert!(phrase(1).to_string().ends_with("never matches, and so does 1 other entry"));
        assert!(phrase(2).id().to_string().ends_with("tidak pernah cocok, begitu pula 2 entri lain"));
    }

    #[test]
    fn a_failure_names_its_cause() {
        let failure = Failure::io(Message::CannotWriteStdout, io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!((&failure).en().to_string(), "cannot write to standard output: no space left on the device");
        assert!(Failure::output(io::Error::from(io::ErrorKind::BrokenPipe)).is_closed_pipe());
    }
}
