//! The measures by name, and the floors and ceilings that they are held to.
//!
//! Invariant: a measure that cannot be taken, for want of such cases, keeps no limit: a gate that measured nothing
//! must not open.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::report::Report;
use super::tally::percent;

/// Declares the measures with their names and meanings in one table.
macro_rules! measures {
    ($($name:ident = $text:literal, $about:literal;)+) => {
        /// Something that can be measured.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Measure {
            $(#[doc = $about] $name,)+
        }

        impl Measure {
            /// Every measure, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name on the command line and in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it measures.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about,)+ }
            }
        }
    };
}

measures! {
    Hit1 = "hit@1", "% of the cases in scope that are answered rightly at once";
    Hit3 = "hit@3", "% of them that are, or whose first three suggestions hold what is right";
    Hit5 = "hit@5", "% of them that are, or whose suggestions hold what is right";
    Coverage = "coverage", "% of them that are answered at once, rightly or not";
    Partial = "partial", "% of them that are answered in part";
    Wrong = "wrong", "% of them that are answered wrongly";
    Refused = "refused", "% of them that are refused";
    FalseAnswers = "false-answers", "% of the cases out of scope that are answered";
    Auroc = "auroc", "how often, in %, a case in scope is surer than one out of scope; 50 is chance";
    Accuracy90 = "accuracy@90", "hit@1 at the threshold that refuses 90 % of the cases out of scope";
    Accuracy95 = "accuracy@95", "hit@1 at the threshold that refuses 95 % of them";
    Risk = "risk", "% of all answers that are wrong, those to cases out of scope included";
    Aurc = "aurc", "the mean of that risk over all coverages, from none to all, in %";
    Ece = "ece", "how far the scores are from what comes true, in %, in the mean";
    MedianUs = "median-us", "time a question in microseconds: half are answered within it";
    P99Us = "p99-us", "time a question in microseconds: 99 % are answered within it";
    LooHit1 = "loo-hit@1", "% of the phrasings left out whose entry still ranks first";
    LooRight = "loo-right", "% of the phrasings left out that are still answered rightly";
    LooWrong = "loo-wrong", "% of the phrasings left out that are answered wrongly";
    LooAurc = "loo-aurc", "aurc of the phrasings left out";
    LooEce = "loo-ece", "ece of the phrasings left out";
}

impl Measure {
    /// Its value; `None` where there is nothing to measure.
    #[must_use]
    pub fn of(self, report: &Report) -> Option<f64> {
        let inside = &report.tally.in_scope;
        let outside = &report.tally.out_of_scope;
        let left_out = report.leave_one_out.as_ref();
        let confidence = report.confidence.as_ref();
        let left_out_confidence = left_out.and_then(|l| l.confidence.as_ref());
        match self {
            Self::Hit1 => percent(inside.right, inside.cases),
            Self::Hit3 => percent(inside.hit3(), inside.cases),
            Self::Hit5 => percent(inside.hit5(), inside.cases),
            Self::Coverage => percent(inside.answered(), inside.cases),
            Self::Partial => percent(inside.partial, inside.cases),
            Self::Wrong => percent(inside.wrong, inside.cases),
            Self::Refused => percent(inside.refused, inside.cases),
            Self::FalseAnswers => percent(outside.answered, outside.cases),
            Self::Auroc => confidence?.curve.auroc(),
            Self::Accuracy90 => confidence?.curve.accuracy_at(90),
            Self::Accuracy95 => confidence?.curve.accuracy_at(95),
            Self::Risk => percent(report.tally.wrong(), report.tally.answered()).filter(|_| inside.cases > 0),
            Self::Aurc => confidence?.curve.aurc(),
            Self::Ece => confidence?.reliability.ece(),
            Self::MedianUs => report.times.percentile_us(50).map(|us| us as f64),
            Self::P99Us => report.times.percentile_us(99).map(|us| us as f64),
            Self::LooHit1 => left_out.and_then(|l| percent(l.ranked_first, l.replies.cases)),
            Self::LooRight => left_out.and_then(|l| percent(l.replies.right, l.replies.cases)),
            Self::LooWrong => left_out.and_then(|l| percent(l.replies.wrong, l.replies.cases)),
            Self::LooAurc => left_out_confidence?.curve.aurc(),
            Self::LooEce => left_out_confidence?.reliability.ece(),
        }
    }

