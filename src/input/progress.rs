//! How much of the input was read, and how much there is.

use std::fs;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::input::inputs::{From, Inputs};
use crate::input::{Bytes, InputOptions, Source};

/// Counts what is read, from any thread.
#[derive(Clone, Debug, Default)]
pub struct ReadProgress(Arc<[AtomicU64; 2]>);

impl ReadProgress {
    /// Files that were opened.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.0[0].load(Ordering::Relaxed)
    }

    /// Bytes that were read of them, as they lie there; of files in a zip unpacked.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0[1].load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, files: u64, bytes: u64) {
        self.0[0].fetch_add(files, Ordering::Relaxed);
        self.0[1].fetch_add(bytes, Ordering::Relaxed);
    }

    /// The same bytes, counted.
    pub(crate) fn count(&self, bytes: Bytes) -> Bytes {
        self.add(1, 0);
        Box::new(Metered { inner: bytes, meter: self.clone() })
    }
}

struct Metered {
    inner: Bytes,
    meter: ReadProgress,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.add(0, read as u64);
        Ok(read)
    }
}

/// Adds up in `total` what there is to be read, as [`InputOptions::meter`] will count it. Absent if that is not known before:
/// standard input is read. What can't be read counts for nothing.
#[must_use]
pub fn measure(sources: Vec<Source>, options: &InputOptions) -> Option<ReadProgress> {
    if sources.contains(&Source::Stdin) {
        return None;
    }
    let total = ReadProgress::default();
    let mut inputs = Inputs::new(sources, options);
    while let Some(input) = inputs.next() {
        let Ok(input) = input else { continue };
        if input.is_archive() {
            // What is wrong with it is said when it is read.
            let _ = inputs.enter_archive(&input);
            continue;
        }
        let bytes = match &input.from {
            From::Stdin => return None,
            From::Path(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            #[cfg(feature = "compression")]
            From::Entry(entry) => entry.unpacked_bytes(),
        };
        total.add(1, bytes);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Plan, Work};

    #[test]
    fn what_is_measured_is_what_is_read() {
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
        let sources = vec![Source::Path(samples.into())];
        let meter = ReadProgress::default();
        let options = InputOptions { meter: Some(meter.clone()), ..InputOptions::default() };
        let total = measure(sources.clone(), &options).unwrap();
        assert_eq!((meter.files(), meter.bytes()), (0, 0));
        let mut plan = Plan::new(sources, &options);
        let mut buffer = Vec::new();
        while let Some(work) = plan.next() {
            if let Work::Items(items) = work {
                items.into_iter().for_each(|item| item.read(&mut buffer, &options, &mut |_, _| true));
            }
        }
        assert_eq!((meter.files(), meter.bytes()), (total.files(), total.bytes()));
        assert!(total.files() > 20 && total.bytes() > 30_000);
        assert!(measure(vec![Source::Stdin], &options).is_none());
    }
}
