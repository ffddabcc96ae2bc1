//! Tells which ideographs are easily typed for one another: by sound (pinyin input) or by shape (strokes, OCR).

use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};
use rustc_hash::FxHashMap;

/// How one ideograph came to be typed for another, the likeliest slip first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same syllable, as the one typed is mostly read: 提 for 题, 常 for 长.
    Sound,
    /// The same shape by the four-corner code: 屇 for 届.
    Shape,
    /// Syllables that dialects do not tell apart: zh/z, ch/c, sh/s, n/l, ng/n; or the same one, where the one typed
    /// is hardly ever read so (听, which once was also yi, for 一).
    NearSound,
    /// A shape that differs in one corner: 埸 for 场.
    NearShape,
}

/// The toneless reading of `c` that is used most, as it is typed: `nv` for nü.
#[must_use]
pub fn reading(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|p| typed(p.plain()))
}

/// Every toneless reading of `c`, each once.
#[must_use]
pub fn readings(c: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = sounds(c).collect();
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// How `typed` may stand for `meant`; `None` where it hardly can.
#[must_use]
pub fn likeness(typed: char, meant: char) -> Option<Likeness> {
    Typed::new(typed).likeness(meant)
}

/// An ideograph as typed, looked up once to be compared with many that may have been meant.
#[derive(Clone, Debug)]
pub struct Typed {
    reading: Option<&'static str>,
    blurred: Vec<[u8; 8]>,
    corners: Option<[u8; 4]>,
}

impl Typed {
    /// Looks `c` up.
    #[must_use]
    pub fn new(c: char) -> Self {
        Self { reading: reading(c), blurred: readings(c).into_iter().map(blur).collect(), corners: corners(c) }
    }

    /// How it may stand for `meant`; `None` where it hardly can.
    #[must_use]
    pub fn likeness(&self, meant: char) -> Option<Likeness> {
        if self.reading.is_some_and(|own| sounds(meant).any(|reading| reading == own)) {
            return Some(Likeness::Sound);
        }
        let corners = self.corners.zip(corners(meant));
        let same = corners.map_or(0, |(a, b)| a.iter().zip(b).filter(|(x, y)| **x == *y).count());
        if same == 4 {
            Some(Likeness::Shape)
        } else if sounds(meant).any(|reading| self.blurred.contains(&blur(reading))) {
            Some(Likeness::NearSound)
        } else {
            (same == 3).then_some(Likeness::NearShape)
        }
    }
}

/// Every toneless reading of `c`, some of them more than once.
fn sounds(c: char) -> impl Iterator<Item = &'static str> {
    let all = c.to_pinyin_multi().into_iter().flat_map(IntoIterator::into_iter).map(|p| typed(p.plain()));
    reading(c).into_iter().chain(all)
}

/// A toneless reading in the letters of a keyboard, as input methods want it.
fn typed(reading: &'static str) -> &'static str {
    match reading {
        "nü" => "nv",
        "lü" => "lv",
        "nüe" => "nve",
        "lüe" => "lve",
        _ => reading,
    }
}

/// A syllable without the distinctions that dialects drop: zh is z, ch is c, sh is s, n is l, and a last ng is n.
///
/// In eight bytes (the longest syllable has six letters), so that many are compared in no time.
fn blur(syllable: &str) -> [u8; 8] {
    let mut blurred = [0; 8];
    let mut len = 0;
    for letter in syllable.bytes().take(blurred.len()) {
        match (len, letter) {
            (0, b'n') => blurred[0] = b'l',
            (1, b'h') if matches!(blurred[0], b'z' | b'c' | b's') => continue,
            _ => blurred[len] = letter,
        }
        len += 1;
    }
    if blurred[..len].ends_with(b"ng") {
        blurred[len - 1] = 0;
    }
    blurred
}

/// The four-corner code of `c`, a digit a corner.
fn corners(c: char) -> Option<[u8; 4]> {
    static CORNERS: LazyLock<FxHashMap<char, [u8; 4]>> = LazyLock::new(|| {
        let lines = include_str!("four_corner.txt").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let mut chars = line.chars();
                let c = chars.next()?;
                let code: Vec<u8> = chars.filter_map(|d| d.to_digit(10)).filter_map(|d| u8::try_from(d).ok()).collect();
                Some((c, code.try_into().ok()?))
            })
            .collect()
    });
    CORNERS.get(&c).copied()
}

#[cfg(test)]
mod tests {
    use super::{Likeness, likeness, reading};

    #[test]
    fn slips_are_told_by_sound_and_shape() {
        let rows = [
            ('提', '题', Some(Likeness::Sound)),
            ('论', '轮', Some(Likeness::Sound)),
            ('屇', '届', Some(Likeness::Shape)),
            ('埸', '场', Some(Likeness::NearShape)),
            ('劝', '权', Some(Likeness::Sound)),
            ('汇', '会', Some(Likeness::Sound)),
            ('深', '身', Some(Likeness::Sound)),
            ('常', '长', Some(Likeness::Sound)),
            ('听', '一', Some(Likeness::NearSound)),
            ('身', '生', Some(Likeness::NearSound)),
            ('美', '中', None),
        ];
        for (typed, meant, expected) in rows {
            assert_eq!(likeness(typed, meant), expected, "{typed} for {meant}");
        }
    }

    #[test]
    fn what_is_no_ideograph_has_no_reading() {
        assert_eq!(reading('a'), None);
        assert_eq!(likeness('a', 'b'), None);
    }
}
