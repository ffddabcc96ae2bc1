//! Takes each phrasing out of the knowledge in turn and asks it: how well people are understood who use words that
//! the curator did not think of.
//!
//! Invariant: the phrasing that is asked takes no part in the reply. An entry's only phrasing is passed over, for
//! without it nobody can ask for the entry at all.

use serde::Serialize;

use super::case::Expected;
use super::confidence::Confidence;
use super::grade::{Grade, grade};
use super::report::Shown;
use super::tally::InScope;
use super::trial::Trial;
use crate::responder::Responder;

/// What became of one phrasing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// The entry's id.
    pub entry: String,
    /// The phrasing.
    pub ask: String,
    /// The entry that ranked first, answered or not.
    pub first: Option<String>,
    /// How the reply did, in a word.
    pub grade: &'static str,
    /// What was answered or offered.
    pub shown: Vec<Shown>,
}

/// What became of them all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LeaveOneOut {
    /// Phrasings whose entry still ranked first.
    pub ranked_first: usize,
    /// How the replies did.
    pub replies: InScope,
    /// What the confidence is worth; `None` where nothing was left out. All of them are in scope.
    pub confidence: Option<Confidence>,
    /// Phrasings that are the only one of their entry.
    pub passed_over: usize,
    /// The entries with the largest share of phrasings that did not rank first: the worst first.
    pub worst: Vec<Worst>,
    /// The phrasings that were answered wrongly.
    pub wrong: Vec<LeftOut>,
}

/// An entry whose phrasings do not support each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worst {
    /// Its id.
    pub entry: String,
    /// How many of its phrasings another entry took.
    pub lost: usize,
    /// How many phrasings it has.
    pub phrasings: usize,
    /// The entry that took most of them; `None` where nothing ranked at all.
    pub mostly_to: Option<String>,
}

/// Asks every phrasing as if it were not there.
#[must_use]
pub fn leave_one_out(responder: &Responder) -> LeaveOneOut {
    let mut result = LeaveOneOut::default();
    let mut trials = Vec::new();
    let entries = &responder.knowledge().entries;
    for (index, entry) in entries.iter().enumerate() {
        let count = entry.questions.len();
        if count < 2 {
            result.passed_over += count;
            continue;
        }
        let expected = Expected::Any(vec![entry.id.clone()]);
        let mut takers: Vec<Option<usize>> = Vec::new();
        for (number, question) in entry.questions.iter().enumerate() {
            let decision = responder.decide_without(index, number);
            let first = decision.best();
            let reply = responder.reply(&question.text, &decision);
            trials.push(Trial::new(&expected, responder.knowledge(), &decision, reply.lang));
            let grade = grade(&expected, &reply);
            result.replies.count(grade);
            if first == Some(index) {
                result.ranked_first += 1;
            } else {
                takers.push(first);
            }
            if grade == Grade::Wrong {
                let shown = reply.cards.iter().map(|card| Shown { id: card.id.to_string(), score: card.score });
                result.wrong.push(LeftOut {
                    entry: entry.id.to_string(),
                    ask: question.text.clone(),
                    first: first.and_then(|i| entries.get(i)).map(|e| e.id.to_string()),
                    grade: grade.as_str(),
                    shown: shown.collect(),
                });
            }
        }
        if !takers.is_empty() {
            let name = |taker: usize| entries.get(taker).map(|e| e.id.to_string());
            result.worst.push(Worst {
                entry: entry.id.to_string(),
                lost: takers.len(),
                phrasings: count,
                mostly_to: most_frequent(&takers).and_then(name),
            });
        }
    }
    result.confidence = Confidence::new(&trials, responder.knowledge().answer_from);
    // In hundredths of a percent; among equals the sort keeps the order of the files.
    result.worst.sort_by_key(|worst| std::cmp::Reverse(worst.lost * 10_000 / worst.phrasings));
    result
}

fn most_frequent(takers: &[Option<usize>]) -> Option<usize> {
    let count = |taker: &Option<usize>| takers.iter().filter(|other| *other == taker).count();
    takers.iter().rev().max_by_key(|taker| count(taker)).copied().flatten()
}
