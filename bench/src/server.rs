//! The program, started as anybody would start it, and what the system says of it.

use crate::http::{Ask, Browser};
use crate::{Outcome, Target};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program. It is stopped when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took from its start until it said that it is ready.
    pub ready: Duration,
}

/// Its memory, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// What is in memory now.
    pub resident: u64,
    /// The most that ever was.
    pub peak: u64,
}

impl Server {
    /// Starts it on a free port of the loopback address and waits until it is ready.
    ///
    /// # Errors
    /// When it can't be started or does not become ready.
    pub fn start(edefyn: &Path, target: &Target) -> Outcome<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(edefyn);
        command.arg("serve").arg("--data").arg(&target.data);
        command.arg("--listen").arg(address.to_string());
        if let Some(url) = &target.database {
            command.arg("--database").arg(url);
        }
        let log = File::create(target.data.join("serve.log"))?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let begun = Instant::now();
        let mut server = Self { child: command.spawn()?, address, ready: Duration::ZERO };
        loop {
            let answer = Browser::new(address, None).ask(&Ask::get("/readyz"));
            if answer.is_ok_and(|answer| answer.status == 200) {
                server.ready = begun.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the program ended: {status}").into());
            }
            if begun.elapsed() > PATIENCE {
                return Err("the program did not become ready".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Its memory, as the system counts it.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn memory(&self) -> Outcome<Memory> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kilobytes = |name: &str| -> u64 {
            let line = text.lines().find(|line| line.starts_with(name));
            let number = line.and_then(|line| line.split_whitespace().nth(1));
            number.and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        Ok(Memory { resident: kilobytes("VmRSS:") << 10, peak: kilobytes("VmHWM:") << 10 })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Only what was started here, by its own number.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
