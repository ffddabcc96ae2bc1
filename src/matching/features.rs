//! Text -> features: the small pieces that the linear ranker weighs.
//!
//! They are taken from the text as it was typed, grammar and all, for it is the ranker that learns what tells entries
//! apart, and in short questions it may be a particle. Ideographs go alone and in pairs (threes and pairs with a gap helped
//! no set, and made the ranker half as large again); words alone, in pairs, and as their letters three to five at a time,
//! so that inflections and slips of a word still share most of it. From the reading of the text come the groups of synonyms
//! and what a question word asks for. Each piece is named by a hash; at 64 bits two pieces of one knowledge practically
//! never share a name.

use std::hash::{Hash, Hasher};

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHasher;

use crate::matching::phrasebook::Keyed;
use crate::matching::reader::{Atom, AtomKind};
use crate::text::Kind;

/// A lone ideograph: mostly a part of a word, but in short questions all there is.
const HAN: f32 = 1.0;
/// Two ideographs side by side: mostly a word.
const HAN_PAIR: f32 = 1.0;
/// A word of letters or a number.
const WORD: f32 = 1.0;
/// Two words side by side.
const WORD_PAIR: f32 = 0.5;
/// Three to five letters of a word: it has many of them, together about as much as the word.
const LETTERS: f32 = 0.4;
/// How many letters.
const LETTERS_LEN: std::ops::RangeInclusive<usize> = 3..=5;
/// A group of synonyms: as much as any of its words.
const GROUP: f32 = 1.0;
/// What is asked for, that something is denied, the subject's name: less than a word, since other entries share it.
const READ: f32 = 0.7;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Feature {
    /// Its name.
    pub key: u64,
    /// What it counts against the others.
    pub weight: f32,
}

/// What a piece is made of: part of its name, so that a pair is never taken for a word.
#[derive(Clone, Copy, Hash)]
enum Shape {
    Alone,
    Pair,
    WordPair,
    Letters,
    Group,
    Read,
}

/// The features of a text and what it was read as, sorted by key, each once.
pub(super) fn features(text: &Keyed, atoms: &[Atom]) -> Vec<Feature> {
    let mut pieces = Pieces(Vec::with_capacity(text.tokens.len() * 8));
    for at in 0..text.tokens.len() {
        if text.tokens[at].kind == Kind::Han { pieces.ideograph(text, at) } else { pieces.word(text, at) }
    }
    for atom in atoms {
        if let Some(group) = &atom.group {
            pieces.push(Shape::Group, &[group], GROUP);
        }
        if matches!(atom.kind, AtomKind::Asks(_) | AtomKind::Denies | AtomKind::Subject) {
            pieces.push(Shape::Read, &[&atom.text], READ);
        }
    }
    let Pieces(mut features) = pieces;
    features.sort_unstable_by_key(|feature| feature.key);
    features.dedup_by_key(|feature| feature.key);
    features
}

/// The pieces found so far.
struct Pieces(Vec<Feature>);

impl Pieces {
    fn push(&mut self, shape: Shape, parts: &[&str], weight: f32) {
        let mut hasher = FxHasher::default();
        (shape, parts).hash(&mut hasher);
        self.0.push(Feature { key: hasher.finish(), weight });
    }

    /// The ideograph at a place, and with the one behind it.
    fn ideograph(&mut self, text: &Keyed, at: usize) {
        let han = |at: usize| text.tokens.get(at).filter(|t| t.kind == Kind::Han).map(|t| t.text.as_str());
        let Some(first) = han(at) else { return };
        self.push(Shape::Alone, &[first], HAN);
        let Some(second) = han(at + 1) else { return };
        self.push(Shape::Pair, &[first, second], HAN_PAIR);
    }

    /// The word or number at a place, with the one behind it, and its letters.
    fn word(&mut self, text: &Keyed, at: usize) {
        let key = |at: usize| {
            let token = text.tokens.get(at)?;
            if token.kind == Kind::Han { None } else { text.keys.get(at).map(CompactString::as_str) }
        };
        let Some(word) = key(at) else { return };
        self.push(Shape::Alone, &[word], WORD);
        if let Some(next) = key(at + 1) {
            self.push(Shape::WordPair, &[word, next], WORD_PAIR);
        }
        if text.tokens[at].kind == Kind::Word {
            let framed = format_compact!("^{word}$");
            let ends: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
            for window in LETTERS_LEN.flat_map(|len| ends.windows(len + 1)) {
                if let [from, .., to] = window
                    && let Some(letters) = framed.get(*from..*to)
                {
                    self.push(Shape::Letters, &[letters], LETTERS);
                }
            }
        }
    }
}
