//! Coding brought in and taken away, as other programs read and write it.

mod codebooks;
mod left_out;
mod projects;

use crate::valley::{Valley, read};
use kernel::ids::Uuid;
use kernel::testing::TestSpace;
use sense::{highlight, theme};
use std::io::Cursor;
use web::testing::{Answer, Visitor};

/// Themes, readings, marks and notes as they are held, with every id.
fn held(test: &TestSpace, valley: Valley) -> String {
    read(test, move |db| {
        let mut all = String::new();
        for theme in theme::ever(db, valley.programme)? {
            all += &format!(
                "theme {} {:?} {:?} {:?} {} {} {}\n",
                theme.id,
                theme.parent_id,
                theme.name,
                theme.definition,
                theme.colour,
                theme.position,
                theme.is_live()
            );
        }
        let readings: Vec<(sense::ReadingId, kernel::ids::AccountId, u32, u32, Option<i64>, bool)> =
            db.all(
                "select id, account_id, lines, reached, finished_at, passed from sense_reading
                 order by id",
                &[],
            )?;
        for one in &readings {
            all += &format!("reading {one:?}\n");
            for mark in highlight::of_reading(db, one.0)? {
                let span = mark.span();
                all += &format!("mark {} {} {span:?}\n", mark.id, mark.theme_id);
            }
            let memos: Vec<(u32, String)> = db.all(
                "select line, body from sense_memo where reading_id = $1 order by line",
                &[&one.0],
            )?;
            all += &format!("memos {memos:?}\n");
        }
        let tallies: Vec<(kernel::ids::AccountId, sense::ThemeId, i64)> = db.all(
            "select account_id, theme_id, voices from sense_tally where voices > 0
             order by account_id, theme_id",
            &[],
        )?;
        Ok(all + &format!("{tallies:?}"))
    })
}

/// A code with this number for its guid, its name and what is within it.
fn code(number: u32, name: &str, inner: &str) -> String {
    format!(
        "<Code guid=\"{number:08x}-0000-4000-8000-000000000000\" name=\"{name}\" \
         isCodable=\"true\">{inner}</Code>"
    )
}

fn codebook(codes: &str) -> String {
    format!("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>{codes}</Codes></CodeBook>")
}

/// A project with this document.
fn packed(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("Valley.qde", options).expect("a file");
    std::io::Write::write_all(&mut zip, document.as_bytes()).expect("written");
    zip.finish().expect("whole").into_inner()
}

/// Uploads a project into the valley's campaign.
fn bring(visitor: &mut Visitor<'_>, valley: Valley, name: &str, file: &[u8]) -> Answer {
    let [programme, campaign, community] =
        [Uuid::from(valley.programme), valley.campaign.into(), valley.cwm.into()]
            .map(|id| id.to_string());
    let fields = [
        ("programme", programme.as_str()),
        ("campaign", &campaign),
        ("community", &community),
        ("rung", "count"),
    ];
    visitor.upload("/en/desk/coding/import", &fields, ("file", name, file))
}
