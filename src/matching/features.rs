//! Atoms -> features: the small pieces of a text that the linear ranker weighs.
//!
//! Ideographs go alone, in pairs, in pairs with a gap and in threes; words alone, in pairs, and as their letters three to
//! five at a time, so that inflections and slips of a word still share most of it. Each piece is named by a hash; at
//! 64 bits two pieces of one knowledge practically never share a name.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::matching::reader::{Atom, AtomKind};

/// A lone ideograph: mostly a part of a word, but in short questions all there is.
const HAN: f32 = 1.0;
/// Two ideographs side by side: mostly a word.
const HAN_PAIR: f32 = 1.0;
/// Two ideographs around a third: what is left of a word that was typed wrongly or stretched.
const HAN_GAP: f32 = 0.5;
/// Three ideographs: a word and its neighbor, so less than a word.
const HAN_THREE: f32 = 0.7;
/// A word of letters, a number, or a group of synonyms.
const WORD: f32 = 1.0;
/// A function word or the subject's name: in short questions they still tell entries apart (how, when).
const FUNCTION: f32 = 0.7;
/// Two words side by side.
const WORD_PAIR: f32 = 0.5;
/// Three to five letters of a word: it has many of them, together about as much as the word.
const LETTERS: f32 = 0.5;
/// How many letters.
const LETTERS_LEN: std::ops::RangeInclusive<usize> = 3..=5;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Feature {
    /// Its name.
    pub key: u64,
    /// What it counts before its rarity is known.
    pub weight: f32,
}

/// What a piece is made of: part of its name, so that a pair is never taken for a word.
#[derive(Clone, Copy, Hash)]
enum Shape {
    Alone,
    Pair,
    Gap,
    Three,
    WordPair,
    Letters,
    Group,
}

/// The features of a text, sorted by key, each once.
pub(super) fn features(atoms: &[Atom]) -> Vec<Feature> {
    let mut features: Vec<Feature> = Vec::with_capacity(atoms.len() * 8);
    let mut push = |shape: Shape, parts: &[&str], weight: f32| {
        let mut hasher = FxHasher::default();
        (shape, parts).hash(&mut hasher);
        features.push(Feature { key: hasher.finish(), weight });
    };
    let han = |i: usize| atoms.get(i).filter(|atom| is_han(atom)).map(|atom| atom.text.as_str());
    let other = |i: usize| atoms.get(i).filter(|atom| !is_han(atom)).map(|atom| atom.text.as_str());
    for (i, atom) in atoms.iter().enumerate() {
        let text = atom.text.as_str();
        if let Some(group) = &atom.group {
            push(Shape::Group, &[group], WORD);
        }
        if is_han(atom) {
            push(Shape::Alone, &[text], HAN);
            if let Some(next) = han(i + 1) {
                push(Shape::Pair, &[text, next], HAN_PAIR);
                if let Some(third) = han(i + 2) {
                    push(Shape::Gap, &[text, third], HAN_GAP);
                    push(Shape::Three, &[text, next, third], HAN_THREE);
                }
            }
            continue;
        }
        push(Shape::Alone, &[text], if is_function(atom.kind) { FUNCTION } else { WORD });
        if let Some(next) = other(i + 1) {
            push(Shape::WordPair, &[text, next], WORD_PAIR);
        }
        if atom.kind == AtomKind::Word {
            let framed = format!("^{text}$");
            let ends: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
            for len in LETTERS_LEN {
                for window in ends.windows(len + 1) {
                    if let [from, .., to] = window
                        && let Some(letters) = framed.get(*from..*to)
                    {
                        push(Shape::Letters, &[letters], LETTERS);
                    }
                }
            }
        }
    }
    features.sort_unstable_by_key(|feature| feature.key);
    features.dedup_by_key(|feature| feature.key);
    features
}

fn is_han(atom: &Atom) -> bool {
    matches!(atom.kind, AtomKind::Han { .. })
}

fn is_function(kind: AtomKind) -> bool {
    matches!(kind, AtomKind::Weak | AtomKind::Asks(_) | AtomKind::Denies | AtomKind::Subject)
}
