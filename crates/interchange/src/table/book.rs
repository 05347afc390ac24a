//! Workbooks: which kind, which sheets, and the cells of one, within limits.
//!
//! A workbook is packed, and small ones can unfold without end. So everything in it is unpacked
//! once into nothing, and counted, before it is read; and a sheet's area is bounded before any
//! room is made for it.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Ods, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx};

use super::cell::{Content, content};
use super::sparse::{ods_area, shared_strings, xls_area};
use super::{Kind, Options};

/// A workbook, as bytes.
type Bytes = Cursor<Vec<u8>>;

/// A workbook of one of the kinds.
enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// A cell: its row and column, from 0, and what it holds.
pub(super) type Placed = (u32, u32, Content);

/// One sheet.
pub(super) struct Cells {
    /// The sheet's name.
    pub(super) name: String,
    /// Its cells that are not empty, by row and column.
    pub(super) cells: Vec<Placed>,
}

/// The names of a workbook's sheets, in order; none for a file that is no workbook.
///
/// # Errors
/// What keeps it from being read.
pub fn sheets(source: impl Read, options: Options) -> Result<Vec<String>, Kind> {
    let mut source = source;
    let start = start(&mut source)?;
    if !is_book(&start) {
        return Ok(Vec::new());
    }
    let bytes = whole(start, source, &options)?;
    unharmed(|| {
        let book = Book::open(bytes, &options)?;
        Ok(book.sheets().into_iter().map(|(name, _)| name).collect())
    })
}

/// The first bytes of a file, enough to know a workbook by.
pub(super) fn start(source: &mut impl Read) -> Result<Vec<u8>, Kind> {
    let mut start = Vec::new();
    let read = source.take(8).read_to_end(&mut start);
    read.map_err(|error| Kind::Unreadable(error.kind()))?;
    Ok(start)
}

/// Whether a file that starts so is a workbook: a zip archive or an OLE compound file.
pub(super) fn is_book(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The whole of a workbook file that starts with `start`.
pub(super) fn whole(start: Vec<u8>, source: impl Read, options: &Options) -> Result<Vec<u8>, Kind> {
    let limit = options.book_bytes.min(options.file_bytes);
    let mut bytes = start;
    let read = source.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Kind::Unreadable(error.kind()))?;
    if bytes.len() as u64 > limit {
        return Err(Kind::FileTooLarge { limit });
    }
    Ok(bytes)
}

/// The cells of the sheet that the options name.
pub(super) fn cells(bytes: Vec<u8>, options: &Options) -> Result<Cells, Kind> {
    unharmed(|| {
        let mut book = Book::open(bytes, options)?;
        let sheets = book.sheets();
        let chosen = match options.sheet {
            Some(number) => sheets.get(number),
            None => sheets.iter().find(|(_, visible)| *visible).or(sheets.first()),
        };
        let name = chosen.map(|(name, _)| name.clone()).ok_or(Kind::NoSheet)?;
        let mut cells = book.cells(&name, options)?;
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        Ok(Cells { name, cells })
    })
}

/// What `read` gives. A library that meets bytes it does not expect may give up half-way; then
/// the file is broken, and nothing else is.
fn unharmed<T>(read: impl FnOnce() -> Result<T, Kind>) -> Result<T, Kind> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Kind::BrokenBook))
}

