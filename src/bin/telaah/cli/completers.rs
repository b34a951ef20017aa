//! Values that shells complete, for arguments whose values clap does not know.

use std::ffi::OsStr;

use clap_complete::engine::ValueCompleter;
use clap_complete::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter};
use telaah::STOP_LISTS;

use crate::cli::language::help_language;

/// Completes `--stopwords`: the names of lists, and files, after the last comma.
pub(crate) fn stop_words() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let Some(current) = current.to_str() else { return PathCompleter::file().complete(current) };
        let (before, last) = current.rfind(',').map_or(("", current), |comma| current.split_at(comma + 1));
        let lists = STOP_LISTS.iter().map(|list| (list.name, Some(list.title)));
        let names = lists.chain([("default", None), ("none", None)]).filter(|(name, _)| name.starts_with(last));
        let names = names.map(|(name, title)| {
            CompletionCandidate::new(name).help(title.map(|title| title.text(help_language()).into()))
        });
        let files = PathCompleter::file().complete(last.as_ref());
        names.chain(files).map(|candidate| candidate.add_prefix(before)).collect()
    })
}

/// Completes an argument by these names, which do not exclude others.
pub(crate) fn candidates(names: impl IntoIterator<Item = &'static str>) -> ArgValueCandidates {
    let names: Vec<&str> = names.into_iter().collect();
    ArgValueCandidates::new(move || names.iter().map(CompletionCandidate::new).collect())
}
