//! What becomes of the replies as the threshold falls: how many cases are answered, and how many of the answers are
//! wrong.
//!
//! The measures that need no threshold come from here. Coverage and risk, and the area under their curve: El-Yaniv and
//! Wiener, *On the Foundations of Noise-free Selective Classification*, 2010; Geifman and El-Yaniv, *Selective
//! Classification for Deep Neural Networks*, 2017. The area under the ROC curve as the statistic of Mann and Whitney,
//! *On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other*, 1947, ties for a half:
//! Hanley and McNeil, *The Meaning and Use of the Area under a ROC Curve*, 1982. Accuracy in scope against refusal out
//! of scope: Dhamija, Günther and Boult, *Reducing Network Agnostophobia*, 2018.
//!
//! Invariants: cases of equal confidence are answered together, as no threshold parts them; a guard that refuses for
//! good does so at every threshold, so that no point promises what lowering the threshold would not bring.

use serde::{Serialize, Serializer};

use super::grade::Grade;
use super::tally::{hundredths, percent};
use super::thin::corners;
use super::trial::Trial;

/// Above every confidence, in thousandths: nothing is answered.
const NEVER: u16 = 1001;
/// How far a point of the curve may lie from the lines between those that are written out, in percent: less than a
/// picture shows.
const TOLERANCE: f64 = 0.1;

/// Every threshold that makes a difference, the highest first, beginning where nothing is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    in_scope: usize,
    out_of_scope: usize,
    points: Vec<Point>,
}

/// What is answered where a confidence of `threshold` thousandths is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Point {
    threshold: u16,
    /// Cases in scope that are answered, rightly or not.
    covered: usize,
    /// Those of them that are answered rightly and in full.
    right: usize,
    /// Those that are answered wrongly; the rest is answered in part.
    wrong: usize,
    /// Cases out of scope that are answered.
    false_answers: usize,
}

impl Point {
    fn new(threshold: u16, trials: &[Trial]) -> Self {
        let mut point = Self { threshold, ..Self::default() };
        for trial in trials {
            match trial.at(threshold) {
                Some(grade) if trial.in_scope => {
                    point.covered += 1;
                    point.right += usize::from(grade == Grade::Right);
                    point.wrong += usize::from(grade == Grade::Wrong);
                }
                Some(_) => point.false_answers += 1,
                None => {}
            }
        }
        point
    }

    fn answered(&self) -> usize {
        self.covered + self.false_answers
    }

    /// The share of the answers that is wrong, in percent; those to cases out of scope are.
    fn risk(&self) -> Option<f64> {
        percent(self.wrong + self.false_answers, self.answered())
    }
}

/// A point of the curve in percent, to the hundredth; a share of nothing is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shares {
    /// The confidence that is enough to answer, in thousandths; 1001 where none is.
    pub threshold: u16,
    /// Of the cases in scope: answered, rightly or not.
    pub coverage: Option<f64>,
    /// Of all answers: wrong, those to cases out of scope included; `None` too where nothing is in scope.
    pub risk: Option<f64>,
    /// Of the cases in scope: answered rightly.
    pub accuracy: Option<f64>,
    /// Of the cases out of scope: answered.
    pub false_answers: Option<f64>,
}

impl Curve {
    /// Sums `trials` up at every threshold at which any of them changes.
    #[must_use]
    pub fn new(trials: &[Trial]) -> Self {
        let steps = trials.iter().flat_map(|trial| &trial.steps);
        let mut thresholds: Vec<u16> = steps.map(|step| step.confidence).chain([NEVER]).collect();
        thresholds.sort_unstable_by(|a, b| b.cmp(a));
        thresholds.dedup();
        let in_scope = trials.iter().filter(|trial| trial.in_scope).count();
        Self {
            in_scope,
            out_of_scope: trials.len() - in_scope,
            points: thresholds.into_iter().map(|threshold| Point::new(threshold, trials)).collect(),
        }
    }

