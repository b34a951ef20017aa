//! The words on the page of `telaah analyze`.

use jiff::civil::Date;
use telaah::message::{Number, counted};

telaah::messages! {
    /// A heading, line or cell of the page of `telaah analyze`.
    #[derive(Debug)]
    pub(crate) enum PageText {
        Articles { documents: u64, failed: u64 } => {
            en: "{}{}", counted(*documents, "article", "articles"),
                if *failed > 0 { format!(", {failed} failed") } else { String::new() };
            id: "{} artikel{}", Number(*documents).id(),
                if *failed > 0 { format!(", {} gagal", Number(*failed).id()) } else { String::new() };
        }
        CountsOfWords { words: u64, sentences: u64, bytes: u64, terms: u64, stop_words: u64 } => {
            en: "{} in {}, {}; {} counted as terms, {}", counted(*words, "word", "words"),
                counted(*sentences, "sentence", "sentences"), counted(*bytes, "byte", "bytes"),
                counted(*terms, "word", "words"), counted(*stop_words, "stop word", "stop words");
            id: "{} kata dalam {} kalimat, {} bita; {} kata dihitung sebagai istilah, {} kata henti", Number(*words).id(),
                Number(*sentences).id(), Number(*bytes).id(), Number(*terms).id(), Number(*stop_words).id();
        }
        DatesOfArticles { first: Date, last: Date, undated: u64 } => {
            en: "articles of {first} to {last}{}",
                if *undated > 0 { format!(", {undated} without a date") } else { String::new() };
            id: "artikel dari {first} sampai {last}{}",
                if *undated > 0 { format!(", {} tanpa tanggal", Number(*undated).id()) } else { String::new() };
        }
        Entities { people: usize, countries: usize, dates: usize } => {
            en: "{}, {}, {}", counted(*people as u64, "person", "people"),
                counted(*countries as u64, "country", "countries"), counted(*dates as u64, "date", "dates");
            id: "{} tokoh, {} negara, {} tanggal", Number(*people as u64).id(), Number(*countries as u64).id(),
                Number(*dates as u64).id();
        }
        NoArticleDate => {
            en: "no date (--date sets one; days such as \"kemarin\" are resolved against it)";
            id: "tanpa tanggal (--date menentukannya, sebagai patokan untuk hari seperti \"kemarin\")";
        }
        DateFromRecord { date: String } => {
            en: "{date}, from the record";
            id: "{date}, menurut rekaman";
        }
        DateFromFrontMatter { date: String } => {
            en: "{date}, from the front matter";
            id: "{date}, menurut metadata di awal berkas";
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
        DateFromCrawl { date: String } => {
            en: "{date}, when it was crawled";
            id: "{date}, saat halamannya diunduh";
        }
        DateFromOption { date: String } => {
            en: "{date}, from --date";
            id: "{date}, menurut --date";
        }
        ArticlesHeading => {
            en: "Articles";
            id: "Artikel";
        }
        ArticlesIn { folder: String } => {
            en: "Articles in {folder}";
            id: "Artikel dalam {folder}";
        }
        TermsHeading => {
            en: "Terms";
            id: "Istilah";
        }
        PeopleHeading => {
            en: "People";
            id: "Tokoh";
        }
        CountriesHeading => {
            en: "Countries";
            id: "Negara";
        }
        DatesHeading => {
            en: "Dates";
            id: "Tanggal";
        }
        MonthsHeading => {
            en: "Dates by month";
            id: "Tanggal menurut bulan";
        }
        Earlier => {
            en: "earlier";
            id: "sebelumnya";
        }
        Later => {
            en: "later";
            id: "sesudahnya";
        }
        OtherDates { others: u64, unresolved: u64 } => {
            en: "{others} more are years or other periods, {unresolved} have no value";
            id: "{} lainnya berupa tahun atau kurun lain, {} tanpa nilai", Number(*others).id(), Number(*unresolved).id();
        }
        FirstOf { shown: usize, all: usize } => {
            en: "{shown} of {all}";
            id: "{} dari {}", Number(*shown as u64).id(), Number(*all as u64).id();
        }
        FailedCell { problem: String } => {
            en: "failed: {problem}";
            id: "gagal: {problem}";
        }
        DuplicateCell { first: String } => {
            en: "near-duplicate of {first}";
            id: "kembaran {first}";
        }
    }
}
