//! What is built once from the knowledge, so that a question is compared with a few phrasings and never with all.
//!
//! Terms are single atoms and pairs of neighboring ideographs. Each term has its phrasings (an inverted index; Zobel and
//! Moffat, "Inverted files for text search engines", 2006); each entry has the terms of all its phrasings together, and
//! those of its answer and passages apart.

mod build;
mod entry_text;
mod exact;
mod phrasings;
mod rarity;
mod rows;

use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::matching::facts::Fact;
use crate::matching::postings::Postings;
use crate::matching::reader::{Atom, AtomKind};
use exact::Exact;
use phrasings::Phrasings;

pub(super) use build::Builder;
pub(super) use entry_text::EntryText;

/// The number of a term.
pub(super) type TermId = u32;

/// A phrasing to be left out, as if it had never been written: its number.
pub(super) type LeftOut = Option<u32>;

/// An atom by its terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndexedAtom {
    /// What it is.
    pub kind: AtomKind,
    /// The atom itself; `None` where the knowledge never heard of it.
    pub alone: Option<TermId>,
    /// With the ideograph before it.
    pub left: Option<TermId>,
    /// With the ideograph behind it.
    pub right: Option<TermId>,
    /// Its group of synonyms.
    pub group: Option<TermId>,
    /// The share of its word's weight that it carries, 0 to 1.
    pub share: f32,
}

impl IndexedAtom {
    /// The terms by which a text that holds it is found.
    pub fn terms(&self) -> impl Iterator<Item = TermId> + use<> {
        [self.alone, self.right, self.group].into_iter().flatten()
    }
}

/// What is known of an entry as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct EntryTerms {
    /// The terms of its phrasings, sorted, and in how many of them each stands.
    pub pooled: Box<[(TermId, u32)]>,
    /// The terms of its answer and passages, sorted.
    pub body: Box<[TermId]>,
    /// The deciding facts in all its texts.
    pub facts: BTreeSet<Fact>,
    /// How many of its phrasings deny something.
    pub denying: u32,
    /// The out-of-scope phrases that its own texts hold, by number.
    pub out_of_scope: BTreeSet<usize>,
    /// Its phrasings: the first one's number and how many they are.
    pub phrasings: (u32, u32),
}

impl EntryTerms {
    /// In how many phrasings of the entry `term` stands.
    pub fn count(&self, term: TermId) -> u32 {
        self.pooled
            .binary_search_by_key(&term, |(t, _)| *t)
            .ok()
            .and_then(|i| self.pooled.get(i))
            .map_or(0, |(_, n)| *n)
    }
}

/// The index over one knowledge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// Atom text -> its number, from 1.
    atoms: FxHashMap<CompactString, u32>,
    /// An atom (its number) or a pair of them -> its term.
    terms: FxHashMap<u64, TermId>,
    /// Which phrasings hold which terms.
    pub postings: Postings,
    /// Term -> in how many entries' phrasings it stands.
    entry_frequency: Vec<u32>,
    /// Term -> in how many entries' answers and passages it stands.
    body_frequency: Vec<u32>,
    /// Term -> how telling it is; derived.
    rarities: Vec<f32>,
    /// The phrasings of all entries, entry by entry.
    pub phrasings: Phrasings,
    /// Finds a question asked letter for letter.
    exact: Exact,
    /// The entries, in the order of the knowledge.
    pub entries: Vec<EntryTerms>,
    /// The deciding facts in the names of the subject: every entry carries them.
    pub subject_facts: BTreeSet<Fact>,
    /// The months and days of the knowledge: naming them is no contradiction anywhere.
    pub dates: BTreeSet<Fact>,
    /// The countries that many entries name.
    pub home: BTreeSet<u16>,
}

impl Index {
    /// A question's atoms by their terms.
    pub fn read(&self, atoms: &[Atom]) -> Vec<IndexedAtom> {
        let ids: Vec<Option<u32>> = atoms.iter().map(|atom| self.atoms.get(&atom.text).copied()).collect();
        let term = |key: Option<u64>| key.and_then(|key| self.terms.get(&key).copied());
        let pair = |i: usize| {
            let both = is_han(atoms.get(i)?.kind) && is_han(atoms.get(i + 1)?.kind);
            both.then(|| Some(pair_key((*ids.get(i)?)?, (*ids.get(i + 1)?)?)))?
        };
        let group = |atom: &Atom| self.atoms.get(atom.group.as_ref()?).map(|id| pair_key(*id, 0));
        let atoms = atoms.iter().enumerate();
        atoms
            .map(|(i, atom)| IndexedAtom {
                kind: atom.kind,
                alone: term(ids[i].map(|id| pair_key(id, 0))),
                left: i.checked_sub(1).and_then(|before| term(pair(before))),
                right: term(pair(i)),
                group: term(group(atom)),
                share: atom.share,
            })
            .collect()
    }

    /// The phrasings that likely have these keys; a hash may deceive, so whoever asks compares the texts.
    pub fn exact(&self, keys: &[CompactString], left_out: LeftOut) -> impl Iterator<Item = u32> {
        self.exact.find(keys).filter(move |phrasing| left_out != Some(*phrasing))
    }

    /// The entry that a phrasing asks for, and the phrasing's place among the entry's questions.
    pub fn place(&self, phrasing: u32) -> Option<(usize, usize)> {
        let entry = self.phrasings.entry(phrasing)? as usize;
        let question = phrasing - self.entries.get(entry)?.phrasings.0;
        Some((entry, question as usize))
    }

    /// Whether the phrasing left out is the only one of its entry that holds `term`.
    fn only_in(&self, term: TermId, left_out: LeftOut) -> bool {
        let Some((phrasing, entry)) = left_out.and_then(|id| Some((id, self.phrasings.entry(id)?))) else {
            return false;
        };
        self.entries.get(entry as usize).is_some_and(|entry| entry.count(term) == 1)
            && self.phrasings.holds(phrasing, term)
    }

    /// In how many phrasings of `entry` the term stands.
    pub fn count(&self, entry: u32, term: TermId, left_out: LeftOut) -> u32 {
        let Some(terms) = self.entries.get(entry as usize) else {
            return 0;
        };
        let own = left_out.is_some_and(|id| self.phrasings.entry(id) == Some(entry) && self.phrasings.holds(id, term));
        terms.count(term) - u32::from(own)
    }
}

fn pair_key(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

fn is_han(kind: AtomKind) -> bool {
    matches!(kind, AtomKind::Han { .. })
}

/// Counts stay far below four billion: a file that held so many phrasings could not be read.
fn as_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
