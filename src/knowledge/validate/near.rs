//! Warns of phrasings of two entries that are all but equal: a question with one letter off could go to either.
//!
//! Two texts one edit apart become equal when one character is left out of each. So every phrasing is hashed once for
//! every character left out, and equal hashes are looked at: cost grows with the text, not with the pairs.

use std::collections::HashSet;

use super::super::Entry;
use super::phrasings::Normals;
use super::{Spot, Validation};
use crate::diagnostic::{Code, Diagnostic};

/// Shorter phrasings differ by a character and mean different things; of longer ones the work would grow with the
/// square of their length.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=80;

/// How alike two phrasings are that are worth a warning: one edit in ten characters.
const ALIKE: f64 = 0.9;

impl Validation<'_> {
    pub(super) fn near_phrasings(&mut self, entries: &[Entry], spots: &[Spot], normals: &Normals) {
        let mut phrasings: Vec<Phrasing<'_>> = Vec::new();
        for (entry, normals) in normals.phrasings.iter().enumerate() {
            for (item, normal) in normals.iter().enumerate() {
                let letters: Vec<char> = normal.chars().filter(|c| *c != ' ').collect();
                if LENGTHS.contains(&letters.len()) {
                    phrasings.push(Phrasing { at: (entry, item), normal, letters });
                }
            }
        }
        for (a, b) in near_pairs(&phrasings) {
            let text = |at: (usize, usize)| &entries[at.0].questions[at.1].text;
            let id = |at: (usize, usize)| &entries[at.0].id;
            let (first, second) = if a < b { (a, b) } else { (b, a) };
            let message = format!("`{}` and `{}` ask for two entries and are all but equal", text(second), text(first));
            let fault = Diagnostic::new(Code::NearPhrasing, self.phrasing(entries, spots, second), message)
                .label(format!("in `{}`", id(second)))
                .related(self.phrasing(entries, spots, first), format!("in `{}`", id(first)))
                .help("keep the one that belongs there, or word them further apart");
            self.faults.push(fault);
        }
    }
}

struct Phrasing<'p> {
    at: (usize, usize),
    normal: &'p str,
    letters: Vec<char>,
}

/// Pairs worth a warning, each once, in a fixed order.
fn near_pairs(phrasings: &[Phrasing<'_>]) -> Vec<((usize, usize), (usize, usize))> {
    let mut hashes: Vec<(u64, usize)> = Vec::new();
    for (number, phrasing) in phrasings.iter().enumerate() {
        hashes.extend(hashes_with_one_left_out(&phrasing.letters).map(|hash| (hash, number)));
    }
    hashes.sort_unstable();
    hashes.dedup();
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    // Neighbors alone: in a crowd of look-alikes each is named with the next, and the work stays bounded.
    for neighbors in hashes.windows(2) {
        let [(hash, a), (other, b)] = *neighbors else {
            continue;
        };
        let (a, b) = (&phrasings[a], &phrasings[b]);
        if hash == other && a.at.0 != b.at.0 && seen.insert((a.at, b.at)) && confusable(a, b) {
            pairs.push((a.at, b.at));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The hash of the text itself, and of the text without each of its characters.
fn hashes_with_one_left_out(letters: &[char]) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let step = |hash: u64, c: char| hash.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(c)) + 1);
    let mut before = vec![0_u64];
    for &c in letters {
        before.push(step(before.last().copied().unwrap_or_default(), c));
    }
    // `after` is the hash of what follows, to be added once what precedes is shifted past it.
    let mut after = vec![(0_u64, 1_u64)];
    for &c in letters.iter().rev() {
        let (hash, power) = after.last().copied().unwrap_or((0, 1));
        after.push((power.wrapping_mul(u64::from(u32::from(c)) + 1).wrapping_add(hash), power.wrapping_mul(BASE)));
    }
    let whole = before.last().copied().unwrap_or_default();
    let count = letters.len();
    let left_out = (0..count).map(move |i| {
        let (hash, power) = after[count - 1 - i];
        before[i].wrapping_mul(power).wrapping_add(hash)
    });
    std::iter::once(whole).chain(left_out)
}

/// Whether two phrasings are so alike, and differ in so little of weight, that a question could mean either.
fn confusable(a: &Phrasing<'_>, b: &Phrasing<'_>) -> bool {
    let a_letters: String = a.letters.iter().collect();
    let b_letters: String = b.letters.iter().collect();
    if a_letters == b_letters || strsim::normalized_levenshtein(&a_letters, &b_letters) < ALIKE {
        return false;
    }
    let (left, right) = difference(a.normal, b.normal);
    !decides(&left) && !decides(&right)
}

/// What two texts do not share, with the words of letters and digits that it is part of.
fn difference(a: &str, b: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let in_word = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let mut start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    if in_word(a.get(start)) || in_word(b.get(start)) {
        start -= a.iter().take(start).rev().take_while(|c| c.is_ascii_alphanumeric()).count();
    }
    let room = a.len().min(b.len()) - start;
    let mut end = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let before = |text: &[char]| in_word(text.iter().rev().nth(end));
    if before(&a) || before(&b) {
        end -= a
            .iter()
            .rev()
            .take(end)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric())
            .count();
    }
    let middle = |text: &[char]| text.iter().take(text.len() - end).skip(start).collect();
    (middle(&a), middle(&b))
}

