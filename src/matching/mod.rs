//! Question -> candidates -> score -> decide. Pure: no I/O, no clock, and it cannot fail.

pub mod facts;
mod phrasebook;
pub mod reader;
pub mod speller;
