//! Finds the longest of many phrases at a place in a token sequence.
//!
//! Phrases are compared by tokens, so that `wic` is not found inside another word and 大会 is found anywhere.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::text::{Kind, Token, fold, is_chinese_word, stem, tokenize};

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
///
/// Found by their first two keys: so many phrases begin alike (在哪, 在哪里, 在何处) that one is not enough.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Phrasebook<T> {
    by_first: FxHashMap<CompactString, Bucket<T>>,
}

/// The phrases that begin with one key.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Bucket<T> {
    /// The phrase that is this key alone.
    alone: Option<T>,
    /// Second key -> the keys behind it and what the phrase stands for, longest first.
    by_second: FxHashMap<CompactString, Vec<(Vec<CompactString>, T)>>,
}

impl<T> Default for Phrasebook<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrasebook<T> {
    /// Gathers phrases; a phrase without tokens is passed over, of two equal ones the first wins.
    pub fn new(phrases: impl IntoIterator<Item = (Vec<CompactString>, T)>) -> Self {
        let mut book = Self::default();
        for (keys, meaning) in phrases {
            let mut keys = keys.into_iter();
            let Some(first) = keys.next() else { continue };
            let empty = || Bucket { alone: None, by_second: FxHashMap::default() };
            let bucket = book.by_first.entry(first).or_insert_with(empty);
            match keys.next() {
                Some(second) => bucket.by_second.entry(second).or_default().push((keys.collect(), meaning)),
                None => bucket.alone = bucket.alone.take().or(Some(meaning)),
            }
        }
        for phrases in book.by_first.values_mut().flat_map(|bucket| bucket.by_second.values_mut()) {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        book
    }

    /// The longest phrase at the start of `keys`: how many tokens it takes and what it stands for.
    pub fn longest(&self, keys: &[CompactString]) -> Option<(usize, &T)> {
        let bucket = self.by_first.get(keys.first()?)?;
        let longer = keys.get(1).and_then(|second| bucket.by_second.get(second)).and_then(|phrases| {
            let behind = keys.get(2..).unwrap_or_default();
            phrases.iter().find(|(rest, _)| behind.starts_with(rest))
        });
        match longer {
            Some((rest, meaning)) => Some((rest.len() + 2, meaning)),
            None => bucket.alone.as_ref().map(|meaning| (1, meaning)),
        }
    }

    /// The longest phrase at every place of `keys`, but for what belongs to the words on either side: 美国 in 赞美国家.
    pub fn find_all<'a>(&'a self, keys: &'a [CompactString]) -> impl Iterator<Item = &'a T> {
        (0..keys.len()).filter_map(|at| {
            let (len, meaning) = self.longest(keys.get(at..)?)?;
            let straddles =
                at.checked_sub(1).is_some_and(|before| is_word(keys, before)) && is_word(keys, at + len - 1);
            (!straddles).then_some(meaning)
        })
    }
}

/// Whether the ideographs at a place and behind it are a common word.
fn is_word(keys: &[CompactString], at: usize) -> bool {
    let ideograph = |at: usize| {
        let mut chars = keys.get(at)?.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    ideograph(at).zip(ideograph(at + 1)).is_some_and(|(first, second)| is_chinese_word(first, second))
}

#[cfg(test)]
mod tests {
    use super::{Keyed, Phrasebook};

    #[test]
    fn what_straddles_two_words_is_no_phrase() {
        let book = Phrasebook::new(["美国", "明年"].map(|phrase| (Keyed::new(phrase).keys, phrase)));
        let rows: [(&str, &[&str]); 5] = [
            ("赞美国家", &[]),
            ("写明年份了吗", &[]),
            ("明年份额多少", &["明年"]),
            ("去美国家庭旅馆", &["美国"]),
            ("美国明年", &["美国", "明年"]),
        ];
        for (text, expected) in rows {
            assert_eq!(book.find_all(&Keyed::new(text).keys).copied().collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_the_first_of_equals() {
        let phrases = ["在", "在哪", "在哪里", "在哪", "silk road"];
        let book = Phrasebook::new(phrases.iter().enumerate().map(|(i, p)| (Keyed::new(p).keys, i)));
        let rows = [
            ("在哪里开", Some((3, 2))),
            ("在哪开", Some((2, 1))),
            ("在乌镇", Some((1, 0))),
            ("silk roads", Some((2, 4))),
            ("silk", None),
            ("", None),
        ];
        for (text, expected) in rows {
            let found = book.longest(&Keyed::new(text).keys).map(|(len, meaning)| (len, *meaning));
            assert_eq!(found, expected, "longest phrase of {text:?}");
        }
    }
}
