//! Runs the real program and compares all that it says; one integration binary, one file a behavior.

mod support;

mod ask;
mod ask_stdin;
mod chat;
mod check;
mod completions;
mod eval;
mod help;
mod running;
mod shipped;
