//! wenda answers questions from a curated Q&A file and quotes the passage that each answer rests on.

pub mod text;

pub mod knowledge;

pub mod reply;

pub mod responder;

pub mod cli;

pub mod standin;
