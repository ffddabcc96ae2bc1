//! Shows the reckoning behind a decision as a table that a curator can read.

use std::fmt::Write as _;

use crate::knowledge::Knowledge;
use crate::matching::reader::AtomKind;
use crate::matching::score::Cover;
use crate::matching::{Decision, Ranked, Verdict};
use crate::reply::Outcome;

/// How many runners-up are shown.
const RANKS: usize = 6;

/// Lays out `decision`, question by question.
#[must_use]
pub fn explain(knowledge: &Knowledge, decision: &Decision) -> String {
    decision.verdicts.iter().map(|verdict| explain_one(knowledge, verdict)).collect::<Vec<_>>().join("\n")
}

fn explain_one(knowledge: &Knowledge, verdict: &Verdict) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "question   {}", verdict.text);
    for (typed, read) in &verdict.repairs {
        let _ = writeln!(out, "read       {typed} as {read}");
    }
    for fact in &verdict.facts {
        let _ = writeln!(out, "turns on   {fact}");
    }
    let outcome = match verdict.outcome {
        Outcome::Answer => "answer",
        Outcome::Suggest => "suggest",
        Outcome::None => "none",
    };
    let _ = writeln!(out, "decided    {outcome}: {}", verdict.rule);
    if let Some(best) = verdict.ranking.first() {
        words(&mut out, verdict, best);
    }
    for ranked in verdict.ranking.iter().take(RANKS) {
        rank(&mut out, knowledge, ranked);
    }
    out
}

/// The question's words, how telling each is, and where the best entry covers it.
fn words(out: &mut String, verdict: &Verdict, best: &Ranked) {
    let rows = verdict.atoms.iter().zip(&verdict.weighed).zip(&best.scored.covers);
    for ((atom, weighed), cover) in rows {
        let kind = match atom.kind {
            AtomKind::Han { light: true } => "light",
            AtomKind::Han { light: false } if !weighed.known => "unknown",
            AtomKind::Word | AtomKind::Number if !weighed.known => "unknown",
            AtomKind::Han { .. } | AtomKind::Word => "word",
            AtomKind::Number => "number",
            AtomKind::Asks(_) => "asks",
            AtomKind::Denies => "denies",
            AtomKind::Subject => "subject",
            AtomKind::Weak => "weak",
        };
        let cover = match cover {
            Cover::Phrasing => "in the phrasing",
            Cover::Synonym => "a synonym in the phrasing",
            Cover::Pooled => "in the entry's phrasings",
            Cover::Body => "in the answer or passage",
            Cover::Alone => "one character of a word",
            Cover::Missing => "missing",
        };
        let _ = writeln!(
            out,
            "  {:<9} weight {:.2}  trust {:.2}  {:<26} {}",
            kind, weighed.weight, weighed.trust, cover, atom.text
        );
    }
}

/// One line of the ranking.
fn rank(out: &mut String, knowledge: &Knowledge, ranked: &Ranked) {
    let Some(entry) = knowledge.entries.get(ranked.entry) else { return };
    let phrasing = entry.questions.get(ranked.question).map_or("", |q| q.text.as_str());
    let block = ranked.block.map(|block| format!("  [{block}]")).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {:>4}  {:<24} cover {:.2} question {:.2} phrasing {:.2} evidence {:.1}  {phrasing}{block}",
        ranked.score,
        entry.id.as_str(),
        f32::from(ranked.cover) / 1000.0,
        ranked.scored.question_cover,
        ranked.scored.phrasing_cover,
        ranked.evidence,
    );
}
