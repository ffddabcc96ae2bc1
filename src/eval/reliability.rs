//! Compares what the scores say with what comes true: of all entries that are said to be right at 0.9, nine in ten
//! should be.
//!
//! Ten bins of equal width, and the expected calibration error over them: Naeini, Cooper and Hauskrecht, *Obtaining Well
//! Calibrated Probabilities Using Bayesian Binning*, 2015; Guo, Pleiss, Sun and Weinberger, *On Calibration of Modern
//! Neural Networks*, 2017. What is compared is the score of the best entry of every case that is one question, answered
//! or not, in scope or not: the score is the same estimate wherever it is shown.
//!
//! The figure is one of the cases as they are mixed: of a file without any that are out of scope more comes true. Of one
//! with nothing else nothing can, whatever the scores say, and so nothing is compared.

use serde::Serialize;

use super::tally::{hundredths, percent};
use super::trial::{Estimate, Trial};

/// How many bins there are.
const BINS: u16 = 10;
/// The score of what is certain.
const CERTAIN: u16 = 1000;

/// The estimates, by how much they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reliability {
    bins: Vec<Counts>,
}

/// The estimates in one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    cases: usize,
    /// The sum of the scores, in thousandths.
    said: usize,
    right: usize,
}

/// A bin in percent, to the hundredth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The least score in it, in thousandths.
    pub from: u16,
    /// The score at which the next bin begins, in thousandths; the last bin holds it as well.
    pub to: u16,
    /// How many estimates are in it.
    pub cases: usize,
    /// The mean score, in percent; `None` where there is none.
    pub said: Option<f64>,
    /// How many of the entries are right, in percent.
    pub right: Option<f64>,
}

impl Reliability {
    /// Sorts the estimates of `trials` into bins; there are none where nothing is in scope.
    #[must_use]
    pub fn new(trials: &[Trial]) -> Self {
        if !trials.iter().any(|trial| trial.in_scope) {
            return Self::default();
        }
        let mut bins = vec![Counts::default(); usize::from(BINS)];
        for Estimate { score, right } in trials.iter().filter_map(|trial| trial.estimate) {
            let bin = (score * BINS / CERTAIN).min(BINS - 1);
            if let Some(counts) = bins.get_mut(usize::from(bin)) {
                counts.cases += 1;
                counts.said += usize::from(score);
                counts.right += usize::from(right);
            }
        }
        Self { bins }
    }

    /// The expected calibration error in percent, 0 to 100: how far the share that is right lies from what was said, in
    /// the mean of all estimates.
    #[must_use]
    pub fn ece(&self) -> Option<f64> {
        let certain = usize::from(CERTAIN);
        let cases: usize = self.bins.iter().map(|bin| bin.cases).sum();
        percent(self.bins.iter().map(|bin| bin.said.abs_diff(bin.right * certain)).sum(), cases * certain)
    }

    /// The bins, from the least sure to the surest.
    #[must_use]
    pub fn bins(&self) -> Vec<Bin> {
        let width = CERTAIN / BINS;
        let bin = |(from, counts): (u16, &Counts)| Bin {
            from: from * width,
            to: (from + 1) * width,
            cases: counts.cases,
            said: percent(counts.said, counts.cases * usize::from(CERTAIN)).map(hundredths),
            right: percent(counts.right, counts.cases).map(hundredths),
        };
        (0..).zip(&self.bins).map(bin).collect()
    }
}

impl Serialize for Reliability {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.bins().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Reliability;
    use crate::eval::tally::hundredths;
    use crate::eval::trial::{Estimate, Trial};

    fn reliability(estimates: &[(u16, bool)]) -> Reliability {
        let trial = |&(score, right): &(u16, bool)| Trial {
            in_scope: true,
            estimate: Some(Estimate { score, right }),
            ..Trial::default()
        };
        // A case without an estimate says nothing about them.
        Reliability::new(&estimates.iter().map(trial).chain([Trial::default()]).collect::<Vec<_>>())
    }

    #[test]
    fn ece_is_the_mean_gap_between_said_and_true() {
        #[track_caller]
        fn check(estimates: &[(u16, bool)], expected: Option<f64>) {
            assert_eq!(reliability(estimates).ece().map(hundredths), expected, "{estimates:?}");
        }
        check(&[], None);
        let outside = Trial { estimate: Some(Estimate { score: 900, right: false }), ..Trial::default() };
        assert_eq!(Reliability::new(&[outside]).ece(), None, "out of scope nothing could have come true");
        check(&[(1000, true)], Some(0.0));
        check(&[(0, false)], Some(0.0));
        check(&[(1000, false)], Some(100.0));
        check(&[(800, true)], Some(20.0));
        // In one bin errors even out: 0.85 and 0.85 are said, one of two is right.
        check(&[(850, true), (850, false)], Some(35.0));
        // In two they do not: 10 % off for two of three, 30 % for the third.
        check(&[(900, true), (900, true), (300, false)], Some(16.67));
    }

    #[test]
    fn bins_are_tenths_and_the_last_holds_what_is_certain() {
        let bins = reliability(&[(0, false), (99, false), (100, true), (999, true), (1000, false)]).bins();
        assert_eq!(bins.len(), 10);
        #[track_caller]
        fn check(bin: Option<&super::Bin>, range: (u16, u16), cases: usize, said: Option<f64>, right: Option<f64>) {
            let found = bin.map(|bin| ((bin.from, bin.to), bin.cases, bin.said, bin.right));
            assert_eq!(found, Some((range, cases, said, right)));
        }
        check(bins.first(), (0, 100), 2, Some(4.95), Some(0.0));
        check(bins.get(1), (100, 200), 1, Some(10.0), Some(100.0));
        check(bins.get(5), (500, 600), 0, None, None);
        check(bins.last(), (900, 1000), 2, Some(99.95), Some(50.0));
    }
}
