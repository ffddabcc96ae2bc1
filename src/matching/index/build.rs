//! Builds the index, entry by entry, so that no more than a few entries are in memory as atoms at any time.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::entry_text::EntryText;
use super::exact::Exact;
use super::phrasings::{OptionalTerm, Placed, Word};
use super::{EntryTerms, Index, TermId, as_u32, is_han, pair_key};
use crate::knowledge::Knowledge;
use crate::matching::facts::{Fact, at_home, facts};
use crate::matching::postings::PostingsBuilder;
use crate::matching::reader::{Atom, AtomKind};
use crate::parallel;
use crate::text::Lang;

/// Takes entries in; [`finish`](Self::finish) makes the index. Linear in the size of the texts.
#[derive(Debug, Default)]
pub(in crate::matching) struct Builder {
    index: Index,
    /// What makes a word -> its number.
    words: FxHashMap<(AtomKind, TermId, Option<TermId>, u32), u32>,
    /// The hash of each phrasing.
    hashes: Vec<u32>,
    postings: PostingsBuilder,
}

impl Builder {
    pub fn new(knowledge: &Knowledge) -> Self {
        Self { index: Index { subject_facts: subject_facts(knowledge), ..Index::default() }, ..Self::default() }
    }

    /// Takes in the next entry, and its facts out of `text`.
    pub fn add(&mut self, text: &mut EntryText) {
        let entry = as_u32(self.index.entries.len());
        let phrasings = (as_u32(self.hashes.len()), as_u32(text.phrasings.len()));
        let denying = text.phrasings.iter().filter(|phrasing| phrasing.denies).count();
        let (mut pooled, mut terms) = (Vec::new(), Vec::new());
        for phrasing in &text.phrasings {
            self.hashes.push(phrasing.hash);
            let atoms = self.place(&phrasing.atoms);
            self.index.phrasings.terms_of(&atoms, &mut terms);
            self.index.phrasings.push(entry, atoms);
            self.postings.push(&terms, factor(terms.len()));
            pooled.append(&mut terms);
        }
        pooled.sort_unstable();
        let counted = pooled.chunk_by(|a, b| a == b);
        let pooled: Box<[(TermId, u32)]> =
            counted.filter_map(|same| Some((*same.first()?, as_u32(same.len())))).collect();
        for (term, _) in &pooled {
            self.index.entry_frequency[*term as usize] += 1;
        }
        let body: Vec<Placed> = text.body.iter().flat_map(|atoms| self.place(atoms)).collect();
        self.index.phrasings.terms_of(&body, &mut terms);
        for term in &terms {
            self.index.body_frequency[*term as usize] += 1;
        }
        self.index.entries.push(EntryTerms {
            pooled,
            body: terms.into(),
            facts: std::mem::take(&mut text.facts),
            denying: as_u32(denying),
            out_of_scope: std::mem::take(&mut text.out_of_scope),
            phrasings,
        });
    }

    /// Makes the index over what was taken in.
    pub fn finish(self) -> Index {
        let Self { mut index, words, hashes, postings } = self;
        drop(words);
        let terms = index.terms.len();
        let (postings, ()) = parallel::both(
            move || postings.finish(terms),
            || {
                index.exact = Exact::new(hashes);
                index.rarities = index.all_rarities();
                index.dates = index.entries.iter().flat_map(|e| &e.facts).copied().filter(is_date).collect();
                index.home = at_home(index.entries.iter().map(|e| &e.facts));
                index.phrasings.shrink();
            },
        );
        index.postings = postings;
        index
    }

    /// Gives every atom, pair and group a number.
    fn place(&mut self, atoms: &[Atom]) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::with_capacity(atoms.len());
        let mut before = None;
        for atom in atoms {
            let id = self.id(&atom.text);
            let alone = self.term(pair_key(id, 0));
            let group = atom.group.as_ref().map(|group| pair_key(self.id(group), 0)).map(|key| self.term(key));
            let word = self.word(Word { kind: atom.kind, alone, group, share: atom.share });
            let han = is_han(atom.kind).then_some(id);
            if let (Some(before), Some(id), Some(last)) = (before, han, placed.last_mut()) {
                last.right = self.term(pair_key(before, id)).into();
            }
            before = han;
            placed.push(Placed { word, right: OptionalTerm::NONE });
        }
        placed
    }

    /// The number of a text.
    fn id(&mut self, text: &str) -> u32 {
        let atoms = &mut self.index.atoms;
        if let Some(id) = atoms.get(text) {
            return *id;
        }
        let id = as_u32(atoms.len() + 1);
        atoms.insert(text.into(), id);
        id
    }

    /// The term of an atom or a pair.
    fn term(&mut self, key: u64) -> TermId {
        let next = as_u32(self.index.terms.len());
        let term = *self.index.terms.entry(key).or_insert(next);
        if term == next {
            self.index.entry_frequency.push(0);
            self.index.body_frequency.push(0);
        }
        term
    }

    /// The number of a word.
    fn word(&mut self, word: Word) -> u32 {
        let key = (word.kind, word.alone, word.group, word.share.to_bits());
        *self.words.entry(key).or_insert_with(|| self.index.phrasings.push_word(word))
    }
}

/// What the weights of shared terms are multiplied by in a phrasing with so many: of two that share the same the shorter
/// one says less besides.
#[expect(clippy::cast_precision_loss, reason = "a phrasing has few terms")]
fn factor(terms: usize) -> f32 {
    (4.0 + terms as f32).sqrt().recip()
}

fn is_date(fact: &Fact) -> bool {
    matches!(fact, Fact::Month(_) | Fact::Day(_))
}

fn subject_facts(knowledge: &Knowledge) -> BTreeSet<Fact> {
    let Some(subject) = &knowledge.subject else {
        return BTreeSet::new();
    };
    let titles = Lang::ALL.map(|lang| subject.title.pick(lang));
    titles.into_iter().chain(subject.aliases.iter().map(String::as_str)).flat_map(facts).collect()
}