/// Whether a difference turns a question into another: a number, a negation, any ideograph of weight (`霸权` and `主权`
/// differ in one). What is left are slips of spelling, endings, and the small words of Chinese.
fn decides(text: &str) -> bool {
    const LIGHT: &str = "的地得了着过呢吗吧啊呀嘛啦哦么是在有个些位这那哪里儿都也还就又请被把给对向和与及";
    const WORDS: [&str; 12] =
        ["no", "not", "non", "never", "without", "first", "second", "third", "last", "one", "two", "three"];
    let weighty = |c: char| c.is_numeric() || (!c.is_ascii() && c.is_alphanumeric() && !LIGHT.contains(c));
    text.chars().any(weighty) || text.split(' ').any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{Phrasing, confusable, difference, near_pairs};

    fn phrasing(number: usize, normal: &str) -> Phrasing<'_> {
        Phrasing { at: (number, 0), normal, letters: normal.chars().filter(|c| *c != ' ').collect() }
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: bool) {
        let pair = [phrasing(0, a), phrasing(1, b)];
        assert_eq!(confusable(&pair[0], &pair[1]), expected, "{a} / {b}");
        assert_eq!(near_pairs(&pair).len(), usize::from(expected), "{a} / {b}");
    }

    #[test]
    fn one_letter_off_is_near_and_a_number_off_is_not() {
        check("where is the conference held", "where is the conferense held", true);
        check("what did the speaker say", "what did the speakers say", true);
        check("本届大会的主要议题都有哪些", "本届大会的主要议题都有哪", true);
        check("how many forums in day 1", "how many forums in day 2", false);
        check("对网络霸权是什么态度", "对网络主权是什么态度", false);
        check("第三届世界互联网大会在哪里开", "第二届世界互联网大会在哪里开", false);
        check("大会的主题是不是网络安全呢", "大会的主题是是网络安全呢", false);
        check("is the conference free of charge", "is the conference not free of charge", false);
        check("大会主题", "大会议题", false);
        check("大会什么时候在乌镇召开呢", "网络主权原则是谁提出来的", false);
    }

    #[test]
    fn a_difference_is_told_in_whole_words() {
        assert_eq!(difference("which day is it", "which way is it"), ("day".to_owned(), "way".to_owned()));
        assert_eq!(difference("a b", "a b c"), (String::new(), " c".to_owned()));
        assert_eq!(difference("aa", "aaa"), ("aa".to_owned(), "aaa".to_owned()));
    }
}
