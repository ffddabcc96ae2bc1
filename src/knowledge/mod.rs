//! The curated knowledge: read, checked once, then valid.

mod model;

pub use model::{Entry, EntryId, Knowledge, Localized, Passage, Question, Source, Subject, Topic};
