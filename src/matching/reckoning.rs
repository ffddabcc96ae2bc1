//! The reckoning behind a decision as plain data, for whoever shows it: a page, a report.
//!
//! Invariants: everything in it is text and numbers, in thousandths where it is a share; the codes are stable, so that a
//! front end can say them in its own language, and beside each stands what a curator reads in English.

use std::fmt;

use serde::Serialize;

use crate::knowledge::Knowledge;
use crate::matching::facts::{Elsewhen, Fact};
use crate::matching::ranking::thousandths;
use crate::matching::reader::{Atom, AtomKind};
use crate::matching::score::{Cover, Weighed};
use crate::matching::{Block, Decision, Ranked, Rule, Verdict};
use crate::reply::Outcome;

/// How many entries of a ranking are shown.
const RANKS: usize = 6;

/// How a whole message was decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reckoning {
    /// How it ended.
    pub outcome: Outcome,
    /// Its questions, in order.
    pub questions: Vec<Reckoned>,
}

/// How one question was decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reckoned {
    /// As typed.
    pub text: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What decided.
    pub rule: Reason,
    /// What the speller read in place of what was typed.
    pub repairs: Vec<(String, String)>,
    /// What the question turns on.
    pub facts: Vec<Reason>,
    /// What became of its words, by the best entry.
    pub words: Vec<Word>,
    /// The entries, best first.
    pub candidates: Vec<Candidate>,
}

/// Why something is as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// In a word that does not change.
    pub code: &'static str,
    /// In English.
    pub text: String,
    /// The word or number that it is about; may be empty.
    pub about: String,
    /// The fact that it is about.
    pub fact: Option<Box<Reason>>,
}

impl Reason {
    fn new(code: &'static str, text: &impl fmt::Display, about: String) -> Self {
        Self { code, text: text.to_string(), about, fact: None }
    }
}

/// A word of the question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// As it is compared.
    pub text: String,
    /// What it is to matching.
    pub kind: &'static str,
    /// How telling it is.
    pub weight: u16,
    /// How far its spelling is trusted.
    pub trust: u16,
    /// Where the best entry covers it.
    pub cover: &'static str,
}

/// An entry that was considered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Its stable name.
    pub id: String,
    /// The phrasing that matched best.
    pub phrasing: String,
    /// How likely it is to answer.
    pub score: u16,
    /// How much of the question is covered, with what the phrasing asks besides taken off.
    pub cover: u16,
    /// How much of the question the phrasing covers.
    pub question: u16,
    /// How much of the phrasing the question covers.
    pub of_phrasing: u16,
    /// Why it must not be the answer.
    pub block: Option<Reason>,
    /// Whether the asker sees it.
    pub shown: bool,
}

impl Reckoning {
    /// Lays out `decision`.
    #[must_use]
    pub fn new(knowledge: &Knowledge, decision: &Decision) -> Self {
        let questions = decision.verdicts.iter().map(|verdict| Reckoned::new(knowledge, verdict)).collect();
        Self { outcome: decision.outcome, questions }
    }
}

impl Reckoned {
    fn new(knowledge: &Knowledge, verdict: &Verdict) -> Self {
        let shown: Vec<usize> = verdict.shown().iter().map(|ranked| ranked.entry).collect();
        let candidate = |ranked: &Ranked| Candidate::new(knowledge, ranked, shown.contains(&ranked.entry));
        Self {
            text: verdict.text.clone(),
            outcome: verdict.outcome,
            rule: rule(&verdict.rule),
            repairs: verdict.repairs.clone(),
            facts: verdict.facts.iter().map(fact).collect(),
            words: words(verdict),
            candidates: verdict.ranking.iter().take(RANKS).filter_map(candidate).collect(),
        }
    }
}

impl Candidate {
    fn new(knowledge: &Knowledge, ranked: &Ranked, shown: bool) -> Option<Self> {
        let entry = knowledge.entries.get(ranked.entry)?;
        Some(Self {
            id: entry.id.to_string(),
            phrasing: entry.questions.get(ranked.question).map(|q| q.text.clone()).unwrap_or_default(),
            score: ranked.score,
            cover: ranked.cover,
            question: thousandths(ranked.scored.question_cover),
            of_phrasing: thousandths(ranked.scored.phrasing_cover),
            block: ranked.block.as_ref().map(block),
            shown,
        })
    }
}

