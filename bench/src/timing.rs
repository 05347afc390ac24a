//! Asking again and again, one after another and eight at once, and what is told of the times.

use crate::Outcome;
use crate::http::{Ask, Browser};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many requests are thrown away before anything is measured.
const WARM: usize = 10;
/// How many requests one after another are measured at most, and for how long.
const ALONE: (usize, Duration) = (400, Duration::from_secs(5));
/// How many browsers ask at once, how many requests at most, and for how long.
const AT_ONCE: usize = 8;
const TOGETHER: (usize, Duration) = (4_000, Duration::from_secs(3));

/// A page that is measured.
pub struct Probe {
    /// What it is called in the table.
    pub name: &'static str,
    /// The requests, asked in turn. A form that changes something is sent once.
    pub asks: Vec<Ask>,
    /// The session in which they are asked.
    pub session: Option<String>,
    /// The status that must come back.
    pub status: u16,
}

/// What was measured of one page. Times are in milliseconds.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Timing {
    /// What it is called.
    pub name: String,
    /// How many were asked one after another.
    pub asked: usize,
    /// Half of them took no longer.
    pub p50: f64,
    /// Of a hundred, 99 took no longer.
    pub p99: f64,
    /// Requests per second with eight browsers at once; 0 when that was not measured.
    pub per_second: f64,
    /// Half of those took no longer.
    pub p50_at_once: f64,
    /// Of a hundred of those, 99 took no longer.
    pub p99_at_once: f64,
    /// The size of the last answer with its headers, in bytes.
    pub bytes: u64,
}

/// The time that the given share of `times` does not exceed, in milliseconds.
pub fn quantile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    let at = (last as f64 * share).ceil() as usize;
    times.get(at.min(last)).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

impl Probe {
    /// Measures it.
    ///
    /// # Errors
    /// When an answer is not what it must be.
    pub fn measure(&self, address: SocketAddr) -> Outcome<Timing> {
        let next = AtomicUsize::new(0);
        let mut browser = Browser::new(address, self.session.as_deref());
        for _ in 0..WARM {
            self.once(&mut browser, &next)?;
        }
        let mut bytes = 0;
        let mut alone = Vec::new();
        let begun = Instant::now();
        while alone.len() < ALONE.0 && begun.elapsed() < ALONE.1 && self.has_more(&next) {
            let (time, size) = self.once(&mut browser, &next)?;
            alone.push(time);
            bytes = size;
        }
        let begun = Instant::now();
        let mut together = self.together(address, &next)?;
        let seconds = begun.elapsed().as_secs_f64();
        Ok(Timing {
            name: self.name.to_owned(),
            asked: alone.len(),
            p50: quantile(&mut alone, 0.5),
            p99: quantile(&mut alone, 0.99),
            per_second: together.len() as f64 / seconds,
            p50_at_once: quantile(&mut together, 0.5),
            p99_at_once: quantile(&mut together, 0.99),
            bytes,
        })
    }

    /// Whether there is something left to ask: a form is not sent twice.
    fn has_more(&self, next: &AtomicUsize) -> bool {
        let forms = self.asks.iter().any(|ask| ask.form.is_some());
        !forms || next.load(Ordering::Relaxed) < self.asks.len()
    }

    fn once(&self, browser: &mut Browser, next: &AtomicUsize) -> Outcome<(Duration, u64)> {
        let at = next.fetch_add(1, Ordering::Relaxed) % self.asks.len().max(1);
        let ask = self.asks.get(at).ok_or("nothing to ask")?;
        let begun = Instant::now();
        let answer = browser.ask(ask)?;
        let time = begun.elapsed();
        if answer.status != self.status {
            let words: String = answer.text().chars().take(200).collect();
            return Err(format!("{} gave {} {words}", ask.path, answer.status).into());
        }
        Ok((time, answer.bytes))
    }

    fn together(&self, address: SocketAddr, next: &AtomicUsize) -> Outcome<Vec<Duration>> {
        let begun = Instant::now();
        let one = || {
            let mut browser = Browser::new(address, self.session.as_deref());
            let mut times = Vec::new();
            let most = TOGETHER.0 / AT_ONCE;
            while times.len() < most && begun.elapsed() < TOGETHER.1 && self.has_more(next) {
                times.push(self.once(&mut browser, next).map_err(|error| error.to_string())?.0);
            }
            Ok::<_, String>(times)
        };
        let all: Vec<_> = std::thread::scope(|scope| {
            let browsers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(one)).collect();
            browsers.into_iter().map(|browser| browser.join()).collect()
        });
        let mut times = Vec::new();
        for some in all {
            times.extend(some.map_err(|_| "a browser panicked")??);
        }
        Ok(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_time_that_was_measured() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(quantile(&mut times, 0.5), 51.0);
        assert_eq!(quantile(&mut times, 0.99), 100.0);
        assert_eq!(quantile(&mut [], 0.5), 0.0);
    }
}
