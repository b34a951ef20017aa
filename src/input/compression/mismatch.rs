//! Errors of data that decompress without one.

use crate::message::Number;

crate::messages! {
    /// A difference between the data and what the archive or frame states.
    #[derive(Debug)]
    pub(crate) enum Mismatch {
        /// The checksum or length differs.
        Checksum => {
            en: "the length or checksum does not match";
            id: "panjang atau ceksumnya tidak cocok";
        }
        /// The data are longer than listed.
        Length { listed: u64 } => {
            en: "longer than the {listed} bytes listed in the archive";
            id: "lebih panjang daripada {} bita yang tercatat di arsip", Number(*listed).id();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_follow_the_rules() {
        use crate::message::Message as _;
        use crate::message::rules::{Example, Examples, examples, faults};
        let mismatches = examples!(Mismatch: Mismatch::Checksum, Mismatch::Length { listed: 70 });
        assert_eq!(faults(&[mismatches], &[]), [""; 0]);
    }
}
