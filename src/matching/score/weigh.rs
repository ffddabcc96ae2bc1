//! How telling each atom of a question is.
//!
//! Weights come from the knowledge (in how many entries a term stands), so that they mean the same in every file; function
//! words have fixed ones.

use crate::matching::index::{Index, IndexedAtom, LeftOut, TermId};
use crate::matching::reader::AtomKind;

/// A question word: it says what kind of answer is wanted, never by itself which.
const ASKS: f32 = 0.5;
/// A denial turns the question, so it weighs as much as the word it denies.
const DENIES: f32 = 0.8;
/// The subject's name: nearly every question could carry it.
const SUBJECT: f32 = 0.12;
/// A word that says little; not zero, so that of two equal entries the one with the same grammar wins.
const WEAK: f32 = 0.04;
/// A light ideograph in no known word.
const LIGHT: f32 = 0.04;
/// What a light ideograph weighs in a known pair, against one that is not light.
const LIGHT_SHARE: f32 = 0.5;
/// An ideograph against a word of letters: a Chinese word mostly has two.
const HAN: f32 = 0.5;
/// An ideograph in no known pair: part of a word that the knowledge never heard of.
const UNKNOWN_HAN: f32 = 0.25;
/// An ideograph in no known pair that stands alone between known words and is known by itself: a word of its own
/// (人, 开), not a part of an unknown one.
const LONE: f32 = 0.12;
/// A word of letters that the knowledge never heard of.
const UNKNOWN_WORD: f32 = 1.0;

/// A word that says little and that no text without a telling word holds.
const UNKNOWN_BARE: f32 = 0.3;

/// A question's atom with its weight.
#[derive(Clone, Copy, Debug)]
pub(in crate::matching) struct Weighed {
    /// Its terms.
    pub atom: IndexedAtom,
    /// How telling it is, 0 to 1.
    pub weight: f32,
    /// How far its spelling is trusted, 0 to 1.
    pub trust: f32,
    /// Whether any phrasing holds it (an ideograph: in a pair).
    pub known: bool,
}

/// Weighs an atom of a question or a phrasing.
pub(super) fn weigh(index: &Index, atom: IndexedAtom, trust: f32, left_out: LeftOut) -> Weighed {
    let rarity = |term: Option<TermId>| term.and_then(|term| index.rarity(term, left_out));
    let (weight, known) = match atom.kind {
        AtomKind::Asks(_) => (ASKS, true),
        AtomKind::Denies => (DENIES, true),
        AtomKind::Subject => (SUBJECT, true),
        AtomKind::Weak => (WEAK, true),
        AtomKind::Bare => (rarity(atom.alone).unwrap_or(UNKNOWN_BARE), true),
        AtomKind::Word | AtomKind::Number => {
            rarity(atom.group).or(rarity(atom.alone)).map_or((UNKNOWN_WORD, false), |w| (w, true))
        }
        AtomKind::Han { light } => {
            // An ideograph stands in up to two pairs, one of which may span two words by accident and so be rare:
            // the commoner one is the word.
            let pairs = [rarity(atom.left), rarity(atom.right)];
            let pair = pairs.into_iter().flatten().reduce(f32::min);
            match rarity(atom.group).or(pair) {
                Some(weight) if light => (HAN * LIGHT_SHARE * weight, true),
                Some(weight) => (HAN * weight, true),
                None if light => (LIGHT, true),
                None => (UNKNOWN_HAN, false),
            }
        }
    };
    Weighed { atom, weight: weight * atom.share, trust, known }
}

/// Weighs the atoms of a question.
pub(in crate::matching) fn weigh_all(
    index: &Index,
    atoms: &[IndexedAtom],
    trust: impl Fn(usize) -> f32,
    left_out: LeftOut,
) -> Vec<Weighed> {
    let mut weighed: Vec<Weighed> =
        atoms.iter().enumerate().map(|(i, atom)| weigh(index, *atom, trust(i), left_out)).collect();
    let unknown = |w: Option<&Weighed>| w.is_some_and(|w| !w.known && matches!(w.atom.kind, AtomKind::Han { .. }));
    let lone: Vec<usize> = (0..weighed.len())
        .filter(|&i| unknown(weighed.get(i)) && !unknown(weighed.get(i + 1)))
        .filter(|&i| i.checked_sub(1).is_none_or(|before| !unknown(weighed.get(before))))
        .filter(|&i| weighed[i].atom.alone.is_some_and(|term| index.rarity(term, left_out).is_some()))
        .collect();
    for i in lone {
        weighed[i].weight = LONE;
        weighed[i].known = true;
    }
    weighed
}
