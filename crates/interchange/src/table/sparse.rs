//! How large the sheets of a workbook are between their first and last cells: a file of a few
//! cells far apart makes whoever reads it make room for all between.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How many texts a workbook says that its cells share.
pub(super) fn shared_strings(source: impl Read) -> u64 {
    let mut reader = Reader::from_reader(BufReader::new(source));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start))
                if start.local_name().as_ref() == "sst" =>
            {
                let count = start.try_get_attribute("uniqueCount").ok().flatten();
                return count.map_or(0, |count| count.value.trim().parse().unwrap_or(u64::MAX));
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

/// The cells of all sheets of an OpenDocument workbook, with those that are repeated and those
/// between; nothing when it can't be told.
pub(super) fn ods_area(bytes: &[u8]) -> Option<u64> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let content = zip.by_name("content.xml").ok()?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    let mut sheet = Sheet::default();
    let mut area = 0_u64;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => sheet.open(&start, true),
            Event::Empty(start) => {
                sheet.open(&start, false);
                sheet.close(start.name().as_ref());
            }
            Event::End(end) if end.name().as_ref() == "table:table" => {
                area = area.saturating_add(std::mem::take(&mut sheet).area());
            }
            Event::End(end) => sheet.close(end.name().as_ref()),
            Event::Eof => return Some(area),
            _ => {}
        }
    }
}

/// How far the cells of a sheet reach.
#[derive(Default)]
struct Sheet {
    row_repeats: u64,
    /// The column after the last cell of the row in hand, and after its last one with content.
    at: u64,
    last: u64,
    rows: u64,
    last_row: u64,
    last_column: u64,
    /// Cells that are written out one by one or repeated within their rows.
    cells: u64,
}

