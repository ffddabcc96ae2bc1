//! Judges one question: reads it, ranks the entries, lets the guards speak, decides.

use std::collections::BTreeSet;
use std::fmt;

use compact_str::CompactString;

use crate::matching::Matcher;
use crate::matching::facts::{Fact, facts_of, settle};
use crate::matching::features::features;
use crate::matching::guards::{Block, is_telling};
use crate::matching::index::LeftOut;
use crate::matching::phrasebook::Keyed;
use crate::matching::ranking::{Asking, Ranked};
use crate::matching::reader::{Atom, AtomKind};
use crate::matching::score::{Weighed, weigh_all};
use crate::matching::speller::Spelled;
use crate::reply::Outcome;
use crate::text::{fold, tokenize};

/// From this confidence on, in thousandths, an entry is worth offering.
const SUGGEST: u16 = 90;
/// From this confidence on an entry is worth offering to a text that holds no telling word: a greeting is like another by
/// accident sooner than a question is.
const SUGGEST_BARE: u16 = 440;
/// From this confidence on an entry that is asked just so is the answer to such a text, even where more is wanted of an
/// answer: what small talk is taken for costs little.
const ANSWER_BARE: u16 = 780;
/// The most entries that are offered.
pub(super) const SUGGESTIONS: usize = 5;

impl Ranked {
    /// Whether the entry is worth offering.
    fn is_offer(&self) -> bool {
        !self.block.is_some_and(Block::is_hard) && self.score >= SUGGEST
    }
}

