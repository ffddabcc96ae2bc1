//! What slips of the hand and of input methods do to a question, the same on every machine.

use wenda::text::{is_han, likeness, with_reading};

use crate::synthetic::chance::Chance;

/// A way to spoil a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing: what the others are compared with.
    None,
    /// Traditional characters.
    Traditional,
    /// One ideograph in place of another that is mostly read the same, tones aside.
    Homophone,
    /// Every ideograph by its usual reading without its tone, and no spaces between.
    Pinyin,
    /// The same with spaces.
    SpacedPinyin,
    /// A character put in, left out or changed for every eight.
    Edits,
    /// Two words with a letter too many, one too few, two swapped or one of a neighboring key.
    Typos,
    /// Two spaces left out.
    Joined,
    /// Two letters doubled.
    Doubled,
}

impl Damage {
    /// What is done to Chinese, and to English.
    pub const CHINESE: [Self; 6] =
        [Self::None, Self::Traditional, Self::Homophone, Self::Pinyin, Self::SpacedPinyin, Self::Edits];
    pub const ENGLISH: [Self; 5] = [Self::None, Self::Typos, Self::Edits, Self::Joined, Self::Doubled];

    /// Its name in the table.
    pub fn title(self) -> &'static str {
        match self {
            Self::None => "as asked",
            Self::Traditional => "traditional",
            Self::Homophone => "one homophone",
            Self::Pinyin => "pinyin, no spaces",
            Self::SpacedPinyin => "pinyin, spaces",
            Self::Edits => "one edit in eight characters",
            Self::Typos => "two typos",
            Self::Joined => "two spaces left out",
            Self::Doubled => "two letters doubled",
        }
    }

    /// The question as it is typed then.
    pub fn typed(self, question: &str, chance: &mut Chance) -> String {
        match self {
            Self::None => question.to_owned(),
            Self::Traditional => hanconv::s2t(question),
            Self::Homophone => homophone(question, chance),
            Self::Pinyin => pinyin(question, ""),
            Self::SpacedPinyin => pinyin(question, " "),
            Self::Edits => edits(question, chance),
            Self::Typos => typos(question, chance),
            Self::Joined => joined(question, chance),
            Self::Doubled => doubled(question, chance),
        }
    }
}

/// The letters of a keyboard's rows; neighbors lie side by side.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn homophone(question: &str, chance: &mut Chance) -> String {
    let mut chars: Vec<char> = question.chars().collect();
    let mut places: Vec<usize> = (0..chars.len()).filter(|at| is_han(chars[*at])).collect();
    while !places.is_empty() {
        let at = places.swap_remove(chance.below(places.len()));
        let same = likeness::reading(chars[at]).map(with_reading).unwrap_or_default();
        // Those that an input method offers first.
        let usual = same.iter().filter(|read| read.is_usual).take(12).map(|read| read.ideograph.c);
        let others: Vec<char> = usual.filter(|c| *c != chars[at]).collect();
        if !others.is_empty() {
            chars[at] = *chance.any(&others);
            break;
        }
    }
    chars.into_iter().collect()
}

fn pinyin(question: &str, gap: &str) -> String {
    let mut typed = String::new();
    let mut behind_syllable = false;
    for c in question.chars() {
        match likeness::reading(c) {
            Some(syllable) => {
                typed.push_str(if behind_syllable { gap } else { "" });
                typed.push_str(syllable);
            }
            None => typed.push(c),
        }
        behind_syllable = is_han(c);
    }
    typed
}

fn edits(question: &str, chance: &mut Chance) -> String {
    let pool: Vec<char> = question.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut chars: Vec<char> = question.chars().collect();
    // One of the same script.
    let other = |chance: &mut Chance| match chance.any(&pool) {
        c if is_han(*c) => *chance.any(&STRANGE),
        _ => (b'a' + u8::try_from(chance.below(26)).unwrap_or(0)).into(),
    };
    for _ in 0..(chars.len() + 4).div_euclid(8).max(1) {
        if pool.is_empty() || chars.is_empty() {
            break;
        }
        let at = chance.below(chars.len());
        match chance.below(3) {
            0 => chars.insert(at, other(chance)),
            1 if chars.len() > 2 => drop(chars.remove(at)),
            _ => chars[at] = other(chance),
        }
    }
    chars.into_iter().collect()
}

