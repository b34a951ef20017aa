//! Every message of the program in both languages.

use std::io;
use std::path::PathBuf;

use jiff::civil::date;
use telaah::corpus::pattern::RegexFault;
use telaah::message::{Message as _, Wording};
use telaah::run::RunError;
use telaah::run::checkpoint::CheckpointError;

use super::rules::{Example, Examples, Rule, examples, faults};
use super::*;
use crate::cli::hints::Hint;

#[test]
fn messages_follow_the_rules() {
    let all = [
        examples!(Severity: Severity::Error, Severity::Warning, Severity::Note),
        messages(),
        resume(),
        examples!(OptionDifference:
            OptionDifference::Set { name: "--top".into(), now: "5".into() },
            OptionDifference::Unset { name: "--top".into(), then: "5".into() },
            OptionDifference::Changed { name: "--top".into(), then: "5".into(), now: "6".into() },
        ),
        files(),
        examples!(UnitWord: UnitWord::Sentence, UnitWord::Paragraph, UnitWord::Document),
        examples!(ListKind: ListKind::StopWords, ListKind::StemExceptions, ListKind::Patterns, ListKind::Aliases),
        examples!(AliasFault:
            AliasFault::NoColumns,
            AliasFault::EmptyCell,
            AliasFault::TwoEntities { form: "Gibran".to_owned() },
            AliasFault::Circle { form: "Gibran".to_owned() },
            AliasFault::NotCsv,
        ),
        examples!(StemExceptionFault:
            StemExceptionFault::Blank,
            StemExceptionFault::TooManyCells,
            StemExceptionFault::EmptyCell,
            StemExceptionFault::RootWithStems,
        ),
        settings(),
        examples!(Why: Why::NotAmong { values: "csv, tsv".into() }, Why::Because { fault: ValueError::NotASize }, Why::Unknown),
        run(),
        page(),
        info(),
        value_errors(),
        numbers(),
        hints(),
    ];
    let exceptions = [
        // These follow a statement, without a blank between them; an unknown reason is not stated.
        ("Why::NotAmong", Rule::Style),
        ("Why::Unknown", Rule::Text),
        ("Why::Unknown", Rule::Translated),
        ("Hint::InstallFeature", Rule::Translated),
        // The wording itself is the value.
        ("Hint::Advice", Rule::Values),
        // The parser's text is in English only.
        ("SettingMessage::BadToml", Rule::Values),
        // The decimal marks differ.
        ("Numbers::Decimal", Rule::Values),
        ("Numbers::DecimalFrom", Rule::Values),
        ("Numbers::DecimalAbove", Rule::Values),
        ("RunMessage::Finished", Rule::Values),
        ("RunMessage::Written", Rule::Values),
        ("RunMessage::WrittenFiles", Rule::Values),
        ("RunMessage::WrittenPage", Rule::Values),
        // Headings.
        ("PageText::ArticlesHeading", Rule::LowerCase),
        ("PageText::TermsHeading", Rule::LowerCase),
        ("PageText::PeopleHeading", Rule::LowerCase),
        ("PageText::CountriesHeading", Rule::LowerCase),
        ("PageText::DatesHeading", Rule::LowerCase),
        ("PageText::ArticlesIn", Rule::LowerCase),
        ("PageText::MonthsHeading", Rule::LowerCase),
        ("InfoText::YearsHeading", Rule::LowerCase),
        ("InfoText::MonthsHeading", Rule::LowerCase),
        ("InfoText::SourcesHeading", Rule::LowerCase),
        ("InfoText::EncodingsHeading", Rule::LowerCase),
        ("InfoText::FormatsHeading", Rule::LowerCase),
    ];
    assert_eq!(faults(&all, &exceptions), [""; 0]);
}

