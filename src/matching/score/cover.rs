//! Where each atom of a question is covered, and what that is worth.

use crate::matching::reader::AtomKind;

/// An ideograph shared alone: most are parts of many words, so it is a hint.
const ALONE: f32 = 0.4;
/// Covered by a synonym: the curator says it is the same, but the very word is better still.
const SYNONYM: f32 = 0.97;
/// Covered by another phrasing of the same entry: said of the same fact, but in other words.
const POOLED: f32 = 0.85;
/// Covered only by the answer or the passage: the fact mentions it, nobody asked so.
const BODY: f32 = 0.55;

/// Where an atom is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::matching) enum Cover {
    /// By the phrasing itself.
    Phrasing,
    /// By a synonym in the phrasing.
    Synonym,
    /// By another phrasing of the entry.
    Pooled,
    /// By the answer or a passage.
    Body,
    /// By a lone ideograph of the phrasing.
    Alone,
    /// By nothing.
    Missing,
}

impl Cover {
    /// The share of an atom's weight that is covered, 0 to 1.
    pub(super) fn share(self) -> f32 {
        match self {
            Self::Phrasing => 1.0,
            Self::Synonym => SYNONYM,
            Self::Pooled => POOLED,
            Self::Body => BODY,
            Self::Alone => ALONE,
            Self::Missing => 0.0,
        }
    }
}

/// An atom's terms, by whatever names them, or whether something holds each.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfAtom<T> {
    pub alone: T,
    pub left: T,
    pub right: T,
    pub group: T,
}

impl<T> OfAtom<T> {
    /// The same with something else in each place.
    pub fn map<U>(&self, with: impl Fn(T) -> U) -> OfAtom<U>
    where
        T: Copy,
    {
        OfAtom { alone: with(self.alone), left: with(self.left), right: with(self.right), group: with(self.group) }
    }
}

/// How an atom is covered by a text that holds these of its terms.
pub(super) fn covered_by(kind: AtomKind, holds: OfAtom<bool>) -> Option<Cover> {
    let is_han = matches!(kind, AtomKind::Han { .. });
    let own = if is_han { holds.left || holds.right } else { holds.alone };
    if own {
        Some(Cover::Phrasing)
    } else if holds.group {
        Some(Cover::Synonym)
    } else {
        (is_han && holds.alone).then_some(Cover::Alone)
    }
}