/// Common ideographs, any of which may slip in.
const STRANGE: [char; 40] = [
    '人', '上', '来', '到', '时', '大', '地', '为', '子', '中', '说', '生', '国', '年', '着', '就', '那', '和', '要',
    '出', '也', '得', '里', '后', '自', '以', '会', '家', '可', '下', '而', '过', '天', '去', '能', '对', '小', '多',
    '然', '于',
];

fn typos(question: &str, chance: &mut Chance) -> String {
    let mut words: Vec<String> = question.split(' ').map(str::to_owned).collect();
    let is_word = |word: &String| word.len() > 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let mut places: Vec<usize> = (0..words.len()).filter(|at| is_word(&words[*at])).collect();
    for _ in 0..2.min(places.len()) {
        let at = places.swap_remove(chance.below(places.len()));
        words[at] = typo(&words[at], chance);
    }
    words.join(" ")
}

fn typo(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = chance.below(letters.len());
    let near = near(letters[at], chance);
    match chance.below(4) {
        0 => letters.insert(at, near),
        1 => drop(letters.remove(at)),
        2 => letters.swap(at.min(word.len() - 2), at.min(word.len() - 2) + 1),
        _ => letters[at] = near,
    }
    letters.into_iter().collect()
}

/// A letter beside `letter` on the keyboard.
fn near(letter: char, chance: &mut Chance) -> char {
    let row = ROWS.iter().find_map(|row| row.find(letter.to_ascii_lowercase()).map(|at| (row.as_bytes(), at)));
    let Some((row, at)) = row else { return letter };
    let sides: Vec<char> = [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| row.get(at))
        .map(|b| char::from(*b))
        .collect();
    *chance.any(&sides)
}

fn joined(question: &str, chance: &mut Chance) -> String {
    let mut words: Vec<String> = question.split(' ').map(str::to_owned).collect();
    for _ in 0..2 {
        if words.len() > 2 {
            let at = chance.below(words.len() - 1);
            let behind = words.remove(at + 1);
            words[at].push_str(&behind);
        }
    }
    words.join(" ")
}

fn doubled(question: &str, chance: &mut Chance) -> String {
    let mut chars: Vec<char> = question.chars().collect();
    for _ in 0..2 {
        let letters: Vec<usize> = (0..chars.len()).filter(|at| chars[*at].is_ascii_alphabetic()).collect();
        if !letters.is_empty() {
            let at = *chance.any(&letters);
            chars.insert(at, chars[at]);
        }
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Chance, Damage};

    #[test]
    fn each_kind_does_what_it_says() {
        for (damage, question, expected) in [
            (Damage::None, "图书馆在哪", "图书馆在哪"),
            (Damage::Traditional, "图书馆在哪", "圖書館在哪"),
            (Damage::Pinyin, "WiFi 密码", "WiFi mima"),
            (Damage::SpacedPinyin, "密码是", "mi ma shi"),
        ] {
            assert_eq!(damage.typed(question, &mut Chance::new(1)), expected);
        }
        let same_length = Damage::Homophone.typed("图书馆在哪", &mut Chance::new(1));
        let differ = same_length.chars().zip("图书馆在哪".chars()).filter(|(a, b)| a != b).count();
        assert_eq!((same_length.chars().count(), differ), (5, 1), "{same_length}");
        let words = |text: &str| text.split(' ').count();
        let question = "where can I park my car";
        assert_eq!(words(&Damage::Joined.typed(question, &mut Chance::new(1))), 4);
        assert_eq!(Damage::Doubled.typed(question, &mut Chance::new(1)).len(), question.len() + 2);
        let typos = Damage::Typos.typed(question, &mut Chance::new(1));
        assert_eq!(typos.split(' ').zip(question.split(' ')).filter(|(a, b)| a != b).count(), 2, "{typos}");
        for question in ["", "?", "a", "图"] {
            for damage in Damage::CHINESE.into_iter().chain(Damage::ENGLISH) {
                let _ = damage.typed(question, &mut Chance::new(1));
            }
        }
    }
}
