//! Calls between browsers, as people have them.

mod harness;
