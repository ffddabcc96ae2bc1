//! Tells common Chinese words from ideographs that stand side by side by accident or by a slip.
//!
//! What is a word of the language was hardly typed for another: 驾照 is right as it stands, however well 驾着 would fit
//! the phrasings.

use super::lines::line;

/// The words: a line for each first ideograph, with all that may stand behind it, in byte order.
const WORDS: &str = include_str!("chinese_words.txt");

/// Whether the two ideographs are a common word.
#[must_use]
pub fn is_chinese_word(first: char, second: char) -> bool {
    let line = line(WORDS, |line| line.chars().next().cmp(&Some(first)));
    line.is_some_and(|line| line.chars().skip(1).any(|c| c == second))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_chinese_word};

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
        for line in lines {
            let mut ideographs = line.chars();
            let first = ideographs.next().expect("no line is empty");
            assert!(ideographs.clone().next().is_some(), "{line}");
            assert!(ideographs.all(|second| is_chinese_word(first, second)), "{line}");
        }
    }
}
