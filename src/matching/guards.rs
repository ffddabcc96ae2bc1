//! What forbids an answer however alike the texts look: another edition or country, a denial, a question of another kind.

use std::collections::BTreeSet;
use std::fmt;

use crate::matching::facts::{Fact, carries};
use crate::matching::index::{EntryTerms, Index, LeftOut};
use crate::matching::reader::AtomKind;
use crate::matching::score::{Cover, Scored, Weighed};
use crate::text::lexicon::Asked;

/// Why an entry must not be the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The question turns on a fact that the entry does not carry.
    Fact(Fact),
    /// The question denies what the entry never denies.
    Denial,
    /// The entry is about a denial (who is offline) and the question denies nothing (who is online).
    NoDenial,
    /// The question asks for a kind of answer that nobody asks the entry for.
    Kind(Asked),
    /// The question's telling words are mostly unknown to the entry.
    Unknown,
}

impl Block {
    /// Whether the entry is not even worth suggesting.
    #[must_use]
    pub fn is_hard(self) -> bool {
        matches!(self, Self::Fact(fact) if fact.is_hard())
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => write!(f, "does not carry {fact}"),
            Self::Denial => f.write_str("denies nothing"),
            Self::NoDenial => f.write_str("is about a denial"),
            Self::Kind(asked) => write!(f, "is not asked `{}`", asked.symbol()),
            Self::Unknown => f.write_str("lacks a telling word"),
        }
    }
}

/// The share of the question's weight in unknown words from which they forbid an answer: one of five telling words.
const MOST_UNKNOWN: f32 = 0.20;

/// The share of an entry's phrasings, in tenths, from which a denial is what the entry is about.
const DENIAL_IN_TEN: u32 = 7;

/// So many unknown ideographs side by side are a word that the knowledge never heard of: a name, another matter.
const UNKNOWN_RUN: usize = 2;

/// The first thing that keeps `scored` from being an answer; the hard ones come first.
pub(super) fn block(
    index: &Index,
    question: &[Weighed],
    facts: &BTreeSet<Fact>,
    denies_something: bool,
    scored: &Scored,
    left_out: LeftOut,
) -> Option<Block> {
    let entry = index.entries.get(scored.entry as usize)?;
    let missing = |fact: &&Fact| !carries(&entry.facts, **fact);
    let lacking = facts.iter().filter(missing).copied().max_by_key(|fact| fact.is_hard()).map(Block::Fact);
    lacking
        .or_else(|| denies(index, question, scored, entry, left_out))
        .or_else(|| (!denies_something && is_denial(entry)).then_some(Block::NoDenial))
        .or_else(|| asks_otherwise(index, question, scored, left_out))
        .or_else(|| unknown(question, scored))
}

fn denies(
    index: &Index,
    question: &[Weighed],
    scored: &Scored,
    entry: &EntryTerms,
    left_out: LeftOut,
) -> Option<Block> {
    let denial = question.iter().find(|w| w.atom.kind == AtomKind::Denies)?;
    let carried = denial
        .atom
        .alone
        .is_some_and(|term| index.count(scored.entry, term, left_out) > 0 || entry.body.binary_search(&term).is_ok());
    (!carried).then_some(Block::Denial)
}

/// Whether nearly all who ask for the entry deny something: then the denial is what it is about.
fn is_denial(entry: &EntryTerms) -> bool {
    entry.denying * 10 >= entry.phrasings.1 * DENIAL_IN_TEN
}

fn asks_otherwise(index: &Index, question: &[Weighed], scored: &Scored, left_out: LeftOut) -> Option<Block> {
    question.iter().find_map(|w| {
        let AtomKind::Asks(asked) = w.atom.kind else {
            return None;
        };
        let carried = w.atom.alone.is_some_and(|term| index.count(scored.entry, term, left_out) > 0);
        (!carried).then_some(Block::Kind(asked))
    })
}

fn unknown(question: &[Weighed], scored: &Scored) -> Option<Block> {
    let uncovered = |(w, c): &(&Weighed, &Cover)| !w.known && matches!(c, Cover::Missing | Cover::Alone);
    let run = question.iter().zip(&scored.covers).map(|pair| uncovered(&pair) && is_plain_han(pair.0));
    let longest = run.fold((0, 0), |(now, most), hit| if hit { (now + 1, most.max(now + 1)) } else { (0, most) }).1;
    if longest >= UNKNOWN_RUN {
        return Some(Block::Unknown);
    }
    let sum: f32 = question.iter().map(|w| w.weight).sum();
    let lost = question.iter().zip(&scored.covers);
    let lost: f32 =
        lost.filter(|(w, c)| !w.known && matches!(c, Cover::Missing | Cover::Alone)).map(|(w, _)| w.weight).sum();
    (sum > 0.0 && lost / sum > MOST_UNKNOWN).then_some(Block::Unknown)
}

fn is_plain_han(weighed: &Weighed) -> bool {
    weighed.atom.kind == AtomKind::Han { light: false }
}

/// Whether the question holds anything that could tell entries apart.
pub(super) fn is_telling(question: &[Weighed]) -> bool {
    question.iter().any(|w| match w.atom.kind {
        AtomKind::Weak | AtomKind::Bare | AtomKind::Denies | AtomKind::Number => false,
        AtomKind::Han { light: true } => w.atom.left.is_some() || w.atom.right.is_some(),
        AtomKind::Han { light: false } => w.known || w.atom.alone.is_some(),
        AtomKind::Word | AtomKind::Asks(_) | AtomKind::Subject => w.atom.alone.is_some() || w.atom.group.is_some(),
    })
}
