//! Signals of a candidate -> confidence: how likely it is that the entry answers the question.
//!
//! A logistic function of a few signals that mean the same in every file (the first is the share of the question's
//! telling words that the entry knows nothing of), so that 0.9 means nine right out of ten in every file, too. The weights
//! were fitted by logistic regression over the two best candidates of each question of seven sets at once: the
//! conference's and the six of `benches/sets`, four of which were written for this by two hands each. Fitted without any
//! one set they come out much the same, so they are rounded. Only the last comes from one set alone, for only one lists
//! what is out of scope: with it the scores of that set come nearest to what comes true. What a new fit needs is
//! [`Ranked::signals`](crate::matching::Ranked::signals).

use crate::matching::score::{Cover, Scored, Weighed};

/// How many signals there are.
const SIGNALS: usize = 9;

/// What is known of a candidate: missing, uncovered, amount, lead, chance, opinion, objection, barred and listed, as
/// [`Signals::new`] gathers them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals(pub [f32; SIGNALS]);

/// The weight of each signal, in their order.
const WEIGHTS: [f32; SIGNALS] = [
    -8.7, // missing: what the question says and the entry never hears, it is not about
    1.0,  // uncovered: of many words that are asked more may be beside the point
    0.5,  // amount: of a question of one weak word little can be told
    0.2,  // lead: the farther the best rival, the surer
    1.7,  // chance: among many equals nobody is sure
    1.3,  // opinion: the ranker knows all entries, not only those that share words
    -0.3, // objection: a guard speaks against it; what it objects to is mostly missing as well
    -4.0, // barred: no likeness outweighs another edition or country
    0.4,  // listed: where a curator lists what is out of scope, less of what gets here is
];
/// The confidence without any signal, as the logarithm of its odds.
const BIAS: f32 = -1.5;

/// Beyond this lead nothing is gained: the rival is out of sight.
const FARTHEST: f32 = 6.0;

/// How far anything speaks against an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objection {
    /// Nothing does.
    None,
    /// A guard does.
    Soft,
    /// A guard does that no likeness outweighs.
    Hard,
}

impl Signals {
    /// Gathers the signals: `lead` is the candidate's lead over its best rival in the ranker's units, `chance` its share
    /// among the candidates, and `opinion` its share among all entries by the ranker alone (where there is none, `chance`
    /// once more).
    pub(super) fn new(
        question: &[Weighed],
        scored: &Scored,
        lead: f32,
        [chance, opinion]: [f32; 2],
        objection: Objection,
        listed: bool,
    ) -> Self {
        let amount: f32 = question.iter().map(|w| w.weight).sum();
        let missing = question.iter().zip(&scored.covers).filter(|(_, cover)| **cover == Cover::Missing);
        let missing: f32 = missing.map(|(weighed, _)| weighed.weight).sum();
        Self([
            if amount > 0.0 { missing / amount } else { 0.0 },
            (1.0 - scored.score) * amount,
            (0.1 + amount).ln(),
            lead.clamp(-FARTHEST, FARTHEST),
            chance,
            opinion,
            f32::from(u8::from(objection == Objection::Soft)),
            f32::from(u8::from(objection == Objection::Hard)),
            f32::from(u8::from(listed)),
        ])
    }

    /// The chance that the entry answers, 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let logit = BIAS + self.0.iter().zip(WEIGHTS).map(|(signal, weight)| signal * weight).sum::<f32>();
        1.0 / (1.0 + (-logit).exp())
    }
}
