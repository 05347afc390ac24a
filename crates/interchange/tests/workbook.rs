//! Workbooks as spreadsheets save them: every kind, every sort of cell, and files made to do harm.
//!
//! `books/answers.xls`, `books/answers.ods` and the two called `far` were written by the Python
//! packages xlwt and odfpy; the others are put together here.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};

use interchange::table::{CellError, Kind, Options, Problem, Remedy, Table, sheets};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

type Read = (Vec<String>, Vec<(u64, Vec<String>)>, Vec<Problem>);

fn read(file: &[u8], options: Options) -> Result<Read, Vec<Problem>> {
    let table = Table::open(file, options)?;
    let headers = table.headers().to_vec();
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for row in table {
        match row {
            Ok(row) => rows.push((row.line, row.cells().map(str::to_owned).collect())),
            Err(problem) => problems.push(problem),
        }
    }
    Ok((headers, rows, problems))
}

fn kind(file: &[u8], options: Options) -> Kind {
    let problems = read(file, options).unwrap_err();
    assert_eq!((problems.len(), problems[0].line), (1, 1));
    problems[0].kind
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets: each its name, whether it is hidden, and its rows as XML.
fn xlsx(sheets: &[(&str, bool, &str)]) -> Vec<u8> {
    let numbers = 1..=sheets.len();
    let listed: String = sheets
        .iter()
        .zip(numbers.clone())
        .map(|((name, hidden, _), n)| {
            let state = if *hidden { " state=\"hidden\"" } else { "" };
            format!("<sheet name=\"{name}\" sheetId=\"{n}\"{state} r:id=\"rId{n}\"/>")
        })
        .collect();
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>{listed}</sheets></workbook>"
    );
    let links: String = numbers
        .clone()
        .map(|n| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"{LINKS}/worksheet\" \
                 Target=\"worksheets/sheet{n}.xml\"/>"
            )
        })
        .collect();
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         {links}<Relationship Id=\"rId99\" Type=\"{LINKS}/styles\" Target=\"styles.xml\"/>\
         </Relationships>"
    );
    // The second style is a day, the third a moment.
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         </Relationships>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types.to_owned()),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), links),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for ((_, _, rows), n) in sheets.iter().zip(numbers) {
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&files)
}

fn words(at: &str, words: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>")
}

fn answers() -> String {
    let headers = ["id", "said", "when", "at", "age", "safe"];
    let headers: String =
        headers.iter().zip('A'..).map(|(name, at)| words(&format!("{at}1"), name)).collect();
    format!(
        "<row r=\"1\">{headers}</row>\
         <row r=\"2\"><c r=\"A2\"><v>7</v></c>{}<c r=\"C2\" s=\"1\"><v>46328</v></c>\
         <c r=\"D2\" s=\"2\"><v>46328.4375</v></c><c r=\"E2\"><f>0.1+0.2</f>\
         <v>0.30000000000000004</v></c><c r=\"F2\" t=\"b\"><v>1</v></c></row>\
         <row r=\"4\" hidden=\"1\">{}{}</row>",
        words("B2", "Dŵr, \"glân\"\nnawr"),
        words("A4", "0012345678901234567"),
        words("B4", "After an empty row"),
    )
}

#[test]
fn each_kind_of_workbook_gives_the_same_words() {
    let lists = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let files: [(&str, Vec<u8>); 3] = [
        ("xlsx", xlsx(&[("Lists", true, lists), ("Answers", false, &answers())])),
        ("xls", include_bytes!("books/answers.xls").to_vec()),
        ("ods", include_bytes!("books/answers.ods").to_vec()),
    ];
    for (name, file) in files {
        let (headers, rows, problems) = read(&file, Options::default()).unwrap();
        assert_eq!(headers, ["id", "said", "when", "at", "age", "safe"], "{name}");
        let first =
            ["7", "Dŵr, \"glân\"\nnawr", "2026-11-02", "2026-11-02T10:30:00", "0.3", "TRUE"];
        let second = ["0012345678901234567", "After an empty row", "", "", "", ""];
        let wanted =
            [(2, first.map(str::to_owned).to_vec()), (4, second.map(str::to_owned).to_vec())];
        assert_eq!((rows.as_slice(), problems), (&wanted[..], vec![]), "{name}");
        let table = Table::open(file.as_slice(), Options::default()).unwrap();
        assert_eq!(table.sheet(), Some("Answers"), "{name}");
        assert_eq!((table.encoding(), table.delimiter()), (None, None));
    }
}

