//! Finds the k best documents by one of two plans that give the same hits.
//!
//! *Gathering* adds every posting of every term into one sum a document: nothing beats it where there are few postings.
//! *Pruning* opens the lists one by one and leaves off as soon as no unseen document can enter (see the module's
//! header).

use super::forward::Forward;
use super::lists::{Lists, Run};
use super::top::{Top, score};
use super::weights::{self, Term};
use super::{Hit, Postings};

/// What a search needs besides the index; kept from one search to the next, so that a search allocates little.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    terms: Vec<Term>,
    top: Top,
    /// Gathering: each document's sum.
    sums: Vec<u32>,
    /// Pruning: the query's weights by code; all zero between searches.
    by_code: ByCode,
    bounds: Bounds,
    /// Pruning: documents whose score is known, a bit each; all clear between searches.
    scored: Vec<u64>,
    /// The documents whose bits are set.
    marked: Vec<u32>,
    /// Documents of a batch that may enter.
    chosen: Vec<Chosen>,
    /// Documents with rare terms and what these bring.
    rare: Vec<(u32, u32)>,
}

/// How a search is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    Gather,
    Prune,
}

/// What pruning costs before it looks at anything, in postings gathered: tables to fill, terms to order.
const START: u64 = 18_000;

/// How many signatures are fetched at once: more than a core has loads under way.
const BATCH: usize = 64;

impl Postings {
    /// The `k` documents with the highest scores for the weighted terms of `query`, without the document `skip`.
    ///
    /// Best first, of equals the earlier document first; documents that share nothing with the query are none. A term
    /// given twice counts with both weights; a weight that is not a positive number, or a term that is not there,
    /// counts nothing. Exact: weights are rounded to 24 bits of their sum, and nothing else is lost.
    pub fn top_k(&self, query: &[(u32, f32)], k: usize, skip: Option<u32>, scratch: &mut Scratch) -> Vec<Hit> {
        let unit = weights::read(query, &self.lists, &mut scratch.terms);
        let plan = self.plan(&scratch.terms);
        self.run(plan, unit, k, skip, scratch)
    }

    /// The same by a given plan.
    #[cfg(test)]
    pub(super) fn top_k_by(
        &self,
        plan: Plan,
        query: &[(u32, f32)],
        k: usize,
        skip: Option<u32>,
        scratch: &mut Scratch,
    ) -> Vec<Hit> {
        let unit = weights::read(query, &self.lists, &mut scratch.terms);
        self.run(plan, unit, k, skip, scratch)
    }

    /// Gathering touches every posting and every document; pruning a small share of them, after a start.
    fn plan(&self, terms: &[Term]) -> Plan {
        let postings: u64 = terms.iter().map(|t| u64::from(t.frequency)).sum();
        let gathering = postings + self.outer.len() as u64 / 4;
        if gathering < START { Plan::Gather } else { Plan::Prune }
    }

    fn run(&self, plan: Plan, unit: f64, k: usize, skip: Option<u32>, scratch: &mut Scratch) -> Vec<Hit> {
        if k == 0 || scratch.terms.is_empty() {
            return Vec::new();
        }
        scratch.top.begin(k, skip);
        match plan {
            Plan::Gather => self.gather(unit, scratch),
            Plan::Prune => self.prune(unit, scratch),
        }
        scratch.top.finish()
    }

    fn gather(&self, unit: f64, scratch: &mut Scratch) {
        let Scratch { terms, top, sums, .. } = scratch;
        sums.clear();
        sums.resize(self.outer.len(), 0);
        for term in &*terms {
            for run in self.lists.runs(term.term) {
                let Some(sums) = sums.get_mut(run.base as usize..) else {
                    continue;
                };
                for low in run.lows {
                    if let Some(sum) = sums.get_mut(usize::from(*low)) {
                        *sum += term.weight;
                    }
                }
            }
        }
        let mut rest = (sums.as_slice(), self.outer.as_slice());
        let mut start = 0;
        for (end, factor) in self.levels.ends.iter().zip(&self.levels.factors) {
            let length = (end - start) as usize;
            let ((sums, sums_behind), (outer, outer_behind)) = (rest.0.split_at(length), rest.1.split_at(length));
            (rest, start) = ((sums_behind, outer_behind), *end);
            let unit = unit * f64::from(*factor);
            let mut needed = top.needed(unit);
            for (sum, doc) in sums.iter().zip(outer) {
                if *sum >= needed {
                    top.offer(*doc, score(*sum, unit));
                    needed = top.needed_behind(*doc, unit);
                }
            }
        }
    }