    /// How likely a case in scope is surer than one out of scope, in percent: 50 is chance, 100 parts them all.
    #[must_use]
    pub fn auroc(&self) -> Option<f64> {
        let end = Point { covered: self.in_scope, false_answers: self.out_of_scope, ..Point::default() };
        // Who is never answered is less sure than everybody who is.
        let points: Vec<Point> = self.points.iter().copied().chain([end]).collect();
        // Twice the pairs, so that a tie's half is a whole number.
        let pairs = points.iter().zip(points.iter().skip(1)).map(|(above, here)| {
            let unsure = |point: &Point| self.out_of_scope - point.false_answers;
            (here.covered - above.covered) * (unsure(above) + unsure(here))
        });
        percent(pairs.sum(), 2 * self.in_scope * self.out_of_scope)
    }

    /// How many of the cases in scope are answered rightly at the lowest threshold that refuses `refused` percent of
    /// those out of scope or more, in percent.
    ///
    /// Refusing more need not cost: at a higher threshold a reply may lose the entry that made it wrong.
    #[must_use]
    pub fn accuracy_at(&self, refused: usize) -> Option<f64> {
        percent(self.refusal(refused)?.right, self.in_scope)
    }

    /// The mean risk over all coverages, in percent: the area under the curve of risk over coverage, 0 to 100.
    ///
    /// Cases in scope that no threshold answers count as answered wrongly, last of all: else whoever refuses for good
    /// whatever is doubtful would come out best.
    #[must_use]
    pub fn aurc(&self) -> Option<f64> {
        let last = self.points.last()?;
        let end = Point { covered: self.in_scope, wrong: last.wrong + self.in_scope - last.covered, ..*last };
        let points: Vec<Point> = self.points.iter().copied().chain([end]).collect();
        let area = points.iter().zip(points.iter().skip(1)).filter_map(|(above, here)| {
            let width = percent(here.covered - above.covered, self.in_scope)? / 100.0;
            Some(width * here.risk()?)
        });
        (self.in_scope > 0).then(|| area.sum())
    }

    /// What is answered where a confidence of `threshold` thousandths is enough.
    #[must_use]
    pub fn at(&self, threshold: u16) -> Option<Shares> {
        let point = self.points.iter().rfind(|point| point.threshold >= threshold)?;
        Some(self.shares(&Point { threshold, ..*point }))
    }

    /// The highest threshold at which `coverage` percent of the cases in scope are answered.
    #[must_use]
    pub fn covering(&self, coverage: usize) -> Option<Shares> {
        let covers = |point: &&Point| self.in_scope > 0 && point.covered * 100 >= coverage * self.in_scope;
        self.points.iter().find(covers).map(|point| self.shares(point))
    }

    /// The lowest threshold at which `refused` percent of the cases out of scope are refused.
    #[must_use]
    pub fn refusing(&self, refused: usize) -> Option<Shares> {
        self.refusal(refused).map(|point| self.shares(point))
    }

    /// The curve without the points that lie on a line between others: enough to draw it, and every corner.
    #[must_use]
    pub fn thinned(&self) -> Vec<Shares> {
        let all: Vec<Shares> = self.points.iter().map(|point| self.shares(point)).collect();
        let place = |s: &Shares| [s.coverage, s.risk, s.accuracy, s.false_answers].map(Option::unwrap_or_default);
        let places: Vec<_> = all.iter().map(place).collect();
        corners(&places, TOLERANCE).into_iter().filter_map(|at| all.get(at).copied()).collect()
    }

    fn refusal(&self, refused: usize) -> Option<&Point> {
        let refuses = |point: &&Point| (self.out_of_scope - point.false_answers) * 100 >= refused * self.out_of_scope;
        self.points.iter().rfind(refuses).filter(|_| self.out_of_scope > 0)
    }

    fn shares(&self, point: &Point) -> Shares {
        let share = |part, whole| percent(part, whole).map(hundredths);
        Shares {
            threshold: point.threshold,
            coverage: share(point.covered, self.in_scope),
            risk: point.risk().map(hundredths).filter(|_| self.in_scope > 0),
            accuracy: share(point.right, self.in_scope),
            false_answers: share(point.false_answers, self.out_of_scope),
        }
    }
}

impl Serialize for Curve {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.thinned().serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
