//! What was taken back, or may no longer stand where it stood, recognised when it comes back without
//! being held: from a page that was open, an old import, an older archive. Tables
//! `kernel_forgotten`, `kernel_gone`, `kernel_unnamed`.
//!
//! Of each run of words that was taken back a digest is kept, made with a secret that lies beside
//! the space and in no archive, so that nobody with the tables alone can try what was said
//! (`docs/decisions/0020-what-was-taken-back-is-recognised.md`).

mod barred;
mod gate;
mod ledger;
mod names;
mod secret;

pub use barred::{Back, Barred};
pub(crate) use gate::Gate;
pub(crate) use ledger::Ledger;
pub use names::name_again;
pub(crate) use names::unname;
pub use secret::{NAME, Secret};

use crate::clock::Timestamp;
use crate::db::ToValue;
use crate::folding::{Edge, Letters, Reading, Token, apart, letters, runs};
use crate::ids::{Id, Uuid};
use crate::keeper::Audience;
use crate::{AnyId, Db, Fault, Tx};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// For how many days what was taken back is recognised: as long as a page that was open, a file
/// that was exported or the oldest archive may live.
pub const DAYS: i64 = 400;

/// How many letters a run is looked up by: none has fewer.
const PREFIX: usize = crate::folding::RUN;

/// How many are looked up with one statement.
const TOGETHER: usize = 500;

/// The digest of one run.
type Digest = Vec<u8>;

/// Remembers that `of` is gone, and recognises what it said from now on, earlier texts of it too.
/// The rest of this change is not held against it, since it writes only what is left.
///
/// # Errors
/// The database's.
pub fn remember(tx: &mut Tx<'_>, of: impl Into<AnyId>, spoken: &[Vec<Token>]) -> Result<(), Fault> {
    let (of, now) = (of.into(), tx.now());
    tx.knows();
    tx.run(
        "insert into kernel_gone (kind, id, at) values ($1, $2, $3) on conflict do nothing",
        &[&of.kind, &of.uuid, &now],
    )?;
    add(tx, of, spoken, Barred::Everywhere)?;
    tx.run(
        "update kernel_forgotten set barred = $3, until = $4 where kind = $1 and id = $2",
        &[&of.kind, &of.uuid, &Barred::Everywhere, &until(now)],
    )?;
    Ok(())
}

/// Lets what `of` says stand no further than `barred` allows, or again as far: what it says now
/// and what it said before it was mended. Words that were kept from nobody until now and are
/// `narrowed` are recognised from now on, as long as `of` stays.
///
/// # Errors
/// The database's.
pub fn bar(
    tx: &mut Tx<'_>,
    of: impl Into<AnyId>,
    barred: Barred,
    narrowed: bool,
    spoken: &[Vec<Token>],
) -> Result<(), Fault> {
    let of = of.into();
    let sql = "select 1 from kernel_forgotten where kind = $1 and id = $2 and barred > 0 limit 1";
    let before = tx.first::<i64>(sql, &[&of.kind, &of.uuid])?.is_some();
    if !before && (!narrowed || barred == Barred::Nowhere) {
        return Ok(());
    }
    if barred > Barred::Nowhere {
        add(tx, of, spoken, barred)?;
    }
    tx.run(
        "update kernel_forgotten set barred = $3 where kind = $1 and id = $2",
        &[&of.kind, &of.uuid, &barred],
    )?;
    Ok(())
}

/// Keeps digests of an earlier text of something that stays: it is not held against anybody until
/// that is taken back.
///
/// # Errors
/// The database's.
pub fn supersede(
    tx: &mut Tx<'_>,
    of: impl Into<AnyId>,
    spoken: &[Vec<Token>],
) -> Result<(), Fault> {
    add(tx, of.into(), spoken, Barred::Nowhere)
}

fn add(tx: &mut Tx<'_>, of: AnyId, spoken: &[Vec<Token>], barred: Barred) -> Result<(), Fault> {
    // What stays is known as long as it stays.
    let until = if barred == Barred::Everywhere { until(tx.now()) } else { Timestamp::MAX };
    let secret = *tx.secret();
    let all: BTreeSet<String> =
        spoken.iter().flat_map(|tokens| runs(tokens)).map(|run| run.concat()).collect();
    let all: Vec<(i64, usize, Digest)> = all
        .iter()
        .map(|run| {
            let start: String = run.chars().take(PREFIX).collect();
            (secret.tag(&start), run.chars().count(), secret.digest(run))
        })
        .collect();
    for some in all.chunks(100) {
        let places: Vec<String> = (0..some.len())
            .map(|row| {
                let at = |n: usize| row * 3 + n + 5;
                format!("(${}, ${}, ${}, $1, $2, $3, $4)", at(0), at(1), at(2))
            })
            .collect();
        let mut values: Vec<&dyn ToValue> = vec![&of.kind, &of.uuid, &until, &barred];
        for (tag, length, digest) in some {
            values.extend([tag as &dyn ToValue, length, digest]);
        }
        let sql = format!(
            "insert into kernel_forgotten (tag, length, digest, kind, id, until, barred)
             values {} on conflict do nothing",
            places.join(", ")
        );
        tx.run(&sql, &values)?;
    }
    Ok(())
}

fn until(now: Timestamp) -> Timestamp {
    now.checked_add(jiff::SignedDuration::from_hours(24 * DAYS)).unwrap_or(now)
}

/// Whether `text` repeats something that was taken back.
///
/// # Errors
/// The database's.
pub fn is_in(db: &Db, text: &str) -> Result<bool, Fault> {
    Ok(!found(db, text, Barred::Everywhere)?.is_empty())
}

