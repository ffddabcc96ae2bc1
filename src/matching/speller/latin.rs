//! Repairs words of letters by their distance from known ones (optimal string alignment: a swap counts as one slip).

use compact_str::{CompactString, format_compact};
use serde::{Deserialize, Serialize};
use strsim::{jaro_winkler, osa_distance};

use crate::matching::speller::{Spelled, Speller};
use crate::text::{Kind, is_english, lexicon, stem, tokenize};

/// How far a word with one slip is trusted: close to a right one, so that one typo alone never turns an answer down.
const ONE_SLIP: f32 = 0.92;
/// How far a word with two slips is trusted.
const TWO_SLIPS: f32 = 0.82;
/// Below this length a single slip makes another word of nearly any (`who`, `how`).
const SHORTEST: usize = 3;
/// From this length on two slips still leave most of a word standing.
const LONG: usize = 7;
/// Longer runs of letters are no words.
const LONGEST: usize = 32;

/// A known word with what makes the search quick.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Word {
    text: CompactString,
    count: u32,
    len: usize,
    /// Whether it is only grammar: then a telling word at the same distance is the likelier aim.
    function: bool,
}

impl Word {
    pub(super) fn new(text: &str, count: u32) -> Self {
        let function = lexicon::longest(&tokenize(text)).is_some();
        Self { text: text.into(), count, len: text.chars().count(), function }
    }
}

/// The known words of each length, in the order of their letters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Words(Vec<OfOneLength>);

/// The words of one length, with the sets of their letters beside them: a search passes over nearly all by these alone,
/// and reads them one after another.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct OfOneLength {
    letters: Vec<u32>,
    words: Vec<Word>,
}

impl Words {
    /// Takes in the next word; they come in the order of their letters.
    pub(super) fn push(&mut self, word: Word) {
        if self.0.len() <= word.len {
            self.0.resize_with(word.len + 1, OfOneLength::default);
        }
        let own = &mut self.0[word.len];
        debug_assert!(own.words.last().is_none_or(|last| last.text < word.text), "words come in order");
        own.letters.push(letters(&word.text));
        own.words.push(word);
    }

    /// The words that `most` slips may have made `typed` of: of those that begin like it all whose letters are about the
    /// same, of the others those one slip away.
    ///
    /// A slip in the first letter leaves the others standing, so what was meant is put together and looked up; `known`
    /// tells sooner than a search that hardly any of it is a word.
    fn near(&self, typed: &str, most: usize, known: impl Fn(&str) -> bool) -> Vec<&Word> {
        let len = typed.len();
        let mask = letters(typed);
        let lens = len.saturating_sub(most)..=len + most;
        let begun_like = lens.filter_map(|len| self.0.get(len)).flat_map(|own| own.alike(typed, mask, 2 * most));
        let mut near: Vec<&Word> = begun_like.collect();
        let Some((first, rest)) = typed.split_at_checked(1) else { return near };
        let others = ('a'..='z').filter(|letter| !typed.starts_with(*letter));
        let replaced = others.clone().map(|letter| format_compact!("{letter}{rest}"));
        let left_out = others.map(|letter| format_compact!("{letter}{typed}"));
        let added = CompactString::new(rest);
        let swapped = rest.split_at_checked(1).map(|(second, rest)| format_compact!("{second}{first}{rest}"));
        let meant = replaced.chain(left_out).chain([added]).chain(swapped);
        let meant = meant.filter(|word| !starts_like(word, typed) && known(word));
        near.extend(meant.filter_map(|word| self.0.get(word.len())?.get(&word)));
        near
    }
}

impl OfOneLength {
    /// The words that begin like `typed` and hold the same letters as `mask`, but for so many.
    fn alike(&self, typed: &str, mask: u32, most: usize) -> impl Iterator<Item = &Word> {
        let first = |word: &Word| word.text.as_bytes().first().copied();
        let begins = typed.as_bytes().first().copied();
        let from = self.words.partition_point(|word| first(word) < begins);
        let to = self.words.partition_point(|word| first(word) <= begins);
        let own =
            self.letters.get(from..to).unwrap_or_default().iter().zip(self.words.get(from..to).unwrap_or_default());
        own.filter(move |(letters, _)| (*letters ^ mask).count_ones() as usize <= most).map(|(_, word)| word)
    }

    /// The word, if it is one of these.
    fn get(&self, text: &str) -> Option<&Word> {
        self.words.get(self.words.binary_search_by(|word| word.text.as_str().cmp(text)).ok()?)
    }
}

/// The set of letters in a word, a bit each: words one slip apart differ in at most two bits.
fn letters(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'))
}

/// How many letters one word has more often than the other, both ways: a slip makes two at most, so that most words need
/// not be compared letter by letter.
fn letters_apart(a: &str, b: &str) -> usize {
    // Of a letter in several bytes the first one stands for all.
    let bytes = |word: &'_ str| word.bytes().filter(|byte| byte & 0xC0 != 0x80).map(usize::from).collect::<Vec<_>>();
    let (a, b) = (bytes(a), bytes(b));
    let mut counts = [0_i8; 256];
    a.iter().for_each(|byte| counts[*byte] += 1);
    b.iter().for_each(|byte| counts[*byte] -= 1);
    let mut take = |byte: &usize| usize::from(std::mem::take(&mut counts[*byte]).unsigned_abs());
    a.iter().chain(&b).map(&mut take).sum()
}

fn starts_like(a: &str, b: &str) -> bool {
    a.as_bytes().first() == b.as_bytes().first()
}