    fn prune(&self, unit: f64, scratch: &mut Scratch) {
        let Scratch { terms, top, by_code, bounds, scored, marked, rare, chosen, .. } = scratch;
        scored.resize(self.outer.len().div_ceil(64).max(scored.len()), 0);
        take_rare(terms, &self.lists, &self.forward, rare);
        order(terms);
        bounds.fill(terms, &self.forward);
        for term in &*terms {
            by_code.set(&self.forward, term.term, term.weight);
        }
        let fetched = [0; BATCH];
        let mut search = Search { postings: self, unit, top, by_code, bounds, scored, marked, fetched, chosen };
        search.score_rare(rare);
        let mut remaining: u32 = terms.iter().map(|t| t.weight).sum();
        for term in &*terms {
            if remaining < search.needed_first() {
                break;
            }
            search.open(term, remaining);
            remaining -= term.weight;
            search.bounds.drop(&self.forward, term);
        }
        for term in &*terms {
            by_code.set(&self.forward, term.term, 0);
        }
        for doc in marked.drain(..) {
            scored[doc as usize / 64] = 0;
        }
    }
}

/// Moves the rare terms out of `terms` into the documents that hold them, each once with what they bring.
fn take_rare(terms: &mut Vec<Term>, lists: &Lists, forward: &Forward, rare: &mut Vec<(u32, u32)>) {
    rare.clear();
    terms.retain(|t| {
        let frequent = forward.code(t.term).is_some();
        if !frequent {
            rare.extend(lists.docs(t.term).map(|doc| (doc, t.weight)));
        }
        frequent
    });
    rare.sort_unstable();
    rare.dedup_by(|later, first| {
        let same = later.0 == first.0;
        first.1 += if same { later.1 } else { 0 };
        same
    });
}

/// Puts first what brings most for a posting: the sum of the rest falls fastest for the least work.
fn order(terms: &mut [Term]) {
    terms.sort_unstable_by(|a, b| {
        let (of_a, of_b) = (u64::from(a.weight) * u64::from(b.frequency), u64::from(b.weight) * u64::from(a.frequency));
        of_b.cmp(&of_a).then(a.term.cmp(&b.term))
    });
}

/// A pruning search under way.
struct Search<'s> {
    postings: &'s Postings,
    unit: f64,
    top: &'s mut Top,
    by_code: &'s mut ByCode,
    bounds: &'s mut Bounds,
    scored: &'s mut [u64],
    marked: &'s mut Vec<u32>,
    fetched: [u64; BATCH],
    chosen: &'s mut Vec<Chosen>,
}

impl Search<'_> {
    /// The least sum that may enter with the highest factor: with less, no document may.
    fn needed_first(&self) -> u32 {
        self.postings.levels.factors.first().map_or(0, |factor| self.top.needed(self.unit * f64::from(*factor)))
    }

    /// Scores all documents with rare terms.
    fn score_rare(&mut self, rare: &[(u32, u32)]) {
        let levels = &self.postings.levels;
        let mut level = 0;
        for (doc, weight) in rare {
            while levels.ends.get(level).is_some_and(|end| end <= doc) {
                level += 1;
            }
            let factor = levels.factors.get(level).copied().unwrap_or(0.0);
            let mut one = [Chosen { doc: *doc, ..Chosen::default() }];
            fetch(self.postings, &mut one);
            self.score(one[0], *weight, self.unit * f64::from(factor));
        }
    }

    /// Looks through the list of `term`; no document that was not scored yet can reach more than `remaining`.
    fn open(&mut self, term: &Term, remaining: u32) {
        let postings = self.postings;
        let mut levels = postings.levels.ends.iter().zip(&postings.levels.factors);
        let mut level_end = 0;
        let mut unit = self.unit;
        let mut needed = 0;
        for Run { base, mut lows } in postings.lists.runs(term.term) {
            while let Some(first) = lows.first() {
                let first = base | u32::from(*first);
                while level_end <= first {
                    let Some((end, factor)) = levels.next() else {
                        return;
                    };
                    (level_end, unit) = (*end, self.unit * f64::from(*factor));
                    if level_end > first {
                        needed = self.top.needed(unit);
                    }
                }
                // Factors fall along the list: nothing behind reaches more, unless it is only late in its level.
                if remaining < needed && remaining < self.top.needed(unit) {
                    return;
                }
                let in_level = lows.partition_point(|low| (base | u32::from(*low)) < level_end);
                let (now, behind) = lows.split_at(in_level);
                if remaining >= needed {
                    needed = self.look_through(base, now, unit, needed);
                }
                lows = behind;
            }
        }
    }

    /// Scores what may enter of documents of one level; returns what it takes to enter behind them.
    ///
    /// Works in batches, and in each fetches before it computes: signatures and codes lie anywhere in memory, and a row
    /// of plain loads is waited for once, where a load between computations is waited for each time.
    fn look_through(&mut self, base: u32, lows: &[u16], unit: f64, mut needed: u32) -> u32 {
        let signatures = self.postings.forward.signatures.get(base as usize..).unwrap_or_default();
        for lows in lows.chunks(BATCH) {
            for (signature, low) in self.fetched.iter_mut().zip(lows) {
                *signature = signatures.get(usize::from(*low)).copied().unwrap_or(0);
            }
            self.chosen.clear();
            for (signature, low) in self.fetched.iter().zip(lows) {
                let bound = self.bounds.sum(*signature);
                if bound >= needed {
                    self.chosen.push(Chosen { doc: base | u32::from(*low), bound, ..Chosen::default() });
                }
            }
            fetch(self.postings, self.chosen);
            for at in 0..self.chosen.len() {
                let one = self.chosen[at];
                if one.bound >= needed {
                    self.score(one, 0, unit);
                    needed = needed.max(self.top.needed_behind(one.outer, unit));
                }
            }
        }
        needed
    }

    /// Scores a document, once; `rare` is what its rare terms bring.
    fn score(&mut self, one: Chosen, rare: u32, unit: f64) {
        if let Some(word) = self.scored.get_mut(one.doc as usize / 64)
            && *word >> (one.doc % 64) & 1 == 0
        {
            *word |= 1 << (one.doc % 64);
            self.marked.push(one.doc);
            let sum = rare + self.by_code.sum(self.postings.forward.codes(one.codes));
            self.top.offer(one.outer, score(sum, unit));
        }
    }
}

