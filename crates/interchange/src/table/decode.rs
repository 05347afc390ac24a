//! From the bytes of a file to UTF-8, chunk by chunk, within a limit.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult};

use super::{Encoding, Kind};

/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// How much is read ahead, at most, to guess an encoding.
const AHEAD: usize = 1 << 24;

/// A byte that is never UTF-8: stands for what an other encoding could not make sense of.
const SENSELESS: u8 = 0xFF;

/// A file as UTF-8, chunk by chunk. Invalid bytes come through, for the reader to place.
pub(super) struct Decoded<R> {
    source: R,
    /// The encoding in use, after the byte-order mark.
    pub(super) encoding: Encoding,
    /// Whether it was only guessed.
    pub(super) guessed: bool,
    decoder: Option<Decoder>,
    /// Read to find the encoding, and not handed on yet.
    ahead: Vec<u8>,
    bytes: u64,
    limit: u64,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, assumed: Encoding, limit: u64) -> Result<Self, Kind> {
        let mut decoded = Self {
            source,
            encoding: assumed,
            guessed: false,
            decoder: None,
            ahead: Vec::new(),
            bytes: 0,
            limit,
            ended: false,
        };
        decoded.ahead = decoded.chunk()?;
        match (Encoding::said(&decoded.ahead), assumed) {
            (Some((encoding, mark)), _) => {
                decoded.ahead.drain(..mark);
                decoded.encoding = encoding;
            }
            (None, Encoding::Guess) => decoded.guess()?,
            (None, _) => {}
        }
        decoded.decoder = decoded.encoding.decoder();
        Ok(decoded)
    }

    /// Reads on until a byte that is no UTF-8, or so far that none is to be expected.
    fn guess(&mut self) -> Result<(), Kind> {
        let mut good = 0;
        self.encoding = Encoding::Utf8;
        loop {
            let rest = self.ahead.get(good..).unwrap_or_default();
            match std::str::from_utf8(rest) {
                Ok(_) => good = self.ahead.len(),
                // The rest of a letter may be in the next chunk.
                Err(error) if error.error_len().is_none() => good += error.valid_up_to(),
                Err(_) => {
                    self.encoding = Encoding::likelier(&self.ahead);
                    self.guessed = true;
                    return Ok(());
                }
            }
            let next = if self.ahead.len() < AHEAD { self.chunk()? } else { Vec::new() };
            if next.is_empty() {
                return Ok(());
            }
            self.ahead.extend_from_slice(&next);
        }
    }

    /// Adds the next piece of text to `out`; false once there is no more.
    pub(super) fn fill(&mut self, out: &mut Vec<u8>) -> Result<bool, Kind> {
        if self.ended {
            return Ok(false);
        }
        let ahead = std::mem::take(&mut self.ahead);
        let bytes = if ahead.is_empty() { self.chunk()? } else { ahead };
        self.ended = bytes.is_empty();
        match &mut self.decoder {
            None => out.extend_from_slice(&bytes),
            Some(decoder) => decode(decoder, &bytes, self.ended, out),
        }
        Ok(true)
    }

    /// A full chunk, less only at the end of the file.
    fn chunk(&mut self) -> Result<Vec<u8>, Kind> {
        let mut bytes = Vec::with_capacity(CHUNK);
        let read = self.source.by_ref().take(CHUNK as u64).read_to_end(&mut bytes);
        self.bytes += read.map_err(|error| Kind::Unreadable(error.kind()))? as u64;
        if self.bytes > self.limit {
            return Err(Kind::FileTooLarge { limit: self.limit });
        }
        Ok(bytes)
    }
}

fn decode(decoder: &mut Decoder, mut bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    let mut piece = [0_u8; 4096];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, &mut piece, last);
        out.extend(piece.iter().take(written));
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(_, _) => out.push(SENSELESS),
        }
    }
}
