//! Parts words that were typed without the space between them (latefee), and joins one that was typed with one too many.
//!
//! A Viterbi search (Viterbi 1967) over the letters of an unknown run, each step a known word that costs the less the
//! oftener it was seen. Nothing typed is changed by a cut, so it may pass through a denial or a country; only where no cut
//! leaves known words may one long word at either end be a letter wrong.

use compact_str::CompactString;

use crate::matching::speller::{Spelled, Speller};
use crate::text::{Kind, Token, lexicon, tokenize};

/// How far words that were typed as one are trusted: nothing is guessed but the space.
const TRUST: f32 = 0.97;
/// How far they are trusted where one of them is a letter wrong, too.
const TRUST_SLIP: f32 = 0.88;
/// The shortest run that is parted: below it a slip is as likely as a missing space.
const SHORTEST: usize = 4;
/// The longest: nobody types more words than this holds without noticing.
const LONGEST: usize = 64;
/// The longest word within a run.
const LONGEST_WORD: usize = 24;
/// A word this short is one in a run only where it belongs to the language (a, i, of, is), not to some phrasing.
const SHORT: usize = 2;
/// The shortest word that may be a letter wrong inside a run, and the shortest right one beside it.
const SLIPPED: usize = 5;
const BESIDE: usize = 3;
/// What each further word costs, in logarithms of odds: fewer, longer words are the likelier reading.
const PER_WORD: f32 = 3.0;
/// What one wrong letter costs: so much likelier must a cut be than a repair of the whole.
const PER_SLIP: f32 = 5.0;

/// The best cut of the letters up to some place.
#[derive(Clone, Copy, Debug)]
struct Step {
    cost: f32,
    from: usize,
}

impl Speller {
    /// Parts unknown words into known ones, and joins the halves of one.
    pub(super) fn part_words(&self, spelled: &mut Spelled) {
        let mut at = 0;
        while at < spelled.tokens.len() {
            if spelled.tokens[at].kind != Kind::Word || self.knows(&spelled.tokens[at].text) {
                at += 1;
                continue;
            }
            if let Some((first, word)) = self.halves(&spelled.tokens, at) {
                spelled.put(first, 2, &word, as_words(&word), TRUST);
                at = first + 1;
                continue;
            }
            let typed = spelled.tokens[at].text.clone();
            let parted = (!self.is_right(&typed)).then(|| self.parted(&typed)).flatten();
            at += match parted {
                Some((words, trust)) => spelled.put(at, 1, &words, as_words(&words), trust),
                None => 1,
            };
        }
    }

    /// A known word that the token and a neighbor of it spell together: where it begins, and the word.
    fn halves(&self, tokens: &[Token], at: usize) -> Option<(usize, String)> {
        [at.checked_sub(1), Some(at)].into_iter().flatten().find_map(|first| {
            let pair = tokens.get(first..first + 2).filter(|pair| pair.iter().all(|t| t.kind == Kind::Word))?;
            let word: String = pair.iter().map(|t| t.text.as_str()).collect();
            (word.len() > SLIPPED && self.words.contains_key(word.as_str())).then_some((first, word))
        })
    }

    /// The words that a run of letters is made of, and how far they are trusted.
    fn parted(&self, run: &str) -> Option<(String, f32)> {
        if !(SHORTEST..=LONGEST).contains(&run.len()) || !run.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let right = self.cheapest(run);
        let repaired = self.nearest(run);
        let repaired = repaired.map(|(word, slips)| self.cost(word).unwrap_or(f32::MAX) + PER_SLIP * count(slips));
        match right {
            Some((cost, words)) => repaired.is_none_or(|other| cost < other).then_some((words, TRUST)),
            None if repaired.is_none() => self.slipped(run).map(|words| (words, TRUST_SLIP)),
            None => None,
        }
    }

    /// The cheapest cut of `run` into known words, two at least.
    fn cheapest(&self, run: &str) -> Option<(f32, String)> {
        let mut steps: Vec<Option<Step>> = vec![None; run.len() + 1];
        steps[0] = Some(Step { cost: 0.0, from: 0 });
        for start in 0..run.len() {
            let Some(before) = steps[start] else { continue };
            for len in 1..=LONGEST_WORD.min(run.len() - start) {
                let end = start + len;
                let Some(cost) = run.get(start..end).and_then(|word| self.cost(word)) else { continue };
                let cost = before.cost + cost + PER_WORD;
                if steps[end].is_none_or(|old| cost < old.cost) {
                    steps[end] = Some(Step { cost, from: start });
                }
            }
        }
        let cost = steps.last().copied().flatten()?.cost;
        let (mut words, mut end) = (Vec::new(), run.len());
        while end > 0 {
            let from = steps[end]?.from;
            words.push(run.get(from..end)?);
            end = from;
        }
        let long: usize = words.iter().map(|word| word.len()).filter(|len| *len > SHORT).sum();
        words.reverse();
        // Scraps of one and two letters make up anything.
        (words.len() > 1 && long * 2 >= run.len()).then(|| (cost, words.join(" ")))
    }

    /// A cut in two where one side is right and the other, a long word, has one letter wrong.
    fn slipped(&self, run: &str) -> Option<String> {
        (BESIDE..run.len().saturating_sub(BESIDE)).find_map(|at| {
            let (left, right) = run.split_at_checked(at)?;
            let known = |word: &str| self.cost(word).is_some();
            let near = |word: &str| {
                let (near, slips) = (word.len() >= SLIPPED).then(|| self.nearest(word)).flatten()?;
                (slips == 1).then_some(near)
            };
            match (known(left), known(right)) {
                (true, false) => near(right).map(|right| format!("{left} {right}")),
                (false, true) => near(left).map(|left| format!("{left} {right}")),
                _ => None,
            }
        })
    }

    /// What `word` costs as a part of a run, in logarithms of odds; `None` where it is no word.
    fn cost(&self, word: &str) -> Option<f32> {
        if word.len() <= SHORT && lexicon::longest(&tokenize(word)).is_none() {
            return None;
        }
        let base = || word.strip_suffix('s').filter(|base| base.len() > SHORT).and_then(|base| self.words.get(base));
        let protected = || (word.len() > BESIDE && self.stems.contains(word)).then_some(&1);
        let seen = self.words.get(word).or_else(base).or_else(protected)?;
        Some((count(self.total) / count(*seen)).ln())
    }
}

/// The words of a text as tokens. Not cut anew: every part is a word, whatever it would mean beside its neighbors.
fn as_words(text: &str) -> Vec<Token> {
    text.split(' ').map(|word| Token { text: CompactString::new(word), kind: Kind::Word }).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are small, and only compared")]
fn count(n: impl TryInto<u32>) -> f32 {
    n.try_into().unwrap_or(u32::MAX) as f32
}
