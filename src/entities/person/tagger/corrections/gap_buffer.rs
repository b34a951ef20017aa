//! A list that is changed from its beginning to its end.

use std::ops::Range;

use crate::text::work;

/// A list whose items can be inserted and removed one after the other without moving all that follow.
///
/// It is a gap buffer: the items after the last change are kept apart, so that a change costs as many steps as it is away from the one
/// before. With a vector, changing every item of a long article would take quadratic time.
#[derive(Clone, Debug)]
pub(super) struct GapBuffer<T> {
    before: Vec<T>,
    /// The items after the gap, the last first.
    after: Vec<T>,
}

impl<T> Default for GapBuffer<T> {
    fn default() -> Self {
        Self { before: Vec::new(), after: Vec::new() }
    }
}

impl<T> GapBuffer<T> {
    pub(super) fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn clear(&mut self) {
        self.before.clear();
        self.after.clear();
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.before.get(at).or_else(|| self.after.get(self.len().checked_sub(at + 1)?))
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        if at < self.before.len() {
            return self.before.get_mut(at);
        }
        let from_end = self.len().checked_sub(at + 1)?;
        self.after.get_mut(from_end)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.before.iter().chain(self.after.iter().rev())
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.before.iter_mut().chain(self.after.iter_mut().rev())
    }

    /// The index of the first item for which `is_before` is false. It must be true for those before it and false for those after it.
    pub(super) fn partition_point(&self, is_before: impl Fn(&T) -> bool) -> usize {
        match self.after.last() {
            Some(next) if is_before(next) => self.len() - self.after.partition_point(|item| !is_before(item)),
            _ => self.before.partition_point(is_before),
        }
    }

    /// Replaces the items of a range by others.
    pub(super) fn splice(&mut self, range: Range<usize>, items: impl IntoIterator<Item = T>) {
        self.move_gap(range.start);
        self.after.truncate(self.after.len().saturating_sub(range.len()));
        self.before.extend(items);
    }

    pub(super) fn insert(&mut self, at: usize, item: T) {
        self.splice(at..at, [item]);
    }

    pub(super) fn remove(&mut self, at: usize) {
        self.splice(at..at + 1, []);
    }

    /// Keeps the items for which `keep`, which may change them, is true.
    pub(super) fn retain_mut(&mut self, keep: impl FnMut(&mut T) -> bool) {
        self.move_gap(self.len());
        self.before.retain_mut(keep);
    }

    /// Adds items at the end.
    pub(super) fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        self.move_gap(self.len());
        self.before.extend(items);
    }

    fn move_gap(&mut self, to: usize) {
        work::steps(to.abs_diff(self.before.len()));
        if to < self.before.len() {
            self.after.extend(self.before.drain(to..).rev());
        } else {
            let stay = self.len().saturating_sub(to);
            self.before.extend(self.after.drain(stay.min(self.after.len())..).rev());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_changes_like_a_vector(changes in prop::collection::vec((0..4, 0..20_usize, 0..3_usize), 0..30)) {
            let (mut list, mut expected) = (GapBuffer::default(), Vec::new());
            for (number, (change, at, count)) in changes.into_iter().enumerate() {
                let at = at.min(expected.len());
                let range = at..(at + count).min(expected.len());
                match change {
                    0 => {
                        list.insert(at, number);
                        expected.insert(at, number);
                    }
                    1 => {
                        list.splice(range.clone(), [number, number]);
                        expected.splice(range, [number, number]);
                    }
                    2 if at < expected.len() => {
                        list.remove(at);
                        expected.remove(at);
                    }
                    _ => {
                        list.retain_mut(|item| *item % 3 != count);
                        expected.retain_mut(|item| *item % 3 != count);
                    }
                }
                prop_assert_eq!(list.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
                prop_assert_eq!(list.iter_mut().count(), list.len());
                for n in 0..=expected.len() {
                    prop_assert_eq!(list.get(n), expected.get(n));
                    prop_assert_eq!(list.get_mut(n), expected.get_mut(n));
                }
            }
        }

        #[test]
        fn it_is_searched_like_a_vector(length in 0..20_usize, gap in 0..20_usize, limit in 0..25_usize) {
            let mut list = GapBuffer::default();
            list.extend(0..length);
            list.splice(gap.min(length)..gap.min(length), []);
            prop_assert_eq!(list.partition_point(|item| *item < limit), limit.min(length));
        }
    }
}
