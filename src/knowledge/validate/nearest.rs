//! Guesses where in a document a wrong quotation was copied from, and where it begins to differ.
//!
//! Pairs of neighboring characters, folded as to width, case and spaces, vote for the offset between quotation and
//! document; along the offset that wins, the true characters are compared.

use std::collections::{BTreeMap, HashMap};

/// How many places of one pair are looked at: enough for any document that people read, a bound for any other.
const MAX_PLACES: usize = 1_000;

/// How many characters may be added or left out before the larger part of a passage.
const MAX_SHIFT: usize = 100;

/// Where a passage that is not in a document all but stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// How many pairs of characters agree there.
    pub(super) alike: usize,
    /// The first character of the passage that differs, from 0.
    pub(super) differs_at: usize,
    /// The byte of the document that stands against it; its length where it ends there.
    pub(super) document_byte: usize,
}

/// A document's characters without what people get wrong, and where the pairs of them stand.
#[derive(Debug)]
pub(super) struct Sketch {
    /// The folded characters, each with its byte in the document.
    folded: Vec<(char, usize)>,
    pairs: HashMap<[char; 2], Vec<usize>>,
}

impl Sketch {
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        let mut pairs: HashMap<[char; 2], Vec<usize>> = HashMap::new();
        for (at, pair) in neighbors(&folded).enumerate() {
            let places = pairs.entry(pair).or_default();
            if places.len() < MAX_PLACES {
                places.push(at);
            }
        }
        Self { folded, pairs }
    }

    /// The best place for `passage` in `text`, of which this is the sketch; none where hardly anything agrees.
    pub(super) fn nearest(&self, passage: &str, text: &str) -> Option<Near> {
        let wanted = fold(passage);
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        let mut pairs = 0;
        for (at, pair) in neighbors(&wanted).enumerate() {
            pairs += 1;
            for &place in self.pairs.get(&pair).map_or(&[][..], Vec::as_slice) {
                if place >= at {
                    *votes.entry(place - at).or_default() += 1;
                }
            }
        }
        let most = votes.values().copied().max()?;
        let elected = votes.iter().find(|(_, n)| **n == most).map(|(offset, _)| *offset)?;
        // Something added or left out splits the votes over neighboring offsets, and the larger part may come after
        // it: the offset near by from which the beginning agrees is the one that shows the first difference.
        let agree =
            |offset: usize| wanted.iter().zip(self.folded.iter().skip(offset)).take_while(|(a, b)| a.0 == b.0).count();
        let near = votes.keys().copied().filter(|offset| offset.abs_diff(elected) <= MAX_SHIFT);
        let (_, _, offset) = near.map(|o| (agree(o), usize::MAX - o.abs_diff(elected), o)).max()?;
        // A fifth of the pairs agree by chance between any two texts on one subject.
        if most * 5 < pairs {
            return None;
        }
        let (_, start) = *self.folded.get(offset)?;
        let skipped = wanted.first().map_or(0, |(_, byte)| passage.get(..*byte).map_or(0, |s| s.chars().count()));
        let mut rest = text.get(start..)?.char_indices();
        let mut quoted = passage.chars().skip(skipped);
        let mut differs_at = skipped;
        loop {
            let (there, here) = (rest.next(), quoted.next());
            match (there, here) {
                (Some((_, a)), Some(b)) if a == b => differs_at += 1,
                _ => {
                    let document_byte = start + there.map_or(text.len() - start, |(at, _)| at);
                    return Some(Near { alike: most, differs_at, document_byte });
                }
            }
        }
    }
}

fn neighbors(folded: &[(char, usize)]) -> impl Iterator<Item = [char; 2]> {
    folded.windows(2).filter_map(|w| match w {
        [a, b] => Some([a.0, b.0]),
        _ => None,
    })
}

/// The characters but for white space, with their bytes; what is often mistyped for one another becomes one.
fn fold(text: &str) -> Vec<(char, usize)> {
    let kept = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    kept.map(|(at, c)| (fold_char(c), at)).collect()
}

fn fold_char(c: char) -> char {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '“' | '”' | '„' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '—' | '–' | '―' => '-',
        '。' => '.',
        '、' => ',',
        _ => c,
    };
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::Sketch;

    const DOCUMENT: &str =
        "大会简介。\n　　第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办，主题是“创新驱动　造福人类”。";

    /// `expected` is the quotation's rest and the document's rest from the first difference on, four characters each.
    #[track_caller]
    fn check(passage: &str, expected: Option<(&str, &str)>) {
        let near = Sketch::new(DOCUMENT).nearest(passage, DOCUMENT).map(|near| {
            let here: String = passage.chars().skip(near.differs_at).take(4).collect();
            let there = DOCUMENT.get(near.document_byte..).expect("a character's byte").chars().take(4).collect();
            (here, there)
        });
        assert_eq!(near, expected.map(|(a, b): (&str, &str)| (a.to_owned(), String::from(b))), "{passage}");
    }

    #[test]
    fn the_first_difference_is_found() {
        check("第三届世界互联网大会于11月16日至18日在浙江乌镇举办", Some(("11月1", "１１月１")));
        check("大会于１１月１６日至18日", Some(("18日", "１８日在")));
        check("主题是\"创新驱动", Some(("\"创新驱", "“创新驱")));
        check("创新驱动 造福人类", Some((" 造福人", "　造福人")));
        check("在浙江省乌镇举办，主题是", Some(("省乌镇举", "乌镇举办")));
        check("在浙江举办，主题是“创新驱动", Some(("举办，主", "乌镇举办")));
        check("第四届世界互联网大会", Some(("四届世界", "三届世界")));
        check("造福人类”。完", Some(("完", "")));
        check("今天天气很好我们去公园", None);
        check("大", None);
    }
}
