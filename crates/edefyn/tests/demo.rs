//! The demonstration: the same bytes every time, whole in both languages, its reports in order.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use edefyn::demo;
use kernel::access::Reach;
use kernel::testing::{self, NOON};
use kernel::{Db, Fault, Language};
use publish::publication::{self, Superseded};
use publish::report;

struct Made {
    test: testing::TestSpace,
}

fn made() -> Made {
    let test = testing::sqlite();
    demo::make(&test.space, &mut |_, _, _| ()).unwrap();
    Made { test }
}

impl Made {
    fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    ) -> T {
        self.test.space.read_now(read).unwrap()
    }

    /// Every row of every table.
    fn everything(&self) -> Vec<String> {
        self.read(|db| {
            let mut rows: Vec<String> = Vec::new();
            let tables: Vec<String> = db.all(
                "select name from sqlite_master where type = 'table' and sql like '%strict%'
                 order by name",
                &[],
            )?;
            for table in tables {
                let columns: Vec<String> =
                    db.all(&format!("select name from pragma_table_info('{table}')"), &[])?;
                let quoted: Vec<String> =
                    columns.iter().map(|column| format!("quote({column})")).collect();
                let all: Vec<String> = db.all(
                    &format!("select {} from {table} order by 1", quoted.join("||' '||")),
                    &[],
                )?;
                rows.extend(all.into_iter().map(|row| format!("{table}: {row}")));
            }
            Ok(rows)
        })
    }
}

#[test]
fn it_is_the_same_every_time_and_whole() {
    let (one, other) = (made(), made());
    let (all, again) = (one.everything(), other.everything());
    assert!(all.len() > 10_000, "{} rows", all.len());
    for (row, same) in all.iter().zip(&again) {
        assert_eq!(row, same);
    }
    assert_eq!(all.len(), again.len());
    its_reports_compile_in_both_languages(&one);
    both_languages_are_whole(&one);
    it_holds_what_a_stranger_looks_for(&one);
    it_is_never_made_twice(&one);
}

fn its_reports_compile_in_both_languages(made: &Made) {
    made.read(|db| {
        let reports = report::published(db)?;
        assert_eq!(reports.len(), 2);
        for report in reports {
            let checked = publication::check(db, &report, kernel::clock::day(NOON))?;
            assert_eq!(checked.len(), 2);
            for checked in checked {
                let errors: Vec<_> = checked.compiled.errors().collect();
                assert!(errors.is_empty(), "{errors:?}");
            }
            let versions = publication::of_report(db, report.id)?;
            assert!(versions.len() >= 2);
            let old = versions.iter().filter(|version| version.superseded_at.is_some());
            assert_eq!(old.count(), versions.len() - 1);
            for version in versions {
                assert_eq!(publication::editions(db, version.id)?.len(), 2);
            }
        }
        let year = report::by_slug(db, "a-year-in-cwm-helyg")?.unwrap();
        let taken = publication::of_report(db, year.id)?
            .into_iter()
            .any(|version| version.superseded_why == Some(Superseded::Withdrawal));
        assert!(taken, "somebody took their words back");
        Ok(())
    });
}

fn both_languages_are_whole(made: &Made) {
    made.read(|db| {
        let tables: Vec<String> = db.all(
            "select name from sqlite_master where type = 'table' and sql like '%strict%'",
            &[],
        )?;
        for table in tables {
            let columns: Vec<String> =
                db.all(&format!("select name from pragma_table_info('{table}')"), &[])?;
            for column in columns.iter().filter(|column| column.ends_with("_en")) {
                let welsh = column.replace("_en", "_cy");
                let half: i64 = db.only(
                    &format!(
                        "select count(*) from {table} where ({column} = '') <> ({welsh} = '')"
                    ),
                    &[],
                )?;
                assert_eq!(half, 0, "{table}.{column}");
            }
        }
        for name in ["space-name", "space-strap", "space-help"] {
            for language in Language::ALL {
                let set = kernel::settings::get(db, &format!("{name}-{language}"))?;
                assert!(set.is_some_and(|value| !value.is_empty()), "{name}-{language}");
            }
        }
        Ok(())
    });
}

fn it_holds_what_a_stranger_looks_for(made: &Made) {
    made.read(|db| {
        let count = |sql: &str| db.only::<i64>(sql, &[]);
        assert!(count("select count(*) from listen_voice")? >= 1000);
        assert_eq!(
            count("select count(distinct words) from listen_voice")?,
            count("select count(*) from listen_voice")?
        );
        assert!(count("select count(distinct language) from listen_voice")? >= 10);
        assert!(count("select count(*) from listen_voice where language = 'cy'")? >= 130);
        assert_eq!(count("select count(*) from listen_voice where withdrawn_at is not null")?, 1);
        assert_eq!(count("select count(*) from listen_concern")?, 1);
        assert!(count("select count(*) from listen_redaction")? >= 8);
        assert_eq!(count("select count(distinct rung) from listen_voice")?, 4);
        assert_eq!(count("select count(distinct review) from listen_voice")?, 3);
        assert_eq!(count("select count(distinct state) from publish_promise")?, 4);
        assert_eq!(count("select count(*) from publish_promise")?, 17);
        assert!(count("select count(*) from sense_finding")? >= 14);
        let both = "select count(*) from (select voice_id from sense_reading
             where finished_at is not null group by voice_id having count(*) = 2)";
        assert!(count(both)? >= 150);
        let communities = places::community::all(db)?;
        assert_eq!(communities.len(), 10);
        assert_eq!(communities[0].slug, "cwm-helyg");
        assert!(communities.iter().all(|community| community.boundary));
        let programme = communities[0].programme_id;
        let first = Some(communities[0].id);
        let mut themes = sense::theme::voices(db, programme, first)?;
        themes.sort_by_key(|(_, voices)| std::cmp::Reverse(*voices));
        assert_eq!(themes[0].0.name.en, "Somewhere warm to meet");
        let unanswered = publish::recommendation::list(db, &Reach::EVERYWHERE, 100)?
            .into_iter()
            .map(|asked| publish::recommendation::latest(db, asked.id))
            .collect::<Result<Vec<_>, _>>()?;
        assert!(unanswered.iter().any(Option::is_none) && unanswered.iter().any(Option::is_some));
        Ok(())
    });
}

fn it_is_never_made_twice(made: &Made) {
    let again = demo::make(&made.test.space, &mut |_, _, _| ());
    assert!(again.is_err());
    let links = demo::sign_in_links(&made.test.space, testing::act()).unwrap();
    let mut roles: Vec<_> = links.iter().map(|(role, ..)| *role).collect();
    roles.sort();
    roles.dedup();
    assert_eq!(roles.len(), kernel::access::Role::ALL.len());
}
