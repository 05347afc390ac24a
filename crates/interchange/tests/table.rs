//! Tables as people bring them: encodings, delimiters, faults with their places, anything at all.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use interchange::table::{
    Delimiter, Encoding, Kind, Options, Problem, Problems, Quotes, Remedy, Table,
};
use proptest::prelude::*;

fn read(file: &[u8], options: Options) -> (Vec<Vec<String>>, Vec<Problem>) {
    let table = match Table::open(file, options) {
        Ok(table) => table,
        Err(problems) => return (Vec::new(), problems),
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for row in table {
        match row {
            Ok(row) => rows.push(row.cells().map(str::to_owned).collect()),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

#[track_caller]
fn check(file: &[u8], options: Options, line: u64, column: Option<&str>, kind: Kind) {
    let (_, problems) = read(file, options);
    let column = column.map(str::to_owned);
    assert_eq!(problems, [Problem { line, column, kind }]);
}

#[track_caller]
fn check_plain(file: &str, line: u64, column: Option<&str>, kind: Kind) {
    check(file.as_bytes(), Options::default(), line, column, kind);
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_common_encoding_gives_the_same_words() {
    let text = "ref,words\n1,\"Tŷ dŵr, £5\"\n";
    let latin = b"ref,words\n1,\"caf\xe9, \xa35 \x96 now\"\n";
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(text.as_bytes());
    let files = [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Encoding::Utf16Be),
        (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
    ];
    for (file, encoding) in files {
        let mut table = Table::open(file.as_slice(), Options::default()).unwrap();
        assert_eq!(
            (table.encoding(), table.headers()),
            (Some(encoding), &["ref".into(), "words".into()][..])
        );
        assert_eq!(table.next().unwrap().unwrap().get(1), Some("Tŷ dŵr, £5"));
        assert!(table.next().is_none());
    }
    let options = Options { encoding: Encoding::Windows1252, ..Options::default() };
    assert_eq!(read(latin, options).0, [["1", "café, £5 – now"]]);
}

#[test]
fn an_encoding_that_nothing_says_is_guessed_and_named() {
    let windows = b"ref,words\n1,\"caf\xe9, \xa35 \x96 now\"\n".to_vec();
    // As a Macintosh of old has it, its line ends too.
    let mac = b"ref,words\r1,\"caf\x8e, \xa35 \xd0 now\"\r".to_vec();
    let plain = b"ref,words\n1,\"caf\xc3\xa9, \xc2\xa35 \xe2\x80\x93 now\"\n".to_vec();
    // So far into the file that more than one piece has to be looked at.
    let mut late = b"ref,words\n".to_vec();
    late.extend("0,so it goes\n".repeat(20_000).bytes());
    late.extend(b"1,\"caf\xe9, \xa35 \x96 now\"\n");
    for (file, encoding, guessed) in [
        (windows, Encoding::Windows1252, true),
        (mac, Encoding::MacRoman, true),
        (plain, Encoding::Utf8, false),
        (late, Encoding::Windows1252, true),
    ] {
        let table = Table::open(file.as_slice(), Options::as_brought()).unwrap();
        assert_eq!((table.encoding(), table.encoding_is_guessed()), (Some(encoding), guessed));
        let last = table.last().unwrap().unwrap();
        assert_eq!(last.get(1), Some("café, £5 – now"));
    }
    // Whoever knows better says so.
    let options = Options { encoding: Encoding::MacRoman, ..Options::default() };
    let table = Table::open(b"a\n\x8e\n".as_slice(), options).unwrap();
    assert!(!table.encoding_is_guessed());
    assert_eq!(read(b"a\n\x8e\n", options).0, [["é"]]);
}

#[test]
fn quotation_marks_are_never_taken_from_words_in_silence() {
    let file = "ref,said\n1,\"Two buses\" she said\n2,\"Two \nlines\"x,\n3,fine\n";
    let (rows, problems) = read(file.as_bytes(), Options::default());
    assert_eq!(rows, [["3", "fine"]]);
    let kind = Kind::WordsAfterQuote;
    let places: Vec<(u64, Option<&str>, Kind)> =
        problems.iter().map(|found| (found.line, found.column.as_deref(), found.kind)).collect();
    assert_eq!(places, [(2, Some("said"), kind), (4, Some("said"), kind)]);
    assert_eq!(kind.remedy(), Remedy::SayQuotesAreWords);
    let options = Options { quotes: Quotes::InWords, ..Options::default() };
    let (rows, problems) = read(b"ref,said\n1,\"Two buses\" she said\n2,a\"\n", options);
    assert_eq!(
        (rows, problems.len()),
        (
            vec![
                vec!["1".to_owned(), "\"Two buses\" she said".to_owned()],
                vec!["2".to_owned(), "a\"".to_owned()],
            ],
            0
        )
    );
    // Marks within words stay, and blanks after a quoted cell are no words.
    let (rows, problems) = read(b"a,b\n5\" pipe,\"x\" \n", Options::default());
    assert_eq!((rows, problems.len()), (vec![vec!["5\" pipe".to_owned(), "x".to_owned()]], 0));
}

#[test]
fn what_spreadsheets_leave_behind_does_no_harm() {
    let brought = Options::as_brought();
    let clean = "ref,said,when\n1,Words,2026\n2,More,\n";
    for file in [
        "sep=;\nref;said;when\n1;Words;2026\n2;More;\n",
        "ref|said|when\n1|Words|2026\n2|More|\n",
        "ref,said,when,,\n1,Words,2026,,\n2,More,,,\n",
        "ref,said,when\n1,Words,2026\n2,More\n",
        "ref,said,when\n1,Words,2026,\n\n2,More,\n",
        "ref\tsaid\twhen\r1\tWords\t2026\r2\tMore\t\r",
        ",,\nref,said,when\n1,Words,2026\n2,More,\n",
    ] {
        assert_eq!(read(file.as_bytes(), brought), read(clean.as_bytes(), brought), "{file:?}");
    }
    let table = Table::open("a,b\n,,\n,\n".as_bytes(), brought).unwrap();
    assert!(table.map(Result::unwrap).all(|row| row.is_blank()));
    // Words beyond the last header are no leavings.
    let (_, problems) = read(b"a,,\n1,,x\n", brought);
    assert_eq!(problems[0].kind, Kind::Ragged { found: 3, expected: 1 });
    // What is said goes before what the file says.
    let options = Options { delimiter: Some(Delimiter::Comma), ..brought };
    assert_eq!(read(b"sep=;\na;b,c\n1,2\n", options).0, [["1", "2"]]);
}

#[test]
fn repeated_headers_are_told_apart() {
    let file = "id,comment,comment,id (1),id,age\n1,2,3,4,5,6\n";
    let table = Table::open(file.as_bytes(), Options::default()).unwrap();
    let wanted = ["id (2)", "comment (1)", "comment (2)", "id (1)", "id (3)", "age"];
    assert_eq!(table.headers(), wanted);
    assert_eq!((table.column("comment"), table.column("comment (2)")), (None, Some(2)));
}

#[test]
fn every_line_has_its_number_whatever_ends_it() {
    for end in ["\n", "\r\n", "\r"] {
        let file = format!("a,b{end}{end}1,\"two{end}lines\"{end}{end}3,4{end}5{end}");
        let table = Table::open(file.as_bytes(), Options::default()).unwrap();
        let lines: Vec<u64> =
            table.map(|row| row.map_or_else(|problem| problem.line, |row| row.line)).collect();
        assert_eq!(lines, [3, 6, 7], "{end:?}");
    }
}

#[test]
fn the_delimiter_is_found() {
    for (file, delimiter) in [
        ("a,b\n1,2\n", Delimiter::Comma),
        ("a;b\n1,5;2\n", Delimiter::Semicolon),
        ("a\tb\n1\t2\n", Delimiter::Tab),
        ("\"x;y;z\",b\n1,2\n", Delimiter::Comma),
        ("only\n1\n", Delimiter::Comma),
    ] {
        let table = Table::open(file.as_bytes(), Options::default()).unwrap();
        assert_eq!(table.delimiter(), Some(delimiter), "{file:?}");
    }
}

#[test]
fn a_row_knows_its_line() {
    let file = "a,b\r\n\r\n1,\"two\r\nlines\"\r\n\n3,4";
    let table = Table::open(file.as_bytes(), Options::default()).unwrap();
    let lines: Vec<u64> = table.map(|row| row.unwrap().line).collect();
    assert_eq!(lines, [3, 6]);
}

#[test]
fn bad_bytes_are_placed_by_line_column_and_byte() {
    let kind = Kind::NotText { byte: 6, perhaps_windows_1252: true };
    check(b"a,b\n1,\"x\n2,caf\xe9\"\n", Options::default(), 3, Some("b"), kind);
    assert_eq!(kind.remedy(), Remedy::SaveAsUtf8OrSayWindows1252);
    // A letter cut in two by a delimiter is no letter.
    let kind = Kind::NotText { byte: 1, perhaps_windows_1252: true };
    let (rows, problems) = read(b"a,b\n\xc3,\xa9\n", Options::default());
    assert_eq!((rows.len(), problems[0].line, problems[0].kind), (0, 2, kind));
    // Half a pair in UTF-16.
    let mut file = utf16("\u{feff}a,b\n1,", u16::to_le_bytes);
    file.extend([0x00, 0xd8]);
    let kind = Kind::NotText { byte: 3, perhaps_windows_1252: false };
    check(&file, Options::default(), 2, Some("b"), kind);
}

#[test]
fn faults_have_a_place() {
    check_plain("", 1, None, Kind::Empty);
    check_plain("\r\n\n", 1, None, Kind::Empty);
    check_plain("a,b\n1\n", 2, None, Kind::Ragged { found: 1, expected: 2 });
    check_plain("a,b\n1,2\n\n1,2,3\n", 4, None, Kind::Ragged { found: 3, expected: 2 });
    check_plain("a,b\n1,\"x\n3,4\n", 2, Some("b"), Kind::UnclosedQuote);
    check_plain("a,\"b\n", 1, None, Kind::UnclosedQuote);
    check_plain("a,b\n1,\0\n", 2, Some("b"), Kind::NulByte);
    check_plain("a, ,c\n", 1, None, Kind::EmptyHeader { position: 2 });
}

#[test]
fn every_bad_header_is_told_at_once() {
    let (_, problems) = read(b",a,b,\n", Options::default());
    assert_eq!(problems.len(), 2);
}

#[test]
fn a_good_quote_at_the_very_end_is_closed() {
    let (rows, problems) = read(b"a\n\"x\"\"\"", Options::default());
    assert_eq!((rows, problems.len()), (vec![vec!["x\"".to_owned()]], 0));
}

#[test]
fn rows_after_a_bad_one_are_read() {
    let (rows, problems) = read(b"a,b\n1\n3,\xff\n4,5\n6,7,8\n9,9\n", Options::default());
    assert_eq!(rows, [["4", "5"], ["9", "9"]]);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3, 5]);
}

#[test]
fn limits_hold() {
    let small = Options { cell_bytes: 10, row_bytes: 9_000, columns: 3, ..Options::default() };
    let long = |cell: &str| format!("a,b\n1,{cell}\n3,4\n");
    let kind = Kind::CellTooLong { limit: 10 };
    check(long("12345678901").as_bytes(), small, 2, Some("b"), kind);
    let file = long(&"x".repeat(1 << 20));
    check(file.as_bytes(), small, 2, Some("b"), kind);
    assert_eq!(read(file.as_bytes(), small).0, [["3", "4"]]);
    let wide = format!("a,b\n{}\n3,4\n", "1,".repeat(100_000));
    check(wide.as_bytes(), small, 2, None, Kind::TooManyColumns { limit: 3 });
    check(b"a,b,c,d\n", small, 1, None, Kind::TooManyColumns { limit: 3 });
    let roomy = Options { row_bytes: 5_000, ..Options::default() };
    let row = format!("a,b\n{},{}\n", "x".repeat(4_000), "y".repeat(6_000));
    check(row.as_bytes(), roomy, 2, Some("b"), Kind::RowTooLong { limit: 5_000 });
    let tiny = Options { file_bytes: 100_000, ..Options::default() };
    let file = "a,b\n".repeat(40_000);
    let (_, problems) = read(file.as_bytes(), tiny);
    assert_eq!(problems.last().unwrap().kind, Kind::FileTooLarge { limit: 100_000 });
}

#[test]
fn a_broken_source_is_said_to_be_so() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }
    let source = std::io::Read::chain("a,b\n1,2\n".as_bytes(), Broken);
    let problems = Table::open(source, Options::default()).err().unwrap();
    assert_eq!(problems[0].kind, Kind::Unreadable(std::io::ErrorKind::ConnectionReset));
}

#[test]
fn problems_are_counted_beyond_the_cap() {
    let mut problems = Problems::up_to(2);
    assert!(problems.is_empty());
    for line in 1..=5 {
        problems.push(Problem { line, column: None, kind: Kind::NulByte });
    }
    assert_eq!((problems.found().len(), problems.beyond()), (2, 3));
}

#[test]
fn the_real_survey_is_read_whole() {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/../../../shared/data/worry/rwwd_two_waves_no_ids.csv");
    let Ok(file) = std::fs::read(path) else {
        eprintln!("skipped: no shared data");
        return;
    };
    let (rows, problems) = read(&file, Options::default());
    assert_eq!((rows.len(), problems), (1_698, vec![]));
}

#[test]
fn a_hundred_thousand_rows_stream() {
    let mut file = String::from("ref,words,when\n");
    for row in 0..100_000 {
        file.push_str(&format!(
            "{row},\"They said \"\"wait\"\", so we waited, and waited\",2026\n"
        ));
    }
    let begun = std::time::Instant::now();
    let table = Table::open(file.as_bytes(), Options::default()).unwrap();
    assert_eq!(table.filter(|row| row.is_ok()).count(), 100_000);
    let took = begun.elapsed();
    eprintln!("100,000 rows in {took:?}");
    assert!(took.as_secs() < 5, "{took:?}");
}

proptest! {
    #[test]
    fn no_bytes_at_all_break_it(
        bytes in prop::collection::vec(
            prop_oneof![any::<u8>(), prop::sample::select(b"\",;\t\r\n\0\xff\xfea".to_vec())], 0..300),
        columns in 0usize..5,
        cell_bytes in 0usize..8,
        encoding in prop::sample::select(&Encoding::ALL),
        brought in any::<bool>(),
        words in any::<bool>(),
    ) {
        let options = if brought { Options::as_brought() } else { Options::default() };
        let quotes = if words { Quotes::InWords } else { Quotes::AroundCells };
        let options = Options { encoding, quotes, ..options };
        read(&bytes, options);
        read(&bytes, Options { columns, cell_bytes, row_bytes: 64, ..options });
    }

    #[test]
    fn good_tables_read_as_the_csv_crate_reads_them(
        rows in prop::collection::vec(prop::array::uniform3("[a\" ,;\r\nŵ€]{0,5}"), 1..9),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let file = writer.into_inner().unwrap();
        let options = Options { delimiter: Some(Delimiter::Comma), ..Options::default() };
        let (found, problems) = read(&file, options);
        prop_assert_eq!(problems, vec![]);
        let mut reader = csv::Reader::from_reader(file.as_slice());
        let wanted: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(found, wanted);
    }
}
