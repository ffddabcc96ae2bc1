//! Tells common Chinese words from ideographs that stand side by side by accident or by a slip.
//!
//! What is a word of the language was hardly typed for another: 驾照 is right as it stands, however well 驾着 would fit
//! the phrasings.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::likeness::{reading, readings};
use super::lines::line;

/// The words: a line for each ideograph, in byte order, with its class and by classes all that may stand behind it.
const WORDS: &str = include_str!("chinese_words.txt");
/// How often anything was met in the texts that the words are from, as a logarithm to base 10.
const ALL: f32 = 7.78;

/// The logarithm of how much rarer a reading is that is not the usual one of an ideograph.
const UNUSUAL: f32 = 1.0;

/// Whether the two ideographs are a common word.
#[must_use]
pub fn is_chinese_word(first: char, second: char) -> bool {
    line_of(first).and_then(|line| line.strip_prefix(first)).is_some_and(|behind| behind.contains(second))
}

fn line_of(first: char) -> Option<&'static str> {
    line(WORDS, |line| line.chars().next().cmp(&Some(first)))
}

/// An ideograph, looked up once to be asked often.
#[derive(Clone, Copy, Debug)]
pub struct Ideograph {
    /// The character.
    pub c: char,
    /// How often it is met by itself: the logarithm to base 10 of its share of all words.
    pub share: f32,
    /// What may stand behind it, by classes.
    behind: &'static str,
}

impl Ideograph {
    /// Looks `c` up.
    #[must_use]
    pub fn new(c: char) -> Self {
        line_of(c).and_then(Self::read).unwrap_or(Self::alone(c, class('0').unwrap_or_default() - ALL))
    }

    /// One that makes no word.
    #[must_use]
    pub fn alone(c: char, share: f32) -> Self {
        Self { c, share, behind: "" }
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut rest = line.chars();
        let (c, own) = (rest.next()?, class(rest.next()?)?);
        Some(Self { c, share: own - ALL, behind: rest.as_str() })
    }

    /// How often the word is met that it makes with `second`: the logarithm to base 10 of its share of all words; `None`
    /// where it is no common word.
    #[must_use]
    pub fn with(&self, second: char) -> Option<f32> {
        let at = self.behind.find(second)?;
        let class = self.behind.get(..at)?.chars().rev().find_map(class)?;
        Some(class - ALL)
    }
}

/// An ideograph that has some reading.
#[derive(Clone, Copy, Debug)]
pub struct Read {
    /// The ideograph.
    pub ideograph: Ideograph,
    /// Whether it is mostly read so.
    pub is_usual: bool,
}

/// The ideographs of common words that have a toneless reading, the commonest first.
#[must_use]
pub fn with_reading(syllable: &str) -> &'static [Read] {
    static BY_READING: LazyLock<HashMap<&'static str, Vec<Read>>> = LazyLock::new(by_reading);
    BY_READING.get(syllable).map_or(&[], Vec::as_slice)
}

fn by_reading() -> HashMap<&'static str, Vec<Read>> {
    let often = often();
    let mut ranked: HashMap<&'static str, Vec<(f32, Read)>> = HashMap::default();
    for ideograph in WORDS.lines().filter_map(Ideograph::read) {
        let usual = reading(ideograph.c);
        let often = often.get(&ideograph.c).copied().unwrap_or(1.0).log10();
        // Interjections without a vowel (n, ng, hm) are typed by nobody.
        for own in readings(ideograph.c).into_iter().filter(|own| own.contains(['a', 'e', 'i', 'o', 'u', 'v'])) {
            let is_usual = usual == Some(own);
            let rank = if is_usual { often } else { often - UNUSUAL };
            ranked.entry(own).or_default().push((rank, Read { ideograph, is_usual }));
        }
    }
    let commonest_first = |(syllable, mut reads): (&'static str, Vec<(f32, Read)>)| {
        reads.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then(x.ideograph.c.cmp(&y.ideograph.c)));
        (syllable, reads.into_iter().map(|(_, read)| read).collect())
    };
    ranked.into_iter().map(commonest_first).collect()
}

/// How often each ideograph was met, by itself and in words.
fn often() -> HashMap<char, f32> {
    let mut met: HashMap<char, f32> = HashMap::default();
    for ideograph in WORDS.lines().filter_map(Ideograph::read) {
        let (mut own, mut each) = (10.0_f32.powf(ideograph.share + ALL), 0.0);
        for part in ideograph.behind.chars() {
            match class(part) {
                Some(class) => each = 10.0_f32.powf(class),
                None => {
                    own += each;
                    *met.entry(part).or_default() += each;
                }
            }
        }
        *met.entry(ideograph.c).or_default() += own;
    }
    met
}

/// The logarithm to base 10 in the middle of a class; `None` for what is no class.
fn class(digit: char) -> Option<f32> {
    #[expect(clippy::cast_precision_loss, reason = "sixteen at most")]
    digit.to_digit(16).map(|class| class as f32 / 2.0 + 0.25)
}

#[cfg(test)]
mod tests {
    use super::{Ideograph, WORDS, class, is_chinese_word, with_reading};

    #[test]
    fn common_words_are_known() {
        for (word, expected) in [("驾照", true), ("健康", true), ("周三", true), ("主提", false), ("博汇", false)]
        {
            let mut ideographs = word.chars();
            let pair = ideographs.next().zip(ideographs.next());
            assert_eq!(pair.map(|(a, b)| is_chinese_word(a, b)), Some(expected), "{word}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        let lines: Vec<&str> = WORDS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 4000 && lines.is_sorted(), "{} lines", lines.len());
        let mut words = 0;
        for line in lines {
            let mut parts = line.chars();
            let first = parts.next().expect("no line is empty");
            assert!(parts.next().and_then(class).is_some(), "an ideograph has a class: {line}");
            for second in parts.filter(|part| class(*part).is_none()) {
                words += 1;
                assert!(is_chinese_word(first, second), "{first}{second}");
            }
        }
        assert_eq!(words, 45_810);
    }

    #[test]
    fn what_is_met_oftener_has_the_greater_share() {
        let word = |first, second| Ideograph::new(first).with(second).expect("a word");
        assert!(word('我', '们') > word('我', '辈'));
        assert!(Ideograph::new('被').share > Ideograph::new('辈').share);
        assert_eq!(Ideograph::new('主').with('提'), None);
        assert!(Ideograph::new('\u{9fff}').share < Ideograph::new('辈').share);
    }

    #[test]
    fn the_commonest_of_a_reading_come_first() {
        for (syllable, first) in [("de", '的'), ("wo", '我'), ("nv", '女')] {
            assert_eq!(with_reading(syllable).first().map(|read| read.ideograph.c), Some(first), "{syllable}");
        }
        assert!(with_reading("wh").is_empty());
    }
}