impl Book {
    fn open(bytes: Vec<u8>, options: &Options) -> Result<Self, Kind> {
        if !bytes.starts_with(b"PK") {
            if xls_area(&bytes).is_none_or(|area| area > options.cells) {
                return Err(not_xls(&bytes, options));
            }
            let xls = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
                XlsError::Password => Kind::LockedBook,
                _ => Kind::BrokenBook,
            })?;
            return Ok(Self::Xls(Box::new(xls)));
        }
        let names = unpacked(&bytes, options)?;
        let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if has("content.xml") {
            if ods_area(&bytes).ok_or(Kind::BrokenBook)? > options.cells {
                return Err(Kind::TooManyCells { limit: options.cells });
            }
            let ods = Ods::new(Cursor::new(bytes)).map_err(broken_ods)?;
            return Ok(Self::Ods(Box::new(ods)));
        }
        let xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|_| Kind::BrokenBook)?;
        Ok(Self::Xlsx(Box::new(xlsx)))
    }

    /// Each sheet of cells with whether it is shown.
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect()
    }

    fn cells(&mut self, name: &str, options: &Options) -> Result<Vec<Placed>, Kind> {
        let mut kept = Kept { cells: Vec::new(), bytes: 0, options };
        match self {
            Self::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(|_| Kind::BrokenBook)?;
                while let Some(cell) = reader.next_cell().map_err(|_| Kind::BrokenBook)? {
                    let (row, column) = cell.get_position();
                    kept.keep(row, column, cell.get_value().clone())?;
                }
            }
            Self::Xls(book) => {
                let range = book.worksheet_range(name).map_err(|_| Kind::BrokenBook)?;
                kept.keep_all(&range)?;
            }
            Self::Ods(book) => {
                let range = book.worksheet_range(name).map_err(broken_ods)?;
                kept.keep_all(&range)?;
            }
        }
        Ok(kept.cells)
    }
}

fn broken_ods(error: calamine::OdsError) -> Kind {
    match error {
        calamine::OdsError::Password => Kind::LockedBook,
        _ => Kind::BrokenBook,
    }
}

/// Why a compound file is no sheet that can be read: a newer workbook behind a password, too many
/// cells, or something else altogether.
fn not_xls(bytes: &[u8], options: &Options) -> Kind {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|part| part == name.as_slice()) {
        Kind::LockedBook
    } else if xls_area(bytes).is_some() {
        Kind::TooManyCells { limit: options.cells }
    } else {
        Kind::BrokenBook
    }
}

/// The names of what is packed in a zip archive, once all of it was unpacked within the limit.
/// What files say of their own size is not believed.
fn unpacked(bytes: &[u8], options: &Options) -> Result<Vec<String>, Kind> {
    let too_large = Kind::FileTooLarge { limit: options.book_bytes };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Kind::BrokenBook)?;
    let mut left = options.book_bytes;
    let mut names = Vec::new();
    for index in 0..zip.len() {
        let (name, read) = {
            let entry = zip.by_index(index).map_err(|_| Kind::BrokenBook)?;
            let name = entry.name().map_err(|_| Kind::BrokenBook)?.replace('\\', "/");
            let mut entry = entry.take(left.saturating_add(1));
            (name, std::io::copy(&mut entry, &mut std::io::sink()))
        };
        left = left.checked_sub(read.map_err(|_| Kind::BrokenBook)?).ok_or(too_large)?;
        if name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            // Room is made for as many as it says that it has.
            let entry = zip.by_index(index).map_err(|_| Kind::BrokenBook)?;
            if shared_strings(entry) > options.cells {
                return Err(Kind::TooManyCells { limit: options.cells });
            }
        }
        names.push(name);
    }
    Ok(names)
}

/// Cells that are kept, within limits.
struct Kept<'a> {
    cells: Vec<Placed>,
    bytes: u64,
    options: &'a Options,
}

impl Kept<'_> {
    fn keep(&mut self, row: u32, column: u32, data: DataRef<'_>) -> Result<(), Kind> {
        let Some(content) = content(data) else { return Ok(()) };
        if let Content::Words(words) = &content {
            self.bytes = self.bytes.saturating_add(words.len() as u64);
        }
        if self.cells.len() as u64 >= self.options.cells {
            return Err(Kind::TooManyCells { limit: self.options.cells });
        }
        if self.bytes > self.options.book_bytes {
            return Err(Kind::FileTooLarge { limit: self.options.book_bytes });
        }
        self.cells.push((row, column, content));
        Ok(())
    }

    fn keep_all(&mut self, range: &calamine::Range<Data>) -> Result<(), Kind> {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let place =
                |from: u32, at: usize| from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            self.keep(place(top, row), place(left, column), as_read(data))?;
        }
        Ok(())
    }
}

/// A cell of a sheet that is held whole, as one of a sheet that is read on.
fn as_read(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(words) => DataRef::SharedString(words),
        Data::Bool(is) => DataRef::Bool(*is),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(moment) => DataRef::DateTimeIso(moment.clone()),
        Data::DurationIso(duration) => DataRef::DurationIso(duration.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
