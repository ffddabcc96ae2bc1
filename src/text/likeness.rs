//! Tells which ideographs are easily typed for one another: by sound (pinyin input) or by shape (strokes, OCR).

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

/// How one ideograph came to be typed for another, the likeliest slip first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same syllable: 提 for 题.
    Sound,
    /// The same shape by the four-corner code: 屇 for 届.
    Shape,
    /// Syllables that dialects do not tell apart: zh/z, ch/c, sh/s, n/l, ng/n.
    NearSound,
    /// A shape that differs in one corner: 埸 for 场.
    NearShape,
}

/// The toneless reading of `c` that is used most.
#[must_use]
pub fn reading(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|p| p.plain())
}

/// Every toneless reading of `c`.
#[must_use]
pub fn readings(c: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> =
        c.to_pinyin_multi().map(|all| all.into_iter().map(|p| p.plain()).collect()).unwrap_or_default();
    readings.extend(reading(c));
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// How `typed` may stand for `meant`; `None` where it hardly can.
#[must_use]
pub fn likeness(typed: char, meant: char) -> Option<Likeness> {
    let (typed_readings, meant_readings) = (readings(typed), readings(meant));
    if typed_readings.iter().any(|r| meant_readings.contains(r)) {
        return Some(Likeness::Sound);
    }
    let corners = corners(typed).zip(corners(meant));
    if corners.is_some_and(|(a, b)| a == b) {
        return Some(Likeness::Shape);
    }
    let blurred: Vec<String> = meant_readings.iter().map(|r| blur(r)).collect();
    if typed_readings.iter().any(|r| blurred.contains(&blur(r))) {
        return Some(Likeness::NearSound);
    }
    let same = corners.map_or(0, |(a, b)| a.iter().zip(b).filter(|(x, y)| **x == *y).count());
    (same == 3).then_some(Likeness::NearShape)
}

/// A syllable without the distinctions that dialects drop.
fn blur(syllable: &str) -> String {
    let initial = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")];
    let (from, to) = initial.into_iter().find(|(from, _)| syllable.starts_with(from)).unwrap_or(("", ""));
    let rest = syllable.strip_prefix(from).unwrap_or(syllable);
    let rest = rest.strip_suffix('g').filter(|r| r.ends_with('n')).unwrap_or(rest);
    format!("{to}{rest}")
}

/// The four-corner code of `c`, a digit a corner.
fn corners(c: char) -> Option<[u8; 4]> {
    static CORNERS: LazyLock<HashMap<char, [u8; 4]>> = LazyLock::new(|| {
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
