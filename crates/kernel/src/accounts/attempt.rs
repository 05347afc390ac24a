//! Counted attempts: how often somebody may try a door before they must wait. Table
//! `kernel_attempt`. `docs/decisions/0011-attempts-are-counted-by-network.md` says what is counted
//! and why.

use crate::{Db, Fault, Timestamp, Tx};
use jiff::SignedDuration;
use std::net::{IpAddr, Ipv6Addr};

/// A door at which attempts are counted.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// Its name, such as `sign-in`.
    pub name: &'static str,
    /// How many attempts are free.
    pub most: i64,
    /// Within how long.
    pub within: SignedDuration,
}

impl Gate {
    /// Since when attempts count.
    fn since(self, now: Timestamp) -> Timestamp {
        now.checked_sub(self.within).unwrap_or(now)
    }
}

/// How many networks of one customer (a /48) count as one more: a provider often gives that many.
const OF_ONE_CUSTOMER: i64 = 4;

/// The networks that an address lies in, smallest first, as keys; none when it is no address.
///
/// One house has a /64 of IPv6 and any number of addresses in it, and many a customer a /48.
fn networks(address: &str) -> Vec<String> {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => vec![address.to_string()],
        Ok(IpAddr::V6(address)) => {
            let within = |length: u32| {
                let kept = address.to_bits() & (u128::MAX << (128 - length));
                format!("{}/{length}", Ipv6Addr::from_bits(kept))
            };
            vec![within(64), within(48)]
        }
        Err(_) => Vec::new(),
    }
}

/// The network of a network address, as it is counted: the address itself of IPv4, a /64 of IPv6.
/// What is no address stays as it is.
pub fn network(address: &str) -> String {
    networks(address).into_iter().next().unwrap_or_else(|| address.to_owned())
}

/// The digest of what is counted for a key.
fn counted(key: &str) -> [u8; 32] {
    *blake3::hash(network(key).as_bytes()).as_bytes()
}

/// Counts an attempt at a gate by `key` (an e-mail address, or a network address, of which the
/// network counts: a /64 of IPv6), of which only a digest is kept. Gives false when there were
/// too many.
///
/// # Errors
/// The database's.
pub fn attempt(tx: &mut Tx<'_>, gate: Gate, key: &str) -> Result<bool, Fault> {
    let (now, digest) = (tx.now(), counted(key));
    let since = gate.since(now);
    tx.run("delete from kernel_attempt where gate = $1 and at <= $2", &[&gate.name, &since])?;
    let made: i64 = tx.only(
        "select count(*) from kernel_attempt where gate = $1 and key = $2",
        &[&gate.name, &digest],
    )?;
    if made >= gate.most {
        return Ok(false);
    }
    let id: crate::ids::JobId = tx.id();
    tx.insert(
        "kernel_attempt",
        &[("id", &id), ("gate", &gate.name), ("key", &digest), ("at", &now)],
    )?;
    Ok(true)
}

/// Counts an attempt from a network address at a gate whose secrets can be guessed: by its
/// network, by the wider one that a single customer may have, and for the whole `site`. Gives
/// false when there were too many by any of them.
///
/// # Errors
/// The database's.
pub fn attempt_from(tx: &mut Tx<'_>, gate: Gate, site: Gate, address: &str) -> Result<bool, Fault> {
    if !attempt(tx, gate, address)? {
        return Ok(false);
    }
    if let Some(wider) = networks(address).get(1)
        && !attempt(tx, Gate { most: gate.most.saturating_mul(OF_ONE_CUSTOMER), ..gate }, wider)?
    {
        return Ok(false);
    }
    attempt(tx, site, "")
}

/// How many attempts at a gate by `key` count now.
///
/// # Errors
/// The database's.
pub fn attempts(db: &Db, gate: Gate, key: &str, now: Timestamp) -> Result<i64, Fault> {
    db.only(
        "select count(*) from kernel_attempt where gate = $1 and key = $2 and at > $3",
        &[&gate.name, &counted(key), &gate.since(now)],
    )
}

/// Takes the newest attempt at a gate by `key` back, since it was none: it succeeded.
///
/// # Errors
/// The database's.
pub fn forgive(tx: &mut Tx<'_>, gate: Gate, key: &str) -> Result<(), Fault> {
    tx.run(
        "delete from kernel_attempt where id in (
           select id from kernel_attempt where gate = $1 and key = $2
           order by at desc, id desc limit 1)",
        &[&gate.name, &counted(key)],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_counts_once_however_many_addresses_it_has() {
        let of = networks;
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1")[0], of("2001:db8:1:3::1")[0]);
        assert_eq!(of("2001:db8:1:2::1")[1], of("2001:db8:1:3::1")[1]);
        assert_ne!(of("2001:db8:1:2::1")[1], of("2001:db8:2:2::1")[1]);
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
        assert_eq!(of("mair@example.org"), Vec::<String>::new());
    }
}
