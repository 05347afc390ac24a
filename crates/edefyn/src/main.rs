//! edefyn
fn main() {}
