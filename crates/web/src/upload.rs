//! Forms with files: the token comes first, files go to disk as they arrive, and a size is kept.

use crate::door::{self, BEFORE_TOKEN, BESIDE_FILES, Meter};
use crate::form::LONGEST_NAME;
use crate::{App, PageError};
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use kernel::Fault;
use kernel::folding::normal;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;
use tokio::sync::OwnedSemaphorePermit;

/// The most fields.
const MOST_FIELDS: usize = 200;
/// What may stand between two fields, in bytes: a boundary and the headers of the next.
const BETWEEN: u64 = 16 << 10;

/// A form with files that was sent from one of our own pages.
pub struct Upload {
    texts: HashMap<String, String>,
    files: HashMap<String, UploadedFile>,
    /// Uploads are few at once, so that together they fill neither the memory nor the disk.
    _place: OwnedSemaphorePermit,
}

/// A file that was uploaded; it goes when this is dropped.
pub struct UploadedFile {
    /// The name the visitor's computer gave it: never a path of ours.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    spooled: NamedTempFile,
}

impl UploadedFile {
    /// Where it is while the request lasts.
    pub fn path(&self) -> &Path {
        self.spooled.path()
    }

    /// Opens it from its beginning.
    ///
    /// # Errors
    /// The system's.
    pub fn open(&self) -> Result<std::fs::File, Fault> {
        Ok(self.spooled.reopen()?)
    }
}

impl Upload {
    /// The text of a field; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// The file of a field; nothing when none was chosen.
    pub fn file(&self, name: &str) -> Option<&UploadedFile> {
        self.files.get(name).filter(|file| !file.name.is_empty() || file.size > 0)
    }

    /// The file of a field, taken out.
    pub fn take_file(&mut self, name: &str) -> Option<UploadedFile> {
        self.files.remove(name).filter(|file| !file.name.is_empty() || file.size > 0)
    }
}

impl FromRequest<App> for Upload {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let (mut parts, _) = request.into_parts();
        let mut opened = door::open(&mut parts, app).await?;
        let place = app.place_for_upload().ok_or(PageError::Busy)?;
        let (body, meter) = (opened.take_body(), opened.meter.clone());
        meter.allow(BEFORE_TOKEN);
        let request = Request::from_parts(parts, Body::new(body));
        let mut form =
            Multipart::from_request(request, app).await.map_err(|_| PageError::Unreadable)?;
        let mut upload = Self { texts: HashMap::new(), files: HashMap::new(), _place: place };
        let (mut fields, mut beside, mut checked) = (0, BESIDE_FILES, false);
        while let Some(field) = form.next_field().await.map_err(|_| meter.why())? {
            let name = field.name().unwrap_or_default().to_owned();
            fields += 1;
            if fields > MOST_FIELDS || name.len() > LONGEST_NAME {
                return Err(PageError::TooLarge);
            }
            if field.file_name().is_some() {
                if !checked {
                    return Err(PageError::Forged);
                }
                meter.allow(u64::MAX);
                upload.files.insert(name, spool(field, app.largest_upload(), &meter).await?);
            } else {
                let most = if checked { beside } else { BEFORE_TOKEN };
                let text = read_text(field, most, &meter).await?;
                beside = beside.saturating_sub(u64::try_from(text.len()).unwrap_or(u64::MAX));
                if name == "csrf" {
                    opened.token(app, &text)?;
                    checked = true;
                }
                upload.texts.insert(name, normal(&text));
            }
            if checked {
                meter.allow(beside + BETWEEN);
            }
        }
        if checked { Ok(upload) } else { Err(PageError::Forged) }
    }
}

async fn read_text(mut field: Field<'_>, most: u64, meter: &Meter) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| meter.why())? {
        if u64::try_from(bytes.len() + chunk.len()).unwrap_or(u64::MAX) > most {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| PageError::Unreadable)
}

async fn spool(
    mut field: Field<'_>,
    largest: u64,
    meter: &Meter,
) -> Result<UploadedFile, PageError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut spooled = NamedTempFile::new().map_err(Fault::from)?;
    let mut size = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|_| meter.why())? {
        size += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if size > largest {
            return Err(PageError::TooLarge);
        }
        spooled.write_all(&chunk).map_err(Fault::from)?;
    }
    Ok(UploadedFile { name, size, spooled })
}
