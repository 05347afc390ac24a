//! The turns of those whose tries went wrong too often: one a second for each network, and few that
//! wait, so that guessing stays slow while a right password still gets in.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How far two turns of one network lie apart.
const APART: Duration = Duration::from_secs(1);
/// How many of one network may wait for a turn.
const WAITING: u32 = 5;
/// How many networks may wait at once.
const NETWORKS: usize = 200;

/// When each network's last turn is, of those that still lie ahead.
static TURNS: LazyLock<Mutex<HashMap<String, Instant>>> = LazyLock::new(Mutex::default);

/// Waits for this network's turn. Gives false at once when too many wait already.
pub(super) async fn turn(network: &str) -> bool {
    let turn = {
        let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
        take(&mut turns, network, Instant::now())
    };
    match turn {
        Some(turn) => {
            tokio::time::sleep_until(turn).await;
            true
        }
        None => false,
    }
}

/// The next free turn of a network after `now`, unless too many wait.
fn take(turns: &mut HashMap<String, Instant>, network: &str, now: Instant) -> Option<Instant> {
    turns.retain(|_, last| *last > now);
    let last = turns.get(network).copied();
    let turn = last.unwrap_or(now) + APART;
    if turn > now + APART * WAITING || (last.is_none() && turns.len() >= NETWORKS) {
        return None;
    }
    turns.insert(network.to_owned(), turn);
    Some(turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_has_one_turn_a_second_and_takes_none_of_another() {
        let (now, mut turns) = (Instant::now(), HashMap::new());
        for number in 1..=WAITING {
            assert_eq!(take(&mut turns, "192.0.2.1", now), Some(now + APART * number));
        }
        assert_eq!(take(&mut turns, "192.0.2.1", now), None);
        assert_eq!(take(&mut turns, "192.0.2.2", now), Some(now + APART));
        let later = now + APART * WAITING;
        assert_eq!(take(&mut turns, "192.0.2.1", later), Some(later + APART));
    }

    #[test]
    fn those_who_wait_are_few_whatever_their_networks() {
        let (now, mut turns) = (Instant::now(), HashMap::new());
        let taken = (0..1_000).filter(|n| take(&mut turns, &format!("192.0.{n}"), now).is_some());
        assert_eq!(taken.count(), NETWORKS);
    }
}
