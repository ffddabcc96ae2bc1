//! Repairs words of letters by their distance from known ones (optimal string alignment: a swap counts as one slip).

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use strsim::{jaro_winkler, osa_distance};

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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Word {
    text: CompactString,
    count: u32,
    len: usize,
    letters: u32,
    /// Whether it is only grammar: then a telling word at the same distance is the likelier aim.
    function: bool,
}

impl Word {
    pub(super) fn new(text: &str, count: u32) -> Self {
        let function = lexicon::longest(&tokenize(text)).is_some();
        Self { text: text.into(), count, len: text.chars().count(), letters: letters(text), function }
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
                let typed = std::mem::replace(&mut spelled.tokens[i].text, word.into());
                spelled.repairs.push((typed.into(), word.to_owned()));
                spelled.trust[i] = if slips == 1 { ONE_SLIP } else { TWO_SLIPS };
            }
        }
    }

    /// Whether `word` or another inflection of it is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word) || self.stems.contains(&stem(word))
    }

    /// The nearest known word and its distance.
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
            .min_by(|(a, x), (b, y)| {
                // The likelier of two equally far words is the telling one, then the one begun alike (Winkler 1990).
                let alike = |word: &Word| jaro_winkler(typed, &word.text);
                a.cmp(b)
                    .then(x.function.cmp(&y.function))
                    .then(alike(y).total_cmp(&alike(x)))
                    .then(y.count.cmp(&x.count))
                    .then(x.text.cmp(&y.text))
            })
            .map(|(slips, word)| (word.text.as_str(), slips))
    }
}
