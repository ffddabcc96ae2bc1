//! Builds the index: reads the entries on all cores, then numbers their terms in order.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::knowledge::Knowledge;
use crate::matching::facts::{Fact, facts};
use crate::matching::index::entry_text::EntryText;
use crate::matching::index::{
    EntryTerms, Index, IndexedAtom, Phrasing, TermId, as_u32, hash, is_han, pair_key, terms_of,
};
use crate::matching::phrasebook::Phrasebook;
use crate::matching::postings::{Postings, PostingsBuilder};
use crate::matching::reader::{Atom, Reader};
use crate::matching::speller::Speller;
use crate::parallel;
use crate::text::Lang;

/// So many entries are worth a thread of their own.
const ENTRIES_A_THREAD: usize = 16;

/// Reads all texts of the entries, for everybody who learns from them.
pub(in crate::matching) fn read(
    knowledge: &Knowledge,
    reader: &Reader,
    out_of_scope: &Phrasebook<usize>,
) -> Vec<EntryText> {
    parallel::map(&knowledge.entries, ENTRIES_A_THREAD, |entry| EntryText::new(entry, reader, out_of_scope))
}

impl Index {
    /// Builds the index over `texts`, the entries' texts as [`read`]; `speller` learns the phrasings. Linear in the size
    /// of the texts.
    pub fn new(knowledge: &Knowledge, texts: Vec<EntryText>, speller: &mut Speller) -> Self {
        let mut index = Self { subject_facts: subject_facts(knowledge), ..Self::default() };
        for text in &texts {
            index.add_phrasings(text, speller);
        }
        for (text, number) in texts.into_iter().zip(0..) {
            index.add_body(text, number);
        }
        index.postings = index.post();
        index.dates = index.entries.iter().flat_map(|e| &e.facts).copied().filter(is_date).collect();
        index
    }

    /// Posts the phrasings under their terms.
    fn post(&self) -> Postings {
        let postings = self.phrasings.iter().map(|phrasing| phrasing.terms.len()).sum();
        let mut builder = PostingsBuilder::with_capacity(self.phrasings.len(), postings);
        for phrasing in &self.phrasings {
            // Of two that share the same terms the shorter one says less besides.
            #[expect(clippy::cast_precision_loss, reason = "a phrasing has few terms")]
            let length = phrasing.terms.len() as f32;
            builder.push(&phrasing.terms, (4.0 + length).sqrt().recip());
        }
        builder.finish(self.entry_frequency.len())
    }

    fn add_phrasings(&mut self, text: &EntryText, speller: &mut Speller) {
        let entry = as_u32(self.entries.len());
        let first = as_u32(self.phrasings.len());
        let mut pooled: FxHashMap<TermId, u32> = FxHashMap::default();
        for ((keyed, atoms), question) in text.phrasings.iter().zip(0..) {
            speller.learn(keyed);
            let atoms = self.intern(atoms);
            let mut terms: Vec<TermId> = terms_of(&atoms).collect();
            terms.sort_unstable();
            terms.dedup();
            let id = as_u32(self.phrasings.len());
            self.exact.entry(hash(&keyed.keys)).or_insert(id);
            for &term in &terms {
                *pooled.entry(term).or_default() += 1;
            }
            self.phrasings.push(Phrasing { entry, question, atoms, terms });
        }
        let mut pooled: Vec<(TermId, u32)> = pooled.into_iter().collect();
        pooled.sort_unstable();
        for &(term, _) in &pooled {
            self.entry_frequency[term as usize] += 1;
        }
        let phrasings = (first, as_u32(text.phrasings.len()));
        let denying = text.phrasings.iter().filter(|(_, atoms)| atoms.iter().any(Atom::denies)).count();
        self.entries.push(EntryTerms { pooled, phrasings, denying: as_u32(denying), ..EntryTerms::default() });
    }

    fn add_body(&mut self, text: EntryText, number: usize) {
        let mut body: Vec<TermId> = Vec::new();
        for atoms in &text.body {
            let atoms = self.intern(atoms);
            body.extend(terms_of(&atoms));
        }
        body.sort_unstable();
        body.dedup();
        for &term in &body {
            self.body_frequency[term as usize] += 1;
        }
        if let Some(entry) = self.entries.get_mut(number) {
            entry.body = body;
            entry.facts = text.facts;
            entry.out_of_scope = text.out_of_scope;
        }
    }

    /// Gives every atom, pair and group a number.
    fn intern(&mut self, atoms: &[Atom]) -> Vec<IndexedAtom> {
        let mut before = None;
        for atom in atoms {
            let id = self.intern_text(&atom.text);
            self.intern_term(pair_key(id, 0));
            if let Some(group) = &atom.group {
                let group = self.intern_text(group);
                self.intern_term(pair_key(group, 0));
            }
            let han = is_han(atom.kind).then_some(id);
            if let (Some(before), Some(id)) = (before, han) {
                self.intern_term(pair_key(before, id));
            }
            before = han;
        }
        self.read(atoms)
    }

    fn intern_text(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.atoms.get(text) {
            return id;
        }
        let id = as_u32(self.atoms.len() + 1);
        self.atoms.insert(text.into(), id);
        id
    }

    fn intern_term(&mut self, key: u64) {
        let next = as_u32(self.entry_frequency.len());
        if *self.terms.entry(key).or_insert(next) == next {
            self.entry_frequency.push(0);
            self.body_frequency.push(0);
        }
    }
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
