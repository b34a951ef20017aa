//! Zstandard files, which consist of one or more frames.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::input::compression::mismatch::Mismatch;
use crate::message::io_error;

/// The last three bytes of the magic number of a skippable frame (RFC 8878, section 3.1.2).
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

/// Decompresses all frames of a file.
pub(crate) struct ZstdReader<R: BufRead> {
    state: FrameState<R>,
}

enum FrameState<R: BufRead> {
    Between(R),
    Within(Box<StreamingDecoder<R, FrameDecoder>>),
    Ended,
}

impl<R: BufRead> ZstdReader<R> {
    pub(crate) fn new(compressed: R) -> Self {
        Self { state: FrameState::Between(compressed) }
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, FrameState::Ended) {
                FrameState::Ended => return Ok(0),
                FrameState::Between(mut compressed) => {
                    let head = compressed.fill_buf()?;
                    if head.is_empty() {
                        return Ok(0);
                    }
                    if head.get(1..4) == Some(&SKIPPABLE) {
                        skip_frame(&mut compressed)?;
                        self.state = FrameState::Between(compressed);
                        continue;
                    }
                    let decoder = StreamingDecoder::new(compressed).map_err(io::Error::other)?;
                    self.state = FrameState::Within(Box::new(decoder));
                }
                FrameState::Within(mut decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 || buffer.is_empty() {
                        self.state = FrameState::Within(decoder);
                        return Ok(read);
                    }
                    let frame = &decoder.decoder;
                    if frame
                        .get_checksum_from_data()
                        .is_some_and(|stored| Some(stored) != frame.get_calculated_checksum())
                    {
                        return Err(io_error(io::ErrorKind::InvalidData, Mismatch::Checksum));
                    }
                    self.state = FrameState::Between(decoder.into_inner());
                }
            }
        }
    }
}

/// Skips a frame without data.
fn skip_frame(compressed: &mut impl BufRead) -> io::Result<()> {
    let mut head = [0; 8];
    compressed.read_exact(&mut head)?;
    let [.., a, b, c, d] = head;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let skipped = io::copy(&mut compressed.take(length), &mut io::sink())?;
    if skipped < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
