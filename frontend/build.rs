//! What a split page needs of the linker.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What belongs together is known by its relocations.
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}