/// Finds where the codes of documents lie and brings them near.
fn fetch(postings: &Postings, chosen: &mut [Chosen]) {
    for one in chosen.iter_mut() {
        one.codes = postings.forward.place(one.doc);
        one.outer = postings.outer.get(one.doc as usize).copied().unwrap_or(u32::MAX);
    }
    let first = |one: &Chosen| postings.forward.codes(one.codes).first().copied().unwrap_or(0);
    std::hint::black_box(chosen.iter().map(first).fold(0, |all, code| all ^ code));
}

/// A document that may enter.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    doc: u32,
    outer: u32,
    /// What it reaches at most.
    bound: u32,
    /// Where its codes lie.
    codes: (u32, u32),
}

/// A query's weights by code: a table as long as there are codes, so that looking up needs no check.
#[derive(Clone, Debug)]
struct ByCode(Box<[u32; 1 << 16]>);

impl Default for ByCode {
    fn default() -> Self {
        Self(Box::new([0; 1 << 16]))
    }
}

impl ByCode {
    fn set(&mut self, forward: &Forward, term: u32, weight: u32) {
        if let Some((code, _)) = forward.code(term) {
            self.0[usize::from(code)] = weight;
        }
    }

    #[inline]
    fn sum(&self, codes: &[u16]) -> u32 {
        codes.iter().map(|code| self.0[usize::from(*code)]).sum()
    }
}

/// What a signature's document can reach at most: for each of its eight bytes, the weights of the bits that are set.
#[derive(Clone, Debug)]
struct Bounds(Box<[[u32; 256]; 8]>);

impl Default for Bounds {
    fn default() -> Self {
        Self(Box::new([[0; 256]; 8]))
    }
}

impl Bounds {
    fn fill(&mut self, terms: &[Term], forward: &Forward) {
        let mut weights = [0_u32; 64];
        for term in terms {
            if let Some((_, bit)) = forward.code(term.term) {
                weights[usize::from(bit)] += term.weight;
            }
        }
        for (table, weights) in self.0.iter_mut().zip(weights.chunks(8)) {
            for byte in 1..256_usize {
                let lowest = byte.trailing_zeros() as usize;
                table[byte] = table[byte & (byte - 1)] + weights[lowest];
            }
        }
    }

    /// Takes a term out again.
    fn drop(&mut self, forward: &Forward, term: &Term) {
        let Some((_, bit)) = forward.code(term.term) else {
            return;
        };
        let table = &mut self.0[usize::from(bit) / 8];
        let bit = 1_usize << (bit % 8);
        for set in table.chunks_mut(2 * bit) {
            for bound in &mut set[bit..] {
                *bound -= term.weight;
            }
        }
    }

    #[inline]
    fn sum(&self, signature: u64) -> u32 {
        self.0.iter().zip(signature.to_le_bytes()).map(|(table, byte)| table[usize::from(byte)]).sum()
    }
}