impl Sheet {
    fn open(&mut self, start: &BytesStart<'_>, has_children: bool) {
        let repeats = |name: &str| {
            let attribute = start.try_get_attribute(name).ok().flatten();
            attribute.and_then(|attribute| attribute.value.parse::<u64>().ok()).unwrap_or(1)
        };
        match start.name().as_ref() {
            "table:table-row" => {
                self.row_repeats = repeats("table:number-rows-repeated");
                (self.at, self.last) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.at = self.at.saturating_add(repeats("table:number-columns-repeated"));
                let mut attributes = start.attributes().filter_map(Result::ok);
                let valued = attributes.any(|attribute| {
                    let name = attribute.key.as_ref();
                    name.starts_with("office:") || name == "table:formula"
                });
                if has_children || valued {
                    self.last = self.at;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name != "table:table-row" {
            return;
        }
        self.rows = self.rows.saturating_add(self.row_repeats);
        if self.last > 0 {
            self.last_row = self.rows;
            self.last_column = self.last_column.max(self.last);
            self.cells = self.cells.saturating_add(self.last);
        }
    }

    fn area(&self) -> u64 {
        self.last_row.saturating_mul(self.last_column).max(self.cells)
    }
}

/// The cells of all sheets of an XLS workbook, with those between; nothing when it is none.
///
/// Sources: [MS-CFB] for the file within the file, [MS-XLS] 2.3 for the records in it.
pub(super) fn xls_area(bytes: &[u8]) -> Option<u64> {
    let stream = workbook(bytes)?;
    let mut area = 0_u64;
    // The first and last row and column of the sheet in hand.
    let mut sheet: Option<[u16; 4]> = None;
    let mut largest = 0;
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        let place = (u16_at(&stream, at + 4), u16_at(&stream, at + 6));
        match (kind, place) {
            // Cells: blank, number, label, boolean, formula, and those of several kinds of text.
            (
                0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x027E | 0x00FD | 0x00D6,
                (Some(row), Some(column)),
            ) => {
                sheet = Some(reach(sheet, row, [column, column]));
            }
            // Several cells of one row, the last column at the end of the record.
            (0x00BD | 0x00BE, (Some(row), Some(column))) => {
                let last = u16_at(&stream, (at + 2 + usize::from(length)).max(at + 4));
                sheet = Some(reach(sheet, row, [column, last.unwrap_or(column)]));
            }
            // What the sheet says of its own size, for which room is made.
            (0x0200, _) => {
                let [top, bottom] = [at + 4, at + 8].map(|at| u32_at(&stream, at).unwrap_or(0));
                let [left, right] = [at + 12, at + 14].map(|at| u16_at(&stream, at).unwrap_or(0));
                let side = |from: u32, to: u32| u64::from(to.saturating_sub(from)) + 1;
                let said = side(top, bottom).saturating_mul(side(left.into(), right.into()));
                largest = largest.max(said);
            }
            (0x000A, _) => area = area.saturating_add(sheet.take().map_or(0, size)),
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    Some(area.saturating_add(sheet.map_or(0, size)).max(largest))
}

fn reach(sheet: Option<[u16; 4]>, row: u16, [left, right]: [u16; 2]) -> [u16; 4] {
    let [top, bottom, first, last] = sheet.unwrap_or([row, row, left, right]);
    [top.min(row), bottom.max(row), first.min(left), last.max(right)]
}

fn size([top, bottom, first, last]: [u16; 4]) -> u64 {
    let side = |from: u16, to: u16| u64::from(to.saturating_sub(from)) + 1;
    side(top, bottom) * side(first, last)
}

/// The stream `Workbook`, or `Book` of older programs.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let sector = 1_usize.checked_shl(u32::from(u16_at(bytes, 30)?))?;
    let small = 1_usize.checked_shl(u32::from(u16_at(bytes, 32)?))?;
    if !(128..=1 << 16).contains(&sector) || !(16..=sector).contains(&small) {
        return None;
    }
    let of_file = Sectors { bytes, size: sector, first: sector };
    let next = table(bytes, &of_file)?;
    let folder = of_file.chain(&next, u32_at(bytes, 48)?);
    let entry = |entry: &[u8]| Some((u32_at(entry, 116)?, u32_at(entry, 120)? as usize));
    let named = |wanted: &str| {
        folder.chunks_exact(128).find(|entry| {
            let units = entry.get(..64).unwrap_or_default().chunks_exact(2);
            let name: Vec<u16> = units.filter_map(|unit| u16_at(unit, 0)).collect();
            String::from_utf16_lossy(&name).trim_end_matches('\0').eq_ignore_ascii_case(wanted)
        })
    };
    let (start, length) = entry(named("Workbook").or_else(|| named("Book"))?)?;
    let mut stream = if length >= u32_at(bytes, 56)? as usize {
        of_file.chain(&next, start)
    } else {
        let (root, _) = entry(folder.get(..128)?)?;
        let inner = of_file.chain(&next, root);
        let small_next = of_file.chain(&next, u32_at(bytes, 60)?);
        let of_inner = Sectors { bytes: &inner, size: small, first: 0 };
        of_inner.chain(&numbers(&small_next), start)
    };
    stream.truncate(length);
    Some(stream)
}

/// The sectors of a file, or of the small file within it.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    first: usize,
}

impl<'a> Sectors<'a> {
    fn get(&self, number: u32) -> Option<&'a [u8]> {
        let start =
            usize::try_from(number).ok()?.checked_mul(self.size)?.checked_add(self.first)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// All that hangs together from `start` on. A loop ends after as many sectors as there are.
    fn chain(&self, next: &[u32], start: u32) -> Vec<u8> {
        let mut found = Vec::new();
        let mut at = start;
        for _ in 0..=self.bytes.len() / self.size {
            let Some(sector) = self.get(at) else { break };
            found.extend_from_slice(sector);
            match next.get(usize::try_from(at).unwrap_or(usize::MAX)) {
                Some(number) => at = *number,
                None => break,
            }
        }
        found
    }
}

/// Which sector follows each.
fn table(bytes: &[u8], sectors: &Sectors<'_>) -> Option<Vec<u32>> {
    let mut places = numbers(bytes.get(76..512)?);
    let mut more = u32_at(bytes, 68)?;
    for _ in 0..=bytes.len() / sectors.size {
        let Some(sector) = sectors.get(more) else { break };
        let mut further = numbers(sector);
        more = further.pop().unwrap_or(u32::MAX);
        places.extend(further);
    }
    let known = places.into_iter().filter_map(|place| sectors.get(place));
    let most = bytes.len() / sectors.size + 1;
    Some(known.take(most).flat_map(numbers).collect())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
