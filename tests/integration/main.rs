//! All integration tests, one binary.

mod accuracy;
mod bad_input;
mod batch;
mod cli;
mod config;
mod conformance;
mod constructions;
mod corpus;
mod data;
mod dispersion;
mod diversity;
mod docs;
#[cfg(unix)]
mod docs_console;
mod duplicates;
mod errors;
mod faults;
mod foreign;
mod golden;
mod groups;
mod identity;
mod info;
mod inputs;
mod language;
mod layers;
mod long_runs;
mod output;
mod output_formats;
mod overwriting;
mod people;
#[cfg(unix)]
mod process;
mod prose;
mod quotes;
#[cfg(unix)]
mod random_faults;
mod records;
mod resume;
mod scoring;
mod setup;
mod stems;
mod sudden_ends;
mod support;
mod terminal;
#[cfg(feature = "html")]
mod web_archives;
mod weights;
