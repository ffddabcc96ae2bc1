//! Lays a reckoning out as a table that a curator can read in a terminal.

use std::fmt::Write as _;

use crate::matching::{Candidate, Reckoned, Reckoning};
use crate::reply::Outcome;

/// Lays out `reckoning`, question by question.
#[must_use]
pub fn explain(reckoning: &Reckoning) -> String {
    reckoning.questions.iter().map(explain_one).collect::<Vec<_>>().join("\n")
}

fn explain_one(question: &Reckoned) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "question   {}", question.text);
    for (typed, read) in &question.repairs {
        let _ = writeln!(out, "read       {typed} as {read}");
    }
    for fact in &question.facts {
        let _ = writeln!(out, "turns on   {}", fact.text);
    }
    let outcome = match question.outcome {
        Outcome::Answer => "answer",
        Outcome::Suggest => "suggest",
        Outcome::None => "none",
    };
    let _ = writeln!(out, "decided    {outcome}: {}", question.rule.text);
    if !question.candidates.is_empty() {
        words(&mut out, question);
    }
    for candidate in &question.candidates {
        rank(&mut out, candidate);
    }
    out
}

/// The question's words, how telling each is, and where the best entry covers it.
fn words(out: &mut String, question: &Reckoned) {
    for word in &question.words {
        let cover = match word.cover {
            "phrasing" => "in the phrasing",
            "synonym" => "a synonym in the phrasing",
            "pooled" => "in the entry's phrasings",
            "body" => "in the answer or passage",
            "alone" => "one character of a word",
            other => other,
        };
        let (weight, trust) = (share(word.weight), share(word.trust));
        let _ = writeln!(out, "  {:<9} weight {weight:.2}  trust {trust:.2}  {cover:<26} {}", word.kind, word.text);
    }
}

/// One line of the ranking.
fn rank(out: &mut String, candidate: &Candidate) {
    let block = candidate.block.as_ref().map(|block| format!("  [{}]", block.text)).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {:>4}  {:<24} cover {:.2} question {:.2} phrasing {:.2}  {}{block}",
        candidate.score,
        candidate.id,
        share(candidate.cover),
        share(candidate.question),
        share(candidate.of_phrasing),
        candidate.phrasing,
    );
}

fn share(thousandths: u16) -> f32 {
    f32::from(thousandths) / 1000.0
}
