//! Reads pinyin that was cut down to its initials (zt for 主题, dh for 大会), where what was meant is beyond doubt.
//!
//! The letters are what a first-order Markov chain of ideographs, counted over the pairs that the knowledge holds, shows
//! of itself: the likeliest path is the reading (Viterbi 1967), and the sum over all paths tells how sure it is
//! (Rabiner, "A tutorial on hidden Markov models", 1989). It must hold most of that sum, in which letters that mean
//! anything else, such as a name, have their part.

use crate::matching::speller::{Spelled, Speller, sign};
use crate::text::likeness::reading;
use crate::text::{Kind, Token, tokenize};

/// How far such a reading is trusted: one letter stands for a syllable.
const TRUST: f32 = 0.9;
/// How many letters are read: one tells nothing, and nobody cuts down a whole sentence.
const LEN: std::ops::RangeInclusive<usize> = 2..=12;
/// The share of all readings that the likeliest must hold.
const SHARE: f64 = 0.6;
/// How likely each letter is where the letters are no initials but anything else.
const ANY_LETTER: f64 = 1.0 / 26.0;
/// How often two ideographs meet within a word that no phrasing has side by side.
const STRANGE: f64 = 0.02;
/// The same where a word meets its neighbor.
const NEW: f64 = 0.3;
/// How often an ideograph is meant by a reading that is not its usual one.
const RARE: f64 = 0.1;
/// How often two ideographs that stand side by side, but are no word, are cut down together.
const NO_WORD: f64 = 0.2;
/// So many times more an ideograph is taken to have been met, each time in front of one it was not: what was seen once is
/// no rule.
const UNSEEN: f64 = 2.0;
/// Chances are raised to this power: people cut down what they say often, more than in proportion.
const SHARPNESS: f64 = 1.5;
/// So many ways are followed from one place: where the knowledge is large, the others have no hope.
const BEAM: usize = 64;
/// Initials of two letters; most people type the first one only.
const DOUBLE: [&str; 3] = ["zh", "ch", "sh"];

/// The ways to one ideograph at one place.
#[derive(Clone, Copy, Debug)]
struct Reached {
    c: char,
    /// The chance of the likeliest way, and of all together.
    best: f64,
    all: f64,
    /// Where the likeliest comes from: a place, and an index there.
    from: Option<(usize, usize)>,
}

impl Speller {
    /// Replaces words that are no words by the ideographs whose initials they are.
    pub(super) fn read_initials(&self, spelled: &mut Spelled) {
        let is_strange = |t: &Token| t.kind == Kind::Word && !self.is_right(&t.text);
        // Beside words of letters that are some, others are words misspelt.
        if spelled.tokens.iter().any(|t| t.kind == Kind::Word && !is_strange(t)) {
            return;
        }
        let mut at = 0;
        while at < spelled.tokens.len() {
            let beside = |at: Option<usize>| at.and_then(|at| spelled.tokens.get(at)).and_then(sign);
            let sides = [beside(at.checked_sub(1)), beside(Some(at + 1))];
            let token = &spelled.tokens[at];
            let read = if is_strange(token) { self.cut_down_to(&token.text, sides) } else { None };
            at += match read {
                Some(text) => spelled.put(at, 1, &text, tokenize(&text), TRUST),
                None => 1,
            };
        }
    }

