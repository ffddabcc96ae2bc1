//! Finds the documents that share the heaviest terms with a question, exactly, while looking at few of them.
//!
//! A compact inverted index over short documents (phrasings): a document holds a term or it does not, and has one
//! factor for its length or norm. `score = factor * sum of the weights of the shared terms`.
//!
//! The plan is `MaxScore` taken term by term (Turtle & Flood 1995, "Query evaluation: strategies and optimizations"):
//! terms are opened in the order of what they can bring for each posting they cost; once the k best so far beat the sum
//! of all terms not yet opened, no new document can enter, and the common terms are never read at all. What makes it
//! quick here:
//!
//! - **Documents are kept in falling order of their factor** (static-rank order, as in Ding & Suel 2011, "Faster top-k
//!   document retrieval using block-max indexes"): the factor is one constant over a long stretch of every list, so
//!   that the bound of a stretch is tight without stored block maxima, and a list is left as soon as its factor falls
//!   too low.
//! - **A signature of 64 bits a document** bounds what the terms not yet opened can add, in eight table look-ups. It
//!   takes the place of the per-block maxima of WAND and BMW (Broder et al. 2003; Mallia et al. 2017, "Faster
//!   `BlockMax` WAND with variable-sized blocks"), whose blocks of short, unsorted documents hold any common term.
//! - **The survivors are scored from a forward index**: the document's own few terms, no search in long lists.
//!
//! Invariants: weights are fixed-point sums, so that no order of adding changes a score; both plans (pruned, and plain
//! accumulation for small collections) give the same hits to the last bit; what is derived (forward index, signatures)
//! is never stored, so that it cannot disagree with the lists. Nothing here fails or panics on any query.

mod build;
mod forward;
mod levels;
mod lists;
mod parts;
mod search;
#[cfg(test)]
mod tests;
mod top;
mod weights;

pub use build::PostingsBuilder;
pub use parts::{BadParts, Parts};
pub use search::Scratch;

use serde::{Deserialize, Serialize};

use forward::Forward;
use levels::Levels;
use lists::Lists;

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The document, numbered in the order in which it was pushed.
    pub doc: u32,
    /// Its factor times the weights of the terms it shares with the query.
    pub score: f32,
}

/// The index. Built once by a [`PostingsBuilder`]; shared freely; each thread that searches has its own [`Scratch`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Parts", try_from = "Parts")]
pub struct Postings {
    /// Where each term stands, by the inner numbers of documents.
    lists: Lists,
    /// The factors of the inner numbers.
    levels: Levels,
    /// The outer number of each inner one.
    outer: Vec<u32>,
    /// What each document holds; derived.
    forward: Forward,
}

impl Postings {
    /// How many documents there are.
    #[must_use]
    pub fn docs(&self) -> usize {
        self.outer.len()
    }

    /// How many terms there are.
    #[must_use]
    pub fn terms(&self) -> usize {
        self.lists.terms()
    }

    /// How many documents hold `term`.
    #[must_use]
    pub fn frequency(&self, term: u32) -> u32 {
        self.lists.frequency(term)
    }

    /// How much memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.lists.bytes()
            + self.levels.bytes()
            + size_of_val(self.outer.as_slice())
            + self.forward.bytes()
    }
}

impl Default for Postings {
    fn default() -> Self {
        PostingsBuilder::default().finish(0)
    }
}