#[test]
fn a_sheet_can_be_chosen() {
    let second = format!("<row r=\"3\">{}{}</row>", words("C3", "ref"), words("D3", "words"));
    let second = second + &format!("<row r=\"9\">{}</row>", words("D9", "Later"));
    let file = xlsx(&[("One", false, &answers()), ("Two &amp; more", false, &second)]);
    assert_eq!(sheets(file.as_slice(), Options::default()).unwrap(), ["One", "Two & more"]);
    assert_eq!(sheets(b"id,said\n".as_slice(), Options::default()).unwrap(), [""; 0]);
    let options = Options { sheet: Some(1), ..Options::default() };
    let (headers, rows, _) = read(&file, options).unwrap();
    assert_eq!(headers, ["ref", "words"], "wherever the sheet begins");
    assert_eq!(rows, [(9, vec![String::new(), "Later".to_owned()])]);
    let missing = kind(&file, Options { sheet: Some(2), ..Options::default() });
    assert_eq!((missing, missing.remedy()), (Kind::NoSheet, Remedy::ChooseSheet));
}

#[test]
fn an_error_is_named_by_sheet_row_and_column_where_it_is_used() {
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\">{}<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
         {}</row><row r=\"3\">{}{}</row>",
        words("A1", "id"),
        words("B1", "sum"),
        words("C1", "said"),
        words("A2", "1"),
        words("C2", "Words"),
        words("A3", "2"),
        words("C3", "More"),
    );
    let file = xlsx(&[("Mawrth", false, &rows)]);
    let (_, rows, problems) = read(&file, Options::default()).unwrap();
    assert_eq!(rows.len(), 1, "the rows after it are read");
    let Kind::CellError(error) = problems[0].kind else { panic!("{problems:?}") };
    let column = Some("sum (Mawrth!B2)".to_owned());
    assert_eq!((problems[0].line, &problems[0].column), (2, &column));
    assert_eq!((CellError::shown(error), problems[0].kind.remedy()), ("#DIV/0!", Remedy::MendCell));
    let mut table = Table::open(file.as_slice(), Options::default()).unwrap();
    table.use_only(vec![0, 2]);
    assert_eq!(table.filter(Result::is_ok).count(), 2, "nobody looks at that column");
}

#[test]
fn small_files_that_unfold_without_end_are_refused_within_their_limits() {
    let options = Options { book_bytes: 1 << 20, ..Options::default() };
    let bomb = xlsx(&[("A", false, &" ".repeat(20 << 20))]);
    assert!(bomb.len() < 200_000);
    assert_eq!(kind(&bomb, options), Kind::FileTooLarge { limit: 1 << 20 });
    // One cell at each end of a sheet is no reason to make room for all between.
    let far = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        words("A1", "a"),
        words("A1048576", "b")
    );
    let (_, rows, _) = read(&xlsx(&[("Far", false, &far)]), Options::default()).unwrap();
    assert_eq!(rows, [(1_048_576, vec!["b".to_owned()])]);
    let limit = Options::default().cells;
    for far in [include_bytes!("books/far.xls").as_slice(), include_bytes!("books/far.ods")] {
        assert_eq!(kind(far, Options::default()), Kind::TooManyCells { limit });
    }
    let few = Options { cells: 3, ..Options::default() };
    let file = xlsx(&[("A", false, &answers())]);
    assert_eq!(kind(&file, few), Kind::TooManyCells { limit: 3 });
    // Room is never made for what a file only says that it has.
    let mut liar = zip::ZipArchive::new(Cursor::new(file.clone())).unwrap();
    let mut rewritten = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..liar.len() {
        rewritten.raw_copy_file(liar.by_index_raw(index).unwrap()).unwrap();
    }
    rewritten.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let said = format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"99999999999\"></sst>");
    rewritten.write_all(said.as_bytes()).unwrap();
    let liar = rewritten.finish().unwrap().into_inner();
    assert_eq!(kind(&liar, Options::default()), Kind::TooManyCells { limit });
    let narrow = Options { columns: 2, ..Options::default() };
    assert_eq!(kind(&file, narrow), Kind::TooManyColumns { limit: 2 });
    let short = Options { cell_bytes: 10, ..Options::default() };
    let (_, _, problems) = read(&file, short).unwrap();
    assert_eq!(problems[0].kind, Kind::CellTooLong { limit: 10 });
}

#[test]
fn what_is_no_workbook_is_said_to_be_broken() {
    for file in [
        b"PK\x03\x04 not really".as_slice(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nor this",
        &zipped(&[("word/document.xml", "<w/>")]),
        &zipped(&[("content.xml", "<office"), ("mimetype", "x")]),
    ] {
        assert_eq!(kind(file, Options::default()), Kind::BrokenBook);
    }
    assert_eq!(Kind::BrokenBook.remedy(), Remedy::SaveAgain);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_workbook_with_bytes_changed_breaks_nothing(
        which in 0_usize..3,
        changes in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = match which {
            0 => xlsx(&[("A", false, &answers())]),
            1 => include_bytes!("books/answers.xls").to_vec(),
            _ => include_bytes!("books/answers.ods").to_vec(),
        };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let _ = read(&file, Options { book_bytes: 1 << 22, cells: 10_000, ..Options::default() });
        let _ = sheets(file.as_slice(), Options::default());
    }
}
