//! From the bytes of a file to UTF-8: byte-order marks, UTF-16, Windows-1252, and a limit.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Kind;

/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// In which encoding a table is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with a byte-order mark or without.
    Utf8,
    /// UTF-16, little end first: what a spreadsheet calls "Unicode text".
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252, which older Western spreadsheets write. Every byte means something in it,
    /// so it is never guessed: the person must say so.
    Windows1252,
}

/// A byte that is never UTF-8: stands for what an other encoding could not make sense of.
const SENSELESS: u8 = 0xFF;

/// A file as UTF-8, chunk by chunk. Invalid bytes come through, for the reader to place.
pub(super) struct Decoded<R> {
    source: R,
    /// The encoding in use, after the byte-order mark.
    pub(super) encoding: Encoding,
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
            decoder: None,
            ahead: Vec::new(),
            bytes: 0,
            limit,
            ended: false,
        };
        decoded.ahead = decoded.chunk()?;
        let (encoding, mark) = detect(&decoded.ahead, assumed);
        decoded.ahead.drain(..mark);
        decoded.encoding = encoding;
        decoded.decoder = match encoding {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Windows1252 => Some(WINDOWS_1252.new_decoder_without_bom_handling()),
        };
        Ok(decoded)
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

/// The encoding by which a file begins, and the length of its byte-order mark.
fn detect(start: &[u8], assumed: Encoding) -> (Encoding, usize) {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
        // Two Latin letters in UTF-16 without a mark.
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => (Encoding::Utf16Le, 0),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => (Encoding::Utf16Be, 0),
        _ => (assumed, 0),
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
