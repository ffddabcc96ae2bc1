//! Ranks the entries by what their phrasings have in common and others have not: a linear classifier over features.
//!
//! Multinomial logistic regression (Cox 1966; over character n-grams as in Joachims, "Text categorization with support
//! vector machines", 1998), learnt from the phrasings alone when the knowledge is loaded. The nearest phrasing may be an
//! odd one of its entry; this sees all of them at once and learns which words tell entries apart.
//!
//! Invariants: the same phrasings give the same model, bit for bit; scores are sums that can be told apart by feature;
//! a model is small (weights are bytes, and zeros are not kept).

mod train;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::matching::features::Feature;

pub(super) use train::{Example, train};

/// A weight of a feature for an entry, in steps of its row.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Weight {
    entry: u32,
    steps: i8,
}

/// The weights of one feature.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Row {
    /// The first of its weights.
    from: u32,
    /// One step, times the feature's rarity.
    step: f32,
    /// The feature's rarity, for the length of a question.
    idf: f32,
}

/// The classifier.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Linear {
    /// Feature -> its row.
    rows: FxHashMap<u64, u32>,
    table: Vec<Row>,
    weights: Vec<Weight>,
    bias: Vec<f32>,
    /// The rarity of a feature that no phrasing holds.
    unseen: f32,
}

impl Linear {
    /// For each entry the logarithm of its odds, up to a constant.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let mut scores = self.bias.clone();
        let mut rows: Vec<(usize, f32)> = Vec::with_capacity(features.len());
        let mut norm = 0.0;
        for feature in features {
            let row = self.rows.get(&feature.key).map(|row| *row as usize);
            let idf = row.and_then(|row| self.table.get(row)).map_or(self.unseen, |row| row.idf);
            norm += (feature.weight * idf).powi(2);
            rows.extend(row.map(|row| (row, feature.weight)));
        }
        let scale = norm.sqrt().max(f32::MIN_POSITIVE).recip();
        for (row, weight) in rows {
            let Some(Row { from, step, .. }) = self.table.get(row).copied() else { continue };
            let to = self.table.get(row + 1).map_or(self.weights.len(), |next| next.from as usize);
            let step = step * weight * scale;
            for weight in self.weights.get(from as usize..to).into_iter().flatten() {
                if let Some(score) = scores.get_mut(weight.entry as usize) {
                    *score += step * f32::from(weight.steps);
                }
            }
        }
        scores
    }
}
