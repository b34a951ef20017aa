//! Faults of the values of options.

use std::num::IntErrorKind;

use telaah::corpus::pattern::BadRegex;
use telaah::message::Number;
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
        NotAmongNumbers { wanted: Numbers } => {
            en: "must be {}", wanted.en();
            id: "harus {}", wanted.id();
        }
        UnknownSortKey { known: &'static str } => {
            en: "no such sort key (the keys are {known})";
            id: "kunci pengurutan tidak dikenal (yang ada: {known})";
        }
        BadDelimiter => {
            en: "{}", DelimiterError.en();
            id: "{}", DelimiterError.id();
        }
        BadRegex(bad: BadRegex) => {
            en: "invalid regular expression at character {}: {}", bad.character, bad.fault.en();
            id: "ekspresi reguler tidak sah pada karakter ke-{}: {}", bad.character, bad.fault.id();
        }
        RegexTooLarge => {
            en: "the regular expression takes too much memory (use a shorter one, or fewer repetitions)";
            id: "ekspresi reguler ini memakan terlalu banyak memori (pakai yang lebih pendek, atau lebih sedikit pengulangan)";
        }
    }
}

telaah::messages! {
    /// The numbers that an option takes.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(crate) enum Numbers {
        Whole { least: u64, most: u64 } => {
            en: "a whole number from {least} to {most}";
            id: "bilangan bulat dari {} sampai {}", Number(*least).id(), Number(*most).id();
        }
        WholeFrom { least: u64 } => {
            en: "a whole number, at least {least}";
            id: "bilangan bulat, sedikitnya {}", Number(*least).id();
        }
        Decimal { least: f64, most: f64 } => {
            en: "a number from {least} to {most}";
            id: "bilangan dari {} sampai {}", with_comma(*least), with_comma(*most);
        }
        DecimalFrom { least: f64 } => {
            en: "a number, at least {least}";
            id: "bilangan, sedikitnya {}", with_comma(*least);
        }
        DecimalAbove { least: f64 } => {
            en: "a number above {least}";
            id: "bilangan di atas {}", with_comma(*least);
        }
    }
}

fn with_comma(number: f64) -> String {
    number.to_string().replace('.', ",")
}

impl Numbers {
    /// Parses one of these numbers; decimal points and commas are the same. Clap's own parsers report errors as English text.
    pub(crate) fn parse_whole(self, text: &str) -> Result<u64, ValueError> {
        let fault = |wanted| ValueError::NotAmongNumbers { wanted };
        let number = text.parse::<u64>().map_err(|error| match (error.kind(), self) {
            // It is a whole number, and at least the least one.
            (IntErrorKind::PosOverflow, Self::WholeFrom { least }) => fault(Self::Whole { least, most: u64::MAX }),
            _ => fault(self),
        })?;
        if self.contains(number as f64) { Ok(number) } else { Err(fault(self)) }
    }

    pub(crate) fn parse_decimal(self, text: &str) -> Result<f64, ValueError> {
        let number = text.replace(',', ".").parse().ok();
        let number = number.filter(|number: &f64| number.is_finite() && self.contains(*number));
        number.ok_or(ValueError::NotAmongNumbers { wanted: self })
    }

    fn contains(self, number: f64) -> bool {
        match self {
            Self::Whole { least, most } => (least as f64..=most as f64).contains(&number),
            Self::WholeFrom { least } => number >= least as f64,
            Self::Decimal { least, most } => (least..=most).contains(&number),
            Self::DecimalFrom { least } => number >= least,
            Self::DecimalAbove { least } => number > least,
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
