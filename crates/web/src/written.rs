//! Long answers: written while the database is read, into memory while they are short and into a
//! private file without a name when they are not, and sent from there piece by piece. Nothing of
//! one is sent before all of it is written, so a fault in the middle never looks like a whole file,
//! and a slow reader holds no reader of the database.

use crate::App;
use crate::app::Readers;
use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use kernel::Fault;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};
use tempfile::SpooledTempFile;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinHandle;

/// What one answer may take of memory before it goes into a file, in bytes.
const IN_MEMORY: usize = 256 << 10;
/// What is sent at once, in bytes.
const PIECE: usize = 64 << 10;

/// A long answer while it is written.
pub struct Writing {
    to: SpooledTempFile,
    place: Option<OwnedSemaphorePermit>,
    app: App,
    readers: Readers,
}

impl Writing {
    pub(crate) fn begin(app: App, readers: Readers) -> Self {
        Self { to: SpooledTempFile::new(IN_MEMORY), place: None, app, readers }
    }

    /// It, ready to be sent.
    ///
    /// # Errors
    /// The disk's.
    pub fn end(mut self) -> Result<Written, Fault> {
        self.flush()?;
        let size = self.to.seek(SeekFrom::End(0))?;
        Ok(Written { from: self.to, size, _place: self.place })
    }

    /// Takes a place among the answers that lie on the disk, when this one begins to.
    fn settle(&mut self) -> io::Result<()> {
        if self.place.is_none() && self.to.is_rolled() {
            let place = self.app.place_for_answer(self.readers);
            self.place = Some(place.ok_or(io::ErrorKind::ResourceBusy)?);
        }
        Ok(())
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.to.write(bytes)?;
        self.settle()?;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Seek for Writing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.to.seek(to)
    }
}

/// A long answer that is written whole. What it takes of the disk is free again when it was sent,
/// or when whoever asked has gone.
pub struct Written {
    from: SpooledTempFile,
    size: u64,
    _place: Option<OwnedSemaphorePermit>,
}

impl Written {
    /// How long it is, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its BLAKE3 digest.
    ///
    /// # Errors
    /// The disk's.
    pub fn digest(&mut self) -> Result<blake3::Hash, Fault> {
        self.from.seek(SeekFrom::Start(0))?;
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&mut self.from)?;
        Ok(hasher.finalize())
    }

    /// The bytes of `part`, as far as there are any, as the body of an answer.
    ///
    /// # Errors
    /// The disk's.
    pub fn body(mut self, part: Range<u64>) -> Result<Body, Fault> {
        let part = part.start.min(self.size)..part.end.min(self.size);
        self.from.seek(SeekFrom::Start(part.start))?;
        let left = part.end.saturating_sub(part.start);
        Ok(Body::new(Sending { left, next: Next::Ready(Box::new(self)) }))
    }
}

/// What became of reading one piece.
type ReadPiece = io::Result<(Box<Written>, Vec<u8>)>;

enum Next {
    Ready(Box<Written>),
    Reading(JoinHandle<ReadPiece>),
    Over,
}

/// Sends what was written: a piece is read when the one before it was taken.
struct Sending {
    left: u64,
    next: Next,
}

fn piece(mut from: Box<Written>, size: usize) -> ReadPiece {
    let mut bytes = vec![0; size];
    from.from.read_exact(&mut bytes)?;
    Ok((from, bytes))
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        wake: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            self.next = Next::Over;
            return Poll::Ready(None);
        }
        let mut reading = match std::mem::replace(&mut self.next, Next::Over) {
            Next::Ready(from) => {
                let size = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
                tokio::task::spawn_blocking(move || piece(from, size))
            }
            Next::Reading(reading) => reading,
            Next::Over => return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
        };
        let Poll::Ready(read) = Pin::new(&mut reading).poll(wake) else {
            self.next = Next::Reading(reading);
            return Poll::Pending;
        };
        match read.map_err(io::Error::other).flatten() {
            Ok((from, bytes)) => {
                self.left = self.left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(0));
                self.next = Next::Ready(from);
                Poll::Ready(Some(Ok(Frame::data(bytes.into()))))
            }
            Err(problem) => {
                tracing::error!(%problem, "an answer broke off");
                Poll::Ready(Some(Err(problem)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
