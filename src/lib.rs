//! wenda answers questions from a curated Q&A file and quotes the passage that each answer rests on.
//!
//! # The map
//!
//! A question walks one line, from what was typed to what is said:
//!
//! ```text
//!             text              matching                                                reply
//! question -> fold, tokenize -> spell, read -> candidates -> score, rank, guards -> decide -> Reply -> front end
//! (&str)      tokens            atoms              ^                          Answer | Suggest | None
//!                                                  |
//!             files -> yaml -> knowledge -----> index
//! ```
//!
//! [`responder::Responder::respond`] is that line. Each module, lowest first:
//!
//! - [`text`] folds the many spellings of a text into one and cuts it into tokens; knows the languages' function words.
//! - [`diagnostic`] is a fault of a file that people write, with its place and its stable code.
//! - [`yaml`] reads a file into serde types and finds all of its faults at once.
//! - [`config`] is what the operator may set.
//! - [`knowledge`] is what the curator wrote: loaded, checked once, then valid.
//! - [`reply`] is what is said to the asker, before any platform gives it a shape.
//! - [`matching`] finds the entry that answers, or says why none does, and can show its reckoning.
//! - [`responder`] turns a question into a reply.
//! - [`cache`] keeps what was built from the knowledge between two starts.
//! - [`live`] keeps the responder in step with files that change while it answers.
//! - [`eval`] asks labelled questions and measures the replies.
//! - [`standin`] plays Telegram on this machine, for the tests and for the preview.
//! - [`preview`] shows the whole bot in a browser, before the stand-in.
//! - [`cli`] is the command line: one file a subcommand.
//!
//! # Invariants
//!
//! - **Matching does no I/O and cannot fail.** It takes any `&str` and returns a decision: no `Result`, no clock, no
//!   environment. Neither do [`text`], [`reply`] and [`responder`].
//! - **Imports go downward only**, in the order of the list above. A front end knows the responder; the responder knows
//!   no front end.
//! - **Each outside crate that has a way of its own has one home.** YAML parsers live in [`yaml`], clap and the terminal
//!   in [`cli`], caret drawing in [`diagnostic`], the script, pinyin and stem tables in [`text`]. Only what is mere
//!   vocabulary (serde, strsim, hash maps, short strings, Unicode tables, tracing) goes where it is needed.
//! - **One responder for all front ends.** Whoever answers people calls [`responder::Responder`], and so does [`eval`]:
//!   a question cannot be answered one way here and another way there.
//! - **Raw, then valid.** What serde reads is seen by the loader alone; what [`knowledge::load()`] returns cannot be wrong.
//! - **No fault without a place.** Faults of a file come as a list, each with `file:line:column`.
//! - **Absolute scores.** A score is how likely the entry is to answer, made of what means the same in every file: above
//!   all the share of the question's own telling words that are covered.

mod memory;
mod parallel;
mod stamp;

pub mod text;

pub mod diagnostic;

pub mod yaml;

pub mod config;

pub mod knowledge;

pub mod matching;

pub mod reply;

pub mod responder;

pub mod cache;

pub mod live;

pub mod eval;

pub mod secret;

pub mod store;

pub mod telegram;

pub mod standin;

pub mod preview;

pub mod cli;
