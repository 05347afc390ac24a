//! Forms with files: the token comes first, files go to disk as they arrive, and a size is kept.

use crate::{App, Context, PageError, csrf};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use kernel::Fault;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// The longest text field, in bytes.
const LONGEST_TEXT: usize = 1 << 20;
/// The most fields.
const MOST_FIELDS: usize = 200;

/// A form with files that was sent from one of our own pages.
pub struct Upload {
    texts: HashMap<String, String>,
    files: HashMap<String, UploadedFile>,
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
        let (mut parts, body) = request.into_parts();
        let context = Context::from_request_parts(&mut parts, app).await?;
        let announced = parts
            .headers
            .get(http::header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if announced.is_some_and(|size| size > app.largest_upload() + (1 << 20)) {
            return Err(PageError::TooLarge);
        }
        let request = Request::from_parts(parts, body);
        let mut form =
            Multipart::from_request(request, app).await.map_err(|_| PageError::Unreadable)?;
        let mut upload = Self { texts: HashMap::new(), files: HashMap::new() };
        let mut checked = false;
        while let Some(field) = form.next_field().await.map_err(|_| PageError::Unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if upload.texts.len() + upload.files.len() >= MOST_FIELDS {
                return Err(PageError::TooLarge);
            }
            if field.file_name().is_some() {
                if !checked {
                    return Err(PageError::Forged);
                }
                upload.files.insert(name, spool(field, app.largest_upload()).await?);
                continue;
            }
            let text = read_text(field).await?;
            if name == "csrf" {
                checked = csrf::holds(app, context.session(), &text);
            }
            upload.texts.insert(name, text);
        }
        if checked { Ok(upload) } else { Err(PageError::Forged) }
    }
}

async fn read_text(mut field: Field<'_>) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| PageError::Unreadable)? {
        if bytes.len() + chunk.len() > LONGEST_TEXT {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| PageError::Unreadable)
}

async fn spool(mut field: Field<'_>, largest: u64) -> Result<UploadedFile, PageError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut spooled = NamedTempFile::new().map_err(Fault::from)?;
    let mut size = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|_| PageError::Unreadable)? {
        size += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if size > largest {
            return Err(PageError::TooLarge);
        }
        spooled.write_all(&chunk).map_err(Fault::from)?;
    }
    Ok(UploadedFile { name, size, spooled })
}
