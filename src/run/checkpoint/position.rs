//! The position of a run in its input.

use serde::{Deserialize, Serialize};

use crate::input::{Fingerprint, Plan};
use crate::run::RunError;

/// The finished part of the input.
///
/// The input and its options alone determine how it is split into work items, so their number is a position. Of each input,
/// 32 bits of its fingerprint are kept, to name one that changed; a digest over the whole fingerprints finds the changes that those
/// bits miss.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// Finished work items, from the first.
    pub(super) work_items: u64,
    /// The inputs that they come from, in order, and perhaps the one after.
    inputs: Vec<u32>,
    digest: u64,
}

impl Position {
    /// Moves on by one work item, with the inputs that the plan met for it.
    pub(super) fn advance(&mut self, met: impl IntoIterator<Item = Fingerprint>) {
        self.work_items += 1;
        for fingerprint in met {
            self.inputs.push(fingerprint.short());
            self.digest = fingerprint.chain(self.digest);
        }
    }

    /// Moves a plan to this position, without reading files that need not be split.
    ///
    /// # Errors
    /// The inputs up to here changed.
    pub(super) fn seek(&self, plan: &mut Plan<'_>) -> Result<(), RunError> {
        let (mut expected, mut digest) = (self.inputs.iter(), 0);
        for _ in 0..self.work_items {
            let is_more = plan.skip_next();
            for (document, fingerprint) in plan.take_fingerprints() {
                let short = fingerprint.short();
                match expected.next() {
                    Some(&expected) if expected == short => {}
                    Some(&expected) if expected >> 16 == short >> 16 => {
                        return Err(RunError::InputChanged { document });
                    }
                    _ => return Err(RunError::InputReplaced { document }),
                }
                digest = fingerprint.chain(digest);
            }
            if !is_more {
                return Err(RunError::InputsMissing);
            }
        }
        if expected.next().is_some() {
            return Err(RunError::InputsMissing);
        }
        if digest == self.digest { Ok(()) } else { Err(RunError::InputsChanged) }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::input::{InputOptions, Source};

    #[test]
    fn seeking_finds_the_work_items_after_the_position() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..100 {
            fs::write(folder.path().join(format!("{n:03}.txt")), "Beras.").unwrap();
        }
        let options = InputOptions::default();
        let plan = || Plan::new(vec![Source::Path(folder.path().to_owned())], &options).with_fingerprints();
        let (mut whole, mut position) = (plan(), Position::default());
        let mut items = 0;
        loop {
            let mut resumed = plan();
            position.seek(&mut resumed).unwrap();
            let (expected, found) = (whole.next(), resumed.next());
            assert_eq!(expected.is_some(), found.is_some());
            if expected.is_none() {
                break;
            }
            items += 1;
            let met = |plan: &mut Plan<'_>| plan.take_fingerprints().into_iter().collect::<Vec<_>>();
            let met = (met(&mut whole), met(&mut resumed));
            assert!(met.0 == met.1, "item {items}");
            position.advance(met.0.into_iter().map(|(_, fingerprint)| fingerprint));
        }
        assert!(items > 2 && position.work_items == items);
    }
}
