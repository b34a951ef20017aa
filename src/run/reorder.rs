//! The output of parallel jobs, in order.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, TryRecvError, sync_channel};

/// The output of jobs that run in parallel, in the order in which the jobs were submitted.
///
/// Each job has a channel with room for one item. A job that sends more waits until the jobs before it are removed, so a job with
/// a large output cannot fill the memory. The first job never waits for another one.
#[derive(Debug)]
pub(super) struct ReorderBuffer<T> {
    jobs: VecDeque<Receiver<T>>,
}

impl<T> Default for ReorderBuffer<T> {
    fn default() -> Self {
        Self { jobs: VecDeque::new() }
    }
}

impl<T> ReorderBuffer<T> {
    /// Adds a job, and returns the sender for its output.
    pub(super) fn submit(&mut self) -> SyncSender<T> {
        let (sender, receiver) = sync_channel(1);
        self.jobs.push_back(receiver);
        sender
    }

    /// The number of jobs that were submitted and not removed.
    pub(super) fn len(&self) -> usize {
        self.jobs.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Waits for the next item of the first job.
    ///
    /// # Errors
    /// The job ended without another item, or the buffer is empty.
    pub(super) fn recv(&self) -> Result<T, RecvError> {
        self.jobs.front().ok_or(RecvError)?.recv()
    }

    /// Returns the next item of the first job; `None` if it has not arrived, or if the buffer is empty.
    ///
    /// # Errors
    /// The job ended without another item.
    pub(super) fn try_recv(&self) -> Result<Option<T>, RecvError> {
        match self.jobs.front().map(Receiver::try_recv) {
            Some(Ok(item)) => Ok(Some(item)),
            Some(Err(TryRecvError::Disconnected)) => Err(RecvError),
            Some(Err(TryRecvError::Empty)) | None => Ok(None),
        }
    }

    /// Removes the first job.
    pub(super) fn pop(&mut self) {
        self.jobs.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn returns_output_in_the_order_of_submission() {
        let mut buffer = ReorderBuffer::default();
        let senders: Vec<_> = (0..8).map(|_| buffer.submit()).collect();
        thread::scope(|scope| {
            // The last job is the first to finish.
            for (number, sender) in senders.into_iter().enumerate() {
                scope.spawn(move || {
                    thread::sleep(Duration::from_millis(2 * (8 - number as u64)));
                    for part in 0..3 {
                        sender.send((number, part)).unwrap();
                    }
                });
            }
            let mut received = Vec::new();
            while !buffer.is_empty() {
                while let Ok(item) = buffer.recv() {
                    received.push(item);
                }
                buffer.pop();
            }
            let expected: Vec<_> = (0..8).flat_map(|number| (0..3).map(move |part| (number, part))).collect();
            assert_eq!(received, expected);
        });
    }

    #[test]
    fn a_job_that_is_not_first_waits_with_its_second_item() {
        let mut buffer = ReorderBuffer::default();
        let (first, second) = (buffer.submit(), buffer.submit());
        assert!(second.try_send('b').is_ok());
        assert!(second.try_send('c').is_err());
        assert_eq!(buffer.try_recv(), Ok(None));
        first.send('a').unwrap();
        assert_eq!(buffer.recv(), Ok('a'));
        drop(first);
        assert_eq!((buffer.recv(), buffer.try_recv()), (Err(RecvError), Err(RecvError)));
        buffer.pop();
        assert_eq!((buffer.len(), buffer.recv()), (1, Ok('b')));
        assert!(second.try_send('c').is_ok());
    }

    #[test]
    fn sending_fails_once_the_buffer_is_gone() {
        let mut buffer = ReorderBuffer::default();
        let sender = buffer.submit();
        drop(buffer);
        assert!(sender.send(()).is_err());
    }
}
