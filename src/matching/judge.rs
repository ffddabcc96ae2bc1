//! Judges one question: reads it, ranks the entries, lets the guards speak, decides.

use std::collections::BTreeSet;
use std::fmt;

use compact_str::CompactString;

use crate::matching::Matcher;
use crate::matching::candidates::candidates;
use crate::matching::facts::{Fact, facts_of};
use crate::matching::guards::{Block, block, is_telling};
use crate::matching::index::LeftOut;
use crate::matching::phrasebook::Keyed;
use crate::matching::reader::Atom;
use crate::matching::score::{Scored, Weighed, score, weigh_all};
use crate::matching::speller::Spelled;
use crate::reply::Outcome;
use crate::text::{fold, tokenize};

/// From this score on, in thousandths, an entry is the answer: two thirds of what was asked, and nothing against it.
const ANSWER: u16 = 640;
/// From this score on the lead over the runner-up no longer matters: the question is nearly a curated phrasing.
const CERTAIN: u16 = 930;
/// How much the entry's centroid counts in the order of entries, where the score leaves room: the nearest phrasing may
/// be an odd one of its entry, but what matches word for word needs no second opinion.
const CENTROID: f32 = 0.3;
/// How far the answer must lead the runner-up.
const MARGIN: u16 = 40;
/// From this score on an entry that is far ahead of all others is the answer, if the knowledge knows every word.
const ANSWER_FAR_AHEAD: u16 = 600;
/// How far that is.
const FAR_AHEAD: u16 = 120;
/// From this score on an entry is worth offering.
const SUGGEST: u16 = 430;
/// The same for an entry that something speaks against.
const SUGGEST_BLOCKED: u16 = 500;
/// How far behind the best an entry may be and still be offered.
const SUGGEST_WITHIN: u16 = 250;
/// The most entries that are offered.
pub(super) const SUGGESTIONS: usize = 5;

/// An entry in the ranking of one question.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Index into the knowledge's entries.
    pub entry: usize,
    /// Index into the entry's questions: the phrasing that matched best.
    pub question: usize,
    /// The score in thousandths.
    pub score: u16,
    /// The score with the entry's centroid beside it: orders the entries, and is what a lead is measured in.
    pub rank: u16,
    /// Why it must not be the answer.
    pub block: Option<Block>,
    pub(super) scored: Scored,
}

impl Ranked {
    /// Whether the entry is worth offering.
    fn is_offer(&self) -> bool {
        match self.block {
            None => self.score >= SUGGEST,
            Some(block) => !block.is_hard() && self.score >= SUGGEST_BLOCKED,
        }
    }
}

/// The rule that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The best entry is good enough and leads.
    Clear,
    /// The best entry is fairly good, every word is known, and nothing else comes near.
    FarAhead,
    /// The question is one of the entry's phrasings.
    Exact,
    /// The best entry matches nearly word for word.
    Certain,
    /// The question holds nothing that tells.
    NothingAsked,
    /// Nothing shares a telling word with the question.
    NothingAlike,
    /// The question is about something listed as out of scope.
    OutOfScope(String),
    /// The best entry is blocked.
    Blocked(Block),
    /// Two entries are about equally good.
    Close,
    /// The best entry is not good enough.
    Weak,
    /// The words stand beside sentences about something else, and none of them asks.
    Beside,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear => write!(f, "the best scores {ANSWER} or more and leads by {MARGIN}"),
            Self::Certain => write!(f, "the best scores {CERTAIN} or more"),
            Self::FarAhead => {
                write!(
                    f,
                    "the best scores {ANSWER_FAR_AHEAD} or more and leads by {FAR_AHEAD}, and every word is known"
                )
            }
            Self::Exact => f.write_str("the question is a curated phrasing"),
            Self::NothingAsked => f.write_str("the question holds no telling word"),
            Self::NothingAlike => f.write_str("no phrasing shares a telling word"),
            Self::OutOfScope(phrase) => write!(f, "`{phrase}` is listed as out of scope"),
            Self::Blocked(block) => write!(f, "the best entry {block}"),
            Self::Close => write!(f, "the runner-up is within {MARGIN}"),
            Self::Beside => f.write_str("the message asks nothing and is mostly about something else"),
            Self::Weak => write!(f, "the best scores less than {ANSWER}"),
        }
    }
}

/// What one question came to.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The question as typed.
    pub text: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The rule that decided.
    pub rule: Rule,
    /// The entries, best first.
    pub ranking: Vec<Ranked>,
    /// What the speller did.
    pub repairs: Vec<(String, String)>,
    pub(super) atoms: Vec<Atom>,
    pub(super) weighed: Vec<Weighed>,
    pub(super) facts: BTreeSet<Fact>,
}

impl Verdict {
    /// The entries that would be shown: the answer, or what is offered.
    #[must_use]
    pub fn shown(&self) -> Vec<&Ranked> {
        match self.outcome {
            Outcome::Answer => self.ranking.iter().take(1).collect(),
            Outcome::None => Vec::new(),
            Outcome::Suggest => {
                let offers: Vec<&Ranked> = self.ranking.iter().filter(|r| r.is_offer()).collect();
                let best = offers.iter().map(|r| r.score).max().unwrap_or(0);
                offers.into_iter().filter(|r| r.score + SUGGEST_WITHIN >= best).take(SUGGESTIONS).collect()
            }
        }
    }

    /// The answer's score; 0 where there is none.
    #[must_use]
    pub fn answer_score(&self) -> u16 {
        match (self.outcome, &self.rule) {
            (Outcome::Answer, Rule::Exact) => 1000,
            (Outcome::Answer, _) => self.ranking.first().map_or(0, |r| r.score),
            _ => 0,
        }
    }
}