/// Whether `text` repeats something that may not be read by `audience`: taken back or narrowed.
///
/// # Errors
/// The database's.
pub fn is_kept_from(db: &Db, text: &str, audience: Audience) -> Result<bool, Fault> {
    Ok(!found(db, text, Barred::from(audience))?.is_empty())
}

/// Takes it that what `text` says may be said again: somebody told it anew.
///
/// # Errors
/// The database's.
pub fn recall(tx: &mut Tx<'_>, text: &str) -> Result<(), Fault> {
    for digest in found(tx, text, Barred::Everywhere)?.into_keys() {
        let sql = "delete from kernel_forgotten where digest = $1 and barred >= $2";
        tx.run(sql, &[&digest, &Barred::Everywhere])?;
    }
    Ok(())
}

/// The digests of everything that `text` repeats, as it is shown or as it is written, and that is
/// barred at least so far; each with how far.
fn found(db: &Db, text: &str, least: Barred) -> Result<HashMap<Digest, Barred>, Fault> {
    let secret = db.secret();
    let mut found = HashMap::new();
    for read in readings(text) {
        let starts = starts(&read, secret);
        let mut tags: Vec<i64> = starts.keys().copied().collect();
        tags.sort_unstable();
        for some in tags.chunks(TOGETHER) {
            for (tag, length, digest, barred) in looked_up(db, some, least)? {
                let at = starts.get(&tag).into_iter().flatten();
                if at.copied().any(|at| stands(&read, at, length, &digest, secret).is_some()) {
                    found.insert(digest, barred);
                }
            }
        }
    }
    Ok(found)
}

fn readings(text: &str) -> Vec<Letters> {
    let mut readings = vec![letters(text, Reading::Shown), letters(text, Reading::Written)];
    readings.dedup();
    readings
}

/// Where a run may begin, by its tag.
fn starts(read: &Letters, secret: &Secret) -> HashMap<i64, Vec<usize>> {
    let mut starts: HashMap<i64, Vec<usize>> = HashMap::new();
    for at in 0..read.len().saturating_sub(PREFIX - 1) {
        if read.begins_at(at, Edge::Mark) {
            starts.entry(secret.tag(&read.text(at..at + PREFIX))).or_default().push(at);
        }
    }
    starts
}

/// The bytes of the run of a digest when it stands at a letter.
fn stands(
    read: &Letters,
    at: usize,
    length: usize,
    digest: &Digest,
    secret: &Secret,
) -> Option<Range<usize>> {
    let end = at + length;
    let whole = end <= read.len() && read.ends_at(end, Edge::Mark);
    (whole && secret.digest(&read.text(at..end)) == *digest).then(|| read.range(at, end))?
}

fn looked_up(
    db: &Db,
    tags: &[i64],
    least: Barred,
) -> Result<Vec<(i64, usize, Digest, Barred)>, Fault> {
    let placed: Vec<String> = (2..=tags.len() + 1).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select tag, length, digest, max(barred) from kernel_forgotten
         where barred >= $1 and tag in ({}) group by tag, length, digest",
        placed.join(", ")
    );
    let mut values: Vec<&dyn ToValue> = vec![&least];
    values.extend(tags.iter().map(|tag| tag as &dyn ToValue));
    db.all(&sql, &values)
}

/// The earlier texts of one thing, to find where they stand.
#[derive(Debug, Default)]
pub struct Earlier {
    secret: Secret,
    runs: HashMap<i64, Vec<(usize, Digest)>>,
}

impl Earlier {
    /// Those of `of`.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db, of: impl Into<AnyId>) -> Result<Self, Fault> {
        let of = of.into();
        let mut earlier = Self { secret: *db.secret(), runs: HashMap::new() };
        db.each(
            "select tag, length, digest from kernel_forgotten where kind = $1 and id = $2",
            &[&of.kind, &of.uuid],
            |(tag, length, digest): (i64, usize, Digest)| {
                earlier.runs.entry(tag).or_default().push((length, digest));
                Ok(())
            },
        )?;
        Ok(earlier)
    }

    /// Where `text` repeats one: in bytes, in order and apart from each other.
    pub fn repeated(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.runs.is_empty() {
            return found;
        }
        for read in readings(text) {
            for (tag, starts) in starts(&read, &self.secret) {
                for (length, digest) in self.runs.get(&tag).into_iter().flatten() {
                    let ranges = starts
                        .iter()
                        .filter_map(|at| stands(&read, *at, *length, digest, &self.secret));
                    found.extend(ranges);
                }
            }
        }
        apart(found)
    }
}

/// Everything of one kind that is gone, oldest first.
///
/// # Errors
/// The database's.
pub fn gone<T: Id>(db: &Db) -> Result<Vec<T>, Fault> {
    let sql = "select id from kernel_gone where kind = $1 order by at, id";
    Ok(db.all::<Uuid>(sql, &[&T::KIND])?.into_iter().map(T::from).collect())
}

/// Whether anything at all is recognised.
///
/// # Errors
/// The database's.
pub fn any(db: &Db) -> Result<bool, Fault> {
    Ok(db.first::<i64>("select 1 from kernel_forgotten where barred > 0 limit 1", &[])?.is_some())
}

/// Lets go of what need not be recognised any longer, and says of how many runs.
///
/// # Errors
/// The database's.
pub fn sweep(tx: &mut Tx<'_>) -> Result<u64, Fault> {
    let now = tx.now();
    tx.run("delete from kernel_unnamed where until <= $1", &[&now])?;
    tx.run("delete from kernel_forgotten where until <= $1", &[&now])
}
