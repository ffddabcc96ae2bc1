//! Finds the longest of many phrases at a place in a token sequence.
//!
//! Phrases are compared by tokens, so that `wic` is not found inside another word and 大会 is found anywhere.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::text::{Kind, Token, fold, stem, tokenize};

/// A text cut into tokens, with the keys by which they are compared: cut once for everybody who reads it.
#[derive(Clone, Debug, Default)]
pub struct Keyed {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// For each token its key: a word's stem, anything else as it stands.
    pub keys: Vec<CompactString>,
}

impl Keyed {
    /// Cuts a text as somebody wrote it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(tokenize(&fold(text)))
    }

    /// Takes tokens as they are.
    #[must_use]
    pub fn of(tokens: Vec<Token>) -> Self {
        let key = |t: &Token| if t.kind == Kind::Word { stem(&t.text) } else { t.text.clone() };
        let keys = tokens.iter().map(key).collect();
        Self { tokens, keys }
    }
}

/// Phrases and what each stands for.
#[derive(Clone, Debug)]
pub(super) struct Phrasebook<T> {
    /// First key -> the whole phrases, longest first.
    by_first: FxHashMap<CompactString, Vec<(Vec<CompactString>, T)>>,
}

impl<T> Default for Phrasebook<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrasebook<T> {
    /// Gathers phrases; a phrase without tokens is passed over, of two equal ones the first wins.
    pub fn new(phrases: impl IntoIterator<Item = (Vec<CompactString>, T)>) -> Self {
        let mut by_first: FxHashMap<CompactString, Vec<(Vec<CompactString>, T)>> = FxHashMap::default();
        for (keys, meaning) in phrases {
            if let Some(first) = keys.first() {
                by_first.entry(first.clone()).or_default().push((keys, meaning));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
        }
        Self { by_first }
    }

    /// The longest phrase at the start of `keys`: how many tokens it takes and what it stands for.
    pub fn longest(&self, keys: &[CompactString]) -> Option<(usize, &T)> {
        let phrases = self.by_first.get(keys.first()?)?;
        let (phrase, meaning) = phrases.iter().find(|(phrase, _)| keys.starts_with(phrase))?;
        Some((phrase.len(), meaning))
    }

    /// The longest phrase at every place of `keys`.
    pub fn find_all<'a>(&'a self, keys: &'a [CompactString]) -> impl Iterator<Item = &'a T> {
        (0..keys.len()).filter_map(|at| self.longest(keys.get(at..)?).map(|(_, meaning)| meaning))
    }
}
