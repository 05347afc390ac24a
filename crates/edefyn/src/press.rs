//! Prints reports in a process of its own, where the room of publishing asks for a press: a print
//! that never ends is ended, and the memory that it took goes with it.

use kernel::{Fault, Timestamp};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The longest that one print may take.
const DEADLINE: Duration = Duration::from_secs(120);

/// The house's press: this program as `edefyn press`, or the program `edefyn-press` beside it
/// where it was built without the feature `press`.
#[derive(Clone, Debug)]
pub struct HousePress {
    program: PathBuf,
    arguments: &'static [&'static str],
    deadline: Duration,
}

impl HousePress {
    /// The press of the program that runs.
    ///
    /// # Errors
    /// When the system can't tell which program that is.
    pub fn of_this_program() -> Result<Self, Fault> {
        let program = std::env::current_exe()?;
        Ok(match (cfg!(feature = "press"), cfg!(target_os = "linux")) {
            // By this name it is the program that runs, also after an update put another there.
            (true, true) => Self::of("/proc/self/exe", &["press"]),
            (true, false) => Self::of(program, &["press"]),
            (false, _) => Self::of(program.with_file_name("edefyn-press"), &[]),
        })
    }

    /// A program that prints, with its arguments.
    pub fn of(program: impl Into<PathBuf>, arguments: &'static [&'static str]) -> Self {
        Self { program: program.into(), arguments, deadline: DEADLINE }
    }

    /// The same with another longest time for one print.
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }
}

impl publish::Press for HousePress {
    /// A program that is not there yet is [`Fault::NotYet`]: `make run` builds it beside the site.
    fn print(&self, source: &str, identifier: &str, at: Timestamp) -> Result<Vec<u8>, Fault> {
        let mut child = Command::new(&self.program)
            .args(self.arguments)
            // Secrets of the settings are no business of the press.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => Fault::NotYet,
                _ => Fault::Other(format!("press: it can't be started: {error}")),
            })?;
        let asked = format!("{}\n{at}\n{source}", identifier.replace('\n', " "));
        let printed = printed(&mut child, asked, self.deadline);
        // After an answer it has ended or is about to; otherwise it is ended.
        if printed.is_err() {
            let _ = child.kill();
        }
        let ended = child.wait()?;
        let (bytes, problem) = printed?;
        match ended.success() {
            true => Ok(bytes),
            false => Err(Fault::Other(format!("press: {}", problem.trim()))),
        }
    }
}

/// Asks the press, and gives what it printed and what it said.
fn printed(
    child: &mut Child,
    asked: String,
    deadline: Duration,
) -> Result<(Vec<u8>, String), Fault> {
    let closed = || Fault::Other("press: its pipes are closed".into());
    let mut input = child.stdin.take().ok_or_else(closed)?;
    let mut output = child.stdout.take().ok_or_else(closed)?;
    let mut problem = child.stderr.take().ok_or_else(closed)?;
    let (answer, answered) = mpsc::channel();
    thread::spawn(move || {
        // A press that ends early says why on standard error.
        let _ = input.write_all(asked.as_bytes());
        drop(input);
        let mut bytes = Vec::new();
        let read = output.read_to_end(&mut bytes).and_then(|_| io::read_to_string(&mut problem));
        let _ = answer.send(read.map(|problem| (bytes, problem)));
    });
    let late = |_| Fault::Other(format!("press: it took longer than {} s", deadline.as_secs()));
    Ok(answered.recv_timeout(deadline).map_err(late)??)
}
