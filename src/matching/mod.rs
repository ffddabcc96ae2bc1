//! Question -> candidates -> score -> decide. Pure: no I/O, no clock, and it cannot fail.

mod candidates;
pub mod confidence;
mod explain;
pub mod facts;
mod features;
mod guards;
mod index;
mod judge;
mod linear;
mod message;
pub mod phrasebook;
pub mod postings;
mod ranking;
pub mod reader;
mod reckoning;
mod score;
pub mod speller;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::knowledge::Knowledge;
use crate::matching::features::features;
use crate::matching::linear::{Example, Linear, train};
use crate::matching::phrasebook::Keyed;
use crate::parallel;

/// Of ten parts of the phrasings nine still tell what all of them do.
const FOLDS: usize = 10;

pub use explain::explain;
pub use guards::Block;
pub use judge::{ANSWER, Rule, Verdict};
pub use message::Decision;
pub use ranking::Ranked;
pub use reckoning::{Candidate, Reason, Reckoned, Reckoning, Word};

/// Finds the entries that answer a question. Built once from the knowledge; shared freely.
///
/// What is serialized is all but the knowledge, which whoever reads it back must put in its place again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Matcher {
    #[serde(skip)]
    knowledge: Arc<Knowledge>,
    reader: reader::Reader,
    speller: speller::Speller,
    index: index::Index,
    out_of_scope: phrasebook::Phrasebook<usize>,
    linear: Option<Linear>,
    /// The ranker again, each time without a part of the phrasings: for those, when one is left out.
    #[serde(skip)]
    folds: OnceLock<Vec<Option<Linear>>>,
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
        let texts = index::read(&knowledge, &reader, &out_of_scope);
        let examples = examples(&texts);
        let index = index::Index::new(&knowledge, texts, &mut speller);
        speller.finish();
        let linear = train(&examples, knowledge.entries.len(), |_| false);
        Self { knowledge, reader, speller, index, out_of_scope, linear, folds: OnceLock::new() }
    }

    /// The same matcher, over `knowledge`: the very one it was built from.
    #[must_use]
    pub fn over(self, knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge, ..self }
    }

    /// The number of the phrasing `question` of `entry`, to be left out.
    fn phrasing(&self, entry: usize, question: usize) -> Option<u32> {
        let (first, len) = self.index.entries.get(entry)?.phrasings;
        let question = u32::try_from(question).ok()?;
        (question < len).then_some(first + question)
    }

    /// The linear ranker; one that never saw the phrasing `left_out`.
    fn linear(&self, left_out: index::LeftOut) -> Option<&Linear> {
        let Some(left_out) = left_out else { return self.linear.as_ref() };
        let folds = self.folds.get_or_init(|| {
            let examples = examples(&index::read(&self.knowledge, &self.reader, &self.out_of_scope));
            let fold = |fold: &usize| train(&examples, self.knowledge.entries.len(), |i| i % FOLDS == *fold);
            parallel::map(&(0..FOLDS).collect::<Vec<_>>(), 1, fold)
        });
        folds.get(left_out as usize % FOLDS)?.as_ref()
    }
}

/// What the linear ranker learns from: every phrasing, in the order of the index.
fn examples(texts: &[index::EntryText]) -> Vec<Example> {
    let texts: Vec<(u32, &index::EntryText)> = (0..).zip(texts).collect();
    let of_entry = |(entry, text): &(u32, &index::EntryText)| -> Vec<Example> {
        text.phrasings.iter().map(|(_, atoms)| Example { entry: *entry, features: features(atoms) }).collect()
    };
    parallel::map(&texts, 16, of_entry).into_iter().flatten().collect()
}
