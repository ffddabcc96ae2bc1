//! Counts grades.
//!
//! Invariant: `right + partial + wrong + suggested + refused` are the cases in scope, and `answered + suggested +
//! refused` those out of scope.

use serde::Serialize;

use super::case::Expected;
use super::grade::Grade;

/// The grades of cases that have an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InScope {
    /// How many there are.
    pub cases: usize,
    /// Answered rightly at once.
    pub right: usize,
    /// Answered with nothing wrong, but not in full.
    pub partial: usize,
    /// Answered wrongly.
    pub wrong: usize,
    /// Answered with candidates.
    pub suggested: usize,
    /// Those of `suggested` where the first three candidates hold what is right.
    pub suggested_in_3: usize,
    /// Those of `suggested` where all candidates together hold what is right.
    pub suggested_in_5: usize,
    /// Refused.
    pub refused: usize,
}

/// The grades of cases that must not be answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutOfScope {
    /// How many there are.
    pub cases: usize,
    /// Answered all the same: false answers.
    pub answered: usize,
    /// Answered with candidates, which is put up with.
    pub suggested: usize,
    /// Refused.
    pub refused: usize,
}

/// All counts of a group of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Of the cases that have an answer.
    pub in_scope: InScope,
    /// Of the cases that must not be answered.
    pub out_of_scope: OutOfScope,
}

impl InScope {
    /// Right at once, or with the right one among the first three candidates.
    #[must_use]
    pub fn hit3(&self) -> usize {
        self.right + self.suggested_in_3
    }

    /// Right at once, or with the right one among the candidates.
    #[must_use]
    pub fn hit5(&self) -> usize {
        self.right + self.suggested_in_5
    }

    /// Answered directly, rightly or not.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.right + self.partial + self.wrong
    }

    /// Counts a grade.
    pub fn count(&mut self, grade: Grade) {
        self.cases += 1;
        match grade {
            Grade::Right => self.right += 1,
            Grade::Partial => self.partial += 1,
            Grade::Wrong => self.wrong += 1,
            Grade::Suggested(rank) => {
                self.suggested += 1;
                self.suggested_in_3 += usize::from(rank.is_some_and(|rank| rank <= 3));
                self.suggested_in_5 += usize::from(rank.is_some());
            }
            Grade::Refused => self.refused += 1,
        }
    }
}

impl OutOfScope {
    fn count(&mut self, grade: Grade) {
        self.cases += 1;
        match grade {
            Grade::Right | Grade::Partial | Grade::Wrong => self.answered += 1,
            Grade::Suggested(_) => self.suggested += 1,
            Grade::Refused => self.refused += 1,
        }
    }
}

impl Tally {
    /// Answered directly, in scope or not.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.in_scope.answered() + self.out_of_scope.answered
    }

    /// Those of them that are wrong: answers out of scope all are.
    #[must_use]
    pub fn wrong(&self) -> usize {
        self.in_scope.wrong + self.out_of_scope.answered
    }

    /// Counts a grade.
    pub fn count(&mut self, expected: &Expected, grade: Grade) {
        if expected.in_scope() {
            self.in_scope.count(grade);
        } else {
            self.out_of_scope.count(grade);
        }
    }
}

/// `part` of `whole` in percent; nothing where there is no whole.
#[must_use]
pub fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// A share as it is written out: to the hundredth of a percent.
#[must_use]
pub fn hundredths(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}
