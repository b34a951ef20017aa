//! The messages of the program, in English and Indonesian.
//!
//! A message reads `path: what happened: why (how to fix it)`. Each topic has a file and an enum; those of arguments, inputs and
//! outputs are here.

mod failure;
mod files;
mod info;
mod page;
mod resume;
mod run;
mod settings;
mod value_error;

use std::fmt;
use std::path::PathBuf;

use telaah::corpus::network::NetworkUnit;
use telaah::corpus::pattern::PatternError;
use telaah::message::{Language, Number, counted, path_name};

pub(crate) use failure::{Context, Failure, Result};
pub(crate) use files::FileMessage;
pub(crate) use info::InfoText;
pub(crate) use page::PageText;
pub(crate) use resume::{OptionDifference, ResumeMessage};
pub(crate) use run::RunMessage;
pub(crate) use settings::{SettingMessage, Why};
pub(crate) use value_error::{Numbers, ValueError};

telaah::messages! {
    /// The severity of a message, which precedes it.
    #[derive(Debug)]
    pub(crate) enum Severity {
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
    }
}

telaah::messages! {
    /// A unit of a document.
    #[derive(Clone, Copy, Debug)]
    pub(crate) enum UnitWord {
        Sentence => {
            en: "sentence";
            id: "kalimat";
        }
        Paragraph => {
            en: "paragraph";
            id: "paragraf";
        }
        Document => {
            en: "document";
            id: "dokumen";
        }
    }
}

impl From<NetworkUnit> for UnitWord {
    fn from(unit: NetworkUnit) -> Self {
        match unit {
            NetworkUnit::Sentence => Self::Sentence,
            NetworkUnit::Paragraph => Self::Paragraph,
            NetworkUnit::Document => Self::Document,
        }
    }
}

telaah::messages! {
    /// The entries of a list of the user.
    #[derive(Clone, Copy, Debug)]
    pub(crate) enum ListKind {
        StopWords => {
            en: "stop words";
            id: "kata henti";
        }
        StemExceptions => {
            en: "stem exceptions";
            id: "pengecualian kata dasar";
        }
        Patterns => {
            en: "patterns";
            id: "pola";
        }
        Aliases => {
            en: "names";
            id: "nama";
        }
    }
}

telaah::messages! {
    /// A fault in a line of a file of stem exceptions.
    #[derive(Debug)]
    pub(crate) enum StemExceptionFault {
        Blank => {
            en: "a word contains a blank (separate words by tabs)";
            id: "ada kata yang memuat spasi (pisahkan kata dengan tab)";
        }
        TooManyCells => {
            en: "there are more than three words (word, lemma, root)";
            id: "ada lebih dari tiga kata (kata, lema, kata dasar)";
        }
        EmptyCell => {
            en: "a word is missing between tabs";
            id: "ada kata yang kosong di antara tab";
        }
        RootWithStems => {
            en: "`+` and `-` take a single word";
            id: "`+` dan `-` hanya diikuti satu kata";
        }
    }
}

telaah::messages! {
    /// A fault in a line of a table of names.
    #[derive(Debug)]
    pub(crate) enum AliasFault {
        NoColumns => {
            en: "the header does not name the columns form and entity (entities --write-aliases writes such a table)";
            id: "judul kolom tidak memuat form dan entity (entities --write-aliases menulis tabel seperti itu)";
        }
        EmptyCell => {
            en: "the form or the entity is missing";
            id: "form atau entity kosong";
        }
        TwoEntities { form: String } => {
            en: "an earlier line has {form} with another entity (remove one of the lines)";
            id: "baris sebelumnya memuat {form} dengan identitas lain (hapus salah satunya)";
        }
        Circle { form: String } => {
            en: "the entities of {form} lead back to it, or take more than 16 steps (give one of them another entity)";
            id: "identitas {form} berputar kembali ke nama itu sendiri, atau melewati lebih dari 16 nama (ganti identitas salah satunya)";
        }
        NotCsv => {
            en: "the line is not CSV (is a quotation mark not closed?)";
            id: "baris ini bukan CSV (adakah tanda kutip yang tidak ditutup?)";
        }
    }
}

