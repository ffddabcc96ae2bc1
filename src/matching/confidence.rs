//! Signals of a candidate -> confidence: how likely it is that the entry answers the question.
//!
//! A logistic function of a few signals that mean the same in every file (the first is the share of the question's
//! telling words that the best phrasing covers), so that 0.9 means nine right out of ten in every file, too. The weights
//! were fitted by logistic regression over the ten best candidates of each question of twelve sets at once: the three
//! of this repository and nine public intent sets that are not shipped. Fitted without any one set they come out much
//! the same, so they are rounded; the bias was then raised until the best entries of this repository's three sets, and of
//! their phrasings left out, were right about as often as said. What a new fit needs is
//! [`Ranked::signals`](crate::matching::Ranked::signals).

use crate::matching::score::Weighed;

/// How many signals there are.
const SIGNALS: usize = 7;

/// What is known of a candidate: cover, lead, chance, opinion, objection, barred and amount, as [`Signals::new`] gathers
/// them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals(pub [f32; SIGNALS]);

/// The weight of each signal, in their order.
const WEIGHTS: [f32; SIGNALS] = [
    2.8,  // cover: what the question says, the entry is asked by
    0.27, // lead: the farther the best rival, the surer
    1.2,  // chance: among many equals nobody is sure
    2.3,  // opinion: the ranker knows all entries, not only those that share words
    -0.5, // objection: a guard speaks against it; what it objects to is mostly uncovered as well
    -5.0, // barred: no likeness outweighs another edition or country
    0.6,  // amount: of a question of one weak word little can be told
];
/// The confidence without any signal, as the logarithm of its odds.
const BIAS: f32 = -4.6;

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
    /// Gathers the signals: `cover` is the share of the question that the phrasing covers, `lead` the candidate's lead
    /// over its best rival in the ranker's units, `chance` its share among the candidates, and `opinion` its share among
    /// all entries by the ranker alone (where there is none, `chance` once more).
    pub(super) fn new(
        question: &[Weighed],
        cover: f32,
        lead: f32,
        [chance, opinion]: [f32; 2],
        objection: Objection,
    ) -> Self {
        let amount: f32 = question.iter().map(|w| w.weight).sum();
        Self([
            cover,
            lead.clamp(-FARTHEST, FARTHEST),
            chance,
            opinion,
            f32::from(u8::from(objection == Objection::Soft)),
            f32::from(u8::from(objection == Objection::Hard)),
            (0.1 + amount).ln(),
        ])
    }

    /// The chance that the entry answers, 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let logit = BIAS + self.0.iter().zip(WEIGHTS).map(|(signal, weight)| signal * weight).sum::<f32>();
        1.0 / (1.0 + (-logit).exp())
    }
}
