//! Dates, times of day and durations.
//!
//! A hand-written grammar over word ids. The role of a word (`roles`; assigned in `lists`, looked up in `words`)
//! triggers the rules (`grammar`), which parse from there (`calendar`, `relative`; digits in `figures`) into an
//! expression, which `resolve` then evaluates against the article's date. Every rule sees one sentence and nothing
//! beyond it.
//!
//! | pattern | example | value, for an article of 2024-12-31 |
//! |---|---|---|
//! | digits | `31/12/2024`, `31-12-2024`, `31.12.2024`, `2024-12-31` | `2024-12-31` |
//! | `(` day `/` month `)`, or after `pada`, `sejak` … | `(29/12)` | `2024-12-29` |
//! | day month \[year\] | `31 Desember 2024`, `2 Nop. 2024`, `17 Agustus` | `2024-12-31`, `2024-11-02`, `2024-08-17` |
//! | month day, year | `June 20, 2016` | `2016-06-20` |
//! | \[`tanggal`\] days month \[year\] | `3-5 Januari 2024`, `11, 12 dan 13 Mei`, `5 dan 9 Mei` | `2024-01-03/2024-01-05`, …, `{2024-05-05,2024-05-09}` |
//! | day `hingga`, `-` day | `30 Desember 2024 hingga 2 Januari 2025`, `29/5-2/6/2024` | `2024-12-30/2025-01-02` |
//! | \[`hari`\] weekday, with its day | `Selasa (31/12/2024)`, `Selasa malam, 31 Desember 2024`, `Selasa, 31-Des-24`, `hari Selasa tanggal 31 Desember` | `2024-12-31` |
//! | \[`hari`\] weekday | `Selasa`, `Senin lalu`, `Rabu pekan depan` | `2024-12-31`, `2024-12-30`, `2025-01-08` |
//! | weekday `-` weekday, `setiap` weekday | `Senin-Jumat`, `setiap Kamis` | none |
//! | `hari ini`, `kemarin`, `besok`, `lusa` \[`,` day\] | `hari ini, Selasa (31/12/2024)`, `kemarin lusa` | `2024-12-31`, `2024-12-29` |
//! | \[`bulan`\] month \[year\] | `Februari 2022`, `bulan Juni`, `November tahun lalu` | `2022-02`, `2024-06`, `2023-11` |
//! | day `-` day, month `-` month, both with a year | `1 Mei 2025-31 Juli 2025`, `Juli 2022-Juni 2023` | `2025-05-01/2025-07-31`, `2022-07/2023-06` |
//! | time stamp | the day of `2019-09-28T19:17:34+07:00` | `2019-09-28` |
//! | month `hingga`, `-` month \[year\] | `Januari-Maret 2025` | `2025-01/2025-03` |
//! | \[`tahun`\] year | `2024`, `tahun anggaran 2026`, `tahun 1807`, `800 SM` | `2024`, `2026`, `1807`, `-0799` |
//! | year `-`, `/` year | `2020-2022`, `2019/2020`, `2019/20` | `2020/2022`, `2019/2020` |
//! | `pekan`, `bulan`, `tahun` … `ini`, `lalu`, `depan` | `pekan lalu`, `bulan depan`, `tahun ini` | `2024-W52`, `2025-01`, `2024` |
//! | number unit `lalu` | `dua hari lalu`, `tiga bulan yang lalu`, `setahun silam` | `2024-12-29`, `2024-09`, `2023` |
//! | `kuartal`, `triwulan`, `semester` number \[year\] | `kuartal I-2019`, `triwulan III 2024`, `semester II/2018` | `2019-Q1`, `2024-Q3`, `2018-H2` |
//! | `musim` season year | `musim panas ini`, `musim dingin 2022` | `2024-22`, `2022-24` |
//! | decade | `1990-an`, `tahun 80-an` | `199X`, `198X` |
//! | `abad` ordinal | `abad ke-21`, `abad XIX` | `20XX`, `18XX` |
//! | `awal`, `akhir`, `pertengahan` of these | `awal Juni`, `akhir 2023`, `pertengahan tahun depan` | `2024-06`, `2023`, `2025` |
//! | `akhir pekan ini`, `lalu`, `depan` | `akhir pekan lalu` | `2024-12-28/2024-12-29` |
//! | Hijri | `10 Dzulhijjah 1446 H`, `Ramadan 1446 H`, `711 H` | none |
//! | `sehari kemudian`, `keesokan harinya`, after a day | | the day after that day |
//! | `lalu`, `ini`, `mendatang`, `kemarin`, `nanti` after one of these | `22 Desember lalu`, `tahun 2025 ini` | |
//!
//! Not dates: digits joined to letters or slashes (`489/Pdt.G/2025`), numbers after `nomor`, `Rp`, `pasal` or before
//! `orang`, `km`; `24/7`; `Mei` and `Maret` next to another capitalized word without a preposition; `Pasar Minggu`,
//! `Jumat Agung`.

mod calendar;
mod dateline;
mod duration;
mod expression;
mod figures;
mod grammar;
mod lists;
mod person_months;
mod ranges;
mod reader;
mod recognizer;
mod relative;
mod resolve;
mod roles;
mod time;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use dateline::DatelineFinder;
pub use duration::DurationValue;
#[cfg(test)]
pub(crate) use lists::hyphen_words;
pub(crate) use lists::month_named;
pub use time::TimeValue;
pub use value::{DateValue, InvalidDate, Season};

use crate::entities::{EntityKind, Registration};

/// The recognizer of dates, times and durations.
pub(crate) const REGISTRATION: Registration = Registration {
    name: "date",
    kinds: &[EntityKind::Date, EntityKind::Time, EntityKind::Duration],
    build: |lexicon, kinds| Box::new(recognizer::DateRecognizer::new(lexicon, kinds)),
};
