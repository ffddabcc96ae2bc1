//! All phrasings, in eight bytes an atom: a million of them take some eighty megabytes.
//!
//! An atom is kept as the number of its word and the pair that it makes with the ideograph behind it. What is the same
//! wherever a word stands (its kind, its group of synonyms) is kept once; the pair with the ideograph before it is the
//! pair of its neighbor.

use serde::{Deserialize, Serialize};

use super::rows::Rows;
use super::{IndexedAtom, TermId};
use crate::matching::reader::AtomKind;

/// What an atom is wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Word {
    pub kind: AtomKind,
    pub alone: TermId,
    pub group: Option<TermId>,
    /// The share of its weight that it carries, 0 to 1.
    pub share: f32,
}

/// An atom in its place.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Placed {
    /// The number of its word.
    pub word: u32,
    /// The pair with the ideograph behind it.
    pub right: OptionalTerm,
}

/// A term or none, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionalTerm(u32);

impl OptionalTerm {
    pub const NONE: Self = Self(u32::MAX);
}

impl From<TermId> for OptionalTerm {
    fn from(term: TermId) -> Self {
        Self(term)
    }
}

impl From<OptionalTerm> for Option<TermId> {
    fn from(term: OptionalTerm) -> Self {
        (term != OptionalTerm::NONE).then_some(term.0)
    }
}

/// The phrasings of all entries, entry by entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::matching) struct Phrasings {
    /// The entry that each asks for.
    entries: Vec<u32>,
    atoms: Rows<Placed>,
    words: Vec<Word>,
}

impl Phrasings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry that a phrasing asks for.
    pub fn entry(&self, phrasing: u32) -> Option<u32> {
        self.entries.get(phrasing as usize).copied()
    }

    /// A phrasing's atoms.
    pub fn atoms(&self, phrasing: u32) -> impl Iterator<Item = IndexedAtom> {
        self.read(self.atoms.get(phrasing))
    }

    /// What atoms in their places stand for.
    fn read(&self, atoms: &[Placed]) -> impl Iterator<Item = IndexedAtom> {
        let mut left = None;
        atoms.iter().filter_map(move |placed| {
            let Word { kind, alone, group, share } = *self.words.get(placed.word as usize)?;
            let right = placed.right.into();
            let atom = IndexedAtom { kind, alone: Some(alone), left, right, group, share };
            left = right;
            Some(atom)
        })
    }

    /// Whether a phrasing holds a term.
    pub fn holds(&self, phrasing: u32, term: TermId) -> bool {
        self.atoms(phrasing).any(|atom| atom.terms().any(|own| own == term))
    }

    /// A phrasing's terms, rising, each once, in place of what `terms` held.
    pub fn terms_into(&self, phrasing: u32, terms: &mut Vec<TermId>) {
        self.terms_of(self.atoms.get(phrasing), terms);
    }

    /// The terms of some atoms, rising, each once, in place of what `terms` held.
    pub(super) fn terms_of(&self, atoms: &[Placed], terms: &mut Vec<TermId>) {
        terms.clear();
        terms.extend(self.read(atoms).flat_map(|atom| atom.terms()));
        terms.sort_unstable();
        terms.dedup();
    }

    /// Puts a phrasing of `entry` behind the others.
    pub(super) fn push(&mut self, entry: u32, atoms: impl IntoIterator<Item = Placed>) {
        self.entries.push(entry);
        self.atoms.push(atoms);
    }

    /// Takes a word in that is not there yet; returns its number.
    pub(super) fn push_word(&mut self, word: Word) -> u32 {
        self.words.push(word);
        super::as_u32(self.words.len() - 1)
    }

    pub(super) fn shrink(&mut self) {
        self.entries.shrink_to_fit();
        self.atoms.shrink();
        self.words.shrink_to_fit();
    }
}
