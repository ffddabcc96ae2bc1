//! Folds and cuts text. Pure, total, no I/O.

mod lang;

pub use lang::Lang;
