//! What is told of a change: one line of JSON, or a few lines of words.

use super::Change;
use kernel::Message;
use serde_json::json;
use statistics::paired::Paired;
use statistics::reading::{Reading, Rule};
use statistics::{Interval, Level};

/// A change, how many had no part in it, and how it was asked for.
pub(super) struct Told<'a> {
    pub(super) paired: Paired,
    pub(super) left_out: u64,
    pub(super) asked: &'a Change,
}

impl Told<'_> {
    fn interval(&self) -> Option<Interval> {
        self.paired.tested.ok().map(|tested| tested.test.interval)
    }

    fn reading(&self) -> String {
        let rule = Rule { smallest: self.asked.smallest, ..Rule::default() };
        let key = match rule.read_paired(&self.paired) {
            Reading::Up => "figure-up",
            Reading::Down => "figure-down",
            Reading::TooClose => "figure-too-close",
            Reading::Negligible => "figure-negligible",
            Reading::Unchanged => "figure-unchanged",
            Reading::TooFew => "figure-too-few",
        };
        Message::new(key).say(self.asked.language)
    }

    pub(super) fn json(&self) -> serde_json::Value {
        let Paired { n, mean_before, mean_after, mean_change, moved, .. } = self.paired;
        let tested = self.paired.tested.ok();
        let test = tested.map(|tested| tested.test);
        json!({
            "n": n,
            "left_out": self.left_out,
            "mean_before": mean_before,
            "mean_after": mean_after,
            "mean_change": mean_change,
            "standard_deviation": tested.map(|tested| tested.standard_deviation),
            "level": self.asked.level.share(),
            "interval": self.interval().map(|Interval { low, high }| [low, high]),
            "t": test.map(|test| test.t),
            "degrees_of_freedom": test.map(|test| test.degrees_of_freedom),
            "p": test.map(|test| test.p),
            "effect_size": tested.map(|tested| tested.effect_size),
            "up": moved.up,
            "same": moved.same,
            "down": moved.down,
            "reading": self.reading(),
        })
    }

    pub(super) fn text(&self) -> String {
        let Paired { n, mean_before, mean_after, mean_change, moved, .. } = self.paired;
        let mut told = vec![
            Message::new("figure-people").with("n", n).with("left", self.left_out),
            Message::new("figure-means")
                .with("before", decimal(mean_before))
                .with("after", decimal(mean_after))
                .with("change", decimal(mean_change)),
        ];
        match self.paired.tested {
            Ok(tested) => told.extend([
                Message::new("figure-interval")
                    .with("level", percent(self.asked.level))
                    .with("low", decimal(tested.test.interval.low))
                    .with("high", decimal(tested.test.interval.high)),
                Message::new("figure-test")
                    .with("t", decimal(tested.test.t))
                    .with("freedom", tested.test.degrees_of_freedom.to_string())
                    .with("p", probability(tested.test.p))
                    .with("effect", decimal(tested.effect_size)),
            ]),
            Err(_) => told.push(Message::new("figure-no-test")),
        }
        told.push(
            Message::new("figure-moved")
                .with("up", moved.up)
                .with("same", moved.same)
                .with("down", moved.down),
        );
        let lines = told.iter().map(|message| message.say(self.asked.language));
        lines.chain([self.reading()]).map(|line| line + "\n").collect()
    }
}

/// Up to two decimals, and none that only say zero.
fn percent(level: Level) -> String {
    let shown = format!("{:.2}", level.share() * 100.0);
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A probability with its sign; one too small to show is only bounded.
fn probability(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".to_owned() } else { format!("= {p:.4}") }
}

/// Two decimals, with a true minus; for less than a hundredth as many as show two digits.
fn decimal(value: f64) -> String {
    let size = value.abs();
    let shown = if size >= 1e9 || size != 0.0 && size < 1e-6 {
        format!("{value:.2e}")
    } else if size != 0.0 && size < 0.01 {
        format!("{value:.*}", 1 + size.log10().floor().abs() as usize)
    } else {
        format!("{value:.2}")
    };
    shown.replace('-', "\u{2212}")
}
