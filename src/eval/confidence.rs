//! How much the confidence of the replies is worth: whether it parts what can be answered from what cannot, and whether
//! it comes true.

use serde::Serialize;

use super::curve::{Curve, Shares};
use super::reliability::Reliability;
use super::trial::Trial;

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
    /// Weighs the trials of an engine that answers from `answer_from` thousandths on; nothing where there are none.
    #[must_use]
    pub fn new(trials: &[Trial], answer_from: u16) -> Option<Self> {
        let curve = Curve::new(trials);
        let reliability = Reliability::new(trials);
        (!trials.is_empty()).then(|| Self { now: curve.at(answer_from), curve, reliability })
    }

    /// Whether `threshold` is the engine's own.
    #[must_use]
    pub fn is_own(&self, threshold: u16) -> bool {
        self.now.is_some_and(|now| now.threshold == threshold)
    }

    /// What the engine's own threshold brings and what it would take to cover more or less, the most covered first.
    #[must_use]
    pub fn milestones(&self) -> Vec<Shares> {
        let others = COVERAGES.iter().filter_map(|coverage| self.curve.covering(*coverage));
        let mut milestones: Vec<Shares> = self.now.into_iter().chain(others).collect();
        milestones.sort_by_key(|shares| shares.threshold);
        // Of two that cover the same the lower threshold stays: it may be the engine's own.
        milestones.dedup_by_key(|shares| shares.coverage);
        milestones
    }
}

#[cfg(test)]
mod tests {
    use super::Confidence;
    use crate::eval::grade::Grade;
    use crate::eval::trial::{Step, Trial};

    /// Where this engine answers from.
    const ANSWER: u16 = 780;

    /// Cases in scope that are answered rightly from these confidences on.
    #[track_caller]
    fn check(confidences: impl IntoIterator<Item = u16>, expected: &[(u16, f64)]) {
        let step = |confidence| Step { confidence, grade: Grade::Right };
        let trial = |confidence| Trial { in_scope: true, steps: vec![step(confidence)], estimate: None };
        let trials: Vec<Trial> = confidences.into_iter().map(trial).collect();
        let milestones = Confidence::new(&trials, ANSWER).map(|c| c.milestones()).unwrap_or_default();
        let found: Vec<_> = milestones.iter().filter_map(|shares| Some((shares.threshold, shares.coverage?))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn milestones_are_the_own_threshold_and_round_coverages() {
        check([], &[]);
        // A hundred, of which the engine answers the last 26.
        let expected = [(69, 95.0), (64, 90.0), (54, 80.0), (44, 70.0), (24, 50.0), (0, 26.0)];
        check(ANSWER - 74..=ANSWER + 25, &expected.map(|(below, coverage)| (ANSWER - below, coverage)));
        // What covers the same as now is not told again.
        check([900, 300], &[(300, 100.0), (ANSWER, 50.0)]);
    }
}
