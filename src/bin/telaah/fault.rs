//! Faults on demand, so that tests can observe what a defect does. Only builds with debug assertions contain this.
//!
//! `_TELAAH_FAULT=panic:KATA` makes documents that contain `KATA` panic; `abort` ends the process, and `wait` takes two seconds.
//! The fault is a recognizer like any other, so the library knows nothing of it.

use std::env;
use std::process;
use std::thread;
use std::time::Duration;

use telaah::Document;
use telaah::entities::{Candidate, Recognizer};

#[derive(Clone)]
pub(crate) struct Fault {
    kind: String,
    word: String,
}

impl Fault {
    /// The fault that the environment asks for.
    pub(crate) fn requested() -> Option<Self> {
        let value = env::var("_TELAAH_FAULT").ok()?;
        let (kind, word) = value.split_once(':')?;
        Some(Self { kind: kind.to_owned(), word: word.to_owned() })
    }
}

impl Recognizer for Fault {
    fn recognize(&mut self, document: &Document<'_>, _: &mut Vec<Candidate>) {
        if document.text.contains(&self.word) {
            match &*self.kind {
                "abort" => process::abort(),
                "wait" => thread::sleep(Duration::from_secs(2)),
                _ => panic!("the test asked for a panic at {}", self.word),
            }
        }
    }

    fn fork(&self) -> Box<dyn Recognizer> {
        Box::new(self.clone())
    }
}