fn messages() -> Examples {
    use Message::*;
    let (path, name) = (|| PathBuf::from("a/b"), || "a.txt".to_owned());
    let phrase = |others| StopWordPhrase { name: name(), line: 3, entry: "oleh karena".into(), others };
    examples!(Message:
        NothingToRead,
        StdinTwice,
        CannotReadStdin,
        ResumeNeedsFolder,
        ResumeStdin,
        ResumePipe { path: path() },
        CannotReadList { path: path() },
        PathNotUtf8 { path: path() },
        EmptyPeriod { since: date(2024, 2, 1), until: date(2024, 1, 31) },
        RootInList { path: "a/b".into() },
        Panicked { reason: "x".into(), place: "src/a.rs:1:2".into() },
        KeptColumn { name: "x".into() },
        UnknownStopWords { name: name(), known: "inti, luas".into() },
        CannotReadEntries { path: path(), list: ListKind::StopWords },
        EntriesNotUtf8 { path: path(), list: ListKind::Patterns },
        StemsWithoutDocuments,
        StemsOfTermsOnly,
        CountsByStem { path: path() },
        StemExceptionsWithoutStem,
        OptionOfPeople { option: "--link" },
        LinkStdin,
        LinkPipe { path: path() },
        BadAlias { path: path(), line: 3, fault: AliasFault::EmptyCell },
        AliasesNotCsv { path: path() },
        AliasesAreOutput { path: path() },
        CouldBeLinked { names: 12, first: vec![("Gibran".to_owned(), "Gibran Rakabuming Raka".to_owned())] },
        BadStemException { path: path(), line: 3, fault: StemExceptionFault::Blank },
        StopWordTable { name: name(), line: 3, entry: "beras,1".into() },
        phrase(1),
        phrase(2),
        UnknownCommand { name: "termz".into(), known: "terms, tokens".into() },
        PatternNotUtf8,
        BadPattern { path: path(), line: 3, error: PatternError::Empty },
        ReferenceNeeded,
        ReferenceWithoutWords,
        NothingExcluded,
        RestOfTermsOnly,
        OnNeitherSide { documents: 7 },
        CannotReadCounts { path: path() },
        BadCounts { path: path(), line: 3 },
        CountsWithoutStopWords { path: path() },
        NoWords,
        NoContext,
        NodeHeading { node: "a".into(), matches: 2, node_words: 3, window_words: 4, words: 5 },
        NoWindow,
        TooManyPairs { most: 7 },
        CrowdedUnit { document: "a.txt".into(), unit: UnitWord::Sentence, number: 3, entities: 4, most: 5 },
        OtherCrowdedUnits { others: 7 },
        NoEdges,
        OnlyGraphs { format: "gexf" },
        TooManyPeriods { most: 7, first: "0001-01-01 (a.txt)".into(), last: "2024-05-06 (b.txt)".into() },
        Undated { documents: 3, matches: 4 },
        TrendScale { first: "2024-01".into(), last: "2025-03".into() },
        InNoPart { documents: 1, needs_date: true },
        InNoPart { documents: 7, needs_date: false },
        OptionOfWeight { option: "--k1", of: "bm25", weight: "tf-idf" },
        NoDuplicates,
        DuplicatesWithoutDuplicates,
        NoMatch,
        MissingFeature { format: "xlsx", feature: "xlsx" },
        BinaryToTerminal { format: "xlsx" },
        OptionOfCsv { option: "--bom", format: "json" },
        CannotWrite { path: name() },
        OutputIsFolder { path: name() },
        CannotWriteFolder { path: name() },
        CannotWriteOutput,
        DanglingLink { path: name() },
        NoRegularFile,
        LargerThan { limit: 1024 },
        CannotWriteStdout,
        NeedsFolder,
        OutputIsInput { path: path(), input: "a/c".into() },
        UnknownExtension { path: path(), extension: "pdf".into(), known: "csv, json".into() },
        TablesNeedFolder,
        ArticlesNeedPage,
        FolderIsFile { path: path() },
        CellsCut { cells: 1 },
        CellsCut { cells: 7 },
    )
}

