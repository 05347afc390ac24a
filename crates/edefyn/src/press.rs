//! Prints reports with Typst, where the room of publishing asks for a press.

use kernel::{Fault, Timestamp};
use press::Moment;
use std::sync::OnceLock;

/// The house's press. Its fonts are laid in when it first prints.
#[derive(Default)]
pub struct HousePress(OnceLock<press::Press>);

impl publish::Press for HousePress {
    fn print(&self, source: &str, identifier: &str, at: Timestamp) -> Result<Vec<u8>, Fault> {
        let press = match self.0.get() {
            Some(press) => press,
            None => {
                let press = press::Press::new().map_err(other)?;
                self.0.get_or_init(|| press)
            }
        };
        let moment = at.to_zoned(jiff::tz::TimeZone::UTC);
        let part = |n: i8| u8::try_from(n).unwrap_or_default();
        let moment = Moment {
            year: moment.year().into(),
            month: part(moment.month()),
            day: part(moment.day()),
            hour: part(moment.hour()),
            minute: part(moment.minute()),
            second: part(moment.second()),
        };
        press.print(source, identifier, Some(moment)).map_err(other)
    }
}

fn other(fault: press::Fault) -> Fault {
    Fault::Other(format!("press: {fault}"))
}