impl Matcher {
    /// Judges `text` as one question.
    pub(super) fn judge(&self, text: &str, left_out: LeftOut) -> Verdict {
        let Spelled { tokens, trust, repairs } = self.speller.spell(tokenize(&fold(text)));
        let read = Keyed::of(tokens);
        let atoms = self.reader.read(&read, &trust);
        let indexed = self.index.read(&atoms);
        let weighed = weigh_all(&self.index, &indexed, |i| atoms[i].trust, left_out);
        let mut facts = facts_of(&read);
        facts.retain(|fact| !self.index.subject_facts.contains(fact) && !self.index.dates.contains(fact));
        let ranking = self.rank(&weighed, &facts, atoms.iter().any(Atom::denies), left_out);
        let mut ranking = ranking;
        if let Some(exact) = self.exact(&read.keys, left_out)
            && let Some(at) = ranking.iter().position(|r| r.entry == exact)
        {
            // What a curator wrote down letter for letter needs no reckoning.
            let ranked = ranking.remove(at);
            ranking.insert(0, ranked);
            let (outcome, rule) = (Outcome::Answer, Rule::Exact);
            return Verdict { text: text.to_owned(), outcome, rule, ranking, repairs, atoms, weighed, facts };
        }
        let (outcome, rule) = self.rule(&read.keys, &weighed, &ranking);
        Verdict { text: text.to_owned(), outcome, rule, ranking, repairs, atoms, weighed, facts }
    }

    /// The entries by score, best first.
    fn rank(&self, question: &[Weighed], facts: &BTreeSet<Fact>, denies: bool, left_out: LeftOut) -> Vec<Ranked> {
        let mut ranking: Vec<Ranked> = candidates(&self.index, question, left_out)
            .into_iter()
            .filter_map(|(entry, phrasings)| {
                let scored = phrasings.into_iter().filter_map(|p| score(&self.index, question, entry, p, left_out));
                let scored = scored.max_by(|a, b| a.score.total_cmp(&b.score).then(b.phrasing.cmp(&a.phrasing)))?;
                let question_no = self.index.phrasings.get(scored.phrasing as usize)?.question as usize;
                let block = block(&self.index, question, facts, denies, &scored, left_out);
                Some(Ranked {
                    entry: entry as usize,
                    question: question_no,
                    score: thousandths(scored.score),
                    rank: thousandths(scored.score + CENTROID * (1.0 - scored.score) * scored.centroid),
                    block,
                    scored,
                })
            })
            .collect();
        ranking.sort_by(|a, b| b.rank.cmp(&a.rank).then(a.entry.cmp(&b.entry)));
        ranking
    }

    /// Decides.
    fn rule(&self, keys: &[CompactString], question: &[Weighed], ranking: &[Ranked]) -> (Outcome, Rule) {
        let Some(best) = ranking.first() else {
            return (Outcome::None, Rule::NothingAlike);
        };
        if !is_telling(question) {
            return (Outcome::None, Rule::NothingAsked);
        }
        if let Some(phrase) = self.out_of_scope(keys, best.entry) {
            return (Outcome::None, Rule::OutOfScope(phrase));
        }
        let sole = |rule: Rule| {
            let offers = ranking.iter().any(Ranked::is_offer);
            let hard = best.block.is_some_and(Block::is_hard);
            (if offers && !hard { Outcome::Suggest } else { Outcome::None }, rule)
        };
        if let Some(block) = best.block {
            return sole(Rule::Blocked(block));
        }
        // A runner-up that quotes the same passage is no rival: either way the asker reads what the document says.
        let rival = |r: &&Ranked| r.block.is_none() && !self.same_passage(r.entry, best.entry);
        let (rank, score) = ranking.iter().skip(1).find(rival).map_or((0, 0), |r| (r.rank, r.score));
        let all_known = question.iter().all(|w| w.known);
        match best.score {
            CERTAIN.. if best.score > score => (Outcome::Answer, Rule::Certain),
            ANSWER.. if best.rank >= rank + MARGIN => (Outcome::Answer, Rule::Clear),
            ANSWER_FAR_AHEAD.. if all_known && best.rank >= rank + FAR_AHEAD => (Outcome::Answer, Rule::FarAhead),
            ANSWER.. => sole(Rule::Close),
            _ => sole(Rule::Weak),
        }
    }

    /// The entry that has the question, letter for letter once it is folded, among its phrasings.
    fn exact(&self, keys: &[CompactString], left_out: LeftOut) -> Option<usize> {
        let phrasing = self.index.phrasings.get(self.index.exact(keys, left_out)? as usize)?;
        let entry = phrasing.entry as usize;
        let question = self.knowledge.entries.get(entry)?.questions.get(phrasing.question as usize)?;
        (!keys.is_empty() && Keyed::new(&question.text).keys == keys).then_some(entry)
    }

    /// Whether two entries rest on the same words of the document.
    fn same_passage(&self, one: usize, other: usize) -> bool {
        let passages =
            |entry: usize| self.knowledge.entries.get(entry).map(|e| e.passages.as_slice()).unwrap_or_default();
        let (one, other) = (passages(one), passages(other));
        one.iter().any(|a| other.iter().any(|b| a.text.contains(&b.text) || b.text.contains(&a.text)))
    }

    /// A phrase in the question that is listed as out of scope and that `entry` does not hold.
    fn out_of_scope(&self, keys: &[CompactString], entry: usize) -> Option<String> {
        let own = &self.index.entries.get(entry)?.out_of_scope;
        let phrase = self.out_of_scope.find_all(keys).find(|phrase| !own.contains(phrase))?;
        self.knowledge.out_of_scope.get(*phrase).cloned()
    }
}

/// A share as thousandths.
fn thousandths(share: f32) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share lies between 0 and 1")]
    let score = (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
    score
}
