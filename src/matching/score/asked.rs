//! The question's terms, numbered from 0, so that one pass over a text tells which of them it holds.

use super::cover::OfAtom;
use super::weigh::Weighed;
use crate::matching::index::{IndexedAtom, TermId};

/// The terms of a question.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Rising, each once.
    terms: Vec<TermId>,
    /// A bit for each term by its lowest bits: most of what was not asked is told by this alone.
    bits: [u64; 4],
    /// The numbers of each atom's terms.
    atoms: Vec<OfAtom<Option<usize>>>,
}

impl Asked {
    pub fn new(question: &[Weighed]) -> Self {
        let mut terms: Vec<TermId> = question.iter().flat_map(|weighed| weighed.atom.terms()).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut asked = Self { bits: [0; 4], terms, atoms: Vec::with_capacity(question.len()) };
        for term in &asked.terms {
            let (word, bit) = place(*term);
            asked.bits[word] |= bit;
        }
        asked.atoms = question.iter().map(|weighed| asked.of(&weighed.atom)).collect();
        asked
    }

    pub fn terms(&self) -> &[TermId] {
        &self.terms
    }

    /// The numbers of the terms of each of the question's atoms.
    pub fn atoms(&self) -> &[OfAtom<Option<usize>>] {
        &self.atoms
    }

    /// The number of a term that was asked.
    pub fn find(&self, term: TermId) -> Option<usize> {
        let (word, bit) = place(term);
        if self.bits[word] & bit == 0 { None } else { self.terms.binary_search(&term).ok() }
    }

    /// The numbers of an atom's terms, as far as they were asked.
    pub fn of(&self, atom: &IndexedAtom) -> OfAtom<Option<usize>> {
        let find = |term: Option<TermId>| self.find(term?);
        OfAtom { alone: find(atom.alone), left: find(atom.left), right: find(atom.right), group: find(atom.group) }
    }
}

/// The word and the bit of a term.
fn place(term: TermId) -> (usize, u64) {
    ((term >> 6 & 3) as usize, 1 << (term & 63))
}
