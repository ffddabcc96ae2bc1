//! Picks the few phrasings worth scoring: those that share the most telling terms with the question.
//!
//! The phrasings that share most are found exactly, by the postings. Every entry is represented by its best few, so that
//! an entry with many phrasings does not crowd out the others.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::matching::index::{Index, LeftOut, TermId};
use crate::matching::postings::Scratch;
use crate::matching::reader::AtomKind;
use crate::matching::score::Weighed;

/// How many entries are scored at most: the right one is nearly always among far fewer.
const ENTRIES: usize = 16;
/// How many phrasings are found for each that an entry has on the average: enough that several entries are among them,
/// few enough that most lists need not be read to the end.
const FOUND_FOR_EACH: usize = 4;
/// The fewest and the most that are found.
const FOUND: RangeInclusive<usize> = 32..=256;
/// A phrasing that shares less than this part of what the best one shares is not scored: hardly any such was ever the answer.
const FAR: f32 = 0.6;
/// So many entries are scored however little they share: without rivals the best would seem surer than it is.
const RIVALS: usize = 5;
/// How many phrasings of each entry are scored.
const PHRASINGS: usize = 3;

thread_local! {
    /// What a search needs to remember; kept from question to question.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
}

/// The phrasings to score, by entry, most promising first; the entries in `also` are among them whatever they share.
pub(super) fn candidates(index: &Index, question: &[Weighed], also: &[u32], left_out: LeftOut) -> Vec<(u32, Vec<u32>)> {
    let terms = telling_terms(index, question, left_out);
    let found = FOUND_FOR_EACH * index.phrasings.len() / index.entries.len().max(1);
    let found = found.clamp(*FOUND.start(), *FOUND.end());
    let hits = SCRATCH.with_borrow_mut(|scratch| index.postings.top_k(&terms, found, left_out, scratch));
    let mut by_entry: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    let least = hits.first().map_or(0.0, |best| FAR * best.score);
    for hit in hits {
        if hit.score < least && by_entry.len() >= RIVALS {
            break;
        }
        let Some(entry) = index.phrasings.entry(hit.doc) else { continue };
        let place = *places.entry(entry).or_insert(by_entry.len());
        if place == by_entry.len() {
            by_entry.push((entry, Vec::new()));
        }
        if by_entry[place].1.len() < PHRASINGS {
            by_entry[place].1.push(hit.doc);
        }
    }
    let mut rank = 0;
    by_entry.retain(|(entry, _)| {
        rank += 1;
        rank <= ENTRIES || also.contains(entry)
    });
    let missing = also.iter().filter(|entry| !places.contains_key(entry));
    by_entry.extend(missing.map(|entry| (*entry, best_of(index, *entry, &terms, left_out))));
    by_entry
}

/// The phrasings of one entry that share the most with the terms, even if that is nothing; none of an entry without any.
fn best_of(index: &Index, entry: u32, terms: &[(TermId, f32)], left_out: LeftOut) -> Vec<u32> {
    let Some(own) = index.entries.get(entry as usize) else { return Vec::new() };
    let (first, len) = own.phrasings;
    let mut own = Vec::new();
    let mut sum = |phrasing: u32| -> f32 {
        index.phrasings.terms_into(phrasing, &mut own);
        terms.iter().filter(|(term, _)| own.binary_search(term).is_ok()).map(|(_, weight)| weight).sum()
    };
    let others = (first..first + len).filter(|phrasing| left_out != Some(*phrasing));
    let mut best: Vec<(f32, u32)> = others.map(|phrasing| (sum(phrasing), phrasing)).collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    best.truncate(PHRASINGS);
    best.into_iter().map(|(_, phrasing)| phrasing).collect()
}

/// The question's terms, each once, and what each adds to a phrasing that holds it.
fn telling_terms(index: &Index, question: &[Weighed], left_out: LeftOut) -> Vec<(TermId, f32)> {
    let mut terms: FxHashMap<TermId, f32> = FxHashMap::default();
    for weighed in question {
        let atom = &weighed.atom;
        if let Some(term) = atom.right {
            terms.insert(term, 2.0 * index.rarity(term, left_out).unwrap_or(0.0));
        }
        if let Some(term) = atom.group {
            *terms.entry(term).or_default() += 2.0 * weighed.weight;
        }
        if let Some(term) = atom.alone {
            let weight = match atom.kind {
                AtomKind::Han { light: true } => 0.0,
                AtomKind::Han { light: false } => 0.4 * index.rarity(term, left_out).unwrap_or(0.0),
                _ => 2.0 * weighed.weight,
            };
            terms.insert(term, weight);
        }
    }
    let mut terms: Vec<(TermId, f32)> = terms.into_iter().collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms
}
