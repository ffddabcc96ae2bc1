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
mod tests {
    use super::{Curve, Shares};
    use crate::eval::grade::Grade;
    use crate::eval::trial::{Step, Trial};

    /// A case in scope: `900` is answered rightly from 900 on, `-900` wrongly; several are steps of one reply.
    fn inside(steps: &[i16]) -> Trial {
        Trial { in_scope: true, ..outside(steps) }
    }

    /// A case out of scope.
    fn outside(steps: &[i16]) -> Trial {
        let grade = |step: i16| if step > 0 { Grade::Right } else { Grade::Wrong };
        let step = |step: &i16| Step { confidence: step.unsigned_abs(), grade: grade(*step) };
        Trial { in_scope: false, steps: steps.iter().map(step).collect(), estimate: None }
    }

    #[track_caller]
    fn check(trials: &[Trial], measure: impl Fn(&Curve) -> Option<f64>, expected: Option<f64>) {
        let value = measure(&Curve::new(trials)).map(|value| (value * 100.0).round() / 100.0);
        assert_eq!(value, expected, "{trials:#?}");
    }

    #[test]
    fn auroc_counts_the_pairs_that_stand_in_order() {
        let check = |trials: &[Trial], expected| check(trials, Curve::auroc, expected);
        check(&[inside(&[800]), outside(&[-300])], Some(100.0));
        check(&[inside(&[300]), outside(&[-800])], Some(0.0));
        // Right or wrong is not asked: 3 of 4 pairs.
        check(&[inside(&[-900]), inside(&[500]), outside(&[-700]), outside(&[-100])], Some(75.0));
    }

    #[test]
    fn a_tie_counts_half() {
        let check = |trials: &[Trial], expected| check(trials, Curve::auroc, expected);
        check(&[inside(&[500]), outside(&[-500])], Some(50.0));
        // Refused at every threshold, both: they are told apart no better than by a coin.
        check(&[inside(&[]), outside(&[])], Some(50.0));
        check(&[inside(&[0]), outside(&[])], Some(100.0));
        // 900 > 500, 900 > none, 500 = 500, 500 > none, none < 500, none = none: 1 + 1 + 1/2 + 1 + 0 + 1/2 of 6.
        check(&[inside(&[900]), inside(&[500]), inside(&[]), outside(&[-500]), outside(&[])], Some(66.67));
    }

    #[test]
    fn what_there_is_none_of_is_not_measured() {
        for trials in [vec![inside(&[900])], vec![outside(&[-900])], Vec::new()] {
            check(&trials, Curve::auroc, None);
            check(&trials, |curve| curve.accuracy_at(90), None);
        }
        check(&[outside(&[-900])], Curve::aurc, None);
        check(&[outside(&[-900])], |curve| curve.covering(0).and_then(|shares| shares.coverage), None);
    }

    #[test]
    fn accuracy_is_taken_where_so_many_are_refused() {
        let outside_at = |confidences: std::ops::Range<i16>| confidences.map(|c| outside(&[-c]));
        // Ten out of scope, from 100 to 109: nine are refused from 109 on, all from 110 on.
        let mut trials: Vec<Trial> = outside_at(100..110).collect();
        trials.extend([inside(&[200]), inside(&[109]), inside(&[108]), inside(&[-150])]);
        check(&trials, |curve| curve.accuracy_at(90), Some(50.0));
        check(&trials, |curve| curve.accuracy_at(95), Some(25.0));
        check(&trials, |curve| curve.accuracy_at(0), Some(75.0));
        // Two who are tied are refused together.
        let tied = [outside(&[-500]), outside(&[-500]), inside(&[500]), inside(&[501])];
        check(&tied, |curve| curve.accuracy_at(50), Some(50.0));
        // Where the guards refuse enough for good the lowest threshold will do; it answers who is barely sure.
        check(&[outside(&[]), inside(&[1])], |curve| curve.accuracy_at(95), Some(100.0));
        // Nobody is surer than a question out of scope that is a phrasing letter for letter.
        check(&[outside(&[-1000]), inside(&[1000])], |curve| curve.accuracy_at(90), Some(0.0));
    }

