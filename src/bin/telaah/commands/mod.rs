//! The commands, one module each: a type that implements [`Command`](crate::cli::command::Command), and its line in [`COMMANDS`].

mod analyze;
mod collocations;
pub(crate) mod completions;
mod config;
mod dispersion;
mod diversity;
mod duplicates;
mod entities;
mod groups;
mod identity;
mod info;
mod keyness;
mod kwic;
mod man;
mod network;
mod quotes;
mod schema;
mod stem;
mod stopwords;
mod strips;
mod terms;
mod tokens;
mod trends;
mod weights;

use crate::cli::command::Entry;

/// The commands, in the order of the help.
pub(crate) const COMMANDS: &[Entry] = &[
    Entry::of::<analyze::Analyze>(),
    Entry::of::<terms::Terms>(),
    Entry::of::<entities::Entities>(),
    Entry::of::<kwic::Kwic>(),
    Entry::of::<collocations::Collocations>(),
    Entry::of::<keyness::Keyness>(),
    Entry::of::<trends::TrendsCommand>(),
    Entry::of::<network::NetworkCommand>(),
    Entry::of::<quotes::Quotes>(),
    Entry::of::<diversity::Diversity>(),
    Entry::of::<duplicates::Duplicates>(),
    Entry::of::<tokens::Tokens>(),
    Entry::of::<info::Info>(),
    Entry::of::<stem::Stem>(),
    Entry::of::<stopwords::Stopwords>(),
    Entry::of::<config::ConfigCommand>(),
    Entry::of::<schema::Schema>(),
    Entry::of::<completions::Completions>(),
    Entry::of::<man::Man>(),
];
