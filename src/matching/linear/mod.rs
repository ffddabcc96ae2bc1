//! Ranks the entries by what their phrasings have in common and others have not: a linear classifier over features.
//!
//! Multinomial logistic regression (Cox 1966; over character n-grams as in Joachims, "Text categorization with support
//! vector machines", 1998), learnt from the phrasings alone when the knowledge is loaded. The nearest phrasing may be an
//! odd one of its entry; this sees all of them at once and learns which words tell entries apart.
//!
//! Invariants: the same phrasings give the same model, bit for bit; scores are sums that can be told apart by feature;
//! a model is small (weights are bytes, and zeros are not kept).

mod lessons;
mod train;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::matching::features::Feature;

pub(super) use lessons::Lessons;

/// The weights of one feature.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Row {
    /// The first of its weights.
    from: u32,
    /// One step of its weights.
    step: f32,
    /// The feature's rarity.
    idf: f32,
}

/// A text as the classifier sees it: rows and values, of length 1.
type Vector = Vec<(u32, f32)>;

/// The text of `features` by the row and the rarity of each; one that has none counts in the length with `unseen`.
fn vector(features: &[Feature], row: impl Fn(u64) -> Option<(u32, f32)>, unseen: f32) -> Vector {
    let mut norm = 0.0;
    let mut vector = Vec::with_capacity(features.len());
    for feature in features {
        let row = row(feature.key);
        let value = feature.weight * row.map_or(unseen, |(_, idf)| idf);
        norm += value * value;
        vector.extend(row.map(|(row, _)| (row, value)));
    }
    let scale = norm.sqrt().max(f32::MIN_POSITIVE).recip();
    for (_, value) in &mut vector {
        *value *= scale;
    }
    vector
}

/// The classifier.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Linear {
    /// Feature -> its row.
    rows: FxHashMap<u64, u32>,
    table: Vec<Row>,
    /// The entry of each weight, row by row.
    entries: Vec<u16>,
    /// The weights, in steps of their row.
    steps: Vec<i8>,
    bias: Vec<f32>,
    /// The rarity of a feature that no phrasing holds.
    unseen: f32,
}

impl Linear {
    /// For each entry the logarithm of its odds, up to a constant.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let row = |key: u64| {
            let row = *self.rows.get(&key)?;
            Some((row, self.table.get(row as usize)?.idf))
        };
        let mut scores = self.bias.clone();
        for (row, value) in vector(features, row, self.unseen) {
            let row = row as usize;
            let Some(Row { from, step, .. }) = self.table.get(row).copied() else { continue };
            let own = from as usize..self.table.get(row + 1).map_or(self.steps.len(), |next| next.from as usize);
            let entries = self.entries.get(own.clone()).unwrap_or_default();
            for (entry, steps) in entries.iter().zip(self.steps.get(own).unwrap_or_default()) {
                if let Some(score) = scores.get_mut(usize::from(*entry)) {
                    *score += value * step * f32::from(*steps);
                }
            }
        }
        scores
    }
}
