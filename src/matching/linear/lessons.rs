//! Gathers what the classifier learns from, as long as there is hope that it can be learnt.
//!
//! A phrasing has some sixty features, and all of them are in memory while it is learnt: so each feature is numbered as it
//! first comes, and a phrasing is a run of one list, 8 bytes a feature.

use rustc_hash::FxHashMap;

use super::Linear;
use super::train::{FEWEST_PASSES, MOST_WORK, train};
use crate::matching::features::Feature;

/// Features of one phrasing alone may yet be dropped; more than three of four never are.
const HOPE: usize = 4;

/// The most features that are kept at once, in 128 MiB.
const MOST_FEATURES: usize = 1 << 24;

/// A feature of a phrasing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted {
    /// Its number, in the order in which features came.
    pub feature: u32,
    /// What it counts against the others.
    pub weight: f32,
}

/// One phrasing to learn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example<'l> {
    /// The entry it asks for.
    pub entry: u32,
    /// Its features, by rising key.
    pub features: &'l [Noted],
}

/// The phrasings to learn from, in the order of the index.
#[derive(Clone, Debug)]
pub(in crate::matching) struct Lessons {
    /// Key -> the number of its feature.
    numbers: FxHashMap<u64, u32>,
    /// The features of all phrasings, one phrasing after another.
    features: Vec<Noted>,
    /// Of each phrasing the entry, and where its features end.
    ends: Vec<(u32, usize)>,
    /// How many entries have been taken in, and how many there will be.
    entry: u32,
    entries: usize,
    /// How many features may be in all.
    room: usize,
}

impl Lessons {
    /// None yet, of a knowledge with so many entries.
    pub fn new(entries: usize) -> Self {
        let room = (MOST_WORK / FEWEST_PASSES * HOPE / entries.max(1)).min(MOST_FEATURES);
        Self { numbers: FxHashMap::default(), features: Vec::new(), ends: Vec::new(), entry: 0, entries, room }
    }

    /// Whether there is still hope: else nobody need work out any features.
    pub fn are_wanted(&self) -> bool {
        self.room > 0
    }

    /// Takes in the phrasings of the next entry, by their features.
    pub fn add(&mut self, phrasings: &[Vec<Feature>]) {
        let count: usize = phrasings.iter().map(Vec::len).sum();
        self.room = self.room.saturating_sub(count);
        if self.are_wanted() {
            phrasings.iter().for_each(|features| self.note(features));
        } else {
            (self.numbers, self.features, self.ends) = (FxHashMap::default(), Vec::new(), Vec::new());
        }
        self.entry += 1;
    }

    fn note(&mut self, features: &[Feature]) {
        for &Feature { key, weight } in features {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let feature = *self.numbers.entry(key).or_insert(next);
            self.features.push(Noted { feature, weight });
        }
        self.ends.push((self.entry, self.features.len()));
    }

    /// What they teach, but for those that `held_out` names; `None` where learning would take too long.
    pub fn teach(&self, held_out: impl Fn(usize) -> bool) -> Option<Linear> {
        if self.are_wanted() { train(self, held_out) } else { None }
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// How many phrasings there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features by their keys: key, number.
    pub(super) fn keys(&self) -> impl ExactSizeIterator<Item = (u64, u32)> {
        self.numbers.iter().map(|(key, number)| (*key, *number))
    }

    /// The phrasing of this number.
    pub(super) fn example(&self, number: usize) -> Example<'_> {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before].1);
        let (entry, to) = self.ends[number];
        Example { entry, features: &self.features[from..to] }
    }
}
