//! Picks the few phrasings worth scoring: those that share the most telling terms with the question.
//!
//! Term-at-a-time over the postings. Every entry is represented by its best phrasings, so that an entry with many
//! phrasings does not crowd out the others.

use rustc_hash::FxHashMap;

use crate::matching::index::{Index, LeftOut, TermId};
use crate::matching::reader::AtomKind;
use crate::matching::score::{Weighed, rarity};

/// How many entries are scored: the right one is nearly always among far fewer.
const ENTRIES: usize = 24;
/// How many phrasings of each are scored.
const PHRASINGS: usize = 4;

/// The phrasings to score, by entry, most promising first; the entries in `also` are among them if they share anything.
pub(super) fn candidates(index: &Index, question: &[Weighed], also: &[u32], left_out: LeftOut) -> Vec<(u32, Vec<u32>)> {
    let mut sums: Vec<f32> = vec![0.0; index.phrasings.len()];
    for (term, weight) in telling_terms(index, question, left_out) {
        for &phrasing in index.postings.get(term as usize).into_iter().flatten() {
            sums[phrasing as usize] += weight;
        }
    }
    if let Some(left_out) = left_out {
        sums[left_out as usize] = 0.0;
    }
    let mut best: Vec<(f32, u32)> = Vec::new();
    let mut by_entry: Vec<(f32, u32, Vec<u32>)> = Vec::new();
    for (number, entry) in index.entries.iter().enumerate() {
        best.clear();
        let (first, len) = entry.phrasings;
        for phrasing in first..first + len {
            let sum = sums[phrasing as usize];
            if sum > 0.0 {
                // Of two that share the same terms the shorter one says less besides.
                #[expect(clippy::cast_precision_loss, reason = "a phrasing has few terms")]
                let length = index.phrasings[phrasing as usize].terms.len() as f32;
                best.push((sum / (4.0 + length).sqrt(), phrasing));
            }
        }
        if best.is_empty() {
            continue;
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(PHRASINGS);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        by_entry.push((best[0].0, number, best.iter().map(|(_, p)| *p).collect()));
    }
    by_entry.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let chosen = by_entry.into_iter().enumerate().filter(|(i, (_, entry, _))| *i < ENTRIES || also.contains(entry));
    chosen.map(|(_, (_, entry, phrasings))| (entry, phrasings)).collect()
}

/// The question's terms, each once, and what each adds to a phrasing that holds it.
fn telling_terms(index: &Index, question: &[Weighed], left_out: LeftOut) -> FxHashMap<TermId, f32> {
    let mut terms: FxHashMap<TermId, f32> = FxHashMap::default();
    for weighed in question {
        let atom = &weighed.atom;
        if let Some(term) = atom.right {
            terms.insert(term, 2.0 * rarity(index, term, left_out).unwrap_or(0.0));
        }
        if let Some(term) = atom.group {
            *terms.entry(term).or_default() += 2.0 * weighed.weight;
        }
        if let Some(term) = atom.alone {
            let weight = match atom.kind {
                AtomKind::Han { light: true } => 0.0,
                AtomKind::Han { light: false } => 0.4 * rarity(index, term, left_out).unwrap_or(0.0),
                _ => 2.0 * weighed.weight,
            };
            terms.insert(term, weight);
        }
    }
    terms
}
