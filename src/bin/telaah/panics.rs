//! Panics: nothing is printed where they happen; their place is kept for the error that reports them.

use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

/// The most panics that are kept: a defect that every document meets must not fill the memory.
const KEPT: usize = 100;

/// The messages of panics, and where each happened.
static PANICS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Keeps the text of panics instead of printing it.
pub(crate) fn keep() {
    panic::set_hook(Box::new(|info| {
        let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
        if panics.len() < KEPT {
            let place = info.location().map_or_else(String::new, ToString::to_string);
            panics.push((reason(info).to_owned(), place));
        }
    }));
}

fn reason<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic")
}

/// The place of the first panic with this message, as `file:line:column`.
pub(crate) fn place(reason: &str) -> Option<String> {
    let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    panics.iter().find(|(message, _)| message == reason).map(|(_, place)| place.clone())
}

/// The message and the place of the last panic.
pub(crate) fn last() -> (String, String) {
    PANICS.lock().unwrap_or_else(PoisonError::into_inner).last().cloned().unwrap_or_default()
}
