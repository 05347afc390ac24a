//! Work over rows on several threads, with the same result on any number of them.

use std::num::NonZeroUsize;
use std::ops::Range;

/// Rows are taken this many at a time, or more, whatever the number of threads, so that sums are
/// always added up in the same order.
const ROWS: usize = 512;

/// What `work` makes of each run of at least so many rows, in the order of the rows.
pub(crate) fn chunked<T: Send>(
    rows: usize,
    least: usize,
    threads: NonZeroUsize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let run = ROWS.max(least);
    let chunks = rows.div_ceil(run);
    let range = |chunk: usize| chunk * run..rows.min((chunk + 1) * run);
    let threads = threads.get().min(chunks);
    if threads <= 1 {
        return (0..chunks).map(|chunk| work(range(chunk))).collect();
    }
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let work = &work;
        let share = |first: usize| {
            move || -> Vec<(usize, T)> {
                (first..chunks).step_by(threads).map(|chunk| (chunk, work(range(chunk)))).collect()
            }
        };
        let others: Vec<_> = (1..threads).map(|first| scope.spawn(share(first))).collect();
        let mut done = share(0)();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(chunk, _)| *chunk);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_gives_the_same_in_the_same_order() {
        let run = |threads| chunked(10_000, 0, NonZeroUsize::new(threads).unwrap(), |range| range);
        let alone = run(1);
        assert_eq!(alone.len(), 20);
        assert_eq!(alone.last(), Some(&(9_728..10_000)));
        (2..9).for_each(|threads| assert_eq!(run(threads), alone));
        assert_eq!(chunked(10_000, 9_000, NonZeroUsize::MIN, |range| range.len()), [9_000, 1_000]);
    }
}
