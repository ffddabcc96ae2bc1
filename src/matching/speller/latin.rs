//! Repairs words of letters by their distance from known ones (optimal string alignment: a swap counts as one slip).

use strsim::osa_distance;

use crate::matching::speller::{Spelled, Speller};
use crate::text::{Kind, lexicon, stem, tokenize};

/// How far a word with one slip is trusted: close to a right one, so that one typo alone never turns an answer down.
const ONE_SLIP: f32 = 0.92;
/// How far a word with two slips is trusted.
const TWO_SLIPS: f32 = 0.82;
/// Below this length a single slip makes another word of nearly any (`who`, `how`).
const SHORTEST: usize = 3;
/// From this length on two slips still leave most of a word standing.
const LONG: usize = 8;
/// Longer runs of letters are no words.
const LONGEST: usize = 32;

/// A known word with what makes the search quick.
#[derive(Clone, Debug)]
pub(super) struct Word {
    text: String,
    len: usize,
    letters: u32,
    /// Whether it is only grammar: then a telling word at the same distance is the likelier aim.
    function: bool,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let function = lexicon::longest(&tokenize(text)).is_some();
        Self { text: text.to_owned(), len: text.chars().count(), letters: letters(text), function }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }
}

/// The set of letters in a word, a bit each: words one slip apart differ in at most two bits.
fn letters(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'))
}

impl Speller {
    /// Replaces unknown words by the nearest known ones.
    pub(super) fn repair_words(&self, spelled: &mut Spelled) {
        for i in 0..spelled.tokens.len() {
            if spelled.tokens[i].kind != Kind::Word || self.knows(&spelled.tokens[i].text) {
                continue;
            }
            if let Some((word, slips)) = self.nearest(&spelled.tokens[i].text) {
                let typed = std::mem::replace(&mut spelled.tokens[i].text, word.to_owned());
                spelled.repairs.push((typed, word.to_owned()));
                spelled.trust[i] = if slips == 1 { ONE_SLIP } else { TWO_SLIPS };
            }
        }
    }

    /// Whether `word` or another inflection of it is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains(word) || self.stems.contains(&stem(word))
    }

    /// The nearest known word and its distance; a telling word, then a shared first letter, then the length break ties.
    fn nearest(&self, typed: &str) -> Option<(&str, usize)> {
        let len = typed.chars().count();
        if !(SHORTEST..=LONGEST).contains(&len) || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let most = if len >= LONG { 2 } else { 1 };
        let mask = letters(typed);
        let lens = len.saturating_sub(most)..=len + most;
        let near = lens.filter_map(|l| self.words_by_len.get(l)).flatten();
        near.filter(|word| (word.letters ^ mask).count_ones() as usize <= 2 * most)
            .filter(|word| word.len > SHORTEST || len > SHORTEST)
            .map(|word| (osa_distance(typed, &word.text), word))
            .filter(|(slips, _)| *slips <= most)
            .min_by_key(|(slips, word)| {
                let other_initial = word.text.chars().next() != typed.chars().next();
                let other_len = word.len != len;
                (*slips, word.function, other_initial, other_len, &word.text)
            })
            .map(|(slips, word)| (word.text.as_str(), slips))
    }
}
