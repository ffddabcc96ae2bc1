//! Gathers what the classifier learns from, as long as there is hope that it can be learnt.

use super::Linear;
use super::train::{FEWEST_PASSES, MOST_WORK, train};
use crate::matching::features::Feature;

/// Features of one phrasing alone may yet be dropped; more than three of four never are.
const HOPE: usize = 4;

/// The most features that are kept at once, in 256 MiB.
const MOST_FEATURES: usize = 1 << 24;

/// One phrasing to learn from.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// The entry it asks for.
    pub entry: u32,
    /// Its features.
    pub features: Vec<Feature>,
}

/// The phrasings to learn from, in the order of the index.
#[derive(Clone, Debug)]
pub(in crate::matching) struct Lessons {
    examples: Vec<Example>,
    /// How many entries have been taken in, and how many there will be.
    entry: u32,
    entries: usize,
    /// How many features may be in all.
    room: usize,
}

impl Lessons {
    /// None yet, of a knowledge with so many entries.
    pub fn new(entries: usize) -> Self {
        let room = MOST_WORK / FEWEST_PASSES * HOPE / entries.max(1);
        Self { examples: Vec::new(), entry: 0, entries, room: room.min(MOST_FEATURES) }
    }

    /// Whether there is still hope: else nobody need work out any features.
    pub fn are_wanted(&self) -> bool {
        self.room > 0
    }

    /// Takes in the phrasings of the next entry, by their features.
    pub fn add(&mut self, phrasings: Vec<Vec<Feature>>) {
        let count: usize = phrasings.iter().map(Vec::len).sum();
        self.room = self.room.saturating_sub(count);
        if self.are_wanted() {
            let entry = self.entry;
            self.examples.extend(phrasings.into_iter().map(|features| Example { entry, features }));
        } else {
            self.examples = Vec::new();
        }
        self.entry += 1;
    }

    /// What they teach, but for those that `held_out` names; `None` where learning would take too long.
    pub fn teach(&self, held_out: impl Fn(usize) -> bool) -> Option<Linear> {
        if self.are_wanted() { train(&self.examples, self.entries, held_out) } else { None }
    }
}