fn words(verdict: &Verdict) -> Vec<Word> {
    let covers = verdict.ranking.first().map_or(&[][..], |best| &best.scored.covers);
    let words = verdict.atoms.iter().zip(&verdict.weighed).enumerate();
    let word = |(at, (atom, weighed)): (usize, (&Atom, &Weighed))| Word {
        text: atom.text.to_string(),
        kind: kind(atom.kind, weighed.known),
        weight: thousandths(weighed.weight),
        trust: thousandths(weighed.trust),
        cover: cover(covers.get(at).copied().unwrap_or(Cover::Missing)),
    };
    words.map(word).collect()
}

fn kind(kind: AtomKind, known: bool) -> &'static str {
    match kind {
        AtomKind::Han { light: true } => "light",
        AtomKind::Han { .. } | AtomKind::Word | AtomKind::Number if !known => "unknown",
        AtomKind::Han { .. } | AtomKind::Word => "word",
        AtomKind::Number => "number",
        AtomKind::Asks(_) => "asks",
        AtomKind::Denies => "denies",
        AtomKind::Subject => "subject",
        AtomKind::Weak => "weak",
        AtomKind::Bare => "bare",
    }
}

fn cover(cover: Cover) -> &'static str {
    match cover {
        Cover::Phrasing => "phrasing",
        Cover::Synonym => "synonym",
        Cover::Pooled => "pooled",
        Cover::Body => "body",
        Cover::Alone => "alone",
        Cover::Missing => "missing",
    }
}

fn rule(rule: &Rule) -> Reason {
    let (code, about) = match rule {
        Rule::Sure(from) => ("sure", from.to_string()),
        Rule::Unsure(from) => ("unsure", from.to_string()),
        Rule::Exact => ("exact", String::new()),
        Rule::Bare => ("bare", String::new()),
        Rule::NothingAsked => ("nothing_asked", String::new()),
        Rule::NothingAlike => ("nothing_alike", String::new()),
        Rule::OutOfScope(phrase) => ("out_of_scope", phrase.clone()),
        Rule::Blocked(block) => ("blocked", block.to_string()),
        Rule::Followed(_) => ("followed", String::new()),
        Rule::Elliptical => ("elliptical", String::new()),
        Rule::Beside => ("beside", String::new()),
    };
    Reason::new(code, rule, about)
}

fn fact(fact: &Fact) -> Reason {
    let (code, about) = match fact {
        Fact::Edition(n) => ("edition", n.to_string()),
        Fact::Elsewhen(Elsewhen::Last) => ("last", String::new()),
        Fact::Elsewhen(Elsewhen::Next) => ("next", String::new()),
        Fact::Elsewhen(Elsewhen::Every) => ("every", String::new()),
        Fact::Year(n) => ("year", n.to_string()),
        Fact::Month(n) => ("month", n.to_string()),
        Fact::Day(n) => ("day", n.to_string()),
        Fact::Ordinal(n) => ("ordinal", n.to_string()),
        Fact::Number(n) => ("number", n.to_string()),
        Fact::Superlative => ("superlative", String::new()),
        Fact::Country(_) | Fact::Home(_) => ("country", fact.to_string()),
    };
    Reason::new(code, fact, about)
}

fn block(block: &Block) -> Reason {
    let (code, about) = match block {
        Block::Fact(_) => ("fact", String::new()),
        Block::Denial => ("denial", String::new()),
        Block::NoDenial => ("no_denial", String::new()),
        Block::Kind(asked) => ("kind", asked.symbol().to_owned()),
        Block::Unknown => ("unknown", String::new()),
    };
    let fact = if let Block::Fact(lacking) = block { Some(Box::new(fact(lacking))) } else { None };
    Reason { fact, ..Reason::new(code, block, about) }
}
