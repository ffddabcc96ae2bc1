//! Reads pinyin typed for ideographs, with or without spaces, by the likeliest path through known pairs.
//!
//! A Viterbi search (Viterbi 1967) over the letters: each step takes one syllable and one known ideograph of that
//! reading; pairs that the knowledge holds carry the path.

use std::collections::HashMap;

use crate::matching::speller::{Spelled, Speller};
use crate::text::{Kind, Token, tokenize};

/// How far a text read from pinyin is trusted: tones are lost, so homophones may be meant.
const TRUST: f32 = 0.95;
/// The longest syllable in letters (zhuang).
const SYLLABLE: usize = 6;
/// The longest run of letters that is read.
const LONGEST: usize = 96;
/// What a pair known once is worth; more often, a little more.
const KNOWN_PAIR: f32 = 2.0;
/// What each syllable costs: fewer, longer syllables are the likelier cut (xian before xi'an).
const PER_SYLLABLE: f32 = 1.0;
/// What an unknown pair costs: two known words side by side must outweigh it.
const UNKNOWN_PAIR: f32 = 1.0;
/// The least share of known pairs in a reading, in hundredths: below it the letters were no pinyin.
const LEAST_KNOWN: usize = 50;

/// The sign of an ordinal.
const ORDINAL: char = '第';
/// The numbers behind it, by their syllables.
const ORDINALS: [(&str, char); 10] = [
    ("yi", '一'),
    ("er", '二'),
    ("san", '三'),
    ("si", '四'),
    ("wu", '五'),
    ("liu", '六'),
    ("qi", '七'),
    ("ba", '八'),
    ("jiu", '九'),
    ("shi", '十'),
];

/// A path to one ideograph at one place. 第 stands for an ordinal as a whole, as everywhere in the speller.
#[derive(Clone, Copy, Debug)]
struct Step {
    score: f32,
    known: usize,
    len: usize,
    from: Option<(usize, char)>,
}

impl Speller {
    /// Replaces runs of words that are no known words but pinyin.
    pub(super) fn read_pinyin(&self, spelled: &mut Spelled) {
        let mut at = 0;
        while at < spelled.tokens.len() {
            let run = spelled.tokens[at..].iter().take_while(|t| t.kind == Kind::Word).count();
            if run == 0 {
                at += 1;
                continue;
            }
            let tokens = &spelled.tokens[at..at + run];
            let unknown = |t: &Token| !self.is_right(&t.text);
            let whole = tokens.iter().any(unknown).then(|| self.ideographs_of(tokens)).flatten();
            at += match whole {
                Some(text) => spelled.put(at, run, &text, tokenize(&text), TRUST),
                // Not all of it is pinyin: try the first word alone and go on behind it.
                None => match unknown(&tokens[0]).then(|| self.ideographs_of(&tokens[..1])).flatten() {
                    Some(text) => spelled.put(at, 1, &text, tokenize(&text), TRUST),
                    None => 1,
                },
            };
        }
    }

    /// The ideographs that `words` spell, if they are pinyin of known words.
    fn ideographs_of(&self, words: &[Token]) -> Option<String> {
        let letters: Vec<char> = words.iter().flat_map(|w| w.text.chars()).collect();
        if letters.len() > LONGEST || letters.len() < 3 || !letters.iter().all(char::is_ascii_lowercase) {
            return None;
        }
        let mut ends = vec![false; letters.len() + 1];
        let mut end = 0;
        for word in words {
            end += word.text.chars().count();
            ends[end] = true;
        }
        let paths = self.paths(&letters, &ends);
        let (mut c, best) = paths.last()?.iter().map(|(c, step)| (*c, *step)).max_by(|(a, x), (b, y)| {
            x.score.total_cmp(&y.score).then(b.cmp(a)) // the order of a hash map must not decide
        })?;
        if best.len < 2 || best.known * 100 < (best.len - 1) * LEAST_KNOWN {
            return None;
        }
        let (mut text, mut place) = (Vec::new(), letters.len());
        loop {
            let from = paths.get(place).and_then(|p| p.get(&c)).and_then(|step| step.from);
            let start = from.map_or(0, |(start, _)| start);
            text.extend(ordinal(letters.get(start..place)?).filter(|_| c == ORDINAL).map(|(_, number)| number));
            text.push(c);
            let Some((_, before)) = from else { break };
            (place, c) = (start, before);
        }
        Some(text.into_iter().rev().collect())
    }

    /// The best path to every ideograph at every place; a syllable never spans the end of a word.
    fn paths(&self, letters: &[char], ends: &[bool]) -> Vec<HashMap<char, Step>> {
        let mut paths: Vec<HashMap<char, Step>> = vec![HashMap::new(); letters.len() + 1];
        for start in 0..letters.len() {
            let previous: Vec<(char, Step)> = paths[start].iter().map(|(c, s)| (*c, *s)).collect();
            if start > 0 && previous.is_empty() {
                continue;
            }
            for end in start + 1..=(start + SYLLABLE).min(letters.len()) {
                let syllable: String = letters[start..end].iter().collect();
                let meant = self.by_syllable.get(syllable.as_str()).into_iter().flatten();
                for &c in meant.filter(|c| **c != ORDINAL) {
                    keep(&mut paths[end], c, self.step(start, c, &previous));
                }
                if ends[end] {
                    break;
                }
            }
            // An edition turns the question, so that 第 is read with its number or not at all.
            if let Some((len, _)) = ordinal(&letters[start..]) {
                keep(&mut paths[start + len], ORDINAL, self.step(start, ORDINAL, &previous));
            }
        }
        paths
    }

    /// The best way to `c` from what ends at `start`.
    fn step(&self, start: usize, c: char, previous: &[(char, Step)]) -> Step {
        let mut best = Step { score: -PER_SYLLABLE, known: 0, len: 1, from: None };
        let mut found = false;
        for &(before, step) in previous {
            let seen = self.seen(before, c);
            #[expect(clippy::cast_precision_loss, reason = "counts are small, and only compared")]
            let pair = if seen > 0 { KNOWN_PAIR + 0.1 * (seen as f32).ln() } else { -UNKNOWN_PAIR };
            let score = step.score + pair - PER_SYLLABLE;
            let better = !found
                || score > best.score
                || score.total_cmp(&best.score).is_eq() && Some((start, before)) < best.from;
            if better {
                found = true;
                best = Step {
                    score,
                    known: step.known + usize::from(seen > 0),
                    len: step.len + 1,
                    from: Some((start, before)),
                };
            }
        }
        best
    }
}

/// The ordinal that letters begin with: how many of them it takes, and its number.
fn ordinal(letters: &[char]) -> Option<(usize, char)> {
    let number = letters.strip_prefix(&['d', 'i'])?;
    let begins = |syllable: &str| syllable.chars().eq(number.iter().copied().take(syllable.len()));
    let (syllable, number) = ORDINALS.into_iter().find(|(syllable, _)| begins(syllable))?;
    Some((2 + syllable.len(), number))
}

/// Keeps the better of two paths to the same place.
fn keep(paths: &mut HashMap<char, Step>, c: char, step: Step) {
    if paths.get(&c).is_none_or(|old| step.score > old.score) {
        paths.insert(c, step);
    }
}
