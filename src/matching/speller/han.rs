//! Repairs single ideographs by their neighbors: one that was never seen beside either of them is likely a slip for a
//! like-sounding or like-looking one that was; two that were seen only the other way round were swapped.
//!
//! But a file of fifty entries knows few words, and most that it does not know are right: so what is a word of the
//! language stands, unless it sounds just like one of the knowledge, and what is meant must make a word in its place.

use std::cmp::Reverse;

use compact_str::ToCompactString;

use crate::matching::speller::{Spelled, Speller, sign};
use crate::text::likeness::{Likeness, Typed};
use crate::text::{Kind, Token, is_chinese_word, lexicon, tokenize};

/// How far a repaired ideograph is trusted, by how it came to be typed.
fn trust(likeness: Likeness) -> f32 {
    match likeness {
        Likeness::Sound => 0.95, // what an input method offers first
        Likeness::Shape => 0.93,
        Likeness::NearSound => 0.88,
        Likeness::NearShape => 0.85,
    }
}

/// How far two swapped ideographs are trusted: both are there, only their order is guessed.
const SWAPPED: f32 = 0.95;

/// Ideographs that turn a question when changed; nothing is repaired into or out of them.
const TURNING: &str = "不没未无非别有中美英法德俄韩印上下前后首末新旧大小多少你我他她它谁二三四五六七八九十百千万亿两";
/// Particles that end a question: whoever types one means it.
const ENDING: &str = "吗呢吧啊呀";

/// Two ideographs that the knowledge holds side by side so often belong together; fewer times, where other neighbors are
/// no commoner.
const OFTEN: u32 = 3;
const TWICE: u32 = 2;

/// Questions longer than this are no slip of the finger; the search would only cost time.
const LONGEST: usize = 512;

impl Speller {
    /// Replaces ideographs that fit neither neighbor.
    pub(super) fn repair_ideographs(&self, spelled: &mut Spelled) {
        if spelled.tokens.len() > LONGEST {
            return;
        }
        for i in 0..spelled.tokens.len() {
            if spelled.tokens[i].kind != Kind::Han {
                continue;
            }
            let Some(typed) = spelled.tokens[i].text.chars().next() else {
                continue;
            };
            let left = i.checked_sub(1).and_then(|j| spelled.tokens.get(j)).and_then(sign);
            let right = spelled.tokens.get(i + 1).and_then(sign);
            let is_light = matches!(lexicon::longest(&spelled.tokens[i..]), Some((_, Some(_))));
            let turns = TURNING.contains(typed) || ENDING.contains(typed);
            if turns || self.fits(left, typed, right) || is_in_choice(&spelled.tokens, i) {
                continue;
            }
            if let Some((meant, likeness)) = self.meant(left, typed, right)
                && (!is_light || matches!(likeness, Likeness::Sound | Likeness::Shape))
            {
                spelled.tokens[i].text = meant.to_compact_string();
                spelled.trust[i] = spelled.trust[i].min(trust(likeness));
                spelled.repairs.push((typed.to_string(), meant.to_string()));
            }
        }
    }

    /// Puts two ideographs that were typed in the wrong order right: 码密 for 密码.
    ///
    /// Only where nothing known holds them as typed, between themselves or with a neighbor, and the other order fits a
    /// neighbor that is an ideograph, if there is one.
    pub(super) fn repair_swaps(&self, spelled: &mut Spelled) {
        if spelled.tokens.len() > LONGEST {
            return;
        }
        for i in 1..spelled.tokens.len() {
            let han = |i: usize| spelled.tokens.get(i).filter(|t| t.kind == Kind::Han).and_then(sign);
            let (Some(a), Some(b)) = (han(i - 1), han(i)) else { continue };
            let turns = TURNING.contains(a) || TURNING.contains(b);
            if a == b || turns || !self.is_word(b, a) || self.is_known(a, b) || is_chinese_word(a, b) {
                continue;
            }
            let left = i.checked_sub(2).and_then(han);
            let right = han(i + 1);
            let typed = left.is_some_and(|l| self.is_known(l, a)) || right.is_some_and(|r| self.is_known(b, r));
            let fits = [left.map(|l| self.is_known(l, b)), right.map(|r| self.is_known(a, r))];
            let lone = left.is_none() && right.is_none();
            // One ideograph typed for a like-sounding one is as easy a slip: the pair that was seen oftener was meant.
            let sound = |left: Option<char>, c: char, right: Option<char>| {
                self.meant(left, c, right).filter(|(_, likeness)| *likeness == Likeness::Sound).map(|(meant, _)| meant)
            };
            let otherwise = [
                sound(Some(a), b, right).map_or(0, |meant| self.seen(a, meant)),
                sound(left, a, Some(b)).map_or(0, |meant| self.seen(meant, b)),
            ];
            let likelier = otherwise.into_iter().max() > Some(self.seen(b, a));
            if !typed && !likelier && (lone || fits.contains(&Some(true))) {
                spelled.tokens.swap(i - 1, i);
                for trust in &mut spelled.trust[i - 1..=i] {
                    *trust = trust.min(SWAPPED);
                }
                spelled.repairs.push((format!("{a}{b}"), format!("{b}{a}")));
            }
        }
    }

