//! The field's open standards, one module each: bytes in and values out, or values in and bytes out.

pub mod atom;
pub mod csv_out;
pub mod frictionless;
pub mod polis;
pub mod prov;
pub mod refi;
pub mod table;
mod xml;
