//! The mathematics behind what Edefyn says about numbers: values in, values out, no files and no clock.

pub mod adjusted;
pub mod agreement;
pub mod bootstrap;
pub mod distribution;
mod level;
pub mod mean;
mod normal;
pub mod paired;
pub mod proportion;
pub mod quantile;
pub mod reading;
pub mod sample;
mod student;
mod t_test;
pub mod ties;
pub mod weight;

pub use level::{Interval, Level};
pub use sample::{NoSample, NoSpread, Sample};
pub use t_test::TTest;