/// The rule that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The best entry is likely enough to be right: from the confidence that is enough here.
    Sure(u16),
    /// The question is one of the entry's phrasings.
    Exact,
    /// The question holds no word that tells, and the best entry is asked just so.
    Bare,
    /// The question holds nothing that tells.
    NothingAsked,
    /// Nothing shares a telling word with the question.
    NothingAlike,
    /// The question is about something listed as out of scope.
    OutOfScope(String),
    /// The best entry is blocked.
    Blocked(Block),
    /// The best entry is less likely to be right than is enough here.
    Unsure(u16),
    /// The question leaves out what the one before it named, and together they ask for the best entry; with the confidence
    /// that is enough here.
    Followed(u16),
    /// The question leaves out what was said before it, and with that it may be about another entry.
    Elliptical,
    /// The words stand beside sentences about something else, and none of them asks.
    Beside,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sure(from) => write!(f, "the best is {from} likely in a thousand, or more"),
            Self::Exact => f.write_str("the question is a curated phrasing"),
            Self::Bare => f.write_str("the question holds no telling word, and the best entry is asked just so"),
            Self::NothingAsked => f.write_str("the question holds no telling word"),
            Self::NothingAlike => f.write_str("no phrasing shares a telling word"),
            Self::OutOfScope(phrase) => write!(f, "`{phrase}` is listed as out of scope"),
            Self::Blocked(block) => write!(f, "the best entry {block}"),
            Self::Followed(_) => f.write_str("the question takes up the one before it"),
            Self::Elliptical => {
                f.write_str("the question leaves out what was said before it, which is about something else")
            }
            Self::Beside => f.write_str("the message asks nothing and is mostly about something else"),
            Self::Unsure(from) => write!(f, "the best is less than {from} likely in a thousand"),
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
    /// Whether it has the form of a question.
    pub(super) asks: bool,
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
            Outcome::Suggest => self.ranking.iter().filter(|r| r.is_offer()).take(SUGGESTIONS).collect(),
        }
    }

    /// With [`Knowledge::answer_from`](crate::knowledge::Knowledge::answer_from) up to this, 0 to 1000, its best entry would
    /// be the answer; `None` where none would make it one: a guard speaks against it, or nothing is near.
    ///
    /// This is how sure it is to whom only the threshold matters, and no estimate: an entry that a guard bars may well
    /// have a high score. Invariant: it is answered where this is no less than what is enough, and only there.
    #[must_use]
    pub fn confidence(&self) -> Option<u16> {
        let score = self.ranking.first()?.score;
        match self.rule {
            Rule::Exact | Rule::Sure(_) => Some(score),
            // These two count in the score, and speak against it only below what is enough.
            Rule::Blocked(Block::Unknown | Block::Kind(_)) => Some(score),
            // No matter what is enough for a question.
            Rule::Bare => Some(1000),
            // What the question before it adds is not in the score.
            Rule::Followed(from) => Some(score.max(from)),
            // A story that a question leads up to is never answered, however likely its entry.
            Rule::Unsure(from) => Some(score).filter(|score| *score < from),
            Rule::NothingAsked
            | Rule::NothingAlike
            | Rule::OutOfScope(_)
            | Rule::Blocked(_)
            | Rule::Elliptical
            | Rule::Beside => None,
        }
    }

    /// How much of the question the answer covers, in thousandths; 0 where there is none.
    #[must_use]
    pub fn answer_cover(&self) -> u16 {
        match (self.outcome, &self.rule) {
            (Outcome::Answer, Rule::Exact) => 1000,
            (Outcome::Answer, _) => self.ranking.first().map_or(0, |r| r.cover),
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
        settle(&mut facts, &self.index.home);
        // Without a linear ranker nobody looks at them.
        let features = self.linear(left_out).map(|_| features(&read, &atoms)).unwrap_or_default();
        let denies = atoms.iter().any(Atom::denies);
        let asking = Asking { weighed: &weighed, features: &features, facts: &facts, denies };
        let mut ranking = self.rank(asking, left_out);
        let exact = self.exact(&read.keys, left_out);
        let (outcome, rule) = match exact.and_then(|exact| ranking.iter().position(|r| r.entry == exact)) {
            Some(at) => {
                // What a curator wrote down letter for letter needs no reckoning.
                let ranked = Ranked { score: 1000, ..ranking.remove(at) };
                ranking.insert(0, ranked);
                (Outcome::Answer, Rule::Exact)
            }
            None => self.rule(&read.keys, &weighed, &ranking),
        };
        Verdict { text: text.to_owned(), outcome, rule, ranking, repairs, asks: false, atoms, weighed, facts }
    }

    /// Decides.
    fn rule(&self, keys: &[CompactString], question: &[Weighed], ranking: &[Ranked]) -> (Outcome, Rule) {
        let Some(best) = ranking.first() else {
            return (Outcome::None, Rule::NothingAlike);
        };
        let enough = self.knowledge.answer_from;
        let mut is_bare = false;
        // 第五点是什么 tells by its number alone, where the best entry is asked just so.
        if !is_telling(question) {
            let bare = |w: &&Weighed| w.atom.kind == AtomKind::Bare;
            let known = question.iter().filter(bare).any(|w| w.atom.alone.is_some() && w.trust == 1.0);
            if best.score < if known { SUGGEST_BARE } else { enough } {
                return (Outcome::None, Rule::NothingAsked);
            }
            is_bare = known && best.score >= ANSWER_BARE;
        }
        if let Some(phrase) = self.out_of_scope(keys, best.entry) {
            return (Outcome::None, Rule::OutOfScope(phrase));
        }
        let sole = |rule: Rule| {
            let offers = ranking.iter().any(Ranked::is_offer);
            let hard = best.block.is_some_and(Block::is_hard);
            (if offers && !hard { Outcome::Suggest } else { Outcome::None }, rule)
        };
        match (best.score, best.block) {
            // What these two object to counts in the score already.
            (score, None | Some(Block::Unknown | Block::Kind(_))) if score >= enough => {
                (Outcome::Answer, Rule::Sure(enough))
            }
            (_, Some(block)) => sole(Rule::Blocked(block)),
            (_, None) if is_bare => (Outcome::Answer, Rule::Bare),
            (_, None) => sole(Rule::Unsure(enough)),
        }
    }

    /// The entry that has the question, letter for letter once it is folded, among its phrasings.
    fn exact(&self, keys: &[CompactString], left_out: LeftOut) -> Option<usize> {
        let same = |phrasing: u32| {
            let (entry, question) = self.index.place(phrasing)?;
            let question = self.knowledge.entries.get(entry)?.questions.get(question)?;
            (Keyed::new(&question.text).keys == keys).then_some(entry)
        };
        if keys.is_empty() { None } else { self.index.exact(keys, left_out).find_map(same) }
    }

    /// A phrase in the question that is listed as out of scope and that `entry` does not hold.
    fn out_of_scope(&self, keys: &[CompactString], entry: usize) -> Option<String> {
        let own = &self.index.entries.get(entry)?.out_of_scope;
        let phrase = self.out_of_scope.find_all(keys).find(|phrase| !own.contains(phrase))?;
        self.knowledge.out_of_scope.get(*phrase).cloned()
    }
}
