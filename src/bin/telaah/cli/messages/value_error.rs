//! Faults of the values of options.

use telaah::report::format::DelimiterError;

telaah::messages! {
    /// A fault of an option's value.
    #[derive(Clone, Debug)]
    pub(crate) enum ValueError {
        NotADate => {
            en: "not a date of the form YYYY-MM-DD";
            id: "bukan tanggal dengan bentuk TTTT-BB-HH";
        }
        NotAPeriod => {
            en: "not a day, month or year such as 2024-06-03, 3/6/2024, 2024-06 or 2024";
            id: "bukan hari, bulan, atau tahun seperti 2024-06-03, 3/6/2024, 2024-06, atau 2024";
        }
        NoSuchDay => {
            en: "no such day in the calendar";
            id: "tanggal itu tidak ada dalam kalender";
        }
        UnknownEncoding => {
            en: "unknown encoding (utf-8, utf-16le, utf-16be, windows-1252 and the others of the WHATWG Encoding Standard are known)";
            id: "pengodean tidak dikenal (yang dikenal: utf-8, utf-16le, utf-16be, windows-1252, dan semua pengodean lain dalam WHATWG Encoding Standard)";
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
            id: "harus antara {least} dan {most}";
        }
        Zero => {
            en: "must be at least 1";
            id: "paling sedikit 1";
        }
        NotAProbability => {
            en: "not a number from 0 to 1";
            id: "bukan bilangan dari 0 sampai 1";
        }
        NotANumberAbove { least: u8 } => {
            en: "not a number above {least}";
            id: "bukan bilangan di atas {least}";
        }
        NotANumberFrom { least: u8 } => {
            en: "not a number of at least {least}";
            id: "bukan bilangan yang sedikitnya {least}";
        }
        NotASimilarity => {
            en: "not a number from 0.5 to 1";
            id: "bukan bilangan dari 0,5 sampai 1";
        }
        UnknownSortKey { known: &'static str } => {
            en: "no such sort key (the keys are {known})";
            id: "kunci pengurutan tidak dikenal (yang ada: {known})";
        }
        BadDelimiter => {
            en: "{}", DelimiterError.en();
            id: "{}", DelimiterError.id();
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
        if error.is::<DelimiterError>() {
            return Some(Self::BadDelimiter);
        }
        error.downcast_ref::<Self>().cloned()
    }
}