    /// What it is measured in.
    #[must_use]
    pub fn unit(self) -> &'static str {
        if matches!(self, Self::MedianUs | Self::P99Us) { "µs" } else { "%" }
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A value that a measure is held to, written `NAME=VALUE`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// What is measured.
    pub measure: Measure,
    /// The least or the most that will do.
    pub value: f64,
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE, for example hit@1=92")?;
        let known = || Measure::ALL.iter().map(|m| m.as_str()).collect::<Vec<_>>().join(", ");
        let measure = Measure::ALL.iter().copied().find(|m| m.as_str() == name);
        let measure = measure.ok_or_else(|| format!("`{name}` is no measure; there are {}", known()))?;
        let value = value.parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0);
        let value = value.ok_or("expected a number that is not negative after the `=`")?;
        Ok(Self { measure, value })
    }
}

/// A limit that was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Missed {
    /// What was measured.
    pub measure: Measure,
    /// Its value; `None` where it could not be measured.
    pub value: Option<f64>,
    /// The least that would have done.
    pub floor: Option<f64>,
    /// The most that would have done.
    pub ceiling: Option<f64>,
}

impl Missed {
    /// The limits that `report` does not keep.
    #[must_use]
    pub fn all(report: &Report, floors: &[Limit], ceilings: &[Limit]) -> Vec<Self> {
        let held = |limit: &Limit| (limit.measure.of(report), limit.measure, Some(limit.value));
        let low = floors.iter().map(held).filter(|(value, _, floor)| *value < *floor);
        let low = low.map(|(value, measure, floor)| Self { measure, value, floor, ceiling: None });
        let high = ceilings.iter().map(held).filter(|(value, _, ceiling)| value.is_none() || *value > *ceiling);
        let high = high.map(|(value, measure, ceiling)| Self { measure, value, floor: None, ceiling });
        low.chain(high).collect()
    }
}

impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.measure.as_str();
        let Some(value) = self.value else {
            return write!(f, "{name} cannot be measured: there are no such cases");
        };
        match (self.floor, self.ceiling) {
            (Some(floor), _) => write!(f, "{name} is {value:.2}, below the floor of {floor}"),
            (None, Some(ceiling)) => {
                write!(f, "{name} is {value:.2}, above the ceiling of {ceiling}")
            }
            (None, None) => write!(f, "{name} is {value:.2}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Measure, Missed};
    use crate::eval::report::Report;

    #[test]
    fn limits_are_read() {
        #[track_caller]
        fn check(text: &str, expected: Option<(Measure, f64)>) {
            assert_eq!(text.parse::<Limit>().ok().map(|l| (l.measure, l.value)), expected, "{text:?}");
        }
        check("hit@1=92", Some((Measure::Hit1, 92.0)));
        check("wrong=2.5", Some((Measure::Wrong, 2.5)));
        for text in ["hit@2=92", "hit@1", "hit@1=", "hit@1=x", "hit@1=NaN", "hit@1=-1", "wrong = 2"] {
            check(text, None);
        }
    }

    #[test]
    fn limits_are_kept_up_to_the_value_itself() {
        let mut report = Report::default();
        report.tally.in_scope.cases = 10;
        report.tally.in_scope.right = 9;
        report.tally.in_scope.wrong = 1;
        #[track_caller]
        fn check(report: &Report, floor: &str, ceiling: &str, expected: &[&str]) {
            let read = |text: &str| vec![text.parse().expect("a limit")];
            let missed = Missed::all(report, &read(floor), &read(ceiling));
            assert_eq!(missed.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
        }
        check(&report, "hit@1=90", "wrong=10", &[]);
        check(
            &report,
            "hit@1=90.1",
            "wrong=9.9",
            &["hit@1 is 90.00, below the floor of 90.1", "wrong is 10.00, above the ceiling of 9.9"],
        );
        check(
            &report,
            "loo-hit@1=0",
            "false-answers=0",
            &[
                "loo-hit@1 cannot be measured: there are no such cases",
                "false-answers cannot be measured: there are no such cases",
            ],
        );
    }
}
