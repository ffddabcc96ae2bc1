//! Curves of a few cases each, worked out by hand.

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
