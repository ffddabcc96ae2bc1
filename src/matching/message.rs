//! Takes a whole message apart into its questions and decides on each.
//!
//! Sentences are questions of their own. Inside a sentence a comma or an "and" parts two questions only where each side
//! is answered for itself; else the sentence is judged whole, and clauses that only tell a story are passed over.

use crate::matching::index::LeftOut;
use crate::matching::{Matcher, Rule, Verdict};
use crate::reply::Outcome;
use crate::text::lexicon::{self, Role};
use crate::text::{Strength, fold, split, tokenize};

/// A whole question this well covered is one question, whatever commas it holds.
const WHOLE: u16 = 850;
/// The most sentences of a message, and clauses of a sentence, that are looked at: nobody asks more at once.
const MOST_PARTS: usize = 12;
/// The longest message that is read, in characters: what Telegram lets a message hold.
const LONGEST: usize = 4096;

/// What a whole message came to.
#[derive(Clone, Debug)]
pub struct Decision {
    /// How it ended: [`Outcome::Answer`] where any question of it did.
    pub outcome: Outcome,
    /// The questions, in order, with what each came to.
    pub verdicts: Vec<Verdict>,
}

impl Matcher {
    /// Decides on `message`.
    #[must_use]
    pub fn decide(&self, message: &str) -> Decision {
        self.decide_without(message, None)
    }

    /// Decides on `message` as if the phrasing `question` of `entry` had never been written.
    #[must_use]
    pub fn decide_leaving_out(&self, message: &str, entry: usize, question: usize) -> Decision {
        self.decide_without(message, self.phrasing(entry, question))
    }

    fn decide_without(&self, message: &str, left_out: LeftOut) -> Decision {
        let message: String = message.chars().take(LONGEST).collect();
        let sentences = split(&message, Strength::Strong);
        let verdicts: Vec<Verdict> = sentences
            .into_iter()
            .take(MOST_PARTS)
            .flat_map(|s| self.sentence(s, left_out))
            .collect();
        let outcome = verdicts
            .iter()
            .map(|v| v.outcome)
            .min_by_key(|outcome| match outcome {
                Outcome::Answer => 0,
                Outcome::Suggest => 1,
                Outcome::None => 2,
            });
        Decision {
            outcome: outcome.unwrap_or(Outcome::None),
            verdicts,
        }
    }

    /// Judges a sentence: whole, or clause by clause where that answers more.
    fn sentence(&self, sentence: &str, left_out: LeftOut) -> Vec<Verdict> {
        let whole = self.judge(sentence, left_out);
        let clauses = split(sentence, Strength::Weak);
        if clauses.len() < 2 || clauses.len() > MOST_PARTS || whole.answer_score() >= WHOLE {
            return vec![whole];
        }
        let parts: Vec<Verdict> = clauses
            .iter()
            .map(|clause| self.judge(clause, left_out))
            .collect();
        let answered: Vec<&Verdict> = parts
            .iter()
            .filter(|v| v.outcome == Outcome::Answer)
            .collect();
        let Some(best) = answered.iter().map(|v| v.answer_score()).max() else {
            return vec![whole];
        };
        // What decides in a clause that only tells a story (我说的是第四届) decides for all of them.
        let entries: Vec<usize> = answered
            .iter()
            .filter_map(|v| v.ranking.first())
            .map(|r| r.entry)
            .collect();
        let distinct = entries
            .iter()
            .enumerate()
            .all(|(i, e)| !entries[..i].contains(e));
        let blocked = whole.facts.iter().any(|fact| {
            fact.is_hard()
                && !parts
                    .iter()
                    .any(|v| v.outcome == Outcome::Answer && v.facts.contains(fact))
        });
        let open = parts.iter().any(|v| {
            v.outcome != Outcome::Answer
                && (v.is_question() || matches!(v.rule, Rule::OutOfScope(_)))
        });
        if blocked || open && answered.len() < 2 {
            return vec![whole];
        }
        if answered.len() >= 2 && distinct || best > whole.answer_score() {
            return parts
                .into_iter()
                .filter(|v| v.outcome == Outcome::Answer || v.is_question())
                .collect();
        }
        vec![whole]
    }
}

impl Verdict {
    /// Whether the text has the form of a question, rather than telling something.
    #[must_use]
    pub fn is_question(&self) -> bool {
        let tokens = tokenize(&fold(&self.text));
        (0..tokens.len()).any(|at| {
            matches!(
                lexicon::longest(&tokens[at..]),
                Some((_, Some(Role::Asks(_))))
            )
        }) || [
            "什么", "哪些", "吗", "呢", "怎么", "如何", "what", "which", "how",
        ]
        .iter()
        .any(|word| fold(&self.text).contains(word))
    }
}
