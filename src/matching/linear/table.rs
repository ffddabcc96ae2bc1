//! The weights in little room: of each row those that matter, as bytes; and the rows by the keys of their features.
//!
//! A weight says how many entries lie between it and the one before, so that its entry is a byte too. The keys are hashes,
//! and rise with their rows: a few of their first bits lead to the handful among which a row is looked for.

use serde::{Deserialize, Serialize};

use super::Linear;

/// Weights below this many steps of 127 are not kept: they are noise of the last passes.
const LEAST_STEPS: i8 = 4;

/// How many keys share their first bits, about.
const SHARE: usize = 8;

/// The weights of one feature.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Row {
    /// The first of its weights.
    from: u32,
    /// One step of its weights.
    step: f32,
}

/// The weights that were kept, row by row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Weights {
    rows: Box<[Row]>,
    /// How many entries lie between a weight's and that of the weight before it in the row.
    gaps: Box<[u8]>,
    /// The weights, in steps of their row.
    steps: Box<[i8]>,
}

impl Weights {
    /// Adds the weights of a row, `value` times, to the scores of their entries.
    pub fn add(&self, row: u32, value: f32, scores: &mut [f32]) {
        let row = row as usize;
        let Some(Row { from, step }) = self.rows.get(row).copied() else { return };
        let own = from as usize..self.rows.get(row + 1).map_or(self.steps.len(), |next| next.from as usize);
        let gaps = self.gaps.get(own.clone()).unwrap_or_default();
        let mut next = 0;
        for (gap, steps) in gaps.iter().zip(self.steps.get(own).unwrap_or_default()) {
            let entry = next + usize::from(*gap);
            if let Some(score) = scores.get_mut(entry) {
                *score += value * step * f32::from(*steps);
            }
            next = entry + 1;
        }
    }
}

/// Key -> row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Keys {
    /// The key of each row, rising.
    keys: Box<[u64]>,
    /// Of a key's bits only so many first ones are looked at: all but these.
    shift: u32,
    /// By their first bits: where the keys that begin so end.
    ends: Box<[u32]>,
}

impl Keys {
    /// The rows of some keys, which rise.
    pub fn new(keys: Vec<u64>) -> Self {
        let bits = (keys.len() / SHARE).max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut ends = vec![0; 1 << bits];
        let mut end = 0;
        for (prefix, place) in ends.iter_mut().enumerate() {
            let begun = |key: &u64| usize::try_from(key >> shift).unwrap_or(usize::MAX) <= prefix;
            end += keys.get(end..).unwrap_or_default().iter().take_while(|key| begun(key)).count();
            *place = u32::try_from(end).unwrap_or(u32::MAX);
        }
        Self { keys: keys.into(), shift, ends: ends.into() }
    }

    /// The row of a key.
    pub fn row(&self, key: u64) -> Option<u32> {
        let prefix = usize::try_from(key >> self.shift).ok()?;
        let from = prefix.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let keys = self.keys.get(from as usize..*self.ends.get(prefix)? as usize)?;
        Some(from + u32::try_from(keys.binary_search(&key).ok()?).ok()?)
    }
}

/// Keeps of the weights that were learnt those that matter.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    gaps: Vec<u8>,
    steps: Vec<i8>,
}

impl Table {
    /// Takes in the next row: the weight of its feature for each entry.
    pub fn push(&mut self, weights: &[f32]) {
        let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let step = most / f32::from(i8::MAX);
        self.rows.push(Row { from: u32::try_from(self.steps.len()).unwrap_or(u32::MAX), step });
        let mut gap = 0_usize;
        for weight in weights {
            #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127 by the choice of step")]
            let steps = if step > 0.0 { (weight / step).round() as i8 } else { 0 };
            if steps.unsigned_abs() < LEAST_STEPS.unsigned_abs() {
                gap += 1;
                continue;
            }
            // A gap too long for a byte is bridged by weights of nothing.
            while gap > usize::from(u8::MAX) {
                self.keep(u8::MAX, 0);
                gap -= usize::from(u8::MAX) + 1;
            }
            self.keep(u8::try_from(gap).unwrap_or(u8::MAX), steps);
            gap = 0;
        }
    }

    fn keep(&mut self, gap: u8, steps: i8) {
        self.gaps.push(gap);
        self.steps.push(steps);
    }

    /// The classifier of the rows that were taken in, whose features have these keys.
    pub fn finish(self, keys: Vec<u64>, bias: Vec<f32>) -> Linear {
        let weights = Weights { rows: self.rows.into(), gaps: self.gaps.into(), steps: self.steps.into() };
        Linear { keys: Keys::new(keys), weights, bias }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, Table};

    #[test]
    fn every_key_has_its_row_and_no_other_has_one() {
        for count in [0_u32, 1, 2, 7, 100, 5_000] {
            for spread in [1, 1 << 20, u64::MAX / 5_001] {
                let keys: Vec<u64> = (1..=u64::from(count)).map(|n| n * spread).collect();
                let rows = Keys::new(keys.clone());
                for (key, row) in keys.iter().zip(0..) {
                    assert_eq!(rows.row(*key), Some(row), "{count} keys, {spread} apart");
                }
                for key in [0, u64::MAX] {
                    assert_eq!(rows.row(key), None, "{count} keys, {spread} apart");
                }
            }
        }
    }

    #[test]
    fn weights_come_back_at_their_entries_however_far_apart() {
        for apart in [1, 2, 255, 256, 257, 511, 512, 513, 1_000] {
            let mut weights = vec![0.0; 3 * apart + 1];
            let full = f32::from(i8::MAX);
            weights[apart] = full;
            weights[3 * apart] = -full;
            let mut table = Table::default();
            table.push(&weights);
            table.push(&weights);
            let linear = table.finish(vec![5, 9], vec![0.0; weights.len()]);
            let mut scores = vec![0.0; weights.len()];
            linear.weights.add(1, 1.0, &mut scores);
            assert_eq!(scores, weights, "{apart} apart");
        }
    }
}
