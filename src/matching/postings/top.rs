//! Keeps the k best hits and knows what it takes to enter.
//!
//! A hit is one number: the score's bits (which order positive floats) above the document's complement, so that a
//! greater number is a better hit and of equal scores the earlier document wins.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Hit;

/// The best hits so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Top {
    k: usize,
    /// The worst on top.
    best: BinaryHeap<Reverse<u64>>,
    skip: Option<u32>,
}

impl Top {
    /// Begins anew: the `k` best without the document `skip`.
    pub fn begin(&mut self, k: usize, skip: Option<u32>) {
        self.best.clear();
        (self.k, self.skip) = (k, skip);
    }

    /// The worst hit, where there are k already.
    fn worst(&self) -> Option<u64> {
        (self.best.len() >= self.k).then(|| self.best.peek().map_or(u64::MAX, |Reverse(worst)| *worst))
    }

    /// The least sum that may enter where one unit is worth `unit`; at least 1.
    pub fn needed(&self, unit: f64) -> u32 {
        let Some(worst) = self.worst() else {
            return 1;
        };
        let (worst, _) = parts(worst);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounds down and saturates")]
        let near = ((f64::from(worst) / unit) as u32).min(1 << 24);
        // Rounding the score may lift a sum that is short of the worst by less than one.
        let mut sum = near.saturating_sub(1).max(1);
        while score(sum, unit) < worst && sum <= near {
            sum += 1;
        }
        sum
    }

    /// The least sum that may enter where only documents later than `doc` are left: a tie may be too late.
    pub fn needed_behind(&self, doc: u32, unit: f64) -> u32 {
        let needed = self.needed(unit);
        let is_late = self.worst().is_some_and(|worst| key(doc, score(needed, unit)) <= worst);
        needed + u32::from(is_late)
    }

    /// Takes a hit in if it is among the best.
    pub fn offer(&mut self, doc: u32, score: f32) {
        if self.skip == Some(doc) {
            return;
        }
        let key = key(doc, score);
        match self.worst() {
            None => self.best.push(Reverse(key)),
            Some(worst) if worst < key => {
                if let Some(mut top) = self.best.peek_mut() {
                    *top = Reverse(key);
                }
            }
            Some(_) => {}
        }
    }

    /// The hits, best first.
    pub fn finish(&mut self) -> Vec<Hit> {
        let mut keys: Vec<u64> = self.best.drain().map(|Reverse(key)| key).collect();
        keys.sort_unstable_by_key(|key| Reverse(*key));
        keys.into_iter().map(parts).map(|(score, doc)| Hit { doc, score }).collect()
    }
}

/// What a sum of weights is worth; grows with the sum, and is finite.
pub(super) fn score(sum: u32, unit: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "rounded once, here")]
    let score = (f64::from(sum) * unit) as f32;
    score.min(f32::MAX)
}

fn key(doc: u32, score: f32) -> u64 {
    u64::from(score.to_bits()) << 32 | u64::from(!doc)
}

fn parts(key: u64) -> (f32, u32) {
    let [a, b, c, d, doc @ ..] = key.to_be_bytes();
    (f32::from_bits(u32::from_be_bytes([a, b, c, d])), !u32::from_be_bytes(doc))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::{Hit, Top, score};

    #[test]
    fn the_best_are_kept_and_the_earlier_of_equals() {
        let mut top = Top::default();
        top.begin(3, Some(7));
        for (doc, score) in [(5, 1.0), (7, 9.0), (2, 1.0), (9, 2.0), (3, 1.0), (4, 0.5)] {
            top.offer(doc, score);
        }
        assert_eq!((top.needed(0.5), top.needed(0.25)), (2, 4));
        assert_eq!((top.needed_behind(1, 0.5), top.needed_behind(3, 0.5)), (2, 3), "a tie must come earlier");
        assert_eq!(top.finish(), [(9, 2.0), (2, 1.0), (3, 1.0)].map(|(doc, score)| Hit { doc, score }));
    }

    #[test]
    fn none_are_kept_of_none() {
        let mut top = Top::default();
        top.begin(0, None);
        top.offer(1, 1.0);
        assert_eq!(top.finish(), []);
    }

    proptest! {
        #[test]
        fn the_least_sum_that_enters_is_found(sum in 1_u32..1 << 23, unit in 1e-12_f64..1e3) {
            let mut top = Top::default();
            top.begin(1, None);
            top.offer(0, score(sum, unit * 1.5));
            let needed = top.needed(unit);
            prop_assert!(needed == 1 || score(needed - 1, unit) < score(sum, unit * 1.5));
            prop_assert!(score(needed + 1, unit) >= score(sum, unit * 1.5));
        }
    }
}