    /// The ideographs that `letters` are the initials of, between those on either side.
    fn cut_down_to(&self, letters: &str, sides: [Option<char>; 2]) -> Option<String> {
        if !LEN.contains(&letters.len()) || !letters.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return None;
        }
        let [left, right] = sides.map(|side| side.filter(|side| self.met.contains_key(side)));
        let places = self.places(letters, left);
        let ends = places.last()?;
        let ending = |end: &Reached| right.map_or(1.0, |right| self.beside(end.c, right));
        let best =
            ends.iter().max_by(|a, b| (a.best * ending(a)).total_cmp(&(b.best * ending(b))).then(b.c.cmp(&a.c)))?;
        let all: f64 = ends.iter().map(|end| end.all * ending(end)).sum();
        let anything = letters.bytes().map(|_| sharp(ANY_LETTER)).product::<f64>();
        let anything = anything * right.map_or(1.0, |right| sharp(self.chance(right)));
        if best.best * ending(best) < SHARE * (all + anything) {
            return None;
        }
        let text = way(&places, *best);
        // Ideographs of which no two make a word are none that anybody cuts down.
        let is_word = |pair: &[char]| matches!(pair, [a, b] if self.is_word(*a, *b));
        text.windows(2).any(is_word).then(|| text.iter().collect())
    }

    /// What is reached behind `left` at each place of the letters, all but at the last the likeliest first.
    fn places(&self, letters: &str, left: Option<char>) -> Vec<Vec<Reached>> {
        let mut places: Vec<Vec<Reached>> = vec![Vec::new(); letters.len() + 1];
        for start in 0..letters.len() {
            places[start].sort_unstable_by(|a, b| b.best.total_cmp(&a.best).then(a.c.cmp(&b.c)));
            places[start].truncate(BEAM);
            for end in [start + 1, start + 2] {
                let Some(initial) = letters.get(start..end) else { continue };
                if initial.len() == 1 || DOUBLE.contains(&initial) {
                    let reached = if start == 0 {
                        self.begun(initial, left)
                    } else {
                        self.gone_on(&places[start], start, initial)
                    };
                    places[end].extend(reached);
                }
            }
        }
        places
    }

    /// The ideographs with this initial, as a word begins with them behind `left`.
    fn begun(&self, initial: &str, left: Option<char>) -> Vec<Reached> {
        let begin = |(c, usual): (char, f64)| {
            let chance = usual * left.map_or_else(|| sharp(self.chance(c)), |left| self.beside(left, c));
            Reached { c, best: chance, all: chance, from: None }
        };
        self.with_initial(initial).into_iter().map(begin).collect()
    }

    /// The ideographs with this initial, as a word goes on with them behind those `before`, the likeliest first, which end
    /// at `place`.
    fn gone_on(&self, before: &[Reached], place: usize, initial: &str) -> Vec<Reached> {
        // Each may stand behind one that it was never seen with.
        let all: f64 = before.iter().map(|b| b.all).sum();
        let Some(likeliest) = before.first() else { return Vec::new() };
        let (mut reached, usual): (Vec<Reached>, Vec<f64>) = self
            .with_initial(initial)
            .into_iter()
            .map(|(c, usual)| {
                let chance = usual * sharp(STRANGE * self.chance(c));
                (Reached { c, best: likeliest.best * chance, all: all * chance, from: Some((place, 0)) }, usual)
            })
            .unzip();
        for (at, before) in before.iter().enumerate() {
            for c in self.behind.get(&before.c).into_iter().flatten() {
                let Ok(found) = reached.binary_search_by_key(c, |reached| reached.c) else { continue };
                let word = if self.is_word(before.c, *c) { 1.0 } else { NO_WORD };
                let chance = usual[found] * sharp(word * self.chance_behind(before.c, *c));
                let reached = &mut reached[found];
                reached.all += before.all * chance;
                if before.best * chance > reached.best {
                    (reached.best, reached.from) = (before.best * chance, Some((place, at)));
                }
            }
        }
        reached
    }

    /// The known ideographs whose reading begins so, in order, each with how usual that reading is of it.
    fn with_initial(&self, initial: &str) -> Vec<(char, f64)> {
        let of_initial = self.by_syllable.iter().filter(|(syllable, _)| syllable.starts_with(initial));
        let mut meant: Vec<char> = of_initial.flat_map(|(_, meant)| meant).copied().collect();
        meant.sort_unstable();
        meant.dedup();
        let is_usual = |c: char| reading(c).is_some_and(|usual| usual.starts_with(initial));
        meant.into_iter().map(|c| (c, if is_usual(c) { 1.0 } else { sharp(RARE) })).collect()
    }

    /// How likely `right` stands behind `left` where a word meets its neighbor.
    fn beside(&self, left: char, right: char) -> f64 {
        sharp(self.chance_behind(left, right)) + sharp(NEW * self.chance(right))
    }

    /// How often `c` is met.
    fn chance(&self, c: char) -> f64 {
        f64::from(self.met.get(&c).copied().unwrap_or(1)) / f64::from(self.meetings.max(1))
    }

    /// How often `c` is met behind `before`.
    fn chance_behind(&self, before: char, c: char) -> f64 {
        f64::from(self.asked(before, c)) / (f64::from(self.met.get(&before).copied().unwrap_or(0)) + UNSEEN)
    }
}

fn sharp(chance: f64) -> f64 {
    chance.powf(SHARPNESS)
}

/// The ideographs on the likeliest way to `end`.
fn way(places: &[Vec<Reached>], end: Reached) -> Vec<char> {
    let before = |reached: &Reached| reached.from.and_then(|(place, at)| places.get(place)?.get(at)).copied();
    let mut text: Vec<char> = std::iter::successors(Some(end), before).map(|reached| reached.c).collect();
    text.reverse();
    text
}
