//! The mathematics behind what Edefyn says about numbers: values in, values out, no files and no clock.

pub mod agreement;
