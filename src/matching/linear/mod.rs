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

/// Makes `vector` the text whose features have these weights and rows; one that has no row still counts in the length, so
/// that a text of unknown words pulls little.
fn fill(vector: &mut Vector, features: impl Iterator<Item = (f32, Option<u32>)>) {
    vector.clear();
    let mut norm = 0.0;
    for (weight, row) in features {
        norm += weight * weight;
        vector.extend(row.map(|row| (row, weight)));
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
}

impl Linear {
    /// For each entry the logarithm of its odds, up to a constant; `None` where no feature is known.
    pub fn scores(&self, features: &[Feature]) -> Option<Vec<f32>> {
        let mut vector = Vector::with_capacity(features.len());
        fill(&mut vector, features.iter().map(|feature| (feature.weight, self.keys.row(feature.key))));
        if vector.is_empty() {
            return None;
        }
        let mut scores = self.bias.clone();
        for (row, value) in vector {
            self.weights.add(row, value, &mut scores);
        }
        Some(scores)
    }
}