/// The rows of a keyboard.
const KEYS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Whether a hand makes `typed` of `meant` without its owner's doing: two keys swapped, one struck twice or once for
/// twice, or the one beside it struck.
fn is_slip(typed: &[u8], meant: &[u8]) -> bool {
    let start = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let before = start.checked_sub(1).and_then(|i| typed.get(i)).copied();
    let (typed, meant) = (typed.get(start..).unwrap_or_default(), meant.get(start..).unwrap_or_default());
    let end = typed.iter().rev().zip(meant.iter().rev()).take_while(|(a, b)| a == b).count();
    let typed = typed.get(..typed.len() - end).unwrap_or_default();
    let meant = meant.get(..meant.len() - end).unwrap_or_default();
    match (typed, meant) {
        ([a, b], [c, d]) => a == d && b == c,
        ([a], [b]) => are_neighbors(*a, *b),
        ([twice], []) | ([], [twice]) => before == Some(*twice),
        _ => false,
    }
}

/// Whether two keys lie side by side.
fn are_neighbors(a: u8, b: u8) -> bool {
    let place =
        |key: u8| KEYS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.iter().position(|k| *k == key)?)));
    match (place(a), place(b)) {
        (Some((row, column)), Some((other, beside))) if row == other => column.abs_diff(beside) == 1,
        // Each row is set off by half a key to the right of the one above it.
        (Some((upper, column)), Some((lower, beside))) if upper + 1 == lower => {
            column == beside || column == beside + 1
        }
        (Some((lower, beside)), Some((upper, column))) if upper + 1 == lower => {
            column == beside || column == beside + 1
        }
        _ => false,
    }
}

impl Speller {
    /// Replaces unknown words by the nearest known ones.
    pub(super) fn repair_words(&self, spelled: &mut Spelled) {
        for i in 0..spelled.tokens.len() {
            if spelled.tokens[i].kind != Kind::Word || self.is_right(&spelled.tokens[i].text) {
                continue;
            }
            if let Some((word, slips)) = self.meant_word(&spelled.tokens[i].text) {
                let typed = std::mem::replace(&mut spelled.tokens[i].text, word.clone());
                spelled.repairs.push((typed.into(), word.into()));
                spelled.trust[i] = if slips == 1 { ONE_SLIP } else { TWO_SLIPS };
            }
        }
    }

    /// Whether `word` or another inflection of it is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word) || self.stems.contains(&stem(word))
    }

    /// Whether `word` stands as typed: it is known, or a word of the language that merely nothing known holds.
    pub(super) fn is_right(&self, word: &str) -> bool {
        self.knows(word) || is_english(word)
    }

    /// The word that was meant and how many slips parted it from what was typed.
    fn meant_word(&self, typed: &str) -> Option<(CompactString, usize)> {
        if let Some(word) = self.stuttered(typed) {
            return Some((word, 1));
        }
        if let Some((word, slips)) = self.nearest(typed) {
            return Some((word.into(), slips));
        }
        // An inflection that no phrasing has, with a slip: crads for card's plural.
        let base = typed.strip_suffix('s').filter(|base| base.len() > SHORTEST)?;
        self.nearest(base).filter(|(_, slips)| *slips == 1).map(|(word, slips)| (word.into(), slips))
    }

    /// A known word of which `typed` repeats a letter three times or more: passses, hellooo.
    fn stuttered(&self, typed: &str) -> Option<CompactString> {
        if !typed.as_bytes().windows(3).any(|run| matches!(run, [a, b, c] if a == b && b == c)) {
            return None;
        }
        [2, 1].into_iter().find_map(|most| {
            let mut run = (None, 0);
            let keep = |c: &char| {
                run = if run.0 == Some(*c) { (run.0, run.1 + 1) } else { (Some(*c), 1) };
                run.1 <= most
            };
            let word: CompactString = typed.chars().filter(keep).collect();
            (word.len() >= SHORTEST && self.knows(&word)).then_some(word)
        })
    }

    /// The nearest known word and its distance.
    pub(super) fn nearest(&self, typed: &str) -> Option<(&str, usize)> {
        let len = typed.len();
        if !(SHORTEST..=LONGEST).contains(&len) || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let most = if len >= LONG { 2 } else { 1 };
        let near = self.words_by_len.near(typed, most, |word| self.words.contains_key(word));
        // Of three letters only two that were swapped still tell what was meant.
        near.into_iter()
            .filter(|word| word.len > SHORTEST || len > SHORTEST || letters(&word.text) == letters(typed))
            // Two slips at once leave the first letter standing: who begins a word wrongly sees it.
            .map(|word| (word, if starts_like(typed, &word.text) { most } else { 1 }))
            .filter(|(word, most)| letters_apart(typed, &word.text) <= 2 * most)
            .map(|(word, most)| (osa_distance(typed, &word.text), word, most))
            .filter(|(slips, _, most)| slips <= most)
            .map(|(slips, word, _)| (slips, word))
            .min_by(|(a, x), (b, y)| {
                // The likelier of two equally far words is the one that a hand slips into, then the telling one, then the
                // one begun alike (Winkler 1990).
                let alike = |word: &Word| jaro_winkler(typed, &word.text);
                let slipped = |word: &Word| is_slip(typed.as_bytes(), word.text.as_bytes());
                a.cmp(b)
                    .then_with(|| slipped(y).cmp(&slipped(x)))
                    .then(x.function.cmp(&y.function))
                    .then(alike(y).total_cmp(&alike(x)))
                    .then(y.count.cmp(&x.count))
                    .then(x.text.cmp(&y.text))
            })
            .map(|(slips, word)| (word.text.as_str(), slips))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};
    use strsim::osa_distance;

    use super::letters_apart;

    proptest! {
        #[test]
        fn a_slip_makes_two_letters_at_most(a in "[a-dé]{0,12}", b in "[a-dé]{0,12}") {
            prop_assert!(letters_apart(&a, &b) <= 2 * osa_distance(&a, &b), "{a} and {b}");
        }
    }
}
