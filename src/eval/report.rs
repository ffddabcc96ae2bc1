//! Asks every case and sums up how it went.

use std::time::{Duration, Instant};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::case::Case;
use super::confidence::Confidence;
use super::grade::{Grade, grade};
use super::leave_one_out::LeaveOneOut;
use super::limit::{Measure, Missed};
use super::tally::{Tally, hundredths};
use super::trial::Trial;
use crate::reply::Reply;
use crate::responder::Responder;

/// How the cases went.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The measures by name; a share of nothing is left out.
    #[serde(serialize_with = "as_map")]
    pub measures: Vec<(Measure, f64)>,
    /// All counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// The counts of each category, in the order of the files.
    pub categories: Vec<Row>,
    /// What the confidence is worth; `None` where there are no cases.
    pub confidence: Option<Confidence>,
    /// The cases that could have gone better.
    pub failures: Vec<Failure>,
    /// How the knowledge's own phrasings do when each is taken out in turn.
    pub leave_one_out: Option<LeaveOneOut>,
    /// The limits that were not kept.
    pub missed: Vec<Missed>,
    /// How long each question took.
    #[serde(skip)]
    pub times: Times,
}

/// One category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its name.
    pub category: String,
    /// Its counts.
    #[serde(flatten)]
    pub tally: Tally,
}

/// A case that could have gone better.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failure {
    /// Where it is written: `file:line:column`.
    pub place: String,
    /// Its category.
    pub category: Option<String>,
    /// What was asked.
    pub ask: String,
    /// What would have been right.
    pub expected: String,
    /// How the reply did, in a word.
    pub grade: &'static str,
    /// Of candidates: how many it takes to hold what is right.
    pub rank: Option<usize>,
    /// What was answered or offered instead.
    pub instead: Vec<Shown>,
    /// The reckoning, where it was wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<String>,
}

/// An entry that was shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// Its score in thousandths.
    pub score: u16,
}

/// How long questions took, shortest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times(Vec<Duration>);

impl Times {
    /// The time within which `percent` of the questions were answered, in microseconds.
    #[must_use]
    pub fn percentile_us(&self, percent: usize) -> Option<u64> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        let time = self.0.get(rank - 1)?;
        Some(u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        let mut times: Vec<_> = times.into_iter().collect();
        times.sort_unstable();
        Self(times)
    }
}

/// Asks every case; `explain` adds the reckoning to those that could have gone better.
#[must_use]
pub fn evaluate(responder: &Responder, cases: &[Case], explain: bool) -> Report {
    let mut report = Report::default();
    let mut times = Vec::with_capacity(cases.len());
    let mut trials = Vec::with_capacity(cases.len());
    for case in cases {
        let start = Instant::now();
        let decision = responder.decide(&case.ask);
        let reply = responder.reply(&case.ask, &decision);
        times.push(start.elapsed());
        trials.push(Trial::new(&case.expected, responder.knowledge(), &decision, reply.lang));
        let grade = grade(&case.expected, &reply);
        report.count(case, grade);
        if !grade.is_best(&case.expected) {
            let explain = explain.then(|| responder.explain(&case.ask));
            report.failures.push(Failure::new(case, grade, &reply, explain));
        }
    }
    report.times = times.into_iter().collect();
    report.confidence = Confidence::new(&trials, responder.knowledge().answer_from);
    report
}

impl Report {
    /// Works out every measure that there is, once all is counted.
    pub fn measure(&mut self) {
        let value = |measure: Measure| Some((measure, measure.of(self)?));
        self.measures = Measure::ALL.iter().copied().filter_map(value).collect();
    }

    fn count(&mut self, case: &Case, grade: Grade) {
        self.tally.count(&case.expected, grade);
        let Some(category) = &case.category else {
            return;
        };
        match self.categories.iter_mut().find(|row| row.category == *category) {
            Some(row) => row.tally.count(&case.expected, grade),
            None => {
                let mut row = Row { category: category.clone(), tally: Tally::default() };
                row.tally.count(&case.expected, grade);
                self.categories.push(row);
            }
        }
    }
}

impl Failure {
    fn new(case: &Case, grade: Grade, reply: &Reply, explain: Option<String>) -> Self {
        let shown = reply.cards.iter().map(|card| Shown { id: card.id.to_string(), score: card.score });
        Self {
            place: case.place.to_string(),
            category: case.category.clone(),
            ask: case.ask.clone(),
            expected: case.expected.to_string(),
            grade: grade.as_str(),
            rank: if let Grade::Suggested(rank) = grade { rank } else { None },
            instead: shown.collect(),
            explain,
        }
    }
}

fn as_map<S: Serializer>(measures: &[(Measure, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(measures.len()))?;
    for (measure, value) in measures {
        map.serialize_entry(measure.as_str(), &hundredths(*value))?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Times;

    #[test]
    fn percentiles_are_times_that_were_taken() {
        let times: Times = (1..=200).rev().map(Duration::from_micros).collect();
        assert_eq!(times.percentile_us(50), Some(100));
        assert_eq!(times.percentile_us(99), Some(198));
        assert_eq!(Times::default().percentile_us(50), None);
        let one: Times = [Duration::from_micros(7)].into_iter().collect();
        assert_eq!((one.percentile_us(50), one.percentile_us(99)), (Some(7), Some(7)));
    }
}
