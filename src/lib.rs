//! wenda answers questions from a curated Q&A file and quotes the passage that each answer rests on.

mod parallel;

pub mod text;

pub mod diagnostic;

pub mod yaml;

pub mod config;

pub mod knowledge;

pub mod matching;

pub mod reply;

pub mod responder;

pub mod eval;

pub mod secret;

pub mod store;

pub mod telegram;

pub mod cli;

pub mod standin;
