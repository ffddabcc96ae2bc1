//! How well an entry answers a question: which of the question's telling words it covers, and how telling they are.
//!
//! ```text
//! question -> weigh -> asked (its terms, numbered) -> for each phrasing: which terms it holds -> cover -> score
//! ```
//! The score is absolute, 0 to 1: the share of the question's own weight that the best phrasing covers, lowered where
//! that phrasing asks for much more than the question does.

mod asked;
mod cover;
mod totals;
mod weigh;

use crate::matching::index::{EntryTerms, Index, LeftOut};
use crate::matching::reader::AtomKind;
use asked::Asked;
use cover::{OfAtom, covered_by};
use weigh::weigh;

pub(super) use cover::Cover;
pub(super) use totals::Totals;
pub(super) use weigh::{Weighed, weigh_all};

/// How much the phrasing's own uncovered words count against it; the rest is the question's coverage.
const PHRASING_SHARE: f32 = 0.3;

/// A candidate with what it covers.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// The entry.
    pub entry: u32,
    /// The phrasing that covers most.
    pub phrasing: u32,
    /// The score, 0 to 1.
    pub score: f32,
    /// How much of the question's weight is covered, 0 to 1.
    pub question_cover: f32,
    /// How much of the phrasing's own weight the question covers, 0 to 1.
    pub phrasing_cover: f32,
    /// How alike the question is to all phrasings of the entry together, 0 to 1.
    pub centroid: f32,
    /// Where each atom of the question is covered.
    pub covers: Vec<Cover>,
}

/// Scores entries for one question.
#[derive(Debug)]
pub(super) struct Scorer<'a> {
    index: &'a Index,
    totals: &'a Totals,
    question: &'a [Weighed],
    left_out: LeftOut,
    asked: Asked,
    /// What the question weighs.
    sum: f32,
    /// Whether the phrasing at hand holds each of the asked terms.
    held: Vec<bool>,
    /// Where the phrasing at hand covers each atom.
    covers: Vec<Cover>,
}

/// What an entry as a whole holds of the asked terms.
struct Whole {
    /// In how many of its phrasings each stands.
    counts: Vec<u32>,
    /// Whether its answer or passages hold each.
    body: Vec<bool>,
}

impl<'a> Scorer<'a> {
    pub fn new(index: &'a Index, totals: &'a Totals, question: &'a [Weighed], left_out: LeftOut) -> Self {
        let asked = Asked::new(question);
        let held = vec![false; asked.terms().len()];
        let sum = question.iter().map(|w| w.weight).sum();
        Self { index, totals, question, left_out, asked, sum, held, covers: Vec::with_capacity(question.len()) }
    }

    /// Scores `entry` by the one of these phrasings that scores highest, of equals the first in the file; `None` where
    /// none of them is there.
    pub fn best(&mut self, entry: u32, phrasings: &[u32]) -> Option<Scored> {
        let terms = self.index.entries.get(entry as usize)?;
        let whole = self.whole(entry, terms);
        let centroid = self.centroid(&whole, terms.phrasings.1);
        let mut best: Option<Scored> = None;
        for phrasing in phrasings {
            let phrasing_cover = self.look_at(*phrasing);
            let question_cover = self.cover(&whole);
            let score = question_cover * (1.0 - PHRASING_SHARE + PHRASING_SHARE * phrasing_cover);
            let is_better = best.as_ref().is_none_or(|best| match score.total_cmp(&best.score) {
                std::cmp::Ordering::Equal => *phrasing < best.phrasing,
                order => order.is_gt(),
            });
            if is_better {
                let mut covers = best.take().map(|best| best.covers).unwrap_or_default();
                covers.clone_from(&self.covers);
                let phrasing = *phrasing;
                best = Some(Scored { entry, phrasing, score, question_cover, phrasing_cover, centroid, covers });
            }
        }
        best
    }

    /// What the entry as a whole holds.
    fn whole(&self, entry: u32, terms: &EntryTerms) -> Whole {
        let asked = self.asked.terms().iter();
        let counts = asked.clone().map(|term| self.index.count(entry, *term, self.left_out)).collect();
        let body = asked.map(|term| terms.body.binary_search(term).is_ok()).collect();
        Whole { counts, body }
    }

    /// Notes which of the asked terms a phrasing holds; returns how much of its own weight the question covers.
    fn look_at(&mut self, phrasing: u32) -> f32 {
        self.held.fill(false);
        let sum = self.totals.of(self.index, phrasing, self.left_out);
        let mut covered = 0.0;
        for atom in self.index.phrasings.atoms(phrasing) {
            let asked = self.asked.of(&atom);
            for number in [asked.alone, asked.right, asked.group].into_iter().flatten() {
                self.held[number] = true;
            }
            if let Some(cover) = covered_by(atom.kind, asked.map(|number| number.is_some())) {
                covered += weigh(self.index, atom, 1.0, self.left_out).weight * cover.share();
            }
        }
        if sum > 0.0 { covered / sum } else { 0.0 }
    }

    /// Notes where each atom is covered; returns how much of the question's weight is.
    fn cover(&mut self, whole: &Whole) -> f32 {
        self.covers.clear();
        let mut covered = 0.0;
        for (weighed, asked) in self.question.iter().zip(self.asked.atoms()) {
            let by = |holds: &dyn Fn(usize) -> bool| {
                covered_by(weighed.atom.kind, asked.map(|number| number.is_some_and(holds)))
            };
            let own = by(&|number| self.held[number]);
            let cover = if let Some(cover @ (Cover::Phrasing | Cover::Synonym)) = own {
                cover
            } else {
                match by(&|number| whole.counts[number] > 0) {
                    Some(Cover::Phrasing | Cover::Synonym) => Cover::Pooled,
                    pooled => match by(&|number| whole.body[number]) {
                        Some(Cover::Phrasing | Cover::Synonym) => Cover::Body,
                        _ => own.or(pooled).unwrap_or(Cover::Missing),
                    },
                }
            };
            covered += weighed.weight * weighed.trust * cover.share();
            self.covers.push(cover);
        }
        if self.sum > 0.0 { covered / self.sum } else { 0.0 }
    }

    /// How typical the question's words are of the entry: for each, the share of the entry's phrasings that hold it,
    /// weighed by how telling it is; the root keeps a word of a few phrasings from counting for nothing.
    ///
    /// The nearest-centroid idea (Rocchio 1971; Han and Karypis, "Centroid-based document classification", 2000) on
    /// shares instead of sums, so that an entry with many phrasings has no advantage.
    fn centroid(&self, whole: &Whole, phrasings: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "an entry has few phrasings")]
        let share =
            |number: Option<usize>| number.map_or(0.0, |number| whole.counts[number] as f32 / phrasings.max(1) as f32);
        let mut typical = 0.0;
        for (weighed, asked) in self.question.iter().zip(self.asked.atoms()) {
            let OfAtom { alone, left, right, group } = asked.map(share);
            let own = if matches!(weighed.atom.kind, AtomKind::Han { .. }) { left.max(right) } else { alone };
            typical += weighed.weight * own.max(group).sqrt();
        }
        if self.sum > 0.0 { typical / self.sum } else { 0.0 }
    }
}
