//! Finds the longest of many phrases at a place in a token sequence.
//!
//! Phrases are compared by tokens, so that `wic` is not found inside another word and 大会 is found anywhere.

use std::collections::HashMap;

use crate::text::{Kind, Token, fold, stem, tokenize};

/// The text by which a token is compared with phrases: a word's stem, anything else as it stands.
#[must_use]
pub(super) fn key(token: &Token) -> String {
    if token.kind == Kind::Word { stem(&token.text) } else { token.text.clone() }
}

/// The comparison keys of a phrase as somebody wrote it.
#[must_use]
pub(super) fn keys(phrase: &str) -> Vec<String> {
    tokenize(&fold(phrase)).iter().map(key).collect()
}

/// Phrases and what each stands for.
#[derive(Clone, Debug)]
pub(super) struct Phrasebook<T> {
    /// First key -> the whole phrases, longest first.
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrasebook<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new() }
    }
}

impl<T: Clone> Phrasebook<T> {
    /// Gathers phrases; a phrase without tokens is passed over, of two equal ones the first wins.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let keys = keys(phrase);
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
    pub fn longest(&self, keys: &[String]) -> Option<(usize, &T)> {
        let phrases = self.by_first.get(keys.first()?)?;
        let (phrase, meaning) = phrases.iter().find(|(phrase, _)| keys.starts_with(phrase))?;
        Some((phrase.len(), meaning))
    }

    /// Every phrase found anywhere in `keys`, longest first at each place.
    pub fn find_all<'a>(&'a self, keys: &'a [String]) -> impl Iterator<Item = &'a T> {
        (0..keys.len()).filter_map(|at| self.longest(keys.get(at..)?).map(|(_, meaning)| meaning))
    }
}
