//! A labelled question: what is asked, and what would be right to reply.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Place;
use crate::knowledge::EntryId;
use crate::reply::Card;

/// One labelled question.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is asked.
    pub ask: String,
    /// What would be right.
    pub expected: Expected,
    /// The kind of question, for a row of its own.
    pub category: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// What would be right to reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// One or more of these entries, and no other.
    Any(Vec<EntryId>),
    /// Every one of these entries, and no other.
    All(Vec<EntryId>),
    /// Texts that the reply must hold: of every group at least one. Which entry they come from does not matter.
    Text(Vec<Vec<String>>),
    /// Anything but an answer.
    NoAnswer,
}

impl Expected {
    /// Whether the knowledge is expected to answer.
    #[must_use]
    pub fn in_scope(&self) -> bool {
        *self != Self::NoAnswer
    }

    /// How many of the expected parts `cards` bring, and how many there are.
    #[must_use]
    pub fn found(&self, cards: &[Card]) -> (usize, usize) {
        let has = |id: &EntryId| cards.iter().any(|card| card.id == *id);
        match self {
            Self::Any(ids) => (usize::from(ids.iter().any(has)), 1),
            Self::All(ids) => (ids.iter().filter(|id| has(id)).count(), ids.len()),
            Self::Text(groups) => {
                let text = fold_cards(cards);
                let holds = |group: &&Vec<String>| group.iter().any(|part| text.contains(part));
                (groups.iter().filter(holds).count(), groups.len())
            }
            Self::NoAnswer => (0, 0),
        }
    }

    /// Whether `card` was not asked for. Of expected texts that cannot be told.
    #[must_use]
    pub fn is_extra(&self, card: &Card) -> bool {
        match self {
            Self::Any(ids) | Self::All(ids) => !ids.contains(&card.id),
            Self::Text(_) => false,
            Self::NoAnswer => true,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |ids: &[EntryId], by: &str| ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join(by);
        match self {
            Self::Any(ids) => f.write_str(&join(ids, " or ")),
            Self::All(ids) => f.write_str(&join(ids, " and ")),
            Self::Text(groups) => {
                let groups: Vec<String> = groups.iter().map(|group| group.join("|")).collect();
                write!(f, "the text {}", groups.join(";"))
            }
            Self::NoAnswer => f.write_str("no answer"),
        }
    }
}

fn fold_cards(cards: &[Card]) -> String {
    let parts = cards.iter().flat_map(|card| [Some(card.answer.as_str()), card.passage.as_deref()]);
    parts.flatten().map(fold_text).collect::<Vec<_>>().join("\n")
}

/// The spelling in which expected texts are compared: one width, no white space.
#[must_use]
pub fn fold_text(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
