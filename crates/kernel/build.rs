//! Has the core built again when a file of messages comes or goes: they are built into it.

fn main() {
    println!("cargo:rerun-if-changed=../../locales");
}
