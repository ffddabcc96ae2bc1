//! Ranks the entries by what their phrasings have in common and others have not: a linear classifier over features.
//!
//! Multinomial logistic regression (Cox 1966; over character n-grams as in Joachims, "Text categorization with support
//! vector machines", 1998), learnt from the phrasings alone when the knowledge is loaded. The nearest phrasing may be an
//! odd one of its entry; this sees all of them at once and learns which words tell entries apart.
//!
//! Invariants: the same phrasings give the same model, bit for bit; scores are sums that can be told apart by feature;
//! a model is small (weights are bytes, and zeros are not kept).

mod lessons;
mod table;
mod train;

use serde::{Deserialize, Serialize};

use crate::matching::features::Feature;

pub(super) use lessons::Lessons;
use table::{Keys, Weights};

/// A text as the classifier sees it: rows and values, of length 1.
type Vector = Vec<(u32, f32)>;

/// Makes `vector` the text whose features have these weights, rows and rarities; one that has no row counts in the length
/// with `unseen`.
fn fill(vector: &mut Vector, features: impl Iterator<Item = (f32, Option<(u32, f32)>)>, unseen: f32) {
    vector.clear();
    let mut norm = 0.0;
    for (weight, row) in features {
        let value = weight * row.map_or(unseen, |(_, idf)| idf);
        norm += value * value;
        vector.extend(row.map(|(row, _)| (row, value)));
    }
    let scale = norm.sqrt().max(f32::MIN_POSITIVE).recip();
    for (_, value) in vector {
        *value *= scale;
    }
}

/// The classifier.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Linear {
    keys: Keys,
    weights: Weights,
    bias: Vec<f32>,
    /// The rarity of a feature that no phrasing holds.
    unseen: f32,
}

impl Linear {
    /// For each entry the logarithm of its odds, up to a constant.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let row = |key: u64| {
            let row = self.keys.row(key)?;
            Some((row, self.weights.idf(row)?))
        };
        let mut vector = Vector::with_capacity(features.len());
        fill(&mut vector, features.iter().map(|feature| (feature.weight, row(feature.key))), self.unseen);
        let mut scores = self.bias.clone();
        for (row, value) in vector {
            self.weights.add(row, value, &mut scores);
        }
        scores
    }
}