fn resume() -> Examples {
    use ResumeMessage::*;
    let path = || PathBuf::from("a/b");
    let folder = || PathBuf::from("hasil");
    let differences = List(vec![
        OptionDifference::Set { name: "--case".into(), now: "keep".into() },
        OptionDifference::Changed { name: "--top".into(), then: "5".into(), now: "6".into() },
    ]);
    examples!(ResumeMessage:
        FolderIsLink { folder: folder() },
        CannotReadProgram,
        CannotRemove { path: path() },
        InterruptedRunKept { folder: folder() },
        Resuming { documents: 1 },
        Resuming { documents: 7 },
        OtherOptions { folder: folder(), differences },
        CheckpointInUse { folder: folder() },
        BadCheckpoint { error: CheckpointError::OtherFormat { path: path() }, folder: folder() },
        OldJournal { path: path(), folder: folder() },
        EndedAbruptly,
        FailedBefore { failed: 7 },
        Interrupted { documents: 7 },
        CannotResume { folder: folder(), reason: RunError::InputsChanged },
    )
}

fn files() -> Examples {
    use FileMessage::*;
    let path = || PathBuf::from("a/b");
    examples!(FileMessage:
        Created { path: path() },
        Exists { path: path() },
        Installed { path: path() },
        InstalledForBash { path: path() },
        InstalledUnlisted { path: path(), file: "~/.zshrc", line: "autoload -Uz compinit".into() },
        NotOurs { path: path() },
        NoHome,
        NoSchema { format: "csv" },
    )
}

fn settings() -> Examples {
    use SettingMessage::*;
    let (place, option) = (|| "telaah.toml:3".to_owned(), || "format".to_owned());
    examples!(SettingMessage:
        CannotReadConfig { path: "telaah.toml".into() },
        BadToml { path: "telaah.toml".into(), line: 3, character: 5, reason: "x".into() },
        UnknownSetting { place: place(), option: option(), command: Some("terms".into()), near: Some("top".into()) },
        UnknownSetting { place: place(), option: option(), command: None, near: None },
        UnknownSection { place: place(), name: "termz".into(), near: Some("terms".into()) },
        UnknownSection { place: place(), name: "termz".into(), near: None },
        SettingNotAList { place: place(), option: option() },
        SettingNested { place: place(), option: option() },
        SettingNotBoolean { place: place(), option: option() },
        InvalidSetting {
            place: place(),
            option: option(),
            value: "xml".into(),
            why: Why::NotAmong { values: "csv, tsv".into() },
        },
        InvalidSetting { place: place(), option: option(), value: "xml".into(), why: Why::Unknown },
        UnknownVariable { name: "TELAAH_TIADA".into() },
    )
}

fn run() -> Examples {
    use RunMessage::*;
    let parts = || List(vec![HiddenFiles { files: 7 }, Links { files: 8 }]);
    examples!(RunMessage:
        NoDocument,
        SkippedFiles { parts: parts() },
        OtherFiles { files: 7 },
        UnmatchedFiles { files: 7 },
        HiddenFiles { files: 7 },
        Links { files: 1 },
        Links { files: 7 },
        SpecialFiles { files: 7 },
        Outputs { files: 1 },
        Outputs { files: 7 },
        SkippedDocuments { parts: parts() },
        OtherPeriod { documents: 7 },
        WithoutDate { documents: 7 },
        OtherSource { documents: 7 },
        WithoutPage { records: 7 },
        Duplicates { documents: 7, named: true },
        Duplicates { documents: 7, named: false },
        OtherEncodings { documents: 7, named: true },
        OtherEncodings { documents: 7, named: false },
        Mojibake { documents: 7, named: true },
        Mojibake { documents: 7, named: false },
        MoreWarnings { warnings: 7, document: "a:1".into() },
        ShortRows { rows: 7, named: true },
        ShortRows { rows: 7, named: false },
        Finished {
            documents: 7,
            failed: 2,
            bytes: 700,
            seconds: Decimal(1.5, 3),
            threads: 4,
            megabytes_per_second: Decimal(9.5, 1),
        },
        Written { path: "a/b".into(), rows: 7, seconds: Decimal(1.5, 2) },
        WrittenFiles { path: "a/b".into(), files: 5, rows: 7, seconds: Decimal(1.5, 2) },
        WrittenPage { path: "a/b".into(), seconds: Decimal(1.5, 2) },
        Reading { files: "3 / 9".into(), documents: 7 },
    )
}