telaah::messages! {
    /// A message about arguments, inputs or outputs.
    #[derive(Debug)]
    pub(crate) enum Message {
        NothingToRead => {
            en: "nothing to read (name a file or a directory, or pipe text in; telaah --help has examples)";
            id: "tidak ada yang dibaca (sebutkan berkas atau folder, atau alirkan teks lewat pipa; telaah --help memuat contohnya)";
        }
        StdinTwice => {
            en: "standard input cannot be both the list of --files-from and an input";
            id: "masukan baku tidak bisa dipakai untuk daftar --files-from dan untuk artikel sekaligus";
        }
        CannotReadStdin => {
            en: "standard input: cannot be read";
            id: "masukan baku: tidak bisa dibaca";
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
            en: "{}: --resume cannot read a pipe or device again (name files or directories)", path_name(path);
            id: "{}: --resume tidak bisa membaca ulang pipa atau perangkat (sebutkan berkas atau folder)", path_name(path);
        }
        OptionOfPeople { option: &'static str } => {
            en: "{option} has no effect: no people are searched for (add --person, or leave {option} out)";
            id: "{option} tidak berpengaruh: tidak ada tokoh yang dicari (tambahkan --person, atau jangan pakai {option})";
        }
        LinkStdin => {
            en: "--link corpus cannot read standard input twice (name files or directories, or use --aliases)";
            id: "--link corpus tidak bisa membaca masukan baku dua kali (sebutkan berkas atau folder, atau pakai --aliases)";
        }
        LinkPipe { path: PathBuf } => {
            en: "{}: --link corpus cannot read a pipe or device twice (name files or directories, or use --aliases)", path_name(path);
            id: "{}: --link corpus tidak bisa membaca pipa atau perangkat dua kali (sebutkan berkas atau folder, atau pakai --aliases)", path_name(path);
        }
        BadAlias { path: PathBuf, line: u64, fault: AliasFault } => {
            en: "{}:{line}: {}", path_name(path), fault.en();
            id: "{}:{line}: {}", path_name(path), fault.id();
        }
        AliasesNotCsv { path: PathBuf } => {
            en: "{}: names are written as CSV or TSV (use the extension .csv or .tsv)", path_name(path);
            id: "{}: daftar nama ditulis sebagai CSV atau TSV (pakai ekstensi .csv atau .tsv)", path_name(path);
        }
        AliasesAreOutput { path: PathBuf } => {
            en: "{}: cannot be the output of -o and the names of --write-aliases at once (name another file)", path_name(path);
            id: "{}: tidak bisa sekaligus menjadi keluaran -o dan daftar nama --write-aliases (sebutkan berkas lain)", path_name(path);
        }
        CouldBeLinked { names: u64, first: Vec<(String, String)> } => {
            en: "--link corpus would join {}: {}", counted(*names, "name", "names"), Pairs(first, "with", *names);
            id: "--link corpus akan menggabungkan {} nama: {}", Number(*names).id(), Pairs(first, "dengan", *names);
        }
        CannotReadList { path: PathBuf } => {
            en: "{}: cannot read the list of paths", path_name(path);
            id: "{}: daftar jalur tidak bisa dibaca", path_name(path);
        }
        RootInList { path: PathBuf } => {
            en: "{}: the list contains the path `/` between NUL bytes (UTF-16 lists need a byte order mark)", path.display();
            id: "{}: daftar memuat jalur `/` di antara bita NUL (daftar dalam UTF-16 perlu diawali tanda urutan bita, BOM)", path.display();
        }
        #[cfg_attr(unix, allow(dead_code, reason = "a path may have any bytes there"))]
        PathNotUtf8 { path: PathBuf } => {
            en: "{}: the list contains a path that is not UTF-8", path_name(path);
            id: "{}: daftar memuat jalur yang tidak dalam UTF-8", path_name(path);
        }
        EmptyPeriod { since: jiff::civil::Date, until: jiff::civil::Date } => {
            en: "--since {since} is after --until {until}: no document can match";
            id: "--since {since} lebih akhir daripada --until {until}: tidak ada dokumen yang bisa cocok";
        }
        Panicked { reason: String, place: String } => {
            en: "telaah failed: {reason} (a defect at {place}: please report it)";
            id: "telaah gagal: {reason} (cacat program di {place}: mohon dilaporkan)";
        }
        KeptColumn { name: String } => {
            en: "--keep {name}: the table has a column of that name (rename the field)";
            id: "--keep {name}: tabel sudah punya kolom bernama itu (ganti nama bidangnya)";
        }
        UnknownStopWords { name: String, known: String } => {
            en: "no stop word list or file `{name}` (the lists are {known})";
            id: "tidak ada daftar atau berkas kata henti `{name}` (daftar yang ada: {known})";
        }
        CannotReadEntries { path: PathBuf, list: ListKind } => {
            en: "{}: cannot read the {}", path_name(path), list.en();
            id: "{}: {} tidak bisa dibaca", path_name(path), list.id();
        }
        EntriesNotUtf8 { path: PathBuf, list: ListKind } => {
            en: "{}: the {} must be UTF-8", path_name(path), list.en();
            id: "{}: {} harus dalam UTF-8", path_name(path), list.id();
        }
        StemsWithoutDocuments => {
            en: "the documents of a stem are not known in a list of words (name files with --reference, or compare --by words)";
            id: "jumlah dokumen suatu bentuk dasar tidak diketahui dari daftar kata (sebutkan berkas dengan --reference, atau bandingkan dengan --by words)";
        }
        StemsOfTermsOnly => {
            en: "--stem is for terms (remove --kind, or compare --kind term)";
            id: "--stem hanya untuk istilah (hapus --kind, atau gunakan --kind term)";
        }
        CountsByStem { path: PathBuf } => {
            en: "{}: the counts are those of stems (count words, or compare with --stem)", path_name(path);
            id: "{}: hitungannya menurut bentuk dasar (hitung kata, atau bandingkan dengan --stem)", path_name(path);
        }
        StemExceptionsWithoutStem => {
            en: "--stem-exceptions has no effect without --stem (add --stem lemma or --stem root)";
            id: "--stem-exceptions tidak berpengaruh tanpa --stem (tambahkan --stem lemma atau --stem root)";
        }
        BadStemException { path: PathBuf, line: u64, fault: StemExceptionFault } => {
            en: "{}:{line}: {}", path_name(path), fault.en();
            id: "{}:{line}: {}", path_name(path), fault.id();
        }
        StopWordTable { name: String, line: usize, entry: String } => {
            en: "{name}:{line}: `{entry}` is a row of a table: a stop word list has one word per line (keep the column of words alone)";
            id: "{name}:{line}: `{entry}` adalah baris tabel, padahal daftar kata henti berisi satu kata per baris (sisakan kolom katanya saja)";
        }
        StopWordPhrase { name: String, line: usize, entry: String, others: usize } => {
            en: "{name}:{line}: `{entry}` is more than one word and never matches{}", match others {
                0 => String::new(),
                n => format!(", and so {} {}", if *n == 1 { "does" } else { "do" },
                    counted(*n as u64, "other entry", "other entries")),
            };
            id: "{name}:{line}: `{entry}` terdiri atas beberapa kata sehingga tidak pernah cocok{}", match others {
                0 => String::new(),
                n => format!(", begitu pula {} entri lain", Number(*n as u64).id()),
            };
        }
        UnknownCommand { name: String, known: String } => {
            en: "no command `{name}` (the commands are {known})";
            id: "tidak ada perintah `{name}` (perintah yang ada: {known})";
        }

        // Patterns.
        PatternNotUtf8 => {
            en: "the pattern is not UTF-8";
            id: "polanya bukan UTF-8";
        }
        BadPattern { path: PathBuf, line: usize, error: PatternError } => {
            en: "{}:{line}: {}", path_name(path), error.en();
            id: "{}:{line}: {}", path_name(path), error.id();
        }
        NoContext => {
            en: "no context on either side (give one of them at least a word)";
            id: "tidak ada konteks di kedua sisi (beri salah satunya paling sedikit satu kata)";
        }
        NodeHeading { node: String, matches: u64, node_words: u64, window_words: u64, words: u64 } => {
            en: "node `{node}`: matches {matches}, node_words {node_words}, window_words {window_words}, words {words}";
            id: "simpul `{node}`: cocok {}, kata simpul {}, kata jendela {}, kata lain {}", Number(*matches).id(), Number(*node_words).id(),
                Number(*window_words).id(), Number(*words).id();
        }
        NoWindow => {
            en: "the window has no words (give one side at least a word)";
            id: "jendelanya tidak memuat kata (beri salah satu sisi paling sedikit satu kata)";
        }
        TooManyPairs { most: u64 } => {
            en: "more than {most} distinct pairs of words (use --node, --window 1 or fewer documents, or raise --max-pairs)";
            id: "ada lebih dari {} pasangan kata berbeda (pakai --node, --window 1, atau lebih sedikit dokumen, atau naikkan --max-pairs)", Number(*most).id();
        }
        ReferenceNeeded => {
            en: "the words of Indonesian news that ship with the program are single words in lower case: nothing to compare with (use --reference)";
            id: "kata-kata berita Indonesia yang disertakan berupa kata tunggal berhuruf kecil: tidak ada pembanding (pakai --reference)";
        }
        ReferenceWithoutWords => {
            en: "the reference has no words: nothing to compare with";
            id: "korpus pembanding tidak memuat kata: tidak ada pembanding";
        }
        NothingExcluded => {
            en: "--reference-rest needs --since, --until or --source, to exclude some documents";
            id: "--reference-rest memerlukan --since, --until, atau --source, untuk menyisihkan sebagian dokumen";
        }
        RestOfTermsOnly => {
            en: "--reference-rest compares terms only (name the other documents with --reference)";
            id: "--reference-rest hanya membandingkan istilah (sebutkan dokumen lainnya dengan --reference)";
        }
        OnNeitherSide { documents: u64 } => {
            en: "{} without a date: on neither side", counted(*documents, "document", "documents");
            id: "{} dokumen tanpa tanggal: tidak ikut di kedua sisi", Number(*documents).id();
        }
        CannotReadCounts { path: PathBuf } => {
            en: "{}: cannot read the counts", path_name(path);
            id: "{}: hitungan tidak bisa dibaca", path_name(path);
        }
        BadCounts { path: PathBuf, line: usize } => {
            en: "{}:{line}: not the counts of an earlier run (telaah terms --format json --top 0 --stopwords none writes them)", path_name(path);
            id: "{}:{line}: bukan hitungan dari proses sebelumnya (telaah terms --format json --top 0 --stopwords none menulisnya)", path_name(path);
        }
        CountsWithoutStopWords { path: PathBuf } => {
            en: "{}: no stop word among the counts, so frequencies are too high (use --stopwords none when writing them)", path_name(path);
            id: "{}: tidak ada kata henti di antara hitungannya, sehingga frekuensinya terlalu tinggi (pakai --stopwords none saat menulisnya)", path_name(path);
        }
        TooManyPeriods { most: u64, first: String, last: String } => {
            en: "more than {most} periods, from {first} to {last} (use longer ones with --by, or --since and --until)";
            id: "ada lebih dari {} kurun, dari {first} sampai {last} (pakai kurun yang lebih panjang dengan --by, atau --since dan --until)", Number(*most).id();
        }
        Undated { documents: u64, matches: u64 } => {
            en: "{} without a date, with {}: in no period (--date gives them one)", counted(*documents, "document", "documents"),
                counted(*matches, "match", "matches");
            id: "{} dokumen tanpa tanggal, dengan {} kecocokan: tidak masuk kurun mana pun (--date menentukan tanggalnya)", Number(*documents).id(),
                Number(*matches).id();
        }
        TrendScale { first: String, last: String } => {
            en: "{first} to {last}, with the highest rate per million words";
            id: "{first} sampai {last}, dengan angka tertinggi per sejuta kata";
        }
        CrowdedUnit { document: String, unit: UnitWord, number: u64, entities: u64, most: u64 } => {
            en: "{document}: {} {number} names {entities} people and countries, more than {most}: not in the network", unit.en();
            id: "{document}: {} nomor {number} menyebut {} tokoh dan negara, lebih dari {}: tidak masuk jaringan", unit.id(), Number(*entities).id(), Number(*most).id();
        }
        OtherCrowdedUnits { others: u64 } => {
            en: "{} of this kind are not in the network", counted(*others, "other unit", "other units");
            id: "{} satuan lain seperti ini juga tidak masuk jaringan", Number(*others).id();
        }
        NoEdges => {
            en: "no two people or countries are named together that often (lower --min-count or --min-documents, or use --by document)";
            id: "tidak ada dua tokoh atau negara yang sesering itu disebut bersama (turunkan --min-count atau --min-documents, atau pakai --by document)";
        }
        OnlyGraphs { format: &'static str } => {
            en: "{format} is a format for graphs: only telaah network writes it (choose another one with --format)";
            id: "{format} adalah format untuk graf: hanya telaah network yang menulisnya (pilih yang lain dengan --format)";
        }
        NoWords => {
            en: "no words were counted";
            id: "tidak ada kata yang dihitung";
        }
        InNoPart { documents: u64, needs_date: bool } => {
            en: "{} without a {}: in no part", counted(*documents, "document", "documents"),
                if *needs_date { "date" } else { "source" };
            id: "{} dokumen tanpa {}: tidak termasuk bagian mana pun", Number(*documents).id(),
                if *needs_date { "tanggal" } else { "sumber" };
        }
        OptionOfWeight { option: &'static str, of: &'static str, weight: &'static str } => {
            en: "{option} applies to --weight {of}, not to {weight}";
            id: "{option} hanya berlaku untuk --weight {of}, bukan {weight}";
        }
        NoDuplicates => {
            en: "no near-duplicates";
            id: "tidak ada artikel yang nyaris sama";
        }
        DuplicatesWithoutDuplicates => {
            en: "--dedup skips the articles that this command shows (remove it)";
            id: "--dedup melewati artikel yang ditampilkan perintah ini (hapus opsi itu)";
        }
        NoMatch => {
            en: "nothing matches";
            id: "tidak ada yang cocok";
        }

        // Outputs.
        MissingFeature { format: &'static str, feature: &'static str } => {
            en: "built without support for {format} (cargo install --path . --features {feature}, or choose another format)";
            id: "telaah ini dibangun tanpa dukungan untuk {format} (cargo install --path . --features {feature}, atau pilih format lain)";
        }
        BinaryToTerminal { format: &'static str } => {
            en: "refusing to write {format} to a terminal (use -o FILE)";
            id: "{format} tidak bisa ditulis ke terminal (pakai -o BERKAS)";
        }
        OptionOfCsv { option: &'static str, format: &'static str } => {
            en: "{option} applies to --format csv, not to {format}";
            id: "{option} hanya berlaku untuk --format csv, bukan {format}";
        }
        OutputIsInput { path: PathBuf, input: PathBuf } => {
            en: "{}: cannot write over an input: {} is read (name another output with -o)", path_name(path), path_name(input);
            id: "{}: masukan tidak boleh ditimpa: {} sedang dibaca (sebutkan keluaran lain dengan -o)", path_name(path), path_name(input);
        }
        UnknownExtension { path: PathBuf, extension: String, known: String } => {
            en: "{}: .{extension} is not an output format (use {known} as the extension, or name one with --format)", path_name(path);
            id: "{}: .{extension} bukan format keluaran (pakai ekstensi {known}, atau sebutkan formatnya dengan --format)", path_name(path);
        }
        CannotWrite { path: String } => {
            en: "{path}: cannot write";
            id: "{path}: tidak bisa ditulis";
        }
        OutputIsFolder { path: String } => {
            en: "{path}: cannot write: it is a directory";
            id: "{path}: tidak bisa ditulis: ini sebuah folder";
        }
        CannotWriteFolder { path: String } => {
            en: "{path}: cannot write to the directory";
            id: "{path}: tidak bisa menulis ke folder ini";
        }
        CannotWriteOutput => {
            en: "cannot write the output";
            id: "keluaran tidak bisa ditulis";
        }
        DanglingLink { path: String } => {
            en: "{path}: symbolic link to nothing: not written (name its target)";
            id: "{path}: tautan simbolik tanpa tujuan: tidak ditulis (sebutkan berkas tujuannya)";
        }
        NoRegularFile => {
            en: "not a regular file";
            id: "bukan berkas biasa";
        }
        LargerThan { limit: u64 } => {
            en: "larger than {limit} bytes";
            id: "lebih besar daripada {} bita", Number(*limit).id();
        }
        CannotWriteStdout => {
            en: "cannot write to standard output";
            id: "tidak bisa menulis ke keluaran baku";
        }
        NeedsFolder => {
            en: "several tables need a directory (name one with -o)";
            id: "beberapa tabel memerlukan folder (sebutkan dengan -o)";
        }
        TablesNeedFolder => {
            en: "--tables all needs a directory or a workbook (-o DIR and --format csv, tsv or parquet, or -o FILE.xlsx)";
            id: "--tables all memerlukan folder atau buku kerja (-o FOLDER dan --format csv, tsv, atau parquet, atau -o BERKAS.xlsx)";
        }
        ArticlesNeedPage => {
            en: "--articles needs --format table (the other formats have every article anyway)";
            id: "--articles memerlukan --format table (format lain selalu memuat semua artikel)";
        }
        FolderIsFile { path: PathBuf } => {
            en: "{}: cannot write the directory of tables: a file of that name exists", path_name(path);
            id: "{}: folder tabel tidak bisa ditulis: sudah ada berkas bernama itu", path_name(path);
        }
        CellsCut { cells: u64 } => {
            en: "{} than the 32767 characters that a workbook cell can hold: cut off, ending in `…` (csv and json have the \
                whole text)", counted(*cells, "cell is longer", "cells are longer");
            id: "{} sel lebih panjang daripada 32.767 karakter, yakni batas sel buku kerja: dipotong, diakhiri `…` (csv dan json \
                memuatnya utuh)", Number(*cells).id();
        }
    }
}

/// The first pairs, a word between two names, and the number of all pairs, as `a with b, c with d, …`.
struct Pairs<'a>(&'a [(String, String)], &'static str, u64);

impl fmt::Display for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(pairs, with, all) = self;
        for (n, (name, entity)) in pairs.iter().enumerate() {
            write!(f, "{}{name} {with} {entity}", if n > 0 { ", " } else { "" })?;
        }
        f.write_str(if pairs.len() as u64 == *all { "" } else { ", …" })
    }
}

/// A number with that many decimals, after the mark of the language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal(pub(crate) f64, pub(crate) usize);

impl telaah::message::Message for Decimal {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = format!("{:.1$}", self.0, self.1);
        match language {
            Language::English => f.write_str(&number),
            Language::Indonesian => {
                let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
                let whole = whole.parse().map(|whole| Number(whole).id().to_string()).unwrap_or_default();
                write!(f, "{whole},{decimals}")
            }
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        telaah::message::Message::write(self, Language::English, f)
    }
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

#[cfg(test)]
#[path = "../../../../message/rules.rs"]
mod rules;
#[cfg(test)]
mod tests;