    /// Whether two ideographs stand side by side in anything known.
    fn is_known(&self, a: char, b: char) -> bool {
        self.pairs.contains_key(&(a, b)) || self.protected.contains(&(a, b))
    }

    /// Whether two ideographs that the knowledge holds side by side are a word: a common one, or one of its own.
    pub(super) fn is_word(&self, a: char, b: char) -> bool {
        let seen = self.asked(a, b);
        let most_of = |met: Option<&u32>| met.is_some_and(|met| seen * 2 >= *met);
        let own = seen >= TWICE && (most_of(self.met.get(&a)) || most_of(self.met_behind.get(&b)));
        // Behind a number any ideograph is a word of its own.
        own || self.seen(a, b) > 0 && (is_chinese_word(a, b) || matches!(a, '第' | '#'))
    }

    /// Whether `c` was seen beside either neighbor.
    fn fits(&self, left: Option<char>, c: char, right: Option<char>) -> bool {
        left.is_some_and(|l| self.is_known(l, c)) || right.is_some_and(|r| self.is_known(c, r))
    }

    /// The ideograph most likely meant: one that makes a word with a telling neighbor before one that only fits grammar
    /// (曰 in 的曰期 is 日, not the 国 of 的国), one that fits both neighbors before one that fits one, then the likeliest
    /// slip.
    fn meant(&self, left: Option<char>, typed: char, right: Option<char>) -> Option<(char, Likeness)> {
        let slip = Typed::new(typed);
        let grammar = [left.is_some_and(is_grammar), right.is_some_and(is_grammar)];
        let stands =
            [left.is_some_and(|l| is_chinese_word(l, typed)), right.is_some_and(|r| is_chinese_word(typed, r))];
        let is_word = stands.contains(&true);
        let is_strange = !self.behind.contains_key(&typed) && !self.before.contains_key(&typed);
        let behind = left.and_then(|l| self.behind.get(&l)).into_iter().flatten();
        let before = right.and_then(|r| self.before.get(&r)).into_iter().flatten();
        behind
            .chain(before)
            .copied()
            .filter(|c| !TURNING.contains(*c) && *c != '#' && *c != '第')
            .filter_map(|c| Some((c, slip.likeness(c)?)))
            .filter(|&(c, likeness)| {
                let seen = [left.map_or(0, |l| self.seen(l, c)), right.map_or(0, |r| self.seen(c, r))];
                let both = seen.iter().all(|seen| *seen > 0);
                let words = [left.is_some_and(|l| self.is_word(l, c)), right.is_some_and(|r| self.is_word(c, r))];
                let makes_word = words.contains(&true);
                match likeness {
                    // What is a word of the language may yet be one typed for another that sounds the same (报道 for
                    // 报到), but hardly any other, and never for half of the next (康复科 is no 妇科).
                    Likeness::Sound if is_word => stands.iter().zip(words).all(|(stands, word)| word || !stands),
                    Likeness::Sound => both || seen.iter().any(|seen| *seen >= OFTEN) || makes_word,
                    Likeness::Shape => !is_word && (both || makes_word),
                    // A near miss is common by chance.
                    Likeness::NearSound | Likeness::NearShape => !is_word && (both || is_strange) && makes_word,
                }
            })
            .min_by_key(|&(c, likeness)| {
                let fits = [left.map_or(0, |l| self.seen(l, c)), right.map_or(0, |r| self.seen(c, r))];
                let sides = fits.iter().filter(|n| **n > 0).count();
                let telling = fits.iter().zip(grammar).filter(|(n, grammar)| **n > 0 && !grammar).count();
                (Reverse(telling), Reverse(sides), likeness, Reverse(fits[0] + fits[1]), c)
            })
    }
}

/// Whether the ideograph at `i` stands on both sides of a denial, which asks (聊不聊): nobody mistypes it twice.
fn is_in_choice(tokens: &[Token], i: usize) -> bool {
    let text = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map(|token| token.text.as_str());
    let denies = |i: Option<usize>| matches!(text(i), Some("不" | "没"));
    let (own, before, behind) = (text(Some(i)), i.checked_sub(1), Some(i + 1));
    denies(behind) && text(Some(i + 2)) == own || denies(before) && text(i.checked_sub(2)) == own
}

/// Whether an ideograph by itself is only grammar: 的, 是.
fn is_grammar(c: char) -> bool {
    matches!(lexicon::longest(&tokenize(c.encode_utf8(&mut [0; 4]))), Some((_, Some(_))))
}
