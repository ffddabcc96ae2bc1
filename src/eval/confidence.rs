//! How much the confidence of the replies is worth: whether it parts what can be answered from what cannot, and whether
//! it comes true.

use serde::Serialize;

use super::curve::{Curve, Shares};
use super::reliability::Reliability;
use super::trial::Trial;
use crate::matching::ANSWER;

/// The coverages at which the risk is told, in percent of the cases in scope.
const COVERAGES: [usize; 5] = [95, 90, 80, 70, 50];

/// What is known of the confidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confidence {
    /// Where the engine's own threshold lies on the curve.
    pub now: Option<Shares>,
    /// What other thresholds would bring.
    pub curve: Curve,
    /// What the scores say against what is right.
    pub reliability: Reliability,
}

impl Confidence {
    /// Weighs the trials; nothing where there are none.
    #[must_use]
    pub fn new(trials: &[Trial]) -> Option<Self> {
        let curve = Curve::new(trials);
        let reliability = Reliability::new(trials);
        (!trials.is_empty()).then(|| Self { now: curve.at(ANSWER), curve, reliability })
    }

    /// What the engine's own threshold brings and what it would take to cover more or less, the most covered first.
    #[must_use]
    pub fn milestones(&self) -> Vec<Shares> {
        let others = COVERAGES.iter().filter_map(|coverage| self.curve.covering(*coverage));
        let mut milestones: Vec<Shares> = self.now.into_iter().chain(others).collect();
        milestones.sort_by_key(|shares| shares.threshold);
        milestones.dedup_by_key(|shares| shares.threshold);
        milestones
    }
}