fn page() -> Examples {
    use PageText::*;
    let date = || "2024-12-31".to_owned();
    let date_of = |year| jiff::civil::date(year, 1, 31);
    examples!(PageText:
        Articles { documents: 7, failed: 2 },
        CountsOfWords { words: 71, sentences: 72, bytes: 73, terms: 74, stop_words: 75 },
        DatesOfArticles { first: date_of(2023), last: date_of(2024), undated: 0 },
        DatesOfArticles { first: date_of(2023), last: date_of(2024), undated: 7 },
        Entities { people: 71, countries: 72, dates: 73 },
        ArticlesIn { folder: "berita".into() },
        MonthsHeading,
        Earlier,
        Later,
        OtherDates { others: 71, unresolved: 72 },
        NoArticleDate,
        DateFromRecord { date: date() },
        DateFromFrontMatter { date: date() },
        DateFromPage { date: date() },
        DateFromUrl { date: date() },
        DateFromFileName { date: date() },
        DateFromDateline { date: date() },
        DateFromCrawl { date: date() },
        DateFromOption { date: date() },
        ArticlesHeading,
        TermsHeading,
        PeopleHeading,
        CountriesHeading,
        DatesHeading,
        FirstOf { shown: 7, all: 90 },
        FailedCell { problem: "x".into() },
        DuplicateCell { first: "a.txt".into() },
    )
}

fn info() -> Examples {
    use InfoText::*;
    examples!(InfoText:
        Total { documents: 71, words: 72, types: 73, bytes: 74 },
        Dates { first: "2024-01-02".into(), last: "2024-12-31".into() },
        Lengths { median: 72, shortest: 71, longest: 73 },
        Shortest { document: "a.txt".into() },
        Longest { document: "b.txt".into() },
        Problems { undated: 71, empty: 72, failed: 73, garbled: 74 },
        ExactDuplicates { documents: 7 },
        NearDuplicates { documents: 7 },
        YearsHeading,
        MonthsHeading,
        SourcesHeading,
        EncodingsHeading,
        FormatsHeading,
        NoSource,
    )
}

fn value_errors() -> Examples {
    use ValueError::*;
    examples!(ValueError:
        NotADate,
        NotAPeriod,
        NoSuchDay,
        UnknownEncoding,
        NotASize,
        NotAmongNumbers { wanted: Numbers::Whole { least: 1, most: 10 } },
        UnknownSortKey { known: "node" },
        BadDelimiter,
        BadRegex(telaah::corpus::pattern::BadRegex { character: 7, fault: RegexFault::UnclosedGroup }),
        RegexTooLarge,
    )
}

fn numbers() -> Examples {
    use Numbers::*;
    examples!(Numbers:
        Whole { least: 1, most: 10 },
        WholeFrom { least: 1 },
        Decimal { least: 0.5, most: 1.5 },
        DecimalFrom { least: 0.5 },
        DecimalAbove { least: 0.5 },
    )
}

fn hints() -> Examples {
    use Hint::*;
    examples!(Hint:
        Encoding,
        EncodingErrors,
        DetectEncoding,
        MaxRatio,
        MaxDocumentSize,
        MaxDocumentTime,
        Report { place: "src/a.rs:1:2".into() },
        AsText,
        InstallFeature { feature: "html" },
        Pipe { command: "pdftotext a.pdf -".into() },
        ConvertFile { command: "ebook-convert a.epub a.html".into() },
        Advice { advice: Wording { en: "save it as text", id: "simpan sebagai teks" } },
        InputFormat { format: "html" },
        TextField,
        Glob,
        RepairMojibake,
        ChooseTextField,
        Fields,
        IdField,
        Records,
    )
}

#[test]
fn numbers_agree_with_their_nouns() {
    let articles = |documents, failed| PageText::Articles { documents, failed };
    assert_eq!(articles(1, 0).to_string(), "1 article");
    assert_eq!(articles(2, 1).to_string(), "2 articles, 1 failed");
    assert_eq!(articles(2, 1).id().to_string(), "2 artikel, 1 gagal");
    let mojibake = |documents| RunMessage::Mojibake { documents, named: true };
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
