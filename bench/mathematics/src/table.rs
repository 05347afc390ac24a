//! Results as a Markdown table, beside peers and beside what this machine could do at best.

use crate::Outcome;
use serde_json::Value;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// What one core of this machine does at best.
struct Machine {
    /// Multiplications with an addition in a second, on numbers at hand.
    multiply_adds: f64,
    /// Bytes read one after another in a second, from memory.
    bytes: f64,
}

impl Machine {
    fn measured() -> Self {
        const ROUNDS: usize = 50_000_000;
        // Eight sums that don't wait for each other.
        let mut sums = black_box([1.0_f64; 8]);
        let begun = Instant::now();
        for _ in 0..ROUNDS {
            sums = sums.map(|sum| sum * 0.999_999_9 + 1e-7);
        }
        black_box(sums);
        let multiply_adds = (ROUNDS * sums.len()) as f64 / begun.elapsed().as_secs_f64();
        let large = black_box(vec![1_u64; 1 << 25]);
        let begun = Instant::now();
        black_box(large.iter().copied().fold(0_u64, u64::wrapping_add));
        let bytes = (large.len() * 8) as f64 / begun.elapsed().as_secs_f64();
        Self { multiply_adds, bytes }
    }

    /// The milliseconds that one core needs at the very least.
    fn limit(&self, multiply_adds: f64, bytes: f64) -> f64 {
        1e3 * (multiply_adds / self.multiply_adds).max(bytes / self.bytes)
    }
}

/// The table of the lines of JSON in `ours`, with those in `peers` of the same name.
pub(crate) fn table(ours: &Path, peers: &Path) -> Outcome<String> {
    let (ours, peers) = (lines(ours)?, lines(peers)?);
    let machine = Machine::measured();
    let mut out = format!(
        "One core does {:.1} thousand million multiply-adds and reads {:.1} GB in a second.\n\n\
         | task | p50 | slowest | memory | target | limit | times the limit | peer | times as fast |\n\
         |---|--:|--:|--:|---|--:|--:|---|--:|\n",
        machine.multiply_adds / 1e9,
        machine.bytes / 1e9
    );
    for line in &ours {
        row(&mut out, line, &peers, &machine)?;
    }
    for line in ours.iter().chain(&peers) {
        let result =
            line.pointer("/measured/result").or(line.pointer("/result")).and_then(Value::as_str);
        let whose = line["peer"].as_str().unwrap_or("this program");
        if let (Some(name), Some(result)) = (line["name"].as_str(), result) {
            let _ = write!(out, "\n- `{name}`, {whose}: {result}");
        }
    }
    out.push('\n');
    Ok(out)
}

fn row(out: &mut String, line: &Value, peers: &[Value], machine: &Machine) -> Outcome<()> {
    let what = line["what"].as_str().ok_or("a line has no name")?;
    let Some((half, slowest)) = line.pointer("/measured/times").and_then(times) else {
        let why = line["skipped"].as_str().unwrap_or("it failed");
        let _ = writeln!(out, "| {what} | {why} | | | | | | | |");
        return Ok(());
    };
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    let megabytes = number(&line["megabytes"]);
    let met = |name: &str, unit: &str, found: f64| {
        let target = line.get("target")?.get(name)?.as_f64()?;
        let met = if found <= target { "met" } else { "**missed**" };
        Some(format!("under {target:.0} {unit}: {met}"))
    };
    let targets: Vec<String> = [met("milliseconds", "ms", half), met("megabytes", "MB", megabytes)]
        .into_iter()
        .flatten()
        .collect();
    let needed = |what: &str| line.pointer(what).and_then(Value::as_f64).unwrap_or_default();
    let limit = machine.limit(needed("/measured/multiply_adds"), needed("/measured/bytes"));
    let peer = peers.iter().find(|peer| peer["name"] == line["name"]);
    let (told, ratio) = match peer.map(|peer| (peer, times(&peer["times"]))) {
        Some((peer, Some((theirs, _)))) => {
            let name = peer["peer"].as_str().unwrap_or("peer");
            let memory = number(&peer["megabytes"]);
            (format!("{name}: {}, {memory:.0} MB", shown(theirs)), format!("{:.0}", theirs / half))
        }
        Some((peer, None)) => {
            (peer["skipped"].as_str().unwrap_or("it failed").to_owned(), String::new())
        }
        None => (String::new(), String::new()),
    };
    let _ = writeln!(
        out,
        "| {what} | {} | {} | {megabytes:.0} MB | {} | {} | {:.1} | {told} | {ratio} |",
        shown(half),
        shown(slowest),
        targets.join(", "),
        shown(limit),
        half / limit,
    );
    Ok(())
}

fn lines(path: &Path) -> Outcome<Vec<Value>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Half of the times and the slowest.
fn times(value: &Value) -> Option<(f64, f64)> {
    let mut times: Vec<f64> = value.as_array()?.iter().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    Some((*times.get(times.len() / 2)?, *times.last()?))
}

fn shown(milliseconds: f64) -> String {
    match milliseconds {
        time if time >= 10_000.0 => format!("{:.1} s", time / 1e3),
        time if time >= 10.0 => format!("{time:.0} ms"),
        time => format!("{time:.2} ms"),
    }
}
