//! Reads all texts of one entry: the part of building that needs no other entry, so that every core can share in it.

use std::collections::BTreeSet;

use super::exact;
use crate::knowledge::Entry;
use crate::matching::facts::{Fact, facts_of};
use crate::matching::phrasebook::{Keyed, Phrasebook};
use crate::matching::reader::{Atom, Reader};
use crate::text::Lang;

/// An entry's texts, read.
pub(in crate::matching) struct EntryText {
    /// Each phrasing.
    pub phrasings: Vec<PhrasingText>,
    /// The atoms of the answers and passages.
    pub body: Vec<Vec<Atom>>,
    /// The deciding facts in all of them.
    pub facts: BTreeSet<Fact>,
    /// The out-of-scope phrases that they hold, by number.
    pub out_of_scope: BTreeSet<usize>,
}

/// A phrasing, read.
pub(in crate::matching) struct PhrasingText {
    /// Cut into tokens.
    pub keyed: Keyed,
    /// What they mean.
    pub atoms: Vec<Atom>,
    /// The hash by which it is found letter for letter.
    pub(super) hash: u32,
    /// Whether it denies something.
    pub(super) denies: bool,
}

impl EntryText {
    /// Reads `entry`.
    pub fn new(entry: &Entry, reader: &Reader, out_of_scope: &Phrasebook<usize>) -> Self {
        let [zh, en] = Lang::ALL.map(|lang| entry.answer.pick(lang));
        let answers = [zh].into_iter().chain((en != zh).then_some(en));
        let body = answers.chain(entry.passages.iter().map(|p| p.text.as_str()));
        let mut text =
            Self { phrasings: Vec::new(), body: Vec::new(), facts: BTreeSet::new(), out_of_scope: BTreeSet::new() };
        let mut read = |written: &str| {
            let keyed = Keyed::new(written);
            text.facts.extend(facts_of(&keyed));
            text.out_of_scope.extend(out_of_scope.find_all(&keyed.keys));
            let atoms = reader.read(&keyed, &[]);
            (keyed, atoms)
        };
        let phrasing = |(keyed, atoms): (Keyed, Vec<Atom>)| {
            let (hash, denies) = (exact::hash(&keyed.keys), atoms.iter().any(Atom::denies));
            PhrasingText { keyed, atoms, hash, denies }
        };
        text.phrasings = entry.questions.iter().map(|question| phrasing(read(&question.text))).collect();
        text.body = body.map(|written| read(written).1).collect();
        text
    }
}
