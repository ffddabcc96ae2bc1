//! What each phrasing weighs, reckoned once: a question then weighs only what it shares with a phrasing.

use serde::{Deserialize, Serialize};

use super::weigh::weigh;
use crate::matching::index::{Index, LeftOut};
use crate::parallel;

/// So many phrasings are worth a thread of their own.
const PHRASINGS_A_THREAD: usize = 4096;

/// The weight of each phrasing, all its atoms together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::matching) struct Totals(Vec<f32>);

impl Totals {
    pub fn new(index: &Index) -> Self {
        let phrasings: Vec<u32> = (0..).take(index.phrasings.len()).collect();
        Self(parallel::map(&phrasings, PHRASINGS_A_THREAD, |phrasing| total(index, *phrasing, None)))
    }

    /// The weight of a phrasing; what is left out may make terms rarer, so that it is reckoned anew.
    pub(super) fn of(&self, index: &Index, phrasing: u32, left_out: LeftOut) -> f32 {
        let known = self.0.get(phrasing as usize).filter(|_| left_out.is_none());
        known.copied().unwrap_or_else(|| total(index, phrasing, left_out))
    }
}

fn total(index: &Index, phrasing: u32, left_out: LeftOut) -> f32 {
    index.phrasings.atoms(phrasing).map(|atom| weigh(index, atom, 1.0, left_out).weight).sum()
}
