//! Tells common English words from misspelt ones.
//!
//! What is a word of the language was hardly typed for another: a question about gears is not one about years, though
//! one key away, and an honest refusal is the better reply to it.

use std::cmp::Ordering;

/// The words, a line each, in byte order.
const WORDS: &str = include_str!("english_words.txt");

/// Whether `word`, in lower case, is a common English word or the plural of one.
#[must_use]
pub fn is_english(word: &str) -> bool {
    is_listed(word) || word.strip_suffix('s').is_some_and(is_listed)
}

/// Looks a word up where the list lies in the program: a table of the lines would hold more memory than the list.
fn is_listed(word: &str) -> bool {
    let mut lines = WORDS.as_bytes();
    while !lines.is_empty() {
        let (before, after) = lines.split_at(lines.len() / 2);
        let begin = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let end = before.len() + after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        match lines.get(begin..end).unwrap_or_default().cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => lines = lines.get(end + 1..).unwrap_or_default(),
            Ordering::Greater => lines = lines.get(..begin).unwrap_or_default(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_english};

    #[test]
    fn common_words_and_their_plurals_are_known() {
        for (word, expected) in
            [("gears", true), ("somewhere", true), ("helmets", true), ("teh", false), ("theem", false), ("", false)]
        {
            assert_eq!(is_english(word), expected, "{word}");
        }
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(WORDS.lines().is_sorted());
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        for word in WORDS.lines() {
            assert!(is_english(word), "{word}");
        }
    }
}