    #[test]
    fn risk_is_what_is_wrong_of_what_is_answered() {
        let trials = [inside(&[900]), inside(&[-700]), inside(&[500]), inside(&[]), outside(&[-600]), outside(&[])];
        let curve = Curve::new(&trials);
        let found: Vec<_> = [1001, 900, 700, 600, 500, 0].map(|t| curve.at(t).expect("a point")).to_vec();
        let point = |threshold, coverage, risk: Option<f64>, accuracy, false_answers| Shares {
            threshold,
            coverage: Some(coverage),
            risk,
            accuracy: Some(accuracy),
            false_answers: Some(false_answers),
        };
        let expected = [
            point(1001, 0.0, None, 0.0, 0.0),
            point(900, 25.0, Some(0.0), 25.0, 0.0),
            point(700, 50.0, Some(50.0), 25.0, 0.0),
            point(600, 50.0, Some(66.67), 25.0, 50.0),
            point(500, 75.0, Some(50.0), 50.0, 50.0),
            point(0, 75.0, Some(50.0), 50.0, 50.0),
        ];
        assert_eq!(found, expected);
        assert_eq!(curve.covering(50).map(|shares| shares.threshold), Some(700));
        assert_eq!(curve.covering(80), None, "no threshold covers so many");
        assert_eq!(curve.refusing(90).map(|shares| shares.threshold), Some(700));
    }

    #[test]
    fn a_reply_in_part_is_covered_neither_right_nor_wrong() {
        let part = Step { confidence: 900, grade: Grade::Partial };
        let curve = Curve::new(&[Trial { in_scope: true, steps: vec![part], estimate: None }, inside(&[-800, 600])]);
        let at = |threshold| curve.at(threshold).and_then(|s| Some((s.coverage?, s.risk?, s.accuracy?)));
        let found = [950, 900, 800, 600].map(at);
        assert_eq!(found, [None, Some((50.0, 0.0, 0.0)), Some((100.0, 50.0, 0.0)), Some((100.0, 0.0, 50.0))]);
    }

    #[test]
    fn aurc_is_the_mean_risk() {
        let check = |trials: &[Trial], expected| check(trials, Curve::aurc, expected);
        // Risks 0, 1/2, 1/3 at coverages 1/3, 2/3, 1.
        check(&[inside(&[900]), inside(&[-800]), inside(&[700])], Some(27.78));
        // The same mistake later costs less: 0, 0, 1/3.
        check(&[inside(&[900]), inside(&[800]), inside(&[-700])], Some(11.11));
        // Tied, none can be had without the other: 1/2 all the way.
        check(&[inside(&[900]), inside(&[-900])], Some(50.0));
        // A false answer takes no room, but every answer after it stands beside it: 0, then 1/3.
        check(&[inside(&[900]), outside(&[-850]), inside(&[800])], Some(16.67));
        // Refused for good is wrong and last: 0, then 1/2.
        check(&[inside(&[900]), inside(&[])], Some(25.0));
        check(&[inside(&[])], Some(100.0));
    }

    #[test]
    fn thinning_keeps_the_ends_and_every_corner() {
        // 300 right answers, then 300 wrong ones: a flat line and a rise.
        let trials: Vec<Trial> =
            (1..=600).map(|at| inside(&[if at > 300 { at } else { -at }])).chain([outside(&[])]).collect();
        let thinned = Curve::new(&trials).thinned();
        let thresholds: Vec<u16> = thinned.iter().map(|shares| shares.threshold).collect();
        assert!(thresholds.len() < 60, "{thresholds:?}");
        for kept in [1001, 301, 1] {
            assert!(thresholds.contains(&kept), "{kept} is a corner: {thresholds:?}");
        }
    }
}
