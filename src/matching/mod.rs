//! Question -> candidates -> score -> decide. Pure: no I/O, no clock, and it cannot fail.

mod candidates;
mod explain;
pub mod facts;
mod guards;
mod index;
mod judge;
mod message;
pub mod phrasebook;
pub mod postings;
pub mod reader;
mod score;
pub mod speller;

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::matching::phrasebook::Keyed;

pub use explain::explain;
pub use guards::Block;
pub use judge::{Ranked, Rule, Verdict};
pub use message::Decision;

/// Finds the entries that answer a question. Built once from the knowledge; shared freely.
#[derive(Clone, Debug)]
pub struct Matcher {
    knowledge: Arc<Knowledge>,
    reader: reader::Reader,
    speller: speller::Speller,
    index: index::Index,
    out_of_scope: phrasebook::Phrasebook<usize>,
}

impl Matcher {
    /// Builds the index over `knowledge`.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        let mut speller = speller::Speller::new();
        let reader = reader::Reader::new(&knowledge, &mut speller);
        let phrases = knowledge.out_of_scope.iter().enumerate().map(|(i, phrase)| {
            let phrase = Keyed::new(phrase);
            speller.protect(&phrase);
            (phrase.keys, i)
        });
        let out_of_scope = phrasebook::Phrasebook::new(phrases);
        let index = index::Index::new(&knowledge, &reader, &out_of_scope, &mut speller);
        speller.finish();
        Self { knowledge, reader, speller, index, out_of_scope }
    }

    /// The number of the phrasing `question` of `entry`, to be left out.
    fn phrasing(&self, entry: usize, question: usize) -> Option<u32> {
        let (first, len) = self.index.entries.get(entry)?.phrasings;
        let question = u32::try_from(question).ok()?;
        (question < len).then_some(first + question)
    }
}
