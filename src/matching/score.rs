//! How well an entry answers a question: which of the question's telling words it covers, and how telling they are.
//!
//! The score is absolute, 0 to 1: the share of the question's own weight that the best phrasing covers, lowered where
//! that phrasing asks for much more than the question does. Weights come from the knowledge (in how many entries a term
//! stands; Spärck Jones 1972), so that they mean the same in every file; function words have fixed ones.

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

/// An ideograph shared alone: most are parts of many words, so it is a hint.
const ALONE: f32 = 0.4;
/// Covered by a synonym: the curator says it is the same, but the very word is better still.
const SYNONYM: f32 = 0.97;
/// Covered by another phrasing of the same entry: said of the same fact, but in other words.
const POOLED: f32 = 0.85;
/// Covered only by the answer or the passage: the fact mentions it, nobody asked so.
const BODY: f32 = 0.55;
/// How much the phrasing's own uncovered words count against it; the rest is the question's coverage.
const PHRASING_SHARE: f32 = 0.3;

/// A question's atom with its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// Its terms.
    pub atom: IndexedAtom,
    /// How telling it is, 0 to 1.
    pub weight: f32,
    /// How far its spelling is trusted, 0 to 1.
    pub trust: f32,
    /// Whether any phrasing holds it (an ideograph: in a pair).
    pub known: bool,
}

/// Where an atom is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
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
    fn share(self) -> f32 {
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

/// Weighs an atom of a question or a phrasing.
pub(super) fn weigh(index: &Index, atom: IndexedAtom, trust: f32, left_out: LeftOut) -> Weighed {
    let rarity = |term: Option<TermId>| term.and_then(|term| index.rarity(term, left_out));
    let (weight, known) = match atom.kind {
        AtomKind::Asks(_) => (ASKS, true),
        AtomKind::Denies => (DENIES, true),
        AtomKind::Subject => (SUBJECT, true),
        AtomKind::Weak => (WEAK, true),
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
pub(super) fn weigh_all(
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

/// How `atom` is covered by a set of terms.
fn covered_by(atom: &IndexedAtom, holds: impl Fn(TermId) -> bool) -> Option<Cover> {
    let has = |term: Option<TermId>| term.is_some_and(&holds);
    let own = match atom.kind {
        AtomKind::Han { .. } => has(atom.left) || has(atom.right),
        _ => has(atom.alone),
    };
    if own {
        Some(Cover::Phrasing)
    } else if has(atom.group) {
        Some(Cover::Synonym)
    } else {
        (matches!(atom.kind, AtomKind::Han { .. }) && has(atom.alone)).then_some(Cover::Alone)
    }
}

/// A candidate with what it covers.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// The entry.
    pub entry: u32,
    /// The phrasing that covers most.
    pub phrasing: u32,
    /// The score, 0 to 1.
    pub score: f32,
    /// How much of the question's weight is covered, 0 to 1.
    pub question_cover: f32,
    /// How much of the phrasing's own weight the question covers, 0 to 1.
    pub phrasing_cover: f32,
    /// How alike the question is to all phrasings of the entry together, 0 to 1.
    pub centroid: f32,
    /// Where each atom of the question is covered.
    pub covers: Vec<Cover>,
}

/// Scores `entry` by `phrasing` for a question.
pub(super) fn score(
    index: &Index,
    question: &[Weighed],
    entry: u32,
    phrasing: u32,
    left_out: LeftOut,
) -> Option<Scored> {
    let terms = index.entries.get(entry as usize)?;
    let mut own: Vec<TermId> = Vec::new();
    index.phrasings.terms_into(phrasing, &mut own);
    let covers: Vec<Cover> = question
        .iter()
        .map(|weighed| {
            let atom = &weighed.atom;
            let own = covered_by(atom, |term| own.binary_search(&term).is_ok());
            if let Some(cover @ (Cover::Phrasing | Cover::Synonym)) = own {
                return cover;
            }
            match covered_by(atom, |term| index.count(entry, term, left_out) > 0) {
                Some(Cover::Phrasing | Cover::Synonym) => Cover::Pooled,
                pooled => match covered_by(atom, |term| terms.body.binary_search(&term).is_ok()) {
                    Some(Cover::Phrasing | Cover::Synonym) => Cover::Body,
                    _ => own.or(pooled).unwrap_or(Cover::Missing),
                },
            }
        })
        .collect();
    let sum: f32 = question.iter().map(|w| w.weight).sum();
    let covered: f32 = question.iter().zip(&covers).map(|(w, c)| w.weight * w.trust * c.share()).sum();
    let question_cover = if sum > 0.0 { covered / sum } else { 0.0 };
    let phrasing_cover = reverse_cover(index, question, phrasing, left_out);
    let score = question_cover * (1.0 - PHRASING_SHARE + PHRASING_SHARE * phrasing_cover);
    let centroid = centroid(index, question, entry, left_out);
    Some(Scored { entry, phrasing, score, question_cover, phrasing_cover, centroid, covers })
}

/// How much of the phrasing's own weight the question covers.
fn reverse_cover(index: &Index, question: &[Weighed], phrasing: u32, left_out: LeftOut) -> f32 {
    let asked: Vec<TermId> = question.iter().flat_map(|w| w.atom.terms()).collect();
    let (mut sum, mut covered) = (0.0, 0.0);
    for atom in index.phrasings.atoms(phrasing) {
        let weight = weigh(index, atom, 1.0, left_out).weight;
        sum += weight;
        covered += weight * covered_by(&atom, |term| asked.contains(&term)).map_or(0.0, Cover::share);
    }
    if sum > 0.0 { covered / sum } else { 0.0 }
}

/// How typical the question's words are of the entry: for each, the share of the entry's phrasings that hold it,
/// weighed by how telling it is; the root keeps a word of a few phrasings from counting for nothing.
///
/// The nearest-centroid idea (Rocchio 1971; Han and Karypis, "Centroid-based document classification", 2000) on shares
/// instead of sums, so that an entry with many phrasings has no advantage.
fn centroid(index: &Index, question: &[Weighed], entry: u32, left_out: LeftOut) -> f32 {
    let Some(terms) = index.entries.get(entry as usize) else { return 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "an entry has few phrasings")]
    let share = |term: Option<TermId>| {
        term.map_or(0.0, |term| index.count(entry, term, left_out) as f32 / terms.phrasings.1.max(1) as f32)
    };
    let (mut sum, mut typical) = (0.0, 0.0);
    for weighed in question {
        let atom = &weighed.atom;
        let share = match atom.kind {
            AtomKind::Han { .. } => share(atom.left).max(share(atom.right)).max(share(atom.group)),
            _ => share(atom.alone).max(share(atom.group)),
        };
        sum += weighed.weight;
        typical += weighed.weight * share.sqrt();
    }
    if sum > 0.0 { typical / sum } else { 0.0 }
}
