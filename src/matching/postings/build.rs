//! Builds the index from documents given one after another.

use super::Postings;
use super::forward::Forward;
use super::levels::Levels;
use super::lists::Lists;

/// Takes documents in; [`finish`](Self::finish) makes the index.
#[derive(Clone, Debug)]
pub struct PostingsBuilder {
    /// The terms of all documents.
    terms: Vec<u32>,
    /// Where each document's terms begin in `terms`; one more for the end.
    starts: Vec<usize>,
    factors: Vec<f32>,
}

impl Default for PostingsBuilder {
    fn default() -> Self {
        Self { terms: Vec::new(), starts: vec![0], factors: Vec::new() }
    }
}

impl PostingsBuilder {
    /// Takes in the next document: its terms, rising and each once, and what their sum is multiplied by.
    ///
    /// A factor that is not a positive number counts as next to nothing.
    pub fn push(&mut self, terms: &[u32], factor: f32) {
        debug_assert!(terms.is_sorted_by(|a, b| a < b), "a document's terms rise");
        self.terms.extend_from_slice(terms);
        self.starts.push(self.terms.len());
        self.factors.push(factor);
    }

    /// Makes the index; `terms` counts the terms, unless a document holds a greater one.
    ///
    /// # Panics
    /// There are more than `u32::MAX` documents, or more than 8 GiB of postings.
    #[must_use]
    pub fn finish(self, terms: usize) -> Postings {
        assert!(u32::try_from(self.factors.len()).is_ok(), "documents are numbered in 32 bits");
        let terms = self.terms.iter().max().map_or(terms, |most| terms.max(*most as usize + 1));
        let (levels, outer) = Levels::new(&self.factors);
        let lists = Lists::new(terms, outer.iter().map(|doc| self.doc(*doc)));
        drop(self);
        Postings::assemble(lists, levels, outer)
    }

    fn doc(&self, doc: u32) -> &[u32] {
        &self.terms[self.starts[doc as usize]..self.starts[doc as usize + 1]]
    }
}

impl Postings {
    /// Puts an index together and derives what is derived.
    pub(super) fn assemble(lists: Lists, levels: Levels, outer: Vec<u32>) -> Self {
        let forward = Forward::new(&lists, outer.len());
        Self { lists, levels, outer, forward }
    }
}
